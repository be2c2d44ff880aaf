//! The people of an event: those on stage, those in the hall, and the staff.

pub mod codes;
pub mod groups;
pub mod guest_list;
pub mod listed;
pub mod login;
pub mod logins;
pub mod marks;
pub mod membership;
pub mod mutes;
pub mod names;
pub mod nicknames;
pub mod participants;
mod persons;
pub mod staff;

pub use codes::Codes;
pub use groups::{Group, Groups};
pub use guest_list::GuestList;
pub use logins::Logins;
pub use mutes::Mutes;
pub use nicknames::{Nickname, Nicknames};
pub use participants::{Participant, Participants};
pub use persons::Persons;
pub use staff::Staff;
