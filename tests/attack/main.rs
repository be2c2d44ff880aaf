//! Attacks a running server, and checks that honest people are served meanwhile: a guest joins, votes and asks, and staff
//! come in and act, each within seconds. Attackers have loopback addresses of their own; honest people use 127.0.0.1.
//!
//! The attacks are bounded in time and number. `PLENARY_ATTACK_ROUNDS` says how often the honest people come during each;
//! `tests/long/attack` runs more.

mod attacker;
mod canary;
mod door;
mod honest;
mod hosts;
mod questions;
mod requests;
mod shares;
mod sockets;
