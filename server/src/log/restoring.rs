//! A mark beside the log (`log.restoring`): the histories whose keys a restore brings. The keys are durable before the records. If the
//! restore is cut off in between, the next one who opens the log finds keys of histories that it does not know, and the mark tells
//! these from the keys of deleted ones.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::EventId;
use super::keyring::{Of, sync_folder};
use crate::private;

const EXTENSION: &str = "restoring";

fn mark(log: &Path) -> PathBuf {
    log.with_extension(EXTENSION)
}

/// Writes the mark, and returns once it is durable.
///
/// # Errors
/// Errors of the file system.
pub(super) fn write(log: &Path, brought: impl Iterator<Item = Of>) -> io::Result<()> {
    let brought: Vec<(u32, u32)> = brought.map(|(event, epoch)| (event.0, epoch)).collect();
    private::write(&mark(log), &serde_json::to_vec(&brought)?)
}

/// Reads the mark; without one, nothing is being restored.
///
/// # Errors
/// Errors of the file system; a damaged mark.
pub(super) fn read(log: &Path) -> io::Result<HashSet<Of>> {
    let bytes = match fs::read(mark(log)) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(HashSet::new()),
        bytes => bytes?,
    };
    let brought: Vec<(u32, u32)> = serde_json::from_slice(&bytes)?;
    let brought = brought.into_iter();
    Ok(brought
        .map(|(event, epoch)| (EventId(event), epoch))
        .collect())
}

/// Removes the mark.
///
/// # Errors
/// Errors of the file system.
pub(super) fn remove(log: &Path) -> io::Result<()> {
    match fs::remove_file(mark(log)) {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.and_then(|()| sync_folder(log)),
    }
}
