//! A motion on the screen (`web-client/src/polls/motion/screen.tsx`): three rows while voting is open, then the two sides above
//! one band, and below it the majority and the outcome.

use super::Crowded;

/// The least height of the sides, the band and the outcome.
const FIGURE: f32 = 36.0;

pub fn crowded(field: f32) -> Option<Crowded> {
    (FIGURE > field).then_some(Crowded::Languages)
}
