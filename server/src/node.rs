//! What a node is given: where events are stored, the time, and what it is to do with them. It opens none of these itself, so
//! that another log is another argument.

use std::sync::Arc;

use crate::clock::Clock;
use crate::log::{Catalogue, Log};

/// What the hub and the rooms of a node work with.
#[derive(Clone)]
pub struct Node {
    pub log: Arc<dyn Log>,
    pub catalogue: Arc<dyn Catalogue>,
    pub clock: Clock,
    /// Join addresses with their source, the best first.
    pub candidates: Arc<[(String, String)]>,
    pub duty: Duty,
}

/// What a node does with its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// It decides what is asked of it.
    Writing,
    /// It shows what another node decides, and never writes.
    Following,
}

impl Node {
    /// A node that writes to this store.
    pub fn writing<S: Log + Catalogue>(
        store: Arc<S>,
        clock: Clock,
        candidates: Arc<[(String, String)]>,
    ) -> Node {
        Node {
            log: store.clone(),
            catalogue: store,
            clock,
            candidates,
            duty: Duty::Writing,
        }
    }
}
