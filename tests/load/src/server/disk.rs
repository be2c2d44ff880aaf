//! The disk's own time for the minimum that a durable answer needs: one small append and its sync.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::clock::Clock;
use crate::latency::Latency;

/// One append, as large as a small commit.
const APPEND: [u8; 4096] = [0x5a; 4096];
/// Number of appends.
const TIMES: usize = 200;

/// Appends to a file in `folder` and syncs it many times, then removes it.
///
/// # Errors
/// The folder cannot be written.
pub fn fsync(folder: &Path) -> Result<Latency> {
    let context = || format!("cannot write in {}", folder.display());
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(context)?;
    let file = file.as_file_mut();
    let clock = Clock::start();
    let mut latency = Latency::new();
    append(file)?;
    for _ in 0..TIMES {
        let start = clock.now();
        append(file).with_context(context)?;
        latency.record(start, clock.now());
    }
    Ok(latency)
}

fn append(file: &mut File) -> Result<()> {
    file.write_all(&APPEND)?;
    file.sync_data()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_append_counts() {
        let folder = tempfile::tempdir().unwrap();
        let latency = fsync(folder.path()).unwrap();
        assert_eq!(latency.count(), TIMES as u64);
        assert!(latency.max_ms() > 0.0);
        assert!(fsync(&folder.path().join("nowhere")).is_err());
    }
}
