//! A process's cost, from `/proc`: its processor time in nanoseconds, and its memory.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::clock::Nanos;

/// Size of the pages in which the kernel counts TCP's memory, in KiB.
const PAGE_KIB: u64 = 4;

/// The cost of one process.
#[derive(Debug)]
pub struct Account {
    pid: u32,
    /// The last known values of each thread. Threads that ended stay in the sum.
    threads: BTreeMap<u32, Spent>,
}

/// Time of threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// On a core.
    pub ran: Nanos,
    /// Runnable, while others had the core. On an idle machine this is next to nothing.
    pub waited: Nanos,
}

/// A process's memory, in KiB.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    pub rss: u64,
    /// Its own part, without files.
    pub anonymous: u64,
    /// Its share, with shared pages divided among their users.
    pub pss: u64,
}

impl Account {
    pub fn of(pid: u32) -> Account {
        Account {
            pid,
            threads: BTreeMap::new(),
        }
    }

    /// Returns the time of all its threads so far.
    ///
    /// # Errors
    /// The process is gone.
    pub fn spent(&mut self) -> Result<Spent> {
        let pid = self.pid;
        let tasks = fs::read_dir(format!("/proc/{pid}/task"))
            .with_context(|| format!("the server (process {pid}) is gone"))?;
        for task in tasks {
            let task = task?;
            // A thread that ended meanwhile keeps its last known values.
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
        let threads = self.threads.values();
        Ok(threads.fold(Spent::default(), |sum, thread| Spent {
            ran: sum.ran + thread.ran,
            waited: sum.waited + thread.waited,
        }))
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

impl Spent {
    /// Returns the sum of two periods.
    pub fn and(self, other: Spent) -> Spent {
        Spent {
            ran: self.ran + other.ran,
            waited: self.waited + other.waited,
        }
    }

    /// Returns the difference from an earlier reading.
    pub fn since(self, before: Spent) -> Spent {
        Spent {
            ran: self.ran.saturating_sub(before.ran),
            waited: self.waited.saturating_sub(before.waited),
        }
    }
}

/// Returns the calling thread's time so far.
///
/// # Errors
/// No `/proc`.
pub fn own() -> Result<Spent> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").context("no /proc")?;
    spent(&text).context("a schedstat without numbers")
}

/// Returns the kernel's memory for all TCP sockets of this machine, in KiB. Data that slow readers do not read lies
/// there.
///
/// # Errors
/// No `/proc`.
pub fn kernel_tcp() -> Result<u64> {
    let text = fs::read_to_string("/proc/net/sockstat").context("no /proc")?;
    let tcp = text.lines().find_map(|line| line.strip_prefix("TCP:"));
    let mut words = tcp.unwrap_or_default().split_whitespace();
    let pages = words.find(|word| *word == "mem").and(words.next());
    let pages: Option<u64> = pages.and_then(|pages| pages.parse().ok());
    Ok(pages.context("a sockstat without TCP")? * PAGE_KIB)
}

fn spent(schedstat: &str) -> Option<Spent> {
    let mut numbers = schedstat.split_whitespace().map(str::parse);
    Some(Spent {
        ran: numbers.next()?.ok()?,
        waited: numbers.next()?.ok()?,
    })
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
    fn this_process_has_an_account() {
        let mut account = Account::of(std::process::id());
        let (before, own_before) = (account.spent().unwrap(), own().unwrap());
        let mut sum = 0u64;
        while own().unwrap().since(own_before).ran < 5_000_000 {
            sum = (0..10_000u64).fold(sum, |sum, i| sum.wrapping_mul(31).wrapping_add(i));
        }
        assert_ne!(sum, 1);
        assert!(account.spent().unwrap().since(before).ran >= 5_000_000);
        let memory = account.memory().unwrap();
        assert!(kernel_tcp().is_ok());
        assert!(memory.rss > 100 && memory.pss > 0 && memory.anonymous <= memory.rss);
    }

    #[test]
    fn a_process_that_is_gone_is_an_error() {
        assert!(Account::of(u32::MAX).spent().is_err());
        assert!(Account::of(u32::MAX).memory().is_err());
    }
}
