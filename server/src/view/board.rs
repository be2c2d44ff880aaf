//! The leaderboard, with approved nicknames only, and the nicknames at the desks that read them.

use std::cmp::Reverse;

use plenary_domain::ids::{NicknameId, ParticipantId};
use plenary_domain::on_now;
use plenary_domain::people::Nickname;
use plenary_domain::people::nicknames::EntryState;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;
use plenary_domain::text;

use crate::protocol::{BoardItem, BoardName, BoardRow, Item, NicknameItem};
use crate::role::{Entry as Sight, ProgramSight, TallySight};

/// Limit on the nicknames at a desk that no moderator has read: the oldest.
const WAITING_MAX: usize = 200;
/// Limit on nicknames of muted guests at a desk: the latest.
const MUTED_MAX: usize = 50;
/// Limit on approved and hidden nicknames at a desk: the latest.
const READ_MAX: usize = 300;

/// Returns the leaderboard, if this audience may see it: hosts always, and those who see counts while it is on the screen.
pub(super) fn item(state: &State, sight: &Sight) -> Option<Item> {
    let scores = &state.polls.scores;
    let is_seen = sight.program == ProgramSight::Run
        || sight.tallies != TallySight::Nothing
            && on_now::stages(state).any(|stage| stage == Stage::Board);
    if !is_seen || scores.leaders().is_empty() {
        return None;
    }
    let rows = scores.leaders().iter().filter_map(|who| row(state, *who));
    Some(Item::Board(BoardItem {
        questions: scores.told().len() as u32,
        players: scores.players(),
        rows: rows.collect(),
        beside: scores.beside_last(),
    }))
}

/// Returns a player's row on the leaderboard; None for anybody who is no player.
pub fn row(state: &State, who: ParticipantId) -> Option<BoardRow> {
    let scores = &state.polls.scores;
    let place = scores.place(who)?;
    let last = scores.told().last().and_then(|id| state.polls.get(*id));
    let public = state
        .nicknames
        .of(who)
        .and_then(|name| name.screened.public());
    Some(BoardRow {
        rank: place.rank,
        points: place.points,
        gained: last
            .and_then(|poll| poll.answers.points_of(who))
            .unwrap_or_default(),
        name: public.map(|public| BoardName {
            text: public.content().text.clone(),
            lang: public.content().lang.clone(),
        }),
    })
}

/// Returns the nicknames at a desk that reads them.
pub(super) fn nicknames(state: &State, sight: &Sight) -> Vec<Item> {
    let Some(info) = state.event.info.as_ref().filter(|_| sight.screens_entries) else {
        return vec![];
    };
    let marked: Vec<String> = info
        .marked
        .iter()
        .map(|word| text::counted_as(word))
        .collect();
    let (mut waiting, mut read): (Vec<_>, Vec<_>) = state
        .nicknames
        .iter()
        .partition(|(_, name)| name.state == EntryState::Waiting);
    let (mut muted, rest): (Vec<_>, Vec<_>) = waiting
        .into_iter()
        .partition(|(_, name)| state.mutes.has(name.by));
    waiting = rest;
    // The latest, because what comes now is what one looks for.
    muted.sort_by_key(|(_, name)| Reverse(name.rev));
    muted.truncate(MUTED_MAX);
    waiting.sort_by_key(|(_, name)| name.rev);
    waiting.truncate(WAITING_MAX);
    read.sort_by_key(|(_, name)| Reverse(name.rev));
    read.truncate(READ_MAX);
    let all = waiting.into_iter().chain(muted).chain(read);
    all.map(|(id, name)| Item::Nickname(nickname(id, name, &marked, state.mutes.together(name.by))))
        .collect()
}

fn nickname(id: NicknameId, name: &Nickname, marked: &[String], muted: u32) -> NicknameItem {
    let content = name.screened.content();
    let said = text::counted_as(&content.text);
    NicknameItem {
        id: id.0,
        text: content.text.clone(),
        lang: content.lang.clone(),
        state: name.state.into(),
        marked: marked.iter().any(|word| said.contains(word.as_str())),
        muted,
        at: name.chosen_at,
        rev: name.rev,
        can: name.can().map(Into::into).collect(),
    }
}
