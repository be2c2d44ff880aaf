//! The names of things inside an event: small integers, given in the order of the log. Uuids and secrets stay at the edge.

use minicbor::{Decode, Encode};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[n(0)] pub u32);

        impl $name {
            /// The id as a place in a vector.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(/// A browser that took part, by order of joining.
    ParticipantId);
id!(/// A slot of the agenda.
    SessionId);
id!(/// A speaker or panelist.
    PersonId);
id!(/// A poll.
    PollId);
id!(/// A question, by order of asking.
    QuestionId);

/// A client of a participant or staff member: random, made anew with each page load.
pub type ClientId = u32;

/// Milliseconds since the Unix epoch.
pub type Millis = u64;
