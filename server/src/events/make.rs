//! New events. Whatever they are made of, the result goes through the event file's reader, so that all rules have one home.

use plenary_domain::program::{EventInfo, Program};
use plenary_domain::text::Texts;

use super::{parsed, pictures, program, templates};
use crate::app::App;
use crate::event_file::pictures::Sent;
use crate::event_file::{self, Fault};
use crate::hub::HubError;
use crate::images::{Image, Picture, Size};
use crate::log::Header;
use crate::protocol::{Details, Keep, NewEvent};

/// An event of no content, which details fill in.
const NOTHING: &str = "[event]\nlanguages = [\"en\"]\ntitle = \"-\"\nvenue = \"-\"\ndate = 2026-01-01\nzone = \"UTC\"\n";

/// Why there is no new event.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The text cannot be an event.
    #[error("{}", super::told(.0))]
    Faults(Vec<Fault>),
    #[error("there is no template {0}")]
    NoTemplate(String),
    #[error(transparent)]
    Hub(#[from] HubError),
}

/// Makes an event as an organiser says.
///
/// # Errors
/// [`Refused`].
pub async fn make(app: &App, new: NewEvent) -> Result<Header, Refused> {
    match new {
        NewEvent::File { text } => create(app, &text, Sent::new(), None).await,
        NewEvent::Nothing(details) => {
            let nothing = event_file::parse(NOTHING).map_err(Refused::Faults)?;
            let text = described(nothing.program, details);
            create(app, &text, Sent::new(), None).await
        }
        NewEvent::Template { key, details } => {
            let template = templates::program(&key).ok_or(Refused::NoTemplate(key))?;
            create(app, &described(template, details), Sent::new(), None).await
        }
        NewEvent::Series {
            after,
            details,
            keep,
        } => {
            let after = crate::code::parse(&after).ok_or(HubError::NoEvent)?;
            let before = program(app, &after).await?;
            let sent = album(app, &after, &before).await?;
            let mut program = kept(before, keep);
            program.event.after = Some(after);
            create(app, &described(program, details), sent, None).await
        }
        NewEvent::Copy { of } => {
            let mut before = program(app, &of).await?;
            let sent = album(app, &of, &before).await?;
            // The copy is another event, and no second one at the same place of a series.
            before.event.after = None;
            create(app, &super::file(before, None), sent, None).await
        }
    }
}

/// Creates an event from the text of a file and the pictures that it names, under the wished code, the file's own, or a random one.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    app: &App,
    text: &str,
    sent: Sent,
    wish: Option<String>,
) -> Result<Header, Refused> {
    let read = parsed(text.to_owned(), sent).await;
    let (file, sent) = read.map_err(Refused::Faults)?;
    let wish = wish.or(file.code);
    let created = app.hub.create(file.program, sent.into_values(), wish, None);
    Ok(created.await?)
}

/// Gives an event another title.
///
/// # Errors
/// [`Refused`].
pub async fn rename(app: &App, code: &str, title: Texts) -> Result<(), Refused> {
    let mut program = program(app, code).await?;
    program.event.title = title;
    program.event.short = Texts::new();
    let sent = album(app, code, &program).await?;
    let read = parsed(super::file(program, None), sent).await;
    let (file, _) = read.map_err(Refused::Faults)?;
    app.hub
        .import(code, file.program, std::iter::empty())
        .await?;
    Ok(())
}

/// Returns a programme with these details as the text of a file. It has the languages of the details alone.
fn described(mut program: Program, details: Details) -> String {
    let Details {
        langs,
        title,
        venue,
        date,
        zone,
    } = details;
    program.event = EventInfo {
        langs,
        title,
        short: Texts::new(),
        venue,
        date,
        zone,
        ..program.event
    };
    super::file(program, None)
}

/// Returns a programme with what comes along.
fn kept(mut program: Program, keep: Keep) -> Program {
    if !keep.people {
        program.people.clear();
        for session in &mut program.sessions {
            session.speakers.clear();
            session.panelists.clear();
        }
    }
    if !keep.polls {
        program.polls.clear();
        program.surveys.clear();
        program.terms.clear();
    }
    if !keep.agenda {
        program.sessions.clear();
        program
            .polls
            .iter_mut()
            .for_each(|poll| poll.session = None);
        let surveys = program.surveys.iter_mut();
        surveys.for_each(|survey| survey.session = None);
    }
    if !keep.look {
        program.event.accent = None;
        program.event.wifi = None;
    }
    program
}

/// Returns the pictures that a programme of an event names, by their files.
async fn album(app: &App, code: &str, program: &Program) -> Result<Sent, HubError> {
    let mut sent = Sent::new();
    for named in pictures(program) {
        let image = async |size| {
            let bytes = app.hub.picture(code, &named.hash, size).await?;
            Ok::<_, HubError>(bytes.and_then(Image::of))
        };
        if let (Some(phone), Some(screen)) = (image(Size::Phone).await?, image(Size::Screen).await?)
        {
            sent.insert(named.file.clone(), Picture { phone, screen });
        }
    }
    Ok(sent)
}
