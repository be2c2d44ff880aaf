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
