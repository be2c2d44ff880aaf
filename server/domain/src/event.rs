//! The event itself: its description from the event file, the address in its QR codes, and whether its guests were
//! forgotten.

use crate::fact::{Decision, Fact};
use crate::program::EventInfo;
use crate::role::Actor;
use crate::shelf::Shelf;

/// The event itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// None before the first import.
    pub info: Option<EventInfo>,
    /// The address in QR codes, and who chose it: the host, or the server as operator.
    pub address: Option<(String, Actor)>,
    /// Its history has something of guests ([`Fact::is_of_guests`]), so its retention is not over.
    pub has_guests: bool,
    /// Guest data was deleted at the end of its retention.
    pub forgotten: bool,
    /// Where it stands in the server's list.
    pub shelf: Shelf,
    /// Everybody may read the book of questions.
    pub book: bool,
    /// The sequence of the last change of `info`, `address` or `book`.
    pub changed: u64,
    /// The sequence of the last change of `book`.
    pub book_changed: u64,
    /// The sequence of the last change of `address`.
    pub address_changed: u64,
}

impl Event {
    /// Returns the languages of the event.
    pub fn langs(&self) -> &[String] {
        self.info.as_ref().map_or(&[], |info| &info.langs)
    }

    /// Decides which address QR codes show.
    pub fn choose_address(&self, url: &str, by: Actor) -> Decision {
        let known = |(chosen, who): &(String, Actor)| chosen == url && *who == by;
        Ok(if self.address.as_ref().is_some_and(known) {
            vec![]
        } else {
            vec![Fact::AddressChosen(url.to_owned(), by)]
        })
    }

    /// Decides whether everybody may read the book of questions.
    pub fn publish_book(&self, on: bool, by: Actor) -> Decision {
        Ok(if self.book == on {
            vec![]
        } else {
            vec![Fact::BookPublished(on, by)]
        })
    }

    /// Decides where the event stands in the server's list.
    pub fn shelve(&self, to: Shelf) -> Decision {
        Ok(if self.shelf == to {
            vec![]
        } else {
            vec![Fact::EventShelved(to)]
        })
    }

    pub(crate) fn described(&mut self, info: &EventInfo, seq: u64) {
        self.info = Some(info.clone());
        self.changed = seq;
    }

    pub(crate) fn book_published(&mut self, on: bool, seq: u64) {
        self.book = on;
        self.book_changed = seq;
        self.changed = seq;
    }

    pub(crate) fn address_chosen(&mut self, url: &str, by: Actor, seq: u64) {
        self.address = Some((url.to_owned(), by));
        self.address_changed = seq;
        self.changed = seq;
    }
}
