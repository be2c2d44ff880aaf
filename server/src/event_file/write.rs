//! Writes an event as an event file that a person can continue to edit: in programme order, without default values, one
//! option per line. [`parse`](super::parse()) reads the same event from it.

use std::fmt::Write;

use plenary_domain::program::{
    EventInfo, GroupInfo, LabelInfo, PersonInfo, SessionInfo, TermInfo, Texts,
};

use super::items::SESSION_KINDS;
use super::parse::{HEADCOUNT, RETENTION_DAYS};
use super::{EventFile, poll, questions, survey};

/// Writes an event file.
pub fn write(file: &EventFile) -> String {
    let program = &file.program;
    let langs = &program.event.langs;
    let mut out = Out {
        text: String::new(),
        langs,
        in_hall: program.event.in_hall,
    };
    out.event(&program.event, file.code.as_deref());
    program.groups.iter().for_each(|group| out.group(group));
    program.people.iter().for_each(|person| out.person(person));
    program
        .sessions
        .iter()
        .for_each(|session| out.session(session));
    for written in &program.polls {
        let mut surveys = program.surveys.iter();
        let surveyed = surveys.any(|survey| survey.polls.contains(&written.key));
        poll::write(&mut out, written, surveyed);
    }
    program
        .surveys
        .iter()
        .for_each(|written| survey::write(&mut out, written, &program.polls));
    program.labels.iter().for_each(|label| out.label(label));
    program.terms.iter().for_each(|term| out.term(term));
    out.text
}

/// The text written so far.
pub struct Out<'p> {
    text: String,
    langs: &'p [String],
    /// Polls are for guests in the hall unless they say otherwise.
    pub in_hall: bool,
}

impl Out<'_> {
    fn event(&mut self, event: &EventInfo, code: Option<&str>) {
        self.line("[event]");
        if let Some(code) = code {
            self.pair("code", &quoted(code));
        }
        self.pair("languages", &list(&event.langs));
        self.texts("title", &event.title);
        self.texts("short", &event.short);
        self.texts("venue", &event.venue);
        self.pair("date", &event.date);
        self.pair("zone", &quoted(&event.zone));
        if let Some(accent) = &event.accent {
            self.pair("accent", &quoted(&accent.written));
        }
        if let Some(after) = &event.after {
            self.pair("after", &quoted(after));
        }
        self.texts("leave", &event.leave);
        if event.headcount != HEADCOUNT {
            self.pair("headcount", &event.headcount.to_string());
        }
        if event.retention_days != RETENTION_DAYS {
            self.pair("retention_days", &event.retention_days.to_string());
        }
        if !event.questions_open {
            self.pair("questions_open", "false");
        }
        if event.in_hall {
            self.pair("in_hall", "true");
        }
        if !event.marked.is_empty() {
            self.pair("marked_words", &list(&event.marked));
        }
        if let Some(wifi) = &event.wifi {
            self.line("\n[event.wifi]");
            self.pair("name", &quoted(&wifi.name));
            if !wifi.password.is_empty() {
                self.pair("password", &quoted(&wifi.password));
            }
        }
    }

    fn group(&mut self, group: &GroupInfo) {
        self.line("\n[[group]]");
        self.pair("key", &quoted(&group.key));
        self.texts("name", &group.name);
        if group.ask {
            self.pair("ask", "true");
        }
        if group.assigned {
            self.pair("assigned", "true");
        }
        self.line("values = [");
        for value in &group.values {
            self.keyed_texts(&value.key, &value.text, None);
        }
        self.line("]");
    }

    fn person(&mut self, person: &PersonInfo) {
        self.line("\n[[person]]");
        self.pair("key", &quoted(&person.key));
        self.texts("name", &person.name);
        self.texts("org", &person.org);
        if !person.groups.is_empty() {
            let groups = person.groups.iter();
            let groups: Vec<String> = groups
                .map(|(group, value)| format!("{group} = {}", quoted(value)))
                .collect();
            self.pair("groups", &format!("{{ {} }}", groups.join(", ")));
        }
    }

    fn label(&mut self, label: &LabelInfo) {
        self.line("\n[[label]]");
        self.pair("key", &quoted(&label.key));
        self.texts("text", &label.text);
    }

    fn session(&mut self, session: &SessionInfo) {
        self.line("\n[[session]]");
        self.pair("key", &quoted(&session.key));
        self.pair("kind", &quoted(word(&SESSION_KINDS, session.kind)));
        self.pair("start", &quoted(&session.start));
        self.pair("end", &quoted(&session.end));
        self.texts("title", &session.title);
        if !session.speakers.is_empty() {
            self.pair("speakers", &list(&session.speakers));
        }
        if !session.panelists.is_empty() {
            self.pair("panelists", &list(&session.panelists));
        }
        if session.cards {
            self.pair("cards", "true");
        }
        if let Some(settings) = &session.questions {
            questions::write(self, settings);
        }
    }

    fn term(&mut self, term: &TermInfo) {
        self.line("\n[[term]]");
        self.texts("text", &term.texts);
        if let Some(note) = &term.note {
            self.pair("note", &quoted(note));
        }
    }

    /// Writes an entry of a list: a key, a text in each language, and what it has besides.
    pub fn keyed_texts(&mut self, key: &str, texts: &Texts, besides: Option<(&str, &str)>) {
        let texts = self.by_lang(texts);
        let texts: Vec<String> = texts
            .iter()
            .copied()
            .chain(besides)
            .map(|(name, text)| format!("{name} = {}", quoted(text)))
            .collect();
        let line = format!("  {{ key = {}, {} }},", quoted(key), texts.join(", "));
        self.line(&line);
    }

    /// Writes one line per language, the event's first language first. Writes nothing if there is no text.
    pub fn texts(&mut self, key: &str, texts: &Texts) {
        for (lang, text) in self.by_lang(texts) {
            self.pair(&format!("{key}.{lang}"), &quoted(text));
        }
    }

    fn by_lang<'t>(&self, texts: &'t Texts) -> Vec<(&'t str, &'t str)> {
        let known = self
            .langs
            .iter()
            .filter_map(|lang| texts.get_key_value(lang));
        known
            .map(|(lang, text)| (lang.as_str(), text.as_str()))
            .collect()
    }

    pub fn pair(&mut self, key: &str, value: &str) {
        self.line(&format!("{key} = {value}"));
    }

    pub fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Returns the word for a meaning; every meaning has one in its table.
pub fn word<T: Copy + PartialEq>(known: &[(&'static str, T)], meaning: T) -> &'static str {
    known
        .iter()
        .find(|(_, known)| *known == meaning)
        .map_or("other", |(word, _)| word)
}

/// Returns a TOML list of strings.
pub fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(", "))
}

/// Returns a TOML basic string.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Writing to a String cannot fail.
            c if c.is_control() => _ = write!(out, "\\u{:04X}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
