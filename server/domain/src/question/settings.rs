//! What a session lets its audience do with questions. A session without settings of its own follows the event.

use minicbor::{Decode, Encode};

/// Highest limit on one guest's questions in a session.
pub const LIMIT_MAX: u32 = 50;

/// Whether guests may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Asking {
    #[n(0)]
    Open,
    /// Not for the moment.
    #[n(1)]
    Paused,
    /// Not any more in this session.
    #[n(2)]
    Closed,
}

/// The order in which a guest first sees the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Order {
    #[n(0)]
    Top,
    #[n(1)]
    Newest,
}

/// What guests may do with questions, and how their phones list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Settings {
    #[n(0)]
    pub asking: Asking,
    /// Phones show a question before a moderator has read it. Screens never do. What muted guests write and what has a
    /// marked word waits all the same.
    #[n(1)]
    pub at_once: bool,
    /// A question needs a name and an organisation.
    #[n(2)]
    pub named: bool,
    /// Limit on one guest's questions in the session, without those withdrawn: 1 to [`LIMIT_MAX`].
    #[n(3)]
    pub limit: u32,
    #[n(4)]
    pub upvotes: bool,
    #[n(5)]
    pub order: Order,
    /// A phone's list keeps its order until its guest asks for the new one.
    #[n(6)]
    pub calm: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            asking: Asking::Open,
            at_once: false,
            named: false,
            limit: LIMIT_MAX,
            upvotes: true,
            order: Order::Top,
            calm: false,
        }
    }
}

impl Settings {
    /// Returns the default, with questions open or paused.
    pub fn asking(open: bool) -> Settings {
        Settings {
            asking: if open { Asking::Open } else { Asking::Paused },
            ..Settings::default()
        }
    }
}

/// What a host changes in settings. The rest stays, so two hosts can change different things at the same time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    pub asking: Option<Asking>,
    pub at_once: Option<bool>,
    pub named: Option<bool>,
    pub limit: Option<u32>,
    pub upvotes: Option<bool>,
    pub order: Option<Order>,
    pub calm: Option<bool>,
}

impl Change {
    /// Returns the settings after the change.
    pub fn apply(self, to: Settings) -> Settings {
        Settings {
            asking: self.asking.unwrap_or(to.asking),
            at_once: self.at_once.unwrap_or(to.at_once),
            named: self.named.unwrap_or(to.named),
            limit: self.limit.unwrap_or(to.limit),
            upvotes: self.upvotes.unwrap_or(to.upvotes),
            order: self.order.unwrap_or(to.order),
            calm: self.calm.unwrap_or(to.calm),
        }
    }
}
