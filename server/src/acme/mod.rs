//! A certificate from a certificate authority, by ACME (RFC 8555): obtained, kept in the data folder, and renewed in the
//! last third of its life. The authority looks at port 80 to see that the name is ours (`port.rs`).
//!
//! # Invariants
//! - Whatever the authority does, the certificate in use stays until a new one was checked and is on disk.
//! - An attempt takes [`ATTEMPT`] at most. After a failure the next one is later and later, so an authority that refuses is
//!   left alone.

mod client;
mod port;
mod store;

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder, OrderStatus,
    RetryPolicy,
};
use jiff::{SignedDuration, Timestamp};
use tokio::time::{sleep, timeout};

use crate::clock::Clock;
use crate::config::Acme;
use crate::tls::files::now;
use crate::tls::{BadCertificate, Certificates, Certified};

pub use port::{CONNECTIONS_MAX, Challenges, listen, serve};
use store::Store;

/// Time limit for one attempt.
const ATTEMPT: Duration = Duration::from_secs(180);
/// Time limit for the authority to look, and to sign.
const AUTHORITY: Duration = Duration::from_secs(60);
/// Pause after a failed attempt, which doubles with each. Let's Encrypt allows five failures an hour.
const PAUSE_MIN: Duration = Duration::from_secs(60);
const PAUSE_MAX: Duration = Duration::from_secs(6 * 3600);
/// Interval between looks at the clock, which may be set.
const LOOK: Duration = Duration::from_secs(3600);
/// A certificate is renewed in this last part of its life.
const LAST_PART: i32 = 3;
/// Limit on what a line of the log repeats of an authority's reason, in characters.
const REASON_CHARS_MAX: usize = 300;

/// Why there is no new certificate.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{0}")]
    Authority(#[from] instant_acme::Error),
    #[error("the authority offers no http-01 challenge")]
    NoChallenge,
    #[error("the authority could not see that this server has the name: {0}")]
    Invalid(String),
    #[error("{0}")]
    Certificate(#[from] BadCertificate),
    #[error("the new certificate ends at {0}, which is too soon")]
    Short(Timestamp),
    #[error("cannot keep it in the data folder: {0}")]
    Store(#[from] io::Error),
    #[error("no answer in time")]
    Timeout,
}

/// Obtains and renews the certificate of a server.
pub struct Renewal {
    settings: Acme,
    store: Store,
    certificates: Arc<Certificates>,
    challenges: Arc<Challenges>,
    clock: Clock,
}

impl Renewal {
    /// Opens what the data folder keeps, and starts with its certificate if that is still good.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn open(data: &Path, settings: &Acme, clock: &Clock) -> io::Result<Renewal> {
        let store = Store::open(data)?;
        let kept = store.certificate(&settings.domains, now(clock));
        let kept = kept.unwrap_or_else(|why| {
            tracing::warn!("{why}; a new one is needed");
            None
        });
        Ok(Renewal {
            settings: settings.clone(),
            store,
            certificates: Arc::new(Certificates::new(kept)),
            challenges: Arc::default(),
            clock: clock.clone(),
        })
    }

    /// Returns the certificate in use.
    pub fn certificates(&self) -> Arc<Certificates> {
        self.certificates.clone()
    }

    /// Returns what port 80 answers.
    pub fn challenges(&self) -> Arc<Challenges> {
        self.challenges.clone()
    }

    /// Renews until the task is aborted.
    pub async fn run(self) {
        let mut pause = PAUSE_MIN;
        loop {
            self.is_due().await;
            let obtained = timeout(ATTEMPT, self.obtain()).await;
            self.challenges.clear();
            match obtained.unwrap_or(Err(Failed::Timeout)) {
                Ok(certified) => {
                    tracing::info!(ends = %certified.ends, "new connections get the new certificate");
                    self.certificates.replace(certified);
                    pause = PAUSE_MIN;
                }
                Err(why) => {
                    let kept = match self.certificates.current() {
                        Some(_) => "the certificate in use stays",
                        None => "there is none yet, so nobody is served",
                    };
                    let (names, why) = (self.settings.domains.join(", "), line(&why.to_string()));
                    let seconds = pause.as_secs();
                    tracing::error!(
                        "no new certificate for {names}: {why}; {kept}; the next try is in {seconds} s"
                    );
                    sleep(pause).await;
                    pause = (2 * pause).min(PAUSE_MAX);
                }
            }
        }
    }

    /// Waits until a certificate is needed.
    async fn is_due(&self) {
        loop {
            let Some(current) = self.certificates.current() else {
                return;
            };
            let left = due(&current).duration_since(now(&self.clock));
            match Duration::try_from(left) {
                Ok(left) if !left.is_zero() => sleep(left.min(LOOK)).await,
                Ok(_) | Err(_) => return,
            }
        }
    }

    /// Obtains a certificate, and keeps it.
    async fn obtain(&self) -> Result<Certified, Failed> {
        let account = self.account().await?;
        let names = self.settings.domains.iter().cloned();
        let identifiers: Vec<Identifier> = names.map(Identifier::Dns).collect();
        let mut order = account.new_order(&NewOrder::new(&identifiers)).await?;
        let mut authorizations = order.authorizations();
        while let Some(authorization) = authorizations.next().await {
            let mut authorization = authorization?;
            if authorization.status == AuthorizationStatus::Valid {
                continue;
            }
            let challenge = authorization.challenge(ChallengeType::Http01);
            let mut challenge = challenge.ok_or(Failed::NoChallenge)?;
            let answer = challenge.key_authorization();
            self.challenges.put(&challenge.token, answer.as_str());
            challenge.set_ready().await?;
        }
        let patience = RetryPolicy::new().timeout(AUTHORITY);
        match order.poll_ready(&patience).await {
            Ok(OrderStatus::Ready) => {}
            Err(e) if !matches!(e, instant_acme::Error::Api(_)) => return Err(e.into()),
            refused => {
                let told = reason(&mut order).await;
                return Err(match refused {
                    Err(e) if told.is_empty() => e.into(),
                    Ok(_) | Err(_) => Failed::Invalid(told),
                });
            }
        }
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&patience).await?;
        let certified = self.store.check(
            &format!("{key}{chain}"),
            &self.settings.domains,
            now(&self.clock),
        )?;
        // Otherwise it would be renewed at once, and again.
        if due(&certified) <= now(&self.clock) {
            return Err(Failed::Short(certified.ends));
        }
        self.store.keep_certificate(&format!("{key}{chain}"))?;
        Ok(certified)
    }

    /// Returns the account at this authority, which is made once.
    async fn account(&self) -> Result<Account, Failed> {
        let directory = &self.settings.directory;
        let builder = || Account::builder_with_http(Box::new(client::Http));
        if let Some(credentials) = self.store.account(directory)? {
            return Ok(builder().from_credentials(credentials).await?);
        }
        let contacts = self.settings.contacts.iter();
        let contacts: Vec<String> = contacts.map(|to| format!("mailto:{to}")).collect();
        let contacts: Vec<&str> = contacts.iter().map(String::as_str).collect();
        let account = NewAccount {
            contact: &contacts,
            // The settings are refused without this.
            terms_of_service_agreed: true,
            only_return_existing: false,
        };
        let made = builder().create(&account, directory.clone(), None).await?;
        self.store.keep_account(directory, &made.1)?;
        Ok(made.0)
    }
}

/// Returns when a certificate is to be renewed.
fn due(certified: &Certified) -> Timestamp {
    let life: SignedDuration = certified.ends.duration_since(certified.begins);
    let due = certified.ends.checked_sub(life / LAST_PART);
    due.unwrap_or(certified.ends)
}

/// Returns what the authority says of a name that it could not check.
async fn reason(order: &mut instant_acme::Order) -> String {
    let mut reasons = String::new();
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        let Ok(state) = authorization.refresh().await else {
            continue;
        };
        for problem in state.challenges.iter().filter_map(|one| one.error.as_ref()) {
            let told = problem.detail.as_deref().unwrap_or("it does not say why");
            let _ = write!(reasons, "{told} ");
        }
    }
    reasons.trim_end().to_owned()
}

/// Returns a reason as a part of one line.
fn line(reason: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    reason.chars().take(REASON_CHARS_MAX).map(plain).collect()
}
