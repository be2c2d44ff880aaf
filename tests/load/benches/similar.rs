//! What it costs to find questions that say nearly the same among as many as an event can have: in the worst case, where all are made
//! of the same few words. `cargo bench -p plenary-load --bench similar`

use divan::{Bencher, black_box};
use plenary::view;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, QuestionId};
use plenary_domain::question::ask::PER_EVENT_MAX;
use plenary_domain::question::similar::{Index, Measure};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::state::State;

fn main() {
    divan::main();
}

/// Words of the hall. Each question has some of them, so every piece of a text is in thousands of others.
const WORDS: [&str; 24] = [
    "how",
    "long",
    "does",
    "the",
    "retrofit",
    "of",
    "an",
    "old",
    "building",
    "take",
    "who",
    "pays",
    "for",
    "solar",
    "panels",
    "on",
    "roof",
    "城市",
    "建筑",
    "改造",
    "需要",
    "多长",
    "时间",
    "太阳能",
];

/// A generator of its own, so that each run compares the same texts.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % n
    }

    fn text(&mut self, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

fn full() -> (Index, Dice) {
    let (mut index, mut dice) = (Index::default(), Dice(7));
    for id in 0..PER_EVENT_MAX as u32 {
        let words = 6 + dice.below(14);
        index.put(QuestionId(id), &dice.text(words));
    }
    (index, dice)
}

#[divan::bench(args = [4, 12, 50])]
fn look_up_among_20_000(bencher: Bencher, words: usize) {
    let (index, mut dice) = full();
    bencher
        .with_inputs(|| dice.text(words))
        .bench_local_refs(|text| black_box(index.look_up(text, Measure::Whole, 3, |_| true)));
}

#[divan::bench]
fn look_up_while_typing_what_few_may_see(bencher: Bencher) {
    let (index, mut dice) = full();
    bencher
        .with_inputs(|| dice.text(5))
        .bench_local_refs(|text| {
            black_box(index.look_up(text, Measure::Begun, 3, |id| id.0 % 1000 == 0))
        });
}

/// All that a room does for a guest who types, where no question begins like the text and each shares words with it.
#[divan::bench]
fn show_a_guest_what_is_like_a_text_begun(bencher: Bencher) {
    let (mut state, mut dice) = (State::default(), Dice(7));
    let guest = ParticipantId(0);
    state.apply(&Fact::Joined(guest));
    state.apply(&Fact::Joined(ParticipantId(1)));
    for id in 0..PER_EVENT_MAX as u32 {
        let content = Content {
            text: dice.text(20),
            lang: "en".into(),
            ..Content::default()
        };
        let (id, moderator) = (QuestionId(id), Actor::Staff(StaffRole::Moderator));
        state.apply(&Fact::QuestionAsked(id, ParticipantId(1), content, None));
        state.apply(&Fact::QuestionApproved(id, 1, moderator));
    }
    bencher
        .with_inputs(|| format!("How long does it {}", dice.text(4)))
        .bench_local_refs(|text| black_box(view::similar(&state, guest, text)));
}

#[divan::bench(args = [12, 50])]
fn insert(bencher: Bencher, words: usize) {
    let (mut index, mut dice) = full();
    let mut id = PER_EVENT_MAX as u32;
    bencher
        .with_inputs(|| dice.text(words))
        .bench_local_refs(|text| {
            id += 1;
            index.put(QuestionId(id), text);
        });
}
