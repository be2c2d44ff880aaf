//! The server over real sockets. One program, because each further one is linked with the whole server. Those that need the machine for
//! themselves (kills, disks, a hall) have their own.

mod answers;
mod asking;
mod backups;
mod ballots;
mod captions;
mod codes;
mod desks;
mod erase;
mod events;
mod guesses;
mod guests;
mod logins;
mod named;
mod organise;
mod pictures;
mod protocol;
mod qr;
mod questions;
mod slides;
mod translations;
mod upgrades;
mod verified;
mod verify;
