//! Folds SQLite's write-ahead log into the database on a thread of its own, because no ack should wait for ten thousand
//! pages and two syncs. The writer then folds what was committed meanwhile, which is little. So the log restarts from
//! its beginning however busy the hall is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rusqlite::Connection;
use rusqlite::hooks::Wal;

use crate::log::LogError;

/// Fold the write-ahead log at this many pages of 4 KiB.
pub const PAGES: i32 = 10_000;

/// The writer's handle on the folding thread.
pub struct Fold {
    /// None only while dropping.
    ask: Option<Sender<()>>,
    done: Receiver<rusqlite::Result<()>>,
    thread: Option<thread::JoinHandle<()>>,
    is_under_way: bool,
    /// Pages in the log after the last commit.
    pages: Arc<AtomicI32>,
    /// Pages that make a fold due, and pages at which the next is due: more after a failure.
    most: i32,
    due: i32,
}

impl Fold {
    /// Starts the thread with its own connection.
    ///
    /// # Errors
    /// The operating system cannot start a thread.
    pub fn start(db: Connection, most: i32) -> Result<Fold, LogError> {
        let (ask, asked) = channel();
        let (tell, done) = channel();
        let run = move || {
            while asked.recv().is_ok() && tell.send(fold(&db)).is_ok() {}
        };
        let thread = thread::Builder::new()
            .name("fold".into())
            .spawn(run)
            .map_err(|e| LogError::Store(e.to_string()))?;
        Ok(Fold {
            ask: Some(ask),
            done,
            thread: Some(thread),
            is_under_way: false,
            pages: Arc::default(),
            most,
            due: most,
        })
    }

    /// Counts the log's pages after each commit on this connection.
    ///
    /// # Errors
    /// Errors of SQLite.
    pub fn watch(&self, db: &mut Connection) -> rusqlite::Result<()> {
        let seen = self.pages.clone();
        db.wal_hook(Some(move |_: &mut Wal, pages| {
            seen.store(pages, Ordering::Relaxed);
            Ok(())
        }))
    }

    /// Call it after each commit. It starts a fold when one is due, and finishes it on the writer's connection.
    pub fn go_on(&mut self, db: &Connection) {
        let pages = self.pages.load(Ordering::Relaxed);
        if self.is_under_way {
            if let Ok(done) = self.done.try_recv() {
                self.is_under_way = false;
                self.is_done(done.and_then(|()| fold(db)));
            }
        } else if pages >= self.due {
            let asked = self.ask.as_ref().map(|ask| ask.send(()));
            self.is_under_way = matches!(asked, Some(Ok(())));
        }
    }

    /// Waits for a running fold, because SQLite allows one connection at a time to fold.
    pub fn wait(&mut self) {
        if std::mem::take(&mut self.is_under_way)
            && let Ok(done) = self.done.recv()
        {
            self.is_done(done);
        }
    }

    fn is_done(&mut self, done: rusqlite::Result<()>) {
        self.due = self.most;
        if let Err(e) = done {
            tracing::warn!(error = %e, "cannot fold the write-ahead log, which keeps growing");
            let pages = self.pages.load(Ordering::Relaxed);
            self.due = pages.saturating_add(self.most / 10);
        }
    }
}

impl Drop for Fold {
    fn drop(&mut self) {
        self.ask = None;
        if let Some(thread) = self.thread.take() {
            // A panicking thread has already reported it.
            let _ = thread.join();
        }
    }
}

/// Copies the pages no reader needs from the log into the database, without waiting for anybody.
fn fold(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_during_a_fold_are_folded_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut db = Connection::open(folder.path().join("log")).expect("opened");
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
            .expect("a log");
        // The test plays the thread.
        let (tell, done) = channel();
        let mut fold = Fold {
            ask: None,
            done,
            thread: None,
            is_under_way: true,
            pages: Arc::default(),
            most: 50,
            due: 50,
        };
        fold.watch(&mut db).expect("watched");
        db.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(50000))")
            .expect("written");
        let before = fold.pages.load(Ordering::Relaxed);
        tell.send(Ok(())).expect("it listens");
        fold.go_on(&db);
        db.execute_batch("INSERT INTO t VALUES (1)")
            .expect("written");
        assert!(fold.pages.load(Ordering::Relaxed) < before);
    }

    #[test]
    fn a_log_under_constant_writes_restarts_from_its_beginning() {
        let folder = tempfile::tempdir().expect("a folder");
        let connect = || {
            let db = Connection::open(folder.path().join("log")).expect("opened");
            db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0")
                .expect("a log");
            db
        };
        let mut db = connect();
        let mut fold = Fold::start(connect(), 50).expect("started");
        fold.watch(&mut db).expect("watched");
        db.execute_batch("CREATE TABLE t (x)").expect("made");
        let (mut before, mut beginnings) = (0, 0);
        for _ in 0..20_000 {
            db.execute("INSERT INTO t VALUES (zeroblob(5000))", [])
                .expect("written");
            fold.go_on(&db);
            let pages = fold.pages.load(Ordering::Relaxed);
            beginnings += u32::from(pages < before);
            before = pages;
            if beginnings == 3 {
                return;
            }
        }
        panic!("{before} pages, and the log still grows");
    }
}
