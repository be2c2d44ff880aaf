//! What a change costs in a session with thousands of questions: bytes in proportion to the change, for every role.

use plenary_domain::command::Command;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{ParticipantId, QuestionId};
use plenary_domain::question::QuestionState;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;

use super::super::View;
use super::run::{GUESTS, Run, at};
use crate::protocol::Role;

const QUESTIONS: u32 = 5_000;
/// Guests who support many questions; the others none.
const FANS: u32 = GUESTS - 2;
/// Limit on a frame with one upvote, in bytes.
const UPVOTE_BYTES_MAX: usize = 1_000;
/// Limit on a frame with one question that moves, in bytes: a phone's list may lose one question and get another.
const MOVE_BYTES_MAX: usize = 2_000;

/// An event with thousands of questions in both languages: most approved, some waiting, with some support.
fn crowded() -> Run {
    let mut run = Run::new();
    let first = run.state.questions.iter().count() as u32;
    let moderator = Actor::Staff(StaffRole::Moderator);
    for id in first..QUESTIONS {
        let content = Content {
            text: format!("How much of the city's heat can come from the river in winter? ({id})"),
            lang: "en".into(),
            translations: [(
                "zh-Hans".to_owned(),
                format!("冬季有多少城市供热可以来自河水？（{id}）"),
            )]
            .into(),
            name: Some("Dr. Chen Wei".into()),
            org: Some("Sichuan University".into()),
        };
        let by = ParticipantId(id % GUESTS);
        let id = QuestionId(id);
        let mut facts = vec![Fact::QuestionAsked(id, by, content, None)];
        if !id.0.is_multiple_of(5) {
            facts.push(Fact::QuestionApproved(id, 1, moderator));
        }
        for guest in (0..FANS).filter(|guest| *guest != by.0 && id.0.is_multiple_of(guest + 2)) {
            facts.push(Fact::Upvoted(ParticipantId(guest), id, true));
        }
        facts.iter().for_each(|fact| run.state.apply(fact));
    }
    run
}

/// Does this, and returns the bytes that each role gets for it.
fn costs(run: &mut Run, views: &mut [View], actor: Actor, command: Command) -> Vec<(Role, usize)> {
    let before = at(&run.state);
    run.facts.clear();
    run.act(actor, command);
    assert!(!run.facts.is_empty(), "it is accepted");
    let costs = Role::ALL.into_iter().zip(views).filter_map(|(role, view)| {
        let feed = view.update(&run.state, "CDU7K2", at(&run.state))?;
        let frame = feed.frame(Some(before), None)?;
        Some((role, frame.payload().len()))
    });
    costs.collect()
}

#[test]
fn among_thousands_of_questions_a_change_costs_its_own_bytes() {
    let mut run = crowded();
    let mut views = Role::ALL.map(View::new);
    let of = |costs: &[(Role, usize)], role| costs.iter().find(|(to, _)| *to == role).copied();
    for view in &mut views {
        let whole = view.update(&run.state, "CDU7K2", at(&run.state));
        let whole = whole.expect("the first view").snapshot();
        assert!(!whole.is_empty());
    }
    let approved: Vec<QuestionId> = run
        .state
        .questions
        .iter()
        .filter(|(_, q)| q.state == QuestionState::Approved)
        .map(|(id, _)| id)
        .collect();
    assert!(approved.len() > 3_900);

    // From one with the least support to one at the top, and some that enter the phones' lists.
    let mut told = 0;
    for question in approved.into_iter().step_by(401) {
        let q = run.state.questions.get(question).expect("an approved one");
        // They supported nothing before.
        let fans = (FANS..GUESTS).map(ParticipantId);
        let guest = fans.into_iter().find(|one| q.author != Some(*one));
        let actor = Actor::Participant(guest.expect("one who did not ask it"));
        let upvote = Command::Upvote { question, on: true };
        let costs = costs(&mut run, &mut views, actor, upvote);
        assert!(of(&costs, Role::Moderator).is_some(), "the desk is told");
        told += usize::from(of(&costs, Role::Participant).is_some());
        for (role, bytes) in costs {
            assert!(bytes < UPVOTE_BYTES_MAX, "{role:?}: {bytes} bytes");
        }
    }
    assert!(told > 0, "phones are told of those in their lists");

    let waiting = run.state.questions.iter();
    let waiting = waiting.filter(|(_, q)| q.state == QuestionState::Waiting);
    let (question, seen) = waiting.map(|(id, q)| (id, q.rev)).last().expect("one");
    let approve = Command::Approve { question, seen };
    let moderator = Actor::Staff(StaffRole::Moderator);
    let costs = costs(&mut run, &mut views, moderator, approve);
    assert!(of(&costs, Role::Moderator).is_some());
    assert!(of(&costs, Role::Participant).is_some());
    for (role, bytes) in costs {
        assert!(bytes < MOVE_BYTES_MAX, "{role:?}: {bytes} bytes");
    }
}
