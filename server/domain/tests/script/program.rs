//! The event that every script begins with.

use std::collections::BTreeMap;

use plenary_domain::poll::Rules;
use plenary_domain::poll::kinds::choice;
use plenary_domain::poll::voters::Voters;
use plenary_domain::program::{
    EventInfo, GroupInfo, LiveResults, OptionInfo, PersonInfo, PollInfo, Program, Reveal,
    SessionInfo, SessionKind, Show, Texts, ValueInfo,
};

pub fn texts(en: &str, zh: &str) -> Texts {
    Texts::from([("en".into(), en.into()), ("zh-Hans".into(), zh.into())])
}

/// Two sessions, two people, two groups, and polls of different rules.
pub fn program() -> Program {
    let value = |key: &str| ValueInfo {
        key: key.into(),
        text: texts(key, key),
    };
    let belongs = |value: &str| BTreeMap::from([("delegation".to_owned(), value.to_owned())]);
    let session = |key: &str, kind, title: Texts| SessionInfo {
        key: key.into(),
        kind,
        title,
        start: "09:00".into(),
        end: "10:00".into(),
        speakers: vec![],
        panelists: vec!["emerson".into()],
        questions: None,
        cards: false,
    };
    let poll = |key: &str, session: &str, rules, changeable| PollInfo {
        key: key.into(),
        session: Some(session.into()),
        rules,
        title: texts("Which field?", "哪个领域？"),
        options: ["infrastructure", "environment", "leed"]
            .map(|key| OptionInfo {
                key: key.into(),
                text: texts(key, key),
                picture: None,
            })
            .into(),
        changeable,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
        named: false,
    };
    Program {
        event: EventInfo {
            langs: vec!["en".into(), "zh-Hans".into()],
            title: texts("Workshop", "研讨会"),
            short: Texts::new(),
            venue: texts("Chengdu", "成都"),
            date: "2018-08-02".into(),
            zone: "Asia/Shanghai".into(),
            accent: None,
            headcount: 200,
            retention_days: 30,
            questions_open: true,
            wifi: None,
            in_hall: false,
            marked: vec!["spam".into()],
            leave: Texts::new(),
            after: None,
        },
        groups: vec![
            GroupInfo {
                key: "delegation".into(),
                name: texts("Delegation", "代表团"),
                values: ["us", "china"].map(value).into(),
                ask: true,
                assigned: false,
            },
            GroupInfo {
                key: "badge".into(),
                name: texts("Badge", "胸牌"),
                values: ["red", "blue"].map(value).into(),
                ask: false,
                assigned: true,
            },
        ],
        people: vec![
            PersonInfo {
                key: "emerson".into(),
                name: texts("Speaker from Emerson", "艾默生代表"),
                org: texts("Emerson", "艾默生"),
                groups: belongs("us"),
            },
            PersonInfo {
                key: "chengdu".into(),
                name: texts("City representative", "城市代表"),
                org: texts("City of Chengdu", "成都市"),
                groups: belongs("china"),
            },
        ],
        sessions: vec![
            session("dialogue", SessionKind::Dialogue, texts("Dialogue", "对话")),
            session(
                "round-table",
                SessionKind::RoundTable,
                texts("Round table", "圆桌讨论"),
            ),
        ],
        polls: vec![
            poll(
                "field",
                "dialogue",
                Rules::Choice(choice::Rules { min: 1, max: 1 }),
                true,
            ),
            poll(
                "conditions",
                "round-table",
                Rules::Choice(choice::Rules { min: 2, max: 3 }),
                true,
            ),
            poll(
                "final",
                "dialogue",
                Rules::Choice(choice::Rules { min: 1, max: 1 }),
                false,
            ),
        ],
        surveys: vec![],
        labels: vec![],
        terms: vec![],
    }
}
