//! A log that can be slow, fails in each way a real one fails, and tells the [`Truth`] what became durable. It outlives
//! the servers that write to it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use plenary_domain::fact::Record;
use plenary_domain::ids::Millis;
use tokio::time::sleep;

use super::truth::Truth;
use crate::client::Dice;
use crate::log::{
    Appended, Audit, Batch, Catalogue, EventId, Fault, Following, Head, Header, Log, LogError,
    MemoryLog, Pictures, Position, Printed, Stretch,
};

/// The disk.
#[derive(Clone)]
pub struct Disk {
    inner: MemoryLog,
    truth: Truth,
    mood: Arc<Mutex<Mood>>,
}

struct Mood {
    dice: Dice,
    /// Failures in 100 calls.
    faults: u32,
    slow: bool,
}

/// How one call goes.
struct Turn {
    before: Duration,
    after: Duration,
    fault: Option<Fault>,
}

impl Disk {
    pub fn new(seed: u64, truth: Truth) -> Disk {
        Disk {
            inner: MemoryLog::default(),
            truth,
            mood: Arc::new(Mutex::new(Mood {
                dice: Dice::new(seed),
                faults: 0,
                slow: false,
            })),
        }
    }

    /// Sets how many of 100 calls fail, and whether some are slow.
    pub fn be(&self, faults: u32, slow: bool) {
        let mut mood = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        (mood.faults, mood.slow) = (faults, slow);
    }

    fn turn(&self) -> Turn {
        let mut guard = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        let Mood {
            dice, faults, slow, ..
        } = &mut *guard;
        let most = Duration::from_millis(if *slow && dice.chance(10) { 800 } else { 8 });
        let kinds = [Fault::Failed, Fault::UnknownWritten, Fault::UnknownLost];
        let fails = dice.chance(*faults);
        Turn {
            before: dice.up_to(most),
            after: dice.up_to(most),
            fault: dice.pick(&kinds).copied().filter(|_| fails),
        }
    }
}

/// Performs a write as its turn prescribes.
async fn written(turn: Turn, write: impl Future<Output = Appended>) -> Appended {
    sleep(turn.before).await;
    let outcome = match turn.fault {
        None => write.await,
        Some(Fault::Failed) => Appended::Failed("the disk is full".into()),
        Some(Fault::UnknownLost) => Appended::Unknown("no word from the disk".into()),
        Some(Fault::UnknownWritten) => match write.await {
            Appended::Ok => Appended::Unknown("no word from the disk".into()),
            not_written @ (Appended::Conflict { .. }
            | Appended::Unknown(_)
            | Appended::Failed(_)) => not_written,
        },
    };
    sleep(turn.after).await;
    outcome
}

fn record(batch: &Batch) -> Record {
    let mut record = Record::decode(&batch.kept.bytes).expect("a batch is a record");
    for letter in &batch.kept.letters {
        record.restore(&letter.words).expect("a letter of it");
    }
    record
}

impl Log for Disk {
    fn append(
        &self,
        event: EventId,
        expected: Position,
        batch: Batch,
    ) -> BoxFuture<'static, Appended> {
        let this = self.clone();
        let write = async move {
            let facts = record(&batch);
            let appended = this.inner.append(event, expected, batch).await;
            if appended == Appended::Ok {
                this.truth.append(event, &facts);
            }
            appended
        };
        written(self.turn(), write).boxed()
    }

    fn read(
        &self,
        event: EventId,
        after: u64,
        most: usize,
    ) -> BoxFuture<'static, Result<Stretch, LogError>> {
        let (turn, this) = (self.turn(), self.clone());
        async move {
            sleep(turn.before).await;
            match turn.fault {
                None => this.inner.read(event, after, most).await,
                Some(_) => Err(LogError::Store("the disk does not answer".into())),
            }
        }
        .boxed()
    }

    fn tail(&self, event: EventId) -> BoxFuture<'static, Result<Position, LogError>> {
        self.inner.tail(event)
    }

    fn head(&self, event: EventId) -> BoxFuture<'static, Result<Head, LogError>> {
        self.inner.head(event)
    }

    fn audit(
        &self,
        event: EventId,
        sought: Option<Printed>,
    ) -> BoxFuture<'static, Result<Audit, LogError>> {
        self.inner.audit(event, sought)
    }

    fn accept(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>> {
        self.inner.accept(event)
    }

    fn follow(&self, event: EventId, after: Position) -> Following {
        self.inner.follow(event, after)
    }

    fn replace(
        &self,
        event: EventId,
        expected: Position,
        epoch: u32,
        batch: Batch,
    ) -> BoxFuture<'static, Appended> {
        let this = self.clone();
        let write = async move {
            let facts = record(&batch);
            let appended = this.inner.replace(event, expected, epoch, batch).await;
            if appended == Appended::Ok {
                this.truth.begin(event, "", epoch);
                this.truth.append(event, &facts);
            }
            appended
        };
        written(self.turn(), write).boxed()
    }

    fn check(&self) -> BoxFuture<'static, Result<(), LogError>> {
        let turn = self.turn();
        let check = self.inner.check();
        async move {
            sleep(turn.before).await;
            match turn.fault {
                None => check.await,
                Some(fault) => Err(LogError::Store(format!("{fault:?}"))),
            }
        }
        .boxed()
    }
}

impl Catalogue for Disk {
    fn create(
        &self,
        code: &str,
        epoch: u32,
        at: Millis,
        expires_at: Option<Millis>,
    ) -> BoxFuture<'static, Result<Header, LogError>> {
        let this = self.clone();
        let creating = self.inner.create(code, epoch, at, expires_at);
        let begin = move |header: &Header| this.truth.begin(header.id, &header.code, epoch);
        creating.map(|made| made.inspect(begin)).boxed()
    }

    fn list(&self) -> BoxFuture<'static, Result<Vec<Header>, LogError>> {
        self.inner.list()
    }

    fn delete(&self, event: EventId) -> BoxFuture<'static, Result<(), LogError>> {
        self.inner.delete(event)
    }
}

impl Pictures for Disk {
    fn keep_pictures(
        &self,
        event: EventId,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        self.inner.keep_pictures(event, pictures)
    }

    fn picture(
        &self,
        event: EventId,
        name: String,
    ) -> BoxFuture<'static, Result<Option<Vec<u8>>, LogError>> {
        self.inner.picture(event, name)
    }

    fn drop_pictures_except(
        &self,
        event: EventId,
        names: BTreeSet<String>,
    ) -> BoxFuture<'static, Result<(), LogError>> {
        self.inner.drop_pictures_except(event, names)
    }
}
