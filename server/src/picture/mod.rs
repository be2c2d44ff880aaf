//! Estimates from the widths of texts what the screen does where they are long, so that the event file's check and the host's page
//! warn before the hall sees it. The screen measures real fonts (`web-client/src/ui/fit.ts`) and decides by itself.
//!
//! Heights and widths are in hundredths of the screen's height, at 16:9 and at the smallest size of its letters.

mod choice;
mod estimate;
mod free_choice;
pub mod head;
mod matrix;
mod motion;
mod points;
pub mod question;
mod quiz;
mod ranking;
mod scale;
mod text;
mod voting;
mod words;

use plenary_domain::poll::Rules;
use plenary_domain::program::{GroupInfo, PollInfo, Texts};
use unicode_segmentation::UnicodeSegmentation;

/// What the screen does because a poll's texts are long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowded {
    /// It shows the options on pages that turn.
    Pages,
    /// It leaves out languages, because not even one option, or the scale, fits below the title in all of them.
    Languages,
}

/// The smallest size of letters.
const FLOOR: f32 = 3.4;
/// The height of a line of them.
const LINE: f32 = 4.15;
/// The width of a title.
const WIDTH: f32 = 163.8;
/// The height for the title and what is below it, without the head and the foot.
const HEIGHT: f32 = 64.2;
/// The gap above a title's further languages.
const GAP: f32 = 0.7;

/// Returns what the screen does if a poll's texts do not fit on one picture in all of the event's languages; None if they do.
/// The title of the poll's session stands above them. `groups` has the event's groups, of which some may say who votes.
pub fn crowded<'g>(
    poll: &PollInfo,
    session: Option<&Texts>,
    groups: impl IntoIterator<Item = &'g GroupInfo>,
    langs: &[String],
) -> Option<Crowded> {
    let groups: Vec<&GroupInfo> = groups.into_iter().collect();
    let title = widths(&poll.title, langs);
    let gaps = GAP * title.len().saturating_sub(1) as f32;
    let head = session.map_or(0.0, |title| head::excess(title, langs));
    let voting = voting::height(poll, &groups, langs);
    let field = HEIGHT - head - voting - height(&title, WIDTH) - gaps;
    let options = || -> Vec<Vec<f32>> {
        let options = poll.options.iter();
        options.map(|o| widths(&o.text, langs)).collect()
    };
    match &poll.rules {
        Rules::Choice(_) => choice::crowded(&options(), field),
        Rules::Scale(rules) => {
            let ends = [&rules.low, &rules.high].map(|end| widths(end, langs));
            let items = poll.options.iter();
            let items: Vec<Vec<f32>> = items.map(|item| widths(&item.text, langs)).collect();
            scale::crowded(&ends, &items, field)
        }
        Rules::Ranking(_) => ranking::crowded(&options(), field),
        Rules::Points(_) => points::crowded(&options(), field),
        Rules::Motion(_) => motion::crowded(field),
        Rules::Words(_) => words::crowded(field),
        Rules::Quiz(_) => quiz::crowded(&options(), field),
        Rules::Text(_) => text::crowded(field),
        Rules::Estimate(_) => estimate::crowded(field),
        Rules::Matrix(_) => matrix::crowded(&options(), field),
        Rules::FreeChoice(rules) => free_choice::crowded(rules, options(), field),
    }
}

/// Returns the width of a text in each language that it has, in the event's order.
fn widths(texts: &Texts, langs: &[String]) -> Vec<f32> {
    let texts = langs.iter().filter_map(|lang| texts.get(lang));
    texts.map(|text| FLOOR * ems(text)).collect()
}

/// Returns the height of texts below each other, each broken into lines of this width.
fn height(widths: &[f32], line_width: f32) -> f32 {
    let lines = |width: &f32| (width / line_width).ceil().max(1.0);
    LINE * widths.iter().map(lines).sum::<f32>()
}

/// Returns the width of a text in ems. A character of an alphabet takes about half of one, with what its lines leave empty.
fn ems(text: &str) -> f32 {
    let width = |character: &str| match character.chars().next() {
        Some(c) if is_wide(c) => 1.0,
        Some(_) | None => 0.5,
    };
    text.graphemes(true).map(width).sum()
}

/// Returns true for the characters of Chinese, Japanese and Korean, and for emoji.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use plenary_domain::poll::kinds::{choice, points, ranking, scale};
    use plenary_domain::poll::voters::Voters;
    use plenary_domain::poll::{LiveResults, Reveal, Show};
    use plenary_domain::program::OptionInfo;

    use super::*;

    /// A text of so many characters in each language.
    pub(super) fn texts(chars: &[(&str, usize)]) -> Texts {
        let text = |(lang, chars): &(&str, usize)| {
            let words = if *lang == "zh-Hans" { "能" } else { "e" };
            ((*lang).to_owned(), words.repeat(*chars))
        };
        chars.iter().map(text).collect()
    }

    /// A choice that everybody answers alike.
    pub(super) fn choice() -> PollInfo {
        PollInfo {
            key: String::new(),
            session: None,
            rules: Rules::Choice(choice::Rules { min: 1, max: 1 }),
            title: Texts::new(),
            options: vec![],
            changeable: true,
            live: LiveResults::Screen,
            show: Show::default(),
            reveal: Reveal::default(),
            voters: Voters::default(),
            named: false,
            seconds: None,
        }
    }

    fn seen(title: &[(&str, usize)], rules: Rules, options: &[Texts]) -> Option<Crowded> {
        seen_of(title, rules, options, false)
    }

    fn seen_of(
        title: &[(&str, usize)],
        rules: Rules,
        options: &[Texts],
        named: bool,
    ) -> Option<Crowded> {
        let option = |text: &Texts| OptionInfo {
            key: String::new(),
            text: text.clone(),
            picture: None,
        };
        let poll = PollInfo {
            rules,
            title: texts(title),
            options: options.iter().map(option).collect(),
            named,
            ..choice()
        };
        let langs: Vec<String> = title.iter().map(|(lang, _)| (*lang).to_owned()).collect();
        crowded(&poll, None, [], &langs)
    }

    /// What the screen did in a browser at 1920×1080.
    #[test]
    fn the_line_of_a_named_poll_takes_its_room() {
        let of = |en, zh| [("en", en), ("zh-Hans", zh)];
        let options = vec![texts(&of(50, 20)); 5];
        let rules = || Rules::Choice(choice::Rules { min: 1, max: 1 });
        let rows = |named| seen_of(&of(120, 48), rules(), &options, named);
        assert_eq!((rows(false), rows(true)), (None, Some(Crowded::Pages)));
        for (title, expected) in [(90, None), (100, Some(Crowded::Languages))] {
            let scale = |named| seen_of(&of(title, title), five_steps(), &[], named);
            assert_eq!((scale(false), scale(true)), (None, expected), "{title}");
        }
    }

    /// What the screen did in a browser at 1920×1080.
    #[test]
    fn a_choice_is_as_crowded_as_on_the_screen() {
        let (one, two) = (None, Some(Crowded::Pages));
        for (count, title, option, expected) in [
            (2, [120, 120], [40, 40], one),
            (2, [60, 60], [150, 150], two),
            (2, [20, 8], [150, 60], one),
            (3, [120, 48], [40, 16], one),
            (4, [200, 80], [110, 44], two),
            (5, [120, 48], [40, 16], one),
            (5, [20, 8], [150, 60], two),
            (6, [20, 20], [25, 25], one),
            (6, [200, 80], [110, 44], two),
            (7, [120, 48], [80, 32], two),
            (10, [20, 8], [80, 32], two),
            (12, [200, 80], [25, 10], two),
            (16, [60, 24], [25, 10], two),
            (20, [60, 60], [10, 10], two),
            (7, [200, 200], [110, 110], Some(Crowded::Languages)),
        ] {
            let of = |chars: [usize; 2]| [("en", chars[0]), ("zh-Hans", chars[1])];
            let options = vec![texts(&of(option)); count];
            let rules = Rules::Choice(choice::Rules { min: 1, max: 1 });
            let seen = seen(&of(title), rules, &options);
            assert_eq!(seen, expected, "{count} of {option:?}, title {title:?}");
        }
        for (count, title, option, expected) in [
            (2, 20, 200, one),
            (4, 120, 150, one),
            (5, 20, 110, one),
            (7, 60, 110, one),
            (16, 120, 8, one),
            (12, 120, 110, two),
            (20, 200, 40, two),
        ] {
            let options = vec![texts(&[("en", option)]); count];
            let rules = Rules::Choice(choice::Rules { min: 1, max: 1 });
            let seen = seen(&[("en", title)], rules, &options);
            assert_eq!(seen, expected, "{count} of {option}, title {title}");
        }
    }

    /// What the screen did in a browser at 1920×1080.
    #[test]
    fn a_ranking_is_as_crowded_as_on_the_screen() {
        let (one, pages, languages) = (None, Some(Crowded::Pages), Some(Crowded::Languages));
        for (count, title, option, expected) in [
            (2, [120, 120], [40, 40], one),
            (2, [60, 60], [150, 150], languages),
            (3, [120, 48], [40, 16], one),
            (4, [60, 24], [110, 44], pages),
            (4, [200, 80], [110, 44], pages),
            (5, [60, 24], [40, 16], one),
            (5, [120, 48], [40, 16], one),
            (5, [20, 8], [150, 60], pages),
            (6, [20, 20], [25, 25], pages),
            (6, [60, 24], [40, 16], one),
            (6, [200, 80], [110, 44], pages),
            (7, [60, 24], [20, 8], one),
            (8, [60, 24], [20, 8], one),
            (10, [60, 24], [20, 8], pages),
            (10, [20, 8], [80, 32], pages),
            (12, [60, 24], [12, 5], one),
            (16, [60, 24], [12, 5], pages),
            (20, [60, 60], [10, 10], pages),
            (7, [200, 200], [110, 110], languages),
        ] {
            let of = |chars: [usize; 2]| [("en", chars[0]), ("zh-Hans", chars[1])];
            let options = vec![texts(&of(option)); count];
            let rules = Rules::Ranking(ranking::Rules { places: 1 });
            let seen = seen(&of(title), rules, &options);
            assert_eq!(seen, expected, "{count} of {option:?}, title {title:?}");
        }
    }

    /// What the screen did in a browser at 1920×1080.
    #[test]
    fn points_are_as_crowded_as_on_the_screen() {
        let (one, pages, languages) = (None, Some(Crowded::Pages), Some(Crowded::Languages));
        for (count, title, option, expected) in [
            (2, [120, 120], [40, 40], pages),
            (2, [60, 60], [150, 150], languages),
            (3, [120, 48], [40, 16], one),
            (4, [200, 80], [110, 44], pages),
            (5, [60, 24], [40, 16], pages),
            (6, [20, 20], [25, 25], pages),
            (7, [60, 24], [20, 8], one),
            (8, [60, 24], [20, 8], pages),
            (20, [60, 24], [8, 4], pages),
            (7, [200, 200], [110, 110], languages),
        ] {
            let of = |chars: [usize; 2]| [("en", chars[0]), ("zh-Hans", chars[1])];
            let options = vec![texts(&of(option)); count];
            let rules = Rules::Points(points::Rules { purse: 100 });
            let seen = seen(&of(title), rules, &options);
            assert_eq!(seen, expected, "{count} of {option:?}, title {title:?}");
        }
    }

    #[test]
    fn a_scale_loses_languages_under_a_long_title() {
        for (title, expected) in [
            (60, None),
            (140, None),
            (170, None),
            (180, None),
            (200, Some(Crowded::Languages)),
        ] {
            let title = [("en", title), ("zh-Hans", title)];
            assert_eq!(seen(&title, five_steps(), &[]), expected, "{title:?}");
        }
    }

    fn five_steps() -> Rules {
        let end = || texts(&[("en", 20), ("zh-Hans", 20)]);
        Rules::Scale(scale::Rules {
            steps: 5,
            low: end(),
            high: end(),
            from: 1,
            look: scale::Look::Numbers,
        })
    }
}
