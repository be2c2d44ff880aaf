//! Takes backups by itself, keeps the newest, and keeps the list of erasures beside them up to date, which each restore applies.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{MissedTickBehavior, interval};

use super::{LIST, keep, write};
use crate::clock::Clock;
use crate::log::backup::{BackupError, Manifest, merged};
use crate::private;
use crate::sealed::Passphrase;

/// Interval between looks at the list of erasures.
const LOOK: Duration = Duration::from_secs(1);
/// How the names of backups begin and end.
const PREFIX: &str = "plenary-";
const SUFFIX: &str = ".backup";
const SEALED: &str = ".backup.age";

/// When and where.
#[derive(Clone)]
pub struct Plan {
    pub every: Duration,
    /// Number of backups that stay.
    pub keep: usize,
    pub to: PathBuf,
    pub passphrase: Option<Passphrase>,
}

/// When the last backup was complete.
#[derive(Clone, Default)]
pub struct Taken(Arc<AtomicU64>);

impl Taken {
    /// Returns milliseconds since the Unix epoch; None: no backup since the start.
    pub fn at(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|at| *at > 0)
    }

    /// Notes a complete backup.
    pub fn note(&self, at: u64) {
        self.0.store(at, Ordering::Relaxed);
    }
}

/// Takes backups until the task is aborted: the first at once. One that fails is reported in a line, and the older ones stay.
pub async fn run(folder: PathBuf, plan: Plan, clock: Clock, taken: Taken) {
    let (mut due, mut looks) = (interval(plan.every), interval(LOOK));
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut fails = false;
    loop {
        let (folder, plan, clock) = (folder.clone(), plan.clone(), clock.clone());
        tokio::select! {
            _ = due.tick() => {
                let at = clock.now();
                let work = move || take(&folder, &plan, &clock);
                match tokio::task::spawn_blocking(work).await {
                    Ok(Ok(manifest)) => {
                        tracing::info!(events = manifest.events.len(), "backup taken");
                        taken.note(at);
                    }
                    Ok(Err(e)) => tracing::error!(error = %e, "no backup; the older ones stay"),
                    Err(e) => tracing::error!(error = %e, "no backup"),
                }
            }
            _ = looks.tick() => {
                let work = move || copy_list(&folder, &plan.to);
                let copied = tokio::task::spawn_blocking(work).await;
                let failed = !matches!(copied, Ok(Ok(())));
                if failed && !fails {
                    tracing::error!("cannot write the list of erasures beside the backups");
                }
                fails = failed;
            }
        }
    }
}

/// Takes one backup, and then deletes those that are too many.
fn take(folder: &Path, plan: &Plan, clock: &Clock) -> Result<Manifest, BackupError> {
    private::folder(&plan.to)?;
    sweep_halves(&plan.to)?;
    let at = i64::try_from(clock.now()).unwrap_or(i64::MAX);
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::MAX);
    let suffix = plan.passphrase.as_ref().map_or(SUFFIX, |_| SEALED);
    let name = format!("{PREFIX}{}{suffix}", at.strftime("%Y%m%dT%H%M%S%.3fZ"));
    let manifest = keep(
        &plan.to.join(name),
        plan.passphrase.as_ref(),
        clock,
        |out| write(folder, clock, true, out),
    )?;
    copy_list(folder, &plan.to)?;
    let mut files = backups(&plan.to)?;
    // Their names sort by time.
    files.sort();
    let old = files.len().saturating_sub(plan.keep.max(1));
    for file in &files[..old] {
        fs::remove_file(file)?;
    }
    Ok(manifest)
}

fn backups(folder: &Path) -> io::Result<Vec<PathBuf>> {
    names(folder, &[SUFFIX, SEALED])
}

/// Deletes what a killed server left half written.
fn sweep_halves(folder: &Path) -> io::Result<()> {
    for half in names(folder, &[".backup.new", ".backup.age.new"])? {
        fs::remove_file(half)?;
    }
    Ok(())
}

fn names(folder: &Path, suffixes: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut found = vec![];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        let is_ours = suffixes.iter().any(|suffix| name.ends_with(suffix));
        if name.starts_with(PREFIX) && is_ours {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Adds to the list beside the backups what it lacks.
fn copy_list(folder: &Path, to: &Path) -> Result<(), BackupError> {
    let file = to.join(LIST);
    if let Some(list) = merged(&folder.join(LIST), &file)? {
        private::folder(to)?;
        private::write(&file, &list)?;
    }
    Ok(())
}
