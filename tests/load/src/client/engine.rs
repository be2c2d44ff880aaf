//! The parts of engine.io 4 and socket.io that a browser client uses over its WebSocket. The peer `socket.io` wraps
//! each frame in them.

/// Opens the default namespace.
pub const CONNECT: &[u8] = b"40";
/// Answers a ping.
pub const PONG: &[u8] = b"3";
/// The address of the socket.
pub const PATH: &str = "/socket.io/?EIO=4&transport=websocket";

/// A server packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packet<'a> {
    /// Engine.io is open; the namespace is not yet open.
    Open,
    Ping,
    /// The namespace is open.
    Connected,
    /// The single argument of an event, as JSON.
    Event(&'a [u8]),
    Other,
}

/// Parses a packet.
pub fn read(payload: &[u8]) -> Packet<'_> {
    match payload {
        [b'0', ..] => Packet::Open,
        [b'2'] => Packet::Ping,
        [b'4', b'0', ..] => Packet::Connected,
        [b'4', b'2', b'[', rest @ .., b']'] => match rest.iter().position(|byte| *byte == b',') {
            // Our events' names contain no comma.
            Some(comma) => Packet::Event(&rest[comma + 1..]),
            None => Packet::Other,
        },
        _ => Packet::Other,
    }
}

/// Appends an event `do` with the frame as its argument.
pub fn put(frame: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"42[\"do\",");
    out.extend_from_slice(frame);
    out.push(b']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_of_the_server_are_told_apart() {
        let open = br#"0{"sid":"x","upgrades":[],"pingInterval":25000}"#;
        assert_eq!(read(open), Packet::Open);
        assert_eq!(read(b"2"), Packet::Ping);
        assert_eq!(read(br#"40{"sid":"y"}"#), Packet::Connected);
        assert_eq!(
            read(br#"42["frame",{"t":"ack","c":1,"n":2,"seq":3}]"#),
            Packet::Event(br#"{"t":"ack","c":1,"n":2,"seq":3}"#)
        );
        for other in [&b"41"[..], b"42[\"frame\"]", b"", b"6", b"44{}"] {
            assert_eq!(read(other), Packet::Other, "{other:?}");
        }
    }

    #[test]
    fn an_event_of_the_client_wraps_the_frame() {
        let mut out = vec![];
        put(br#"{"t":"beat"}"#, &mut out);
        assert_eq!(out, br#"42["do",{"t":"beat"}]"#);
        assert_eq!(read(&out), Packet::Event(br#"{"t":"beat"}"#));
    }
}
