//! What desks may do: the server accepts each verb an item offers, and no other.

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::ids::{PollId, QuestionId, SessionId};
use plenary_domain::poll::run;
use plenary_domain::question::Question;
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::state::Verb;
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::rejection::Rejection;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::session;
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use proptest::prelude::*;

use super::super::View;
use super::run::{Run, at, steps};
use crate::protocol::{Item, ItemKind, ItemName, Role, Snapshot};
proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// The server accepts each verb an item offers its viewer, and rejects every other verb.
    #[test]
    fn an_item_offers_exactly_the_accepted_verbs(steps in steps()) {
        let mut run = Run::new();
        for step in &steps {
            run.step(step);
        }
        let state = &run.state;
        for (id, q) in state.questions.iter() {
            let panelist = q.to.and_then(Addressee::person).map(|to| (Role::Panelist, StaffRole::Panelist(to)));
            let desks = [(Role::Moderator, StaffRole::Moderator), (Role::Host, StaffRole::Host)];
            for (audience, role) in desks.into_iter().chain(panelist) {
                let item = crate::view::item(state, audience, ItemName { kind: ItemKind::Question, id: id.0 });
                let Some(Item::Question(item)) = item else { continue };
                let can = item.desk.map(|desk| desk.can).unwrap_or_default();
                let takes = |(other, kept): &(QuestionId, &Question)| {
                    *other != id && kept.state.takes_merged() && state.questions.has_room_merged(id, *other)
                };
                let kept = state.questions.iter().find(takes).map(|(id, _)| id);
                for verb in Verb::ALL {
                    let Some(kept) = kept.or((verb != Verb::Merge).then_some(id)) else { continue };
                    let said = can.contains(&verb.into());
                    let command = question_command(id, q, verb, kept);
                    prop_assert_eq!(said, accepts(state, role, &command), "{:?}", verb);
                }
            }
        }
        let feed = View::new(Role::Host).update(state, "CDU7K2", at(state)).expect("first");
        let snapshot: Snapshot = serde_json::from_str(&feed.snapshot()).expect("a snapshot");
        for item in &snapshot.items {
            if let Item::Poll(item) = item {
                let can = item.can.clone().expect("a host's item");
                for verb in run::Verb::ALL {
                    let command = poll_command(PollId(item.id), item.rev.expect("a host's item"), verb);
                    prop_assert_eq!(can.contains(&verb.into()), accepts(state, StaffRole::Host, &command));
                }
            }
            if let Item::Session(item) = item {
                let can = item.can.clone().expect("a host's item");
                for verb in session::Verb::ALL {
                    let command = session_command(SessionId(item.id), item.rev.expect("a host's item"), verb);
                    prop_assert_eq!(can.contains(&verb.into()), accepts(state, StaffRole::Host, &command));
                }
            }
        }
    }
}

fn accepts(state: &State, role: StaffRole, command: &Command) -> bool {
    match decide(state, Actor::Staff(role), command, state.at) {
        Ok(_) => true,
        Err(why) => {
            assert!(
                matches!(why, Rejection::NotFromHere | Rejection::NotAllowed),
                "{why:?}"
            );
            false
        }
    }
}

fn question_command(question: QuestionId, q: &Question, verb: Verb, kept: QuestionId) -> Command {
    let seen = q.rev;
    let to = |to| Command::Move { question, seen, to };
    match verb {
        Verb::Approve => Command::Approve { question, seen },
        Verb::Decline => Command::Decline {
            question,
            seen,
            reason: DeclineReason::OffTopic,
            note: None,
        },
        Verb::Edit => Command::EditApprove {
            question,
            seen,
            content: q.screened.content().clone(),
        },
        // Addressing a question to the same person changes nothing, and is accepted all the same.
        Verb::Address => Command::Address {
            question,
            seen,
            to: q.to,
        },
        Verb::Merge => Command::Merge {
            question,
            seen,
            into: kept,
        },
        Verb::Split => Command::Split { question, seen },
        Verb::Reply => Command::Reply {
            question,
            seen: q.reply_rev,
            texts: Texts::from([("en".to_owned(), "Soon.".to_owned())]),
        },
        Verb::Waiting => to(QuestionState::Waiting),
        Verb::Approved => to(QuestionState::Approved),
        Verb::Next => to(QuestionState::Next),
        Verb::Now => to(QuestionState::Now),
        Verb::Answered => to(QuestionState::Answered),
    }
}

fn poll_command(poll: PollId, seen: u32, verb: run::Verb) -> Command {
    match verb {
        run::Verb::Open => Command::OpenPoll {
            poll,
            seen,
            seconds: Some(60),
        },
        run::Verb::Extend => Command::ExtendPoll {
            poll,
            seen,
            seconds: 60,
        },
        run::Verb::Close => Command::ClosePoll { poll, seen },
        run::Verb::Reveal => Command::RevealPoll { poll, seen },
        run::Verb::Hide => Command::HidePoll { poll, seen },
        run::Verb::Tell => Command::TellAnswer { poll, seen },
        run::Verb::Count => Command::CountHands {
            poll,
            seen,
            hands: None,
        },
        run::Verb::Remove => Command::RemovePoll { poll, seen },
        run::Verb::Repeat => Command::RepeatPoll {
            poll,
            seen,
            seconds: Some(60),
        },
        run::Verb::Reset => Command::ResetPoll { poll, seen },
    }
}

fn session_command(session: SessionId, seen: u32, verb: session::Verb) -> Command {
    match verb {
        session::Verb::Start => Command::StartSession {
            session,
            seen,
            carry: None,
        },
        session::Verb::End => Command::EndSession { session, seen },
        session::Verb::Resume => Command::ResumeSession { session, seen },
        session::Verb::Skip => Command::SkipSession { session, seen },
        session::Verb::Unskip => Command::UnskipSession { session, seen },
        session::Verb::Shift => Command::ShiftAgenda {
            from: session,
            seen,
            minutes: 5,
        },
    }
}
