//! What facts say about the floor: who has it, who waits for it, and what panelists offer.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::ids::{GroupId, Millis, PersonId};

/// Somebody who can have the floor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum Speaker {
    #[n(0)]
    Person(#[n(0)] PersonId),
    /// Somebody from the hall, in the words of the chair: "Delegate, row 7".
    #[n(1)]
    Hall(#[n(0)] String),
}

impl Speaker {
    /// Returns the person of the programme.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Speaker::Person(id) => Some(*id),
            Speaker::Hall(_) => None,
        }
    }
}

/// A turn: somebody has the floor, for a planned time. Its clock runs or pauses, and goes on when the time is over.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Turn {
    #[n(0)]
    pub speaker: Speaker,
    #[n(1)]
    pub planned_s: u32,
    #[n(2)]
    pub given_at: Millis,
    /// Until the clock last began to run.
    #[n(3)]
    pub before_ms: u64,
    /// When the clock last began to run; None while it pauses.
    #[n(4)]
    pub running_since: Option<Millis>,
}

impl Turn {
    /// Returns how long the speaker has spoken at this time. Pauses do not count.
    pub fn spoken_ms(&self, at: Millis) -> u64 {
        let running = self.running_since.map(|since| at.saturating_sub(since));
        self.before_ms + running.unwrap_or(0)
    }
}

/// Somebody on the list of speakers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Waiting {
    #[n(0)]
    pub id: u32,
    #[n(1)]
    pub speaker: Speaker,
    #[n(2)]
    pub at: Millis,
}

/// What parts the speakers into sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Sides {
    #[n(0)]
    Group(#[n(0)] GroupId),
    #[n(1)]
    Org,
}

/// How the chair leads a session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// The sides speak in turn; None: in the order of the list.
    #[n(0)]
    pub sides: Option<Sides>,
    /// Panelists can no longer ask for the floor.
    #[n(1)]
    pub closed: bool,
    /// The question on the screen, or else the next one, is the last.
    #[n(2)]
    pub last: bool,
    /// The chair's page does not show the speaking times.
    #[n(3)]
    pub hides_times: bool,
}

/// Who has the floor and who had it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Standing {
    #[n(0)]
    pub turn: Option<Turn>,
    /// The speaking times of turns that are over, in ms.
    #[n(1)]
    pub spoken: BTreeMap<Speaker, u64>,
    /// Who had the floor last.
    #[n(2)]
    pub last: Option<Speaker>,
}

/// A change of a session's floor.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Change {
    /// Somebody has the floor for this many seconds, and the clock runs. The turn before is over.
    #[n(0)]
    Given(#[n(0)] Speaker, #[n(1)] u32),
    #[n(1)]
    Ended,
    /// The clock pauses, or runs again.
    #[n(2)]
    Paused(#[n(0)] bool),
    /// The turn's planned time, in seconds.
    #[n(3)]
    Planned(#[n(0)] u32),
    /// An undo: it stands like this again, as if the turns since had not been.
    #[n(4)]
    Restored(#[n(0)] Standing),
    /// Somebody is on the list, before this entry or at its end.
    #[n(5)]
    Listed(#[n(0)] Waiting, #[n(1)] Option<u32>),
    #[n(6)]
    Struck(#[n(0)] u32),
    #[n(7)]
    Ruled(#[n(0)] Rules),
}

impl Change {
    /// Returns true if it names somebody from the hall for the first time.
    pub fn names_guest(&self) -> bool {
        let speaker = match self {
            Change::Given(speaker, _) | Change::Listed(Waiting { speaker, .. }, _) => speaker,
            Change::Ended
            | Change::Paused(_)
            | Change::Planned(_)
            | Change::Restored(_)
            | Change::Struck(_)
            | Change::Ruled(_) => return false,
        };
        speaker.person().is_none()
    }
}

/// What a panelist says about a question in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Offer {
    /// I would take this one.
    #[n(0)]
    Take,
    /// Somebody else should: this person, or anybody.
    #[n(1)]
    Pass(#[n(0)] Option<PersonId>),
}
