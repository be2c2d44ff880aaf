//! Parses an event's addresses, as in QR codes and role links.

use std::fmt;
use std::str::FromStr;

use hyper::Uri;

use crate::protocol::Role;
use crate::role;

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub https: bool,
    pub host: String,
    pub port: u16,
}

/// A page of an event: `http://HOST/CODE`, `http://HOST/CODE/host#SECRET`, `http://HOST/CODE/panelist/KEY#SECRET`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub address: Address,
    /// In upper case.
    pub code: String,
    pub role: Role,
    /// The key of a panelist.
    pub person: Option<String>,
    /// The key of the one poll that the address shows.
    pub poll: Option<String>,
    /// The part after `#`.
    pub secret: Option<String>,
}

/// A text that is not a link to an event. It is not repeated, because it may have a link's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not a link to an event: expected one like http://192.168.8.20:8080/CDU7K2/host#SECRET"
)]
pub struct BadLink;

impl Link {
    /// Returns the same event's address for guests.
    pub fn guest(&self) -> Link {
        Link {
            role: Role::Participant,
            person: None,
            poll: None,
            secret: None,
            ..self.clone()
        }
    }
}

impl FromStr for Link {
    type Err = BadLink;

    fn from_str(written: &str) -> Result<Link, BadLink> {
        let written_trimmed = written.trim();
        let (page, secret) = match written_trimmed.split_once('#') {
            Some((page, secret)) => (
                page,
                Some(secret.to_owned()).filter(|secret| !secret.is_empty()),
            ),
            None => (written_trimmed, None),
        };
        let uri: Uri = page.parse().map_err(|_| BadLink)?;
        let https = match uri.scheme_str().map(str::to_ascii_lowercase).as_deref() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(BadLink),
        };
        let host = uri.host().ok_or(BadLink)?.to_owned();
        let port = uri.port_u16().unwrap_or(if https { 443 } else { 80 });
        let mut parts = uri.path().trim_matches('/').split('/');
        let code = parts.next().unwrap_or_default().to_ascii_uppercase();
        if code.is_empty() {
            return Err(BadLink);
        }
        let (role, person) = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => (Role::Participant, None),
            (Some(page), person, None) => {
                let entry = role::staff().find(|entry| entry.name == page);
                let entry = entry.filter(|entry| entry.has_person == person.is_some());
                (entry.ok_or(BadLink)?.role, person.map(str::to_owned))
            }
            (Some(_), _, Some(_)) => return Err(BadLink),
        };
        let mut said = uri.query().unwrap_or_default().split('&');
        let poll = said.find_map(|pair| pair.strip_prefix("poll="));
        let poll = poll.filter(|_| role == Role::Screen).map(str::to_owned);
        Ok(Link {
            address: Address { https, host, port },
            code,
            role: poll.as_ref().map_or(role, |_| Role::Slide),
            person,
            poll,
            secret,
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}://{}",
            if self.https { "https" } else { "http" },
            self.authority()
        )
    }
}

impl Address {
    /// Returns host and port as in a `Host` header, without the scheme's default port.
    pub fn authority(&self) -> String {
        match (self.https, self.port) {
            (false, 80) | (true, 443) => self.host.clone(),
            (_, port) => format!("{}:{port}", self.host),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_link_is_parsed() {
        let link: Link = " http://192.168.8.20:8080/cdu7k2/host#s3cret\n"
            .parse()
            .unwrap();
        assert_eq!(link.address.authority(), "192.168.8.20:8080");
        assert_eq!(
            (link.code.as_str(), link.role, link.secret.as_deref()),
            ("CDU7K2", Role::Host, Some("s3cret"))
        );
        assert_eq!(link.guest().role, Role::Participant);
        assert_eq!(link.guest().secret, None);
    }

    #[test]
    fn an_address_of_one_poll_is_parsed() {
        let link: Link = "http://10.0.0.1/CDU7K2/screen?poll=made-1#s3cret"
            .parse()
            .unwrap();
        assert_eq!(
            (link.role, link.poll.as_deref(), link.secret.as_deref()),
            (Role::Slide, Some("made-1"), Some("s3cret"))
        );
    }

    #[test]
    fn other_pages_and_ports() {
        let link: Link = "https://plenary.example/CDU7K2/panelist/emerson#x"
            .parse()
            .unwrap();
        assert_eq!(
            (link.role, link.person.as_deref(), link.address.port),
            (Role::Panelist, Some("emerson"), 443)
        );
        assert_eq!(link.address.to_string(), "https://plenary.example");
        let link: Link = "http://[::1]:8080/CDU7K2".parse().unwrap();
        assert_eq!(
            (link.role, link.address.host.as_str()),
            (Role::Participant, "[::1]")
        );
    }

    #[test]
    fn texts_that_are_no_links_are_refused() {
        for bad in [
            "",
            "CDU7K2",
            "ftp://x/CDU7K2",
            "http://x/",
            "http://x/CDU7K2/nobody",
            "http://x/CDU7K2/panelist",
            "http://x/CDU7K2/nobody#s3cret",
            "http:/x/CDU7K2/host#s3cret",
        ] {
            assert_eq!(bad.parse::<Link>(), Err(BadLink), "{bad}");
        }
        assert!(!format!("{BadLink} {BadLink:?}").contains("s3cret"));
    }
}
