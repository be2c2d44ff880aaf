//! Joins by the hundred.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use crate::attacker::Attacker;
use crate::honest::{Event, in_time};

/// The headcount of the demo: so many may join at once, and so many a minute.
const HEADCOUNT: u32 = 200;

/// A laptop takes every identity it can get. Each honest guest gets one all the same, before the laptop's next.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_laptop_takes_nobodys_join() {
    const GUESTS: u32 = 12;
    let mut event = Event::start(None).await;
    let began = Instant::now();
    let attacker = Attacker::at(&event.server, 2);
    let attack = attacker.attack(8, |attacker, joined| {
        if attacker.join().is_some() {
            joined.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    });
    let taken = || attack.counted.load(Ordering::Relaxed);
    in_time("the attack takes all that is free", async {
        while taken() < HEADCOUNT {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    for _ in 0..GUESTS {
        let mut guest = in_time("a guest joins", event.guest()).await;
        event.votes_and_asks(&mut guest).await;
    }
    // There are not more joins than the event expects, whoever gets them.
    let minutes = began.elapsed().as_secs_f64() / 60.0;
    let all = f64::from(taken() + GUESTS);
    let most = f64::from(HEADCOUNT) * (1.0 + minutes) + 100.0;
    assert!(all <= most, "{all} of {most}");
    drop(attack);
    event.goes_on().await;
}
