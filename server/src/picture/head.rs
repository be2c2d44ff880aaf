//! The head of the screen (`web-client/src/scenes/letterhead.tsx`): beside the join code stands the title of the session, above its
//! polls and questions.

use plenary_domain::program::Texts;

use super::widths;

/// The width of the title beside the join code.
const WIDTH: f32 = 116.0;
/// A title with more lines is in the first language only, or not there at all.
const LINES_MAX: u32 = 5;
/// The height of a line, of the rule above the title, and of the join code, which the head has at least.
const LINE: f32 = 4.6;
const RULE: f32 = 3.3;
const CODE: f32 = 14.0;

/// What the head does because a session's title is long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It shows the first language only.
    Languages,
    /// It leaves the title out.
    Title,
}

/// Returns what the head leaves out of a session's title; None if it stands there in all languages.
pub fn cut(title: &Texts, langs: &[String]) -> Option<Cut> {
    let widths = widths(title, langs);
    if lines(&widths) <= LINES_MAX {
        None
    } else if widths.len() > 1 && lines(&widths[..1]) <= LINES_MAX {
        Some(Cut::Languages)
    } else {
        Some(Cut::Title)
    }
}

/// Returns the height by which a session's title makes the head higher than usual.
pub(super) fn excess(title: &Texts, langs: &[String]) -> f32 {
    let widths = widths(title, langs);
    let lines = match cut(title, langs) {
        None => lines(&widths),
        Some(Cut::Languages) => lines(&widths[..1]),
        Some(Cut::Title) => 0,
    };
    (RULE + LINE * lines as f32 - CODE).max(0.0)
}

fn lines(widths: &[f32]) -> u32 {
    widths
        .iter()
        .map(|width| (width / WIDTH).ceil().max(1.0) as u32)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the screen did in a browser at 1920×1080: what it left out, and the height of the head.
    #[test]
    fn a_head_is_as_high_as_on_the_screen() {
        for (en, zh, left_out, head) in [
            (20, 8, None, 14.0),
            (130, 0, None, 14.0),
            (200, 0, None, 17.6),
            (60, 30, None, 14.0),
            (60, 36, None, 16.9),
            (60, 70, None, 21.3),
            (120, 66, None, 21.7),
            (120, 100, None, 25.9),
            (120, 105, Some(Cut::Languages), 14.0),
            (200, 80, Some(Cut::Languages), 17.6),
            (0, 175, Some(Cut::Title), 14.0),
        ] {
            let texts = [("en", "e", en), ("zh-Hans", "能", zh)];
            let title: Texts = texts
                .into_iter()
                .filter(|(_, _, chars)| *chars > 0)
                .map(|(lang, word, chars)| (lang.to_owned(), word.repeat(chars)))
                .collect();
            let langs = ["en".to_owned(), "zh-Hans".to_owned()];
            assert_eq!(cut(&title, &langs), left_out, "{en} and {zh}");
            let height = CODE + excess(&title, &langs);
            assert!(
                (height - head).abs() < 1.0,
                "{en} and {zh}: {height}, not {head}"
            );
        }
    }
}
