//! A canary: everything that a guest writes has a mark of its own, every byte to every role is recorded while an event goes on,
//! and no mark may be in bytes of a time or a role that is not its own.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use plenary::client::{Client, Fault, Link, Method};
use plenary::protocol::poll::free_choice::FreeChoiceBallot;
use plenary::protocol::{
    Addressee, Ballot, Command, DeclineReason, Item, Passage, PollAddress, QuestionContent,
    QuestionItem, QuestionState, Role, Stage, Writing,
};
use plenary_tests::{Server, accepted, live, run, until};

use crate::honest::in_time;

use Who::{
    Author, Captioner, Chair, Door, Guest, Host, Interpreter, Moderator, Panelist, Reader, Screen,
    Slide, Watcher,
};

const CODE: &str = "CANARY";
/// The polls, by their places in the file.
const WORDS: u32 = 0;
const SLIP: u32 = 1;
const FIELD: u32 = 2;
const QUIZ: u32 = 3;
const CHAIR: u32 = 4;

/// Whose bytes are recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// A phone that has not joined.
    Watcher,
    Guest,
    /// The guest who writes.
    Author,
    Screen,
    Panelist,
    Chair,
    Interpreter,
    Captioner,
    Door,
    /// A phone's second socket, for captions.
    Reader,
    /// One poll in somebody's slides, by an address that has no cookie.
    Slide,
    Moderator,
    Host,
}

/// What happens, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Asked,
    Edited,
    Declined,
    Withdrawn,
    Approved,
    Interpreted,
    InterpretedRead,
    Glossed,
    TakenBack,
    Muted,
    AskedOn,
    Merged,
    Marked,
    Replied,
    ReplyInterpreted,
    ReplyReworded,
    ReplyRenewed,
    AskedBack,
    Split,
    Wrote,
    Read,
    Picked,
    BallotTakenBack,
    PickedAgain,
    FieldTold,
    FieldHeld,
    Translated,
    Nicknamed,
    Told,
    OnBoard,
    OffBoard,
    Named,
    Closed,
    Captioned,
}

/// A mark, and who may read it from which act on. The last line that has begun holds.
struct Mark {
    text: &'static str,
    told: &'static [(Act, &'static [Who])],
}

const ALL: &[Who] = &[
    Watcher,
    Guest,
    Author,
    Screen,
    Panelist,
    Chair,
    Interpreter,
    Captioner,
    Moderator,
    Host,
];
/// The same, with the address of a poll in which the text stands.
const ALL_OF_ITS_POLL: &[Who] = &[
    Watcher,
    Guest,
    Author,
    Screen,
    Panelist,
    Chair,
    Interpreter,
    Captioner,
    Moderator,
    Host,
    Slide,
];
/// Those who see what is counted for everybody. Interpreters and captioners see no counts.
const HALL: &[Who] = &[
    Watcher, Guest, Author, Screen, Panelist, Chair, Moderator, Host,
];
/// Those who read what nobody has screened.
const DESKS: &[Who] = &[Author, Moderator, Host];
/// The same for what is to be translated.
const READERS: &[Who] = &[Author, Interpreter, Moderator, Host];

const ASKED: &str = "canary-asked";
const ASKER: &str = "canary-her-name";
const FIRM: &str = "canary-her-firm";
const EDITED: &str = "canary-edited";
const DECLINED: &str = "canary-declined";
const NOTE: &str = "canary-note";
const WITHDRAWN: &str = "canary-withdrawn";
const APPROVED: &str = "canary-approved";
const INTERPRETED: &str = "canary-interpreted";
const TERM: &str = "canary-term";
const TROLL: &str = "canary-troll";
const TROLL_ON: &str = "canary-goes-on";
const KEPT: &str = "canary-kept";
const BEGUN: &str = "canary-begun";
const OUTDATED: &str = "canary-out-of-date";
const JOINED: &str = "canary-joined";
const UNREAD: &str = "canary-unread";
const JOINED_UNREAD: &str = "canary-late";
const COLLEAGUES: &str = "canary-colleagues";
const LABEL: &str = "canary-label";
const STAR: &str = "\"star\":true";
const PIN: &str = "\"pin\":true";
const NOTES: &str = "\"notes\":1";
/// Not a mark: whoever may act on the question on the screen gets it with the data of a desk.
const ON_NOW: &str = "\"can\":[\"";
const REPLY: &str = "canary-reply";
const EARLY_REPLY: &str = "canary-early";
const REPLY_ZH: &str = "canary-chinese-reply";
const REWORDED: &str = "canary-reworded";
const REWORDED_ZH: &str = "canary-chinese-reworded";
const EARLY_ZH: &str = "canary-chinese-early";
const BACK: &str = "canary-asked-back";
const READ: &str = "canary-sun";
const HIDDEN: &str = "canary-mud";
const SHOWN_SLIP: &str = "canary-slip";
const EDIT_ZH: &str = "canary-in-chinese";
const READ_ZH: &str = "canary-chinese-sun";
const OWN: &str = "canary-own";
const OTHER: &str = "canary-other";
const NICK: &str = "canary-nick";
const NAME: &str = "canary-signed";
const CAPTION: &str = "canary-caption";
const LISTED: &str = "canary-listed";

#[rustfmt::skip]
const MARKS: &[Mark] = &[
    // A question that a moderator edits is never public as it was asked.
    Mark { text: ASKED, told: &[(Act::Asked, READERS)] },
    Mark { text: ASKER, told: &[(Act::Asked, READERS)] },
    Mark { text: FIRM, told: &[(Act::Asked, READERS)] },
    Mark { text: EDITED, told: &[(Act::Edited, ALL)] },
    Mark { text: EDIT_ZH, told: &[(Act::Edited, ALL)] },
    // The asker reads the reason.
    Mark { text: DECLINED, told: &[(Act::Declined, READERS), (Act::Withdrawn, DESKS)] },
    Mark { text: NOTE, told: &[(Act::Declined, DESKS)] },
    Mark { text: WITHDRAWN, told: &[(Act::Withdrawn, READERS), (Act::Approved, &[Author])] },
    Mark { text: APPROVED, told: &[(Act::Approved, ALL), (Act::TakenBack, ALL), (Act::Muted, READERS)] },
    // A translation is public once a moderator has read it.
    Mark { text: INTERPRETED, told: &[(Act::Interpreted, READERS), (Act::InterpretedRead, ALL), (Act::TakenBack, ALL), (Act::Muted, READERS)] },
    Mark { text: TERM, told: &[(Act::Glossed, &[Interpreter, Host])] },
    // What a muted guest has asked is still at the interpreters' when the mute comes, and nothing later is.
    Mark { text: TROLL, told: &[(Act::Muted, &[Interpreter, Moderator, Host]), (Act::AskedOn, &[Moderator, Host])] },
    Mark { text: TROLL_ON, told: &[(Act::AskedOn, &[Moderator, Host])] },
    // A merged text is public with the question that it was merged into, and no earlier.
    Mark { text: KEPT, told: &[(Act::Merged, ALL)] },
    // It is as a moderator read it: without its first words, and without a translation of them.
    Mark { text: BEGUN, told: &[(Act::Merged, READERS)] },
    Mark { text: OUTDATED, told: &[(Act::Merged, READERS)] },
    Mark { text: JOINED, told: &[(Act::Merged, ALL)] },
    Mark { text: UNREAD, told: &[(Act::Merged, READERS)] },
    Mark { text: JOINED_UNREAD, told: &[(Act::Merged, READERS)] },
    // What colleagues write for one another.
    Mark { text: COLLEAGUES, told: &[(Act::Marked, &[Moderator, Host])] },
    Mark { text: LABEL, told: &[(Act::Marked, &[Interpreter, Moderator, Host])] },
    Mark { text: STAR, told: &[(Act::Marked, &[Moderator, Host])] },
    Mark { text: PIN, told: &[(Act::Marked, &[Moderator, Host])] },
    Mark { text: NOTES, told: &[(Act::Marked, &[Moderator, Host])] },
    // A reply is public with its question; the asker reads it in any case.
    Mark { text: REPLY, told: &[(Act::Replied, ALL)] },
    Mark { text: EARLY_REPLY, told: &[(Act::Replied, READERS)] },
    // A translation of it is where the reply is.
    Mark { text: REPLY_ZH, told: &[(Act::ReplyInterpreted, ALL)] },
    Mark { text: EARLY_ZH, told: &[(Act::ReplyInterpreted, READERS)] },
    // A new wording is where the reply is once its translation is new as well.
    Mark { text: REWORDED, told: &[(Act::ReplyReworded, READERS), (Act::ReplyRenewed, ALL)] },
    Mark { text: REWORDED_ZH, told: &[(Act::ReplyRenewed, ALL)] },
    // What an interpreter asks the moderators.
    Mark { text: BACK, told: &[(Act::AskedBack, &[Moderator, Host])] },
    Mark { text: READ, told: &[(Act::Wrote, READERS), (Act::Read, ALL), (Act::Translated, ALL), (Act::Nicknamed, HALL)] },
    Mark { text: HIDDEN, told: &[(Act::Wrote, READERS), (Act::Picked, DESKS)] },
    Mark { text: SHOWN_SLIP, told: &[(Act::Wrote, READERS), (Act::Read, ALL_OF_ITS_POLL)] },
    Mark { text: READ_ZH, told: &[(Act::Translated, HALL)] },
    // What a guest adds to the answers is told with the result. What has been taken away may be in bytes until the end of that act.
    Mark { text: OWN, told: &[(Act::Picked, READERS), (Act::PickedAgain, &[Moderator, Host])] },
    Mark { text: OTHER, told: &[(Act::PickedAgain, READERS), (Act::FieldTold, ALL), (Act::Translated, READERS)] },
    // The leaderboard is on phones while it is on the screen, and always at the host's.
    Mark { text: NICK, told: &[(Act::Nicknamed, DESKS), (Act::OnBoard, HALL), (Act::OffBoard, HALL), (Act::Named, DESKS)] },
    Mark { text: NAME, told: &[(Act::Named, &[Author]), (Act::Closed, &[Author, Host])] },
    // Those who read captions on a socket of its own read nothing else. Phones have no captions beside their view, and hosts read them in
    // the transcript.
    Mark { text: CAPTION, told: &[(Act::Captioned, &[Captioner, Reader, Screen, Host])] },
    // Who came is the door's and the hosts' business.
    Mark { text: LISTED, told: &[(Act::Captioned, &[Door, Host])] },
];

/// Marks that somebody must have read in an act: else the scanner is blind.
const READ_BY: &[(&str, Act, Who)] = &[
    (ASKED, Act::Asked, Interpreter),
    (EDITED, Act::Edited, Watcher),
    (EDITED, Act::Edited, Panelist),
    (NOTE, Act::Declined, Author),
    (APPROVED, Act::Approved, Screen),
    (INTERPRETED, Act::Interpreted, Moderator),
    (INTERPRETED, Act::InterpretedRead, Watcher),
    (TERM, Act::Glossed, Interpreter),
    (TROLL_ON, Act::AskedOn, Moderator),
    (JOINED, Act::Merged, Watcher),
    (JOINED, Act::Merged, Screen),
    (JOINED, Act::Merged, Chair),
    (OUTDATED, Act::Merged, Moderator),
    (JOINED_UNREAD, Act::Merged, Moderator),
    (COLLEAGUES, Act::Marked, Moderator),
    (LABEL, Act::Marked, Interpreter),
    (STAR, Act::Marked, Host),
    (PIN, Act::Marked, Host),
    (NOTES, Act::Marked, Host),
    (ON_NOW, Act::Marked, Panelist),
    (ON_NOW, Act::Marked, Chair),
    (REPLY, Act::Replied, Guest),
    (REPLY, Act::Replied, Panelist),
    (EARLY_REPLY, Act::Replied, Author),
    (REPLY_ZH, Act::ReplyInterpreted, Watcher),
    (REPLY_ZH, Act::ReplyInterpreted, Panelist),
    (EARLY_ZH, Act::ReplyInterpreted, Author),
    (REWORDED, Act::ReplyReworded, Moderator),
    (REWORDED, Act::ReplyRenewed, Watcher),
    (REWORDED_ZH, Act::ReplyRenewed, Screen),
    (BACK, Act::AskedBack, Moderator),
    (READ, Act::Wrote, Host),
    (READ, Act::Wrote, Interpreter),
    (READ, Act::Read, Guest),
    (EDIT_ZH, Act::Edited, Screen),
    (READ_ZH, Act::Translated, Panelist),
    (OWN, Act::Picked, Host),
    (OTHER, Act::FieldTold, Watcher),
    (NICK, Act::OnBoard, Guest),
    (NAME, Act::Closed, Host),
    (LISTED, Act::Captioned, Host),
    (CAPTION, Act::Captioned, Captioner),
    (CAPTION, Act::Captioned, Reader),
    (SHOWN_SLIP, Act::Read, Slide),
];

/// Records what one socket hears.
struct Tap {
    who: Who,
    heard: Arc<Mutex<Vec<u8>>>,
    /// Ends the recording thread when dropped.
    stream: TcpStream,
}

impl Tap {
    fn open(server: &Server, of: &Client, who: Who) -> Tap {
        let link = of.link();
        let role = serde_json::to_string(&link.role).expect("a role");
        let person = link.person.as_deref().map(|key| format!("&person={key}"));
        let poll = link.poll.as_ref().zip(link.secret.as_ref());
        let poll = poll.map(|(key, secret)| format!("&poll={key}&secret={secret}"));
        let request = format!(
            "GET /{CODE}/socket?role={}{}{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {}\r\n\r\n",
            role.trim_matches('"'),
            person.unwrap_or_default(),
            poll.unwrap_or_default(),
            server.port(),
            of.cookies().join("; "),
        );
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("connected");
        stream.write_all(request.as_bytes()).expect("sent");
        let heard = Arc::<Mutex<Vec<u8>>>::default();
        let (mut reads, hears) = (stream.try_clone().expect("cloned"), heard.clone());
        thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(n @ 1..) = reads.read(&mut buffer) {
                bytes(&hears).extend_from_slice(&buffer[..n]);
            }
        });
        Tap { who, heard, stream }
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }
}

fn bytes(heard: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

fn has(heard: &[u8], mark: &str) -> bool {
    heard
        .windows(mark.len())
        .any(|part| part == mark.as_bytes())
}

/// The event, and everybody who hears of it.
struct Scene {
    server: Server,
    author: Client,
    troll: Client,
    host: Client,
    desk: Client,
    interpreter: Client,
    /// A browser of each who, for pages.
    browsers: Vec<(Who, Client)>,
    taps: Vec<Tap>,
    /// What was heard in the acts that are over.
    heard: Vec<(Act, Who, Vec<u8>)>,
    /// The question whose text tells everybody that an act is over.
    bell: u32,
    /// The questions whose leaf everybody tries to read.
    leaves: Vec<u32>,
}

impl Scene {
    async fn begin() -> Scene {
        // With all lines that there are.
        let mut server = Server::unstarted(&["env", "PLENARY_LOG=trace"]);
        server.restart();
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/attack/canary.toml");
        let imported = run(server.folder(), &["event", "import", file]);
        assert!(imported.status.success(), "{imported:?}");
        let links = run(server.folder(), &["event", "links", CODE]);
        let links = String::from_utf8(links.stdout).expect("text");
        let at = format!("{}/{CODE}", server.url());
        let link = |role: &str| -> Link {
            let of = format!("/{role}");
            let mut links = links.split_whitespace().filter(|word| word.contains('#'));
            let link = links.find(|link| link.contains(&of)).expect("a link");
            let (_, path) = link.split_once(CODE).expect("the code");
            format!("{at}{path}").parse().expect("a link")
        };
        let mut browsers = vec![];
        for (who, role) in [
            (Host, "host#"),
            (Moderator, "moderator#"),
            (Interpreter, "interpreter#"),
            (Screen, "screen#"),
            (Panelist, "panelist/"),
            (Chair, "chair#"),
            (Captioner, "captioner#"),
            (Door, "door#"),
        ] {
            let mut staff = Client::new(link(role), 100 + who as u64);
            staff.auth().await.expect("the link is good");
            browsers.push((who, staff));
        }
        let (mut host, desk) = (browsers[0].1.second_page(1), browsers[1].1.second_page(2));
        let interpreter = browsers[2].1.second_page(9);
        let mut guests = vec![];
        for seed in 3..6 {
            let mut guest = Client::new(link("host#").guest(), seed);
            guest.join().await.expect("joined");
            guests.push(guest);
        }
        let Ok([author, troll, other]) = <[Client; 3]>::try_from(guests) else {
            panic!("three guests");
        };
        browsers.push((Author, author.second_page(6)));
        browsers.push((Guest, other));
        browsers.push((Watcher, Client::new(link("host#").guest(), 7)));
        let reader = Link {
            role: Role::Reader,
            ..link("host#").guest()
        };
        browsers.push((Reader, Client::new(reader, 10)));
        let address = format!("/{CODE}/address?poll={SLIP}");
        let address = host.http(Method::GET, &address, None).await;
        let address: PollAddress = address.expect("an answer").json().expect("an address");
        let slide: Link = address.url.parse().expect("an address of a poll");
        let slide = Link {
            address: link("host#").address,
            ..slide
        };
        browsers.push((Slide, Client::new(slide, 11)));
        let taps = browsers
            .iter()
            .map(|(who, browser)| Tap::open(&server, browser, *who));
        let taps = taps.collect();
        let mut scene = Scene {
            server,
            author,
            troll,
            host,
            desk,
            interpreter,
            browsers,
            taps,
            heard: vec![],
            bell: 0,
            leaves: vec![],
        };
        for client in [
            &mut scene.author,
            &mut scene.troll,
            &mut scene.host,
            &mut scene.desk,
            &mut scene.interpreter,
        ] {
            live(client).await;
        }
        // Nobody marks this one.
        let mut ringer = Client::new(link("host#").guest(), 8);
        ringer.join().await.expect("joined");
        live(&mut ringer).await;
        accepted(&mut ringer, ask("Is anybody there?")).await;
        scene.bell = scene.question("Is anybody there?").await.id;
        scene
    }

    /// Returns the question with this text, as the desk sees it.
    async fn question(&mut self, text: &str) -> QuestionItem {
        let find = |desk: &Client| {
            let mut all = desk.view().questions();
            all.find(|question| question.content.text == text).cloned()
        };
        until(&mut self.desk, |desk| find(desk).is_some()).await;
        find(&self.desk).expect("found")
    }

    /// The moderator does something with the question with this text, as it is now.
    async fn decides(&mut self, text: &str, command: impl Fn(u32, u32) -> Command) {
        let question = self.question(text).await;
        let seen = question.desk.expect("a desk's").rev;
        accepted(&mut self.desk, command(question.id, seen)).await;
    }

    /// The host does something with a poll, as it is now.
    async fn runs(&mut self, poll: u32, command: impl Fn(u32) -> Command) {
        let item = self.host.view().poll(poll).expect("the poll");
        let command = command(item.rev.expect("a host's"));
        let seq = accepted(&mut self.host, command).await;
        until(&mut self.host, |host| host.view().seq() >= seq).await;
    }

    /// The session begins, and a captioner writes a line.
    async fn captions(&mut self) {
        let mut items = self.host.view().items().values();
        let session = items.find_map(|item| {
            let Item::Session(session) = item else {
                return None;
            };
            Some((session.id, session.rev?))
        });
        let (session, seen) = session.expect("a session");
        let carry = None;
        let start = Command::StartSession {
            session,
            seen,
            carry,
        };
        accepted(&mut self.host, start).await;
        let second = |role| {
            let found = self.browsers.iter().find(|(who, _)| *who == role);
            let (_, client) = found.expect("a browser");
            client.second_page(11)
        };
        let (mut captioner, mut door) = (second(Captioner), second(Door));
        live(&mut door).await;
        let walk_in = Command::WalkIn {
            walk_in: 7,
            name: LISTED.into(),
            org: String::new(),
        };
        accepted(&mut door, walk_in).await;
        live(&mut captioner).await;
        let line = Command::Caption {
            writer: 1,
            texts: [("en".to_owned(), CAPTION.to_owned())].into(),
        };
        accepted(&mut captioner, line).await;
    }

    async fn opens(&mut self, poll: u32) {
        let seconds = None;
        self.runs(poll, |seen| Command::OpenPoll {
            poll,
            seen,
            seconds,
        })
        .await;
    }

    async fn casts(&mut self, poll: u32, ballot: Ballot) {
        let round = 0;
        let cast = Command::Cast {
            poll,
            round,
            ballot,
        };
        accepted(&mut self.author, cast).await;
    }

    /// Returns the id and revision of what a guest wrote into a poll.
    async fn entry(&mut self, text: &str) -> (u32, u32) {
        let find = |desk: &Client| {
            let mut all = desk.view().entries();
            let entry = all.find(|entry| entry.content.text == text)?;
            Some((entry.id, entry.rev))
        };
        until(&mut self.desk, |desk| find(desk).is_some()).await;
        find(&self.desk).expect("found")
    }

    /// Rings until everybody has heard that the act is over, reads every page, and keeps what was heard.
    async fn is_over(&mut self, act: Act) {
        let bell = self.bell;
        let ring = format!("The bell after {act:?}");
        let question = self.desk.view().question(bell).expect("the bell").clone();
        let edit = Command::EditApprove {
            question: bell,
            seen: question.desk.expect("a desk's").rev,
            content: QuestionContent {
                text: ring.clone(),
                lang: "en".into(),
                translations: Default::default(),
                name: None,
                org: None,
            },
        };
        accepted(&mut self.desk, edit).await;
        self.question(&ring).await;
        for tap in &self.taps {
            // Who reads captions hears no bell. What they hear late is in the next act, and no more theirs there.
            let sign = match tap.who {
                Captioner | Reader if act < Act::Captioned => "",
                Captioner | Reader => CAPTION,
                // Who receives guests hears no question.
                Door if act == Act::Captioned => LISTED,
                Door => "",
                // Nor does the address of a poll.
                Slide if act == Act::Read => SHOWN_SLIP,
                Slide => "",
                Watcher | Guest | Author | Screen | Panelist | Chair | Interpreter | Moderator
                | Host => &ring,
            };
            let rings = async {
                while !sign.is_empty() && !has(&bytes(&tap.heard), sign) {
                    tokio::task::yield_now().await;
                }
            };
            in_time(&format!("{:?} hears {sign:?}", tap.who), rings).await;
            let heard = std::mem::take(&mut *bytes(&tap.heard));
            self.heard.push((act, tap.who, heard));
        }
        for (who, browser) in &mut self.browsers {
            let role = serde_json::to_string(&browser.link().role).expect("a role");
            let role = role.trim_matches('"');
            let own = match browser.link().person.as_deref() {
                Some(key) => format!("/{CODE}/{role}/{key}"),
                None => format!("/{CODE}/{role}"),
            };
            // The guests' page is everybody's, so only guests read it here.
            let guests = browser.link().role == Role::Participant;
            let page = guests.then(|| format!("/{CODE}"));
            let leaves = self.leaves.iter();
            let leaves = leaves.map(|id| format!("/{CODE}/questions/{id}"));
            let others = [
                "export.json",
                "edit",
                "lower",
                "transcript.txt?session=0&lang=en",
                "report?transcript=1",
                "questions.md",
                "mine.json",
                "preview/0",
            ];
            let others = others.map(|page| format!("/{CODE}/{page}"));
            for page in page.into_iter().chain([own]).chain(others).chain(leaves) {
                match browser.http(Method::GET, &page, None).await {
                    Ok(answer) => self.heard.push((act, *who, answer.body.to_vec())),
                    Err(Fault::Refused { .. }) => {}
                    Err(fault) => panic!("{page}: {fault}"),
                }
            }
        }
    }

    /// The server's log has nothing that anybody wrote, and nothing that lets anybody in.
    fn scan_log(&self) {
        let said = self.server.said();
        let own = |line: &str| line.contains("a link let a browser in");
        assert!(said.lines().any(own), "the scanner is blind: {said}");
        let words = MARKS.iter().filter(|mark| mark.text.starts_with("canary-"));
        let mut secrets: Vec<String> = words.map(|mark| mark.text.to_owned()).collect();
        let people = [&self.author, &self.troll, &self.host, &self.desk];
        let people = people
            .into_iter()
            .chain(self.browsers.iter().map(|(_, one)| one));
        for one in people {
            let cookies = one.cookies().iter();
            secrets.extend(cookies.filter_map(|pair| Some(pair.split_once('=')?.1.to_owned())));
            secrets.extend(one.link().secret.clone());
        }
        assert!(secrets.iter().all(|secret| secret.len() > 5));
        for secret in secrets {
            assert!(!said.contains(&secret), "the log has {secret:?}");
        }
    }

    /// Compares what was heard with what may be heard.
    fn scan(&self) {
        let mut wrong = vec![];
        for (act, who, heard) in &self.heard {
            for mark in MARKS {
                let begun = mark.told.iter().rev().find(|(from, _)| from <= act);
                let may = begun.is_some_and(|(_, who_may)| who_may.contains(who));
                if !may && has(heard, mark.text) {
                    wrong.push(format!("{who:?} reads {:?} in act {act:?}", mark.text));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        for (mark, act, who) in READ_BY {
            let of = |(in_act, by, heard): &(Act, Who, Vec<u8>)| {
                in_act == act && by == who && has(heard, mark)
            };
            assert!(self.heard.iter().any(of), "{who:?} does not read {mark:?}");
        }
    }
}

fn ask(text: &str) -> Command {
    Command::Ask {
        text: text.into(),
        to: None,
        name: None,
        org: None,
        lang: None,
    }
}

/// Guests write all they can, and staff do with it all they can.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reads_what_is_not_for_them_or_not_yet() {
    let mut scene = Scene::begin().await;

    let asked = Command::Ask {
        text: ASKED.into(),
        to: None,
        name: Some(ASKER.into()),
        org: Some(FIRM.into()),
        lang: None,
    };
    accepted(&mut scene.author, asked).await;
    scene.question(ASKED).await;
    scene.is_over(Act::Asked).await;

    let content = QuestionContent {
        text: EDITED.into(),
        lang: "en".into(),
        translations: [("zh-Hans".to_owned(), EDIT_ZH.to_owned())].into(),
        name: None,
        org: None,
    };
    let edit = |question, seen| Command::EditApprove {
        question,
        seen,
        content: content.clone(),
    };
    scene.decides(ASKED, edit).await;
    scene.is_over(Act::Edited).await;

    accepted(&mut scene.author, ask(DECLINED)).await;
    let decline = |question, seen| Command::Decline {
        question,
        seen,
        reason: DeclineReason::OffTopic,
        note: Some(NOTE.into()),
    };
    scene.decides(DECLINED, decline).await;
    scene.is_over(Act::Declined).await;

    accepted(&mut scene.author, ask(WITHDRAWN)).await;
    let question = scene.question(WITHDRAWN).await.id;
    accepted(&mut scene.author, Command::Withdraw { question }).await;
    scene.is_over(Act::Withdrawn).await;

    accepted(&mut scene.author, ask(APPROVED)).await;
    let approve = |question, seen| Command::Approve { question, seen };
    scene.decides(APPROVED, approve).await;
    scene.is_over(Act::Approved).await;
    let of = Passage::Question(scene.question(APPROVED).await.id);
    let translate = Command::Translate {
        of,
        original: APPROVED.into(),
        lang: "zh-Hans".into(),
        text: INTERPRETED.into(),
        without_figures: false,
    };
    accepted(&mut scene.interpreter, translate).await;
    let is_there = |desk: &Client| {
        let mut all = desk.view().questions();
        all.any(|q| {
            q.content
                .translations
                .values()
                .any(|text| text == INTERPRETED)
        })
    };
    until(&mut scene.desk, is_there).await;
    scene.is_over(Act::Interpreted).await;
    scene.decides(APPROVED, approve).await;
    scene.is_over(Act::InterpretedRead).await;
    let texts = [
        ("en".to_owned(), TERM.to_owned()),
        ("zh-Hans".into(), "词".into()),
    ]
    .into();
    let (term, note) = (None, None);
    let put = Command::PutTerm { term, texts, note };
    accepted(&mut scene.interpreter, put).await;
    scene.is_over(Act::Glossed).await;
    let to = QuestionState::Waiting;
    let back = |question, seen| Command::Move { question, seen, to };
    scene.decides(APPROVED, back).await;
    scene.is_over(Act::TakenBack).await;

    accepted(&mut scene.troll, ask(TROLL)).await;
    let of = Writing::Question(scene.question(TROLL).await.id);
    accepted(&mut scene.desk, Command::Mute { of, with: false }).await;
    scene.is_over(Act::Muted).await;
    accepted(&mut scene.troll, ask(TROLL_ON)).await;
    scene.question(TROLL_ON).await;
    scene.is_over(Act::AskedOn).await;

    for text in [KEPT, BEGUN, UNREAD, JOINED_UNREAD] {
        accepted(&mut scene.author, ask(text)).await;
        let id = scene.question(text).await.id;
        scene.leaves.push(id);
    }
    scene.decides(KEPT, approve).await;
    let translate = Command::Translate {
        of: Passage::Question(scene.question(BEGUN).await.id),
        original: BEGUN.into(),
        lang: "zh-Hans".into(),
        text: OUTDATED.into(),
        without_figures: false,
    };
    accepted(&mut scene.interpreter, translate).await;
    let is_there = |desk: &Client| {
        let mut all = desk.view().questions();
        all.any(|q| q.content.translations.values().any(|text| text == OUTDATED))
    };
    until(&mut scene.desk, is_there).await;
    // The desk's page keeps the translation beside the new words.
    let content = QuestionContent {
        text: JOINED.into(),
        ..scene.question(BEGUN).await.content
    };
    let edit = |question, seen| Command::EditApprove {
        question,
        seen,
        content: content.clone(),
    };
    scene.decides(BEGUN, edit).await;
    for (text, kept) in [(JOINED, KEPT), (JOINED_UNREAD, UNREAD)] {
        let into = scene.question(kept).await.id;
        let merge = |question, seen| Command::Merge {
            question,
            seen,
            into,
        };
        scene.decides(text, merge).await;
    }
    scene.is_over(Act::Merged).await;

    let label = Command::MakeLabel {
        texts: [("en".to_owned(), LABEL.to_owned())].into(),
    };
    accepted(&mut scene.desk, label).await;
    // Its panelist and the chair act on a question on the screen, and still see no mark.
    let speaker = Some(Addressee::Person(0));
    let put = |question, seen| Command::Address {
        question,
        seen,
        to: speaker,
    };
    scene.decides(KEPT, put).await;
    let is_put = |desk: &Client| {
        let mut all = desk.view().questions();
        all.any(|q| q.content.text == KEPT && q.to == speaker)
    };
    until(&mut scene.desk, is_put).await;
    let to = QuestionState::Now;
    let now = |question, seen| Command::Move { question, seen, to };
    scene.decides(KEPT, now).await;
    for kept in [KEPT, UNREAD] {
        let (question, on) = (scene.question(kept).await.id, true);
        let text = COLLEAGUES.to_owned();
        for command in [
            Command::Note { question, text },
            Command::Star { question, on },
            Command::Pin { question, on },
            Command::Label {
                question,
                label: 0,
                on,
            },
        ] {
            accepted(&mut scene.desk, command).await;
        }
    }
    scene.is_over(Act::Marked).await;

    for (kept, reply) in [(KEPT, REPLY), (UNREAD, EARLY_REPLY)] {
        let reply = Command::Reply {
            question: scene.question(kept).await.id,
            seen: 0,
            texts: [("en".to_owned(), reply.to_owned())].into(),
        };
        accepted(&mut scene.desk, reply).await;
    }
    scene.is_over(Act::Replied).await;

    for (kept, original, text) in [(KEPT, REPLY, REPLY_ZH), (UNREAD, EARLY_REPLY, EARLY_ZH)] {
        let of = Passage::Reply(scene.question(kept).await.id);
        let translate = Command::Translate {
            of,
            original: original.into(),
            lang: "zh-Hans".into(),
            text: text.into(),
            without_figures: false,
        };
        accepted(&mut scene.interpreter, translate).await;
    }
    scene.is_over(Act::ReplyInterpreted).await;
    // The desk's page keeps the translation beside the new words here, too.
    let replied = scene.question(KEPT).await;
    let question = replied.id;
    let reword = Command::Reply {
        question,
        seen: replied.desk.expect("a desk's").reply,
        texts: [
            ("en".to_owned(), REWORDED.to_owned()),
            ("zh-Hans".into(), REPLY_ZH.into()),
        ]
        .into(),
    };
    accepted(&mut scene.desk, reword).await;
    scene.is_over(Act::ReplyReworded).await;
    let renew = Command::Translate {
        of: Passage::Reply(question),
        original: REWORDED.into(),
        lang: "zh-Hans".into(),
        text: REWORDED_ZH.into(),
        without_figures: false,
    };
    accepted(&mut scene.interpreter, renew).await;
    scene.is_over(Act::ReplyRenewed).await;
    let text = BACK.to_owned();
    accepted(&mut scene.interpreter, Command::Note { question, text }).await;
    scene.is_over(Act::AskedBack).await;

    let split = |question, seen| Command::Split { question, seen };
    for text in [JOINED, JOINED_UNREAD] {
        scene.decides(text, split).await;
    }
    scene.is_over(Act::Split).await;

    for poll in [WORDS, SLIP, FIELD] {
        scene.opens(poll).await;
    }
    let words = vec![READ.into(), HIDDEN.into()];
    scene.casts(WORDS, Ballot::Words(words)).await;
    scene.casts(SLIP, Ballot::Text(SHOWN_SLIP.into())).await;
    scene.is_over(Act::Wrote).await;
    let entries = vec![scene.entry(READ).await, scene.entry(SHOWN_SLIP).await];
    accepted(&mut scene.desk, Command::ApproveEntries { entries }).await;
    let (entry, seen) = scene.entry(HIDDEN).await;
    accepted(&mut scene.desk, Command::HideEntry { entry, seen }).await;
    scene.is_over(Act::Read).await;

    let own = |text: &str| {
        Ballot::FreeChoice(FreeChoiceBallot {
            picks: vec![],
            own: Some(text.into()),
            none: false,
        })
    };
    scene.casts(FIELD, own(OWN)).await;
    let entries = vec![scene.entry(OWN).await];
    accepted(&mut scene.desk, Command::ApproveEntries { entries }).await;
    scene.is_over(Act::Picked).await;
    let (poll, round) = (FIELD, 0);
    accepted(&mut scene.author, Command::TakeBack { poll, round }).await;
    scene.is_over(Act::BallotTakenBack).await;
    scene.casts(FIELD, own(OTHER)).await;
    let entries = vec![scene.entry(OTHER).await];
    accepted(&mut scene.desk, Command::ApproveEntries { entries }).await;
    scene.is_over(Act::PickedAgain).await;
    scene
        .runs(FIELD, |seen| Command::RevealPoll { poll, seen })
        .await;
    scene.is_over(Act::FieldTold).await;
    scene
        .runs(FIELD, |seen| Command::HidePoll { poll, seen })
        .await;
    scene.is_over(Act::FieldHeld).await;

    let (entry, seen) = scene.entry(READ).await;
    let translations = [("zh-Hans".to_owned(), READ_ZH.to_owned())].into();
    let translate = Command::TranslateEntry {
        entry,
        seen,
        translations,
    };
    accepted(&mut scene.desk, translate).await;
    scene.is_over(Act::Translated).await;

    let name = Some(NICK.into());
    accepted(&mut scene.author, Command::ChooseNickname { name }).await;
    scene.opens(QUIZ).await;
    scene.casts(QUIZ, Ballot::Quiz(vec![1])).await;
    let find = |desk: &Client| {
        let name = desk.view().nicknames().next()?;
        Some((name.id, name.rev))
    };
    until(&mut scene.desk, |desk| find(desk).is_some()).await;
    let nicknames = find(&scene.desk).into_iter().collect();
    accepted(&mut scene.desk, Command::ApproveNicknames { nicknames }).await;
    scene.is_over(Act::Nicknamed).await;
    let poll = QUIZ;
    scene
        .runs(QUIZ, |seen| Command::RevealPoll { poll, seen })
        .await;
    scene
        .runs(QUIZ, |seen| Command::TellAnswer { poll, seen })
        .await;
    scene.is_over(Act::Told).await;
    let board = Command::Show {
        stage: Stage::Board,
    };
    accepted(&mut scene.host, board).await;
    scene.is_over(Act::OnBoard).await;
    let auto = Command::Show { stage: Stage::Auto };
    accepted(&mut scene.host, auto).await;
    scene.is_over(Act::OffBoard).await;

    scene.opens(CHAIR).await;
    let name = NAME.into();
    accepted(&mut scene.author, Command::GiveName { name }).await;
    scene.casts(CHAIR, Ballot::Choice(vec![0])).await;
    scene.is_over(Act::Named).await;
    let poll = CHAIR;
    scene
        .runs(CHAIR, |seen| Command::ClosePoll { poll, seen })
        .await;
    scene.is_over(Act::Closed).await;

    scene.captions().await;
    scene.is_over(Act::Captioned).await;

    scene.scan();
    scene.scan_log();
}
