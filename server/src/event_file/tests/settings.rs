//! Each setting on each kind: the file takes it, keeps it and means it where the kind does, and refuses it elsewhere. A host who
//! makes the same poll hears the same.

use plenary_domain::command::Command;
use plenary_domain::decide::decide;
use plenary_domain::fact::Fact;
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
        let poll = &plain.program.polls[0];
        let takes = |setting| poll.rules.takes(poll.options.len(), setting);
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
            let takes = info.rules.takes(info.options.len(), setting);
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
fn live_results_are_for_kinds_that_have_some() {
    let mut held = 0;
    for mut event in events() {
        let poll = &mut event.program.polls[0];
        let is_held = poll.rules.is_held();
        poll.live = LiveResults::Everyone;
        let draft = Box::new(Draft {
            info: poll.clone(),
            session: None,
            voters: None,
        });
        let open = false;
        let host = Actor::Staff(StaffRole::Host);
        let state = state_of(&event);
        let made = decide(&state, host, &Command::MakePoll { draft, open }, 0);
        let refused = Err(Rejection::from(PollFault::of("live", Wrong::Unfit)));
        assert_eq!(made.is_err(), is_held, "{made:?}");
        assert!(!is_held || made == refused, "{made:?}");
        // An event of before may have such a poll: phones get what they would get if it only counted.
        let (id, kept) = state.polls.iter().next().expect("a poll");
        let usual = if is_held {
            LiveResults::Count
        } else {
            LiveResults::Everyone
        };
        assert_eq!(kept.live_results(), usual);
        if is_held {
            // Who changes its title changes nothing else.
            let mut info = kept.info.clone();
            info.title.insert("en".to_owned(), "Another".to_owned());
            info.live = LiveResults::Count;
            let draft = Box::new(Draft {
                info,
                session: None,
                voters: None,
            });
            let change = Command::ChangePoll {
                poll: id,
                seen: kept.rev,
                draft,
            };
            let changed = decide(&state, host, &change, 0);
            let found = changed.iter().flatten().find_map(|fact| {
                if let Fact::PollChanged(_, info) = fact {
                    Some(info.live)
                } else {
                    None
                }
            });
            assert_eq!(found, Some(kept.info.live), "{changed:?}");
        }
        let set = Command::SetLive {
            poll: id,
            seen: kept.rev,
            live: LiveResults::Everyone,
        };
        assert_eq!(decide(&state, host, &set, 0).is_err(), is_held);
        // What is written of it is read again, and what a hand wrote is refused.
        let written = write(&event);
        assert!(parse(&written).is_ok(), "{written}");
        assert_eq!(written.contains("live = "), !is_held);
        let said = "only as `count` or `never`: its counts are held back until the reveal";
        for word in ["screen", "everyone"] {
            let line = format!("[[poll]]\nlive = \"{word}\"\n");
            let text = written.replace("live = \"everyone\"\n", "");
            let faults = parse(&text.replacen("[[poll]]\n", &line, 1)).err();
            let faults = faults.unwrap_or_default();
            let told = faults.iter().any(|fault| fault.to_string().contains(said));
            assert_eq!(told, is_held, "{faults:?}");
        }
        held += u32::from(is_held);
    }
    assert!(held > 1);
}

#[test]
fn what_rated_items_and_scores_do_not_show_is_not_set() {
    let poll = |lines: &str| {
        format!("{HEAD}[[poll]]\nkey = \"p\"\n{lines}\nshow = \"both\"\ntitle.en = \"P\"\n")
    };
    let said = |lines: &str| match parse(&poll(lines)) {
        Ok(_) => String::new(),
        Err(faults) => faults[0].to_string(),
    };
    assert_eq!(said("kind = \"scale\"\nsteps = 5"), "");
    let items = "kind = \"scale\"\nsteps = 5\noptions = [{ key = \"a\", en = \"A\" }]";
    assert!(
        said(items).ends_with(
            "`show` makes no sense for a poll of kind `scale` with `options`: remove it"
        )
    );
    assert!(
        said("kind = \"nps\"")
            .ends_with("`show` makes no sense for a poll of kind `nps`: remove it")
    );
    // An event of before may have it all the same. What is written of it is read again.
    let mut refusing = 0;
    for mut event in events() {
        let poll = &mut event.program.polls[0];
        poll.show = Show::Both;
        let takes = poll.rules.takes(poll.options.len(), Setting::Show);
        let written = write(&event);
        assert!(parse(&written).is_ok(), "{written}");
        assert_eq!(written.contains("show = "), takes, "{written}");
        refusing += u32::from(!takes);
    }
    assert!(refusing > 0);
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
