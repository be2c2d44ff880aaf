//! An announcement as a host writes it.

use minicbor::{Decode, Encode};

pub use crate::status::Airing;

use crate::ids::Millis;
use crate::text::Texts;

/// What a host announces: where, from when, and until when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct AnnouncementInfo {
    /// In at least one of the event's languages.
    #[n(0)]
    pub texts: Texts,
    #[n(1)]
    pub on_phones: bool,
    #[n(2)]
    pub on_screen: bool,
    /// The clock shows it then; None: a host does.
    #[n(3)]
    pub from: Option<Millis>,
    /// The clock ends it then; None: a host does, or a break is over.
    #[n(4)]
    pub until: Option<Millis>,
    /// It is a break, and this is the hour at which everybody is back. Pages count down to it.
    #[n(5)]
    pub back: Option<Millis>,
}

impl AnnouncementInfo {
    /// Returns when the clock ends it. A break ends at its hour.
    pub fn ends(&self) -> Option<Millis> {
        self.until.or(self.back)
    }
}
