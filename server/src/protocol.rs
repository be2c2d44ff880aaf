//! The wire: every frame that a client sends or gets, and nothing else. No logic lives here.
//!
//! The TypeScript types in `web-client/src/protocol/` are generated from this file
//! (`cargo test -p plenary protocol`), and `PROTOCOL.md` describes the same frames for people.
//! A field is only ever added; a client skips the fields and items that it does not know.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The version of the protocol that this server speaks; told in [`ServerFrame::Welcome`].
pub const VERSION: u32 = 1;

/// The seconds of silence after which either side sends a beat.
pub const BEAT_S: u32 = 20;

/// The seconds of silence after which either side gives the socket up.
pub const SILENCE_S_MAX: u32 = 50;

/// The seconds that a client may take to take what was begun to be sent to it; a slower one is closed with code 1013.
pub const WRITE_S_MAX: u32 = 20;

/// The most bytes of one frame from a client; a longer one closes its socket with code 1009.
pub const CLIENT_FRAME_BYTES_MAX: usize = 16 * 1024;

/// Why a socket was closed; a client decides by it whether to come back.
pub mod close {
    /// The server restarts or drains: come back by yourself, with jitter.
    pub const COME_BACK: u16 = 1012;
    /// Too slow, too many, or the server is full: come back later.
    pub const TRY_LATER: u16 = 1013;
    /// A frame was longer than a client's may be.
    pub const TOO_LONG: u16 = 1009;
    /// What came was not WebSocket.
    pub const BROKEN: u16 = 1002;
    /// A text frame was not UTF-8.
    pub const NOT_TEXT: u16 = 1007;
    /// A frame was not of this protocol.
    pub const NONSENSE: u16 = 1008;
    /// The role link was revoked: do not come back with it.
    pub const REVOKED: u16 = 4001;
    /// The event was deleted: do not come back.
    pub const GONE: u16 = 4004;
}

/// A text in each of the event's languages, by BCP 47 tag.
pub type Texts = BTreeMap<String, String>;

/// What a client sends over the socket.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum ClientFrame {
    /// A command. (c, n) names it: a resent pair that was accepted before is acked and does nothing.
    Do {
        /// The client: random, made anew with each page load.
        c: u32,
        /// Rises with each command of this client.
        n: u32,
        /// What to do.
        cmd: Command,
    },
    /// "I am still here", after [`BEAT_S`] seconds of silence.
    Beat,
}

/// What someone asks for. Which roles may ask for it is decided in the domain.
///
/// `seen` is the `rev` of the item as the sender saw it; another one is refused as stale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum Command {
    // Guests
    /// Casts or replaces one's ballot.
    Cast { poll: u32, ballot: Ballot },
    /// Asks a question; `name` and `org` are left out by who stays anonymous.
    Ask {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        to: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        org: Option<String>,
    },
    /// Says what one belongs to; without a value one would not tell. Asked once, and can be changed.
    Declare {
        group: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        value: Option<u8>,
    },
    /// Supports a question, or (`on: false`) no longer.
    Upvote { question: u32, on: bool },
    /// Takes one's own question back.
    Withdraw { question: u32 },

    // Moderators (and hosts)
    /// Makes exactly the revision seen public.
    Approve { question: u32, seen: u32 },
    /// Declines with a reason that the asker reads in their language.
    Decline {
        question: u32,
        seen: u32,
        reason: DeclineReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        note: Option<String>,
    },
    /// Replaces the text, name or translation by a new revision, and approves that one.
    EditApprove {
        question: u32,
        seen: u32,
        content: QuestionContent,
    },
    /// Moves an approved question to another state: `approved`, `next`, `now`, `answered`, or back to `incoming`.
    Move {
        question: u32,
        seen: u32,
        to: QuestionState,
    },

    // Hosts
    /// Starts a session; the running one ends in the same step. An ended session goes on.
    StartSession { session: u32, seen: u32 },
    /// Ends the running session: closes its open polls, puts its question away.
    EndSession { session: u32, seen: u32 },
    /// Takes the end of a session back, with what the end did to polls and questions.
    ResumeSession { session: u32, seen: u32 },
    /// Opens a ready poll, or a closed one again; with `seconds` it closes by itself.
    OpenPoll {
        poll: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        seconds: Option<u32>,
    },
    /// Gives an open poll more time.
    ExtendPoll { poll: u32, seen: u32, seconds: u32 },
    /// Closes an open poll.
    ClosePoll { poll: u32, seen: u32 },
    /// Shows the results to everybody; an open poll is closed first.
    RevealPoll { poll: u32, seen: u32 },
    /// Takes the reveal back.
    HidePoll { poll: u32, seen: u32 },
    /// Decides who sees the bars while the poll is open.
    SetLive {
        poll: u32,
        seen: u32,
        live: LiveResults,
    },
    /// Decides what the screen shows.
    Show { stage: Stage },
    /// Opens or pauses questions from the hall.
    SetQuestions { open: bool },
    /// Chooses the address that QR codes and screens show; one of the candidates in the hall frame.
    ChooseAddress { url: String },
    /// Ends all links and sockets of a role (of one panelist, with `person`); new links are made.
    Revoke {
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        person: Option<u32>,
    },
}

/// The roles that have a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Role {
    Participant,
    Moderator,
    Panelist,
    Host,
    Screen,
}

/// One participant's answer to a poll, of the poll's kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Ballot {
    /// The places (0 is A) of the options picked in a choice poll.
    Choice(Vec<u8>),
}

/// What a poll asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum PollKind {
    /// Between `min` and `max` options; single choice is 1 and 1.
    Choice { min: u8, max: u8 },
}

/// The counts of a poll, of its kind; absent while they are hidden from this viewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Tally {
    /// Ballots that picked each option, by place.
    Choice(Vec<u32>),
}

/// How far a poll is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Phase {
    Ready,
    Open,
    Closed,
    Revealed,
}

/// Who sees the bars while a poll is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum LiveResults {
    /// Nobody: the screen shows only how many have voted.
    Count,
    /// The screen.
    Screen,
    /// The screen and the phones.
    Everyone,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum QuestionState {
    Waiting,
    Approved,
    Next,
    Now,
    Answered,
    Declined,
    Withdrawn,
}

/// Why a question was declined; shown in the asker's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum DeclineReason {
    OffTopic,
    AlreadyAsked,
    ForAPerson,
    NotForDisplay,
    /// Only the note says why.
    Other,
}

/// What the screen is told to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Stage {
    /// What happens decides: see [`Scene`].
    Auto,
    Poll(u32),
    /// The top questions.
    Questions,
    /// One question, whatever its place, if its text is public.
    Question(u32),
    /// The join code, large.
    Join,
    Blank,
}

/// What the screen shows, worked out from the stage and what is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Scene {
    /// The event's title, the join code, what comes next.
    Holding,
    /// The running session, with its people.
    Session(u32),
    Poll(u32),
    Questions,
    Question(u32),
    Join,
    Blank,
}

/// A guest's words in one revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionContent {
    /// The question as asked (or as edited).
    pub text: String,
    /// The language of `text`: one of the event's.
    pub lang: String,
    /// The same in others of the event's languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub translations: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub org: Option<String>,
}

/// One thing that a viewer sees. A view is a set of items; `k` and `id` (where there is one) name an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "k", rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Item {
    Event(EventItem),
    Session(SessionItem),
    Group(GroupItem),
    Person(PersonItem),
    Poll(PollItem),
    Tally(TallyItem),
    Question(QuestionItem),
    Stage(StageItem),
}

/// The event itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct EventItem {
    pub code: String,
    /// The event's languages in its own order.
    pub langs: Vec<String>,
    pub title: Texts,
    /// A short title for small heads; the title where the file names none.
    pub short: Texts,
    pub venue: Texts,
    /// ISO 8601 local date.
    pub date: String,
    /// IANA time zone.
    pub zone: String,
    /// `#rrggbb`, corrected for contrast on light paper and on dark ink; absent: the house's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accent: Option<Accent>,
    /// Questions from the hall are open.
    pub questions: bool,
    /// Days that guest data is kept.
    pub retention_days: u32,
    /// The address in QR codes, with the code: `http://192.168.8.20:8080/CDU7K2`.
    pub join: String,
    /// The hall's Wi-Fi has a QR page (staff and screens only).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub wifi: bool,
}

/// An accent for each theme, `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Accent {
    pub light: String,
    pub dark: String,
}

/// A slot of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SessionItem {
    pub id: u32,
    pub kind: SessionKind,
    pub title: Texts,
    /// Local times, `HH:MM`.
    pub start: String,
    pub end: String,
    /// Ids of people, in the order of the programme.
    pub speakers: Vec<u32>,
    pub panelists: Vec<u32>,
    pub state: SessionState,
    /// The place in the agenda.
    pub order: u32,
    /// Staff only: the revision that a command must have seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rev: Option<u32>,
    /// Staff only: what the end of this session did, so that it can be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<SessionEnd>,
}

/// What the end of a session did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct SessionEnd {
    /// Polls that the end closed.
    pub polls: Vec<u32>,
    /// The question that was *now* and became *answered*.
    pub answered: Vec<u32>,
    /// Questions that were *next* and went back to *approved*.
    pub returned: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum SessionKind {
    Opening,
    Keynote,
    Dialogue,
    RoundTable,
    Cooperation,
    Break,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum SessionState {
    Coming,
    Running,
    Ended,
}

/// A speaker or panelist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PersonItem {
    pub id: u32,
    /// The key in the event file, which is in the panelist's address too.
    pub key: String,
    pub name: Texts,
    pub org: Texts,
    /// What the person belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Member>>")]
    pub groups: Vec<Member>,
}

/// Belongs to this value of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Member {
    pub group: u8,
    pub value: u8,
}

/// What people of the event can belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GroupItem {
    pub id: u8,
    /// The key in the event file.
    pub key: String,
    pub name: Texts,
    /// In the order of the event file.
    pub values: Vec<GroupValue>,
    /// Guests are asked, once, and may skip it.
    pub ask: bool,
    /// The place in the event file.
    pub order: u32,
}

/// A value of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct GroupValue {
    pub id: u8,
    /// The key in the event file.
    pub key: String,
    pub text: Texts,
}

/// A poll; a participant and the screen see it from its opening on, a host always.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PollItem {
    pub id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    pub kind: PollKind,
    pub title: Texts,
    pub options: Vec<Texts>,
    pub phase: Phase,
    /// A ballot can be changed until the close.
    pub changeable: bool,
    /// Unix milliseconds of the server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub closes_at: Option<u64>,
    /// The sequence of the last change of phase: of two live things the later is on top.
    #[ts(type = "number")]
    pub since: u64,
    /// The place in the file.
    pub order: u32,
    /// Host only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub live: Option<LiveResults>,
    /// Host only: how long the file leaves it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seconds: Option<u32>,
    /// Host only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rev: Option<u32>,
}

/// The counts of a poll; its own item, so that a vote moves few bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TallyItem {
    /// The poll.
    pub id: u32,
    /// Ballots counted.
    pub count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tally: Option<Tally>,
}

/// A question as this viewer may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionItem {
    pub id: u32,
    pub content: QuestionContent,
    /// The person that it is addressed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<u32>,
    pub state: QuestionState,
    pub upvotes: u32,
    /// Unix milliseconds of asking.
    #[ts(type = "number")]
    pub at: u64,
    /// The sequence of the last move: orders *next*, *answered*, and what is live.
    #[ts(type = "number")]
    pub since: u64,
    /// Moderators and hosts only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub desk: Option<QuestionDesk>,
}

/// What a desk sees of a question beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct QuestionDesk {
    /// The revision that a command must have seen.
    pub rev: u32,
    /// The session that ran when it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<DeclineReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// A moderator changed the asker's words.
    pub edited: bool,
    /// Unix milliseconds of the last move.
    #[ts(type = "number")]
    pub moved_at: u64,
}

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct StageItem {
    /// What the host chose.
    pub stage: Stage,
    /// What follows from it now.
    pub scene: Scene,
}

/// A guest's own question, with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnQuestion {
    pub id: u32,
    /// The guest's words; the approved ones as soon as there are any.
    pub content: QuestionContent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<u32>,
    pub state: QuestionState,
    pub upvotes: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<DeclineReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// Unix milliseconds of asking.
    #[ts(type = "number")]
    pub at: u64,
}

/// A participant's own ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnBallot {
    pub poll: u32,
    pub ballot: Ballot,
}

/// A participant's answer to which value of a group they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Declared {
    pub group: u8,
    /// Absent: the participant would not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<u8>,
}

/// What is the participant's own, whole; replaces the last one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Mine {
    pub ballots: Vec<OwnBallot>,
    pub questions: Vec<OwnQuestion>,
    /// Questions supported.
    pub upvotes: Vec<u32>,
    /// What one was asked about and has answered or skipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Declared>>")]
    pub declared: Vec<Declared>,
}

/// A whole view at one position. It is also in the page's HTML, in `<script id="snapshot">`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Snapshot {
    /// Names the history; another epoch means that nothing known before holds.
    pub epoch: u32,
    #[ts(type = "number")]
    pub seq: u64,
    pub items: Vec<Item>,
}

/// What the server sends over the socket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum ServerFrame {
    /// The first frame.
    Welcome {
        version: u32,
        /// Unix milliseconds of the server's clock, for counting down.
        #[ts(type = "number")]
        now: u64,
        /// Names the web client in this server; another one than the page's means: reload at a calm moment.
        build: String,
        /// False: this socket only watches; commands need a join first.
        joined: bool,
        /// The person of a panelist's socket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        person: Option<u32>,
    },
    /// The whole view: forget the last one.
    Snapshot(Snapshot),
    /// What changed after `from`, up to `to`. Apply it if `from` ≤ the position held < `to`.
    Change {
        #[ts(type = "number")]
        from: u64,
        #[ts(type = "number")]
        to: u64,
        set: Vec<Item>,
        /// Names of items that left the view, as `k:id`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<String>>")]
        gone: Vec<String>,
    },
    /// What is one's own, as of `seq`.
    Mine {
        #[ts(type = "number")]
        seq: u64,
        mine: Mine,
    },
    /// Who is in the hall; never logged, so without a position. Staff only.
    Hall(Hall),
    /// The command is durable, and visible from `seq` on.
    Ack {
        c: u32,
        n: u32,
        #[ts(type = "number")]
        seq: u64,
    },
    /// The command was refused and had no effect.
    Rejected { c: u32, n: u32, why: Rejection },
    /// "I am still here".
    Beat,
}

/// Why a command was refused; translated by the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum Rejection {
    /// This role may not do this.
    NotAllowed,
    /// This socket only watches: join first.
    NotJoined,
    /// There is no such poll, question, session, person, group, value or address.
    Unknown,
    /// The poll is not open.
    PollNotOpen,
    /// The ballot does not fit the poll.
    BadBallot { min: u32, max: u32 },
    /// The ballot was cast and this poll allows no change.
    BallotFinal,
    /// Questions are paused.
    QuestionsPaused,
    /// Nothing is left of the text.
    TextEmpty,
    /// The text has more characters (as people count) than allowed.
    TextTooLong { chars_max: u32 },
    /// So many of one's questions wait for a moderator already.
    TooManyQuestions { max: u32 },
    /// Exactly this question is one's own already.
    AlreadyAsked,
    /// One cannot support one's own question.
    OwnQuestion,
    /// It is being answered, or it is not there any more.
    TooLate { state: QuestionState },
    /// Somebody changed it meanwhile; nothing was done. `now` says what it is now.
    Stale { now: StaleNow },
    /// The item cannot go from where it is to there.
    NotFromHere,
    /// A language that is not the event's, or a translation of nothing.
    BadLanguage,
    /// A number is out of its range.
    OutOfRange { min: u32, max: u32 },
    /// A later command of the same client was accepted: whether this one was is not known any more.
    Overtaken,
    /// Faster than a hand: send it again after this long.
    TooFast { retry_ms: u32 },
    /// The server cannot write, or does not know whether it did: send the same (c, n) again.
    Unavailable { retry_ms: u32 },
}

/// What happened instead, by the side of [`Rejection::Stale`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum StaleNow {
    Question { state: QuestionState, edited: bool },
    Poll { phase: Phase },
    Session { state: SessionState },
}

/// Who is connected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Hall {
    /// Sockets of guests.
    pub phones: u32,
    pub screens: u32,
    pub moderators: u32,
    pub hosts: u32,
    /// People whose panelist page is connected.
    pub panelists: Vec<u32>,
    /// Candidate join addresses. Hosts only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Address>>")]
    pub addresses: Vec<Address>,
    /// False while the log cannot be written.
    pub writable: bool,
}

/// A candidate join address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "frames.ts")]
pub struct Address {
    /// Scheme, host and port: `http://192.168.8.20:8080`.
    pub url: String,
    /// Where it comes from: `public`, or the name of a network interface.
    pub source: String,
    /// Guests who are connected by it.
    pub phones: u32,
    /// QR codes and screens show this one.
    pub chosen: bool,
}

/// `POST /CODE/join`: makes this browser a participant. The identity is in the cookie that comes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Joined {
    /// False: this browser was a participant before.
    pub fresh: bool,
}

/// `POST /CODE/auth`: trades a role secret for a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct Auth {
    pub role: Role,
    /// The panelist's key, as in the address of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<String>,
    /// What stands behind `#` in the link.
    pub secret: String,
}

/// `GET /CODE/links` (hosts): a link for each role and panelist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct RoleLink {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<u32>,
    pub url: String,
}

/// The body of every HTTP error: a stable kind, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "http.ts")]
pub struct HttpError {
    pub kind: String,
    pub message: String,
    /// Also in the server's log line, where the fault is the server's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<String>,
}
