//! The format of the data folder, a number in its file `format`. A newer folder is refused, because this version would misread it. An
//! older one is upgraded step by step, after a backup inside it. A killed upgrade is done again at the next start.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::backup::{self, FORMAT};
use crate::clock::Clock;
use crate::private;

type Step = fn(&Path) -> Result<(), String>;

/// What brings a folder from the format of its place in this list to the next. Each may be repeated.
const STEPS: [Step; FORMAT as usize] = [
    // Format 0 had no mark, and is otherwise the same.
    |_| Ok(()),
];

/// Brings a folder that the caller has locked to the newest format. Returns the backup of the older one, as long as that is there.
///
/// # Errors
/// A sentence that says what to do.
pub fn bring_up(folder: &Path, clock: &Clock) -> Result<Option<PathBuf>, String> {
    let format = format(folder)?;
    let said = |e: std::io::Error| e.to_string();
    if format == Some(FORMAT) {
        let older = (0..FORMAT).map(|format| before(folder, format + 1));
        return Ok(older.into_iter().rfind(|file| file.exists()));
    }
    let mark = folder.join(MARK);
    let mut kept = None;
    if let Some(format) = format {
        let file = before(folder, format + 1);
        // It has its name only when it is whole, so one that is there is of an upgrade that was cut off.
        if !file.exists() {
            let taken = backup::keep(&file, None, clock, |out| {
                backup::write_closed(folder, clock, true, out)
            });
            taken.map_err(|e| format!("no backup of it can be taken before: {e}"))?;
        }
        for step in &STEPS[format as usize..] {
            step(folder)?;
        }
        tracing::info!(from = format, to = FORMAT, "the data folder is upgraded");
        kept = Some(file);
    }
    private::write(&mark, format!("{FORMAT}\n").as_bytes()).map_err(said)?;
    Ok(kept)
}

const MARK: &str = "format";

/// Returns the name of the backup that was taken before the upgrade to a format.
fn before(folder: &Path, format: u32) -> PathBuf {
    folder.join(format!("before-format-{format}.backup"))
}

/// Returns the format of a folder; None: nothing is in it yet.
///
/// # Errors
/// It is newer than this version, or nobody's.
pub fn format(folder: &Path) -> Result<Option<u32>, String> {
    let text = match fs::read_to_string(folder.join(MARK)) {
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let is_used = |name| folder.join(name).exists();
            return Ok((is_used(backup::LOG) && is_used("server.key")).then_some(0));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;
    use crate::log::SqliteLog;

    #[test]
    fn a_new_folder_is_marked_and_a_newer_one_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, clock) = (folder.path(), Clock::fixed(0));
        assert_eq!(bring_up(path, &clock), Ok(None));
        assert_eq!(format(path), Ok(Some(FORMAT)));
        fs::write(path.join(MARK), "7\n").expect("written");
        let why = bring_up(path, &clock).expect_err("newer");
        assert!(why.starts_with("it has format 7"), "{why}");
        fs::write(path.join(MARK), "").expect("written");
        assert!(bring_up(path, &clock).is_err());
    }

    #[test]
    fn an_older_folder_is_upgraded_after_a_backup_and_a_cut_off_upgrade_is_done_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, clock) = (folder.path(), Clock::fixed(0));
        Keys::make(path, &clock).expect("made");
        drop(SqliteLog::open(&path.join(backup::LOG)).expect("opened"));
        assert_eq!(format(path), Ok(Some(0)));
        let kept = bring_up(path, &clock).expect("upgraded").expect("a backup");
        let bytes = fs::read(&kept).expect("read");
        crate::log::backup::read(&mut bytes.as_slice(), |_| Ok(())).expect("whole");
        // As if it was killed before the mark: the first backup stays.
        fs::remove_file(path.join(MARK)).expect("removed");
        assert_eq!(bring_up(path, &clock), Ok(Some(kept.clone())));
        assert_eq!(fs::read(&kept).expect("read"), bytes);
        assert_eq!(bring_up(path, &clock), Ok(Some(kept.clone())));
        fs::remove_file(&kept).expect("removed");
        assert_eq!(bring_up(path, &clock), Ok(None));
    }
}
