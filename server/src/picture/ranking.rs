//! A ranking on the screen (`web-client/src/polls/ranking/screen.tsx`): rows, two columns, or pages. The ladder of the reveal needs
//! more height than the open ballot, so it decides.

use super::{Crowded, LINE, height};

/// Two columns are possible from so many options on.
const MANY: usize = 7;

/// Options' widths by language, and the height for all of them.
pub fn crowded(options: &[Vec<f32>], field: f32) -> Option<Crowded> {
    // The names of the columns stand above the rows.
    let ladder = field - 1.4 * LINE;
    let count = options.len();
    let all_hold = |place: f32, line_width: f32| {
        options
            .iter()
            .all(|option| row(option, line_width) <= place)
    };
    let rows = || all_hold(ladder / count as f32, 126.0);
    let columns = || count >= MANY && all_hold(ladder / count.div_ceil(2) as f32, 45.0);
    // A register of all letters stands below.
    let (page, on_page) = (ladder - 12.2, |o: &[f32]| height(o, 112.0) + 1.4);
    let one_page = || options.iter().map(|o| on_page(o)).sum::<f32>() <= page;
    if rows() || columns() || one_page() {
        None
    } else if options.iter().all(|option| on_page(option) <= page) {
        Some(Crowded::Pages)
    } else {
        Some(Crowded::Languages)
    }
}

/// The languages stand beside each other above the bar, and take more lines where they do not fit.
fn row(option: &[f32], line_width: f32) -> f32 {
    let gaps = 2.4 * option.len().saturating_sub(1) as f32;
    let words = height(&[option.iter().sum::<f32>() + gaps], line_width);
    words + 2.4
}
