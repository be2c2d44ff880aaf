//! A page as bytes. The part for one event and moment comes first: the root's attributes, the title, the metadata for link
//! previews, and the snapshot as data. The rest is the same for everybody ([`plenary_web::Block`]) and was compressed when the
//! web client was built, so a change of the event only costs compressing its snapshot. Both form one gzip member.

use std::collections::BTreeMap;
use std::io::{self, Write};

use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use plenary_web::Block;
use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::first::first;
use super::lang::{Reader, nearest};
use crate::markup::escape;
use crate::protocol::{Phase, Texts};

/// A gzip member's header: deflate, no name, no time, no system.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// An empty final block of deflate.
const DEFLATE_END: [u8; 2] = [3, 0];

/// Limit on a guests' page in bytes: what a server sends before it waits for the phone, ten packets, without the response's head.
const WINDOW_BYTES: usize = 10 * 1460 - 700;

/// A still page does not connect, and does not say so.
const STILL_SCRIPT: &str = "self.WebSocket=class{send(){}close(){}}";
const STILL_STYLE: &str = ".strips{display:none}";

/// A finished page: its plain parts, and compressed.
pub(super) struct Document {
    name: &'static str,
    live: String,
    blocks: Vec<&'static Block>,
    /// Empty if compression failed.
    pub gzip: Bytes,
}

/// The parts of a page.
#[derive(Clone, Copy)]
pub(super) struct Shell<'a> {
    /// The name of the web client's page.
    pub name: &'static str,
    pub reader: &'a Reader,
    /// `data-…` attributes of the root element.
    pub data: &'a [(&'static str, &'a str)],
    /// A view, as encoded by the feeds.
    pub snapshot: Option<&'a str>,
    /// The view that contains the event's title, which may be one the page does not show.
    pub seen: &'a Seen,
}

/// What the page around a view needs to know of it.
#[derive(Default, Deserialize)]
pub(super) struct Seen {
    items: Vec<SeenItem>,
}

#[derive(Deserialize)]
#[serde(tag = "k", rename_all = "snake_case")]
enum SeenItem {
    Event(Named),
    Poll {
        phase: Phase,
        since: u64,
        /// Its place in a survey, which the page draws after its first paint.
        #[serde(default)]
        nth: u32,
        /// A single field, named after the kind.
        kind: BTreeMap<String, IgnoredAny>,
    },
    #[serde(other)]
    Other,
}

/// What a page says about its event before it is drawn.
#[derive(Deserialize)]
struct Named {
    langs: Vec<String>,
    title: Texts,
    short: Texts,
    venue: Texts,
    date: String,
    join: String,
}

impl Document {
    /// Writes a page. It includes the client's part for the kind of the latest open poll.
    pub fn new(shell: &Shell<'_>) -> Document {
        let (name, tag) = (shell.name, shell.reader.lang.tag());
        let Some(page) = plenary_web::page(name, tag) else {
            unreachable!("the web client has each page in each language, see its build")
        };
        let mut blocks = vec![page];
        if shell.snapshot.is_some() {
            // The window of the first response has room for only one.
            let mut kinds = shell.seen.open_kinds().into_iter();
            blocks.extend(kinds.find_map(|kind| plenary_web::kind(name, kind, tag)));
        }
        let live = live(shell, page.title);
        let gzip = gzip(&live, &blocks).unwrap_or_default().into();
        Document {
            name,
            live,
            blocks,
            gzip,
        }
    }

    /// Writes a guests' page. If all of the view does not fit into the first window, it contains what the first paint shows.
    pub fn within_window(shell: &Shell<'_>) -> Document {
        let whole = Document::new(shell);
        if whole.gzip.len() <= WINDOW_BYTES {
            return whole;
        }
        let Some(first) = shell.snapshot.and_then(first) else {
            return whole;
        };
        Document::new(&Shell {
            snapshot: Some(&first),
            ..*shell
        })
    }

    /// Returns the page as HTML. Few browsers ask for that, so it is assembled for each.
    pub fn plain(&self) -> Bytes {
        let mut html = self.live.clone();
        html.extend(self.blocks.iter().map(|block| block.html));
        html.into()
    }

    /// Returns this page's policy, for the host that the browser named and the origins whose pages may contain this one. Only scripts and styles that the server wrote
    /// into the page may run. It names the socket's origin explicitly, because older Safari does not accept `'self'`
    /// for sockets.
    pub fn policy(&self, host: &str, ancestors: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        let host: String = host.chars().filter(|c| plain(*c)).collect();
        let connect = format!("'self' ws://{host} wss://{host}");
        self.directives("", "", &connect, ancestors)
    }

    /// Returns the page as HTML for a frame in a page of this server, and its policy: it draws its view, has no origin, and connects to
    /// nothing.
    pub fn still(&self) -> (Bytes, String) {
        let head = format!("<script>{STILL_SCRIPT}</script><style>{STILL_STYLE}</style>");
        let mut html = self.live.clone() + &head;
        html.extend(self.blocks.iter().map(|block| block.html));
        let own = |text: &str| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        let policy = self.directives(&own(STILL_SCRIPT), &own(STILL_STYLE), "'none'", "'self'");
        (html.into(), policy + "; sandbox allow-scripts")
    }

    fn directives(&self, script: &str, style: &str, connect: &str, ancestors: &str) -> String {
        let hashes = |of: fn(&Block) -> &'static str| -> String {
            let all = self.blocks.iter().map(|block| of(block));
            all.filter(|hashes| !hashes.is_empty())
                .fold(String::new(), |list, hashes| list + " " + hashes)
        };
        let (scripts, styles) = (hashes(|block| block.scripts), hashes(|block| block.styles));
        // The editor shows how a phone draws a poll.
        let frames = match self.name {
            "edit" => " frame-src 'self';",
            _ => "",
        };
        let fonts = match self.blocks.iter().any(|block| block.fonts) {
            true => " font-src 'self';",
            false => "",
        };
        format!(
            "default-src 'none'; script-src 'self'{scripts}{script}; style-src 'self'{styles}{style}; img-src 'self' data:;{fonts}{frames} \
             connect-src {connect}; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
        )
    }
}

impl Seen {
    /// Parses a snapshot as encoded by the feeds.
    pub fn of(snapshot: &str) -> Seen {
        serde_json::from_str(snapshot).unwrap_or_default()
    }

    /// Returns the event's languages, in its own order.
    pub fn langs(&self) -> &[String] {
        self.event().map_or(&[], |event| &event.langs)
    }

    fn event(&self) -> Option<&Named> {
        self.items.iter().find_map(|item| match item {
            SeenItem::Event(named) => Some(named),
            SeenItem::Poll { .. } | SeenItem::Other => None,
        })
    }

    /// Returns the kinds of the open polls that stand alone, the latest poll's first.
    fn open_kinds(&self) -> Vec<&str> {
        let polls = self.items.iter().filter_map(|item| match item {
            SeenItem::Poll {
                phase: Phase::Open,
                since,
                nth: 0,
                kind,
            } => Some((since, kind)),
            SeenItem::Poll { .. } | SeenItem::Event(_) | SeenItem::Other => None,
        });
        let mut polls: Vec<_> = polls.collect();
        polls.sort_by_key(|(since, _)| std::cmp::Reverse(*since));
        let kinds = polls.into_iter().flat_map(|(_, kind)| kind.keys());
        kinds.map(String::as_str).collect()
    }
}

/// The product's name: the title of a page without an event.
const PRODUCT: &str = "Plenary";

/// Returns the page up to the start of its block. `page_title` is the page's own title; the phone's is that of its event.
fn live(shell: &Shell<'_>, page_title: &str) -> String {
    let Reader { lang, reads } = shell.reader;
    let mut html = format!("<!doctype html><html lang=\"{}\"", lang.tag());
    if shell.reader.is_right_to_left() {
        html.push_str(" dir=\"rtl\"");
    }
    let mut attribute = |name: &str, value: &str| {
        html.push_str(&format!(" data-{name}=\"{}\"", escape(value)));
    };
    attribute("build", plenary_web::build_id());
    if reads != lang.tag() {
        attribute("reads", reads);
    }
    for (name, value) in shell.data {
        attribute(name, value);
    }
    html.push_str("><head><meta charset=\"utf-8\">");
    html.push_str(&titles(shell.seen.event(), reads, page_title));
    if let Some(snapshot) = shell.snapshot {
        // Inside a script element only `<` could end it or begin a comment.
        let data = snapshot.replace('<', "\\u003c");
        html.push_str(&format!(
            "<script type=\"application/json\" id=\"snapshot\">{data}</script>"
        ));
    }
    html
}

/// Returns one gzip member of newly and previously compressed data.
fn gzip(live: &str, blocks: &[&Block]) -> io::Result<Vec<u8>> {
    let mut sum = Hasher::new();
    sum.update(live.as_bytes());
    let mut stream = DeflateEncoder::new(GZIP_HEAD.to_vec(), Compression::best());
    stream.write_all(live.as_bytes())?;
    // Ends on a byte boundary, as the blocks do.
    stream.flush()?;
    let mut gzip = std::mem::take(stream.get_mut());
    let mut length = live.len();
    for block in blocks {
        gzip.extend_from_slice(block.deflate);
        sum.combine(&Hasher::new_with_initial_len(
            block.crc32,
            block.html.len() as u64,
        ));
        length += block.html.len();
    }
    gzip.extend(DEFLATE_END);
    gzip.extend(sum.finalize().to_le_bytes());
    // As the format requires: the length modulo 2³².
    gzip.extend((length as u32).to_le_bytes());
    Ok(gzip)
}

/// Returns the tab's title, and the metadata for link previews. Other servers fetch previews, so they contain only what
/// everybody in the hall may know, and name the picture by its full address.
fn titles(event: Option<&Named>, reads: &str, page_title: &str) -> String {
    let title = |name: &str| {
        let parts = [page_title, name];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        escape(&parts.join(" · "))
    };
    let Some(event) = event else {
        let title = title(PRODUCT);
        return format!("<title>{title}</title><meta property=\"og:title\" content=\"{title}\">");
    };
    let (short, long) = (
        title(pick(&event.short, reads)),
        title(pick(&event.title, reads)),
    );
    let about = [pick(&event.venue, reads), &event.date];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    let about = escape(&about.join(" · "));
    let origin = event.join.rsplit_once('/').map_or("", |(origin, _)| origin);
    format!(
        "<title>{short}</title><meta property=\"og:title\" content=\"{long}\">\
         <meta property=\"og:description\" content=\"{about}\">\
         <meta property=\"og:image\" content=\"{}{}\">",
        escape(origin),
        plenary_web::TOUCH_ICON
    )
}

/// Returns the text in this language, else in any other, else an empty one.
pub(super) fn pick<'a>(texts: &'a Texts, reads: &str) -> &'a str {
    let tag = nearest(reads, texts.keys().map(String::as_str));
    let text = tag.and_then(|tag| texts.get(tag));
    text.or_else(|| texts.values().next())
        .map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::io::Read;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use flate2::Decompress;
    use flate2::FlushDecompress;
    use flate2::bufread::GzDecoder;
    use flate2::write::GzEncoder;
    use plenary_domain::approval;
    use plenary_domain::command::Command;
    use plenary_domain::decide::decide;
    use plenary_domain::ids::{ParticipantId, PollId};
    use plenary_domain::poll::{Ballot, Poll, Rules};
    use plenary_domain::program::Program;
    use plenary_domain::role::{Actor, StaffRole};
    use plenary_domain::state::State;
    use sha2::{Digest, Sha256};

    use super::super::lang::Lang;
    use super::*;
    use crate::event_file;
    use crate::event_file::pictures::{Found, Pictures};
    use crate::fanout::View;
    use crate::log::Position;
    use crate::protocol::poll::kind::dice;
    use crate::protocol::{PollKind, Role};
    use crate::server::DEMO;

    const SNAPSHOT: &str = r#"{"epoch":1,"seq":9,"items":[
        {"k":"event","code":"CDU7K2","langs":["en","zh-Hant"],"date":"2018-08-02","join":"http://hall:8080/CDU7K2",
         "title":{"en":"Talks on R&D"},"short":{"en":"R&D <talks>","zh-Hant":"能源"},"venue":{"en":"Chengdu"}},
        {"k":"poll","id":1,"phase":"open","since":3,"kind":{"choice":{"min":1,"max":1}}},
        {"k":"poll","id":2,"phase":"closed","since":5,"kind":{"hologram":{}}},
        {"k":"poll","id":3,"phase":"open","since":4,"kind":{"motion":{}}},
        {"k":"stage","stage":"auto"}]}"#;

    fn reader(tag: &str, reads: &str) -> Reader {
        let lang = Lang::speaks(tag).expect("a language of the interface");
        let reads = reads.to_owned();
        Reader { lang, reads }
    }

    fn read(name: &'static str, reader: &Reader) -> Document {
        Document::new(&Shell {
            name,
            reader,
            data: &[("code", "CDU7K2"), ("person", "a\"b")],
            snapshot: Some(SNAPSHOT),
            seen: &Seen::of(SNAPSHOT),
        })
    }

    fn document(name: &'static str, tag: &str) -> Document {
        read(name, &reader(tag, tag))
    }

    fn all() -> impl Iterator<Item = Document> {
        let langs = plenary_web::languages();
        let pages = plenary_web::pages();
        pages.flat_map(move |name| langs.iter().map(move |(tag, _)| document(name, tag)))
    }

    /// Limit on the guests' page of the workshop in bytes, whatever is on.
    const FIRST_BYTES: usize = 14 * 1024;
    const GUESTS: u32 = 1000;
    /// An event with a poll of each kind.
    const STORM: &str = include_str!("../simulation/event.toml");

    /// An event whose guests have joined, and its clockwork.
    struct Hall(State);

    impl Hall {
        fn new(program: &Program) -> Hall {
            let mut hall = Hall(State::default());
            let program = Box::new(program.clone());
            hall.order(Actor::Operator, &Command::Import { program });
            for guest in 0..GUESTS {
                hall.order(Actor::Operator, &Command::Join);
                if hall.0.polls.iter().any(|(_, poll)| poll.info.named) {
                    let name = format!("Guest {guest}");
                    let guest = Actor::Participant(ParticipantId(guest));
                    hall.order(guest, &Command::GiveName { name });
                }
            }
            hall
        }

        fn order(&mut self, actor: Actor, command: &Command) {
            let facts = decide(&self.0, actor, command, 0).expect("allowed");
            facts.iter().for_each(|fact| self.0.apply(fact));
        }

        fn host(&mut self, command: &Command) {
            self.order(Actor::Staff(StaffRole::Host), command);
        }

        /// Starts a poll's session and opens the poll.
        fn open(&mut self, poll: PollId) {
            let session = self.poll(poll).info.session.clone();
            let session = session.and_then(|key| self.0.sessions.by_key(&key));
            if let Some(session) = session {
                self.host(&Command::StartSession {
                    session,
                    seen: 1,
                    carry: None,
                });
            }
            let (seen, seconds) = (1, Some(60));
            self.host(&Command::OpenPoll {
                poll,
                seen,
                seconds,
            });
        }

        /// Lets every guest answer, and a moderator approve what they write.
        fn answer(&mut self, id: PollId) {
            let poll = self.poll(id);
            let (asked, options) = (
                PollKind::of(&poll.info.rules, true),
                poll.info.options.len(),
            );
            let mut dice = dice(1);
            for guest in 0..GUESTS {
                let ballot = Ballot::from(asked.any_ballot(options, id.0, &mut dice));
                let round = 0;
                let cast = Command::Cast {
                    poll: id,
                    round,
                    ballot,
                };
                self.order(Actor::Participant(ParticipantId(guest)), &cast);
            }
            let entries = self.0.polls.entries.waiting(id);
            let entries: Vec<_> = entries.map(|(id, entry)| (id, entry.rev)).collect();
            for some in entries.chunks(approval::AT_ONCE_MAX) {
                let entries = some.to_vec();
                self.host(&Command::ApproveEntries { entries });
            }
        }

        fn poll(&self, id: PollId) -> &Poll {
            self.0.polls.get(id).expect("a poll")
        }

        /// The guests' view.
        fn snapshot(&self) -> String {
            let at = Position { epoch: 1, seq: 9 };
            let feed = View::new(Role::Participant).update(&self.0, "CDU7K2", at);
            feed.expect("the first update returns a feed").snapshot()
        }
    }

    fn phone(tag: &str, snapshot: &str) -> Document {
        Document::within_window(&Shell {
            name: "phone",
            reader: &reader(tag, tag),
            data: &[("code", "CDU7K2"), ("role", "participant")],
            snapshot: Some(snapshot),
            seen: &Seen::of(snapshot),
        })
    }

    #[test]
    fn a_poll_of_each_kind_fits_into_the_first_response_in_each_language() {
        for file in [STORM, DEMO] {
            let mut program = event_file::parse(file).expect("an event").program;
            // Polls of a survey do not open by themselves.
            program.surveys.clear();
            for poll in (0..program.polls.len() as u32).map(PollId) {
                let mut hall = Hall::new(&program);
                hall.open(poll);
                let key = &program.polls[poll.0 as usize].key;
                // The page itself draws a choice, and what is over waits for the second chunk.
                let is_choice = matches!(hall.poll(poll).info.rules, Rules::Choice(_));
                let fits = |hall: &Hall, is_open: bool| {
                    let snapshot = hall.snapshot();
                    for (tag, _) in plenary_web::languages() {
                        let document = phone(tag, &snapshot);
                        let blocks = if is_open && !is_choice { 2 } else { 1 };
                        assert_eq!(document.blocks.len(), blocks, "{key}: its kind is there");
                        let bytes = document.gzip.len();
                        assert!(bytes <= FIRST_BYTES, "{key} in {tag}: {bytes} bytes");
                    }
                };
                fits(&hall, true);
                hall.answer(poll);
                fits(&hall, true);
                let seen = hall.poll(poll).rev;
                hall.host(&Command::ClosePoll { poll, seen });
                fits(&hall, false);
                let seen = hall.poll(poll).rev;
                hall.host(&Command::RevealPoll { poll, seen });
                fits(&hall, false);
            }
        }
    }

    #[test]
    fn the_part_of_each_kind_is_small() {
        /// Limit on what a phone fetches for a kind in one language, compressed, in bytes.
        const KIND_BYTES: usize = 4 * 1024;
        let program = event_file::parse(STORM).expect("an event").program;
        let kinds = program.polls.iter().map(|poll| {
            let kind = serde_json::to_value(PollKind::of(&poll.rules, true)).expect("JSON");
            let kind = kind.as_object().expect("an object");
            kind.keys().next().expect("a name").clone()
        });
        for kind in kinds.collect::<BTreeSet<String>>() {
            for (tag, _) in plenary_web::languages() {
                let Some(block) = plenary_web::kind("phone", &kind, tag) else {
                    assert_eq!(kind, "choice", "the page itself draws choices alone");
                    continue;
                };
                let mut gzip = GzEncoder::new(vec![], Compression::best());
                gzip.write_all(block.html.as_bytes()).expect("memory");
                let bytes = gzip.finish().expect("memory").len();
                assert!(bytes <= KIND_BYTES, "{kind} in {tag}: {bytes} bytes");
            }
        }
    }

    #[test]
    fn a_page_over_the_window_has_what_its_first_paint_shows_and_no_position() {
        let program = event_file::parse(DEMO).expect("the demo").program;
        let mut hall = Hall::new(&program);
        let open = |hall: &Hall, kind: fn(&Rules) -> bool| {
            let mut polls = hall.0.polls.iter();
            let found = polls.find(|(_, poll)| poll.survey.is_none() && kind(&poll.info.rules));
            found.map(|(id, _)| id).expect("a poll of this kind")
        };
        let poll = open(&hall, |rules| matches!(rules, Rules::Words(_)));
        hall.open(poll);
        let document = phone("en", &hall.snapshot());
        let html = html(&document);
        let data = inline(
            &html,
            "<script type=\"application/json\" id=\"snapshot\">",
            "</script>",
        );
        let first: serde_json::Value = serde_json::from_str(data[0]).expect("a snapshot");
        assert!(first.get("epoch").is_none() && first.get("seq").is_none());
        let items = first["items"].as_array().expect("items");
        let kinds: Vec<&str> = items.iter().filter_map(|item| item["k"].as_str()).collect();
        assert_eq!(kinds, ["event", "session", "poll", "stage"]);
        assert_eq!(items[1]["state"], "running");
        assert_eq!(items[2]["id"], poll.0);
    }

    /// Returns the bytes of the page while a choice is open, with so many options that all have pictures, or without their pictures.
    fn pictured(options: usize, tag: &str, shown: bool) -> usize {
        struct All;
        impl Pictures for All {
            fn find(&mut self, path: &str) -> Result<Found, String> {
                // As hard to compress as a hash is.
                let hash = STANDARD.encode(&Sha256::digest(path)[..12]);
                let is_small = false;
                Ok(Found { hash, is_small })
            }
        }
        let options: Vec<String> = (0..options)
            .map(|n| format!("{{ key = \"o{n}\", en = \"Site {n}\", zh-Hans = \"选项 {n}\", picture = \"{n}.jpg\" }}"))
            .collect();
        let file = format!(
            "[event]\nlanguages = [\"en\", \"zh-Hans\"]\ntitle.en = \"Workshop\"\nvenue.en = \"Hall\"\ndate = 2018-08-02\n\
             zone = \"Asia/Shanghai\"\n[[poll]]\nkey = \"p\"\nkind = \"single\"\ntitle.en = \"Which site?\"\noptions = [{}]\n",
            options.join(", ")
        );
        let mut program = event_file::parse_with(&file, &mut All)
            .expect("an event")
            .program;
        for option in program.polls.iter_mut().flat_map(|poll| &mut poll.options) {
            option.picture = option.picture.take().filter(|_| shown);
        }
        let mut hall = Hall::new(&program);
        hall.open(PollId(0));
        let snapshot = hall.snapshot();
        assert_eq!(snapshot.contains("\"pictures\":["), shown);
        let document = Document::new(&Shell {
            name: "phone",
            reader: &reader(tag, tag),
            data: &[("code", "CDU7K2")],
            snapshot: Some(&snapshot),
            seen: &Seen::of(&snapshot),
        });
        assert_eq!(document.blocks.len(), 2, "its kind is there");
        document.gzip.len()
    }

    #[test]
    fn a_poll_with_pictures_fits_into_the_first_response() {
        const HASH_BYTES: usize = 16;
        for (tag, _) in plenary_web::languages() {
            let bytes = pictured(6, tag, true);
            assert!(bytes <= WINDOW_BYTES, "{tag}: {bytes} bytes");
            // A hash is all that comes for a picture.
            let more = pictured(20, tag, true) - pictured(20, tag, false);
            assert!(more <= 20 * (HASH_BYTES + 3), "{tag}: {more} bytes");
        }
    }

    fn html(document: &Document) -> String {
        String::from_utf8(document.plain().to_vec()).expect("UTF-8")
    }

    /// Inflates exactly one member, checks its checksum and length, and that nothing follows.
    fn inflated(gzip: &[u8]) -> String {
        let (mut rest, mut text) = (gzip, String::new());
        GzDecoder::new(&mut rest)
            .read_to_string(&mut text)
            .expect("a whole member");
        assert!(rest.is_empty(), "{} bytes follow the member", rest.len());
        text
    }

    /// Returns the contents of elements with this name, except those with data.
    fn inline<'a>(html: &'a str, open: &'a str, close: &'a str) -> Vec<&'a str> {
        let parts = html.split(open).skip(1);
        parts
            .map(|part| part.split(close).next().unwrap_or_default())
            .collect()
    }

    #[test]
    fn the_compressed_page_is_the_plain_one() {
        for document in all() {
            assert_eq!(inflated(&document.gzip), html(&document));
        }
    }

    #[test]
    fn blocks_follow_each_other_in_one_member() {
        let mut blocks = Vec::new();
        for (tag, _) in plenary_web::languages() {
            blocks.extend(plenary_web::page("phone", tag));
        }
        for live in ["", "<p>", &"能源".repeat(40_000)] {
            for some in [&blocks[..0], &blocks[..1], &blocks[..]] {
                let html: String = some.iter().map(|block| block.html).collect();
                let gzip = gzip(live, some).expect("memory takes it");
                assert!(inflated(&gzip) == format!("{live}{html}"));
            }
        }
    }

    #[test]
    fn a_block_stands_on_its_own() {
        for name in plenary_web::pages() {
            for (tag, _) in plenary_web::languages() {
                let block = plenary_web::page(name, tag).expect(name);
                let mut text = Vec::with_capacity(block.html.len() + 1);
                let mut inflate = Decompress::new(false);
                inflate
                    .decompress_vec(block.deflate, &mut text, FlushDecompress::Sync)
                    .expect(name);
                assert!(text == block.html.as_bytes(), "{name} in {tag}");
                assert_eq!(crc32fast::hash(&text), block.crc32);
            }
        }
    }

    #[test]
    fn the_policy_names_what_is_inline_and_nothing_else() {
        let hash = |text: &&str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        for document in all() {
            let (html, policy) = (html(&document), document.policy("hall:8080/;*", "'none'"));
            let scripts = inline(&html, "<script type=\"module\">", "</script>");
            let styles = inline(&html, "<style>", "</style>");
            assert_eq!(styles.len(), 1);
            let list = |texts: &[&str]| texts.iter().map(hash).collect::<Vec<_>>().join(" ");
            let directive = |name: &str, hashes: String| {
                format!("; {name} 'self' {hashes}").trim_end().to_owned() + ";"
            };
            assert!(policy.contains(&directive("script-src", list(&scripts))));
            assert!(policy.contains(&directive("style-src", list(&styles))));
            assert!(policy.contains(" ws://hall:8080 wss://hall:8080;"));
            assert!(!policy.contains("unsafe"));
            // Every other script is data, or comes from this server.
            let others = html.matches("<script").count() - scripts.len();
            let known = [
                "<script type=\"application/json\"",
                "<script type=\"module\" src=\"/a/",
            ];
            assert_eq!(
                others,
                known
                    .iter()
                    .map(|open| html.matches(open).count())
                    .sum::<usize>()
            );
        }
    }

    #[test]
    fn words_are_text_and_never_markup() {
        let html = html(&document("phone", "en"));
        assert!(html.contains("<title>R&amp;D &lt;talks&gt;</title>"));
        assert!(html.contains("R&D \\u003ctalks>"), "the snapshot is data");
        assert!(html.contains(" data-person=\"a&quot;b\""));
    }

    #[test]
    fn the_tab_names_the_event_in_the_readers_language_and_each_page_by_itself() {
        let title = |name, tag: &str| {
            let html = html(&document(name, tag));
            let title = inline(&html, "<title>", "</title>");
            title.concat()
        };
        assert_eq!(title("phone", "zh-Hans"), "能源");
        assert_eq!(title("phone", "fr"), "R&amp;D &lt;talks&gt;");
        assert_eq!(
            title("moderator", "en"),
            "Moderator · R&amp;D &lt;talks&gt;"
        );
        let mut titles: Vec<String> = plenary_web::pages()
            .map(|name| title(name, "zh-Hans"))
            .collect();
        let all = titles.len();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), all, "{titles:?}");
    }

    #[test]
    fn a_preview_of_a_link_names_the_event_and_has_a_picture() {
        let html = html(&document("phone", "en"));
        for (property, content) in [
            ("title", "Talks on R&amp;D"),
            ("description", "Chengdu · 2018-08-02"),
            ("image", "http://hall:8080/apple-touch-icon.png"),
        ] {
            let meta = format!("<meta property=\"og:{property}\" content=\"{content}\">");
            assert!(html.contains(&meta), "{meta}");
        }
    }

    #[test]
    fn the_page_states_its_text_language_and_direction() {
        let root = |tag: &str, reads: &str| {
            let html = html(&read("phone", &reader(tag, reads)));
            html.split('>').nth(1).unwrap_or_default().to_owned()
        };
        let arabic = root("en", "ar");
        assert!(
            arabic.starts_with("<html lang=\"en\" dir=\"rtl\""),
            "{arabic}"
        );
        assert!(arabic.contains(" data-reads=\"ar\""));
        let english = root("en", "en");
        assert!(!english.contains("dir=") && !english.contains("reads="));
    }

    #[test]
    fn a_page_without_an_event_has_the_products_name() {
        assert_eq!(titles(None, "en", "").matches("Plenary").count(), 2);
    }

    #[test]
    fn the_kind_of_the_latest_open_poll_comes_first() {
        let seen = Seen::of(SNAPSHOT);
        assert_eq!(seen.open_kinds(), ["motion", "choice"]);
    }
}
