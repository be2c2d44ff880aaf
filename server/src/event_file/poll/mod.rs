//! Reads and writes the polls of an event file. What belongs to a kind is in the kind's file.

mod choice;

use plenary_domain::poll::run::{SECONDS_MAX, SECONDS_MIN};
use plenary_domain::poll::{LiveResults, PollInfo, Rules};
use plenary_domain::program::OptionInfo;

use super::items::{Keys, reference, required_texts, unique};
use super::reader::{Fields, Reader};
use super::write::{Out, quoted, word};

/// Reads what a kind says of a poll: its rules and its options.
type Read = fn(&mut Reader<'_>, &Fields<'_>) -> (Rules, Vec<OptionInfo>);

/// The words of `kind`.
const KINDS: [(&str, Read); 2] = [("single", choice::single), ("multiple", choice::multiple)];

/// The keys of all polls and those of the kinds, in the order in which a message lists them.
const KEYS: [&str; 10] = [
    "key",
    "session",
    "kind",
    "min",
    "max",
    "title",
    "options",
    "changeable",
    "live",
    "seconds",
];

const LIVES: [(&str, LiveResults); 3] = [
    ("count", LiveResults::Count),
    ("screen", LiveResults::Screen),
    ("everyone", LiveResults::Everyone),
];

pub fn poll(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &mut Keys,
    sessions: &Keys,
) -> PollInfo {
    reader.only(fields, &KEYS);
    let key = unique(reader, fields, keys);
    let session = fields
        .get("session")
        .map(|value| reference(reader, value, "session", sessions));
    let title = required_texts(reader, fields, "title");
    let kind = reader.required(fields, "kind");
    let read = kind.map_or(KINDS[0].1, |value| reader.word(value, &KINDS));
    let (rules, options) = read(reader, fields);
    PollInfo {
        key,
        session,
        rules,
        title,
        options,
        changeable: fields
            .get("changeable")
            .is_none_or(|value| reader.boolean(value)),
        live: fields
            .get("live")
            .map_or(LiveResults::Screen, |value| reader.word(value, &LIVES)),
        seconds: fields
            .get("seconds")
            .map(|value| reader.number(value, SECONDS_MIN, SECONDS_MAX)),
    }
}

pub fn write(out: &mut Out<'_>, poll: &PollInfo) {
    out.line("\n[[poll]]");
    out.pair("key", &quoted(&poll.key));
    if let Some(session) = &poll.session {
        out.pair("session", &quoted(session));
    }
    match &poll.rules {
        Rules::Choice(rules) => choice::write(out, rules),
    }
    if !poll.changeable {
        out.pair("changeable", "false");
    }
    if poll.live != LiveResults::Screen {
        out.pair("live", &quoted(word(&LIVES, poll.live)));
    }
    if let Some(seconds) = poll.seconds {
        out.pair("seconds", &seconds.to_string());
    }
    out.texts("title", &poll.title);
    out.line("options = [");
    for option in &poll.options {
        out.keyed_texts(&option.key, &option.text);
    }
    out.line("]");
}
