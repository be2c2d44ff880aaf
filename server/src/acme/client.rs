//! Requests to the authority, over the client that the rest of the server has. It trusts what the operating system trusts,
//! follows no redirect, and bounds time and bytes.

use std::pin::Pin;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::Bytes;
use hyper::header::{CONNECTION, HOST, HeaderValue};
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use tokio::time::timeout;

use crate::client::{Address, open};

/// Time limit for a request.
const PATIENCE: Duration = Duration::from_secs(30);
/// Limit on an answer in bytes. A chain of certificates has about 5 KiB.
const ANSWER_BYTES_MAX: usize = 256 << 10;

/// See the module.
pub struct Http;

impl HttpClient for Http {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        Box::pin(async move {
            let exchanged = timeout(PATIENCE, exchange(request)).await;
            exchanged.unwrap_or(Err(Error::Str("an answer in time")))
        })
    }
}

async fn exchange(mut request: Request<BodyWrapper<Bytes>>) -> Result<BytesResponse, Error> {
    let address = address(request.uri()).ok_or(Error::Str("an https address"))?;
    let host = HeaderValue::from_str(&address.authority()).map_err(other)?;
    request.headers_mut().insert(HOST, host);
    let close = HeaderValue::from_static("close");
    request.headers_mut().insert(CONNECTION, close);
    let path = request.uri().path_and_query().cloned();
    *request.uri_mut() = path.map_or_else(Uri::default, Uri::from);
    let stream = open(&address).await.map_err(other)?;
    let shaken = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = shaken.map_err(other)?;
    let answering = async {
        let (head, body) = sender
            .send_request(request)
            .await
            .map_err(other)?
            .into_parts();
        let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
        let body = body.map_err(Error::Other)?.to_bytes();
        let body = http_body_util::Full::new(body);
        Ok::<_, Error>(BytesResponse::from(Response::from_parts(head, body)))
    };
    // Driven here and not in a task, so the connection ends with the answer.
    tokio::pin!(connection, answering);
    tokio::select! {
        answer = &mut answering => answer,
        _ = &mut connection => answering.await,
    }
}

fn address(uri: &Uri) -> Option<Address> {
    let https = uri.scheme_str()? == "https";
    Some(Address {
        https,
        host: uri.host()?.to_owned(),
        port: uri.port_u16().unwrap_or(443),
    })
    .filter(|address| address.https)
}

fn other(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Other(e.into())
}
