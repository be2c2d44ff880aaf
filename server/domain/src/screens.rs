//! The screens beside the hall's: one in the foyer, a monitor for the stage. Each has a name for hosts, and shows what they
//! choose for it or follows the hall's screen.
//!
//! # Invariants
//! - What a screen was to show may have gone meanwhile. Then it follows the hall, see `on_now::scene_on`.

use crate::fact::{Decision, Fact};
use crate::ids::ScreenId;
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::slots::Slots;
use crate::stage::Stage;
use crate::text;

/// Limit on the screens of an event beside the hall's.
pub const SCREENS_MAX: usize = 8;

/// A screen of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Screen {
    /// For hosts; no guest reads it.
    pub name: String,
    /// None: as in the hall.
    pub stage: Option<Stage>,
    /// The sequence of the last change.
    pub changed: u64,
}

/// All screens beside the hall's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Screens {
    all: Slots<ScreenId, Screen>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Screens {
    /// Returns a screen, if it exists.
    pub fn get(&self, id: ScreenId) -> Option<&Screen> {
        self.all.get(id)
    }

    /// Returns the existing screens, by id.
    pub fn iter(&self) -> impl Iterator<Item = (ScreenId, &Screen)> {
        self.all.iter()
    }

    /// Returns true if there is room for another one.
    pub fn has_room(&self) -> bool {
        self.iter().count() < SCREENS_MAX
    }

    /// Decides a new screen, or another name for one.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::TextEmpty`], [`Rejection::TextTooLong`], [`Rejection::TooManyScreens`].
    pub fn put(&self, id: Option<ScreenId>, name: &str, by: Actor) -> Decision {
        let name = text::required(name, TextField::Screen)?;
        let id = match id {
            Some(id) if self.get(id).ok_or(Rejection::Unknown)?.name == name => return Ok(vec![]),
            Some(id) => id,
            None if self.has_room() => self.all.next(),
            None => {
                return Err(Rejection::TooManyScreens {
                    max: SCREENS_MAX as u32,
                });
            }
        };
        Ok(vec![Fact::ScreenPut(id, name, by)])
    }

    /// Decides what a screen shows, which exists; None: as in the hall.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn show(&self, id: ScreenId, stage: Option<Stage>, by: Actor) -> Decision {
        let screen = self.get(id).ok_or(Rejection::Unknown)?;
        Ok(if screen.stage == stage {
            vec![]
        } else {
            vec![Fact::ScreenSet(id, stage, by)]
        })
    }

    /// Decides to remove a screen. Its link then shows what the hall's does.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn drop(&self, id: ScreenId, by: Actor) -> Decision {
        self.get(id).ok_or(Rejection::Unknown)?;
        Ok(vec![Fact::ScreenDropped(id, by)])
    }

    pub(crate) fn was_put(&mut self, id: ScreenId, name: &str, seq: u64) {
        let stage = self.get(id).and_then(|screen| screen.stage);
        let name = name.to_owned();
        self.all.put(
            id,
            Screen {
                name,
                stage,
                changed: seq,
            },
        );
        self.changed = seq;
    }

    pub(crate) fn set(&mut self, id: ScreenId, stage: Option<Stage>, seq: u64) {
        if let Some(screen) = self.all.get_mut(id) {
            screen.stage = stage;
            screen.changed = seq;
        }
        self.changed = seq;
    }

    pub(crate) fn was_dropped(&mut self, id: ScreenId, seq: u64) {
        self.all.remove(id);
        self.changed = seq;
    }
}
