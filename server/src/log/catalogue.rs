//! The catalogue: which events exist, with their codes and ids but without their histories.

use futures_util::future::BoxFuture;
use plenary_domain::ids::Millis;

use super::{EventId, LogError};

/// What is known of an event without reading its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub id: EventId,
    /// Six characters, upper case.
    pub code: String,
    pub created_at: Millis,
    /// Set on a rehearsal's copy; the server deletes it then.
    pub expires_at: Option<Millis>,
}

/// Creates, lists and deletes events. Ids are never reused; a code is free again once its event is deleted.
pub trait Catalogue: Send + Sync + 'static {
    /// Creates an event with an empty history.
    ///
    /// # Errors
    /// [`LogError::CodeTaken`], [`LogError::Store`].
    fn create(
        &self,
        code: &str,
        epoch: u32,
        at: Millis,
        expires_at: Option<Millis>,
    ) -> BoxFuture<'static, Result<Header, LogError>>;

    /// Returns all events, the oldest first.
    ///
    /// # Errors
    /// [`LogError::Store`].
    fn list(&self) -> BoxFuture<'static, Result<Vec<Header>, LogError>>;

    /// Deletes an event with its histories and their keys.
    ///
    /// # Errors
    /// [`LogError::NoEvent`]; [`LogError::Store`].
    fn delete(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>>;
}
