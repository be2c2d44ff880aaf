use plenary_domain::ids::Millis;

use super::*;

const DAY: Millis = 1_533_168_000_000;

#[test]
fn a_template_is_an_event_in_every_choice_of_its_languages() {
    for (key, text) in templates::ALL {
        let checked = event_file::check(text);
        assert_eq!(checked.warnings, [], "{key}");
        let program = checked
            .file
            .unwrap_or_else(|faults| panic!("{key}: {}", told(&faults)));
        for langs in [
            vec!["en"],
            vec!["zh-Hans"],
            vec!["fr"],
            vec!["zh-Hans", "en"],
            vec!["fr", "zh-Hans", "en"],
        ] {
            let mut program = program.program.clone();
            program.event.langs = langs.iter().map(|lang| (*lang).to_owned()).collect();
            let written = file(program, None);
            let read = event_file::parse(&written);
            let read = read.unwrap_or_else(|faults| panic!("{key} {langs:?}: {}", told(&faults)));
            let title = &read.program.event.title;
            assert_eq!(title.len(), langs.len(), "{key}: {title:?}");
            assert!(
                !read.program.sessions.is_empty() && !read.program.polls.is_empty(),
                "{key}"
            );
        }
    }
}

#[test]
fn a_day_is_todays_in_the_zone_of_the_event() {
    // 2018-08-02, midnight in UTC.
    assert_eq!(when("2018-08-02", "Asia/Shanghai", DAY), When::Today);
    assert_eq!(when("2018-08-01", "America/New_York", DAY), When::Today);
    assert_eq!(when("2018-08-02", "America/New_York", DAY), When::Coming);
    assert_eq!(when("2018-08-01", "Asia/Shanghai", DAY), When::Over);
}
