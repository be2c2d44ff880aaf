//! `plenary verify`: is this still the history that happened, in the log or in a backup? It checks the chain of an event's records, names the first break,
//! and counts the ballots of each poll again. It reads the log alone, so it also works for an event that does not open.

use std::fmt::Write as _;
use std::io::Read;

use plenary_domain::poll::Poll;
use plenary_domain::state::State;

use super::{event_code, history, said};
use crate::app::App;
use crate::log::backup::{self, Seen};
use crate::log::{Audit, Audited, Break, LogError, Printed, Stored};

/// What to print, or what is wrong.
pub async fn verify(app: &App, code: &str, head: Option<&str>) -> Result<String, String> {
    let code = event_code(code)?;
    let sought: Option<Printed> = head.map(str::parse).transpose()?;
    let audit = app.hub.audit(&code, sought).await.map_err(said)?;
    let mut findings = Findings::default();
    let most = audit.histories.last().map_or(0, |current| current.records);
    let records = match usize::try_from(most).unwrap_or(usize::MAX >> 1) {
        0 => Ok(vec![]),
        most => app.hub.first_records(&code, most).await.map_err(said),
    };
    findings.chain(&audit, records)?;
    if let Some(sought) = sought {
        if audit.found {
            findings.good(&format!("It contains the head {sought}."));
        } else {
            findings.bad(&format!(
                "It does not contain the head {sought}: this is not the history that was printed."
            ));
        }
    }
    findings.out()
}

/// Checks a backup: that each byte is the written one, and each event in it as [`verify`] does. Returns what to print, or what is wrong.
///
/// # Errors
/// What is wrong, for people.
pub fn verify_backup(input: &mut dyn Read) -> Result<String, String> {
    let mut findings = Findings::default();
    let manifest = backup::verify(
        input,
        |Seen {
             header,
             audit,
             records,
         }| {
            let _ = writeln!(findings.out, "Event {}:", header.code);
            let records = records.ok_or_else(|| LogError::NoKey.to_string());
            if let Err(why) = findings.chain(&audit, records) {
                findings.bad(&why);
            }
        },
    );
    let manifest = manifest.map_err(|e| format!("{}{e}", findings.out))?;
    let (events, version) = (manifest.events.len(), &manifest.version);
    findings.good(&format!(
        "The backup of {} by Plenary {version} is whole, each byte as written. Events: {events}.",
        super::when(manifest.made_at)
    ));
    if manifest.guests.is_none() {
        findings.good("It was taken without the keys to what guests wrote.");
    }
    findings.out()
}

/// What was found, and whether all of it is good.
#[derive(Default)]
struct Findings {
    out: String,
    faults: usize,
}

impl Findings {
    fn chain(&mut self, audit: &Audit, records: Result<Vec<Stored>, String>) -> Result<(), String> {
        let Some((current, past)) = audit.histories.split_last() else {
            return Err("the log has no history of this event".into());
        };
        for old in past {
            self.history(old, "earlier records, whose guest data was deleted,");
        }
        self.history(current, "records");
        if let Some(known) = audit.lost {
            self.bad(&format!(
                "The log was at {} before, and does not contain this head. It was cut, or replaced by an older copy or another log.",
                Printed::from(known)
            ));
        }
        let records = match records {
            Ok(records) => records,
            Err(e) => {
                self.bad(&format!("The records cannot be counted again: {e}."));
                return Ok(());
            }
        };
        if let Some(broken) = &current.broken {
            self.says(&records, broken);
        }
        match state_of(&records) {
            Ok(state) => state.polls.iter().for_each(|(_, poll)| self.poll(poll)),
            Err(why) => self.bad(&why),
        }
        if current.broken.is_none() {
            let _ = writeln!(self.out, "Head: {}", Printed::from(current.head));
        }
        Ok(())
    }

    fn history(&mut self, history: &Audited, what: &str) {
        let Audited { records, head, .. } = history;
        match &history.broken {
            None => self.good(&format!(
                "{records} {what} with {} facts follow from one another.",
                head.seq
            )),
            Some(Break { seq, why, .. }) => self.bad(&format!(
                "BROKEN at record {}, which ends at fact {seq}: {why}. The {records} {what} before it follow from one another.",
                records + 1
            )),
        }
    }

    /// Tells what the broken record says now.
    fn says(&mut self, records: &[Stored], broken: &Break) {
        let before = history::lines(records, false).unwrap_or_default();
        if let Some(last) = before.lines().last() {
            let _ = writeln!(self.out, "The last line before it:\n{last}");
        }
        let Some(says) = broken.says.clone() else {
            return;
        };
        let all: Vec<Stored> = records.iter().cloned().chain([says]).collect();
        let told = match history::lines(&all, false) {
            Ok(lines) => lines.get(before.len()..).unwrap_or_default().to_owned(),
            Err(_) => "nothing that can be read\n".into(),
        };
        let _ = write!(self.out, "It says now:\n{told}");
    }

    fn poll(&mut self, poll: &Poll) {
        let counts = poll.answers.counts();
        let rounds = poll.answers.recount(&poll.info.voters);
        for (number, (found, counts)) in rounds.iter().zip(&counts).enumerate() {
            if counts.count == 0 {
                continue;
            }
            let round = if rounds.len() > 1 {
                format!(", round {}", number + 1)
            } else {
                String::new()
            };
            let key = &poll.info.key;
            let (ballots, seal) = (counts.count, counts.mark.seal.short());
            let told = format!("Poll \"{key}\"{round}: {ballots} ballots, fingerprint {seal}");
            match found {
                Some(true) => self.good(&format!("{told}, counted again: the tally is right.")),
                Some(false) => self.bad(&format!("{told}: the tally is WRONG.")),
                None => self.good(&format!(
                    "{told}: the tally was kept, and its ballots were deleted."
                )),
            }
        }
    }

    fn good(&mut self, said: &str) {
        let _ = writeln!(self.out, "{said}");
    }

    fn bad(&mut self, said: &str) {
        self.faults += 1;
        self.good(said);
    }

    fn out(self) -> Result<String, String> {
        match self.faults {
            0 => Ok(self.out),
            _ => Err(self.out),
        }
    }
}

fn state_of(records: &[Stored]) -> Result<State, String> {
    let mut state = State::default();
    for stored in records {
        let record = stored.record().map_err(|e| {
            format!(
                "The record that ends at fact {} cannot be read: {e}.",
                stored.seq
            )
        })?;
        state.apply_record(&record);
    }
    Ok(state)
}
