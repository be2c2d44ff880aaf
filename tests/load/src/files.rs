//! How many sockets this process may have.

use anyhow::{Context, Result};

/// File descriptors that are no phones.
const KEPT: u64 = 60;

/// Raises the limit of open files as far as it goes, and returns how many of them can be phones.
///
/// # Errors
/// The limit cannot be read.
pub fn sockets_max() -> Result<usize> {
    let files = rlimit::increase_nofile_limit(u64::MAX).context("the limit of open files")?;
    Ok(usize::try_from(files.saturating_sub(KEPT)).unwrap_or(usize::MAX))
}
