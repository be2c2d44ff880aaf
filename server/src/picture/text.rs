//! Slips on the screen (`web-client/src/polls/text/screen.tsx`): whole slips on pages that turn, below the title.

use super::Crowded;

/// The least height of a page: a slip of four lines with its edges.
const SLIP: f32 = 24.0;

/// The height that the title leaves.
pub fn crowded(field: f32) -> Option<Crowded> {
    (SLIP > field).then_some(Crowded::Languages)
}
