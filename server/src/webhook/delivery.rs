//! One delivery: the address is looked up and checked, the document is signed and posted.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use hmac::{Hmac, Mac};
use hyper::Uri;
use plenary_domain::ids::Millis;
use sha2::Sha256;
use tokio::net::lookup_host;
use tokio::time::timeout;

use super::PATIENCE;
use crate::address::{Network, is_inward};
use crate::client::{Address, Bounds, Fault, Posting, post};
use crate::config::Webhooks;
use crate::live::Live;

/// Limit on the answer in bytes. Nobody reads it.
const ANSWER_BYTES_MAX: usize = 16 << 10;
/// Time limit for looking a name up.
const LOOK_UP: Duration = Duration::from_secs(5);

/// An address that the operator allows, and what a delivery to it needs.
pub struct Target {
    address: Address,
    path: String,
    key: String,
    inward: Vec<Network>,
}

/// Why a document was not delivered. No reason repeats what the other side sent.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("the name cannot be looked up")]
    Unknown,
    #[error("the name leads to an address inside, which webhook-inward does not allow")]
    Inward,
    #[error("status {0}")]
    Refused(u16),
    #[error("no answer in time")]
    Timeout,
    #[error("unreachable")]
    Unreachable,
    #[error("the connection broke")]
    Broken,
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Failed {
        match fault {
            Fault::Refused { status, .. } => Failed::Refused(status),
            Fault::Timeout => Failed::Timeout,
            Fault::Unreachable { .. } => Failed::Unreachable,
            Fault::Broken(_) | Fault::Unreadable(_) => Failed::Broken,
        }
    }
}

impl Target {
    /// Returns the addresses of checked settings.
    pub fn all(hooks: &Webhooks) -> Vec<Target> {
        let target = |url: &String| {
            let uri: Uri = url.parse().ok()?;
            let https = uri.scheme_str()? == "https";
            Some(Target {
                address: Address {
                    https,
                    host: uri.host()?.to_owned(),
                    port: uri.port_u16().unwrap_or(if https { 443 } else { 80 }),
                },
                path: uri.path_and_query()?.as_str().to_owned(),
                key: hooks.key.clone(),
                inward: hooks.inward.clone(),
            })
        };
        hooks.urls.iter().filter_map(target).collect()
    }

    /// Posts a document.
    ///
    /// # Errors
    /// [`Failed`]; anything but a status of success is one.
    pub async fn deliver(&self, code: &str, live: &Live, at: Millis) -> Result<(), Failed> {
        let to = self.look_up().await?;
        let seconds = at / 1000;
        let signature = sign(&self.key, seconds, &live.json);
        let posting = Posting {
            to,
            path: &self.path,
            headers: &[
                ("plenary-event", code),
                ("plenary-delivery", live.etag.trim_matches('"')),
                ("plenary-signature", &format!("t={seconds},v1={signature}")),
            ],
            body: live.json.clone(),
        };
        let bounds = Bounds {
            patience: PATIENCE,
            answer_bytes_max: ANSWER_BYTES_MAX,
        };
        post(&self.address, posting, bounds).await?;
        Ok(())
    }

    /// Returns the address to connect to. It is checked here and used as it is, so that no second look-up can lead elsewhere.
    async fn look_up(&self) -> Result<SocketAddr, Failed> {
        let host = self.address.host.trim_matches(['[', ']']);
        let found = timeout(LOOK_UP, lookup_host((host, self.address.port))).await;
        let found = found.map_err(|_| Failed::Unknown)?;
        let found: Vec<SocketAddr> = found.map_err(|_| Failed::Unknown)?.collect();
        let is_allowed = |at: &&SocketAddr| {
            let ip = at.ip();
            !is_inward(ip) || self.inward.iter().any(|network| network.contains(ip))
        };
        // A name that also leads inside is not to be trusted with the other half.
        match found.iter().find(|at| !is_allowed(at)) {
            Some(_) => Err(Failed::Inward),
            None => found.first().copied().ok_or(Failed::Unknown),
        }
    }
}

/// Never with the key, and without the path, which may be a secret of the other side.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.address)
    }
}

/// Returns the signature of a body sent at this time, in Unix seconds: HMAC-SHA-256 over `TIME.BODY`, in hexadecimal digits.
pub fn sign(key: &str, seconds: u64, body: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC accepts keys of any length");
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body.as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
