//! Pictures of options: where they may be, what is wrong with them, and who takes them.

use std::fs;
use std::os::unix::fs::symlink;

use plenary_domain::poll::Rules;

use crate::event_file::pictures::{Found, Pictures};
use crate::event_file::poll::around::file;
use crate::event_file::{check_with, parse, parse_with, write};
use crate::images::beside::Beside;

/// A PNG of 8 × 6 pixels.
const DOT: &[u8] = include_bytes!("dot.png");

/// Every picture is there, and its path is its hash.
struct All;

impl Pictures for All {
    fn find(&mut self, path: &str) -> Result<Found, String> {
        Ok(Found {
            hash: path.to_uppercase(),
            is_small: false,
        })
    }
}

fn poll(kind: &str, options: &[&str]) -> String {
    let options: Vec<String> = ('a'..)
        .zip(options)
        .map(|(key, picture)| {
            let picture = match *picture {
                "" => String::new(),
                path => format!(", picture = {path}"),
            };
            format!("  {{ key = \"{key}\", en = \"{key}\"{picture} }},")
        })
        .collect();
    file(&format!(
        "key = \"p\"\ntitle.en = \"P\"\n{kind}\noptions = [\n{}\n]",
        options.join("\n")
    ))
}

#[test]
fn what_is_written_is_read_again() {
    let text = poll(
        "kind = \"multiple\"\nmax = 2",
        &["\"wind.jpg\"", "", "\"pictures/太阳 1.webp\""],
    );
    let read = parse_with(&text, &mut All).expect("a file");
    let poll = &read.program.polls[0];
    assert!(matches!(poll.rules, Rules::FreeChoice(_)), "{poll:?}");
    let picture = poll.options[2].picture.as_ref().expect("a picture");
    assert_eq!(picture.file, "pictures/太阳 1.webp");
    assert_eq!(picture.hash, "PICTURES/太阳 1.WEBP");
    assert_eq!(poll.options[1].picture, None);
    let written = write(&read);
    assert!(
        written.contains("en = \"a\", picture = \"wind.jpg\" }"),
        "{written}"
    );
    assert_eq!(parse_with(&written, &mut All), Ok(read));
}

fn faults(text: &str, pictures: &mut dyn Pictures) -> Vec<String> {
    let checked = check_with(text, pictures);
    let faults = checked.file.expect_err("it is faulty");
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_path_stays_in_the_folder() {
    for path in [
        "../wind.jpg",
        "a/../../wind.jpg",
        "/etc/passwd",
        "a//b.png",
        "./a.png",
        "a/",
        "",
        "..\\\\wind.jpg",
    ] {
        let faults = faults(
            &poll("kind = \"single\"", &[&format!("\"{path}\""), ""]),
            &mut All,
        );
        let [fault] = &faults[..] else {
            panic!("{path}: {faults:?}")
        };
        assert!(
            fault.starts_with("13:36: ") && fault.contains("is not a file beside the event file"),
            "{fault}"
        );
    }
    let faults = faults(&poll("kind = \"single\"", &["7", ""]), &mut All);
    assert_eq!(faults, ["13:36: found a whole number: expected a string"]);
}

#[test]
fn what_is_wrong_with_a_file_is_told_where_it_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let event = folder.path().join("event");
    fs::create_dir(&event).expect("made");
    fs::create_dir(event.join("deep")).expect("made");
    fs::write(folder.path().join("out.png"), DOT).expect("written");
    symlink(folder.path().join("out.png"), event.join("link.png")).expect("linked");
    fs::write(event.join("drawing.png"), "<svg onload=\"alert(1)\"/>").expect("written");
    fs::write(event.join("text.jpg"), "no picture").expect("written");
    let large = fs::File::create(event.join("large.jpg")).expect("made");
    large.set_len(9 << 20).expect("as large as that");
    let text = poll(
        "kind = \"single\"",
        &[
            "\"missing.jpg\"",
            "\"link.png\"",
            "\"drawing.png\"",
            "\"text.jpg\"",
            "\"large.jpg\"",
            "\"deep\"",
        ],
    );
    let mut beside = Beside::of(&event.join("event.toml"));
    assert_eq!(
        faults(&text, &mut beside),
        [
            "13:36: \"missing.jpg\": there is no such file beside the event file",
            "14:36: \"link.png\": the file is outside the event file's folder",
            "15:36: \"drawing.png\": an SVG file can contain scripts: export the picture as PNG",
            "16:36: \"text.jpg\": this is not a JPEG, PNG or WebP file",
            "17:36: \"large.jpg\": the picture has 9437184 bytes: expected at most 8388608",
            "18:36: \"deep\": this is not a file",
        ]
    );
    assert!(beside.read.is_empty());
    // Two options may share one picture, and one that is small is told once.
    fs::write(event.join("deep/dot.png"), DOT).expect("written");
    let text = poll(
        "kind = \"single\"",
        &["\"deep/dot.png\"", "\"deep/dot.png\""],
    );
    let checked = check_with(&text, &mut beside);
    assert!(checked.file.is_ok(), "{checked:?}");
    let warnings: Vec<String> = checked.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "13:36: \"deep/dot.png\" is small and looks blurred on the screen: use a picture of 960 × 720 pixels"
        ]
    );
    assert_eq!(beside.read.len(), 1);
}

#[test]
fn a_file_without_its_pictures_is_refused() {
    let text = poll("kind = \"single\"", &["", "\"wind.jpg\""]);
    let faults = parse(&text).expect_err("it lacks a picture");
    assert_eq!(
        faults[0].to_string(),
        "14:36: \"wind.jpg\": the picture did not come with the file"
    );
}

#[test]
fn other_kinds_take_no_pictures() {
    for kind in [
        "kind = \"ranking\"",
        "kind = \"points\"",
        "kind = \"quiz\"\nright = \"a\"\nseconds = 20",
        "kind = \"matrix\"\nx.en = \"X\"\ny.en = \"Y\"",
    ] {
        let line = 12 + kind.lines().count();
        let expected = format!(
            "{line}:36: `picture` is only for polls of kind `single` or `multiple`: remove it"
        );
        let faults = faults(&poll(kind, &["\"wind.jpg\"", ""]), &mut All);
        assert!(faults.contains(&expected), "{kind}: {faults:?}");
    }
    let values = "\n[[group]]\nkey = \"g\"\nname.en = \"G\"\nvalues = [{ key = \"v\", en = \"V\", picture = \"a.png\" }]\n";
    let text = format!("{}{values}", poll("kind = \"single\"", &["", ""]));
    assert!(!faults(&text, &mut All).is_empty());
}

#[test]
fn an_event_has_a_limited_number_of_pictures() {
    let polls: Vec<String> = (0..6)
        .map(|n| {
            let options: Vec<String> = (0..20)
                .map(|o| format!("{{ key = \"o{o}\", en = \"O{o}\", picture = \"{n}-{o}.png\" }}"))
                .collect();
            format!(
                "[[poll]]\nkey = \"p{n}\"\nkind = \"single\"\ntitle.en = \"P\"\noptions = [{}]\n",
                options.join(", ")
            )
        })
        .collect();
    let (head, _) = file("")
        .split_once("[[poll]]")
        .map(|(head, rest)| (head.to_owned(), rest.to_owned()))
        .expect("a poll");
    let faults = faults(&format!("{head}{}", polls.concat()), &mut All);
    let [fault] = &faults[..] else {
        panic!("{faults:?}")
    };
    assert!(
        fault.ends_with("too many pictures: expected at most 100 in an event"),
        "{fault}"
    );
}
