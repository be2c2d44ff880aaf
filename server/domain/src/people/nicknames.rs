//! The names under which guests stand on the leaderboard. A moderator reads each before anybody else sees it.
//!
//! # Invariants
//! - A participant has at most one nickname, and it keeps its id while its words change.
//! - A name that others see is a [`Public`](crate::screening::Public) text, which exists only for a revision that a moderator
//!   approved.

use std::collections::BTreeMap;

use super::participants::Participants;
use crate::approval;
use crate::fact::{Decision, Fact};
use crate::ids::{Millis, Moment, NicknameId, ParticipantId};
use crate::language;
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::screening::{Content, Screened};
use crate::slots::Slots;
pub use crate::status::EntryState;
use crate::text::{self, Texts};

/// Limit on a nickname in characters: it stands large on a line of its own.
pub const NICKNAME_CHARS_MAX: u32 = 20;

/// What a moderator can do with a nickname.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Approve,
    Hide,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 2] = [Verb::Approve, Verb::Hide];
}

/// A guest's nickname.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nickname {
    pub by: ParticipantId,
    pub screened: Screened,
    pub state: EntryState,
    /// The sequence of the last change, which a command must have seen. So it rises even if the guest drops the name and
    /// chooses another one.
    pub rev: u32,
    pub chosen_at: Millis,
}

impl Nickname {
    /// Returns true if a moderator can do this now.
    pub fn allows(&self, verb: Verb) -> bool {
        match (verb, self.state) {
            (Verb::Approve, EntryState::Waiting | EntryState::Hidden)
            | (Verb::Hide, EntryState::Waiting | EntryState::Approved) => true,
            (Verb::Approve, EntryState::Approved) | (Verb::Hide, EntryState::Hidden) => false,
        }
    }

    /// Returns what a moderator can do with it now.
    pub fn can(&self) -> impl Iterator<Item = Verb> {
        Verb::ALL.into_iter().filter(|verb| self.allows(*verb))
    }
}

/// All nicknames of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nicknames {
    names: Slots<NicknameId, Nickname>,
    /// The id of a dropped nickname is for its guest's next one.
    of: BTreeMap<ParticipantId, NicknameId>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Nicknames {
    /// Returns a nickname, if it exists.
    pub fn get(&self, id: NicknameId) -> Option<&Nickname> {
        self.names.get(id)
    }

    /// Returns the existing nicknames, by id.
    pub fn iter(&self) -> impl Iterator<Item = (NicknameId, &Nickname)> {
        self.names.iter()
    }

    /// Returns a participant's nickname.
    pub fn of(&self, who: ParticipantId) -> Option<&Nickname> {
        self.get(*self.of.get(&who)?)
    }

    /// Decides a guest's nickname, or that they have none any more. `wanted`: the event has a leaderboard.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] if nobody wants one; [`Rejection::TextEmpty`], [`Rejection::TextTooLong`].
    pub fn choose(
        &self,
        participants: &Participants,
        langs: &[String],
        wanted: bool,
        actor: Actor,
        name: Option<&str>,
    ) -> Decision {
        let (who, _) = participants.acting(actor)?;
        let id = self.of.get(&who).copied();
        let Some(raw) = name else {
            let kept = id.filter(|id| self.get(*id).is_some());
            return Ok(kept.map(Fact::NicknameDropped).into_iter().collect());
        };
        if !wanted {
            return Err(Rejection::NotFromHere);
        }
        let text = text::required_within(raw, TextField::Name, NICKNAME_CHARS_MAX)?;
        if self
            .of(who)
            .is_some_and(|old| old.screened.content().text == text)
        {
            return Ok(vec![]);
        }
        let content = Content {
            lang: language::guess(&text, None, langs),
            text,
            translations: Texts::new(),
            name: None,
            org: None,
        };
        let id = id.unwrap_or_else(|| self.names.next());
        Ok(vec![Fact::NicknameChosen(id, who, content)])
    }

    /// Decides to approve nicknames, each exactly as seen. Those that changed since stay as they are.
    ///
    /// # Errors
    /// [`Rejection::OutOfRange`] for none or too many; [`Rejection::Unknown`], [`Rejection::Stale`] or
    /// [`Rejection::NotFromHere`] if none can be approved.
    pub fn approve(&self, seen: &[(NicknameId, u32)], by: Actor) -> Decision {
        approval::as_seen(seen, |id, rev| {
            let name = self.seen(id, rev, Verb::Approve)?;
            Ok(Fact::NicknameApproved(id, name.screened.revision(), by))
        })
    }

    /// Decides to hide a nickname. It can come back.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn hide(&self, id: NicknameId, seen: u32, by: Actor) -> Decision {
        self.seen(id, seen, Verb::Hide)?;
        Ok(vec![Fact::NicknameHidden(id, by)])
    }

    fn seen(&self, id: NicknameId, seen: u32, verb: Verb) -> Result<&Nickname, Rejection> {
        let name = self.get(id).ok_or(Rejection::Unknown)?;
        if name.rev != seen {
            return Err(Rejection::Stale(StaleNow::Entry { state: name.state }));
        }
        if name.allows(verb) {
            Ok(name)
        } else {
            Err(Rejection::NotFromHere)
        }
    }

    /// Others go on seeing the approved name until the new one is read.
    pub(crate) fn chosen(
        &mut self,
        id: NicknameId,
        by: ParticipantId,
        content: &Content,
        now: Moment,
    ) {
        self.changed = now.seq;
        if let Some(name) = self.names.get_mut(id) {
            name.screened.edit(content.clone());
            name.state = EntryState::Waiting;
            name.rev = now.seq as u32;
            name.chosen_at = now.at;
            return;
        }
        self.of.insert(by, id);
        let name = Nickname {
            by,
            screened: Screened::proposed(content.clone()),
            state: EntryState::Waiting,
            rev: now.seq as u32,
            chosen_at: now.at,
        };
        self.names.put(id, name);
    }

    pub(crate) fn dropped(&mut self, id: NicknameId, seq: u64) {
        self.changed = seq;
        self.names.remove(id);
    }

    /// Forgets a guest's nickname.
    pub(crate) fn erased(&mut self, by: ParticipantId, seq: u64) {
        if let Some(id) = self.of.get(&by).copied() {
            self.dropped(id, seq);
        }
    }

    pub(crate) fn approved(&mut self, id: NicknameId, revision: u32, seq: u64) {
        self.change(id, seq, |name| {
            name.screened.approve(revision);
            name.state = EntryState::Approved;
        });
    }

    pub(crate) fn hidden(&mut self, id: NicknameId, seq: u64) {
        self.change(id, seq, |name| {
            name.screened.unpublish();
            name.state = EntryState::Hidden;
        });
    }

    pub(crate) fn returned(&mut self, id: NicknameId, seq: u64) {
        self.change(id, seq, |name| {
            name.screened.unpublish();
            name.state = EntryState::Waiting;
        });
    }

    fn change(&mut self, id: NicknameId, seq: u64, change: impl FnOnce(&mut Nickname)) {
        self.changed = seq;
        if let Some(name) = self.names.get_mut(id) {
            change(name);
            name.rev = seq as u32;
        }
    }
}
