//! The head of a request, as the door sees it before anything is read, and the requests that only phones make.

use std::borrow::Cow;
use std::net::IpAddr;

use axum::http::{HeaderMap, Method, header};

use crate::address::{Address, Proxies};
use crate::code;

/// Limit on a request's headers. The HTTP library has the same.
const HEADERS_MAX: usize = 100;

/// What the door reads of a request.
#[derive(Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// The event's code, if it is one of the requests that a whole hall makes at once.
    pub phone: Option<Cow<'a, str>>,
    /// The values of its `Cookie` headers.
    pub cookies: Vec<&'a str>,
    /// What proxies say of its client: `Forwarded` and `X-Forwarded-For`.
    pub forwarded: Vec<&'a str>,
    pub listed: Vec<&'a str>,
}

impl Head<'_> {
    /// Reads a request that has arrived completely: its whole head, and no body. None for any other bytes.
    pub fn of(bytes: &[u8]) -> Option<Head<'_>> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
        let mut request = httparse::Request::new(&mut headers);
        let complete = request.parse(bytes).ok()?.is_complete();
        let (method, target) = (request.method?, request.path?);
        let values = |name: header::HeaderName| {
            let named = request
                .headers
                .iter()
                .filter(move |header| name == header.name);
            named.filter_map(|header| std::str::from_utf8(header.value).ok())
        };
        let has_body = values(header::TRANSFER_ENCODING).next().is_some()
            || values(header::CONTENT_LENGTH).any(|length| length != "0");
        if !complete || has_body {
            return None;
        }
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let method = Method::from_bytes(method.as_bytes()).ok()?;
        Some(Head {
            phone: phone(&method, path, query),
            cookies: values(header::COOKIE).collect(),
            forwarded: values(header::FORWARDED).collect(),
            listed: values(LISTED).collect(),
        })
    }

    /// Returns the address that the request comes from.
    pub fn address(&self, proxies: &Proxies, peer: IpAddr) -> Address {
        let (forwarded, listed) = (self.forwarded.iter(), self.listed.iter());
        let client = proxies.client(peer, forwarded.copied(), listed.copied());
        client.into()
    }
}

const LISTED: header::HeaderName = header::HeaderName::from_static("x-forwarded-for");

/// Returns the address that a request with these headers comes from.
pub fn address(proxies: &Proxies, peer: IpAddr, headers: &HeaderMap) -> Address {
    let values = |name| {
        let values = headers.get_all(name).into_iter();
        values.filter_map(|value| value.to_str().ok())
    };
    let client = proxies.client(peer, values(header::FORWARDED), values(LISTED));
    client.into()
}

/// Returns the event's code in the requests that a whole hall makes at once: a guest's socket, with that of captions, and a join. The
/// path is theirs exactly, however it is spelled; a query proves nothing.
pub fn phone<'a>(method: &Method, path: &'a str, query: Option<&str>) -> Option<Cow<'a, str>> {
    let (code, what) = path.strip_prefix('/')?.split_once('/')?;
    let is_phones = match what {
        "join" => method == Method::POST,
        "socket" => {
            let mut pairs = query.unwrap_or_default().split('&');
            method == Method::GET && pairs.any(is_phones_role)
        }
        _ => false,
    };
    let code = spelled(code);
    (is_phones && code::parse(&code).is_some()).then_some(code)
}

fn is_phones_role(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    spelled(name) == "role" && matches!(&*spelled(value), "participant" | "reader")
}

/// Returns a part of an address without its percent signs, as the handlers read it: else a phone could spell its request in a way that
/// no line waits for.
fn spelled(part: &str) -> Cow<'_, str> {
    if !part.contains('%') {
        return Cow::Borrowed(part);
    }
    let mut pieces = part.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let byte = piece
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        let read = byte.map_or(0, |_| 2);
        bytes.extend_from_slice(&piece.as_bytes()[read..]);
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_phones(request: &str) -> bool {
        Head::of(request.as_bytes()).is_some_and(|head| head.phone.as_deref() == Some("CDU7K2"))
    }

    #[test]
    fn only_complete_requests_of_phones_are_theirs() {
        for phone in [
            "GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /CDU7K2/socket?epoch=1&seq=2&role=participant HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/join HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/join HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            "GET /CDU7K2/socket?role=reader HTTP/1.1\r\n\r\n",
            // Spelled in other ways, they are the same requests.
            "POST /%43DU7%4b2/join HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/socket?role=%70articipan%74 HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/socket?%72ole=participant HTTP/1.1\r\n\r\n",
        ] {
            assert!(is_phones(phone), "{phone}");
        }
        for other in [
            "GET /CDU7K2/socket?role=moderator HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/socket?role=screen&epoch=1 HTTP/1.1\r\nX: role=participant\r\n\r\n",
            "POST /CDU7K2/auth HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/auth?x=/join HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/x/join HTTP/1.1\r\n\r\n",
            "POST /join HTTP/1.1\r\n\r\n",
            "POST /nowhere/join HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/join HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/socket?role=participant HTTP/1.1\r\n\r\n",
            "GET /CDU7K2 HTTP/1.1\r\n\r\n",
            // What is not complete takes no turn.
            "POST /CDU7K2/join HTTP/1.1\r\nContent-Length: 9\r\n\r\n",
            "POST /CDU7K2/join HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n",
            "GET /CDU7K2/socket?role=%host HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/socket?role=host&person=%70 HTTP/1.1\r\n\r\n",
            "POST /%/join HTTP/1.1\r\n\r\n",
            "POST /%ff%f/join HTTP/1.1\r\n\r\n",
            "G",
            "",
            "\u{fffd}\0",
        ] {
            assert!(!is_phones(other), "{other}");
        }
    }

    #[test]
    fn the_door_reads_who_asks() {
        let request = "POST /CDU7K2/join HTTP/1.1\r\nCookie: a=1; b=2\r\ncookie: c=3\r\n\
                       X-Forwarded-For: 8.8.8.8\r\nForwarded: for=8.8.8.8\r\n\r\n";
        let head = Head::of(request.as_bytes()).expect("a request");
        assert_eq!(head.cookies, ["a=1; b=2", "c=3"]);
        let peer = IpAddr::from([10, 0, 0, 1]);
        assert_eq!(head.address(&Proxies::default(), peer), peer.into());
        let proxies = Proxies::new(&["10.0.0.1".parse().expect("a network")]);
        let client = IpAddr::from([8, 8, 8, 8]);
        assert_eq!(head.address(&proxies, peer), client.into());
    }
}
