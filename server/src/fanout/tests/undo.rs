//! What an undo restores.

use plenary_domain::command::Command;
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use proptest::prelude::*;

use super::run::{Run, actor_of, steps};
/// The parts of an event that an act can change, without numbers that rise with every change.
fn standing(state: &State) -> String {
    let mut all = format!(
        "{:?} {:?}\n",
        state.on_stage.stage,
        state.questions.settings(None)
    );
    for (id, p) in state.polls.iter() {
        let counts = p.answers.counts();
        let (phase, live, hands, split) = (p.phase, p.live, p.hands(), p.split);
        let taken = state.polls.entries.taken(id);
        all += &format!("poll {id} {phase:?} {live:?} {hands:?} {split:?} {taken:?} {counts:?}\n");
        all += &format!("written {:?} {} {}\n", p.info, p.order, p.made);
    }
    for (id, e) in state.polls.entries.iter() {
        let (content, public) = (e.screened.content(), e.screened.public());
        all += &format!(
            "entry {id} {:?} {:?} {:?} {content:?} {public:?}\n",
            e.state, e.with, e.group
        );
    }
    for (id, s) in state.sessions.iter() {
        let settings = state.questions.own_settings(Some(id));
        all += &format!("session {id} {:?} {:?} {settings:?}\n", s.state, s.ended);
    }
    for (id, _) in state.cards.iter().filter(|(_, hands)| hands.open) {
        all += &format!("cards {id} open\n");
    }
    let muted: Vec<_> = state.mutes.guests().collect();
    all += &format!("muted {muted:?}\n");
    for (id, q) in state.questions.iter() {
        let (content, public) = (q.screened.content(), q.screened.public());
        all += &format!(
            "{id} {:?} {:?} {content:?} {public:?} {:?} {:?}\n",
            q.state, q.to, q.declined, q.session
        );
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Undoing an act of staff restores the previous state, at once and after the act was repeated.
    #[test]
    fn an_undo_restores_what_was(steps in steps()) {
        let mut run = Run::new();
        for step in &steps {
            let (before, by) = (standing(&run.state), actor_of(step));
            run.step(step);
            let (n, after) = (run.n, standing(&run.state));
            let is_staff = matches!(by, Some(Actor::Staff(_)));
            if let (Some(by), true, false) = (by, is_staff, before == after) {
                run.act(by, Command::Undo { client: 1, n });
                // Two acts of the host are one step.
                if step.0 != 25 {
                    let differs = difference(&standing(&run.state), &before);
                    prop_assert_eq!(differs, "", "{:?}", step);
                    run.act(by, Command::Undo { client: 1, n: run.n });
                    let differs = difference(&standing(&run.state), &after);
                    prop_assert_eq!(differs, "", "{:?} again", step);
                }
            }
        }
    }
}

/// Returns the lines that only one of two standings has.
fn difference(one: &str, other: &str) -> String {
    let only = |this: &str, that: &str| -> String {
        let lines = this
            .lines()
            .filter(|line| !that.lines().any(|l| l == *line));
        lines.map(|line| format!("{line}\n")).collect()
    };
    only(one, other) + &only(other, one)
}
