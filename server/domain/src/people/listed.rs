//! A person on the guest list, as facts carry them.

use minicbor::{Decode, Encode};

use crate::ids::{CodeId, GroupId, ListedId, ParticipantId, ValueId};

/// Who somebody is. These words are personal: the log keeps them in a letter under a key of this person alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Who {
    #[n(0)]
    pub name: String,
    /// Empty if the list has none.
    #[n(1)]
    pub org: String,
    /// What the organiser's own badge says in its bar code or as a number; empty if the list has none.
    #[n(2)]
    pub badge: String,
}

/// A person on the guest list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct ListedInfo {
    #[n(0)]
    pub who: Who,
    /// Values of assigned groups. The person's code gives them to the phone.
    #[n(1)]
    pub values: Vec<(GroupId, ValueId)>,
    /// The single-use code on the badge.
    #[n(2)]
    pub code: CodeId,
    /// A number that the tablet drew when it added somebody who was not on the list, so that the same person sent twice is one.
    #[n(3)]
    pub walk_in: Option<u64>,
}

/// Numbers of keys from here on are those of people on the list. Browsers have lower ones.
const KEYS_FROM: u32 = 1 << 31;

impl ListedId {
    /// Returns the number under which the log keeps the key of this person's words, among those of guests.
    pub fn key(self) -> ParticipantId {
        ParticipantId(KEYS_FROM | self.0)
    }

    /// Returns the person whose key has this number; None if it is a browser's.
    pub fn of_key(key: ParticipantId) -> Option<ListedId> {
        key.0.checked_sub(KEYS_FROM).map(ListedId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::guest_list::LISTED_EVER_MAX;
    use crate::program::PARTICIPANTS_MAX;

    #[test]
    fn no_browser_has_the_key_of_a_person_on_the_list() {
        for id in [0, 7, LISTED_EVER_MAX as u32].map(ListedId) {
            assert_eq!(ListedId::of_key(id.key()), Some(id));
            // The list of destroyed keys means a whole history by this number.
            assert_ne!(id.key().0, u32::MAX);
        }
        assert_eq!(
            ListedId::of_key(ParticipantId(PARTICIPANTS_MAX as u32)),
            None
        );
    }
}
