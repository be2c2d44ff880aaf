//! *Leave the hall*: the text that covers every page when the hall is evacuated.
//!
//! It goes out before it is durable, also while the log cannot be written: the room sends it, and records it as soon as it can. So
//! nothing here may reject it.

use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Millis, Moment};
use crate::role::Actor;
use crate::text::Texts;

/// The text where the event file has none. Where this leaves out a language of the event, English is among those that are shown.
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
    (
        "ar",
        "يرجى مغادرة القاعة فورًا من أقرب مخرج. لا تستخدموا المصاعد.",
    ),
    (
        "de",
        "Bitte verlassen Sie den Saal sofort durch den nächsten Ausgang. Benutzen Sie keine Aufzüge.",
    ),
    (
        "es",
        "Salgan de la sala de inmediato por la salida más cercana. No usen los ascensores.",
    ),
    (
        "ru",
        "Немедленно покиньте зал через ближайший выход. Не пользуйтесь лифтами.",
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

/// Returns the text in each language of the event, and in English instead of those that have none.
pub fn texts(event: &Event) -> Texts {
    let langs = event.langs().iter();
    let tags = langs.map(|lang| text(event, lang).map_or("en", |_| lang));
    tags.filter_map(|tag| Some((tag.to_owned(), text(event, tag)?.to_owned())))
        .collect()
}

fn text<'a>(event: &'a Event, lang: &str) -> Option<&'a str> {
    let written = event.info.as_ref().and_then(|info| info.leave.get(lang));
    written.map(String::as_str).or_else(|| default(lang))
}

fn default(lang: &str) -> Option<&'static str> {
    let base = lang.split('-').next().unwrap_or(lang);
    let found = DEFAULTS.iter().find(|(tag, _)| *tag == base);
    found.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::EventInfo;

    #[test]
    fn each_language_has_its_text_once() {
        let said = |langs: &[&str], leave: &[(&str, &str)]| {
            let owned = |text: &str| text.to_owned();
            let info = EventInfo {
                langs: langs.iter().copied().map(owned).collect(),
                leave: leave.iter().map(|(l, t)| (owned(l), owned(t))).collect(),
                ..EventInfo::default()
            };
            let event = Event {
                info: Some(info),
                ..Event::default()
            };
            texts(&event).into_iter().collect::<Vec<_>>()
        };
        let tags = |langs: &[&str]| {
            let said = said(langs, &[]);
            said.into_iter().map(|(tag, _)| tag).collect::<Vec<_>>()
        };
        assert_eq!(tags(&["ar", "en", "zh-Hans"]), ["ar", "en", "zh-Hans"]);
        assert_eq!(tags(&["pt", "sw", "fr"]), ["en", "fr"]);
        let pt = said(&["pt", "sw"], &[("pt", "Saiam."), ("en", "Out.")]);
        let words: Vec<_> = pt.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(words, ["Out.", "Saiam."]);
    }
}
