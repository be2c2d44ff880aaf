//! A quiz question on the screen (`web-client/src/polls/quiz/screen.tsx`): a plate for each option, in two columns, or pages of
//! them.

use super::{Crowded, height};

/// The width of the words on a plate, beside the letter and the number.
const WORDS: f32 = 50.0;
/// The edges of a plate and the gap below it.
const AROUND: f32 = 3.6;
/// The line that burns down above the plates.
const FUSE: f32 = 2.6;

/// Options' widths by language, and the height for all of them.
pub fn crowded(options: &[Vec<f32>], field: f32) -> Option<Crowded> {
    let field = field - FUSE;
    let plate = |option: &Vec<f32>| height(option, WORDS) + AROUND;
    let highest = options.iter().map(plate).fold(0.0, f32::max);
    let rows = options.len().div_ceil(2) as f32;
    if highest * rows <= field {
        None
    } else if highest <= field {
        Some(Crowded::Pages)
    } else {
        Some(Crowded::Languages)
    }
}
