//! What a node works with: the store of events, the time, and its duty. It opens none of these itself, so another log
//! is just another argument.

use std::future::pending;
use std::sync::Arc;

use tokio::sync::watch;

use crate::clock::Clock;
use crate::log::{Catalogue, Log};

/// What the hub and the rooms of a node work with.
#[derive(Clone)]
pub struct Node {
    pub log: Arc<dyn Log>,
    pub catalogue: Arc<dyn Catalogue>,
    pub clock: Clock,
    pub candidates: Candidates,
    pub duty: Duty,
}

/// Join addresses with their source, the best first.
pub type Addresses = Arc<[(String, String)]>;

/// The same as they are at the moment. They change when the machine's networks do.
#[derive(Clone)]
pub struct Candidates(watch::Receiver<Addresses>);

impl Candidates {
    /// Returns addresses that change when the sender sends others.
    pub fn changing(first: Vec<(String, String)>) -> (watch::Sender<Addresses>, Candidates) {
        let (told, candidates) = watch::channel(first.into());
        (told, Candidates(candidates))
    }

    /// Returns no addresses, for a command that must choose none for an event.
    pub fn none() -> Candidates {
        Candidates::from(Addresses::from([]))
    }

    /// Returns the addresses of this moment.
    pub fn current(&self) -> Addresses {
        self.0.borrow().clone()
    }

    /// Waits until they are others.
    pub async fn changed(&mut self) {
        // Without a sender they stay for ever.
        if self.0.changed().await.is_err() {
            pending().await
        }
    }
}

impl From<Addresses> for Candidates {
    fn from(fixed: Addresses) -> Candidates {
        Candidates(watch::channel(fixed).1)
    }
}

/// A node's duty towards its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Decides the commands it receives.
    Writing,
    /// Shows what another node decides, and never writes.
    Following,
}

impl Node {
    /// Returns a node that writes to this store.
    pub fn writing<S: Log + Catalogue>(
        store: Arc<S>,
        clock: Clock,
        candidates: impl Into<Candidates>,
    ) -> Node {
        Node {
            log: store.clone(),
            catalogue: store,
            clock,
            candidates: candidates.into(),
            duty: Duty::Writing,
        }
    }
}
