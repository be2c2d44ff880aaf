//! Words of guests, counted.

use std::collections::{BTreeMap, BTreeSet};

use plenary_domain::poll::entries::Cluster;
use plenary_domain::poll::kinds::words::{self, Rules, Words};
use plenary_domain::poll::mentions::Mentions;
use plenary_domain::poll::written::Written;
use plenary_domain::text;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::{Kind, Read, leaning};
use crate::protocol::{Texts, same};

/// Limit on the words in one tally.
const WORDS_MAX: usize = 40;
/// Limit on the ids that one word names.
const IDS_MAX: usize = 20;

/// From 1 to `max` words of up to `chars` characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct WordsRules {
    pub max: u8,
    pub chars: u8,
    pub chinese: Chinese,
}

/// What counts as one word of a Chinese answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Chinese {
    /// All of it.
    Whole,
    /// Each word in it. The phone divides an answer before it is sent.
    Divided,
}

/// The words that moderators approved, and how many wait for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct WordsTally {
    /// The most frequent, at most 40 (in an export all), in the order in which they were approved.
    pub words: Vec<CountedWord>,
    /// The number of all words in ballots, approved or not.
    pub mentions: u32,
    /// The number of different words that no moderator has read.
    pub waiting: u32,
}

/// A word, with others of its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct CountedWord {
    /// The entries that count as it, its own first; at most 20, except in an export.
    pub ids: Vec<u32>,
    pub text: String,
    pub lang: String,
    /// Words of the same meaning in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<Texts>")]
    pub also: Texts,
    pub count: u32,
    /// No word has a larger count; told at the reveal, and to hosts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub leads: bool,
}

same!(Chinese, words::Chinese, [Whole, Divided]);

impl Kind for Words {
    type Asked = WordsRules;
    /// The words as the guest wrote them.
    type Cast = Vec<String>;
    type Counted = WordsTally;

    fn asked(rules: &Rules, _: bool) -> WordsRules {
        WordsRules {
            max: rules.max,
            chars: rules.chars,
            chinese: rules.chinese.into(),
        }
    }

    fn rules(asked: &WordsRules) -> Rules {
        Rules {
            max: asked.max,
            chars: asked.chars,
            chinese: asked.chinese.into(),
        }
    }

    fn cast(words: &Vec<Written>) -> Vec<String> {
        // An erased word is none.
        let words = words.iter().filter(|word| !word.text.is_empty());
        words.map(|word| word.text.clone()).collect()
    }

    fn ballot(words: &Vec<String>) -> Vec<Written> {
        words.iter().map(|word| Written::raw(word)).collect()
    }

    fn counted(_: &Rules, tally: &Mentions, _: bool) -> WordsTally {
        WordsTally {
            words: vec![],
            mentions: tally.sum(),
            waiting: tally.entries(),
        }
    }

    fn read(counted: &mut WordsTally, mut read: Read<'_>, told: bool) {
        counted.waiting = read.waiting;
        let most = read.clusters.iter().map(|cluster| cluster.count).max();
        if !read.whole {
            read.clusters
                .sort_by_key(|cluster| (std::cmp::Reverse(cluster.count), cluster.since));
            read.clusters.truncate(WORDS_MAX);
        }
        read.clusters.sort_by_key(|cluster| cluster.since);
        let ids_max = if read.whole { usize::MAX } else { IDS_MAX };
        let words = read.clusters.iter().map(|cluster| {
            let mut word = word(cluster, ids_max);
            word.leads = told && Some(cluster.count) == most;
            word
        });
        counted.words = words.collect();
    }

    fn any(
        asked: &WordsRules,
        _: usize,
        poll: u32,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Vec<String> {
        const SAID: [&str; 12] = [
            "可持续",
            "energy",
            "效率",
            "trust",
            "公园城市",
            "green finance",
            "储能",
            "LEED",
            "空气",
            "water",
            "人才",
            "retrofit",
        ];
        let count = 1 + below(asked.max.into());
        let mut said: Vec<String> = vec![];
        while said.len() < count {
            let word = SAID[(leaning(SAID.len(), below) + poll as usize) % SAID.len()];
            let word: String = word.chars().take(asked.chars.into()).collect();
            let is_new = |other: &String| text::counted_as(other) != text::counted_as(&word);
            if said.iter().all(is_new) {
                said.push(word);
            } else if said.len() >= usize::from(asked.max) / 2 {
                break;
            }
        }
        said
    }

    fn recount<'a>(
        _: &WordsRules,
        _: usize,
        ballots: impl Iterator<Item = &'a Vec<String>>,
    ) -> WordsTally {
        let said: Vec<String> = ballots
            .flatten()
            .map(|word| text::counted_as(word))
            .collect();
        WordsTally {
            words: vec![],
            mentions: said.len() as u32,
            waiting: said.iter().collect::<BTreeSet<_>>().len() as u32,
        }
    }

    fn covers(counted: &WordsTally, part: &WordsTally) -> bool {
        counted.mentions >= part.mentions
    }
}

fn word(cluster: &Cluster<'_>, ids_max: usize) -> CountedWord {
    let mut texts = cluster.texts.iter().map(|(_, text)| text.content());
    let head = texts.next();
    let lang = head.map_or("", |head| &head.lang);
    let mut also = Texts::new();
    for content in head.into_iter().chain(texts) {
        let own = [(&content.lang, &content.text)];
        for (other, text) in own.into_iter().chain(&content.translations) {
            if other != lang {
                also.entry(other.clone()).or_insert_with(|| text.clone());
            }
        }
    }
    CountedWord {
        ids: cluster
            .texts
            .iter()
            .map(|(id, _)| id.0)
            .take(ids_max)
            .collect(),
        text: head.map(|head| head.text.clone()).unwrap_or_default(),
        lang: lang.to_owned(),
        also,
        count: cluster.count,
        leads: false,
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::ids::EntryId;
    use plenary_domain::poll::kind::Kind as _;

    use super::*;
    use crate::protocol::poll::kind::dice;

    #[test]
    fn any_ballot_fits_its_poll_and_the_recount_is_the_tally() {
        let mut dice = dice(3);
        for poll in 0..200 {
            let rules = Rules {
                max: 1 + poll as u8 % words::WORDS_MAX,
                chars: words::CHARS_MAX,
                chinese: words::Chinese::Whole,
            };
            let asked = Words::asked(&rules, true);
            let mut known: Vec<String> = vec![];
            let mut tally = Words::empty(&rules, 0);
            let mut sent = vec![];
            for _ in 0..poll % 20 {
                let said = Words::any(&asked, 0, poll, &mut dice);
                let mut ballot = Words::ballot(&said);
                for word in &mut ballot {
                    let key = text::counted_as(&word.text);
                    let at = known.iter().position(|other| *other == key);
                    word.entry = EntryId(at.unwrap_or(known.len()) as u32);
                    if at.is_none() {
                        known.push(key);
                    }
                }
                assert!(Words::fits(&rules, 0, &ballot), "{said:?}");
                assert_eq!(Words::cast(&ballot), said);
                Words::count(&mut tally, &ballot, 1);
                sent.push(said);
            }
            let recount = Words::recount(&asked, 0, sent.iter());
            assert_eq!(Words::counted(&rules, &tally, true), recount);
        }
    }
}
