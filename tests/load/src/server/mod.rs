//! The measured servers: their processes, the cost of those, and how each is started.

pub mod account;
pub mod disk;
pub mod plenary;
pub mod process;

use anyhow::Result;

use self::account::{Account, Memory, Spent};
use self::plenary::{Link, Plenary};
use self::process::Process;
use crate::client::Target;

/// Who owns the process.
pub enum Owner {
    Plenary(Box<Plenary>),
    Peer(Process),
    /// It ran before this run, and continues after it.
    Somebody,
}

/// A server under test.
pub struct Server {
    pub owner: Owner,
    pub target: Target,
    /// The host's link, on servers with roles.
    pub host: Option<Link>,
    /// None if the process is unknown.
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

    /// Returns its processor time so far; None if the process is unknown.
    ///
    /// # Errors
    /// The process is gone.
    pub fn spent(&mut self) -> Result<Option<Spent>> {
        self.account.as_mut().map(Account::spent).transpose()
    }

    /// Returns its processor time since an earlier reading.
    ///
    /// # Errors
    /// The process is gone.
    pub fn spent_since(&mut self, before: Option<Spent>) -> Result<Option<Spent>> {
        let both = self.spent()?.zip(before);
        Ok(both.map(|(now, before)| now.since(before)))
    }

    /// Returns its memory; None if the process is unknown.
    ///
    /// # Errors
    /// The process is gone.
    pub fn memory(&self) -> Result<Option<Memory>> {
        self.account.as_ref().map(Account::memory).transpose()
    }

    /// Kills and restarts it on the same folder and port. Returns false if this run did not start it.
    ///
    /// # Errors
    /// It does not restart.
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

    /// Stops it cleanly. Returns false if this run did not start it.
    ///
    /// # Errors
    /// It does not end.
    pub fn stop(&mut self) -> Result<bool> {
        match &mut self.owner {
            Owner::Plenary(plenary) => plenary.process.stop().map(|()| true),
            Owner::Peer(_) | Owner::Somebody => Ok(false),
        }
    }

    /// Returns the size of its log on disk in bytes; 0 if this run did not start it.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn bytes(&self) -> Result<u64> {
        match &self.owner {
            Owner::Plenary(plenary) => plenary.bytes(),
            Owner::Peer(_) | Owner::Somebody => Ok(0),
        }
    }

    /// Returns its last output, if it ended by itself.
    pub fn post_mortem(&mut self) -> Option<String> {
        let process = match &mut self.owner {
            Owner::Plenary(plenary) => &mut plenary.process,
            Owner::Peer(process) => process,
            Owner::Somebody => return None,
        };
        (!process.is_alive()).then(|| format!("the server ended: {}", process.complaints()))
    }
}
