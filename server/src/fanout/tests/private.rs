//! What each audience must not see.

use std::collections::BTreeSet;

use plenary_domain::command::Command;
use plenary_domain::effect;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, PollId, QuestionId};
use plenary_domain::poll::Phase;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::poll::kinds::quiz::{self, Answer};
use plenary_domain::poll::{Ballot, Rules};
use plenary_domain::question::ask::Asked;
use plenary_domain::question::{DeclineReason, Question, QuestionState};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::stage::Stage;
use plenary_domain::text::Texts;
use proptest::prelude::*;

use super::super::View;
use super::run::{GUESTS, Run, Step, at, steps};
use crate::protocol::{Item, ItemKind, ItemName, LiveResults, Role, Snapshot};
proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// No guest's words reach the screen, the phones or a panelist unless exactly those words were approved. Hidden
    /// counts appear in no byte of an audience that may not see them.
    #[test]
    fn no_frame_shows_what_is_not_public(steps in steps()) {
        let mut run = Run::new();
        for step in &steps {
            run.step(step);
        }
        let words: Vec<(String, bool, bool)> = run.state.questions.iter().map(|(_, q)| {
            // A merged text is read wherever the kept one is.
            let kept = q.into.map_or(q, |kept| run.state.questions.get(kept).expect("kept"));
            let is_public = |q: &Question| q.screened.public().is_some();
            let shown = is_public(q) && is_public(kept) && kept.state.is_public();
            let text = q.screened.content().text.clone();
            // Guests also see what waits, where the host publishes it at once. The screen and panelists never do.
            let is_heard = !kept.is_muted(&run.state.mutes);
            let posted = run.state.questions.seen_by_guests(kept).filter(|_| is_heard);
            let posted = posted.is_some_and(|content| content.text == text || (q.into.is_some() && is_public(q)));
            // An erased one has no words.
            let shown = shown || q.state == QuestionState::Erased;
            (text, shown, posted && kept.state == QuestionState::Waiting)
        }).chain(run.state.polls.entries.iter().map(|(_, entry)| {
            (entry.screened.content().text.clone(), entry.screened.public().is_some(), false)
        })).collect();
        let on_board = plenary_domain::on_now::stages(&run.state).any(|stage| stage == Stage::Board);
        let named = run.state.nicknames.iter().map(|(_, name)| {
            let public = name.screened.public().map(|public| public.content().text.clone());
            let text = name.screened.content().text.clone();
            let is_public = public.as_ref() == Some(&text);
            (text, on_board && is_public)
        });
        // Two guests can choose the same name.
        let shown: Vec<String> = run.state.nicknames.iter()
            .filter_map(|(_, name)| Some(name.screened.public()?.content().text.clone()))
            .collect();
        let named: Vec<(String, bool, bool)> = named
            .map(|(text, is_shown)| (text.clone(), is_shown || (on_board && shown.contains(&text)), false))
            .collect();
        for who in 0..GUESTS {
            let own = super::super::encode(&crate::view::mine(&run.state, ParticipantId(who)));
            prop_assert!(!own.contains("SECRETNOTE") && !own.contains("SECRETLABEL"));
        }
        // Who leads or answers acts on a question, and does not learn what moderators weigh.
        for audience in [Role::Chair, Role::Panelist] {
            let feed = View::new(audience).update(&run.state, "CDU7K2", at(&run.state)).expect("first");
            let snapshot: Snapshot = serde_json::from_str(&feed.snapshot()).expect("a snapshot");
            for item in snapshot.items {
                let Item::Question(question) = item else { continue };
                let Some(desk) = question.desk else { continue };
                prop_assert!(desk.muted == 0 && !desk.posted && desk.reports == 0);
                prop_assert!(desk.similar.is_empty() && desk.marked.is_none());
            }
        }
        for audience in [Role::Participant, Role::Panelist, Role::Screen] {
            let feed = View::new(audience).update(&run.state, "CDU7K2", at(&run.state)).expect("first");
            let bytes = feed.snapshot();
            for marked in ["SECRETNOTE", "SECRETLABEL", "SECRETMESSAGE", "\"star\"", "\"k\":\"label\""] {
                prop_assert!(!bytes.contains(marked), "{marked} in {audience:?}");
            }
            // Only hosts and screens read what screens are called.
            prop_assert!(audience == Role::Screen || !bytes.contains("SECRETPLACE"));
            // What is planned or over is in no frame, and neither is what is on elsewhere.
            for (_, one) in run.state.announcements.iter() {
                let here = if audience == Role::Screen { one.info.on_screen } else { one.info.on_phones };
                let said = one.info.texts.values().any(|text| bytes.contains(&format!("\"{text}\"")));
                prop_assert!(!said || (one.is_on() && here), "an announcement in {audience:?}");
            }
            for (text, shown, posted) in words.iter().chain(&named) {
                let posted = *posted && audience == Role::Participant;
                prop_assert!(*shown || posted || !bytes.contains(&format!("\"{text}\"")), "{text} in {audience:?}");
            }
            let snapshot: Snapshot = serde_json::from_str(&bytes).expect("a snapshot");
            for item in &snapshot.items {
                let Item::Tally(tally) = item else { continue };
                let poll = run.state.polls.get(PollId(tally.id)).expect("a poll");
                let live: LiveResults = poll.live.into();
                let revealed = poll.phase == Phase::Revealed;
                if audience == Role::Screen {
                    prop_assert!(tally.tally.is_none() || revealed || live != LiveResults::Count);
                    prop_assert!(revealed || tally.again.is_none());
                } else {
                    prop_assert!(live != LiveResults::Never);
                    prop_assert!(revealed || live == LiveResults::Everyone);
                    prop_assert!(revealed || tally.earlier.is_empty());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The names of a named poll reach hosts alone, and no host before the round is over. Each guest knows their own.
    #[test]
    fn names_reach_only_hosts_and_only_after_the_close(steps in steps()) {
        let mut run = Run::new();
        let mut views = Role::ALL.map(View::new);
        for step in &steps {
            run.step(step);
            let poll = run.state.polls.get(run.named()).expect("a poll");
            let is_over = matches!(poll.phase, Phase::Closed | Phase::Revealed);
            let past = poll.past().into_iter().filter(|past| !past.counts.mark.void);
            let before: u32 = past.map(|past| past.phones).sum();
            let total = before + if is_over { poll.answers.count() } else { 0 };
            for view in &mut views {
                let audience = view.audience;
                let Some(feed) = view.update(&run.state, "CDU7K2", at(&run.state)) else { continue };
                let bytes = feed.snapshot();
                let names = bytes.matches("SECRETSIGN").count() as u32;
                if audience == Role::Host {
                    prop_assert_eq!(names, total);
                } else {
                    prop_assert_eq!(names, 0, "{:?}", audience);
                    prop_assert!(!bytes.contains("\"k\":\"names\""));
                }
            }
            for who in 0..GUESTS {
                let own = super::super::encode(&crate::view::mine(&run.state, ParticipantId(who)));
                for other in (0..GUESTS).filter(|other| *other != who) {
                    let sign = format!("SECRETSIGN{other}");
                    prop_assert!(!own.contains(&sign));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whoever stands still in the middle of a view does not read on in what somebody took away: when a guest's words go from an
    /// audience, a fact of that moment says so. Only a guest's other words, and another picture, need not.
    #[test]
    fn words_that_go_were_taken_back(steps in steps()) {
        let gives_way = |fact: &Fact| {
            // With a screen its name goes, which staff gave it.
            matches!(fact, Fact::BallotCast(..) | Fact::StageSet(_) | Fact::ScreenDropped(..))
        };
        let audiences = [Role::Participant, Role::Panelist, Role::Screen, Role::Interpreter];
        let words = |run: &Run, audience| -> BTreeSet<String> {
            let feed = View::new(audience).update(&run.state, "CDU7K2", at(&run.state)).expect("first");
            let snapshot = feed.snapshot();
            let texts = snapshot.split('"').filter(|text| text.starts_with("SECRET"));
            texts.map(str::to_owned).collect()
        };
        let mut run = Run::new();
        let mut seen = audiences.map(|audience| words(&run, audience));
        for step in &steps {
            run.facts.clear();
            run.step(step);
            let is_told = run.facts.iter().any(|fact| effect::takes_back(fact) || gives_way(fact));
            for (audience, before) in audiences.into_iter().zip(&mut seen) {
                let now = words(&run, audience);
                prop_assert!(is_told || before.is_subset(&now), "{audience:?} {:?}", run.facts);
                *before = now;
            }
        }
    }
}

/// The answer of a question is told last: until then, two questions that differ only in it look the same to everybody but the
/// host, whatever else is told.
#[test]
fn two_answers_look_the_same_until_one_is_told() {
    let mut runs = [Run::new(), Run::new()];
    let quiz = runs[0].quiz();
    for (run, right) in runs.iter_mut().zip([1, 2]) {
        let mut program = run.state.program().expect("a programme");
        let key = run
            .state
            .polls
            .get(quiz)
            .expect("the quiz")
            .info
            .key
            .clone();
        let poll = program.polls.iter_mut().find(|poll| poll.key == key);
        poll.expect("the quiz").rules = Rules::Quiz(quiz::Rules {
            right: Picks::of(&[right]),
            points: 1000,
            speed: false,
        });
        let program = Box::new(program);
        run.act(Actor::Operator, Command::Import { program });
    }
    let seen = |run: &Run, audience| {
        let feed = View::new(audience).update(&run.state, "CDU7K2", at(&run.state));
        let snapshot = feed.expect("first").snapshot();
        let mine = (0..GUESTS).map(|who| crate::view::mine(&run.state, ParticipantId(who)));
        let mine = serde_json::to_string(&mine.collect::<Vec<_>>()).expect("JSON");
        format!("{snapshot}{mine}")
    };
    let rev = |run: &Run| run.state.polls.get(quiz).expect("the quiz").rev;
    type Step = fn(PollId, u32) -> Command;
    let steps: [Step; 6] = [
        |poll, _| Command::Show {
            stage: Stage::Poll(poll),
        },
        |poll, seen| Command::OpenPoll {
            poll,
            seen,
            seconds: None,
        },
        |poll, seen| Command::SetLive {
            poll,
            seen,
            live: plenary_domain::program::LiveResults::Everyone,
        },
        |poll, seen| Command::ClosePoll { poll, seen },
        |poll, seen| Command::RevealPoll { poll, seen },
        |poll, seen| Command::TellAnswer { poll, seen },
    ];
    let host = Actor::Staff(StaffRole::Host);
    for (at, step) in steps.into_iter().enumerate() {
        for run in &mut runs {
            let command = step(quiz, rev(run));
            run.act(host, command);
            for who in 0..3 {
                let guest = Actor::Participant(ParticipantId(who));
                let ballot = Ballot::Quiz(Answer::of(&[who as u8]));
                run.act(
                    guest,
                    Command::Cast {
                        poll: quiz,
                        round: 0,
                        ballot,
                    },
                );
            }
        }
        for audience in Role::ALL.into_iter().filter(|role| *role != Role::Host) {
            let is_same = seen(&runs[0], audience) == seen(&runs[1], audience);
            assert_eq!(is_same, at < 5, "{audience:?} after step {at}");
        }
    }
}

/// While a result is held back, two halls that differ only in how many have voted look the same to those who may not know.
#[test]
fn nothing_tells_how_many_voted_while_the_result_is_held_back() {
    let mut runs = [Run::new(), Run::new()];
    let poll = PollId(0);
    let guest = |who| Actor::Participant(ParticipantId(who));
    let (host, moderator) = (StaffRole::Host, StaffRole::Moderator);
    use QuestionState::{Answered, Next, Now};
    let seen = |run: &Run, audience| {
        let feed = View::new(audience).update(&run.state, "CDU7K2", at(&run.state));
        let snapshot: Snapshot =
            serde_json::from_str(&feed.expect("first").snapshot()).expect("JSON");
        let mut items = snapshot.items;
        for item in &mut items {
            // The fingerprint of the ballots says nothing else about them.
            if let Item::Poll(poll) = item {
                poll.seal = None;
            }
        }
        let mine = crate::view::mine(&run.state, ParticipantId(0));
        (items, mine)
    };
    for (run, voters) in runs.iter_mut().zip([1, GUESTS]) {
        let live = plenary_domain::program::LiveResults::Count;
        let rev = |run: &Run, of| run.state.polls.get(of).expect("a poll").rev;
        let ask = |run: &mut Run, text: &str, way: &[QuestionState]| {
            let text = text.to_owned();
            run.act(
                guest(0),
                Command::Ask(Asked {
                    text,
                    to: None,
                    name: None,
                    org: None,
                    lang: None,
                }),
            );
            let id = QuestionId(run.state.questions.len() as u32 - 1);
            let way = way.iter().copied().map(Some);
            for to in [None].into_iter().chain(way) {
                let seen = run.state.questions.get(id).expect("asked").rev;
                let command = match to {
                    None => Command::Approve { question: id, seen },
                    Some(to) => Command::Move {
                        question: id,
                        seen,
                        to,
                    },
                };
                run.act(Actor::Staff(moderator), command);
            }
        };
        ask(run, "Before?", &[Next]);
        let set = Command::SetLive {
            poll,
            seen: rev(run, poll),
            live,
        };
        run.act(Actor::Staff(host), set);
        let open = Command::OpenPoll {
            poll,
            seen: rev(run, poll),
            seconds: None,
        };
        run.act(Actor::Staff(host), open);
        for who in 0..voters {
            let cast = Command::Cast {
                poll,
                round: 0,
                ballot: Ballot::Choice(Picks::of(&[0])),
            };
            run.act(guest(who), cast);
        }
        // In both halls at the same time.
        run.n = 1000;
        ask(run, "After?", &[Next]);
        // Its reply lacks a language, which the interpreter has to do.
        ask(run, "Answered?", &[Next, Now, Answered]);
        let answered = QuestionId(run.state.questions.len() as u32 - 1);
        let texts = Texts::from([("en".into(), "By law.".into())]);
        let reply = Command::Reply {
            question: answered,
            seen: 0,
            texts,
        };
        run.act(Actor::Staff(moderator), reply);
        let close = Command::ClosePoll {
            poll,
            seen: rev(run, poll),
        };
        run.act(Actor::Staff(host), close);
    }
    let told = |runs: &[Run; 2], audience| seen(&runs[0], audience) != seen(&runs[1], audience);
    assert!(told(&runs, Role::Screen), "the screen shows how many voted");
    for audience in [
        Role::Participant,
        Role::Panelist,
        Role::Interpreter,
        Role::Chair,
        Role::Captioner,
        Role::Reader,
    ] {
        let (one, other) = (seen(&runs[0], audience), seen(&runs[1], audience));
        let differing = one.0.iter().zip(&other.0).find(|(one, other)| one != other);
        assert!(one == other, "{audience:?}: {differing:#?}");
    }
    for run in &mut runs {
        let seen = run.state.polls.get(poll).expect("the poll").rev;
        run.act(Actor::Staff(host), Command::RevealPoll { poll, seen });
    }
    assert!(told(&runs, Role::Participant));
}

#[test]
fn an_interpreter_reads_questions_that_may_still_be_shown_and_no_reasons() {
    use crate::protocol::QuestionState::{Next, Now, Waiting};

    let mut run = Run::new();
    // The first three are approved; the fourth waits.
    for step in [Step(12, 0, 1), Step(13, 0, 2), Step(11, 0, 0)] {
        run.step(&step);
    }
    let mut view = View::new(Role::Interpreter);
    let feed = view
        .update(&run.state, "CDU7K2", at(&run.state))
        .expect("first");
    let bytes = feed.snapshot();
    let snapshot: Snapshot = serde_json::from_str(&bytes).expect("a snapshot");
    let questions: Vec<_> = snapshot
        .items
        .iter()
        .filter_map(|item| {
            let Item::Question(question) = item else {
                return None;
            };
            Some((question.id, question.state))
        })
        .collect();
    assert_eq!(questions, [(1, Next), (2, Now), (3, Waiting)]);
    for secret in [
        "A note",
        "off_topic",
        "\"desk\"",
        "\"tally\"",
        "participant",
    ] {
        assert!(!bytes.contains(secret), "{secret} in {bytes}");
    }
}

#[test]
fn an_audience_knows_when_it_lost_a_text_that_was_taken_back() {
    let mut run = Run::new();
    let desk = Actor::Staff(StaffRole::Moderator);
    let mut views = [Role::Participant, Role::Moderator].map(View::new);
    let mut retracted = |run: &Run, takes_back: bool| {
        views.each_mut().map(|view| {
            if takes_back {
                view.takes_back();
            }
            let next = view.update(&run.state, "CDU7K2", at(&run.state));
            next.map(|feed| feed.retracted())
        })
    };
    assert_eq!(retracted(&run, false), [Some(0); 2]);
    // The first is approved. A move shows the same text elsewhere.
    let question = QuestionId(0);
    let rev = |run: &Run| run.state.questions.get(question).expect("asked").rev;
    let mut put_back = 0;
    for (to, is_lost) in [
        (QuestionState::Next, false),
        (QuestionState::Approved, false),
        (QuestionState::Waiting, true),
    ] {
        let seen = rev(&run);
        let moved = Command::Move { question, seen, to };
        run.act(desk, moved);
        let lost = if is_lost { run.state.seq } else { 0 };
        put_back = lost;
        let [phones, desks] = retracted(&run, true);
        assert_eq!(phones, Some(lost), "{to:?}");
        assert_eq!(desks, Some(0), "moderators still see it");
    }
    // What is declined while it waits was never on a phone.
    let seen = rev(&run);
    let decline = Command::Decline {
        question,
        seen,
        reason: DeclineReason::OffTopic,
        note: None,
    };
    let before = retracted(&run, false)[0];
    run.act(desk, decline);
    let [phones, _] = retracted(&run, true);
    assert!(before.is_none() && phones == Some(put_back), "{phones:?}");
}

#[test]
fn a_count_that_moves_on_takes_nothing_away() {
    let mut run = Run::new();
    let desk = Actor::Staff(StaffRole::Moderator);
    let mut phones = View::new(Role::Participant);
    phones.update(&run.state, "CDU7K2", at(&run.state));
    let waiting = |run: &Run| {
        let mut all = run.state.questions.iter();
        let found = all.find(|(_, q)| q.state == QuestionState::Waiting);
        found.map(|(id, q)| (id, q.rev))
    };
    let mut told = 0;
    // The last approval leaves nothing to count, so the item goes too.
    while let Some((question, seen)) = waiting(&run) {
        run.act(desk, Command::Approve { question, seen });
        phones.takes_back();
        let feed = phones.update(&run.state, "CDU7K2", at(&run.state));
        let feed = feed.expect("news");
        assert_eq!(feed.retracted(), 0);
        told += 1;
    }
    assert!(told > 0);
    let asked = ItemName {
        kind: ItemKind::Asked,
        id: 0,
    };
    assert!(phones.gone.contains_key(&asked), "{:?}", phones.gone);
}

#[test]
fn a_text_is_lost_when_it_is_another() {
    let lost = |before: &str, after: &str| crate::fanout::loses_text(before, after);
    let one = r#"{"k":"question","state":"next","content":{"text":"Why?"},"upvotes":1}"#;
    assert!(!lost(one, &one.replace("next", "now").replace('1', "2")));
    assert!(lost(one, &one.replace("Why", "Who")));
    let words = r#"{"k":"tally","tally":{"words":[{"text":"sun","n":3},{"text":"wind","n":2}]}}"#;
    assert!(!lost(words, &words.replace('3', "4")));
    assert!(lost(
        words,
        r#"{"k":"tally","tally":{"words":[{"text":"sun","n":3}]}}"#
    ));
}
