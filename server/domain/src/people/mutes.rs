//! Guests whom a moderator muted: one alone, or with everybody who came with it. A muted guest is not told. What it writes waits in
//! a list of its own at the desks, and does not count against the limits that all guests share. Its support for questions and its
//! cards do not count. Its ballots do: a poll that must not be open to made-up guests looks at codes.

use std::collections::BTreeMap;

use super::participants::Participants;
use crate::fact::{Decision, Fact};
use crate::ids::{EntryId, Id, MuteId, NicknameId, ParticipantId, QuestionId};
use crate::rejection::Rejection;
use crate::role::Actor;

/// Limit on the guests of one mute.
pub const COMPANY_MAX: usize = 10_000;
/// Limit on an event's mutes.
pub const MUTES_MAX: usize = 1000;

/// Something that a guest wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    Question(QuestionId),
    Nickname(NicknameId),
    /// Its first guest.
    Entry(EntryId),
}

/// Guests who were muted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mute {
    pub guests: Vec<ParticipantId>,
    /// False once a moderator has heard them again.
    pub on: bool,
    /// The sequence of the last change.
    pub rev: u64,
}

/// All mutes of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mutes {
    mutes: Vec<Mute>,
    /// The mute by which a guest is muted.
    of: BTreeMap<ParticipantId, MuteId>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Mutes {
    /// Returns a mute, if it exists.
    pub fn get(&self, id: MuteId) -> Option<&Mute> {
        self.mutes.get(id.index())
    }

    /// Returns true if a guest is muted.
    pub fn has(&self, guest: ParticipantId) -> bool {
        self.of.contains_key(&guest)
    }

    /// Returns how many guests were muted together with this one, itself included; 0 if it is not muted.
    pub fn together(&self, guest: ParticipantId) -> u32 {
        let mute = self.of.get(&guest).and_then(|id| self.get(*id));
        mute.map_or(0, |mute| mute.guests.len() as u32)
    }

    /// Returns the muted guests.
    pub fn guests(&self) -> impl Iterator<Item = ParticipantId> {
        self.of.keys().copied()
    }

    /// Decides to mute a guest with those who came with it.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] if the guest is muted already; [`Rejection::OutOfRange`] with the limit on mutes.
    pub fn mute(
        &self,
        participants: &Participants,
        guest: ParticipantId,
        company: &[ParticipantId],
        by: Actor,
    ) -> Decision {
        if self.has(guest) {
            return Err(Rejection::NotFromHere);
        }
        if self.mutes.len() >= MUTES_MAX {
            let max = MUTES_MAX as u32;
            return Err(Rejection::OutOfRange { min: 0, max });
        }
        let known = |other: &ParticipantId| {
            *other != guest && !self.has(*other) && participants.get(*other).is_some()
        };
        let others = company.iter().copied().filter(known);
        let guests = [guest].into_iter().chain(others).take(COMPANY_MAX);
        let id = MuteId::at(self.mutes.len());
        Ok(vec![Fact::GuestsMuted(id, guests.collect(), by)])
    }

    /// Decides to hear a guest again, with those who were muted together with it.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] if the guest is not muted.
    pub fn unmute(&self, guest: ParticipantId, by: Actor) -> Decision {
        let id = self.of.get(&guest).ok_or(Rejection::NotFromHere)?;
        Ok(vec![Fact::GuestsUnmuted(*id, by)])
    }

    pub(crate) fn muted(&mut self, id: MuteId, guests: &[ParticipantId], seq: u64) {
        match self.mutes.get_mut(id.index()) {
            Some(mute) => {
                mute.on = true;
                mute.rev = seq;
            }
            None => self.mutes.push(Mute {
                guests: guests.to_vec(),
                on: true,
                rev: seq,
            }),
        }
        self.gather(seq);
    }

    pub(crate) fn unmuted(&mut self, id: MuteId, seq: u64) {
        if let Some(mute) = self.mutes.get_mut(id.index()) {
            mute.on = false;
            mute.rev = seq;
            self.gather(seq);
        }
    }

    fn gather(&mut self, seq: u64) {
        self.changed = seq;
        self.of.clear();
        for (index, mute) in self.mutes.iter().enumerate() {
            for guest in mute.guests.iter().filter(|_| mute.on) {
                self.of.entry(*guest).or_insert(MuteId::at(index));
            }
        }
    }
}
