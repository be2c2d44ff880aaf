//! The pictures of events: bytes by name, beside the histories. They are no facts, because no rule reads them and replay would have to.

use std::collections::BTreeSet;

use futures_util::future::BoxFuture;

use super::{EventId, LogError};

/// Keeps pictures by event and name. A name belongs to the same bytes for ever. Deleting an event deletes its pictures.
pub trait Pictures: Send + Sync + 'static {
    /// Keeps pictures, and returns once they are durable. One that is there stays.
    ///
    /// # Errors
    /// [`LogError::NoEvent`]; [`LogError::Store`].
    fn keep_pictures(
        &self,
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> BoxFuture<'static, Result<(), LogError>>;

    /// Returns the bytes of a picture; None if the event has none of this name.
    ///
    /// # Errors
    /// [`LogError::Store`].
    fn picture(
        &self,
        event: EventId,
        name: String,
    ) -> BoxFuture<'static, Result<Option<Vec<u8>>, LogError>>;

    /// Deletes all pictures of an event but these.
    ///
    /// # Errors
    /// [`LogError::Store`].
    fn drop_pictures_except(
        &self,
        event: EventId,
        names: BTreeSet<String>,
    ) -> BoxFuture<'static, Result<(), LogError>>;
}
