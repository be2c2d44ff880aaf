//! When guest data is to be deleted, and until when an event is busy.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use plenary_domain::ids::Millis;
use plenary_domain::state::State;

pub const DAY_MS: u64 = 86_400_000;

/// When an event's guest data is to be deleted: so many days after its date or the last thing that somebody did, whichever
/// is later. None when the event has none (any more).
pub fn retention_end(state: &State) -> Option<Millis> {
    let info = state.event.info.as_ref()?;
    if !state.event.has_guests {
        return None;
    }
    Some(busy_until(state) + u64::from(info.retention_days) * DAY_MS)
}

/// The end of the event's day, or the time of the last thing that somebody did, whichever is later.
pub fn busy_until(state: &State) -> Millis {
    let Some(info) = &state.event.info else {
        return state.last_act;
    };
    let zone = TimeZone::get(&info.zone).unwrap_or(TimeZone::UTC);
    let day_end = info
        .date
        .parse::<Date>()
        .ok()
        .and_then(|date| date.tomorrow().ok()?.to_zoned(zone).ok());
    let day_end = day_end.map_or(0, |end| end.timestamp().as_millisecond().max(0) as u64);
    day_end.max(state.last_act)
}
