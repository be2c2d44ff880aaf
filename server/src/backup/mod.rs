//! Backups as files: taken beside a running server or without one, encrypted if there is a passphrase, and restored. What is in them is
//! the log's business ([`crate::log::backup`]).

mod format;
mod unattended;

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use plenary_domain::ids::Millis;

use crate::clock::Clock;
use crate::log::backup::{self, BackupError, Into, MAGIC, Manifest, Restored, Terms};
use crate::organisers;
use crate::private;
use crate::sealed::{self, Opened, Passphrase, Sealing};

pub use format::{format, mark};
pub use unattended::{Plan, Taken, copy_list, newest, run};

/// The format of the data folder. A newer one is not opened, an older one is upgraded.
pub const FORMAT: u32 = 1;
/// Names in a data folder.
pub const LOG: &str = "log.sqlite";
const LIST: &str = "log.erased";
/// Is in a folder while a backup is restored into it.
const MARK: &str = "restoring";
/// What a restore that was cut off may leave.
const LEFT: [&str; 12] = [
    LOG,
    // Of the moment before the file has a write-ahead log.
    "log.sqlite-journal",
    "log.sqlite-wal",
    "log.sqlite-shm",
    "log.keys",
    "log.guests",
    "log.heads",
    "log.restoring",
    "server.key",
    organisers::NAME,
    organisers::MEMORY,
    format::NAME,
];
/// How a file ends that was cut off before it had its name.
const HALF: &str = ".new";
/// Time limit for a backup beside a running server. Until it ends, the write-ahead log grows.
const TAKES_MAX_MS: Millis = 600_000;

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
    let until = clock.now() + TAKES_MAX_MS;
    write_from(folder, clock, texts, &mut Timely { out, clock, until })
}

/// Gives a backup up that takes too long: whoever reads it slowly keeps the write-ahead log from being folded.
struct Timely<'a> {
    out: &'a mut dyn Write,
    clock: &'a Clock,
    until: Millis,
}

impl Write for Timely<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.clock.now() >= self.until {
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                "it took too long: write it to a faster place",
            ));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn write_from(
    folder: &Path,
    clock: &Clock,
    texts: bool,
    out: &mut dyn Write,
) -> Result<Manifest, BackupError> {
    let unusable = |why| BackupError::Refused(format!("{}: {why}", folder.display()));
    let format = format(folder).map_err(unusable)?.unwrap_or(FORMAT);
    let key = private::read(&folder.join("server.key"))?;
    let key = key
        .try_into()
        .map_err(|_| BackupError::Refused("server.key is not a server key".into()))?;
    let organisers = match private::read(&folder.join(organisers::NAME)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        read => Some(read?),
    };
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let terms = Terms {
        format,
        made_at: clock.now(),
        texts,
    };
    let written = backup::write(&folder.join(LOG), key, organisers, terms, &mut out);
    if let Err(BackupError::Io(_)) = &written {
        // Whoever does not read is not waited for again.
        let _ = out.into_parts();
    } else {
        out.flush()?;
    }
    written
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
    write_from(folder, clock, texts, out)
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

/// Restores a backup into a folder that the caller has locked. An empty folder may have a list of erasures. It gets the format of the
/// backup, and the next start upgrades it.
///
/// # Errors
/// [`BackupError`]; a folder that is not empty; a backup of a newer format, or beside other events of another one; a list that is none.
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
    if beside.try_exists()? {
        lists.push(beside);
    }
    backup::are_lists(&lists)?;
    let left = match into {
        Into::Empty => left(folder)?,
        Into::Beside(_) => vec![],
    };
    // Nothing of the folder is touched before the file is known to be readable. It may even lie in the folder.
    let manifest = backup::read(&mut open(file, passphrase)?, |_| Ok(()))?;
    fits(&manifest, folder, into)?;
    if matches!(into, Into::Empty) {
        for half in left {
            fs::remove_file(half)?;
        }
        private::write(&folder.join(MARK), b"")?;
    }
    let log = folder.join(LOG);
    let mut restored = backup::restore(|| open(file, passphrase), &log, into, &lists)?;
    if matches!(into, Into::Empty) {
        if let Some(key) = restored.server_key {
            private::write(&folder.join("server.key"), &key)?;
        }
        if let Some(bytes) = restored.organisers.take() {
            private::write(&folder.join(organisers::NAME), &bytes)?;
        }
        mark(folder, manifest.format)?;
        fs::remove_file(folder.join(MARK))?;
        File::open(folder)?.sync_all()?;
    }
    Ok(restored)
}

/// Makes sure that this version can read the backup, and a folder of events the event that comes beside them.
fn fits(manifest: &Manifest, folder: &Path, into: &Into<'_>) -> Result<(), BackupError> {
    let version = &manifest.version;
    if manifest.format > FORMAT {
        let why =
            format!("the backup was made by Plenary {version}: use that version or a newer one");
        return Err(BackupError::Refused(why));
    }
    let own = format(folder).map_err(BackupError::Refused)?;
    if matches!(into, Into::Beside(_)) && own.is_some_and(|own| own != manifest.format) {
        let why = format!(
            "the backup was made by Plenary {version}, of another format than {}: restore it into a new folder",
            folder.display()
        );
        return Err(BackupError::Refused(why));
    }
    Ok(())
}

/// Makes sure that a folder is empty. Returns what a restore that was cut off left in it.
fn left(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let is_half = is_half_restored(folder);
    let mut left = vec![];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        if ["lock", LIST, MARK].contains(&name) {
            continue;
        }
        let whole = name.strip_suffix(HALF).unwrap_or(name);
        if !is_half {
            let why = format!("{} is not empty: choose a new folder", folder.display());
            return Err(BackupError::Refused(why));
        }
        let is_ours = LEFT.contains(&whole) || (name != whole && [LIST, MARK].contains(&whole));
        if !is_ours {
            let why = format!(
                "{} is not of the restore that was cut off: move it elsewhere",
                entry.path().display()
            );
            return Err(BackupError::Refused(why));
        }
        left.push(entry.path());
    }
    Ok(left)
}

#[cfg(test)]
mod tests;
