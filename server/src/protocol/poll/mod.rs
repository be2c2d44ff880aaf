//! What differs between the kinds of polls: rules, ballot, tally. A kind is a file here and a line in the table.

pub mod choice;
pub mod estimate;
pub mod free_choice;
pub mod kind;
pub mod matrix;
pub mod motion;
pub mod points;
pub mod quiz;
pub mod ranking;
pub mod scale;
#[cfg(test)]
mod tests;
pub mod text;
pub mod words;

use plenary_domain::poll as domain;
use plenary_domain::poll::kinds::choice::Choice;
use plenary_domain::poll::kinds::estimate::Estimate;
use plenary_domain::poll::kinds::free_choice::FreeChoice;
use plenary_domain::poll::kinds::matrix::Matrix;
use plenary_domain::poll::kinds::motion::Motion;
use plenary_domain::poll::kinds::points::Points;
use plenary_domain::poll::kinds::quiz::Quiz;
use plenary_domain::poll::kinds::ranking::Ranking;
use plenary_domain::poll::kinds::scale::Scale;
use plenary_domain::poll::kinds::text::Text;
use plenary_domain::poll::kinds::words::Words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use kind::Present;
use kind::{CHECKED_IN, Kind, PHONES, Read, WITH_HANDS};

/// Makes the enums over kinds, and forwards each translation to the kind.
macro_rules! kinds {
    ($($kind:ident)+) => {
        /// The number of kinds.
        #[cfg(test)]
        const KINDS: usize = [$(stringify!($kind)),+].len();

        /// A kind alone, without its rules. Its number is its place in the table, from 0.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum KindOf {
            $($kind,)+
        }

        impl KindOf {
            /// Returns a poll's kind.
            pub fn rules(rules: &domain::Rules) -> KindOf {
                match rules {
                    $(domain::Rules::$kind(_) => KindOf::$kind,)+
                }
            }
        }

        /// The rules of a poll.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export, export_to = "items.ts")]
        pub enum PollKind {
            $($kind(<$kind as Kind>::Asked),)+
        }

        /// One participant's answer to a poll, in the form of the poll's kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export, export_to = "items.ts")]
        pub enum Ballot {
            $($kind(<$kind as Kind>::Cast),)+
        }

        /// The counts of a poll, in the form of its kind; absent while they are hidden from this viewer.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export, export_to = "items.ts")]
        pub enum Tally {
            $($kind(<$kind as Kind>::Counted),)+
        }


        impl From<&domain::Ballot> for Ballot {
            fn from(ballot: &domain::Ballot) -> Ballot {
                match ballot {
                    $(domain::Ballot::$kind(ballot) => Ballot::$kind($kind::cast(ballot)),)+
                }
            }
        }

        impl From<Ballot> for domain::Ballot {
            fn from(ballot: Ballot) -> domain::Ballot {
                match &ballot {
                    $(Ballot::$kind(cast) => domain::Ballot::$kind($kind::ballot(cast)),)+
                }
            }
        }

        impl PollKind {
            /// Returns a poll's rules, for a viewer who is `told` the result or not; see [`Kind::asked`].
            pub fn of(rules: &domain::Rules, told: bool) -> PollKind {
                match rules {
                    $(domain::Rules::$kind(rules) => PollKind::$kind($kind::asked(rules, told)),)+
                }
            }

            /// Names what 100 % of the shares is; see [`Kind::base`].
            pub fn base(rules: &domain::Rules, present: Present) -> Option<&'static str> {
                let base = match rules {
                    $(domain::Rules::$kind(rules) => <$kind as Kind>::base(rules),)+
                };
                base.map(|base| match present {
                    Present::WithHands if base == PHONES => WITH_HANDS,
                    Present::CheckedIn if base == PHONES => CHECKED_IN,
                    Present::Phones | Present::WithHands | Present::CheckedIn => base,
                })
            }

            /// Returns the rules that a host wrote; see [`Kind::rules`].
            pub fn rules(&self) -> domain::Rules {
                match self {
                    $(PollKind::$kind(asked) => domain::Rules::$kind($kind::rules(asked)),)+
                }
            }

            /// Returns a ballot that fits the poll; see [`Kind::any`].
            pub fn any_ballot(
                &self,
                options: usize,
                poll: u32,
                below: &mut dyn FnMut(usize) -> usize,
            ) -> Ballot {
                match self {
                    $(PollKind::$kind(asked) => {
                        Ballot::$kind($kind::any(asked, options, poll, below))
                    })+
                }
            }

            /// Returns the tally of these ballots, ignoring those of another kind.
            pub fn recount(&self, options: usize, ballots: &[&Ballot]) -> Tally {
                match self {
                    $(PollKind::$kind(asked) => {
                        let ballots = ballots.iter().filter_map(|ballot| {
                            if let Ballot::$kind(cast) = ballot { Some(cast) } else { None }
                        });
                        Tally::$kind($kind::recount(asked, options, ballots))
                    })+
                }
            }
        }

        impl Tally {
            /// Returns a poll's counts, for a viewer who is `told` the result or not; see [`Kind::counted`]. None if rules
            /// and counts are of different kinds.
            pub fn of(rules: &domain::Rules, tally: &domain::Tally, told: bool) -> Option<Tally> {
                match rules {
                    $(domain::Rules::$kind(rules) => {
                        let domain::Tally::$kind(tally) = tally else { return None };
                        Some(Tally::$kind($kind::counted(rules, tally, told)))
                    })+
                }
            }

            /// Returns the counts with what moderators approved of the guests' own words.
            #[must_use]
            pub fn read(mut self, read: Read<'_>, told: bool) -> Tally {
                match &mut self {
                    $(Tally::$kind(counted) => $kind::read(counted, read, told),)+
                }
                self
            }

            /// Returns true if this tally can consist of the ballots of `part` and others.
            pub fn covers(&self, part: &Tally) -> bool {
                match self {
                    $(Tally::$kind(all) => {
                        if let Tally::$kind(part) = part { $kind::covers(all, part) } else { false }
                    })+
                }
            }
        }
    };
}

kinds! {
    Choice
    Scale
    Ranking
    Points
    Motion
    Estimate
    Matrix
    Words
    Text
    Quiz
    FreeChoice
}
