//! HTTP errors: a stable kind, a sentence, and for server errors an id shared with the log line.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::guesses::Guess;
use crate::hub::HubError;
use crate::logging;
use crate::protocol::{HttpError, Rejection};

/// Limit on the framework's own text that an error repeats, in bytes.
const SAID_BYTES_MAX: usize = 1024;
/// Delay after which a refused request may be made again; somebody may have left by then, or the disk is back.
const FULL_RETRY_MS: u32 = 5000;

/// A response that is an error.
#[derive(Debug)]
pub struct Error {
    pub status: StatusCode,
    pub kind: &'static str,
    pub message: String,
    /// Seconds after which a retry is worthwhile.
    pub retry_s: Option<u32>,
    pub id: Option<String>,
    /// The sender guessed something wrong.
    pub guess: Option<Guess>,
}

impl Error {
    /// Returns an error caused by the sender.
    pub fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Error {
        Error {
            status,
            kind,
            message: message.into(),
            retry_s: None,
            id: None,
            guess: None,
        }
    }

    /// Marks the error as the answer to a wrong guess.
    #[must_use]
    pub fn guessed(mut self, what: Guess) -> Error {
        self.guess = Some(what);
        self
    }

    /// Returns the error for an unknown event.
    pub fn no_event() -> Error {
        let error = Error::new(
            StatusCode::NOT_FOUND,
            "no_event",
            "There is no event with this code.",
        );
        error.guessed(Guess::Event)
    }

    /// Returns the error for a poll that the event does not have.
    pub fn no_poll() -> Error {
        Error::new(
            StatusCode::NOT_FOUND,
            "no_poll",
            "The event has no such poll.",
        )
    }

    /// Returns the error for a missing or revoked role cookie.
    pub fn bad_link() -> Error {
        Error::new(
            StatusCode::UNAUTHORIZED,
            "bad_link",
            "This page needs its link, and the link may have been replaced.",
        )
    }

    /// Returns the error for a request from another site's page.
    pub fn bad_origin() -> Error {
        let error = Error::new(
            StatusCode::FORBIDDEN,
            "bad_origin",
            "The request did not come from a page of this server.",
        );
        error.guessed(Guess::Origin)
    }

    /// Returns the error for too many requests.
    pub fn later(status: StatusCode, kind: &'static str, message: &str, retry_ms: u32) -> Error {
        Error {
            retry_s: Some(retry_ms.div_ceil(1000).max(1)),
            ..Error::new(status, kind, message)
        }
    }

    /// Returns the error for a guest that the server cannot hold.
    pub fn full() -> Error {
        let message = "The server has as many guests as it can hold. Try again shortly.";
        Error::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "server_full",
            message,
            FULL_RETRY_MS,
        )
    }

    /// Returns the error for a phone whose turn did not come.
    pub fn busy() -> Error {
        let message = "Very many phones are arriving. Try again shortly.";
        Error::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            message,
            FULL_RETRY_MS,
        )
    }

    /// Returns the error for a server that cannot write.
    pub fn unready() -> Error {
        Rejection::Unavailable {
            retry_ms: FULL_RETRY_MS,
        }
        .into()
    }

    /// Returns a server error. Logs it with the id that the client gets.
    pub fn internal(why: &dyn std::fmt::Display) -> Error {
        let id = logging::fault_id();
        tracing::error!(%id, %why, "a request failed");
        Error::fault(id)
    }

    /// Returns the error for a handler that panicked, with the id of the panic's line.
    pub fn panicked() -> Error {
        Error::fault(logging::take_panic())
    }

    fn fault(id: String) -> Error {
        let message = "The server failed to do this. Its log has details under this id.";
        Error {
            id: Some(id),
            ..Error::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
        }
    }
}

/// Converts the framework's plain-text errors into ours.
pub(super) async fn plain_to_json(response: Response) -> Response {
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let plain = content_type.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !status.is_client_error() || !plain {
        return response;
    }
    let kind = match status {
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not_json",
        _ => "bad_request",
    };
    let (parts, body) = response.into_parts();
    let said = axum::body::to_bytes(body, SAID_BYTES_MAX)
        .await
        .unwrap_or_default();
    let said = match String::from_utf8_lossy(&said).trim() {
        "" => status
            .canonical_reason()
            .unwrap_or("The request cannot be answered.")
            .to_owned(),
        said => said.to_owned(),
    };
    let mut answer = Error::new(status, kind, said).into_response();
    for name in [
        header::ALLOW,
        header::CONNECTION,
        header::SEC_WEBSOCKET_VERSION,
    ] {
        if let Some(value) = parts.headers.get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

impl From<HubError> for Error {
    fn from(e: HubError) -> Error {
        match e {
            HubError::NoEvent => Error::no_event(),
            HubError::TooManyCopies => {
                let message = "The server already runs as many rehearsals as it allows.";
                Error::later(
                    StatusCode::TOO_MANY_REQUESTS,
                    "too_many_copies",
                    message,
                    60_000,
                )
            }
            HubError::CodeTaken(_) => Error::new(StatusCode::CONFLICT, "code_taken", e.to_string()),
            HubError::TooManyEvents => {
                Error::new(StatusCode::CONFLICT, "too_many_events", e.to_string())
            }
            HubError::Rejected(refusal) => refusal.into(),
            HubError::Log(e) => Error::internal(&e),
        }
    }
}

impl From<Rejection> for Error {
    fn from(refusal: Rejection) -> Error {
        // Over HTTP no other rejection can occur.
        let Rejection::Unavailable { retry_ms } = refusal else {
            return Error::internal(&format!("{refusal:?}"));
        };
        let message = "The server cannot write at the moment.";
        Error::later(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            message,
            retry_ms,
        )
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let body = HttpError {
            kind: self.kind.to_owned(),
            message: self.message,
            id: self.id,
        };
        let mut response = (self.status, Json(body)).into_response();
        if let Some(what) = self.guess {
            response.extensions_mut().insert(what);
        }
        if let Some(seconds) = self.retry_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
