//! Promises 1 and 2 by numbers: hundreds of `kill -9` at random moments of the traffic, of a start and of the recovery.
//! After each, the test audits everything that any guest was ever told. `PLENARY_KILLS` sets how many. `PLENARY_SEED`
//! repeats a run as far as the machine allows; a failing run prints its seed.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use plenary::client::Dice;
use plenary_tests::ledger::{Desk, Phone, Told, moment};
use plenary_tests::{Server, open_poll};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

const KILLS: u32 = 400;
/// Kills that one history must survive before a new event begins.
const KILLS_OF_A_HISTORY: u32 = 30;
/// Histories played in parallel.
const AT_ONCE: u32 = 2;
/// Kills of first starts, each on its own folder.
const FIRST_STARTS: u32 = 30;
const PHONES: u64 = 12;
/// More than a view needs. Only a failing test takes this long.
const PATIENCE: Duration = Duration::from_secs(20);

fn seed() -> u64 {
    let seed = std::env::var("PLENARY_SEED")
        .ok()
        .map(|seed| seed.parse().expect("PLENARY_SEED is a number"));
    let seed = seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
    println!("PLENARY_SEED={seed}");
    seed
}

fn kills() -> u32 {
    std::env::var("PLENARY_KILLS").map_or(KILLS, |kills| {
        kills.parse().expect("PLENARY_KILLS is a number")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_acked_is_lost_and_nothing_counts_twice_over_hundreds_of_kills() {
    let mut dice = Dice::new(seed());
    let histories = kills().div_ceil(KILLS_OF_A_HISTORY).max(AT_ONCE);
    let mut playing = vec![];
    for i in 0..AT_ONCE {
        let seeds: Vec<u64> = (i..histories)
            .step_by(AT_ONCE as usize)
            .map(|_| dice.roll())
            .collect();
        let of_each = kills().div_ceil(histories);
        playing.push(tokio::spawn(async move {
            let mut commands = 0;
            for seed in seeds {
                commands += history(seed, of_each).await;
            }
            commands
        }));
    }
    let mut commands = 0;
    for history in playing {
        commands += history.await.expect("a history passes");
    }
    println!("{} kills, {commands} commands in the logs", kills());
    // Otherwise the kills hit an idle server, and prove little.
    assert!(commands > kills() as usize, "there was traffic");
}

/// Plays one event over this many kills. Returns how many commands were accepted.
async fn history(seed: u64, kills: u32) -> usize {
    let mut dice = Dice::new(seed);
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut desk = Desk::open(&server).await;
    let poll = open_poll(&mut desk.client).await;
    let mut phones = vec![];
    for number in 0..PHONES {
        phones.push(Phone::join(&server, number, dice.roll()).await);
    }
    let mut killed = 0;
    while killed < kills {
        (phones, desk) = traffic(&mut server, poll, phones, desk, moment(&mut dice, 5..120)).await;
        killed += 1;
        // Trouble rarely comes alone, so some starts are killed too: before, while or just after the log is read.
        while killed < kills && dice.chance(33) {
            server.begin();
            sleep(moment(&mut dice, 0..60)).await;
            server.kill();
            killed += 1;
        }
        server.restart();
        let told = Told::of(&server.log(&code));
        told.agrees(&phones);
        told.agrees_with_desk(&desk);
        told.is_shown(&server, poll).await;
    }
    // Every unanswered command is resent and answered, and each guest's own data equals the log.
    for phone in &mut phones {
        phone.settle().await;
    }
    let told = Told::of(&server.log(&code));
    told.agrees(&phones);
    for phone in &mut phones {
        phone.sees_what_was(&told).await;
    }
    told.commands()
}

/// Lets everybody play for a while, then kills the server in the middle of it.
async fn traffic(
    server: &mut Server,
    poll: u32,
    phones: Vec<Phone>,
    mut desk: Desk,
    time: Duration,
) -> (Vec<Phone>, Desk) {
    let (gone, see) = watch::channel(false);
    let mut playing = vec![];
    for mut phone in phones {
        let see = see.clone();
        playing.push(tokio::spawn(async move {
            phone.play(poll, see).await;
            phone
        }));
    }
    let moderating = tokio::spawn(async move {
        desk.play(see).await;
        desk
    });
    sleep(time).await;
    server.kill();
    gone.send_replace(true);
    let mut phones = vec![];
    for phone in playing {
        phones.push(phone.await.expect("a phone"));
    }
    (phones, moderating.await.expect("a desk"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_first_start_leaves_nothing_half_done() {
    let mut dice = Dice::new(seed());
    for _ in 0..FIRST_STARTS {
        let mut server = Server::unstarted(&[] as &[&str]);
        server.begin();
        sleep(moment(&mut dice, 0..150)).await;
        server.kill();
        server.restart();
        let host = timeout(PATIENCE, server.staff("/host#"));
        let host = host.await.expect("the demo opens");
        assert!(
            host.view().polls().count() > 3 && host.view().sessions().count() > 3,
            "the demo is complete"
        );
    }
}
