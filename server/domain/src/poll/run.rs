//! What guests and hosts do with a poll: cast ballots and take them back; open, extend, close, reveal, hide, repeat and
//! reset it.

use super::hands::{HANDS_MAX, Hands};
use super::seal::Secret;
use super::voters::Voice;
use super::{Ballot, LiveResults, Phase, Poll, Polls, Reveal};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{GroupId, Millis, ParticipantId, PollId};
use crate::people::{Codes, Groups, Mutes, Participants, names};
use crate::poll::kind::Setting;
use crate::rejection::{PollFault, Rejection, StaleNow, Wrong};
use crate::role::Actor;

/// Minimum duration of a timed poll, and of one extension, in seconds.
pub const SECONDS_MIN: u32 = 5;
/// Maximum duration of a timed poll, and of one extension, in seconds.
pub const SECONDS_MAX: u32 = 86_400;

/// What a host can do with a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Open,
    Extend,
    Close,
    Reveal,
    Hide,
    /// Tell the correct answer.
    Tell,
    /// Enter the hands that were counted in the room.
    Count,
    /// Open the next round.
    Repeat,
    /// Discard the ballots of the current round.
    Reset,
    Remove,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 10] = [
        Verb::Open,
        Verb::Extend,
        Verb::Close,
        Verb::Reveal,
        Verb::Hide,
        Verb::Tell,
        Verb::Count,
        Verb::Repeat,
        Verb::Reset,
        Verb::Remove,
    ];
}

impl Poll {
    /// Returns true if a host can do this now. A poll of a survey opens, closes and
    /// starts anew with it, and is removed by the event file; its result is its own.
    pub fn allows(&self, verb: Verb) -> bool {
        if self.survey.is_some() {
            let (is_over, is_told) = (self.phase == Phase::Closed, self.phase == Phase::Revealed);
            return match verb {
                Verb::Reveal => is_over,
                Verb::Hide => is_told,
                Verb::Open
                | Verb::Extend
                | Verb::Close
                | Verb::Tell
                | Verb::Count
                | Verb::Repeat
                | Verb::Reset
                | Verb::Remove => false,
            };
        }
        match (verb, self.phase) {
            // After a reveal a ballot would be cast knowing the result, and deleted ballots cannot be replaced.
            (Verb::Open, Phase::Ready | Phase::Closed) => {
                // The result is known. Another round can begin, unless there were too many.
                let is_known = self.was_revealed && self.answers.may_begin();
                !self.answers.is_kept() && !is_known
            }
            (Verb::Extend, Phase::Open) => self.closes_at.is_some(),
            (Verb::Remove, Phase::Ready | Phase::Closed | Phase::Revealed) => self.is_empty(),
            (Verb::Count, Phase::Open | Phase::Closed) => {
                // Hands in the room have no names.
                let takes = self.info.rules.hands(self.info.options.len()).is_some();
                takes && !self.info.named && !self.answers.is_kept()
            }
            (Verb::Close, Phase::Open)
            | (Verb::Reveal, Phase::Open | Phase::Closed)
            | (Verb::Hide, Phase::Revealed) => true,
            (Verb::Tell, Phase::Revealed) => !self.tells_answer(),
            (Verb::Repeat, Phase::Closed | Phase::Revealed) => {
                self.answers.may_begin()
                    && self
                        .info
                        .rules
                        .takes(self.info.options.len(), Setting::Rounds)
            }
            (Verb::Reset, Phase::Open | Phase::Closed | Phase::Revealed) => {
                self.answers.may_begin()
            }
            (
                Verb::Open
                | Verb::Extend
                | Verb::Close
                | Verb::Reveal
                | Verb::Hide
                | Verb::Tell
                | Verb::Count
                | Verb::Repeat
                | Verb::Reset
                | Verb::Remove,
                Phase::Ready | Phase::Open | Phase::Closed | Phase::Revealed,
            ) => false,
        }
    }

    /// Returns what a host can do with the poll now.
    pub fn can(&self) -> impl Iterator<Item = Verb> {
        Verb::ALL.into_iter().filter(|verb| self.allows(*verb))
    }

    /// Returns the rejection that says how the poll stands now.
    pub(super) fn stale(&self) -> Rejection {
        Rejection::Stale(StaleNow::Poll { phase: self.phase })
    }

    /// Returns true if the deadline has passed, even if the clock has not closed the poll yet.
    pub(super) fn is_due(&self, at: Millis) -> bool {
        self.closes_at.is_some_and(|end| end <= at)
    }
}

impl Polls {
    /// Decides a ballot; the last one before the close counts.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::PollNotOpen`], [`Rejection::NeedsCode`], [`Rejection::NotEligible`],
    /// [`Rejection::NeedsName`], [`Rejection::BadBallot`], [`Rejection::BallotFinal`]; for a ballot with texts also [`Rejection::TextEmpty`],
    /// [`Rejection::TextTooLong`], [`Rejection::TooManyEntries`].
    #[expect(
        clippy::too_many_arguments,
        reason = "a ballot is decided by all of them"
    )]
    pub fn cast(
        &self,
        event: &Event,
        groups: &Groups,
        participants: &Participants,
        codes: &Codes,
        mutes: &Mutes,
        actor: Actor,
        id: PollId,
        round: u32,
        ballot: &Ballot,
        at: Millis,
    ) -> Decision {
        let (participant, poll, voice) = self.voting(groups, participants, actor, id, round, at)?;
        let voter = voice.voter(participant);
        let name = match poll.info.named {
            true => names::of(participants, codes, participant),
            false => None,
        };
        if poll.info.named && name.is_none() {
            return Err(Rejection::NeedsName);
        }
        let is_signed = poll.names.get(round, voter) == name.as_ref();
        let langs = event.info.as_ref().map_or(&[][..], |info| &info.langs);
        let (ballot, written) =
            self.read_in(participant, mutes, id, poll, ballot.clone(), langs)?;
        poll.answers.check(poll.info.options.len(), &ballot)?;
        let (mut ballot, mut held) = (ballot, poll.answers.held(voter));
        // The same answer at another time is no other ballot.
        for ballot in held.iter_mut().chain([&mut ballot]) {
            ballot.stamp(0);
        }
        match held {
            Some(old)
                if old == ballot && is_signed && !poll.answers.is_overtaken(voter, voice.unit) =>
            {
                Ok(vec![])
            }
            Some(_) if !poll.info.changeable => Err(Rejection::BallotFinal),
            Some(_) | None => {
                // Most commands of an event are ballots. Room for the mark that follows saves an allocation.
                let mut facts = Vec::with_capacity(2);
                facts.extend(written);
                ballot.stamp(poll.used(at));
                facts.push(Fact::BallotCast(participant, id, ballot));
                Ok(facts)
            }
        }
    }

    /// Decides that a guest takes their ballot back.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::PollNotOpen`], [`Rejection::NeedsCode`], [`Rejection::NotEligible`],
    /// [`Rejection::BallotFinal`].
    pub fn take_back(
        &self,
        groups: &Groups,
        participants: &Participants,
        actor: Actor,
        id: PollId,
        round: u32,
        at: Millis,
    ) -> Decision {
        let (participant, poll, voice) = self.voting(groups, participants, actor, id, round, at)?;
        let voter = voice.voter(participant);
        match poll.answers.held(voter) {
            None => Ok(vec![]),
            Some(_) if !poll.info.changeable => Err(Rejection::BallotFinal),
            Some(_) => Ok(vec![Fact::BallotTakenBack(participant, id)]),
        }
    }

    /// Returns who votes in which poll, and how the ballot counts, if this round of it is open to them.
    fn voting(
        &self,
        groups: &Groups,
        participants: &Participants,
        actor: Actor,
        id: PollId,
        round: u32,
        at: Millis,
    ) -> Result<(ParticipantId, &Poll, Voice), Rejection> {
        let (participant, guest) = participants.acting(actor)?;
        let poll = self.get(id).ok_or(Rejection::Unknown)?;
        if poll.phase != Phase::Open || poll.is_due(at) || poll.answers.round() != round {
            return Err(Rejection::PollNotOpen);
        }
        let voice = poll.info.voice(groups, guest)?;
        Ok((participant, poll, voice))
    }

    /// Decides the opening of a ready or closed poll; with `seconds` it closes by itself. A kind that needs a time limit has its
    /// own without them.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`], [`Rejection::OutOfRange`].
    pub fn open(&self, id: PollId, seen: u32, seconds: Option<u32>, at: Millis) -> Decision {
        let poll = self.seen(id, seen, Verb::Open)?;
        let needed = poll.info.seconds.filter(|_| poll.info.rules.is_timed());
        let seconds = seconds.or(needed);
        let closes_at = seconds.map(|s| deadline(at, s)).transpose()?;
        Ok(vec![Fact::PollOpened(id, closes_at)])
    }

    /// Decides more time for an open poll that closes by itself.
    ///
    /// # Errors
    /// As [`Polls::open`].
    pub fn extend(&self, id: PollId, seen: u32, seconds: u32, at: Millis) -> Decision {
        let poll = self.seen(id, seen, Verb::Extend)?;
        let from = poll.closes_at.unwrap_or(at).max(at);
        Ok(vec![Fact::PollExtended(id, Some(deadline(from, seconds)?))])
    }

    /// Decides the close of an open poll.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn close(&self, id: PollId, seen: u32) -> Decision {
        self.seen(id, seen, Verb::Close)?;
        Ok(vec![Fact::PollClosed(id)])
    }

    /// Decides that everybody sees the result; an open poll closes first.
    ///
    /// # Errors
    /// As [`Polls::close`].
    pub fn reveal(&self, id: PollId, seen: u32) -> Decision {
        let poll = self.seen(id, seen, Verb::Reveal)?;
        let mut facts = vec![];
        if poll.phase == Phase::Open {
            facts.push(Fact::PollClosed(id));
        }
        facts.push(Fact::PollRevealed(id));
        Ok(facts)
    }

    /// Decides to hide a revealed result again.
    ///
    /// # Errors
    /// As [`Polls::close`].
    pub fn hide(&self, id: PollId, seen: u32) -> Decision {
        self.seen(id, seen, Verb::Hide)?;
        Ok(vec![Fact::PollHidden(id)])
    }

    /// Decides that everybody learns the correct answer, once the counts are revealed.
    ///
    /// # Errors
    /// As [`Polls::close`].
    pub fn tell_answer(&self, id: PollId, seen: u32) -> Decision {
        self.seen(id, seen, Verb::Tell)?;
        Ok(vec![Fact::AnswerTold(id)])
    }

    /// Decides the opening of the next round. The result of the current one stays. If nobody has voted in it, it goes on.
    ///
    /// # Errors
    /// As [`Polls::open`].
    pub fn repeat(&self, id: PollId, seen: u32, seconds: Option<u32>, at: Millis) -> Decision {
        let poll = self.seen(id, seen, Verb::Repeat)?;
        let closes_at = seconds.map(|s| deadline(at, s)).transpose()?;
        let mut facts = vec![];
        if poll.has_votes() {
            facts.push(Fact::RoundEnded(id));
        }
        facts.push(Fact::PollOpened(id, closes_at));
        Ok(facts)
    }

    /// Decides to discard the ballots of the current round. The poll is ready again. Without ballots nothing changes.
    ///
    /// # Errors
    /// As [`Polls::close`].
    pub fn reset(&self, id: PollId, seen: u32) -> Decision {
        let poll = self.seen(id, seen, Verb::Reset)?;
        Ok(if poll.has_votes() {
            vec![Fact::RoundVoided(id)]
        } else {
            vec![]
        })
    }

    /// Decides by which group the screen and the phones show the result of a poll that is over.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`]; [`Rejection::NotFromHere`] before the close.
    pub fn split(
        &self,
        groups: &Groups,
        id: PollId,
        seen: u32,
        group: Option<GroupId>,
    ) -> Decision {
        let poll = self.as_seen(id, seen)?;
        if group.is_some_and(|group| groups.get(group).is_none()) {
            return Err(Rejection::Unknown);
        }
        match poll.phase {
            Phase::Ready | Phase::Open => Err(Rejection::NotFromHere),
            Phase::Closed | Phase::Revealed if poll.split == group => Ok(vec![]),
            Phase::Closed | Phase::Revealed => Ok(vec![Fact::SplitShown(id, group)]),
        }
    }

    /// Decides in which order the screen shows the answers of a poll that is over.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`]; [`Rejection::NotFromHere`] before the close, and for a kind that has no rows
    /// to sort.
    pub fn sort(&self, id: PollId, seen: u32, sorted: bool) -> Decision {
        let poll = self.as_seen(id, seen)?;
        match poll.phase {
            Phase::Closed | Phase::Revealed if poll.info.rules.sorts() => {
                Ok(if poll.sorted == sorted {
                    vec![]
                } else {
                    vec![Fact::RowsSorted(id, sorted)]
                })
            }
            Phase::Ready | Phase::Open | Phase::Closed | Phase::Revealed => {
                Err(Rejection::NotFromHere)
            }
        }
    }

    /// Decides who sees the bars while the poll is open.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::BadPoll`].
    pub fn set_live(&self, id: PollId, seen: u32, live: LiveResults) -> Decision {
        let poll = self.as_seen(id, seen)?;
        if !poll.info.takes_live(live) {
            return Err(PollFault::of("live", Wrong::Unfit).into());
        }
        Ok(if poll.live == live {
            vec![]
        } else {
            vec![Fact::LiveSet(id, live)]
        })
    }

    /// Decides to close a poll whose deadline has passed, and to reveal its result if it was prepared so. Any other poll
    /// stays as it is.
    pub fn pass_deadline(&self, id: PollId, at: Millis) -> Decision {
        let due = self
            .get(id)
            .filter(|p| p.phase == Phase::Open && p.is_due(at));
        Ok(match due.map(|p| p.info.reveal) {
            None => vec![],
            Some(Reveal::Host) => vec![Fact::PollTimedOut(id)],
            Some(Reveal::TimeUp) => vec![Fact::PollTimedOut(id), Fact::PollRevealed(id)],
        })
    }

    /// Decides the hands that were counted in the room in this round; None: they were not.
    ///
    /// # Errors
    /// As [`Polls::close`], and [`Rejection::OutOfRange`] with the number of answers, or the limit of each count.
    pub fn count_hands(&self, id: PollId, seen: u32, hands: Option<&Hands>) -> Decision {
        let poll = self.seen(id, seen, Verb::Count)?;
        if let Some(hands) = hands {
            let answers = poll.info.rules.hands(poll.info.options.len());
            let answers = answers.unwrap_or_default();
            let (found, min, max) = if hands.counts.len() == answers {
                let most = hands.counts.iter().copied().max();
                (most.unwrap_or_default(), 0, HANDS_MAX)
            } else {
                (hands.counts.len() as u32, answers as u32, answers as u32)
            };
            if !(min..=max).contains(&found) {
                return Err(Rejection::OutOfRange { min, max });
            }
        }
        Ok(if poll.hands() == hands {
            vec![]
        } else {
            let round = poll.answers.round();
            vec![Fact::HandsCounted(id, round, hands.cloned())]
        })
    }

    /// Decides how many were present when a poll closed, and at least everybody who voted: the guests who have checked in, if there
    /// are any, or else the phones connected. A poll that needs no such number, or has it, stays as it is.
    pub fn count_present(&self, id: PollId, phones: u32, here: u32) -> Decision {
        let poll = self.get(id).ok_or(Rejection::Unknown)?;
        let is_closed = matches!(poll.phase, Phase::Closed | Phase::Revealed);
        Ok(if is_closed && poll.answers.lacks_present() {
            let voted = poll.answers.count();
            vec![if here > 0 {
                Fact::CheckedInCounted(id, here.max(voted))
            } else {
                Fact::PresentCounted(id, phones.max(voted))
            }]
        } else {
            vec![]
        })
    }

    /// Decides what the fingerprints of later rounds start with. An event keeps its secret.
    pub fn keep_secret(&self, secret: Secret) -> Vec<Fact> {
        self.lacks_secret()
            .then_some(Fact::SecretKept(secret))
            .into_iter()
            .collect()
    }

    /// Returns the poll as the sender saw it, if the verb is possible.
    pub(super) fn seen(&self, id: PollId, seen: u32, verb: Verb) -> Result<&Poll, Rejection> {
        let poll = self.as_seen(id, seen)?;
        if poll.allows(verb) {
            Ok(poll)
        } else {
            Err(Rejection::NotFromHere)
        }
    }

    pub(super) fn as_seen(&self, id: PollId, seen: u32) -> Result<&Poll, Rejection> {
        let poll = self.get(id).ok_or(Rejection::Unknown)?;
        if poll.rev == seen {
            Ok(poll)
        } else {
            Err(poll.stale())
        }
    }
}

pub(super) fn deadline(from: Millis, seconds: u32) -> Result<Millis, Rejection> {
    if (SECONDS_MIN..=SECONDS_MAX).contains(&seconds) {
        Ok(from + u64::from(seconds) * 1000)
    } else {
        Err(Rejection::OutOfRange {
            min: SECONDS_MIN,
            max: SECONDS_MAX,
        })
    }
}
