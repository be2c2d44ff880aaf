//! What a socket carries: client frames, server frames, and close codes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Texts;
use super::commands::Command;
use super::is_zero;
use super::items::Item;
use super::items::message::OwnMessage;
use super::items::own::Mine;
use super::rejection::Rejection;
use super::role::Role;

/// Why a socket was closed. The code tells a client whether to reconnect.
pub mod close {
    /// The server restarts: reconnect, with jitter.
    pub const COME_BACK: u16 = 1012;
    /// The client is too slow, or the server is full: reconnect later.
    pub const TRY_LATER: u16 = 1013;
    /// A frame exceeded the limit.
    pub const TOO_LONG: u16 = 1009;
    /// The bytes were not valid WebSocket.
    pub const BROKEN: u16 = 1002;
    /// A text frame was not valid UTF-8.
    pub const NOT_TEXT: u16 = 1007;
    /// A frame violated this protocol.
    pub const NONSENSE: u16 = 1008;
    /// The role link was revoked: do not reconnect with it.
    pub const REVOKED: u16 = 4001;
    /// The login was ended, by its own page or by a host: do not reconnect before the link is traded again.
    pub const SIGNED_OUT: u16 = 4002;
    /// The event was deleted: do not reconnect.
    pub const GONE: u16 = 4004;
}

/// What a client sends over the socket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum ClientFrame {
    /// A command, named by (c, n). A repeat of an accepted pair is acked and has no effect.
    Do {
        /// The client id: random, new with each page load.
        c: u32,
        /// Rises with each command of this client.
        n: u32,
        /// What to do.
        cmd: Command,
    },
    /// A heartbeat, after [`BEAT_S`] seconds of silence. The server answers one that has a number.
    Beat {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        n: Option<u32>,
    },
    /// What this desk works on. It is told to the other desks, never logged, and has no answer. A desk says it anew while somebody
    /// works there; [`HOLD_S`](super::HOLD_S) seconds after the last word it holds nothing any more. Staff only.
    Hold {
        /// The page's own number for itself: random, new with each page load.
        me: u32,
        /// Absent: it is here, and works on nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        on: Option<Hold>,
    },
    /// Tells everybody to leave the hall, or takes that back. Hosts only. It has no ack: the frame `leave` answers it, and says
    /// whether it is recorded.
    Leave { on: bool },
}

/// What a desk works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Hold {
    pub k: HoldKind,
    pub id: u32,
    /// The language in which it writes, of those of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// It writes, and does not only read. One desk writes in a text and a language: who begins first. The other's hold comes back
    /// without `writes`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub writes: bool,
}

impl Hold {
    /// Returns true if both are about the same text in the same language.
    pub fn is_in_the_place_of(&self, other: &Hold) -> bool {
        (self.k, self.id, &self.lang) == (other.k, other.id, &other.lang)
    }
}

/// The kinds of items that desks work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum HoldKind {
    Question,
    Entry,
    Nickname,
    Poll,
    Survey,
    Session,
    Person,
    Group,
    /// A term of the glossary.
    Term,
    /// The names of the event itself, with the id 0.
    Event,
}

/// A whole view at one position. The page's HTML also contains it, in `<script id="snapshot">`; a phone's contains only the items
/// that it shows first, without a position, if all of them would not fit into the first window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Snapshot {
    /// Names a history, as one run of the server tells it. After a change of epoch, nothing known before is valid.
    pub epoch: u32,
    #[ts(type = "number")]
    pub seq: u64,
    pub items: Vec<Item>,
}

/// What the server sends over the socket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum ServerFrame {
    /// The first frame.
    Welcome {
        version: u32,
        /// The server's clock in Unix milliseconds, for countdowns.
        #[ts(type = "number")]
        now: u64,
        /// The web client built into this server. If it differs from the page's, reload at a calm moment.
        build: String,
        /// False: this socket only watches. Join before sending commands.
        joined: bool,
        /// The panelist whose socket this is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        person: Option<u32>,
    },
    /// The whole view, which replaces the last one.
    Snapshot(Snapshot),
    /// The changes after `from`, up to `to`. Apply them if `from` ≤ the position held < `to`.
    Change {
        #[ts(type = "number")]
        from: u64,
        #[ts(type = "number")]
        to: u64,
        set: Vec<Item>,
        /// Names of items that left the view, as `k:id`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<String>>")]
        gone: Vec<String>,
    },
    /// The participant's own data, as of `seq`.
    Mine {
        #[ts(type = "number")]
        seq: u64,
        mine: Mine,
    },
    /// The messages that this panelist has not seen, the oldest first; replaces the last ones. Panelists only.
    Messages { messages: Vec<OwnMessage> },
    /// The hall is to be left, or no longer. Cover the page with the text in all its languages until `on` is false. It is sent at
    /// once, also while the log cannot be written, and after the welcome if there was ever one.
    Leave {
        on: bool,
        #[serde(default, skip_serializing_if = "Texts::is_empty")]
        #[ts(optional, as = "Option<Texts>")]
        texts: Texts,
        /// When it was told, later than what was told before: Unix milliseconds. A page that is covered by a later one ignores that
        /// it was taken back.
        #[ts(type = "number")]
        at: u64,
        /// It is in the log.
        recorded: bool,
    },
    /// Who is in the hall. It is never logged, so it has no position. Staff, and the number `present` for screens.
    Hall(Hall),
    /// The command is durable, and visible from `seq` on.
    Ack {
        c: u32,
        n: u32,
        #[ts(type = "number")]
        seq: u64,
    },
    /// The command was rejected and had no effect.
    Rejected { c: u32, n: u32, why: Rejection },
    /// A heartbeat. With a number it answers the client's heartbeat of that number.
    Beat {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        n: Option<u32>,
        /// With a number: Unix milliseconds of the server's clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "number")]
        now: Option<u64>,
    },
}

/// Who is connected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Hall {
    /// Number of sockets per role. A missing role has none.
    pub here: BTreeMap<Role, u32>,
    /// People whose personal page is connected.
    pub people: Vec<u32>,
    /// Candidate join addresses. Hosts only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Address>>")]
    pub addresses: Vec<Address>,
    /// Number of phones connected in the last minute: those connected now, and joined ones that have just left. Once somebody has
    /// checked in, the guests who did.
    pub present: u32,
    /// Those present are counted at the door.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub by_door: bool,
    /// False while the log cannot be written.
    pub writable: bool,
    /// The head of the log when the event was opened here, or when voting last closed: a fingerprint of everything before it. Hosts
    /// only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub head: Option<String>,
    /// The logins that were connected since the server started. Hosts only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<LoginSeen>>")]
    pub logins: Vec<LoginSeen>,
    /// Wrong role links that somebody tried in the last minutes. Hosts only.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub tried: u32,
    /// The desks of staff that have said who they are, by role and number. Not for screens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Desk>>")]
    pub desks: Vec<Desk>,
    /// Questions that pour in. Not for screens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub flood: Option<Flood>,
}

/// A page of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Desk {
    /// Its own number for itself.
    pub me: u32,
    pub role: Role,
    /// Tells the desks of a role apart, from 1.
    pub n: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on: Option<Hold>,
}

/// When a login's pages were last connected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct LoginSeen {
    pub id: u32,
    /// Number of its pages that are connected.
    pub here: u32,
    /// Unix milliseconds at which the last page left; absent while one is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub at: Option<u64>,
}

/// Questions of the last minute from few guests, or from guests who came together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Flood {
    pub questions: u32,
    /// Number of guests who asked them.
    pub guests: u32,
}

impl Hall {
    /// Returns the number of a role's connected sockets.
    pub fn count(&self, role: Role) -> u32 {
        self.here.get(&role).copied().unwrap_or(0)
    }
}

/// A candidate join address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Address {
    /// Scheme, host and port: `http://192.168.8.20:8080`.
    pub url: String,
    /// Its source: `public`, or the name of a network interface.
    pub source: String,
    /// Number of guests connected through it.
    pub phones: u32,
    /// QR codes and screens show this address.
    pub chosen: bool,
}
