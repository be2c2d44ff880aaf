//! The browsers that role links have let in.

use plenary_domain::ids::LoginId;
use plenary_domain::people::login::Login;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::role::Role;

/// A browser that a role's link let in. Hosts only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct LoginItem {
    pub id: u32,
    pub role: Role,
    /// The panelist whose link it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<u32>,
    /// What the browser calls itself; empty if nobody knows.
    pub device: String,
    /// Unix milliseconds.
    #[ts(type = "number")]
    pub at: u64,
}

impl LoginItem {
    /// Returns a login.
    pub fn of(id: LoginId, login: &Login) -> LoginItem {
        LoginItem {
            id: id.0,
            role: login.role.into(),
            person: login.role.person().map(|person| person.0),
            device: login.device.clone(),
            at: login.at,
        }
    }
}
