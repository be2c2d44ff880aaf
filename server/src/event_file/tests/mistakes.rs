//! What an organiser gets wrong without knowing TOML, and what is probably wrong: the cause, the place and the remedy.

use super::{HEAD, faults, warnings};
use crate::event_file::{FAULTS_MAX, new, parse};

fn session(key: &str, start: &str, end: &str) -> String {
    format!(
        "[[session]]\nkey = \"{key}\"\nkind = \"other\"\nstart = \"{start}\"\nend = \"{end}\"\ntitle.en = \"S\"\n"
    )
}

fn poll(options: &str) -> String {
    format!("[[poll]]\nkey = \"p\"\nkind = \"single\"\ntitle.en = \"P\"\noptions = [\n{options}]\n")
}

#[test]
fn the_file_to_begin_with_is_a_good_one() {
    let file = new("2026-11-25", "Europe/Berlin");
    assert_eq!(warnings(&file), "");
    // The commented-out parts are valid too.
    let whole = file
        .replace("\n# code", "\ncode")
        .replace("\n# short", "\nshort")
        .replace("\n# accent", "\naccent");
    let whole = whole
        .replace("\n# [event.wifi]\n# name", "\n[event.wifi]\nname")
        .replace("\n# password", "\npassword");
    let whole = whole.replace(
        "title = \"Energy workshop\"",
        "title = { en = \"Energy workshop\" }",
    );
    assert_eq!(warnings(&whole), "");
    let file = parse(&whole).expect("a file");
    assert!(
        file.code.is_some()
            && file.program.event.wifi.is_some()
            && file.program.event.accent.is_some()
    );
}

#[test]
fn a_text_that_looks_empty_is_a_fault() {
    let nothing = [
        "\u{200b}",
        "\u{2800}",
        "\u{3164}",
        "\u{301}",
        "\u{e0100}",
        "\u{180b}",
        "\u{1d173}",
        "\u{200f}",
    ];
    for nothing in nothing {
        let title = HEAD.replacen("Workshop", nothing, 1);
        assert_eq!(
            faults(&title),
            "3:16: this text has no visible characters\n",
            "{nothing:?}"
        );
        let options =
            format!("  {{ key = \"a\", en = \"{nothing}\" }},\n  {{ key = \"b\", en = \"B\" }},\n");
        assert_eq!(
            faults(&format!("{HEAD}{}", poll(&options))),
            "12:21: this text has no visible characters\n",
            "{nothing:?}"
        );
    }
}

#[test]
fn a_character_without_an_end_is_a_fault() {
    let endless = format!("👩{}", "\u{200d}👩".repeat(60));
    assert_eq!(
        faults(&HEAD.replacen("Workshop", &endless, 1)),
        "3:16: a character of this text has more than 16 parts: remove some of them\n"
    );
}

#[test]
fn marks_of_direction_and_flags_are_texts() {
    let title =
        "\u{200f}جلسة C++\u{200f} \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
    let file = parse(&HEAD.replacen("Workshop", title, 1)).expect("a file");
    assert_eq!(file.program.event.title["en"], title);
}

#[test]
fn options_and_values_that_read_alike_are_a_fault() {
    let options = "  { key = \"a\", en = \"Yes\", zh-Hans = \"是\" },\n  { key = \"b\", en = \"ＹＥＳ \", zh-Hans = \"对\" },\n";
    assert_eq!(
        faults(&format!("{HEAD}{}", poll(options))),
        "13:21: this looks the same as `a` in `en`: use different words\n"
    );
    let group = "[[group]]\nkey = \"g\"\nname.en = \"G\"\nvalues = [{ key = \"a\", en = \"A\" }, { key = \"b\", en = \"a\" }]\n";
    let told = faults(&format!("{HEAD}{group}"));
    assert!(
        told.starts_with("10:54: this looks the same as `a`"),
        "{told}"
    );
    let others = "  { key = \"a\", en = \"+1\" },\n  { key = \"b\", en = \"-1\" },\n";
    assert!(parse(&format!("{HEAD}{}", poll(others))).is_ok());
}

#[test]
fn one_wrong_language_is_one_fault() {
    let many = |lang: &str| -> String {
        let person =
            |n| format!("[[person]]\nkey = \"p{n}\"\nname.{lang} = \"N\"\norg.{lang} = \"O\"\n");
        (0..28).map(person).collect()
    };
    let head = |langs: &str, lang: &str| {
        format!(
            "[event]\nlanguages = [{langs}]\ntitle.{lang} = \"T\"\nvenue.{lang} = \"V\"\ndate = 2026-11-25\nzone = \"Europe/Paris\"\n"
        )
    };
    let file = |langs: &str, lang: &str| format!("{}{}", head(langs, lang), many(lang));
    assert_eq!(
        faults(&file(r#""fr-CA""#, "fr")),
        "2:14: no text is in `fr-CA`, but 58 are in `fr`: write `fr` here, or change the texts to `fr-CA`\n"
    );
    assert_eq!(
        faults(&file(r#""fr", "en""#, "en")),
        "2:14: no text is in `fr`, but every text needs the first language: add it to the texts, or put their language first\n"
    );
    let both =
        file(r#""fr""#, "fr").replace("name.fr = \"N\"", "name = { fr = \"N\", de = \"N\" }");
    assert_eq!(
        faults(&both),
        "2:14: 28 texts are in `de`, which is not in `languages`: add it here, or remove these texts\n"
    );
    // Two mistakes are reported as two.
    let slips = file(r#""fr""#, "fr").replacen("org.fr", "org.de", 2);
    assert_eq!(faults(&slips).lines().count(), 4);
}

#[test]
fn a_table_with_too_few_brackets_is_one_fault() {
    let told = "7:1: `[poll]` is a single table, but an event can have several: write `[[poll]]` for each\n";
    let good = poll("  { key = \"a\", en = \"A\" },\n  { key = \"b\", en = \"B\" },\n");
    let one = good.replace("[[poll]]", "[poll]");
    assert_eq!(faults(&format!("{HEAD}{one}")), told);
    assert_eq!(faults(&format!("{HEAD}{one}{one}")), told);
    assert_eq!(faults(&format!("{HEAD}{one}{good}")), told);
    let later = format!("{HEAD}{good}{one}");
    assert_eq!(faults(&later), told.replace("7:1", "15:1"));
    assert_eq!(
        faults(&HEAD.replacen("[event]", "[[event]]", 1)),
        "1:1: `[[event]]` is a list, but an event file has only one: write `[event]`\n"
    );
}

#[test]
fn what_word_processors_type_is_named() {
    let with = |from: &str, to: &str| faults(&HEAD.replacen(from, to, 1));
    assert_eq!(
        with("\"Asia/Shanghai\"", "“Asia/Shanghai”"),
        "6:8: “ is a curly quote: type a straight one, \"\n"
    );
    assert_eq!(
        with("\"Asia/Shanghai\"", "\"Asia/Shanghai”"),
        "6:22: ” is a curly quote: type a straight one, \"\n"
    );
    assert_eq!(
        with("\"Workshop\"", "‘Workshop’"),
        "3:16: ‘ is a curly quote: type a straight one, \"\n"
    );
    assert_eq!(
        with("\"en\", ", "\"en\"，"),
        "2:18: ， only looks like ,: type a plain ,\n"
    );
    assert_eq!(
        with("2018-08-02", "2018–08–02"),
        "5:12: – only looks like -: type a plain -\n"
    );
    assert_eq!(
        with("zone =", "zone ＝"),
        "6:6: ＝ only looks like =: type a plain =\n"
    );
    assert!(parse(&HEAD.replacen("Workshop", "“Workshop”，2018–2019", 1)).is_ok());
}

#[test]
fn a_session_may_end_after_midnight() {
    let file = parse(&format!("{HEAD}{}", session("night", "22:30", "00:30"))).expect("a file");
    assert_eq!(file.program.sessions[0].end, "00:30");
    for (start, end) in [("09:30", "09:00"), ("09:30", "09:30")] {
        let told = faults(&format!("{HEAD}{}", session("slip", start, end)));
        assert_eq!(
            told,
            format!("11:7: the session ends at {end}: expected a time after its start, {start}\n")
        );
    }
}

#[test]
fn sessions_at_one_time_are_warned_of() {
    let two = |one: (&str, &str), other: (&str, &str)| {
        warnings(&format!(
            "{HEAD}{}{}",
            session("a", one.0, one.1),
            session("b", other.0, other.1)
        ))
    };
    assert_eq!(
        two(("09:00", "10:00"), ("09:30", "11:00")),
        "16:9: `b` (09:30 to 11:00) overlaps `a` (09:00 to 10:00): change a time, unless both really run at once\n"
    );
    assert_eq!(two(("09:00", "10:00"), ("10:00", "11:00")), "");
    assert_eq!(two(("23:00", "00:30"), ("00:30", "01:00")), "");
    assert_eq!(two(("00:30", "01:00"), ("23:00", "00:30")), "");
    assert_ne!(two(("23:00", "00:30"), ("00:00", "01:00")), "");
    assert_ne!(two(("00:00", "01:00"), ("23:00", "00:30")), "");
}

#[test]
fn texts_too_long_for_the_screen_are_warned_of() {
    let option = |n: usize| {
        let text = format!("{n} {}", "heat ".repeat(15));
        format!("  {{ key = \"o{n}\", en = \"{text}\" }},\n")
    };
    let options = |count| (0..count).map(option).collect::<String>();
    let of = |count: usize| warnings(&format!("{HEAD}{}", poll(&options(count))));
    assert_eq!(of(5), "");
    let warned = of(14);
    assert!(
        warned
            .starts_with("11:11: poll `p`: the title and the options are too long for one picture"),
        "{warned}"
    );
}

#[test]
fn titles_too_long_for_the_head_of_the_screen_are_warned_of() {
    let titled = |en: usize, zh: usize| {
        let (en, zh) = ("T".repeat(en), "题".repeat(zh));
        let long = format!("title = {{ en = \"{en}\", zh-Hans = \"{zh}\" }}");
        session("a", "09:00", "10:00").replacen("title.en = \"S\"", &long, 1)
    };
    let of = |en, zh, poll: &str| warnings(&format!("{HEAD}{}{poll}", titled(en, zh)));
    assert_eq!(of(120, 90, ""), "");
    assert_eq!(
        of(120, 110, ""),
        "12:9: session `a`: above polls and questions the screen shows its first language only, because the title is too \
         long for its head\n"
    );
    // A high head leaves less room for a poll.
    let option = |n| {
        format!(
            "  {{ key = \"o{n}\", en = \"{n} {}\" }},\n",
            "heat ".repeat(28)
        )
    };
    let options: String = (0..4).map(option).collect();
    let below = format!("{}session = \"a\"\n", poll(&options));
    assert_eq!(of(20, 8, &below), "");
    let warned = of(120, 90, &below);
    assert!(warned.contains("too long for one picture"), "{warned}");
}

#[test]
fn zones_that_are_none_or_an_offset_say_what_to_write() {
    let with = |zone: &str| HEAD.replacen("Asia/Shanghai", zone, 1);
    assert_eq!(
        faults(&with("PST")),
        "6:8: \"PST\" is not a time zone: write the time zone of the place, such as \"America/Los_Angeles\"\n"
    );
    for offset in ["+08:00", "UTC+8", "GMT-5", "UTC +8"] {
        assert_eq!(
            faults(&with(offset)),
            format!(
                "6:8: \"{offset}\" is an offset, which does not say when clocks change: write the time zone of the place, such as \"Asia/Shanghai\"\n"
            )
        );
    }
    assert_eq!(
        warnings(&with("EST")),
        "6:8: \"EST\" is the same offset in summer and winter: write the time zone of the place, such as \"America/New_York\"\n"
    );
    assert!(warnings(&with("Etc/GMT-8")).contains("is the same offset"));
    for good in ["UTC", "Etc/UTC", "CET", "Asia/Shanghai", "America/New_York"] {
        assert_eq!(warnings(&with(good)), "", "{good}");
    }
}

/// The time to read a file grows with the file, and not with its square: neither for bytes that are no TOML, nor for keys that
/// nobody knows, below one another or in one line.
#[test]
fn a_file_that_is_wrong_everywhere_is_refused_soon() {
    const WRONG: usize = 40_000;
    let keys = || (0..WRONG).map(|n| format!("k{n} = 1"));
    let below: Vec<String> = keys().collect();
    let beside: Vec<String> = keys().collect();
    for text in [
        "=\n".repeat(WRONG),
        below.join("\n"),
        format!("event = {{ {} }}", beside.join(", ")),
    ] {
        let began = worked_s();
        let faults = parse(&text).expect_err("it is no event");
        let took_s = worked_s() - began;
        assert!(faults.len() <= FAULTS_MAX && faults.is_sorted());
        assert_eq!(faults[0].line, 1);
        assert!(took_s < 10, "{took_s} s: {}", faults[0]);
    }
}

/// Returns for how long this thread has had a processor: what other programs take is not in it.
fn worked_s() -> i64 {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec
}
