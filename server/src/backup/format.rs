//! The number of a data folder's format, in its file `format`.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::{FORMAT, LOG};
use crate::private;

/// The file's name.
pub(super) const NAME: &str = "format";

/// Returns the format of a folder; None: nothing is in it yet.
///
/// # Errors
/// It is newer than this version, or nobody's.
pub fn format(folder: &Path) -> Result<Option<u32>, String> {
    let text = match fs::read_to_string(folder.join(NAME)) {
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let is_used = |name| folder.join(name).exists();
            return Ok((is_used(LOG) && is_used("server.key")).then_some(0));
        }
        text => text.map_err(|e| format!("its file `format`: {e}"))?,
    };
    let format: u32 = text.trim().parse().map_err(|_| {
        "its file `format` has no number: put the file back from a backup".to_owned()
    })?;
    if format > FORMAT {
        return Err(format!(
            "it has format {format}, and this is Plenary {} with format {FORMAT}: run the version that wrote it, or a newer one",
            env!("CARGO_PKG_VERSION")
        ));
    }
    Ok(Some(format))
}

/// Marks a folder with its format.
///
/// # Errors
/// Errors of the file system.
pub fn mark(folder: &Path, format: u32) -> io::Result<()> {
    private::write(&folder.join(NAME), format!("{format}\n").as_bytes())
}
