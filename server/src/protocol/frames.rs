//! What a socket carries: frames of a client, frames of the server, and why a socket is closed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::commands::Command;
use super::items::Item;
use super::items::own::Mine;
use super::rejection::Rejection;
use super::role::Role;

/// Why a socket was closed; a client decides by it whether to come back.
pub mod close {
    /// The server restarts or drains: come back by yourself, with jitter.
    pub const COME_BACK: u16 = 1012;
    /// Too slow, too many, or the server is full: come back later.
    pub const TRY_LATER: u16 = 1013;
    /// A frame was longer than a client's may be.
    pub const TOO_LONG: u16 = 1009;
    /// What came was not WebSocket.
    pub const BROKEN: u16 = 1002;
    /// A text frame was not UTF-8.
    pub const NOT_TEXT: u16 = 1007;
    /// A frame was not of this protocol.
    pub const NONSENSE: u16 = 1008;
    /// The role link was revoked: do not come back with it.
    pub const REVOKED: u16 = 4001;
    /// The event was deleted: do not come back.
    pub const GONE: u16 = 4004;
}

/// What a client sends over the socket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum ClientFrame {
    /// A command. (c, n) names it: a resent pair that was accepted before is acked and does nothing.
    Do {
        /// The client: random, made anew with each page load.
        c: u32,
        /// Rises with each command of this client.
        n: u32,
        /// What to do.
        cmd: Command,
    },
    /// "I am still here", after [`BEAT_S`] seconds of silence. One with a number asks whether the server is, too.
    Beat {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        n: Option<u32>,
    },
}

/// A whole view at one position. It is also in the page's HTML, in `<script id="snapshot">`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Snapshot {
    /// Names the history; another epoch means that nothing known before holds.
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
        /// Unix milliseconds of the server's clock, for counting down.
        #[ts(type = "number")]
        now: u64,
        /// Names the web client in this server; another one than the page's means: reload at a calm moment.
        build: String,
        /// False: this socket only watches; commands need a join first.
        joined: bool,
        /// The person of a panelist's socket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        person: Option<u32>,
    },
    /// The whole view: forget the last one.
    Snapshot(Snapshot),
    /// What changed after `from`, up to `to`. Apply it if `from` ≤ the position held < `to`.
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
    /// What is one's own, as of `seq`.
    Mine {
        #[ts(type = "number")]
        seq: u64,
        mine: Mine,
    },
    /// Who is in the hall; never logged, so without a position. Staff only.
    Hall(Hall),
    /// The command is durable, and visible from `seq` on.
    Ack {
        c: u32,
        n: u32,
        #[ts(type = "number")]
        seq: u64,
    },
    /// The command was refused and had no effect.
    Rejected { c: u32, n: u32, why: Rejection },
    /// "I am still here"; with the number of the client's beat it answers that one.
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
    /// Sockets of each role; a role that is not there has none.
    pub here: BTreeMap<Role, u32>,
    /// People whose own page is connected.
    pub people: Vec<u32>,
    /// Candidate join addresses. Hosts only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Address>>")]
    pub addresses: Vec<Address>,
    /// False while the log cannot be written.
    pub writable: bool,
}

impl Hall {
    /// How many sockets of a role are connected.
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
    /// Where it comes from: `public`, or the name of a network interface.
    pub source: String,
    /// Guests who are connected by it.
    pub phones: u32,
    /// QR codes and screens show this one.
    pub chosen: bool,
}
