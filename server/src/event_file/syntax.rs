//! Explains invalid TOML to a person who writes it by hand: characters that word processors and the keyboards of other
//! scripts produce instead of plain ones, and tables with too few brackets.

use std::ops::Range;

/// Characters that look like those of TOML, and what to type for them.
const LOOKALIKES: [(&str, char); 12] = [
    ("“”„‟«»「」『』＂″", '"'),
    ("‘’‚‛＇′", '\''),
    ("，、", ','),
    ("．。", '.'),
    ("＝", '='),
    ("：", ':'),
    ("［【〔", '['),
    ("］】〕", ']'),
    ("｛", '{'),
    ("｝", '}'),
    ("‐‑‒–—−－", '-'),
    ("＃", '#'),
];

/// Returns the byte range of a lookalike and a message about it. It is outside all strings of the line, or stands where an
/// unclosed string should end.
pub fn lookalike(line: &str) -> Option<(Range<usize>, String)> {
    let mut quote = None;
    let mut in_open_string = None;
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        let found = || {
            let plain = LOOKALIKES.iter().find(|(odd, _)| odd.contains(c))?.1;
            Some((at..at + c.len_utf8(), said(c, plain)))
        };
        match (quote, c) {
            (Some('"'), '\\') => drop(chars.next()),
            (Some(open), _) if open == c => (quote, in_open_string) = (None, None),
            (Some(_), '“' | '”' | '‘' | '’' | '＂') => in_open_string = found(),
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => break,
            (None, _) => {
                if let Some(found) = found() {
                    return Some(found);
                }
            }
        }
    }
    quote.and(in_open_string)
}

fn said(odd: char, plain: char) -> String {
    if plain == '"' || plain == '\'' {
        format!("{odd} is a curly quote: type a straight one, \"")
    } else {
        format!("{odd} only looks like {plain}: type a plain {plain}")
    }
}

/// Returns the name if the line is the header of a table with one of these names: `[poll]` or `[[poll]]`.
pub fn head_of<'n>(line: &str, names: &[&'n str]) -> Option<&'n str> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let doubled = inner
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']'));
    let name = doubled.unwrap_or(inner).trim();
    names.iter().copied().find(|known| *known == name)
}

/// Returns the message about a list of tables written as a single table.
pub fn one_of_many(name: &str) -> String {
    format!(
        "`[{name}]` is a single table, but an event can have several: write `[[{name}]]` for each"
    )
}
