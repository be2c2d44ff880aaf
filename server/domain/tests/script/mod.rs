//! Runs a scenario script: commands in, facts and state out, so that a change of a rule is a diff to read.
//! `UPDATE_GOLDENFILES=1 cargo test -p plenary-domain` rewrites them. Each kind of poll defines how its scripts write a
//! ballot.

mod brief;
mod command;
mod edit;
mod program;
mod show;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use goldenscript::{Command as Line, Context, Runner};
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::floor::Speaker;
use plenary_domain::ids::{ParticipantId, PersonId};
use plenary_domain::import;
use plenary_domain::letters::Kept;
use plenary_domain::poll::Ballot;
use plenary_domain::program::Program;
use plenary_domain::retention;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;

use brief::brief;
use command::Said;
use command::door::row;
use program::program;

/// Parses a ballot from a script's words.
type ReadBallot = fn(&[String]) -> Result<Ballot, Box<dyn Error>>;

/// How scripts write a kind of poll.
#[derive(Clone, Copy)]
pub struct Kind {
    pub ballot: ReadBallot,
    /// Changes the event file as `edit` says. Returns true if the kind knows that change.
    pub edit: fn(&mut Program, what: &str, to: &str) -> bool,
}

/// Runs all scripts of a folder.
///
/// # Panics
/// If one gives another result.
pub fn run(folder: &str, kind: Kind) {
    for entry in std::fs::read_dir(folder).expect("the scripts") {
        let path = entry.expect("a script").path();
        if let Err(e) = goldenscript::run(&mut Room::new(kind), &path) {
            panic!("{}: {e}", path.display());
        }
    }
}

/// An event under test. Each command of a script gets the next number of its actor, unless it says `n=`.
struct Room {
    kind: Kind,
    state: State,
    program: Program,
    /// As a log would hold them.
    records: Vec<Kept>,
    at: u64,
    n: u32,
    /// The last accepted command of each actor.
    last: BTreeMap<Actor, (u32, u32)>,
}

impl Room {
    fn new(kind: Kind) -> Room {
        Room {
            kind,
            state: State::default(),
            program: program(),
            records: vec![],
            at: 1000,
            n: 0,
            last: BTreeMap::new(),
        }
    }
}

impl Runner for Room {
    type Command = Line;

    fn run(&mut self, line: &Line, context: &Context) -> Result<String, Box<dyn Error>> {
        let actor = actor(context.prefix.as_deref().unwrap_or("operator"))?;
        let said = Said::read(self, actor, line)?;
        let n = said.key("n").map(|n| n.parse()).transpose()?;
        let client = said.key("c").map_or(Ok(7), |c| c.parse())?;
        let what = said.word(0);
        match line.name.as_str() {
            "wait" => {
                let seconds: f64 = what?.parse()?;
                self.at += (seconds * 1000.0) as u64;
                return Ok(String::new());
            }
            "show" => return self.show(&what?),
            "restart" => {
                let mut replayed = State::default();
                for kept in &self.records {
                    let mut record = Record::decode(&kept.bytes)?;
                    for letter in &kept.letters {
                        record.restore(&letter.words)?;
                    }
                    replayed.apply_record(&record);
                }
                assert_eq!(replayed, self.state, "a replay makes the same state");
                return Ok(String::new());
            }
            "forget" => {
                let facts = retention::without_guests(&self.state);
                self.state = State::default();
                self.records.clear();
                let told = self.commit(facts);
                assert!(
                    !self.state.event.has_guests,
                    "retention would never be over"
                );
                return Ok(told);
            }
            "edit" => return self.edit_program(&what?, said.key("to").as_deref()),
            // What a list would change, or what is wrong with it.
            "plan" => {
                let rows: Vec<_> = said.words().iter().map(|word| row(word)).collect();
                let (groups, codes) = (&self.state.groups, &self.state.codes);
                let mut out = String::new();
                match self.state.guest_list.plan(groups, codes, &rows, actor) {
                    Ok(plan) => {
                        for who in &plan.added {
                            writeln!(out, "added: {who:?}")?;
                        }
                        for (was, now) in &plan.changed {
                            writeln!(out, "changed: {was:?} is {now:?}")?;
                        }
                        for who in &plan.kept {
                            writeln!(out, "keeps the group: {who:?}")?;
                        }
                        writeln!(out, "{} are the same", plan.same)?;
                    }
                    Err(faults) => {
                        for fault in faults {
                            writeln!(out, "{fault:?}")?;
                        }
                    }
                }
                return Ok(out);
            }
            "import" => {
                let plan = import::plan(&self.state, &self.program);
                let mut out = self.commit(plan.facts);
                for conflict in plan.conflicts {
                    writeln!(out, "{} stays: {}", conflict.item, conflict.why)?;
                }
                if let Some(refused) = plan.refused {
                    writeln!(out, "nothing is taken: {refused}")?;
                }
                return Ok(out);
            }
            _ => {}
        }
        let command = command::command(&said)?;
        let n = n.unwrap_or_else(|| {
            self.n += 1;
            self.n
        });
        Ok(
            match receive(&self.state, actor, client, n, &command, self.at) {
                Outcome::Accepted(facts) => {
                    self.last.insert(actor, (client, n));
                    self.commit(facts)
                }
                Outcome::Repeated => "repeated\n".into(),
                Outcome::Rejected(rejection) => format!("rejected: {rejection:?}\n"),
            },
        )
    }
}

impl Room {
    fn commit(&mut self, facts: Vec<Fact>) -> String {
        let mut record = Record { at: self.at, facts };
        self.state.apply_record(&record);
        assert!(
            self.state.event.has_guests || !holds_guests(&self.state),
            "no retention would delete what is there"
        );
        let kept = record.keep(&self.state);
        // Their keys are destroyed.
        for earlier in &mut self.records {
            earlier
                .letters
                .retain(|letter| !kept.erased.contains(&letter.guest));
        }
        let mut out = String::new();
        for fact in &record.facts {
            if !matches!(fact, Fact::Accepted(..) | Fact::Undid(..)) {
                let _ = writeln!(out, "{}", brief(fact));
            }
        }
        self.records.push(kept);
        out
    }
}

/// Returns true if something is there that retention deletes.
fn holds_guests(state: &State) -> bool {
    let is_from_hall = |speaker: &Speaker| speaker.person().is_none();
    let mut floors = state.floors.iter().map(|(_, floor)| floor);
    let mut langs = state.event.langs().iter();
    !state.participants.is_empty()
        || state.guest_list.iter().next().is_some()
        || state.codes.iter().any(|(_, code)| code.info.name.is_some())
        || !state.questions.is_empty()
        || state.backstage.iter().next().is_some()
        || langs.any(|lang| {
            let track = state.captions.track(lang);
            track.is_some_and(|track| !track.lines.is_empty())
        })
        || floors.any(|floor| {
            let mut waiting = floor.list().iter().map(|waiting| &waiting.speaker);
            floor.times(state.at).keys().any(is_from_hall) || waiting.any(is_from_hall)
        })
}

fn actor(text: &str) -> Result<Actor, Box<dyn Error>> {
    Ok(match text {
        "operator" => Actor::Operator,
        "clock" => Actor::Clock,
        "host" => Actor::Staff(StaffRole::Host),
        "door" => Actor::Staff(StaffRole::Door),
        "slide" => Actor::Staff(StaffRole::Slide),
        "rapporteur" => Actor::Staff(StaffRole::Rapporteur),
        "captioner" => Actor::Staff(StaffRole::Captioner),
        "chair" => Actor::Staff(StaffRole::Chair),
        "mod" => Actor::Staff(StaffRole::Moderator),
        "screen" => Actor::Staff(StaffRole::Screen),
        "interpreter" => Actor::Staff(StaffRole::Interpreter),
        "emerson" => Actor::Staff(StaffRole::Panelist(PersonId(0))),
        "chengdu" => Actor::Staff(StaffRole::Panelist(PersonId(1))),
        guest => Actor::Participant(ParticipantId(guest.trim_start_matches('g').parse()?)),
    })
}
