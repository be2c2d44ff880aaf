//! Who cast the ballots of a named poll. A ballot has the name that its guest has when casting it. While the ballot can change, its
//! name is the one that the guest has, also if that changed before the poll opened again; otherwise nothing changes it.

use super::kinds::Signed;
use super::voters::{OnePer, Voice, Voter};
use super::{Phase, Poll, Polls};
use crate::ids::{Millis, ParticipantId, PollId};
use crate::people::Participant;
use crate::people::names::Name;

impl Poll {
    /// Returns true if hosts may see who answered what in this round. While it is open they may not, because a list that grows
    /// steers those who have not answered yet. A round that was reset does not count.
    pub fn tells_names(&self, round: u32) -> bool {
        let is_over = match self.phase {
            Phase::Closed | Phase::Revealed => true,
            Phase::Ready | Phase::Open => round < self.answers.round(),
        };
        self.info.named && is_over && !self.answers.is_void(round)
    }

    /// Returns the ballots of a round that count, each with its name, in the order of the names. Empty before
    /// [`Poll::tells_names`].
    pub fn signed(&self, round: u32) -> Vec<(&Name, Signed)> {
        if !self.tells_names(round) {
            return vec![];
        }
        let which = match &self.info.voters.one_per {
            OnePer::Guest | OnePer::Code => None,
            OnePer::Value(_, which) => Some(*which),
        };
        let ballots = self.answers.signed(round, which).into_iter();
        let named = |signed: Signed| Some((self.names.get(round, signed.by)?, signed));
        let mut rows: Vec<_> = ballots.filter_map(named).collect();
        rows.sort_by(|(a, _), (b, _)| a.text.cmp(&b.text));
        rows
    }

    /// Changes the name on a guest's ballot, if it can still change.
    fn renamed(&mut self, by: ParticipantId, guest: &Participant, name: &Name, at: Millis) {
        let voter = self.info.voter(by, guest);
        let round = self.answers.round();
        let can_change = self.phase == Phase::Open && self.info.changeable && !self.is_due(at);
        if can_change && self.names.get(round, voter).is_some() {
            self.names.put(round, voter, name.clone());
        }
    }

    /// Gives the name on a guest's ballot to the guest's code, with the ballot.
    pub(super) fn hand_over_name(&mut self, by: ParticipantId, to: Voter) {
        let round = self.answers.round();
        self.names.hand_over(round, by, to);
    }
}

impl Polls {
    /// Returns true if a poll of the event links ballots to names.
    pub fn ask_for_names(&self) -> bool {
        self.iter().any(|(_, poll)| poll.info.named)
    }

    /// Notes the name on the ballot that a guest has just cast.
    pub(crate) fn ballot_signed(
        &mut self,
        id: PollId,
        by: ParticipantId,
        voice: Voice,
        name: Option<Name>,
    ) {
        let (Some(poll), Some(name)) = (self.polls.get_mut(id), name) else {
            return;
        };
        if poll.info.named {
            let round = poll.answers.round();
            // Cast before the guest entered the code.
            poll.names.remove(round, by.into());
            poll.names.put(round, voice.voter(by), name);
        }
    }

    /// Changes the name on those ballots of a guest that can still change.
    pub(crate) fn renamed(
        &mut self,
        by: ParticipantId,
        guest: &Participant,
        name: &Name,
        at: Millis,
    ) {
        for poll in self.each_mut() {
            poll.renamed(by, guest, name, at);
        }
    }

    /// Gives the ballots of a poll the names that their guests have now, if they can change: after it opens again, or is changed.
    pub(crate) fn signed_again<'g>(
        &mut self,
        id: PollId,
        guests: impl Iterator<Item = (ParticipantId, &'g Participant, Name)>,
        at: Millis,
    ) {
        let Some(poll) = self.polls.get_mut(id) else {
            return;
        };
        if poll.info.named && poll.answers.count() > 0 {
            guests.for_each(|(by, guest, name)| poll.renamed(by, guest, &name, at));
        }
    }
}
