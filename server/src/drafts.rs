//! Machine drafts: what a LibreTranslate-compatible server makes of a text, for an interpreter to correct.
//!
//! # Invariants
//! - Off unless the operator names a server. No other server is ever asked, and a redirect is not followed.
//! - A draft is a text on one interpreter's page. It becomes a translation when a person saves it, as anything typed does.
//! - One draft takes [`PATIENCE`] and [`ANSWER_BYTES_MAX`] at most, and [`AT_ONCE_MAX`] are made at a time; more are refused. None is
//!   made on a room's thread.

use std::fmt;
use std::time::Duration;

use hyper::Uri;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use crate::client::{Address, Bounds, Fault, Method, request_within};

/// Time limit for a draft, with the connection.
pub const PATIENCE: Duration = Duration::from_secs(6);
/// Limit on the machine's answer in bytes.
pub const ANSWER_BYTES_MAX: usize = 32 << 10;
/// Limit on the drafts that are made at a time.
pub const AT_ONCE_MAX: usize = 4;

/// The server that makes drafts.
pub struct Drafts {
    address: Address,
    key: Option<String>,
    room: Semaphore,
}

/// Why there is no draft.
#[derive(Debug, thiserror::Error)]
pub enum NoDraft {
    #[error("{AT_ONCE_MAX} drafts are being made")]
    Busy,
    #[error("the machine does not answer")]
    Silent(Fault),
    #[error("the machine answers something else")]
    Unreadable(String),
}

impl NoDraft {
    /// Returns what a line of the log may say. An answer may repeat the text, which a guest wrote, or the key, so it is in no line.
    pub fn kind(&self) -> String {
        match self {
            NoDraft::Silent(Fault::Refused { status, .. }) => format!("status {status}"),
            NoDraft::Silent(Fault::Timeout) => "no answer in time".to_owned(),
            NoDraft::Silent(Fault::Unreachable { source, .. }) => {
                format!("unreachable: {}", source.kind())
            }
            NoDraft::Silent(Fault::Broken(_)) => "the connection broke".to_owned(),
            NoDraft::Silent(Fault::Unreadable(_)) | NoDraft::Unreadable(_) => {
                "it answers something else".to_owned()
            }
            NoDraft::Busy => "several are being made".to_owned(),
        }
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    q: &'a str,
    source: &'a str,
    target: &'a str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "translatedText")]
    text: String,
}

impl Drafts {
    /// Returns drafts from the server at this URL; None if it is none.
    pub fn from(url: &str, key: Option<String>) -> Option<Drafts> {
        let uri: Uri = url.parse().ok()?;
        let https = uri.scheme_str()? == "https";
        Some(Drafts {
            address: Address {
                https,
                host: uri.host()?.to_owned(),
                port: uri.port_u16().unwrap_or(if https { 443 } else { 80 }),
            },
            key,
            room: Semaphore::new(AT_ONCE_MAX),
        })
    }

    /// Returns what the machine makes of a text. It is untrusted, and not cleaned yet.
    ///
    /// # Errors
    /// [`NoDraft`].
    pub async fn draft(&self, text: &str, from: &str, into: &str) -> Result<String, NoDraft> {
        let _place = self.room.try_acquire().map_err(|_| NoDraft::Busy)?;
        let asked = Asked {
            q: text,
            source: named(from),
            target: named(into),
            format: "text",
            api_key: self.key.as_deref(),
        };
        let body = serde_json::to_string(&asked)
            .map_err(|error| NoDraft::Unreadable(error.to_string()))?;
        let bounds = Bounds {
            patience: PATIENCE,
            answer_bytes_max: ANSWER_BYTES_MAX,
        };
        let asking = request_within(
            &self.address,
            Method::POST,
            "/translate",
            &[],
            Some(body),
            bounds,
        );
        let answer = asking.await.map_err(NoDraft::Silent)?;
        if !answer.is_json {
            return Err(NoDraft::Unreadable("it is no JSON".to_owned()));
        }
        let told: Told = answer
            .json()
            .map_err(|fault| NoDraft::Unreadable(fault.to_string()))?;
        Ok(told.text)
    }
}

/// Never with the key.
impl fmt::Debug for Drafts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Drafts({})", self.address)
    }
}

/// Returns a language as LibreTranslate names it: by its first part, and Chinese in two scripts.
fn named(tag: &str) -> &str {
    if tag.eq_ignore_ascii_case("zh-Hant") {
        return "zt";
    }
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::thread;

    use super::*;

    /// A machine that gives each connection this answer, and tells what it was asked. None: it says nothing and hangs.
    fn machine(answer: Option<String>) -> (Drafts, std::sync::mpsc::Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let (heard, asked) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let mut open = vec![];
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut bytes = [0; 4096];
                let read = stream.read(&mut bytes).unwrap_or(0);
                let _ = heard.send(String::from_utf8_lossy(&bytes[..read]).into_owned());
                match &answer {
                    Some(answer) => drop(stream.write_all(answer.as_bytes())),
                    None => open.push(stream),
                }
            }
        });
        let url = format!("http://127.0.0.1:{port}");
        let drafts = Drafts::from(&url, Some("s3cret".to_owned())).expect("a URL");
        (drafts, asked)
    }

    fn said(kind: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}")
    }

    async fn draft(answer: &str) -> Result<String, NoDraft> {
        let (drafts, _asked) = machine(Some(answer.to_owned()));
        drafts.draft("Who pays?", "en", "zh-Hans").await
    }

    #[tokio::test]
    async fn a_machine_that_answers_is_asked_for_this_text_alone() {
        let answer = said(
            "application/json; charset=utf-8",
            "{\"translatedText\":\"谁来付费？\"}",
        );
        let (drafts, asked) = machine(Some(answer));
        let made = drafts.draft("Who pays?", "en", "zh-Hans").await;
        assert_eq!(made.expect("a draft"), "谁来付费？");
        let asked = asked.recv().expect("asked");
        assert!(asked.starts_with("POST /translate HTTP/1.1\r\n"), "{asked}");
        assert!(
            asked.contains(r#""q":"Who pays?","source":"en","target":"zh""#),
            "{asked}"
        );
        assert!(asked.contains("s3cret") && !asked.to_lowercase().contains("cookie"));
        assert!(!format!("{drafts:?}").contains("s3cret"));
    }

    #[tokio::test]
    async fn a_machine_that_lies_gives_no_draft() {
        for (kind, body) in [
            ("text/html", "<h1>It works</h1>"),
            ("text/html", "{\"translatedText\":\"as HTML\"}"),
            ("application/json", "{\"translatedText\":7}"),
            ("application/json", "[]"),
            ("application/json", "<h1>It works</h1>"),
        ] {
            let made = draft(&said(kind, body)).await;
            assert!(
                matches!(made, Err(NoDraft::Unreadable(_))),
                "{body}: {made:?}"
            );
        }
        let redirect =
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
        let refused = "HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\n{}";
        for answer in [
            redirect,
            refused,
            "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{",
            "nonsense\r\n\r\n",
        ] {
            let made = draft(answer).await;
            assert!(
                matches!(made, Err(NoDraft::Silent(_))),
                "{answer}: {made:?}"
            );
        }
    }

    #[tokio::test]
    async fn what_a_machine_answers_is_in_no_line_of_the_log() {
        const CANARY: &str = "Xqkvwz";
        let body = format!("{{\"kind\":\"{CANARY}\",\"message\":\"{CANARY}\"}}");
        let length = CANARY.len();
        for (answer, kind) in [
            (
                format!("HTTP/1.1 403 {CANARY}\r\ncontent-length: {length}\r\n\r\n{CANARY}"),
                "status 403",
            ),
            (
                format!(
                    "HTTP/1.1 500 No\r\ncontent-length: {}\r\n\r\n{body}",
                    body.len()
                ),
                "status 500",
            ),
            (
                said("application/json", &format!("\"{CANARY}\"")),
                "it answers something else",
            ),
            (
                said(
                    "application/json",
                    &format!("{{\"translatedText\":{{\"{CANARY}\":1}}}}"),
                ),
                "it answers something else",
            ),
            (said("text/html", CANARY), "it answers something else"),
            (format!("{CANARY}\r\n\r\n"), "the connection broke"),
        ] {
            let fault = draft(&answer).await.expect_err("no draft");
            assert_eq!(fault.kind(), kind, "{answer}");
            assert!(!fault.to_string().contains(CANARY), "{fault}");
        }
    }

    #[tokio::test]
    async fn a_machine_that_never_ends_is_cut_off() {
        let body = format!("{{\"translatedText\":\"{}\"}}", "x".repeat(10 << 20));
        let made = draft(&said("application/json", &body)).await;
        assert!(
            matches!(made, Err(NoDraft::Silent(Fault::Broken(_)))),
            "{made:?}"
        );
    }

    #[tokio::test]
    async fn a_machine_that_is_down_gives_no_draft() {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("bound").port();
        drop(free);
        let drafts = Drafts::from(&format!("http://127.0.0.1:{port}"), None).expect("a URL");
        let made = drafts.draft("Who pays?", "en", "fr").await;
        assert!(
            matches!(made, Err(NoDraft::Silent(Fault::Unreachable { .. }))),
            "{made:?}"
        );
    }

    /// The clock stands still, and goes on by itself when everybody waits.
    #[tokio::test(start_paused = true)]
    async fn a_machine_that_hangs_holds_its_few_places_for_so_long_and_no_longer() {
        let (drafts, _asked) = machine(None);
        let drafts = Arc::new(drafts);
        let waiting: Vec<_> = (0..AT_ONCE_MAX)
            .map(|_| {
                let drafts = drafts.clone();
                tokio::spawn(async move { drafts.draft("Who pays?", "en", "fr").await })
            })
            .collect();
        tokio::task::yield_now().await;
        let more = drafts.draft("Who pays?", "en", "fr").await;
        assert!(matches!(more, Err(NoDraft::Busy)), "{more:?}");
        for one in waiting {
            let made = one.await.expect("no panic");
            assert!(
                matches!(made, Err(NoDraft::Silent(Fault::Timeout))),
                "{made:?}"
            );
        }
        assert_eq!(drafts.room.available_permits(), AT_ONCE_MAX);
    }

    #[test]
    fn languages_have_the_machines_names() {
        let names = ["en", "zh-Hans", "zh-Hant", "pt-BR", "ar"].map(named);
        assert_eq!(names, ["en", "zh", "zt", "pt", "ar"]);
    }
}
