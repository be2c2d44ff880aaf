//! A hall full of clients on one thread: one epoll, one read buffer, and as little as possible per socket.

pub mod engine;
pub mod frame;
pub mod hall;
pub mod http;
mod reading;
pub mod seat;
pub mod sources;
pub mod target;
pub mod text;

pub use hall::{Hall, News, Script};
pub use seat::Role;
pub use target::{Dialect, Target};
