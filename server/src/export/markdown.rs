//! The questions as Markdown, session by session: for a wiki, a letter or a text editor. What guests wrote is escaped, so it stays text.

use std::io::{self, Write};

use plenary_domain::text::Texts;

use crate::report::{Answered, Question, Report, Session};
use crate::words::reason as reason_in;

/// Writes the file.
pub(super) fn write(report: &Report, mut to: impl Write) -> io::Result<()> {
    let langs = &report.langs;
    writeln!(to, "# {}", first(&report.title, langs))?;
    for text in others(&report.title, langs) {
        writeln!(to, "\n{text}")?;
    }
    let venue = first(&report.venue, langs);
    writeln!(to, "\n{venue}, {}", escaped(&report.date))?;
    for session in &report.sessions {
        if session.questions.asked() > 0 {
            of_session(session, langs, &mut to)?;
        }
    }
    Ok(())
}

fn of_session(session: &Session, langs: &[String], to: &mut impl Write) -> io::Result<()> {
    let of = &session.questions;
    let title = match session.id {
        Some(_) => first(&session.title, langs),
        None => "Outside of sessions".to_owned(),
    };
    writeln!(to, "\n## {title}")?;
    for text in others(&session.title, langs) {
        writeln!(to, "\n{text}")?;
    }
    writeln!(
        to,
        "\n{} asked; {} answered in the hall, {} in writing, {} open, {} merged, {} declined.",
        of.asked(),
        of.answered,
        of.in_writing,
        of.open,
        of.merged,
        of.declined()
    )?;
    for question in &of.listed {
        one(question, langs, to)?;
    }
    if !of.declined.is_empty() {
        writeln!(to, "\n### Declined\n")?;
        for (reason, count) in &of.declined {
            writeln!(to, "- {}: {count}", reason_in("en", *reason))?;
        }
    }
    Ok(())
}

fn one(q: &Question, langs: &[String], to: &mut impl Write) -> io::Result<()> {
    let asked = q.text.get(&q.lang).map_or("", String::as_str);
    writeln!(to, "\n### {}. {}\n", q.id.0 + 1, escaped(asked))?;
    let translations = langs.iter().filter(|lang| **lang != q.lang);
    for text in translations.filter_map(|lang| q.text.get(lang)) {
        writeln!(to, "> {}\n", escaped(text))?;
    }
    let mut facts = vec![match q.answered {
        Answered::Hall => "answered in the hall".to_owned(),
        Answered::Writing => "answered in writing".to_owned(),
        Answered::No => "open".to_owned(),
    }];
    if let Some(whom) = &q.to {
        facts.insert(0, format!("to {}", first(whom, langs)));
    }
    facts.push(format!("support: {}", q.upvotes));
    if q.edited {
        facts.push("wording changed by a moderator".to_owned());
    }
    writeln!(to, "*{}*", facts.join("; "))?;
    for text in q.reply.iter().flat_map(|reply| in_order(reply, langs)) {
        writeln!(to, "\n{}", escaped(text))?;
    }
    Ok(())
}

fn in_order<'t>(texts: &'t Texts, langs: &'t [String]) -> impl Iterator<Item = &'t String> {
    langs.iter().filter_map(|lang| texts.get(lang))
}

fn first(texts: &Texts, langs: &[String]) -> String {
    in_order(texts, langs)
        .next()
        .map(|text| escaped(text))
        .unwrap_or_default()
}

fn others(texts: &Texts, langs: &[String]) -> Vec<String> {
    in_order(texts, langs)
        .skip(1)
        .map(|text| escaped(text))
        .collect()
}

/// Returns a text that Markdown shows as it is, in one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_ascii_punctuation()
                && !matches!(c, ',' | '?' | ';' | '\'' | '"' | '%' | '/') =>
            {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
