//! Events of a series beside each other: a chapter of a report, and a page of its own.

use std::fmt::Write;

use super::poll::{dash, moved, read, said_of};
use super::series_words::{self, SeriesWords};
use super::{Page, escape};
use crate::report::series::{Before, Beside, Member, Returning, Series};
use crate::report::table::Column;
use crate::words::date_of;

impl Page<'_> {
    /// The comparison with the last event of the series.
    pub(super) fn before(&mut self, before: &Before) {
        self.out
            .push_str("<section class=\"pg cmp\"><div class=\"sh\"><div>");
        self.say("h1", |words| words.compared.into());
        self.out.push_str("</div></div>");
        match before {
            Before::Closed => {
                self.out.push_str("<div class=\"void\">");
                self.say("p", |words| words.closed.into());
                self.out.push_str("</div>");
            }
            Before::Told(series) => self.beside(series),
        }
        self.out.push_str("</section>");
    }

    /// Everything that several events can be compared by.
    pub(super) fn beside(&mut self, series: &Series) {
        self.events(series);
        if series.events.len() > 1 {
            self.came_beside(series);
            self.polls_beside(series);
            self.returning(
                series,
                |words| words.sessions,
                &series.sessions,
                |held| format!("{}<small> / {}</small>", held.answered, held.asked),
            );
        }
    }

    /// The events over time: a row each.
    fn events(&mut self, series: &Series) {
        self.out.push_str(
            "<div class=\"tb\" tabindex=\"0\"><table class=\"ct evs\"><thead><tr><th class=\"l\"></th><th class=\"o\"></th>",
        );
        self.out.push_str("<th scope=\"col\">");
        self.each("span", "", |words| words.joined.into());
        self.out.push_str("</th><th scope=\"col\">");
        self.say("span", |words| words.polls.into());
        self.out.push_str("</th><th scope=\"col\">");
        self.each("span", "", |words| words.questions.into());
        self.out.push_str("</th><th scope=\"col\">");
        self.say("span", |words| words.answered.into());
        self.out.push_str("</th><th scope=\"col\">");
        self.each("span", "", |words| words.fingerprint.into());
        self.out.push_str("</th></tr></thead><tbody>");
        for (nth, event) in series.events.iter().enumerate() {
            let _ = write!(
                self.out,
                "<tr><td class=\"l\">{}</td><th scope=\"row\" class=\"o\">",
                nth + 1
            );
            self.texts("p", "", &event.title);
            let (date, venue) = (event.date.clone(), event.venue.clone());
            self.out.push_str("<div class=\"wh\">");
            self.each("p", "", |words| {
                let place = venue.get(words.tag).or(venue.values().next());
                let day = date_of(words.tag, &date);
                match place.filter(|place| !place.is_empty()) {
                    Some(place) => format!("{place} \u{b7} {day}"),
                    None => day,
                }
            });
            self.out.push_str("</div></th>");
            for number in [event.joined, event.told, event.asked, event.answered] {
                let _ = write!(self.out, "<td>{number}</td>");
            }
            let _ = write!(
                self.out,
                "<td><code>{}</code></td></tr>",
                super::mark(&event.seal)
            );
        }
        self.out.push_str("</tbody></table></div>");
        let (older, hidden) = (series.older, series.hidden);
        for (count, said) in [
            (
                older,
                (|words| words.older) as fn(&SeriesWords) -> fn(u32) -> String,
            ),
            (hidden, |words| words.hidden),
        ] {
            if count > 0 {
                self.out.push_str("<div class=\"void\">");
                self.say("p", |words| said(words)(count));
                self.out.push_str("</div>");
            }
        }
    }

    fn came_beside(&mut self, series: &Series) {
        if series.came.is_empty() {
            return;
        }
        self.head(|words| words.who_came.into(), |_| String::new());
        self.open(&series.events, |_, event| Some(event.joined), false);
        let mut group = None;
        for row in &series.came {
            if group != Some(&row.group) {
                group = Some(&row.group);
                let _ = write!(
                    self.out,
                    "<tr class=\"gn\"><td class=\"l\"></td><th scope=\"colgroup\" class=\"o\" colspan=\"{}\">",
                    series.events.len() + 1
                );
                self.texts("p", "", &row.group);
                self.out.push_str("</th></tr>");
            }
            self.out
                .push_str("<tr><td class=\"l\"></td><th scope=\"row\" class=\"o\">");
            self.texts("p", "", &row.value);
            self.out.push_str("</th>");
            for people in &row.people {
                self.number(people.map_or_else(dash, |people| people.to_string()));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></div>");
    }

    fn polls_beside(&mut self, series: &Series) {
        self.head_said(|words| words.comparable.into());
        self.out.push_str("<div class=\"mt\">");
        self.say("p", |words| words.grounds.into());
        self.out.push_str("</div>");
        if series.polls.is_empty() {
            self.out.push_str("<div class=\"void\">");
            self.say("p", |words| words.none.into());
            self.out.push_str("</div>");
        }
        for poll in &series.polls {
            self.poll_beside(series, poll);
        }
    }

    fn poll_beside(&mut self, series: &Series, poll: &Beside) {
        self.out
            .push_str("<article class=\"poll\"><div class=\"ask\"><div>");
        self.texts("h3", "say", &poll.title);
        self.out.push_str("</div><div class=\"n\">");
        let column = poll.column;
        self.each("p", "", |words| (words.column)(column).into());
        self.out.push_str("</div></div>");
        // The change is from the last event but one that has the poll.
        let heard: Vec<_> = poll.heard.iter().flatten().collect();
        let last = match heard[..] {
            [.., before, now] if column == Column::Percent => Some((before, now)),
            _ => None,
        };
        let base = |nth: usize, _: &Member| poll.heard.get(nth)?.as_ref().map(|one| one.base);
        self.open(&series.events, base, last.is_some());
        for (place, label) in poll.labels.iter().enumerate() {
            self.out.push_str("<tr>");
            self.label(label);
            for heard in &poll.heard {
                let (text, leads) = match heard {
                    None => (dash(), false),
                    Some(heard) => {
                        let number = heard.cells.get(place).copied().flatten();
                        let leads = heard.leads.get(place).copied().unwrap_or(false);
                        (read(number, column, true), leads)
                    }
                };
                let look = if leads { "tot" } else { "q" };
                let _ = write!(self.out, "<td class=\"{look}\">{text}</td>");
            }
            if let Some((before, now)) = last {
                let of = |cells: &[Option<i64>]| cells.get(place).copied().flatten();
                self.number(moved(of(&before.cells), of(&now.cells)));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></div>");
        self.raised(poll);
        self.out.push_str("</article>");
    }

    /// Says in which events hands were counted in the room.
    fn raised(&mut self, poll: &Beside) {
        let hands = poll
            .heard
            .iter()
            .map(|heard| heard.as_ref()?.hands.as_ref());
        let raised: Vec<_> = (1..)
            .zip(hands)
            .filter_map(|(nth, hands)| Some((nth, hands?)))
            .collect();
        if raised.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"mt\">");
        for (nth, hands) in raised {
            self.each("p", "", |words| {
                format!("{nth} \u{b7} {}", said_of(words, hands))
            });
        }
        self.out.push_str("</div>");
    }

    /// What returns, a row each.
    fn returning<T>(
        &mut self,
        series: &Series,
        name: fn(&SeriesWords) -> &'static str,
        rows: &[Returning<T>],
        told: fn(&T) -> String,
    ) {
        if rows.is_empty() {
            return;
        }
        self.head_said(|words| name(words).into());
        self.open(&series.events, |_, _| None, false);
        for row in rows {
            self.out
                .push_str("<tr><td class=\"l\"></td><th scope=\"row\" class=\"o\">");
            self.texts("p", "", &row.title);
            self.out.push_str("</th>");
            for at in &row.at {
                self.number(at.as_ref().map_or_else(dash, told));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></div>");
    }

    /// The page of a series.
    pub(super) fn series_page(&mut self, series: &Series, next: Option<&str>) {
        self.bar();
        self.out.push_str(
            "<main class=\"rp\"><section class=\"pg one\"><hr class=\"rule\"><div class=\"mast\"><span>",
        );
        self.each("p", "k", |words| series_words::of(words.tag).series.into());
        self.out.push_str("</span></div>");
        let last = series.events.last().map(|event| event.title.clone());
        self.texts("h1", "", &last.unwrap_or_default());
        self.beside(series);
        if series.events.len() < 2 {
            self.out.push_str("<div class=\"void\">");
            self.say("p", |words| words.alone.into());
            self.out.push_str("</div>");
        }
        if let Some(next) = next {
            self.topics(series);
            let _ = write!(self.out, "<p class=\"go\"><a href=\"{}\">", escape(next));
            self.say("span", |words| words.next.into());
            self.out.push_str("</a></p>");
        }
        self.out.push_str("</section></main>");
    }

    /// Labels that return, which only those who work with them read.
    pub(super) fn topics(&mut self, series: &Series) {
        self.returning(
            series,
            |words| words.topics,
            &series.topics,
            ToString::to_string,
        );
    }

    /// Begins a table with a column for each event, headed by its number, its year and month, and its base.
    fn open(
        &mut self,
        events: &[Member],
        base: impl Fn(usize, &Member) -> Option<u32>,
        change: bool,
    ) {
        self.out.push_str(
            "<div class=\"tb\" tabindex=\"0\"><table class=\"ct\"><thead><tr><th class=\"l\"></th><th class=\"o\"></th>",
        );
        for (nth, event) in events.iter().enumerate() {
            let month = event.date.get(..7).unwrap_or(&event.date);
            let _ = write!(
                self.out,
                "<th scope=\"col\" class=\"mo\">{} \u{b7} {}",
                nth + 1,
                escape(month)
            );
            if let Some(base) = base(nth, event) {
                let _ = write!(self.out, "<b>{base}</b>");
            }
            self.out.push_str("</th>");
        }
        if change {
            self.out.push_str("<th scope=\"col\">");
            self.each("span", "", |words| words.change.into());
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead><tbody>");
    }

    fn number(&mut self, text: String) {
        let _ = write!(self.out, "<td class=\"q\">{text}</td>");
    }

    fn head_said(&mut self, text: impl Fn(&SeriesWords) -> String) {
        self.out.push_str("<div class=\"h\">");
        self.say("h2", text);
        self.out.push_str("</div>");
    }

    /// Writes one element for each language, as [`Page::each`] does.
    pub(super) fn say(&mut self, tag: &str, text: impl Fn(&SeriesWords) -> String) {
        self.each(tag, "", |words| text(series_words::of(words.tag)));
    }
}
