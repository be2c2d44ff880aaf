//! The numbers of cards over time, in few points however long a session is.

use minicbor::{Decode, Encode};

use crate::ids::Millis;
use crate::status::Card;

/// Limit on the points of a curve. When it is full, it keeps every second one.
pub const POINTS_MAX: usize = 240;
/// The first distance between two points.
const STEP_MS: u64 = 5_000;

/// How many hold a green, a yellow and a red card.
pub type Numbers = [u32; Card::ALL.len()];

/// The numbers over time.
///
/// # Invariants
/// - At most [`POINTS_MAX`] points. Each is the numbers at the end of its step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Curve {
    /// The start of the first step.
    #[n(0)]
    pub from: Millis,
    #[n(1)]
    pub step_ms: u64,
    #[n(2)]
    pub points: Vec<Numbers>,
}

impl Curve {
    /// Notes the numbers at a time that is not before the last.
    pub(super) fn note(&mut self, at: Millis, numbers: Numbers) {
        if self.points.is_empty() {
            (self.from, self.step_ms) = (at, STEP_MS);
        }
        let since = at.saturating_sub(self.from);
        while since / self.step_ms >= POINTS_MAX as u64 {
            let ends = self.points.chunks(2).filter_map(|pair| pair.last());
            self.points = ends.copied().collect();
            self.step_ms *= 2;
        }
        let index = (since / self.step_ms) as usize;
        let last = self.points.last().copied().unwrap_or_default();
        if index >= self.points.len() {
            self.points.resize(index + 1, last);
        }
        if let Some(point) = self.points.last_mut() {
            *point = numbers;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_keeps_few_points_however_long_it_is() {
        let mut curve = Curve::default();
        for second in 0..20_000_u32 {
            curve.note(1_000 + u64::from(second) * 1_000, [second, 0, 1]);
        }
        assert_eq!((curve.from, curve.step_ms), (1_000, 160_000));
        assert_eq!(curve.points.len(), 125);
        assert_eq!(curve.points[0], [159, 0, 1], "the numbers at its end");
        assert_eq!(curve.points[124], [19_999, 0, 1]);
        assert!(curve.points.len() <= POINTS_MAX);
    }

    #[test]
    fn a_curve_stays_level_while_nothing_changes() {
        let mut curve = Curve::default();
        curve.note(0, [1, 0, 0]);
        curve.note(17_000, [1, 2, 0]);
        assert_eq!(curve.points, [[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 2, 0]]);
    }
}
