//! Messages from backstage, and announcements.

use plenary_domain::ids::PersonId;
use plenary_domain::state::State;

use crate::protocol::{AnnouncementItem, Item, MessageItem, OwnMessage};
use crate::role::{AnnouncementSight, Entry as Sight};

/// Limit on the messages that desks see: the newest. Those to all that can still be withdrawn are always there.
const SHOWN_MAX: usize = 50;

/// Returns the newest messages, for those who send them.
pub(super) fn messages(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.is_backstage {
        return vec![];
    }
    let messages: Vec<_> = state.backstage.iter().collect();
    let newest = messages.len().saturating_sub(SHOWN_MAX);
    messages
        .iter()
        .enumerate()
        .filter(|(at, (_, message))| *at >= newest || (message.to.is_none() && !message.withdrawn))
        .map(|(_, message)| message)
        .map(|(id, message)| Item::Message(MessageItem::of(*id, message)))
        .collect()
}

/// Returns the messages that a panelist has not seen yet, the oldest first. Nobody else gets them.
pub fn own_messages(state: &State, person: PersonId) -> Vec<OwnMessage> {
    let messages = state.backstage.before(person);
    messages
        .map(|(id, message)| OwnMessage::of(id, message))
        .collect()
}

/// Returns the announcements that are on where the viewer looks; all of them for hosts.
pub(super) fn announcements(state: &State, sight: &Sight) -> Vec<Item> {
    let on_screen = state.announcements.on_screen().map(|(id, _)| id);
    let sees = state
        .announcements
        .iter()
        .filter(|(id, one)| match sight.announcements {
            AnnouncementSight::Nothing => false,
            AnnouncementSight::All => true,
            AnnouncementSight::Phones => one.is_on() && one.info.on_phones,
            AnnouncementSight::Screen => on_screen == Some(*id),
        });
    let host = sight.announcements == AnnouncementSight::All;
    // The host's picture of the screen shows what the screen does.
    sees.map(|(id, one)| Item::Announcement(AnnouncementItem::of(id, one, host)))
        .collect()
}
