//! Decides whether a guest may answer a poll, and how much the ballot counts.

use std::num::NonZeroU16;

use super::voters::{OnePer, Unit, Voice, Voter, Weights};
use super::{PollInfo, Polls, holding};
use crate::ids::{GroupId, ParticipantId, ValueId};
use crate::people::{Groups, Participant};
use crate::rejection::Rejection;
use crate::status::Phase;

/// The value of an assigned group.
struct Assigned<'a> {
    id: ValueId,
    key: &'a str,
}

impl PollInfo {
    /// Returns how the ballot of a guest counts.
    ///
    /// # Errors
    /// [`Rejection::NeedsHall`], [`Rejection::NeedsCode`]; [`Rejection::NotEligible`] for a guest whose code does not give the right value.
    pub fn voice(&self, groups: &Groups, guest: &Participant) -> Result<Voice, Rejection> {
        let usual = Voice::from(guest.membership);
        let voters = &self.voters;
        if voters.is_everybody() {
            return Ok(usual);
        }
        if voters.in_hall && !guest.in_hall {
            return Err(Rejection::NeedsHall);
        }
        if !voters.reads_codes() {
            return Ok(usual);
        }
        if voters.needs_code() && guest.code.is_none() {
            return Err(Rejection::NeedsCode);
        }
        for (group, values) in &voters.only {
            let value = assigned(groups, guest, group).ok_or(Rejection::NotEligible)?;
            if !values.iter().any(|named| named == value.key) {
                return Err(Rejection::NotEligible);
            }
        }
        let unit = match &voters.one_per {
            OnePer::Guest | OnePer::Code => None,
            OnePer::Value(group, which) => {
                let value = assigned(groups, guest, group).ok_or(Rejection::NotEligible)?;
                Some(Unit {
                    value: value.id,
                    which: *which,
                })
            }
        };
        let weight = voters
            .weights
            .as_ref()
            .and_then(|Weights { group, values }| {
                let value = assigned(groups, guest, group)?;
                NonZeroU16::new(*values.get(value.key)?)
            });
        Ok(Voice {
            code: guest.code,
            weight: weight.unwrap_or(NonZeroU16::MIN),
            unit,
            ..usual
        })
    }

    /// Returns whose ballot a guest's is.
    pub fn voter(&self, by: ParticipantId, guest: &Participant) -> Voter {
        match guest.code.filter(|_| self.voters.reads_codes()) {
            Some(code) => Voter::Code(code),
            None => Voter::Guest(by),
        }
    }
}

impl Polls {
    /// Gives the ballots that a guest has in open polls to the code that the guest has entered.
    pub(crate) fn hand_over(
        &mut self,
        groups: &Groups,
        by: ParticipantId,
        guest: &Participant,
        seq: u64,
    ) {
        for poll in self.polls.each_mut() {
            if poll.phase == Phase::Open
                && poll.info.voters.reads_codes()
                && let Ok(voice) = poll.info.voice(groups, guest)
            {
                let voters = [voice.voter(by), by.into()];
                holding(&mut self.entries, poll, voters, |poll| {
                    poll.answers.hand_over(by, voice);
                });
                poll.changed = seq;
                poll.hand_over_name(by, voice.voter(by));
            }
        }
        self.tallies_changed = seq;
    }
}

/// Returns a guest's value of a group, if the group is assigned.
fn assigned<'a>(groups: &'a Groups, guest: &Participant, key: &str) -> Option<Assigned<'a>> {
    let (id, group) = groups
        .by_key(key)
        .filter(|(_, group)| group.info.assigned)?;
    let of = |(of, value): (GroupId, ValueId)| (of == id).then_some(value);
    let id = guest.membership.values().find_map(of)?;
    let (_, value) = group.values().find(|(value, _)| *value == id)?;
    Some(Assigned {
        id,
        key: &value.key,
    })
}
