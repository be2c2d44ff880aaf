//! Where a request comes from, as far as it says who shares an origin: an IPv4 address as a whole, an IPv6 address without the half
//! that a device chooses for itself. It stays in memory: no fact or frame contains one, and a log line only that of somebody who keeps
//! guessing secrets.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address, to tell whether two requests have one origin.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    V4([u8; 4]),
    /// The first 64 bits.
    V6([u8; 8]),
}

impl Origin {
    /// Returns the origin of an address.
    pub fn of(address: IpAddr) -> Origin {
        match address.to_canonical() {
            IpAddr::V4(address) => Origin::V4(address.octets()),
            IpAddr::V6(address) => {
                let mut half = [0; 8];
                half.copy_from_slice(&address.octets()[..8]);
                Origin::V6(half)
            }
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::V4(address) => Ipv4Addr::from(*address).fmt(f),
            Origin::V6(half) => {
                let mut address = [0; 16];
                address[..8].copy_from_slice(half);
                write!(f, "{}/64", Ipv6Addr::from(address))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str) -> Origin {
        Origin::of(address.parse().expect("an address"))
    }

    #[test]
    fn a_device_is_one_origin_whatever_addresses_it_chooses() {
        assert!(origin("2001:db8:1:2::7") == origin("2001:db8:1:2:ffff::9"));
        assert!(origin("2001:db8:1:2::7") != origin("2001:db8:1:3::7"));
        assert!(origin("10.0.0.1") != origin("10.0.0.2"));
        assert!(origin("::ffff:10.0.0.1") == origin("10.0.0.1"));
    }
}
