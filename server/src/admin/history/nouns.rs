//! What people and things are called.

use plenary_domain::floor::Speaker;
use plenary_domain::ids::{
    EntryId, GroupId, LabelId, NicknameId, PersonId, PollId, QuestionId, SessionId, SurveyId,
};
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::settings::{Asking, Order};
use plenary_domain::question::{DeclineReason, QuestionState, Settings};
use plenary_domain::role::StaffRole;
use plenary_domain::screening::Content;
use plenary_domain::stage::Stage;
use plenary_domain::text::Texts;
use plenary_domain::translation::Passage;

use super::{ERASED, History};

impl History {
    pub(super) fn speaker(&self, speaker: &Speaker) -> String {
        match speaker {
            Speaker::Person(id) => self.person(*id),
            Speaker::Hall(_) => "somebody from the hall".to_owned(),
        }
    }

    pub(super) fn staff(&self, role: StaffRole) -> String {
        match role {
            StaffRole::Moderator => "a moderator".to_owned(),
            StaffRole::Panelist(id) => format!("panelist {}", self.person(id)),
            StaffRole::Host => "the host".to_owned(),
            StaffRole::Screen => "the screen".to_owned(),
            StaffRole::Interpreter => "an interpreter".to_owned(),
            StaffRole::Chair => "the chair".to_owned(),
            StaffRole::Captioner => "a captioner".to_owned(),
            StaffRole::Rapporteur => "a rapporteur".to_owned(),
            StaffRole::Door => "the door".to_owned(),
            StaffRole::Slide => "a poll in slides".to_owned(),
        }
    }

    pub(super) fn passage(&self, of: Passage) -> String {
        match of {
            Passage::Question(id) => question(id),
            Passage::PollTitle(id) => format!("the title of {}", self.poll(id)),
            Passage::PollOption(id, place) => {
                format!("option {} of {}", u32::from(place) + 1, self.poll(id))
            }
            Passage::PollRule(id, _) => format!("a text of {}", self.poll(id)),
            Passage::SurveyTitle(id) => format!("the title of {}", self.survey(id)),
            Passage::SessionTitle(id) => format!("the title of session \"{}\"", self.key_of(id)),
            Passage::PersonName(id) => format!("the name of {}", self.person(id)),
            Passage::PersonOrg(id) => format!("the organisation of {}", self.person(id)),
            Passage::GroupName(id) => format!("the name of {}", self.group(id)),
            Passage::GroupValue(id, _) => format!("a value of {}", self.group(id)),
            Passage::EventTitle => "the title of the event".to_owned(),
            Passage::EventShort => "the short title of the event".to_owned(),
            Passage::EventVenue => "the venue".to_owned(),
            Passage::Reply(id) => format!("the reply to {}", question(id)),
            Passage::Entry(id) => entry(id),
            Passage::Line(id) => format!("line {} of the report", id.0 + 1),
            Passage::LineBy(id) => format!("who keeps line {} of the report", id.0 + 1),
        }
    }

    pub(super) fn addressee(&self, to: Addressee) -> String {
        match to {
            Addressee::Person(id) => self.person(id),
            Addressee::Organisation(id) => format!("the organisation of {}", self.person(id)),
            Addressee::Session(id) => format!("session \"{}\"", self.key_of(id)),
        }
    }

    /// Returns a text in all its languages.
    pub(super) fn quoted(&self, texts: &Texts) -> String {
        let texts: Vec<&str> = texts.values().map(String::as_str).collect();
        format!("\"{}\"", texts.join("\", \""))
    }

    pub(super) fn group_key(&self, id: GroupId) -> &str {
        let group = self.state.groups.get(id);
        group.map_or("", |group| &group.info.key)
    }

    pub(super) fn person(&self, id: PersonId) -> String {
        let person = self.state.persons.get(id);
        format!("\"{}\"", person.map_or("", |person| &person.key))
    }

    pub(super) fn poll(&self, id: PollId) -> String {
        let poll = self.state.polls.get(id);
        format!("poll \"{}\"", poll.map_or("", |poll| &poll.info.key))
    }

    pub(super) fn group(&self, id: GroupId) -> String {
        let group = self.state.groups.get(id);
        format!("group \"{}\"", group.map_or("", |group| &group.info.key))
    }

    pub(super) fn survey(&self, id: SurveyId) -> String {
        let survey = self.state.surveys.get(id);
        format!(
            "survey \"{}\"",
            survey.map_or("", |survey| &survey.info.key)
        )
    }

    pub(super) fn session(&self, id: SessionId) -> String {
        format!("Session \"{}\"", self.key_of(id))
    }

    pub(super) fn key_of(&self, id: SessionId) -> &str {
        let session = self.state.sessions.get(id);
        session.map_or("", |session| &session.info.key)
    }

    pub(super) fn stage(&self, stage: Stage) -> String {
        match stage {
            Stage::Auto => "what is on".to_owned(),
            Stage::Poll(id) => self.poll(id),
            Stage::Survey(id) => self.survey(id),
            Stage::Questions => "the top questions".to_owned(),
            Stage::Question(id) => question(id),
            Stage::Join => "how to join".to_owned(),
            Stage::Blank => "nothing".to_owned(),
            Stage::Session(id) => self.session(id),
            Stage::Cards => "the cards".to_owned(),
            Stage::Board => "the leaderboard".to_owned(),
            Stage::Table => "the round table".to_owned(),
            Stage::Holding => "the event's title".to_owned(),
        }
    }

    pub(super) fn label(&self, id: LabelId) -> String {
        let label = self.state.labels.get(id);
        let text = label.map_or("", |label| self.text(&label.info.text));
        format!("The label \"{text}\"")
    }
}

pub(super) fn entry(id: EntryId) -> String {
    format!("entry {}", id.0 + 1)
}

pub(super) fn nickname(id: NicknameId) -> String {
    format!("nickname {}", id.0 + 1)
}

pub(super) fn question(id: QuestionId) -> String {
    format!("question {}", id.0 + 1)
}

pub(super) fn words(content: &Content) -> String {
    let signed: Vec<&str> = content
        .name
        .iter()
        .chain(&content.org)
        .map(String::as_str)
        .collect();
    let signed = if signed.is_empty() {
        String::new()
    } else {
        format!(", signed {}", signed.join(", "))
    };
    if content.text.is_empty() {
        return ERASED.to_owned();
    }
    format!("\"{}\" ({}){signed}", content.text, content.lang)
}

pub(super) fn reason_of(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::OffTopic => "it is off topic",
        DeclineReason::AlreadyAsked => "it was asked already",
        DeclineReason::ForAPerson => "it is better asked in person",
        DeclineReason::NotForDisplay => "it is not for display",
        DeclineReason::Other => "for another reason",
    }
}

pub(super) fn state_of(state: QuestionState) -> &'static str {
    match state {
        QuestionState::Waiting => "waiting",
        QuestionState::Approved => "approved",
        QuestionState::Next => "next",
        QuestionState::Now => "now",
        QuestionState::Answered => "answered",
        QuestionState::Declined => "declined",
        QuestionState::Withdrawn => "withdrawn",
        QuestionState::Merged => "merged",
        QuestionState::Erased => "erased",
        QuestionState::Archived => "archived",
    }
}

pub(super) fn settings_of(settings: &Settings) -> String {
    let Settings {
        asking,
        at_once,
        named,
        limit,
        upvotes,
        order,
        calm,
        translated,
    } = settings;
    let asking = match asking {
        Asking::Open => "open",
        Asking::Paused => "paused",
        Asking::Closed => "closed",
    };
    let order = match order {
        Order::Top => "most supported first",
        Order::Newest => "newest first",
    };
    let limit = format!("at most {limit} of a guest");
    let also = [
        Some(asking),
        at_once.then_some("on phones at once"),
        named.then_some("with name and organisation"),
        Some(limit.as_str()),
        (!upvotes).then_some("without support"),
        Some(order),
        calm.then_some("calm"),
        translated.then_some("on the screen in all languages only"),
    ];
    also.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
