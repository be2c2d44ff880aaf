//! Who organises: the generation of the organiser's link, and the browsers that it let in. They belong to the server and to no event, so
//! they are in no event's log but in a file of the data folder, which backups contain. The file has no secret, only hashes of them.
//!
//! A second file remembers the generation, so that a link that was revoked is not good again where the first is lost or an older copy: then it
//! gets a generation that was never used, and its logins end.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use plenary_domain::ids::Millis;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::private;

/// The file's name in the data folder.
pub const NAME: &str = "organisers";
/// The name of the file that remembers the generation.
pub const MEMORY: &str = "organisers.last";
/// Limit on browsers that are let in at the same time. The oldest makes room.
pub const LOGINS_MAX: usize = 50;
/// How long a browser stays let in, in milliseconds: half a year.
const LOGIN_MS: Millis = 183 * 24 * 60 * 60 * 1000;

/// Who organises.
///
/// # Invariants
/// - What is let in is in the file, and what is not is not: a change counts once it is durable.
#[derive(Debug, Default)]
pub struct Organisers {
    /// None: nothing is kept, in tests.
    path: Option<PathBuf>,
    kept: Mutex<Kept>,
    /// One change at a time. Apart from `kept`, so that nobody who asks waits for a disk.
    changing: Mutex<()>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Kept {
    /// Of the link.
    generation: u32,
    /// How many logins there ever were.
    made: u32,
    logins: Vec<Login>,
}

/// A browser that the link let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub id: u32,
    /// Of its secret, in Base64.
    hash: String,
    /// What the browser calls itself, in plain words; empty if nobody knows.
    pub device: String,
    /// When it was let in.
    pub at: Millis,
    /// When it last asked for something. The file gets it with the next change, because a disk costs more than the knowledge is worth.
    #[serde(default)]
    pub seen_at: Millis,
}

impl Organisers {
    /// Reads the file of a data folder. In a new folder it is made.
    ///
    /// # Errors
    /// Errors of the file system; a file that is not one of this kind.
    pub fn open(folder: &Path, is_new: bool, now: Millis) -> io::Result<Organisers> {
        let path = folder.join(NAME);
        let found: Option<Kept> = read(&path)?;
        let last: Option<u32> = read(&folder.join(MEMORY))?;
        let is_known = match (&found, last) {
            (Some(kept), last) => last.is_none_or(|last| kept.generation >= last),
            (None, last) => is_new && last.is_none(),
        };
        let is_there = found.is_some();
        let mut kept = found.unwrap_or_default();
        if !is_known {
            kept.generation = kept.generation.max(last.unwrap_or_default());
            kept.renew(now);
            tracing::warn!(
                target: "plenary::security",
                "{} is missing or an older copy, and nobody knows which organiser's links were revoked: there is a new link, and nobody is let in by an earlier one. See `plenary organise`",
                path.display()
            );
        }
        if !(is_there && last == Some(kept.generation)) {
            kept.write(&path)?;
        }
        Ok(Organisers {
            path: Some(path),
            kept: Mutex::new(kept),
            changing: Mutex::default(),
        })
    }

    /// Returns the generation of the link that lets people in.
    pub fn generation(&self) -> u32 {
        self.kept().generation
    }

    /// Returns the login with a secret of this hash, which is seen with it.
    pub fn login(&self, hash: &[u8], now: Millis) -> Option<u32> {
        let hash = URL_SAFE_NO_PAD.encode(hash);
        let mut kept = self.kept();
        let mut alive = kept.logins.iter_mut().filter(|login| login.is_alive(now));
        let login = alive.find(|login| login.hash == hash)?;
        login.seen_at = login.seen_at.max(now);
        Some(login.id)
    }

    /// Returns the browsers that are let in, the latest first.
    pub fn logins(&self, now: Millis) -> Vec<Login> {
        let kept = self.kept();
        let alive = kept.logins.iter().rev();
        alive.filter(|login| login.is_alive(now)).cloned().collect()
    }

    /// Lets a browser in that had the link of this generation. Returns false if the link was revoked meanwhile.
    ///
    /// # Errors
    /// Errors of the file system; then nobody is let in.
    pub async fn log_in(
        self: &Arc<Self>,
        generation: u32,
        hash: &[u8],
        device: String,
        at: Millis,
    ) -> io::Result<bool> {
        let hash = URL_SAFE_NO_PAD.encode(hash);
        let called = device.clone();
        let made = self.change(move |kept| {
            if kept.generation != generation {
                return None;
            }
            kept.logins.retain(|login| login.is_alive(at));
            if kept.logins.len() >= LOGINS_MAX {
                kept.logins.remove(0);
            }
            kept.made += 1;
            kept.logins.push(Login {
                id: kept.made,
                hash,
                device,
                at,
                seen_at: at,
            });
            Some(kept.made)
        });
        let made = made.await?;
        if let Some(login) = made {
            tracing::info!(target: "plenary::security", login, device = called, "the organiser's link let a browser in");
        }
        Ok(made.is_some())
    }

    /// Ends a login. Returns false if there is none with this id.
    ///
    /// # Errors
    /// Errors of the file system; then the login goes on.
    pub async fn end(self: &Arc<Self>, id: u32) -> io::Result<bool> {
        let ended = self.change(move |kept| {
            let before = kept.logins.len();
            kept.logins.retain(|login| login.id != id);
            kept.logins.len() < before
        });
        let ended = ended.await?;
        if ended {
            tracing::info!(target: "plenary::security", login = id, "an organiser's login was ended");
        }
        Ok(ended)
    }

    /// Replaces the link, and ends all logins that it bought. The new link was never one before, not even if the file is an older copy:
    /// its generation is a time, and no smaller one comes later.
    ///
    /// # Errors
    /// Errors of the file system; then the link is still good.
    pub async fn revoke(self: &Arc<Self>, now: Millis) -> io::Result<()> {
        let revoked = self.change(move |kept| {
            kept.renew(now);
        });
        revoked.await?;
        tracing::info!(target: "plenary::security", "the organiser's link was revoked");
        Ok(())
    }

    /// Makes a change durable, and then visible.
    async fn change<T: Send + 'static>(
        self: &Arc<Self>,
        change: impl FnOnce(&mut Kept) -> T + Send + 'static,
    ) -> io::Result<T> {
        let this = self.clone();
        let changed = tokio::task::spawn_blocking(move || {
            let changing = &this.changing;
            let _alone = changing.lock().unwrap_or_else(PoisonError::into_inner);
            let mut next = this.kept().clone();
            let done = change(&mut next);
            if let Some(path) = &this.path {
                next.write(path)?;
            }
            *this.kept() = next;
            Ok(done)
        });
        changed.await.map_err(io::Error::other)?
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn renew(&mut self, now: Millis) {
        self.generation = (self.generation + 1).max((now / 1000) as u32);
        self.logins.clear();
    }

    /// Writes the file, and what remembers it: that first, because a generation that is remembered and not in the file is renewed once more,
    /// and one that is in the file alone could be lost.
    fn write(&self, path: &Path) -> io::Result<()> {
        let memory = path.with_file_name(MEMORY);
        if read(&memory)? != Some(self.generation) {
            private::write(&memory, &serde_json::to_vec(&self.generation)?)?;
        }
        private::write(path, &serde_json::to_vec(self)?)
    }
}

/// Reads a file, if it is there.
fn read<T: DeserializeOwned>(path: &Path) -> io::Result<Option<T>> {
    match private::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| {
            let why = format!("{}: {e}", path.display());
            io::Error::new(io::ErrorKind::InvalidData, why)
        }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

impl Login {
    fn is_alive(&self, now: Millis) -> bool {
        self.at + LOGIN_MS > now
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn logins_last_over_a_restart_and_end_with_the_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Arc::new(Organisers::open(folder.path(), true, 1000).expect("readable"));
        let organisers = open();
        let let_in = organisers.log_in(0, b"one", "Firefox".into(), 1000);
        assert!(let_in.await.expect("written"));
        assert!(
            organisers
                .log_in(0, b"two", String::new(), 2000)
                .await
                .expect("written")
        );

        let again = open();
        assert_eq!(again.login(b"one", 3000), Some(1));
        let seen = |organisers: &Organisers| -> Vec<Millis> {
            let logins = organisers.logins(3000).into_iter();
            logins.map(|login| login.seen_at).collect()
        };
        assert_eq!(seen(&again), [2000, 3000]);
        assert_eq!(again.login(b"three", 3000), None);
        assert_eq!(again.login(b"one", 1000 + LOGIN_MS), None);
        assert!(again.end(1).await.expect("written"));
        assert_eq!(again.login(b"one", 3000), None);
        assert_eq!(again.login(b"two", 3000), Some(2));
        assert_eq!(seen(&again), [3000]);
        again.revoke(3000).await.expect("written");

        let last = open();
        assert_eq!((last.generation(), last.login(b"two", 3000)), (3, None));
        // Whoever still has the old link comes too late.
        assert!(
            !last
                .log_in(0, b"one", String::new(), 3000)
                .await
                .expect("read")
        );
        assert!(last.logins(3000).is_empty());
    }

    #[tokio::test]
    async fn a_new_link_was_never_one_before() {
        let organisers = Arc::new(Organisers::default());
        for (now, generation) in [(5_000_000, 5000), (5_000_900, 5001), (4_000_000, 5002)] {
            organisers.revoke(now).await.expect("kept");
            assert_eq!(organisers.generation(), generation);
        }
        // An older copy of the file is put back, which knows nothing of these.
        let older = Arc::new(Organisers::default());
        older.revoke(6_000_000).await.expect("kept");
        assert_eq!(older.generation(), 6000);
    }

    #[tokio::test]
    async fn a_revoked_link_is_not_good_again_without_its_file_or_with_an_older_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = |is_new| {
            let open = Organisers::open(folder.path(), is_new, 9_000_000);
            Arc::new(open.expect("readable"))
        };
        let file = folder.path().join(NAME);
        let organisers = open(true);
        assert_eq!(organisers.generation(), 0);
        let let_in = organisers.log_in(0, b"one", String::new(), 1000);
        assert!(let_in.await.expect("written"));
        let older = std::fs::read(&file).expect("written");
        assert_eq!(open(false).login(b"one", 1000), Some(1), "nothing is lost");
        organisers.revoke(5_000_000).await.expect("written");
        assert_eq!(open(false).generation(), 5000);
        // An older copy comes back. Whom it let in is out all the same.
        std::fs::write(&file, &older).expect("written");
        let renewed = open(false);
        assert_eq!(
            (renewed.generation(), renewed.login(b"one", 1000)),
            (9000, None)
        );
        assert_eq!(open(false).generation(), 9000, "once");
        // It is lost, also together with what remembers it.
        for lost in [&[NAME][..], &[NAME, MEMORY]] {
            let before = open(false).generation();
            for name in lost {
                std::fs::remove_file(folder.path().join(name)).expect("lost");
            }
            let renewed = open(false).generation();
            assert!(renewed >= 9000 && (lost.len() > 1 || renewed > before));
        }
        // A folder from before there was a memory keeps its link.
        std::fs::remove_file(folder.path().join(MEMORY)).expect("removed");
        assert_eq!(open(false).generation(), 9000);
    }

    #[tokio::test]
    async fn nobody_who_asks_waits_for_the_disk() {
        let organisers = Arc::new(Organisers::default());
        let (begun, begins) = tokio::sync::oneshot::channel();
        let (go_on, goes_on) = std::sync::mpsc::channel::<()>();
        let stalled = organisers.clone();
        let stalled = tokio::spawn(async move {
            let change = move |_: &mut Kept| {
                let _ = begun.send(());
                let _ = goes_on.recv();
            };
            stalled.change(change).await
        });
        begins.await.expect("it writes");
        let asked = organisers.clone();
        let asked = tokio::task::spawn_blocking(move || asked.login(b"one", 0));
        let asked = tokio::time::timeout(Duration::from_secs(10), asked).await;
        drop(go_on);
        assert_eq!(asked.expect("it waits").expect("no panic"), None);
        stalled.await.expect("no panic").expect("kept");
    }

    #[tokio::test]
    async fn the_oldest_login_makes_room() {
        let organisers = Arc::new(Organisers::default());
        for n in 0..=LOGINS_MAX {
            let hash = n.to_le_bytes();
            let let_in = organisers.log_in(0, &hash, String::new(), 1);
            assert!(let_in.await.expect("kept"));
        }
        assert_eq!(organisers.logins(2).len(), LOGINS_MAX);
        assert_eq!(organisers.login(&0_usize.to_le_bytes(), 2), None);
    }
}
