//! Who goes first when a whole hall comes at once: what only phones ask for goes through a turnstile, a few at a time, and
//! everybody else walks past. Without it a moderator would stand behind every phone that knocked a moment earlier.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Phones between knocking and being let in. Few enough that somebody who walks past waits some milliseconds, and enough that
/// a commit serves many joins.
const TURNS: usize = 64;
/// What is looked at of a request. A head that has not come whole gets no turn to sit on: it goes past, and waits by itself.
const HEAD_BYTES: usize = 4096;

/// The turnstile of a server.
pub struct Turnstile(Arc<Semaphore>);

/// A phone's turn, which ends with the answer to its first request.
#[derive(Clone)]
pub struct Turn(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

impl Turnstile {
    pub fn new() -> Turnstile {
        Turnstile(Arc::new(Semaphore::new(TURNS)))
    }

    /// Waits for the first bytes of a connection, for `patience` at most, and if they are a phone's, for its turn.
    pub async fn enter(&self, stream: &TcpStream, patience: Duration) -> Turn {
        // What sends nothing is ended by the limit on a request's head.
        let readable = timeout(patience, stream.readable()).await;
        let permit = if matches!(readable, Ok(Ok(()))) && knocks_as_phone(stream).await {
            // The semaphore is never closed.
            self.0.clone().acquire_owned().await.ok()
        } else {
            None
        };
        Turn(Arc::new(Mutex::new(permit)))
    }
}

impl Turn {
    /// The next one may go.
    pub fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

async fn knocks_as_phone(stream: &TcpStream) -> bool {
    // On the heap, and gone before the wait: a hall stands at the turnstile.
    let mut head = vec![0; HEAD_BYTES];
    let seen = stream.peek(&mut head).await.unwrap_or(0);
    is_of_phones(&head[..seen])
}

/// The two requests that a hall makes all at once: a guest's socket, and becoming a guest.
fn is_of_phones(request: &[u8]) -> bool {
    if !request.windows(4).any(|end| end == b"\r\n\r\n") {
        return false;
    }
    let line = request.split(|byte| *byte == b'\r').next();
    let line = String::from_utf8_lossy(line.unwrap_or_default());
    let mut words = line.split(' ');
    match (words.next(), words.next()) {
        (Some("GET"), Some(target)) => target
            .split_once("/socket?")
            .is_some_and(|(_, query)| query.split('&').any(|pair| pair == "role=participant")),
        (Some("POST"), Some(target)) => target.ends_with("/join"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_phones;

    #[test]
    fn only_what_phones_ask_for_waits() {
        for phone in [
            "GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /CDU7K2/socket?epoch=1&seq=2&role=participant HTTP/1.1\r\n\r\n",
            "POST /CDU7K2/join HTTP/1.1\r\n\r\n",
        ] {
            assert!(is_of_phones(phone.as_bytes()), "{phone}");
        }
        for other in [
            "GET /CDU7K2/socket?role=moderator HTTP/1.1\r\n\r\n",
            "GET /CDU7K2/socket?role=screen&epoch=1 HTTP/1.1\r\nX: role=participant\r\n\r\n",
            "POST /CDU7K2/auth HTTP/1.1\r\n\r\n",
            "GET /CDU7K2 HTTP/1.1\r\n\r\n",
            // A head that has not come whole.
            "GET /CDU7K2/socket?role=participant HTTP/1.1\r\nHost: x\r\n",
            "G",
            "",
            "\u{fffd}\0",
        ] {
            assert!(!is_of_phones(other.as_bytes()), "{other}");
        }
    }
}
