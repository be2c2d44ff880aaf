//! A deterministic simulation of the whole: hub, rooms, shards and clients, over connections, disks and a server that break.
//! All that is random comes of one seed, so that what went wrong once goes wrong again:
//!
//! ```sh
//! PLENARY_SEED=123 PLENARY_SEEDS=1 cargo test -p plenary --lib simulation -- --nocapture
//! ```
//!
//! What runs is what runs in production: [`Hub`](crate::hub::Hub) and its rooms on a runtime whose clock stands still while there
//! is work, [`Shard`](crate::socket::Shard) over a [`Stream`](crate::socket::Stream) of ours, and [`Core`](crate::client::Core),
//! which is the client without its transport. Ours are the reactor, the network, the disk, what HTTP does at the door, and people.
//!
//! # What is checked, always
//! - A frame is whole and alone; the first is the welcome; a change follows from what its connection was sent before.
//! - What a client sees at a position is what the log says at that place, for its audience; within a history it never goes back.
//!   The same holds for what is its own.
//! - Nothing is acked that is not in the log under its very name, and nothing is in the log twice.
//! - After a storm all see the newest state, every command has its answer, each participant counts once with what they said last,
//!   and halls are counted right.
//! - When all have left nothing is left of them.

mod disk;
mod driver;
mod faults;
mod framing;
mod network;
mod page;
mod pages;
mod people;
mod pipe;
mod server;
mod truth;
mod world;

use std::cell::Cell;
use std::env;
use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use plenary_domain::ids::Millis;
use plenary_domain::program::Program;

use crate::event_file;
use crate::protocol::Role;

use network::Leave;
use page::Page;
use world::{Browser, Task, World};

const EVENT: &str = include_str!("event.toml");
/// Seeds that something went wrong with once.
const KEPT: &str = include_str!("seeds.txt");
/// How many seeds are run where nobody says how many.
const SEEDS: u64 = 24;
/// One seed takes well below a second; one that takes longer never ends.
const PATIENCE: Duration = Duration::from_secs(120);
/// What the longest of all takes to settle: a silence, a wait, and beats.
const CALM_MS: Millis = 200_000;
const CODES: [&str; 2] = ["STRMAA", "STRMBB"];

/// One world, from the first guest to the last; gives its trace.
fn run(seed: u64) -> Result<(u64, Millis), String> {
    let mut world = World::new(seed);
    world.start()?;
    let program = event_file::parse(EVENT)
        .expect("the event is well-formed")
        .program;
    let events = 1 + world.dice.below(2);
    for code in &CODES[..events] {
        people(&mut world, code, &program)?;
    }
    for i in 0..world.pages.len() {
        world.wake(i, world.now() + 2000);
        world.plan_in(4000, Task::Act(i));
    }
    world.plan_in(2000, Task::Fault);
    if world.dice.chance(40) {
        world.plan_in(8000, Task::Forget);
    }
    world.plan_in(8000, Task::Sweep);
    let storm = 10_000 + world.dice.below(30_000) as Millis;
    world.run(storm)?;
    world.calm_down();
    world.run(storm + CALM_MS)?;
    world.check_calm()?;
    depart(&mut world)?;
    Ok((world.trace, world.now()))
}

/// Makes an event and the people who come to it.
fn people(world: &mut World, code: &str, program: &Program) -> Result<(), String> {
    let server = world.server.as_mut().ok_or("there is no server")?;
    let (wish, program) = (Some(code.to_owned()), program.clone());
    let made = server.wait(async |hub| hub.create(program, wish, None).await);
    let event = made.map_err(|e| e.to_string())?.id;
    let most = if world.dice.chance(25) { 24 } else { 8 };
    let guests = 3 + world.dice.below(most);
    let staff = [Role::Host, Role::Moderator, Role::Screen];
    for audience in staff
        .into_iter()
        .chain((0..guests).map(|_| Role::Participant))
    {
        world.browsers.push(Browser::new(code));
        let tabs = 1 + usize::from(audience == Role::Participant && world.dice.chance(25));
        for _ in 0..tabs {
            let seed = world.dice.roll();
            let browser = world.browsers.len() - 1;
            world.pages.push(Page::new(browser, event, audience, seed));
        }
    }
    Ok(())
}

/// All leave; nothing is to be left of them.
fn depart(world: &mut World) -> Result<(), String> {
    for i in 0..world.pages.len() {
        world.pages[i].away_until = Millis::MAX;
        world.leave(i, Leave::Closed);
    }
    world.run(world.now() + 5000)?;
    let server = world.server.as_mut().ok_or("there is no server")?;
    if !server.drivers.iter().all(driver::Driver::is_empty) {
        return Err("a shard holds something of somebody".into());
    }
    if !server.is_empty() {
        return Err("a place was not given back".into());
    }
    let rooms = server.wait(async |hub| {
        let mut rooms = Vec::new();
        for header in hub.events() {
            rooms.extend(hub.room(&header.code).await);
        }
        rooms
    });
    if let Some(room) = rooms.iter().find(|room| room.sockets() > 0) {
        return Err(format!("room {} counts somebody", room.header.code));
    }
    server.sweep();
    server.sweep();
    match rooms.iter().find(|room| !room.is_closed()) {
        Some(room) => Err(format!("room {} is kept for nobody", room.header.code)),
        None => Ok(()),
    }
}

thread_local! {
    /// Panics on this thread: those of a room's task are caught by its runtime.
    static PANICS: Cell<u32> = const { Cell::new(0) };
}

/// Runs a seed on a thread of its own, and waits no longer than is reasonable.
fn run_patiently(seed: u64) -> Result<(u64, Millis), String> {
    static COUNTING: Once = Once::new();
    COUNTING.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            PANICS.with(|panics| panics.set(panics.get() + 1));
            usual(info);
        }));
    });
    let (done, outcome) = channel();
    thread::spawn(move || {
        let ran = run(seed);
        let panics = PANICS.with(Cell::get);
        let _ = done.send(match panics {
            0 => ran,
            _ => Err(format!("{panics} panics in a room")),
        });
    });
    match outcome.recv_timeout(PATIENCE) {
        Ok(ran) => ran,
        Err(RecvTimeoutError::Timeout) => Err("it does not end".into()),
        Err(RecvTimeoutError::Disconnected) => Err("it panicked".into()),
    }
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}

#[test]
fn storms_end_well() {
    let first = number("PLENARY_SEED").unwrap_or(1);
    let seeds = number("PLENARY_SEEDS").unwrap_or(SEEDS);
    let kept = KEPT
        .lines()
        .filter_map(|line| line.split('#').next()?.trim().parse().ok());
    let kept: Vec<u64> = if number("PLENARY_SEED").is_none() {
        kept.collect()
    } else {
        vec![]
    };
    let mut failed = 0;
    for seed in kept.into_iter().chain(first..first + seeds) {
        if let Err(why) = run_patiently(seed) {
            failed += 1;
            eprintln!("seed {seed}: {why}");
            eprintln!(
                "  PLENARY_SEED={seed} PLENARY_SEEDS=1 cargo test -p plenary --lib simulation"
            );
        }
    }
    assert_eq!(failed, 0, "seeds went wrong");
}

#[test]
fn a_seed_always_goes_the_same_way() {
    assert_eq!(run_patiently(7), run_patiently(7));
}
