//! Why a command was rejected.

use plenary_domain::rejection as domain;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::items::announcement::Airing;
use super::items::entry::EntryState;
use super::items::poll::Phase;
use super::items::question::QuestionState;
use super::items::session::SessionState;
use super::same;

/// Why a command was rejected. The client translates it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum Rejection {
    /// This role may not do this.
    NotAllowed,
    /// This socket only watches. Join first.
    NotJoined,
    /// There is no such poll, question, session, person, group, value or address.
    Unknown,
    /// A value in the command is not of this protocol: which, and what is wrong with it.
    Malformed { field: String, message: String },
    /// The poll is not open.
    PollNotOpen,
    /// The ballot does not fit the poll.
    BadBallot {
        #[ts(type = "number")]
        min: i64,
        #[ts(type = "number")]
        max: i64,
    },
    /// The ballot was cast, and this poll allows no change.
    BallotFinal,
    /// Only guests who entered the hall's code may answer this poll.
    NeedsHall,
    /// Only guests with a single-use code may answer this poll.
    NeedsCode,
    /// The poll is named, and the guest has given no name yet.
    NeedsName,
    /// The code of the guest does not let them answer this poll.
    NotEligible,
    /// Another guest has entered this code.
    CodeTaken,
    /// The guest has entered another code.
    HasCode,
    /// Questions are paused.
    QuestionsPaused,
    /// Questions are closed in this session.
    QuestionsClosed,
    /// A question needs a name and an organisation in this session.
    NeedsAsker,
    /// Questions take no support in this session.
    UpvotesOff,
    /// The sender has already reported this many questions.
    TooManyReports { max: u32 },
    /// The sender has already worded this question anew this often.
    TooManyRewordings { max: u32 },
    /// The text is empty after cleaning.
    TextEmpty,
    /// One of the texts has more characters (as people count) than allowed.
    TextTooLong { field: TextField, chars_max: u32 },
    /// The sender already has this many questions that wait, in the session, or in the event.
    TooManyQuestions { max: u32 },
    /// The sender has already written this many different answers to the poll, or the event is full of answers.
    TooManyEntries { max: u32 },
    /// A question cannot be merged with itself.
    MergeIntoItself,
    /// Nothing can be merged into a question in this state.
    MergeInto { state: QuestionState },
    /// Too many questions would be merged into one.
    TooManyMerged { max: u32 },
    /// The event has as many labels as it can have.
    TooManyLabels { max: u32 },
    /// The answers to the poll have been put into this many groups already.
    TooManyHeadings { max: u32 },
    /// Another label, or another value of the group, reads the same.
    LabelTaken,
    /// The question has as many notes as it can have.
    TooManyNotes { max: u32 },
    /// The sender has already asked exactly this question.
    AlreadyAsked,
    /// Guests cannot support their own question.
    OwnQuestion,
    /// The question is being answered, or is gone.
    TooLate { state: QuestionState },
    /// Somebody else has changed the item, and nothing was done. `now` is its current state.
    Stale { now: StaleNow },
    /// The item's current state does not allow this.
    NotFromHere,
    /// It is too long ago, or another item has taken its former position.
    CannotUndo,
    /// The language is not one of the event's, or a translation has no original.
    BadLanguage,
    /// The original that was translated has changed.
    OriginalChanged,
    /// The translation lacks these figures of the original. Send it with `without_figures` if that is right.
    FiguresMissing { figures: Vec<String> },
    /// The question lacks these languages, and its session shows only what has all.
    NeedsLanguage { langs: Vec<String> },
    /// The glossary is full.
    TooManyTerms { max: u32 },
    /// So many messages were sent already.
    TooManyMessages { max: u32 },
    /// There are so many announcements already.
    TooManyAnnouncements { max: u32 },
    /// There are so many screens beside the hall's already.
    TooManyScreens { max: u32 },
    /// An announcement needs phones or the screen.
    Nowhere,
    /// It would end before it begins, is over already, or is more than a year ahead.
    BadTimes,
    /// A term needs a text in at least two of the event's languages.
    TermAlone,
    /// Another one writes captions in this language: `writer`, by its own number.
    LanguageTaken { lang: String, writer: u32 },
    /// More than this many lines of captions in one second.
    TooManyLines { max: u32 },
    /// The event has so many lines of captions in this language.
    TooManyCaptions { max: u32 },
    /// A number is out of its range.
    OutOfRange { min: u32, max: u32 },
    /// The guest raised a card a moment ago: another one is possible after this delay. It is final; do not resend it.
    CoolingDown { retry_ms: u32 },
    /// A poll that a host writes cannot be like this: what is wrong, and where.
    BadPoll {
        /// The place of the poll in the survey that a host makes, from 0. Absent for a poll of its own and for the survey itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        poll: Option<u8>,
        /// The key in the event file: `title`, `options`, `steps`.
        field: String,
        /// The index of the option that is wrong.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        option: Option<u8>,
        /// The language of the text that is wrong.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        lang: Option<String>,
        wrong: Wrong,
    },
    /// The event has as many sessions as it can have.
    TooManySessions { max: u32 },
    /// The event has as many people as it can have.
    TooManyPeople { max: u32 },
    /// There is no such day.
    BadDate,
    /// No phone can join such a network: a name has 1 to 32 bytes, and a password none or 8 to 63 characters.
    BadWifi,
    /// A part of the programme cannot be removed or changed: what it is needed for.
    Needed { by: Need },
    /// The chair has closed the list of speakers.
    ListClosed,
    /// There are as many speakers as there can be.
    TooManySpeakers { max: u32 },
    /// A later command of the same client was accepted. The server no longer knows whether this one was.
    Overtaken,
    /// Too many commands in a short time: resend after this delay.
    TooFast { retry_ms: u32 },
    /// The server cannot write, or does not know whether it did: resend the same (c, n).
    Unavailable { retry_ms: u32 },
}

/// The text of a command that is too long, for [`Rejection::TextTooLong`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum TextField {
    Text,
    Translation,
    Name,
    Org,
    Note,
    Entry,
    Label,
    StaffNote,
    Reply,
    Term,
    Announcement,
    /// A message from backstage.
    Message,
    /// The name of a screen.
    Screen,
    Caption,
    Finding,
    /// A title, a name or a place of the programme.
    Title,
}

/// What is wrong with a part of a poll, for [`Rejection::BadPoll`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
pub enum Wrong {
    /// A text is missing, or is empty after cleaning.
    Missing,
    /// A text has more characters (as people count) than allowed.
    TooLong { chars_max: u32 },
    /// A number, or the number of options, is out of its range.
    OutOfRange { min: u32, max: u32 },
    /// The option looks the same as an earlier one.
    Alike,
    /// The language is not one of the event's.
    Language,
    /// It contradicts another part of the poll.
    Unfit,
    /// The poll has ballots or is open, so this can no longer change.
    Fixed,
}

/// The item's current state, for [`Rejection::Stale`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
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
    /// Who has the floor: a person of the programme, somebody from the hall (`hall`), or nobody.
    Floor {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        person: Option<u32>,
        hall: bool,
    },
    Announcement {
        airing: Airing,
    },
    /// When the last line of captions was sent.
    Caption {
        #[ts(type = "number")]
        at: u64,
    },
    /// A field of the programme says something else than the sender saw. The view has it.
    Edited {},
}

/// What a part of the programme cannot be removed or changed for, for [`Rejection::Needed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "frames.ts")]
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
    /// Guests have come, and were told of a shorter retention.
    Guests,
    /// Ballots carry the group or the value.
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

same!(
    Need,
    domain::Need,
    [
        Begun, Poll, Survey, Question, Session, Floor, Guests, Ballots, Said, Codes, Voters,
        Person, First, Written
    ]
);

impl From<domain::Rejection> for Rejection {
    fn from(rejection: domain::Rejection) -> Rejection {
        match rejection {
            domain::Rejection::NotAllowed => Rejection::NotAllowed,
            domain::Rejection::Unknown => Rejection::Unknown,
            domain::Rejection::PollNotOpen => Rejection::PollNotOpen,
            domain::Rejection::BadBallot { min, max } => Rejection::BadBallot { min, max },
            domain::Rejection::BallotFinal => Rejection::BallotFinal,
            domain::Rejection::NeedsHall => Rejection::NeedsHall,
            domain::Rejection::NeedsCode => Rejection::NeedsCode,
            domain::Rejection::NeedsName => Rejection::NeedsName,
            domain::Rejection::NotEligible => Rejection::NotEligible,
            domain::Rejection::CodeTaken => Rejection::CodeTaken,
            domain::Rejection::HasCode => Rejection::HasCode,
            domain::Rejection::QuestionsPaused => Rejection::QuestionsPaused,
            domain::Rejection::QuestionsClosed => Rejection::QuestionsClosed,
            domain::Rejection::NeedsAsker => Rejection::NeedsAsker,
            domain::Rejection::UpvotesOff => Rejection::UpvotesOff,
            domain::Rejection::TooManyReports { max } => Rejection::TooManyReports { max },
            domain::Rejection::TooManyRewordings { max } => Rejection::TooManyRewordings { max },
            domain::Rejection::TextEmpty => Rejection::TextEmpty,
            domain::Rejection::TextTooLong { field, chars_max } => Rejection::TextTooLong {
                field: field.into(),
                chars_max,
            },
            domain::Rejection::TooManyQuestions { max } => Rejection::TooManyQuestions { max },
            domain::Rejection::TooManyEntries { max } => Rejection::TooManyEntries { max },
            domain::Rejection::MergeIntoItself => Rejection::MergeIntoItself,
            domain::Rejection::MergeInto { state } => Rejection::MergeInto {
                state: state.into(),
            },
            domain::Rejection::TooManyMerged { max } => Rejection::TooManyMerged { max },
            domain::Rejection::TooManyHeadings { max } => Rejection::TooManyHeadings { max },
            domain::Rejection::TooManyLabels { max } => Rejection::TooManyLabels { max },
            domain::Rejection::LabelTaken => Rejection::LabelTaken,
            domain::Rejection::TooManyNotes { max } => Rejection::TooManyNotes { max },
            domain::Rejection::AlreadyAsked => Rejection::AlreadyAsked,
            domain::Rejection::OwnQuestion => Rejection::OwnQuestion,
            domain::Rejection::TooLate { state } => Rejection::TooLate {
                state: state.into(),
            },
            domain::Rejection::Stale(now) => Rejection::Stale { now: now.into() },
            domain::Rejection::NotFromHere => Rejection::NotFromHere,
            domain::Rejection::CannotUndo => Rejection::CannotUndo,
            domain::Rejection::BadLanguage => Rejection::BadLanguage,
            domain::Rejection::OriginalChanged => Rejection::OriginalChanged,
            domain::Rejection::FiguresMissing { figures } => Rejection::FiguresMissing { figures },
            domain::Rejection::NeedsLanguage { langs } => Rejection::NeedsLanguage { langs },
            domain::Rejection::TooManyTerms { max } => Rejection::TooManyTerms { max },
            domain::Rejection::TooManyMessages { max } => Rejection::TooManyMessages { max },
            domain::Rejection::TooManyAnnouncements { max } => {
                Rejection::TooManyAnnouncements { max }
            }
            domain::Rejection::TooManyScreens { max } => Rejection::TooManyScreens { max },
            domain::Rejection::Nowhere => Rejection::Nowhere,
            domain::Rejection::BadTimes => Rejection::BadTimes,
            domain::Rejection::TermAlone => Rejection::TermAlone,
            domain::Rejection::LanguageTaken { lang, writer } => {
                Rejection::LanguageTaken { lang, writer }
            }
            domain::Rejection::TooManyLines { max } => Rejection::TooManyLines { max },
            domain::Rejection::TooManyCaptions { max } => Rejection::TooManyCaptions { max },
            domain::Rejection::OutOfRange { min, max } => Rejection::OutOfRange { min, max },
            domain::Rejection::TooManySessions { max } => Rejection::TooManySessions { max },
            domain::Rejection::TooManyPeople { max } => Rejection::TooManyPeople { max },
            domain::Rejection::BadDate => Rejection::BadDate,
            domain::Rejection::BadWifi => Rejection::BadWifi,
            domain::Rejection::Needed { by } => Rejection::Needed { by: by.into() },
            domain::Rejection::ListClosed => Rejection::ListClosed,
            domain::Rejection::TooManySpeakers { max } => Rejection::TooManySpeakers { max },
            domain::Rejection::Overtaken => Rejection::Overtaken,
            domain::Rejection::CoolingDown { retry_ms } => Rejection::CoolingDown { retry_ms },
            domain::Rejection::BadPoll(fault) => {
                let domain::PollFault {
                    poll,
                    field,
                    option,
                    lang,
                    wrong,
                } = *fault;
                Rejection::BadPoll {
                    poll,
                    field: field.into_owned(),
                    option,
                    lang,
                    wrong: wrong.into(),
                }
            }
            // Only a join causes this, and joins are answered over HTTP.
            domain::Rejection::EventFull { max } => Rejection::OutOfRange { min: 0, max },
        }
    }
}

impl From<domain::TextField> for TextField {
    fn from(field: domain::TextField) -> TextField {
        match field {
            domain::TextField::Text => TextField::Text,
            domain::TextField::Translation => TextField::Translation,
            domain::TextField::Name => TextField::Name,
            domain::TextField::Org => TextField::Org,
            domain::TextField::Note => TextField::Note,
            domain::TextField::Entry => TextField::Entry,
            domain::TextField::Label => TextField::Label,
            domain::TextField::StaffNote => TextField::StaffNote,
            domain::TextField::Reply => TextField::Reply,
            domain::TextField::Term => TextField::Term,
            domain::TextField::Announcement => TextField::Announcement,
            domain::TextField::Message => TextField::Message,
            domain::TextField::Screen => TextField::Screen,
            domain::TextField::Caption => TextField::Caption,
            domain::TextField::Finding => TextField::Finding,
            domain::TextField::Title => TextField::Title,
        }
    }
}

impl From<domain::Wrong> for Wrong {
    fn from(wrong: domain::Wrong) -> Wrong {
        match wrong {
            domain::Wrong::Missing => Wrong::Missing,
            domain::Wrong::TooLong { chars_max } => Wrong::TooLong { chars_max },
            domain::Wrong::OutOfRange { min, max, found: _ } => Wrong::OutOfRange { min, max },
            domain::Wrong::Alike => Wrong::Alike,
            domain::Wrong::Language => Wrong::Language,
            domain::Wrong::Unfit => Wrong::Unfit,
            domain::Wrong::Fixed => Wrong::Fixed,
        }
    }
}

impl From<domain::StaleNow> for StaleNow {
    fn from(now: domain::StaleNow) -> StaleNow {
        match now {
            domain::StaleNow::Question { state, edited } => StaleNow::Question {
                state: state.into(),
                edited,
            },
            domain::StaleNow::Poll { phase } => StaleNow::Poll {
                phase: phase.into(),
            },
            domain::StaleNow::Session { state } => StaleNow::Session {
                state: state.into(),
            },
            domain::StaleNow::Announcement { airing } => StaleNow::Announcement {
                airing: airing.into(),
            },
            domain::StaleNow::Caption { at } => StaleNow::Caption { at },
            domain::StaleNow::Edited => StaleNow::Edited {},
            domain::StaleNow::Entry { state } => StaleNow::Entry {
                state: state.into(),
            },
            domain::StaleNow::Floor { person, hall } => StaleNow::Floor {
                person: person.map(|id| id.0),
                hall,
            },
        }
    }
}
