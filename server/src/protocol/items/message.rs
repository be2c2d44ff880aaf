//! Messages from backstage.

use plenary_domain::backstage::Message;
use plenary_domain::ids::{MessageId, PersonId};
use plenary_domain::role::Actor;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::{Role, Texts};

/// A message to panelists, with what became of it. Hosts and moderators only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct MessageItem {
    pub id: u32,
    /// Absent: to all panelists, also those who come later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<u32>,
    /// In at least one of the event's languages.
    pub texts: Texts,
    /// Who sent it.
    pub by: Role,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
    /// Who has seen it.
    pub seen: Vec<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub withdrawn: bool,
}

impl MessageItem {
    /// Returns a message.
    pub fn of(id: MessageId, message: &Message) -> MessageItem {
        let by = match message.by {
            Actor::Staff(role) => role.into(),
            Actor::Participant(_) | Actor::Clock | Actor::Operator => Role::Host,
        };
        MessageItem {
            id: id.0,
            to: message.to.map(|PersonId(id)| id),
            texts: message.texts.clone(),
            by,
            at: message.at,
            seen: message.seen.keys().map(|person| person.0).collect(),
            withdrawn: message.withdrawn,
        }
    }
}

/// A message that covers a panelist's page until they have seen it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct OwnMessage {
    pub id: u32,
    pub texts: Texts,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
    /// It is to this panelist alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub alone: bool,
}

impl OwnMessage {
    /// Returns a message as its panelist gets it.
    pub fn of(id: MessageId, message: &Message) -> OwnMessage {
        OwnMessage {
            id: id.0,
            texts: message.texts.clone(),
            at: message.at,
            alone: message.to.is_some(),
        }
    }
}
