//! Invalid files with the exact messages and places, and valid ones that survive writing and reading.

use plenary_domain::fact::Fact;
use plenary_domain::ids::{GroupId, LabelId, ParticipantId, PollId, ValueId};
use plenary_domain::import;
use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::choice;
use plenary_domain::poll::make::fits_survey;
use plenary_domain::poll::voters::Voters;
use plenary_domain::program::*;
use plenary_domain::question::Settings;
use plenary_domain::question::settings::{Asking, LIMIT_MAX, Order};
use plenary_domain::role::Actor;
use plenary_domain::state::State;
use proptest::prelude::*;

use super::{BYTES_MAX, EventFile, FAULTS_MAX, check, parse, write};

mod edits;
mod mistakes;
mod pictures;
mod settings;
mod surveys;

const HEAD: &str = r#"[event]
languages = ["en", "zh-Hans"]
title = { en = "Workshop", zh-Hans = "研讨会" }
venue.en = "Chengdu"
date = 2018-08-02
zone = "Asia/Shanghai"
"#;

/// Returns the faults of a file, one per line.
fn faults(text: &str) -> String {
    let faults = parse(text).expect_err("the file has faults");
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// Returns the warnings of a valid file, one per line.
fn warnings(text: &str) -> String {
    let checked = check(text);
    assert_eq!(checked.file.err(), None);
    checked
        .warnings
        .iter()
        .map(|fault| format!("{fault}\n"))
        .collect()
}

#[test]
fn the_least_file_is_an_event() {
    let file = parse(HEAD).unwrap();
    let event = file.program.event;
    assert_eq!(
        (event.headcount, event.retention_days, event.questions_open),
        (200, 30, true)
    );
    assert_eq!(
        (event.date.as_str(), file.code, event.wifi, event.accent),
        ("2018-08-02", None, None, None)
    );
    assert!(event.short.is_empty());
}

#[test]
fn one_language_takes_plain_strings() {
    let text = r#"
        [event]
        languages = ["zh-Hans"]
        title = "研讨会"
        venue = "成都"
        date = "2018-08-02"
        zone = "Asia/Shanghai"
        code = "cdu7k2"
        "#;
    let file = parse(text).unwrap();
    assert_eq!(file.program.event.title["zh-Hans"], "研讨会");
    assert_eq!(file.code.as_deref(), Some("CDU7K2"));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    let text = format!("\u{feff}{HEAD}titel = 1\n").replace('\n', "\r\n");
    assert_eq!(
        faults(&text),
        "7:1: unknown key `titel` in [event]: did you mean `title`?\n"
    );
}

#[test]
fn an_empty_file_has_one_fault() {
    assert_eq!(faults(""), "1:1: `event` is missing in the file\n");
    assert_eq!(
        faults("event = 3"),
        "1:9: found a whole number: expected [event]\n"
    );
}

#[test]
fn the_event_says_all_that_is_wrong_with_it() {
    let text = r##"[event]
code = "CDU1K2"
languages = ["en", "zh-Hans"]
title = { en = "T", fr = "x" }
titel.en = "x"
venue = "Chengdu"
date = "2018-8-2"
zone = "Asia/Chengdu"
accent = "red"
headcount = 0
retention_days = 4000
questions_open = "yes"
colour = 1

[event.wifi]
nam = "x"
password = "short"
"##;
    let expected = r##"2:8: "CDU1K2" is not a join code: expected 6 of A-Z and 2-9 without I and O
4:21: `fr` is not one of the event's languages: expected `en` or `zh-Hans`
5:1: unknown key `titel` in [event]: did you mean `title`?
6:9: found a string: expected a text in each language, { en = "…", zh-Hans = "…" }
7:8: "2018-8-2" is not a date: expected one such as 2018-08-02
8:8: "Asia/Chengdu" is not a time zone: expected an IANA name such as "Asia/Shanghai"
9:10: "red" is not a colour: expected `#rrggbb`, such as "#0e5e4e"
10:13: 0 is out of range: expected 1 to 100000
11:18: 4000 is out of range: expected 1 to 3650
12:18: found a string: expected true or false
13:1: unknown key `colour` in [event]: expected `code`, `languages`, `title`, `short`, `venue`, `date`, `zone`, `accent`, `headcount`, `retention_days`, `questions_open`, `in_hall`, `marked_words`, `wifi`, `leave` or `after`
15:1: `name` is missing in [event.wifi]
16:1: unknown key `nam` in [event.wifi]: did you mean `name`?
17:12: this password has 5 characters: expected none, or 8 to 63 without control characters
"##;
    assert_eq!(faults(text), expected);
}

#[test]
fn languages_are_few_known_and_canonical() {
    let with = |languages: &str| faults(&HEAD.replacen(r#"["en", "zh-Hans"]"#, languages, 1));
    assert_eq!(with("[]"), "2:13: a list of 0: expected 1 to 3 languages\n");
    assert_eq!(
        with(r#"["en", "zh-hans"]"#),
        "2:20: write \"zh-Hans\" instead of \"zh-hans\"\n",
        "and no text is held against the languages that are left"
    );
    assert_eq!(
        with(r#"["en", "zh-Hans", "en"]"#),
        "2:31: the language `en` is listed twice\n"
    );
    assert_eq!(
        with(r#"["english", "zh-Hans"]"#),
        "2:14: \"english\" is not a language: expected a BCP 47 tag such as \"en\" or \"zh-Hans\"\n"
    );
    assert!(with(r#""en""#).starts_with("2:13: found a string: expected a list of languages"));
    assert!(
        with(r#"["fr", "en", "zh-Hans"]"#)
            .starts_with("3:9: the text in `fr` is missing: every text needs")
    );
}

#[test]
fn texts_are_plain_and_not_too_long() {
    let with = |title: &str| faults(&HEAD.replacen("Workshop", title, 1));
    assert_eq!(
        with(r"a\u0007b"),
        "3:16: the character U+0007 is not allowed in a text: expected one line of plain text\n"
    );
    assert_eq!(
        with(r"a\u202Eb"),
        "3:16: the character U+202E is not allowed in a text: expected one line of plain text\n"
    );
    assert_eq!(
        with(&"能".repeat(201)),
        "3:16: this text has 201 characters: expected at most 200\n"
    );
    assert_eq!(with("  "), "3:16: this text is empty\n");
    // A value stands at each bar of a result by group.
    let value = "中".repeat(41);
    assert_eq!(
        faults(&format!(
            "{HEAD}\n[[group]]\nkey = \"side\"\nname.en = \"Side\"\nvalues = [\n{{ key = \"us\", en = \"{value}\" }},\n{{ key = \"cn\", en = \"China\" }}]\n"
        )),
        "12:20: this text has 41 characters: expected at most 40\n"
    );
    assert!(
        parse(&HEAD.replacen("Workshop", &"👩‍👩‍👧".repeat(200), 1)).is_ok(),
        "a family is one character"
    );
}

#[test]
fn groups_say_all_that_is_wrong_with_them() {
    let text = format!(
        r#"{HEAD}
[[group]]
key = "side"
name.en = "Side"
values = [ {{ key = "us", en = "U.S." }}, {{ key = "us", en = "China" }} ]
ask = 1

[[group]]
key = "side"
values = [ {{ key = "one", en = "One" }} ]

[[person]]
key = "a"
name.en = "A"
org.en = "A"
groups = {{ sides = "us", side = "u" }}

[[person]]
key = "b"
name.en = "B"
org.en = "B"
groups = {{ side = 1 }}
"#
    );
    let expected = r#"11:49: the key `us` is already used: choose another one in a value
12:7: found a whole number: expected true or false
14:1: `name` is missing in [[group]]
15:7: the key `side` is already used: choose another one in [[group]]
16:10: a list of 1: expected 2 to 50 values
22:12: no [[group]] has the key "sides"; did you mean `side`?
22:33: the group `side` has no value "u"; did you mean `us`?
28:19: found a whole number: expected the key of a value of `side`
"#;
    assert_eq!(faults(&text), expected);
    let five = "[[group]]\nname.en = \"G\"\nvalues = [{ key = \"a\", en = \"A\" }, { key = \"b\", en = \"B\" }]\n";
    let five: String = (0..5).map(|i| format!("{five}key = \"g{i}\"\n")).collect();
    assert!(faults(&format!("{HEAD}{five}")).contains("too many [[group]]: expected at most 4"));
}

#[test]
fn people_sessions_and_polls_say_all_that_is_wrong_with_them() {
    let text = format!(
        r#"{HEAD}
[[person]]
key = "Emerson"
name.zh-Hans = "艾默生代表"
org = 3
groups = 3

[[session]]
key = "a"
kind = "keynot"
start = 09:30
end = "09:00"
title = {{ en = "" }}
speakers = ["Emerson", "emersn", "Emerson"]

[[session]]
key = "a"
start = "9:00"

[[poll]]
key = "p"
kind = "multiple"
session = "b"
min = 3
max = 1
title.en = "P"
options = [ {{ key = "a", en = "A" }}, {{ key = "a", text = "B" }}, 3 ]

[[poll]]
key = "q"
kind = "single"
title.en = "Q"
min = 1
seconds = 1
live = "all"
options = [ {{ key = "a", en = "A" }} ]
"#
    );
    let expected = r#"9:7: "Emerson" is not a key: expected 1 to 40 of a-z, 0-9 and `-`
10:1: the text in `en` is missing: every text needs the event's first language
11:7: found a whole number: expected a text in each language, { en = "…", zh-Hans = "…" }
12:10: found a whole number: expected a table of values by group
16:8: "keynot" is not a known value: expected `opening`, `keynote`, `dialogue`, `round_table`, `cooperation`, `break` or `other`
18:7: the session ends at 09:00: expected a time after its start, 09:30
19:16: this text is empty
20:24: no [[person]] has the key "emersn"; did you mean `Emerson`?
20:34: `Emerson` is already in `speakers`
22:1: `end` is missing in [[session]]
22:1: `kind` is missing in [[session]]
22:1: `title` is missing in [[session]]
23:7: the key `a` is already used: choose another one in [[session]]
24:9: "9:00" is not a time: expected HH:MM, such as "09:30"
29:11: no [[session]] has the key "b"; did you mean `a`?
30:7: 3 is out of range: expected 1 to 2
33:38: the text in `en` is missing: every text needs the event's first language
33:46: the key `a` is already used: choose another one in an option
33:51: `text` is not one of the event's languages: expected `en` or `zh-Hans`
33:65: found a whole number: expected an option
39:7: `min` is only for polls of kind `multiple`: remove it
40:11: 1 is out of range: expected 5 to 86400
41:8: "all" is not a known value: expected `count`, `screen`, `everyone` or `never`
42:11: a list of 1: expected 2 to 20 options
"#;
    assert_eq!(faults(&text), expected);
}

#[test]
fn bounds_of_a_multiple_poll_fit_each_other_and_the_options() {
    let with = |bounds: &str| {
        let options = r#"options = [{ key = "a", en = "A" }, { key = "b", en = "B" }, { key = "c", en = "C" }]"#;
        parse(&format!(
            "{HEAD}[[poll]]\nkey = \"p\"\nkind = \"multiple\"\ntitle.en = \"P\"\n{bounds}\n{options}\n"
        ))
    };
    let kind = |bounds: &str| with(bounds).unwrap().program.polls[0].rules.clone();
    assert_eq!(kind(""), Rules::Choice(choice::Rules { min: 1, max: 3 }));
    assert_eq!(
        kind("min = 2"),
        Rules::Choice(choice::Rules { min: 2, max: 3 })
    );
    assert_eq!(
        kind("max = 2"),
        Rules::Choice(choice::Rules { min: 1, max: 2 })
    );
    assert_eq!(
        with("min = 2\nmax = 1").unwrap_err()[0].to_string(),
        "12:7: 1 is out of range: expected 2 to 3"
    );
    assert_eq!(
        with("max = 4").unwrap_err()[0].to_string(),
        "11:7: 4 is out of range: expected 1 to 3"
    );
}

#[test]
fn what_is_not_toml_is_told_without_echoes() {
    let text = format!(
        "{HEAD}short.en = \"Work\nheadcount = 0\n[[person]\nkey = \"a\"\n[[session]]\nspeakers = [\"b\"]\n"
    );
    let expected = r#"7:17: not TOML: invalid basic string, expected `"`
8:13: 0 is out of range: expected 1 to 100000
"#;
    let told = faults(&text);
    assert!(told.starts_with(expected), "{told}");
    assert!(
        told.contains("\n9:10: not TOML: unclosed array table"),
        "{told}"
    );
    assert!(!told.contains("missing"), "{told}");
}

#[test]
fn a_file_is_bounded() {
    let fault = &parse(&" ".repeat(BYTES_MAX + 1)).unwrap_err()[0];
    assert_eq!(
        fault.to_string(),
        "1:1: the file has 1048577 bytes: expected at most 1048576"
    );
    let many: String = (0..500).map(|n| format!("key{n} = 1\n")).collect();
    assert_eq!(parse(&many).unwrap_err().len(), FAULTS_MAX);
    let people: String = (0..=PEOPLE_MAX)
        .map(|n| format!("[[person]]\nkey = \"p{n}\"\nname.en = \"P\"\norg.en = \"O\"\n"))
        .collect();
    assert_eq!(
        faults(&format!("{HEAD}{people}")),
        "2007:1: too many [[person]]: expected at most 500\n"
    );
    assert!(parse(&"[".repeat(10_000)).is_err());
}

#[test]
fn the_workshop_is_a_good_file() {
    let file = parse(include_str!("../../../deploy/events/chengdu.toml")).map_err(|faults| {
        faults
            .iter()
            .map(|fault| format!("chengdu.toml:{fault}\n"))
            .collect::<String>()
    });
    let file = file.unwrap_or_else(|faults| panic!("{faults}"));
    let program = &file.program;
    let sessions = |kind| {
        program
            .sessions
            .iter()
            .filter(|session| session.kind == kind)
            .count()
    };
    assert_eq!(sessions(SessionKind::Keynote), 7);
    assert_eq!(sessions(SessionKind::Cooperation), 4);
    assert_eq!(
        (
            sessions(SessionKind::Dialogue),
            sessions(SessionKind::RoundTable)
        ),
        (1, 1)
    );
    assert!((8..=24).contains(&program.polls.len()));
    let both = |texts: &Texts| texts.len() == 2;
    assert!(both(&program.event.title) && both(&program.event.venue) && both(&program.event.short));
    assert!(
        program
            .people
            .iter()
            .all(|person| both(&person.name) && both(&person.org))
    );
    assert_eq!(program.groups.len(), 2);
    assert!(program.groups.iter().all(|group| {
        group.ask && both(&group.name) && group.values.iter().all(|value| both(&value.text))
    }));
    assert!(program.people.iter().all(|person| person.groups.len() == 2));
    assert!(program.sessions.iter().all(|session| both(&session.title)));
    assert!(
        program
            .polls
            .iter()
            .all(|poll| both(&poll.title) && poll.options.iter().all(|option| both(&option.text)))
    );
    assert_eq!(parse(&write(&file)).as_ref(), Ok(&file));
    assert_eq!(
        warnings(include_str!("../../../deploy/events/chengdu.toml")),
        ""
    );
}

fn texts(optional: bool) -> impl Strategy<Value = Texts> {
    let text = || "[a-zA-Z0-9\"\\\\#={}中文能源，：’é👩 ]{0,20}[a-z中\"\\\\#]";
    (text(), proptest::option::of(text()), any::<bool>()).prop_map(move |(first, second, none)| {
        let mut texts = Texts::new();
        if !(optional && none) {
            texts.insert("en".to_owned(), first.trim().to_owned());
            texts.extend(second.map(|text| ("zh-Hans".to_owned(), text.trim().to_owned())));
        }
        texts
    })
}

fn events() -> impl Strategy<Value = EventInfo> {
    let accent = proptest::option::of(
        "#[0-9a-f]{6}".prop_map(|written| crate::accent::correct(&written).unwrap()),
    );
    let wifi = proptest::option::of(("[a-zA-Z\"-]{1,32}", "|[ -~]{8,63}"));
    let wifi = wifi.prop_map(|wifi| wifi.map(|(name, password)| Wifi { name, password }));
    let numbers = (1..100_000u32, 1..3650u32, any::<bool>());
    (
        texts(false),
        texts(true),
        texts(false),
        accent,
        wifi,
        numbers,
    )
        .prop_map(|(title, short, venue, accent, wifi, numbers)| {
            let (headcount, retention_days, questions_open) = numbers;
            EventInfo {
                langs: vec!["en".to_owned(), "zh-Hans".to_owned()],
                title,
                short,
                venue,
                date: "2018-08-02".to_owned(),
                zone: "Asia/Shanghai".to_owned(),
                accent,
                headcount,
                in_hall: false,
                retention_days,
                questions_open,
                wifi,
                marked: vec!["spam".to_owned()],
                leave: [("en".to_owned(), "Please go out.".to_owned())].into(),
                after: Some("CDU7K2".to_owned()),
            }
        })
}

fn programs() -> impl Strategy<Value = Program> {
    let values = proptest::collection::vec(texts(false), 2..5);
    let group = (texts(false), values, any::<bool>());
    let person = (texts(false), texts(false), any::<u32>());
    let session = (
        0..7usize,
        texts(false),
        0..23u32,
        0..60u32,
        any::<u64>(),
        any::<u64>(),
    );
    let live = prop_oneof![
        Just(LiveResults::Count),
        Just(LiveResults::Screen),
        Just(LiveResults::Everyone),
        Just(LiveResults::Never)
    ];
    let show = prop_oneof![Just(Show::Shares), Just(Show::Counts), Just(Show::Both)];
    let reveal = prop_oneof![Just(Reveal::Host), Just(Reveal::TimeUp)];
    let seconds = proptest::option::of(5..86_400u32);
    let options = proptest::collection::vec(texts(false), 2..20);
    let poll = (
        any::<u32>(),
        (any::<u8>(), any::<u8>()),
        texts(false),
        options,
        any::<bool>(),
        live,
        seconds,
        (show, reveal),
    );
    let many = |max| 0..max;
    (
        events(),
        proptest::collection::vec(group, many(4)),
        proptest::collection::vec(person, many(4)),
        proptest::collection::vec(session, many(4)),
        proptest::collection::vec(poll, many(4)),
    )
        .prop_map(|(event, groups, people, sessions, polls)| {
            // Number texts that would look alike.
            let differ = |texts: Vec<Texts>| {
                let texts = texts.into_iter().enumerate();
                texts.map(|(i, texts)| {
                    let numbered = texts
                        .into_iter()
                        .map(|(lang, text)| (lang, format!("n{i}n {text}")));
                    numbered.collect::<Texts>()
                })
            };
            let groups: Vec<GroupInfo> = (groups.into_iter().enumerate())
                .map(|(i, (name, values, ask))| GroupInfo {
                    key: format!("g-{i}"),
                    name,
                    values: differ(values)
                        .enumerate()
                        .map(|(i, text)| ValueInfo {
                            key: format!("v{i}"),
                            text,
                        })
                        .collect(),
                    ask,
                    assigned: !ask,
                })
                .collect();
            let belongs = |bits: u32| {
                let groups = groups.iter().enumerate();
                let named = groups.filter(|(i, _)| bits >> i & 1 == 1);
                let named = named.map(|(_, group)| {
                    let value = &group.values[bits as usize % group.values.len()];
                    (group.key.clone(), value.key.clone())
                });
                named.collect()
            };
            let people: Vec<PersonInfo> = (people.into_iter().enumerate())
                .map(|(i, (name, org, groups))| PersonInfo {
                    key: format!("p-{i}"),
                    name,
                    org,
                    groups: belongs(groups),
                })
                .collect();
            let some = |bits: u64| -> Vec<String> {
                people
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| bits >> i & 1 == 1)
                    .map(|(_, p)| p.key.clone())
                    .collect()
            };
            let sessions: Vec<SessionInfo> = (sessions.into_iter().enumerate())
                .map(
                    |(i, (kind, title, hour, minute, speakers, panelists))| SessionInfo {
                        key: format!("s{i}"),
                        kind: super::items::SESSION_KINDS[kind].1,
                        title,
                        start: format!("{hour:02}:{minute:02}"),
                        end: format!("{:02}:{minute:02}", hour + 1),
                        speakers: some(speakers),
                        panelists: some(panelists),
                        questions: (i % 2 == 1).then_some(Settings {
                            asking: [Asking::Open, Asking::Paused, Asking::Closed][i % 3],
                            at_once: i % 3 == 1,
                            named: i % 5 == 1,
                            limit: 1 + (minute % LIMIT_MAX),
                            upvotes: i % 7 != 1,
                            order: [Order::Top, Order::Newest][i % 2],
                            calm: hour % 2 == 1,
                            translated: i % 11 == 1,
                        }),
                        cards: minute % 2 == 1,
                    },
                )
                .collect();
            let polls = (polls.into_iter().enumerate())
                .map(
                    |(
                        i,
                        (
                            session,
                            (min, max),
                            title,
                            options,
                            changeable,
                            live,
                            seconds,
                            (show, reveal),
                        ),
                    )| {
                        let count = options.len() as u8;
                        let min = min % count + 1;
                        let key = sessions
                            .get(session as usize % (sessions.len() + 1))
                            .map(|session| session.key.clone());
                        let options = differ(options).enumerate();
                        PollInfo {
                            key: format!("poll-{i}"),
                            session: key,
                            rules: Rules::Choice(choice::Rules {
                                min,
                                max: min + max % (count - min + 1),
                            }),
                            title,
                            options: options
                                .map(|(i, text)| OptionInfo {
                                    key: format!("o{i}"),
                                    text,
                                    picture: None,
                                })
                                .collect(),
                            changeable,
                            live,
                            seconds,
                            show,
                            reveal,
                            voters: Voters::default(),
                            named: false,
                        }
                    },
                )
                .collect::<Vec<PollInfo>>();
            // Those that are in the session of the first, and have no time limit.
            let fits =
                |poll: &&PollInfo| fits_survey(poll).is_ok() && poll.session == polls[0].session;
            let asked: Vec<&PollInfo> = polls.iter().filter(fits).collect();
            let survey = asked.first().map(|first| SurveyInfo {
                key: "survey".into(),
                session: first.session.clone(),
                title: first.title.clone(),
                polls: asked.iter().rev().map(|poll| poll.key.clone()).collect(),
            });
            Program {
                event,
                groups,
                people,
                sessions,
                surveys: survey.into_iter().collect(),
                polls,
                labels: vec![],
                terms: vec![],
            }
        })
}

#[test]
fn labels_are_bounded_and_each_fits_its_row() {
    let label =
        |key: usize, text: &str| format!("[[label]]\nkey = \"l{key}\"\ntext.en = \"{text}\"\n");
    let many = |count| {
        let labels: String = (0..count).map(|key| label(key, "heat")).collect();
        format!("{HEAD}{labels}")
    };
    let file = parse(&many(40)).expect("a file");
    assert_eq!(file.program.labels.len(), 40);
    assert_eq!(parse(&write(&file)), Ok(file));
    // At the first one that is too many, and not a fault for each.
    let head = HEAD.lines().count();
    let place = head + 40 * 3 + 1;
    assert_eq!(
        faults(&many(1000)),
        format!("{place}:1: too many [[label]]: expected at most 40\n")
    );
    let long = faults(&format!("{HEAD}{}", label(0, &"热".repeat(41))));
    assert!(
        long.starts_with(&format!("{}:", head + 3)) && long.contains("40"),
        "{long}"
    );
    let lacks = faults(&format!("{HEAD}[[label]]\nkey = \"heat\"\n"));
    assert!(lacks.contains("text"), "{lacks}");
}

#[test]
fn a_label_that_staff_made_in_another_language_can_be_read_again() {
    let mut state = State::default();
    let file = parse(HEAD).expect("a file");
    let plan = import::plan(&state, &file.program);
    plan.facts.iter().for_each(|fact| state.apply(fact));
    let info = LabelInfo {
        key: "made-1".into(),
        text: Texts::from([("zh-Hans".into(), "融资".into())]),
    };
    let by = Actor::Operator;
    state.apply(&Fact::LabelMade(LabelId(0), info, 0, by));
    let program = state.program().expect("an event");
    let file = EventFile {
        program,
        code: None,
    };
    assert_eq!(parse(&write(&file)), Ok(file));
}

#[test]
fn what_an_import_left_as_it_was_is_written_without_what_it_lacks() {
    let group = |value: &str| {
        format!(
            "[[group]]\nkey = \"team\"\nname.en = \"Team\"\nask = true\n\
             values = [{{ key = \"{value}\", en = \"A\" }}, {{ key = \"b\", en = \"B\" }}]\n\
             [[person]]\nkey = \"ada\"\nname.en = \"Ada\"\norg.en = \"Org\"\ngroups = {{ team = \"{value}\" }}\n"
        )
    };
    let import_of = |state: &mut State, value: &str| {
        let file = parse(&format!("{HEAD}{}", group(value))).expect("a file");
        let plan = import::plan(state, &file.program);
        plan.facts.iter().for_each(|fact| state.apply(fact));
        plan.conflicts.len()
    };
    let mut state = State::default();
    assert_eq!(import_of(&mut state, "old"), 0);
    let (guest, team) = (ParticipantId(0), GroupId(0));
    state.apply(&Fact::Joined(guest));
    state.apply(&Fact::Declared(guest, team, Some(ValueId(0))));
    assert_eq!(import_of(&mut state, "new"), 1, "a guest is of the old one");
    let program = state.program().expect("an event");
    let file = EventFile {
        program,
        code: None,
    };
    assert_eq!(parse(&write(&file)), Ok(file));
}

#[test]
fn what_stays_has_all_its_texts_in_the_first_language() {
    let chinese = r#"
        [event]
        languages = ["zh-Hans"]
        title = "研讨会"
        venue = "成都"
        date = "2018-08-02"
        zone = "Asia/Shanghai"
        "#;
    let poll = |option: &str| {
        format!(
            "{HEAD}[[poll]]\nkey = \"p\"\nkind = \"single\"\ntitle = {{ en = \"P\", zh-Hans = \"投票\" }}\n\
             options = [{{ key = \"a\", en = \"A\", zh-Hans = \"甲\" }}, {{ key = \"b\", {option} }}]\n"
        )
    };
    let is_refused = |before: &str| {
        let mut state = State::default();
        let file = parse(before).expect("a file");
        let plan = import::plan(&state, &file.program);
        plan.facts.iter().for_each(|fact| state.apply(fact));
        state.apply(&Fact::PollOpened(PollId(0), None));
        let program = parse(chinese).expect("a file").program;
        let plan = import::plan(&state, &program);
        let of_the_poll = |conflict: &import::Conflict| conflict.item == "poll \"p\"";
        assert_eq!(plan.refused.is_some(), plan.facts.is_empty());
        plan.refused.is_some() && plan.conflicts.iter().all(of_the_poll)
    };
    assert!(!is_refused(&poll("en = \"B\", zh-Hans = \"乙\"")));
    assert!(is_refused(&poll("en = \"B\"")));
    let scale = |low: &str| {
        format!(
            "{HEAD}[[poll]]\nkey = \"p\"\nkind = \"scale\"\nsteps = 5\ntitle = {{ en = \"P\", zh-Hans = \"投票\" }}\n{low}\n"
        )
    };
    assert!(!is_refused(&scale("")));
    assert!(!is_refused(&scale(
        "low = { en = \"Low\", zh-Hans = \"低\" }"
    )));
    assert!(is_refused(&scale("low = { en = \"Low\" }")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read_again(program in programs(), code in proptest::option::of("[A-HJ-NP-Z2-9]{6}")) {
        let file = EventFile { program, code };
        let text = write(&file);
        prop_assert_eq!(parse(&text), Ok(file), "{}", text);
    }

    /// Whatever a host writes during the event, an exported file can be read again.
    #[test]
    fn a_cleaned_text_is_a_text_of_the_event_file(raw in "\\PC{0,40}|(\\p{M}|\\p{Cf}|\\s|[a-z能👩\u{200d}]){0,60}") {
        let cleaned = plenary_domain::text::line(&raw, 40).filter(|text| !text.is_empty());
        if let Some(text) = cleaned {
            prop_assert_eq!(super::values::text(&text, 40), Ok(text));
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(start in 0..400usize, junk in "\\PC{0,12}|[\\[\\]\"={}.\n]{0,12}") {
        let whole = format!("{HEAD}[[poll]]\nkey = \"p\"\nkind = \"single\"\ntitle.en = \"P\"\noptions = [{{ key = \"a\" }}]\n");
        let mut at = start.min(whole.len());
        while !whole.is_char_boundary(at) { at -= 1 }
        let _ = parse(&format!("{}{junk}{}", &whole[..at], &whole[at..]));
    }
}

#[test]
fn a_session_says_what_guests_may_do_with_questions() {
    let file = |questions: &str| {
        format!(
            "[event]\nlanguages = [\"en\"]\ntitle = \"T\"\nvenue = \"V\"\ndate = 2018-08-02\nzone = \"UTC\"\nquestions_open = false\n\
             [[session]]\nkey = \"s\"\nkind = \"dialogue\"\ntitle = \"S\"\nstart = \"09:00\"\nend = \"10:00\"\n{questions}"
        )
    };
    let settings = |questions: &str| {
        let program = parse(&file(questions)).expect("a good file").program;
        program.sessions[0].questions
    };
    assert_eq!(settings(""), None);
    // What is left out is as usual, and as the event says.
    assert_eq!(
        settings("questions.limit = 2\n"),
        Some(Settings {
            asking: Asking::Paused,
            limit: 2,
            ..Settings::default()
        })
    );
    assert_eq!(
        settings(
            "[session.questions]\nasking = \"open\"\npublish = \"at-once\"\nnames = \"required\"\nupvotes = false\norder = \"newest\"\ncalm = true\ntranslated = true\n"
        ),
        Some(Settings {
            at_once: true,
            named: true,
            upvotes: false,
            order: Order::Newest,
            calm: true,
            translated: true,
            ..Settings::default()
        })
    );
    let cards = |line: &str| parse(&file(line)).map(|read| read.program.sessions[0].cards);
    assert_eq!(
        (cards("").ok(), cards("cards = true\n").ok()),
        (Some(false), Some(true))
    );
    let faults = cards("cards = \"on\"\n").expect_err("no true or false");
    assert_eq!(
        faults[0].to_string(),
        "14:9: found a string: expected true or false"
    );
    let faults = parse(&file(
        "[session.questions]\nasking = \"shut\"\nlimit = 51\nlabels = []\ncalm = 1\n",
    ));
    let faults: Vec<String> = faults
        .expect_err("a bad file")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        faults,
        [
            "15:10: \"shut\" is not a known value: expected `open`, `paused` or `closed`",
            "16:9: 51 is out of range: expected 1 to 50",
            "17:1: unknown key `labels` in [session.questions]: expected `asking`, `publish`, `names`, `limit`, `upvotes`, `order`, `calm` or `translated`",
            "18:8: found a whole number: expected true or false",
        ]
    );
}
