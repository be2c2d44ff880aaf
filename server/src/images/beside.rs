//! The pictures beside an event file: in its folder, or in one below.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{FILE_BYTES_MAX, Picture, Unfit, is_small, measure};

/// The folder of an event file, with the pictures read from it so far.
pub struct Beside {
    folder: PathBuf,
    /// By the path in the event file.
    pub read: BTreeMap<String, Picture>,
}

impl Beside {
    /// Returns the folder of this event file.
    pub fn of(event_file: &Path) -> Beside {
        let folder = event_file.parent().unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        Beside {
            folder: folder.to_owned(),
            read: BTreeMap::new(),
        }
    }

    /// Reads a picture by a path without `..`. Returns true if the screen shows it blurred.
    ///
    /// # Errors
    /// A sentence that says why there is no such picture.
    pub fn read(&mut self, path: &str) -> Result<bool, String> {
        let bytes = self.bytes(path)?;
        let picture = Picture::of(&bytes).map_err(|e| e.to_string())?;
        self.read.insert(path.to_owned(), picture);
        Ok(measure(&bytes).is_ok_and(is_small))
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        let unreadable = |e: io::Error| {
            if e.kind() == io::ErrorKind::NotFound {
                "there is no such file beside the event file".to_owned()
            } else {
                format!("the file cannot be read: {e}")
            }
        };
        let folder = self.folder.canonicalize().map_err(unreadable)?;
        // A link may lead elsewhere.
        let file = folder.join(path).canonicalize().map_err(unreadable)?;
        if !file.starts_with(&folder) {
            return Err("the file is outside the event file's folder".to_owned());
        }
        if !file.is_file() {
            return Err("this is not a file".to_owned());
        }
        let mut bytes = Vec::new();
        let mut opened = File::open(&file).map_err(unreadable)?;
        // The metadata may lie, but what is read does not.
        let most = FILE_BYTES_MAX as u64 + 1;
        io::Read::by_ref(&mut opened)
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if bytes.len() > FILE_BYTES_MAX {
            let whole = opened.metadata().map_or(most, |metadata| metadata.len());
            return Err(Unfit::Bytes(whole).to_string());
        }
        Ok(bytes)
    }
}
