//! What hosts announce to the hall, by hand or at a time. A break is an announcement with the hour of its end.
//!
//! # Invariants
//! - Only the clock and hosts change what is on, so that views are functions of the facts.

use crate::announcement::{Airing, AnnouncementInfo};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{AnnouncementId, Millis};
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::slots::Slots;
use crate::text;

/// Limit on the announcements of an event.
pub const ANNOUNCEMENTS_MAX: usize = 50;
/// Limit on how far ahead a time of an announcement may be.
pub const AHEAD_MS_MAX: u64 = 366 * 24 * 60 * 60 * 1000;

/// An announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    pub info: AnnouncementInfo,
    pub airing: Airing,
    /// When it was last shown.
    pub shown_at: Option<Millis>,
    /// No other revision of any announcement has this number.
    pub rev: u32,
}

/// All announcements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announcements {
    all: Slots<AnnouncementId, Announcement>,
    /// The last revision of any. One that comes back goes on from here, so that no revision means two things.
    revs: u32,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Announcements {
    /// Returns an announcement, if it exists.
    pub fn get(&self, id: AnnouncementId) -> Option<&Announcement> {
        self.all.get(id)
    }

    /// Returns the existing announcements, by id.
    pub fn iter(&self) -> impl Iterator<Item = (AnnouncementId, &Announcement)> {
        self.all.iter()
    }

    /// Returns the announcement that the screen shows: the latest.
    pub fn on_screen(&self) -> Option<(AnnouncementId, &Announcement)> {
        let on = self
            .iter()
            .filter(|(_, one)| one.is_on() && one.info.on_screen);
        on.max_by_key(|(id, one)| (one.shown_at, *id))
    }

    /// Returns what the clock must turn next, and when.
    pub fn next_turn(&self) -> Option<(Millis, AnnouncementId)> {
        let turns = self
            .iter()
            .filter_map(|(id, one)| Some((one.turns_at()?, id)));
        turns.min()
    }

    /// Returns true if there is room for another one.
    pub fn has_room(&self) -> bool {
        self.iter().count() < ANNOUNCEMENTS_MAX
    }

    /// Decides a new announcement, or another text, place or time for one. With `show` it is on at once.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::TextEmpty`], [`Rejection::TextTooLong`],
    /// [`Rejection::BadLanguage`], [`Rejection::TooManyAnnouncements`]; [`Rejection::Nowhere`] if it is for neither phones nor the
    /// screen; [`Rejection::BadTimes`] if it would end before it begins, or is over already.
    #[expect(clippy::too_many_arguments, reason = "the parts of one command")]
    pub fn put(
        &self,
        event: &Event,
        id: Option<AnnouncementId>,
        seen: u32,
        info: &AnnouncementInfo,
        show: bool,
        by: Actor,
        at: Millis,
    ) -> Decision {
        let langs = &event.info.as_ref().ok_or(Rejection::Unknown)?.langs;
        let info = AnnouncementInfo {
            texts: text::some_of(langs, &info.texts, TextField::Announcement)?,
            ..info.clone()
        };
        if !info.on_phones && !info.on_screen {
            return Err(Rejection::Nowhere);
        }
        let begins = info.from.filter(|_| !show).unwrap_or(at).max(at);
        let far = [info.from, info.until, info.back]
            .into_iter()
            .flatten()
            .max();
        if info.ends().is_some_and(|end| end <= begins) || far > Some(at + AHEAD_MS_MAX) {
            return Err(Rejection::BadTimes);
        }
        let (id, before) = match id {
            Some(id) => (id, Some(self.seen(id, seen)?)),
            None if self.has_room() => (self.all.next(), None),
            None => {
                return Err(Rejection::TooManyAnnouncements {
                    max: ANNOUNCEMENTS_MAX as u32,
                });
            }
        };
        let mut facts = vec![];
        if before.is_none_or(|before| before.info != info) {
            facts.push(Fact::AnnouncementPut(id, info.clone(), by));
        }
        let airing = before.map_or(Airing::Planned, |before| before.airing);
        let to = match airing {
            Airing::Planned | Airing::Over if show => Airing::On,
            // Another time for it plans it anew.
            Airing::Over if info.from.is_some_and(|from| from > at) => Airing::Planned,
            Airing::Planned | Airing::On | Airing::Over => airing,
        };
        if to != airing {
            facts.push(Fact::AnnouncementTurned(id, to, by));
        }
        Ok(facts)
    }

    /// Decides to show an announcement now, or to end it.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`]; [`Rejection::BadTimes`] to show one whose end has passed.
    pub fn turn(&self, id: AnnouncementId, seen: u32, on: bool, by: Actor, at: Millis) -> Decision {
        let one = self.seen(id, seen)?;
        if on && one.info.ends().is_some_and(|end| end <= at) {
            return Err(Rejection::BadTimes);
        }
        let to = if on { Airing::On } else { Airing::Over };
        let is_so = one.is_on() == on;
        Ok(if is_so {
            vec![]
        } else {
            vec![Fact::AnnouncementTurned(id, to, by)]
        })
    }

    /// Decides to remove an announcement.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`].
    pub fn drop(&self, id: AnnouncementId, seen: u32, by: Actor) -> Decision {
        self.seen(id, seen)?;
        Ok(vec![Fact::AnnouncementDropped(id, by)])
    }

    /// Decides what the clock turns, once its time has come.
    pub fn pass(&self, id: AnnouncementId, at: Millis) -> Decision {
        let due = self
            .get(id)
            .filter(|one| one.turns_at().is_some_and(|due| due <= at));
        let to = due.map(|one| match one.info.ends() {
            // The server was off while it should have been on.
            Some(end) if end <= at => Airing::Over,
            Some(_) | None => Airing::On,
        });
        let turned = to.map(|to| Fact::AnnouncementTurned(id, to, Actor::Clock));
        Ok(turned.into_iter().collect())
    }

    fn seen(&self, id: AnnouncementId, seen: u32) -> Result<&Announcement, Rejection> {
        let one = self.get(id).ok_or(Rejection::Unknown)?;
        if one.rev == seen {
            Ok(one)
        } else {
            let airing = one.airing;
            Err(Rejection::Stale(StaleNow::Announcement { airing }))
        }
    }

    pub(crate) fn was_put(&mut self, id: AnnouncementId, info: &AnnouncementInfo, seq: u64) {
        self.changed = seq;
        self.revs += 1;
        let rev = self.revs;
        match self.all.get_mut(id) {
            Some(one) => {
                one.info = info.clone();
                one.rev = rev;
            }
            None => {
                let one = Announcement {
                    info: info.clone(),
                    airing: Airing::Planned,
                    shown_at: None,
                    rev,
                };
                self.all.put(id, one);
            }
        }
    }

    pub(crate) fn turned(&mut self, id: AnnouncementId, to: Airing, at: Millis, seq: u64) {
        let Some(one) = self.all.get_mut(id) else {
            return;
        };
        if to == Airing::On {
            one.shown_at = Some(at);
        }
        one.airing = to;
        self.revs += 1;
        one.rev = self.revs;
        self.changed = seq;
    }

    pub(crate) fn was_dropped(&mut self, id: AnnouncementId, seq: u64) {
        self.all.remove(id);
        self.changed = seq;
    }
}

impl Announcement {
    /// Returns true if it is to be seen now.
    pub fn is_on(&self) -> bool {
        self.airing == Airing::On
    }

    fn turns_at(&self) -> Option<Millis> {
        match self.airing {
            Airing::Planned => self.info.from,
            Airing::On => self.info.ends(),
            Airing::Over => None,
        }
    }
}
