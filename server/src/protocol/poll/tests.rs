//! Every kind at once, also one that is added later: whatever guests and hosts do with a poll, its counts are those of the
//! ballots that were cast last, with the hands that were counted in the room.

use std::collections::BTreeMap;

use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{GroupId, ParticipantId, PollId, ValueId};
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kind::Setting;
use plenary_domain::poll::make::Draft;
use plenary_domain::poll::{self as domain, Phase, Poll};
use plenary_domain::program::{GroupInfo, Texts, ValueInfo};
use plenary_domain::rejection::Rejection;
use plenary_domain::retention::without_guests;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::kind::dice;
use super::{Ballot, KINDS, KindOf, PollKind, Tally};
use crate::event_file;

/// An event with a poll of each kind.
const EVENT: &str = include_str!("../../simulation/event.toml");
const GUESTS: u32 = 6;
const GROUP: GroupId = GroupId(0);
const VALUES: u8 = 2;
/// Acts of the host that a step can undo.
const ACTS: u32 = 4;

/// Something that happens to a poll.
#[derive(Debug, Clone)]
enum Step {
    Declare(u32, Option<u8>),
    /// By whom, and how their dice fall.
    Cast(u32, u64),
    TakeBack(u32),
    Open,
    Close,
    Reveal,
    Next,
    Reset,
    Hands(Option<(bool, u64)>),
    /// The host gives the poll another title.
    Reword(u8),
    /// How many acts ago.
    Undo(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let guest = || 0..GUESTS;
    let step = prop_oneof![
        2 => (guest(), prop::option::of(0..VALUES)).prop_map(|(by, to)| Step::Declare(by, to)),
        10 => (guest(), any::<u64>()).prop_map(|(by, seed)| Step::Cast(by, seed)),
        3 => guest().prop_map(Step::TakeBack),
        3 => Just(Step::Open),
        1 => Just(Step::Close),
        1 => Just(Step::Reveal),
        2 => Just(Step::Next),
        1 => Just(Step::Reset),
        2 => prop::option::of((any::<bool>(), any::<u64>())).prop_map(Step::Hands),
        1 => any::<u8>().prop_map(Step::Reword),
        3 => (0..ACTS).prop_map(Step::Undo),
    ];
    prop::collection::vec(step, 0..60)
}

/// A ballot as its guest sent it, with the value they belonged to then.
type Sent = (Ballot, Option<ValueId>);

/// What happened in one round.
#[derive(Debug, Clone, Default)]
struct Round {
    last: BTreeMap<ParticipantId, Sent>,
    hands: Option<Hands>,
    is_void: bool,
}

/// One poll of the event, and what is known of it without the domain's counts.
struct Run {
    state: State,
    id: PollId,
    n: u32,
    rounds: Vec<Round>,
    /// All that was decided, as the log keeps it.
    log: Vec<Vec<u8>>,
}

impl Run {
    fn new(id: PollId) -> Run {
        let mut program = event_file::parse(EVENT).expect("an event").program;
        // Polls of a survey do not open by themselves.
        program.surveys.clear();
        let values = (0..VALUES).map(|value| ValueInfo {
            key: format!("v{value}"),
            text: Texts::from([("en".into(), format!("Value {value}"))]),
        });
        program.groups.push(GroupInfo {
            key: "crew".into(),
            name: Texts::from([("en".into(), "Crew".into())]),
            values: values.collect(),
            ask: true,
            assigned: false,
        });
        let mut run = Run {
            state: State::default(),
            id,
            n: 0,
            rounds: vec![Round::default()],
            log: vec![],
        };
        let program = Box::new(program);
        run.act(Actor::Operator, &Command::Import { program }, None);
        for _ in 0..GUESTS {
            run.act(Actor::Operator, &Command::Join, None);
        }
        // One of the polls is named.
        for guest in 0..GUESTS {
            let by = Actor::Participant(ParticipantId(guest));
            let name = format!("Guest {guest}");
            run.act(by, &Command::GiveName { name }, None);
        }
        run
    }

    fn poll(&self) -> &Poll {
        self.state.polls.get(self.id).expect("the poll")
    }

    fn kind(&self) -> PollKind {
        PollKind::of(&self.poll().info.rules, true)
    }

    fn step(&mut self, step: &Step) {
        let (poll, seen, round) = (self.id, self.poll().rev, self.poll().answers.round());
        let guest = |by: u32| Actor::Participant(ParticipantId(by));
        let host = Actor::Staff(StaffRole::Host);
        let options = self.poll().info.options.len();
        let (actor, command, sent) = match *step {
            Step::Declare(by, value) => {
                let value = value.map(ValueId);
                let group = GROUP;
                (guest(by), Command::Declare { group, value }, None)
            }
            Step::Cast(by, seed) => {
                let sent = self.kind().any_ballot(options, poll.0, &mut dice(seed));
                let cast = Command::Cast {
                    poll,
                    round,
                    ballot: sent.clone().into(),
                };
                (guest(by), cast, Some(sent))
            }
            Step::TakeBack(by) => (guest(by), Command::TakeBack { poll, round }, None),
            Step::Open => {
                let seconds = None;
                let open = Command::OpenPoll {
                    poll,
                    seen,
                    seconds,
                };
                (host, open, None)
            }
            Step::Close => (host, Command::ClosePoll { poll, seen }, None),
            Step::Reveal => (host, Command::RevealPoll { poll, seen }, None),
            Step::Next => {
                let seconds = None;
                let next = Command::RepeatPoll {
                    poll,
                    seen,
                    seconds,
                };
                (host, next, None)
            }
            Step::Reset => (host, Command::ResetPoll { poll, seen }, None),
            Step::Hands(raised) => {
                let answers = self.poll().info.rules.hands(options).unwrap_or(1);
                let hands = raised.map(|(instead, seed)| {
                    let mut below = dice(seed);
                    Hands {
                        what: What::Hands,
                        instead,
                        counts: (0..answers).map(|_| below(4) as u32).collect(),
                    }
                });
                (host, Command::CountHands { poll, seen, hands }, None)
            }
            Step::Reword(title) => {
                let mut info = self.poll().info.clone();
                info.title.insert("en".into(), format!("Title {title}"));
                let key = info.session.as_deref();
                let session = key.and_then(|key| self.state.sessions.by_key(key));
                let draft = Box::new(Draft {
                    info,
                    session,
                    voters: None,
                });
                (host, Command::ChangePoll { poll, seen, draft }, None)
            }
            Step::Undo(back) => {
                let n = self.n.saturating_sub(back);
                (host, Command::Undo { client: 1, n }, None)
            }
        };
        self.act(actor, &command, sent);
    }

    fn act(&mut self, actor: Actor, command: &Command, sent: Option<Ballot>) {
        // Only the host's commands count for an undo, so that it finds one.
        let (client, n) = if actor == Actor::Staff(StaffRole::Host) {
            self.n += 1;
            (1, self.n)
        } else {
            (2, self.state.seq as u32 + 1)
        };
        let Outcome::Accepted(facts) = receive(&self.state, actor, client, n, command, 1000) else {
            return;
        };
        for fact in &facts {
            self.note(fact, sent.as_ref());
        }
        let record = Record { at: 1000, facts };
        self.state.apply_record(&record);
        self.log.push(record.encode());
    }

    /// Notes what a fact did to the ballots and rounds, from its meaning alone.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other facts touch no ballot"
    )]
    fn note(&mut self, fact: &Fact, sent: Option<&Ballot>) {
        let last = self.rounds.last_mut().expect("a round");
        match fact {
            Fact::BallotCast(by, ..) => {
                let guest = self.state.participants.get(*by);
                let membership = guest.map(|guest| guest.membership).unwrap_or_default();
                let mut values = membership.values();
                let value = values.find(|(group, _)| *group == GROUP);
                let value = value.map(|(_, value)| value);
                let sent = sent.expect("a ballot is cast by its command").clone();
                last.last.insert(*by, (sent, value));
            }
            Fact::BallotTakenBack(by, _) => drop(last.last.remove(by)),
            Fact::HandsCounted(_, _, hands) => last.hands = hands.clone(),
            Fact::RoundEnded(_) | Fact::RoundVoided(_) => {
                last.is_void = matches!(fact, Fact::RoundVoided(_));
                self.rounds.push(Round::default());
            }
            Fact::RoundResumed(_) => {
                self.rounds.pop();
                self.rounds.last_mut().expect("a round").is_void = false;
            }
            _ => {}
        }
    }

    /// Recounts a round, with its hands: the counts and the number of votes.
    fn recount(&self, round: &Round) -> (Tally, u32) {
        let info = &self.poll().info;
        let (rules, options) = (&info.rules, info.options.len());
        let raised = round.hands.iter().flat_map(|hands| {
            (0..).zip(&hands.counts).flat_map(|(answer, raised)| {
                let ballot = rules.hand(options, answer).expect("a ballot for each hand");
                vec![Ballot::from(&ballot); *raised as usize]
            })
        });
        let mut ballots: Vec<Ballot> = raised.collect();
        if !round.hands.as_ref().is_some_and(|hands| hands.instead) {
            ballots.extend(round.last.values().map(|(ballot, _)| ballot.clone()));
        }
        (self.counted(&ballots), ballots.len() as u32)
    }

    fn counted(&self, ballots: &[Ballot]) -> Tally {
        let ballots: Vec<&Ballot> = ballots.iter().collect();
        let options = self.poll().info.options.len();
        self.kind().recount(options, &ballots)
    }

    /// Checks the counts of all rounds, those by value, and what a tally covers.
    fn check(&self) {
        let poll = self.poll();
        let rules = &poll.info.rules;
        let tally = |tally: &domain::Tally| {
            Tally::of(rules, tally, true).expect("a tally of the poll's kind")
        };
        let (current, before) = self.rounds.split_last().expect("a round");
        let (all, votes) = poll.result();
        assert_eq!((tally(&all), votes), self.recount(current));
        assert_eq!(poll.answers.count() as usize, current.last.len());
        let past = poll.past();
        assert_eq!(past.len(), before.len());
        for (past, round) in past.iter().zip(before) {
            assert_eq!((tally(&past.counts.tally), past.votes), self.recount(round));
            assert_eq!(past.counts.mark.void, round.is_void);
            assert_eq!(past.phones as usize, round.last.len());
        }
        for (counts, round) in poll.answers.counts().iter().zip(&self.rounds) {
            for value in (0..VALUES).map(ValueId) {
                let of_value = round.last.values().filter(|(_, of)| *of == Some(value));
                let ballots: Vec<Ballot> = of_value.map(|(ballot, _)| ballot.clone()).collect();
                let mut splits = counts.splits.iter();
                match splits.find(|split| (split.group, split.value) == (GROUP, value)) {
                    Some(split) => {
                        assert_eq!(split.count as usize, ballots.len());
                        assert_eq!(tally(&split.tally), self.counted(&ballots));
                    }
                    None => assert!(ballots.is_empty()),
                }
            }
        }
        let ballots: Vec<Ballot> = current.last.values().map(|(b, _)| b.clone()).collect();
        let of_phones = tally(&poll.answers.tally());
        for some in 0..=ballots.len() {
            assert!(of_phones.covers(&self.counted(&ballots[..some])));
        }
        if current.hands.as_ref().is_some_and(|hands| !hands.instead) {
            assert!(tally(&all).covers(&of_phones));
        }
    }
}

fn polls() -> usize {
    event_file::parse(EVENT)
        .expect("an event")
        .program
        .polls
        .len()
}

#[test]
fn the_event_has_a_poll_of_each_kind() {
    let program = event_file::parse(EVENT).expect("an event").program;
    let kinds = program.polls.iter();
    let kinds: std::collections::BTreeSet<_> = kinds
        .map(|poll| name_of(&PollKind::of(&poll.rules, true)))
        .collect();
    assert_eq!(kinds.len(), KINDS);
}

/// Numbers that are none of a ballot, and lists that no ballot is.
fn nonsense() -> Vec<Value> {
    let mut all = vec![
        json!(true),
        json!(0.25),
        json!(1e308),
        json!(-1e308),
        json!({}),
    ];
    all.extend([
        json!(-7),
        json!(255),
        json!(4_294_967_296_u64),
        json!(i64::MIN),
    ]);
    all.extend([json!([[]]), json!([[[[0]]]]), json!([{}]), json!([true])]);
    all.extend([
        json!([-1]),
        json!([0.5]),
        json!([1e308]),
        json!([4_294_967_296_u64]),
    ]);
    all.extend([json!([20]), json!([255]), json!([0, 255])]);
    all.push(json!(vec![0; 5000]));
    all
}

/// Returns the kind's name on the wire.
fn name_of(kind: &impl serde::Serialize) -> String {
    let kind = serde_json::to_value(kind).expect("JSON");
    let names = kind
        .as_object()
        .and_then(|kind| kind.keys().next().cloned());
    names.expect("a kind has a name")
}

#[test]
fn each_kind_refuses_nonsense_and_ballots_of_other_kinds() {
    let ids = || (0..polls() as u32).map(PollId);
    for id in ids() {
        let mut run = Run::new(id);
        run.step(&Step::Open);
        let (kind, options) = (run.kind(), run.poll().info.options.len());
        let refused = |run: &Run, ballot: Ballot| {
            let (poll, round, ballot) = (id, 0, ballot.into());
            let cast = Command::Cast {
                poll,
                round,
                ballot,
            };
            let by = Actor::Participant(ParticipantId(0));
            match receive(&run.state, by, 7, 1, &cast, 1000) {
                Outcome::Rejected(why) => why,
                other @ (Outcome::Accepted(_) | Outcome::Repeated) => {
                    panic!("{kind:?} takes {cast:?}: {other:?}")
                }
            }
        };
        for value in nonsense() {
            // What has no form of a ballot does not come this far.
            let written = json!({ name_of(&kind): value });
            if let Ok(ballot) = serde_json::from_value(written.clone()) {
                let why = refused(&run, ballot);
                assert!(
                    matches!(why, Rejection::BadBallot { .. }),
                    "{written} {why:?}"
                );
            }
        }
        for other in ids().filter(|other| *other != id) {
            let other = Run::new(other);
            let options = other.poll().info.options.len();
            let ballot = other.kind().any_ballot(options, 1, &mut dice(3));
            if name_of(&ballot) != name_of(&kind) {
                let why = refused(&run, ballot);
                assert!(matches!(why, Rejection::BadBallot { .. }), "{why:?}");
            }
        }
        let good = kind.any_ballot(options, id.0, &mut dice(3));
        run.step(&Step::Cast(0, 3));
        assert_eq!(run.rounds[0].last[&ParticipantId(0)].0, good);
    }
}

/// A copy asks the same with all settings, has no ballots, and takes its own.
#[test]
fn a_copy_of_a_poll_of_each_kind_is_empty_and_asks_the_same() {
    for id in (0..polls() as u32).map(PollId) {
        let mut run = Run::new(id);
        for step in [
            Step::Open,
            Step::Cast(0, 1),
            Step::Cast(1, 2),
            Step::Close,
            Step::Next,
            Step::Cast(0, 3),
        ] {
            run.step(&step);
        }
        let (was, seen) = (run.poll().clone(), run.poll().rev);
        assert!(!was.is_empty());
        let copy = Command::DuplicatePoll { poll: id, seen };
        run.act(Actor::Staff(StaffRole::Host), &copy, None);
        run.id = run.state.polls.iter().map(|(id, _)| id).max().expect("one");
        let made = run.poll();
        assert_ne!(made.info.key, was.info.key);
        let info = domain::PollInfo {
            key: was.info.key.clone(),
            ..made.info.clone()
        };
        assert_eq!(info, was.info);
        assert!(made.is_empty() && made.phase == Phase::Ready);
        run.rounds = vec![Round::default()];
        for step in [Step::Open, Step::Cast(2, 4)] {
            run.step(&step);
            run.check();
        }
        assert_eq!(run.poll().answers.count(), 1);
        let other = run.state.polls.get(id).expect("the poll");
        assert_eq!(other.result(), was.result());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The same log gives the same state, and without its guests the same results.
    #[test]
    fn a_poll_of_each_kind_counts_the_last_ballots_and_the_hands(steps in steps()) {
        for id in (0..polls() as u32).map(PollId) {
            let mut run = Run::new(id);
            for step in &steps {
                run.step(step);
                run.check();
            }
            let mut replayed = State::default();
            for bytes in &run.log {
                replayed.apply_record(&Record::decode(bytes).expect("a record"));
            }
            prop_assert_eq!(&replayed, &run.state);
            let mut after = State::default();
            let (poll, facts) = (run.poll(), without_guests(&run.state));
            facts.iter().for_each(|fact| after.apply(fact));
            let kept = after.polls.get(id).expect("the poll");
            prop_assert_eq!(kept.result(), poll.result());
            prop_assert_eq!(kept.past().len(), poll.past().len());
            for (kept, was) in kept.past().iter().zip(poll.past()) {
                prop_assert_eq!(&kept.counts.tally, &was.counts.tally);
                prop_assert_eq!((kept.phones, kept.hands), (was.phones, was.hands));
            }
            let is_over = |poll: &Poll| matches!(poll.phase, Phase::Closed | Phase::Revealed);
            prop_assert_eq!(is_over(kept), poll.phase != Phase::Ready);
            prop_assert!(kept.is_empty() || !kept.can().any(|verb| verb == plenary_domain::poll::run::Verb::Open));
        }
    }
}

/// Writes `settings.ts`, as ts-rs writes the types: what a host can write for each kind, and examples of what the rules decide.
#[test]
fn export_settings() {
    const WRITTEN: [(&str, Setting); 4] = [
        ("changeable", Setting::Changeable),
        ("show", Setting::Show),
        ("reveals_itself", Setting::Reveal),
        ("named", Setting::Named),
    ];
    const MORE: &str = r#"
[[poll]]
key = "again"
kind = "nps"
title.en = "Would you sail again?"

[[poll]]
key = "all"
kind = "motion"
base = "present"
title.en = "We turn back."

[[poll]]
key = "berth"
kind = "single"
none = "none_of_these"
title.en = "Which port?"
options = [{ key = "a", en = "Aden" }, { key = "b", en = "Basra" }]
"#;
    let list = |names: Vec<String>| {
        let quoted = names.iter().map(|name| format!("\"{name}\""));
        format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
    };
    let program = event_file::parse(&format!("{EVENT}{MORE}"));
    let polls = program.expect("an event").program.polls;
    // In the order of their numbers.
    let mut by_kind: BTreeMap<KindOf, Vec<(&domain::Rules, usize)>> = BTreeMap::new();
    for poll in &polls {
        let of_kind = by_kind.entry(KindOf::rules(&poll.rules)).or_default();
        of_kind.push((&poll.rules, poll.options.len()));
    }
    assert_eq!(by_kind.len(), KINDS);
    let name = |polls: &[(&domain::Rules, usize)]| name_of(&PollKind::of(polls[0].0, true));
    let fitting = |fits: &dyn Fn(&domain::Rules) -> bool| {
        let of = |polls: &[(&domain::Rules, usize)]| polls.iter().any(|(rules, _)| fits(rules));
        let fitting = by_kind.values().filter(|polls| of(polls));
        list(fitting.map(|polls| name(polls)).collect())
    };
    let kinds = by_kind.values().map(|polls| {
        let is_taken = |setting| {
            polls
                .iter()
                .any(|(rules, options)| rules.takes(*options, setting))
        };
        let taken = WRITTEN.iter().filter(|(_, setting)| is_taken(*setting));
        let taken = taken.map(|(name, _)| (*name).to_owned()).collect();
        format!("  {}: {},\n", name(polls), list(taken))
    });
    let examples = by_kind.values().flatten().map(|(rules, options)| {
        let kind = serde_json::to_string(&PollKind::of(rules, true)).expect("JSON");
        let shows = rules.takes(*options, Setting::Show);
        format!("  [{kind}, {options}, {shows}, {}],\n", rules.weighs())
    });
    let finals = fitting(&|rules| !rules.is_usually_changeable());
    let by_codes = fitting(&|rules| !rules.has_answer());
    let held = fitting(&domain::Rules::is_held);
    let text = format!(
        "// This file was generated from server/src/protocol/poll/tests.rs. Do not edit this file manually.\n\n\
         /** By kind of poll, in the order of their numbers, the settings that make sense for it, at least under some rules. */\n\
         export const SETTINGS = {{\n{}}} as const;\n\n\
         /** Kinds whose votes are final, unless the poll says otherwise. */\n\
         export const USUALLY_FINAL: readonly string[] = {finals};\n\n\
         /** Kinds whose polls can look at single-use codes. */\n\
         export const BY_CODES: readonly string[] = {by_codes};\n\n\
         /** Kinds that have no live results for phones: until the reveal there is only the number of ballots. */\n\
         export const HELD: readonly string[] = {held};\n\n\
         /** Rules, the number of options, and whether such a poll shows counts or shares as a host chooses, and takes weights. */\n\
         export const EXAMPLES: readonly unknown[] = [\n{}];\n",
        kinds.collect::<String>(),
        examples.collect::<String>()
    );
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = folder.join("../web-client/src/protocol/settings.ts");
    std::fs::write(path, text).expect("written");
}
