//! Events to start from. Each is an event file with texts in all interface languages; a test reads them.

use plenary_domain::program::Program;

use crate::event_file;
use crate::protocol::TemplateLine;

/// The templates, by key, in the order in which they are offered.
pub(super) const ALL: [(&str, &str); 6] = [
    ("keynote-day", include_str!("templates/keynote-day.toml")),
    ("panel", include_str!("templates/panel.toml")),
    ("round-table", include_str!("templates/round-table.toml")),
    (
        "general-meeting",
        include_str!("templates/general-meeting.toml"),
    ),
    ("lecture", include_str!("templates/lecture.toml")),
    ("workshop", include_str!("templates/workshop.toml")),
];

/// Returns the programme of a template.
pub fn program(key: &str) -> Option<Program> {
    let (_, text) = ALL.iter().find(|(known, _)| *known == key)?;
    let file = event_file::parse(text).ok()?;
    Some(file.program)
}

/// Returns the templates as the list shows them.
pub fn lines() -> Vec<TemplateLine> {
    let all = ALL.iter().filter_map(|(key, _)| {
        let program = program(key)?;
        Some(TemplateLine {
            key: (*key).to_owned(),
            title: program.event.title,
            sessions: program.sessions.len() as u32,
            polls: program.polls.len() as u32,
        })
    });
    all.collect()
}
