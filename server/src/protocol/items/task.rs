//! What interpreters have to do.

use std::collections::BTreeMap;

use plenary_domain::ids::{
    EntryId, GroupId, LineId, PersonId, PollId, QuestionId, SessionId, SurveyId, ValueId,
};
use plenary_domain::translation::queue::{self, Task};
use plenary_domain::translation::{figures, passage as domain};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::protocol::{Texts, same};

/// An item with texts that lack a language, or with a translation that is out of date. Interpreters only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TaskItem {
    /// Names the task in the view, and means nothing else.
    pub id: u32,
    pub of: Subject,
    pub section: Section,
    /// Orders the tasks of a section, lowest first.
    #[ts(type = "number")]
    pub rank: u64,
    /// The poll that guests answered with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answers: Option<u32>,
    /// All its texts, also those that lack nothing.
    pub parts: Vec<TaskPart>,
}

/// A text of a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TaskPart {
    pub of: Passage,
    /// The language of the original.
    pub lang: String,
    /// The original and its translations as they are now, whatever guests see.
    pub texts: Texts,
    /// The languages of the event that it lacks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub missing: Vec<String>,
    /// By language: the original of which the translation was made, if that has changed since.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub outdated: Texts,
    /// The languages of translations that no moderator has approved yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub unread: Vec<String>,
    /// The figures of the original, which each translation needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub figures: Vec<String>,
}

/// An item with texts, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Subject {
    Event,
    Question(u32),
    Poll(u32),
    Survey(u32),
    Session(u32),
    Person(u32),
    Group(u8),
    Entry(u32),
    /// A line of the report.
    Line(u32),
}

/// A text, by the id of its item, and the place of an option or of another text of a poll's kind, or the id of a group's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Passage {
    Question(u32),
    PollTitle(u32),
    PollOption(u32, u8),
    PollRule(u32, u8),
    SurveyTitle(u32),
    SessionTitle(u32),
    PersonName(u32),
    PersonOrg(u32),
    GroupName(u8),
    GroupValue(u8, u8),
    EventTitle,
    EventShort,
    EventVenue,
    /// The staff's reply in writing to a question.
    Reply(u32),
    /// What guests wrote into a poll.
    Entry(u32),
    /// A line of the report.
    Line(u32),
    /// Who keeps a commitment of the report.
    LineBy(u32),
}

/// How urgent a task is: the sections in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Section {
    /// On the screen, or next for it.
    Screen,
    /// Polls that a host made during the event.
    Made,
    /// Approved questions, the most supported first.
    List,
    /// What guests answered in polls, in the order of writing.
    Answers,
    /// The rest of the programme.
    Program,
    /// What guests wrote and no moderator has read.
    Waiting,
}

same!(
    Section,
    queue::Section,
    [Screen, Made, List, Answers, Program, Waiting]
);

/// Bits of an id that name the item among those of its kind.
const ID_BITS: u32 = 28;

/// Returns the number that names a task in the view.
pub fn task_id(of: domain::Subject) -> u32 {
    let (kind, id) = match of {
        domain::Subject::Event => (0, 0),
        domain::Subject::Question(id) => (1, id.0),
        domain::Subject::Poll(id) => (2, id.0),
        domain::Subject::Survey(id) => (3, id.0),
        domain::Subject::Session(id) => (4, id.0),
        domain::Subject::Person(id) => (5, id.0),
        domain::Subject::Group(id) => (6, u32::from(id.0)),
        domain::Subject::Entry(id) => (7, id.0),
        domain::Subject::Line(id) => (8, id.0),
    };
    (kind << ID_BITS) | id
}

/// Returns the item that a task's number names.
pub fn task_subject(id: u32) -> Option<domain::Subject> {
    let of = id & ((1 << ID_BITS) - 1);
    Some(match id >> ID_BITS {
        0 => domain::Subject::Event,
        1 => domain::Subject::Question(QuestionId(of)),
        2 => domain::Subject::Poll(PollId(of)),
        3 => domain::Subject::Survey(SurveyId(of)),
        4 => domain::Subject::Session(SessionId(of)),
        5 => domain::Subject::Person(PersonId(of)),
        6 => domain::Subject::Group(GroupId(of.try_into().ok()?)),
        7 => domain::Subject::Entry(EntryId(of)),
        8 => domain::Subject::Line(LineId(of)),
        _ => return None,
    })
}

impl From<Task> for TaskItem {
    fn from(task: Task) -> TaskItem {
        TaskItem {
            id: task_id(task.of),
            of: task.of.into(),
            section: task.section.into(),
            rank: task.rank,
            answers: task.answers.map(|poll| poll.0),
            parts: task.parts.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<queue::Part> for TaskPart {
    fn from(part: queue::Part) -> TaskPart {
        let queue::Part {
            of,
            lang,
            texts,
            missing,
            outdated,
            unread,
        } = part;
        let original = texts.get(&lang).map_or("", String::as_str);
        TaskPart {
            figures: figures::figures(original),
            of: of.into(),
            lang,
            texts,
            missing,
            outdated,
            unread,
        }
    }
}

impl From<domain::Subject> for Subject {
    fn from(of: domain::Subject) -> Subject {
        match of {
            domain::Subject::Event => Subject::Event,
            domain::Subject::Question(id) => Subject::Question(id.0),
            domain::Subject::Poll(id) => Subject::Poll(id.0),
            domain::Subject::Survey(id) => Subject::Survey(id.0),
            domain::Subject::Session(id) => Subject::Session(id.0),
            domain::Subject::Person(id) => Subject::Person(id.0),
            domain::Subject::Group(id) => Subject::Group(id.0),
            domain::Subject::Entry(id) => Subject::Entry(id.0),
            domain::Subject::Line(id) => Subject::Line(id.0),
        }
    }
}

impl From<domain::Passage> for Passage {
    fn from(of: domain::Passage) -> Passage {
        match of {
            domain::Passage::Question(id) => Passage::Question(id.0),
            domain::Passage::PollTitle(id) => Passage::PollTitle(id.0),
            domain::Passage::PollOption(id, place) => Passage::PollOption(id.0, place),
            domain::Passage::PollRule(id, place) => Passage::PollRule(id.0, place),
            domain::Passage::SurveyTitle(id) => Passage::SurveyTitle(id.0),
            domain::Passage::SessionTitle(id) => Passage::SessionTitle(id.0),
            domain::Passage::PersonName(id) => Passage::PersonName(id.0),
            domain::Passage::PersonOrg(id) => Passage::PersonOrg(id.0),
            domain::Passage::GroupName(id) => Passage::GroupName(id.0),
            domain::Passage::GroupValue(id, value) => Passage::GroupValue(id.0, value.0),
            domain::Passage::EventTitle => Passage::EventTitle,
            domain::Passage::EventShort => Passage::EventShort,
            domain::Passage::EventVenue => Passage::EventVenue,
            domain::Passage::Reply(id) => Passage::Reply(id.0),
            domain::Passage::Entry(id) => Passage::Entry(id.0),
            domain::Passage::Line(id) => Passage::Line(id.0),
            domain::Passage::LineBy(id) => Passage::LineBy(id.0),
        }
    }
}

impl From<Passage> for domain::Passage {
    fn from(of: Passage) -> domain::Passage {
        match of {
            Passage::Question(id) => domain::Passage::Question(QuestionId(id)),
            Passage::PollTitle(id) => domain::Passage::PollTitle(PollId(id)),
            Passage::PollOption(id, place) => domain::Passage::PollOption(PollId(id), place),
            Passage::PollRule(id, place) => domain::Passage::PollRule(PollId(id), place),
            Passage::SurveyTitle(id) => domain::Passage::SurveyTitle(SurveyId(id)),
            Passage::SessionTitle(id) => domain::Passage::SessionTitle(SessionId(id)),
            Passage::PersonName(id) => domain::Passage::PersonName(PersonId(id)),
            Passage::PersonOrg(id) => domain::Passage::PersonOrg(PersonId(id)),
            Passage::GroupName(id) => domain::Passage::GroupName(GroupId(id)),
            Passage::GroupValue(id, value) => {
                domain::Passage::GroupValue(GroupId(id), ValueId(value))
            }
            Passage::EventTitle => domain::Passage::EventTitle,
            Passage::EventShort => domain::Passage::EventShort,
            Passage::EventVenue => domain::Passage::EventVenue,
            Passage::Reply(id) => domain::Passage::Reply(QuestionId(id)),
            Passage::Entry(id) => domain::Passage::Entry(EntryId(id)),
            Passage::Line(id) => domain::Passage::Line(LineId(id)),
            Passage::LineBy(id) => domain::Passage::LineBy(LineId(id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_one_task() {
        for of in [
            domain::Subject::Event,
            domain::Subject::Question(QuestionId(19_999)),
            domain::Subject::Poll(PollId(7)),
            domain::Subject::Survey(SurveyId(7)),
            domain::Subject::Session(SessionId(7)),
            domain::Subject::Person(PersonId(7)),
            domain::Subject::Group(GroupId(7)),
            domain::Subject::Entry(EntryId(199_999)),
            domain::Subject::Line(LineId(79)),
        ] {
            assert_eq!(task_subject(task_id(of)), Some(of));
        }
        assert_eq!(task_subject(u32::MAX), None);
    }
}
