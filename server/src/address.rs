//! Whose address a request comes from, as far as the server can tell: the peer's, or behind a trusted proxy the one that
//! the proxy names. Fair shares are counted by these addresses. They stay in memory: no fact or frame contains one, and a log line only that
//! of somebody who keeps guessing secrets.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

/// An address that has a share: an IPv4 address, or the first 64 bits of an IPv6 address, because a single device
/// chooses the other 64 as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Address(u64);

impl Address {
    /// Returns an IPv4 address, for tests.
    #[cfg(test)]
    pub const fn v4(octets: [u8; 4]) -> Address {
        Address(u32::from_be_bytes(octets) as u64)
    }
}

impl From<IpAddr> for Address {
    fn from(ip: IpAddr) -> Address {
        match ip.to_canonical() {
            IpAddr::V4(ip) => Address(u64::from(u32::from(ip))),
            // The prefixes below 2^32, which look like IPv4 here, are reserved and never routed.
            IpAddr::V6(ip) => Address((u128::from(ip) >> 64) as u64),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match u32::try_from(self.0) {
            Ok(ip) => write!(f, "{}", Ipv4Addr::from(ip)),
            Err(_) => write!(f, "{}/64", Ipv6Addr::from(u128::from(self.0) << 64)),
        }
    }
}

/// A network, such as `10.0.0.0/8`. A bare address is a network of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    /// Number of leading bits that count.
    bits: u32,
}

/// A text is not a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an IP address or a network such as 10.0.0.0/8")]
pub struct NoNetwork;

impl Network {
    /// Returns true if an address is of this network.
    pub fn contains(&self, ip: IpAddr) -> bool {
        let differing = self.base ^ wide(ip);
        // A shift by all 128 bits is none.
        differing.checked_shr(128 - self.bits).unwrap_or(0) == 0
    }
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Network, NoNetwork> {
        let (ip, bits) = match text.split_once('/') {
            Some((ip, bits)) => (ip, Some(bits.parse::<u32>().map_err(|_| NoNetwork)?)),
            None => (text, None),
        };
        let ip: IpAddr = ip.parse().map_err(|_| NoNetwork)?;
        let width = if ip.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        if bits > width {
            return Err(NoNetwork);
        }
        Ok(Network {
            base: wide(ip),
            bits: 128 - width + bits,
        })
    }
}

/// Returns an address with 128 bits. IPv4 addresses are mapped, so both forms of one are the same.
fn wide(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().into(),
        IpAddr::V6(ip) => ip.into(),
    }
}

/// Returns true if an address is not one of the internet at large: of this machine, a local network, or for a special use. Forms of
/// IPv6 that contain an IPv4 address count as that one.
pub fn is_inward(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_documentation()
                || ip.is_multicast()
                || matches!((a, b, c), (0 | 240..=255, ..) | (192, 0, 0) | (192, 88, 99))
                || matches!((a, b), (100, 64..=127) | (198, 18 | 19))
        }
        IpAddr::V6(ip) => {
            let [a, b, c, d, e, f, g, h] = ip.segments();
            let embedded = |high: u16, low: u16| {
                is_inward(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)).into())
            };
            match (a, b) {
                // Translated, or in a tunnel.
                (0x64, 0xff9b) => (c, d, e, f) != (0, 0, 0, 0) || embedded(g, h),
                (0x2002, _) => embedded(b, c),
                (0x2001, 0..=0x1ff | 0xdb8) => true,
                _ => a & 0xe000 != 0x2000,
            }
        }
    }
}

/// The proxies whose word on a client's address counts. By default there are none.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Arc<[Network]>);

impl Proxies {
    /// Returns the proxies of these networks.
    pub fn new(networks: &[Network]) -> Proxies {
        Proxies(networks.into())
    }

    /// Returns true if this peer is a trusted proxy.
    pub fn trust(&self, peer: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(peer))
    }

    /// Returns the address that a request comes from: the nearest hop that is not a trusted proxy. `forwarded` are the
    /// values of `Forwarded` headers and `listed` those of `X-Forwarded-For`, in their order.
    ///
    /// A client can send either header itself, and a proxy that writes one may pass the other on. So if both name a hop
    /// and not the same one, neither counts.
    pub fn client<'a>(
        &self,
        peer: IpAddr,
        forwarded: impl Iterator<Item = &'a str>,
        listed: impl Iterator<Item = &'a str>,
    ) -> IpAddr {
        if !self.trust(peer) {
            return peer;
        }
        let forwarded: Vec<_> = forwarded.flat_map(|line| line.split(',')).collect();
        let listed: Vec<_> = listed.flat_map(|line| line.split(',')).collect();
        let forwarded = self.nearest(peer, forwarded.into_iter().map(hop_of_forwarded));
        let listed = self.nearest(peer, listed.into_iter().map(hop));
        match (forwarded, listed) {
            (Some(one), Some(other)) if one != other => peer,
            (Some(ip), _) | (None, Some(ip)) => ip,
            (None, None) => peer,
        }
    }

    /// Walks back from the last hop. None if there is no hop at all.
    fn nearest(
        &self,
        peer: IpAddr,
        hops: impl DoubleEndedIterator<Item = Option<IpAddr>>,
    ) -> Option<IpAddr> {
        let mut last = None;
        for hop in hops.rev() {
            match hop {
                Some(ip) if self.trust(ip) => last = Some(ip),
                Some(ip) => return Some(ip),
                // Nobody vouches for what is before a hop without an address.
                None => return Some(last.unwrap_or(peer)),
            }
        }
        last
    }
}

/// Returns the address in `for="[2001:db8::1]:4711";proto=https`.
fn hop_of_forwarded(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("for")
            .then(|| hop(value))?
    })
}

/// Returns the address of a hop with or without quotes, brackets and port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split(']').next()?.parse().ok();
    }
    let bare = text.parse().ok();
    bare.or_else(|| text.split_once(':')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn address(text: &str) -> Address {
        ip(text).into()
    }

    #[test]
    fn what_is_not_of_the_internet_at_large_is_inward() {
        for inward in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.8.20",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "192.0.0.8",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "fec0::1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(is_inward(inward.parse().expect(inward)), "{inward}");
        }
        for outward in [
            "8.8.8.8",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "192.169.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::1",
            "64:ff9b::808:808",
            "2002:808:808::",
            "::ffff:8.8.8.8",
        ] {
            assert!(!is_inward(outward.parse().expect(outward)), "{outward}");
        }
    }

    #[test]
    fn a_device_has_one_address_whatever_it_calls_itself() {
        assert_eq!(address("192.168.8.20"), address("::ffff:192.168.8.20"));
        assert_ne!(address("192.168.8.20"), address("192.168.8.21"));
        assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:a:b:c:d"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("192.168.8.20").to_string(), "192.168.8.20");
        assert_eq!(address("2001:db8:1:2::1").to_string(), "2001:db8:1:2::/64");
    }

    #[test]
    fn a_network_is_read_and_contains_its_addresses() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("127.0.0.1", "::ffff:127.0.0.1", "127.0.0.2"),
            ("fd00::/8", "fd12::1", "fe80::1"),
            ("::1/128", "::1", "::2"),
        ] {
            let read: Network = network.parse().expect("a network");
            assert!(read.contains(ip(inside)), "{network}");
            assert!(!read.contains(ip(outside)), "{network}");
        }
        let all: Network = "::/0".parse().expect("a network");
        assert!(all.contains(ip("8.8.8.8")));
        for wrong in [
            "",
            "10.0.0.0/33",
            "10.0.0/8",
            "::/129",
            "venue",
            "1.2.3.4/x",
        ] {
            assert_eq!(wrong.parse::<Network>(), Err(NoNetwork), "{wrong}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_names_its_clients() {
        let proxies = Proxies::new(&["10.0.0.0/8".parse().expect("a network")]);
        let client = |peer, forwarded: &[&str], listed: &[&str]| {
            let (forwarded, listed) = (forwarded.iter().copied(), listed.iter().copied());
            proxies.client(ip(peer), forwarded, listed).to_string()
        };
        assert_eq!(client("192.0.2.1", &[], &["8.8.8.8"]), "192.0.2.1");
        assert_eq!(client("10.0.0.1", &[], &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[], &["8.8.8.8"]), "8.8.8.8");
        // What the client itself sent is before what the proxy has added.
        assert_eq!(client("10.0.0.1", &[], &["1.1.1.1, 8.8.8.8"]), "8.8.8.8");
        assert_eq!(
            client("10.0.0.1", &[], &["1.1.1.1", "8.8.8.8, 10.2.2.2"]),
            "8.8.8.8"
        );
        let forwarded = ["for=1.1.1.1, for=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1"];
        assert_eq!(client("10.0.0.1", &forwarded, &[]), "2001:db8::7");
        assert_eq!(
            client("10.0.0.1", &["For=8.8.8.8:99"], &["8.8.8.8"]),
            "8.8.8.8"
        );
        // A client added the header that the proxy does not write.
        assert_eq!(
            client("10.0.0.1", &["for=1.1.1.1"], &["8.8.8.8"]),
            "10.0.0.1"
        );
        assert_eq!(client("10.0.0.1", &["for=_hidden"], &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &[], &["8.8.8.8, unknown"]), "10.0.0.1");
    }
}
