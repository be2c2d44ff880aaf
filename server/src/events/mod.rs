//! The events of a server as a whole: their list, an event as a file, and new events from a file, from nothing, from a template or after an
//! earlier event. The command line and the organiser's page use the same functions. An event's own content is its room's business.

mod make;
mod readiness;
mod reading;
mod series;
mod templates;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use plenary_domain::ids::Millis;
use plenary_domain::program::{Picture, Program};
use plenary_domain::state::State;
use plenary_domain::text::Texts;

use crate::app::App;
use crate::event_file::{self, EventFile, Fault};
use crate::hub::HubError;
use crate::log::Header;
use crate::protocol::{EventLine, When};

pub use make::{Refused, create, make, rename};
pub use readiness::readiness;
pub use reading::{checked, guests, parsed};
pub use series::{before, series};
pub use templates::lines as templates;

/// Returns an event as the list shows it.
///
/// # Errors
/// Errors of the log.
pub async fn line(app: &App, header: &Header) -> Result<Option<EventLine>, HubError> {
    let (code, now) = (header.code.clone(), app.clock.now());
    let room = app.hub.room(&code).await?;
    let read = room.read(move |state| line_of(state, code, now)).await;
    read.map_err(HubError::Rejected)
}

fn line_of(state: &State, code: String, now: Millis) -> Option<EventLine> {
    let info = state.event.info.as_ref()?;
    let running = state.sessions.running();
    let is_whole = |texts: &Texts| info.langs.iter().all(|lang| texts.contains_key(lang));
    let missing = texts(state).filter(|texts| !is_whole(texts)).count();
    Some(EventLine {
        code,
        title: info.title.clone(),
        venue: info.venue.clone(),
        langs: info.langs.clone(),
        date: info.date.clone(),
        zone: info.zone.clone(),
        after: info.after.clone(),
        when: when(&info.date, &info.zone, now),
        running: running.map(|(_, session)| session.info.title.clone()),
        sessions: state.sessions.iter().count() as u32,
        polls: state.polls.iter().count() as u32,
        people: state.persons.iter().count() as u32,
        terms: state.glossary.iter().count() as u32,
        guests: state.participants.len() as u32,
        missing: missing as u32,
        forgotten: state.event.forgotten,
        archived: state.event.shelf == plenary_domain::shelf::Shelf::Archived,
        ends_at: state.event.shelf.ends_at(),
    })
}

/// Returns the texts of an event that a hall reads.
fn texts(state: &State) -> impl Iterator<Item = &Texts> {
    let title = state.event.info.iter().map(|info| &info.title);
    let sessions = state.sessions.iter().map(|(_, s)| &s.info.title);
    let polls = state.polls.iter().flat_map(|(_, poll)| {
        let options = poll.info.options.iter().map(|option| &option.text);
        std::iter::once(&poll.info.title).chain(options)
    });
    title.chain(sessions).chain(polls)
}

/// Returns when a date is, seen from a time zone.
fn when(date: &str, zone: &str, now: Millis) -> When {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let now = Timestamp::from_millisecond(i64::try_from(now).unwrap_or(i64::MAX));
    let today = now.unwrap_or(Timestamp::MAX).to_zoned(zone).date();
    match date.parse::<Date>() {
        Ok(date) if date == today => When::Today,
        Ok(date) if date > today => When::Coming,
        Ok(_) | Err(_) => When::Over,
    }
}

/// Returns an event's programme.
///
/// # Errors
/// [`HubError::NoEvent`], also for an event without one; errors of the log.
pub async fn program(app: &App, code: &str) -> Result<Program, HubError> {
    let room = app.hub.room(code).await?;
    let program = room.read(State::program).await;
    program
        .map_err(HubError::Rejected)?
        .ok_or(HubError::NoEvent)
}

/// Returns an event as the text of a file that imports to the same event.
pub fn file(program: Program, code: Option<String>) -> String {
    event_file::write(&EventFile { program, code })
}

/// Returns the pictures that a programme names, each once.
pub fn pictures(program: &Program) -> Vec<&Picture> {
    let options = program.polls.iter().flat_map(|poll| &poll.options);
    let mut found: Vec<&Picture> = vec![];
    for picture in options.filter_map(|option| option.picture.as_ref()) {
        if !found.iter().any(|known| known.file == picture.file) {
            found.push(picture);
        }
    }
    found
}

/// Returns the faults in one text, a line each.
pub fn told(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
