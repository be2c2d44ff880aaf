//! A quiz question: options of which one or more are correct. A ballot earns the points if it picks exactly the correct
//! options: points for each option would reward who picks them all. Where the question asks for speed, the points fall with the
//! time that was used, to half at the end of it. The time is that of the log and not of a phone.

use minicbor::{Decode, Encode};

use crate::poll::kind::{Kind, Limits, OPTIONS_MAX, OPTIONS_MIN, Setting, within};
use crate::poll::picks::Picks;
use crate::poll::shares::Shares;
use crate::rejection::{PollFault, Wrong};

/// The points of a correct answer, unless the question says otherwise.
pub const POINTS: u16 = 1000;
/// Maximum points of a correct answer.
pub const POINTS_MAX: u16 = 10_000;
/// All of the time, as ballots note how much of it was used.
pub const WHOLE_TIME: u16 = 1000;

/// The kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz;

/// A question's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Rules {
    /// The correct options. If there are several, a ballot picks one or more.
    #[n(0)]
    pub right: Picks,
    /// For a correct ballot; 1 to [`POINTS_MAX`].
    #[n(1)]
    pub points: u16,
    /// The points fall with the time, to half.
    #[n(2)]
    pub speed: bool,
}

impl Rules {
    /// Returns true if a ballot may pick several options.
    pub fn is_several(self) -> bool {
        self.right.count() > 1
    }
}

/// A ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Answer {
    #[n(0)]
    pub picks: Picks,
    /// The part of the time that was used when it was cast, in thousandths of the time limit; at most [`WHOLE_TIME`].
    #[n(1)]
    pub used: u16,
}

impl Answer {
    /// Returns an answer as a guest sends it.
    pub fn of(indices: &[u8]) -> Answer {
        Answer {
            picks: Picks::of(indices),
            used: 0,
        }
    }
}

/// The counts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Counts {
    /// The number of ballots for each option.
    #[n(0)]
    pub options: Vec<u32>,
    /// The correct options, by which `right` is counted.
    #[n(1)]
    key: Picks,
    /// The number of correct ballots.
    #[n(2)]
    pub right: u32,
}

impl Kind for Quiz {
    type Rules = Rules;
    type Ballot = Answer;
    type Tally = Counts;

    const FITS_SURVEYS: bool = false;

    fn limits(rules: &Rules) -> Limits {
        Limits {
            min: 1,
            max: if rules.is_several() {
                OPTIONS_MAX as i64
            } else {
                1
            },
        }
    }

    fn fits(rules: &Rules, options: usize, answer: &Answer) -> bool {
        let count = answer.picks.count();
        answer.picks.fit(options) && count > 0 && (count == 1 || rules.is_several())
    }

    fn valid(rules: &Rules, options: usize) -> Result<(), PollFault> {
        within("options", options, OPTIONS_MIN, OPTIONS_MAX)?;
        within("right", rules.right.count(), 1, options)?;
        if !rules.right.fit(options) {
            return Err(PollFault::of("right", Wrong::Unfit));
        }
        within("points", rules.points, 1, POINTS_MAX)
    }

    /// Nobody can answer a second time once the answer is known, and a hand has no nickname.
    fn takes(_: &Rules, _options: usize, setting: Setting) -> bool {
        match setting {
            // Players have nicknames, so that nobody stands there with a wrong answer.
            Setting::Show | Setting::Rounds | Setting::Named => false,
            Setting::Seconds | Setting::Changeable | Setting::Live | Setting::Reveal => true,
        }
    }

    fn is_held() -> bool {
        true
    }

    fn is_timed() -> bool {
        true
    }

    fn is_usually_changeable() -> bool {
        false
    }

    fn has_answer() -> bool {
        true
    }

    fn stamp(answer: &mut Answer, used: u16) {
        answer.used = used;
    }

    fn points(rules: &Rules, answer: &Answer) -> u32 {
        if answer.picks != rules.right {
            return 0;
        }
        let full = u32::from(rules.points);
        if rules.speed {
            let used = u32::from(answer.used.min(WHOLE_TIME));
            full - full * used / (2 * u32::from(WHOLE_TIME))
        } else {
            full
        }
    }

    fn empty(rules: &Rules, options: usize) -> Counts {
        Counts {
            options: vec![0; options],
            key: rules.right,
            right: 0,
        }
    }

    fn count(tally: &mut Counts, answer: &Answer, by: i32) {
        for index in answer.picks.indices() {
            if let Some(count) = tally.options.get_mut(usize::from(index)) {
                *count = count.saturating_add_signed(by);
            }
        }
        if answer.picks == tally.key {
            tally.right = tally.right.saturating_add_signed(by);
        }
    }

    /// None: the counts say how many knew it, and the picture shows no percents.
    fn shares(_: &Rules, _: &Counts, _: u32) -> Shares {
        Shares::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fall_to_half_over_the_time() {
        let rules = |speed| Rules {
            right: Picks::of(&[1]),
            points: POINTS,
            speed,
        };
        let earned = |speed, used| {
            let answer = Answer {
                used,
                ..Answer::of(&[1])
            };
            Quiz::points(&rules(speed), &answer)
        };
        let times = [0, 1, 500, 999, 1000, u16::MAX];
        assert_eq!(
            times.map(|used| earned(true, used)),
            [1000, 1000, 750, 501, 500, 500]
        );
        assert_eq!(times.map(|used| earned(false, used)), [1000; 6]);
        assert_eq!(Quiz::points(&rules(true), &Answer::of(&[0])), 0);
        assert_eq!(Quiz::points(&rules(true), &Answer::of(&[0, 1])), 0);
    }
}
