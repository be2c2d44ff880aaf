//! What a node works with: the store of events, the time, and its duty. It opens none of these itself, so another log
//! is just another argument.

use std::sync::Arc;

use crate::clock::Clock;
use crate::log::{Catalogue, Log, Pictures};

/// What the hub and the rooms of a node work with.
#[derive(Clone)]
pub struct Node {
    pub log: Arc<dyn Log>,
    pub catalogue: Arc<dyn Catalogue>,
    pub pictures: Arc<dyn Pictures>,
    pub clock: Clock,
    /// Join addresses with their source, the best first.
    pub candidates: Arc<[(String, String)]>,
    pub duty: Duty,
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
    pub fn writing<S: Log + Catalogue + Pictures>(
        store: Arc<S>,
        clock: Clock,
        candidates: Arc<[(String, String)]>,
    ) -> Node {
        Node {
            log: store.clone(),
            catalogue: store.clone(),
            pictures: store,
            clock,
            candidates,
            duty: Duty::Writing,
        }
    }
}
