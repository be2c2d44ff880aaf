//! Why a command may be rejected.

use std::borrow::Cow;

use crate::ids::{Millis, PersonId};
use crate::question::state::QuestionState;
use crate::status::{Airing, EntryState, Phase, SessionState};

/// A rejection: the sender's fault, reported to the sender, without effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("this role may not do this")]
    NotAllowed,
    #[error("there is no such item")]
    Unknown,
    #[error("the poll is not open")]
    PollNotOpen,
    #[error("the ballot must be within the poll's limits, {min} to {max}")]
    BadBallot { min: i64, max: i64 },
    #[error("the ballot was cast and cannot be changed")]
    BallotFinal,
    #[error("only guests who entered the hall's code may answer")]
    NeedsHall,
    #[error("only guests with a single-use code may answer")]
    NeedsCode,
    #[error("the guest's code does not let them answer")]
    NotEligible,
    #[error("the poll is named, and the guest has given no name")]
    NeedsName,
    #[error("another guest has entered this code")]
    CodeTaken,
    #[error("the guest has entered another code")]
    HasCode,
    #[error("questions are paused")]
    QuestionsPaused,
    #[error("questions are closed in this session")]
    QuestionsClosed,
    #[error("a question needs a name and an organisation here")]
    NeedsAsker,
    #[error("questions take no upvotes here")]
    UpvotesOff,
    #[error("the participant has reported {max} questions already")]
    TooManyReports { max: u32 },
    #[error("the participant has worded the question anew {max} times already")]
    TooManyRewordings { max: u32 },
    #[error("the text is empty")]
    TextEmpty,
    #[error("the {field:?} has more than {chars_max} characters")]
    TextTooLong { field: TextField, chars_max: u32 },
    #[error("there are {max} questions already: the participant's, or *next* ones")]
    TooManyQuestions { max: u32 },
    #[error("this participant has already written {max} different answers to this poll")]
    TooManyEntries { max: u32 },
    #[error("the answers to this poll have been put into {max} groups already")]
    TooManyHeadings { max: u32 },
    #[error("this participant has already asked this")]
    AlreadyAsked,
    #[error("the question is the participant's own")]
    OwnQuestion,
    #[error("too late: the question is {state:?}")]
    TooLate { state: QuestionState },
    #[error("somebody else has changed it: {0:?}")]
    Stale(StaleNow),
    #[error("a question cannot be merged with itself")]
    MergeIntoItself,
    #[error("the question to merge into is {state:?}")]
    MergeInto { state: QuestionState },
    #[error("{max} questions are merged into one already")]
    TooManyMerged { max: u32 },
    #[error("there are {max} labels already")]
    TooManyLabels { max: u32 },
    #[error("another label or value reads the same")]
    LabelTaken,
    #[error("there are {max} notes on the question already")]
    TooManyNotes { max: u32 },
    #[error("this is not possible in its current state")]
    NotFromHere,
    #[error("it cannot be undone")]
    CannotUndo,
    #[error("the language is not one of the event's")]
    BadLanguage,
    #[error("the original has changed")]
    OriginalChanged,
    #[error("the translation lacks figures of the original: {figures:?}")]
    FiguresMissing { figures: Vec<String> },
    #[error("the question lacks {langs:?}, and its session requires all languages")]
    NeedsLanguage { langs: Vec<String> },
    #[error("the glossary has {max} terms already")]
    TooManyTerms { max: u32 },
    #[error("a term needs a text in two languages")]
    TermAlone,
    #[error("{max} messages were sent already")]
    TooManyMessages { max: u32 },
    #[error("there are {max} announcements already")]
    TooManyAnnouncements { max: u32 },
    #[error("there are {max} screens already")]
    TooManyScreens { max: u32 },
    #[error("an announcement needs phones or the screen")]
    Nowhere,
    #[error("it would end before it begins, or is over already")]
    BadTimes,
    /// By the number that the writer gave itself.
    #[error("{writer} writes {lang}")]
    LanguageTaken { lang: String, writer: u32 },
    #[error("more than {max} lines in one second")]
    TooManyLines { max: u32 },
    #[error("there are {max} lines in this language already")]
    TooManyCaptions { max: u32 },
    #[error("the number must be between {min} and {max}")]
    OutOfRange { min: u32, max: u32 },
    #[error("a later command of the same client was accepted")]
    Overtaken,
    #[error("the event is full: {max} participants")]
    EventFull { max: u32 },
    #[error("another card can be raised in {retry_ms} ms")]
    CoolingDown { retry_ms: u32 },
    #[error("the list of speakers is closed")]
    ListClosed,
    #[error("there are {max} speakers already")]
    TooManySpeakers { max: u32 },
    #[error("there are {max} sessions already")]
    TooManySessions { max: u32 },
    #[error("there are {max} people already")]
    TooManyPeople { max: u32 },
    #[error("there is no such day")]
    BadDate,
    #[error("no phone can join such a network")]
    BadWifi,
    #[error("something needs it as it is: {by:?}")]
    Needed { by: Need },
    #[error("the poll cannot be like this: {0}")]
    BadPoll(Box<PollFault>),
}

/// What a part of the programme cannot be removed or changed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The session has begun, or one has that it would pass.
    Begun,
    /// A poll belongs to it.
    Poll,
    /// A survey belongs to it.
    Survey,
    /// A question is put to it.
    Question,
    /// The person is in a session.
    Session,
    /// The person has had the floor, or waits for it.
    Floor,
    /// Guests have come, and were told.
    Guests,
    /// Ballots carry it.
    Ballots,
    /// Guests have said that they belong to it.
    Said,
    /// Single-use codes give it.
    Codes,
    /// A poll says by it who votes, or how much a vote counts.
    Voters,
    /// A person belongs to it.
    Person,
    /// Every text has the event's first language.
    First,
    /// Guests have written in the language.
    Written,
}

/// What is wrong with a poll as somebody wrote it, in an event file or during the event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{field}`: {wrong}")]
pub struct PollFault {
    /// The place of the poll in the survey that a host makes; None for a poll of its own, or the survey itself.
    pub poll: Option<u8>,
    /// The key in the event file: `title`, `options`, `steps`.
    pub field: Cow<'static, str>,
    /// The index of the option that is wrong.
    pub option: Option<u8>,
    /// The language of the text that is wrong.
    pub lang: Option<String>,
    pub wrong: Wrong,
}

/// What is wrong with a part of a poll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("a text is missing")]
    Missing,
    #[error("a text has more than {chars_max} characters")]
    TooLong { chars_max: u32 },
    #[error("{found} is out of range: expected {min} to {max}")]
    OutOfRange { found: u32, min: u32, max: u32 },
    #[error("two options look the same")]
    Alike,
    #[error("the language is not one of the event's")]
    Language,
    #[error("this does not fit the rest of the poll")]
    Unfit,
    /// The poll has ballots or is open.
    #[error("this can no longer change")]
    Fixed,
}

impl PollFault {
    /// Returns a fault of one of the poll's keys.
    pub fn of(field: impl Into<Cow<'static, str>>, wrong: Wrong) -> PollFault {
        PollFault {
            poll: None,
            field: field.into(),
            option: None,
            lang: None,
            wrong,
        }
    }
}

impl From<PollFault> for Rejection {
    fn from(fault: PollFault) -> Rejection {
        Rejection::BadPoll(Box::new(fault))
    }
}

/// A text of a command that has a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// The words of a question.
    Text,
    /// A question in another of the event's languages.
    Translation,
    Name,
    Org,
    /// The note to the asker of a declined question.
    Note,
    /// A guest's own words in a poll.
    Entry,
    /// A label for questions.
    Label,
    /// A note for colleagues.
    StaffNote,
    /// The staff's answer in writing.
    Reply,
    /// A term of the glossary, in one language.
    Term,
    /// An announcement, in one language.
    Announcement,
    /// A message from backstage, in one language.
    Message,
    /// The name of a screen.
    Screen,
    /// A line of captions, in one language.
    Caption,
    /// A line of the report, in one language.
    Finding,
    /// A text of the programme, in one language: a title, a name, a place.
    Title,
}

/// The current state of the item in a stale command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaleNow {
    Question {
        state: QuestionState,
        edited: bool,
    },
    Poll {
        phase: Phase,
    },
    Session {
        state: SessionState,
    },
    Entry {
        state: EntryState,
    },
    /// Who has the floor: a person of the programme, somebody from the hall, or nobody.
    Floor {
        person: Option<PersonId>,
        hall: bool,
    },
    Announcement {
        airing: Airing,
    },
    /// When the last line of captions was sent.
    Caption {
        at: Millis,
    },
    /// A field of the programme says something else than the sender saw.
    Edited,
}
