//! Ratings on the screen (`web-client/src/polls/scale/screen.tsx`): columns, their numbers, and the words for both ends; or a row
//! for each item, its words beside its columns.

use super::{Crowded, FLOOR, LINE, height};

/// The least height of the columns, the axis and the numbers.
const COLUMNS: f32 = 25.5;
/// The width of an end's words.
const END_WIDTH: f32 = 58.0;
/// The width of an item's words.
const ITEM_WIDTH: f32 = 50.0;

/// The ends' and the items' widths by language, and the height for all.
pub fn crowded(ends: &[Vec<f32>; 2], items: &[Vec<f32>], field: f32) -> Option<Crowded> {
    let words = ends.iter().map(|end| height(end, END_WIDTH));
    if items.is_empty() {
        let needed = COLUMNS + words.fold(0.0, f32::max);
        return (needed > field).then_some(Crowded::Languages);
    }
    let row = |item: &Vec<f32>| height(item, ITEM_WIDTH).max(2.0 * FLOOR) + 1.0;
    let field = field - LINE;
    if items.iter().map(row).sum::<f32>() <= field {
        None
    } else if items.iter().all(|item| row(item) <= field) {
        Some(Crowded::Pages)
    } else {
        Some(Crowded::Languages)
    }
}
