//! The words of the report: what rapporteurs write, and the editions in which it was finished. Its numbers are not here; they are
//! those of the polls and questions.
//!
//! # Invariants
//! - An edition never changes. A later correction is another edition, which says what it changed.
//! - Between two editions there is a draft: the lines as they stand.

use minicbor::Encode;
use minicbor::encode::Write;
use sha2::{Digest, Sha256};

use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::finding::{Edition, Evidence, LineInfo, LineKind, Readers};
use crate::ids::{LineId, Moment};
use crate::poll::Polls;
use crate::question::Questions;
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::session::Sessions;
use crate::slots::Slots;
use crate::text::{self, Texts};

/// Limit on the lines of a report.
pub const LINES_MAX: usize = 80;
/// Limit on the editions of a report.
pub const EDITIONS_MAX: usize = 50;

/// A line of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub info: LineInfo,
    /// Its place among the lines of its kind.
    pub order: u32,
    /// No other revision of any line has this number.
    pub rev: u32,
}

/// The words of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reports {
    lines: Slots<LineId, Line>,
    pub editions: Vec<Edition>,
    pub readers: Readers,
    /// The last revision of any line.
    revs: u32,
    /// A line was written since the last edition.
    pub is_draft: bool,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Reports {
    /// Returns a line of the draft, if it exists.
    pub fn get(&self, id: LineId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// Returns the lines of the draft in the order of the report: findings, commitments, notes.
    pub fn lines(&self) -> Vec<(LineId, &Line)> {
        let mut lines: Vec<_> = self.lines.iter().collect();
        lines.sort_by_key(|(id, line)| (line.info.kind, line.order, *id));
        lines
    }

    /// Returns the latest edition.
    pub fn edition(&self) -> Option<&Edition> {
        self.editions.last()
    }

    /// Returns true if the draft says nothing else than the latest edition.
    pub fn is_final(&self) -> bool {
        !self.is_draft && !self.editions.is_empty()
    }

    /// Decides a new line, or other words, date or evidence for one; without `info` it is removed.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] also for evidence or a session that is not there; [`StaleNow::Edited`]; [`Rejection::TextEmpty`],
    /// [`Rejection::TextTooLong`], [`Rejection::BadLanguage`], [`Rejection::BadDate`]; [`Rejection::OutOfRange`] for too many lines.
    #[expect(clippy::too_many_arguments, reason = "the nouns a line may rest on")]
    pub fn write(
        &self,
        event: &Event,
        polls: &Polls,
        questions: &Questions,
        sessions: &Sessions,
        line: Option<LineId>,
        seen: u32,
        info: Option<&LineInfo>,
        by: Actor,
    ) -> Decision {
        let before = match line {
            Some(id) => Some((id, self.seen(id, seen)?)),
            None => None,
        };
        let Some(info) = info else {
            let (id, _) = before.ok_or(Rejection::Unknown)?;
            return Ok(vec![Fact::LineWritten(id, None, 0, by)]);
        };
        let info = clean(event.langs(), info)?;
        let is_there = match info.evidence {
            Some(Evidence::Poll(id, _)) => polls.get(id).is_some(),
            Some(Evidence::Question(id)) => questions
                .get(id)
                .is_some_and(|q| q.screened.public().is_some()),
            None => true,
        };
        let takes_place = info.session.is_none_or(|id| sessions.get(id).is_some());
        if !is_there || !takes_place {
            return Err(Rejection::Unknown);
        }
        let (id, order) = match before {
            Some((_, before)) if before.info == info => return Ok(vec![]),
            Some((id, before)) => (id, before.order),
            None if self.has_room() => (self.lines.next(), self.last_place()),
            None => {
                return Err(Rejection::OutOfRange {
                    min: 0,
                    max: LINES_MAX as u32,
                });
            }
        };
        Ok(vec![Fact::LineWritten(id, Some(info), order, by)])
    }

    /// Decides to exchange a line with the one before it of its kind, or with the one after it.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`StaleNow::Edited`]; [`Rejection::NotFromHere`] if there is none.
    pub fn move_line(&self, id: LineId, seen: u32, up: bool, by: Actor) -> Decision {
        let kind = self.seen(id, seen)?.info.kind;
        let mut own = self.lines();
        own.retain(|(_, line)| line.info.kind == kind);
        let at = own.iter().position(|(other, _)| *other == id);
        let at = at.ok_or(Rejection::Unknown)?;
        let other = if up { at.checked_sub(1) } else { Some(at + 1) };
        let other = other.filter(|other| *other < own.len());
        own.swap(at, other.ok_or(Rejection::NotFromHere)?);
        let places = (0..)
            .zip(&own)
            .filter(|(place, (_, line))| line.order != *place);
        let facts = places
            .map(|(place, (id, line))| Fact::LineWritten(*id, Some(line.info.clone()), place, by));
        Ok(facts.collect())
    }

    /// Decides that the report is final. Every edition after the first says what it changes.
    ///
    /// # Errors
    /// [`StaleNow::Edited`] if a line was written since, or another edition came; [`Rejection::TextEmpty`],
    /// [`Rejection::TextTooLong`], [`Rejection::BadLanguage`]; [`Rejection::OutOfRange`] for too many editions.
    pub fn finish(&self, event: &Event, seen: u32, changes: &Texts, by: Actor) -> Decision {
        if seen != self.revs {
            return Err(Rejection::Stale(StaleNow::Edited));
        }
        if self.editions.len() >= EDITIONS_MAX {
            return Err(Rejection::OutOfRange {
                min: 1,
                max: EDITIONS_MAX as u32,
            });
        }
        let changes = match self.editions.is_empty() {
            true => Texts::new(),
            false => text::some_of(event.langs(), changes, TextField::Finding)?,
        };
        Ok(vec![Fact::ReportFinished(changes, by)])
    }

    /// Decides who may read the final report.
    pub fn show(&self, readers: Readers, by: Actor) -> Decision {
        Ok(if self.readers == readers {
            vec![]
        } else {
            vec![Fact::ReportShown(readers, by)]
        })
    }

    /// Returns the number that a command to finish must have seen.
    pub fn rev(&self) -> u32 {
        self.revs
    }

    /// Returns true if there is room for another line.
    pub fn has_room(&self) -> bool {
        self.lines.iter().count() < LINES_MAX
    }

    fn last_place(&self) -> u32 {
        let places = self.lines.iter().map(|(_, line)| line.order + 1);
        places.max().unwrap_or(0)
    }

    fn seen(&self, id: LineId, seen: u32) -> Result<&Line, Rejection> {
        // One that was removed meanwhile is a change that its writer did not see.
        let stale = Rejection::Stale(StaleNow::Edited);
        let line = self.get(id).ok_or(stale.clone())?;
        if line.rev == seen {
            Ok(line)
        } else {
            Err(stale)
        }
    }

    pub(crate) fn written(&mut self, id: LineId, info: Option<&LineInfo>, order: u32, seq: u64) {
        self.revs += 1;
        self.is_draft = true;
        self.changed = seq;
        match info {
            Some(info) => {
                let line = Line {
                    info: info.clone(),
                    order,
                    rev: self.revs,
                };
                self.lines.put(id, line);
            }
            None => self.lines.remove(id),
        }
    }

    pub(crate) fn finished(&mut self, polls: &Polls, changes: &Texts, Moment { seq, at }: Moment) {
        let lines = self.lines().into_iter();
        let lines: Vec<_> = lines.map(|(id, line)| (id, line.info.clone())).collect();
        let number = self.editions.len() as u32 + 1;
        self.editions.push(Edition {
            number,
            at,
            seal: seal(&lines, polls),
            lines,
            changes: changes.clone(),
        });
        self.revs += 1;
        self.is_draft = false;
        self.changed = seq;
    }

    /// Takes over an edition of an older history.
    pub(crate) fn kept(&mut self, edition: &Edition, seq: u64) {
        let lines = self.lines().into_iter();
        let lines: Vec<_> = lines.map(|(id, line)| (id, line.info.clone())).collect();
        self.is_draft = lines != edition.lines;
        self.editions.push(edition.clone());
        self.changed = seq;
    }

    pub(crate) fn shown(&mut self, readers: Readers, seq: u64) {
        self.readers = readers;
        self.changed = seq;
    }
}

fn clean(langs: &[String], info: &LineInfo) -> Result<LineInfo, Rejection> {
    let is_commitment = info.kind == LineKind::Commitment;
    let by = info.by.values().any(|name| !name.trim().is_empty());
    let due = info.due.clone().filter(|_| is_commitment);
    if due.as_deref().is_some_and(|due| !text::is_date(due)) {
        return Err(Rejection::BadDate);
    }
    Ok(LineInfo {
        kind: info.kind,
        text: text::some_of(langs, &info.text, TextField::Finding)?,
        by: match by && is_commitment {
            true => text::some_of(langs, &info.by, TextField::Title)?,
            false => Texts::new(),
        },
        due,
        evidence: info.evidence.filter(|_| info.kind == LineKind::Finding),
        session: info.session.filter(|_| info.kind == LineKind::Note),
    })
}

/// Returns the fingerprint of these words and of the counts of all polls: whoever has the log can compute it again, and no number
/// in the report can change without changing it. It contains no counts by group, which retention may delete.
pub fn seal(lines: &[(LineId, LineInfo)], polls: &Polls) -> [u8; 32] {
    let mut hash = Hash(Sha256::new());
    put(&mut hash, &lines.to_vec());
    for (id, poll) in polls.iter() {
        put(&mut hash, &id);
        for (round, counts) in (0_u32..).zip(poll.answers.counts()) {
            put(&mut hash, &(round, &counts.tally, counts.votes()));
            put(&mut hash, &counts.mark.seal);
        }
        for (round, hands) in &poll.hands {
            put(&mut hash, &(*round, hands));
        }
    }
    hash.0.finalize().into()
}

fn put<T: Encode<()>>(hash: &mut Hash, of: &T) {
    if let Err(never) = minicbor::encode(of, &mut *hash) {
        unreachable!("hashing failed: {never}");
    }
}

/// A hash takes any number of bytes.
struct Hash(Sha256);

impl Write for &mut Hash {
    type Error = std::convert::Infallible;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
        self.0.update(bytes);
        Ok(())
    }
}
