//! To whom a question is put.

use plenary_domain::ids::{PersonId, SessionId};
use plenary_domain::question::addressee as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// To whom a question is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Addressee {
    Person(u32),
    /// The organisation of this person.
    Organisation(u32),
    /// Everybody on the stage in this session.
    Session(u32),
}

impl From<domain::Addressee> for Addressee {
    fn from(to: domain::Addressee) -> Addressee {
        match to {
            domain::Addressee::Person(id) => Addressee::Person(id.0),
            domain::Addressee::Organisation(id) => Addressee::Organisation(id.0),
            domain::Addressee::Session(id) => Addressee::Session(id.0),
        }
    }
}

impl From<Addressee> for domain::Addressee {
    fn from(to: Addressee) -> domain::Addressee {
        match to {
            Addressee::Person(id) => domain::Addressee::Person(PersonId(id)),
            Addressee::Organisation(id) => domain::Addressee::Organisation(PersonId(id)),
            Addressee::Session(id) => domain::Addressee::Session(SessionId(id)),
        }
    }
}
