//! Ratings on a scale with labels for both ends: of the poll itself, or of its options, the items.

use std::collections::BTreeMap;

use plenary_domain::poll::kinds::scale::{
    self as domain, Promoters, Rules, Scale, Steps, mean_hundredths, median_tenths, on_scale,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, leaning};
use crate::protocol::{Texts, same};

/// `steps` steps, starting at `from`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScaleRules {
    pub steps: u8,
    /// The number of the first step, 0 or 1; 1 if absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[ts(optional, as = "Option<u8>")]
    pub from: u8,
    #[serde(default, skip_serializing_if = "ScaleLook::is_usual")]
    #[ts(optional, as = "Option<ScaleLook>")]
    pub look: ScaleLook,
    /// The label of the first step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub low: Texts,
    /// The label of the last step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub high: Texts,
}

fn one() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_one(from: &u8) -> bool {
    *from == 1
}

/// How the steps look, and what they mean; numbers if absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum ScaleLook {
    #[default]
    Numbers,
    Stars,
    /// From 0 to 10, with a net promoter score.
    Recommend,
}

impl ScaleLook {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_usual(&self) -> bool {
        *self == ScaleLook::Numbers
    }
}

same!(ScaleLook, domain::Look, [Numbers, Stars, Recommend]);

/// How the ballots are distributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScaleTally {
    /// The result of each item, in the order of the options; of the poll itself if it has none. The poll's `shares` are the
    /// percents of all items' steps, one item after the other; their `leaders` are items.
    pub items: Vec<ScaleItem>,
    /// Before the reveal only for hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promoters: Option<ScalePromoters>,
}

/// The ballots of one item. Before the reveal only hosts see the median and the mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScaleItem {
    /// Number of ballots on each step.
    pub counts: Vec<u32>,
    /// In tenths of a step: 41 is 4.1. Absent while nobody has rated the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub median_tenths: Option<u32>,
    /// In hundredths of a step, for exports; pages show the median.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mean_hundredths: Option<u32>,
}

/// Who recommends something, in whole percents, and the net promoter score, the difference of two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct ScalePromoters {
    pub detractors: u8,
    pub passives: u8,
    pub promoters: u8,
    pub score: i8,
}

impl Kind for Scale {
    type Asked = ScaleRules;
    /// The step of each item, in the order of the options; null for a skipped one.
    type Cast = Vec<Option<u8>>;
    type Counted = ScaleTally;

    fn asked(rules: &Rules, _: bool) -> ScaleRules {
        let Rules {
            steps,
            low,
            high,
            from,
            look,
        } = rules.clone();
        ScaleRules {
            steps,
            from,
            look: look.into(),
            low,
            high,
        }
    }

    fn rules(asked: &ScaleRules) -> Rules {
        let ScaleRules {
            steps,
            from,
            look,
            low,
            high,
        } = asked.clone();
        Rules {
            steps,
            low,
            high,
            from,
            look: look.into(),
        }
    }

    fn cast(ballot: &Steps) -> Vec<Option<u8>> {
        let mut steps: Vec<Option<u8>> = ballot.items(domain::ITEMS_MAX).collect();
        let rated = steps.iter().rposition(Option::is_some);
        steps.truncate(rated.map_or(0, |last| last + 1));
        steps
    }

    fn ballot(steps: &Vec<Option<u8>>) -> Steps {
        Steps::of(steps)
    }

    fn counted(rules: &Rules, tally: &Vec<Vec<u32>>, told: bool) -> ScaleTally {
        let item = |counts: &Vec<u32>| {
            let counts = on_scale(rules, counts);
            ScaleItem {
                median_tenths: told.then(|| median_tenths(rules.from, counts)).flatten(),
                mean_hundredths: told.then(|| mean_hundredths(rules.from, counts)).flatten(),
                counts: counts.to_vec(),
            }
        };
        let promoters = told.then(|| Promoters::of(rules, tally)).flatten();
        ScaleTally {
            items: tally.iter().map(item).collect(),
            promoters: promoters.map(|found| ScalePromoters {
                detractors: found.detractors,
                passives: found.passives,
                promoters: found.promoters,
                score: found.score(),
            }),
        }
    }

    fn base(_: &Rules) -> Option<&'static str> {
        Some("ratings_of_the_item")
    }

    /// Rates each item, and leaves out some of several.
    fn any(
        asked: &ScaleRules,
        options: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<Option<u8>> {
        let mut step = |item: usize| {
            let from_end = leaning(asked.steps.into(), below) as u8;
            let is_skipped = item > 0 && below(5) == 0;
            let step = if (poll as usize + item).is_multiple_of(2) {
                asked.from + asked.steps - 1 - from_end
            } else {
                asked.from + from_end
            };
            (!is_skipped).then_some(step)
        };
        let mut steps: Vec<Option<u8>> = (0..options.max(1)).map(&mut step).collect();
        while steps.last() == Some(&None) {
            steps.pop();
        }
        steps
    }

    /// Takes the median of the sorted ballots, each spread over its step.
    fn recount<'a>(
        asked: &ScaleRules,
        options: usize,
        ballots: impl Iterator<Item = &'a Vec<Option<u8>>>,
    ) -> ScaleTally {
        let ballots: Vec<&Vec<Option<u8>>> = ballots.collect();
        let items = (0..options.max(1)).map(|item| {
            let steps = ballots.iter().filter_map(|steps| *steps.get(item)?);
            recount_item(asked, steps.collect())
        });
        let items: Vec<ScaleItem> = items.collect();
        let promoters = (asked.look == ScaleLook::Recommend).then(|| promoters(&items[0].counts));
        ScaleTally {
            items,
            promoters: promoters.flatten(),
        }
    }

    fn covers(counted: &ScaleTally, part: &ScaleTally) -> bool {
        let covers = |(all, some): (&ScaleItem, &ScaleItem)| {
            all.counts.len() == some.counts.len()
                && all
                    .counts
                    .iter()
                    .zip(&some.counts)
                    .all(|(all, some)| all >= some)
        };
        counted.items.len() == part.items.len() && counted.items.iter().zip(&part.items).all(covers)
    }
}

fn recount_item(asked: &ScaleRules, mut steps: Vec<u8>) -> ScaleItem {
    steps.sort_unstable();
    let on = |step| steps.iter().filter(|cast| **cast == step).count();
    let counts = (asked.from..asked.from + asked.steps).map(|step| on(step) as u32);
    let middle = steps.len() / 2;
    let median = steps.get(middle).map(|&upper| {
        let lower = steps[(steps.len() - 1) / 2];
        if lower != upper {
            return (f64::from(lower) + f64::from(upper)) / 2.0;
        }
        let before = steps.iter().filter(|step| **step < upper).count();
        let into = steps.len() as f64 / 2.0 - before as f64;
        f64::from(upper) - 0.5 + into / on(upper) as f64
    });
    let sum: f64 = steps.iter().copied().map(f64::from).sum();
    // The small addend keeps halves above the border, so they are rounded up.
    let whole = |n: f64| (n + 1e-9).round() as u32;
    ScaleItem {
        counts: counts.collect(),
        median_tenths: median.map(|median| whole(median.max(asked.from.into()) * 10.0)),
        mean_hundredths: median.map(|_| whole(sum * 100.0 / steps.len() as f64)),
    }
}

fn promoters(counts: &[u32]) -> Option<ScalePromoters> {
    let ballots: u32 = counts.iter().sum();
    let groups = [0..7, 7..9, 9..11].map(|steps| counts[steps].iter().sum::<u32>());
    let shares = plenary_domain::poll::shares::Shares::divided(&groups).percents;
    (ballots > 0).then(|| ScalePromoters {
        detractors: shares[0],
        passives: shares[1],
        promoters: shares[2],
        score: shares[2] as i8 - shares[0] as i8,
    })
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    fn rules(from: u8, steps: u8, look: domain::Look) -> Rules {
        Rules {
            steps,
            low: Texts::new(),
            high: Texts::from([("en".into(), "Very".into())]),
            from,
            look,
        }
    }

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(9);
        for poll in 0..400 {
            let (from, options) = (poll as u8 % 2, poll as usize / 3 % 11);
            let rules = match poll % 7 {
                0 => rules(0, 11, domain::Look::Recommend),
                _ => rules(from, 2 + poll as u8 % 9, domain::Look::Numbers),
            };
            let options = if poll % 7 == 0 { 0 } else { options };
            let asked = Scale::asked(&rules, true);
            assert_eq!(<Scale as Kind>::rules(&asked), rules);
            let ballots: Vec<Vec<Option<u8>>> = (0..poll % 40)
                .map(|_| Scale::any(&asked, options, poll, &mut dice))
                .collect();
            let mut tally = Scale::empty(&rules, options);
            for steps in &ballots {
                let ballot = Scale::ballot(steps);
                assert!(
                    Scale::fits(&rules, options, &ballot),
                    "{steps:?} of {rules:?}"
                );
                assert_eq!(Scale::cast(&ballot), *steps);
                Scale::count(&mut tally, &ballot, 1);
            }
            let recount = Scale::recount(&asked, options, ballots.iter());
            assert_eq!(Scale::counted(&rules, &tally, true), recount);
            let part = Scale::recount(&asked, options, ballots.iter().skip(1));
            assert!(Scale::covers(&recount, &part));
            assert_eq!(Scale::covers(&part, &recount), ballots.is_empty());
        }
    }

    #[test]
    fn what_could_influence_voters_is_told_at_the_reveal() {
        let rules = rules(0, 11, domain::Look::Recommend);
        let tally = vec![vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]];
        let open = Scale::counted(&rules, &tally, false);
        let item = &open.items[0];
        assert_eq!((item.median_tenths, item.mean_hundredths), (None, None));
        assert_eq!(open.promoters, None);
        let told = Scale::counted(&rules, &tally, true);
        assert_eq!(told.items[0].median_tenths, Some(100));
        assert_eq!(told.promoters.map(|promoters| promoters.score), Some(100));
    }

    #[test]
    fn absent_fields_are_not_written() {
        let usual = rules(1, 5, domain::Look::Numbers);
        let json = |value| serde_json::to_string(&value).expect("JSON");
        assert_eq!(
            json(Scale::asked(&usual, true)),
            r#"{"steps":5,"high":{"en":"Very"}}"#
        );
        let asked: ScaleRules = serde_json::from_str(r#"{"steps":5}"#).expect("rules");
        assert_eq!((asked.from, asked.look), (1, ScaleLook::Numbers));
        let counted = Scale::counted(&usual, &Scale::empty(&usual, 0), true);
        assert_eq!(
            serde_json::to_string(&counted).expect("JSON"),
            r#"{"items":[{"counts":[0,0,0,0,0]}]}"#
        );
    }
}
