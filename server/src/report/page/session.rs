//! The sessions: each with its polls and questions, and in one list those in which nobody was asked and nobody asked anything.

use std::fmt::Write;

use plenary_domain::ids::Millis;
use plenary_domain::program::SessionKind;
use plenary_domain::session::SessionState;
use plenary_domain::text::Texts;

use super::{Page, escape, local, name_of, pick};
use crate::report::{Person, Session};

impl Page<'_> {
    pub(super) fn session(&mut self, number: u32, session: &Session) {
        let _ = write!(
            self.out,
            "<section class=\"pg p{number}\"><div class=\"sh\"><div><div class=\"pt\">"
        );
        self.each("p", "", |words| (words.part)(number));
        self.out.push_str("</div>");
        match session.id {
            Some(_) => self.texts("h1", "", &session.title),
            None => self.each("h1", "", |words| words.outside.into()),
        }
        let names: Vec<&Person> = session.speakers.iter().chain(&session.panelists).collect();
        if !names.is_empty() {
            let langs = self.how.langs.clone();
            self.out.push_str("<div class=\"ppl\">");
            self.each("p", "", |words| {
                let lang = langs
                    .iter()
                    .find(|lang| words.tag.split('-').next() == lang.split('-').next());
                let lang = lang.map_or(words.tag, String::as_str);
                let name = |texts: &Texts| {
                    pick(texts, lang)
                        .or(texts.values().next().map(String::as_str))
                        .map(str::to_owned)
                };
                let people = names.iter().filter_map(|one| {
                    let (who, org) = (name(&one.name)?, name(&one.org));
                    Some(
                        org.filter(|org| !org.is_empty())
                            .map_or(who.clone(), |org| format!("{who} ({org})")),
                    )
                });
                let comma = if words.tag.starts_with("zh") {
                    "、"
                } else {
                    ", "
                };
                people.collect::<Vec<_>>().join(comma)
            });
            self.out.push_str("</div>");
        }
        self.out.push_str("</div>");
        self.times(session);
        self.out.push_str("</div>");
        if session.state == SessionState::Coming || session.state == SessionState::Skipped {
            let skipped = session.state == SessionState::Skipped;
            self.out.push_str("<div class=\"void\">");
            self.each("p", "", |words| {
                if skipped {
                    words.skipped.into()
                } else {
                    words.not_held.into()
                }
            });
            self.out.push_str("</div>");
        }
        let notes = self.lines(|line| line.session == session.id && session.id.is_some());
        self.notes(&notes);
        for poll in &session.polls {
            self.poll(poll);
        }
        self.questions(&session.questions);
        if self.how.transcript {
            self.transcript(session);
        }
        self.out.push_str("</section>");
    }

    /// The times as planned and as they were.
    fn times(&mut self, session: &Session) {
        let Some((start, end)) = &session.planned else {
            return;
        };
        let real = session.real;
        let running = session.state == SessionState::Running;
        let hour = |at: Option<Millis>| at.map(|at| self.hour(at));
        let (began, ended) = (hour(real.began), hour(real.ended));
        self.out.push_str("<table class=\"times\"><tr><td></td>");
        for planned in [true, false] {
            self.out.push_str("<th scope=\"col\">");
            self.each("span", "", |words| {
                if planned {
                    words.planned.into()
                } else {
                    words.real.into()
                }
            });
            self.out.push_str("</th>");
        }
        for (is_begin, plan, real) in [(true, start, began), (false, end, ended)] {
            self.out.push_str("</tr><tr><th scope=\"row\">");
            self.each("span", "", |words| {
                if is_begin {
                    words.begin.into()
                } else {
                    words.end.into()
                }
            });
            let _ = write!(self.out, "</th><td>{}</td><td><b>", escape(plan));
            match real {
                Some(real) => self.out.push_str(&real),
                None if running && !is_begin => self.each("span", "", |words| words.running.into()),
                None => self.out.push('\u{2013}'),
            }
            self.out.push_str("</b></td>");
        }
        self.out.push_str("</tr></table>");
    }

    /// Returns the local hour of a moment; on another day than the event's with its date.
    fn hour(&self, at: Millis) -> String {
        let Some(local) = local(at, &self.zone) else {
            return String::new();
        };
        let hour = local.strftime("%H:%M").to_string();
        match local.date().to_string() == self.report.date {
            true => hour,
            false => format!("{} {hour}", local.strftime("%m-%d")),
        }
    }

    /// The sessions in which nobody was asked and nobody asked anything.
    pub(super) fn quiet(&mut self, class: &str, sessions: &[&Session]) {
        let sessions: Vec<_> = sessions
            .iter()
            .filter(|one| one.kind != SessionKind::Break)
            .collect();
        if sessions.is_empty() {
            return;
        }
        let _ = write!(self.out, "<section class=\"{class}\">");
        self.head(
            |words| words.agenda.into(),
            |words| format!("{}, {}", words.planned, words.real),
        );
        for session in sessions {
            self.out.push_str("<div class=\"qs\"><div>");
            self.texts("p", "", &session.title);
            self.out.push_str("</div><div class=\"t\">");
            let (start, end) = session.planned.clone().unwrap_or_default();
            let _ = write!(
                self.out,
                "<p>{}\u{2013}{}</p>",
                escape(&start),
                escape(&end)
            );
            let hour =
                |at: Option<Millis>| at.map_or_else(|| "\u{2013}".to_owned(), |at| self.hour(at));
            let (began, ended) = (
                session.real.began.map(|_| hour(session.real.began)),
                hour(session.real.ended),
            );
            match (session.state, began) {
                (SessionState::Skipped, _) => self.each("p", "", |words| words.skipped.into()),
                (_, Some(began)) => {
                    let _ = write!(self.out, "<p><b>{began}\u{2013}{ended}</b></p>");
                }
                (_, None) => self.each("p", "", |words| words.not_held.into()),
            }
            self.out.push_str("</div></div>");
        }
        self.out.push_str("</section>");
    }

    fn transcript(&mut self, session: &Session) {
        for track in &session.transcript {
            self.head(|words| words.transcript.into(), |_| name_of(&track.lang));
            let _ = write!(
                self.out,
                "<div class=\"tr\" lang=\"{}\" dir=\"auto\">",
                escape(&track.lang)
            );
            for (at, line) in &track.lines {
                let _ = write!(
                    self.out,
                    "<p><small>{}</small> {}</p>",
                    self.hour(*at),
                    escape(line)
                );
            }
            self.out.push_str("</div>");
        }
    }
}
