//! The first sheet of a workbook, cell by cell, so that a cell far out in an empty sheet costs nothing.
//!
//! A small file can name the same long text in a million cells. So only the columns are read whose headings say that they are wanted, and what
//! is held is counted.

use std::io::{Cursor, Read};
use std::mem::size_of;

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::{COLUMNS_MAX, Cells, ROWS_MAX, Said, cut};
use crate::protocol::GuestWrong;

/// Limit on what all parts of a workbook take when they are unpacked, in bytes.
const UNPACKED_BYTES_MAX: usize = 32 << 20;
/// Limit on what the cells that are read take, in bytes. The longest list takes half of it.
const HELD_BYTES_MAX: usize = 16 << 20;

/// Returns the cells that are not empty: the first row, and below it the columns whose heading is wanted.
///
/// # Errors
/// What is wrong with the file.
pub(super) fn cells(
    bytes: &[u8],
    is_wanted: impl Fn(&Said) -> bool,
) -> Result<Vec<Cells>, GuestWrong> {
    measure(bytes)?;
    let broken = |_| GuestWrong::NoTable;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let first = book.sheet_names().into_iter().next();
    let first = first.ok_or(GuestWrong::NoTable)?;
    let mut reader = book.worksheet_cells_reader(&first).map_err(broken)?;
    let mut rows: Vec<Cells> = vec![];
    // Known when the first row is whole.
    let mut wanted: Option<Vec<bool>> = None;
    let mut left = HELD_BYTES_MAX;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        if rows.len() > ROWS_MAX {
            break;
        }
        let (row, column) = (cell.pos.0 as usize + 1, cell.pos.1 as usize);
        if let [(first, heads)] = &rows[..]
            && *first != row
        {
            wanted.get_or_insert_with(|| heads.iter().map(&is_wanted).collect());
        }
        let is_read = wanted.as_ref().map_or(column < COLUMNS_MAX, |wanted| {
            wanted.get(column) == Some(&true)
        });
        if !is_read {
            continue;
        }
        let said = match cell.formula {
            Some(_) => Said::Formula,
            None => Said::Text(text(&cell.value)),
        };
        if said == Said::Text(String::new()) {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            rows.push((row, vec![]));
        }
        if let Some((_, cells)) = rows.last_mut() {
            let more = (column + 1).saturating_sub(cells.len());
            left = left
                .checked_sub(more * size_of::<Said>() + said.len())
                .ok_or(GuestWrong::Unpacks {
                    bytes_max: HELD_BYTES_MAX as u32,
                })?;
            if more > 0 {
                cells.resize(column + 1, Said::Text(String::new()));
            }
            cells[column] = said;
        }
    }
    Ok(rows)
}

/// Unpacks each part once, and keeps none: what a part says of its own size may be false. So may be how many texts it says it has, for which
/// the reader of workbooks makes room before it has read one.
fn measure(bytes: &[u8]) -> Result<(), GuestWrong> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| GuestWrong::NoTable)?;
    let (mut left, mut unpacked) = (UNPACKED_BYTES_MAX, vec![]);
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| GuestWrong::NoTable)?;
        unpacked.clear();
        let read = part.take(left as u64 + 1).read_to_end(&mut unpacked);
        let read = read.map_err(|_| GuestWrong::NoTable)?;
        left = left.checked_sub(read).ok_or(GuestWrong::Unpacks {
            bytes_max: UNPACKED_BYTES_MAX as u32,
        })?;
        if claims(&unpacked).any(|texts| texts > read) {
            return Err(GuestWrong::NoTable);
        }
    }
    Ok(())
}

/// Returns the numbers of texts that a part says it has.
fn claims(part: &[u8]) -> impl Iterator<Item = usize> {
    let name = b"uniqueCount";
    let places = part.windows(name.len()).enumerate();
    let places = places.filter(move |(_, some)| some == name);
    places.map(move |(at, _)| {
        let after = part[at + name.len()..].iter().copied();
        let digits = after.skip_while(|byte| b" \t\r\n=\"'+".contains(byte));
        let digits = digits.take_while(u8::is_ascii_digit);
        digits.fold(0, |number: usize, digit| {
            number
                .saturating_mul(10)
                .saturating_add(usize::from(digit - b'0'))
        })
    })
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
