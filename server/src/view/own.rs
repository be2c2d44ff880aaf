//! A participant's own data: ballots, questions with their state, upvotes. Only this participant gets it.

use std::collections::BTreeSet;

use plenary_domain::cards::Hands;
use plenary_domain::ids::{EntryId, GroupId, ParticipantId, QuestionId, SessionId};
use plenary_domain::people::membership::Belongs;
use plenary_domain::question::{Question, QuestionState};
use plenary_domain::state::State;

use crate::protocol::{
    Declared, JoinedInto, Mine, OwnBallot, OwnCard, OwnEntry, OwnName, OwnNickname, OwnPlace,
    OwnQuestion,
};

/// Returns all of a participant's own data.
pub fn mine(state: &State, id: ParticipantId) -> Mine {
    let Some(participant) = state.participants.get(id) else {
        return Mine::default();
    };
    // With earlier rounds, so that the start and the undo of a round change nobody's own data.
    let ballots = state.polls.iter().flat_map(|(poll, p)| {
        let voter = p.info.voter(id, participant);
        let voice = p.info.voice(&state.groups, participant).ok();
        let unit = voice.and_then(|voice| voice.unit);
        let cast = p.answers.cast_by(voter).into_iter();
        cast.map(move |(round, ballot)| OwnBallot {
            poll: poll.0,
            round,
            points: p
                .answers
                .points_of(id)
                .filter(|_| p.answer_told && round == p.answers.round()),
            replaced: p.answers.is_replaced(round, voter, unit),
            written: ballot
                .texts()
                .iter()
                .filter(|text| !text.text.is_empty())
                .filter_map(|text| own_entry(state, text.entry))
                .collect(),
            ballot: (&ballot).into(),
        })
    });
    let questions = state.questions.of(id);
    let questions = questions
        .filter(|(_, q)| !matches!(q.state, QuestionState::Withdrawn | QuestionState::Erased));
    // Whoever supports a merged question supports the one that stands for it.
    let upvotes = participant.upvotes.iter();
    let upvotes: BTreeSet<QuestionId> = upvotes.map(|id| state.questions.head(*id)).collect();
    let card = |(session, hands): (SessionId, &Hands)| {
        let card = hands.held(id)?.into();
        let session = session.0;
        Some(OwnCard { session, card })
    };
    let nickname = state.nicknames.of(id).map(|name| OwnNickname {
        text: name.screened.content().text.clone(),
        state: name.state.into(),
    });
    let scores = &state.polls.scores;
    let place = scores.place(id).map(|place| OwnPlace {
        rank: place.rank,
        points: place.points,
        players: scores.players(),
    });
    let name = state.name(id).map(|name| OwnName {
        text: name.text,
        of_code: name.by.is_none(),
    });
    Mine {
        name,
        nickname,
        place,
        ballots: ballots.collect(),
        questions: questions
            .map(|(id, q)| own_question(state, id, q))
            .collect(),
        declared: participant.membership.iter().map(declared).collect(),
        cards: state.cards.iter().filter_map(card).collect(),
        hall: participant.in_hall,
        code: participant.code.map(|code| code.0 + 1),
        upvotes: upvotes.into_iter().map(|id| id.0).collect(),
        reports: state
            .questions
            .reported_by(id)
            .iter()
            .map(|id| id.0)
            .collect(),
    }
}

fn own_entry(state: &State, id: EntryId) -> Option<OwnEntry> {
    let entry = state.polls.entries.get(id)?;
    Some(OwnEntry {
        id: id.0,
        state: entry.state.into(),
    })
}

fn declared((group, belongs): (GroupId, Belongs)) -> Declared {
    Declared {
        group: group.0,
        value: match belongs {
            Belongs::To(value) => Some(value.0),
            Belongs::Skipped | Belongs::Unknown => None,
        },
    }
}

fn own_question(state: &State, id: QuestionId, q: &Question) -> OwnQuestion {
    let kept = q.into.and_then(|id| Some((id, state.questions.get(id)?)));
    // What becomes of a merged question becomes of the one that stands for it.
    let (told_id, told) = kept.unwrap_or((id, q));
    // A muted guest is not told, so that guest's page says what it would say otherwise.
    let settings = state.questions.settings(q.session);
    let waits = q.state == QuestionState::Waiting && q.screened.public().is_none();
    let info = state.event.info.as_ref();
    let is_marked = || info.is_some_and(|info| info.marks(q.screened.content().said()).is_some());
    let is_heard = q.screened.posted().is_some() || (q.is_muted(&state.mutes) && !is_marked());
    let is_posted = waits && settings.at_once && is_heard;
    // Desks alone see an edit that is not approved, or no longer; the asker sees their own text or the public one.
    let content = q
        .screened
        .public()
        .map_or(q.screened.asked(), |public| public.content());
    OwnQuestion {
        id: id.0,
        content: content.into(),
        to: q.to.map(Into::into),
        state: q.state.into(),
        upvotes: told.upvotes,
        reason: told.declined.as_ref().map(|(reason, _)| (*reason).into()),
        note: told.declined.as_ref().and_then(|(_, note)| note.clone()),
        posted: is_posted,
        session: q.session.map(|id| id.0),
        at: q.asked_at,
        edited: q.screened.is_reworded(),
        reply: state.reply(told_id).cloned().unwrap_or_default(),
        joined: kept.map(|(id, kept)| JoinedInto {
            id: id.0,
            state: kept.state.into(),
            content: kept
                .screened
                .public()
                .filter(|_| kept.state.is_public())
                .map(|public| public.content().into()),
        }),
    }
}
