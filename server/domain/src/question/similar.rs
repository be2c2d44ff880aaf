//! Which questions say nearly the same: an index of the folded text's pieces, without a dictionary, so that it works for
//! Chinese too.
//!
//! A text's pieces are the pairs of its characters in Chinese, Japanese and Korean, and the triples in other scripts. Two texts
//! are as similar as the share of pieces they have in common.
//!
//! # Invariants
//! - An insertion costs time in proportion to its text.
//! - A look-up visits at most [`VISITS_MAX`] entries and compares at most [`COMPARED_MAX`] texts, whatever the number of
//!   questions. It visits the rarest pieces first, because frequent ones tell little.
//! - A piece of a question takes some 8 bytes, and a piece that no other question has some 40 more, by the sizes of the
//!   tables: about 1 KB for a question of 60 characters.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use crate::ids::QuestionId;
use crate::text;

/// Limit on the entries that one look-up visits.
pub const VISITS_MAX: usize = 40_000;
/// Limit on the texts that one look-up compares.
pub const COMPARED_MAX: usize = 64;
/// Limit on the pieces of a text that count. A question of 300 characters has fewer.
pub const PIECES_MAX: usize = 600;
/// Texts that have less than this share of their pieces in common, in percent, are not similar.
const SHARE_MIN: usize = 45;
/// The share of the begun text's pieces, in percent, that a similar question has.
const BEGUN_SHARE_MIN: usize = 60;
/// A text that somebody is still typing says enough once it has this many pieces.
const BEGUN_PIECES_MIN: usize = 3;

/// How a text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// As a whole.
    Whole,
    /// As the beginning of a text, which somebody is typing.
    Begun,
}

/// The texts of a session's questions.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Each indexed text in a slot of its own. A slot without a question is free for good.
    slots: Vec<Slot>,
    by_id: BTreeMap<QuestionId, u32>,
    /// The slots that have a piece, in order. It can name slots without a question.
    entries: HashMap<u32, Vec<u32>, BuildHasherDefault<Hashed>>,
    /// Pieces in slots without a question.
    dead: usize,
    /// Pieces in slots with a question.
    alive: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Slot {
    question: Option<QuestionId>,
    /// Sorted.
    pieces: Box<[u32]>,
}

/// Two indexes are equal if they have the same texts, whatever was removed before: after a restart the log cannot read again what
/// a guest has erased.
impl PartialEq for Index {
    fn eq(&self, other: &Index) -> bool {
        self.texts().eq(other.texts())
    }
}

impl Eq for Index {}

/// Pieces are hashes already.
#[derive(Default)]
pub struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u32(&mut self, piece: u32) {
        // The table uses the highest bits as well as the lowest.
        self.0 = u64::from(piece).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Index {
    /// Returns the number of indexed questions.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Returns true if no question is indexed.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Returns the pieces of each question, by id.
    fn texts(&self) -> impl Iterator<Item = (QuestionId, &[u32])> {
        let of = |slot: u32| &*self.slots[slot as usize].pieces;
        self.by_id.iter().map(move |(id, slot)| (*id, of(*slot)))
    }

    /// Adds a question, or replaces its text.
    pub fn put(&mut self, id: QuestionId, text: &str) {
        self.remove(id);
        let pieces = pieces(text);
        let slot = self.slots.len() as u32;
        for piece in &pieces {
            self.entries.entry(*piece).or_default().push(slot);
        }
        self.alive += pieces.len();
        self.slots.push(Slot {
            question: Some(id),
            pieces: pieces.into(),
        });
        self.by_id.insert(id, slot);
    }

    /// Removes a question.
    pub fn remove(&mut self, id: QuestionId) {
        let Some(slot) = self.by_id.remove(&id) else {
            return;
        };
        let slot = &mut self.slots[slot as usize];
        slot.question = None;
        let pieces = std::mem::take(&mut slot.pieces);
        self.dead += pieces.len();
        self.alive -= pieces.len();
        // Half of the entries at most are dead, so a removal costs on average what an insertion does.
        if self.dead > self.alive {
            self.compact();
        }
    }

    /// Returns at most `max` similar questions, the most similar first. Only those that `keeps` accepts are compared.
    pub fn look_up(
        &self,
        text: &str,
        measure: Measure,
        max: usize,
        keeps: impl Fn(QuestionId) -> bool,
    ) -> Vec<QuestionId> {
        let asked = pieces(text);
        if asked.is_empty() || (measure == Measure::Begun && asked.len() < BEGUN_PIECES_MIN) {
            return vec![];
        }
        let mut lists: Vec<&Vec<u32>> = asked
            .iter()
            .filter_map(|piece| self.entries.get(piece))
            .collect();
        lists.sort_by_key(|list| list.len());
        let mut hits = vec![0u16; self.slots.len()];
        let mut touched = vec![];
        let mut left = VISITS_MAX;
        for list in lists {
            // Of a frequent piece the latest questions count.
            let visited = &list[list.len().saturating_sub(left)..];
            for slot in visited {
                let hit = &mut hits[*slot as usize];
                if *hit == 0 {
                    touched.push(*slot);
                }
                *hit += 1;
            }
            left -= visited.len();
            if left == 0 {
                break;
            }
        }
        touched.sort_by_key(|slot| (std::cmp::Reverse(hits[*slot as usize]), *slot));
        let kept = touched.into_iter().filter_map(|slot| {
            let slot = &self.slots[slot as usize];
            let id = slot.question.filter(|id| keeps(*id))?;
            Some((id, &slot.pieces))
        });
        let mut found: Vec<(usize, QuestionId)> = kept
            .take(COMPARED_MAX)
            .filter_map(|(id, pieces)| Some((share(&asked, pieces, measure)?, id)))
            .collect();
        found.sort_by_key(|(share, id)| (std::cmp::Reverse(*share), *id));
        found.truncate(max);
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Drops the slots without a question.
    fn compact(&mut self) {
        let before = std::mem::take(self);
        for slot in before.slots {
            let Some(id) = slot.question else { continue };
            let place = self.slots.len() as u32;
            for piece in &slot.pieces {
                self.entries.entry(*piece).or_default().push(place);
            }
            self.alive += slot.pieces.len();
            self.by_id.insert(id, place);
            self.slots.push(slot);
        }
    }
}

/// Returns true if a text is similar to what somebody has begun to type.
pub fn begins(begun: &str, text: &str) -> bool {
    let asked = pieces(begun);
    asked.len() >= BEGUN_PIECES_MIN && share(&asked, &pieces(text), Measure::Begun).is_some()
}

/// Returns how similar two texts are, in percent; None if they are not.
pub fn alike(one: &str, other: &str) -> Option<u8> {
    let share = share(&pieces(one), &pieces(other), Measure::Whole)?;
    u8::try_from(share).ok()
}

/// Returns the share of common pieces in percent; None if the texts are not similar.
fn share(asked: &[u32], other: &[u32], measure: Measure) -> Option<usize> {
    let common = common(asked, other);
    let whole = 200 * common / (asked.len() + other.len()).max(1);
    match measure {
        Measure::Whole => Some(whole).filter(|share| *share >= SHARE_MIN),
        Measure::Begun => {
            let begun = 100 * common / asked.len().max(1);
            Some(begun + whole).filter(|_| begun >= BEGUN_SHARE_MIN)
        }
    }
}

/// Returns the number of pieces that both have. Both are sorted.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, common) = (i + 1, j + 1, common + 1);
            }
        }
    }
    common
}

/// Returns the pieces of a text as hashes, each once, sorted.
fn pieces(raw: &str) -> Vec<u32> {
    let chars: Vec<char> = text::folded(raw).chars().take(PIECES_MAX).collect();
    let mut pieces: Vec<u32> = (0..chars.len())
        .filter_map(|at| {
            let size = if is_dense(chars[at]) { 2 } else { 3 };
            // Shorter ones stand only for texts that are no longer than they are.
            let end = at + size;
            match chars.get(at..end) {
                Some(piece) => Some(hash(piece)),
                None if at == 0 => Some(hash(&chars)),
                None => None,
            }
        })
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// Returns true if a pair of such characters says as much as a word: they are Chinese, Japanese or Korean.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// FNV-1a over characters.
fn hash(piece: &[char]) -> u32 {
    piece.iter().fold(0x811C_9DC5, |hash, c| {
        (hash ^ u32::from(*c)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 6] = [
        "How long does the retrofit of an old building take?",
        "How long does a retrofit of old buildings take?",
        "Who pays for the solar panels on the roof?",
        "老旧建筑改造需要多长时间？",
        "老建筑的改造需要多久时间？",
        "屋顶太阳能由谁付费？",
    ];

    fn index() -> Index {
        let mut index = Index::default();
        for (id, text) in (0..).zip(TEXTS) {
            index.put(QuestionId(id), text);
        }
        index
    }

    fn found(index: &Index, text: &str, measure: Measure) -> Vec<u32> {
        let found = index.look_up(text, measure, 5, |_| true);
        found.into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_says_the_same_in_other_words_is_found_in_both_languages() {
        let index = index();
        assert_eq!(found(&index, TEXTS[1], Measure::Whole), [1, 0]);
        assert_eq!(found(&index, TEXTS[3], Measure::Whole), [3, 4]);
        assert_eq!(
            found(&index, "ＨＯＷ LONG does a retrofit take?!", Measure::Whole),
            [1, 0]
        );
        assert_eq!(found(&index, "Is there lunch?", Measure::Whole), [0u32; 0]);
    }

    #[test]
    fn the_beginning_of_a_text_is_enough_while_somebody_types() {
        let index = index();
        assert_eq!(found(&index, "Who pays for", Measure::Begun), [2]);
        assert_eq!(found(&index, "屋顶太阳", Measure::Begun), [5]);
        assert_eq!(found(&index, "Who pays for", Measure::Whole), [0u32; 0]);
        // Two characters say nothing yet.
        assert_eq!(found(&index, "屋顶", Measure::Begun), [0u32; 0]);
        assert!(begins("Who pays for", TEXTS[2]) && !begins("Who pays for", TEXTS[5]));
    }

    #[test]
    fn symbols_and_nothing_are_like_nothing() {
        let mut index = index();
        index.put(QuestionId(9), "???");
        assert_eq!(found(&index, "???", Measure::Whole), [0u32; 0]);
        assert_eq!(found(&index, "", Measure::Begun), [0u32; 0]);
    }

    #[test]
    fn a_removed_or_rewritten_question_is_no_longer_found() {
        let mut index = index();
        index.remove(QuestionId(0));
        index.put(QuestionId(1), "Who cleans the panels?");
        assert_eq!(found(&index, TEXTS[0], Measure::Whole), [0u32; 0]);
        for _ in 0..100 {
            index.put(QuestionId(2), TEXTS[2]);
        }
        assert!(index.slots.len() < 20, "{} slots", index.slots.len());
        assert_eq!(found(&index, TEXTS[2], Measure::Whole), [2]);
        assert_eq!(index.len(), 5);
        (1..6).for_each(|id| index.remove(QuestionId(id)));
        assert_eq!(index, Index::default());
    }

    #[test]
    fn a_look_up_among_copies_is_bounded() {
        let mut index = Index::default();
        for id in 0..20_000 {
            index.put(QuestionId(id), TEXTS[0]);
        }
        assert_eq!(
            index.look_up(TEXTS[0], Measure::Whole, 3, |_| true).len(),
            3
        );
    }
}
