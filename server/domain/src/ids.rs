//! The ids of items inside an event: small integers, assigned in log order. Uuids and secrets stay outside the domain.

use minicbor::{Decode, Encode};

/// An id that is an index.
pub trait Id: Copy + PartialEq {
    /// Returns the id of this index.
    fn at(index: usize) -> Self;

    /// Returns the id as an index of a vector.
    fn index(self) -> usize;
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($int:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[n(0)] pub $int);

        impl $name {
            /// Returns the id as an index of a vector.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Id for $name {
            fn at(index: usize) -> $name {
                $name(index as $int)
            }

            fn index(self) -> usize {
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
    ParticipantId(u32));
id!(/// A single-use code. The number on its card is one more.
    CodeId(u32));
id!(/// A person on the guest list, by order of listing.
    ListedId(u32));
id!(/// A slot of the agenda.
    SessionId(u32));
id!(/// A speaker or panelist.
    PersonId(u32));
id!(/// A poll.
    PollId(u32));
id!(/// A group of polls that guests answer as one form.
    SurveyId(u32));
id!(/// A question, by order of asking.
    QuestionId(u32));
id!(/// What staff file questions under.
    LabelId(u32));
id!(/// What a guest wrote into a poll, by order of writing.
    EntryId(u32));
id!(/// A guest's nickname, by order of choosing.
    NicknameId(u32));
id!(/// A term of the glossary, by order of writing.
    TermId(u32));
id!(/// A message from backstage, by order of sending.
    MessageId(u32));
id!(/// An announcement.
    AnnouncementId(u32));
id!(/// A line of the report that a rapporteur wrote.
    LineId(u32));
id!(/// A screen beside the hall's.
    ScreenId(u32));
id!(/// Guests who were muted together, by order of muting.
    MuteId(u32));
id!(/// A browser that a role's link let in, from 1.
    LoginId(u32));
id!(/// One of the event's groups; below `GROUPS_MAX`, and free for another group after a removal.
    GroupId(u8));
id!(/// A value of a group; below `VALUES_GIVEN_MAX`. Ids are not reused after a removal.
    ValueId(u8));

/// A client of a participant or staff member: random, new with each page load.
pub type ClientId = u32;

/// Milliseconds since the Unix epoch.
pub type Millis = u64;

/// A fact's place in the log, and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Its place among the event's facts, from 1.
    pub seq: u64,
    pub at: Millis,
}
