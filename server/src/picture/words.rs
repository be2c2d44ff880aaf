//! Words on the screen (`web-client/src/polls/words/screen.tsx`): lines of them below the title.

use super::Crowded;

/// The least height of the lines: three of the smallest.
const LINES: f32 = 16.0;

/// The height that the title leaves.
pub fn crowded(field: f32) -> Option<Crowded> {
    (LINES > field).then_some(Crowded::Languages)
}
