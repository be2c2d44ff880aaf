//! The names by which this server may be addressed. Any site can give its own name to this machine's address, and its pages
//! would then be pages of this server to a browser; so a name that is not ours gets no page.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::Error;
use super::accept::weighted;
use super::auth::host;
use crate::app::App;

/// Limit on a Host header in bytes: a DNS name and a port.
const HOST_BYTES_MAX: usize = 255;
/// Monitors ask for these under whatever name, and they tell nothing.
const FOR_MONITORS: [&str; 2] = ["/healthz", "/readyz"];

/// Returns true if a request is for this server: its Host is the address that the connection came to, one of the
/// machine's current addresses, or the public URL's. Ports do not matter, because a forwarded port is another one.
pub fn is_ours(app: &App, local: SocketAddr, path: &str, host: &str) -> bool {
    if is_for_monitors(path) {
        return true;
    }
    let Some(name) = name(host) else {
        return false;
    };
    let ip: Option<IpAddr> = name.trim_matches(['[', ']']).parse().ok();
    let is_local = match ip {
        Some(ip) => ip.to_canonical() == local.ip().to_canonical(),
        None => name == "localhost" && local.ip().to_canonical().is_loopback(),
    };
    let is_of = |url: &str| host_of(url).and_then(|host| name_of(host)) == Some(name.as_str());
    is_local
        || app.public_url.as_deref().is_some_and(is_of)
        || app.hub.candidates().iter().any(|(url, _)| is_of(url))
}

/// Returns true if a request came by https: the server speaks it, or the public URL says that a proxy in front does.
pub fn comes_by_https(app: &App, headers: &HeaderMap) -> bool {
    if app.has_tls {
        return true;
    }
    let public = app.public_url.as_deref();
    let of_https = public.and_then(|url| url.strip_prefix("https://"));
    of_https.is_some_and(|public| public.eq_ignore_ascii_case(host(headers)))
}

/// Returns true for what monitors ask, which tells nothing and may be asked in any way.
pub fn is_for_monitors(path: &str) -> bool {
    FOR_MONITORS.contains(&path)
}

/// Returns the answer to a request that came without TLS to a server that has it: a browser's page is sent to https, at the
/// public URL whatever the request says. A program is told, because what it sends was already read by others.
pub fn to_https(app: &App, method: &Method, target: &Uri, headers: &HeaderMap) -> Response {
    let url = app.public_url.as_deref().unwrap_or_default();
    let message = format!("This server speaks https. Open {url} instead.");
    if !matches!(*method, Method::GET | Method::HEAD) || !wants_html(headers) {
        return Error::new(StatusCode::BAD_REQUEST, "https_only", message).into_response();
    }
    let path = target.path_and_query().map_or("/", PathAndQuery::as_str);
    let Ok(location) = HeaderValue::from_str(&format!("{url}{path}")) else {
        return Error::new(StatusCode::BAD_REQUEST, "https_only", message).into_response();
    };
    // Not for ever: the server may be started without TLS tomorrow.
    let status = StatusCode::TEMPORARY_REDIRECT;
    let message = format!("{message}\n");
    (status, [(header::LOCATION, location)], message).into_response()
}

/// Returns the answer to a request that is for another server: the address to open instead.
pub fn other(app: &App, headers: &HeaderMap) -> Response {
    let url = app.hub.candidates().first().map(|(url, _)| url.clone());
    let url = url.unwrap_or_default();
    if !wants_html(headers) {
        let message = format!("This server has another name. Open {url} instead.");
        return Error::new(StatusCode::MISDIRECTED_REQUEST, "bad_host", message).into_response();
    }
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Plenary</title>\
         <p>This server is not reached by this name. Please open the address below. If you run the server and want it to \
         have this name, start it with <code>--public-url</code>.</p>\
         <p lang=zh-Hans>此名称不能用来访问本服务器，请打开下面的地址。如果您是管理员并希望使用此名称，请用 \
         <code>--public-url</code> 启动服务器。</p>\
         <p lang=fr>Ce nom ne mène pas à ce serveur. Ouvrez l’adresse ci-dessous. Si vous gérez le serveur et voulez \
         utiliser ce nom, lancez-le avec <code>--public-url</code>.</p>\
         <p><a href=\"{url}\">{url}</a></p>"
    );
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let status = StatusCode::MISDIRECTED_REQUEST;
    (status, [(header::CONTENT_TYPE, kind)], page).into_response()
}

/// Returns true for a browser that opens a page.
fn wants_html(headers: &HeaderMap) -> bool {
    weighted(headers, header::ACCEPT).any(|(kind, weight)| kind == "text/html" && weight > 0.0)
}

/// Returns true for a Host header that names the machine from itself.
pub fn is_loopback(host: &str) -> bool {
    let Some(name) = name(host) else {
        return false;
    };
    let ip: Option<IpAddr> = name.parse().ok();
    name == "localhost" || ip.is_some_and(|ip| ip.to_canonical().is_loopback())
}

/// Returns the name in a Host header, in lower case and without its port; None if there is none.
fn name(host: &str) -> Option<String> {
    let fits = !host.is_empty() && host.len() <= HOST_BYTES_MAX;
    let name = name_of(host).filter(|name| fits && !name.is_empty())?;
    Some(name.trim_end_matches('.').to_ascii_lowercase())
}

/// Cuts off the port.
fn name_of(host: &str) -> Option<&str> {
    match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map(|(ip, _)| ip),
        None => host.split(':').next(),
    }
}

/// Returns the host and port in a URL.
pub fn host_of(url: &str) -> Option<&str> {
    url.split_once("://").map(|(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_without_its_port() {
        for (host, read) in [
            ("venue.test:8080", Some("venue.test")),
            ("Venue.Test.", Some("venue.test")),
            ("192.168.8.20", Some("192.168.8.20")),
            ("[fd12::1]:8080", Some("fd12::1")),
            ("[::1]", Some("::1")),
            ("", None),
            (":80", None),
            ("[::1", None),
        ] {
            assert_eq!(name(host).as_deref(), read, "{host}");
        }
        for (host, is_so) in [
            ("localhost:9464", true),
            ("127.0.0.1", true),
            ("[::1]:9464", true),
            ("127.0.0.1.venue.test", false),
            ("10.0.0.5:9464", false),
            ("", false),
        ] {
            assert_eq!(is_loopback(host), is_so, "{host}");
        }
        assert_eq!(name(&"x".repeat(256)), None);
        assert_eq!(name(&"x".repeat(255)), Some("x".repeat(255)));
        assert_eq!(host_of("https://plenary.example"), Some("plenary.example"));
    }
}
