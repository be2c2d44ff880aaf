//! A poll's last round as a picture of its own: a row an answer, with letter, both texts, bar and numbers. It reads in black and white,
//! needs no font of ours, and contains nothing but shapes and text.

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use zip::write::ZipWriter;

use super::csv::packed;
use super::names;
use super::results::{label, name, polls, scaled};
use crate::markup::escape;
use crate::report::page::{alone, nobody, tag};
use crate::report::{Column, Label, Poll, Report, Row, Table};

/// The size of everything, in pixels of the picture.
const WIDTH: f32 = 960.0;
const EDGE: f32 = 32.0;
const TITLE: f32 = 26.0;
const SECOND: f32 = 18.0;
const LABEL: f32 = 17.0;
const SMALL: f32 = 13.0;
const BAR: f32 = 14.0;
/// Numbers at the right: so many columns, of this width.
const COLUMNS_MAX: usize = 2;
const COLUMN: f32 = 96.0;
/// The place of the letter.
const LETTER: f32 = 30.0;
/// The most lines that a text takes.
const LINES_MAX: usize = 4;
/// What never begins a line.
const CLOSING: &str = ".,:;!?)]}%…’”»、。，：；！？）》」』】％";
const ACCENT: &str = "#0e5e4e";
const INK: &str = "#1a1d1c";
const INK_2: &str = "#464b48";
const BAR_FILL: &str = "#8a918d";

/// Writes an archive of all charts.
pub(super) fn write(report: &Report, to: impl Write) -> io::Result<()> {
    let mut zip = ZipWriter::new_stream(to);
    for (nth, (_, poll)) in (1..).zip(polls(report)) {
        let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let key: String = poll.key.chars().filter(plain).collect();
        zip.start_file(format!("{nth:02}-{key}.svg"), packed())?;
        zip.write_all(svg(report, poll).as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}

/// A picture that grows downwards.
struct Picture {
    body: String,
    y: f32,
}

/// Returns the chart of a poll.
pub fn svg(report: &Report, poll: &Poll) -> String {
    let mut picture = Picture {
        body: String::new(),
        y: EDGE,
    };
    picture.rule();
    let langs = &report.langs;
    for (nth, lang) in langs.iter().enumerate() {
        if let Some(title) = poll.title.get(lang) {
            let (size, ink) = if nth == 0 {
                (TITLE, INK)
            } else {
                (SECOND, INK_2)
            };
            let of = Style {
                size,
                ink,
                serif: true,
                bold: false,
                lang,
            };
            picture.text(EDGE, WIDTH - 2.0 * EDGE, title, &of);
        }
    }
    picture.y += 12.0;
    let table = &poll.last.table;
    picture.heads(table, langs);
    for row in &table.rows {
        picture.row(table, row, langs);
    }
    if poll.last.votes == 0 && poll.last.ballots == 0 {
        let lang = langs.first().map_or("en", String::as_str);
        let of = Style {
            size: LABEL,
            ink: INK_2,
            serif: false,
            bold: false,
            lang: tag(lang),
        };
        picture.text(EDGE, WIDTH - 2.0 * EDGE, nobody(lang), &of);
    }
    picture.foot(report, poll);
    let height = picture.y + EDGE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height:.0}\" viewBox=\"0 0 {WIDTH} {height:.0}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>{}</svg>\n",
        picture.body
    )
}

/// How a text looks.
struct Style<'a> {
    size: f32,
    ink: &'static str,
    serif: bool,
    bold: bool,
    lang: &'a str,
}

impl Picture {
    /// The double rule, thick above thin.
    fn rule(&mut self) {
        let right = WIDTH - EDGE;
        let _ = write!(
            self.body,
            "<path d=\"M{EDGE} {:.1}H{right}\" stroke=\"{INK}\" stroke-width=\"3\"/>\
             <path d=\"M{EDGE} {:.1}H{right}\" stroke=\"{INK}\"/>",
            self.y,
            self.y + 5.0
        );
        self.y += 14.0;
    }

    /// Writes a text in as many lines as it needs, up to [`LINES_MAX`], and goes on below it.
    fn text(&mut self, x: f32, width: f32, text: &str, of: &Style<'_>) {
        let mut lines = lines(text, width / of.size);
        if lines.len() > LINES_MAX {
            lines.truncate(LINES_MAX);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        self.lines(x, &lines, of);
    }

    fn lines(&mut self, x: f32, lines: &[String], of: &Style<'_>) {
        for line in lines {
            self.y += of.size * 1.32;
            self.put(x, "start", line, of);
        }
    }

    /// Writes a line at the current height.
    fn put(&mut self, x: f32, anchor: &str, text: &str, of: &Style<'_>) {
        let family = if of.serif {
            "Palatino, 'Noto Serif', 'Songti SC', 'Noto Serif CJK SC', serif"
        } else {
            "'Helvetica Neue', Arial, 'PingFang SC', 'Noto Sans CJK SC', sans-serif"
        };
        let weight = if of.bold { "600" } else { "400" };
        let _ = write!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{:.1}\" font-family=\"{family}\" font-size=\"{}\" font-weight=\"{weight}\" \
             fill=\"{}\" text-anchor=\"{anchor}\" xml:lang=\"{}\">{}</text>",
            self.y,
            of.size,
            of.ink,
            escaped(of.lang),
            escaped(text)
        );
    }

    /// What the numbers below are.
    fn heads(&mut self, table: &Table, langs: &[String]) {
        let lang = langs.first().map_or("en", String::as_str);
        self.y += SMALL * 1.32;
        let of = Style {
            size: SMALL,
            ink: INK_2,
            serif: false,
            bold: false,
            lang,
        };
        for (nth, column) in table.columns.iter().take(COLUMNS_MAX).enumerate() {
            self.put(column_at(nth), "end", names::one(name(*column), lang), &of);
        }
    }

    fn row(&mut self, table: &Table, row: &Row, langs: &[String]) {
        let (short, texts) = label(&row.label, langs);
        let ink = if row.leads { ACCENT } else { INK };
        let top = self.y;
        let x = EDGE + LETTER;
        let width = WIDTH - EDGE - COLUMN * COLUMNS_MAX as f32 - x;
        let style = |size, ink, lang| Style {
            size,
            ink,
            serif: false,
            bold: row.leads && size >= LABEL,
            lang,
        };
        let written: Vec<(&String, &String)> = langs
            .iter()
            .filter_map(|lang| texts.get_key_value(lang))
            .collect();
        // A word in a language that the event does not have.
        let is_lone = written.is_empty();
        for (nth, (lang, text)) in written.iter().enumerate() {
            let (size, ink) = if nth == 0 {
                (LABEL, ink)
            } else {
                (SMALL, INK_2)
            };
            self.text(x, width, text, &style(size, ink, lang));
        }
        if is_lone {
            self.text(EDGE, width + LETTER, &short, &style(LABEL, ink, "und"));
        }
        let below = self.y;
        self.y = top + LABEL * 1.32;
        let has_sign = matches!(row.label, Label::Option(..) | Label::Step(..));
        if !is_lone && has_sign {
            self.put(EDGE, "start", &short, &style(LABEL, ink, "en"));
        }
        for (nth, number) in numbers(table, row).iter().enumerate() {
            self.put(column_at(nth), "end", number, &style(LABEL, ink, "en"));
        }
        self.y = below.max(self.y) + 7.0;
        if let Some(bar) = row.bar {
            let length = width * f32::from(bar.min(1000)) / 1000.0;
            let fill = if row.leads { ACCENT } else { BAR_FILL };
            let _ = write!(
                self.body,
                "<rect x=\"{x}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{BAR}\" fill=\"{fill}\"/>\
                 <path d=\"M{x} {:.1}v{BAR}\" stroke=\"{INK}\"/>",
                self.y,
                length.max(0.0),
                self.y
            );
            self.y += BAR;
        }
        self.y += 12.0;
    }

    /// What the numbers are, how many there were, how voters were verified, and when, in the languages of the event.
    fn foot(&mut self, report: &Report, poll: &Poll) {
        self.y += 6.0;
        let mut said: Vec<String> = vec![];
        let at = format!("{} {}", report.code, report.date);
        let langs = report.langs.iter().map(String::as_str);
        for lang in langs {
            let text = alone(lang, poll);
            // A language without words of its own has the English ones, and none stands twice.
            if !said.contains(&text) {
                self.small(&text, tag(lang));
                said.push(text);
            }
        }
        self.small(&at, "en");
    }

    /// Writes the whole of a text in small type.
    fn small(&mut self, text: &str, lang: &str) {
        let of = Style {
            size: SMALL,
            ink: INK_2,
            serif: false,
            bold: false,
            lang,
        };
        self.lines(EDGE, &lines(text, (WIDTH - 2.0 * EDGE) / SMALL), &of);
    }
}

/// Returns the first numbers of a row, of which one that is missing is empty.
fn numbers(table: &Table, row: &Row) -> Vec<String> {
    let cells = table.columns.iter().zip(&row.cells);
    let cells = cells.map(|(column, number)| {
        let number = number.map(|number| scaled(*column, number));
        let unit = if *column == Column::Percent { " %" } else { "" };
        number.map_or(String::new(), |number| format!("{number}{unit}"))
    });
    cells.take(COLUMNS_MAX).collect()
}

/// Returns the right edge of a column of numbers.
fn column_at(nth: usize) -> f32 {
    WIDTH - EDGE - COLUMN * (COLUMNS_MAX - 1 - nth) as f32
}

/// Breaks a text into lines of this width in ems. Widths are estimates: a wide character is an em, another one a little more than half.
fn lines(text: &str, ems: f32) -> Vec<String> {
    let mut lines = vec![];
    let (mut line, mut used) = (String::new(), 0.0);
    for word in text.split_word_bounds() {
        let width: f32 = word.chars().map(em).sum();
        let closes = word.starts_with(|c| CLOSING.contains(c));
        if used + width > ems && !line.trim().is_empty() && !closes {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0.0;
            if word.trim().is_empty() {
                continue;
            }
        }
        line.push_str(word);
        used += width;
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Returns the width of a character in ems, as an estimate that errs to the wide side.
fn em(c: char) -> f32 {
    match u32::from(c) {
        0x1100..=0x11ff
        | 0x2e80..=0xd7ff
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe4f
        | 0xff00..=0xff60
        | 0x1_f000.. => 1.0,
        _ if c.is_uppercase() => 0.7,
        _ => 0.52,
    }
}

/// Escapes a text for XML, without what XML cannot contain.
fn escaped(text: &str) -> String {
    let may = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let blank = |c| {
        if matches!(c, '\t' | '\n' | '\r') {
            ' '
        } else {
            c
        }
    };
    escape(&text.chars().map(blank).filter(may).collect::<String>())
}
