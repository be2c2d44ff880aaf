//! Parses an event file: `[event]` itself, and the other tables in the order in which they refer to one another (see
//! `items.rs`). It checks the whole file and reports every fault.

use plenary_domain::people::membership::GROUPS_MAX;
use plenary_domain::program::{
    EventInfo, LABELS_MAX, LANGS_MAX, LabelInfo, MARKED_CHARS_MAX, MARKED_MAX, PEOPLE_MAX,
    POLLS_MAX, PersonInfo, PollInfo, Program, RETENTION_DAYS_MAX, SESSIONS_MAX, SURVEYS_MAX,
    SessionInfo, SurveyInfo, TERMS_MAX, TITLE_CHARS_MAX, TermInfo, Wifi,
};
use plenary_domain::text::ANNOUNCEMENT_CHARS_MAX;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::groups::group;
use super::items::{Keys, label, person, session, warn_of_overlaps};
use super::pictures::{Pictures, Sent};
use super::poll::poll;
use super::reader::{Fields, Reader};
use super::survey::{Asked, survey};
use super::terms::term;
use super::{BYTES_MAX, Checked, EventFile, Fault, values};
use crate::{accent, zones};

/// Default number of expected people.
pub const HEADCOUNT: u32 = 200;
/// Limit on the number of expected people.
pub const HEADCOUNT_MAX: u32 = 100_000;
/// Default number of days that guest data is kept.
pub const RETENTION_DAYS: u32 = 30;

/// Reads an event file without pictures: to name one is a fault.
///
/// Errors: all faults in file order, at most [`FAULTS_MAX`](super::FAULTS_MAX); a single one for a file over
/// [`BYTES_MAX`] bytes.
pub fn parse(text: &str) -> Result<EventFile, Vec<Fault>> {
    check(text).file
}

/// As [`parse`], with the pictures that it names.
pub fn parse_with(text: &str, pictures: &mut dyn Pictures) -> Result<EventFile, Vec<Fault>> {
    check_with(text, pictures).file
}

/// Reads an event file without pictures, and reports faults and likely mistakes.
pub fn check(text: &str) -> Checked {
    check_with(text, &mut Sent::new())
}

/// As [`check`], with the pictures that it names.
pub fn check_with(text: &str, pictures: &mut dyn Pictures) -> Checked {
    match read(text, pictures) {
        Ok((file, warnings)) => Checked {
            file: Ok(file),
            warnings,
        },
        Err(faults) => Checked {
            file: Err(faults),
            warnings: Vec::new(),
        },
    }
}

fn read(text: &str, pictures: &mut dyn Pictures) -> Result<(EventFile, Vec<Fault>), Vec<Fault>> {
    if text.len() > BYTES_MAX {
        let message = format!(
            "the file has {} bytes: expected at most {BYTES_MAX}",
            text.len()
        );
        return Err(vec![Fault {
            line: 1,
            column: 1,
            message,
        }]);
    }
    let (document, syntax) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, &syntax, pictures);
    let root = Fields {
        table: document.get_ref(),
        at: 0..0,
        what: "the file",
    };
    reader.only(
        &root,
        &[
            "event", "group", "person", "session", "poll", "survey", "label", "term",
        ],
    );

    let (event, code) = event(&mut reader, &root);
    let mut groups = Vec::new();
    for fields in &reader.tables(&root, "group", "[[group]]", GROUPS_MAX) {
        groups.push(group(&mut reader, fields, &groups));
    }
    let mut person_keys = Keys::new();
    let people: Vec<PersonInfo> = reader
        .tables(&root, "person", "[[person]]", PEOPLE_MAX)
        .iter()
        .map(|fields| person(&mut reader, fields, &mut person_keys, &groups))
        .collect();
    let mut session_keys = Keys::new();
    let session_tables = reader.tables(&root, "session", "[[session]]", SESSIONS_MAX);
    let sessions: Vec<SessionInfo> = session_tables
        .iter()
        .map(|fields| session(&mut reader, fields, &mut session_keys, &person_keys))
        .collect();
    warn_of_overlaps(&mut reader, &session_tables, &sessions);
    let mut poll_keys = Keys::new();
    let poll_tables = reader.tables(&root, "poll", "[[poll]]", POLLS_MAX);
    let mut polls: Vec<PollInfo> = poll_tables
        .iter()
        .map(|fields| {
            poll(
                &mut reader,
                fields,
                &mut poll_keys,
                &session_keys,
                &sessions,
                &groups,
            )
        })
        .collect();

    let mut survey_keys = Keys::new();
    let mut asked = Asked {
        taken: vec![None; polls.len()],
        polls: &mut polls,
        tables: &poll_tables,
    };
    let surveys: Vec<SurveyInfo> = reader
        .tables(&root, "survey", "[[survey]]", SURVEYS_MAX)
        .iter()
        .map(|fields| {
            survey(
                &mut reader,
                fields,
                &mut survey_keys,
                &session_keys,
                &poll_keys,
                &mut asked,
                &groups,
            )
        })
        .collect();

    let mut label_keys = Keys::new();
    let labels: Vec<LabelInfo> = reader
        .tables(&root, "label", "[[label]]", LABELS_MAX)
        .iter()
        .map(|fields| label(&mut reader, fields, &mut label_keys))
        .collect();

    let mut terms: Vec<TermInfo> = vec![];
    for fields in reader.tables(&root, "term", "[[term]]", TERMS_MAX) {
        term(&mut reader, &fields, &mut terms);
    }
    let warnings = reader.finish()?;
    let program = Program {
        event,
        groups,
        people,
        sessions,
        polls,
        surveys,
        labels,
        terms,
    };
    Ok((EventFile { program, code }, warnings))
}

fn event(reader: &mut Reader<'_>, root: &Fields<'_>) -> (EventInfo, Option<String>) {
    let empty = DeTable::new();
    let fields = reader
        .required(root, "event")
        .and_then(|value| reader.table(value, "[event]"));
    let known = fields.is_some();
    let fields = fields.unwrap_or(Fields {
        table: &empty,
        at: 0..0,
        what: "[event]",
    });
    reader.only(
        &fields,
        &[
            "code",
            "languages",
            "title",
            "short",
            "venue",
            "date",
            "zone",
            "accent",
            "headcount",
            "retention_days",
            "questions_open",
            "in_hall",
            "marked_words",
            "wifi",
            "leave",
            "after",
        ],
    );
    // If the table is missing, one fault is enough.
    let required = |reader: &mut Reader<'_>, key| {
        if known {
            reader.required(&fields, key)
        } else {
            None
        }
    };

    let langs = required(reader, "languages")
        .map(|value| languages(reader, value))
        .unwrap_or_default();
    reader.langs = langs.clone();
    let title = required(reader, "title")
        .map(|value| reader.texts(value, TITLE_CHARS_MAX))
        .unwrap_or_default();
    let venue = required(reader, "venue")
        .map(|value| reader.texts(value, TITLE_CHARS_MAX))
        .unwrap_or_default();
    let date = required(reader, "date")
        .map(|value| date(reader, value))
        .unwrap_or_default();
    let zone = required(reader, "zone")
        .map(|value| zone(reader, value))
        .unwrap_or_default();

    let code = fields
        .get("code")
        .map(|value| reader.shaped(value, values::code));
    let short = fields
        .get("short")
        .map(|value| reader.texts(value, TITLE_CHARS_MAX))
        .unwrap_or_default();
    let colour = fields
        .get("accent")
        .map(|value| reader.shaped(value, values::colour));
    let headcount = fields
        .get("headcount")
        .map_or(HEADCOUNT, |value| reader.number(value, 1, HEADCOUNT_MAX));
    let retention_days = fields
        .get("retention_days")
        .map_or(RETENTION_DAYS, |value| {
            reader.number(value, 1, RETENTION_DAYS_MAX)
        });
    let questions_open = fields
        .get("questions_open")
        .is_none_or(|value| reader.boolean(value));
    reader.questions_open = questions_open;
    let in_hall = fields
        .get("in_hall")
        .is_some_and(|value| reader.boolean(value));
    reader.in_hall = in_hall;
    let wifi = fields
        .get("wifi")
        .and_then(|value| reader.table(value, "[event.wifi]"));
    let wifi = wifi.map(|fields| wifi_of(reader, &fields));

    let marked = fields
        .get("marked_words")
        .map(|value| marked_words(reader, value))
        .unwrap_or_default();

    let leave = fields
        .get("leave")
        .map(|value| reader.texts(value, ANNOUNCEMENT_CHARS_MAX as usize))
        .unwrap_or_default();

    let after = fields
        .get("after")
        .map(|value| reader.shaped(value, values::code))
        .filter(|code| !code.is_empty());

    let accent = colour.and_then(|written| accent::correct(&written));
    let event = EventInfo {
        langs,
        title,
        short,
        venue,
        date,
        zone,
        accent,
        headcount,
        retention_days,
        questions_open,
        wifi,
        marked,
        in_hall,
        leave,
        after,
    };
    (event, code)
}

fn marked_words(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Vec<String> {
    let Some(list) = reader.array(value, "a list of words") else {
        return Vec::new();
    };
    if list.len() > MARKED_MAX {
        reader.fault(
            &value.span(),
            format!(
                "a list of {}: expected at most {MARKED_MAX} words",
                list.len()
            ),
        );
    }
    let word = |value| reader.shaped(value, |written| values::text(written, MARKED_CHARS_MAX));
    list.iter().map(word).collect()
}

fn languages(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Vec<String> {
    let expected = "a list of languages, such as [\"en\", \"zh-Hans\"]";
    let Some(list) = reader.array(value, expected) else {
        return Vec::new();
    };
    if !(1..=LANGS_MAX).contains(&list.len()) {
        reader.fault(
            &value.span(),
            format!(
                "a list of {}: expected 1 to {LANGS_MAX} languages",
                list.len()
            ),
        );
    }
    let mut langs: Vec<String> = Vec::new();
    reader.langs_at = list.iter().map(Spanned::span).collect();
    for value in list.iter() {
        let lang = reader.shaped(value, values::language);
        if langs.contains(&lang) && !lang.is_empty() {
            reader.fault(
                &value.span(),
                format!("the language `{lang}` is listed twice"),
            );
        }
        langs.push(lang);
    }
    // If a language is misspelt, do not check texts against the others.
    if langs.iter().any(String::is_empty) {
        Vec::new()
    } else {
        langs
    }
}

/// Reads a TOML date, `2018-08-02`, with or without quotes.
fn date(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> String {
    let DeValue::Datetime(written) = value.get_ref() else {
        return reader.shaped(value, values::date);
    };
    if let (Some(date), None, None) = (written.date, written.time, written.offset) {
        return date.to_string();
    }
    reader.expected(value, "a date alone, such as 2018-08-02");
    String::new()
}

/// Reads a time zone. A fixed offset is allowed, with a warning.
fn zone(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> String {
    let zone = reader.shaped(value, zones::zone);
    if let Some(warning) = zones::warning_of(&zone) {
        reader.warn(&value.span(), warning);
    }
    zone
}

/// Reads a network name of at most 32 bytes, and no password or one of 8 to 63 characters, as Wi-Fi requires.
fn wifi_of(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Wifi {
    reader.only(fields, &["name", "password"]);
    let name = reader.required(fields, "name").map(|value| {
        reader.shaped(value, |written| match written.len() {
            1..=32 => values::text(written, 32).map(|_| written.to_owned()),
            bytes => Err(format!("this name has {bytes} bytes: expected 1 to 32")),
        })
    });
    let password = fields.get("password").map(|value| {
        reader.shaped(value, |written| match written.chars().count() {
            0 => Ok(String::new()),
            8..=63 if !written.chars().any(char::is_control) => Ok(written.to_owned()),
            chars => Err(format!("this password has {chars} characters: expected none, or 8 to 63 without control characters")),
        })
    });
    Wifi {
        name: name.unwrap_or_default(),
        password: password.unwrap_or_default(),
    }
}
