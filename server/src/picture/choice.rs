//! A choice on the screen (`web-client/src/polls/choice/screen.tsx`): two halves, rows, two columns, or pages.

use super::{Crowded, FLOOR, LINE, height};

/// Two columns from so many options on.
const MANY: usize = 6;
/// What a text may exceed its place by without touching another.
const SLACK: f32 = 0.8;

/// Options' widths by language, and the height for all of them.
pub fn crowded(options: &[Vec<f32>], field: f32) -> Option<Crowded> {
    let all_hold = |place: f32, needs: &dyn Fn(&[f32]) -> f32| {
        options.iter().all(|option| needs(option) <= place)
    };
    let count = options.len();
    // The number and the bar stand in each half. At the reveal the other half is narrower.
    let halves = || count == 2 && all_hold(field - 24.0 + SLACK, &|o| height(o, 58.0));
    let rows = || count < MANY && all_hold(field / count as f32 + SLACK, &row);
    let columns = || {
        let rows = count.div_ceil(2) as f32;
        count >= MANY && all_hold(field / rows, &column)
    };
    // A register of all letters stands below.
    let (page, on_page) = (field - 12.2, |o: &[f32]| height(o, 136.0) + 1.4);
    let one_page = || options.iter().map(|o| on_page(o)).sum::<f32>() <= page;
    if halves() || rows() || columns() || one_page() {
        None
    } else if all_hold(page, &on_page) {
        Some(Crowded::Pages)
    } else {
        Some(Crowded::Languages)
    }
}

/// A row has its languages below each other, or beside each other in a wider place for the label.
fn row(option: &[f32]) -> f32 {
    let gaps = 2.4 * option.len().saturating_sub(1) as f32;
    let beside = height(&[option.iter().sum::<f32>() + gaps], 107.0);
    height(option, 97.0).min(beside).max(1.53 * FLOOR) + 1.8
}

/// In a column the number stands beside the first language, and the bar below all.
fn column(option: &[f32]) -> f32 {
    let (first, others) = option.split_at(option.len().min(1));
    height(first, 63.6) + height(others, 72.9).max(0.0) + 0.31 * LINE
}
