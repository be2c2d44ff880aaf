//! Points on the screen (`web-client/src/polls/points/screen.tsx`): a band, and rows below it, on pages if they need them.

use super::{Crowded, LINE, height};

/// The heights of the band and of the line that names its ends, at their least.
const BAND: f32 = 16.5;

/// Options' widths by language, and the height for all of them.
pub fn crowded(options: &[Vec<f32>], field: f32) -> Option<Crowded> {
    let rows = field - BAND;
    if options.iter().map(|option| row(option)).sum::<f32>() <= rows {
        None
    } else if options.iter().all(|option| row(option) <= rows) {
        Some(Crowded::Pages)
    } else {
        Some(Crowded::Languages)
    }
}

/// The languages stand beside each other, and take more lines where they do not fit.
fn row(option: &[f32]) -> f32 {
    let gaps = 2.4 * option.len().saturating_sub(1) as f32;
    height(&[option.iter().sum::<f32>() + gaps], 95.0).max(LINE) + 0.8
}
