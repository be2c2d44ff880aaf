//! Plenary: a live event interaction server. `ARCHITECTURE.md` is the map.

pub mod address;
pub mod admin;
pub mod app;
pub mod backup;
pub mod client;
pub mod clock;
pub mod code;
pub mod config;
pub mod drafts;
pub mod event_file;
pub mod events;
pub mod fanout;
pub mod guesses;
pub mod http;
pub mod hub;
pub mod images;
pub mod keys;
pub mod line;
pub mod log;
pub mod node;
pub mod organisers;
pub mod picture;
mod private;
pub mod protocol;
pub mod rehearse;
pub mod role;
pub mod room;
pub mod sealed;
pub mod server;
#[cfg(test)]
mod simulation;
pub mod socket;
pub mod text_file;
pub mod upgrade;
pub mod view;
pub mod websocket;
