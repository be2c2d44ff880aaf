//! HTTP/1.1 requests, one connection each, with or without TLS, and the byte stream below a socket. This module knows
//! nothing about events.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header;
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore, pki_types::ServerName};

use super::link::Address;
use crate::protocol::HttpError;

pub use hyper::Method;

/// Time limit for opening a connection, and for a whole request.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Limit on a response in bytes.
const ANSWER_BYTES_MAX: usize = 16 << 20;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("cannot reach {address}: {source}")]
    Unreachable { address: String, source: io::Error },
    #[error("no answer in time")]
    Timeout,
    #[error("the connection broke: {0}")]
    Broken(String),
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
    /// The server answered with a status other than success.
    #[error("{status}: {}", error.message)]
    Refused {
        status: u16,
        error: HttpError,
        retry_after: Option<Duration>,
    },
}

/// What a request may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Time for the whole of it.
    pub patience: Duration,
    pub answer_bytes_max: usize,
}

/// A successful response.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// The cookies to keep, as `name=value`.
    pub cookies: Vec<String>,
    /// It says that it is JSON.
    pub is_json: bool,
    pub body: Bytes,
}

impl Fault {
    /// Returns true if the server asks the client to retry later.
    pub fn is_later(&self) -> bool {
        matches!(
            self,
            Fault::Refused {
                status: 429 | 503,
                ..
            }
        )
    }

    /// Returns how long the server asks the client to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Fault::Refused { retry_after, .. } => *retry_after,
            Fault::Unreachable { .. }
            | Fault::Timeout
            | Fault::Broken(_)
            | Fault::Unreadable(_) => None,
        }
    }
}

impl Answer {
    /// Parses the body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_slice(&self.body).map_err(|error| Fault::Unreadable(error.to_string()))
    }
}

/// A byte stream to a server.
pub trait Io: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}
pub type Stream = Box<dyn Io>;

/// Opens a connection.
pub async fn open(address: &Address) -> Result<Stream, Fault> {
    open_at(address, None).await
}

/// Opens a connection, to this address if there is one instead of looking up the name.
async fn open_at(address: &Address, to: Option<SocketAddr>) -> Result<Stream, Fault> {
    let unreachable = |source| Fault::Unreachable {
        address: address.to_string(),
        source,
    };
    let bare = address.host.trim_start_matches('[').trim_end_matches(']');
    let connecting = async {
        match to {
            Some(to) => TcpStream::connect(to).await,
            None => TcpStream::connect((bare, address.port)).await,
        }
    };
    let stream = tokio::time::timeout(PATIENCE, connecting)
        .await
        .map_err(|_| Fault::Timeout)?
        .map_err(unreachable)?;
    stream.set_nodelay(true).map_err(unreachable)?;
    if !address.https {
        return Ok(Box::new(stream));
    }
    let name = ServerName::try_from(bare.to_owned())
        .map_err(|error| unreachable(io::Error::other(error)))?;
    let connector = TlsConnector::from(tls().map_err(unreachable)?);
    let shaking = connector.connect(name, stream);
    let stream = tokio::time::timeout(PATIENCE, shaking)
        .await
        .map_err(|_| Fault::Timeout)?
        .map_err(unreachable)?;
    Ok(Box::new(stream))
}

/// Trusts the operating system's certificates, which are read once.
fn tls() -> io::Result<Arc<ClientConfig>> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(config.clone());
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?;
    let config = Arc::new(builder.with_root_certificates(roots).with_no_client_auth());
    Ok(CONFIG.get_or_init(|| config).clone())
}

/// Sends one request on a connection of its own. `body` is JSON.
///
/// Errors: see [`Fault`]; a status other than success is one.
pub async fn request(
    address: &Address,
    method: Method,
    path: &str,
    cookies: &[String],
    body: Option<String>,
) -> Result<Answer, Fault> {
    let bounds = Bounds {
        patience: PATIENCE,
        answer_bytes_max: ANSWER_BYTES_MAX,
    };
    request_within(address, method, path, cookies, body, bounds).await
}

/// As [`request`], within other bounds.
///
/// Errors: see [`Fault`]; a status other than success is one, redirects too.
pub async fn request_within(
    address: &Address,
    method: Method,
    path: &str,
    cookies: &[String],
    body: Option<String>,
    bounds: Bounds,
) -> Result<Answer, Fault> {
    let mut headers = vec![];
    let cookies = cookies.join("; ");
    if !cookies.is_empty() {
        headers.push((header::COOKIE.as_str(), cookies.as_str()));
    }
    let sending = Sending {
        to: None,
        method,
        path,
        headers: &headers,
        body,
    };
    within(bounds, exchange(address, sending, bounds.answer_bytes_max)).await
}

/// A document for another machine.
pub struct Posting<'a> {
    /// Where the connection goes, whatever the name would lead to now.
    pub to: SocketAddr,
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    /// JSON.
    pub body: String,
}

/// Posts a document within these bounds.
///
/// Errors: see [`Fault`]; a status other than success is one, redirects too.
pub async fn post(
    address: &Address,
    posting: Posting<'_>,
    bounds: Bounds,
) -> Result<Answer, Fault> {
    let sending = Sending {
        to: Some(posting.to),
        method: Method::POST,
        path: posting.path,
        headers: posting.headers,
        body: Some(posting.body),
    };
    within(bounds, exchange(address, sending, bounds.answer_bytes_max)).await
}

async fn within<T>(
    bounds: Bounds,
    whole: impl Future<Output = Result<T, Fault>>,
) -> Result<T, Fault> {
    tokio::time::timeout(bounds.patience, whole)
        .await
        .map_err(|_| Fault::Timeout)?
}

/// A request, and where it goes.
struct Sending<'a> {
    to: Option<SocketAddr>,
    method: Method,
    path: &'a str,
    headers: &'a [(&'a str, &'a str)],
    body: Option<String>,
}

async fn exchange(
    address: &Address,
    sending: Sending<'_>,
    answer_bytes_max: usize,
) -> Result<Answer, Fault> {
    let Sending {
        to,
        method,
        path,
        headers,
        body,
    } = sending;
    let broken = |error: hyper::Error| Fault::Broken(error.to_string());
    let stream = open_at(address, to).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    let mut request = hyper::Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, address.authority())
        .header(header::CONNECTION, "close");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    let body = Full::new(Bytes::from(body.unwrap_or_default()));
    let request = request
        .body(body)
        .map_err(|error| Fault::Unreadable(error.to_string()))?;

    let answering = async {
        let response = sender.send_request(request).await.map_err(broken)?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, answer_bytes_max).collect().await;
        let body = body
            .map_err(|error| Fault::Broken(error.to_string()))?
            .to_bytes();
        Ok::<_, Fault>((head, body))
    };
    // Driven here and not in a task, so the connection ends with the response.
    tokio::pin!(connection);
    tokio::pin!(answering);
    let (head, body) = tokio::select! {
        biased;
        answer = &mut answering => answer?,
        _ = &mut connection => answering.await?,
    };
    if head.status.is_success() {
        let cookies = head
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok());
        let kind = head.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_json = kind.to_ascii_lowercase().starts_with("application/json");
        let cookies = cookies
            .filter_map(|cookie| cookie.split(';').next())
            .map(|pair| pair.trim().to_owned())
            .collect();
        return Ok(Answer {
            status: head.status.as_u16(),
            cookies,
            is_json,
            body,
        });
    }
    let text = |name| {
        head.headers
            .get(name)
            .and_then(|value: &header::HeaderValue| value.to_str().ok())
    };
    let retry_after = text(header::RETRY_AFTER)
        .and_then(|seconds| seconds.parse().ok())
        .map(Duration::from_secs);
    Err(refused(head.status.as_u16(), &body, retry_after))
}

/// Parses the server's error body, or keeps the start of whatever it sent instead.
pub fn refused(status: u16, body: &[u8], retry_after: Option<Duration>) -> Fault {
    let error = serde_json::from_slice(body).unwrap_or_else(|_| HttpError {
        kind: "unknown".to_owned(),
        message: String::from_utf8_lossy(body).chars().take(200).collect(),
        id: None,
    });
    Fault::Refused {
        status,
        error,
        retry_after,
    }
}
