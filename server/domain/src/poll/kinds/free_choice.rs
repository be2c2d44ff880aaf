//! Free choice: a choice between options that binds nobody to them. Each setting is one freedom more: to abstain, to answer in
//! one's own words, to find the options in an order of one's own. Options with pictures are of this kind too, so that the phone's
//! first page need not know how to draw them. Own words are counted together as one answer, and nobody else
//! reads them before a moderator has approved them (`poll/entries.rs`). Abstentions are counted apart: they belong to no share,
//! and never lead.

use std::slice;

use minicbor::{Decode, Encode};

use crate::ids::EntryId;
use crate::poll::kind::{Kind, Limits, OPTIONS_MAX, OPTIONS_MIN, Setting, within};
use crate::poll::mentions::Mentions;
use crate::poll::picks::Picks;
use crate::poll::shares::Shares;
use crate::poll::written::Written;
use crate::rejection::PollFault;

/// Limit on a guest's own words in characters.
pub const OWN_CHARS_MAX: u8 = 60;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeChoice;

/// How many options a ballot picks, and what else it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// At least 1.
    #[n(0)]
    pub min: u8,
    /// At least `min`, at most the number of options and own words.
    #[n(1)]
    pub max: u8,
    #[n(2)]
    pub order: Order,
    /// A guest may answer in their own words. That is one pick.
    #[n(3)]
    pub other: bool,
    #[n(4)]
    pub none: Option<Without>,
}

/// In which order phones show the options. Screens and desks keep that of the event file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Order {
    /// That of the event file.
    #[n(0)]
    Given,
    /// Another one on each phone.
    #[n(1)]
    Random,
}

/// What a ballot without any pick says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Without {
    /// "I abstain."
    #[n(0)]
    Abstain,
    /// "None of these."
    #[n(1)]
    NoneOfThese,
}

/// Picks, or none at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Ballot {
    #[n(0)]
    pub picks: Picks,
    /// The guest's own words. Most ballots have none, so they take little room.
    #[n(1)]
    pub own: Option<Box<Written>>,
    /// Neither an option nor own words.
    #[n(2)]
    #[cbor(default)]
    pub none: bool,
}

/// A free choice's counts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Votes {
    /// The number of ballots for each option, and last those with own words, if there may be any.
    #[n(0)]
    pub answers: Vec<u32>,
    /// The number of ballots with a pick: the 100 %.
    #[n(1)]
    pub base: u32,
    /// The number of ballots without one.
    #[n(2)]
    pub none: u32,
    /// The number of ballots with each entry.
    #[n(3)]
    pub own: Mentions,
}

impl Kind for FreeChoice {
    type Rules = Rules;
    type Ballot = Ballot;
    type Tally = Votes;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: rules.min.into(),
            max: rules.max.into(),
        }
    }

    fn fits(rules: &Rules, options: usize, ballot: &Ballot) -> bool {
        let Ballot { picks, own, none } = ballot;
        if *none {
            return rules.none.is_some() && *picks == Picks::default() && own.is_none();
        }
        let count = picks.count() + u8::from(own.is_some());
        picks.fit(options)
            && (rules.other || own.is_none())
            && (rules.min..=rules.max).contains(&count)
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, OPTIONS_MIN, OPTIONS_MAX)?;
        within("min", rules.min, 1, options)?;
        within(
            "max",
            rules.max,
            rules.min,
            options + usize::from(rules.other),
        )
    }

    /// The order may change, because a ballot names its options and not their places.
    fn agree(rules: &Rules, others: &Rules) -> bool {
        let in_order = |order| Rules { order, ..*rules };
        in_order(others.order) == *others
    }

    fn has_pictures() -> bool {
        true
    }

    fn sorts() -> bool {
        true
    }

    /// Own words are counted by the people who wrote them.
    fn weighs(rules: &Rules) -> bool {
        !rules.other
    }

    fn takes(_: &Rules, _options: usize, _: Setting) -> bool {
        true
    }

    fn chars_max(_: &Rules) -> u32 {
        OWN_CHARS_MAX.into()
    }

    fn written(ballot: &Ballot) -> &[Written] {
        ballot.own.as_deref().map_or(&[], slice::from_ref)
    }

    fn written_mut(ballot: &mut Ballot) -> &mut [Written] {
        ballot.own.as_deref_mut().map_or(&mut [], slice::from_mut)
    }

    fn empty(rules: &Rules, options: usize) -> Votes {
        Votes {
            answers: vec![0; options + usize::from(rules.other)],
            base: 0,
            none: 0,
            own: Mentions::default(),
        }
    }

    fn count(votes: &mut Votes, ballot: &Ballot, by: i32) {
        let add = |count: &mut u32| *count = count.saturating_add_signed(by);
        add(if ballot.none {
            &mut votes.none
        } else {
            &mut votes.base
        });
        for index in ballot.picks.indices() {
            if let Some(count) = votes.answers.get_mut(usize::from(index)) {
                add(count);
            }
        }
        if let Some(own) = &ballot.own {
            if let Some(count) = votes.answers.last_mut() {
                add(count);
            }
            votes.own.count(own.entry, by);
        }
    }

    fn mentions(votes: &Votes, entry: EntryId) -> u32 {
        votes.own.of(entry)
    }

    fn shares(rules: &Rules, votes: &Votes, _: u32) -> Shares {
        if rules.max == 1 {
            Shares::divided(&votes.answers)
        } else {
            Shares::of_voters(&votes.answers, votes.base)
        }
    }

    /// Hands for each option and for none. Own words have no hands, because a hand does not say them; and with several options,
    /// nobody can count voters by their hands.
    fn hands(rules: &Rules, options: usize) -> Option<usize> {
        (rules.max == 1).then_some(options + usize::from(rules.none.is_some()))
    }

    fn hand(_: &Rules, options: usize, answer: u8) -> Option<Ballot> {
        let is_option = usize::from(answer) < options;
        Some(Ballot {
            picks: Picks::of(if is_option {
                slice::from_ref(&answer)
            } else {
                &[]
            }),
            own: None,
            none: !is_option,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules {
        min: 2,
        max: 3,
        order: Order::Random,
        other: true,
        none: Some(Without::Abstain),
    };

    fn ballot(picks: &[u8], own: Option<&str>, none: bool) -> Ballot {
        Ballot {
            picks: Picks::of(picks),
            own: own.map(|own| Box::new(Written::raw(own))),
            none,
        }
    }

    #[test]
    fn own_words_are_one_pick_and_an_abstention_stands_alone() {
        let fits =
            |rules, picks: &[u8], own, none| FreeChoice::fits(&rules, 4, &ballot(picks, own, none));
        assert!(fits(RULES, &[0, 3], None, false));
        assert!(fits(RULES, &[0], Some("x"), false));
        assert!(fits(RULES, &[], None, true));
        for (picks, own, none) in [
            (&[0][..], None, false),
            (&[], Some("x"), false),
            (&[0, 1, 2], Some("x"), false),
            (&[0, 4], None, false),
            (&[0, 1], None, true),
            (&[0], None, true),
            (&[], Some("x"), true),
            (&[], None, false),
        ] {
            assert!(!fits(RULES, picks, own, none), "{picks:?} {own:?} {none}");
        }
        let bound = Rules {
            other: false,
            none: None,
            ..RULES
        };
        assert!(!fits(bound, &[0], Some("x"), false));
        assert!(!fits(bound, &[], None, true));
    }

    #[test]
    fn own_words_make_room_for_one_pick_more() {
        let valid = |max, other| {
            FreeChoice::valid(
                &Rules {
                    max,
                    other,
                    ..RULES
                },
                3,
            )
            .is_ok()
        };
        assert!(valid(4, true) && !valid(4, false) && !valid(5, true));
    }

    #[test]
    fn an_abstention_belongs_to_no_share() {
        let votes = |answers: &[u32], base, none| Votes {
            answers: answers.to_vec(),
            base,
            none,
            own: Mentions::default(),
        };
        let one = Rules {
            min: 1,
            max: 1,
            ..RULES
        };
        let shares = FreeChoice::shares(&one, &votes(&[3, 1], 4, 6), 10);
        assert_eq!((shares.percents, shares.leaders), (vec![75, 25], vec![0]));
        let shares = FreeChoice::shares(&RULES, &votes(&[4, 2], 4, 6), 10);
        assert_eq!((shares.percents, shares.leaders), (vec![100, 50], vec![0]));
        // All abstained: nothing leads.
        for rules in [one, RULES] {
            let shares = FreeChoice::shares(&rules, &votes(&[0, 0], 0, 6), 6);
            assert_eq!((shares.percents, shares.leaders), (vec![0, 0], vec![]));
        }
    }

    #[test]
    fn hands_are_raised_for_each_option_and_for_none() {
        let one = Rules {
            min: 1,
            max: 1,
            ..RULES
        };
        assert_eq!(FreeChoice::hands(&one, 2), Some(3));
        assert_eq!(FreeChoice::hands(&Rules { none: None, ..one }, 2), Some(2));
        assert_eq!(FreeChoice::hands(&RULES, 2), None);
        let hand = |answer| FreeChoice::hand(&one, 2, answer);
        assert_eq!(hand(1), Some(ballot(&[1], None, false)));
        assert_eq!(hand(2), Some(ballot(&[], None, true)));
    }
}
