//! The certificate with which this server speaks TLS, and how a new one takes its place under a running server.
//!
//! # Invariants
//! - A connection keeps the session it has. A new certificate is for new connections, so a renewal ends no socket.
//! - A certificate is used only if it was checked whole: readable, with its own key, in its time, for the public URL's
//!   host. Whatever is wrong, the one in use stays.

mod certified;
pub mod files;
mod validity;

use std::sync::{Arc, PoisonError, RwLock};

use tokio_rustls::rustls::ServerConfig;

pub use certified::{BadCertificate, Certified, Named};

/// The certificate in use.
pub struct Certificates(RwLock<Option<Arc<Certified>>>);

impl Certificates {
    /// Starts with a certificate, or with none while an authority has not given one.
    pub fn new(certified: Option<Certified>) -> Certificates {
        Certificates(RwLock::new(certified.map(Arc::new)))
    }

    /// Returns what the next connection is served with.
    pub fn config(&self) -> Option<Arc<ServerConfig>> {
        self.current().map(|current| current.config.clone())
    }

    /// Returns the certificate in use.
    pub fn current(&self) -> Option<Arc<Certified>> {
        let current = self.0.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }

    /// Replaces the certificate for connections that come from now on.
    pub fn replace(&self, certified: Certified) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current = Some(Arc::new(certified));
    }
}
