//! The places of the event whose text can be translated.

use minicbor::{Decode, Encode};

use crate::ids::{
    EntryId, GroupId, LineId, PersonId, PollId, QuestionId, SessionId, SurveyId, ValueId,
};

/// A text of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub enum Passage {
    #[n(0)]
    Question(#[n(0)] QuestionId),
    #[n(1)]
    PollTitle(#[n(0)] PollId),
    /// An option, by its place.
    #[n(2)]
    PollOption(#[n(0)] PollId, #[n(1)] u8),
    /// Another text of its kind, such as the end of a scale, by its place.
    #[n(3)]
    PollRule(#[n(0)] PollId, #[n(1)] u8),
    #[n(4)]
    SurveyTitle(#[n(0)] SurveyId),
    #[n(5)]
    SessionTitle(#[n(0)] SessionId),
    #[n(6)]
    PersonName(#[n(0)] PersonId),
    #[n(7)]
    PersonOrg(#[n(0)] PersonId),
    #[n(8)]
    GroupName(#[n(0)] GroupId),
    #[n(9)]
    GroupValue(#[n(0)] GroupId, #[n(1)] ValueId),
    #[n(10)]
    EventTitle,
    #[n(11)]
    EventShort,
    #[n(12)]
    EventVenue,
    /// The staff's reply in writing to a question.
    #[n(13)]
    Reply(#[n(0)] QuestionId),
    /// What guests wrote into a poll.
    #[n(14)]
    Entry(#[n(0)] EntryId),
    /// A line of the report.
    #[n(15)]
    Line(#[n(0)] LineId),
    /// Who keeps a commitment of the report.
    #[n(16)]
    LineBy(#[n(0)] LineId),
}

/// An item with texts that can be translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Event,
    Question(QuestionId),
    Poll(PollId),
    Survey(SurveyId),
    Session(SessionId),
    Person(PersonId),
    Group(GroupId),
    Entry(EntryId),
    Line(LineId),
}

impl Passage {
    /// Returns the item that it is a part of.
    pub fn subject(self) -> Subject {
        match self {
            Passage::Question(id) | Passage::Reply(id) => Subject::Question(id),
            Passage::PollTitle(id) | Passage::PollOption(id, _) | Passage::PollRule(id, _) => {
                Subject::Poll(id)
            }
            Passage::SurveyTitle(id) => Subject::Survey(id),
            Passage::SessionTitle(id) => Subject::Session(id),
            Passage::PersonName(id) | Passage::PersonOrg(id) => Subject::Person(id),
            Passage::GroupName(id) | Passage::GroupValue(id, _) => Subject::Group(id),
            Passage::EventTitle | Passage::EventShort | Passage::EventVenue => Subject::Event,
            Passage::Entry(id) => Subject::Entry(id),
            Passage::Line(id) | Passage::LineBy(id) => Subject::Line(id),
        }
    }
}
