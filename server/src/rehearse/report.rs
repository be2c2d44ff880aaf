//! What a rehearsal found, for people and for machines. Only this module decides the verdict: everyone joined, nothing
//! acknowledged is lost, every tally equals the ballots, and nothing unapproved reached the screen.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::signals::{Signal, To};
use crate::protocol::{Shares, Tally};

/// The findings.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// The rehearsed event, and the copy used.
    pub event: String,
    pub played_on: String,
    pub server: String,
    pub seed: u64,
    pub seconds: u64,

    pub phones: u32,
    pub joined: u32,
    /// Joins that the server deferred and that were retried.
    pub joins_put_off: u32,
    pub reconnects: u32,
    /// Commands sent more than once, because the socket closed before the answer came.
    pub resent: u32,

    pub sent: u32,
    pub acked: u32,
    /// By kind of rejection: ballots after their poll closed, upvotes of questions answered meanwhile, and so on.
    pub rejected: Vec<Rejected>,
    pub ballots_acked: u32,
    pub questions_acked: u32,
    pub upvotes_acked: u32,
    pub approved: u32,
    pub declined: u32,

    /// From a command's last sending to its acknowledgement.
    pub ack_ms: AckTimes,
    /// How long it took until screens followed the moderator, and until pages had what was meant for all, where the round table was
    /// played.
    pub reach: Vec<Reach>,
    /// Phones that were never told to leave the hall, nor that this was over.
    pub unwarned: u32,
    /// What was meant for all and reached no screen, not once.
    pub off_screen: Vec<Signal>,

    pub polls: Vec<PollResult>,
    /// What was acknowledged and is missing at the end, or was never answered. Must be empty.
    pub lost: Vec<String>,
    /// Phones that saw other results than the host.
    pub diverged: u32,
    /// Times a count on the screen went down.
    pub screen_went_back: u32,
    /// Questions seen on the screen that no moderator had approved.
    pub screen_unapproved: u32,
    /// Unreadable frames.
    pub unreadable: u32,
    /// Phones that gave up, and why.
    pub failed: Vec<String>,
    /// Real guests may have taken part, so tallies may exceed the ballots sent.
    pub really: bool,
}

/// How often a command was rejected for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    pub kind: String,
    pub times: u32,
}

/// Times to an acknowledgement or an arrival, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct AckTimes {
    pub median: f64,
    pub p99: f64,
    pub slowest: f64,
}

/// How long one kind of news took to one kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reach {
    pub what: Signal,
    pub to: To,
    /// Arrivals: pages times news, without those that were not connected.
    pub times: u32,
    /// From the sending to the arrival.
    pub ms: AckTimes,
}

/// A poll: its acknowledged ballots, and the counts shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PollResult {
    pub poll: u32,
    pub title: String,
    /// Phones whose ballot was acknowledged.
    pub ballots: u32,
    pub sent: Tally,
    pub shown_ballots: u32,
    pub shown: Option<Tally>,
    /// What pages show of it, in percent.
    pub shares: Option<Shares>,
    pub equal: bool,
}

impl AckTimes {
    /// Computes the percentiles; sorts `times`.
    pub fn of(times: &mut [Duration]) -> AckTimes {
        times.sort_unstable();
        let at = |share: f64| {
            let place = (times.len() as f64 * share).ceil() as usize;
            let time = times.get(place.clamp(1, times.len().max(1)) - 1);
            time.map_or(0.0, |time| (time.as_secs_f64() * 10_000.0).round() / 10.0)
        };
        AckTimes {
            median: at(0.5),
            p99: at(0.99),
            slowest: at(1.0),
        }
    }
}

impl Report {
    /// Returns what went wrong, one sentence each; empty if the rehearsal went well.
    pub fn faults(&self) -> Vec<String> {
        let unequal = self.polls.iter().filter(|poll| !poll.equal).count();
        let faults = [
            (
                self.phones - self.joined.min(self.phones),
                "phones did not join",
            ),
            (self.lost.len() as u32, "acknowledged commands are lost"),
            (unequal as u32, "tallies differ from the ballots"),
            (self.diverged, "phones saw other results than the host"),
            (
                self.screen_went_back,
                "times the screen showed an older count after a newer one",
            ),
            (
                self.screen_unapproved,
                "unapproved questions reached the screen",
            ),
            (self.unwarned, "phones were not told to leave the hall"),
            (
                self.off_screen.len() as u32,
                "kinds of news reached no screen",
            ),
            (self.unreadable, "frames could not be read"),
            (self.failed.len() as u32, "phones gave up"),
        ];
        let faults = faults.iter().filter(|(times, _)| *times > 0);
        faults
            .map(|(times, what)| format!("{times} {what}"))
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = if self.really {
            "itself".to_owned()
        } else {
            format!("its copy {}", self.played_on)
        };
        writeln!(
            f,
            "Rehearsal of {} on {on} at {}, {} s, seed {}\n",
            self.event, self.server, self.seconds, self.seed
        )?;
        writeln!(
            f,
            "Phones       {} of {} joined ({} joins deferred by the server)",
            self.joined, self.phones, self.joins_put_off
        )?;
        writeln!(
            f,
            "Connections  {} reconnects, {} commands resent",
            self.reconnects, self.resent
        )?;
        writeln!(
            f,
            "Commands     {} sent, {} acknowledged",
            self.sent, self.acked
        )?;
        writeln!(
            f,
            "             {} ballots, {} questions ({} approved, {} declined), {} upvotes",
            self.ballots_acked,
            self.questions_acked,
            self.approved,
            self.declined,
            self.upvotes_acked
        )?;
        for rejected in &self.rejected {
            writeln!(
                f,
                "             {} rejected: {}",
                rejected.times, rejected.kind
            )?;
        }
        let AckTimes {
            median,
            p99,
            slowest,
        } = self.ack_ms;
        writeln!(
            f,
            "Answer time  median {median} ms, 99 of 100 within {p99} ms, slowest {slowest} ms"
        )?;
        for reach in &self.reach {
            writeln!(f, "{}", reach.in_words())?;
        }
        writeln!(f, "Lost         {}\n", self.lost.len())?;
        for lost in self.lost.iter().take(20) {
            writeln!(f, "             {lost}")?;
        }
        for failed in self.failed.iter().take(20) {
            writeln!(f, "Gave up      {failed}")?;
        }
        if !self.polls.is_empty() {
            writeln!(f, "Ballots   Shown   Poll")?;
        }
        for poll in &self.polls {
            let sign = if poll.equal { "equal" } else { "DIFFER" };
            writeln!(
                f,
                "{:>7} {:>7}   {sign}: {}",
                poll.ballots, poll.shown_ballots, poll.title
            )?;
            if let Some(shares) = &poll.shares {
                writeln!(f, "                  {}", in_words(shares))?;
            }
            if !poll.equal {
                writeln!(
                    f,
                    "                  sent {:?}, shown {:?}",
                    poll.sent, poll.shown
                )?;
            }
        }
        let faults = self.faults();
        if faults.is_empty() {
            return write!(f, "\nNothing was lost, and every tally equals the ballots.");
        }
        write!(f, "\nNOT READY: {}.", faults.join("; "))
    }
}

impl Reach {
    fn in_words(&self) -> String {
        let what = match self.what {
            Signal::FloorChange => "Floor change",
            Signal::CaptionLine => "Caption line",
            Signal::Evacuation => "Evacuation",
            Signal::Approval => "Approval",
            Signal::Retraction => "Retraction",
        };
        let to = match self.to {
            To::Phones => "phones",
            To::Panelists => "panelists",
            To::Screens => "screens",
        };
        let AckTimes {
            median,
            p99,
            slowest,
        } = self.ms;
        let times = self.times;
        format!(
            "{what:<12} to {to}: median {median} ms, 99 of 100 within {p99} ms, slowest {slowest} ms ({times} arrivals)"
        )
    }
}

/// The percents in the order of the answers.
fn in_words(shares: &Shares) -> String {
    let percents: Vec<String> = shares.percents.iter().map(|n| format!("{n} %")).collect();
    let rounded = if shares.rounded { " (rounded)" } else { "" };
    format!("{}{rounded}", percents.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Report {
        let poll = PollResult {
            poll: 0,
            title: "Which field?".to_owned(),
            ballots: 3,
            sent: Tally::Choice(vec![2, 1]),
            shown_ballots: 3,
            shown: Some(Tally::Choice(vec![2, 1])),
            shares: Some(Shares {
                percents: vec![67, 33],
                rounded: false,
                leaders: vec![0],
            }),
            equal: true,
        };
        Report {
            phones: 3,
            joined: 3,
            polls: vec![poll],
            ..Report::default()
        }
    }

    #[test]
    fn a_good_report_says_so() {
        assert!(good().faults().is_empty());
        assert!(
            good()
                .to_string()
                .ends_with("Nothing was lost, and every tally equals the ballots.")
        );
    }

    #[test]
    fn a_report_has_the_shares_that_pages_show() {
        let mut report = good();
        assert!(report.to_string().contains("67 %, 33 %\n"));
        report.polls[0].shares = Some(Shares {
            percents: vec![37, 37, 25],
            rounded: true,
            leaders: vec![0, 1],
        });
        assert!(report.to_string().contains("37 %, 37 %, 25 % (rounded)\n"));
    }

    #[test]
    fn a_report_has_the_times_to_phones_and_screens() {
        let mut report = good();
        report.reach.push(Reach {
            what: Signal::FloorChange,
            to: To::Screens,
            times: 7,
            ms: AckTimes {
                median: 21.5,
                p99: 80.0,
                slowest: 90.0,
            },
        });
        let line = "Floor change to screens: median 21.5 ms, 99 of 100 within 80 ms, slowest 90 ms (7 arrivals)\n";
        assert!(report.to_string().contains(line));
    }

    #[test]
    fn a_report_has_the_times_of_questions_in_words_and_as_json() {
        let mut report = good();
        report.reach = [Signal::Approval, Signal::Retraction]
            .map(|what| Reach {
                what,
                to: To::Screens,
                times: 6,
                ms: AckTimes {
                    median: 22.0,
                    p99: 61.0,
                    slowest: 61.0,
                },
            })
            .into();
        for name in ["Approval    ", "Retraction  "] {
            let line = format!("{name} to screens: median 22 ms, 99 of 100 within 61 ms");
            assert!(report.to_string().contains(&line), "{report}");
        }
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["reach"][0]["what"], "approval");
        assert_eq!(json["reach"][1]["what"], "retraction");
        assert_eq!(json["reach"][1]["ms"]["p99"], 61.0);
    }

    #[test]
    fn every_finding_makes_the_verdict_bad() {
        let spoil: [fn(&mut Report); 10] = [
            |r| r.joined = 2,
            |r| r.lost.push("a ballot".to_owned()),
            |r| r.polls[0].equal = false,
            |r| r.diverged = 1,
            |r| r.screen_went_back = 1,
            |r| r.screen_unapproved = 1,
            |r| r.unwarned = 1,
            |r| r.off_screen = vec![Signal::CaptionLine],
            |r| r.unreadable = 1,
            |r| r.failed.push("a phone".to_owned()),
        ];
        for spoil in spoil {
            let mut report = good();
            spoil(&mut report);
            assert_eq!(report.faults().len(), 1, "{report:?}");
            assert!(report.to_string().contains("NOT READY: 1 ") || report.joined == 2);
        }
    }

    #[test]
    fn times_are_those_of_the_ranks() {
        let mut times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(
            AckTimes::of(&mut times),
            AckTimes {
                median: 100.0,
                p99: 198.0,
                slowest: 200.0
            }
        );
        assert_eq!(AckTimes::of(&mut []), AckTimes::default());
    }
}
