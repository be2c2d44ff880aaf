//! The erasure of what a guest wrote: questions, names, and texts in polls. Ballots go on counting under the guest's number. What
//! another guest wrote too is then that guest's, and stays.

use crate::fact::{Decision, Fact};
use crate::ids::{ListedId, ParticipantId};
use crate::language;
use crate::poll::entries::Entry;
use crate::poll::written::Written;
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::screening::Content;
use crate::state::State;
use crate::text::Texts;

/// Decides that a guest erases what they wrote.
///
/// # Errors
/// As [`Participants::acting`](crate::people::Participants::acting).
pub fn of_sender(state: &State, actor: Actor) -> Decision {
    let (guest, _) = state.participants.acting(actor)?;
    // What is gone from the state may still be in a letter.
    if state.participants.has_written(guest) {
        of(state, guest, actor)
    } else {
        Ok(vec![])
    }
}

/// Decides the erasure of what a guest wrote, even if nothing of it can be read any more.
///
/// # Errors
/// [`Rejection::Unknown`].
pub fn of(state: &State, guest: ParticipantId, by: Actor) -> Decision {
    if let Some(listed) = ListedId::of_key(guest) {
        return state.guest_list.unlist(listed, by);
    }
    state.participants.get(guest).ok_or(Rejection::Unknown)?;
    let mut facts = passed_on(state, guest);
    // Where others asked the same, their question stays.
    let questions = &state.questions;
    let asked = questions.of(guest);
    facts.extend(asked.flat_map(|(id, q)| questions.handed_over(id, q, by)));
    facts.push(Fact::GuestErased(guest, by));
    Ok(facts)
}

/// Limit on the voters of an entry among whom an heir is looked for. It bounds the work of an erasure in a hall where everybody
/// wrote the same.
const HEIRS_MAX: usize = 64;

/// Returns the facts that give a guest's entries to other guests who wrote them too: to one whose words are exactly what others see,
/// if there is one.
fn passed_on(state: &State, guest: ParticipantId) -> Vec<Fact> {
    let own = state.polls.entries.of_guest(guest);
    own.filter_map(|(id, entry)| {
        let poll = state.polls.get(entry.poll)?;
        let shown = shown(entry);
        let mut heir: Option<&Written> = None;
        let voters = state.polls.entries.holders(id).take(HEIRS_MAX);
        for written in voters.flat_map(|by| poll.answers.written_under(by, id)) {
            if written.by == guest || written.text.is_empty() {
                continue;
            }
            heir = heir.or(Some(written));
            if written.text == shown.text {
                heir = Some(written);
                break;
            }
        }
        let Written { text, by, .. } = heir?;
        let is_exact = *text == shown.text;
        let content = if is_exact {
            shown.clone()
        } else {
            Content {
                lang: language::guess(text, None, langs(state)),
                text: text.clone(),
                translations: Texts::new(),
                name: None,
                org: None,
            }
        };
        Some(Fact::EntryPassedOn(id, *by, content, is_exact))
    })
    .collect()
}

/// Returns what others see of an entry, or else what moderators see.
fn shown(entry: &Entry) -> &Content {
    let public = entry.screened.public();
    public.map_or(entry.screened.content(), |public| public.content())
}

fn langs(state: &State) -> &[String] {
    let info = state.event.info.as_ref();
    info.map_or(&[], |info| &info.langs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::decide;
    use crate::ids::{EntryId, Id, PollId};
    use crate::poll::kinds::words;
    use crate::poll::voters::Voters;
    use crate::poll::{Ballot, Rules, looked};
    use crate::program::{EventInfo, LiveResults, PollInfo, Reveal, Show};

    const POLL: PollId = PollId(0);

    /// Returns an event in which so many guests wrote one word all alike and one of their own.
    fn hall(guests: usize) -> State {
        let mut state = State::default();
        state.apply(&Fact::EventDescribed(EventInfo {
            langs: vec!["en".into()],
            ..EventInfo::default()
        }));
        let rules = words::Rules {
            max: 2,
            chars: 25,
            chinese: words::Chinese::Whole,
        };
        let info = PollInfo {
            key: "words".into(),
            session: None,
            rules: Rules::Words(rules),
            title: Texts::new(),
            options: vec![],
            changeable: true,
            live: LiveResults::Screen,
            seconds: None,
            show: Show::default(),
            reveal: Reveal::default(),
            voters: Voters::default(),
            named: false,
        };
        state.apply(&Fact::PollPut(POLL, info, 0));
        state.apply(&Fact::PollOpened(POLL, None));
        for index in 0..guests {
            let id = ParticipantId::at(index);
            state.apply(&Fact::Joined(id));
            let words = vec![Written::raw("Sun"), Written::raw(&format!("w{index}"))];
            let ballot = Ballot::Words(words);
            cast(&mut state, id, &ballot).expect("cast");
        }
        state
    }

    fn cast(state: &mut State, by: ParticipantId, ballot: &Ballot) -> Result<(), Rejection> {
        let (poll, round) = (POLL, 0);
        let ballot = ballot.clone();
        let cast = crate::command::Command::Cast {
            poll,
            round,
            ballot,
        };
        for fact in decide(state, Actor::Participant(by), &cast, 0)? {
            state.apply(&fact);
        }
        Ok(())
    }

    /// Returns at how many ballots and entries an erasure looks, of the guest who was the first to write what everybody wrote.
    fn work(guests: usize) -> u64 {
        let mut state = hall(guests);
        let first = ParticipantId(0);
        let heir = |state: &State| {
            state
                .polls
                .entries
                .get(EntryId(0))
                .and_then(|entry| entry.by)
        };
        assert_eq!(heir(&state), Some(first));
        let (facts, work) = looked::during(|| {
            let facts = of(&state, first, Actor::Operator).expect("decided");
            facts.iter().for_each(|fact| state.apply(fact));
            crate::effect::writers(&state, &[]);
            facts
        });
        assert!(matches!(
            facts[..],
            [Fact::EntryPassedOn(..), Fact::GuestErased(..)]
        ));
        assert_eq!(heir(&state), Some(ParticipantId(1)));
        work
    }

    #[test]
    fn the_work_of_an_erasure_does_not_grow_with_the_hall() {
        let (small, large) = (work(100), work(2000));
        assert_eq!(small, large);
        assert!(large < 2 * HEIRS_MAX as u64, "{large} steps");
    }

    #[test]
    fn replaced_ballots_leave_nothing_behind_and_take_no_room() {
        let mut state = hall(2);
        for n in 0..200 {
            let word = Written::raw(&format!("Another {n}"));
            let ballot = Ballot::Words(vec![word]);
            cast(&mut state, ParticipantId(0), &ballot).expect("cast");
        }
        let words: Vec<&str> = state
            .polls
            .entries
            .iter()
            .map(|(_, entry)| entry.screened.content().text.as_str())
            .collect();
        assert_eq!(words, ["Sun", "w1", "Another 199"]);
        assert_eq!(state.polls.entries.made_by(POLL, ParticipantId(0)), 2);
    }

    #[test]
    fn what_a_moderator_has_read_counts_against_its_guest() {
        let mut state = hall(1);
        let mut writes = |n: usize| {
            let words = vec![Written::raw(&format!("Another {n}"))];
            cast(&mut state, ParticipantId(0), &Ballot::Words(words))?;
            let id = EntryId(state.polls.entries.next().0 - 1);
            state.apply(&Fact::EntryHidden(id, Actor::Operator));
            Ok(())
        };
        let max = crate::poll::entries::PER_PARTICIPANT_MAX;
        // What nobody has read is gone with the first replaced ballot.
        for n in 0..max as usize {
            assert_eq!(writes(n), Ok(()));
        }
        assert_eq!(writes(99), Err(Rejection::TooManyEntries { max }));
    }
}
