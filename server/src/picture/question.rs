//! A question on the screen: the first language large, the others smaller below it.

use plenary_domain::program::Texts;

use super::{FLOOR, HEIGHT, WIDTH, ems, is_wide};

/// The smallest size of the first language that is still larger than the others. Below it the screen takes the smallest letters.
const LARGE: f32 = 5.2;
/// The height of a line in sizes of its letters: of the first language, and of the others.
const LEAD: f32 = 1.2;
const LEAD_WIDE: f32 = 1.35;
const LEAD_ALT: f32 = 1.4;
const LEAD_ALT_WIDE: f32 = 1.6;
/// The space and the rule between the first language and the second, and between the others.
const RULE: f32 = 5.7;
const GAP: f32 = 1.6;
/// Room below the question, above who asked it.
const BELOW: f32 = 2.0;

/// How much room a question has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Large,
    /// It fits in small letters.
    Small,
    /// Not all of its languages stand there at a time.
    Pages,
}

/// Returns how much room the screen has for a question in these languages.
pub fn room(texts: &Texts, langs: &[String]) -> Room {
    let texts: Vec<&String> = langs.iter().filter_map(|lang| texts.get(lang)).collect();
    let field = HEIGHT - BELOW;
    if height(&texts, LARGE) <= field {
        Room::Large
    } else if height(&texts, FLOOR) <= field {
        Room::Small
    } else {
        Room::Pages
    }
}

/// Returns the height of the languages below each other, the first at this size.
fn height(texts: &[&String], size: f32) -> f32 {
    let lines = |text: &str, size: f32| (size * ems(text) / WIDTH).ceil().max(1.0);
    let is_dense = |text: &str| text.chars().any(is_wide);
    let of = |(at, text): (usize, &&String)| {
        let (size, lead) = match (at, is_dense(text)) {
            (0, false) => (size, LEAD),
            (0, true) => (size, LEAD_WIDE),
            (_, false) => (FLOOR, LEAD_ALT),
            (_, true) => (FLOOR, LEAD_ALT_WIDE),
        };
        let gap = match at {
            0 => 0.0,
            1 => RULE,
            _ => GAP,
        };
        gap + size * lead * lines(text, size)
    };
    texts.iter().enumerate().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::super::tests::texts;
    use super::*;

    #[test]
    fn a_question_has_the_room_that_it_has_on_the_screen() {
        for (en, zh, seen) in [(50, 20, Room::Large), (300, 150, Room::Large)] {
            let langs = ["en".to_owned(), "zh-Hans".to_owned()];
            let room = room(&texts(&[("en", en), ("zh-Hans", zh)]), &langs);
            assert_eq!(room, seen, "{en} and {zh}");
        }
    }
}
