//! Ballots and tallies in words.

use plenary_domain::ids::PollId;
use plenary_domain::poll;
use plenary_domain::poll::kinds::free_choice;
use serde_json::Value;

use super::{ERASED, History};
use crate::protocol::poll::quiz::QuizTally;
use crate::protocol::{Ballot, Tally};

impl History {
    /// Returns the picked options, or the ballot's value if the poll has no options.
    pub(super) fn ballot(&self, id: PollId, ballot: &poll::Ballot) -> String {
        if let poll::Ballot::FreeChoice(ballot) = ballot {
            return self.free_ballot(id, ballot);
        }
        let texts = ballot.texts();
        if !texts.is_empty() && texts.iter().all(|written| written.text.is_empty()) {
            return ERASED.to_owned();
        }
        let said = answer(&Ballot::from(ballot));
        let Some(picks) = said.as_array() else {
            return said.to_string();
        };
        // These name no option: each part of them belongs to the option at its place.
        if matches!(
            ballot,
            poll::Ballot::Points(_) | poll::Ballot::Scale(_) | poll::Ballot::Matrix(_)
        ) {
            return self.by_option(id, picks);
        }
        let options = self.options(id);
        let picks = picks
            .iter()
            .filter_map(|pick| options.get(usize::try_from(pick.as_u64()?).ok()?));
        picks.cloned().collect::<Vec<String>>().join(", ")
    }

    /// Returns the picked options and the guest's own words, or that there are none.
    fn free_ballot(&self, id: PollId, ballot: &free_choice::Ballot) -> String {
        if ballot.none {
            return "no pick".to_owned();
        }
        let options = self.options(id);
        let picks = ballot.picks.indices();
        let picks = picks.filter_map(|pick| options.get(usize::from(pick)).cloned());
        let own = ballot.own.iter();
        let own = own.map(|own| match own.text.as_str() {
            "" => format!("own words {ERASED}"),
            text => format!("own words \"{text}\""),
        });
        picks.chain(own).collect::<Vec<String>>().join(", ")
    }

    /// Returns each option with its count, or the counts alone if the poll has no options.
    pub(super) fn tally(&self, id: PollId, tally: &poll::Tally) -> String {
        if let poll::Tally::FreeChoice(votes) = tally {
            let mut counted = self.options(id);
            let other = (counted.len() < votes.answers.len()).then(|| "own words".to_owned());
            counted.extend(other);
            counted.push("no pick".to_owned());
            let counts = votes.answers.iter().chain([&votes.none]);
            let counted = counted.iter().zip(counts);
            let counted: Vec<String> = counted.map(|(of, count)| format!("{of} {count}")).collect();
            return counted.join(", ");
        }
        let rules = self.state.polls.get(id).map(|poll| &poll.info.rules);
        let Some(tally) = rules.and_then(|rules| Tally::of(rules, tally, true)) else {
            return String::new();
        };
        if let Tally::Quiz(QuizTally { counts, right }) = &tally {
            let counts: Vec<Value> = counts.iter().map(|count| (*count).into()).collect();
            let right = right.unwrap_or_default();
            return format!("{}; {right} correct", self.by_option(id, &counts));
        }
        let said = answer(&tally);
        let Some(counts) = said.as_array() else {
            return said.to_string();
        };
        self.by_option(id, counts)
    }

    /// Returns each option with its number, or the numbers alone if the poll has no options. Options without one are left out.
    pub(super) fn by_option(&self, id: PollId, numbers: &[Value]) -> String {
        let options = self.options(id);
        if options.is_empty() {
            let numbers = numbers.iter().map(Value::to_string);
            return numbers.collect::<Vec<String>>().join(", ");
        }
        let counted = options.iter().zip(numbers);
        let counted: Vec<String> = counted
            .filter(|(_, number)| !number.is_null())
            .map(|(option, count)| format!("{option} {count}"))
            .collect();
        counted.join(", ")
    }

    /// Returns the options of a poll, by letter and key.
    fn options(&self, id: PollId) -> Vec<String> {
        let options = self
            .state
            .polls
            .get(id)
            .map(|poll| poll.info.options.iter());
        let options = options.into_iter().flatten().zip('A'..='Z');
        options
            .map(|(option, letter)| format!("{letter} \"{}\"", option.key))
            .collect()
    }
}

/// Returns an answer without its kind.
fn answer(of_a_kind: &impl serde::Serialize) -> Value {
    let said = serde_json::to_value(of_a_kind).unwrap_or_default();
    let said = said.as_object().and_then(|kinds| kinds.values().next());
    said.cloned().unwrap_or_default()
}
