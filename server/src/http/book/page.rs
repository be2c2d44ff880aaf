//! The book as HTML: no script, one style sheet in the page itself.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::words::Words;
use crate::http::document::pick;
use crate::http::lang::{Lang, Reader};
use crate::markup::escape;
use crate::protocol::Texts;
use crate::view::{Asked, Book, Chapter, Outcome};
use crate::words::{date_of, day, reason as reason_in};

/// The tokens of all pages, those of paper, and the book's own rules.
const STYLE: [&str; 3] = [
    include_str!("../../../../web-client/src/ui/paper.css"),
    include_str!("../../../../web-client/src/ui/print.css"),
    include_str!("book.css"),
];

/// Which questions a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Show {
    All,
    Answered,
    Open,
}

impl Show {
    fn name(self) -> &'static str {
        match self {
            Show::All => "all",
            Show::Answered => "answered",
            Show::Open => "open",
        }
    }

    fn has(self, asked: &Asked) -> bool {
        match self {
            Show::All => true,
            Show::Answered => asked.outcome != Outcome::Open,
            Show::Open => asked.outcome == Outcome::Open,
        }
    }
}

/// Writes a page of the book.
pub struct Page<'a> {
    book: &'a Book,
    reader: &'a Reader,
    words: &'static Words,
    /// The words of the event's next language, if the interface has it.
    second: Option<&'static Words>,
    show: Show,
    /// Only hosts see it.
    is_draft: bool,
    html: String,
}

/// Returns the style sheet, with the accent of an event.
pub fn style(book: &Book) -> String {
    let accent = book
        .accent
        .as_ref()
        .map(|(light, dark)| format!(":root{{--event-light:{light};--event-dark:{dark}}}"));
    STYLE.concat() + &accent.unwrap_or_default()
}

impl<'a> Page<'a> {
    pub fn new(book: &'a Book, reader: &'a Reader, show: Show, is_draft: bool) -> Page<'a> {
        let words = Words::of(reader.lang.tag());
        let spoken = book.langs.iter().filter_map(|lang| Lang::speaks(lang));
        let second = spoken.map(|lang| Words::of(lang.tag()));
        Page {
            second: second.into_iter().find(|other| other.tag != words.tag),
            book,
            reader,
            words,
            show,
            is_draft,
            html: String::new(),
        }
    }

    /// Returns the whole page, with this style sheet.
    pub fn write(mut self, style: &str) -> String {
        self.begin(style, "whole");
        if self.is_draft {
            let text = self.words.hosts_only;
            self.put(&format!("<p class=\"tell\">{}</p>", escape(text)));
        }
        self.put("<main class=\"bm\">");
        self.filter();
        let book = self.book;
        let mut is_empty = true;
        for chapter in &book.chapters {
            is_empty &= !self.chapter(chapter);
        }
        if is_empty {
            let text = match book.counts.approved {
                0 => self.words.none,
                _ => self.words.none_here,
            };
            self.put(&format!("<p class=\"empty\">{}</p>", escape(text)));
        }
        self.put("</main>");
        self.aside();
        self.html + "</div></body></html>"
    }

    /// Returns the page of a book that is not published.
    pub fn unpublished(mut self, style: &str) -> String {
        self.begin(style, "lone");
        self.html + "</div></body></html>"
    }

    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn begin(&mut self, style: &str, look: &str) {
        let (book, words) = (self.book, self.words);
        let is_whole = look == "whole";
        let of = |words: &Words| {
            if is_whole {
                words.title
            } else {
                words.unpublished
            }
        };
        let direction = if self.reader.is_right_to_left() {
            " dir=\"rtl\""
        } else {
            ""
        };
        let title = pick(&book.title, &self.reader.reads);
        let _ = write!(
            self.html,
            "<!doctype html><html lang=\"{}\"{direction}><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{} · {}</title><style>{style}</style></head>\
             <body><div class=\"book {look}\" lang=\"{}\"><header class=\"bh\"><hr class=\"rule\"><div class=\"bt\"><div>\
             <h1 lang=\"{}\">{}</h1>",
            words.tag,
            escape(of(words)),
            escape(title),
            words.tag,
            words.tag,
            escape(of(words)),
        );
        if let Some(second) = self.second {
            let _ = write!(
                self.html,
                "<p class=\"alt\" lang=\"{}\">{}</p>",
                second.tag,
                escape(of(second))
            );
        }
        self.put("</div>");
        if is_whole {
            let (tag, title) = self.read(&book.title);
            let (title, tag) = (escape(title), tag.to_owned());
            let (venue_tag, venue) = self.read(&book.venue);
            let (venue, venue_tag) = (escape(venue), venue_tag.to_owned());
            let date = date_of(words.tag, &book.date);
            let _ = write!(
                self.html,
                "<p class=\"bl\"><span lang=\"{tag}\">{title}</span> · <span lang=\"{venue_tag}\">{venue}</span> · {date}</p>"
            );
        } else {
            let how = escape(words.unpublished_how);
            self.put(&format!("<p class=\"bl\">{how}</p>"));
        }
        self.languages();
        self.put("</div></header>");
    }

    /// Links to the page in the event's other languages.
    fn languages(&mut self) {
        let others: Vec<&String> = self.book.langs.iter().collect();
        if others.len() < 2 {
            return;
        }
        self.put("<nav class=\"tool\">");
        for lang in others
            .into_iter()
            .filter(|lang| **lang != self.reader.reads)
        {
            let name = Lang::speaks(lang).map(|spoken| Words::of(spoken.tag()).name);
            let tag = escape(lang);
            let name = escape(name.unwrap_or(lang));
            let show = self.show.name();
            self.put(&format!(
                "<a href=\"?lang={tag}&amp;show={show}\" lang=\"{tag}\" hreflang=\"{tag}\">{name}</a>"
            ));
        }
        self.put("</nav>");
    }

    fn filter(&mut self) {
        let words = self.words;
        self.put("<nav class=\"filter\"><div class=\"seg1\">");
        for (show, name) in [
            (Show::All, words.all),
            (Show::Answered, words.answered),
            (Show::Open, words.open),
        ] {
            let count = self.book.questions().filter(|q| show.has(q)).count();
            let current = if show == self.show {
                " aria-current=\"true\""
            } else {
                ""
            };
            let lang = escape(&self.reader.reads);
            self.put(&format!(
                "<a href=\"?lang={lang}&amp;show={}\"{current}>{name} {count}</a>",
                show.name()
            ));
        }
        self.put("</div></nav>");
    }

    /// Writes the questions of a session. Returns false if it has none to show.
    fn chapter(&mut self, chapter: &Chapter) -> bool {
        let show = self.show;
        let mut questions = chapter.questions.iter().filter(|q| show.has(q)).peekable();
        if questions.peek().is_none() {
            return false;
        }
        let name = name_of(chapter);
        self.put(&format!("<section id=\"{name}\"><div class=\"bhd\">"));
        if chapter.session.is_some() {
            self.pair("h2", &chapter.title);
        } else {
            let outside = escape(self.words.outside);
            self.put(&format!("<h2>{outside}</h2>"));
        }
        self.put("</div>");
        for asked in questions {
            self.question(asked);
        }
        self.put("</section>");
        true
    }

    fn question(&mut self, asked: &Asked) {
        let words = self.words;
        let number = asked.number;
        let _ = write!(
            self.html,
            "<article class=\"bq\" id=\"q{number}\"><span class=\"no\">{number}</span><div><p lang=\"{}\" class=\"say\">{}</p>",
            escape(&asked.lang),
            escape(&asked.text)
        );
        for (tag, text) in in_order(&asked.translations, &self.book.langs) {
            if *tag != asked.lang {
                self.second_text(tag, text);
            }
        }
        self.meta(asked);
        if !asked.reply.is_empty() {
            let by = match asked.replied_at.and_then(|at| self.zoned(at)) {
                Some(at) => (words.reply_of)(&day(words.tag, at.date())),
                None => words.reply.to_owned(),
            };
            let _ = write!(
                self.html,
                "<div class=\"ba\"><p class=\"by\">{}</p>",
                escape(&by)
            );
            self.pair("p", &asked.reply);
            self.put("</div>");
        }
        let supporters = (words.supporters)(asked.upvotes);
        let _ = write!(
            self.html,
            "</div><span class=\"n\" title=\"{}\">{}</span></article>",
            escape(&supporters),
            asked.upvotes
        );
    }

    /// To whom it is put, and what became of it.
    fn meta(&mut self, asked: &Asked) {
        let words = self.words;
        let mut parts: Vec<String> = vec![];
        if !asked.to.is_empty() {
            let (tag, name) = self.read(&asked.to);
            let name = format!("<span lang=\"{}\">{}</span>", escape(tag), escape(name));
            parts.push((words.to)(&name));
        }
        match asked.outcome {
            Outcome::Answered(at) => {
                let time = self.zoned(at).map(|at| self.when(&at)).unwrap_or_default();
                parts.push(escape((words.answered_at)(&time).trim()));
            }
            Outcome::Open => parts.push(format!("<b>{}</b>", escape(words.is_open))),
            Outcome::Written => {}
        }
        if asked.edited {
            parts.push(escape(words.edited));
        }
        if !parts.is_empty() {
            let parts = parts.join(words.between);
            self.put(&format!("<p class=\"meta\">{parts}</p>"));
        }
    }

    /// What became of all questions.
    fn aside(&mut self) {
        let (book, words) = (self.book, self.words);
        self.put("<aside class=\"bn\">");
        if book.chapters.len() > 1 {
            let label = escape(words.sessions);
            self.put(&format!("<nav class=\"toc\" aria-label=\"{label}\"><ul>"));
            for chapter in &book.chapters {
                let count = chapter
                    .questions
                    .iter()
                    .filter(|q| self.show.has(q))
                    .count();
                if count == 0 {
                    continue;
                }
                let (tag, title) = match chapter.session {
                    Some(_) => self.read(&chapter.title),
                    None => (words.tag, words.outside),
                };
                let row = format!(
                    "<li><a href=\"#{}\"><span lang=\"{}\">{}</span><span>{count}</span></a></li>",
                    name_of(chapter),
                    escape(tag),
                    escape(title)
                );
                self.put(&row);
            }
            self.put("</ul></nav>");
        }
        self.counts();
        if !book.declined.is_empty() || book.counts.withdrawn > 0 {
            self.heading(|words| words.declined);
            self.put("<ul class=\"bw\">");
            for (reason, count) in &book.declined {
                self.row(|words| reason_in(words.tag, (*reason).into()), *count);
            }
            if book.counts.withdrawn > 0 {
                self.row(|words| words.withdrawn, book.counts.withdrawn);
            }
            let untold = escape(words.untold);
            self.put(&format!("</ul><p class=\"note1\">{untold}</p>"));
        }
        self.put("</aside>");
    }

    fn counts(&mut self) {
        let (book, words) = (self.book, self.words);
        let of = |wanted: fn(Outcome) -> bool| {
            let meant = book.questions().filter(|q| wanted(q.outcome));
            meant.count() as u32
        };
        let in_hall = of(|outcome| matches!(outcome, Outcome::Answered(_)));
        let in_writing = of(|outcome| outcome == Outcome::Written);
        let open = of(|outcome| outcome == Outcome::Open);
        let counts = book.counts;
        let approved = (words.approved)(counts.asked());
        self.put("<div class=\"bs\">");
        for (count, label) in [
            (counts.approved, approved.as_str()),
            (in_hall, words.in_hall),
            (in_writing, words.in_writing),
            (open, words.still_open),
            (counts.merged, words.merged),
            (counts.waiting, words.waiting),
        ] {
            if count > 0 || label == approved {
                let label = escape(label);
                self.put(&format!("<p><b>{count}</b> <span>{label}</span></p>"));
            }
        }
        self.put("</div>");
    }

    fn heading(&mut self, of: impl Fn(&'static Words) -> &'static str) {
        let first = escape(of(self.words));
        let second = self.second.map(|words| {
            let text = escape(of(words));
            format!(" <span class=\"alt\" lang=\"{}\">{text}</span>", words.tag)
        });
        let second = second.unwrap_or_default();
        self.put(&format!("<h2>{first}{second}</h2>"));
    }

    fn row(&mut self, of: impl Fn(&'static Words) -> &'static str, count: u32) {
        let first = escape(of(self.words));
        let second = self.second.map(|words| {
            let text = escape(of(words));
            format!("<span class=\"alt\" lang=\"{}\">{text}</span>", words.tag)
        });
        let second = second.unwrap_or_default();
        self.put(&format!(
            "<li><span>{first}{second}</span><b>{count}</b></li>"
        ));
    }

    /// Writes a text of staff: in the reader's language as this element, and in the others below.
    fn pair(&mut self, element: &str, texts: &Texts) {
        let (tag, text) = self.read(texts);
        let tag = tag.to_owned();
        let html = format!(
            "<{element} lang=\"{}\">{}</{element}>",
            escape(&tag),
            escape(text)
        );
        self.put(&html);
        for (other, text) in in_order(texts, &self.book.langs) {
            if *other != tag {
                self.second_text(other, text);
            }
        }
    }

    fn second_text(&mut self, tag: &str, text: &str) {
        let (tag, text) = (escape(tag), escape(text));
        self.put(&format!("<p lang=\"{tag}\" class=\"alt\">{text}</p>"));
    }

    /// Returns a text of staff in the reader's language, or in another one that it has.
    fn read<'t>(&self, texts: &'t Texts) -> (&'t str, &'t str) {
        let text = pick(texts, &self.reader.reads);
        let found = texts.iter().find(|(_, other)| other.as_str() == text);
        (found.map_or("", |(tag, _)| tag.as_str()), text)
    }

    fn zoned(&self, at: u64) -> Option<jiff::Zoned> {
        let zone = TimeZone::get(&self.book.zone).unwrap_or(TimeZone::UTC);
        let at = Timestamp::from_millisecond(i64::try_from(at).ok()?).ok()?;
        Some(at.to_zoned(zone))
    }

    /// Returns the time of day, with the day where it is not that of the event.
    fn when(&self, at: &jiff::Zoned) -> String {
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        if at.date().to_string() == self.book.date {
            return time;
        }
        let day = day(self.words.tag, at.date());
        match self.words.tag {
            "zh-Hans" => format!("{day} {time}"),
            _ => format!("{time}, {day}"),
        }
    }
}

/// Returns the name of a chapter in addresses.
fn name_of(chapter: &Chapter) -> String {
    match chapter.session {
        Some(id) => format!("s{id}"),
        None => "s".to_owned(),
    }
}

/// Returns texts in the event's order of languages, and others after them.
fn in_order<'t>(
    texts: &'t Texts,
    langs: &'t [String],
) -> impl Iterator<Item = (&'t String, &'t String)> {
    let known = langs.iter().filter_map(|lang| texts.get_key_value(lang));
    let others = texts.iter().filter(|(lang, _)| !langs.contains(lang));
    known.chain(others)
}
