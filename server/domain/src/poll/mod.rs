//! A poll, live: its phase, its ballots and their counts. The phases are the same for all kinds. The differences between
//! kinds are in one file per kind (`kinds/`), behind the trait in `kind.rs`. Rounds, groups and weights are the same for
//! all kinds (`rounds.rs`, `groups.rs`).
//!
//! `run.rs` decides what guests and hosts do with a poll, `make.rs` what hosts write during the event. What guests write into it
//! are its entries (`entries.rs`), and `reading.rs` decides what becomes of them.

pub mod entries;
pub mod groups;
pub mod hands;
pub mod kind;
pub mod kinds;
mod line;
pub mod make;
pub mod mentions;
pub mod names;
pub mod picks;
pub mod reading;
pub mod rounds;
pub mod run;
pub mod scores;
pub mod seal;
pub mod shares;
pub mod signed;
pub mod voice;
pub mod voters;
pub mod written;

use std::collections::BTreeMap;

use entries::Entries;
use hands::Hands;
use names::Names;
use scores::Scores;
use seal::Secret;
use shares::Shares;
use voters::{Voice, Voter};

pub use crate::program::{LiveResults, PollInfo, Reveal, Show};
pub use crate::status::Phase;
pub use kinds::{Answers, Ballot, Counts, Rules, Tally};

use crate::ids::{EntryId, GroupId, Millis, Moment, ParticipantId, PollId, SurveyId, ValueId};
use crate::slots::Slots;

/// A poll, live.
///
/// # Invariants
/// - The answers belong to the rules in `info`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    pub info: PollInfo,
    /// The position in the event file.
    pub order: u32,
    pub phase: Phase,
    pub live: LiveResults,
    pub closes_at: Option<Millis>,
    /// The group by which the screen and the phones show the result.
    pub split: Option<GroupId>,
    /// The screen shows the answers with the most votes first, once the poll is over.
    pub sorted: bool,
    /// Rises with every change by staff; a command must have seen it.
    pub rev: u32,
    /// The sequence of the last change of phase.
    pub since: u64,
    /// Numbers that change among those of all polls: others are told it instead of `since`, which counts ballots.
    pub turn: u64,
    /// A host made it during the event. It stays until a host removes it, whatever event files say.
    pub made: bool,
    /// Guests answer it in the form of this survey, and it opens and closes with it.
    pub survey: Option<SurveyId>,
    /// The result of the current round was revealed, also if it is hidden again. Without votes there was nothing to know.
    was_revealed: bool,
    /// The first opening of the current round.
    opening: Option<Opening>,
    /// The host has told the correct answer, after the counts.
    pub answer_told: bool,
    pub answers: Answers,
    /// The hands that were counted in the room, by round.
    pub hands: BTreeMap<u32, Hands>,
    /// The sequence of the last change of anything here.
    pub changed: u64,
    /// Guests may have answered it, even if no ballot is left. From then on it stays named or anonymous.
    pub was_open: bool,
    /// The names on the ballots of a named poll.
    pub names: Names,
}

/// The opening of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Opening {
    at: Millis,
    closes_at: Option<Millis>,
}

impl Poll {
    /// Returns who sees live results, as far as the kind has any.
    pub fn live_results(&self) -> LiveResults {
        match (self.live, self.info.rules.is_held()) {
            (LiveResults::Screen | LiveResults::Everyone, true) => LiveResults::Count,
            (live, _) => live,
        }
    }

    /// Returns true if nothing about the answer is withheld after the reveal: the kind has no correct answer, or it is told.
    pub fn tells_answer(&self) -> bool {
        self.answer_told || !self.info.rules.has_answer()
    }

    /// Returns which part of the round's time is used, in thousandths. More time given later changes nothing.
    fn used(&self, at: Millis) -> u16 {
        let Some(Opening {
            at: from,
            closes_at: Some(to),
        }) = self.opening
        else {
            return 0;
        };
        let used = at.saturating_sub(from) * 1000 / to.saturating_sub(from).max(1);
        used.min(1000) as u16
    }

    /// Returns true if nobody has voted in any round.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.hands.is_empty()
    }

    /// Returns true if somebody has voted in the current round.
    pub fn has_votes(&self) -> bool {
        self.answers.count() > 0 || self.hands().is_some()
    }

    /// Returns the hands that were counted in the current round.
    pub fn hands(&self) -> Option<&Hands> {
        self.hands.get(&self.answers.round())
    }

    /// Returns true if hands count in the current round instead of the phones' ballots.
    pub fn is_of_hands(&self) -> bool {
        self.hands().is_some_and(|hands| hands.instead)
    }

    /// Returns the counts of the current round, with the hands, and the number of votes.
    pub fn result(&self) -> (Tally, u32) {
        let (tally, votes) = (self.answers.tally(), self.answers.votes());
        match self.hands() {
            Some(hands) => {
                let options = self.info.options.len();
                let mark = self.answers.mark();
                self.answers
                    .with_hands(options, (&tally, votes), &mark, hands)
            }
            None => (tally, votes),
        }
    }

    /// Returns the result of the current round as whole percents.
    pub fn shares(&self) -> Shares {
        let (tally, count) = self.result();
        self.answers.shares_of(&tally, count)
    }

    /// Returns the results of the rounds before the current one, oldest first, also of those that were reset.
    pub fn past(&self) -> Vec<Past<'_>> {
        let mut rounds = self.answers.counts();
        rounds.pop();
        let past = |(round, mut counts): (u32, Counts)| {
            let (hands, phones) = (self.hands.get(&round), counts.count);
            let of_phones = counts.votes();
            let mut votes = of_phones;
            if let Some(hands) = hands {
                let of_phones = (&counts.tally, votes);
                (counts.tally, votes) = self.answers.with_hands(
                    self.info.options.len(),
                    of_phones,
                    &counts.mark,
                    hands,
                );
            }
            Past {
                counts,
                phones,
                of_phones,
                votes,
                hands,
            }
        };
        (0..).zip(rounds).map(past).collect()
    }

    /// Returns those of the rounds before the current one that count, oldest first.
    pub fn earlier(&self) -> Vec<Past<'_>> {
        let mut past = self.past();
        past.retain(|round| !round.counts.mark.void);
        past
    }
}

/// The result of a round that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past<'a> {
    /// The tally contains the hands.
    pub counts: Counts,
    /// The number of ballots from phones.
    pub phones: u32,
    /// For how many votes those count.
    pub of_phones: u32,
    /// The votes in the tally.
    pub votes: u32,
    /// The hands that were counted in the room.
    pub hands: Option<&'a Hands>,
}

/// All polls of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Polls {
    polls: Slots<PollId, Poll>,
    /// What guests wrote into them.
    pub entries: Entries,
    /// What guests earned with correct answers.
    pub scores: Scores,
    /// What the fingerprints start with. Events of earlier versions have none until their server runs this one.
    secret: Option<Secret>,
    /// How many a host has made, also of those that are gone.
    made: u32,
    /// The number of changes of phase.
    turns: u64,
    /// The sequence of the last change of a poll's definition or phase.
    pub changed: u64,
    /// The sequence of the last change of a tally.
    pub tallies_changed: u64,
}

impl Polls {
    /// Returns a poll, if it exists.
    pub fn get(&self, id: PollId) -> Option<&Poll> {
        self.polls.get(id)
    }

    /// Returns the existing polls, by id.
    pub fn iter(&self) -> impl Iterator<Item = (PollId, &Poll)> {
        self.polls.iter()
    }

    fn each_mut(&mut self) -> impl Iterator<Item = &mut Poll> {
        self.polls.each_mut()
    }

    /// Returns true if a ballot was cast under this group, or this value of it.
    pub fn have_cast_under(&self, group: GroupId, value: Option<ValueId>) -> bool {
        self.iter()
            .any(|(_, poll)| poll.answers.has_cast_under(group, value))
    }

    /// Returns the next free id.
    pub fn next(&self) -> PollId {
        self.polls.next()
    }

    /// Returns the next deadline of an open poll.
    pub fn next_deadline(&self) -> Option<(Millis, PollId)> {
        let open = self.iter().filter(|(_, p)| p.phase == Phase::Open);
        open.filter_map(|(id, p)| Some((p.closes_at?, id))).min()
    }

    /// Returns the closed polls whose counts lack how many were present, with the time when their round opened.
    pub fn lacking_present(&self) -> impl Iterator<Item = (PollId, Millis)> {
        let lacks = |poll: &Poll| {
            matches!(poll.phase, Phase::Closed | Phase::Revealed) && poll.answers.lacks_present()
        };
        let lacking = self.iter().filter(move |(_, poll)| lacks(poll));
        lacking.map(|(id, poll)| (id, poll.opening.map_or(0, |opening| opening.at)))
    }

    pub(crate) fn put(&mut self, id: PollId, info: &PollInfo, order: u32, seq: u64) {
        self.changed = seq;
        let answers = || Answers::new(&info.rules, info.options.len());
        if let Some(poll) = self.polls.get_mut(id) {
            // Other words leave the rounds, the hands and the fingerprint as they are.
            let is_same =
                poll.info.rules.agree(&info.rules) && poll.info.options.len() == info.options.len();
            if is_same || !poll.is_empty() {
                poll.answers.reword(&info.rules);
            } else {
                poll.answers = answers();
            }
            if poll.info.live != info.live {
                poll.live = info.live;
            }
            poll.info = info.clone();
            poll.order = order;
            poll.rev += 1;
            poll.changed = seq;
            return;
        }
        let poll = Poll {
            info: info.clone(),
            order,
            phase: Phase::Ready,
            live: info.live,
            closes_at: None,
            split: None,
            sorted: false,
            rev: 1,
            since: seq,
            turn: self.next_turn(),
            made: false,
            survey: None,
            was_revealed: false,
            opening: None,
            answer_told: false,
            answers: answers(),
            hands: BTreeMap::new(),
            changed: seq,
            was_open: false,
            names: Names::default(),
        };
        self.polls.put(id, poll);
    }

    pub(crate) fn made(&mut self, id: PollId, info: &PollInfo, order: u32, seq: u64) {
        self.put(id, info, order, seq);
        if let Some(poll) = self.polls.get_mut(id) {
            poll.made = true;
        }
        self.made += 1;
    }

    pub(crate) fn restored(
        &mut self,
        id: PollId,
        info: &PollInfo,
        order: u32,
        made: bool,
        seq: u64,
    ) {
        self.put(id, info, order, seq);
        if let Some(poll) = self.polls.get_mut(id) {
            poll.made = made;
            // It is not known any more.
            poll.was_open = true;
        }
    }

    pub(crate) fn reworded(&mut self, id: PollId, info: &PollInfo, seq: u64) {
        if let Some(order) = self.get(id).map(|poll| poll.order) {
            self.put(id, info, order, seq);
        }
    }

    pub(crate) fn removed(&mut self, id: PollId, seq: u64) {
        self.tell(id, false, seq);
        self.polls.remove(id);
        self.changed = seq;
    }

    /// Sets the survey of each poll.
    pub(crate) fn belong(&mut self, survey: impl Fn(PollId) -> Option<SurveyId>, seq: u64) {
        let ids: Vec<PollId> = self.iter().map(|(id, _)| id).collect();
        for id in ids {
            if let Some(poll) = self.polls.get_mut(id)
                && poll.survey != survey(id)
            {
                poll.survey = survey(id);
                poll.changed = seq;
                self.changed = seq;
            }
        }
    }

    /// Returns true if fingerprints start with nothing that is secret.
    pub fn lacks_secret(&self) -> bool {
        self.secret.is_none()
    }

    pub(crate) fn secret_kept(&mut self, secret: Secret) {
        self.secret = Some(secret);
    }

    pub(crate) fn ballot_cast(
        &mut self,
        id: PollId,
        by: ParticipantId,
        ballot: &Ballot,
        voice: Voice,
        seq: u64,
    ) {
        let Some(poll) = self.polls.get_mut(id) else {
            return;
        };
        if let Some(secret) = self.secret {
            poll.answers.start_seal(secret, id);
        }
        let voters = [voice.voter(by), by.into()];
        holding(&mut self.entries, poll, voters, |poll| {
            poll.answers.cast(by, ballot, voice);
        });
        poll.changed = seq;
        self.tallies_changed = seq;
    }

    pub(crate) fn ballot_taken_back(
        &mut self,
        id: PollId,
        by: ParticipantId,
        voice: Voice,
        seq: u64,
    ) {
        let Some(poll) = self.polls.get_mut(id) else {
            return;
        };
        let voter = voice.voter(by);
        holding(&mut self.entries, poll, [voter; 2], |poll| {
            poll.answers.take_back(by, voice);
        });
        poll.changed = seq;
        poll.names.remove(poll.answers.round(), voter);
        self.tallies_changed = seq;
    }

    /// Forgets what a guest wrote into polls: entries, ballots' texts, and names on ballots. The ballots stay. Returns the entries that
    /// are gone. `voters` are all whose ballots the guest has or had.
    pub(crate) fn erased(&mut self, by: ParticipantId, voters: &[Voter], seq: u64) -> Vec<EntryId> {
        for poll in self.polls.each_mut() {
            poll.answers.erase(by, voters);
            if poll.names.erase(by, voters, poll.answers.round()) {
                poll.changed = seq;
                self.changed = seq;
            }
        }
        self.entries.erased(by, seq)
    }

    /// Ends a round. The poll is ready for the next one.
    pub(crate) fn round_ended(&mut self, id: PollId, void: bool, seq: u64) {
        self.tell(id, false, seq);
        if let Some(poll) = self.polls.get_mut(id) {
            // A reset that is undone must not forget it.
            let told = poll.phase == Phase::Revealed || void && poll.was_revealed;
            poll.answers.begin(void, told);
            poll.was_revealed = false;
        }
        self.enter(id, Phase::Ready, None, seq);
    }

    /// Returns to the round before. The poll is not open yet.
    pub(crate) fn round_resumed(&mut self, id: PollId, seq: u64) {
        self.tell(id, false, seq);
        if let Some(poll) = self.polls.get_mut(id) {
            poll.hands.remove(&poll.answers.round());
            poll.was_revealed = poll.answers.resume();
        }
        self.enter(id, Phase::Ready, None, seq);
    }

    pub(crate) fn opened(&mut self, id: PollId, closes_at: Option<Millis>, now: Moment) {
        let Moment { seq, at } = now;
        if let Some(poll) = self.polls.get_mut(id)
            && (poll.opening.is_none() || poll.answers.count() == 0)
        {
            poll.opening = Some(Opening { at, closes_at });
        }
        self.enter(id, Phase::Open, closes_at, seq);
        self.present_counted(id, None, false, seq);
    }

    /// Not a change by staff, so an undo of the close is still possible.
    pub(crate) fn present_counted(
        &mut self,
        id: PollId,
        present: Option<u32>,
        by_door: bool,
        seq: u64,
    ) {
        if let Some(poll) = self.polls.get_mut(id) {
            poll.answers.set_present(present, by_door);
            poll.changed = seq;
        }
        self.tallies_changed = seq;
    }

    pub(crate) fn unopened(&mut self, id: PollId, seq: u64) {
        self.enter(id, Phase::Ready, None, seq);
    }

    pub(crate) fn extended(&mut self, id: PollId, closes_at: Option<Millis>, seq: u64) {
        self.change(id, seq, |p| p.closes_at = closes_at);
    }

    pub(crate) fn closed(&mut self, id: PollId, seq: u64) {
        self.enter(id, Phase::Closed, None, seq);
    }

    pub(crate) fn revealed(&mut self, id: PollId, seq: u64) {
        if let Some(poll) = self.polls.get_mut(id) {
            poll.was_revealed |= poll.has_votes();
        }
        self.enter(id, Phase::Revealed, None, seq);
    }

    pub(crate) fn hidden(&mut self, id: PollId, seq: u64) {
        self.enter(id, Phase::Closed, None, seq);
    }

    pub(crate) fn answer_told(&mut self, id: PollId, told: bool, seq: u64) {
        self.tell(id, told, seq);
        self.change(id, seq, |_| {});
    }

    pub(crate) fn live_set(&mut self, id: PollId, live: LiveResults, seq: u64) {
        self.change(id, seq, |p| p.live = live);
    }

    pub(crate) fn hands_counted(
        &mut self,
        id: PollId,
        round: u32,
        hands: &Option<Hands>,
        seq: u64,
    ) {
        self.change(id, seq, |p| {
            match hands {
                Some(hands) => p.hands.insert(round, hands.clone()),
                None => p.hands.remove(&round),
            };
        });
    }

    pub(crate) fn split_shown(&mut self, id: PollId, group: Option<GroupId>, seq: u64) {
        self.change(id, seq, |p| p.split = group);
    }

    pub(crate) fn rows_sorted(&mut self, id: PollId, sorted: bool, seq: u64) {
        self.change(id, seq, |p| p.sorted = sorted);
    }

    pub(crate) fn counts_kept(&mut self, id: PollId, round: u32, counts: &Counts, seq: u64) {
        self.tell(id, false, seq);
        self.change(id, seq, |p| p.answers.keep(round, counts));
    }

    fn enter(&mut self, id: PollId, phase: Phase, closes_at: Option<Millis>, seq: u64) {
        self.tell(id, false, seq);
        let turn = self.next_turn();
        self.change(id, seq, |p| {
            if p.phase == Phase::Open && matches!(phase, Phase::Closed | Phase::Revealed) {
                p.answers.close();
            }
            p.phase = phase;
            p.was_open |= phase != Phase::Ready;
            p.closes_at = closes_at;
            p.since = seq;
            p.turn = turn;
        });
    }

    /// Tells the correct answer or withholds it again; the scores follow.
    fn tell(&mut self, id: PollId, told: bool, seq: u64) {
        let Some(poll) = self.polls.get_mut(id) else {
            return;
        };
        if poll.answer_told == told {
            return;
        }
        poll.answer_told = told;
        poll.changed = seq;
        let earned = poll.answers.points();
        if told {
            self.scores.tell(id, &earned, seq);
        } else {
            self.scores.withhold(id, &earned, seq);
        }
    }

    /// Numbers a change of phase.
    pub(crate) fn next_turn(&mut self) -> u64 {
        self.turns += 1;
        self.turns
    }

    fn change(&mut self, id: PollId, seq: u64, change: impl FnOnce(&mut Poll)) {
        if let Some(poll) = self.polls.get_mut(id) {
            change(poll);
            poll.rev += 1;
            poll.changed = seq;
        }
        self.changed = seq;
        self.tallies_changed = seq;
    }
}

/// Changes ballots of these voters, and notes which entries they contain.
fn holding(
    entries: &mut Entries,
    poll: &mut Poll,
    voters: [Voter; 2],
    change: impl FnOnce(&mut Poll),
) {
    let mut touched: Vec<(EntryId, Voter)> = vec![];
    let mut note = |poll: &Poll| {
        for voter in voters {
            let held = poll.answers.entries(voter).into_iter();
            touched.extend(held.map(|id| (id, voter)));
        }
    };
    note(poll);
    change(poll);
    note(poll);
    let holds = |id, voter| !poll.answers.written_under(voter, id).is_empty();
    let touched = touched
        .into_iter()
        .map(|(id, voter)| (id, voter, holds(id, voter)));
    // An entry that moves to another ballot must not be without one in between.
    let (held, left): (Vec<_>, Vec<_>) = touched.partition(|(_, _, holds)| *holds);
    for (id, voter, holds) in held.into_iter().chain(left) {
        entries.hold(id, voter, holds);
    }
}

/// Counts the ballots and entries that a test's work looks at: its cost, whatever the machine.
#[cfg(test)]
pub(crate) mod looked {
    use std::cell::Cell;

    thread_local!(static LOOKED: Cell<u64> = const { Cell::new(0) });

    pub fn count() {
        LOOKED.set(LOOKED.get() + 1);
    }

    /// Returns how many this work looked at.
    pub fn during<T>(work: impl FnOnce() -> T) -> (T, u64) {
        let before = LOOKED.get();
        let done = work();
        (done, LOOKED.get() - before)
    }
}
