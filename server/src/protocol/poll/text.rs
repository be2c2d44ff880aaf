//! Open text: slips of paper on a wall.

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::poll::entries::Cluster;
use plenary_domain::poll::kinds::text::{Rules, Text};
use plenary_domain::poll::mentions::Mentions;
use plenary_domain::poll::written::Written;
use plenary_domain::text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, Read};
use crate::protocol::Texts;

/// Limit on the slips in one tally.
const SLIPS_MAX: usize = 24;

/// One slip of up to `chars` characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TextRules {
    pub chars: u16,
}

/// The slips that moderators approved, and how many wait for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct TextTally {
    /// The newest, at most 24 (in an export all): those of a group together, and in the order in which they were approved.
    pub slips: Vec<Slip>,
    /// The number of approved slips.
    pub approved: u32,
    /// The number of slips that no moderator has read.
    pub waiting: u32,
    /// The slip that is taken up, large on the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub taken: Option<u32>,
}

/// A slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Slip {
    pub id: u32,
    pub text: String,
    pub lang: String,
    /// The same text in others of the event's languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub translations: Texts,
    /// The number of guests who wrote it.
    pub count: u32,
    /// The name of its group, as it was named first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<String>,
    /// What the group is called in the event's languages, where somebody said it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub headings: Texts,
}

impl Kind for Text {
    type Asked = TextRules;
    /// The slip as the guest wrote it.
    type Cast = String;
    type Counted = TextTally;

    fn asked(rules: &Rules, _: bool) -> TextRules {
        TextRules { chars: rules.chars }
    }

    fn rules(asked: &TextRules) -> Rules {
        Rules { chars: asked.chars }
    }

    fn cast(slip: &Written) -> String {
        slip.text.clone()
    }

    fn ballot(slip: &String) -> Written {
        Written::raw(slip)
    }

    fn counted(_: &Rules, tally: &Mentions, _: bool) -> TextTally {
        TextTally {
            slips: vec![],
            approved: 0,
            waiting: tally.entries(),
            taken: None,
        }
    }

    fn read(counted: &mut TextTally, mut read: Read<'_>, _: bool) {
        counted.waiting = read.waiting;
        counted.approved = read.clusters.len() as u32;
        counted.taken = read.taken.map(|id| id.0);
        let is_taken = |cluster: &Cluster<'_>| Some(cluster.head) == read.taken;
        read.clusters
            .sort_by_key(|cluster| (is_taken(cluster), cluster.since));
        let slips_max = if read.whole { usize::MAX } else { SLIPS_MAX };
        let older = read.clusters.len().saturating_sub(slips_max);
        let mut newest = read.clusters.split_off(older);
        // Slips without a group come last.
        newest.sort_by_key(|cluster| (cluster.group.is_none(), cluster.group, cluster.since));
        counted.slips = newest.iter().map(slip).collect();
    }

    fn any(
        asked: &TextRules,
        _: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> String {
        const SAID: [&str; 4] = [
            "One permit desk for rooftop solar",
            "把微电网数据按月公开",
            "Heat meters first, then new pipes",
            "让居民为楼内空气打分",
        ];
        let said = SAID[(below(SAID.len()) + poll as usize) % SAID.len()];
        let said: String = format!("{} {said}", below(500));
        said.chars()
            .take(asked.chars.into())
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    fn recount<'a>(
        _: &TextRules,
        _: usize,
        ballots: impl Iterator<Item = &'a String>,
    ) -> TextTally {
        let said: BTreeSet<String> = ballots.map(|slip| text::counted_as(slip)).collect();
        TextTally {
            slips: vec![],
            approved: 0,
            waiting: said.len() as u32,
            taken: None,
        }
    }

    fn covers(counted: &TextTally, part: &TextTally) -> bool {
        counted.approved + counted.waiting >= part.approved + part.waiting
    }
}

fn slip(cluster: &Cluster<'_>) -> Slip {
    let content = cluster.texts.first().map(|(_, text)| text.content());
    Slip {
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
        group: cluster.group.map(str::to_owned),
        headings: cluster.headings.clone(),
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::ids::EntryId;
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    #[test]
    fn any_slip_is_short_enough_and_the_recount_is_the_tally() {
        let mut dice = dice(4);
        for poll in 0..200_u32 {
            let rules = Rules {
                chars: 1 + (poll % 60) as u16,
            };
            let asked = Text::asked(&rules, true);
            let (mut known, mut tally, mut sent) = (vec![], Text::empty(&rules, 0), vec![]);
            for _ in 0..poll % 20 {
                let said = Text::any(&asked, 0, poll, &mut dice);
                assert!(text::chars(&said) <= u32::from(rules.chars) && !said.is_empty());
                let key = text::counted_as(&said);
                let at = known.iter().position(|other| *other == key);
                let entry = EntryId(at.unwrap_or(known.len()) as u32);
                if at.is_none() {
                    known.push(key);
                }
                Text::count(
                    &mut tally,
                    &Written {
                        entry,
                        ..Written::raw(&said)
                    },
                    1,
                );
                sent.push(said);
            }
            let recount = Text::recount(&asked, 0, sent.iter());
            assert_eq!(Text::counted(&rules, &tally, true), recount);
        }
    }
}
