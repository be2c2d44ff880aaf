//! What each audience gets of a poll: its result beside a table by group, and whether its texts are too long for the screen.

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::Fact;
use plenary_domain::floor::Offer;
use plenary_domain::floor::step::Step;
use plenary_domain::ids::{
    GroupId, ParticipantId, PersonId, PollId, QuestionId, SessionId, ValueId,
};
use plenary_domain::import;
use plenary_domain::poll::Ballot;
use plenary_domain::poll::kinds::choice::Picks;
use plenary_domain::question::QuestionState;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;

use super::*;
use crate::event_file;
use crate::protocol::Crowded;
use crate::protocol::TallyItem;

const EVENT: &str = r#"
[event]
languages = ["en"]
title.en = "T"
venue.en = "V"
date = 2018-08-02
zone = "UTC"

[[group]]
key = "crew"
name.en = "Crew"
ask = true
values = [{ key = "deck", en = "Deck" }, { key = "galley", en = "Galley" }, { key = "bridge", en = "Bridge" }]

[[poll]]
key = "wind"
kind = "single"
title.en = "Where from?"
options = [{ key = "n", en = "North" }, { key = "s", en = "South" }]
"#;
const WIND: PollId = PollId(0);
const CREW: GroupId = GroupId(0);

fn act(state: &mut State, actor: Actor, command: &Command) {
    let facts = decide(state, actor, command, 0).expect("allowed");
    facts.iter().for_each(|fact| state.apply(fact));
}

fn as_host(state: &mut State, command: impl Fn(u32) -> Command) {
    let seen = state.polls.get(WIND).map_or(0, |poll| poll.rev);
    act(state, Actor::Staff(StaffRole::Host), &command(seen));
}

/// Returns a revealed result that is shown by crew, whose values have so many votes.
fn shown(votes: &[u8]) -> State {
    let mut state = State::default();
    let program = Box::new(event_file::parse(EVENT).expect("an event").program);
    act(&mut state, Actor::Operator, &Command::Import { program });
    let poll = WIND;
    as_host(&mut state, |seen| Command::OpenPoll {
        poll,
        seen,
        seconds: None,
    });
    let values = (0..).zip(votes);
    let values = values.flat_map(|(value, votes)| (0..*votes).map(move |_| value));
    for (guest, value) in (0..).zip(values) {
        act(&mut state, Actor::Operator, &Command::Join);
        let as_guest = Actor::Participant(ParticipantId(guest));
        let (group, value) = (CREW, Some(ValueId(value)));
        act(&mut state, as_guest, &Command::Declare { group, value });
        let ballot = Ballot::Choice(Picks::of(&[(guest % 2) as u8]));
        let round = 0;
        act(
            &mut state,
            as_guest,
            &Command::Cast {
                poll,
                round,
                ballot,
            },
        );
    }
    as_host(&mut state, |seen| Command::ClosePoll { poll, seen });
    as_host(&mut state, |seen| Command::RevealPoll { poll, seen });
    let group = Some(CREW);
    as_host(&mut state, |seen| Command::SplitPoll { poll, seen, group });
    state
}

fn told(state: &State, audience: Role) -> TallyItem {
    let name = ItemName {
        kind: ItemKind::Tally,
        id: WIND.0,
    };
    match item(state, audience, name) {
        Some(Item::Tally(tally)) => tally,
        other => panic!("no result for {audience:?}: {other:?}"),
    }
}

#[test]
fn the_total_never_stands_beside_a_table_that_leaves_values_out() {
    // Four are too few, and with the next smallest they are enough to hide in.
    let state = shown(&[9, 7, 4]);
    let screen = told(&state, Role::Screen);
    let [table] = screen.groups.as_slice() else {
        panic!("a table");
    };
    assert!(table.hides);
    assert_eq!(
        table.values.iter().map(|v| v.count).collect::<Vec<_>>(),
        [9]
    );
    assert_eq!((screen.tally, screen.shares), (None, None));

    let phone = told(&state, Role::Participant);
    assert!(phone.tally.is_some() && phone.groups.is_empty());

    // The host reveals the total, so has it; the table has none of its own.
    let host = told(&state, Role::Host);
    assert!(host.tally.is_some());
    assert_eq!(host.groups, screen.groups);
}

#[test]
fn a_whole_table_leaves_the_total_where_it_is() {
    let state = shown(&[9, 7, 5]);
    for audience in [Role::Screen, Role::Participant, Role::Host] {
        let tally = told(&state, audience);
        assert!(tally.tally.is_some() && tally.shares.is_some());
        let [table] = tally.groups.as_slice() else {
            panic!("a table for {audience:?}");
        };
        assert_eq!((table.hides, table.values.len()), (false, 3));
    }
}

#[test]
fn phones_learn_which_kinds_are_to_come() {
    let mut state = State::default();
    let more = "[[poll]]\nkey = \"hail\"\nkind = \"words\"\ntitle.en = \"What do you see?\"\n";
    let file = format!("{EVENT}\n{more}");
    let program = Box::new(event_file::parse(&file).expect("an event").program);
    act(&mut state, Actor::Operator, &Command::Import { program });
    let coming = |state: &State, audience| {
        let stage = entries(state, "CDU7K2", audience, Part::Stage).pop();
        if let Some(Entry::Item(item)) = stage
            && let Item::Stage(stage) = *item
        {
            stage.kinds
        } else {
            panic!("no stage");
        }
    };
    // A choice and words, by their places in the list of kinds.
    assert_eq!(coming(&state, Role::Participant), [0, 7]);
    assert!(coming(&state, Role::Screen).is_empty());
    let poll = WIND;
    as_host(&mut state, |seen| Command::OpenPoll {
        poll,
        seen,
        seconds: None,
    });
    assert_eq!(coming(&state, Role::Participant), [7]);
}

#[test]
fn only_hosts_learn_which_polls_are_too_long_for_the_screen() {
    let words = "heat ".repeat(30);
    let option = |n| format!("{{ key = \"o{n}\", en = \"{n} {words}\" }},");
    let options: String = (0..14).map(option).collect();
    let file = format!(
        "[event]\nlanguages = [\"en\"]\ntitle = \"T\"\nvenue = \"V\"\ndate = 2018-08-02\nzone = \"UTC\"\n\
         [[poll]]\nkey = \"p\"\nkind = \"single\"\ntitle = \"P\"\noptions = [{options}]\n"
    );
    let program = event_file::parse(&file).expect("a good file").program;
    let mut state = State::default();
    for fact in import::plan(&state, &program).facts {
        state.apply(&fact);
    }
    let seen = |audience| {
        let entries = entries(&state, "CDU7K2", audience, Part::Program).into_iter();
        let mut polls = entries.filter_map(|entry| {
            if let Entry::Item(item) = entry
                && let Item::Poll(poll) = *item
            {
                Some(poll.crowded)
            } else {
                None
            }
        });
        polls.next()
    };
    assert_eq!(seen(Role::Host), Some(Some(Crowded::Pages)));
    assert_eq!(seen(Role::Moderator), Some(None));
}

#[test]
fn an_offer_leaves_the_desks_with_its_question_and_comes_back_with_it() {
    let more = "[[person]]\nkey = \"captain\"\nname.en = \"Captain\"\norg.en = \"Ship\"\n\
        [[session]]\nkey = \"table\"\nkind = \"round_table\"\nstart = \"10:00\"\nend = \"11:00\"\n\
        title.en = \"Table\"\npanelists = [\"captain\"]\n";
    let mut state = State::default();
    let file = format!("{EVENT}\n{more}");
    let program = Box::new(event_file::parse(&file).expect("an event").program);
    act(&mut state, Actor::Operator, &Command::Import { program });
    let session = SessionId(0);
    let seen = state.sessions.get(session).map_or(0, |one| one.rev);
    let start = Command::StartSession {
        session,
        seen,
        carry: None,
    };
    act(&mut state, Actor::Staff(StaffRole::Host), &start);
    let moderator = Actor::Staff(StaffRole::Moderator);
    let content = Content {
        text: "How far?".into(),
        lang: "en".into(),
        ..Content::default()
    };
    let ask = Command::AskAsStaff { content, to: None };
    act(&mut state, moderator, &ask);
    let question = QuestionId(0);
    let moves = |state: &mut State, to| {
        let seen = state.questions.get(question).map_or(0, |q| q.rev);
        act(state, moderator, &Command::Move { question, seen, to });
    };
    moves(&mut state, QuestionState::Next);
    let take = Step::Offer {
        question,
        offer: Some(Offer::Take),
    };
    let panelist = Actor::Staff(StaffRole::Panelist(PersonId(0)));
    act(&mut state, panelist, &Command::Floor(take));

    let offers = |state: &State| {
        let entry = entries(state, "CDU7K2", Role::Chair, Part::Floor).pop();
        let Some(Entry::Item(item)) = entry else {
            panic!("no floor")
        };
        let Item::Floor(floor) = *item else {
            panic!("no floor")
        };
        floor.desk.map_or(0, |desk| desk.offers.len())
    };
    assert_eq!(offers(&state), 1);
    // In the line, on the screen, out of it, and in the line again: the desks get the floor anew each time.
    for (to, n) in [
        (QuestionState::Now, 1),
        (QuestionState::Answered, 0),
        (QuestionState::Approved, 0),
        (QuestionState::Next, 1),
    ] {
        let before = Part::Floor.changed(&state);
        moves(&mut state, to);
        assert!(Part::Floor.changed(&state) > before, "{to:?}");
        assert_eq!(offers(&state), n, "{to:?}");
    }
}

#[test]
fn a_marked_word_is_told_to_those_who_screen_and_decides_nothing() {
    let event = EVENT.replace(
        "zone = \"UTC\"",
        "zone = \"UTC\"\nmarked_words = [\"spam\", \"广告\"]",
    );
    let mut state = State::default();
    let program = Box::new(event_file::parse(&event).expect("an event").program);
    act(&mut state, Actor::Operator, &Command::Import { program });
    act(&mut state, Actor::Operator, &Command::Join);
    let texts = ["Is this ＳＰＡＭ?", "这是广告吗？", "Warm water?"];
    for text in texts {
        let content = Content {
            text: text.into(),
            lang: "en".into(),
            ..Content::default()
        };
        let id = QuestionId(state.questions.iter().count() as u32);
        state.apply(&Fact::QuestionAsked(id, ParticipantId(0), content, None));
    }
    let questions = |state: &State, audience| {
        let name = |id| ItemName {
            kind: ItemKind::Question,
            id,
        };
        let item = |id| match item(state, audience, name(id)) {
            Some(Item::Question(question)) => Some(question.desk.and_then(|desk| desk.marked)),
            _ => None,
        };
        [0, 1, 2].map(item)
    };
    let words = [
        Some(Some("spam".into())),
        Some(Some("广告".into())),
        Some(None),
    ];
    assert_eq!(questions(&state, Role::Moderator), words);

    for id in 0..3 {
        let question = QuestionId(id);
        let seen = state.questions.get(question).map_or(0, |q| q.rev);
        let approve = Command::Approve { question, seen };
        act(&mut state, Actor::Staff(StaffRole::Moderator), &approve);
    }
    for audience in [Role::Participant, Role::Screen, Role::Chair] {
        assert_eq!(
            questions(&state, audience),
            [Some(None), Some(None), Some(None)]
        );
    }
}
