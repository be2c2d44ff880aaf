//! The report as a page: HTML that needs no script, on paper and on a screen, in the languages and the order that its reader
//! asks for. Its style is a part of it, so that its policy can name the style's hash.

mod paper;
mod poll;
mod questions;
mod series;
mod series_words;
mod session;
mod words;

pub use poll::{alone, nobody, tag};

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::finding::{Evidence, LineInfo, LineKind};
use plenary_domain::ids::Millis;
use plenary_domain::text::Texts;

use super::series::{Before, Series};
use super::{Came, Poll, Report, Session};

use words::Words;

use crate::markup::escape;
use crate::words::{date, date_of};

/// Limit on a session's title at the head of its sheets in characters. It is a reminder; the whole title stands on the first of them.
const HEAD_CHARS: usize = 48;
/// Limit on the dots for one value: more people share a dot.
const DOTS_MAX: u32 = 200;

/// How the page is to be.
#[derive(Debug, Clone)]
pub struct How {
    /// The languages of the event that it is in, the first one large.
    pub langs: Vec<String>,
    pub paper: Paper,
    /// The captions of each session as well.
    pub transcript: bool,
    /// A QR code of its address, as an SVG.
    pub qr: Option<String>,
    /// The latest edition is asked for, although there may be a draft.
    pub edition: bool,
}

/// What it is printed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

impl Paper {
    /// Returns the paper of this name, or A4.
    pub fn named(name: &str) -> Paper {
        match name {
            "letter" => Paper::Letter,
            _ => Paper::A4,
        }
    }
}

/// Returns the page's style sheet: the same for all, and what stands at the foot of each sheet.
pub fn style(report: &Report, how: &How) -> String {
    let foot = format!("{} \u{b7} {}", report.code, mark(report.words.printed()));
    let mut style = sheet(report, how, &foot);
    let lang = how.langs.first().map_or("en", String::as_str);
    let words = words::of(lang);
    for (number, session) in parts(report) {
        let title =
            pick(&session.title, lang).or(session.title.values().next().map(String::as_str));
        let mut rest = title.unwrap_or(words.outside).chars();
        let mut title: String = rest.by_ref().take(HEAD_CHARS).collect();
        if rest.next().is_some() {
            title.push('\u{2026}');
        }
        let head = format!("{} \u{b7} {title}", (words.part)(number));
        let _ = write!(
            style,
            ".p{number}{{page:p{number}}}@page p{number}{{@top-left{{content:{};font:600 7.5pt var(--sans);color:#111;white-space:nowrap;vertical-align:bottom;padding-bottom:3mm}}}}",
            css_text(&head)
        );
    }
    style
}

/// Returns the style sheet of a series' page. Its numbers are of several records, so no fingerprint is at its foot.
pub fn series_style(report: &Report, how: &How) -> String {
    sheet(report, how, &report.code)
}

fn sheet(report: &Report, how: &How, foot: &str) -> String {
    let size = match how.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let lang = how.langs.first().map_or("en", String::as_str);
    let title = pick(&report.short, lang).or(pick(&report.title, lang));
    let title = title.unwrap_or_default();
    let accent = report.accent.as_deref().filter(|accent| is_colour(accent));
    let accent = accent.unwrap_or("#0e5e4e");
    format!(
        "{}:root{{--accent:{accent}}}@page{{size:{size};@bottom-left{{content:{};font:600 7.5pt var(--sans);color:#111}}\
         @bottom-center{{content:{};font:7.5pt var(--sans);color:#555}}@bottom-right{{content:counter(page);font:600 7.5pt var(--sans);color:#111}}}}",
        include_str!("report.css"),
        css_text(title),
        css_text(foot),
    )
}

/// Returns the page. `before` is what is to be said of the last event of the series, `type_sheet` the address of the typeface's style
/// sheet.
pub fn html(
    report: &Report,
    before: Option<&Before>,
    how: &How,
    style: &str,
    type_sheet: Option<&str>,
) -> String {
    let mut page = Page::new(report, how);
    page.begin(words::of(page.lang()).report, style, type_sheet);
    page.bar();
    page.out.push_str("<main class=\"rp\">");
    page.first_page();
    for (number, session) in parts(report) {
        page.session(number, session);
    }
    if let Some(before) = before {
        page.before(before);
    }
    let begun = page.out.len();
    page.general_notes();
    let quiet = report.sessions.iter();
    let quiet: Vec<&Session> = quiet.filter(|one| !is_part(report, one)).collect();
    page.quiet(quiet_class(page.out.len() > begun), &quiet);
    page.method(quiet_class(page.out.len() > begun));
    page.out.push_str("</main></body></html>");
    page.out
}

/// Returns the page of a series. `report` is of one of its events, in whose languages it is. `next` is where an organiser makes the next
/// event; others do not see the desks' labels either.
pub fn series(
    report: &Report,
    series: &Series,
    how: &How,
    next: Option<&str>,
    style: &str,
    type_sheet: Option<&str>,
) -> String {
    let mut page = Page::new(report, how);
    let words = series_words::of(words::of(page.lang()).tag);
    page.begin(words.series, style, type_sheet);
    page.series_page(series, next);
    page.out.push_str("</body></html>");
    page.out
}

/// Returns what somebody reads for whom there is no report, and the style of that page.
pub fn closed(lang: &str) -> (String, String) {
    let words = words::of(lang);
    let style = include_str!("report.css").to_owned();
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"robots\" content=\"noindex\"><title>{1}</title><style>{style}</style></head>\
         <body><main class=\"rp\"><h1>{1}</h1><p class=\"void\">{2}</p></main></body></html>",
        escape(words.tag),
        escape(words.report),
        escape(words.closed),
    );
    (html, style)
}

/// The page as it is written.
struct Page<'a> {
    out: String,
    report: &'a Report,
    how: &'a How,
    words: Vec<&'static Words>,
    zone: TimeZone,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, how: &'a How) -> Page<'a> {
        Page {
            out: String::with_capacity(64 * 1024),
            report,
            how,
            words: how.langs.iter().map(|lang| words::of(lang)).collect(),
            zone: TimeZone::get(&report.zone).unwrap_or(TimeZone::UTC),
        }
    }

    fn lang(&self) -> &'a str {
        self.how.langs.first().map_or("en", String::as_str)
    }

    /// Writes everything up to the page's body.
    fn begin(&mut self, name: &str, style: &str, type_sheet: Option<&str>) {
        let lang = self.lang();
        let title = pick(&self.report.title, lang).unwrap_or_default();
        let _ = write!(
            self.out,
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <meta name=\"robots\" content=\"noindex\"><title>{} \u{b7} {}</title>",
            escape(lang),
            direction(lang),
            escape(name),
            escape(title),
        );
        if let Some(sheet) = type_sheet {
            let _ = write!(
                self.out,
                "<link rel=\"stylesheet\" href=\"{}\">",
                escape(sheet)
            );
        }
        let _ = write!(
            self.out,
            "<style>{style}</style></head><body class=\"prints\">"
        );
    }

    /// Writes one element for each language, the first one large.
    fn each(&mut self, tag: &str, class: &str, text: impl Fn(&Words) -> String) {
        let mut said: Vec<String> = vec![];
        for (nth, (lang, words)) in self.how.langs.iter().zip(&self.words).enumerate() {
            let text = text(words);
            // A language without words of its own says them in English, once.
            if text.is_empty() || said.contains(&text) {
                continue;
            }
            let lang = match words.tag.split('-').next() == lang.split('-').next() {
                true => lang,
                false => words.tag,
            };
            element(&mut self.out, nth, tag, class, lang, &text);
            said.push(text);
        }
    }

    /// Writes a text in each language that it has, or in any other if it has none of them.
    fn texts(&mut self, tag: &str, class: &str, texts: &Texts) {
        let mut nth = 0;
        for lang in &self.how.langs {
            if let Some(text) = texts.get(lang) {
                element(&mut self.out, nth, tag, class, lang, text);
                nth += 1;
            }
        }
        if nth == 0
            && let Some((lang, text)) = texts.iter().next()
        {
            element(&mut self.out, 0, tag, class, lang, text);
        }
    }

    /// Writes a heading of a part.
    fn head(&mut self, text: impl Fn(&Words) -> String, beside: impl Fn(&Words) -> String) {
        self.out.push_str("<div class=\"h\">");
        self.each("h2", "", text);
        self.out.push_str("<span class=\"r\">");
        self.each("p", "", beside);
        self.out.push_str("</span></div>");
    }

    /// What a screen shows above the paper: the languages and their orders, the papers.
    fn bar(&mut self) {
        let words = self.words.first().copied().unwrap_or(words::of("en"));
        let _ = write!(
            self.out,
            "<nav class=\"bar\" aria-label=\"{}\">",
            escape(words.report)
        );
        let langs = &self.report.langs;
        let mut orders: Vec<Vec<String>> = langs.iter().map(|lang| vec![lang.clone()]).collect();
        if langs.len() > 1 {
            for first in langs {
                let rest = langs.iter().filter(|lang| *lang != first);
                orders.push([first].into_iter().chain(rest).cloned().collect());
            }
        }
        let _ = write!(self.out, "<p><span>{}</span>", escape(words.languages));
        for order in orders {
            let query = self.query(&order.join(","), self.how.paper);
            let here = order == self.how.langs;
            let names: Vec<String> = order.iter().map(|lang| name_of(lang)).collect();
            link(&mut self.out, &query, here, &names.join(" + "));
        }
        let _ = write!(self.out, "</p><p><span>{}</span>", escape(words.paper));
        for (paper, name) in [(Paper::A4, "A4"), (Paper::Letter, "Letter")] {
            let query = self.query(&self.how.langs.join(","), paper);
            link(&mut self.out, &query, paper == self.how.paper, name);
        }
        let _ = write!(self.out, "<span>{}</span></p></nav>", escape(words.print));
    }

    fn query(&self, langs: &str, paper: Paper) -> String {
        let paper = match paper {
            Paper::A4 => "",
            Paper::Letter => "&paper=letter",
        };
        let edition = match self.how.edition {
            true => "&edition=1",
            false => "",
        };
        let transcript = match self.how.transcript {
            true => "&transcript=1",
            false => "",
        };
        format!("?lang={langs}{paper}{edition}{transcript}")
    }

    /// The page that can be handed over alone: who came, findings, commitments.
    fn first_page(&mut self) {
        let report = self.report;
        self.out
            .push_str("<section class=\"pg one\"><hr class=\"rule\"><div class=\"mast\"><span>");
        self.each("p", "k", |words| words.report.into());
        self.out.push_str("</span><span class=\"r\">");
        let words = &report.words;
        let edition = words.editions.last().filter(|_| words.is_final);
        let (state, at) = match edition {
            Some(edition) => ("fin", edition.at),
            None => ("fin dft", report.at),
        };
        let number = edition.map_or(words.editions.len() as u32 + 1, |edition| edition.number);
        let _ = write!(self.out, "<span class=\"{state}\">");
        let is_final = edition.is_some();
        self.each("b", "", |words| {
            let name = if is_final { words.last } else { words.draft };
            match number {
                1 if is_final => name.to_owned(),
                _ if is_final => format!("{name} \u{b7} {}", (words.edition)(number)),
                n => format!("{name} {n}"),
            }
        });
        self.out.push_str("</span>");
        let zone = self.zone.clone();
        self.each("p", "", |words| moment(words, at, &zone));
        self.out.push_str("</span></div>");
        self.texts("h1", "", &report.title);
        self.out.push_str("<div class=\"dl\">");
        let (date, venue, langs) = (report.date.clone(), &report.venue, self.how.langs.clone());
        self.each("p", "", |words| {
            let lang = langs
                .iter()
                .find(|lang| words.tag.split('-').next() == lang.split('-').next());
            let place = lang
                .and_then(|lang| pick(venue, lang))
                .or(venue.values().next().map(String::as_str));
            let parts = [
                place.unwrap_or_default().to_owned(),
                date_of(words.tag, &date),
                words.glance.to_owned(),
            ];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" \u{b7} ")
        });
        self.out.push_str("</div>");
        if report.langs.is_empty() {
            self.each("p", "", |words| words.empty.into());
        }
        self.came();
        self.findings();
        self.commitments();
        self.out.push_str("</section>");
    }

    fn came(&mut self) {
        let people = &self.report.people;
        let groups: Vec<&Came> = people
            .groups
            .iter()
            .filter(|group| !group.values.is_empty() || group.rest > 0)
            .collect();
        let most = groups
            .iter()
            .flat_map(|group| &group.values)
            .map(|value| value.people)
            .max();
        let dot = match most.unwrap_or(0) {
            0..=DOTS_MAX => 1,
            201..=2000 => 10,
            _ => 100,
        };
        self.head(
            |words| words.who_came.into(),
            |words| match most {
                None => String::new(),
                Some(_) => (words.dots)(dot),
            },
        );
        let _ = write!(
            self.out,
            "<div class=\"came\"><div class=\"sum\"><b class=\"big\">{}</b>",
            people.joined
        );
        self.each("p", "", |words| words.joined.into());
        self.out.push_str("</div><div class=\"grps\">");
        for group in groups {
            self.out.push_str("<div class=\"grp\"><div class=\"c\">");
            self.texts("p", "", &group.name);
            self.out.push_str("</div><ul>");
            let two = group.values.len() == 2;
            for (nth, value) in group.values.iter().enumerate() {
                self.out.push_str("<li><span class=\"v\">");
                self.texts("p", "", &value.text);
                let _ = write!(self.out, "</span><b>{}</b>", value.people);
                self.dots(value.people.div_ceil(dot), two && nth == 1);
                self.out.push_str("</li>");
            }
            if group.rest > 0 {
                let hides = group.hides;
                self.out.push_str("<li class=\"rest\"><span class=\"v\">");
                self.each("p", "", |words| {
                    if hides {
                        words.few.into()
                    } else {
                        words.unsaid.into()
                    }
                });
                let _ = write!(self.out, "</span><b>{}</b></li>", group.rest);
            }
            self.out.push_str("</ul></div>");
        }
        self.out.push_str("</div></div>");
    }

    /// A dot a person, columns of five.
    fn dots(&mut self, count: u32, open: bool) {
        const STEP: f64 = 2.15;
        let columns = count.div_ceil(5);
        let rows = count.min(5);
        let (width, height) = (f64::from(columns) * STEP, f64::from(rows) * STEP);
        let fill = if open { "#fff" } else { "#111" };
        let _ = write!(
            self.out,
            "<svg aria-hidden=\"true\" width=\"{width:.1}mm\" height=\"{height:.1}mm\" viewBox=\"0 0 {width:.2} {height:.2}\" fill=\"{fill}\" stroke=\"#111\" stroke-width=\".3\">"
        );
        for n in 0..count {
            let (x, y) = (
                f64::from(n / 5) * STEP + 0.95,
                f64::from(n % 5) * STEP + 0.95,
            );
            let _ = write!(self.out, "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\".72\"/>");
        }
        self.out.push_str("</svg>");
    }

    fn lines(&self, meant: impl Fn(&LineInfo) -> bool) -> Vec<LineInfo> {
        let lines = self.report.words.lines.iter().map(|(_, line)| line);
        lines.filter(|line| meant(line)).cloned().collect()
    }

    fn findings(&mut self) {
        let findings = self.lines(|line| line.kind == LineKind::Finding);
        self.head(
            |words| words.findings.into(),
            |words| words.whose_words.into(),
        );
        if findings.is_empty() {
            self.out.push_str("<div class=\"void\">");
            self.each("p", "", |words| words.no_findings.into());
            self.out.push_str("</div>");
        }
        self.out.push_str("<div class=\"fs\">");
        for (n, finding) in (1..).zip(&findings) {
            let _ = write!(
                self.out,
                "<div class=\"f\"><span class=\"no\">{n}</span><div>"
            );
            self.texts("p", "say", &finding.text);
            self.out.push_str("</div>");
            self.evidence(finding.evidence);
            self.out.push_str("</div>");
        }
        self.out.push_str("</div>");
    }

    /// Writes what a finding rests on: its number, its base, and where it stands.
    fn evidence(&mut self, of: Option<Evidence>) {
        self.out.push_str("<div class=\"ev\">");
        match of {
            None => {}
            Some(Evidence::Poll(id, row)) => {
                let found = figures(self.report).find(|(_, poll)| poll.id == id);
                if let Some((number, poll)) = found {
                    self.poll_evidence(number, poll, row);
                }
            }
            Some(Evidence::Question(id)) => {
                let found = self.report.questions().find(|q| q.id == id);
                if let Some(question) = found {
                    let _ = write!(
                        self.out,
                        "<span class=\"n\">{}</span><div>",
                        question.upvotes
                    );
                    let number = id.0 + 1;
                    let part = part_of(self.report, |session| {
                        session.questions.listed.iter().any(|q| q.id == id)
                    });
                    self.out
                        .push_str(&format!("<a href=\"#question-{number}\">"));
                    self.each("span", "", |words| {
                        at((words.question)(number), words, part)
                    });
                    self.out.push_str("</a>");
                    self.each("p", "", |words| words.supporters.into());
                    self.out.push_str("</div>");
                }
            }
        }
        self.out.push_str("</div>");
    }

    fn commitments(&mut self) {
        let commitments = self.lines(|line| line.kind == LineKind::Commitment);
        if commitments.is_empty() {
            return;
        }
        self.head(|words| words.commitments.into(), |_| String::new());
        self.out.push_str("<div class=\"cms\">");
        for one in &commitments {
            self.out.push_str("<div class=\"cm\"><div class=\"t\">");
            let due = one.due.clone().unwrap_or_default();
            self.each("p", "", |words| date_of(words.tag, &due));
            self.out.push_str("</div><div class=\"w\">");
            self.texts("p", "", &one.text);
            self.out.push_str("</div><div class=\"b\">");
            self.texts("p", "", &one.by);
            self.out.push_str("</div></div>");
        }
        self.out.push_str("</div>");
    }

    fn notes(&mut self, notes: &[LineInfo]) {
        if notes.is_empty() {
            return;
        }
        self.head(|words| words.notes.into(), |_| String::new());
        for note in notes {
            self.out.push_str("<div class=\"note\">");
            self.texts("p", "", &note.text);
            self.out.push_str("</div>");
        }
    }

    /// Words about the event as a whole. They come after the sessions, so that the first page stands alone whatever its length.
    fn general_notes(&mut self) {
        let notes = self.lines(|line| line.kind == LineKind::Note && line.session.is_none());
        if notes.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"pg\">");
        self.notes(&notes);
        self.out.push_str("</section>");
    }
}

/// Returns the class of a section at the end of the paper: the first one there opens a sheet, and the others follow on it.
fn quiet_class(follows: bool) -> &'static str {
    match follows {
        true => "pg on",
        false => "pg",
    }
}

/// Returns true for a session of which there is more to say than its times.
fn is_part(report: &Report, session: &Session) -> bool {
    let lines = || report.words.lines.iter().map(|(_, line)| line.session);
    !session.is_empty() || session.id.is_some() && lines().any(|of| of == session.id)
}

/// Returns the parts of the paper with their numbers. A part's number stands at the head of each of its sheets, because a page without
/// script cannot know on which sheet of paper something will be; whoever looks for a figure finds it by the part.
fn parts(report: &Report) -> impl Iterator<Item = (u32, &Session)> {
    let sessions = report.sessions.iter();
    (1..).zip(sessions.filter(|session| is_part(report, session)))
}

/// Returns the number of the part that has what is meant.
fn part_of(report: &Report, has: impl Fn(&Session) -> bool) -> Option<u32> {
    let mut parts = parts(report);
    parts.find_map(|(number, session)| has(session).then_some(number))
}

/// Returns the polls with the numbers of their figures.
fn figures(report: &Report) -> impl Iterator<Item = (u32, &Poll)> {
    (1..).zip(report.polls())
}

/// Returns where something is: its name, and the part of the paper.
fn at(name: String, words: &Words, part: Option<u32>) -> String {
    match part {
        Some(part) => format!("{name} \u{b7} {}", (words.part)(part)),
        None => name,
    }
}

/// Writes an element of a language: the first one, or another one below it.
fn element(out: &mut String, nth: usize, tag: &str, class: &str, lang: &str, text: &str) {
    let (tag, class) = match (nth, tag) {
        (0, _) => (tag, class.to_owned()),
        // A heading is said once.
        (_, "h1" | "h2" | "h3") => ("p", "alt".to_owned()),
        (_, _) if class.is_empty() => (tag, "alt".to_owned()),
        (_, _) => (tag, "alt".to_owned()),
    };
    let class = match class.is_empty() {
        true => String::new(),
        false => format!(" class=\"{class}\""),
    };
    let _ = write!(
        out,
        "<{tag}{class} lang=\"{}\" dir=\"auto\">{}</{tag}>",
        escape(lang),
        escape(text)
    );
}

fn link(out: &mut String, query: &str, here: bool, name: &str) {
    let here = if here { " aria-current=\"true\"" } else { "" };
    let _ = write!(
        out,
        "<a href=\"{}\"{here}>{}</a>",
        escape(query),
        escape(name)
    );
}

/// Returns a text in a language, if it has one.
fn pick<'t>(texts: &'t Texts, lang: &str) -> Option<&'t str> {
    texts.get(lang).map(String::as_str)
}

/// Returns the name of a language in itself.
fn name_of(lang: &str) -> String {
    let known = plenary_web::languages()
        .iter()
        .find(|(tag, _)| *tag == lang);
    known.map_or_else(|| lang.to_owned(), |(_, name)| (*name).to_owned())
}

fn direction(lang: &str) -> &'static str {
    let main = lang.split('-').next().unwrap_or_default();
    match plenary_web::right_to_left().contains(&main) {
        true => "rtl",
        false => "ltr",
    }
}

fn local(at: Millis, zone: &TimeZone) -> Option<jiff::Zoned> {
    let at = Timestamp::from_millisecond(i64::try_from(at).ok()?).ok()?;
    Some(at.to_zoned(zone.clone()))
}

/// Returns a moment as a day and an hour.
fn moment(words: &Words, at: Millis, zone: &TimeZone) -> String {
    let Some(local) = local(at, zone) else {
        return String::new();
    };
    let day = date(words.tag, local.date());
    format!("{day} {}", local.strftime("%H:%M"))
}

/// Returns the beginning of a fingerprint, as it stands at the foot of each sheet.
fn mark(seal: &str) -> String {
    let groups = seal.as_bytes().chunks(4).take(3);
    let groups: Vec<_> = groups.map(|group| String::from_utf8_lossy(group)).collect();
    groups.join(" ")
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns a text as a string of a style sheet, in which nothing can end it.
fn css_text(text: &str) -> String {
    let mut css = String::from("\"");
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' => css.push(c),
            c => {
                let _ = write!(css, "\\{:06x}", u32::from(c));
            }
        }
    }
    css.push('"');
    css
}
