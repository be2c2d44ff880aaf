//! Everything that a report or an export says about an event, as one structure: a pure function of the state. It counts nothing
//! itself. Counts, shares, ranks and which groups may be seen have their homes in the domain and in `view/`; here they are
//! only put in the order in which people read them.
//!
//! No identity is in it: no guest's id, no name of an asker, no name of a named poll. What a host never revealed is marked as not
//! told; a page for readers leaves it out.

pub mod page;
pub mod poll;
pub mod questions;
pub mod series;
pub mod table;
#[cfg(test)]
mod tests;

use plenary_domain::finding::LineInfo;
use plenary_domain::ids::{GroupId, LineId, Millis, PersonId, SessionId, ValueId};
use plenary_domain::people::Group;
use plenary_domain::people::membership::Belongs;
use plenary_domain::poll::groups::{Split, seen};
use plenary_domain::program::SessionKind;
use plenary_domain::report::seal;
use plenary_domain::session;
use plenary_domain::session::SessionState;
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use plenary_domain::translation::Passage;

pub use poll::{Poll, Round, SplitBy, ValueResult};
pub use questions::{Answered, Question, Questions};
pub use table::{Column, Label, Note, Row, Spread, Table};

/// What is known of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub code: String,
    /// The time of the last fact that it contains.
    pub at: Millis,
    /// The event's languages, in its order.
    pub langs: Vec<String>,
    pub title: Texts,
    pub short: Texts,
    pub venue: Texts,
    /// ISO 8601 local date.
    pub date: String,
    /// IANA time zone.
    pub zone: String,
    /// `#rrggbb`, legible on paper.
    pub accent: Option<String>,
    pub people: People,
    /// In the order of the agenda. What belongs to no session is last, in one without an id.
    pub sessions: Vec<Session>,
    /// The desks' labels, with the questions that readers may see. A page for readers does not have them.
    pub topics: Vec<Topic>,
    /// What rapporteurs wrote.
    pub words: Words,
    pub method: Method,
}

/// What rapporteurs wrote, as a draft or as an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In the order of the report.
    pub lines: Vec<(LineId, LineInfo)>,
    /// All editions up to this one, oldest first; of a draft, all that came before.
    pub editions: Vec<EditionHead>,
    /// These are the lines of the last edition, and not of a draft.
    pub is_final: bool,
    /// The fingerprint of these words and of the counts as they are now, in hexadecimal digits. If it is not that of the edition,
    /// a count has changed since.
    pub seal: String,
}

/// When the report was finished, and what it changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionHead {
    /// From 1.
    pub number: u32,
    pub at: Millis,
    pub changes: Texts,
    /// The fingerprint in hexadecimal digits.
    pub seal: String,
}

/// Who came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Browsers that joined.
    pub joined: u32,
    pub groups: Vec<Came>,
}

/// Who came, by one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub key: String,
    pub name: Texts,
    /// In the order of the event file, without those that few have, nor those from which one could compute them.
    pub values: Vec<CameWith>,
    /// How many have a value that is not listed, or none: apart, each would tell the other values beside a table of votes.
    pub rest: u32,
    /// Some of the rest have a value.
    pub hides: bool,
}

/// How many came with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameWith {
    pub key: String,
    pub text: Texts,
    pub people: u32,
}

/// A slot of the agenda, or what belongs to none.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub id: Option<SessionId>,
    pub key: Option<String>,
    pub title: Texts,
    pub kind: SessionKind,
    pub state: SessionState,
    /// The plan, as local times `HH:MM`.
    pub planned: Option<(String, String)>,
    /// When it really began and ended.
    pub real: session::RealTimes,
    pub speakers: Vec<Person>,
    pub panelists: Vec<Person>,
    /// In the order of the event file. Those that never opened are left out.
    pub polls: Vec<Poll>,
    pub questions: Questions,
    /// Captions that were kept, by language.
    pub transcript: Vec<Track>,
}

/// Somebody on the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: Texts,
    pub org: Texts,
}

/// A label of the desks, and how many questions that readers may see have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub key: String,
    pub text: Texts,
    pub questions: u32,
}

/// The captions of a session in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    pub lang: String,
    pub lines: Vec<(Millis, String)>,
}

/// What a reader must know to judge the numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Method {
    /// Polls whose counts contain hands, cards or proxies that a host entered.
    pub by_hand: u32,
    /// Rounds that a host discarded.
    pub resets: u32,
    /// Results whose percents do not add up to 100, because equal counts have equal shares.
    pub rounded: u32,
    /// Results by group of which values are left out.
    pub withheld: u32,
    /// Questions that their guests withdrew.
    pub withdrawn: u32,
    /// Questions that their guests erased.
    pub erased: u32,
    /// Questions that were merged into another one.
    pub merged: u32,
    /// Questions whose text a moderator changed.
    pub edited: u32,
    /// Guest data was deleted at the end of its retention: counts are kept, ballots are not.
    pub forgotten: bool,
    /// Texts in the report that lack one of the event's languages.
    pub untranslated: u32,
}

impl Report {
    /// Returns what is known of an event, with the words as they stand. An event without a programme has an empty report.
    pub fn of(state: &State, code: &str) -> Report {
        let lines = state.reports.lines().into_iter();
        let lines = lines.map(|(id, line)| (id, line.info.clone())).collect();
        let words = words(state, lines, state.reports.is_final());
        Report::with(state, code, words)
    }

    /// Returns the report with the words of its latest edition; None if it was never finished.
    pub fn edition(state: &State, code: &str) -> Option<Report> {
        let edition = state.reports.edition()?;
        let words = words(state, edition.lines.clone(), true);
        Some(Report::with(state, code, words))
    }

    fn with(state: &State, code: &str, words: Words) -> Report {
        let info = state.event.info.clone().unwrap_or_default();
        let text = |of, texts: &Texts| shown(state, of, texts);
        let mut sessions: Vec<_> = state.sessions.iter().collect();
        sessions.sort_by_key(|(id, session)| (session.order, *id));
        let sessions = sessions
            .into_iter()
            .map(|(id, one)| of_session(state, id, one));
        let mut sessions: Vec<Session> = sessions.collect();
        sessions.extend(of_none(state));
        let mut report = Report {
            code: code.to_owned(),
            at: state.at,
            title: text(Passage::EventTitle, &info.title),
            short: text(Passage::EventShort, &info.short),
            venue: text(Passage::EventVenue, &info.venue),
            langs: info.langs,
            date: info.date,
            zone: info.zone,
            accent: info.accent.map(|accent| accent.light),
            people: people(state),
            sessions,
            topics: vec![],
            words,
            method: Method::default(),
        };
        report.topics = topics(state, &report);
        report.method = method(state, &report);
        report
    }

    /// Returns all polls, session by session.
    pub fn polls(&self) -> impl Iterator<Item = &Poll> {
        self.sessions.iter().flat_map(|session| &session.polls)
    }

    /// Returns all questions that readers may see, session by session.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        let questions = self.sessions.iter().map(|session| &session.questions);
        questions.flat_map(|questions| &questions.listed)
    }
}

impl Words {
    /// Returns the fingerprint that stands on the paper: that of the edition, or of the draft as it is now.
    pub fn printed(&self) -> &str {
        let edition = self.editions.last().filter(|_| self.is_final);
        edition.map_or(&self.seal, |edition| &edition.seal)
    }
}

impl Session {
    /// Returns true if there is nothing to say about it but its plan.
    pub fn is_empty(&self) -> bool {
        self.polls.is_empty() && self.questions.asked() == 0 && self.transcript.is_empty()
    }
}

fn of_session(state: &State, id: SessionId, one: &session::Session) -> Session {
    let info = &one.info;
    let persons = |keys: &[String]| {
        let people = keys.iter().filter_map(|key| {
            let (id, person) = state
                .persons
                .iter()
                .find(|(_, person)| person.key == *key)?;
            Some(of_person(state, id, &person.name, &person.org))
        });
        people.collect()
    };
    let langs = state.event.langs().iter();
    let tracks = langs.map(|lang| Track {
        lang: lang.clone(),
        lines: (state.captions.of(id, lang))
            .map(|line| (line.at, line.text.clone()))
            .collect(),
    });
    Session {
        id: Some(id),
        key: Some(info.key.clone()),
        title: shown(state, Passage::SessionTitle(id), &info.title),
        kind: info.kind,
        state: one.state,
        planned: Some((info.start.clone(), info.end.clone())),
        real: one.real,
        speakers: persons(&info.speakers),
        panelists: persons(&info.panelists),
        polls: poll::of(state, Some(&info.key)),
        questions: questions::of(state, Some(id)),
        transcript: tracks.filter(|track| !track.lines.is_empty()).collect(),
    }
}

/// Returns what belongs to no session; None if there is nothing.
fn of_none(state: &State) -> Option<Session> {
    let session = Session {
        id: None,
        key: None,
        title: Texts::new(),
        kind: SessionKind::Other,
        state: SessionState::Ended,
        planned: None,
        real: session::RealTimes::default(),
        speakers: vec![],
        panelists: vec![],
        polls: poll::of(state, None),
        questions: questions::of(state, None),
        transcript: vec![],
    };
    Some(session).filter(|session| !session.is_empty())
}

fn of_person(state: &State, id: PersonId, name: &Texts, org: &Texts) -> Person {
    Person {
        name: shown(state, Passage::PersonName(id), name),
        org: shown(state, Passage::PersonOrg(id), org),
    }
}

fn words(state: &State, lines: Vec<(LineId, LineInfo)>, is_final: bool) -> Words {
    let editions = state.reports.editions.iter().map(|edition| EditionHead {
        number: edition.number,
        at: edition.at,
        changes: edition.changes.clone(),
        seal: hex(&edition.seal),
    });
    Words {
        seal: hex(&seal(&lines, &state.polls)),
        lines,
        editions: editions.collect(),
        is_final,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn people(state: &State) -> People {
    let joined = state.participants.len() as u32;
    let groups = state
        .groups
        .iter()
        .map(|(id, group)| came(state, id, group));
    People {
        joined,
        groups: groups.collect(),
    }
}

/// Returns who came by a group. Values that few have are left out by the rule of the polls.
fn came(state: &State, id: GroupId, group: &Group) -> Came {
    let mut counts = vec![0_u32; 1 + usize::from(u8::MAX)];
    let mut said = 0;
    let guests = state.participants.ids();
    for guest in guests.filter_map(|guest| state.participants.get(guest)) {
        if let Belongs::To(ValueId(value)) = guest.membership.of(id) {
            counts[usize::from(value)] += 1;
            said += 1;
        }
    }
    let of = |value: ValueId| counts[usize::from(value.0)];
    let splits = group.values().map(|(value, _)| Split {
        group: id,
        value,
        tally: (),
        count: of(value),
        extra: 0,
    });
    let splits: Vec<Split<()>> = splits.filter(|split| split.count > 0).collect();
    let seen = seen(id, &[(said, &splits)]);
    let values = group.values().filter(|(value, _)| seen.contains(value));
    let values: Vec<CameWith> = values
        .map(|(value, info)| CameWith {
            key: info.key.clone(),
            text: shown(state, Passage::GroupValue(id, value), &info.text),
            people: of(value),
        })
        .collect();
    let listed: u32 = values.iter().map(|value| value.people).sum();
    Came {
        key: group.info.key.clone(),
        name: shown(state, Passage::GroupName(id), &group.info.name),
        values,
        rest: state.participants.len() as u32 - listed,
        hides: listed < said,
    }
}

fn topics(state: &State, report: &Report) -> Vec<Topic> {
    let listed: Vec<_> = report
        .questions()
        .filter_map(|question| state.questions.get(question.id))
        .collect();
    let topics = state.labels.iter().map(|(id, label)| {
        let has =
            |question: &&&plenary_domain::question::Question| question.marks.labels.contains(&id);
        Topic {
            key: label.info.key.clone(),
            text: label.info.text.clone(),
            questions: listed.iter().filter(has).count() as u32,
        }
    });
    topics.filter(|topic| topic.questions > 0).collect()
}

fn method(state: &State, report: &Report) -> Method {
    use plenary_domain::question::QuestionState as At;
    let count = |meant: &dyn Fn(&plenary_domain::question::Question) -> bool| {
        state.questions.iter().filter(|(_, q)| meant(q)).count() as u32
    };
    let polls = || report.polls();
    let rounds = |poll: &Poll| poll.rounds().filter(|round| round.table.rounded).count();
    Method {
        by_hand: polls()
            .filter(|poll| poll.rounds().any(|round| round.hands.is_some()))
            .count() as u32,
        resets: polls().map(|poll| poll.resets).sum(),
        rounded: polls().map(rounds).sum::<usize>() as u32,
        withheld: polls()
            .flat_map(|poll| &poll.groups)
            .filter(|group| group.hides)
            .count() as u32,
        withdrawn: count(&|q| q.state == At::Withdrawn),
        erased: count(&|q| q.state == At::Erased),
        merged: count(&|q| q.state == At::Merged),
        edited: count(&|q| q.screened.edited() && q.state != At::Withdrawn),
        forgotten: state.event.forgotten,
        untranslated: untranslated(report),
    }
}

/// Returns how many texts in the report lack a language of the event.
fn untranslated(report: &Report) -> u32 {
    let lacks = |texts: &Texts| {
        !texts.is_empty() && report.langs.iter().any(|lang| !texts.contains_key(lang))
    };
    let head = [&report.title, &report.venue].into_iter();
    let values = report.people.groups.iter().flat_map(|group| {
        let values = group.values.iter().map(|value| &value.text);
        values.chain([&group.name])
    });
    let sessions = report.sessions.iter().flat_map(|session| {
        let people = session.speakers.iter().chain(&session.panelists);
        people
            .flat_map(|one| [&one.name, &one.org])
            .chain([&session.title])
    });
    let polls = report
        .polls()
        .flat_map(|poll| poll.options.iter().chain([&poll.title]));
    let lines = report.words.lines.iter();
    let lines = lines.flat_map(|(_, line)| [&line.text, &line.by]);
    let texts = head.chain(values).chain(sessions).chain(polls).chain(lines);
    let replies = report.questions().filter_map(|q| q.reply.as_ref());
    let of_staff = texts.chain(replies).filter(|texts| lacks(texts)).count();
    let of_guests = report.questions().filter(|q| lacks(&q.text)).count();
    (of_staff + of_guests) as u32
}

/// Returns a text as everybody sees it: as it was, while one of its translations is out of date.
fn shown(state: &State, of: Passage, texts: &Texts) -> Texts {
    let first = state.event.langs().first().map_or("", String::as_str);
    state.translations.shown(of, first, texts).clone()
}
