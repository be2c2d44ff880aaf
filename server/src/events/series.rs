//! Which events are a series: each names the one that it comes after. An event comes after one that was made before it, so no series goes
//! in a circle, and a code that another event has got meanwhile leads nowhere.

use plenary_domain::state::State;

use crate::app::App;
use crate::hub::HubError;
use crate::log::Header;
use crate::room::Room;

/// Returns the event before this one in its series; None if there is none, or if it is gone or in the trash.
///
/// # Errors
/// Errors of the log.
pub async fn before(app: &App, room: &Room) -> Result<Option<Room>, HubError> {
    let Some(code) = room.read(after).await.map_err(HubError::Rejected)? else {
        return Ok(None);
    };
    match app.room(&code).await {
        Ok(before) => Ok(Some(before).filter(|before| is_older(&before.header, &room.header))),
        Err(HubError::NoEvent) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Returns all events of the series that this one is in, itself among them, in no order. It opens each event of the server, as the list of
/// events does. One that cannot be opened is left out.
pub async fn series(app: &App, room: &Room) -> Vec<Room> {
    let mut others = vec![];
    let headers = app.hub.events().into_iter();
    for header in headers.filter(|header| header.expires_at.is_none()) {
        if let Ok(other) = app.room(&header.code).await
            && let Ok(after) = other.read(after).await
        {
            others.push((other, after));
        }
    }
    let follows = |(one, after): &(Room, Option<String>), other: &Room| {
        after.as_ref() == Some(&other.header.code) && is_older(&other.header, &one.header)
    };
    let is_this = |(one, _): &(Room, Option<String>)| one.header.id == room.header.id;
    let (mut found, mut others): (Vec<_>, Vec<_>) = others.into_iter().partition(is_this);
    loop {
        let (more, rest): (Vec<_>, Vec<_>) = others.into_iter().partition(|other| {
            let mut found = found.iter();
            found.any(|one| follows(one, &other.0) || follows(other, &one.0))
        });
        others = rest;
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found.into_iter().map(|(room, _)| room).collect()
}

fn after(state: &State) -> Option<String> {
    state.event.info.as_ref()?.after.clone()
}

fn is_older(one: &Header, other: &Header) -> bool {
    (one.created_at, one.id) < (other.created_at, other.id)
}
