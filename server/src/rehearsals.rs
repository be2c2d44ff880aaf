//! Rehearsals that a host starts from the page. The server plays one at a time against itself, over real sockets and on a copy of the
//! event, as `plenary rehearse` does from another machine. What is known of them is forgotten with the process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use plenary_domain::ids::Millis;
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::protocol::{
    REHEARSAL_PHONES_MAX, Rehearsal, RehearsalNews, RehearsalReport, ScreenTimes,
};
use crate::rehearse::{self, Options, Report, Signal, To};

/// How long it plays, in minutes.
const MINUTES: f64 = 1.0;
/// Limit on the events whose last rehearsal is remembered.
const REMEMBERED_MAX: usize = 64;

/// The rehearsals of a server.
#[derive(Default)]
pub struct Rehearsals {
    /// The address at which the server reaches itself.
    own: OnceLock<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    playing: Option<Playing>,
    /// By the event's code.
    last: HashMap<String, Rehearsal>,
}

struct Playing {
    code: String,
    since: Millis,
    phones: u32,
    /// Dropped or sent: the rehearsal ends and deletes its copy.
    stop: Option<oneshot::Sender<()>>,
}

/// Another rehearsal is playing, perhaps of another event.
#[derive(Debug, PartialEq, Eq)]
pub struct Busy;

impl Rehearsals {
    /// Says where the server reaches itself, once it listens.
    pub fn serve_at(&self, url: String) {
        let _ = self.own.set(url);
    }

    /// Returns the address at which the server reaches itself, if it listens.
    pub fn own(&self) -> Option<&str> {
        self.own.get().map(String::as_str)
    }

    /// Returns what is known about an event.
    pub fn of(&self, code: &str) -> Rehearsal {
        let state = self.state();
        match &state.playing {
            Some(playing) if playing.code == code => Rehearsal::Playing {
                since: playing.since,
                phones: playing.phones,
            },
            Some(_) | None => state.last.get(code).cloned().unwrap_or(Rehearsal::None),
        }
    }

    /// Plays an event, whose host's link this is, on the server's own address.
    ///
    /// # Errors
    /// [`Busy`].
    pub fn start(
        self: &Arc<Self>,
        code: String,
        link: String,
        phones: u32,
        clock: &Clock,
    ) -> Result<(), Busy> {
        let (stop, stopped) = oneshot::channel();
        {
            let mut state = self.state();
            if state.playing.is_some() {
                return Err(Busy);
            }
            state.playing = Some(Playing {
                code: code.clone(),
                since: clock.now(),
                phones,
                stop: Some(stop),
            });
        }
        let (all, clock, seed) = (self.clone(), clock.clone(), clock.random_u32());
        let options = Options {
            url: link,
            phones: phones.clamp(1, REHEARSAL_PHONES_MAX),
            minutes: MINUTES,
            really: false,
            json: false,
            seed: None,
        };
        let playing = tokio::spawn(async move {
            let interrupted = async move { drop(stopped.await) };
            rehearse::run(&options, seed, &|_| {}, interrupted).await
        });
        // In a task of its own, so that one that panics ends as well.
        tokio::spawn(async move {
            let outcome = match playing.await {
                Ok(Ok(report)) => Rehearsal::Over(told(&report, clock.now())),
                Ok(Err(rehearse::Trouble::Interrupted)) => Rehearsal::None,
                Ok(Err(trouble)) => Rehearsal::Failed {
                    why: trouble.to_string(),
                },
                Err(e) => {
                    tracing::error!(error = %e, "a rehearsal panicked");
                    Rehearsal::Failed {
                        why: "a fault of the server".into(),
                    }
                }
            };
            all.end(code, outcome);
        });
        Ok(())
    }

    /// Stops the rehearsal of an event, if there is one. Its copy is deleted soon after.
    pub fn stop(&self, code: &str) {
        let mut state = self.state();
        if let Some(playing) = state.playing.as_mut().filter(|p| p.code == code) {
            playing.stop = None;
        }
    }

    fn end(&self, code: String, outcome: Rehearsal) {
        let mut state = self.state();
        state.playing = None;
        if state.last.len() >= REMEMBERED_MAX && !state.last.contains_key(&code) {
            state.last.clear();
        }
        state.last.insert(code, outcome);
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        // Nothing that could panic runs while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn told(report: &Report, at: Millis) -> RehearsalReport {
    let times = report.ack_ms;
    RehearsalReport {
        at,
        good: report.faults().is_empty(),
        phones: report.phones,
        joined: report.joined,
        seconds: u32::try_from(report.seconds).unwrap_or(u32::MAX),
        ballots: report.ballots_acked,
        questions: report.questions_acked,
        upvotes: report.upvotes_acked,
        answer_ms: [times.median, times.p99, times.slowest],
        polls: report.polls.len() as u32,
        unequal: report.polls.iter().filter(|poll| !poll.equal).count() as u32,
        lost: report.lost.len() as u32,
        diverged: report.diverged,
        unapproved: report.screen_unapproved,
        gave_up: report.failed.len() as u32,
        went_back: report.screen_went_back,
        unwarned: report.unwarned,
        off_screen: report.off_screen.len() as u32,
        unreadable: report.unreadable,
        to_screens: to_screens(report),
    }
}

/// Returns the times to the screens; a question's first, because they are of every event.
fn to_screens(report: &Report) -> Vec<ScreenTimes> {
    let kinds = [
        (Signal::Approval, RehearsalNews::Approval),
        (Signal::Retraction, RehearsalNews::Retraction),
        (Signal::FloorChange, RehearsalNews::FloorChange),
        (Signal::CaptionLine, RehearsalNews::CaptionLine),
        (Signal::Evacuation, RehearsalNews::Evacuation),
    ];
    let times = kinds.into_iter().filter_map(|(signal, what)| {
        let is_meant = |reach: &&rehearse::Reach| (reach.what, reach.to) == (signal, To::Screens);
        let ms = report.reach.iter().find(is_meant)?.ms;
        let ms = [ms.median, ms.p99, ms.slowest];
        Some(ScreenTimes { what, ms })
    });
    times.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::{AckTimes, Reach};

    #[test]
    fn a_hosts_page_has_the_times_to_the_screens_alone_with_those_of_questions_first() {
        let reach = |what, to, median| Reach {
            what,
            to,
            times: 1,
            ms: AckTimes {
                median,
                p99: 60.0,
                slowest: 70.0,
            },
        };
        let report = Report {
            reach: vec![
                reach(Signal::FloorChange, To::Phones, 1.0),
                reach(Signal::FloorChange, To::Screens, 2.0),
                reach(Signal::Approval, To::Screens, 3.0),
                reach(Signal::Retraction, To::Screens, 4.0),
            ],
            ..Report::default()
        };
        let told = to_screens(&report);
        let told: Vec<_> = told.iter().map(|times| (times.what, times.ms)).collect();
        let expected = [
            (RehearsalNews::Approval, [3.0, 60.0, 70.0]),
            (RehearsalNews::Retraction, [4.0, 60.0, 70.0]),
            (RehearsalNews::FloorChange, [2.0, 60.0, 70.0]),
        ];
        assert_eq!(told, expected);
    }
}
