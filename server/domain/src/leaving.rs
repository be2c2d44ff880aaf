//! *Leave the hall*: the text that covers every page when the hall is evacuated.
//!
//! It goes out before it is durable, also while the log cannot be written: the room sends it, and records it as soon as it can. So
//! nothing here may reject it.

use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Millis, Moment};
use crate::role::Actor;
use crate::text::Texts;

/// The text where the event file has none. Languages without one show the English text.
const DEFAULTS: &[(&str, &str)] = &[
    (
        "en",
        "Please leave the hall now by the nearest exit. Do not use the lifts.",
    ),
    ("zh", "请立即从最近的出口离开会场。请勿乘坐电梯。"),
    (
        "fr",
        "Veuillez quitter la salle immédiatement par la sortie la plus proche. N’utilisez pas les ascenseurs.",
    ),
];

/// Whether the hall is being left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Leaving {
    pub on: bool,
    /// When it was recorded.
    pub at: Millis,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Leaving {
    /// Decides what is recorded: each telling, also one that changes nothing here. Pages may still be covered by an earlier one of
    /// which the log knows nothing.
    pub fn set(on: bool, by: Actor) -> Decision {
        Ok(vec![Fact::LeavingSet(on, by)])
    }

    pub(crate) fn was_set(&mut self, on: bool, now: Moment) {
        *self = Leaving {
            on,
            at: now.at,
            changed: now.seq,
        };
    }
}

/// Returns the text in each language of the event, in English for those of which nobody has written one.
pub fn texts(event: &Event) -> Texts {
    let info = event.info.as_ref();
    let langs = info.map_or(&[][..], |info| &info.langs);
    let written = |lang: &String| info.and_then(|info| info.leave.get(lang).cloned());
    let texts = langs.iter().map(|lang| {
        (
            lang.clone(),
            written(lang).unwrap_or_else(|| default(lang).to_owned()),
        )
    });
    texts.collect()
}

fn default(lang: &str) -> &'static str {
    let base = lang.split('-').next().unwrap_or(lang);
    let found = DEFAULTS.iter().find(|(tag, _)| *tag == base);
    found.unwrap_or(&DEFAULTS[0]).1
}
