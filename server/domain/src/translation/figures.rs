//! The figures of a text: its numbers in digits. A translation has those of its original.
//!
//! Digits of any script count as ASCII digits. A separator of thousands is dropped, and a decimal comma is a point. Numbers in
//! words are no figures, because languages count differently: 两 is two or a pair.

use std::collections::BTreeMap;

/// Limit on the figures of a text that are compared.
pub const FIGURES_MAX: usize = 40;

/// Returns the figures of a text in their order, each as often as it occurs: `2025`, `1500`, `4.2`.
pub fn figures(text: &str) -> Vec<String> {
    let folded: Vec<char> = text.chars().map(ascii_digit).collect();
    let mut found = vec![];
    let mut at = 0;
    while at < folded.len() && found.len() < FIGURES_MAX {
        if folded[at].is_ascii_digit() {
            let (figure, end) = figure(&folded, at);
            found.push(figure);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Returns the figures of the original that a translation lacks.
pub fn missing(original: &str, translation: &str) -> Vec<String> {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for figure in figures(translation) {
        *there.entry(figure).or_default() += 1;
    }
    let mut lacking = figures(original);
    lacking.retain(|figure| match there.get_mut(figure) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        Some(_) | None => true,
    });
    lacking
}

/// Reads the figure that begins here. Returns it and the place after it.
fn figure(text: &[char], from: usize) -> (String, usize) {
    let digits = |from: usize| {
        let run = text[from..].iter().take_while(|c| c.is_ascii_digit());
        run.count()
    };
    let mut at = from + digits(from);
    let mut figure: String = text[from..at].iter().collect();
    let mut is_grouped = figure.len() <= 3;
    while at < text.len() {
        let run = digits((at + 1).min(text.len()));
        match text[at] {
            ',' | '\'' | '’' | '٬' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'
                if is_grouped && run == 3 =>
            {
                figure.extend(&text[at + 1..at + 4]);
                at += 4;
            }
            '.' | ',' | '٫' if run > 0 => {
                is_grouped = false;
                figure.push('.');
                figure.extend(&text[at + 1..=at + run]);
                at += run + 1;
            }
            _ => break,
        }
    }
    (figure, at)
}

/// Returns the ASCII digit of a decimal digit in another script.
fn ascii_digit(c: char) -> char {
    /// The zeros of scripts with ten consecutive digits.
    const ZEROS: [char; 11] = [
        '\u{ff10}', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}',
        '\u{be6}', '\u{e50}', '\u{ed0}',
    ];
    let value = ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero))?;
        (value < 10).then_some(value)
    });
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page checks a draft while it is written and reads the same cases.
    const CASES: &str = include_str!("../../tests/fixtures/figures.json");

    #[test]
    fn a_text_has_the_figures_that_a_reader_sees() {
        let mut cases = 0;
        for line in CASES.lines().filter(|line| line.trim().starts_with('[')) {
            let line = line.trim().trim_end_matches(',');
            if line.len() < 3 {
                continue;
            }
            let mut strings = line.split('"').skip(1).step_by(2);
            let text = strings.next().expect("a text");
            let wanted: Vec<&str> = strings.collect();
            assert_eq!(figures(text), wanted, "{text}");
            cases += 1;
        }
        assert!(cases > 9, "{cases}");
    }

    #[test]
    fn each_figure_of_the_original_must_be_there_as_often() {
        let none: Vec<String> = vec![];
        assert_eq!(missing("2025 年前 30%", "With 30% by 2025"), none);
        assert_eq!(missing("2025 年前 30%", "With 30% soon"), ["2025"]);
        assert_eq!(missing("3 of 3", "3 个"), ["3"]);
        assert_eq!(missing("1,500 kW", "1500 千瓦"), none);
        assert_eq!(missing("٢٥ %", "25 %"), none);
        assert_eq!(missing("no figure", "7"), none);
    }

    #[test]
    fn a_text_of_digits_alone_is_bounded() {
        let text = "1 a ".repeat(1000);
        assert_eq!(figures(&text).len(), FIGURES_MAX);
    }
}
