//! The browsers that role links have let in. A link buys a random secret, of which only a hash is kept here: who reads the log or a
//! backup cannot come in with it. A host sees each login with its device, and ends it alone.

use std::collections::BTreeMap;

use super::login::Login;
use super::staff::Staff;
use crate::fact::{Decision, Fact};
use crate::ids::{LoginId, Millis};
use crate::rejection::Rejection;
use crate::role::{Actor, StaffRole};

/// Limit on the logins of one role or panelist. One more ends the oldest.
pub const PER_ROLE_MAX: usize = 64;
/// How long a login is valid after the event's day, the last act of anybody, and the login itself.
pub const VALID_MS: Millis = 14 * 86_400_000;

/// All logins of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Logins {
    logins: BTreeMap<LoginId, Login>,
    /// The highest id so far. The first is 1.
    last: LoginId,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Logins {
    /// Returns a login, if it is valid.
    pub fn get(&self, id: LoginId) -> Option<&Login> {
        self.logins.get(&id)
    }

    /// Returns all valid logins, by id.
    pub fn iter(&self) -> impl Iterator<Item = (LoginId, &Login)> {
        self.logins.iter().map(|(id, login)| (*id, login))
    }

    /// Returns the logins that are too old. `busy_until` is the end of the event's day, or the time of the last act. A screen stays.
    pub fn old(&self, busy_until: Millis, now: Millis) -> impl Iterator<Item = LoginId> {
        let is_old = move |login: &Login| match login.role {
            StaffRole::Screen => false,
            StaffRole::Host
            | StaffRole::Moderator
            | StaffRole::Panelist(_)
            | StaffRole::Interpreter
            | StaffRole::Chair
            | StaffRole::Captioner
            | StaffRole::Rapporteur
            | StaffRole::Door
            | StaffRole::Slide => busy_until.max(login.at) + VALID_MS <= now,
        };
        self.iter()
            .filter(move |(_, login)| is_old(login))
            .map(|(id, _)| id)
    }

    /// Decides a login by a link of this generation.
    ///
    /// # Errors
    /// [`Rejection::NotAllowed`] if the link was revoked meanwhile.
    pub fn log_in(
        &self,
        staff: &Staff,
        role: StaffRole,
        generation: u32,
        hash: [u8; 16],
        device: &str,
        at: Millis,
    ) -> Decision {
        if staff.generation(role) != generation {
            return Err(Rejection::NotAllowed);
        }
        let same: Vec<LoginId> = self
            .iter()
            .filter(|(_, login)| login.role == role)
            .map(|(id, _)| id)
            .collect();
        let over = (same.len() + 1).saturating_sub(PER_ROLE_MAX);
        let ended = same.into_iter().take(over);
        let mut facts: Vec<Fact> = ended
            .map(|id| Fact::LoginEnded(id, Actor::Operator))
            .collect();
        let login = Login {
            role,
            hash: hash.into(),
            device: device.to_owned(),
            at,
        };
        facts.push(Fact::LoggedIn(LoginId(self.last.0 + 1), login));
        Ok(facts)
    }

    /// Decides the end of a login.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn end(&self, id: LoginId, by: Actor) -> Decision {
        self.get(id).ok_or(Rejection::Unknown)?;
        Ok(vec![Fact::LoginEnded(id, by)])
    }

    /// Decides that a member of staff ends the login of the browser that they use.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::NotAllowed`] for the login of another role.
    pub fn log_out(&self, id: LoginId, by: Actor) -> Decision {
        let login = self.get(id).ok_or(Rejection::Unknown)?;
        if by != Actor::Staff(login.role) {
            return Err(Rejection::NotAllowed);
        }
        self.end(id, by)
    }

    pub(crate) fn logged_in(&mut self, id: LoginId, login: &Login, seq: u64) {
        self.last = self.last.max(id);
        self.logins.insert(id, login.clone());
        self.changed = seq;
    }

    pub(crate) fn ended(&mut self, id: LoginId, seq: u64) {
        self.logins.remove(&id);
        self.changed = seq;
    }

    /// Ends all logins of a role, because its links are replaced or its person is gone.
    pub(crate) fn revoked(&mut self, role: StaffRole, seq: u64) {
        self.logins.retain(|_, login| login.role != role);
        self.changed = seq;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(logins: &mut Logins, role: StaffRole, at: Millis) {
        for fact in logins
            .log_in(&Staff::default(), role, 0, [0; 16], "", at)
            .expect("decided")
        {
            if let Fact::LoggedIn(id, login) = fact {
                logins.logged_in(id, &login, 1);
            } else if let Fact::LoginEnded(id, _) = fact {
                logins.ended(id, 1);
            }
        }
    }

    #[test]
    fn a_login_outlives_the_event_and_every_act_and_a_screen_stays() {
        let mut logins = Logins::default();
        login(&mut logins, StaffRole::Host, 0);
        login(&mut logins, StaffRole::Screen, 0);
        login(&mut logins, StaffRole::Moderator, 5000);
        let old =
            |busy_until, now| -> Vec<u32> { logins.old(busy_until, now).map(|id| id.0).collect() };
        assert!(old(0, VALID_MS - 1).is_empty());
        assert_eq!(old(0, VALID_MS), [1]);
        assert!(old(1, VALID_MS).is_empty(), "somebody did something");
        assert_eq!(old(0, VALID_MS + 5000), [1, 3]);
    }

    #[test]
    fn a_link_that_was_revoked_meanwhile_lets_nobody_in() {
        let mut staff = Staff::default();
        staff.revoked(StaffRole::Host, 1);
        let logins = Logins::default();
        let log_in =
            |generation| logins.log_in(&staff, StaffRole::Host, generation, [0; 16], "", 0);
        assert_eq!(log_in(0), Err(Rejection::NotAllowed));
        assert!(log_in(1).is_ok());
    }

    #[test]
    fn staff_log_out_their_own_role_alone() {
        let mut logins = Logins::default();
        login(&mut logins, StaffRole::Moderator, 0);
        let out = |role| logins.log_out(LoginId(1), Actor::Staff(role));
        assert_eq!(out(StaffRole::Host), Err(Rejection::NotAllowed));
        let by = Actor::Staff(StaffRole::Moderator);
        assert_eq!(
            out(StaffRole::Moderator),
            Ok(vec![Fact::LoginEnded(LoginId(1), by)])
        );
        assert_eq!(logins.log_out(LoginId(2), by), Err(Rejection::Unknown));
    }

    #[test]
    fn the_oldest_login_of_a_role_makes_room() {
        let mut logins = Logins::default();
        login(&mut logins, StaffRole::Moderator, 0);
        for _ in 0..PER_ROLE_MAX {
            login(&mut logins, StaffRole::Host, 0);
        }
        assert_eq!(logins.iter().count(), PER_ROLE_MAX + 1);
        login(&mut logins, StaffRole::Host, 0);
        let ids: Vec<u32> = logins.iter().map(|(id, _)| id.0).take(3).collect();
        assert_eq!(ids, [1, 3, 4]);
        assert_eq!(logins.iter().count(), PER_ROLE_MAX + 1);
    }
}
