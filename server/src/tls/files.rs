//! A certificate and a key in two files that somebody else renews.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::spawn_blocking;
use tokio::time::interval;

use super::{BadCertificate, Certificates, Certified, Named};
use crate::clock::Clock;

/// Interval between looks at the files. What has changed is used when two looks in a row see the same, because whoever
/// renews writes two files, and each in several steps.
const LOOK: Duration = Duration::from_secs(1);
/// Limit on a file in bytes. A chain of certificates has about 5 KiB.
const BYTES_MAX: u64 = 256 << 10;
/// Interval between reminders that a certificate ends.
const REMINDER_MS: u64 = 24 * 3600 * 1000;
/// A certificate is about to end in the last tenth of its life.
const LAST_PART: i64 = 10;

/// The files, as the operator names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// What the files hold, or why that is not known.
#[derive(PartialEq, Eq)]
struct Seen([Result<Vec<u8>, String>; 2]);

impl Files {
    /// Reads and checks both files.
    ///
    /// # Errors
    /// [`BadCertificate`].
    pub fn load(&self, host: &str, now: Timestamp) -> Result<Certified, BadCertificate> {
        let of = |path: &Path| path.display().to_string();
        let (certificate, key) = (of(&self.certificate), of(&self.key));
        let chain = read(&self.certificate)
            .map_err(|e| BadCertificate::Unreadable(certificate.clone(), e))?;
        let secret = read(&self.key).map_err(|e| BadCertificate::Unreadable(key.clone(), e))?;
        let named = Named {
            certificate: &certificate,
            key: &key,
        };
        Certified::new(&chain, &secret, named, &[host.to_owned()], now)
    }

    fn look(&self) -> Seen {
        let seen = |path| read(path).map_err(|e| e.to_string());
        Seen([seen(&self.certificate), seen(&self.key)])
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = File::open(path)?
        .take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)?;
    if read as u64 > BYTES_MAX {
        let message = format!("it has more than {BYTES_MAX} bytes");
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(bytes)
}

/// Uses what the files hold whenever that changes. What cannot be used is told in one line, once.
pub async fn watch(files: Files, host: String, certificates: Arc<Certificates>, clock: Clock) {
    let mut ticks = interval(LOOK);
    let (mut last, mut tried): (Option<Seen>, Option<Seen>) = (None, None);
    let mut reminded_at = None;
    loop {
        ticks.tick().await;
        remind(&certificates, &clock, &mut reminded_at);
        let of = files.clone();
        let Ok(seen) = spawn_blocking(move || of.look()).await else {
            continue;
        };
        let is_settled = last.as_ref() == Some(&seen);
        if !is_settled {
            // The first look sees what the server started with, unless that has just been replaced.
            last = Some(seen);
            continue;
        }
        if tried.as_ref() == Some(&seen) {
            continue;
        }
        let is_first = tried.is_none();
        tried = Some(seen);
        let (of, name, now) = (files.clone(), host.clone(), now(&clock));
        match spawn_blocking(move || of.load(&name, now)).await {
            Ok(Ok(certified)) => {
                let ends = certified.ends;
                certificates.replace(certified);
                if !is_first {
                    tracing::info!(%ends, "new connections get the new certificate");
                }
            }
            Ok(Err(e)) => tracing::error!("{e}; the certificate in use stays"),
            Err(e) => tracing::error!("cannot read the certificate: {e}"),
        }
    }
}

/// Tells once a day that the certificate in use is about to end, or has ended.
fn remind(certificates: &Certificates, clock: &Clock, reminded_at: &mut Option<u64>) {
    let now_ms = clock.now();
    let Some(current) = certificates.current() else {
        return;
    };
    let life = current.ends.as_second() - current.begins.as_second();
    let left = current.ends.as_second() - now(clock).as_second();
    let is_due = reminded_at.is_none_or(|at| now_ms >= at + REMINDER_MS);
    if left > life / LAST_PART || !is_due {
        return;
    }
    *reminded_at = Some(now_ms);
    let ends = current.ends;
    match left < 0 {
        true => tracing::error!(%ends, "the certificate has expired: browsers refuse this server"),
        false => tracing::warn!(%ends, "the certificate is about to expire"),
    }
}

/// Returns the time for checks of certificates.
pub fn now(clock: &Clock) -> Timestamp {
    let now = i64::try_from(clock.now()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(now).unwrap_or(Timestamp::MAX)
}
