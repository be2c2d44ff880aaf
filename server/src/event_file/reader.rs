//! Reads typed values from a TOML document. It records every fault with its place instead of stopping at the first. It
//! knows TOML and the sentences of faults; `parse.rs` knows the parts of an event.
//!
//! An unreadable value is a fault and counts as empty, so the rest of the file is still checked. [`Reader::finish`]
//! returns the faults, and the caller then discards the values.

use std::collections::BTreeSet;
use std::iter;
use std::ops::Range;

use plenary_domain::program::Texts;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Error};

use super::languages::Used;
use super::pictures::{Album, Pictures};
use super::{FAULTS_MAX, Fault, syntax, values};

/// The parser's message for a repeated table or key.
const DUPLICATE: &str = "duplicate key";
/// The tables a file can have many of.
const MANY: [&str; 5] = ["group", "person", "session", "poll", "survey"];

/// A table of the document, and its name in messages.
pub struct Fields<'d> {
    pub table: &'d DeTable<'d>,
    /// The byte range of its header.
    pub at: Range<usize>,
    pub what: &'static str,
}

impl<'d> Fields<'d> {
    pub fn get(&self, key: &str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.table.get(key)
    }
}

/// A fault before its line and column are counted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// In bytes.
    at: usize,
    message: String,
}

/// Collects the faults of one file. A damaged file can have one for every other byte, so only those that are reported are counted out.
pub struct Reader<'t> {
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// Lines that are not TOML. Values recovered from them would only repeat the fault.
    broken: BTreeSet<usize>,
    /// The event's languages. Empty while unknown; texts are not checked against them then.
    pub langs: Vec<String>,
    /// Polls are for guests in the hall unless they say otherwise.
    pub in_hall: bool,
    /// Guests may ask questions from the start.
    pub questions_open: bool,
    /// The place of each language.
    pub langs_at: Vec<Range<usize>>,
    /// The languages of the texts read so far.
    pub(super) texts: Vec<Used>,
    pub(super) album: Album<'t>,
    /// At most [`FAULTS_MAX`].
    syntax: Vec<Fault>,
    faults: Vec<Found>,
    warnings: Vec<Fault>,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, syntax: &[Error], pictures: &'t mut dyn Pictures) -> Reader<'t> {
        let mut reader = Reader {
            text,
            lines: iter::once(0)
                .chain(text.match_indices('\n').map(|(newline, _)| newline + 1))
                .collect(),
            broken: BTreeSet::new(),
            langs: Vec::new(),
            in_hall: false,
            questions_open: true,
            langs_at: Vec::new(),
            texts: Vec::new(),
            album: Album::new(pictures),
            syntax: Vec::new(),
            faults: Vec::new(),
            warnings: Vec::new(),
        };
        let place = |error: &Error| error.span().map_or(0, |span| span.start);
        let mut errors: Vec<&Error> = syntax.iter().collect();
        errors.sort_by_key(|error| place(error));
        let rest = errors.split_off(errors.len().min(FAULTS_MAX));
        for error in errors {
            let fault = reader.syntax_fault(place(error), error.message().trim());
            // Report the same fault only once.
            if !reader.syntax.contains(&fault) {
                reader.syntax.push(fault);
            }
        }
        // The keys of a second `[poll]` repeat those of the first, and are not wrong themselves.
        if MANY.iter().any(|name| {
            reader
                .syntax
                .iter()
                .any(|fault| fault.message == syntax::one_of_many(name))
        }) {
            reader
                .syntax
                .retain(|fault| !fault.message.contains(DUPLICATE));
        }
        let known = reader.syntax.iter().map(|fault| fault.line);
        let unread = rest.iter().map(|error| reader.line(place(error)));
        reader.broken = known.chain(unread).collect();
        reader
    }

    /// Returns the number of the line of a byte.
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|begin| *begin <= byte)
    }

    fn syntax_fault(&self, at: usize, message: &str) -> Fault {
        let begin = self.text[..at.min(self.text.len())]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = self.text[begin..].lines().next().unwrap_or_default();
        if let Some((odd, message)) = syntax::lookalike(line) {
            return self.fault_at(begin + odd.start, message);
        }
        match syntax::head_of(line, &MANY) {
            Some(name) if message.starts_with(DUPLICATE) => self.fault_at(
                self.first_head(name).unwrap_or(begin),
                syntax::one_of_many(name),
            ),
            Some(_) | None => self.fault_at(at, format!("not TOML: {message}")),
        }
    }

    /// Returns the place of the first `[name]` with single brackets.
    fn first_head(&self, name: &str) -> Option<usize> {
        let mut at = 0;
        self.text.split_inclusive('\n').find_map(|line| {
            let begin = at;
            at += line.len();
            let is_single = !line.trim_start().starts_with("[[");
            (is_single && syntax::head_of(line, &[name]).is_some()).then_some(begin)
        })
    }

    /// Records a fault at `at`.
    pub fn fault(&mut self, at: &Range<usize>, message: impl Into<String>) {
        let at = at.start;
        if !self.broken.contains(&self.line(at)) {
            let message = message.into();
            self.faults.push(Found { at, message });
        }
    }

    /// Records a likely mistake that does not prevent an import.
    pub fn warn(&mut self, at: &Range<usize>, message: impl Into<String>) {
        let warning = self.fault_at(at.start, message.into());
        self.warnings.push(warning);
    }

    /// Records a fault that another one may have caused. It is dropped if the file is not valid TOML.
    pub fn echo(&mut self, at: &Range<usize>, message: impl Into<String>) {
        if self.syntax.is_empty() {
            self.fault(at, message);
        }
    }

    /// Returns the warnings in file order, or all faults, at most [`FAULTS_MAX`].
    pub fn finish(mut self) -> Result<Vec<Fault>, Vec<Fault>> {
        self.hold_against_languages();
        let mut found = std::mem::take(&mut self.faults);
        found.sort();
        found.dedup();
        found.truncate(FAULTS_MAX);
        let found = found.into_iter();
        let mut faults = std::mem::take(&mut self.syntax);
        faults.extend(found.map(|Found { at, message }| self.fault_at(at, message)));
        faults.sort();
        faults.dedup();
        faults.truncate(FAULTS_MAX);
        self.warnings.sort();
        if faults.is_empty() {
            Ok(self.warnings)
        } else {
            Err(faults)
        }
    }

    /// Reports keys that are not in `known`.
    pub fn only(&mut self, fields: &Fields<'_>, known: &[&str]) {
        self.only_expecting(fields, known, known);
    }

    /// As [`Reader::only`], but names `expected` as the keys that fit here.
    pub fn only_expecting(&mut self, fields: &Fields<'_>, known: &[&str], expected: &[&str]) {
        for (key, _) in fields.table.iter() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let hint = match values::nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected {}", values::one_of(expected)),
            };
            self.fault(
                &key.span(),
                format!("unknown key `{name}` in {}: {hint}", fields.what),
            );
        }
    }

    /// Returns the value of a required key.
    pub fn required<'d>(
        &mut self,
        fields: &Fields<'d>,
        key: &str,
    ) -> Option<&'d Spanned<DeValue<'d>>> {
        let value = fields.get(key);
        if value.is_none() {
            self.echo(&fields.at, format!("`{key}` is missing in {}", fields.what));
        }
        value
    }

    pub fn table<'d>(
        &mut self,
        value: &'d Spanned<DeValue<'d>>,
        what: &'static str,
    ) -> Option<Fields<'d>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Fields {
                table,
                at: value.span(),
                what,
            });
        }
        if let (DeValue::Array(_), Some(name)) = (value.get_ref(), single(what)) {
            self.fault(
                &value.span(),
                format!("`[[{name}]]` is a list, but an event file has only one: write `[{name}]`"),
            );
        } else {
            self.expected(value, what);
        }
        None
    }

    pub fn array<'d>(
        &mut self,
        value: &'d Spanned<DeValue<'d>>,
        expected: &str,
    ) -> Option<&'d DeArray<'d>> {
        if let DeValue::Array(array) = value.get_ref() {
            return Some(array);
        }
        self.expected(value, expected);
        None
    }

    /// Returns the tables of `[[key]]`, if any; reports a fault if there are more than `max`.
    pub fn tables<'d>(
        &mut self,
        root: &Fields<'d>,
        key: &str,
        what: &'static str,
        max: usize,
    ) -> Vec<Fields<'d>> {
        let Some(value) = root.get(key) else {
            return Vec::new();
        };
        if let DeValue::Table(_) = value.get_ref() {
            let at = self.first_head(key).map_or(value.span(), |at| at..at);
            self.fault(&at, syntax::one_of_many(key));
            return Vec::new();
        }
        let array = self
            .array(value, &format!("tables {what}"))
            .map(|array| array.iter())
            .into_iter()
            .flatten();
        let tables: Vec<Fields<'d>> = array.filter_map(|value| self.table(value, what)).collect();
        if let Some(extra) = tables.get(max) {
            self.fault(
                &extra.at,
                format!("too many {what}: expected at most {max}"),
            );
        }
        tables
    }

    /// Reads a string that `shape` accepts.
    pub fn shaped(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        shape: impl Fn(&str) -> Result<String, String>,
    ) -> String {
        let DeValue::String(written) = value.get_ref() else {
            self.expected(value, "a string");
            return String::new();
        };
        shape(written).unwrap_or_else(|message| {
            self.fault(&value.span(), message);
            String::new()
        })
    }

    /// Reads one of the words in `known`; returns the first of them after a fault.
    pub fn word<T: Copy>(&mut self, value: &Spanned<DeValue<'_>>, known: &[(&str, T)]) -> T {
        let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
        let DeValue::String(written) = value.get_ref() else {
            self.expected(value, &values::one_of(&words));
            return known[0].1;
        };
        if let Some((_, meaning)) = known.iter().find(|(word, _)| word == written) {
            return *meaning;
        }
        self.fault(
            &value.span(),
            format!(
                "{written:?} is not a known value: expected {}",
                values::one_of(&words)
            ),
        );
        known[0].1
    }

    /// Reads a whole number from `min` to `max`; returns `min` after a fault.
    pub fn number(&mut self, value: &Spanned<DeValue<'_>>, min: u32, max: u32) -> u32 {
        let DeValue::Integer(written) = value.get_ref() else {
            self.expected(value, &format!("a whole number from {min} to {max}"));
            return min;
        };
        let number = i64::from_str_radix(written.as_str(), written.radix())
            .ok()
            .and_then(|n| u32::try_from(n).ok());
        match number.filter(|n| (min..=max).contains(n)) {
            Some(number) => number,
            None => {
                self.fault(
                    &value.span(),
                    format!("{written} is out of range: expected {min} to {max}"),
                );
                min
            }
        }
    }

    pub fn boolean(&mut self, value: &Spanned<DeValue<'_>>) -> bool {
        if let DeValue::Boolean(written) = value.get_ref() {
            return *written;
        }
        self.expected(value, "true or false");
        false
    }

    /// Reads a text in each language: a table by language, or a plain string if the event has one language.
    pub fn texts(&mut self, value: &Spanned<DeValue<'_>>, chars_max: usize) -> Texts {
        if let DeValue::Table(table) = value.get_ref() {
            let entries: Vec<_> = table.iter().collect();
            return self.texts_of(&value.span(), &entries, chars_max);
        }
        if let (DeValue::String(_), [only]) = (value.get_ref(), self.langs.as_slice()) {
            let only = only.clone();
            let (lang, at) = (only.clone(), value.span());
            let is_there = true;
            self.texts.push(Used { lang, at, is_there });
            let text = self.shaped(value, |written| values::text(written, chars_max));
            return Texts::from([(only, text)]);
        }
        let langs = if self.langs.is_empty() {
            vec!["en".to_owned()]
        } else {
            self.langs.clone()
        };
        let example: Vec<String> = langs.iter().map(|lang| format!("{lang} = \"…\"")).collect();
        self.expected(
            value,
            &format!("a text in each language, {{ {} }}", example.join(", ")),
        );
        Texts::new()
    }

    /// Reads the texts in `entries`, whose keys are languages. A missing text is reported at `at`.
    pub fn texts_of(
        &mut self,
        at: &Range<usize>,
        entries: &[(&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)],
        chars_max: usize,
    ) -> Texts {
        let mut texts = Texts::new();
        for (key, value) in entries {
            let lang = key.get_ref().as_ref();
            if !self.langs.is_empty() {
                let (lang, at) = (lang.to_owned(), key.span());
                let is_there = true;
                self.texts.push(Used { lang, at, is_there });
                if !self.langs.iter().any(|known| known == key.get_ref()) {
                    continue;
                }
            }
            let text = self.shaped(value, |written| values::text(written, chars_max));
            texts.insert(lang.to_owned(), text);
        }
        if let Some(first) = self
            .langs
            .first()
            .filter(|first| !texts.contains_key(*first))
        {
            let (lang, at) = (first.clone(), at.clone());
            let is_there = false;
            self.texts.push(Used { lang, at, is_there });
        }
        texts
    }

    /// Reports a value of a type other than `expected`.
    pub fn expected(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(&value.span(), format!("found {found}: expected {expected}"));
    }

    fn fault_at(&self, byte: usize, message: String) -> Fault {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line(byte);
        Fault {
            line,
            column: self.text[self.lines[line - 1]..byte]
                .trim_start_matches('\u{feff}')
                .chars()
                .count()
                + 1,
            message,
        }
    }
}

/// Returns the name of a single table in messages: `[event]`.
fn single(what: &str) -> Option<&str> {
    let name = what.strip_prefix('[')?.strip_suffix(']')?;
    (!name.starts_with('[')).then_some(name)
}
