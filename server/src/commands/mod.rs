//! Commands of the command line that need no events.

pub mod backup;
pub mod health;
