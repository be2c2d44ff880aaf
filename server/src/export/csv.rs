//! Tables as CSV in one zip file: a byte order mark for spreadsheets, CRLF, and no cell that a spreadsheet would take for a formula.

use std::io::{self, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::sheets::{Cell, Sheet, sheets};
use crate::report::Report;

/// Spreadsheets read UTF-8 only behind it.
const MARK: &str = "\u{feff}";
/// What begins a formula, also in the wide forms that some spreadsheets take for it.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// How the files in an archive are packed. They carry no time, so that the same event makes the same bytes.
pub(super) fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// Writes the archive.
pub(super) fn write(report: &Report, to: impl Write) -> io::Result<()> {
    let mut zip = ZipWriter::new_stream(to);
    for sheet in sheets(report) {
        zip.start_file(format!("{}.csv", sheet.name), packed())?;
        table(&sheet, &mut zip)?;
    }
    zip.finish()?;
    Ok(())
}

fn table(sheet: &Sheet, to: &mut impl Write) -> io::Result<()> {
    to.write_all(MARK.as_bytes())?;
    let head: Vec<Cell> = sheet
        .heads
        .iter()
        .map(|name| name.as_str().into())
        .collect();
    for row in [&head].into_iter().chain(&sheet.rows) {
        let line: Vec<String> = row.iter().map(cell).collect();
        to.write_all(line.join(",").as_bytes())?;
        to.write_all(b"\r\n")?;
    }
    Ok(())
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => {
            // As spreadsheets themselves mark what is to stay a text.
            let guard = if text.starts_with(FORMULA) { "'" } else { "" };
            format!("\"{guard}{}\"", text.replace('"', "\"\""))
        }
    }
}
