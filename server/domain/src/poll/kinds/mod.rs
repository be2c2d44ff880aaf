//! The kinds of polls, in one table: a poll's rules, ballot, tally, and all its answers. A kind is a file here and a
//! line in the table. [`Answers`] holds rules, ballots and counts together, so those of one poll are of one kind.

pub mod choice;
pub mod estimate;
pub mod free_choice;
pub mod matrix;
pub mod motion;
pub mod points;
pub mod quiz;
pub mod ranking;
pub mod scale;
pub mod text;
pub mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;

use minicbor::{Decode, Encode};

use super::groups::Split;
use super::hands::Hands;
use super::kind::{Kind, Limits, Setting, wordless};
use super::rounds::{Cast, Mark, ROUNDS_MAX, Round, Rounds};
use super::seal::Secret;
use super::shares::Shares;
use super::voters::{OnePer, Unit, Voice, Voter, Voters, Which};
use super::written::Written;
use choice::Choice;
use estimate::Estimate;
use free_choice::FreeChoice;
use matrix::Matrix;
use motion::Motion;
use points::Points;
use quiz::Quiz;
use ranking::Ranking;
use scale::Scale;
use text::Text;
use words::Words;

use crate::ids::{EntryId, GroupId, ParticipantId, PollId, ValueId};
use crate::people::membership::Membership;
use crate::rejection::{PollFault, Rejection};
use crate::text::Texts;

/// Makes the enums over kinds, and forwards each call to the kind. A line is the number in the log and the kind.
macro_rules! kinds {
    ($($n:tt $kind:ident)+) => {
        /// A poll's rules.
        #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
        pub enum Rules {
            $(#[n($n)] $kind(#[n(0)] <$kind as Kind>::Rules),)+
        }

        impl Rules {
            /// Returns true if ballots mean the same under both rules.
            pub fn agree(&self, others: &Rules) -> bool {
                match self {
                    $(Rules::$kind(rules) => {
                        $kind::rules(others).is_some_and(|others| $kind::agree(rules, others))
                    })+
                }
            }

            /// Returns the number of answers for which hands can be raised; None if a show of hands makes no sense.
            pub fn hands(&self, options: usize) -> Option<usize> {
                match self {
                    $(Rules::$kind(rules) => $kind::hands(rules, options),)+
                }
            }

            /// Returns the ballot that a hand raised for an answer stands for.
            pub fn hand(&self, options: usize, answer: u8) -> Option<Ballot> {
                match self {
                    $(Rules::$kind(rules) => {
                        $kind::hand(rules, options, answer).map(Ballot::$kind)
                    })+
                }
            }

            /// Returns true if options can have pictures.
            pub fn has_pictures(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::has_pictures(),)+
                }
            }

            /// Returns true if the screen can show the answers with the most votes first.
            pub fn sorts(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::sorts(),)+
                }
            }

            /// Returns true if a setting makes sense for such a poll with so many options.
            pub fn takes(&self, options: usize, setting: Setting) -> bool {
                match self {
                    $(Rules::$kind(rules) => $kind::takes(rules, options, setting),)+
                }
            }

            /// Returns true if nothing but the number of ballots is known until the reveal, except to hosts.
            pub fn is_held(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::is_held(),)+
                }
            }

            /// Returns true if such a poll needs a time limit.
            pub fn is_timed(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::is_timed(),)+
                }
            }

            /// Returns true if a ballot can usually be changed.
            pub fn is_usually_changeable(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::is_usually_changeable(),)+
                }
            }

            /// Returns true if there is a correct answer, which a host tells after the counts.
            pub fn has_answer(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::has_answer(),)+
                }
            }

            /// Returns true if ballots may count by weights.
            pub fn weighs(&self) -> bool {
                match self {
                    $(Rules::$kind(rules) => $kind::weighs(rules),)+
                }
            }

            /// Returns true if polls of this kind can be part of a survey.
            pub fn fit_surveys(&self) -> bool {
                match self {
                    $(Rules::$kind(_) => $kind::FITS_SURVEYS,)+
                }
            }

            /// Returns the texts among the rules, in the event's languages. Optional ones may be empty.
            pub fn texts(&self) -> Vec<&Texts> {
                match self {
                    $(Rules::$kind(rules) => $kind::texts(rules),)+
                }
            }

            /// Returns the same texts, to be cleaned.
            pub fn texts_mut(&mut self) -> Vec<&mut Texts> {
                match self {
                    $(Rules::$kind(rules) => $kind::texts_mut(rules),)+
                }
            }

            /// Checks the rules for a poll with this many options.
            ///
            /// # Errors
            /// The first fault.
            pub fn valid(&self, options: usize) -> Result<(), PollFault> {
                match self {
                    $(Rules::$kind(rules) => $kind::valid(rules, options),)+
                }
            }
        }

        /// One participant's answer, as commands and facts carry it.
        #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
        pub enum Ballot {
            $(#[n($n)] $kind(#[n(0)] <$kind as Kind>::Ballot),)+
        }

        impl Ballot {
            /// Returns the texts in the ballot.
            pub fn texts(&self) -> &[Written] {
                match self {
                    $(Ballot::$kind(ballot) => $kind::written(ballot),)+
                }
            }

            /// Returns the texts in the ballot, to take them out of a fact and to put them back.
            pub(crate) fn texts_mut(&mut self) -> &mut [Written] {
                match self {
                    $(Ballot::$kind(ballot) => $kind::written_mut(ballot),)+
                }
            }

            /// Returns the ballot without its texts.
            fn wordless(&self) -> Cow<'_, Ballot> {
                match self {
                    $(Ballot::$kind(ballot) => match wordless::<$kind>(ballot) {
                        Cow::Borrowed(_) => Cow::Borrowed(self),
                        Cow::Owned(ballot) => Cow::Owned(Ballot::$kind(ballot)),
                    },)+
                }
            }

            /// Notes which part of the time was used when it was cast, in thousandths, if that matters for the kind.
            pub fn stamp(&mut self, used: u16) {
                match self {
                    $(Ballot::$kind(ballot) => $kind::stamp(ballot, used),)+
                }
            }
        }

        /// The counts derived from ballots.
        #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
        pub enum Tally {
            $(#[n($n)] $kind(#[n(0)] <$kind as Kind>::Tally),)+
        }

        impl Tally {
            /// Returns how many ballots contain this entry.
            pub fn mentions(&self, entry: EntryId) -> u32 {
                match self {
                    $(Tally::$kind(tally) => $kind::mentions(tally, entry),)+
                }
            }
        }

        /// All answers to a poll.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Answers {
            $($kind(Rounds<$kind>),)+
        }

        impl Answers {
            /// Returns a poll without answers.
            pub fn new(rules: &Rules, options: usize) -> Answers {
                match rules {
                    $(Rules::$kind(rules) => Answers::$kind(Rounds::new(rules.clone(), options)),)+
                }
            }

            /// Checks that a ballot fits a poll with this many options.
            ///
            /// # Errors
            /// [`Rejection::BadBallot`] with this poll's limits, also for a ballot of another kind.
            pub fn check(&self, options: usize, ballot: &Ballot) -> Result<(), Rejection> {
                let (fits, limits) = match self {
                    $(Answers::$kind(rounds) => {
                        let rules = rounds.rules();
                        let ballot = $kind::ballot(ballot);
                        let fits = ballot.is_some_and(|ballot| $kind::fits(rules, options, ballot));
                        (fits, $kind::limits(rules))
                    })+
                };
                let Limits { min, max } = limits;
                if fits { Ok(()) } else { Err(Rejection::BadBallot { min, max }) }
            }

            /// Returns the texts in a ballot, with the limit on each in characters. None for a ballot of another kind.
            pub fn written<'b>(&self, ballot: &'b mut Ballot) -> Option<(&'b mut [Written], u32)> {
                match self {
                    $(Answers::$kind(rounds) => {
                        let Ballot::$kind(ballot) = ballot else { return None };
                        Some(($kind::written_mut(ballot), $kind::chars_max(rounds.rules())))
                    })+
                }
            }

            /// Returns what a voter's ballots of all rounds have under an entry.
            pub fn written_under(&self, by: Voter, entry: EntryId) -> Vec<&Written> {
                match self {
                    $(Answers::$kind(rounds) => rounds
                        .iter()
                        .filter_map(|round| round.held(by))
                        .flat_map(|cast| $kind::written(&cast.ballot))
                        .filter(|written| written.entry == entry)
                        .collect(),)+
                }
            }

            /// Returns the entries in a voter's ballot in the current round.
            pub fn entries(&self, by: Voter) -> Vec<EntryId> {
                match self {
                    $(Answers::$kind(rounds) => {
                        // Most kinds have none, and need not look.
                        if $kind::chars_max(rounds.rules()) == 0 {
                            return vec![];
                        }
                        let held = rounds.current().held(by);
                        let written = held.map_or(&[][..], |cast| $kind::written(&cast.ballot));
                        written.iter().map(|written| written.entry).collect()
                    })+
                }
            }

            /// Returns the voters with a ballot in the current round.
            pub fn voters(&self) -> Vec<Voter> {
                match self {
                    $(Answers::$kind(rounds) => {
                        rounds.current().voters().map(|(by, _)| by).collect()
                    })+
                }
            }

            /// Returns the guests with a ballot in any round, without those whose ballots belong to codes.
            pub fn guests(&self) -> Vec<ParticipantId> {
                match self {
                    $(Answers::$kind(rounds) => rounds
                        .iter()
                        .flat_map(|round| round.voters())
                        .filter_map(|(by, _)| by.guest())
                        .collect(),)+
                }
            }

            /// Returns what each ballot of the current round earns. Ballots of codes earn nothing: polls with points take none.
            pub fn points(&self) -> Vec<(ParticipantId, u32)> {
                match self {
                    $(Answers::$kind(rounds) => {
                        let rules = rounds.rules();
                        let voters = rounds.current().voters();
                        let of_guest = |(by, cast): (Voter, &Cast<$kind>)| {
                            Some((by.guest()?, $kind::points(rules, &cast.ballot)))
                        };
                        voters.filter_map(of_guest).collect()
                    })+
                }
            }

            /// Returns what a participant's ballot in the current round earns.
            pub fn points_of(&self, by: ParticipantId) -> Option<u32> {
                match self {
                    $(Answers::$kind(rounds) => {
                        let cast = rounds.current().held(Voter::Guest(by))?;
                        Some($kind::points(rounds.rules(), &cast.ballot))
                    })+
                }
            }

            /// Returns the ballots of a round that count: each, or `which` of the voters of a unit cast.
            pub fn signed(&self, round: u32, which: Option<Which>) -> Vec<Signed> {
                match self {
                    $(Answers::$kind(rounds) => rounds
                        .iter()
                        .nth(round as usize)
                        .into_iter()
                        .flat_map(|round| round.counted(which))
                        .map(|(by, cast)| Signed {
                            by,
                            ballot: Ballot::$kind(cast.ballot.clone()),
                            membership: cast.membership,
                            weight: cast.weight.get(),
                        })
                        .collect(),)+
                }
            }

            /// Returns true if a round was reset.
            pub fn is_void(&self, round: u32) -> bool {
                match self {
                    $(Answers::$kind(rounds) => {
                        rounds.iter().nth(round as usize).is_some_and(|round| round.mark.void)
                    })+
                }
            }

            /// Returns a voter's ballot in the current round.
            pub fn held(&self, by: impl Into<Voter>) -> Option<Ballot> {
                match self {
                    $(Answers::$kind(rounds) => {
                        let cast = rounds.current().held(by.into())?;
                        Some(Ballot::$kind(cast.ballot.clone()))
                    })+
                }
            }

            /// Returns a voter's ballots, each with its round.
            pub fn cast_by(&self, by: impl Into<Voter>) -> Vec<(u32, Ballot)> {
                let by = by.into();
                match self {
                    $(Answers::$kind(rounds) => {
                        let of_round = |(n, round): (u32, &Round<$kind>)| {
                            Some((n, Ballot::$kind(round.held(by)?.ballot.clone())))
                        };
                        (0..).zip(rounds.iter()).filter_map(of_round).collect()
                    })+
                }
            }

            /// Returns true if in this round the ballot of another voter of the unit counts, and not this one's.
            pub fn is_replaced(&self, round: u32, by: Voter, unit: Option<Unit>) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds.iter().nth(round as usize).is_some_and(|round| {
                        let counting = round.counting(by, unit);
                        counting.is_some_and(|counting| counting != by)
                    }),)+
                }
            }

            /// Returns true if the same ballot, cast again, would count in place of a later one of the unit.
            pub fn is_overtaken(&self, by: Voter, unit: Option<Unit>) -> bool {
                let counts_again = unit.is_some_and(|unit| unit.which == Which::Last);
                counts_again && self.is_replaced(self.round(), by, unit)
            }

            /// Returns the voters of a unit whose ballots the last change of one of them affected: the one that counts, and the one that
            /// did until then.
            pub fn affected(&self, by: Voter, unit: Unit) -> [Option<Voter>; 2] {
                match self {
                    $(Answers::$kind(rounds) => {
                        let round = rounds.current();
                        [round.counting(by, Some(unit)), round.overtaken(unit)]
                    })+
                }
            }

            /// Returns the number of the current round. The first is 0; rounds that were reset have numbers too.
            pub fn round(&self) -> u32 {
                match self {
                    $(Answers::$kind(rounds) => rounds.past().len() as u32,)+
                }
            }

            /// Returns true if there can be one round more. It does not depend on ballots, so that a ballot changes only
            /// counts.
            pub fn may_begin(&self) -> bool {
                !self.is_kept() && (self.round() as usize) + 1 < ROUNDS_MAX
            }

            /// Returns true if the round before the current one was reset.
            pub fn follows_void(&self) -> bool {
                match self {
                    $(Answers::$kind(rounds) => {
                        rounds.past().last().is_some_and(|round| round.mark.void)
                    })+
                }
            }

            /// Returns what is known of the current round beside its counts.
            pub fn mark(&self) -> Mark {
                match self {
                    $(Answers::$kind(rounds) => rounds.current().mark,)+
                }
            }

            /// Returns the counts of the current round.
            pub fn tally(&self) -> Tally {
                match self {
                    $(Answers::$kind(rounds) => Tally::$kind(rounds.current().tally().clone()),)+
                }
            }

            /// Returns how many ballots of the current round contain this entry.
            pub fn mentions(&self, entry: EntryId) -> u32 {
                match self {
                    $(Answers::$kind(rounds) => $kind::mentions(rounds.current().tally(), entry),)+
                }
            }

            /// Returns true if a ballot of any round contains this entry.
            pub fn have_mentioned(&self, entry: EntryId) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds
                        .iter()
                        .any(|round| $kind::mentions(round.tally(), entry) > 0),)+
                }
            }

            /// Returns the number of counted ballots in the current round.
            pub fn count(&self) -> u32 {
                match self {
                    $(Answers::$kind(rounds) => rounds.current().ballots(),)+
                }
            }

            /// Returns the number of votes in the current round: the counted ballots by their weights.
            pub fn votes(&self) -> u32 {
                match self {
                    $(Answers::$kind(rounds) => rounds.current().votes(),)+
                }
            }

            /// Returns the counts of a round of a poll with this many options with the hands counted in the room, and the number of votes.
            /// Whoever raises a hand beside the phones is present beside them, unless guests are counted at the door.
            pub fn with_hands(
                &self,
                options: usize,
                (tally, votes): (&Tally, u32),
                mark: &Mark,
                hands: &Hands,
            ) -> (Tally, u32) {
                match self {
                    $(Answers::$kind(rounds) => {
                        let Some(phones) = $kind::tally(tally) else {
                            return (tally.clone(), votes);
                        };
                        let (mut all, count) = if hands.instead {
                            (rounds.empty().clone(), 0)
                        } else {
                            (phones.clone(), votes)
                        };
                        let rules = rounds.rules();
                        for (answer, &raised) in (0..).zip(&hands.counts) {
                            if let Some(ballot) = $kind::hand(rules, options, answer) {
                                let weight = i32::try_from(raised).unwrap_or(i32::MAX);
                                $kind::count(&mut all, &ballot, weight);
                            }
                        }
                        let count = count.saturating_add(hands.total());
                        let beside = if mark.by_door || hands.instead { 0 } else { hands.total() };
                        let present = mark.present.map(|present| present.saturating_add(beside).max(count));
                        $kind::set_present(&mut all, present);
                        (Tally::$kind(all), count)
                    })+
                }
            }

            /// Returns the counts of the current round by the values of a group that may be seen, and true if others may
            /// not.
            pub fn by_group(&self, group: GroupId) -> (Vec<Split<Tally>>, bool) {
                match self {
                    $(Answers::$kind(rounds) => {
                        let round = rounds.current();
                        if round.withholds(group) {
                            return (vec![], true);
                        }
                        let seen = rounds.seen(group);
                        let splits = round.splits().iter().filter(|split| split.group == group);
                        let (shown, hidden): (Vec<_>, Vec<_>) =
                            splits.partition(|split| seen.contains(&split.value));
                        let shown = shown.into_iter();
                        let shown = shown.map(|split| split.map(|tally| Tally::$kind(tally.clone())));
                        (shown.collect(), !hidden.is_empty())
                    })+
                }
            }

            /// Returns true if the table of this group is withheld in the current round: it would differ by few voters from the
            /// one that an earlier close showed.
            pub fn withholds(&self, group: GroupId) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds.current().withholds(group),)+
                }
            }

            /// Returns the groups of which a round withholds its last table. The counts by these are not kept.
            pub fn withheld(&self) -> BTreeSet<GroupId> {
                match self {
                    $(Answers::$kind(rounds) => rounds
                        .iter()
                        .filter(|round| !round.mark.void)
                        .flat_map(|round| round.withheld())
                        .collect(),)+
                }
            }

            /// Returns the counts of these votes as whole percents. Counts of another kind have none.
            pub fn shares_of(&self, tally: &Tally, votes: u32) -> Shares {
                match self {
                    $(Answers::$kind(rounds) => $kind::tally(tally)
                        .map(|tally| $kind::shares(rounds.rules(), tally, votes))
                        .unwrap_or_default(),)+
                }
            }

            /// Returns the counts of the current round as whole percents.
            pub fn shares(&self) -> Shares {
                match self {
                    $(Answers::$kind(rounds) => {
                        let round = rounds.current();
                        $kind::shares(rounds.rules(), round.tally(), round.votes())
                    })+
                }
            }

            /// Returns true if it is unknown how many were present in the current round.
            pub fn lacks_present(&self) -> bool {
                !self.is_kept() && self.mark().present.is_none()
            }

            /// Sets how many were present in the current round; None when voting opens again.
            /// `by_door`: they are those who had checked in, and not phones.
            pub fn set_present(&mut self, present: Option<u32>, by_door: bool) {
                match self {
                    $(Answers::$kind(rounds) => rounds.set_present(present, by_door),)+
                }
            }

            /// Returns true if no round has or had a ballot.
            pub fn is_empty(&self) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds.is_empty(),)+
                }
            }

            /// Returns true if retention has deleted the current round's ballots. The round takes no more ballots then.
            pub fn is_kept(&self) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds.current().is_kept(),)+
                }
            }

            /// Returns true if a ballot was cast under this group, or this value of it.
            pub fn has_cast_under(&self, group: GroupId, value: Option<ValueId>) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds.has_cast_under(group, value),)+
                }
            }

            /// Returns the counts of each round, in total and by group. The current round is the last.
            pub fn counts(&self) -> Vec<Counts> {
                match self {
                    $(Answers::$kind(rounds) => rounds
                        .iter()
                        .map(|round| Counts {
                            tally: Tally::$kind(round.tally().clone()),
                            count: round.ballots(),
                            extra: round.extra(),
                            splits: round
                                .splits()
                                .iter()
                                .map(|split| split.map(|tally| Tally::$kind(tally.clone())))
                                .collect(),
                            mark: round.mark,
                        })
                        .collect(),)+
                }
            }

            /// Counts the ballots of each round again, one by one. Returns whether this finds what was counted as they came; None
            /// for a round whose ballots retention has deleted.
            pub fn recount(&self, voters: &Voters) -> Vec<Option<bool>> {
                let which = match &voters.one_per {
                    OnePer::Guest | OnePer::Code => None,
                    OnePer::Value(_, which) => Some(*which),
                };
                match self {
                    $(Answers::$kind(rounds) => rounds.recount(which),)+
                }
            }

            /// Adopts rules under which the ballots mean the same. Rules of another kind change nothing.
            pub(crate) fn reword(&mut self, rules: &Rules) {
                match self {
                    $(Answers::$kind(rounds) => {
                        if let Some(rules) = $kind::rules(rules) {
                            rounds.reword(rules.clone());
                        }
                    })+
                }
            }

            /// Adds a ballot. One of another kind changes nothing.
            pub fn cast(&mut self, by: ParticipantId, ballot: &Ballot, voice: impl Into<Voice>) {
                match self {
                    $(Answers::$kind(rounds) => {
                        let seal = rounds.current().mark.seal.after(by, Some(&*ballot.wordless()));
                        if let Some(ballot) = $kind::ballot(ballot) {
                            rounds.cast(by, ballot, voice.into());
                            rounds.seal(seal);
                        }
                    })+
                }
            }

            /// Starts the fingerprint of the current round with the event's secret, unless it has started.
            pub(super) fn start_seal(&mut self, secret: Secret, poll: PollId) {
                if self.mark().seal.is_empty() {
                    let start = secret.start(poll, self.round());
                    match self {
                        $(Answers::$kind(rounds) => rounds.seal(start),)+
                    }
                }
            }

            pub(crate) fn take_back(&mut self, by: ParticipantId, voice: Voice) {
                match self {
                    $(Answers::$kind(rounds) => {
                        rounds.seal(rounds.current().mark.seal.after(by, None::<&Ballot>));
                        rounds.take_back(by, voice);
                    })+
                }
            }

            /// Gives a guest's own ballot of the current round to the guest's code, unless the code has one.
            pub(crate) fn hand_over(&mut self, by: ParticipantId, voice: Voice) {
                match self {
                    $(Answers::$kind(rounds) => rounds.hand_over(by, voice),)+
                }
            }

            /// Forgets what a guest wrote into ballots.
            pub(crate) fn erase(&mut self, by: ParticipantId, voters: &[Voter]) {
                match self {
                    $(Answers::$kind(rounds) => rounds.erase(by, voters),)+
                }
            }

            pub(crate) fn close(&mut self) {
                match self {
                    $(Answers::$kind(rounds) => rounds.close(),)+
                }
            }

            pub(crate) fn begin(&mut self, void: bool, told: bool) {
                match self {
                    $(Answers::$kind(rounds) => rounds.begin(void, told),)+
                }
            }

            pub(crate) fn resume(&mut self) -> bool {
                match self {
                    $(Answers::$kind(rounds) => rounds.resume(),)+
                }
            }

            /// Replaces deleted ballots with their counts. Counts of another kind change nothing.
            pub(crate) fn keep(&mut self, round: u32, counts: &Counts) {
                match self {
                    $(Answers::$kind(rounds) => {
                        let splits = counts.splits.iter();
                        let splits = splits.filter_map(|split| {
                            let tally = $kind::tally(&split.tally)?.clone();
                            Some(split.map(|_| tally))
                        });
                        if let Some(tally) = $kind::tally(&counts.tally) {
                            let splits = splits.collect();
                            let count = (counts.count, counts.extra);
                            rounds.keep(round, tally.clone(), count, splits, counts.mark);
                        }
                    })+
                }
            }
        }

        $(
            impl $kind {
                fn rules(rules: &Rules) -> Option<&<$kind as Kind>::Rules> {
                    if let Rules::$kind(rules) = rules { Some(rules) } else { None }
                }

                fn ballot(ballot: &Ballot) -> Option<&<$kind as Kind>::Ballot> {
                    if let Ballot::$kind(ballot) = ballot { Some(ballot) } else { None }
                }

                fn tally(tally: &Tally) -> Option<&<$kind as Kind>::Tally> {
                    if let Tally::$kind(tally) = tally { Some(tally) } else { None }
                }
            }
        )+
    };
}

kinds! {
    0 Choice
    1 Scale
    2 Ranking
    3 Points
    4 Motion
    5 Estimate
    6 Matrix
    7 Words
    8 Text
    9 Quiz
    16 FreeChoice
}

/// A ballot that counts, with its voter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub by: Voter,
    pub ballot: Ballot,
    /// The voter's values when it was cast.
    pub membership: Membership,
    /// How many votes it counts for.
    pub weight: u16,
}

/// The counts of one round.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Counts {
    #[n(0)]
    pub tally: Tally,
    /// The number of ballots they cover.
    #[n(1)]
    pub count: u32,
    #[n(2)]
    pub splits: Vec<Split<Tally>>,
    #[n(3)]
    #[cbor(default)]
    pub mark: Mark,
    /// What weights add to the number of ballots.
    #[n(4)]
    #[cbor(default)]
    pub extra: u32,
}

impl Counts {
    /// Returns how many votes the ballots count for.
    pub fn votes(&self) -> u32 {
        self.count.saturating_add(self.extra)
    }
}
