//! Messages from backstage: what a host or a moderator tells a panelist, or all of them, while the hall watches. A message covers
//! the panelist's page until they say that they have seen it.

use std::collections::BTreeMap;

use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{MessageId, Millis, Moment, PersonId};
use crate::people::Persons;
use crate::rejection::{Rejection, TextField};
use crate::role::{Actor, StaffRole};
use crate::slots::Slots;
use crate::text::{self, Texts};

/// Limit on the messages of an event, which retention deletes.
pub const MESSAGES_MAX: usize = 500;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// None: to all panelists, also those who come later.
    pub to: Option<PersonId>,
    /// In at least one of the event's languages.
    pub texts: Texts,
    pub by: Actor,
    pub at: Millis,
    /// Who has seen it, and when.
    pub seen: BTreeMap<PersonId, Millis>,
    pub withdrawn: bool,
    /// The sequence at which it was sent, withdrawn or sent again.
    pub changed: u64,
}

/// All messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backstage {
    messages: Slots<MessageId, Message>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Backstage {
    /// Returns a message, if it exists.
    pub fn get(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(id)
    }

    /// Returns all messages, by id.
    pub fn iter(&self) -> impl Iterator<Item = (MessageId, &Message)> {
        self.messages.iter()
    }

    /// Returns the messages that cover a panelist's page, the oldest first.
    pub fn before(&self, person: PersonId) -> impl Iterator<Item = (MessageId, &Message)> {
        self.iter().filter(move |(_, message)| {
            !message.withdrawn && message.is_to(person) && !message.seen.contains_key(&person)
        })
    }

    /// Decides a message.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for a person whom the event does not have, [`Rejection::TextEmpty`], [`Rejection::TextTooLong`],
    /// [`Rejection::BadLanguage`], [`Rejection::TooManyMessages`].
    pub fn send(
        &self,
        event: &Event,
        persons: &Persons,
        to: Option<PersonId>,
        texts: &Texts,
        by: Actor,
    ) -> Decision {
        let langs = &event.info.as_ref().ok_or(Rejection::Unknown)?.langs;
        if let Some(to) = to {
            persons.get(to).ok_or(Rejection::Unknown)?;
        }
        let texts = text::some_of(langs, texts, TextField::Message)?;
        if self.iter().count() >= MESSAGES_MAX {
            return Err(Rejection::TooManyMessages {
                max: MESSAGES_MAX as u32,
            });
        }
        Ok(vec![Fact::MessageSent(self.messages.next(), to, texts, by)])
    }

    /// Decides that a panelist has seen a message. One that was withdrawn meanwhile needs no answer.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], also for a message to somebody else.
    pub fn see(&self, id: MessageId, by: Actor) -> Decision {
        let person = match by {
            Actor::Staff(role) => StaffRole::person(role),
            Actor::Participant(_) | Actor::Clock | Actor::Operator => None,
        };
        let person = person.ok_or(Rejection::NotAllowed)?;
        let message = self.get(id).filter(|message| message.is_to(person));
        let message = message.ok_or(Rejection::Unknown)?;
        Ok(if message.withdrawn || message.seen.contains_key(&person) {
            vec![]
        } else {
            vec![Fact::MessageSeen(id, person)]
        })
    }

    /// Decides to withdraw a message. Who has seen it has seen it.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn withdraw(&self, id: MessageId, by: Actor) -> Decision {
        let message = self.get(id).ok_or(Rejection::Unknown)?;
        Ok(if message.withdrawn {
            vec![]
        } else {
            vec![Fact::MessageWithdrawn(id, true, by)]
        })
    }

    pub(crate) fn sent(
        &mut self,
        id: MessageId,
        to: Option<PersonId>,
        texts: &Texts,
        by: Actor,
        now: Moment,
    ) {
        let message = Message {
            to,
            texts: texts.clone(),
            by,
            at: now.at,
            seen: BTreeMap::new(),
            withdrawn: false,
            changed: now.seq,
        };
        self.messages.put(id, message);
        self.changed = now.seq;
    }

    pub(crate) fn seen(&mut self, id: MessageId, person: PersonId, now: Moment) {
        if let Some(message) = self.messages.get_mut(id) {
            message.seen.insert(person, now.at);
        }
        self.changed = now.seq;
    }

    pub(crate) fn withdrawn(&mut self, id: MessageId, withdrawn: bool, seq: u64) {
        if let Some(message) = self.messages.get_mut(id) {
            message.withdrawn = withdrawn;
            message.changed = seq;
        }
        self.changed = seq;
    }
}

impl Message {
    /// Returns true if it is for this panelist.
    pub fn is_to(&self, person: PersonId) -> bool {
        self.to.is_none_or(|to| to == person)
    }
}
