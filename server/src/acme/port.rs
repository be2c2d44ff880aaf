//! Port 80: what the authority asks there, and the way to https for everybody else. It has few connections, each makes one
//! request in a short time, and the oldest gives way. So whoever occupies it keeps the authority out for no longer than
//! an answer takes.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

/// Limit on connections at the same time.
pub const CONNECTIONS_MAX: usize = 64;
/// Time limit for a connection, which makes one request.
const CONNECTION: Duration = Duration::from_secs(10);
/// Limit on a request's head in bytes.
const READ_BYTES_MAX: usize = 8192;
/// Pause after the operating system refused a connection.
const PAUSE: Duration = Duration::from_millis(100);
/// Where an authority looks (RFC 8555, 8.3).
const CHALLENGES: &str = "/.well-known/acme-challenge/";

/// Answers to the challenges of the order that is under way, by token.
#[derive(Default)]
pub struct Challenges(Mutex<BTreeMap<String, String>>);

impl Challenges {
    /// Adds an answer.
    pub fn put(&self, token: &str, answer: &str) {
        self.all().insert(token.to_owned(), answer.to_owned());
    }

    /// Forgets them all.
    pub fn clear(&self) {
        self.all().clear();
    }

    fn answer(&self, token: &str) -> Option<String> {
        self.all().get(token).cloned()
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Binds the address.
///
/// # Errors
/// Errors of the operating system, for example if the port is taken or needs a permission.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Answers until the task is aborted. `url` is the public URL.
pub async fn serve(listener: TcpListener, url: String, challenges: Arc<Challenges>) {
    let url: Arc<str> = url.into();
    let mut open: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                open.retain(|one| !one.is_finished());
                if open.len() >= CONNECTIONS_MAX
                    && let Some(oldest) = open.pop_front()
                {
                    oldest.abort();
                }
                let serving = connection(stream, url.clone(), challenges.clone());
                let task = tokio::spawn(timeout(CONNECTION, serving));
                open.push_back(task.abort_handle());
            }
            Err(e) => {
                tracing::debug!(error = %e, "cannot accept a connection for http");
                sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, url: Arc<str>, challenges: Arc<Challenges>) {
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = answer(&url, &challenges, request.method(), request.uri());
        async { Ok::<_, Infallible>(answer) }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .keep_alive(false)
        .max_buf_size(READ_BYTES_MAX);
    // Whoever hangs up is not worth a line.
    let _ = builder
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

fn answer(url: &str, challenges: &Challenges, method: &Method, target: &Uri) -> Response<String> {
    let say = |status, text: String| {
        let mut response = Response::new(text);
        *response.status_mut() = status;
        let kind = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    };
    if !matches!(*method, Method::GET | Method::HEAD) {
        let text = format!("This server speaks https. Open {url} instead.\n");
        return say(StatusCode::BAD_REQUEST, text);
    }
    if let Some(token) = target.path().strip_prefix(CHALLENGES) {
        return match challenges.answer(token) {
            Some(answer) => say(StatusCode::OK, answer),
            None => say(
                StatusCode::NOT_FOUND,
                "There is no such challenge.\n".into(),
            ),
        };
    }
    let path = target.path_and_query().map_or("/", |path| path.as_str());
    let address = format!("{url}{path}");
    let text = format!("This server speaks https. Open {address} instead.\n");
    let mut response = say(StatusCode::TEMPORARY_REDIRECT, text);
    match HeaderValue::from_str(&address) {
        Ok(address) => drop(response.headers_mut().insert(LOCATION, address)),
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://plenary.example";

    #[test]
    fn a_challenge_is_answered_and_everything_else_is_sent_to_https() {
        let challenges = Challenges::default();
        challenges.put("tok", "tok.thumb");
        let ask = |method: Method, path: &str| {
            let target: Uri = path.parse().expect("a path");
            let response = answer(URL, &challenges, &method, &target);
            let to = response.headers().get(LOCATION);
            let to = to.map(|to| to.to_str().expect("text").to_owned());
            (response.status().as_u16(), to, response.into_body())
        };
        let told = ask(Method::GET, "/.well-known/acme-challenge/tok");
        assert_eq!(told, (200, None, "tok.thumb".to_owned()));
        assert_eq!(ask(Method::GET, "/.well-known/acme-challenge/other").0, 404);
        let (status, to, _) = ask(Method::GET, "/CDU7K2?x=1");
        let expected = "https://plenary.example/CDU7K2?x=1".to_owned();
        assert_eq!((status, to), (307, Some(expected)));
        // Whatever name the request has, the address is ours.
        let (_, to, _) = ask(Method::GET, "http://evil.example/a");
        assert_eq!(to.as_deref(), Some("https://plenary.example/a"));
        let (status, to, _) = ask(Method::POST, "/CDU7K2/join");
        assert_eq!((status, to), (400, None));
        challenges.clear();
        assert_eq!(ask(Method::GET, "/.well-known/acme-challenge/tok").0, 404);
    }
}
