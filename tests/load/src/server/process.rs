//! A server's process: started with its output in files, pinned if asked, and always ended by its id.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::account::Account;
use crate::clock::{Clock, MS, Nanos, S};

/// How long a server may take to end.
const PATIENCE: Nanos = 30 * S;

/// A child that does not outlive this value.
#[derive(Debug)]
pub struct Process {
    child: Child,
    out: PathBuf,
    err: PathBuf,
}

impl Process {
    /// Starts a command, on one core if one is named; its output goes to files in `folder`.
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

    /// Waits until the output says what is looked for, and returns that.
    ///
    /// # Errors
    /// The process ended, or did not say it within `patience`; with what it said instead.
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
                    format!("it did not say where it is within {} s", patience / S)
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

    /// True while it runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The end of what it complained about.
    pub fn complaints(&self) -> String {
        tail(&fs::read_to_string(&self.err).unwrap_or_default()).to_owned()
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// It has not after half a minute.
    pub fn stop(&mut self) -> Result<()> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status()?;
        let clock = Clock::start();
        while self.child.try_wait()?.is_none() {
            if !asked.success() || clock.now() > PATIENCE {
                bail!("the server does not end");
            }
            clock.sleep_until(clock.now() + 10 * MS);
        }
        Ok(())
    }

    /// Ends it at once, as a power cut does.
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

/// Keeps this process to one core; false if it cannot.
pub fn pin_self(core: usize) -> bool {
    let mut command = Command::new("taskset");
    command.args(["-a", "-p", "-c", &core.to_string()]);
    command.arg(std::process::id().to_string());
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

/// The same command on one core only. `taskset` becomes the command: the process id is the server's own.
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
    fn a_process_says_where_it_is_and_ends_with_its_owner() {
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
    fn one_that_fails_tells_why() {
        let folder = tempfile::tempdir().unwrap();
        let script = shell("echo no disk >&2; exit 1");
        let mut process = Process::start(script, None, folder.path()).unwrap();
        let error = process.wait_for(60 * S, |_| None::<()>).unwrap_err();
        assert!(error.to_string().contains("no disk"), "{error}");
    }

    #[test]
    fn one_that_says_nothing_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let script = shell("exec sleep 60");
        let mut process = Process::start(script, None, folder.path()).unwrap();
        let error = process.wait_for(0, |_| None::<()>).unwrap_err();
        assert!(error.to_string().contains("printed nothing"), "{error}");
    }
}
