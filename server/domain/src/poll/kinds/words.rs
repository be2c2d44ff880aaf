//! Words: a few of a guest's own, counted with the same words of others. Nobody else reads one before a moderator has
//! approved it (`poll/entries.rs`).

use minicbor::{Decode, Encode};

use crate::ids::EntryId;
use crate::poll::kind::{Kind, Limits, within};
use crate::poll::mentions::Mentions;
use crate::poll::shares::Shares;
use crate::poll::written::Written;
use crate::rejection::PollFault;

/// Limit on the words of a ballot.
pub const WORDS_MAX: u8 = 10;
/// Limit on a word in characters.
pub const CHARS_MAX: u8 = 25;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words;

/// How many words a ballot has, and how long they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// From 1 to [`WORDS_MAX`].
    #[n(0)]
    pub max: u8,
    /// Limit on each word in characters, from 1 to [`CHARS_MAX`].
    #[n(1)]
    pub chars: u8,
    #[n(2)]
    pub chinese: Chinese,
}

/// What counts as one word of a Chinese answer. The phone divides it, so that guests see what will be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Chinese {
    /// All of it.
    #[n(0)]
    Whole,
    /// Each word in it.
    #[n(1)]
    Divided,
}

impl Kind for Words {
    type Rules = Rules;
    type Ballot = Vec<Written>;
    /// The number of ballots with each entry.
    type Tally = Mentions;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: 1,
            max: rules.max.into(),
        }
    }

    /// Each word once.
    fn fits(rules: &Rules, _: usize, words: &Vec<Written>) -> bool {
        let is_first = |(at, word): (usize, &Written)| {
            words[..at].iter().all(|other| other.entry != word.entry)
        };
        (1..=usize::from(rules.max)).contains(&words.len())
            && words.iter().enumerate().all(is_first)
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, 0, 0)?;
        within("max", rules.max, 1, WORDS_MAX)?;
        within("chars", rules.chars, 1, CHARS_MAX)
    }

    /// How Chinese is divided may change, because each phone has divided its own.
    fn agree(rules: &Rules, others: &Rules) -> bool {
        (rules.max, rules.chars) == (others.max, others.chars)
    }

    fn chars_max(rules: &Rules) -> u32 {
        rules.chars.into()
    }

    fn written(words: &Vec<Written>) -> &[Written] {
        words
    }

    fn written_mut(words: &mut Vec<Written>) -> &mut [Written] {
        words
    }

    fn empty(_: &Rules, _: usize) -> Mentions {
        Mentions::default()
    }

    fn count(tally: &mut Mentions, words: &Vec<Written>, by: i32) {
        for word in words {
            tally.count(word.entry, by);
        }
    }

    fn mentions(tally: &Mentions, entry: EntryId) -> u32 {
        tally.of(entry)
    }

    /// No ballot is for one answer alone, so words have counts and no shares.
    fn shares(_: &Rules, _: &Mentions, _: u32) -> Shares {
        Shares::default()
    }
}
