//! The commands of clients.

pub mod edit;
pub mod floor;
mod translation;

use std::collections::BTreeMap;

use plenary_domain::ids::{EntryId, NicknameId, QuestionId};
use plenary_domain::people::mutes;
use plenary_domain::question::carry;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Texts;
use super::is_zero;
use super::items::addressee::Addressee;
use super::items::asking::QuestionChange;
use super::items::captions::CaptionPlace;
use super::items::cards::Card;
use super::items::poll::{LiveResults, PollDraft};
use super::items::question::{DeclineReason, QuestionContent, QuestionState};
use super::items::report::{LineText, Readers};
use super::items::session::SessionKind;
use super::items::stage::Stage;
use super::items::survey::SurveyDraft;
use super::items::tally::HandCount;
use super::items::task::Passage;
use super::poll::Ballot;
use super::role::Role;
use edit::{Change, EventEdit, GroupEdit, PersonEdit, SessionEdit, TermEdit};
use floor::FloorStep;

/// Something that a guest wrote, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum Writing {
    Question(u32),
    Nickname(u32),
    /// The guest who was the first to write it.
    Entry(u32),
}

impl From<Writing> for mutes::Writing {
    fn from(of: Writing) -> mutes::Writing {
        match of {
            Writing::Question(id) => mutes::Writing::Question(QuestionId(id)),
            Writing::Nickname(id) => mutes::Writing::Nickname(NicknameId(id)),
            Writing::Entry(id) => mutes::Writing::Entry(EntryId(id)),
        }
    }
}

/// What is decided about many questions at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum Many {
    Approve,
    Decline {
        reason: DeclineReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        note: Option<String>,
    },
    /// Puts them to somebody; without `to`, to the panel.
    Address {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        to: Option<Addressee>,
    },
    Label {
        label: u32,
        on: bool,
    },
    /// Into this one, which may be among them.
    Merge {
        into: u32,
    },
}

/// Which of the questions that nobody has answered go over into the session that starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum Carry {
    None,
    All,
    /// These, at most 300.
    Picked(Vec<u32>),
}

impl From<Carry> for carry::Carry {
    fn from(carry: Carry) -> carry::Carry {
        match carry {
            Carry::None => carry::Carry::None,
            Carry::All => carry::Carry::All,
            Carry::Picked(ids) => carry::Carry::Picked(ids.into_iter().map(QuestionId).collect()),
        }
    }
}

/// A command. The domain decides which roles may send it.
///
/// `seen` is the `rev` of the item as the sender saw it. If it differs, the command is rejected as stale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "commands.ts")]
pub enum Command {
    // Guests
    /// Casts or replaces the sender's ballot. `round` is that of the poll item; the first is 0. A ballot for an earlier
    /// round is rejected.
    Cast {
        poll: u32,
        #[serde(default, skip_serializing_if = "is_zero")]
        #[ts(optional, as = "Option<u32>")]
        round: u32,
        ballot: Ballot,
    },
    /// Takes the sender's ballot back.
    TakeBack {
        poll: u32,
        #[serde(default, skip_serializing_if = "is_zero")]
        #[ts(optional, as = "Option<u32>")]
        round: u32,
    },
    /// Asks a question. Omit `name` and `org` to ask anonymously.
    Ask {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        to: Option<Addressee>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        org: Option<String>,
        /// The language that the page is in, or that the guest chose; the script of the text corrects it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        lang: Option<String>,
    },
    /// Declares the sender's value of a group. Omit the value to skip the card. The guest may change it later.
    Declare {
        group: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        value: Option<u8>,
    },
    /// Gives the sender's name for named polls, where the event has one and no name stands on the sender's code.
    GiveName {
        name: String,
    },
    /// Holds up a card in the running session, in place of the sender's other one.
    RaiseCard {
        session: u32,
        card: Card,
    },
    /// Lowers the sender's card.
    LowerCard {
        session: u32,
    },
    /// Chooses the sender's name on the leaderboard, where the event has a quiz. Without `name` they have none any more.
    ChooseNickname {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        name: Option<String>,
    },
    /// Supports a question, or ends the support (`on: false`).
    Upvote {
        question: u32,
        on: bool,
    },
    /// Withdraws the sender's question.
    Withdraw {
        question: u32,
    },
    /// Erases everything the sender wrote: questions, names, the nickname, and texts in polls. Ballots go on counting.
    EraseMine {},
    /// Gives the sender's own question another text while it waits.
    Reword {
        question: u32,
        text: String,
    },
    /// Brings a question to the moderators. It hides nothing.
    Report {
        question: u32,
    },

    // Moderators (and hosts)
    /// Publishes exactly the revision seen.
    Approve {
        question: u32,
        seen: u32,
    },
    /// Declines a question. The asker reads the reason in their language.
    Decline {
        question: u32,
        seen: u32,
        reason: DeclineReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        note: Option<String>,
    },
    /// Replaces the text, name or translation with a new revision, and approves it.
    EditApprove {
        question: u32,
        seen: u32,
        content: QuestionContent,
    },
    /// Moves an approved question to another state: `approved`, `next`, `now`, `answered`, or back to `waiting`.
    Move {
        question: u32,
        seen: u32,
        to: QuestionState,
    },
    /// Puts a question on the screen as soon as it can be read in all languages of the event.
    Promise {
        question: u32,
        seen: u32,
    },
    /// Takes the promise back, or the word of how it ended.
    DropPromise {},
    /// Moves a *next* question before another one, or to the end without `before`.
    Reorder {
        question: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        before: Option<u32>,
    },
    /// Puts a question to somebody, or to everybody without `to`.
    Address {
        question: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        to: Option<Addressee>,
    },

    /// Merges a question into another one, and approves it as seen: others read its text wherever they read that one.
    Merge {
        question: u32,
        seen: u32,
        into: u32,
    },
    /// Takes a question out of the one that it was merged into.
    Split {
        question: u32,
        seen: u32,
    },
    /// Makes a question stand as it stood after a step of its history.
    BackTo {
        question: u32,
        seen: u32,
        /// The number of the step: those that the leaf says were dropped come first.
        step: u32,
    },
    /// Answers a question in writing, or takes the reply back without texts. `seen` is the desk's `reply`.
    Reply {
        question: u32,
        seen: u32,
        texts: Texts,
    },
    /// Asks a question as staff. It is approved, and marked for everybody.
    AskAsStaff {
        content: QuestionContent,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        to: Option<Addressee>,
    },
    /// Puts a label on a question, or takes it off. Marks need no revision.
    Label {
        question: u32,
        label: u32,
        on: bool,
    },
    Star {
        question: u32,
        on: bool,
    },
    /// Keeps a question above the others at the desks, or no longer.
    Pin {
        question: u32,
        on: bool,
    },
    /// Somebody has looked at so many reports of guests about it, those of before included. A later one is open again.
    SettleReports {
        question: u32,
        reports: u32,
    },
    /// One decision about many questions: pairs of question and revision, at most 300. One undo takes it back.
    Many {
        questions: Vec<(u32, u32)>,
        #[serde(rename = "do")]
        many: Many,
    },
    /// Writes a note for colleagues. Interpreters may, too.
    Note {
        question: u32,
        text: String,
    },
    DropNote {
        question: u32,
        note: u32,
    },
    /// Makes a label, in at least one of the event's languages.
    MakeLabel {
        texts: Texts,
    },
    RemoveLabel {
        label: u32,
    },

    /// Approves what guests wrote into polls, each as seen: pairs of entry and revision, at most 300.
    ApproveEntries {
        entries: Vec<(u32, u32)>,
    },
    /// Hides an entry. It can come back.
    HideEntry {
        entry: u32,
        seen: u32,
    },
    /// Adds an entry's text in others of the event's languages, and approves it as seen.
    TranslateEntry {
        entry: u32,
        seen: u32,
        translations: Texts,
    },
    /// Puts an approved entry into the group of this name, or that is called this in one of the languages; into none without
    /// `group` and `headings`. The headings name the group for all its entries.
    GroupEntry {
        entry: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        group: Option<String>,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[ts(optional, as = "Option<Texts>")]
        headings: Texts,
    },
    /// Shows an approved entry of the poll large on the screen, or none without `entry`.
    TakeEntry {
        poll: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        entry: Option<u32>,
    },
    /// Makes an entry count with an approved one of the same poll, or alone again without `with`.
    JoinEntry {
        entry: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        with: Option<u32>,
    },

    /// Approves nicknames, each as seen: pairs of nickname and revision, at most 300.
    ApproveNicknames {
        nicknames: Vec<(u32, u32)>,
    },
    /// Hides a nickname. It can come back.
    HideNickname {
        nickname: u32,
        seen: u32,
    },

    /// Mutes the guest who wrote this, and with `with` everybody who came with that guest. They are not told.
    Mute {
        of: Writing,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        with: bool,
    },
    /// Hears the guest who wrote this again, and all who were muted together with that guest.
    Unmute {
        of: Writing,
    },

    // Interpreters (and moderators and hosts)
    /// Translates a text. `original` is the text as the sender saw it. A question's translation waits for a moderator, unless a
    /// moderator or host sends it; other texts are shown at once.
    Translate {
        of: Passage,
        original: String,
        lang: String,
        text: String,
        /// Figures of the original are left out on purpose.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        without_figures: bool,
    },
    /// Adds a term to the glossary, or with `term` changes one.
    PutTerm {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        term: Option<u32>,
        texts: Texts,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        note: Option<String>,
    },
    /// Changes a term of the glossary, field by field.
    EditTerm {
        term: u32,
        edit: TermEdit,
    },
    /// Removes a term from the glossary.
    RemoveTerm {
        term: u32,
    },

    // Backstage: hosts and moderators
    /// Sends a message to a panelist, or to all of them without `to`. It covers their page until they have seen it.
    SendMessage {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        to: Option<u32>,
        /// In at least one of the event's languages.
        texts: Texts,
    },
    /// Takes a message off the pages of those who have not seen it.
    WithdrawMessage {
        message: u32,
    },
    /// A panelist has seen a message.
    SeeMessage {
        message: u32,
    },
    // The chair, hosts and panelists
    /// Takes a step of those who lead the running session or sit on its panel.
    Floor(FloorStep),

    // Captioners
    /// Sends lines of captions of one moment, one a language. `writer` is the sender's own number for itself.
    Caption {
        writer: u32,
        texts: Texts,
    },
    /// Gives the last line in a language another text.
    CorrectCaption {
        writer: u32,
        lang: String,
        /// Its `at`.
        #[ts(type = "number")]
        seen: u64,
        text: String,
    },
    /// Takes a language, from a colleague too, or hands it over to whoever writes next.
    TakeCaptions {
        writer: u32,
        lang: String,
        on: bool,
    },
    /// Says where the screen shows captions; hosts may say so too.
    PlaceCaptions {
        place: CaptionPlace,
    },

    // All staff
    /// Takes back what a command of the same role did, named by its client and number. What was touched since is left alone.
    Undo {
        c: u32,
        n: u32,
    },

    // Hosts
    /// Writes an announcement, or with `announcement` and `seen` writes one anew. The clock shows it at `from`, and ends it at
    /// `until`; `back` makes it a break that ends at this hour. All times are Unix milliseconds. With `show` it is on at once.
    PutAnnouncement {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        announcement: Option<u32>,
        #[serde(default)]
        #[ts(optional, as = "Option<u32>")]
        seen: u32,
        /// In at least one of the event's languages.
        texts: Texts,
        phones: bool,
        screen: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "number")]
        from: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "number")]
        until: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional, type = "number")]
        back: Option<u64>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        show: bool,
    },
    /// Shows an announcement now, or ends it.
    TurnAnnouncement {
        announcement: u32,
        seen: u32,
        on: bool,
    },
    /// Removes an announcement.
    DropAnnouncement {
        announcement: u32,
        seen: u32,
    },
    /// Writes a line of the report, or with `line` and `seen` writes one anew; without `text` it is removed. Rapporteurs too.
    WriteLine {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        line: Option<u32>,
        #[serde(default)]
        #[ts(optional, as = "Option<u32>")]
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        text: Option<LineText>,
    },
    /// Exchanges a line with the one before it of its kind, or with the one after it. Rapporteurs too.
    MoveLine {
        line: u32,
        seen: u32,
        up: bool,
    },
    /// Finishes the report as it stands: an edition. From the second on, `changes` says what it changes. Rapporteurs too.
    FinishReport {
        seen: u32,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[ts(optional, as = "Option<Texts>")]
        changes: Texts,
    },
    /// Somebody on the guest list has come; with `on` false that was a mistake. The door too.
    CheckIn {
        guest: u32,
        on: bool,
    },
    /// Somebody has come who is not on the list. `walk_in` is a number below 2^53 that the page drew, so that the same person sent
    /// twice is one. The door too.
    WalkIn {
        #[ts(type = "number")]
        walk_in: u64,
        name: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[ts(optional, as = "Option<String>")]
        org: String,
    },
    /// Removes somebody from the guest list, and erases who they were.
    UnlistGuest {
        guest: u32,
    },
    /// Chooses who may read the final report.
    ShowReport {
        to: Readers,
    },
    /// Starts a session, also one that has ended. The running session ends in the same step. `carry` says which of the questions
    /// that nobody has answered go over into it; the others are archived. Without `carry` all stay where they are.
    StartSession {
        session: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        carry: Option<Carry>,
    },
    /// Ends the running session: closes its open polls, and puts its question away.
    EndSession {
        session: u32,
        seen: u32,
    },
    /// Undoes the end of a session, including its effect on polls and questions.
    ResumeSession {
        session: u32,
        seen: u32,
    },
    /// Skips a session: it does not take place.
    SkipSession {
        session: u32,
        seen: u32,
    },
    /// Restores a skipped session to *coming*.
    UnskipSession {
        session: u32,
        seen: u32,
    },
    /// Moves the rest of the agenda, from this session on. What is over stays, and of a running session only the end moves.
    ShiftAgenda {
        from: u32,
        seen: u32,
        /// Negative: earlier.
        minutes: i32,
    },
    /// Changes the event itself.
    EditEvent {
        edit: Box<EventEdit>,
    },
    /// Makes a session before another one, or at the end of the agenda without `before`.
    MakeSession {
        kind: SessionKind,
        title: Texts,
        /// Local times, `HH:MM`.
        start: String,
        end: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        before: Option<u32>,
    },
    /// Changes a session.
    EditSession {
        session: u32,
        edit: Box<SessionEdit>,
    },
    /// Moves a session before another one, or to the end without `before`. `seen` is the session that stood behind it, if any.
    MoveSession {
        session: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        seen: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        before: Option<u32>,
    },
    /// Removes a session that has not begun and that nothing refers to.
    DropSession {
        session: u32,
        seen: u32,
    },
    /// Makes a person.
    MakePerson {
        name: Texts,
        org: Texts,
    },
    /// Changes a person.
    EditPerson {
        person: u32,
        edit: Box<PersonEdit>,
    },
    /// Removes a person whom nothing refers to. `seen` is the name as the sender saw it.
    DropPerson {
        person: u32,
        seen: Texts,
    },
    /// Sets the event's languages, one to three BCP 47 tags. The first stays. Texts in a language that goes are removed; one in which
    /// guests have written stays.
    SetLanguages {
        langs: Change<Vec<String>>,
    },
    /// Makes a group that people can belong to, with two values at least. Nobody asks guests for it yet.
    MakeGroup {
        name: Texts,
        values: Vec<Texts>,
    },
    /// Changes a group and the texts of its values.
    EditGroup {
        group: u8,
        edit: Box<GroupEdit>,
    },
    /// Removes a group to which nothing refers. `seen` is its name as the sender saw it.
    DropGroup {
        group: u8,
        seen: Texts,
    },
    /// Adds a value to a group.
    MakeValue {
        group: u8,
        text: Texts,
    },
    /// Removes a value to which nothing refers. `seen` is its text as the sender saw it. Two stay.
    DropValue {
        group: u8,
        value: u8,
        seen: Texts,
    },
    /// Opens a ready poll, or reopens a closed one. With `seconds`, the poll closes by itself.
    OpenPoll {
        poll: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        seconds: Option<u32>,
    },
    /// Extends an open poll.
    ExtendPoll {
        poll: u32,
        seen: u32,
        seconds: u32,
    },
    /// Closes an open poll.
    ClosePoll {
        poll: u32,
        seen: u32,
    },
    /// Reveals the results to everybody. An open poll closes first.
    RevealPoll {
        poll: u32,
        seen: u32,
    },
    /// Hides the results again.
    HidePoll {
        poll: u32,
        seen: u32,
    },
    /// Tells the correct answer of a quiz question whose counts are revealed.
    TellAnswer {
        poll: u32,
        seen: u32,
    },
    /// Opens the next round of a poll that is over, also one whose result is revealed. With `seconds`, it closes by itself.
    RepeatPoll {
        poll: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        seconds: Option<u32>,
    },
    /// Discards all ballots of the current round. The poll is ready again.
    ResetPoll {
        poll: u32,
        seen: u32,
    },
    /// Shows the result of a poll that is over by a group, or as a whole without `group`.
    SplitPoll {
        poll: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        group: Option<u8>,
    },
    /// Shows the answers of a choice that is over with the most votes first, or in the order of the event file.
    SortPoll {
        poll: u32,
        seen: u32,
        sorted: bool,
    },
    /// Sets who sees the bars while the poll is open.
    SetLive {
        poll: u32,
        seen: u32,
        live: LiveResults,
    },
    /// Enters the hands that were counted in the room in this round; without `hands`, takes them out again.
    CountHands {
        poll: u32,
        seen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        hands: Option<HandCount>,
    },
    /// Makes a poll behind the others, and with `open` opens it, for its own time.
    MakePoll {
        draft: Box<PollDraft>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        open: bool,
    },
    /// Changes what can still change: with ballots or while the poll is open, its wording but not its meaning.
    ChangePoll {
        poll: u32,
        seen: u32,
        draft: Box<PollDraft>,
    },
    /// Makes a copy without ballots.
    DuplicatePoll {
        poll: u32,
        seen: u32,
    },
    /// Removes a poll that has no ballots and is not open.
    RemovePoll {
        poll: u32,
        seen: u32,
    },
    /// Lets a single-use code be entered in another browser, by the number on it. Its ballots stay.
    ReleaseCode {
        code: u32,
    },
    /// Opens all polls of a survey, or reopens them. `seen` is the survey's `since`, here and below.
    OpenSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Closes an open survey.
    CloseSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Reveals all results of a survey. An open one closes first. `reveal_poll` reveals a single result of a closed one.
    RevealSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Hides all results of a survey again.
    HideSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Opens the next round of all its polls together. Without answers, the current round goes on.
    RepeatSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Makes a survey and its polls behind the others. With `open` it opens in the same step.
    MakeSurvey {
        draft: Box<SurveyDraft>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        open: bool,
    },
    /// Changes the title and the questions of a survey, which are told apart by their place; its session and its voters stay. Without
    /// answers and before it opens, it can get more or fewer questions.
    ChangeSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
        draft: Box<SurveyDraft>,
    },
    /// Makes a copy of a survey, without answers and ready to open.
    DuplicateSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Removes a survey that has no ballot and is not open, with its polls.
    RemoveSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Discards the ballots of the current round of all its polls. The survey is ready again.
    ResetSurvey {
        survey: u32,
        #[ts(type = "number")]
        seen: u64,
    },
    /// Sets what the screen shows.
    Show {
        stage: Stage,
    },
    /// Names a new screen beside the hall's, or with `screen` names one anew.
    PutScreen {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        screen: Option<u32>,
        name: String,
    },
    /// Sets what a screen beside the hall's shows; without `stage`, what the hall's does.
    ShowOn {
        screen: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        stage: Option<Stage>,
    },
    /// Removes a screen. Its link then shows what the hall's does.
    DropScreen {
        screen: u32,
    },
    /// Lets guests raise cards while a session runs, or no longer.
    SetCards {
        session: u32,
        open: bool,
    },
    /// Sets what guests may do with questions.
    SetQuestions(QuestionChange),
    /// Lets everybody read the book of questions at `/CODE/questions`, or no longer.
    PublishBook {
        on: bool,
    },
    /// Sets the address in QR codes and on screens: one of the candidates in the hall frame.
    ChooseAddress {
        url: String,
    },
    /// Ends a login: its pages close, and only the link opens them again.
    EndLogin {
        login: u32,
    },
    /// Revokes all links of a role (or of the panelist `person`), and closes their sockets. New links replace them.
    Revoke {
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        person: Option<u32>,
    },
}
