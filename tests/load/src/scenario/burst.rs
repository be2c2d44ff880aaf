//! **burst**: "vote now": one ballot from every phone, as fast as the client can write. Several bursts, with a quiet moment between them,
//! count as one: the server's time in a single one is a few dozen milliseconds.

use anyhow::Result;

use super::Play;
use super::steady::Votes;
use super::watch::Watch;
use crate::clock::{Nanos, S};
use crate::report::Report;
use crate::server::account::Spent;

/// Ballots written between two polls of the sockets.
const AT_ONCE: usize = 64;
/// Time limit for the last answer.
const PATIENCE: Nanos = 60 * S;

pub fn play(play: &mut Play) -> Result<Report> {
    let mut report = Report::new("burst");
    let (mut watch, mut votes) = (Watch::default(), Votes::new(play.phones));
    let (mut writing, mut took, mut spent) = (0, 0, Some(Spent::default()));
    let bursts = u64::from(play.amounts.bursts);
    for burst in 1..=bursts {
        if burst > 1 {
            play.settle()?;
        }
        let spent_before = play.server.spent()?;
        watch.resume(&mut play.hall)?;
        let start = play.hall.clock.now();
        for first in (0..play.phones).step_by(AT_ONCE) {
            for seat in first..play.phones.min(first + AT_ONCE) {
                let now = play.hall.clock.now();
                play.hall.cast(seat, now);
            }
            play.hall.turn(0, &mut votes)?;
        }
        let sent = play.hall.clock.now();
        while votes.answered() < burst * play.phones as u64
            && play.hall.clock.now() < sent + PATIENCE
        {
            play.hall.turn(sent + PATIENCE, &mut votes)?;
        }
        watch.pause(&mut play.hall)?;
        let more = play.server.spent_since(spent_before)?;
        spent = spent.zip(more).map(|(spent, more)| spent.and(more));
        writing += sent - start;
        took += votes.last_at.saturating_sub(start).max(1);
    }
    let ballots = bursts * play.phones as u64;
    let per_second = votes.acks.count() as f64 * S as f64 / took as f64;
    play.taken_per_second = Some(per_second);
    report.figure("acks a second", per_second, "1/s");
    report.figure("written within", writing as f64 / bursts as f64 / 1e6, "ms");
    votes.tell(&mut report, ballots);
    report.spent("server CPU a ballot", spent, ballots, took);
    report.client = watch.check(votes.acks.percentile_ms(99.0));
    Ok(report)
}
