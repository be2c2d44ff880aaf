//! A scale on the screen (`web-client/src/polls/scale/screen.tsx`): columns, their numbers, and the words for both ends.

use super::{Crowded, height};

/// The least height of the columns, the axis and the numbers.
const COLUMNS: f32 = 20.0;
/// The width of an end's words.
const END_WIDTH: f32 = 58.0;

/// The ends' widths by language, and the height for all.
pub fn crowded(ends: &[Vec<f32>; 2], field: f32) -> Option<Crowded> {
    let words = ends.iter().map(|end| height(end, END_WIDTH));
    let needed = COLUMNS + words.fold(0.0, f32::max);
    (needed > field).then_some(Crowded::Languages)
}
