//! A server's process: started with its output in files, pinned on request, and always ended by its id.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::account::Account;
use crate::clock::{Clock, MS, Nanos, S};

/// Time limit for a server to end.
const PATIENCE: Nanos = 30 * S;

/// A child process that is killed on drop.
#[derive(Debug)]
pub struct Process {
    child: Child,
    out: PathBuf,
    err: PathBuf,
}

impl Process {
    /// Starts a command, on one core if given, with its output in files in `folder`.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(command: Command, core: Option<usize>, folder: &Path) -> Result<Process> {
        let (out, err) = (folder.join("server.out"), folder.join("server.err"));
        let mut command = match core {
            Some(core) => pinned(&command, core),
            None => command,
        };
        let child = command
            .stdin(Stdio::null())
            .stdout(File::create(&out)?)
            .stderr(File::create(&err)?)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        Ok(Process { child, out, err })
    }

    pub fn account(&self) -> Account {
        Account::of(self.child.id())
    }

    /// Waits until `find` matches the output, and returns its result.
    ///
    /// # Errors
    /// The process ended, or printed nothing that matches within `patience`. The error includes its output.
    pub fn wait_for<T>(
        &mut self,
        patience: Nanos,
        mut find: impl FnMut(&str) -> Option<T>,
    ) -> Result<T> {
        let clock = Clock::start();
        loop {
            let ended = self.child.try_wait()?;
            let said = fs::read_to_string(&self.out).unwrap_or_default();
            if let Some(found) = find(&said) {
                return Ok(found);
            }
            let why = match ended {
                Some(status) => format!("it ended ({status})"),
                None if clock.now() > patience => {
                    format!("it did not print its address within {} s", patience / S)
                }
                None => {
                    clock.sleep_until(clock.now() + 10 * MS);
                    continue;
                }
            };
            let err = fs::read_to_string(&self.err).unwrap_or_default();
            let said = format!("{said}{err}");
            match tail(&said) {
                "" => bail!("the server did not start: {why}, and printed nothing"),
                said => bail!("the server did not start: {why}, and printed: {said}"),
            }
        }
    }

    /// Returns true while it runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Returns the end of its stderr.
    pub fn complaints(&self) -> String {
        tail(&fs::read_to_string(&self.err).unwrap_or_default()).to_owned()
    }

    /// Asks it to end, and waits for it.
    ///
    /// # Errors
    /// It still runs after half a minute.
    pub fn stop(&mut self) -> Result<()> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status()?;
        let clock = Clock::start();
        while self.child.try_wait()?.is_none() {
            if !asked.success() || clock.now() > PATIENCE {
                bail!("the server did not stop");
            }
            clock.sleep_until(clock.now() + 10 * MS);
        }
        Ok(())
    }

    /// Kills it at once, like a power cut.
    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Pins this process to one core. Returns false if that fails.
pub fn pin_self(core: usize) -> bool {
    let mut command = Command::new("taskset");
    command.args(["-a", "-p", "-c", &core.to_string()]);
    command.arg(std::process::id().to_string());
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

/// Returns the same command, pinned to one core. `taskset` becomes the command, so the process id is the server's own.
fn pinned(command: &Command, core: usize) -> Command {
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", &core.to_string()]);
    pinned.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => pinned.env(name, value),
            None => pinned.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        pinned.current_dir(folder);
    }
    pinned
}

fn tail(text: &str) -> &str {
    let skipped = text.len().saturating_sub(1500);
    let start = (skipped..text.len()).find(|at| text.is_char_boundary(*at));
    start.map_or("", |start| text[start..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_process_prints_its_address_and_ends_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let script = shell("echo port 17; exec sleep 60");
        let mut process = Process::start(script, None, folder.path()).unwrap();
        let port = process.wait_for(60 * S, |said| said.strip_prefix("port 17\n").map(|_| 17));
        assert_eq!(port.unwrap(), 17);
        let proc = PathBuf::from(format!("/proc/{}", process.child.id()));
        assert!(process.is_alive() && proc.exists());
        drop(process);
        assert!(!proc.exists());
    }

    #[test]
    fn a_failing_process_reports_why() {
        let folder = tempfile::tempdir().unwrap();
        let script = shell("echo no disk >&2; exit 1");
        let mut process = Process::start(script, None, folder.path()).unwrap();
        let error = process.wait_for(60 * S, |_| None::<()>).unwrap_err();
        assert!(error.to_string().contains("no disk"), "{error}");
    }

    #[test]
    fn a_silent_process_times_out() {
        let folder = tempfile::tempdir().unwrap();
        let script = shell("exec sleep 60");
        let mut process = Process::start(script, None, folder.path()).unwrap();
        let error = process.wait_for(0, |_| None::<()>).unwrap_err();
        assert!(error.to_string().contains("printed nothing"), "{error}");
    }
}
