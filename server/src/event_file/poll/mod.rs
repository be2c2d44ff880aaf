//! Reads and writes the polls of an event file. Everything specific to a kind is in its own file and one line of the tables.

#[cfg(test)]
pub(super) mod around;
mod choice;
mod estimate;
mod matrix;
mod motion;
mod points;
mod quiz;
mod ranking;
mod scale;
mod text;
pub mod voters;
mod words;

use plenary_domain::poll::kind::Setting;
use plenary_domain::poll::run::{SECONDS_MAX, SECONDS_MIN};
use plenary_domain::poll::{LiveResults, PollInfo, Reveal, Rules, Show};
use plenary_domain::program::{GroupInfo, OptionInfo, SessionInfo};
use plenary_domain::rejection::{PollFault, Wrong};
use toml::Spanned;

use super::items::{Keys, reference, required_texts, unique};
use super::reader::{Fields, Reader};
use super::values;
use super::write::{Out, quoted, word};
use crate::picture::{self, Crowded};

/// A possible value of `kind`.
struct Kind {
    word: &'static str,
    /// The keys of this kind, in addition to those of all polls.
    keys: &'static [&'static str],
    read: Read,
}

/// A reader of the parts of a poll that depend on its kind: its rules and its options.
type Read = fn(&mut Reader<'_>, &Fields<'_>) -> (Rules, Vec<OptionInfo>);

const KINDS: [&[Kind]; 10] = [
    choice::KINDS,
    scale::KINDS,
    ranking::KINDS,
    points::KINDS,
    motion::KINDS,
    estimate::KINDS,
    matrix::KINDS,
    words::KINDS,
    text::KINDS,
    quiz::KINDS,
];

fn write_rules(out: &mut Out<'_>, rules: &Rules, options: &[OptionInfo]) {
    match rules {
        Rules::Choice(rules) => choice::write(out, rules),
        Rules::Scale(rules) => scale::write(out, rules),
        Rules::Ranking(rules) => ranking::write(out, rules),
        Rules::Points(rules) => points::write(out, rules),
        Rules::Motion(rules) => motion::write(out, rules),
        Rules::Estimate(rules) => estimate::write(out, rules),
        Rules::Matrix(rules) => matrix::write(out, rules),
        Rules::Words(rules) => words::write(out, rules),
        Rules::Text(rules) => text::write(out, rules),
        Rules::Quiz(rules) => quiz::write(out, rules, options),
        Rules::FreeChoice(rules) => choice::write_free(out, rules),
    }
}

/// The keys common to all polls.
const KEYS: [&str; 14] = [
    "key",
    "session",
    "kind",
    "title",
    "changeable",
    "live",
    "seconds",
    "show",
    "reveal",
    "in_hall",
    "one_per",
    "only",
    "weights",
    "named",
];

const LIVES: [(&str, LiveResults); 4] = [
    ("count", LiveResults::Count),
    ("screen", LiveResults::Screen),
    ("everyone", LiveResults::Everyone),
    ("never", LiveResults::Never),
];

const SHOWS: [(&str, Show); 3] = [
    ("shares", Show::Shares),
    ("counts", Show::Counts),
    ("both", Show::Both),
];

const REVEALS: [(&str, Reveal); 2] = [("host", Reveal::Host), ("time_up", Reveal::TimeUp)];

/// The keys of settings that some kinds do not take.
const SETTINGS: [(&str, Setting); 6] = [
    ("seconds", Setting::Seconds),
    ("changeable", Setting::Changeable),
    ("live", Setting::Live),
    ("show", Setting::Show),
    ("reveal", Setting::Reveal),
    ("named", Setting::Named),
];

pub fn poll(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &mut Keys,
    sessions: &Keys,
    agenda: &[SessionInfo],
    groups: &[GroupInfo],
) -> PollInfo {
    let kinds: Vec<&Kind> = KINDS.iter().copied().flatten().collect();
    let known = kinds.iter().flat_map(|kind| kind.keys);
    let known: Vec<&str> = KEYS.iter().chain(known).copied().collect();
    let words: Vec<(&str, &Kind)> = kinds.iter().map(|kind| (kind.word, *kind)).collect();
    let kind = reader.required(fields, "kind");
    let kind = kind.map_or(kinds[0], |value| reader.word(value, &words));
    let expected: Vec<&str> = KEYS.iter().chain(kind.keys).copied().collect();
    reader.only_expecting(fields, &known, &expected);
    let key = unique(reader, fields, keys);
    let session = fields
        .get("session")
        .map(|value| reference(reader, value, "session", sessions));
    let title = required_texts(reader, fields, "title");
    only_of_kind(reader, fields, &kinds, kind);
    let (rules, options) = (kind.read)(reader, fields);
    check(reader, fields, &rules, options.len());
    let changeable = rules.is_usually_changeable();
    let poll = PollInfo {
        key,
        session,
        rules,
        title,
        options,
        changeable: fields
            .get("changeable")
            .map_or(changeable, |value| reader.boolean(value)),
        live: fields
            .get("live")
            .map_or(LiveResults::Screen, |value| reader.word(value, &LIVES)),
        seconds: fields
            .get("seconds")
            .map(|value| reader.number(value, SECONDS_MIN, SECONDS_MAX)),
        show: fields
            .get("show")
            .map_or(Show::default(), |value| reader.word(value, &SHOWS)),
        reveal: fields
            .get("reveal")
            .map_or(Reveal::default(), |value| reader.word(value, &REVEALS)),
        voters: voters::voters(reader, fields, groups),
        named: fields
            .get("named")
            .is_some_and(|value| reader.boolean(value)),
    };
    only_settings_of_kind(reader, fields, &poll, kind.word);
    warn_of_endless(reader, fields, &poll);
    warn_if_crowded(reader, fields, &poll, agenda, groups);
    poll
}

/// Reports what the domain refuses of rules that were read. A key or a text that is missing was reported before.
fn check(reader: &mut Reader<'_>, fields: &Fields<'_>, rules: &Rules, options: usize) {
    let Err(PollFault { field, wrong, .. }) = rules.valid(options) else {
        return;
    };
    if wrong == Wrong::Missing {
        return;
    }
    let Some(value) = fields.get(&field) else {
        return;
    };
    let message = if let Wrong::OutOfRange { found, min, max } = wrong
        && field == "options"
    {
        format!("a list of {found}: expected {min} to {max} options")
    } else {
        wrong.to_string()
    };
    reader.echo(&value.span(), message);
}

/// Warns of texts that do not fit on one picture of the screen.
fn warn_if_crowded(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    poll: &PollInfo,
    agenda: &[SessionInfo],
    groups: &[GroupInfo],
) {
    let session = agenda
        .iter()
        .find(|session| Some(&session.key) == poll.session.as_ref())
        .map(|session| &session.title);
    let (texts, what) = match picture::crowded(poll, session, groups, &reader.langs) {
        None => return,
        Some(Crowded::Pages) => (
            "options",
            "the title and the options are too long for one picture: the screen shows the options on pages that turn",
        ),
        Some(Crowded::Languages) => (
            "title",
            "the texts are too long to stand in all languages: the screen leaves some out",
        ),
    };
    let at = fields.get(texts).map_or(fields.at.clone(), Spanned::span);
    reader.warn(&at, format!("poll `{}`: {what}", poll.key));
}

/// Warns of a result that is to reveal itself at the end of a time that the file does not set.
fn warn_of_endless(reader: &mut Reader<'_>, fields: &Fields<'_>, poll: &PollInfo) {
    let Some(value) = fields.get("reveal") else {
        return;
    };
    if poll.reveal == Reveal::TimeUp && poll.seconds.is_none() {
        let message = format!(
            "poll `{}`: without `seconds` no time is up: the result reveals itself only if the host sets a time when the poll opens",
            poll.key
        );
        reader.warn(&value.span(), message);
    }
}

/// Reports keys of other kinds.
fn only_of_kind(reader: &mut Reader<'_>, fields: &Fields<'_>, kinds: &[&Kind], kind: &Kind) {
    for (key, value) in fields.table.iter() {
        let name = key.get_ref().as_ref();
        let having = kinds.iter().filter(|kind| kind.keys.contains(&name));
        let having: Vec<&str> = having.map(|kind| kind.word).collect();
        if !having.is_empty() && !having.contains(&kind.word) {
            let message = format!(
                "`{name}` is only for polls of kind {}: remove it",
                values::one_of(&having)
            );
            reader.echo(&value.span(), message);
        }
    }
}

/// Reports settings that make no sense for the kind.
fn only_settings_of_kind(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    poll: &PollInfo,
    word: &'static str,
) {
    let (rules, options) = (&poll.rules, poll.options.len());
    let refused = SETTINGS
        .into_iter()
        .filter(|(_, setting)| !rules.takes(options, *setting));
    for (key, setting) in refused {
        if let Some(value) = fields.get(key) {
            // Only of some kinds with items, a setting of the others makes no sense.
            let items = match rules.takes(0, setting) && options > 0 {
                true => " with `options`",
                false => "",
            };
            let message =
                format!("`{key}` makes no sense for a poll of kind `{word}`{items}: remove it");
            reader.echo(&value.span(), message);
        }
    }
    let says_more = |live| matches!(live, LiveResults::Screen | LiveResults::Everyone);
    if let Some(value) = fields
        .get("live")
        .filter(|_| rules.is_held() && says_more(poll.live))
    {
        let message = format!(
            "`live` makes sense for a poll of kind `{word}` only as {}: its counts are held back until the reveal",
            values::one_of(&["count", "never"])
        );
        reader.echo(&value.span(), message);
    }
    if let Some(value) = fields.get("weights").filter(|_| !rules.weighs()) {
        let message = "ballots cannot count by weights here: the result stands for people";
        reader.echo(&value.span(), message);
    }
}

/// Writes a poll. That of a survey leaves to it who may answer.
pub fn write(out: &mut Out<'_>, poll: &PollInfo, surveyed: bool) {
    out.line("\n[[poll]]");
    out.pair("key", &quoted(&poll.key));
    if let Some(session) = &poll.session {
        out.pair("session", &quoted(session));
    }
    write_rules(out, &poll.rules, &poll.options);
    if poll.changeable != poll.rules.is_usually_changeable() {
        out.pair("changeable", &poll.changeable.to_string());
    }
    // An event of before may have what a file does not take any more, and what meant nothing.
    if poll.live != LiveResults::Screen && poll.takes_live(poll.live) {
        out.pair("live", &quoted(word(&LIVES, poll.live)));
    }
    if let Some(seconds) = poll.seconds {
        out.pair("seconds", &seconds.to_string());
    }
    if poll.show != Show::default() && poll.rules.takes(poll.options.len(), Setting::Show) {
        out.pair("show", &quoted(word(&SHOWS, poll.show)));
    }
    if poll.reveal != Reveal::default() {
        out.pair("reveal", &quoted(word(&REVEALS, poll.reveal)));
    }
    if !surveyed {
        voters::write(out, &poll.voters);
    }
    if poll.named {
        out.pair("named", "true");
    }
    out.texts("title", &poll.title);
    if !poll.options.is_empty() {
        out.line("options = [");
        for option in &poll.options {
            let picture = option.picture.as_ref();
            let picture = picture.map(|picture| ("picture", picture.file.as_str()));
            out.keyed_texts(&option.key, &option.text, picture);
        }
        out.line("]");
    }
}
