//! A matrix on the screen (`web-client/src/polls/matrix/screen.tsx`): the plane, and beside it the options in words, on pages if
//! they need them.

use super::{Crowded, height};

/// The least height of the plane with the names of its upper and its lower end.
const PLANE: f32 = 34.0;
/// The width of an option's words.
const WIDTH: f32 = 52.0;
/// The room between two options.
const GAP: f32 = 1.4;

/// Options' widths by language, and the height for all of them.
pub fn crowded(options: &[Vec<f32>], field: f32) -> Option<Crowded> {
    let row = |option: &Vec<f32>| height(option, WIDTH) + GAP;
    if field < PLANE || options.iter().any(|option| row(option) > field) {
        Some(Crowded::Languages)
    } else if options.iter().map(row).sum::<f32>() > field {
        Some(Crowded::Pages)
    } else {
        None
    }
}
