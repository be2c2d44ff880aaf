//! Reads a guest list that an organiser made with a spreadsheet: CSV or XLSX, told apart by what they contain. It says what is wrong,
//! with row and column as the spreadsheet names them, and reads nothing of a list that has a fault. It never computes a formula.

mod csv;
mod xlsx;

use std::collections::BTreeMap;

use plenary_domain::people::groups::Groups;
use plenary_domain::people::guest_list::{Cell, LISTED_MAX, Row, RowFault, RowWrong};
use plenary_domain::text;

use crate::protocol::{GUESTS_BYTES_MAX, GuestFault, GuestWrong};
use crate::text_file;

pub use csv::rows;

/// Limit on the columns that are looked at.
const COLUMNS_MAX: usize = 100;
/// Limit on the rows of a file, empty ones included.
const ROWS_MAX: usize = 4 * LISTED_MAX;
/// A longer cell is cut there, which is still too long for any text.
const CELL_CHARS_MAX: usize = 1000;

/// The headings of columns, in any case.
const NAMES: &[&str] = &[
    "name",
    "full name",
    "guest",
    "姓名",
    "名字",
    "nom",
    "nom complet",
];
const ORGS: &[&str] = &[
    "organisation",
    "organization",
    "org",
    "company",
    "affiliation",
    "单位",
    "机构",
    "组织",
    "公司",
    "organisme",
    "société",
    "entreprise",
];
const BADGES: &[&str] = &[
    "badge",
    "badge number",
    "number",
    "no",
    "no.",
    "id",
    "编号",
    "胸牌",
    "胸卡",
    "证件号",
    "numéro",
    "n°",
    "badge n°",
];

/// A row of cells with its number in the file, from 1.
type Cells = (usize, Vec<Said>);

/// What a cell has.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Text(String),
    Formula,
}

impl Said {
    /// Returns how many bytes its text takes.
    fn len(&self) -> usize {
        match self {
            Said::Text(text) => text.len(),
            Said::Formula => 0,
        }
    }
}

/// What a list says.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: Vec<Row>,
    /// By row: its number in the file.
    numbers: Vec<usize>,
    columns: Vec<Option<Column>>,
    /// The headings of columns that were not read.
    pub ignored: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Name,
    Org,
    Badge,
    Group(String),
}

impl Sheet {
    /// Returns the people, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns a fault of the domain as one of the file.
    pub fn fault(&self, fault: RowFault) -> GuestFault {
        let RowFault { row, at, wrong } = fault;
        let is_meant = |column: &Option<Column>| match (column, &at) {
            (Some(Column::Name), Cell::Name)
            | (Some(Column::Org), Cell::Org)
            | (Some(Column::Badge), Cell::Badge) => true,
            (Some(Column::Group(key)), Cell::Group(other)) => key == other,
            _ => false,
        };
        let column = self.columns.iter().position(is_meant);
        let number = |row: usize| self.numbers.get(row).copied().unwrap_or_default() as u32;
        let wrong = match wrong {
            RowWrong::Missing => GuestWrong::Missing,
            RowWrong::TooLong { chars_max } => GuestWrong::TooLong { chars_max },
            RowWrong::Twice { row } => GuestWrong::Twice { row: number(row) },
            RowWrong::Several => GuestWrong::Several,
            RowWrong::Unknown => GuestWrong::UnknownValue,
            RowWrong::NotAssigned => GuestWrong::NotAssigned,
            RowWrong::TooMany { max } => GuestWrong::TooMany { max },
        };
        GuestFault {
            row: Some(number(row)),
            column: column.map(letters),
            wrong,
        }
    }
}

/// Reads a file.
///
/// # Errors
/// All faults of the file itself; those of its people are the domain's to find.
pub fn read(bytes: Vec<u8>, groups: &Groups) -> Result<Sheet, Vec<GuestFault>> {
    let whole = |wrong| {
        vec![GuestFault {
            row: None,
            column: None,
            wrong,
        }]
    };
    if bytes.len() > GUESTS_BYTES_MAX {
        let bytes_max = GUESTS_BYTES_MAX as u32;
        return Err(whole(GuestWrong::TooLarge { bytes_max }));
    }
    let cells = if bytes.starts_with(b"PK\x03\x04") {
        let is_wanted =
            |head: &Said| matches!(head, Said::Text(head) if column(head, groups).is_some());
        xlsx::cells(&bytes, is_wanted).map_err(whole)?
    } else if is_binary(&bytes) {
        return Err(whole(GuestWrong::NoTable));
    } else {
        let text = text_file::text_of(bytes).map_err(|(line, column, message)| {
            vec![GuestFault {
                row: Some(line as u32),
                column: Some(column.to_string()),
                wrong: GuestWrong::Encoding { message },
            }]
        })?;
        csv::cells(&text).map_err(|line| {
            vec![GuestFault {
                row: Some(line as u32),
                column: None,
                wrong: GuestWrong::OpenQuote,
            }]
        })?
    };
    if cells.len() > ROWS_MAX {
        let max = LISTED_MAX as u32;
        return Err(whole(GuestWrong::TooMany { max }));
    }
    sheet(cells, groups)
}

/// An older spreadsheet, a picture or a PDF. Text has no such beginning.
fn is_binary(bytes: &[u8]) -> bool {
    let heads: [&[u8]; 4] = [b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff"];
    heads.iter().any(|head| bytes.starts_with(head))
}

fn sheet(cells: Vec<Cells>, groups: &Groups) -> Result<Sheet, Vec<GuestFault>> {
    let mut rows = cells.into_iter();
    let fault = |row: usize, column: Option<usize>, wrong| GuestFault {
        row: Some(row as u32),
        column: column.map(letters),
        wrong,
    };
    let Some((first, heads)) = rows.next() else {
        return Err(vec![fault(1, None, GuestWrong::Empty)]);
    };
    let (mut found, mut faults) = (Sheet::default(), vec![]);
    for (at, head) in heads.iter().enumerate().take(COLUMNS_MAX) {
        let Said::Text(head) = head else {
            faults.push(fault(first, Some(at), GuestWrong::Formula));
            continue;
        };
        let column = column(head, groups);
        if column.is_some() && found.columns.contains(&column) {
            faults.push(fault(first, Some(at), GuestWrong::ColumnTwice));
        }
        if column.is_none() && !head.trim().is_empty() {
            found.ignored.extend(text::line(head, 60));
        }
        found.columns.push(column);
    }
    if !found.columns.contains(&Some(Column::Name)) {
        faults.push(fault(first, None, GuestWrong::NoNames));
    }
    for (number, cells) in rows {
        let (mut row, mut is_empty) = (Row::default(), true);
        for (at, (column, said)) in found.columns.iter().zip(cells).enumerate() {
            let Some(column) = column else {
                continue;
            };
            let Said::Text(said) = said else {
                faults.push(fault(number, Some(at), GuestWrong::Formula));
                continue;
            };
            is_empty &= said.is_empty();
            match column {
                Column::Name => row.name = said,
                Column::Org => row.org = said,
                Column::Badge => row.badge = said,
                Column::Group(key) => drop(row.groups.insert(key.clone(), said)),
            }
        }
        if !is_empty {
            found.rows.push(row);
            found.numbers.push(number);
        }
    }
    if found.rows.is_empty() && faults.is_empty() {
        faults.push(fault(first, None, GuestWrong::Empty));
    }
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}

/// Returns which column a heading names: a group by its key, or by its name in any language.
fn column(head: &str, groups: &Groups) -> Option<Column> {
    let folded = text::folded(head.trim());
    let among = |heads: &[&str]| heads.iter().any(|head| text::folded(head) == folded);
    if among(NAMES) {
        return Some(Column::Name);
    }
    if among(ORGS) {
        return Some(Column::Org);
    }
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (_, group) in groups.iter() {
        let names = group.info.name.values().map(|name| text::folded(name));
        let keys = [text::folded(&group.info.key)];
        known.extend(
            names
                .chain(keys)
                .map(|name| (name, group.info.key.as_str())),
        );
    }
    match known.get(&folded) {
        Some(key) => Some(Column::Group((*key).to_owned())),
        None => among(BADGES).then_some(Column::Badge),
    }
}

/// Returns a column as spreadsheets name it.
fn letters(mut column: usize) -> String {
    let mut name = vec![];
    loop {
        name.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return name.into_iter().collect();
        }
        column = column / 26 - 1;
    }
}

/// Returns a cell's text without ends, and not longer than any text may be.
fn cut(text: &str) -> String {
    text.trim().chars().take(CELL_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests;
