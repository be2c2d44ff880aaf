//! The rules of a live event, pure and synchronous.
//!
//! [`decide`](decide::decide) turns a command into facts or a rejection; [`State::apply`](state::State::apply) turns
//! facts into state and cannot fail. Both are tables: each noun decides its own commands and applies its own facts.
//! There is no clock, no randomness and no I/O here: a command carries its time. Replay never runs `decide`, so old
//! facts stay valid when the rules change.
//!
//! Imports go one way, from the shared basics up to the tables; `tests/layers.rs` holds the order.

pub mod access;
pub mod acts;
pub mod announcement;
pub mod announcements;
pub mod approval;
pub mod back;
pub mod backstage;
pub mod captions;
pub mod cards;
pub mod command;
pub mod decide;
pub mod delay;
pub mod edit;
pub mod effect;
pub mod erasure;
pub mod event;
pub mod fact;
pub mod finding;
pub mod floor;
pub mod ids;
pub mod import;
pub mod language;
pub mod leaving;
pub mod letters;
pub mod on_now;
pub mod people;
pub mod poll;
pub mod program;
pub mod promise;
pub mod question;
pub mod rejection;
pub mod report;
pub mod retention;
pub mod role;
pub mod screening;
pub mod screens;
pub mod session;
pub mod shelf;
mod slots;
pub mod stage;
pub mod state;
pub mod status;
pub mod survey;
pub mod text;
pub mod translation;
pub mod undo;
