//! The history of an event in words, one line per fact, for `plenary log`. It hides participants' numbers by default, because a
//! recurring number reveals what one person said and how they voted.

mod ballots;
mod facts;
mod nouns;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::ids::{Millis, ParticipantId};
use plenary_domain::program::Texts;
use plenary_domain::role::Actor;
use plenary_domain::state::State;

use crate::log::Stored;

/// Returns what happened, in the event's local time. With participants, it includes their numbers and the marks of accepted
/// commands.
///
/// # Errors
/// A sentence: a record cannot be read, or one is missing.
pub fn lines(records: &[Stored], with_participants: bool) -> Result<String, String> {
    let mut history = History {
        state: State::default(),
        with_participants,
    };
    let mut out = String::new();
    for stored in records {
        let record = stored
            .record()
            .map_err(|e| format!("the record ending at {}: {e}", stored.seq))?;
        history.state.at = record.at;
        for fact in &record.facts {
            let said = history.say(fact);
            history.state.apply(fact);
            if let Some(said) = said {
                let (seq, at) = (history.state.seq, history.time(record.at));
                let _ = writeln!(out, "{seq:>8}  {at}  {said}");
            }
        }
        if history.state.seq != stored.seq {
            let seq = stored.seq;
            return Err(format!(
                "a record is missing before the one ending at {seq}"
            ));
        }
    }
    Ok(out)
}

/// What stands for a text that its guest has erased.
const ERASED: &str = "(erased)";

/// The state so far, which knows the names of things.
struct History {
    state: State,
    with_participants: bool,
}

impl History {
    fn participant(&self, id: ParticipantId) -> String {
        if self.with_participants {
            format!("Participant {}", id.0 + 1)
        } else {
            "A participant".to_owned()
        }
    }

    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Participant(id) => self.participant(id),
            Actor::Staff(role) => capital(&self.staff(role)),
            Actor::Clock => "The clock".to_owned(),
            Actor::Operator => "The server".to_owned(),
        }
    }

    fn by(&self, actor: Actor) -> String {
        let who = self.actor(actor);
        let mut chars = who.chars();
        let first = chars.next().map(|c| c.to_ascii_lowercase());
        format!(" by {}{}", first.unwrap_or_default(), chars.as_str())
    }
    fn text<'t>(&self, texts: &'t Texts) -> &'t str {
        let langs = self.state.event.info.iter().flat_map(|info| &info.langs);
        let text = langs.filter_map(|lang| texts.get(lang)).next();
        text.or(texts.values().next()).map_or("", String::as_str)
    }

    fn until(&self, closes_at: Option<Millis>) -> String {
        let at = closes_at.map(|at| self.time(at));
        at.map_or_else(String::new, |at| format!(", until {at}"))
    }

    /// Formats a time in the event's zone, once it is known.
    fn time(&self, at: Millis) -> String {
        let zone = self
            .state
            .event
            .info
            .as_ref()
            .map(|info| TimeZone::get(&info.zone));
        let zone = zone.and_then(Result::ok).unwrap_or(TimeZone::UTC);
        let at = i64::try_from(at)
            .ok()
            .and_then(|at| Timestamp::from_millisecond(at).ok());
        let at = at.map(|at| at.to_zoned(zone).strftime("%F %T%:z").to_string());
        at.unwrap_or_default()
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
