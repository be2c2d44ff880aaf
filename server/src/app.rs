//! State shared by all HTTP handlers: the events, the key, the clock and the sockets.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use plenary_domain::ids::{CodeId, GroupId, PersonId, ValueId};
use plenary_domain::role::StaffRole;

use crate::backup::Taken;
use crate::clock::Clock;
use crate::code;
use crate::drafts::Drafts;
use crate::guesses::Guesses;
use crate::hub::{Hub, HubError};
use crate::keys::Keys;
use crate::organisers::Organisers;
use crate::protocol::{CodeCard, Rejection, Role, RoleLink, staff_role};
use crate::rehearsals::Rehearsals;
use crate::role;
use crate::room::Room;
use crate::socket::Sockets;

/// State shared by all handlers.
#[derive(Clone)]
pub struct App {
    pub hub: Arc<Hub>,
    pub keys: Keys,
    pub clock: Clock,
    /// From the configuration. Requests may name another address.
    pub public_url: Option<String>,
    /// The server speaks TLS itself, so what comes without it comes to the wrong door.
    pub has_tls: bool,
    /// The origins whose pages may contain the page of a poll.
    pub frame_ancestors: Arc<[String]>,
    pub sockets: Arc<Sockets>,
    pub guesses: Arc<Guesses>,
    /// None: no machine makes drafts.
    pub drafts: Option<Arc<Drafts>>,
    pub organisers: Arc<Organisers>,
    pub storage: Storage,
    pub rehearsals: Arc<Rehearsals>,
}

/// Where everything is kept.
#[derive(Clone, Default)]
pub struct Storage {
    /// The data folder.
    pub folder: PathBuf,
    /// The last backup.
    pub taken: Taken,
    /// The folder of the server's own backups, and how often there is one.
    pub backups: Option<(PathBuf, Duration)>,
}

impl Storage {
    /// Returns the free space on the disk of the data folder, in bytes; None if the system does not tell.
    pub fn free_bytes(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&self.folder).ok()?;
        Some(disk.f_bavail * disk.f_frsize)
    }
}

impl App {
    /// Returns the room of an event. `code` is the code as the visitor typed it.
    ///
    /// # Errors
    /// [`HubError::NoEvent`]; errors of the log.
    pub async fn room(&self, code: &str) -> Result<Room, HubError> {
        let code = code::parse(code).ok_or(HubError::NoEvent)?;
        let room = self.hub.room(&code).await?;
        if room.entrance().in_trash {
            return Err(HubError::NoEvent);
        }
        Ok(room)
    }

    /// Returns the address at which guests join an event.
    pub fn join_address(&self, room: &Room) -> String {
        let best = || self.hub.candidates().first().map(|(url, _)| url.clone());
        let chosen = room.entrance().address.clone();
        chosen.or_else(best).unwrap_or_default()
    }

    /// Returns the organiser's link, on the best address of this server.
    pub fn organiser_link(&self) -> String {
        let candidates = self.hub.candidates();
        let base = candidates.first().map(|(url, _)| url.as_str());
        let secret = self.keys.organiser_secret(self.organisers.generation());
        format!("{}/organise#{secret}", base.unwrap_or_default())
    }

    /// Returns the link of an event's host.
    pub fn host_link(&self, room: &Room) -> String {
        self.host_link_at(room, &self.join_address(room))
    }

    /// Returns the link of an event's host, on this address.
    pub fn host_link_at(&self, room: &Room, base: &str) -> String {
        let mut links = self.links_at(room, base).into_iter();
        let host = links.find(|link| link.role == Role::Host);
        host.map(|link| link.url).unwrap_or_default()
    }

    /// Returns the links of all roles of an event, the host's first, on the address at which guests join.
    pub fn links(&self, room: &Room) -> Vec<RoleLink> {
        self.links_at(room, &self.join_address(room))
    }

    fn links_at(&self, room: &Room, base: &str) -> Vec<RoleLink> {
        let entrance = room.entrance();
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
                links.push(self.link(room, base, role, generation, holder));
            }
        }
        links
    }

    /// Returns the single-use codes of an event, by number. They are secrets.
    ///
    /// # Errors
    /// [`Rejection::Unavailable`] while there is no trusted state.
    pub async fn codes(&self, room: &Room) -> Result<Vec<CodeCard>, Rejection> {
        let codes = room.read(|state| {
            let keys = |(group, value): &(GroupId, ValueId)| {
                let group = state.groups.get(*group)?;
                let (_, named) = group.values().find(|(id, _)| id == value)?;
                Some((group.info.key.clone(), named.key.clone()))
            };
            let listed = state.guest_list.iter();
            let listed = listed.map(|(_, one)| (one.info.code, one.info.who.name.as_str()));
            let names: HashMap<CodeId, &str> = listed.collect();
            let codes = state.codes.iter().map(|(id, code)| {
                let groups = code.info.values.iter().filter_map(keys).collect();
                // Whoever is on the guest list has a badge with this code.
                let listed = names.get(&id).map(|name| (*name).to_owned());
                let name = code.info.name.clone().or(listed);
                (id, name, groups, code.holder.is_some())
            });
            codes.collect::<Vec<(CodeId, _, _, bool)>>()
        });
        let codes = codes
            .await?
            .into_iter()
            .map(|(id, name, groups, taken)| CodeCard {
                n: id.0 + 1,
                url: self.code_url(room, id),
                code: self.keys.code(&room.header, id),
                name,
                groups,
                taken,
            });
        Ok(codes.collect())
    }

    /// Returns the address that joins an event and enters a single-use code.
    pub fn code_url(&self, room: &Room, id: CodeId) -> String {
        let (base, event) = (self.join_address(room), &room.header.code);
        format!("{base}/{event}#code={}", self.keys.code(&room.header, id))
    }

    /// Returns the address that shows one poll alone.
    pub fn poll_url(&self, room: &Room, key: &str) -> String {
        let generation = room.entrance().generation(StaffRole::Slide);
        let secret = self
            .keys
            .poll_secret(&room.header, key, generation.unwrap_or_default());
        let (base, event) = (self.join_address(room), &room.header.code);
        format!("{base}/{event}/screen?poll={key}#{secret}")
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
