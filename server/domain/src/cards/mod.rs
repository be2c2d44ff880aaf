//! Cards that stand all session long: a guest holds up a green, yellow or red one until they lower it. Who holds which
//! is known only while guests are; what remains is the curve of their numbers.
//!
//! # Invariants
//! - A guest holds at most one card in a session.
//! - What is told to desks and screens changes at most once in [`TELL_MS`]. The clock tells the rest, so that what they
//!   see is a function of the facts.

pub mod curve;

use std::collections::BTreeMap;

pub use crate::status::Card;
pub use curve::{Curve, Numbers, POINTS_MAX};

use crate::fact::{Decision, Fact};
use crate::ids::{Millis, Moment, ParticipantId, SessionId};
use crate::people::Participants;
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::session::Sessions;
use crate::status::SessionState;

/// Time in which a guest who raised a card can lower it but raise no other.
pub const COOL_DOWN_MS: u64 = 5_000;
/// Minimum time between two numbers that desks see.
pub const TELL_MS: u64 = 500;

/// The cards of one session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hands {
    /// The host lets guests raise cards while the session runs.
    pub open: bool,
    /// By participant.
    held: Vec<Option<Held>>,
    /// Without the cards of muted guests.
    numbers: Numbers,
    /// What desks and screens see.
    pub told: Numbers,
    told_at: Millis,
    pub curve: Curve,
    /// The sequence of the last change of `open`.
    pub changed: u64,
}

/// A guest's last card in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    /// None: it is down again.
    card: Option<Card>,
    /// When it was raised.
    at: Millis,
}

/// The cards of all sessions that have any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards {
    sessions: BTreeMap<SessionId, Hands>,
    /// The sequence of the last change that somebody but the guest sees.
    pub changed: u64,
}

impl Cards {
    /// Returns the cards of a session, if it has any.
    pub fn get(&self, session: SessionId) -> Option<&Hands> {
        self.sessions.get(&session)
    }

    /// Returns the cards of all sessions that have any.
    pub fn iter(&self) -> impl Iterator<Item = (SessionId, &Hands)> {
        self.sessions.iter().map(|(id, hands)| (*id, hands))
    }

    /// Returns the session in which cards can be raised now.
    pub fn active(&self, sessions: &Sessions) -> Option<SessionId> {
        let (id, _) = sessions.running()?;
        self.get(id).filter(|hands| hands.open).map(|_| id)
    }

    /// Returns when the clock must tell the numbers of a session.
    pub fn next_telling(&self) -> Option<(Millis, SessionId)> {
        let due = self.iter().filter(|(_, hands)| hands.told != hands.numbers);
        due.map(|(id, hands)| (hands.told_at + TELL_MS, id)).min()
    }

    /// Decides whether guests can raise cards in a session.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn set(&self, sessions: &Sessions, id: SessionId, open: bool) -> Decision {
        sessions.get(id).ok_or(Rejection::Unknown)?;
        let is_open = self.get(id).is_some_and(|hands| hands.open);
        Ok(if is_open == open {
            vec![]
        } else {
            vec![Fact::CardsSet(id, open)]
        })
    }

    /// Decides to raise a card, in place of another one.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] if the session takes no cards now, [`Rejection::CoolingDown`].
    pub fn raise(
        &self,
        participants: &Participants,
        sessions: &Sessions,
        actor: Actor,
        id: SessionId,
        card: Card,
        at: Millis,
    ) -> Decision {
        let (who, _) = participants.acting(actor)?;
        let hands = self.taking(sessions, id)?;
        let Some(last) = hands.last(who) else {
            return Ok(vec![Fact::CardRaised(who, id, card)]);
        };
        let free_at = last.at + COOL_DOWN_MS;
        if last.card == Some(card) {
            Ok(vec![])
        } else if at < free_at {
            let retry_ms = (free_at - at) as u32;
            Err(Rejection::CoolingDown { retry_ms })
        } else {
            Ok(vec![Fact::CardRaised(who, id, card)])
        }
    }

    /// Decides to lower a card, which is always possible.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn lower(&self, participants: &Participants, actor: Actor, id: SessionId) -> Decision {
        let (who, _) = participants.acting(actor)?;
        let hands = self.get(id).ok_or(Rejection::Unknown)?;
        Ok(match hands.held(who) {
            Some(_) => vec![Fact::CardLowered(who, id)],
            None => vec![],
        })
    }

    /// Decides to tell numbers that waited long enough; others wait on.
    pub fn tell(&self, id: SessionId, at: Millis) -> Decision {
        let is_due = self
            .get(id)
            .is_some_and(|hands| hands.told != hands.numbers && hands.told_at + TELL_MS <= at);
        Ok(is_due.then_some(Fact::CardsTold(id)).into_iter().collect())
    }

    fn taking(&self, sessions: &Sessions, id: SessionId) -> Result<&Hands, Rejection> {
        let session = sessions.get(id).ok_or(Rejection::Unknown)?;
        let open = self.get(id).filter(|hands| hands.open);
        open.filter(|_| session.state == SessionState::Running)
            .ok_or(Rejection::NotFromHere)
    }

    pub(crate) fn opened(&mut self, id: SessionId, open: bool, at: Millis, seq: u64) {
        let hands = self.sessions.entry(id).or_default();
        hands.open = open;
        hands.changed = seq;
        hands.tell(at);
        self.changed = seq;
    }

    pub(crate) fn held_up(
        &mut self,
        who: ParticipantId,
        id: SessionId,
        card: Option<Card>,
        counts: bool,
        now: Moment,
    ) {
        let Some(hands) = self.sessions.get_mut(&id) else {
            return;
        };
        hands.hold(who, card, counts, now.at);
        if hands.told_at + TELL_MS <= now.at {
            hands.tell(now.at);
            self.changed = now.seq;
        }
    }

    /// Counts the cards that a guest holds up, or no longer. In sessions that do not run, nothing is added to the curve.
    pub(crate) fn weighed(
        &mut self,
        who: ParticipantId,
        counts: bool,
        running: Option<SessionId>,
        now: Moment,
    ) {
        for (id, hands) in &mut self.sessions {
            let Some(card) = hands.held(who) else {
                continue;
            };
            let number = &mut hands.numbers[card as usize];
            *number = number.saturating_add_signed(if counts { 1 } else { -1 });
            if Some(*id) != running {
                hands.told = hands.numbers;
            } else if hands.told_at + TELL_MS <= now.at {
                hands.tell(now.at);
            }
            self.changed = now.seq;
        }
    }

    pub(crate) fn told(&mut self, id: SessionId, at: Millis, seq: u64) {
        if let Some(hands) = self.sessions.get_mut(&id) {
            hands.tell(at);
        }
        self.changed = seq;
    }

    pub(crate) fn kept(&mut self, id: SessionId, curve: &Curve, seq: u64) {
        self.sessions.entry(id).or_default().curve = curve.clone();
        self.changed = seq;
    }
}

impl Hands {
    /// Returns the card that a participant holds up.
    pub fn held(&self, who: ParticipantId) -> Option<Card> {
        self.last(who)?.card
    }

    fn last(&self, who: ParticipantId) -> Option<Held> {
        *self.held.get(who.index())?
    }

    fn hold(&mut self, who: ParticipantId, card: Option<Card>, counts: bool, at: Millis) {
        if who.index() >= self.held.len() {
            self.held.resize(who.index() + 1, None);
        }
        let before = self.held[who.index()];
        let raised_at = if card.is_some() {
            at
        } else {
            before.map_or(at, |held| held.at)
        };
        self.held[who.index()] = Some(Held {
            card,
            at: raised_at,
        });
        if !counts {
            return;
        }
        if let Some(old) = before.and_then(|held| held.card) {
            self.numbers[old as usize] -= 1;
        }
        if let Some(new) = card {
            self.numbers[new as usize] += 1;
        }
    }

    fn tell(&mut self, at: Millis) {
        self.told = self.numbers;
        self.told_at = at;
        self.curve.note(at, self.numbers);
    }
}
