//! How moderators approve many texts with one command.

use crate::fact::{Decision, Fact};
use crate::rejection::Rejection;

/// Limit on the texts that one command approves.
pub const AT_ONCE_MAX: usize = 300;

/// Decides to approve texts, each exactly as seen: its id with the revision of its last change. `approve` decides about one. A
/// text that is named again is approved once, and those that changed since stay as they are.
///
/// # Errors
/// [`Rejection::OutOfRange`] for none or too many; what `approve` refuses if none can be approved.
pub fn as_seen<I: Copy + PartialEq>(
    seen: &[(I, u32)],
    approve: impl Fn(I, u32) -> Result<Fact, Rejection>,
) -> Decision {
    if !(1..=AT_ONCE_MAX).contains(&seen.len()) {
        return Err(Rejection::OutOfRange {
            min: 1,
            max: AT_ONCE_MAX as u32,
        });
    }
    let mut facts = vec![];
    let mut refused = Rejection::Unknown;
    for (place, (id, rev)) in seen.iter().enumerate() {
        match approve(*id, *rev) {
            Ok(_) if seen[..place].iter().any(|(other, _)| other == id) => {}
            Ok(fact) => facts.push(fact),
            Err(why) => refused = why,
        }
    }
    if facts.is_empty() {
        Err(refused)
    } else {
        Ok(facts)
    }
}
