//! What a process costs, from /proc: its processor time in nanoseconds, and its memory.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::clock::Nanos;

/// The books of one process.
#[derive(Debug)]
pub struct Account {
    pid: u32,
    /// The processor time last seen of each thread: one that ends takes nothing back.
    threads: BTreeMap<u32, Nanos>,
}

/// What a process holds, in KiB.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub rss: u64,
    /// The part that is its own, not files'.
    pub anonymous: u64,
    /// Its share, with shared pages divided among those that hold them.
    pub pss: u64,
}

impl Account {
    pub fn of(pid: u32) -> Account {
        Account {
            pid,
            threads: BTreeMap::new(),
        }
    }

    /// The processor time of all its threads so far.
    ///
    /// # Errors
    /// The process is gone.
    pub fn cpu(&mut self) -> Result<Nanos> {
        let pid = self.pid;
        let tasks = fs::read_dir(format!("/proc/{pid}/task"))
            .with_context(|| format!("the server (process {pid}) is gone"))?;
        for task in tasks {
            let task = task?;
            // A thread that ended meanwhile keeps what was last seen of it.
            let Ok(text) = fs::read_to_string(task.path().join("schedstat")) else {
                continue;
            };
            if let (Some(id), Some(spent)) = (
                task.file_name().to_str().and_then(|id| id.parse().ok()),
                spent(&text),
            ) {
                self.threads.insert(id, spent);
            }
        }
        Ok(self.threads.values().sum())
    }

    /// # Errors
    /// The process is gone.
    pub fn memory(&self) -> Result<Memory> {
        let pid = self.pid;
        let read = |file: &str| {
            fs::read_to_string(format!("/proc/{pid}/{file}"))
                .with_context(|| format!("the server (process {pid}) is gone"))
        };
        let status = read("status")?;
        Ok(Memory {
            rss: kib(&status, "VmRSS:"),
            anonymous: kib(&status, "RssAnon:"),
            pss: kib(&read("smaps_rollup")?, "Pss:"),
        })
    }
}

/// The processor time of the thread that asks.
///
/// # Errors
/// There is no /proc.
pub fn own_cpu() -> Result<Nanos> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").context("no /proc")?;
    spent(&text).context("a schedstat without numbers")
}

fn spent(schedstat: &str) -> Option<Nanos> {
    schedstat.split_whitespace().next()?.parse().ok()
}

fn kib(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_books() {
        let mut account = Account::of(std::process::id());
        let before = account.cpu().unwrap();
        let own = own_cpu().unwrap();
        let mut sum = 0u64;
        while own_cpu().unwrap() < own + 5_000_000 {
            sum = (0..10_000u64).fold(sum, |sum, i| sum.wrapping_mul(31).wrapping_add(i));
        }
        assert_ne!(sum, 1);
        assert!(account.cpu().unwrap() >= before + 5_000_000);
        let memory = account.memory().unwrap();
        assert!(memory.rss > 100 && memory.pss > 0 && memory.anonymous <= memory.rss);
    }

    #[test]
    fn a_process_that_is_gone_is_an_error() {
        assert!(Account::of(u32::MAX).cpu().is_err());
        assert!(Account::of(u32::MAX).memory().is_err());
    }
}
