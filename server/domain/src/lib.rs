//! The rules of a live event, pure and synchronous.
//!
//! [`decide`](decide::decide) turns a command into facts or a rejection; [`State::apply`](state::State::apply) turns facts
//! into state and cannot fail. There is no clock, no randomness and no I/O here: time comes in with the command. Replay
//! never runs `decide`, so facts of old stay valid when the rules change.

pub mod access;
pub mod command;
pub mod decide;
pub mod fact;
pub mod ids;
pub mod import;
pub mod poll;
pub mod program;
pub mod question;
pub mod retention;
pub mod screening;
pub mod state;
pub mod text;
