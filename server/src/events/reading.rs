//! Event files and guest lists are read apart from the threads that serve the hall, one at a time: the worst file takes the reader seconds and tens
//! of megabytes, and requests and joins must not wait for it.

use plenary_domain::people::Groups;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::event_file::pictures::Sent;
use crate::event_file::{self, Checked, EventFile, Fault};
use crate::guest_file::{self, Sheet};
use crate::protocol::GuestFault;

static READING: Semaphore = Semaphore::const_new(1);

/// Reads an event file with the pictures that were sent with it. Returns those that it names, too.
///
/// # Errors
/// The faults of the file.
pub async fn parsed(text: String, mut sent: Sent) -> Result<(EventFile, Sent), Vec<Fault>> {
    apart(move || {
        let file = event_file::parse_with(&text, &mut sent)?;
        Ok((file, sent))
    })
    .await
}

/// Checks an event file without pictures. Returns its text, too.
pub async fn checked(text: String) -> (String, Checked) {
    apart(move || {
        let checked = event_file::check(&text);
        (text, checked)
    })
    .await
}

/// Reads a guest list.
///
/// # Errors
/// The faults of the file.
pub async fn guests(bytes: Vec<u8>, groups: Groups) -> Result<Sheet, Vec<GuestFault>> {
    apart(move || guest_file::read(bytes, &groups)).await
}

async fn apart<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> T {
    // It is never closed.
    let alone = READING.acquire().await.ok();
    let reading = spawn_blocking(move || {
        let done = read();
        // Not before, also if whoever waits hangs up.
        drop(alone);
        done
    });
    match reading
        .await
        .map_err(tokio::task::JoinError::try_into_panic)
    {
        Ok(done) => done,
        Err(Ok(panic)) => std::panic::resume_unwind(panic),
        // The runtime ends.
        Err(Err(_)) => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::time::Duration;

    use futures_util::FutureExt;
    use tokio::time::timeout;

    use super::*;

    /// How long to wait before concluding that nothing happens.
    const QUIET: Duration = Duration::from_millis(100);

    #[tokio::test]
    async fn no_thread_that_serves_the_hall_reads_a_file() {
        let bad = "a=[".repeat(100);
        let mut first = pin!(checked(bad.clone()));
        assert!(first.as_mut().now_or_never().is_none(), "it is read here");
        let (text, read) = first.await;
        assert_eq!(text, bad);
        assert!(read.file.is_err());
        assert!(parsed(bad, Sent::new()).await.is_err());
    }

    #[tokio::test]
    async fn one_file_is_read_at_a_time() {
        let (begin, mut begun) = tokio::sync::oneshot::channel();
        let (go_on, goes_on) = std::sync::mpsc::channel::<()>();
        let mut stalled = Box::pin(apart(move || {
            let _ = begin.send(());
            goes_on.recv().is_ok()
        }));
        // Not before: another test may read.
        tokio::select! {
            _ = stalled.as_mut() => panic!("it ends only when told"),
            started = &mut begun => started.unwrap(),
        }
        // Whoever sent it hangs up, and it is read all the same.
        drop(stalled);
        let mut next = pin!(guests(b"name\nAnn".to_vec(), Groups::default()));
        let early = timeout(QUIET, next.as_mut()).await;
        assert!(early.is_err(), "one at a time");
        drop(go_on);
        assert_eq!(next.await.expect("a list").rows().len(), 1);
    }
}
