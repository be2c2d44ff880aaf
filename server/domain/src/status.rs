//! The states of polls and sessions, and what the screen shows: words shared by facts, commands and rejections. Their
//! rules live with their nouns.

use minicbor::{Decode, Encode};

use crate::ids::{PollId, QuestionId, SessionId, SurveyId};

/// A poll's phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Ready,
    Open,
    Closed,
    Revealed,
}

/// A session's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    Coming,
    Running,
    Ended,
    /// The session does not take place.
    Skipped,
}

/// A card that a guest holds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Card {
    /// Carry on.
    #[n(0)]
    Green,
    /// I have a doubt.
    #[n(1)]
    Yellow,
    /// Please stop.
    #[n(2)]
    Red,
}

impl Card {
    /// All cards.
    pub const ALL: [Card; 3] = [Card::Green, Card::Yellow, Card::Red];
}

/// The state of what a guest wrote into a poll, or of a nickname.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// No moderator has read it.
    Waiting,
    Approved,
    /// A moderator has read it and does not show it.
    Hidden,
}

/// Why a question was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum DeclineReason {
    #[n(0)]
    OffTopic,
    #[n(1)]
    AlreadyAsked,
    #[n(2)]
    ForAPerson,
    #[n(3)]
    NotForDisplay,
    /// Only the note gives the reason.
    #[n(4)]
    Other,
}

impl DeclineReason {
    /// All reasons.
    pub const ALL: [DeclineReason; 5] = [
        DeclineReason::OffTopic,
        DeclineReason::AlreadyAsked,
        DeclineReason::ForAPerson,
        DeclineReason::NotForDisplay,
        DeclineReason::Other,
    ];
}

/// A question that somebody wants on the screen as soon as it can be read in all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Promise {
    #[n(0)]
    pub question: QuestionId,
    /// The promise that it took the place of was for this one.
    #[n(1)]
    pub instead: Option<QuestionId>,
    /// The promise ended, and the question does not go on the screen by itself.
    #[n(2)]
    pub broken: Option<Broken>,
}

/// Why a promise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Broken {
    #[n(0)]
    Declined,
    /// Or its author erased it.
    #[n(1)]
    Withdrawn,
    /// Another question stands for it.
    #[n(2)]
    Merged,
    /// Somebody moved it to where it waits to be read, or to the answered ones.
    #[n(3)]
    Moved,
    /// Another one went on the screen.
    #[n(4)]
    Other,
    /// The session ended, or another one began.
    #[n(5)]
    Session,
}

/// What the screen shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub enum Stage {
    #[default]
    #[n(0)]
    Auto,
    #[n(1)]
    Poll(#[n(0)] PollId),
    #[n(2)]
    Questions,
    #[n(3)]
    Question(#[n(0)] QuestionId),
    #[n(4)]
    Join,
    #[n(5)]
    Blank,
    /// The title of a session and its people.
    #[n(6)]
    Session(#[n(0)] SessionId),
    /// The title of the event, and what comes next.
    #[n(7)]
    Holding,
    /// The cards of the running session; automatic while it takes none.
    #[n(8)]
    Cards,
    /// How far the guests have come with a survey.
    #[n(9)]
    Survey(#[n(0)] SurveyId),
    /// The leaderboard; automatic while nobody has points.
    #[n(10)]
    Board,
    /// The round table of the running session: its people, who speaks, and the clock; automatic while no session runs.
    #[n(20)]
    Table,
}

/// How far an announcement is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub enum Airing {
    #[default]
    #[n(0)]
    Planned,
    #[n(1)]
    On,
    #[n(2)]
    Over,
}

/// Where the screen shows captions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub enum CaptionPlace {
    /// Nowhere.
    #[default]
    #[n(0)]
    Off,
    /// In a strip at the top, beside what else is shown.
    #[n(1)]
    Strip,
    /// Alone.
    #[n(2)]
    Alone,
}
