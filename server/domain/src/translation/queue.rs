//! What interpreters have to do: texts that lack one of the event's languages, the most urgent first. What guests answered in polls
//! is in `answers.rs`.

use super::passage::{Passage, Subject};
use super::passages;
use super::write::is_asked;
use crate::ids::{PollId, QuestionId};
use crate::on_now;
use crate::poll::{Phase, Poll};
use crate::question::{Question, QuestionState};
use crate::screening::{Content, Screened};
use crate::session::SessionState;
use crate::stage::Stage;
use crate::state::State;
use crate::text::Texts;

/// The sections of the queue, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// An item with at least one text that lacks a language, or has a translation that is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub of: Subject,
    pub section: Section,
    /// Orders the tasks of a section, lowest first.
    pub rank: u64,
    /// The poll that it answers.
    pub answers: Option<PollId>,
    /// All its texts, also those that lack nothing.
    pub parts: Vec<Part>,
}

/// A text of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub of: Passage,
    /// The language of the original.
    pub lang: String,
    pub texts: Texts,
    pub missing: Vec<String>,
    /// By language: the original of which the translation was made, if that has changed since.
    pub outdated: Texts,
    /// By language: a moderator has not approved this translation yet.
    pub unread: Vec<String>,
}

impl Part {
    pub(super) fn is_done(&self) -> bool {
        self.missing.is_empty() && self.outdated.is_empty()
    }
}

/// Returns all items of the programme that may be tasks.
pub fn subjects(state: &State) -> impl Iterator<Item = Subject> {
    let event = [Subject::Event].into_iter();
    event
        .chain(state.sessions.iter().map(|(id, _)| Subject::Session(id)))
        .chain(state.polls.iter().map(|(id, _)| Subject::Poll(id)))
        .chain(state.surveys.iter().map(|(id, _)| Subject::Survey(id)))
        .chain(state.groups.iter().map(|(id, _)| Subject::Group(id)))
        .chain(state.persons.iter().map(|(id, _)| Subject::Person(id)))
        .chain(
            state
                .reports
                .lines()
                .into_iter()
                .map(|(id, _)| Subject::Line(id)),
        )
}

/// Returns what is to do for an item of the programme or a question; None if it lacks nothing, or is over. In an event with one
/// language nothing is.
pub fn task(state: &State, of: Subject) -> Option<Task> {
    let info = state.event.info.as_ref()?;
    if info.langs.len() < 2 {
        return None;
    }
    let (section, rank) = urgency(state, of)?;
    let parts = parts(state, of, &info.langs);
    if parts.iter().all(Part::is_done) {
        return None;
    }
    Some(Task {
        of,
        section,
        rank,
        answers: None,
        parts,
    })
}

/// Returns true if there is something to do for an item: as [`task`], without its texts.
pub fn is_task(state: &State, of: Subject) -> bool {
    if let Subject::Question(id) = of
        && let (Some(q), Some(info)) = (state.questions.get(id), &state.event.info)
    {
        let content = q.screened.content();
        let is_done = |lang: &String| {
            let is_there = *lang == content.lang || content.translations.contains_key(lang);
            is_there && q.screened.outdated(lang).is_none()
        };
        if info.langs.len() < 2 || of_question(id, q).is_none() {
            return false;
        }
        let is_whole = q.state == QuestionState::Answered || info.langs.iter().all(is_done);
        return !is_whole || of_reply(state, id, &info.langs).is_some_and(|part| !part.is_done());
    }
    task(state, of).is_some()
}

/// The width of a rank's minor part.
pub(super) const MINOR: u64 = 1 << 40;

/// The ranks of replies to answered questions, which come after all questions that are supported. The latest is first, by the moves of
/// questions: a sequence of the log would count ballots.
const REPLIES: u64 = 1 << 53;

fn urgency(state: &State, of: Subject) -> Option<(Section, u64)> {
    Some(match of {
        Subject::Question(id) => return of_question(id, state.questions.get(id)?),
        Subject::Poll(id) => return of_poll(state, id, state.polls.get(id)?),
        Subject::Session(id) => {
            let session = state.sessions.get(id)?;
            let order = u64::from(session.order);
            match session.state {
                SessionState::Running => (Section::Screen, 3 * MINOR + order),
                SessionState::Coming => (Section::Program, MINOR + order),
                SessionState::Ended | SessionState::Skipped => return None,
            }
        }
        Subject::Survey(id) => {
            let survey = state.surveys.get(id)?;
            match survey.phase(&state.polls) {
                Phase::Open => (Section::Screen, MINOR + u64::from(survey.order)),
                Phase::Ready => (Section::Program, 2 * MINOR + u64::from(survey.order)),
                Phase::Closed | Phase::Revealed => return None,
            }
        }
        Subject::Group(id) => (Section::Program, 3 * MINOR + u64::from(id.0)),
        Subject::Person(id) => (Section::Program, 4 * MINOR + u64::from(id.0)),
        Subject::Event => (Section::Program, 5 * MINOR),
        Subject::Entry(_) => return None,
        Subject::Line(id) => {
            let line = state.reports.get(id)?;
            (
                Section::Made,
                (line.info.kind as u64 + 1) * MINOR + u64::from(line.order),
            )
        }
    })
}

fn of_question(id: QuestionId, q: &Question) -> Option<(Section, u64)> {
    let least_first = u64::from(u32::MAX - q.upvotes);
    Some(match q.state {
        QuestionState::Now => (Section::Screen, 0),
        QuestionState::Next => (Section::Screen, 2 * MINOR + q.place),
        QuestionState::Approved => (Section::List, (least_first << 20) + u64::from(id.0)),
        QuestionState::Waiting => (Section::Waiting, q.asked_at),
        // Its reply stays below it.
        QuestionState::Answered if q.reply.is_some() => {
            (Section::List, REPLIES.saturating_sub(q.turn))
        }
        QuestionState::Answered
        | QuestionState::Declined
        | QuestionState::Withdrawn
        | QuestionState::Erased
        | QuestionState::Archived
        | QuestionState::Merged => return None,
    })
}

fn of_poll(state: &State, id: PollId, poll: &Poll) -> Option<(Section, u64)> {
    let order = u64::from(poll.order);
    Some(match poll.phase {
        _ if is_on_screen(state, id) => (Section::Screen, MINOR),
        Phase::Open => (Section::Screen, MINOR + 1 + order),
        _ if poll.made => (Section::Made, order),
        Phase::Ready => (Section::Program, order),
        Phase::Closed | Phase::Revealed => return None,
    })
}

/// Returns true if a screen shows this poll.
pub(super) fn is_on_screen(state: &State, id: PollId) -> bool {
    let is_on_now = matches!(on_now::scene(state), on_now::Scene::Poll(on) if on == id);
    is_on_now || on_now::stages(state).any(|stage| stage == Stage::Poll(id))
}

fn parts(state: &State, of: Subject, langs: &[String]) -> Vec<Part> {
    let staff = |of: Passage, texts: &Texts| of_staff(state, of, texts, langs);
    let parts: Vec<Option<Part>> = match of {
        Subject::Question(id) => state
            .questions
            .get(id)
            .map(|q| {
                // What was answered is off the screen, and its reply stays below it.
                let is_due = is_asked(q.state) && q.state != QuestionState::Answered;
                let text = is_due.then(|| of_guest(Passage::Question(id), &q.screened, langs));
                vec![text, of_reply(state, id, langs)]
            })
            .unwrap_or_default(),
        Subject::Poll(id) => state.polls.get(id).map_or_else(Vec::new, |poll| {
            let passages = passages(id, &poll.info);
            passages.map(|(of, texts)| staff(of, texts)).collect()
        }),
        // A rapporteur writes in any language first.
        Subject::Line(_) => (passages_of(state, of).into_iter())
            .map(|of| of_any(state, of, langs))
            .collect(),
        Subject::Survey(_)
        | Subject::Session(_)
        | Subject::Person(_)
        | Subject::Group(_)
        | Subject::Event
        | Subject::Entry(_) => passages_of(state, of)
            .into_iter()
            .map(|of| staff(of, state.texts(of)?))
            .collect(),
    };
    parts.into_iter().flatten().collect()
}

/// Returns the texts of an item of the programme.
pub(super) fn passages_of(state: &State, of: Subject) -> Vec<Passage> {
    match of {
        Subject::Survey(id) => vec![Passage::SurveyTitle(id)],
        Subject::Session(id) => vec![Passage::SessionTitle(id)],
        Subject::Person(id) => vec![Passage::PersonName(id), Passage::PersonOrg(id)],
        Subject::Group(id) => {
            let group = state.groups.get(id);
            let values = group.into_iter().flat_map(|group| group.values());
            let values = values.map(|(value, _)| Passage::GroupValue(id, value));
            [Passage::GroupName(id)].into_iter().chain(values).collect()
        }
        Subject::Event => vec![
            Passage::EventTitle,
            Passage::EventShort,
            Passage::EventVenue,
        ],
        Subject::Line(id) => vec![Passage::Line(id), Passage::LineBy(id)],
        Subject::Question(_) | Subject::Poll(_) | Subject::Entry(_) => vec![],
    }
}

fn of_staff(state: &State, of: Passage, texts: &Texts, langs: &[String]) -> Option<Part> {
    let first = langs.first()?;
    texts.get(first)?;
    let outdated = langs.iter().filter_map(|lang| {
        let was = state.translations.outdated(of, first, lang, texts)?;
        Some((lang.clone(), was.to_owned()))
    });
    Some(Part {
        of,
        lang: first.clone(),
        texts: texts.clone(),
        missing: lacks(texts, langs),
        outdated: outdated.collect(),
        unread: vec![],
    })
}

/// Returns the staff's reply to a question, if there is one.
fn of_reply(state: &State, id: QuestionId, langs: &[String]) -> Option<Part> {
    of_any(state, Passage::Reply(id), langs)
}

/// Returns a text of staff that has no first language of its own.
fn of_any(state: &State, of: Passage, langs: &[String]) -> Option<Part> {
    let (source, _) = state.original(of)?;
    let texts = state.texts(of)?;
    let outdated = langs.iter().filter_map(|lang| {
        let was = state.translations.outdated(of, source, lang, texts)?;
        Some((lang.clone(), was.to_owned()))
    });
    Some(Part {
        of,
        lang: source.to_owned(),
        texts: texts.clone(),
        missing: lacks(texts, langs),
        outdated: outdated.collect(),
        unread: vec![],
    })
}

/// Returns what guests wrote, whether others see it or not.
pub(super) fn of_guest(of: Passage, screened: &Screened, langs: &[String]) -> Part {
    let content = screened.content();
    let mut texts = content.translations.clone();
    texts.insert(content.lang.clone(), content.text.clone());
    let public = screened.public().map(|public| public.content());
    let unread = content.translations.iter().filter(|(lang, text)| {
        let is_old = screened.outdated(lang).is_some();
        let is_shown = |public: &Content| public.translations.get(*lang) == Some(text);
        !is_old && public.is_some_and(|public| !is_shown(public))
    });
    let outdated = content.translations.keys().filter_map(|lang| {
        let was = screened.outdated(lang)?;
        Some((lang.clone(), was.to_owned()))
    });
    Part {
        of,
        lang: content.lang.clone(),
        missing: lacks(&texts, langs),
        outdated: outdated.collect(),
        unread: unread.map(|(lang, _)| lang.clone()).collect(),
        texts,
    }
}

fn lacks(texts: &Texts, langs: &[String]) -> Vec<String> {
    let lacks = langs.iter().filter(|lang| !texts.contains_key(*lang));
    lacks.cloned().collect()
}
