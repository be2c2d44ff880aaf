//! By how much a session is later than planned. The plan itself stays as it was written, so that both times stay known.

use minicbor::{Decode, Encode};

use crate::ids::SessionId;
use crate::program::SessionInfo;

/// Limit on one shift of the agenda, and on how far a session may be from its plan in all, in minutes.
pub const SHIFT_MINUTES_MAX: u32 = 720;

const DAY_MINUTES: i32 = 24 * 60;

/// By how many minutes a session is later than planned; negative: earlier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Delay {
    #[n(0)]
    pub start: i32,
    #[n(1)]
    pub end: i32,
}

/// The new delay of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Shift {
    #[n(0)]
    pub session: SessionId,
    #[n(1)]
    pub delay: Delay,
}

/// Where a session stands in the agenda, and when.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Place {
    #[n(0)]
    pub session: SessionId,
    #[n(1)]
    pub order: u32,
    /// Of the plan: local time, `HH:MM`.
    #[n(2)]
    pub start: String,
    #[n(3)]
    pub end: String,
    #[n(4)]
    pub delay: Delay,
}

impl Delay {
    /// Returns the local times, `HH:MM`, at which a session begins and ends. After midnight they begin again at `00:00`.
    pub fn times(self, info: &SessionInfo) -> (String, String) {
        (later(&info.start, self.start), later(&info.end, self.end))
    }

    /// Returns how many minutes a session lasts; None if its times cannot be read. One that ends at its hour of
    /// beginning lasts no time.
    pub fn minutes(self, info: &SessionInfo) -> Option<i32> {
        let planned = minutes_of(&info.end)? - minutes_of(&info.start)?;
        Some(planned.rem_euclid(DAY_MINUTES) + self.end - self.start)
    }
}

fn later(time: &str, minutes: i32) -> String {
    let Some(at) = minutes_of(time).filter(|_| minutes != 0) else {
        return time.to_owned();
    };
    time_of(at + minutes)
}

/// Returns the time, `HH:MM`, so many minutes after midnight.
pub(crate) fn time_of(minutes: i32) -> String {
    let at = minutes.rem_euclid(DAY_MINUTES);
    format!("{:02}:{:02}", at / 60, at % 60)
}

/// Returns the minutes from midnight of a time, `HH:MM`.
pub(crate) fn minutes_of(time: &str) -> Option<i32> {
    let (hours, minutes) = time.split_once(':')?;
    Some(hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?)
}
