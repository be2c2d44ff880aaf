//! What happened. The log consists of facts: compact, binary (CBOR with numbered fields), additive for ever.
//!
//! # Invariants
//! - A number in `#[n(..)]` is never reused and never changes its meaning; a new field is an `Option` or has a default.
//! - `fixtures/facts.hex` holds each shape ever written, and a test decodes them all.
//! - A [`Record`] is one commit: all its facts are durable, or none.

use minicbor::{Decode, Encode};

use crate::announcement::{Airing, AnnouncementInfo};
use crate::cards::curve::Curve;
use crate::delay::{Place, Shift};
use crate::finding::{Edition, LineInfo, Readers};
use crate::floor::change::{Change, Offer};
use crate::ids::{
    AnnouncementId, ClientId, CodeId, EntryId, GroupId, LabelId, LineId, ListedId, LoginId,
    MessageId, Millis, MuteId, NicknameId, ParticipantId, PersonId, PollId, QuestionId, ScreenId,
    SessionId, SurveyId, TermId, ValueId,
};
use crate::people::listed::ListedInfo;
use crate::people::login::Login;
use crate::people::membership::CodeInfo;
use crate::poll::hands::Hands;
use crate::poll::kinds::{Ballot, Counts};
use crate::poll::seal::Secret;
use crate::program::{
    EventInfo, GroupInfo, LabelInfo, LiveResults, PersonInfo, PollInfo, SessionInfo, SurveyInfo,
    TermInfo,
};
use crate::question::addressee::Addressee;
use crate::question::settings::Settings;
use crate::question::state::QuestionState;
use crate::rejection::Rejection;
use crate::role::{Actor, StaffRole};
use crate::screening::Content;
use crate::shelf::Shelf;
use crate::status::{CaptionPlace, Card, DeclineReason, Promise, Stage};
use crate::text::Texts;
use crate::translation::passage::Passage;

/// The outcome of a command: facts, which may be none, or a rejection without effect.
pub type Decision = Result<Vec<Fact>, Rejection>;

/// One commit of the log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Record {
    /// The time of all its facts.
    #[n(0)]
    pub at: Millis,
    #[n(1)]
    pub facts: Vec<Fact>,
}

/// Something that happened in an event. Each noun has a range of numbers. Numbers below 24 take one byte less.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Fact {
    // Guests
    #[n(0)]
    Joined(#[n(0)] ParticipantId),
    /// A command was accepted: the high-water mark of its client.
    #[n(1)]
    Accepted(#[n(0)] Actor, #[n(1)] ClientId, #[n(2)] u32),
    /// A guest declared a value of a group; None: they skipped it.
    #[n(2)]
    Declared(
        #[n(0)] ParticipantId,
        #[n(1)] GroupId,
        #[n(2)] Option<ValueId>,
    ),

    /// A guest gave a name for named polls, or another one.
    #[n(131)]
    NameGiven(#[n(0)] ParticipantId, #[n(1)] String),
    /// Single-use codes were made, with rising numbers from this one.
    #[n(170)]
    CodesMade(#[n(0)] CodeId, #[n(1)] Vec<CodeInfo>),
    /// A guest entered a code.
    #[n(171)]
    CodeTaken(#[n(0)] ParticipantId, #[n(1)] CodeId),
    /// A host let a code be entered again.
    #[n(172)]
    CodeReleased(#[n(0)] CodeId),
    /// The codes before this number are gone, with their guests.
    #[n(173)]
    CodesForgotten(#[n(0)] CodeId),

    /// A guest entered a code that the screen in the hall showed.
    #[n(204)]
    SeenInHall(#[n(0)] ParticipantId),
    /// What a guest wrote was erased, by the guest or the operator. Its ballots go on counting, and its key is destroyed.
    #[n(205)]
    GuestErased(#[n(0)] ParticipantId, #[n(1)] Actor),
    /// A moderator muted guests. They are not told, and what they write waits in a list of its own.
    #[n(200)]
    GuestsMuted(#[n(0)] MuteId, #[n(1)] Vec<ParticipantId>, #[n(2)] Actor),
    /// They are heard again.
    #[n(201)]
    GuestsUnmuted(#[n(0)] MuteId, #[n(1)] Actor),

    // The door
    /// Somebody is on the guest list, or stands on it otherwise.
    #[n(460)]
    GuestListed(#[n(0)] ListedId, #[n(1)] ListedInfo, #[n(2)] Actor),
    /// Somebody was removed from the list. Their words are erased, and their key is destroyed.
    #[n(461)]
    GuestUnlisted(#[n(0)] ListedId, #[n(1)] Actor),
    /// Somebody checked in; false: that was taken back.
    #[n(462)]
    CheckedIn(#[n(0)] ListedId, #[n(1)] bool, #[n(2)] Actor),
    /// How many had checked in when voting closed, and at least as many as voted.
    #[n(464)]
    CheckedInCounted(#[n(0)] PollId, #[n(1)] u32),
    /// How many were on the list and how many of them came, when they were forgotten.
    #[n(465)]
    ArrivalsKept(#[n(0)] u32, #[n(1)] u32),

    // Polls
    #[n(10)]
    BallotCast(#[n(0)] ParticipantId, #[n(1)] PollId, #[n(2)] Ballot),
    #[n(11)]
    PollPut(#[n(0)] PollId, #[n(1)] PollInfo, #[n(2)] u32),
    #[n(12)]
    PollRemoved(#[n(0)] PollId),
    #[n(13)]
    PollOpened(#[n(0)] PollId, #[n(1)] Option<Millis>),
    #[n(14)]
    PollExtended(#[n(0)] PollId, #[n(1)] Option<Millis>),
    #[n(15)]
    PollClosed(#[n(0)] PollId),
    #[n(16)]
    PollRevealed(#[n(0)] PollId),
    #[n(17)]
    PollHidden(#[n(0)] PollId),
    #[n(18)]
    LiveSet(#[n(0)] PollId, #[n(1)] LiveResults),
    /// The counts of a round whose ballots were deleted. The first round is 0.
    #[n(19)]
    CountsKept(#[n(0)] PollId, #[n(1)] u32, #[n(2)] Counts),

    /// Its opening was undone. Nobody had voted.
    #[n(20)]
    PollUnopened(#[n(0)] PollId),
    /// The clock closed it at its deadline.
    #[n(21)]
    PollTimedOut(#[n(0)] PollId),
    /// A guest took the ballot of the current round back.
    #[n(24)]
    BallotTakenBack(#[n(0)] ParticipantId, #[n(1)] PollId),
    /// The current round is over and counts. The poll is ready for the next one.
    #[n(25)]
    RoundEnded(#[n(0)] PollId),
    /// The current round was reset: its ballots do not count. The poll is ready for the next one.
    #[n(26)]
    RoundVoided(#[n(0)] PollId),
    /// The end of a round was undone. Nobody had voted since.
    #[n(27)]
    RoundResumed(#[n(0)] PollId),
    /// How many phones were connected in the minute before voting closed, and at least as many as voted.
    #[n(38)]
    PresentCounted(#[n(0)] PollId, #[n(1)] u32),
    /// What the fingerprints of all later rounds start with.
    #[n(33)]
    SecretKept(#[n(0)] Secret),
    /// A host entered the hands that were counted in the room in a round, or took them out again.
    #[n(39)]
    HandsCounted(#[n(0)] PollId, #[n(1)] u32, #[n(2)] Option<Hands>),

    /// The screen and the phones show the result by this group; None: as a whole.
    #[n(29)]
    SplitShown(#[n(0)] PollId, #[n(1)] Option<GroupId>),
    /// The screen shows the answers with the most votes first, or in the order of the event file again.
    #[n(160)]
    RowsSorted(#[n(0)] PollId, #[n(1)] bool),

    /// A host made it during the event.
    #[n(30)]
    PollMade(#[n(0)] PollId, #[n(1)] PollInfo, #[n(2)] u32),
    /// A host changed what can still change. Its place stays.
    #[n(31)]
    PollChanged(#[n(0)] PollId, #[n(1)] PollInfo),
    /// A host removed it. It had no ballots.
    #[n(32)]
    PollDropped(#[n(0)] PollId),
    /// Its removal was undone. The flag says whether a host made it.
    #[n(190)]
    PollRestored(#[n(0)] PollId, #[n(1)] PollInfo, #[n(2)] u32, #[n(3)] bool),

    // What guests write into polls
    /// A guest wrote something new into a poll. Retention drops the guest.
    #[n(70)]
    EntryWritten(
        #[n(0)] EntryId,
        #[n(1)] PollId,
        #[n(2)] Option<ParticipantId>,
        #[n(3)] Content,
    ),
    /// Exactly this revision of the text may be shown.
    #[n(71)]
    EntryApproved(#[n(0)] EntryId, #[n(1)] u32, #[n(2)] Actor),
    #[n(72)]
    EntryHidden(#[n(0)] EntryId, #[n(1)] Actor),
    /// Its approval was undone.
    #[n(73)]
    EntryReturned(#[n(0)] EntryId, #[n(1)] Actor),
    /// It counts with this one; None: alone again.
    #[n(74)]
    EntryJoined(#[n(0)] EntryId, #[n(1)] Option<EntryId>, #[n(2)] Actor),
    /// Its text in the event's other languages, as a new revision.
    #[n(75)]
    EntryTranslated(#[n(0)] EntryId, #[n(1)] Texts, #[n(2)] Actor),
    /// The name of its group.
    #[n(76)]
    EntryGrouped(#[n(0)] EntryId, #[n(1)] Option<String>, #[n(2)] Actor),
    /// What a group of a poll's entries is called in the event's languages, by its name.
    #[n(78)]
    HeadingWritten(#[n(0)] PollId, #[n(1)] String, #[n(2)] Texts, #[n(3)] Actor),
    /// The guest who was the first to write it erases it, and this guest wrote it too, in these words. The flag says whether a
    /// moderator approved exactly these.
    #[n(206)]
    EntryPassedOn(
        #[n(0)] EntryId,
        #[n(1)] ParticipantId,
        #[n(2)] Content,
        #[n(3)] bool,
    ),
    /// The screen shows it large.
    #[n(77)]
    EntryTaken(#[n(0)] PollId, #[n(1)] Option<EntryId>, #[n(2)] Actor),

    // Questions
    #[n(40)]
    QuestionAsked(
        #[n(0)] QuestionId,
        #[n(1)] ParticipantId,
        #[n(2)] Content,
        #[n(3)] Option<Addressee>,
    ),
    #[n(41)]
    Upvoted(#[n(0)] ParticipantId, #[n(1)] QuestionId, #[n(2)] bool),
    #[n(42)]
    QuestionWithdrawn(#[n(0)] QuestionId),
    /// Exactly this revision of the text may be shown.
    #[n(43)]
    QuestionApproved(#[n(0)] QuestionId, #[n(1)] u32, #[n(2)] Actor),
    #[n(44)]
    QuestionDeclined(
        #[n(0)] QuestionId,
        #[n(1)] DeclineReason,
        #[n(2)] Option<String>,
        #[n(3)] Actor,
    ),
    #[n(45)]
    QuestionEdited(#[n(0)] QuestionId, #[n(1)] Content, #[n(2)] Actor),
    #[n(46)]
    QuestionMoved(#[n(0)] QuestionId, #[n(1)] QuestionState, #[n(2)] Actor),
    /// Its new place in the line of *next* questions: before this one, or at the end.
    #[n(48)]
    QuestionPlaced(
        #[n(0)] QuestionId,
        #[n(1)] Option<QuestionId>,
        #[n(2)] Actor,
    ),
    /// Staff put it to somebody else, or to everybody.
    #[n(49)]
    QuestionAddressed(#[n(0)] QuestionId, #[n(1)] Option<Addressee>, #[n(2)] Actor),
    /// It became a text of another question, and leaves the one that it was merged into before.
    #[n(220)]
    QuestionMerged(#[n(0)] QuestionId, #[n(1)] QuestionId, #[n(2)] Actor),
    /// It stands alone again, in this state.
    #[n(221)]
    QuestionSplit(#[n(0)] QuestionId, #[n(1)] QuestionState, #[n(2)] Actor),
    #[n(222)]
    QuestionLabelled(
        #[n(0)] QuestionId,
        #[n(1)] LabelId,
        #[n(2)] bool,
        #[n(3)] Actor,
    ),
    #[n(223)]
    QuestionStarred(#[n(0)] QuestionId, #[n(1)] bool, #[n(2)] Actor),
    #[n(224)]
    QuestionPinned(#[n(0)] QuestionId, #[n(1)] bool, #[n(2)] Actor),
    /// Colleagues have looked at so many reports of guests about a question.
    #[n(233)]
    ReportsSettled(#[n(0)] QuestionId, #[n(1)] u32, #[n(2)] Actor),
    /// The note of this number was written for colleagues, or taken away.
    #[n(225)]
    QuestionNoted(
        #[n(0)] QuestionId,
        #[n(1)] u32,
        #[n(2)] Option<String>,
        #[n(3)] Actor,
    ),
    /// The staff's reply in writing, in place of the last one; None: it was taken back.
    #[n(226)]
    QuestionReplied(#[n(0)] QuestionId, #[n(1)] Option<Texts>, #[n(2)] Actor),
    /// A question by staff.
    #[n(227)]
    StaffAsked(
        #[n(0)] QuestionId,
        #[n(1)] Content,
        #[n(2)] Option<Addressee>,
        #[n(3)] Actor,
    ),
    #[n(228)]
    LabelPut(#[n(0)] LabelId, #[n(1)] LabelInfo, #[n(2)] u32),
    #[n(229)]
    LabelRemoved(#[n(0)] LabelId),
    /// Staff made it during the event.
    #[n(230)]
    LabelMade(
        #[n(0)] LabelId,
        #[n(1)] LabelInfo,
        #[n(2)] u32,
        #[n(3)] Actor,
    ),
    /// Its removal was undone. The flag says whether staff made it.
    #[n(232)]
    LabelRestored(
        #[n(0)] LabelId,
        #[n(1)] LabelInfo,
        #[n(2)] u32,
        #[n(3)] bool,
        #[n(4)] Actor,
    ),
    /// Staff removed it.
    #[n(231)]
    LabelDropped(#[n(0)] LabelId, #[n(1)] Actor),

    /// What guests may do with questions in a session, or with None outside of sessions. Settings of None: the session follows the
    /// event.
    #[n(240)]
    QuestionsSet(#[n(0)] Option<SessionId>, #[n(1)] Option<Settings>),
    /// Phones may show this revision before a moderator has read it.
    #[n(241)]
    QuestionPosted(#[n(0)] QuestionId, #[n(1)] u32),
    /// At the start of this session: the questions carried over into it, and those archived.
    #[n(242)]
    QuestionsParted(
        #[n(0)] SessionId,
        #[n(1)] Vec<QuestionId>,
        #[n(2)] Vec<QuestionId>,
    ),
    /// That was undone: they stand like this again.
    #[n(243)]
    QuestionsReturned(#[n(0)] Vec<Parting>),
    /// Its author wrote it anew while it waited.
    #[n(244)]
    QuestionReworded(#[n(0)] QuestionId, #[n(1)] Content),
    #[n(245)]
    QuestionReported(#[n(0)] ParticipantId, #[n(1)] QuestionId),
    /// Earlier questions that say nearly the same, so that a replay need not look for them.
    #[n(246)]
    QuestionLikened(#[n(0)] QuestionId, #[n(1)] Vec<QuestionId>),

    // Sessions
    #[n(60)]
    SessionPut(#[n(0)] SessionId, #[n(1)] SessionInfo, #[n(2)] u32),
    #[n(61)]
    SessionRemoved(#[n(0)] SessionId),
    #[n(62)]
    SessionStarted(#[n(0)] SessionId),
    /// Ended, with what the end changed: polls closed, question answered, questions returned.
    #[n(63)]
    SessionEnded(#[n(0)] SessionId, #[n(1)] SessionEnd),
    /// The end was undone. Separate facts undo what it changed.
    #[n(64)]
    SessionResumed(#[n(0)] SessionId),
    /// A start was undone, because the session before it continues.
    #[n(65)]
    SessionUnstarted(#[n(0)] SessionId),

    /// It does not take place.
    #[n(66)]
    SessionSkipped(#[n(0)] SessionId),
    /// It is upcoming again.
    #[n(67)]
    SessionUnskipped(#[n(0)] SessionId),

    /// The agenda runs later or earlier than planned: how far each of these sessions is now from its plan.
    #[n(380)]
    AgendaShifted(#[n(0)] Vec<Shift>, #[n(1)] Actor),

    /// A host wrote a session, made one at this position, or removed it.
    #[n(390)]
    SessionWritten(
        #[n(0)] SessionId,
        #[n(1)] Option<SessionInfo>,
        #[n(2)] u32,
        #[n(3)] Actor,
    ),
    /// A host moved a session, and others made room: where these stand now.
    #[n(391)]
    AgendaPlaced(#[n(0)] Vec<Place>, #[n(1)] Actor),

    // Cards
    /// Guests can raise cards while this session runs, or no longer.
    #[n(120)]
    CardsSet(#[n(0)] SessionId, #[n(1)] bool),
    #[n(121)]
    CardRaised(#[n(0)] ParticipantId, #[n(1)] SessionId, #[n(2)] Card),
    #[n(122)]
    CardLowered(#[n(0)] ParticipantId, #[n(1)] SessionId),
    /// The clock told the numbers that had waited.
    #[n(123)]
    CardsTold(#[n(0)] SessionId),
    /// The curve of a session whose guests were forgotten.
    #[n(124)]
    CardsKept(#[n(0)] SessionId, #[n(1)] Curve),

    // The floor
    /// The chair, the host or a panelist changed who speaks, the clock, or the list of speakers.
    #[n(280)]
    Floor(#[n(0)] SessionId, #[n(1)] Change, #[n(2)] Actor),
    /// A panelist would take a question, or passes it on; None: neither any more.
    #[n(281)]
    Offered(#[n(0)] QuestionId, #[n(1)] PersonId, #[n(2)] Option<Offer>),
    /// The speaking times of a session, in ms, whose guests were forgotten.
    #[n(282)]
    FloorKept(#[n(0)] SessionId, #[n(1)] Vec<(PersonId, u64)>),

    // Surveys
    #[n(150)]
    SurveyPut(#[n(0)] SurveyId, #[n(1)] SurveyInfo, #[n(2)] u32),
    #[n(151)]
    SurveyRemoved(#[n(0)] SurveyId),
    /// How many guests had begun it, and how many had answered all of it, when their ballots were deleted.
    #[n(152)]
    SurveyKept(#[n(0)] SurveyId, #[n(1)] u32, #[n(2)] u32),

    /// A host made a survey of polls, or removed one.
    #[n(134)]
    SurveyWritten(#[n(0)] SurveyId, #[n(1)] Option<SurveyInfo>, #[n(2)] u32),

    // The quiz
    /// The host told the correct answer of a question whose counts are revealed.
    #[n(135)]
    AnswerTold(#[n(0)] PollId),
    /// That was undone.
    #[n(136)]
    AnswerWithheld(#[n(0)] PollId),
    /// A guest chose a nickname, or other words for it.
    #[n(137)]
    NicknameChosen(#[n(0)] NicknameId, #[n(1)] ParticipantId, #[n(2)] Content),
    /// Its guest no longer wants it.
    #[n(138)]
    NicknameDropped(#[n(0)] NicknameId),
    /// Exactly this revision of it may be shown.
    #[n(139)]
    NicknameApproved(#[n(0)] NicknameId, #[n(1)] u32, #[n(2)] Actor),
    #[n(140)]
    NicknameHidden(#[n(0)] NicknameId, #[n(1)] Actor),
    /// Its approval was undone.
    #[n(141)]
    NicknameReturned(#[n(0)] NicknameId, #[n(1)] Actor),

    // The stage
    #[n(80)]
    StageSet(#[n(0)] Stage),

    // People
    /// With the ids of its values, in their order.
    #[n(90)]
    GroupPut(
        #[n(0)] GroupId,
        #[n(1)] GroupInfo,
        #[n(2)] Vec<ValueId>,
        #[n(3)] u32,
    ),
    #[n(91)]
    GroupRemoved(#[n(0)] GroupId),
    /// A host wrote a group, with the ids of its values and its place, or removed one.
    #[n(450)]
    GroupWritten(
        #[n(0)] GroupId,
        #[n(1)] Option<GroupInfo>,
        #[n(2)] Vec<ValueId>,
        #[n(3)] u32,
        #[n(4)] Actor,
    ),
    #[n(92)]
    PersonPut(#[n(0)] PersonId, #[n(1)] PersonInfo),
    #[n(93)]
    PersonRemoved(#[n(0)] PersonId),
    /// A host wrote a person, or removed one.
    #[n(392)]
    PersonWritten(#[n(0)] PersonId, #[n(1)] Option<PersonInfo>, #[n(2)] Actor),
    #[n(94)]
    RoleRevoked(#[n(0)] StaffRole, #[n(1)] u32),
    /// A role's link let a browser in.
    #[n(202)]
    LoggedIn(#[n(0)] LoginId, #[n(1)] Login),
    #[n(203)]
    LoginEnded(#[n(0)] LoginId, #[n(1)] Actor),

    // Translations
    /// A question in another language, as a new revision, with the original of which the translation was made.
    #[n(260)]
    QuestionTranslated(
        #[n(0)] QuestionId,
        #[n(1)] String,
        #[n(2)] String,
        #[n(3)] String,
        #[n(4)] Actor,
    ),
    /// A text of staff in another language; None: without it. The last field is the text in all languages when the translation was
    /// made, if its original was another one then.
    #[n(261)]
    TextTranslated(
        #[n(0)] Passage,
        #[n(1)] String,
        #[n(2)] Option<String>,
        #[n(3)] Actor,
        #[n(4)] Option<Texts>,
    ),
    /// A term of the glossary. The flag says whether staff added it during the event, and did not import it.
    #[n(262)]
    TermPut(
        #[n(0)] TermId,
        #[n(1)] TermInfo,
        #[n(2)] bool,
        #[n(3)] Actor,
    ),
    #[n(263)]
    TermRemoved(#[n(0)] TermId, #[n(1)] Actor),

    // Desks
    /// The facts before it, of the same command, were decided at the desk with this number among those of its role. It tells
    /// colleagues of one role apart.
    #[n(340)]
    AtDesk(#[n(0)] u32),
    /// The facts before it, of the same command, undid this earlier command of the same actor.
    #[n(341)]
    Undid(#[n(0)] ClientId, #[n(1)] u32),

    // The gate before the screen
    /// A question is promised to the screen, or how a promise ended; None: there is none.
    #[n(345)]
    Promised(#[n(0)] Option<Promise>, #[n(1)] Actor),

    // Backstage
    /// A message to a panelist, or to all of them.
    #[n(290)]
    MessageSent(
        #[n(0)] MessageId,
        #[n(1)] Option<PersonId>,
        #[n(2)] Texts,
        #[n(3)] Actor,
    ),
    /// The panelist has seen it.
    #[n(291)]
    MessageSeen(#[n(0)] MessageId, #[n(1)] PersonId),
    /// It was withdrawn; false: sent again.
    #[n(292)]
    MessageWithdrawn(#[n(0)] MessageId, #[n(1)] bool, #[n(2)] Actor),
    /// A host wrote an announcement, or wrote it anew.
    #[n(293)]
    AnnouncementPut(
        #[n(0)] AnnouncementId,
        #[n(1)] AnnouncementInfo,
        #[n(2)] Actor,
    ),
    #[n(294)]
    AnnouncementTurned(#[n(0)] AnnouncementId, #[n(1)] Airing, #[n(2)] Actor),
    #[n(295)]
    AnnouncementDropped(#[n(0)] AnnouncementId, #[n(1)] Actor),
    /// A host named a screen beside the hall's.
    #[n(310)]
    ScreenPut(#[n(0)] ScreenId, #[n(1)] String, #[n(2)] Actor),
    /// A host chose what it shows; None: as in the hall.
    #[n(311)]
    ScreenSet(#[n(0)] ScreenId, #[n(1)] Option<Stage>, #[n(2)] Actor),
    #[n(312)]
    ScreenDropped(#[n(0)] ScreenId, #[n(1)] Actor),
    /// The text *leave the hall* covers every page, or no longer. It was sent before it was recorded.
    #[n(300)]
    LeavingSet(#[n(0)] bool, #[n(1)] Actor),

    // The report
    /// A line of the report, and its place among those of its kind; without words it is gone.
    #[n(430)]
    LineWritten(
        #[n(0)] LineId,
        #[n(1)] Option<LineInfo>,
        #[n(2)] u32,
        #[n(3)] Actor,
    ),
    /// The report is final as it stands: an edition, which says what it changes.
    #[n(431)]
    ReportFinished(#[n(0)] Texts, #[n(1)] Actor),
    /// A host chose who may read the final report.
    #[n(432)]
    ReportShown(#[n(0)] Readers, #[n(1)] Actor),

    /// An edition of an older history, before guests were forgotten.
    #[n(433)]
    EditionKept(#[n(0)] Edition),
    /// When a session of an older history began and ended.
    #[n(434)]
    TimesKept(
        #[n(0)] SessionId,
        #[n(1)] Option<Millis>,
        #[n(2)] Option<Millis>,
    ),

    // Captions
    /// Lines of one moment, one a language, by the writer of this number.
    #[n(320)]
    CaptionsSent(#[n(0)] SessionId, #[n(1)] Texts, #[n(2)] u32),
    /// The last line in a language has another text.
    #[n(321)]
    CaptionCorrected(#[n(0)] String, #[n(1)] String, #[n(2)] u32),
    /// A writer took a language, or left it.
    #[n(322)]
    CaptionsTaken(#[n(0)] String, #[n(1)] Option<u32>),
    #[n(323)]
    CaptionsPlaced(#[n(0)] CaptionPlace, #[n(1)] Actor),

    // The event
    #[n(110)]
    EventDescribed(#[n(0)] EventInfo),
    /// A host wrote it anew.
    #[n(393)]
    EventWritten(#[n(0)] EventInfo, #[n(1)] Actor),
    /// The address in QR codes; the operator if the server chose it.
    #[n(111)]
    AddressChosen(#[n(0)] String, #[n(1)] Actor),
    /// Everybody may read the book of questions, or no longer.
    #[n(440)]
    BookPublished(#[n(0)] bool, #[n(1)] Actor),
    /// The organiser put the event away, threw it away, or took it back.
    #[n(381)]
    EventShelved(#[n(0)] Shelf),
    /// All guest data was deleted; the programme and the tallies were kept.
    #[n(112)]
    Forgotten,
}

/// What the end of a session changed, so it can be undone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct SessionEnd {
    #[n(0)]
    pub polls: Vec<PollId>,
    #[n(1)]
    pub answered: Vec<QuestionId>,
    #[n(2)]
    pub returned: Vec<QuestionId>,
}

/// How a question stood before it was carried over or archived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Parting {
    #[n(0)]
    pub question: QuestionId,
    #[n(1)]
    pub state: QuestionState,
    #[n(2)]
    pub session: Option<SessionId>,
}

/// Why bytes cannot be read as a record.
#[derive(Debug, thiserror::Error)]
#[error("not a record of this version: {0}")]
pub struct BadRecord(#[from] minicbor::decode::Error);

impl Fact {
    /// Returns the guest whose words it erases, by the number of their key.
    pub fn erased(&self) -> Option<ParticipantId> {
        if let Fact::GuestErased(guest, _) = self {
            Some(*guest)
        } else if let Fact::GuestUnlisted(id, _) = self {
            Some(id.key())
        } else {
            None
        }
    }

    /// Returns the guest who wrote the text of this fact; None if it has none, or staff wrote it.
    pub fn writer(&self) -> Option<ParticipantId> {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "`letters::take` names each fact with a text of a guest"
        )]
        match self {
            Fact::NameGiven(by, _)
            | Fact::QuestionAsked(_, by, ..)
            | Fact::NicknameChosen(_, by, _)
            | Fact::EntryPassedOn(_, by, ..) => Some(*by),
            Fact::BallotCast(by, _, ballot) => (!ballot.texts().is_empty()).then_some(*by),
            Fact::EntryWritten(_, _, by, _) => *by,
            _ => None,
        }
    }

    /// Returns true if it brings data of guests, or texts about what they said, into the history, so that retention has something to
    /// delete. Nobody need have joined with a phone for that. What a guest does comes after [`Fact::Joined`]; what staff do with
    /// a question or a list comes after the question or the list.
    pub fn is_of_guests(&self) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "a test looks for what retention deletes and is not named here"
        )]
        match self {
            Fact::Joined(_)
            | Fact::GuestListed(..)
            | Fact::StaffAsked(..)
            | Fact::MessageSent(..)
            | Fact::CaptionsSent(..) => true,
            Fact::CodesMade(_, codes) => codes.iter().any(|code| code.name.is_some()),
            Fact::Floor(_, change, _) => change.names_guest(),
            _ => false,
        }
    }
}

impl Record {
    /// Returns the bytes for the log.
    pub fn encode(&self) -> Vec<u8> {
        match minicbor::to_vec(self) {
            Ok(bytes) => bytes,
            // The encoder only writes to memory.
            Err(never) => unreachable!("encoding to memory failed: {never}"),
        }
    }

    /// Reads one record.
    ///
    /// # Errors
    /// [`BadRecord`] for bytes that this version cannot read.
    pub fn decode(bytes: &[u8]) -> Result<Record, BadRecord> {
        Ok(minicbor::decode(bytes)?)
    }
}
