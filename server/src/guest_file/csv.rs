//! CSV as spreadsheets write it: quoted cells, and commas, semicolons or tabs between them.

use super::{COLUMNS_MAX, Cells, ROWS_MAX, Said, cut};

/// Returns the cells of a file. What separates them is what stands most often in the first line.
///
/// # Errors
/// As [`rows`].
pub(super) fn cells(text: &str) -> Result<Vec<Cells>, usize> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty());
    let count = |separator: &char| first.unwrap_or_default().matches(*separator).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(count);
    let rows = rows(text, &[separator.unwrap_or(',')])?.into_iter();
    let rows = rows.take(ROWS_MAX + 1).map(|(line, cells)| {
        let cells = cells.into_iter().take(COLUMNS_MAX);
        (line, cells.map(|cell| said(&cell)).collect())
    });
    Ok(rows.collect())
}

/// A spreadsheet would compute it, also where it was saved as text. A number with a sign is none.
fn said(cell: &str) -> Said {
    let mut chars = cell.chars();
    let is_formula = match (chars.next(), chars.next()) {
        (Some('=' | '@'), Some(_)) => true,
        (Some('+' | '-'), Some(second)) => !second.is_ascii_digit() && second != ' ',
        _ => false,
    };
    if is_formula {
        Said::Formula
    } else {
        Said::Text(cut(cell))
    }
}

/// Returns the rows of CSV that are not empty, each with its line. One of the separators stands between cells.
///
/// # Errors
/// The line with a quotation mark that never closes: all that follows it would be in one cell.
pub fn rows(text: &str, separators: &[char]) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let mut rows = vec![];
    let (mut row, mut cell) = (vec![], String::new());
    let (mut line, mut begun, mut is_quoted, mut opened) = (1, 1, false, 1);
    let mut chars = text.chars().chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => {
                is_quoted = !is_quoted;
                opened = line;
            }
            c if separators.contains(&c) && !is_quoted => {
                row.push(std::mem::take(&mut cell).trim().to_owned())
            }
            '\n' if !is_quoted => {
                line += 1;
                row.push(std::mem::take(&mut cell).trim().to_owned());
                let row = std::mem::take(&mut row);
                if row.iter().any(|cell| !cell.is_empty()) {
                    rows.push((begun, row));
                }
                begun = line;
            }
            c => {
                line += usize::from(c == '\n');
                cell.push(c);
            }
        }
    }
    if is_quoted { Err(opened) } else { Ok(rows) }
}
