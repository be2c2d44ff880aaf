//! Whom captions reach, and whom they do not wake.

use plenary_domain::command::Command;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::status::CaptionPlace;

use super::super::View;
use super::run::{Run, at};
use crate::protocol::Role;

/// Acts, and returns the roles whose view has changed, with their snapshots.
fn told(
    run: &mut Run,
    views: &mut [View; Role::ALL.len()],
    command: Command,
) -> Vec<(Role, String)> {
    run.act(Actor::Staff(StaffRole::Captioner), command);
    let news = Role::ALL.into_iter().zip(views).filter_map(|(role, view)| {
        let feed = view.update(&run.state, "CDU7K2", at(&run.state))?;
        Some((role, feed.snapshot()))
    });
    news.collect()
}

#[test]
fn captions_reach_those_who_ask_and_wake_nobody_else() {
    let mut run = Run::new();
    let host = Actor::Staff(StaffRole::Host);
    if run.state.sessions.running().is_none() {
        let (session, one) = run.state.sessions.iter().next().expect("a session");
        let start = Command::StartSession {
            session,
            seen: one.rev,
            carry: None,
        };
        run.act(host, start);
    }
    let mut views = Role::ALL.map(View::new);
    for view in &mut views {
        let _ = view.update(&run.state, "CDU7K2", at(&run.state));
    }
    let line = |text: &str| Command::SendCaptions {
        writer: 81,
        texts: [("en".to_owned(), text.to_owned())].into(),
    };
    let roles = |told: &[(Role, String)]| told.iter().map(|(role, _)| *role).collect::<Vec<_>>();

    let first = told(&mut run, &mut views, line("Heat from the river."));
    assert_eq!(roles(&first), [Role::Captioner, Role::Reader]);
    for (_, snapshot) in &first {
        assert!(snapshot.contains("Heat from the river."));
    }
    let reader = &first[1].1;
    assert!(
        !reader.contains("\"writer\""),
        "readers do not learn who writes"
    );
    assert_eq!(reader.matches("\"k\":").count(), 1, "and have nothing else");

    let place = Command::PlaceCaptions {
        place: CaptionPlace::Strip,
    };
    let placed = told(&mut run, &mut views, place);
    assert_eq!(
        roles(&placed),
        [Role::Host, Role::Screen, Role::Captioner, Role::Reader]
    );
    let second = told(&mut run, &mut views, line("Fish can leave."));
    assert_eq!(
        roles(&second),
        [Role::Screen, Role::Captioner, Role::Reader]
    );
}
