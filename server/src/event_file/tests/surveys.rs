//! Surveys in an event file: what is read, and where a mistake is.

use super::{HEAD, faults};
use crate::event_file::{EventFile, parse, write};

fn poll(key: &str, rest: &str) -> String {
    format!(
        "[[poll]]\nkey = \"{key}\"\nkind = \"scale\"\nsteps = 5\n{rest}title = {{ en = \"{key}\", zh-Hans = \"问\" }}\n"
    )
}

fn session(key: &str) -> String {
    format!(
        "[[session]]\nkey = \"{key}\"\nkind = \"other\"\nstart = \"09:00\"\nend = \"10:00\"\ntitle.en = \"S\"\n"
    )
}

fn survey(rest: &str) -> String {
    format!("[[survey]]\nkey = \"s\"\ntitle.en = \"Survey\"\n{rest}")
}

fn found(parts: &[String]) -> String {
    let before = HEAD.lines().count() as u32;
    let found = faults(&format!("{HEAD}{}", parts.concat()));
    let lines = found.lines().map(|fault| {
        let (line, rest) = fault.split_once(':').expect("a place");
        let line: u32 = line.parse().expect("a line");
        format!("{}:{rest}\n", line - before)
    });
    lines.collect()
}

#[test]
fn the_polls_of_a_survey_are_in_its_session() {
    let rest = survey("session = \"a\"\npolls = [\"two\", \"one\"]\n");
    let text = format!(
        "{HEAD}{}{}{}{rest}",
        session("a"),
        poll("one", ""),
        poll("two", "")
    );
    let file = parse(&text).expect("a file");
    let [survey] = &file.program.surveys[..] else {
        panic!("a survey")
    };
    assert_eq!(survey.polls, ["two", "one"]);
    let sessions = file
        .program
        .polls
        .iter()
        .map(|poll| poll.session.as_deref());
    assert_eq!(sessions.collect::<Vec<_>>(), [Some("a"), Some("a")]);
    let file = EventFile {
        code: None,
        program: file.program,
    };
    assert_eq!(parse(&write(&file)), Ok(file));
}

#[test]
fn each_fault_of_a_survey_has_its_place() {
    let one = || poll("one", "");
    let of = |polls: &str| survey(&format!("polls = [{polls}]\n"));
    assert_eq!(
        found(&[one(), of("\"one\", \"won\"")]),
        "9:17: no [[poll]] has the key \"won\"\n"
    );
    assert_eq!(
        found(&[one(), of("\"one\", \"one\"")]),
        "9:17: `one` is already in the survey `s`\n"
    );
    assert_eq!(
        found(&[one(), of("")]),
        "9:9: a list of 0: expected 1 to 20 polls\n"
    );
    assert_eq!(
        found(&[one(), survey("")]),
        "6:1: `polls` is missing in [[survey]]\n"
    );
    let many: String = (0..21).map(|n| poll(&format!("p{n}"), "")).collect();
    let named: Vec<String> = (0..21).map(|n| format!("\"p{n}\"")).collect();
    assert_eq!(
        found(&[many, of(&named.join(", "))]),
        "109:9: a list of 21: expected 1 to 20 polls\n"
    );
    assert_eq!(
        found(&[one(), survey("poll = [\"one\"]\n")]),
        "6:1: `polls` is missing in [[survey]]\n9:1: unknown key `poll` in [[survey]]: did you mean `polls`?\n"
    );
}

#[test]
fn a_poll_with_a_time_limit_cannot_be_in_a_survey() {
    let in_survey = survey("polls = [\"one\"]\n");
    assert_eq!(
        found(&[poll("one", "seconds = 60\n"), in_survey.clone()]),
        "5:11: the survey `s` has no time limit, so `seconds` makes no sense here: remove it\n"
    );
    assert_eq!(
        found(&[poll("one", "reveal = \"time_up\"\n"), in_survey.clone()]),
        "5:10: the survey `s` has no time limit, so `reveal` makes no sense here: remove it\n"
    );
    assert_eq!(
        found(&[session("a"), poll("one", "session = \"a\"\n"), in_survey]),
        "11:11: a poll of the survey `s` is in the session of the survey: remove `session` here\n"
    );
}

const GROUP: &str = "[[group]]\nkey = \"side\"\nname.en = \"side\"\nassigned = true\nvalues = [{ key = \"us\", en = \"U.S.\" }, { key = \"china\", en = \"China\" }]\n";

#[test]
fn a_survey_says_for_its_polls_who_may_answer() {
    for voters in ["one_per = \"code\"\n", "only = { side = [\"us\"] }\n"] {
        let survey = survey(&format!("polls = [\"one\", \"two\"]\n{voters}"));
        let text = format!(
            "{HEAD}{GROUP}{}{}{survey}",
            poll("one", ""),
            poll("two", "")
        );
        let file = parse(&text).expect("a file");
        let [one, two] = &file.program.polls[..] else {
            panic!("two polls")
        };
        assert!(!one.voters.is_everybody() && one.voters == two.voters);
        let file = EventFile {
            code: None,
            program: file.program,
        };
        let written = write(&file);
        assert_eq!(written.matches(voters).count(), 1, "{written}");
        assert_eq!(parse(&written), Ok(file));
    }
}

#[test]
fn a_survey_is_answered_by_people() {
    let with = |voters: &str| survey(&format!("polls = [\"one\"]\n{voters}\n"));
    let group = GROUP.to_owned();
    let found = |parts: [String; 3]| found(&parts);
    assert_eq!(
        found([
            group.clone(),
            poll("one", ""),
            with("one_per = { group = \"side\", counts = \"last\" }")
        ]),
        "15:11: a survey is answered by people, and one form of a group would mix answers of several: expected \"guest\" or \"code\"\n"
    );
    assert_eq!(
        found([
            group.clone(),
            poll("one", ""),
            with("weights = { side = { us = 2 } }")
        ]),
        "15:11: a survey counts people, so `weights` makes no sense here: remove it\n"
    );
    assert_eq!(
        found([group, poll("one", "one_per = \"code\"\n"), with("")]),
        "10:11: the survey `s` says who may answer: remove `one_per` here\n"
    );
}
