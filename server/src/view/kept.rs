//! Everything that is stored about one guest, for that guest to keep. What others noted about them, and whether moderators muted them,
//! is not theirs.

use std::collections::BTreeSet;

use plenary_domain::ids::{ParticipantId, PollId};
use plenary_domain::question::QuestionState;
use plenary_domain::state::State;
use plenary_domain::translation::Passage;
use serde::Serialize;

use super::own::mine;
use super::program::shown;
use crate::protocol::{Mine, Texts};

/// The version of the file.
const VERSION: u32 = 1;

/// What is stored about a guest.
#[derive(Debug, Serialize)]
pub struct Kept {
    version: u32,
    code: String,
    title: Texts,
    /// As the guest's own pages get it: ballots of all rounds, questions, support, groups, cards, names and points.
    mine: Mine,
    /// Questions that the guest withdrew. Nobody else sees them any more; the log has them until the guest erases them or the event's
    /// retention ends.
    withdrawn: Vec<Withdrawn>,
    /// The polls of the ballots above.
    polls: Vec<Asked>,
}

#[derive(Debug, Serialize)]
struct Withdrawn {
    id: u32,
    text: String,
    lang: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<String>,
    /// Unix milliseconds.
    at: u64,
}

#[derive(Debug, Serialize)]
struct Asked {
    id: u32,
    title: Texts,
    options: Vec<Texts>,
}

/// Returns what is stored about a guest.
pub fn kept(state: &State, code: &str, id: ParticipantId) -> Kept {
    let mine = mine(state, id);
    let questions = state.questions.of(id);
    let withdrawn = questions
        .filter(|(_, q)| q.state == QuestionState::Withdrawn)
        .map(|(id, q)| {
            let content = q.screened.asked();
            Withdrawn {
                id: id.0,
                text: content.text.clone(),
                lang: content.lang.clone(),
                name: content.name.clone(),
                org: content.org.clone(),
                at: q.asked_at,
            }
        });
    let polls: BTreeSet<u32> = mine.ballots.iter().map(|ballot| ballot.poll).collect();
    let polls = polls.into_iter().filter_map(|id| {
        let id = PollId(id);
        let info = &state.polls.get(id)?.info;
        Some(Asked {
            id: id.0,
            title: shown(state, Passage::PollTitle(id), &info.title),
            options: info.options.iter().map(|one| one.text.clone()).collect(),
        })
    });
    let info = state.event.info.as_ref();
    Kept {
        version: VERSION,
        code: code.to_owned(),
        title: info.map(|info| info.title.clone()).unwrap_or_default(),
        withdrawn: withdrawn.filter(|one| !one.text.is_empty()).collect(),
        polls: polls.collect(),
        mine,
    }
}

#[cfg(test)]
mod tests {
    use plenary_domain::command::Command;
    use plenary_domain::decide::decide;
    use plenary_domain::ids::QuestionId;
    use plenary_domain::question::ask::Asked as Question;
    use plenary_domain::role::Actor;

    use super::*;
    use crate::event_file;
    use crate::server::DEMO;

    #[test]
    fn a_copy_has_all_that_a_guest_wrote_also_withdrawn_and_nothing_of_others() {
        let mut state = State::default();
        let mut act = |actor, command: Command| {
            let facts = decide(&state, actor, &command, 0).expect("allowed");
            facts.iter().for_each(|fact| state.apply(fact));
        };
        let program = Box::new(event_file::parse(DEMO).expect("the demo").program);
        act(Actor::Operator, Command::Import { program });
        for (guest, text) in [(0, "Mine"), (1, "Of another"), (0, "Withdrawn by me")] {
            let guest = ParticipantId(guest);
            if text != "Withdrawn by me" {
                act(Actor::Operator, Command::Join);
            }
            let asked = Question {
                text: text.to_owned(),
                to: None,
                name: None,
                org: None,
                lang: None,
            };
            act(Actor::Participant(guest), Command::Ask(asked));
        }
        let question = QuestionId(2);
        act(
            Actor::Participant(ParticipantId(0)),
            Command::Withdraw { question },
        );
        let kept = serde_json::to_string(&kept(&state, "CDU7K2", ParticipantId(0)));
        let kept = kept.expect("JSON");
        assert!(kept.contains("\"Mine\"") && kept.contains("\"Withdrawn by me\""));
        assert!(!kept.contains("Of another"));
    }
}
