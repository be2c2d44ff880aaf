//! The first sheet of a workbook, cell by cell, so that a cell far out in an empty sheet costs nothing.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::{COLUMNS_MAX, Cells, ROWS_MAX, Said, cut};
use crate::protocol::GuestWrong;

/// Limit on what all parts of a workbook take when they are unpacked, in bytes.
const UNPACKED_BYTES_MAX: u64 = 32 << 20;

/// Returns the cells that are not empty.
///
/// # Errors
/// What is wrong with the file.
pub(super) fn cells(bytes: &[u8]) -> Result<Vec<Cells>, GuestWrong> {
    measure(bytes)?;
    let broken = |_| GuestWrong::NoTable;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let first = book.sheet_names().into_iter().next();
    let first = first.ok_or(GuestWrong::NoTable)?;
    let mut reader = book.worksheet_cells_reader(&first).map_err(broken)?;
    let mut rows: Vec<Cells> = vec![];
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        if rows.len() > ROWS_MAX {
            break;
        }
        let (row, column) = (cell.pos.0 as usize + 1, cell.pos.1 as usize);
        let said = match cell.formula {
            Some(_) => Said::Formula,
            None => Said::Text(text(&cell.value)),
        };
        if column >= COLUMNS_MAX || said == Said::Text(String::new()) {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            rows.push((row, vec![]));
        }
        if let Some((_, cells)) = rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, Said::Text(String::new()));
            }
            cells[column] = said;
        }
    }
    Ok(rows)
}

/// Unpacks everything once, and keeps nothing: what a part says of its own size may be false.
fn measure(bytes: &[u8]) -> Result<(), GuestWrong> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| GuestWrong::NoTable)?;
    let mut left = UNPACKED_BYTES_MAX;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| GuestWrong::NoTable)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| GuestWrong::NoTable)?;
        left = left.checked_sub(unpacked).ok_or(GuestWrong::TooLarge {
            bytes_max: UNPACKED_BYTES_MAX as u32,
        })?;
    }
    Ok(())
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            cut(text)
        }
        DataRef::SharedString(text) => cut(text),
        // A number on a badge has no decimals.
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(on) => on.to_string(),
        DataRef::DateTime(at) => at.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
