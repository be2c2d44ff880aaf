//! An event as JSON for machines: polls with their tallies, and questions with their text. No identities: no names, no
//! organisations, and nothing that links two questions or ballots of one guest.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use plenary_domain::ids::PollId;
use plenary_domain::poll::seal::Seal;
use plenary_domain::poll::{Phase as Over, Poll};
use plenary_domain::program::Texts;
use plenary_domain::question::QuestionState as At;
use plenary_domain::state::State as Event;
use serde::Serialize;

use super::Error;
use super::auth::require;
use crate::app::App;
use crate::protocol::{
    BoardName, CardCurve, HandCount, Phase, PollKind, QuestionState, Shares, Tally,
};
use crate::view;

/// An exported event.
#[derive(Debug, Serialize)]
pub struct Export {
    code: String,
    title: Texts,
    date: String,
    venue: Texts,
    participants: usize,
    polls: Vec<PollExport>,
    questions: Vec<QuestionExport>,
    cards: Vec<CardsExport>,
    /// The players whose nickname is approved, the most points first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    leaderboard: Vec<PlayerExport>,
}

#[derive(Debug, Serialize)]
struct PlayerExport {
    /// Among all players, also those without a nickname.
    rank: u32,
    nickname: String,
    points: u32,
}

/// The cards of a session over time.
#[derive(Debug, Serialize)]
struct CardsExport {
    session: String,
    curve: CardCurve,
}

#[derive(Debug, Serialize)]
struct PollExport {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    kind: PollKind,
    title: Texts,
    options: Vec<OptionExport>,
    phase: Phase,
    /// From phones.
    ballots: u32,
    /// Counted in the room. The tally and the shares contain them.
    #[serde(skip_serializing_if = "Option::is_none")]
    hands: Option<HandCount>,
    /// Phones that were connected when it closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<u32>,
    tally: Option<Tally>,
    shares: Shares,
    /// Of the current round's ballots in the order of the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// The rounds before the current one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<RoundExport>,
    /// By group, once the poll is over. Values that too few have are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupExport>,
}

#[derive(Debug, Serialize)]
struct GroupExport {
    key: String,
    values: Vec<ValueExport>,
    /// Some values are left out.
    hides: bool,
}

#[derive(Debug, Serialize)]
struct ValueExport {
    key: String,
    ballots: u32,
    tally: Tally,
    shares: Shares,
}

#[derive(Debug, Serialize)]
struct RoundExport {
    /// The host discarded its ballots: they do not count.
    reset: bool,
    ballots: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<u32>,
    tally: Option<Tally>,
    shares: Shares,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
}

#[derive(Debug, Serialize)]
struct OptionExport {
    key: String,
    text: Texts,
}

#[derive(Debug, Serialize)]
struct QuestionExport {
    number: u32,
    text: String,
    lang: String,
    translations: Texts,
    /// The key of the person to whom it is addressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    state: QuestionState,
    upvotes: u32,
    /// Unix milliseconds.
    asked_at: u64,
}

/// Exports an event.
pub fn export(event: &Event, code: &str) -> Export {
    let info = event.event.info.as_ref();
    let polls = event.polls.iter().map(|(id, p)| {
        let options = p.info.options.iter().map(|option| OptionExport {
            key: option.key.clone(),
            text: option.text.clone(),
        });
        PollExport {
            key: p.info.key.clone(),
            session: p.info.session.clone(),
            kind: PollKind::of(&p.info.rules, true),
            title: p.info.title.clone(),
            options: options.collect(),
            phase: p.phase.into(),
            ballots: p.answers.count(),
            hands: p.hands().map(Into::into),
            present: p.answers.mark().present,
            tally: view::read(event, id, p, &p.result().0, true),
            shares: p.shares().into(),
            fingerprint: fingerprint(p.answers.mark().seal),
            earlier: earlier(event, id, p),
            groups: groups(event, id, p),
        }
    });
    let questions = event
        .questions
        .iter()
        .filter(|(_, q)| q.state != At::Withdrawn)
        .map(|(id, q)| {
            let content = q
                .screened
                .public()
                .map_or(q.screened.content(), |public| public.content());
            QuestionExport {
                number: id.0 + 1,
                text: content.text.clone(),
                lang: content.lang.clone(),
                translations: content.translations.clone(),
                to: q
                    .to
                    .and_then(|id| event.persons.get(id))
                    .map(|p| p.key.clone()),
                state: q.state.into(),
                upvotes: q.upvotes,
                asked_at: q.asked_at,
            }
        });
    let cards = event.cards.iter().filter_map(|(id, hands)| {
        let session = event.sessions.get(id)?.info.key.clone();
        let curve = (&hands.curve).into();
        Some(CardsExport { session, curve })
    });
    Export {
        code: code.to_owned(),
        title: info.map(|info| info.title.clone()).unwrap_or_default(),
        date: info.map(|info| info.date.clone()).unwrap_or_default(),
        venue: info.map(|info| info.venue.clone()).unwrap_or_default(),
        participants: event.participants.len(),
        polls: polls.collect(),
        questions: questions.collect(),
        cards: cards.collect(),
        leaderboard: leaderboard(event),
    }
}

fn leaderboard(event: &Event) -> Vec<PlayerExport> {
    let named = event.nicknames.iter().filter_map(|(_, name)| {
        let row = view::board_row(event, name.by)?;
        let BoardName { text, .. } = row.name?;
        Some(PlayerExport {
            rank: row.rank,
            nickname: text,
            points: row.points,
        })
    });
    let mut named: Vec<PlayerExport> = named.collect();
    named.sort_by_key(|player| player.rank);
    named
}

/// Returns the rounds before the current one, also those that were reset.
fn earlier(event: &Event, id: PollId, p: &Poll) -> Vec<RoundExport> {
    let mut rounds = p.answers.counts();
    rounds.pop();
    let rounds = rounds.iter().map(|round| RoundExport {
        reset: round.mark.void,
        ballots: round.count,
        present: round.mark.present,
        tally: view::read(event, id, p, &round.tally, true),
        shares: p.answers.shares_of(&round.tally, round.count).into(),
        fingerprint: fingerprint(round.mark.seal),
    });
    rounds.collect()
}

/// Returns the result by each group of which something may be seen.
fn groups(event: &Event, id: PollId, p: &Poll) -> Vec<GroupExport> {
    if !matches!(p.phase, Over::Closed | Over::Revealed) {
        return vec![];
    }
    let tallies = event.groups.iter().map(|(of, group)| {
        let tally = view::group_tally(event, id, p, of, group);
        let keys: BTreeMap<u8, &str> = group
            .values()
            .map(|(id, value)| (id.0, value.key.as_str()))
            .collect();
        let values = tally.values.into_iter().map(|value| ValueExport {
            key: keys
                .get(&value.value)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            ballots: value.count,
            tally: value.tally,
            shares: value.shares,
        });
        GroupExport {
            key: group.info.key.clone(),
            values: values.collect(),
            hides: tally.hides,
        }
    });
    tallies.filter(|group| !group.values.is_empty()).collect()
}

fn fingerprint(seal: Seal) -> Option<String> {
    (!seal.is_empty()).then(|| seal.whole())
}

pub(super) async fn json(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Export>, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let code = room.header.code.clone();
    Ok(Json(room.read(move |event| export(event, &code)).await?))
}
