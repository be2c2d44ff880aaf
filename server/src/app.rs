//! What a server's handlers share: its events, its key, its clock and its sockets.

use std::sync::Arc;

use plenary_domain::ids::PersonId;
use plenary_domain::role::StaffRole;

use crate::clock::Clock;
use crate::code;
use crate::hub::{Hub, HubError};
use crate::keys::Keys;
use crate::protocol::{RoleLink, staff_role};
use crate::role;
use crate::room::Room;
use crate::socket::Sockets;

/// What all handlers share.
#[derive(Clone)]
pub struct App {
    pub hub: Arc<Hub>,
    pub keys: Keys,
    pub clock: Clock,
    /// As configured: it may be another address than the one that requests name.
    pub public_url: Option<String>,
    pub sockets: Arc<Sockets>,
}

impl App {
    /// The room of an event, by its code as somebody wrote it.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; what the log says.
    pub async fn room(&self, code: &str) -> Result<Room, HubError> {
        let code = code::parse(code).ok_or(HubError::NoEvent)?;
        self.hub.room(&code).await
    }

    /// The address that guests of an event join by.
    pub fn join_address(&self, room: &Room) -> String {
        let best = || self.hub.candidates().first().map(|(url, _)| url.clone());
        let chosen = room.entrance().address.clone();
        chosen.or_else(best).unwrap_or_default()
    }

    /// The links of all roles of an event, the host's first, on the address that guests join by.
    pub fn links(&self, room: &Room) -> Vec<RoleLink> {
        let (base, entrance) = (self.join_address(room), room.entrance());
        let mut links = Vec::new();
        for entry in role::staff() {
            let holders: Vec<Option<(PersonId, &str)>> = if entry.has_person {
                entrance.people().map(Some).collect()
            } else {
                vec![None]
            };
            for holder in holders {
                let role = staff_role(entry.role, holder.map(|(person, _)| person));
                let Some((role, generation)) =
                    role.and_then(|role| Some((role, entrance.generation(role)?)))
                else {
                    continue;
                };
                links.push(self.link(room, &base, role, generation, holder));
            }
        }
        links
    }

    fn link(
        &self,
        room: &Room,
        base: &str,
        role: StaffRole,
        generation: u32,
        holder: Option<(PersonId, &str)>,
    ) -> RoleLink {
        let event = &room.header;
        let entry = role::of(role.into());
        let page = match holder {
            Some((_, key)) => format!("{}/{key}", entry.name),
            None => entry.name.to_owned(),
        };
        let secret = self.keys.role_secret(event, role, generation);
        RoleLink {
            role: entry.role,
            person: holder.map(|(person, _)| person.0),
            url: format!("{base}/{}/{page}#{secret}", event.code),
        }
    }
}
