//! A poll on the page: chart and table in one row, and below it what a reader must know of the numbers.

use std::fmt::Write;

use plenary_domain::poll::Phase;

use super::words::{self, Words};
use super::{Page, at as at_part, escape, figures, part_of};
use crate::protocol::poll::free_choice::Without;
use crate::protocol::{HandCount, PollKind};
use crate::report::poll::{Poll, Round, SplitBy};
use crate::report::table::{Column, Label, Note, Row, Spread, Table};

/// Limit on the columns beside those of the result in one table. More groups stand in tables of their own.
const BESIDE_MAX: usize = 7;
/// Limit on the words and slips that are printed; the others are counted.
const SAID_MAX: usize = 40;
/// The width of a step in the columns of a spread, in millimetres.
const STEP_MM: f64 = 1.7;
/// The length of the longest bar in millimetres.
const BAR_MM: f64 = 38.0;

impl Page<'_> {
    pub(super) fn poll(&mut self, poll: &Poll) {
        let number = figures(self.report).find(|(_, other)| other.id == poll.id);
        let number = number.map_or(0, |(number, _)| number);
        let last = &poll.last;
        let _ = write!(
            self.out,
            "<article class=\"poll\" id=\"poll-{}\"><div class=\"ask\"><div>",
            poll.id
        );
        self.texts("h3", "say", &poll.title);
        self.out.push_str("</div><div class=\"n\">");
        if poll.is_published() {
            let _ = write!(self.out, "<b>{}</b>", last.ballots);
            match last.present {
                Some(present) => {
                    self.each("p", "", |words| (words.of_present)(present, last.by_door))
                }
                None => self.each("p", "", |words| words.ballots.into()),
            }
        }
        self.out.push_str("<span class=\"fg\">");
        self.each("span", "", |words| (words.figure)(number));
        self.out.push_str("</span></div></div>");
        if !poll.is_published() {
            let is_open = poll.phase == Phase::Open;
            self.out.push_str("<div class=\"void\">");
            self.each("p", "", |words| {
                if is_open {
                    words.open_poll.into()
                } else if poll.told {
                    words.kept_poll.into()
                } else {
                    words.hidden_poll.into()
                }
            });
            self.out.push_str("</div></article>");
            return;
        }
        if last.votes == 0 && last.ballots == 0 {
            self.out.push_str("<div class=\"void\">");
            self.each("p", "", |words| words.no_ballots.into());
            self.out.push_str("</div>");
        } else if is_said(&last.table) {
            self.said(&last.table);
        } else {
            self.result(poll);
        }
        self.caption(poll);
        self.out.push_str("</article>");
    }

    /// Words and slips, the most frequent large.
    fn said(&mut self, table: &Table) {
        self.out.push_str("<ul class=\"said\">");
        let mut under = None;
        for row in table.rows.iter().take(SAID_MAX) {
            let Label::Said(texts, lang, heading) = &row.label else {
                continue;
            };
            if under.replace(heading) != Some(heading) && !heading.is_empty() {
                self.out.push_str("<li class=\"head\">");
                self.texts("p", "", heading);
                self.out.push_str("</li>");
            }
            let count = row.cells.first().copied().flatten().unwrap_or(0);
            let has = self.how.langs.iter().find(|lang| texts.contains_key(*lang));
            let lang = has.unwrap_or(lang);
            let text = texts.get(lang).map_or("", String::as_str);
            let look = match row.bar {
                Some(700..) => " class=\"most\"",
                Some(_) => "",
                None => " class=\"slip\"",
            };
            let _ = write!(
                self.out,
                "<li{look}><span lang=\"{}\" dir=\"auto\">{}</span> <small>{count}</small></li>",
                escape(lang),
                escape(text)
            );
        }
        self.out.push_str("</ul>");
        let rest = table.rows.len().saturating_sub(SAID_MAX) as u32;
        if rest > 0 {
            self.out.push_str("<div class=\"void\">");
            self.each("p", "", |words| (words.more)(rest));
            self.out.push_str("</div>");
        }
    }

    fn result(&mut self, poll: &Poll) {
        let seen: Vec<&SplitBy> = poll
            .groups
            .iter()
            .filter(|group| !group.values.is_empty())
            .collect();
        let wide: usize = seen.iter().map(|group| group.values.len()).sum();
        let rounds = poll.earlier.len() + usize::from(!poll.earlier.is_empty());
        let own = poll.last.table.columns.len();
        let rows = &poll.last.table.rows;
        let own = own + usize::from(rows.iter().any(|row| row.spread != Spread::None));
        let hides = seen.iter().any(|group| group.hides);
        let beside = !hides && wide + rounds + own <= BESIDE_MAX + 2;
        let marks = marks(&seen);
        self.table(poll, if beside { &seen } else { &[] }, marks);
        if !beside {
            for group in seen {
                for values in group.values.chunks(BESIDE_MAX) {
                    self.split(poll, group, values);
                }
            }
        }
    }

    /// The result: a row an answer with its bar, then every number, each column headed by its base. On a phone it scrolls, by keyboard too.
    fn table(&mut self, poll: &Poll, groups: &[&SplitBy], marks: Option<[&Table; 2]>) {
        let table = &poll.last.table;
        let has_bar = table.rows.iter().any(|row| row.bar.is_some());
        self.out
            .push_str("<div class=\"tb\" tabindex=\"0\"><table class=\"ct\"><thead><tr><th class=\"l\"></th><th class=\"o\"></th>");
        if has_bar {
            self.out.push_str("<th class=\"g\">");
            if marks.is_some() {
                self.each("span", "", |words| {
                    format!("{}: \u{25cf} \u{25cb}", words.marks)
                });
            }
            self.out.push_str("</th>");
        }
        let has_spread = table.rows.iter().any(|row| row.spread != Spread::None);
        if has_spread {
            self.out.push_str("<th scope=\"col\">");
            self.each("span", "", |words| {
                (words.spread)(kind_of_spread(table)).into()
            });
            self.out.push_str("</th>");
        }
        for (nth, column) in table.columns.iter().enumerate() {
            self.out.push_str("<th scope=\"col\">");
            self.each("span", "", |words| (words.column)(*column).into());
            let base = table
                .base
                .and_then(|(_, number)| number)
                .filter(|_| *column == Column::Percent);
            let _ = match base {
                Some(base) => write!(self.out, "<b>{base}</b>"),
                None if nth == 0 => write!(self.out, "<b>{}</b>", poll.last.votes),
                None => Ok(()),
            };
            self.out.push_str("</th>");
        }
        for (at, group) in groups.iter().enumerate() {
            for (nth, value) in group.values.iter().enumerate() {
                let sign = match (at, nth, marks.is_some()) {
                    (0, 0, true) => " \u{25cf}",
                    (0, 1, true) => " \u{25cb}",
                    _ => "",
                };
                self.out.push_str("<th scope=\"col\" class=\"gv\">");
                self.texts("span", "", &value.text);
                let head = value.table.head(value.votes);
                let _ = write!(self.out, "{sign}<b>{head}</b></th>");
            }
        }
        for round in &poll.earlier {
            self.out.push_str("<th scope=\"col\">");
            self.each("span", "", |words| (words.round)(round.nth));
            let _ = write!(self.out, "<b>{}</b></th>", round.table.head(round.votes));
        }
        if !poll.earlier.is_empty() {
            self.out.push_str("<th scope=\"col\">");
            self.each("span", "", |words| words.change.into());
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead><tbody>");
        let main = table.main_column();
        for (place, row) in table.rows.iter().enumerate() {
            let won = if row.leads { " class=\"won\"" } else { "" };
            let _ = write!(self.out, "<tr{won}>");
            self.label(&row.label);
            if has_bar {
                self.out.push_str("<td class=\"g\">");
                self.bar_of(row, place, marks);
                self.out.push_str("</td>");
            }
            if has_spread {
                let _ = write!(self.out, "<td class=\"q\">{}</td>", spread(&row.spread));
            }
            for (nth, column) in table.columns.iter().enumerate() {
                let look = if Some(nth) == main { "tot" } else { "q" };
                let cell = cell(row, nth, *column, true);
                let _ = write!(self.out, "<td class=\"{look}\">{cell}</td>");
            }
            for value in groups.iter().flat_map(|group| &group.values) {
                let _ = write!(self.out, "<td class=\"q\">{}</td>", at(&value.table, place));
            }
            for round in &poll.earlier {
                let _ = write!(self.out, "<td class=\"q\">{}</td>", at(&round.table, place));
            }
            if let Some(before) = poll.earlier.last() {
                let _ = write!(
                    self.out,
                    "<td class=\"q\">{}</td>",
                    change(before, table, place)
                );
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></div>");
    }

    /// A group in a table of its own.
    fn split(&mut self, poll: &Poll, group: &SplitBy, values: &[crate::report::ValueResult]) {
        self.out.push_str(
            "<div class=\"tb\" tabindex=\"0\"><table class=\"ct sp\"><thead><tr><th class=\"l\"></th><th class=\"o\" scope=\"col\">",
        );
        let langs = self.how.langs.clone();
        self.each("span", "", |words| {
            let tag = words.tag.split('-').next();
            let lang = langs.iter().find(|lang| lang.split('-').next() == tag);
            let name = lang
                .and_then(|lang| group.name.get(lang))
                .or(group.name.values().next());
            name.map_or_else(String::new, |name| (words.by_group)(name))
        });
        self.out.push_str("</th>");
        for value in values {
            self.out.push_str("<th scope=\"col\" class=\"gv\">");
            self.texts("span", "", &value.text);
            let _ = write!(self.out, "<b>{}</b></th>", value.table.head(value.votes));
        }
        self.out.push_str("</tr></thead><tbody>");
        for (place, row) in poll.last.table.rows.iter().enumerate() {
            if matches!(row.label, Label::Said(..)) {
                continue;
            }
            self.out.push_str("<tr>");
            self.label(&row.label);
            for value in values {
                let _ = write!(self.out, "<td class=\"q\">{}</td>", at(&value.table, place));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></div>");
    }

    pub(super) fn label(&mut self, label: &Label) {
        let letter = if let Label::Option(place, _) = label {
            char::from(b'A' + (*place).min(25)).to_string()
        } else {
            String::new()
        };
        let _ = write!(
            self.out,
            "<td class=\"l\">{letter}</td><th scope=\"row\" class=\"o\">"
        );
        match label {
            Label::Option(_, texts) | Label::Said(texts, ..) => self.texts("p", "", texts),
            Label::Own => self.each("p", "", |words| words.own.into()),
            Label::For => self.each("p", "", |words| words.for_.into()),
            Label::Against => self.each("p", "", |words| words.against.into()),
            Label::Abstained => self.each("p", "", |words| words.abstained.into()),
            Label::Absent => self.each("p", "", |words| words.absent.into()),
            Label::Step(step, texts) => {
                let _ = write!(self.out, "<p>{step}</p>");
                self.texts("p", "alt", texts);
            }
            Label::Range(from, to, decimals) => {
                let (from_text, to_text) = (decimal(*from, *decimals), decimal(*to, *decimals));
                let _ = match from == to {
                    true => write!(self.out, "<p>{from_text}</p>"),
                    false => write!(self.out, "<p>{from_text} \u{2013} {to_text}</p>"),
                };
            }
        }
        self.out.push_str("</th>");
    }

    /// The bar of all, and below it the marks of two groups.
    fn bar_of(&mut self, row: &Row, place: usize, marks: Option<[&Table; 2]>) {
        let Some(bar) = row.bar else {
            return;
        };
        let mm = |thousandths: u16| f64::from(thousandths) * BAR_MM / 1000.0;
        let at = |table: &Table| table.rows.get(place).and_then(|row| row.bar).map(mm);
        let both = marks.and_then(|[one, other]| Some((at(one)?, at(other)?)));
        let height = if both.is_some() { 7.6 } else { 4.6 };
        let fill = if row.leads {
            "var(--accent)"
        } else {
            "#8b8b8b"
        };
        let _ = write!(
            self.out,
            "<svg aria-hidden=\"true\" width=\"{:.1}mm\" height=\"{height}mm\" viewBox=\"-1 0 {:.1} {height}\"><path d=\"M0 0V{height}\" stroke=\"#111\" stroke-width=\".35\"/>\
             <rect y=\".4\" width=\"{:.2}\" height=\"3.8\" fill=\"{fill}\"/>",
            BAR_MM + 2.0,
            BAR_MM + 2.0,
            mm(bar)
        );
        if let Some((one, other)) = both {
            let _ = write!(
                self.out,
                "<path d=\"M{one:.2} 6H{other:.2}\" stroke=\"#111\" stroke-width=\".25\"/><circle cx=\"{other:.2}\" cy=\"6\" r=\".95\" fill=\"#fff\" stroke=\"#111\" stroke-width=\".35\"/>\
                 <circle cx=\"{one:.2}\" cy=\"6\" r=\".95\" fill=\"#111\"/>"
            );
        }
        self.out.push_str("</svg>");
    }

    /// What a reader must know of a result, in each language, and its fingerprint.
    fn caption(&mut self, poll: &Poll) {
        self.out.push_str("<div class=\"cap\">");
        let langs = self.how.langs.clone();
        self.each("p", "", |words| {
            let tag = words.tag.split('-').next();
            let lang = langs.iter().find(|lang| lang.split('-').next() == tag);
            caption(words, lang.map_or(words.tag, String::as_str), poll)
        });
        self.out.push_str("</div>");
        if let Some(seal) = poll.last.seal {
            self.out.push_str("<p class=\"fp\">");
            self.each("span", "", |words| words.fingerprint.into());
            let _ = write!(self.out, "<code>{}</code></p>", seal.short());
        }
    }

    /// The number of a poll that a finding rests on.
    pub(super) fn poll_evidence(&mut self, number: u32, poll: &Poll, row: u8) {
        let table = &poll.last.table;
        let main = table.main_column();
        let found = table
            .rows
            .get(usize::from(row))
            .filter(|_| poll.is_published())
            .zip(main);
        if let Some((row, nth)) = found {
            let number = cell(row, nth, table.columns[nth], true);
            let _ = write!(self.out, "<span class=\"n\">{number}</span>");
        } else {
            self.out.push_str("<span class=\"n\"></span>");
        }
        let _ = write!(self.out, "<div><a href=\"#poll-{}\">", poll.id);
        let id = poll.id;
        let part = part_of(self.report, |session| {
            session.polls.iter().any(|one| one.id == id)
        });
        self.each("span", "", |words| {
            at_part((words.figure)(number), words, part)
        });
        self.out.push_str("</a>");
        match found {
            Some((row, _)) => {
                let votes = table
                    .columns
                    .iter()
                    .position(|column| *column == Column::Votes);
                let votes = votes.and_then(|nth| row.cells.get(nth).copied().flatten());
                let base = table
                    .base
                    .and_then(|(_, base)| base)
                    .unwrap_or(poll.last.votes);
                match votes {
                    Some(votes) => {
                        self.each("p", "", |words| (words.of_votes)(votes as u32, base));
                    }
                    None => self.each("p", "", |words| (words.column)(table.columns[0]).into()),
                }
            }
            None => self.each("p", "", |words| words.untold.into()),
        }
        self.out.push_str("</div>");
    }
}

/// Returns what a reader must know of a result who has nothing but it, in one language: how many voted, and what its caption says.
pub fn alone(lang: &str, poll: &Poll) -> String {
    let words = words::of(lang);
    let last = &poll.last;
    let present = last.present.map(|n| (words.of_present)(n, last.by_door));
    let open = match poll.is_over() {
        true => "",
        false => words.so_far,
    };
    let base = last.table.base.and_then(|(_, number)| number);
    let parts = [
        (words.voted)(last.ballots, present),
        base.filter(|base| *base > 0)
            .map_or(String::new(), words.whole),
        open.to_owned(),
        caption(words, lang, poll),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(space(words))
}

/// Returns the language in which readers of another one are spoken to.
pub fn tag(lang: &str) -> &'static str {
    words::of(lang).tag
}

/// Says that nobody voted.
pub fn nobody(lang: &str) -> &'static str {
    words::of(lang).no_ballots
}

/// Returns what stands between two sentences.
fn space(words: &Words) -> &'static str {
    if words.tag.starts_with("zh") { "" } else { " " }
}

fn caption(words: &Words, lang: &str, poll: &Poll) -> String {
    let table = &poll.last.table;
    let text = |texts: &plenary_domain::text::Texts| {
        texts
            .get(lang)
            .or(texts.values().next())
            .cloned()
            .unwrap_or_default()
    };
    let mut parts: Vec<String> = vec![];
    let base = table.base.and_then(|(name, _)| (words.base)(name));
    parts.extend(base.map(str::to_owned));
    parts.extend(table.rounded.then(|| words.rounded.to_owned()));
    for note in &table.notes {
        let unit = |texts, number: String| {
            let unit = text(texts);
            if unit.is_empty() {
                number
            } else {
                format!("{number} {unit}")
            }
        };
        parts.push(match note {
            Note::Without(Without::Abstain, n) => format!("{}: {n}.", words.abstained),
            Note::Without(Without::NoneOfThese, n) => format!("{}: {n}.", words.none_of_these),
            Note::Adopted(majority, yes) => (words.adopted)(*majority, *yes),
            Note::Mean(_) => continue,
            Note::Places(first) => (words.places)(*first),
            Note::Promoters(shares, score) => (words.promoters)(*shares, *score),
            Note::Median(tenths, decimals, of) => {
                (words.median)(&unit(of, decimal(*tenths, decimals + 1)))
            }
            Note::Truth(number, decimals, of) => {
                (words.truth)(&unit(of, decimal(*number, *decimals)))
            }
            Note::Near(count, percent) => (words.near)(*count, *percent),
            Note::Right(count) => (words.right)(*count),
            Note::Unread(count) => (words.unread)(*count),
            Note::Axes(steps, x, y) => (words.axes)(&text(x), &text(y), *steps),
        });
    }
    parts.extend(is_tie(poll).then(|| words.tie.to_owned()));
    parts.extend(poll.last.hands.as_ref().map(|hands| said_of(words, hands)));
    if let Some(again) = poll.again {
        parts.push((words.again)(again.both, again.changed));
    }
    parts.extend((poll.resets > 0).then(|| (words.resets)(poll.resets)));
    parts.push((words.verified)(poll.verified).to_owned());
    parts.extend(poll.weighted.then(|| words.weighted.to_owned()));
    parts.extend(poll.named.then(|| words.named.to_owned()));
    let hides = poll.groups.iter().any(|group| group.hides);
    parts.extend(hides.then(|| words.hides.to_owned()));
    let withheld = poll.groups.iter().any(|group| group.withheld);
    parts.extend(withheld.then(|| words.withheld.to_owned()));
    parts.join(space(words))
}

/// Says what was counted in the room, which the result contains.
pub(super) fn said_of(words: &Words, hands: &HandCount) -> String {
    (words.hands)(hands.what, hands.all(), hands.instead)
}

/// Returns true if the first place is shared. A quiz may have several correct answers, and a scale or a motion has no first one.
fn is_tie(poll: &Poll) -> bool {
    let table = &poll.last.table;
    let is_step = |row: &Row| matches!(row.label, Label::Step(..));
    let has_first = !matches!(poll.kind, PollKind::Quiz(_) | PollKind::Motion(_));
    has_first && table.is_tied() && !table.rows.iter().any(is_step)
}

/// Returns how the rows of a table are spread: all in the same way.
fn kind_of_spread(table: &Table) -> &Spread {
    let spreads = table.rows.iter().map(|row| &row.spread);
    let mut spreads = spreads.filter(|spread| **spread != Spread::None);
    spreads.next().unwrap_or(&Spread::None)
}

/// Returns a spread as it is read: small columns, or the ends of the middle half.
fn spread(spread: &Spread) -> String {
    match spread {
        Spread::None => dash(),
        Spread::Steps(from, counts) => {
            let most = counts.iter().copied().max().unwrap_or(0).max(1);
            let mut svg = format!(
                "<svg role=\"img\" aria-label=\"{}\" width=\"{:.1}mm\" height=\"5mm\" viewBox=\"0 0 {:.1} 5\">",
                by_step(*from, counts),
                counts.len() as f64 * STEP_MM,
                counts.len() as f64 * STEP_MM
            );
            for (step, count) in (0..).zip(counts) {
                let height = 4.7 * f64::from(*count) / f64::from(most);
                let x = f64::from(step) * STEP_MM;
                let _ = write!(
                    svg,
                    "<path d=\"M{x:.1} 4.9h1.2\" stroke=\"#111\" stroke-width=\".2\"/><rect x=\"{x:.1}\" y=\"{:.2}\" width=\"1.2\" height=\"{height:.2}\" fill=\"#8b8b8b\"/>",
                    4.8 - height
                );
            }
            svg + "</svg>"
        }
        Spread::Points(least, most) => range(*least, *most),
        Spread::Plane(across, up) => {
            format!(
                "{}\u{a0}/\u{a0}{}",
                range(across.0, across.1),
                range(up.0, up.1)
            )
        }
    }
}

fn range(least: u8, most: u8) -> String {
    match least == most {
        true => least.to_string(),
        false => format!("{least}\u{2013}{most}"),
    }
}

/// Returns the number of votes by step, for those who do not see columns.
fn by_step(from: i64, counts: &[u32]) -> String {
    let steps = (from..).zip(counts);
    let steps: Vec<String> = steps.map(|(step, n)| format!("{step}: {n}")).collect();
    steps.join(", ")
}

/// Returns the results of two values whose marks lie on the bars; None if the first group has more of them.
fn marks<'p>(groups: &[&'p SplitBy]) -> Option<[&'p Table; 2]> {
    let group = groups.first().filter(|group| !group.hides)?;
    if let [one, other] = &group.values[..] {
        Some([&one.table, &other.table])
    } else {
        None
    }
}

fn is_said(table: &Table) -> bool {
    table.columns.first() == Some(&Column::Mentions)
}

/// Returns the number that speaks for a row of another table.
fn at(table: &Table, place: usize) -> String {
    let found = table.rows.get(place).zip(table.main_column());
    found.map_or_else(dash, |(row, nth)| cell(row, nth, table.columns[nth], false))
}

/// Returns by how much a share changed since the round before.
fn change(before: &Round, now: &Table, place: usize) -> String {
    let number = |table: &Table| {
        let nth = table
            .columns
            .iter()
            .position(|column| *column == Column::Percent)?;
        table.rows.get(place)?.cells.get(nth).copied().flatten()
    };
    moved(number(&before.table), number(now))
}

/// Returns by how many points a share changed.
pub(super) fn moved(before: Option<i64>, now: Option<i64>) -> String {
    match now.zip(before) {
        None => dash(),
        Some((now, before)) if now < before => format!("\u{2212}{}", before - now),
        Some((now, before)) if now > before => format!("+{}", now - before),
        Some(_) => "0".to_owned(),
    }
}

pub(super) fn dash() -> String {
    "\u{2013}".to_owned()
}

fn cell(row: &Row, nth: usize, column: Column, signed: bool) -> String {
    read(row.cells.get(nth).copied().flatten(), column, signed)
}

/// Returns a number as it is read.
pub(super) fn read(number: Option<i64>, column: Column, signed: bool) -> String {
    let Some(number) = number else {
        return dash();
    };
    match column {
        Column::Percent if signed => format!("{number}\u{a0}%"),
        Column::Percent
        | Column::Votes
        | Column::Points
        | Column::Firsts
        | Column::Rank
        | Column::Ratings
        | Column::Mentions => number.to_string(),
        Column::Mean | Column::Across | Column::Up => decimal(number, 2),
        Column::Median | Column::MeanPoints => decimal(number, 1),
    }
}

/// Returns a whole number with its decimal point, without zeros that say nothing.
fn decimal(number: i64, decimals: u8) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    let number = number.unsigned_abs();
    let one = 10_u64.pow(decimals.into());
    let (whole, rest) = (number / one, number % one);
    let rest = format!("{rest:0width$}", width = usize::from(decimals));
    let rest = if decimals == 0 {
        ""
    } else {
        rest.trim_end_matches('0')
    };
    match rest.is_empty() {
        true => format!("{sign}{whole}"),
        false => format!("{sign}{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_decimal_point() {
        assert_eq!(decimal(125, 1), "12.5");
        assert_eq!(decimal(120, 1), "12");
        assert_eq!(decimal(-5, 2), "\u{2212}0.05");
        assert_eq!(decimal(7, 0), "7");
    }
}
