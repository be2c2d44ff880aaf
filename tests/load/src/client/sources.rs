//! The addresses that phones connect from, and the ports of each. A port is chosen here and not by the kernel, which has only
//! 28,000 for an address (`ip_local_port_range`): a hall of 19,900 phones behind one address needs two for each, because a phone
//! joins on a connection of its own.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, bail};
use socket2::Socket;

/// Most addresses, and how many there are if nobody says otherwise.
pub const SOURCES_MAX: usize = 250;
/// The first port that needs no privilege.
const FIRST_PORT: u16 = 1024;

/// Hands out places to connect from.
pub struct Sources {
    /// The port that each address tries next.
    next: Vec<u16>,
}

impl Sources {
    /// Returns so many addresses.
    pub fn new(count: usize) -> Sources {
        Sources {
            next: vec![FIRST_PORT; count.clamp(1, SOURCES_MAX)],
        }
    }

    /// Binds a seat's socket to a free port of the seat's address.
    ///
    /// # Errors
    /// No port is free, or the system allows none.
    pub fn bind(&mut self, socket: &Socket, seat: usize) -> Result<()> {
        let place = seat % self.next.len();
        let address = Ipv4Addr::new(127, 1, 0, 1 + place as u8);
        let next = &mut self.next[place];
        for _ in FIRST_PORT..=u16::MAX {
            let source = SocketAddr::from((address, *next));
            *next = next.checked_add(1).unwrap_or(FIRST_PORT);
            match socket.bind(&source.into()) {
                // Another seat's, or one that was closed a moment ago.
                Err(e) if e.kind() == ErrorKind::AddrInUse => {}
                bound => return bound.with_context(|| format!("cannot connect from {source}")),
            }
        }
        bail!("no port on {address} is free")
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use socket2::{Domain, Type};

    use super::*;

    fn bound(sources: &mut Sources, seat: usize) -> (Socket, SocketAddr) {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        sources.bind(&socket, seat).unwrap();
        let at = socket.local_addr().unwrap().as_socket().unwrap();
        (socket, at)
    }

    #[test]
    fn seats_take_turns_in_the_addresses_and_share_one() {
        let mut many = Sources::new(SOURCES_MAX);
        let (one, first) = bound(&mut many, 0);
        let (two, second) = bound(&mut many, 1);
        assert_ne!(first.ip(), second.ip());
        drop((one, two));
        let mut single = Sources::new(1);
        let seats: Vec<_> = (0..300).map(|seat| bound(&mut single, seat)).collect();
        assert!(seats.iter().all(|(_, at)| at.ip() == first.ip()));
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let mut sources = Sources::new(1);
        let (first, at) = bound(&mut sources, 0);
        drop(first);
        let next = SocketAddr::new(at.ip(), at.port() + 1);
        let _taken = TcpListener::bind(next).unwrap();
        let (_second, passed) = bound(&mut sources, 1);
        assert!(passed.port() > next.port());
    }

    #[test]
    fn ports_begin_again_after_the_last() {
        let mut sources = Sources {
            next: vec![u16::MAX],
        };
        assert_eq!(bound(&mut sources, 0).1.port(), u16::MAX);
        assert!(bound(&mut sources, 0).1.port() < u16::MAX);
    }
}
