//! Commands: what people, staff and the server ask an event to do.

use crate::announcement::AnnouncementInfo;
use crate::edit;
use crate::edit::event::EventEdit;
use crate::edit::group::{GroupDraft, GroupEdit};
use crate::edit::person::{PersonDraft, PersonEdit};
use crate::edit::session::{SessionDraft, SessionEdit};
use crate::finding::{LineInfo, Readers};
use crate::floor::step::Step;
use crate::ids::{
    AnnouncementId, ClientId, CodeId, EntryId, GroupId, LabelId, LineId, ListedId, LoginId,
    MessageId, Millis, NicknameId, ParticipantId, PersonId, PollId, QuestionId, ScreenId,
    SessionId, SurveyId, TermId, ValueId,
};
use crate::people::codes::CodeDraft;
use crate::people::guest_list::Row;
use crate::people::mutes::Writing;
use crate::poll::Ballot;
use crate::poll::hands::Hands;
use crate::poll::make::Draft;
use crate::poll::seal::Secret;
use crate::program::{LiveResults, Program, TermInfo};
use crate::question::addressee::Addressee;
use crate::question::ask::Asked;
use crate::question::carry::Carry;
use crate::question::many::Many;
use crate::question::settings::Change;
use crate::question::state::QuestionState;
use crate::role::StaffRole;
use crate::screening::Content;

use crate::shelf::Shelf;
use crate::status::{CaptionPlace, Card, DeclineReason, Stage};
use crate::survey;
use crate::text::Texts;
use crate::translation::glossary::TermEdit;
use crate::translation::write::Written;

/// Who else a mute is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Company {
    /// The guest alone.
    Nobody,
    /// Everybody who came with the guest. Only the server knows them: it writes them in before the command is decided.
    Everybody(Vec<ParticipantId>),
}

/// A command. `seen` is the revision of the item that the sender saw.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// `round` is the round that the sender saw; a ballot for an earlier one came too late.
    Cast {
        poll: PollId,
        round: u32,
        ballot: Ballot,
    },
    /// Takes the sender's ballot back.
    TakeBack {
        poll: PollId,
        round: u32,
    },
    Ask(Asked),
    /// Declares a guest's value of a group. None: the guest skips the card.
    Declare {
        group: GroupId,
        value: Option<ValueId>,
    },
    /// Enters a single-use code, whose text the server has checked.
    TakeCode {
        code: CodeId,
    },
    /// Gives a guest's name for named polls.
    GiveName {
        name: String,
    },
    /// Enters the hall's code, whose text the server has checked.
    EnterHall,
    /// Holds up a card in the running session.
    RaiseCard {
        session: SessionId,
        card: Card,
    },
    LowerCard {
        session: SessionId,
    },
    /// Chooses a guest's name on the leaderboard. None: the guest has none any more.
    ChooseNickname {
        name: Option<String>,
    },
    /// Erases what the sender wrote.
    EraseMine,
    Upvote {
        question: QuestionId,
        on: bool,
    },
    Withdraw {
        question: QuestionId,
    },
    /// Gives an own question, which waits, another text.
    Reword {
        question: QuestionId,
        text: String,
    },
    /// Brings a public question to the moderators. It hides nothing.
    Report {
        question: QuestionId,
    },

    Approve {
        question: QuestionId,
        seen: u32,
    },
    Decline {
        question: QuestionId,
        seen: u32,
        reason: DeclineReason,
        note: Option<String>,
    },
    EditApprove {
        question: QuestionId,
        seen: u32,
        content: Content,
    },
    Move {
        question: QuestionId,
        seen: u32,
        to: QuestionState,
    },
    /// Puts a question on the screen as soon as it can be read in all languages.
    Promise {
        question: QuestionId,
        seen: u32,
    },
    /// Takes the promise back, or the word of how it ended.
    DropPromise,
    /// Moves a *next* question before another one, or to the end of the line.
    Reorder {
        question: QuestionId,
        seen: u32,
        before: Option<QuestionId>,
    },
    /// Puts a question to somebody, or to everybody.
    Address {
        question: QuestionId,
        seen: u32,
        to: Option<Addressee>,
    },
    /// Merges a question into another one.
    Merge {
        question: QuestionId,
        seen: u32,
        into: QuestionId,
    },
    /// Takes a question out of the one that it was merged into.
    Split {
        question: QuestionId,
        seen: u32,
    },
    /// Makes a question stand as it stood after a step of its history, by the step's number.
    BackTo {
        question: QuestionId,
        seen: u32,
        step: u32,
    },
    /// Answers a question in writing; without texts, takes the reply back. `seen` is the reply's revision.
    Reply {
        question: QuestionId,
        seen: u32,
        texts: Texts,
    },
    /// Asks a question as staff.
    AskAsStaff {
        content: Content,
        to: Option<Addressee>,
    },
    Label {
        question: QuestionId,
        label: LabelId,
        on: bool,
    },
    Star {
        question: QuestionId,
        on: bool,
    },
    Pin {
        question: QuestionId,
        on: bool,
    },
    /// Somebody has looked at so many reports of guests about it, and leaves it as it stands.
    SettleReports {
        question: QuestionId,
        reports: u32,
    },
    /// One decision about many questions, each with the revision seen.
    Many {
        questions: Vec<(QuestionId, u32)>,
        many: Many,
    },
    /// Writes a note for colleagues.
    Note {
        question: QuestionId,
        text: String,
    },
    DropNote {
        question: QuestionId,
        note: u32,
    },
    MakeLabel {
        texts: Texts,
    },
    RemoveLabel {
        label: LabelId,
    },
    /// Approves what guests wrote into polls: entries, each with the revision seen.
    ApproveEntries {
        entries: Vec<(EntryId, u32)>,
    },
    HideEntry {
        entry: EntryId,
        seen: u32,
    },
    /// Adds an entry's text in the event's other languages.
    TranslateEntry {
        entry: EntryId,
        seen: u32,
        translations: Texts,
    },
    /// Puts an entry into a group of this name, or into none. `headings` are its names in the event's languages.
    GroupEntry {
        entry: EntryId,
        seen: u32,
        group: Option<String>,
        headings: Texts,
    },
    /// Shows an entry large on the screen, or none.
    TakeEntry {
        poll: PollId,
        entry: Option<EntryId>,
    },
    /// Counts an entry with another one, or alone again.
    JoinEntry {
        entry: EntryId,
        seen: u32,
        with: Option<EntryId>,
    },
    /// Approves nicknames, each with the revision seen.
    ApproveNicknames {
        nicknames: Vec<(NicknameId, u32)>,
    },
    HideNickname {
        nickname: NicknameId,
        seen: u32,
    },
    /// Mutes the guest who wrote this, with these guests, who came with it.
    Mute {
        of: Writing,
        company: Company,
    },
    /// Hears the guest who wrote this again, with those who were muted together with it.
    Unmute {
        of: Writing,
    },
    /// Translates a text into another language of the event.
    Translate(Box<Written>),
    /// Adds a term to the glossary, or changes one.
    PutTerm {
        term: Option<TermId>,
        info: TermInfo,
    },
    RemoveTerm {
        term: TermId,
    },
    /// Sends a message to a panelist, or to all of them.
    SendMessage {
        to: Option<PersonId>,
        texts: Texts,
    },
    /// A panelist has seen a message.
    SeeMessage {
        message: MessageId,
    },
    WithdrawMessage {
        message: MessageId,
    },
    /// Writes an announcement, or writes one anew; with `show` it is on at once.
    PutAnnouncement {
        announcement: Option<AnnouncementId>,
        seen: u32,
        info: AnnouncementInfo,
        show: bool,
    },
    /// Shows an announcement now, or ends it.
    TurnAnnouncement {
        announcement: AnnouncementId,
        seen: u32,
        on: bool,
    },
    DropAnnouncement {
        announcement: AnnouncementId,
        seen: u32,
    },
    /// Shows or ends an announcement whose time has come.
    PassAnnouncement {
        announcement: AnnouncementId,
    },
    /// Writes a line of the report, or with `line` writes one anew; without `info` it is removed.
    WriteLine {
        line: Option<LineId>,
        seen: u32,
        info: Option<LineInfo>,
    },
    /// Exchanges a line with its neighbour of the same kind.
    MoveLine {
        line: LineId,
        seen: u32,
        up: bool,
    },
    /// The report is final; from the second edition on with what it changes.
    FinishReport {
        seen: u32,
        changes: Texts,
    },
    /// Chooses who may read the final report.
    ShowReport {
        to: Readers,
    },
    /// Records that the hall is being left, or no longer. The room has told everybody already.
    SetLeaving {
        on: bool,
    },
    /// Sends lines of captions, one a language. A writer is known by a number of its own.
    SendCaptions {
        writer: u32,
        texts: Texts,
    },
    /// Corrects the last line in a language, which was sent at `seen`.
    CorrectCaption {
        writer: u32,
        lang: String,
        seen: Millis,
        text: String,
    },
    /// Takes a language, or hands it over to whoever writes next.
    TakeCaptions {
        writer: u32,
        lang: String,
        on: bool,
    },
    /// Says where the screen shows captions.
    PlaceCaptions {
        place: CaptionPlace,
    },
    /// Undoes a command of the same role.
    Undo {
        client: ClientId,
        n: u32,
    },

    /// `carry` says what becomes of the questions that nobody has answered; without it they stay where they are.
    StartSession {
        session: SessionId,
        seen: u32,
        carry: Option<Carry>,
    },
    EndSession {
        session: SessionId,
        seen: u32,
    },
    ResumeSession {
        session: SessionId,
        seen: u32,
    },
    SkipSession {
        session: SessionId,
        seen: u32,
    },
    UnskipSession {
        session: SessionId,
        seen: u32,
    },
    /// Moves the rest of the agenda, from this session on.
    ShiftAgenda {
        from: SessionId,
        seen: u32,
        /// Negative: earlier.
        minutes: i32,
    },
    /// Changes the event itself, field by field.
    EditEvent {
        edit: Box<EventEdit>,
    },
    /// Makes a session before another one, or at the end.
    MakeSession {
        draft: SessionDraft,
        before: Option<SessionId>,
    },
    EditSession {
        session: SessionId,
        edit: Box<SessionEdit>,
    },
    /// Moves a session before another one, or to the end. `seen` is the one that stood behind it.
    MoveSession {
        session: SessionId,
        seen: Option<SessionId>,
        before: Option<SessionId>,
    },
    DropSession {
        session: SessionId,
        seen: u32,
    },
    MakePerson {
        draft: PersonDraft,
    },
    EditPerson {
        person: PersonId,
        edit: Box<PersonEdit>,
    },
    /// `seen` is the name that the sender saw.
    DropPerson {
        person: PersonId,
        seen: Texts,
    },
    /// `was` is what the sender saw.
    SetLanguages(edit::Change<Vec<String>>),
    MakeGroup {
        draft: GroupDraft,
    },
    EditGroup {
        group: GroupId,
        edit: Box<GroupEdit>,
    },
    /// `seen` is the name that the sender saw.
    DropGroup {
        group: GroupId,
        seen: Texts,
    },
    MakeValue {
        group: GroupId,
        text: Texts,
    },
    /// `seen` is the text that the sender saw.
    DropValue {
        group: GroupId,
        value: ValueId,
        seen: Texts,
    },
    /// Changes a term of the glossary, field by field.
    EditTerm {
        term: TermId,
        edit: TermEdit,
    },
    OpenPoll {
        poll: PollId,
        seen: u32,
        seconds: Option<u32>,
    },
    ExtendPoll {
        poll: PollId,
        seen: u32,
        seconds: u32,
    },
    ClosePoll {
        poll: PollId,
        seen: u32,
    },
    RevealPoll {
        poll: PollId,
        seen: u32,
    },
    HidePoll {
        poll: PollId,
        seen: u32,
    },
    /// Tells the correct answer of a quiz question whose counts are revealed.
    TellAnswer {
        poll: PollId,
        seen: u32,
    },
    /// Opens the next round of a poll that is over.
    RepeatPoll {
        poll: PollId,
        seen: u32,
        seconds: Option<u32>,
    },
    /// Discards the ballots of the current round.
    ResetPoll {
        poll: PollId,
        seen: u32,
    },
    /// Shows the result of a poll that is over by a group, or as a whole.
    SplitPoll {
        poll: PollId,
        seen: u32,
        group: Option<GroupId>,
    },
    /// Shows the answers of a poll that is over with the most votes first, or in the order of the event file.
    SortPoll {
        poll: PollId,
        seen: u32,
        sorted: bool,
    },
    SetLive {
        poll: PollId,
        seen: u32,
        live: LiveResults,
    },
    /// Enters the hands that were counted in the room; None takes them out again.
    CountHands {
        poll: PollId,
        seen: u32,
        hands: Option<Hands>,
    },
    /// Makes a poll during the event, and with `open` opens it.
    MakePoll {
        draft: Box<Draft>,
        open: bool,
    },
    ChangePoll {
        poll: PollId,
        seen: u32,
        draft: Box<Draft>,
    },
    DuplicatePoll {
        poll: PollId,
        seen: u32,
    },
    RemovePoll {
        poll: PollId,
        seen: u32,
    },
    /// Lets a single-use code be entered again.
    ReleaseCode {
        code: CodeId,
    },
    /// Reads a guest list: new people are added, and those who are known change.
    ListGuests {
        rows: Vec<Row>,
    },
    /// Removes somebody from the guest list, and erases who they were.
    UnlistGuest {
        guest: ListedId,
    },
    /// Somebody has come; with `on` false that was a mistake.
    CheckIn {
        guest: ListedId,
        on: bool,
    },
    /// Somebody has come who is not on the list. `walk_in` is a number that the sender drew for them.
    WalkIn {
        walk_in: u64,
        name: String,
        org: String,
    },
    /// Opens all polls of a survey. `seen` is the sequence of the survey's last change.
    OpenSurvey {
        survey: SurveyId,
        seen: u64,
    },
    CloseSurvey {
        survey: SurveyId,
        seen: u64,
    },
    RevealSurvey {
        survey: SurveyId,
        seen: u64,
    },
    HideSurvey {
        survey: SurveyId,
        seen: u64,
    },
    /// Opens the next round of all its polls.
    RepeatSurvey {
        survey: SurveyId,
        seen: u64,
    },
    /// Discards the ballots of the current round in all its polls.
    ResetSurvey {
        survey: SurveyId,
        seen: u64,
    },
    /// Makes a survey and its polls during the event, and with `open` opens it.
    MakeSurvey {
        draft: Box<survey::make::Draft>,
        open: bool,
    },
    /// Changes the title and the polls of a survey; its session and its voters stay.
    ChangeSurvey {
        survey: SurveyId,
        seen: u64,
        draft: Box<survey::make::Draft>,
    },
    /// Makes a copy of a survey, without ballots and ready to open.
    DuplicateSurvey {
        survey: SurveyId,
        seen: u64,
    },
    RemoveSurvey {
        survey: SurveyId,
        seen: u64,
    },
    /// A step of those who lead a session or sit on its panel.
    Floor(Step),
    Show {
        stage: Stage,
    },
    /// Names a new screen beside the hall's, or names one anew.
    PutScreen {
        screen: Option<ScreenId>,
        name: String,
    },
    /// Chooses what a screen beside the hall's shows; None: as in the hall.
    ShowOn {
        screen: ScreenId,
        stage: Option<Stage>,
    },
    DropScreen {
        screen: ScreenId,
    },
    /// Sets what guests may do with questions in a session, or outside of sessions.
    SetQuestions {
        session: Option<SessionId>,
        change: Change,
    },
    /// Lets guests raise cards in a session, or no longer.
    SetCards {
        session: SessionId,
        open: bool,
    },
    /// Lets everybody read the book of questions, or no longer.
    PublishBook {
        on: bool,
    },
    ChooseAddress {
        url: String,
    },
    Revoke {
        role: StaffRole,
    },
    /// Revokes the links of these roles in one step, because their generations may be lost with a part of the log: this one is
    /// higher than any of them.
    RevokeLost {
        roles: Vec<StaffRole>,
        generation: u32,
    },
    /// Lets a browser in, whose link the server has checked.
    LogIn {
        role: StaffRole,
        /// Of the link.
        generation: u32,
        /// Of the login's secret.
        hash: [u8; 16],
        device: String,
    },
    EndLogin {
        login: LoginId,
    },
    /// Ends the login of the sender's own browser.
    LogOut {
        login: LoginId,
    },

    /// Makes single-use codes.
    MakeCodes {
        codes: Vec<CodeDraft>,
    },
    /// Erases what a guest wrote: somebody asked the operator, or the guest's key is destroyed already.
    EraseGuest {
        guest: ParticipantId,
    },
    /// Puts the event away, throws it away, or takes it back.
    Shelve {
        to: Shelf,
    },
    /// Makes a new participant.
    Join,
    /// Imports an event file. What it can no longer change stays as it is; see [`crate::import`].
    Import {
        program: Box<Program>,
    },
    /// Tells the numbers of cards that have waited.
    TellCards {
        session: SessionId,
    },
    /// Closes a poll whose deadline has passed.
    PassDeadline {
        poll: PollId,
    },
    /// Records how many phones were connected when a poll closed.
    CountPresent {
        poll: PollId,
        phones: u32,
    },
    /// Gives the event the secret of its fingerprints.
    KeepSecret {
        secret: Secret,
    },
}
