//! The staff of the rehearsal: a host who runs the polls, a moderator who screens and orders questions, and screens
//! that record everything they were shown. Each drives its own client.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::Say;
use super::phone::Curtain;
use super::signals::{Shown, Signal, Signals, To, Witness, approval};
use super::words::{OFF_TOPIC, find};
use crate::client::{Client, Dice, End, Event, Outcome, View};
use crate::protocol::{
    Command, DeclineReason, Phase, PollItem, PollVerb, QuestionContent, QuestionItem,
    QuestionState, Rejection, SessionState, Stage, SurveyItem, Texts,
};

/// Minimum time from one poll to the next.
const ROUND: Duration = Duration::from_secs(11);
/// A view shows an acknowledged change within this time, unless nothing it shows changed.
const VISIBLE_WITHIN: Duration = Duration::from_millis(500);
/// How often a stale command is retried on a fresh view.
const TRIES: usize = 5;
/// A question that is approved while fewer than these are approved comes to a screen, however little support it has.
const SCREEN_ROOM: usize = 10;

/// Sends the command that `command` derives from the view, and retries on a fresh view if somebody was faster. Returns
/// false if there was nothing to do.
pub async fn insist(
    client: &mut Client,
    command: impl Fn(&View) -> Option<Command>,
) -> Result<bool, End> {
    for _ in 0..TRIES {
        let Some(command) = command(client.view()) else {
            return Ok(false);
        };
        match client.act(command).await? {
            Outcome::Acked { seq, .. } => {
                client.until(seq, VISIBLE_WITHIN).await?;
                return Ok(true);
            }
            Outcome::Rejected(Rejection::Stale { .. }) => {
                client.rest(Duration::from_millis(100)).await?
            }
            Outcome::Rejected(why) => {
                tracing::debug!(?why, "a step of the rehearsal's staff was rejected");
                return Ok(false);
            }
        }
    }
    Ok(false)
}

/// Waits for the first view.
pub async fn arrive(client: &mut Client) -> Result<(), End> {
    while client.view().event().is_none() {
        client.next().await?;
    }
    Ok(())
}

/// What the host runs in one turn.
#[derive(Debug, Clone, Copy)]
enum Turn {
    Poll(u32),
    /// A survey, with all its polls.
    Survey(u32),
}

impl Turn {
    /// Returns the turns that wait, in the order of the programme.
    fn waiting(view: &View) -> Vec<Turn> {
        let waiting = view.polls().filter(|poll| poll.phase == Phase::Ready);
        let mut waiting: Vec<&PollItem> = waiting.collect();
        waiting.sort_unstable_by_key(|poll| (poll.order, poll.id));
        let turn = |poll: &&PollItem| match poll.nth {
            0 => Some(Turn::Poll(poll.id)),
            1 => {
                let survey = view
                    .surveys()
                    .find(|survey| survey.polls.contains(&poll.id))?;
                Some(Turn::Survey(survey.id))
            }
            _ => None,
        };
        waiting.iter().filter_map(turn).collect()
    }

    fn survey(view: &View, id: u32) -> Option<&SurveyItem> {
        view.surveys().find(|survey| survey.id == id)
    }

    fn polls(self, view: &View) -> Vec<u32> {
        match self {
            Turn::Poll(id) => vec![id],
            Turn::Survey(id) => Turn::survey(view, id).map_or(vec![], |s| s.polls.clone()),
        }
    }

    fn session(self, view: &View) -> Option<u32> {
        match self {
            Turn::Poll(id) => view.poll(id)?.session,
            Turn::Survey(id) => Turn::survey(view, id)?.session,
        }
    }

    fn open(self, view: &View, seconds: Option<u32>) -> Option<Command> {
        Some(match self {
            Turn::Poll(poll) => Command::OpenPoll {
                poll,
                seen: view.poll(poll)?.rev?,
                seconds,
            },
            Turn::Survey(survey) => Command::OpenSurvey {
                survey,
                seen: Turn::survey(view, survey)?.since,
            },
        })
    }

    /// Returns how to close it, if the clock has not done so.
    fn close(self, view: &View) -> Option<Command> {
        match self {
            Turn::Poll(poll) => {
                let item = view.poll(poll)?;
                let seen = item.rev?;
                (item.phase == Phase::Open).then_some(Command::ClosePoll { poll, seen })
            }
            Turn::Survey(survey) => {
                let item = Turn::survey(view, survey)?;
                let seen = item.since;
                (item.phase == Phase::Open).then_some(Command::CloseSurvey { survey, seen })
            }
        }
    }

    fn reveal(self, view: &View) -> Option<Command> {
        Some(match self {
            Turn::Poll(poll) => Command::RevealPoll {
                poll,
                seen: view.poll(poll)?.rev?,
            },
            Turn::Survey(survey) => Command::RevealSurvey {
                survey,
                seen: Turn::survey(view, survey)?.since,
            },
        })
    }

    /// Returns how to tell the correct answer of a quiz question.
    fn tell(self, view: &View) -> Option<Command> {
        let Turn::Poll(id) = self else { return None };
        let poll = view.poll(id)?;
        let can = poll.can.as_ref()?.contains(&PollVerb::Tell);
        can.then_some(Command::TellAnswer {
            poll: id,
            seen: poll.rev?,
        })
    }
}

/// Runs polls and surveys for about `time`, spread over the programme. Returns the polls it opened.
pub async fn host(client: &mut Client, time: Duration, say: Say<'_>) -> Result<Vec<u32>, End> {
    arrive(client).await?;
    let turns = Turn::waiting(client.view());
    let rounds = ((time.as_secs_f64() / ROUND.as_secs_f64()) as usize).clamp(1, turns.len().max(1));
    let round = (time / rounds as u32).max(ROUND);
    let chosen: Vec<Turn> = (0..rounds)
        .filter_map(|i| turns.get(i * turns.len() / rounds))
        .copied()
        .collect();
    let mut opened = vec![];
    for (nth, turn) in chosen.iter().enumerate() {
        opened.extend(turn.polls(client.view()));
        let session = turn.session(client.view());
        insist(client, |view| {
            let session = view.sessions().find(|item| Some(item.id) == session)?;
            let running = session.state == SessionState::Running;
            (!running).then_some(Command::StartSession {
                session: session.id,
                seen: session.rev?,
                carry: None,
            })
        })
        .await?;
        // One poll closes by its deadline, as in the programme.
        let seconds = (nth == 1).then_some((round.as_secs() * 6 / 10).max(5) as u32);
        insist(client, |view| turn.open(view, seconds)).await?;
        say(&match turn {
            Turn::Poll(_) => format!("poll {} of {rounds} is open", nth + 1),
            Turn::Survey(_) => format!("poll {} of {rounds}, a survey, is open", nth + 1),
        });
        client.rest(round * 65 / 100).await?;
        insist(client, |view| turn.close(view)).await?;
        client.rest(round / 10).await?;
        insist(client, |view| turn.reveal(view)).await?;
        insist(client, |view| turn.tell(view)).await?;
        client.rest(round * 15 / 100).await?;
        let stage = if nth % 2 == 0 {
            Stage::Questions
        } else {
            Stage::Join
        };
        insist(client, |_| {
            Some(Command::Show {
                stage: stage.clone(),
            })
        })
        .await?;
        client.rest(round / 10).await?;
        insist(client, |_| Some(Command::Show { stage: Stage::Auto })).await?;
    }
    insist(client, |view| {
        let running = view
            .sessions()
            .find(|session| session.state == SessionState::Running)?;
        Some(Command::EndSession {
            session: running.id,
            seen: running.rev?,
        })
    })
    .await?;
    Ok(opened)
}

/// What the moderator did.
#[derive(Debug, Default)]
pub struct Moderated {
    /// Questions that the screen may show.
    pub approved: BTreeSet<u32>,
    pub declined: u32,
}

/// Screens incoming questions, oldest first, and keeps one question on the screen until the curtain falls.
pub async fn moderator(
    client: &mut Client,
    seed: u64,
    signals: &Signals,
    mut curtain: watch::Receiver<Curtain>,
) -> Result<Moderated, End> {
    let mut dice = Dice::new(seed);
    let mut done = Moderated::default();
    let mut texts: BTreeSet<String> = BTreeSet::new();
    arrive(client).await?;
    let mut turn_at = Instant::now() + Duration::from_secs(5);
    let mut ended = 0;
    while *curtain.borrow() == Curtain::Up {
        let waiting = client
            .view()
            .questions()
            .filter(|question| question.state == QuestionState::Waiting)
            .count() as u32;
        let think =
            Duration::from_millis(60) + dice.up_to(Duration::from_millis(600) / (waiting + 1));
        let think_until = Instant::now() + think;
        tokio::select! {
            rested = timeout_at(think_until, drive(client)) => if let Ok(Err(end)) = rested { return Err(end) },
            _ = curtain.changed() => continue,
        }
        if Instant::now() >= turn_at {
            turn_at = Instant::now() + Duration::from_secs(4);
            ended += u32::from(next_question(client, signals, ended).await?);
            continue;
        }
        let oldest = client
            .view()
            .questions()
            .find(|question| question.state == QuestionState::Waiting)
            .cloned();
        if let Some(question) = oldest {
            decide(client, &question, signals, &mut dice, &mut done, &mut texts).await?;
        }
    }
    Ok(done)
}

async fn drive(client: &mut Client) -> Result<(), End> {
    loop {
        client.next().await?;
    }
}

/// Approves a question, with its translation if known, and declines what is off topic or a duplicate.
async fn decide(
    client: &mut Client,
    question: &QuestionItem,
    signals: &Signals,
    dice: &mut Dice,
    done: &mut Moderated,
    texts: &mut BTreeSet<String>,
) -> Result<(), End> {
    let (id, content) = (question.id, &question.content);
    let off_topic = OFF_TOPIC
        .iter()
        .any(|line| content.text.starts_with(&line.asked(None)));
    let reason = match (off_topic, texts.contains(&content.text)) {
        (true, _) => Some(DeclineReason::OffTopic),
        (false, true) => Some(DeclineReason::AlreadyAsked),
        (false, false) => None,
    };
    let seen = |view: &View| view.question(id)?.desk.as_ref().map(|desk| desk.rev);
    if let Some(reason) = reason {
        let decline = |view: &View| {
            Some(Command::Decline {
                question: id,
                seen: seen(view)?,
                reason,
                note: None,
            })
        };
        done.declined += u32::from(insist(client, decline).await?);
        return Ok(());
    }
    texts.insert(content.text.clone());
    // Before the answer, because the screen may see it first.
    done.approved.insert(id);
    let langs = client
        .view()
        .event()
        .map(|event| event.langs.clone())
        .unwrap_or_default();
    let translated = translate(content, &langs).filter(|_| dice.chance(80));
    let nth = approval(id, Shown::Listed);
    let is_approved = insist(client, |view| {
        let seen = seen(view)?;
        if has_room(view) {
            signals.send(Signal::Approval, nth);
        }
        Some(match &translated {
            Some(content) => Command::EditApprove {
                question: id,
                seen,
                content: content.clone(),
            },
            None => Command::Approve { question: id, seen },
        })
    })
    .await?;
    if !is_approved {
        signals.unsend(Signal::Approval, nth);
    }
    Ok(())
}

/// Returns true if the screen has a place for one more approved question.
fn has_room(view: &View) -> bool {
    let approved = view
        .questions()
        .filter(|question| question.state == QuestionState::Approved);
    approved.count() < SCREEN_ROOM
}

/// Adds the translation from the list, if the event has both languages.
fn translate(content: &QuestionContent, langs: &[String]) -> Option<QuestionContent> {
    let (line, city) = find(&content.text)?;
    let (own, other) = if line.chinese {
        ("zh", "en")
    } else {
        ("en", "zh")
    };
    let tag = |lang: &str| {
        langs
            .iter()
            .find(|tag| tag.split('-').next() == Some(lang))
            .cloned()
    };
    let translations = Texts::from([(tag(other)?, line.translated(city))]);
    Some(QuestionContent {
        lang: tag(own)?,
        translations,
        ..content.clone()
    })
}

/// Takes the current question back, or every other time marks it as answered, puts the next one on, and chooses the most
/// supported as next. Returns true if there was a current one. `ended` is how many were before it: the first is taken
/// back, so that a short rehearsal measures this too.
async fn next_question(client: &mut Client, signals: &Signals, ended: u32) -> Result<bool, End> {
    use QuestionState::{Answered, Approved, Next, Now, Waiting};
    let ends = if ended.is_multiple_of(2) {
        Waiting
    } else {
        Answered
    };
    let mut has_ended = false;
    for (from, to) in [(Now, ends), (Next, Now), (Approved, Next)] {
        let best = client
            .view()
            .questions()
            .filter(|question| question.state == from)
            .max_by_key(|question| question.upvotes);
        let Some(id) = best.map(|question| question.id) else {
            continue;
        };
        let signal = if to == Waiting {
            Some((Signal::Retraction, id))
        } else if to == Now {
            Some((Signal::Approval, approval(id, Shown::Now)))
        } else {
            None
        };
        let is_moved = insist(client, |view| {
            let seen = view.question(id)?.desk.as_ref()?.rev;
            if let Some((signal, nth)) = signal {
                signals.send(signal, nth);
            }
            Some(Command::Move {
                question: id,
                seen,
                to,
            })
        })
        .await?;
        if let Some((signal, nth)) = signal.filter(|_| !is_moved) {
            signals.unsend(signal, nth);
        }
        has_ended |= is_moved && from == Now;
    }
    Ok(has_ended)
}

/// What the screen noticed.
#[derive(Debug, Default)]
pub struct Watched {
    /// Counts lower than one shown before.
    pub went_back: u32,
    /// Every question that was ever in its view.
    pub questions: BTreeSet<u32>,
}

/// Watches until the phones check the results.
pub async fn screen(
    client: &mut Client,
    signals: &Signals,
    mut curtain: watch::Receiver<Curtain>,
) -> Result<Watched, End> {
    let mut watched = Watched::default();
    let mut witness = Witness::new(signals, To::Screens);
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    loop {
        let event = tokio::select! {
            event = client.next() => event?,
            _ = curtain.wait_for(|curtain| *curtain == Curtain::Look) => return Ok(watched),
        };
        witness.note(&event, client.view());
        if event != Event::View {
            continue;
        }
        watched
            .questions
            .extend(client.view().questions().map(|question| question.id));
        for poll in client.view().polls() {
            let count = client.view().tally(poll.id).map_or(0, |tally| tally.count);
            let before = counts.insert(poll.id, count).unwrap_or(0);
            watched.went_back += u32::from(count < before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_gets_its_translation_from_the_list() {
        let content = QuestionContent {
            text: "Who owns the data of an energy internet?".to_owned(),
            lang: "en".to_owned(),
            translations: Texts::new(),
            name: None,
            org: None,
        };
        let langs = ["en".to_owned(), "zh-Hans".to_owned()];
        let translated = translate(&content, &langs).unwrap();
        assert_eq!(
            translated.translations["zh-Hans"],
            "能源互联网的数据归谁所有？"
        );
        assert_eq!(translated.text, content.text);
        assert_eq!(translate(&content, &langs[..1]), None);
    }
}
