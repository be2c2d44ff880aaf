//! The servers that are measured: their processes, what those cost, and how each is started.

pub mod account;
pub mod disk;
pub mod plenary;
pub mod process;

use anyhow::Result;

use self::account::{Account, Memory, Spent};
use self::plenary::{Link, Plenary};
use self::process::Process;
use crate::client::Target;

/// Whose the process is.
pub enum Owner {
    Plenary(Box<Plenary>),
    Peer(Process),
    /// It was there before this run, and stays.
    Somebody,
}

/// A server under test.
pub struct Server {
    pub owner: Owner,
    pub target: Target,
    /// The host's link, where there are roles.
    pub host: Option<Link>,
    /// None of a process that is not known.
    account: Option<Account>,
}

impl Server {
    pub fn new(
        owner: Owner,
        target: Target,
        host: Option<Link>,
        account: Option<Account>,
    ) -> Server {
        Server {
            owner,
            target,
            host,
            account,
        }
    }

    /// What it spent so far; None of an unknown process.
    ///
    /// # Errors
    /// The process is gone.
    pub fn spent(&mut self) -> Result<Option<Spent>> {
        self.account.as_mut().map(Account::spent).transpose()
    }

    /// What it spent since an earlier look.
    ///
    /// # Errors
    /// The process is gone.
    pub fn spent_since(&mut self, before: Option<Spent>) -> Result<Option<Spent>> {
        let both = self.spent()?.zip(before);
        Ok(both.map(|(now, before)| now.since(before)))
    }

    /// What it holds; None of an unknown process.
    ///
    /// # Errors
    /// The process is gone.
    pub fn memory(&self) -> Result<Option<Memory>> {
        self.account.as_ref().map(Account::memory).transpose()
    }

    /// Kills and starts it again on the same folder and port; false if it is not ours to kill.
    ///
    /// # Errors
    /// It does not start again.
    pub fn kill_and_start(&mut self) -> Result<bool> {
        match &mut self.owner {
            Owner::Plenary(plenary) => {
                plenary.kill_and_start()?;
                self.account = Some(plenary.process.account());
                Ok(true)
            }
            Owner::Peer(_) | Owner::Somebody => Ok(false),
        }
    }

    /// Ends it as its owner would; false if it is not ours.
    ///
    /// # Errors
    /// It does not end.
    pub fn stop(&mut self) -> Result<bool> {
        match &mut self.owner {
            Owner::Plenary(plenary) => plenary.process.stop().map(|()| true),
            Owner::Peer(_) | Owner::Somebody => Ok(false),
        }
    }

    /// The bytes of its log on the disk; 0 of one that is not ours.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn bytes(&self) -> Result<u64> {
        match &self.owner {
            Owner::Plenary(plenary) => plenary.bytes(),
            Owner::Peer(_) | Owner::Somebody => Ok(0),
        }
    }

    /// What it said last, if it ended by itself.
    pub fn post_mortem(&mut self) -> Option<String> {
        let process = match &mut self.owner {
            Owner::Plenary(plenary) => &mut plenary.process,
            Owner::Peer(process) => process,
            Owner::Somebody => return None,
        };
        (!process.is_alive()).then(|| format!("the server ended: {}", process.complaints()))
    }
}
