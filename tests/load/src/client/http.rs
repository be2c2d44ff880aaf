//! As much HTTP/1.1 as joining needs: request heads as bytes, responses parsed in place, and blocking requests outside
//! of measurements.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::text::after;

/// Time limit for a blocking request.
const PATIENCE: Duration = Duration::from_secs(15);
/// Limit on a response's head in bytes.
const HEAD_BYTES_MAX: usize = 16 * 1024;

/// A response's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub status: u16,
    /// `name=value` of the first cookie it sets.
    pub cookie: Option<String>,
    pub retry_after_s: Option<u64>,
    /// Bytes of the body.
    pub body: usize,
    /// Bytes of the head, including the empty line.
    pub len: usize,
}

/// Parses a response's head; None if it is incomplete.
///
/// # Errors
/// Not an HTTP/1.1 response.
pub fn head(bytes: &[u8]) -> Result<Option<Head>> {
    let Some(len) = after(bytes, b"\r\n\r\n") else {
        if bytes.len() > HEAD_BYTES_MAX {
            bail!("a response's head has no end");
        }
        return Ok(None);
    };
    let text = std::str::from_utf8(&bytes[..len]).context("a response's head is not text")?;
    let mut lines = text.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.strip_prefix("HTTP/1.1 "))
        .and_then(|line| line.get(..3))
        .and_then(|status| status.parse().ok())
        .with_context(|| format!("not an HTTP/1.1 response: {text:.60}"))?;
    let mut head = Head {
        status,
        cookie: None,
        retry_after_s: None,
        body: 0,
        len,
    };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            head.cookie.get_or_insert_with(|| pair.to_owned());
        } else if name.eq_ignore_ascii_case("retry-after") {
            head.retry_after_s = value.parse().ok();
        } else if name.eq_ignore_ascii_case("content-length") {
            head.body = value.parse().context("an answer's length")?;
        }
    }
    Ok(Some(head))
}

/// Encodes a `POST` without a body, on a connection of its own.
pub fn post(address: SocketAddr, path: &str) -> Vec<u8> {
    let end = "content-length: 0\r\nconnection: close\r\n\r\n";
    format!("POST {path} HTTP/1.1\r\nhost: {address}\r\n{end}").into_bytes()
}

/// Encodes the upgrade to a WebSocket. The key is constant, because nobody here checks the response to it.
pub fn upgrade(address: SocketAddr, path: &str, cookie: &str) -> Vec<u8> {
    let cookie = match cookie {
        "" => String::new(),
        cookie => format!("cookie: {cookie}\r\n"),
    };
    format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\n{cookie}upgrade: websocket\r\nconnection: Upgrade\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    .into_bytes()
}

/// Sends one request and waits for the response.
///
/// # Errors
/// Any status but success, with the server's message.
pub fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    cookie: &str,
    json: Option<&str>,
) -> Result<(Head, Vec<u8>)> {
    let asked = || format!("{method} http://{address}{path}");
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).with_context(asked)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = json.unwrap_or_default();
    let kind = json.map_or("", |_| "content-type: application/json\r\n");
    let cookie = match cookie {
        "" => String::new(),
        cookie => format!("cookie: {cookie}\r\n"),
    };
    let len = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\n{kind}{cookie}content-length: {len}\r\nconnection: close\r\n\r\n{body}"
    )
    .with_context(asked)?;
    let mut answer = vec![];
    stream.read_to_end(&mut answer).with_context(asked)?;
    let head = head(&answer)?.with_context(asked)?;
    let body = answer.split_off(head.len);
    if !(200..300).contains(&head.status) {
        let said = String::from_utf8_lossy(&body);
        bail!("{}: {} {said:.200}", asked(), head.status);
    }
    Ok((head, body))
}

/// Returns the address in a test server's URL, which must be on the loopback.
///
/// # Errors
/// Any other URL.
pub fn loopback(url: &str) -> Result<SocketAddr> {
    let authority = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split('/').next())
        .with_context(|| format!("{url}: expected http://127.…"))?;
    let address: SocketAddr = authority
        .parse()
        .with_context(|| format!("{url}: expected an IP address and a port"))?;
    if !address.is_ipv4() || !address.ip().is_loopback() {
        bail!("{url}: load runs against 127.0.0.0/8 only");
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_when_they_are_whole() {
        let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: plenary_HALL22=0.9A; Path=/\r\ncontent-length: 14\r\n\r\n{\"fresh\":true}";
        for cut in 0..answer.len() - 14 {
            assert_eq!(head(&answer.as_bytes()[..cut]).unwrap(), None);
        }
        let head = head(answer.as_bytes()).unwrap().unwrap();
        assert_eq!(head.cookie.as_deref(), Some("plenary_HALL22=0.9A"));
        assert_eq!((head.status, head.body), (200, 14));
        assert_eq!(head.len + head.body, answer.len());
    }

    #[test]
    fn retry_after_is_parsed_and_nonsense_is_refused() {
        let full = head(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n\r\n");
        let full = full.unwrap().unwrap();
        assert_eq!((full.status, full.retry_after_s), (503, Some(5)));
        assert!(head(b"SSH-2.0-OpenSSH\r\n\r\n").is_err());
        assert!(head(&[b'x'; HEAD_BYTES_MAX + 1]).is_err());
    }

    #[test]
    fn only_loopback_is_loaded() {
        assert_eq!(
            loopback("http://127.0.0.1:8080/CDU7K2/host#x").unwrap(),
            "127.0.0.1:8080".parse().unwrap()
        );
        for bad in [
            "http://192.168.8.20:8080/CDU7K2",
            "https://127.0.0.1:1/",
            "http://localhost:8080/",
        ] {
            assert!(loopback(bad).is_err(), "{bad}");
        }
    }
}
