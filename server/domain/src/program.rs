//! An event's programme: the content of its event file, as a value. Made by the event file's parser and by
//! [`State::program`](crate::state::State::program); an import compares the two, item by item, by their stable keys.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::poll::kinds::Rules;
use crate::poll::voters::Voters;
use crate::question::settings::Settings;
use crate::text;

pub use crate::text::{TITLE_CHARS_MAX, Texts};

/// Limit on an event's languages.
pub const LANGS_MAX: usize = 3;
/// Limit on the number of days that guest data is kept.
pub const RETENTION_DAYS_MAX: u32 = 3650;
/// Limit on an event's sessions.
pub const SESSIONS_MAX: usize = 200;
/// Limit on an event's people.
pub const PEOPLE_MAX: usize = 500;
/// Limit on an event's polls.
pub const POLLS_MAX: usize = 200;
/// Limit on an event's surveys.
pub const SURVEYS_MAX: usize = 20;
/// Limit on the polls of a survey.
pub const SURVEY_POLLS_MAX: usize = 20;
/// Limit on an event's labels for questions.
pub const LABELS_MAX: usize = 40;
/// Limit on an event's words that mark an answer.
pub const MARKED_MAX: usize = 300;
/// Limit on such a word in characters.
pub const MARKED_CHARS_MAX: usize = 40;
/// Limit on an event's pictures.
pub const PICTURES_MAX: usize = 100;
/// Limit on the terms of an event's glossary.
pub const TERMS_MAX: usize = 500;
/// Limit on an event's participants, whatever its headcount.
pub const PARTICIPANTS_MAX: usize = 200_000;

/// A whole event file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub event: EventInfo,
    pub groups: Vec<GroupInfo>,
    pub people: Vec<PersonInfo>,
    pub sessions: Vec<SessionInfo>,
    pub polls: Vec<PollInfo>,
    pub surveys: Vec<SurveyInfo>,
    pub labels: Vec<LabelInfo>,
    /// The glossary.
    pub terms: Vec<TermInfo>,
}

/// The event itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct EventInfo {
    /// BCP 47 tags, one to three, in the event's order; each text has the first of them.
    #[n(0)]
    pub langs: Vec<String>,
    #[n(1)]
    pub title: Texts,
    /// A short title for narrow headers; if empty, the title is used.
    #[n(2)]
    pub short: Texts,
    #[n(3)]
    pub venue: Texts,
    /// ISO 8601 local date.
    #[n(4)]
    pub date: String,
    /// IANA time zone.
    #[n(5)]
    pub zone: String,
    /// The accent as written, and adjusted for contrast in each theme: `#rrggbb`.
    #[n(6)]
    pub accent: Option<Accent>,
    /// The people expected; limits how fast guests may join.
    #[n(7)]
    pub headcount: u32,
    /// Days that guest data is kept after the event's date or the last act, whichever is later.
    #[n(8)]
    pub retention_days: u32,
    /// Guests may ask questions from the start.
    #[n(9)]
    pub questions_open: bool,
    #[n(10)]
    pub wifi: Option<Wifi>,
    /// Words that mark a guest's answer for the moderators. They decide nothing.
    #[n(11)]
    #[cbor(default)]
    pub marked: Vec<String>,
    /// Polls that a host makes are for guests in the hall only. Those of the event file say it themselves.
    #[n(12)]
    #[cbor(default)]
    pub in_hall: bool,
    /// What covers every page when the hall is left; without a language, a text of the server's own.
    #[n(13)]
    #[cbor(default)]
    pub leave: Texts,
    /// The code of the event before it in its series. It may be an event of another server, or one that is gone.
    #[n(14)]
    pub after: Option<String>,
}

/// An event's accent colour, `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Accent {
    /// As the event file writes it.
    #[n(0)]
    pub written: String,
    /// Adjusted to 4.5:1 on light paper.
    #[n(1)]
    pub light: String,
    /// Adjusted to 4.5:1 on dark ink.
    #[n(2)]
    pub dark: String,
}

/// The hall's Wi-Fi, for staff and screens only.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Wifi {
    #[n(0)]
    pub name: String,
    /// Empty: an open network.
    #[n(1)]
    pub password: String,
}

/// A speaker or panelist.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PersonInfo {
    /// Stable: lower-case letters, digits and `-`.
    #[n(0)]
    pub key: String,
    #[n(1)]
    pub name: Texts,
    #[n(2)]
    pub org: Texts,
    /// The key of a value, by the key of its group.
    #[n(3)]
    pub groups: BTreeMap<String, String>,
}

/// A label under which staff file questions.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LabelInfo {
    #[n(0)]
    pub key: String,
    #[n(1)]
    pub text: Texts,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct TermInfo {
    /// In at least two of the event's languages.
    #[n(0)]
    pub texts: Texts,
    /// A hint for interpreters, in any language.
    #[n(1)]
    pub note: Option<String>,
}

/// A group that people can belong to, such as their delegation, the kind of their organisation, or their faculty.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct GroupInfo {
    #[n(0)]
    pub key: String,
    #[n(1)]
    pub name: Texts,
    #[n(2)]
    pub values: Vec<ValueInfo>,
    /// Guests are asked once, and may skip.
    #[n(3)]
    pub ask: bool,
    /// Single-use codes give a value, and guests cannot. Only such groups decide who votes and how much a vote counts.
    #[n(4)]
    #[cbor(default)]
    pub assigned: bool,
}

/// A value of a group.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ValueInfo {
    /// Stable within the group.
    #[n(0)]
    pub key: String,
    #[n(1)]
    pub text: Texts,
}

/// A slot of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SessionInfo {
    #[n(0)]
    pub key: String,
    #[n(1)]
    pub kind: SessionKind,
    #[n(2)]
    pub title: Texts,
    /// Local time, `HH:MM`.
    #[n(3)]
    pub start: String,
    /// Local time, `HH:MM`.
    #[n(4)]
    pub end: String,
    /// Keys of people.
    #[n(5)]
    pub speakers: Vec<String>,
    /// Keys of people.
    #[n(6)]
    pub panelists: Vec<String>,
    /// What guests may do with questions; None: as the event says.
    #[n(7)]
    #[cbor(default)]
    pub questions: Option<Settings>,
    /// Guests can raise cards from its start on, until the host ends that.
    #[n(8)]
    #[cbor(default)]
    pub cards: bool,
}

impl EventInfo {
    /// Returns the first of the event's marked words that a guest said in one of these texts.
    pub fn marks<'w, 's>(&'w self, said: impl Iterator<Item = &'s str>) -> Option<&'w str> {
        if self.marked.is_empty() {
            return None;
        }
        let said: Vec<String> = said.map(text::folded).collect();
        let is_said = |word: &&String| {
            let word = text::folded(word);
            !word.is_empty() && said.iter().any(|text| text.contains(&word))
        };
        self.marked.iter().find(is_said).map(String::as_str)
    }
}

/// The kind of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum SessionKind {
    #[n(0)]
    Opening,
    #[n(1)]
    Keynote,
    #[n(2)]
    Dialogue,
    #[n(3)]
    RoundTable,
    #[n(4)]
    Cooperation,
    #[n(5)]
    Break,
    #[n(6)]
    Other,
}

/// A poll as prepared.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PollInfo {
    #[n(0)]
    pub key: String,
    /// The key of its session.
    #[n(1)]
    pub session: Option<String>,
    #[n(2)]
    pub rules: Rules,
    #[n(3)]
    pub title: Texts,
    #[n(4)]
    pub options: Vec<OptionInfo>,
    /// The ballot can be changed until the poll closes.
    #[n(5)]
    pub changeable: bool,
    #[n(6)]
    pub live: LiveResults,
    /// The poll closes this many seconds after it opens.
    #[n(7)]
    pub seconds: Option<u32>,
    #[n(8)]
    #[cbor(default)]
    pub show: Show,
    #[n(9)]
    #[cbor(default)]
    pub reveal: Reveal,
    #[n(10)]
    #[cbor(default)]
    pub voters: Voters,
    /// Hosts see who answered what, once it is closed. Otherwise nobody does.
    #[n(11)]
    #[cbor(default)]
    pub named: bool,
}

/// A survey as prepared: polls that guests answer as one form.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SurveyInfo {
    #[n(0)]
    pub key: String,
    /// The key of its session, which is also that of its polls.
    #[n(1)]
    pub session: Option<String>,
    #[n(2)]
    pub title: Texts,
    /// The keys of its polls, in their order in the form.
    #[n(3)]
    pub polls: Vec<String>,
}

/// An option of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct OptionInfo {
    /// Stable within the poll.
    #[n(0)]
    pub key: String,
    #[n(1)]
    pub text: Texts,
    #[n(2)]
    pub picture: Option<Picture>,
}

/// A picture of an option. Its bytes are beside the log, because replay does not need them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Picture {
    /// A hash of its content, which names it in the store and in its address.
    #[n(0)]
    pub hash: String,
    /// The file that the event file names, by a path relative to it.
    #[n(1)]
    pub file: String,
}

/// Which numbers a result shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Show {
    /// Percents.
    #[default]
    #[n(0)]
    Shares,
    /// Numbers of ballots.
    #[n(1)]
    Counts,
    #[n(2)]
    Both,
}

/// Who reveals a result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Reveal {
    #[default]
    #[n(0)]
    Host,
    /// The clock, as soon as the time is up. A poll that the host closes is revealed by the host.
    #[n(1)]
    TimeUp,
}

/// Who sees the bars while a poll is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum LiveResults {
    /// Nobody: the screen shows only the number of votes.
    #[n(0)]
    Count,
    /// The screen.
    #[n(1)]
    Screen,
    /// The screen and the phones.
    #[n(2)]
    Everyone,
    /// The screen. The phones see no results after the reveal either.
    #[n(3)]
    Never,
}

impl PollInfo {
    /// Returns true if the poll can have these results while it is open: phones none where the counts are held back. What the screen
    /// shows then is the number of ballots, whatever is set.
    pub fn takes_live(&self, live: LiveResults) -> bool {
        live != LiveResults::Everyone || !self.rules.is_held()
    }
}
