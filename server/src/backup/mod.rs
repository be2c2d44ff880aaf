//! Backups as files: taken beside a running server or without one, encrypted if there is a passphrase, and restored. What is in them is
//! the log's business ([`crate::log::backup`]).

mod unattended;

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use crate::clock::Clock;
use crate::log::backup::{self, BackupError, Into, MAGIC, Manifest, Restored};
use crate::private;
use crate::sealed::{self, Opened, Passphrase, Sealing};

pub use unattended::{Plan, Taken, run};

/// The format of the data folder. A newer one is not opened, an older one is upgraded.
pub const FORMAT: u32 = 1;
/// Names in a data folder.
pub const LOG: &str = "log.sqlite";
const LIST: &str = "log.erased";
/// Is in a folder while a backup is restored into it.
const MARK: &str = "restoring";

/// Writes a backup of a data folder, which a server may be using.
///
/// # Errors
/// [`BackupError`].
pub fn write(
    folder: &Path,
    clock: &Clock,
    texts: bool,
    out: &mut dyn Write,
) -> Result<Manifest, BackupError> {
    let key = private::read(&folder.join("server.key"))?;
    let key = key
        .try_into()
        .map_err(|_| BackupError::Refused("server.key is not a server key".into()))?;
    let mut out = BufWriter::with_capacity(1 << 16, out);
    backup::write(
        &folder.join(LOG),
        key,
        (FORMAT, clock.now()),
        texts,
        &mut out,
    )
}

/// Writes a backup of a data folder that the caller has locked.
///
/// # Errors
/// [`BackupError`]; a write-ahead log in which commits would be lost.
pub fn write_closed(
    folder: &Path,
    clock: &Clock,
    texts: bool,
    out: &mut dyn Write,
) -> Result<Manifest, BackupError> {
    backup::sound(&folder.join(LOG))?;
    write(folder, clock, texts, out)
}

/// Writes a file, encrypted with the passphrase if there is one. It has its name when it is whole and durable, and not before.
///
/// # Errors
/// [`BackupError`], also if there is a file of this name. Then no new file is left.
pub fn keep(
    file: &Path,
    passphrase: Option<&Passphrase>,
    clock: &Clock,
    write: impl FnOnce(&mut dyn Write) -> Result<Manifest, BackupError>,
) -> Result<Manifest, BackupError> {
    if file.exists() {
        let why = format!("{} is there already: choose another name", file.display());
        return Err(BackupError::Refused(why));
    }
    let written = private::write_with(file, |out| {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        let manifest = match passphrase {
            None => write(&mut out)?,
            Some(passphrase) => {
                let mut sealing = Sealing::new(&mut out, passphrase, clock)?;
                let manifest = write(&mut sealing)?;
                sealing.finish()?;
                manifest
            }
        };
        out.flush()?;
        Ok(manifest)
    });
    written.map_err(|e: BackupError| match e {
        BackupError::Io(e) => {
            let why = format!("cannot write {}: {e}", file.display());
            BackupError::Io(io::Error::new(e.kind(), why))
        }
        BackupError::Log(_)
        | BackupError::Changed
        | BackupError::Foreign
        | BackupError::Damaged(_)
        | BackupError::GivenUp(_)
        | BackupError::Refused(_) => e,
    })
}

/// Opens a backup file, encrypted or not.
///
/// # Errors
/// [`BackupError`]: there is no such file; the passphrase is missing or wrong.
pub fn open(file: &Path, passphrase: Option<&Passphrase>) -> Result<Box<dyn Read>, BackupError> {
    let mut input = File::open(file)?;
    let mut start = vec![];
    (&mut input)
        .take(MAGIC.len() as u64)
        .read_to_end(&mut start)?;
    let is_sealed = sealed::MAGIC.as_bytes().starts_with(&start) && !start.is_empty();
    let whole = Cursor::new(start).chain(input);
    if !is_sealed {
        return Ok(Box::new(whole));
    }
    let passphrase = passphrase.ok_or_else(|| {
        BackupError::Refused(
            "the backup is encrypted: give its passphrase with --passphrase-file or PLENARY_PASSPHRASE"
                .into(),
        )
    })?;
    Ok(Box::new(Opened::new(whole, passphrase)?))
}

/// Returns true if a restore into this folder was cut off.
pub fn is_half_restored(folder: &Path) -> bool {
    folder.join(MARK).exists()
}

/// Restores a backup into a folder that the caller has locked. An empty folder may have a list of erasures.
///
/// # Errors
/// [`BackupError`]; a folder that is not empty.
pub fn restore(
    file: &Path,
    passphrase: Option<&Passphrase>,
    folder: &Path,
    into: &Into<'_>,
    lists: &[PathBuf],
) -> Result<Restored, BackupError> {
    let mut lists = lists.to_vec();
    // Unattended backups have a list beside them, which is newer than they are.
    let beside = file.parent().unwrap_or(Path::new("")).join(LIST);
    lists.push(beside);
    if matches!(into, Into::Empty) {
        make_room(folder)?;
        // Nothing of the folder is touched before the file is known to be readable.
        let manifest = backup::read(&mut open(file, passphrase)?, |_| Ok(()))?;
        if manifest.format > FORMAT {
            let why = format!(
                "the backup was made by Plenary {}: use that version or a newer one",
                manifest.version
            );
            return Err(BackupError::Refused(why));
        }
        private::write(&folder.join(MARK), b"")?;
    }
    let log = folder.join(LOG);
    let restored = backup::restore(|| open(file, passphrase), &log, into, &lists)?;
    if matches!(into, Into::Empty) {
        if let Some(key) = restored.server_key {
            private::write(&folder.join("server.key"), &key)?;
        }
        private::write(&folder.join("format"), format!("{FORMAT}\n").as_bytes())?;
        fs::remove_file(folder.join(MARK))?;
        File::open(folder)?.sync_all()?;
    }
    Ok(restored)
}

/// Makes sure that a folder is empty, and clears one into which a restore was cut off.
fn make_room(folder: &Path) -> Result<(), BackupError> {
    let is_half = is_half_restored(folder);
    let mut stray = vec![];
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !["lock", LIST, MARK].iter().any(|known| name == *known) {
            stray.push(name);
        }
    }
    if !is_half && !stray.is_empty() {
        let why = format!("{} is not empty: choose a new folder", folder.display());
        return Err(BackupError::Refused(why));
    }
    for name in stray {
        fs::remove_file(folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
