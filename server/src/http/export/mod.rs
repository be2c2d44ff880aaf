//! An event as JSON for machines: polls with their tallies, and questions with their text. No identities: no names, no
//! organisations, and nothing that links two questions or ballots of one guest. Named polls alone have their guests' names, as
//! those guests were told.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use plenary_domain::ids::{GroupId, PollId};
use plenary_domain::poll::kind::Setting;
use plenary_domain::poll::seal::Seal;
use plenary_domain::poll::voters::{OnePer, Verified, Voters, Weights, Which};
use plenary_domain::poll::{Phase as Over, Poll, Reveal};
use plenary_domain::program::Texts;
use plenary_domain::question::QuestionState as At;
use plenary_domain::question::addressee::Addressee;
use plenary_domain::state::State as Event;
use serde::Serialize;

use crate::app::App;
use crate::http::Error;
use crate::http::auth::require;
use crate::log::Printed;
use crate::protocol::{
    Ballot, BoardName, CardCurve, HandCount, LiveResults, Member, Phase, PollKind, Present,
    QuestionState, Shares, Show, Tally,
};
use crate::view;

/// The version of the file. It rises when something is removed or gets another meaning; fields come without.
const VERSION: u32 = 1;

/// An exported event.
#[derive(Debug, Serialize)]
pub struct Export {
    version: u32,
    code: String,
    /// The head of the log, for `plenary verify`.
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<String>,
    title: Texts,
    date: String,
    venue: Texts,
    participants: usize,
    polls: Vec<PollExport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    surveys: Vec<SurveyExport>,
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
    settings: SettingsExport,
    /// Who may answer, and how much an answer counts, if not everybody has one vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    voters: Option<VotersExport>,
    /// How it is known that voters are different people: `open` (it is not), `in_hall` or `code`.
    verified: &'static str,
    /// From phones.
    ballots: u32,
    /// For how many votes the ballots count, where they have weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    votes: Option<u32>,
    /// Counted in the room. The tally and the shares contain them.
    #[serde(skip_serializing_if = "Option::is_none")]
    hands: Option<HandCount>,
    /// Phones that were connected when it closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<u32>,
    tally: Option<Tally>,
    /// What 100 % of the shares is; absent if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<&'static str>,
    shares: Shares,
    /// Of the current round's ballots in the order of the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// Hosts see who answered what. The guests were told before they answered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    named: bool,
    /// The ballots of a named poll that has closed, in the order of the names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<NameExport>,
    /// The rounds before the current one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<RoundExport>,
    /// The ballots from phones by group, once the poll is over. Values that too few have are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupExport>,
}

/// The settings as in the event file; one that makes no sense for the kind is absent.
#[derive(Debug, Serialize)]
struct SettingsExport {
    #[serde(skip_serializing_if = "Option::is_none")]
    changeable: Option<bool>,
    /// As the host set it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<LiveResults>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    show: Option<Show>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reveal: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct NameExport {
    name: String,
    /// The name stands on the guest's code. Any other is what the guest said.
    of_code: bool,
    ballot: Ballot,
    /// What the guest's code says of the guest: the key of a value, by the key of its group.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    groups: BTreeMap<String, String>,
    votes: u16,
}

/// The settings as in the event file.
#[derive(Debug, Serialize)]
struct VotersExport {
    one_per: &'static str,
    /// Of whose values one ballot each counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    only: BTreeMap<String, Vec<String>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    weights: BTreeMap<String, BTreeMap<String, u16>>,
}

/// Polls that guests answered as one form.
#[derive(Debug, Serialize)]
struct SurveyExport {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    title: Texts,
    /// The keys of its polls, in the order of the form.
    polls: Vec<String>,
    phase: Phase,
    /// Participants who answered one of its polls.
    began: u32,
    /// Participants who answered all of them.
    finished: u32,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    votes: Option<u32>,
    tally: Tally,
    shares: Shares,
}

#[derive(Debug, Serialize)]
struct RoundExport {
    /// The host discarded its ballots: they do not count.
    reset: bool,
    /// From phones.
    ballots: u32,
    /// Counted in the room. The tally and the shares contain them.
    #[serde(skip_serializing_if = "Option::is_none")]
    hands: Option<HandCount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    votes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<u32>,
    tally: Option<Tally>,
    base: Option<&'static str>,
    shares: Shares,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<NameExport>,
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
    /// The key of the person to whom it is put, or of the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<AddresseeExport>,
    state: QuestionState,
    /// The number of the question that it was merged into.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_into: Option<u32>,
    /// A moderator or host asked it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    staff: bool,
    /// The staff's reply in writing.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    reply: Texts,
    upvotes: u32,
    /// Unix milliseconds.
    asked_at: u64,
}

/// To whom a question is put.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum AddresseeExport {
    /// By key.
    Person(String),
    /// By name.
    Organisation(Texts),
    /// By key.
    Session(String),
}

fn addressee(event: &Event, to: Addressee) -> Option<AddresseeExport> {
    Some(match to {
        Addressee::Person(id) => AddresseeExport::Person(event.persons.get(id)?.key.clone()),
        Addressee::Organisation(id) => {
            AddresseeExport::Organisation(event.persons.get(id)?.org.clone())
        }
        Addressee::Session(id) => {
            AddresseeExport::Session(event.sessions.get(id)?.info.key.clone())
        }
    })
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
            settings: settings(p),
            voters: voters(&p.info.voters),
            verified: match p.info.voters.verified() {
                Verified::Open => "open",
                Verified::InHall => "in_hall",
                Verified::Code => "code",
            },
            ballots: p.answers.count(),
            votes: weighed(p, p.answers.votes()),
            hands: p.hands().map(Into::into),
            present: p.answers.mark().present,
            tally: view::read_whole(event, id, p, &p.result().0),
            base: PollKind::base(
                &p.info.rules,
                Present::of(p.answers.mark().by_door, p.hands().is_some()),
            ),
            shares: p.shares().into(),
            fingerprint: fingerprint(p.answers.mark().seal),
            named: p.info.named,
            names: names(event, p, p.answers.round()),
            earlier: earlier(event, id, p),
            groups: groups(event, id, p),
        }
    });
    let questions = event
        .questions
        .iter()
        .filter(|(_, q)| !matches!(q.state, At::Withdrawn | At::Erased))
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
                to: q.to.and_then(|to| addressee(event, to)),
                state: q.state.into(),
                merged_into: q.into.map(|id| id.0 + 1),
                staff: q.author.is_none(),
                reply: q.reply.clone().unwrap_or_default(),
                upvotes: q.upvotes,
                asked_at: q.asked_at,
            }
        });
    let surveys = event.surveys.iter().map(|(_, survey)| SurveyExport {
        key: survey.info.key.clone(),
        session: survey.info.session.clone(),
        title: survey.info.title.clone(),
        polls: survey
            .of(&event.polls)
            .map(|(_, poll)| poll.info.key.clone())
            .collect(),
        phase: survey.phase(&event.polls).into(),
        began: survey.progress().began,
        finished: survey.progress().finished,
    });
    let cards = event.cards.iter().filter_map(|(id, hands)| {
        let session = event.sessions.get(id)?.info.key.clone();
        let curve = (&hands.curve).into();
        Some(CardsExport { session, curve })
    });
    Export {
        version: VERSION,
        code: code.to_owned(),
        log: None,
        title: info.map(|info| info.title.clone()).unwrap_or_default(),
        date: info.map(|info| info.date.clone()).unwrap_or_default(),
        venue: info.map(|info| info.venue.clone()).unwrap_or_default(),
        participants: event.participants.len(),
        polls: polls.collect(),
        surveys: surveys.collect(),
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

fn settings(p: &Poll) -> SettingsExport {
    let takes = |setting| p.info.rules.takes(p.info.options.len(), setting);
    SettingsExport {
        changeable: takes(Setting::Changeable).then_some(p.info.changeable),
        live: takes(Setting::Live).then(|| p.live_results().into()),
        seconds: p.info.seconds,
        show: takes(Setting::Show).then(|| p.info.show.into()),
        reveal: takes(Setting::Reveal).then_some(match p.info.reveal {
            Reveal::Host => "host",
            Reveal::TimeUp => "time_up",
        }),
    }
}

/// Returns the rounds before the current one, also those that were reset.
fn earlier(event: &Event, id: PollId, p: &Poll) -> Vec<RoundExport> {
    let past = (0..).zip(p.past());
    let rounds = past.map(|(round, past)| RoundExport {
        names: names(event, p, round),
        reset: past.counts.mark.void,
        ballots: past.phones,
        votes: weighed(p, past.of_phones),
        hands: past.hands.map(Into::into),
        present: past.counts.mark.present,
        tally: view::read_whole(event, id, p, &past.counts.tally),
        base: PollKind::base(
            &p.info.rules,
            Present::of(past.counts.mark.by_door, past.hands.is_some()),
        ),
        shares: p.answers.shares_of(&past.counts.tally, past.votes).into(),
        fingerprint: fingerprint(past.counts.mark.seal),
    });
    rounds.collect()
}

/// Returns who answered what in a round of a named poll that is over and counts.
fn names(event: &Event, p: &Poll, round: u32) -> Vec<NameExport> {
    let keys = |member: &Member| {
        let group = event.groups.get(GroupId(member.group))?;
        let mut values = group.values();
        let (_, value) = values.find(|(id, _)| id.0 == member.value)?;
        Some((group.info.key.clone(), value.key.clone()))
    };
    let rows = p.signed(round).into_iter().map(|(name, signed)| {
        let row = view::named_ballot(event, p, name, &signed);
        NameExport {
            groups: row.groups.iter().filter_map(keys).collect(),
            name: row.name,
            of_code: row.of_code,
            ballot: row.ballot,
            votes: signed.weight,
        }
    });
    rows.collect()
}

/// Returns the result by each group of which something may be seen.
fn groups(event: &Event, id: PollId, p: &Poll) -> Vec<GroupExport> {
    if !matches!(p.phase, Over::Closed | Over::Revealed) {
        return vec![];
    }
    let read = |tally: &_| view::read_whole(event, id, p, tally);
    let tallies = event.groups.iter().map(|(of, group)| {
        let tally = view::group_tally(p, of, group, &read);
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
            ballots: value.ballots.unwrap_or(value.count),
            votes: weighed(p, value.count),
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

fn weighed(p: &Poll, votes: u32) -> Option<u32> {
    p.info.voters.weights.as_ref().map(|_| votes)
}

fn voters(voters: &Voters) -> Option<VotersExport> {
    if !voters.reads_codes() {
        return None;
    }
    let (one_per, group) = match &voters.one_per {
        OnePer::Guest => ("guest", None),
        OnePer::Code => ("code", None),
        OnePer::Value(group, Which::First) => ("group, first", Some(group.clone())),
        OnePer::Value(group, Which::Last) => ("group, last", Some(group.clone())),
    };
    let weights = voters.weights.iter();
    let weights = weights.map(|Weights { group, values }| (group.clone(), values.clone()));
    Some(VotersExport {
        one_per,
        group,
        only: voters.only.clone(),
        weights: weights.collect(),
    })
}

fn fingerprint(seal: Seal) -> Option<String> {
    (!seal.is_empty()).then(|| seal.whole())
}

/// `GET /CODE/export.json`: a file to save. It does not open in a tab, where others may read it.
pub(super) async fn json(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let code = room.header.code.clone();
    // Of a moment before, so that the log contains it whatever happens now.
    let head = app.hub.head(&code).await?;
    let file = format!("attachment; filename=\"{code}.json\"");
    let mut export = room.read(move |event| export(event, &code)).await?;
    export.log = Some(Printed::from(head).to_string());
    Ok(([(header::CONTENT_DISPOSITION, file)], Json(export)).into_response())
}
