//! A choice with own words and abstentions.

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::poll::entries::Cluster;
use plenary_domain::poll::kinds::free_choice::{
    self as domain, FreeChoice, OWN_CHARS_MAX, Order, Rules, Votes,
};
use plenary_domain::poll::picks::Picks;
use plenary_domain::poll::written::Written;
use plenary_domain::text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, Read, leaning};
use crate::protocol::{Texts, is_zero, same};

/// Limit on the own words in one tally.
const SAID_MAX: usize = 24;

/// Between `min` and `max` options, or nothing if there is `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct FreeChoiceRules {
    pub min: u8,
    pub max: u8,
    /// Each phone shows the options in an order of its own. Their letters stay with them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub random: bool,
    /// A guest may answer in their own words, of up to so many characters. That is one pick. The limit is always 60.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub other: Option<u8>,
    /// A ballot may be without a pick, and says this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub none: Option<Without>,
}

/// What a ballot without a pick says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Without {
    Abstain,
    NoneOfThese,
}

/// Picks, own words, or neither.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct FreeChoiceBallot {
    /// The indices of the picked options; 0 is A.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u8>>")]
    pub picks: Vec<u8>,
    /// The guest's own words, up to 60 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub own: Option<String>,
    /// No pick at all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub none: bool,
}

/// The votes. The poll's `shares` are those of `answers`, and `base` is their 100 %.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct FreeChoiceTally {
    /// Number of ballots for each option, and last those with own words, if the poll allows any.
    pub answers: Vec<u32>,
    /// Number of ballots with a pick.
    pub base: u32,
    /// Number of ballots without one.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub none: u32,
    /// The own words that moderators approved, the most frequent first, at most 24. Only hosts see them before the reveal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<OwnWords>>")]
    pub said: Vec<OwnWords>,
    /// Number of different own words that are approved.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub approved: u32,
    /// Number of different own words that no moderator has read.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub waiting: u32,
}

/// What a guest wrote instead of picking an option, and others too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OwnWords {
    pub id: u32,
    pub text: String,
    pub lang: String,
    /// The same words in others of the event's languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub translations: Texts,
    /// Number of ballots with them.
    pub count: u32,
}

same!(Without, domain::Without, [Abstain, NoneOfThese]);

impl Kind for FreeChoice {
    type Asked = FreeChoiceRules;
    type Cast = FreeChoiceBallot;
    type Counted = FreeChoiceTally;

    fn asked(rules: &Rules, _: bool) -> FreeChoiceRules {
        FreeChoiceRules {
            min: rules.min,
            max: rules.max,
            random: rules.order == Order::Random,
            other: rules.other.then_some(OWN_CHARS_MAX),
            none: rules.none.map(Into::into),
        }
    }

    fn rules(asked: &FreeChoiceRules) -> Rules {
        Rules {
            min: asked.min,
            max: asked.max,
            order: if asked.random {
                Order::Random
            } else {
                Order::Given
            },
            other: asked.other.is_some(),
            none: asked.none.map(Into::into),
        }
    }

    fn cast(ballot: &domain::Ballot) -> FreeChoiceBallot {
        FreeChoiceBallot {
            picks: ballot.picks.indices().collect(),
            own: ballot.own.as_ref().map(|own| own.text.clone()),
            none: ballot.none,
        }
    }

    fn ballot(cast: &FreeChoiceBallot) -> domain::Ballot {
        domain::Ballot {
            picks: Picks::of(&cast.picks),
            own: cast.own.as_ref().map(|own| Box::new(Written::raw(own))),
            none: cast.none,
        }
    }

    fn counted(_: &Rules, votes: &Votes, _: bool) -> FreeChoiceTally {
        FreeChoiceTally {
            answers: votes.answers.clone(),
            base: votes.base,
            none: votes.none,
            said: vec![],
            approved: 0,
            waiting: votes.own.entries(),
        }
    }

    fn read(counted: &mut FreeChoiceTally, mut read: Read<'_>, told: bool) {
        counted.waiting = read.waiting;
        counted.approved = read.clusters.len() as u32;
        if told {
            read.clusters
                .sort_by_key(|cluster| (std::cmp::Reverse(cluster.count), cluster.since));
            let said_max = if read.whole { usize::MAX } else { SAID_MAX };
            counted.said = read.clusters.iter().take(said_max).map(said).collect();
        }
    }

    fn base(_: &Rules) -> Option<&'static str> {
        Some("votes_with_a_pick")
    }

    fn any(
        asked: &FreeChoiceRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> FreeChoiceBallot {
        const SAID: [&str; 4] = ["Waste heat", "余热利用", "Cargo bikes", "共享屋顶"];
        if asked.none.is_some() && below(7) == 0 {
            return FreeChoiceBallot {
                none: true,
                ..FreeChoiceBallot::default()
            };
        }
        let (min, max) = (usize::from(asked.min), usize::from(asked.max));
        let picks = min + below(max - min + 1);
        let writes = asked.other.is_some() && (picks > options || below(5) == 0);
        let mut chosen = BTreeSet::new();
        while chosen.len() < picks - usize::from(writes) {
            chosen.insert(((leaning(options, below) + poll as usize) % options) as u8);
        }
        FreeChoiceBallot {
            picks: chosen.into_iter().collect(),
            own: writes.then(|| SAID[leaning(SAID.len(), below)].to_owned()),
            none: false,
        }
    }

    fn recount<'a>(
        asked: &FreeChoiceRules,
        options: usize,
        ballots: impl Iterator<Item = &'a FreeChoiceBallot>,
    ) -> FreeChoiceTally {
        let mut answers = vec![0; options + usize::from(asked.other.is_some())];
        let (mut base, mut none) = (0, 0);
        let mut said = BTreeSet::new();
        for ballot in ballots {
            let own = ballot.own.iter().map(|_| options);
            for index in ballot.picks.iter().copied().map(usize::from).chain(own) {
                if let Some(count) = answers.get_mut(index) {
                    *count += 1;
                }
            }
            said.extend(ballot.own.as_ref().map(|own| text::counted_as(own)));
            *(if ballot.none { &mut none } else { &mut base }) += 1;
        }
        FreeChoiceTally {
            answers,
            base,
            none,
            said: vec![],
            approved: 0,
            waiting: said.len() as u32,
        }
    }

    fn covers(counted: &FreeChoiceTally, part: &FreeChoiceTally) -> bool {
        let counts = |tally: &FreeChoiceTally| {
            let mut counts = tally.answers.clone();
            counts.extend([tally.base, tally.none]);
            counts
        };
        let (all, some) = (counts(counted), counts(part));
        all.len() == some.len() && all.iter().zip(&some).all(|(all, some)| all >= some)
    }
}

fn said(cluster: &Cluster<'_>) -> OwnWords {
    let content = cluster.texts.first().map(|(_, text)| text.content());
    OwnWords {
        id: cluster.head.0,
        text: content
            .map(|content| content.text.clone())
            .unwrap_or_default(),
        lang: content
            .map(|content| content.lang.clone())
            .unwrap_or_default(),
        translations: content
            .map(|content| content.translations.clone())
            .unwrap_or_default(),
        count: cluster.count,
    }
}

const _: () = assert!(OWN_CHARS_MAX == 60, "the documentation above says so");

#[cfg(test)]
mod tests {
    use plenary_domain::ids::EntryId;
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(6);
        for poll in 0..400_u32 {
            let options = 2 + poll as usize % 4;
            let other = poll % 2 == 0;
            let max = (1 + poll as usize % 5).min(options + usize::from(other)) as u8;
            let rules = Rules {
                min: (1 + (poll / 5) as u8 % max).min(options as u8),
                max,
                order: Order::Random,
                other,
                none: (poll % 3 == 0).then_some(domain::Without::Abstain),
            };
            assert!(FreeChoice::valid(&rules, options).is_ok(), "{rules:?}");
            let asked = FreeChoice::asked(&rules, true);
            assert_eq!(FreeChoice::rules(&asked), rules);
            let mut tally = FreeChoice::empty(&rules, options);
            let (mut known, mut sent) = (vec![], vec![]);
            for _ in 0..poll % 20 {
                let cast = FreeChoice::any(&asked, options, poll, &mut dice);
                let mut ballot = FreeChoice::ballot(&cast);
                assert!(
                    FreeChoice::fits(&rules, options, &ballot),
                    "{rules:?} {cast:?}"
                );
                assert_eq!(FreeChoice::cast(&ballot), cast);
                for own in FreeChoice::written_mut(&mut ballot) {
                    let at = known.iter().position(|other| *other == own.text);
                    own.entry = EntryId(at.unwrap_or(known.len()) as u32);
                    if at.is_none() {
                        known.push(own.text.clone());
                    }
                }
                FreeChoice::count(&mut tally, &ballot, 1);
                sent.push(cast);
            }
            let counted = FreeChoice::counted(&rules, &tally, true);
            let recount = |n: usize| FreeChoice::recount(&asked, options, sent[..n].iter());
            assert_eq!(counted, recount(sent.len()));
            assert!(FreeChoice::covers(&counted, &recount(sent.len() / 2)));
            if let Some(most) = sent.len().checked_sub(1) {
                assert!(!FreeChoice::covers(&recount(most), &counted));
            }
        }
    }
}
