//! The lower bound: one thread, the simplest handshake, and per ballot one loop that sends one frame, encoded once, to
//! each socket. It parses no ballots and answers none.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Result;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use socket2::{Domain, Socket, Type};

use super::Place;
use crate::client::frame::put_unmasked;
use crate::client::text::after;

const LISTENER: Token = Token(usize::MAX);
/// Connections that may wait to be accepted.
const BACKLOG: i32 = 4096;
const ANSWER: &[u8] =
    b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\
    sec-websocket-accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n\r\n";

struct Client {
    stream: TcpStream,
    is_open: bool,
}

struct Bare {
    poll: Poll,
    clients: Vec<Option<Client>>,
    seq: u64,
    bytes: usize,
}

/// Serves until it is killed.
///
/// # Errors
/// The port is taken.
pub fn serve(place: &Place, bytes: usize) -> Result<()> {
    rlimit::increase_nofile_limit(u64::MAX)?;
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, place.port));
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    let mut listener = TcpListener::from_std(socket.into());
    println!("listening on {}", listener.local_addr()?.port());
    let poll = Poll::new()?;
    poll.registry()
        .register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut bare = Bare {
        poll,
        clients: vec![],
        seq: place.first,
        bytes,
    };
    let mut events = Events::with_capacity(1024);
    loop {
        match bare.poll.poll(&mut events, None) {
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            polled => polled?,
        }
        for event in &events {
            match event.token() {
                LISTENER => bare.accept(&listener)?,
                Token(client) => bare.read(client),
            }
        }
    }
}

impl Bare {
    fn accept(&mut self, listener: &TcpListener) -> Result<()> {
        // Whatever error a connection ends with, continue with the next.
        while let Ok((mut stream, _)) = listener.accept() {
            stream.set_nodelay(true)?;
            let token = Token(self.clients.len());
            self.poll
                .registry()
                .register(&mut stream, token, Interest::READABLE)?;
            self.clients.push(Some(Client {
                stream,
                is_open: false,
            }));
        }
        Ok(())
    }

    fn read(&mut self, at: usize) {
        let mut buffer = [0; 4096];
        let Some(client) = &mut self.clients[at] else {
            return;
        };
        let mut votes = false;
        loop {
            match client.stream.read(&mut buffer) {
                Ok(0) => {
                    self.clients[at] = None;
                    break;
                }
                Ok(_) if client.is_open => votes = true,
                Ok(n) if after(&buffer[..n], b"\r\n\r\n").is_some() => {
                    client.is_open = client.stream.write_all(ANSWER).is_ok();
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        if votes {
            self.send_all();
        }
    }

    fn send_all(&mut self) {
        self.seq += 1;
        let mut frame = vec![];
        put_unmasked(&tally(self.seq, self.bytes), &mut frame);
        for client in self.clients.iter_mut().flatten() {
            if client.is_open {
                // A phone that does not read loses the rest, which is not measured here.
                let _ = client.stream.write(&frame);
            }
        }
    }
}

/// Returns a frame of this size that the client takes for a tally.
fn tally(seq: u64, bytes: usize) -> Vec<u8> {
    let mut frame =
        format!(r#"{{"t":"change","from":{},"to":{seq},"set":[""#, seq - 1).into_bytes();
    let end = br#""]}"#;
    frame.resize(bytes.saturating_sub(end.len()).max(frame.len()), b'.');
    frame.extend_from_slice(end);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::text::{Text, read};

    #[test]
    fn the_frame_has_the_requested_size_and_reads_as_a_tally() {
        let frame = tally(1234, 120);
        assert_eq!(frame.len(), 120);
        assert_eq!(read(&frame), Text::Change { to: 1234 });
        assert!(serde_json::from_slice::<serde_json::Value>(&frame).is_ok());
    }
}
