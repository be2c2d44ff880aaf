//! The line above a poll's title (`Voting` in `web-client/src/scenes/poll.tsx`): that the vote is named, who votes, and for how many
//! votes a ballot counts.

use plenary_domain::poll::voters::{OnePer, Voters};
use plenary_domain::program::{GroupInfo, PollInfo, Texts};

use super::{FLOOR, WIDTH, ems};

/// With more values than these, or longer names, the line names none of them.
const VALUES_MAX: usize = 3;
const NAMES_CHARS_MAX: usize = 60;
/// The height of a line, and the gap below the last one.
const LINE: f32 = 4.1;
const GAP: f32 = 0.8;
/// The widths of the words around the names, in ems, in the longest of the interface's languages.
const NAMED: f32 = 5.0;
const ONLY: f32 = 4.0;
const ONLY_SOME: f32 = 9.0;
const ONE_PER: f32 = 15.0;
const WEIGHTED: f32 = 10.0;
const VOTES: f32 = 5.0;
/// The width between two parts, and between two names.
const BETWEEN: f32 = 1.0;

/// Returns the height of the line, which breaks where it is long; 0 if everybody votes alike.
pub fn height(poll: &PollInfo, groups: &[&GroupInfo], langs: &[String]) -> f32 {
    let ems: f32 = langs.iter().map(|lang| width(poll, groups, lang)).sum();
    if ems == 0.0 {
        return 0.0;
    }
    LINE * (FLOOR * ems / WIDTH).ceil() + GAP
}

/// Returns the width of the line in one language, in ems.
fn width(poll: &PollInfo, groups: &[&GroupInfo], lang: &str) -> f32 {
    let Voters {
        one_per,
        only,
        weights,
        in_hall: _,
    } = &poll.voters;
    let group = |key: &str| groups.iter().find(|group| group.key == key);
    let name = |key: &str| group(key).map_or("", |group| text(&group.name, lang));
    let value = |of: &str, key: &str| {
        let values = group(of).map_or(&[][..], |group| &group.values);
        let found = values.iter().find(|value| value.key == key);
        found.map_or("", |value| text(&value.text, lang))
    };
    let mut parts = Vec::new();
    if poll.named {
        parts.push(NAMED);
    }
    for (key, values) in only {
        let names: Vec<&str> = values.iter().map(|of| value(key, of)).collect();
        let around = if are_short(&names) {
            ONLY + all(&names)
        } else {
            ONLY_SOME + ems(name(key))
        };
        parts.push(around);
    }
    if let OnePer::Value(key, _) = one_per {
        parts.push(ONE_PER + ems(name(key)));
    }
    if let Some(weights) = weights {
        let values = weights.values.keys();
        let names: Vec<&str> = values.map(|key| value(&weights.group, key)).collect();
        let around = if are_short(&names) {
            VOTES * names.len() as f32 + all(&names)
        } else {
            WEIGHTED
        };
        parts.push(around);
    }
    parts.iter().map(|part| part + BETWEEN).sum()
}

fn are_short(names: &[&str]) -> bool {
    let chars = names.iter().map(|name| name.chars().count());
    names.len() <= VALUES_MAX && chars.sum::<usize>() <= NAMES_CHARS_MAX
}

fn all(names: &[&str]) -> f32 {
    names.iter().map(|name| ems(name) + BETWEEN).sum()
}

/// Returns the text in this language, or in the first that it has.
fn text<'t>(texts: &'t Texts, lang: &str) -> &'t str {
    let own = texts.get(lang).or_else(|| texts.values().next());
    own.map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use plenary_domain::poll::voters::{Weights, Which};
    use plenary_domain::program::ValueInfo;

    use super::*;
    use crate::picture::tests::{choice, texts};

    fn group(key: &str, en: usize, zh: usize) -> GroupInfo {
        let text = texts(&[("en", en), ("zh-Hans", zh)]);
        let value = |n| ValueInfo {
            key: format!("v{n}"),
            text: text.clone(),
        };
        GroupInfo {
            key: key.to_owned(),
            name: text.clone(),
            values: (0..4).map(value).collect(),
            ask: false,
            assigned: true,
        }
    }

    fn only(group: &str, values: usize) -> Voters {
        let values = (0..values).map(|n| format!("v{n}")).collect();
        Voters {
            only: BTreeMap::from([(group.to_owned(), values)]),
            ..Voters::default()
        }
    }

    fn one_per(group: &str) -> Voters {
        Voters {
            one_per: OnePer::Value(group.to_owned(), Which::Last),
            ..Voters::default()
        }
    }

    fn weights(group: &str, values: usize) -> Voters {
        let values = (0..values).map(|n| (format!("v{n}"), 10)).collect();
        Voters {
            weights: Some(Weights {
                group: group.to_owned(),
                values,
            }),
            ..Voters::default()
        }
    }

    /// What the screen did in a browser at 1920×1080.
    #[test]
    fn a_line_is_as_high_as_on_the_screen() {
        let groups = [group("short", 12, 4), group("long", 40, 40)];
        let groups: Vec<&GroupInfo> = groups.iter().collect();
        let langs = ["en".to_owned(), "zh-Hans".to_owned()];
        for (named, voters, expected) in [
            (false, Voters::default(), 0.0),
            (true, Voters::default(), 4.9),
            (false, only("short", 3), 4.9),
            (true, only("long", 3), 9.4),
            (false, only("long", 4), 9.4),
            (false, one_per("short"), 4.9),
            (false, one_per("long"), 9.4),
            (false, weights("long", 3), 4.9),
            (false, weights("long", 4), 4.9),
        ] {
            let mut poll = choice();
            (poll.named, poll.voters) = (named, voters);
            let height = height(&poll, &groups, &langs);
            assert!(
                (height - expected).abs() < 0.6,
                "{:?}: {height}, not {expected}",
                poll.voters
            );
        }
    }
}
