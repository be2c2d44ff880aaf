//! Takes backups by itself, keeps the newest, and keeps the list of erasures beside them up to date, which each restore applies.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::{HALF, LIST, keep, write};
use crate::clock::Clock;
use crate::log::backup::{BackupError, Manifest, merged};
use crate::private;
use crate::sealed::Passphrase;

/// Interval between looks at the list of erasures.
const LOOK: Duration = Duration::from_secs(1);
/// How the names of backups begin and end, and the time in between.
const PREFIX: &str = "plenary-";
const SUFFIX: &str = ".backup";
const SEALED: &str = ".backup.age";
const TIME: &str = "%Y%m%dT%H%M%S%.3fZ";
/// Is locked by the server whose backups are in the folder.
const LOCK: &str = "plenary.lock";
/// Attempts to lock the folder, and the pause between them: a killed server's lock lasts a moment longer than it.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(100);

/// When and where.
#[derive(Clone)]
pub struct Plan {
    pub every: Duration,
    /// Number of backups that stay.
    pub keep: usize,
    pub to: PathBuf,
    pub passphrase: Option<Passphrase>,
}

/// When the last backup was taken.
#[derive(Clone, Default)]
pub struct Taken(Arc<AtomicU64>);

impl Taken {
    /// Returns milliseconds since the Unix epoch; None: no backup is known.
    pub fn at(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|at| *at > 0)
    }

    /// Notes a complete backup.
    pub fn note(&self, at: u64) {
        self.0.store(at, Ordering::Relaxed);
    }
}

/// Takes backups until the task is aborted, and meanwhile looks at the list of erasures, also while a backup is taken. One that fails is
/// reported in a line, and the older ones stay.
pub async fn run(folder: PathBuf, plan: Plan, clock: Clock, taken: Taken) {
    tokio::join!(
        take_all(&folder, &plan, &clock, &taken),
        look(&folder, &plan.to)
    );
}

/// The first backup is due when the newest of an earlier run is old enough: a server that does not stay up must not replace them all.
async fn take_all(folder: &Path, plan: &Plan, clock: &Clock, taken: &Taken) {
    sleep(wait(&plan.to, plan.every, clock.now())).await;
    let mut due = interval(plan.every);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut lock: Option<Arc<File>> = None;
    loop {
        due.tick().await;
        if lock.is_none() {
            match locked(&plan.to).await {
                Ok(own) => lock = Some(Arc::new(own)),
                Err(e) => {
                    tracing::error!(error = %e, "no backup; the older ones stay");
                    continue;
                }
            }
        }
        let at = clock.now();
        let (folder, plan, clock, own) =
            (folder.to_owned(), plan.clone(), clock.clone(), lock.clone());
        let work = move || {
            // It outlives the task if that is aborted meanwhile.
            let _own = own;
            match take(&folder, &plan, &clock) {
                Err(BackupError::Changed) => take(&folder, &plan, &clock),
                done => done,
            }
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(manifest)) => {
                tracing::info!(events = manifest.events.len(), "backup taken");
                taken.note(at);
            }
            Ok(Err(e)) => tracing::error!(error = %e, "no backup; the older ones stay"),
            Err(e) => tracing::error!(error = %e, "no backup"),
        }
    }
}

async fn look(folder: &Path, to: &Path) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut fails = false;
    loop {
        looks.tick().await;
        let (folder, to) = (folder.to_owned(), to.to_owned());
        let copied = tokio::task::spawn_blocking(move || copy_list(&folder, &to)).await;
        let failed = !matches!(copied, Ok(Ok(())));
        if failed && !fails {
            tracing::error!("cannot write the list of erasures beside the backups");
        }
        fails = failed;
    }
}

/// Returns the time until the first backup is due.
fn wait(to: &Path, every: Duration, now: u64) -> Duration {
    let age = newest(to).map(|newest| Duration::from_millis(now.saturating_sub(newest)));
    age.map_or(Duration::ZERO, |age| every.saturating_sub(age))
}

/// Returns when the newest backup in a folder was taken, in milliseconds since the Unix epoch.
pub fn newest(to: &Path) -> Option<u64> {
    let names = names(to, "").unwrap_or_default();
    names.iter().filter_map(|(name, _)| time(name)).max()
}

/// Locks the folder for this server's backups.
async fn locked(to: &Path) -> io::Result<File> {
    for _ in 0..LOCK_TRIES {
        match lock(to)? {
            Some(own) => return Ok(own),
            None => sleep(LOCK_PAUSE).await,
        }
    }
    let why = format!(
        "another server takes backups into {}: give each its own folder",
        to.display()
    );
    Err(io::Error::new(io::ErrorKind::ResourceBusy, why))
}

/// Returns None if another process has the lock.
fn lock(to: &Path) -> io::Result<Option<File>> {
    private::folder(to)?;
    let lock = private::file(&to.join(LOCK))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(e)) => Err(e),
    }
}

/// Takes one backup, and then deletes those that are too many.
fn take(folder: &Path, plan: &Plan, clock: &Clock) -> Result<Manifest, BackupError> {
    // Halves that a killed server left.
    for (_, half) in names(&plan.to, HALF)? {
        fs::remove_file(half)?;
    }
    let at = i64::try_from(clock.now()).unwrap_or(i64::MAX);
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::MAX);
    let suffix = plan.passphrase.as_ref().map_or(SUFFIX, |_| SEALED);
    let name = format!("{PREFIX}{}{suffix}", at.strftime(TIME));
    let manifest = keep(
        &plan.to.join(&name),
        plan.passphrase.as_ref(),
        clock,
        |out| write(folder, clock, true, out),
    )?;
    for file in surplus(names(&plan.to, "")?, &name, plan.keep) {
        fs::remove_file(file)?;
    }
    Ok(manifest)
}

/// Returns the files that are too many, beside the one just taken. A name that is later than that one's was given before the clock was set
/// back, so it is older than all others.
fn surplus(mut files: Vec<(String, PathBuf)>, taken: &str, keep: usize) -> Vec<PathBuf> {
    files.retain(|(name, _)| name != taken);
    files.sort_by(|(a, _), (b, _)| (a.as_str() < taken, a).cmp(&(b.as_str() < taken, b)));
    let surplus = (files.len() + 1).saturating_sub(keep.max(1));
    files
        .into_iter()
        .take(surplus)
        .map(|(_, path)| path)
        .collect()
}

/// Returns the time in a name of ours, in milliseconds since the Unix epoch; None: somebody else gave the file its name.
fn time(name: &str) -> Option<u64> {
    let name = name.strip_prefix(PREFIX)?;
    let said = name.strip_suffix(SUFFIX).or(name.strip_suffix(SEALED))?;
    let at = DateTime::strptime(TIME, said).ok()?;
    let at = at.to_zoned(TimeZone::UTC).ok()?.timestamp();
    // Other ways to write the same time are not ours.
    let is_ours = at.strftime(TIME).to_string() == said;
    is_ours.then(|| u64::try_from(at.as_millisecond()).ok())?
}

/// Returns the files whose names are ours followed by `end`.
fn names(folder: &Path, end: &str) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = vec![];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(end));
        if let Some(name) = name.filter(|name| time(name).is_some()) {
            found.push((name.to_owned(), entry.path()));
        }
    }
    Ok(found)
}

/// Adds to the list beside the backups what it lacks.
///
/// # Errors
/// [`BackupError`].
pub fn copy_list(folder: &Path, to: &Path) -> Result<(), BackupError> {
    let file = to.join(LIST);
    if let Some(list) = merged(&folder.join(LIST), &file)? {
        private::folder(to)?;
        private::write(&file, &list)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;
    use crate::log::SqliteLog;

    fn name(second: u32) -> String {
        format!("plenary-20261127T0358{second:02}.123Z.backup")
    }

    fn plan(to: &Path, keep: usize) -> Plan {
        Plan {
            every: Duration::from_secs(10),
            keep,
            to: to.to_owned(),
            passphrase: None,
        }
    }

    fn listed(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).expect("listed");
        let names = files.map(|file| file.expect("a file").file_name());
        let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_names_of_our_own_form_are_ours() {
        assert!(time("plenary-20261127T035812.123Z.backup").is_some());
        let sealed = time("plenary-19700101T000001.500Z.backup.age");
        assert_eq!(sealed, Some(1500));
        for other in [
            "plenary-final.backup",
            "plenary-20261127T035812.123Z.backup.gpg",
            "plenary-20261127T035812Z.backup",
            "plenary-20261127T035812.1234Z.backup",
            "plenary-20261327T035812.123Z.backup",
            "plenary-20261127T035812.123Z",
            "20261127T035812.123Z.backup",
            "plenary-20261127T035812.123Z.backup.age.new",
        ] {
            assert_eq!(time(other), None, "{other}");
        }
    }

    #[test]
    fn a_clock_that_is_set_back_deletes_the_older_ones_and_never_the_one_just_taken() {
        let (own, folder) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        Keys::make(folder.path(), &Clock::fixed(0)).expect("a key");
        drop(SqliteLog::open(&folder.path().join(super::super::LOG)).expect("opened"));
        let final_one = "plenary-final.backup";
        for file in [&name(1), &name(2), final_one] {
            fs::write(own.path().join(file), "").expect("written");
        }
        let half = format!("{}.new", name(3));
        for file in [&half, "plenary-mine.backup.new"] {
            fs::write(own.path().join(file), "").expect("written");
        }
        let early = |ms| format!("plenary-19700101T00000{ms}.000Z.backup");
        let take = |second: u64| {
            take(
                folder.path(),
                &plan(own.path(), 2),
                &Clock::fixed(second * 1000),
            )
            .expect("taken");
            let mut names = listed(own.path());
            names.retain(|name| time(name).is_some());
            names
        };
        assert_eq!(take(5), [early(5), name(2)]);
        assert_eq!(take(6), [early(5), early(6)]);
        assert_eq!(take(7), [early(6), early(7)]);
        // What others put there stays.
        let names = listed(own.path());
        assert!(names.contains(&final_one.to_owned()) && !names.contains(&half));
        assert!(names.contains(&"plenary-mine.backup.new".to_owned()));
    }

    #[test]
    fn the_first_backup_waits_until_the_newest_is_old_enough() {
        let own = tempfile::tempdir().expect("a folder");
        let every = Duration::from_secs(10);
        let newest = time(&name(5)).expect("ours");
        let wait = |at| wait(own.path(), every, at);
        assert_eq!(wait(newest), Duration::ZERO);
        for file in [&name(5), &name(4), "plenary-final.backup"] {
            fs::write(own.path().join(file), "").expect("written");
        }
        assert_eq!(wait(newest + 3000), Duration::from_secs(7));
        assert_eq!(wait(newest + 30_000), Duration::ZERO);
        // The clock was set back: no longer than ever.
        assert_eq!(wait(newest - 90_000), every);
    }

    #[tokio::test(start_paused = true)]
    async fn a_folder_is_one_servers() {
        let own = tempfile::tempdir().expect("a folder");
        let first = locked(own.path()).await.expect("locked");
        let why = locked(own.path()).await.expect_err("taken").to_string();
        assert!(
            why.starts_with("another server takes backups into"),
            "{why}"
        );
        drop(first);
        locked(own.path()).await.expect("free again");
    }
}
