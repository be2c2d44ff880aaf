//! A peer's poll: ballots in memory, and the same frames as Plenary's.

use plenary::protocol::Shares;
use plenary_domain::poll::shares;
use serde::Deserialize;
use serde_json::json;

/// The only poll, and its number of options.
const POLL: u32 = 1;
const OPTIONS: usize = 4;

/// A client frame, as far as it matters here.
#[derive(Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Said {
    Do { c: u32, n: u32, cmd: Cmd },
    Beat,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cmd {
    Cast { poll: u32, ballot: Ballot },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    Choice(Vec<usize>),
}

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    seq: u64,
    told_seq: u64,
    count: u32,
    picks: [u32; OPTIONS],
}

impl Tally {
    pub fn new(first: u64) -> Tally {
        Tally {
            seq: first,
            told_seq: first,
            ..Tally::default()
        }
    }

    /// Handles a frame of a voter, whose last pick is `voter`. Returns the answer, if there is one.
    pub fn take(&mut self, voter: &mut Option<usize>, said: Said) -> Option<String> {
        let Said::Do { c, n, cmd } = said else {
            return None;
        };
        let Cmd::Cast { poll, ballot } = cmd;
        let Ballot::Choice(picks) = ballot;
        let pick = picks.first().copied().filter(|pick| *pick < OPTIONS);
        let (POLL, Some(pick)) = (poll, pick) else {
            let refused = json!({ "t": "rejected", "c": c, "n": n, "why": { "kind": "unknown" } });
            return Some(refused.to_string());
        };
        match voter.replace(pick) {
            Some(before) => self.picks[before] -= 1,
            None => self.count += 1,
        }
        self.picks[pick] += 1;
        self.seq += 1;
        Some(format!(
            r#"{{"t":"ack","c":{c},"n":{n},"seq":{}}}"#,
            self.seq
        ))
    }

    /// Returns a frame with the changes since the last call, if any.
    pub fn frame(&mut self) -> Option<String> {
        let (from, to) = (self.told_seq, self.seq);
        if from == to {
            return None;
        }
        self.told_seq = to;
        let picks = self.picks.map(|count| count.to_string()).join(",");
        let shares = Shares::from(shares::Shares {
            // As Plenary, which names the leaders only once the result is revealed.
            leaders: Vec::new(),
            ..shares::Shares::divided(&self.picks)
        });
        let shares = serde_json::to_string(&shares).unwrap_or_default();
        Some(format!(
            r#"{{"t":"change","from":{from},"to":{to},"set":[{{"k":"tally","id":{POLL},"count":{},"tally":{{"choice":[{picks}]}},"shares":{shares}}}]}}"#,
            self.count
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::text::{Text, read};

    #[test]
    fn ballots_replace_each_other_and_frames_are_the_protocols() {
        let mut tally = Tally::new(40);
        let mut voter = None;
        for (n, pick) in [(1, 2), (2, 3)] {
            let text = format!(
                r#"{{"t":"do","c":9,"n":{n},"cmd":{{"cast":{{"poll":1,"ballot":{{"choice":[{pick}]}}}}}}}}"#
            );
            let answer = tally.take(&mut voter, serde_json::from_str(&text).unwrap());
            let seq = 40 + u64::from(n);
            assert_eq!(read(answer.unwrap().as_bytes()), Text::Ack { n, seq });
        }
        let frame = tally.frame().unwrap();
        let expected = r#"{"t":"change","from":40,"to":42,"set":[{"k":"tally","id":1,"count":1,"tally":{"choice":[0,0,0,1]},"shares":{"percents":[0,0,0,100]}}]}"#;
        assert_eq!(frame, expected);
        assert_eq!(tally.frame(), None);
        let beat = tally.take(&mut voter, serde_json::from_str(r#"{"t":"beat"}"#).unwrap());
        assert_eq!(beat, None);
        let other = r#"{"t":"do","c":9,"n":3,"cmd":{"cast":{"poll":2,"ballot":{"choice":[0]}}}}"#;
        let answer = tally.take(&mut voter, serde_json::from_str(other).unwrap());
        assert!(answer.unwrap().contains("unknown"));
    }
    /// Plays the same ballots to the poll of the JavaScript peers.
    #[test]
    fn the_javascript_peers_send_the_same_frames() {
        let ballots = [0, 0, 0, 1, 1, 1, 2, 2];
        let does = |n: usize, pick: usize| {
            format!(
                r#"{{"t":"do","c":9,"n":{n},"cmd":{{"cast":{{"poll":1,"ballot":{{"choice":[{pick}]}}}}}}}}"#
            )
        };
        let mut tally = Tally::new(40);
        let mut told = String::new();
        for (n, pick) in ballots.into_iter().enumerate() {
            let said = serde_json::from_str(&does(n, pick)).unwrap();
            told += &format!("{}\n", tally.take(&mut None, said).unwrap());
        }
        told += &format!("{}\n", tally.frame().unwrap());
        assert!(told.contains(r#""percents":[37,37,25,0],"rounded":true"#));

        let does: Vec<String> = (0..).zip(ballots).map(|(n, pick)| does(n, pick)).collect();
        let script = format!(
            "import {{ Poll }} from './poll.mjs';
            const say = frame => console.log(JSON.stringify(frame));
            const poll = new Poll(40, say);
            for (const frame of [{}]) say(poll.take({{}}, frame));",
            does.join(",")
        );
        let peers = concat!(env!("CARGO_MANIFEST_DIR"), "/peers");
        let node = std::process::Command::new("node")
            .current_dir(peers)
            .args(["--input-type=module", "--eval", &script])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&node.stdout), told);
    }
}
