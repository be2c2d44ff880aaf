//! A guest's page as it will be while a poll is open, for a host who writes the poll. It is the page itself, in a frame without rights: it
//! connects to nothing, stores nothing, and nobody joins by it.

use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use plenary_domain::fact::Fact;
use plenary_domain::ids::PollId;
use plenary_domain::import;
use plenary_domain::program::Program;
use plenary_domain::state::State;
use serde_json::json;

use super::Error;
use super::auth::require;
use super::document::{Document, Seen, Shell};
use super::lang::Wishes;
use super::pages::framed;
use crate::app::App;
use crate::protocol::{Item, Role};
use crate::view::{Entry, Part, entries};

/// `GET /CODE/preview/POLL`.
pub(super) async fn preview(
    Shared(app): Shared<App>,
    Path((code, poll)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let read = room.read(move |state| {
        let key = state.polls.get(PollId(poll))?.info.key.clone();
        Some((state.program()?, key))
    });
    let (program, key) = read.await?.ok_or_else(Error::no_poll)?;
    let snapshot = opened(program, &key, &room.header.code);
    let seen = Seen::of(&snapshot);
    let page = Document::new(&Shell {
        name: "phone",
        reader: &Wishes::of(&headers).reader(seen.langs()),
        data: &[("code", &room.header.code), ("role", "participant")],
        snapshot: Some(&snapshot),
        seen: &seen,
    });
    Ok(framed(&page))
}

/// Returns a guest's view of an event in which nothing has happened, but for this poll, which is open.
fn opened(program: Program, key: &str, code: &str) -> String {
    let mut state = State::default();
    // A poll of a survey stands alone, too.
    let program = Program {
        surveys: vec![],
        ..program
    };
    for fact in import::plan(&state, &program).facts {
        state.apply(&fact);
    }
    let found = state.polls.iter().find(|(_, poll)| poll.info.key == key);
    if let Some(id) = found.map(|(id, _)| id) {
        state.apply(&Fact::PollOpened(id, None));
    }
    let shown = [Part::Program, Part::Stage].into_iter();
    let items: Vec<Item> = shown
        .flat_map(|part| entries(&state, code, Role::Participant, part))
        .filter_map(|entry| match entry {
            Entry::Item(item) => Some(*item),
            Entry::Kept { .. } => None,
        })
        .collect();
    json!({ "epoch": 0, "seq": 0, "items": items }).to_string()
}
