//! The format of the data folder, a number in its file `format`. A newer folder is refused, because this version would misread it. An
//! older one is upgraded step by step, after a backup inside it. A killed upgrade is done again at the next start.

use std::path::{Path, PathBuf};

use crate::backup::{self, FORMAT};
use crate::clock::Clock;

pub use crate::backup::format;

type Step = fn(&Path) -> Result<(), String>;

/// What brings a folder from the format of its place in this list to the next. Each may be repeated. None: the two are the same but for
/// the mark.
const STEPS: [Option<Step>; FORMAT as usize] = [
    // Format 0 had no mark.
    None,
];

/// Brings a folder that the caller has locked to the newest format. Returns the backup of the older one, as long as that is there.
///
/// # Errors
/// A sentence that says what to do.
pub fn bring_up(folder: &Path, clock: &Clock) -> Result<Option<PathBuf>, String> {
    bring_up_by(&STEPS, folder, clock)
}

fn bring_up_by(
    steps: &[Option<Step>],
    folder: &Path,
    clock: &Clock,
) -> Result<Option<PathBuf>, String> {
    if let Some(format) = format(folder)?.filter(|format| *format < FORMAT) {
        let steps = steps[format as usize..].iter().flatten();
        // What changes nothing needs no way back.
        if steps.clone().next().is_some() {
            back_up(&before(folder, format + 1), folder, clock)?;
        }
        for step in steps {
            step(folder)?;
        }
        tracing::info!(from = format, to = FORMAT, "the data folder is upgraded");
    }
    if format(folder)? != Some(FORMAT) {
        backup::mark(folder, FORMAT).map_err(|e| e.to_string())?;
    }
    let older = (0..FORMAT).map(|format| before(folder, format + 1));
    Ok(older.into_iter().rfind(|file| file.exists()))
}

/// Takes a backup, unless an upgrade that was cut off took it: it has its name only when it is whole.
fn back_up(file: &Path, folder: &Path, clock: &Clock) -> Result<(), String> {
    if file.exists() {
        return Ok(());
    }
    let taken = backup::keep(file, None, clock, |out| {
        backup::write_closed(folder, clock, true, out)
    });
    taken
        .map(|_| ())
        .map_err(|e| format!("no backup of it can be taken before: {e}"))
}

/// Returns the name of the backup that was taken before the upgrade to a format.
fn before(folder: &Path, format: u32) -> PathBuf {
    folder.join(format!("before-format-{format}.backup"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const MARK: &str = "format";
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
        // The step that there is does nothing, so no backup is taken, and none can fail.
        assert_eq!(bring_up(path, &clock), Ok(None));
        fs::remove_file(path.join(MARK)).expect("removed");
        let steps: [Option<Step>; 1] = [Some(|_| Ok(()))];
        let bring_up = |path, clock| bring_up_by(&steps, path, clock);
        let kept = bring_up(path, &clock).expect("upgraded").expect("a backup");
        let manifest =
            crate::log::backup::read(&mut fs::File::open(&kept).expect("there"), |_| Ok(()));
        assert_eq!(manifest.expect("whole").format, 0);
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
