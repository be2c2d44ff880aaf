//! What people send over their sockets, as commands.

use std::sync::OnceLock;

use plenary::event_file;
use plenary::fanout::View;
use plenary::log::Position;
use plenary::protocol::{ClientFrame, Role};
use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{ParticipantId, PollId, SessionId};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::state::State;

use crate::Target;

pub const TARGET: Target = Target {
    name: "commands",
    run,
    seeds,
};

const GUESTS: u32 = 3;
/// Commands of one input.
const COMMANDS_MAX: usize = 16;

/// Each line is a sender's letter and a frame. Whatever is accepted can be written, read, replayed and shown.
fn run(input: &[u8]) {
    let mut state = None;
    let text = String::from_utf8_lossy(input);
    for line in text.lines().take(COMMANDS_MAX) {
        let mut chars = line.chars();
        let Some(actor) = chars.next().and_then(sender) else {
            continue;
        };
        let Ok(ClientFrame::Do { cmd, .. }) = serde_json::from_str(chars.as_str()) else {
            continue;
        };
        let Ok(command) = Command::try_from(cmd) else {
            continue;
        };
        let state = state.get_or_insert_with(|| hall().clone());
        let Ok(facts) = decide(state, actor, &command, state.at + 1) else {
            continue;
        };
        let record = Record {
            at: state.at + 1,
            facts,
        };
        let kept = Record::decode(&record.encode());
        assert_eq!(kept.as_ref().ok(), Some(&record));
        state.apply_record(&record);
    }
    if let Some(state) = state {
        let at = Position {
            epoch: 1,
            seq: state.seq,
        };
        for audience in [Role::Participant, Role::Screen, Role::Host, Role::Moderator] {
            assert!(View::new(audience).update(&state, "FUZZED", at).is_some());
        }
    }
}

fn sender(letter: char) -> Option<Actor> {
    Some(match letter {
        '0'..='2' => Actor::Participant(ParticipantId(letter as u32 - '0' as u32)),
        'h' => Actor::Staff(StaffRole::Host),
        'm' => Actor::Staff(StaffRole::Moderator),
        'i' => Actor::Staff(StaffRole::Interpreter),
        's' => Actor::Staff(StaffRole::Screen),
        _ => return None,
    })
}

/// Returns the workshop with a few guests, its first session live, and all polls open that may be.
fn hall() -> &'static State {
    static HALL: OnceLock<State> = OnceLock::new();
    HALL.get_or_init(|| {
        let file = include_str!("../../../deploy/events/chengdu.toml");
        let program = event_file::parse(file).map(|file| file.program);
        let program = Box::new(program.unwrap_or_else(|faults| panic!("{faults:?}")));
        let mut state = State::default();
        let mut act = |actor, command: Command| -> Option<Vec<Fact>> {
            let at = state.at + 1;
            let facts = decide(&state, actor, &command, at).ok()?;
            let record = Record { at, facts };
            state.apply_record(&record);
            Some(record.facts)
        };
        act(Actor::Operator, Command::Import { program });
        for _ in 0..GUESTS {
            act(Actor::Operator, Command::Join);
        }
        let host = Actor::Staff(StaffRole::Host);
        let session = SessionId(0);
        act(
            host,
            Command::StartSession {
                session,
                seen: 0,
                carry: None,
            },
        );
        for poll in (0..20).map(PollId) {
            act(
                host,
                Command::OpenPoll {
                    poll,
                    seen: 0,
                    seconds: None,
                },
            );
        }
        state
    })
}

/// Returns the commands of PROTOCOL.md, each alone, and each after an open poll's ballot.
fn seeds() -> Vec<Vec<u8>> {
    let protocol = include_str!("../../../server/PROTOCOL.md");
    let rows = protocol.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let command = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        let sender = match cells.next()?.split(',').next()? {
            "guest" => '0',
            "moderator" => 'm',
            "interpreter" => 'i',
            _ => 'h',
        };
        let command = command.replace("?\":", "\":").replace("{…}", "{}");
        let is_command = command.starts_with('{') && !command.starts_with("{\"t\"");
        is_command.then(|| format!("{sender}{{\"t\":\"do\",\"c\":1,\"n\":1,\"cmd\":{command}}}\n"))
    });
    let mut seeds: Vec<Vec<u8>> = rows.map(String::into_bytes).collect();
    seeds.push(seeds.concat());
    seeds
}
