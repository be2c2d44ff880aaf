//! Join codes: six characters that people read from a screen and type with a thumb.

use plenary_domain::ids::CodeId;

use crate::clock::Clock;

/// Letters and digits without pairs that look alike: no 0 and O, no 1 and I.
pub const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// The number of characters in a code.
pub const CHARS: usize = 6;

/// Characters of a single-use code that are its number, enough for `CODES_MAX`.
pub const NUMBER_CHARS: usize = 3;

/// Returns with what a single-use code ends: its number. It is no secret, and alone it is no code.
pub fn tail(code: CodeId) -> String {
    let number = (0..NUMBER_CHARS).rev();
    let letter = |place| char::from(ALPHABET[(code.0 >> (5 * place)) as usize % ALPHABET.len()]);
    number.map(letter).collect()
}

/// Returns a new random code.
pub fn random(clock: &Clock) -> String {
    clock
        .random::<CHARS>()
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect()
}

/// Parses a code as people write it: in any case, with spaces or dashes. Returns None if it cannot be a code.
pub fn parse(text: &str) -> Option<String> {
    letters(text, CHARS)
}

/// Returns so many characters of the alphabet, from a text as people write it.
pub fn letters(text: &str, chars: usize) -> Option<String> {
    // Check the length before copying, because this comes from URLs.
    if text.len() > 32 {
        return None;
    }
    let code: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let known = code.len() == chars && code.bytes().all(|byte| ALPHABET.contains(&byte));
    known.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(parse("cdu 7k2").as_deref(), Some("CDU7K2"));
        assert_eq!(parse("CDU-7K2").as_deref(), Some("CDU7K2"));
        assert_eq!(parse("CDU7K0"), None);
        assert_eq!(parse("CDU7K"), None);
        assert_eq!(parse("能源能源能源"), None);
        assert!(parse(&random(&Clock::system())).is_some());
    }
}
