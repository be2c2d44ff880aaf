//! An estimate on the screen (`web-client/src/polls/estimate/screen.tsx`): the dots, the lines above them and the axis below.

use super::Crowded;

/// The least height of the dots, with the true value, the median, the axis, and the unit.
const FIGURE: f32 = 36.0;

/// The figure loses nothing, but a long title leaves out languages before it takes the dots' place.
pub fn crowded(field: f32) -> Option<Crowded> {
    (FIGURE > field).then_some(Crowded::Languages)
}
