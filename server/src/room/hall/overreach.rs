//! Commands that their sender's role may not send. No page sends one, unless an item has just left the sender's hands; so somebody tries with
//! a client of their own. Lines about it are few, however many there are.

use plenary_domain::ids::Millis;

use crate::protocol::Role;

/// Minimum time between two lines about one role.
const LINE_MS: Millis = 10_000;

/// By role: how many there were since the last line, and when that was.
#[derive(Default)]
pub struct Overreach([(u32, Option<Millis>); Role::ALL.len()]);

impl Overreach {
    /// Counts one. Returns how many a line tells now.
    pub fn count(&mut self, role: Role, now: Millis) -> Option<u32> {
        let (count, told) = &mut self.0[role as usize];
        *count = count.saturating_add(1);
        let is_due = told.is_none_or(|at| now.saturating_sub(at) >= LINE_MS);
        is_due.then(|| {
            *told = Some(now);
            std::mem::take(count)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_a_line_at_once_and_then_few() {
        let mut overreach = Overreach::default();
        assert_eq!(overreach.count(Role::Screen, 5), Some(1));
        assert_eq!(overreach.count(Role::Moderator, 6), Some(1));
        for at in 6..6 + LINE_MS - 1 {
            assert_eq!(overreach.count(Role::Screen, at), None);
        }
        assert_eq!(
            overreach.count(Role::Screen, 5 + LINE_MS),
            Some(LINE_MS as u32)
        );
    }
}
