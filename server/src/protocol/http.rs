//! The bodies of HTTP requests and responses.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::role::Role;

/// `POST /CODE/join`: makes this browser a participant. The identity is in the response's cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Joined {
    /// False: this browser was already a participant.
    pub fresh: bool,
}

/// `POST /CODE/auth`: trades a role secret for a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Auth {
    pub role: Role,
    /// The panelist's key, as in the page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<String>,
    /// The part after `#` in the link.
    pub secret: String,
}

/// `GET /CODE/links` (hosts): one link per role and panelist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct RoleLink {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<u32>,
    pub url: String,
}

/// The body of every HTTP error: a stable kind, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct HttpError {
    pub kind: String,
    pub message: String,
    /// The id of the server's log line, for errors of the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<String>,
}
