//! Each setting on each kind: the file takes it, keeps it and means it where the kind does, and refuses it elsewhere. A host who
//! makes the same poll hears the same.

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::poll::kind::Setting;
use plenary_domain::poll::make::Draft;
use plenary_domain::rejection::{PollFault, Rejection, Wrong};
use plenary_domain::role::{Actor, StaffRole};

use super::*;

/// An event with a poll of each kind.
const EVENT: &str = include_str!("../../simulation/event.toml");

const SET: [(&str, &str, Setting); 6] = [
    ("seconds", "45", Setting::Seconds),
    ("changeable", "false", Setting::Changeable),
    ("live", "\"never\"", Setting::Live),
    ("show", "\"both\"", Setting::Show),
    ("reveal", "\"time_up\"", Setting::Reveal),
    ("named", "true", Setting::Named),
];

/// Returns an event for each poll of the file, with this poll alone and without settings but those that it needs.
fn events() -> Vec<EventFile> {
    let file = parse(EVENT).expect("an event");
    let polls = file.program.polls.iter().map(|poll| {
        let mut one = file.clone();
        one.program.surveys.clear();
        one.program.polls = vec![PollInfo {
            changeable: poll.rules.is_usually_changeable(),
            live: LiveResults::Screen,
            seconds: poll.seconds.filter(|_| poll.rules.is_timed()),
            show: Show::default(),
            reveal: Reveal::default(),
            named: false,
            ..poll.clone()
        }];
        one
    });
    polls.collect()
}

fn state_of(file: &EventFile) -> State {
    let mut state = State::default();
    let facts = import::plan(&state, &file.program).facts;
    facts.iter().for_each(|fact| state.apply(fact));
    state
}

#[test]
fn each_setting_is_taken_or_refused_by_each_kind() {
    let mut refused = 0;
    for plain in events() {
        let written = write(&plain);
        let takes = |setting| plain.program.polls[0].rules.takes(setting);
        for (key, value, setting) in SET {
            let usual = plain.program.polls[0].rules.is_usually_changeable();
            let value = if setting == Setting::Changeable {
                (!usual).to_string()
            } else {
                value.to_owned()
            };
            let line = format!("{key} = {value}\n");
            let is_other = |line: &&str| !line.starts_with(&format!("{key} = "));
            let kept: Vec<&str> = written.lines().filter(is_other).collect();
            let text = kept
                .join("\n")
                .replacen("[[poll]]\n", &format!("[[poll]]\n{line}"), 1);
            let read = parse(&text);
            if takes(setting) {
                let read = read.unwrap_or_else(|faults| panic!("{line} {faults:?}"));
                assert!(write(&read).contains(&line), "{line}");
                assert_ne!(read.program.polls, plain.program.polls, "{line}");
                continue;
            }
            let faults = read.expect_err(&line);
            let said = format!("`{key}` makes no sense for a poll of kind");
            assert!(faults[0].to_string().contains(&said), "{faults:?}");
            refused += 1;
        }
    }
    assert!(refused > 0, "some kind refuses some setting");
}

#[test]
fn hosts_set_what_files_set() {
    for plain in events() {
        let state = state_of(&plain);
        for (key, _, setting) in SET {
            let mut info = plain.program.polls[0].clone();
            match setting {
                Setting::Seconds => info.seconds = Some(45),
                Setting::Changeable => info.changeable = !info.rules.is_usually_changeable(),
                Setting::Live => info.live = LiveResults::Never,
                Setting::Show => info.show = Show::Both,
                Setting::Reveal => info.reveal = Reveal::TimeUp,
                Setting::Named => info.named = true,
                // A host asks again when the poll is over.
                Setting::Rounds => continue,
            }
            let takes = info.rules.takes(setting);
            let draft = Box::new(Draft {
                info,
                session: None,
                voters: None,
            });
            let open = false;
            let made = decide(
                &state,
                Actor::Staff(StaffRole::Host),
                &Command::MakePoll { draft, open },
                0,
            );
            let refused = Err(Rejection::from(PollFault::of(key, Wrong::Unfit)));
            assert_eq!(made.is_ok(), takes, "{key}: {made:?}");
            assert!(takes || made == refused, "{key}: {made:?}");
        }
    }
}

#[test]
fn a_result_that_waits_for_no_time_is_warned_of() {
    let poll = |more: &str| {
        format!(
            "{HEAD}[[poll]]\nkey = \"p\"\nkind = \"motion\"\n{more}reveal = \"time_up\"\ntitle.en = \"P\"\n"
        )
    };
    assert_eq!(warnings(&poll("seconds = 30\n")), "");
    assert_eq!(
        warnings(&poll("")),
        "10:10: poll `p`: without `seconds` no time is up: the result reveals itself only if the host sets a time when the poll \
         opens\n"
    );
}
