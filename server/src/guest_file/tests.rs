//! Lists as spreadsheets write them, and what people upload by mistake.

use plenary_domain::fact::Fact;
use plenary_domain::ids::{GroupId, ValueId};
use plenary_domain::program::{GroupInfo, ValueInfo};
use plenary_domain::state::State;
use plenary_domain::text::Texts;
use rust_xlsxwriter::Workbook;
use std::io::Cursor;

use super::*;

fn groups() -> Groups {
    let mut state = State::default();
    let text =
        |en: &str, zh: &str| Texts::from([("en".into(), en.into()), ("zh-Hans".into(), zh.into())]);
    let group = GroupInfo {
        key: "side".into(),
        name: text("Delegation", "代表团"),
        values: vec![ValueInfo {
            key: "cn".into(),
            text: text("Chinese delegation", "中方代表"),
        }],
        ask: false,
        assigned: true,
    };
    state.apply(&Fact::GroupPut(GroupId(0), group, vec![ValueId(0)], 0));
    state.groups
}

fn people(bytes: Vec<u8>) -> Vec<(String, String, String, Option<String>)> {
    let sheet = read(bytes, &groups()).expect("a list");
    let rows = sheet.rows().iter().cloned();
    rows.map(|row| {
        (
            row.name,
            row.org,
            row.badge,
            row.groups.get("side").cloned(),
        )
    })
    .collect()
}

fn faults(bytes: Vec<u8>) -> Vec<GuestFault> {
    read(bytes, &groups()).expect_err("faults")
}

fn at(row: u32, column: &str, wrong: GuestWrong) -> GuestFault {
    GuestFault {
        row: Some(row),
        column: (!column.is_empty()).then(|| column.to_owned()),
        wrong,
    }
}

fn of(row: [&str; 4]) -> (String, String, String, Option<String>) {
    let [name, org, badge, side] = row.map(str::to_owned);
    (name, org, badge, Some(side))
}

fn book(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn csv_is_read_as_spreadsheets_write_it() {
    let expected = [
        of(["李伟", "山溪, 水务", "048", "中方代表"]),
        of(["Ann \"A\"", "", "", ""]),
    ];
    for text in [
        "\u{feff}姓名,单位,编号,代表团,电话\r\n李伟,\"山溪, 水务\",048,中方代表,1\r\n\r\n\"Ann \"\"A\"\"\",,,,\r\n",
        "Name;Org;Badge;side\n李伟;山溪, 水务;048;中方代表\nAnn \"\"\"A\"\"\";;;",
        "NAME\tORGANISATION\tNo.\tDelegation\n李伟\t山溪, 水务\t048\t中方代表\n\"Ann \"\"A\"\"\"\t\t\t",
    ] {
        assert_eq!(people(text.into()), expected, "{text}");
    }
    let sheet = read("name,phone,E-mail\nAnn,1,2".into(), &groups()).expect("a list");
    assert_eq!(sheet.ignored, ["phone", "E-mail"]);
}

#[test]
fn a_quotation_mark_that_never_closes_loses_nobody() {
    let list = "name,org\nAnn,\"A, B\"\nBo,5\" pipes\nLi,Water\n";
    let [fault] = faults(list.into()).try_into().expect("one fault");
    assert_eq!((fault.row, fault.wrong), (Some(3), GuestWrong::OpenQuote));
}

#[test]
fn a_workbook_is_read_like_csv() {
    let bytes = book(|sheet| {
        let heads = ["姓名", "单位", "编号", "代表团"];
        for (at, head) in heads.iter().enumerate() {
            sheet.write(0, at as u16, *head).expect("a cell");
        }
        sheet.write(2, 0, "李伟").expect("a cell");
        sheet.write(2, 1, "山溪水务").expect("a cell");
        sheet.write(2, 2, 48).expect("a cell");
        sheet.write(2, 3, "cn").expect("a cell");
        // Far out, where nobody looks.
        sheet.write(1_000_000, 16_000, "x").expect("a cell");
    });
    assert_eq!(people(bytes), [of(["李伟", "山溪水务", "48", "cn"])]);
}

#[test]
fn a_formula_is_named_with_its_cell_and_never_computed() {
    let csv = "name,org\nAnn,=HYPERLINK(\"http://x\")\n@SUM(A1),ok\n-A1,+1 2\n";
    let formula = |row, column| at(row, column, GuestWrong::Formula);
    let expected = [formula(2, "B"), formula(3, "A"), formula(4, "A")];
    assert_eq!(faults(csv.into()), expected);
    let bytes = book(|sheet| {
        sheet.write(0, 0, "name").expect("a cell");
        sheet.write(1, 0, "Ann").expect("a cell");
        sheet.write_formula(2, 0, "=A2").expect("a cell");
    });
    assert_eq!(faults(bytes), [formula(3, "A")]);
}

#[test]
fn what_is_no_list_is_refused_in_one_sentence() {
    let whole = |wrong| GuestFault {
        row: None,
        column: None,
        wrong,
    };
    let bytes_max = GUESTS_BYTES_MAX as u32;
    assert_eq!(
        faults(vec![b'a'; GUESTS_BYTES_MAX + 1]),
        [whole(GuestWrong::TooLarge { bytes_max })]
    );
    for bytes in [
        b"PK\x03\x04 and no more".as_slice(),
        b"\xd0\xcf\x11\xe0 an old workbook",
        b"%PDF-1.7",
    ] {
        assert_eq!(faults(bytes.into()), [whole(GuestWrong::NoTable)]);
    }
    assert_eq!(faults(vec![]), [at(1, "", GuestWrong::Empty)]);
    assert_eq!(faults("name,org\n".into()), [at(1, "", GuestWrong::Empty)]);
    assert_eq!(faults("a,b\n1,2".into()), [at(1, "", GuestWrong::NoNames)]);
    let twice = at(1, "B", GuestWrong::ColumnTwice);
    assert_eq!(faults("name,Name\n1,2".into()), [twice]);
    let gbk = faults(b"name\n\xc4\xdc\xd4\xb4".into());
    let [
        GuestFault {
            row: Some(2),
            wrong,
            ..
        },
    ] = &gbk[..]
    else {
        panic!("{gbk:?}");
    };
    assert!(matches!(wrong, GuestWrong::Encoding { message } if message.contains("GBK")));
    let many = "name\n".to_owned() + &"x\n".repeat(ROWS_MAX + 1);
    assert!(matches!(
        faults(many.into())[..],
        [GuestFault {
            wrong: GuestWrong::TooMany { .. },
            ..
        }]
    ));
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    use std::io::Write as _;
    let mut bytes = vec![];
    let mut archive = zip::ZipWriter::new(Cursor::new(&mut bytes));
    let options = zip::write::SimpleFileOptions::default();
    archive
        .start_file("xl/sharedStrings.xml", options)
        .expect("a part");
    let zeros = vec![0; 1 << 20];
    for _ in 0..40 {
        archive.write_all(&zeros).expect("written");
    }
    archive.finish().expect("an archive");
    assert!(bytes.len() < GUESTS_BYTES_MAX);
    assert!(matches!(
        faults(bytes)[..],
        [GuestFault {
            wrong: GuestWrong::Unpacks { .. },
            ..
        }]
    ));
}

/// A long text that is named in a million cells is stored once.
#[test]
fn one_text_in_many_cells_is_not_held_once_for_each() {
    let long = "九".repeat(CELL_CHARS_MAX);
    let many = |heads: &[&str], columns: u16| {
        book(|sheet| {
            for (at, head) in heads.iter().enumerate() {
                sheet.write(0, at as u16, *head).expect("a cell");
            }
            sheet.write(1, 0, "Ann").expect("a cell");
            for (row, column) in (1..6000).flat_map(|row| (1..columns).map(move |at| (row, at))) {
                sheet.write(row, column, &long).expect("a cell");
            }
        })
    };
    // In columns that nobody reads it costs nothing, and the list is read.
    let bytes = many(&["name", "notes"], 8);
    assert!(bytes.len() < GUESTS_BYTES_MAX / 4);
    let sheet = read(bytes, &groups()).expect("a list");
    assert_eq!(sheet.rows().len(), 1);
    assert_eq!(sheet.ignored, ["notes"]);
    // In a column that is read, the file is refused as a whole.
    let bytes = many(&["name", "org"], 2);
    let [fault] = &faults(bytes)[..] else {
        panic!("one fault");
    };
    assert!(
        matches!(fault.wrong, GuestWrong::Unpacks { .. }),
        "{fault:?}"
    );
}

/// The reader of workbooks would make room for them, or end the server.
#[test]
fn a_workbook_that_claims_too_many_texts_is_refused() {
    use std::io::{Read as _, Write as _};
    let sound = book(|sheet| {
        sheet.write(0, 0, "name").expect("a cell");
        sheet.write(1, 0, "Ann").expect("a cell");
    });
    let claiming = |number: &str| {
        let mut parts = zip::ZipArchive::new(Cursor::new(&sound)).expect("an archive");
        let mut bytes = vec![];
        let mut archive = zip::ZipWriter::new(Cursor::new(&mut bytes));
        let options = zip::write::SimpleFileOptions::default();
        for part in 0..parts.len() {
            let mut part = parts.by_index(part).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            let text = text.replace("uniqueCount=\"2\"", &format!("uniqueCount=\"{number}\""));
            let name = part.name().expect("a name");
            archive.start_file(name, options).expect("a part");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive");
        bytes
    };
    assert_eq!(people(claiming("3")).len(), 1);
    for number in ["100000000", "9223372036854775807", "99999999999999999999"] {
        let wrong = faults(claiming(number)).pop().map(|fault| fault.wrong);
        assert_eq!(wrong, Some(GuestWrong::NoTable), "{number}");
    }
}

#[test]
fn columns_have_the_names_of_spreadsheets() {
    let names = [0, 25, 26, 51, 52, 99].map(letters);
    assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "CV"]);
}
