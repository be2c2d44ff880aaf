//! The spreadsheet: a sheet for each table, and one for each poll with its chart. Texts are written as texts, never as formulas.

use std::io::{self, Write};

use rust_xlsxwriter::{Chart, ChartType, Color, Format, Workbook, Worksheet, XlsxError};

use super::names;
use super::results::{label, name as column_name, polls, raised, scaled};
use super::sheets::{Cell, Sheet, sheets};
use crate::report::{Column, Label, Poll, Report, Table};

/// Limit on the name of a sheet in characters.
const NAME_CHARS_MAX: usize = 31;
/// Limit on a cell in characters.
const CELL_CHARS_MAX: usize = 32_767;
/// The width of a column with texts, and of one with numbers, in characters.
const TEXT_WIDTH: f64 = 40.0;
const NUMBER_WIDTH: f64 = 12.0;
/// The first row of a poll's table.
const TABLE_AT: u32 = 4;

/// Writes the spreadsheet.
pub(super) fn write(report: &Report, mut to: impl Write) -> io::Result<()> {
    let bytes = book(report).map_err(io::Error::other)?;
    to.write_all(&bytes)
}

fn book(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    for sheet in sheets(report) {
        plain(book.add_worksheet(), &sheet, &bold, &wrapped)?;
    }
    for (nth, (_, poll)) in (1..).zip(polls(report)) {
        let name = sheet_name(nth, &poll.key);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        of_poll(sheet, &name, report, poll, &bold)?;
    }
    book.save_to_buffer()
}

fn plain(
    sheet: &mut Worksheet,
    of: &Sheet,
    bold: &Format,
    wrapped: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name(of.name)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    for (column, name) in (0..).zip(&of.heads) {
        sheet.write_string_with_format(0, column, name, bold)?;
        let is_text = of
            .rows
            .iter()
            .any(|row| match row.get(usize::from(column)) {
                Some(Cell::Text(text)) => text.chars().count() > 16,
                _ => false,
            });
        sheet.set_column_width(column, if is_text { TEXT_WIDTH } else { NUMBER_WIDTH })?;
    }
    for (row, cells) in (1..).zip(&of.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string_with_format(row, column, cut(text), wrapped)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(row, column, *number)?;
                }
            }
        }
    }
    Ok(())
}

/// Writes a poll: its texts, the table of its last round, and a chart of the first column that has bars.
fn of_poll(
    sheet: &mut Worksheet,
    name: &str,
    report: &Report,
    poll: &Poll,
    bold: &Format,
) -> Result<(), XlsxError> {
    // On paper the chart stands beside its table.
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    let first = report.langs.first().map_or("", String::as_str);
    let title = |lang: &str| poll.title.get(lang).map_or("", String::as_str);
    sheet.write_string_with_format(0, 0, cut(title(first)), bold)?;
    for (row, lang) in (1..).zip(report.langs.iter().skip(1)).take(2) {
        sheet.write_string(row, 0, cut(title(lang)))?;
    }
    sheet.set_column_width(0, TEXT_WIDTH)?;
    let table = &poll.last.table;
    let head = |name: &str| names::heading(name, &report.langs);
    sheet.write_string_with_format(TABLE_AT, 0, head("answer"), bold)?;
    for (column, of) in (1..).zip(&table.columns) {
        sheet.write_string_with_format(TABLE_AT, column, head(column_name(*of)), bold)?;
    }
    let by_hand = table.columns.len() as u16 + 1;
    let beside = by_hand + 1 + u16::from(poll.last.hands.is_some());
    if poll.last.hands.is_some() {
        sheet.write_string_with_format(TABLE_AT, by_hand, head("by hand"), bold)?;
    }
    for (row, of) in (TABLE_AT + 1..).zip(&table.rows) {
        if let Some(hands) = raised(&poll.last, &of.label) {
            sheet.write_number(row, by_hand, hands)?;
        }
        let (short, texts) = label(&of.label, &report.langs);
        let text = texts.get(first).filter(|text| **text != short);
        let has_sign = matches!(of.label, Label::Option(..) | Label::Step(..));
        let text = text.map_or(short.clone(), |text| match has_sign {
            true => format!("{short}  {text}"),
            false => text.clone(),
        });
        sheet.write_string(row, 0, cut(&text))?;
        for (column, (of, number)) in (1..).zip(table.columns.iter().zip(&of.cells)) {
            if let Some(number) = number {
                sheet.write_number(row, column, scaled(*of, *number))?;
            }
        }
    }
    if let Some(charted) = charted(table) {
        let last = TABLE_AT + table.rows.len() as u32;
        let column = charted as u16 + 1;
        let mut chart = Chart::new(ChartType::Bar);
        chart
            .add_series()
            .set_categories((name, TABLE_AT + 1, 0, last, 0))
            .set_values((name, TABLE_AT + 1, column, last, column))
            .set_name(names::one(column_name(table.columns[charted]), first))
            .set_gap(60)
            .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(0x0e_5e_4e)),
            ));
        // A chart takes its title from a cell too, but not with a text of any length.
        chart
            .title()
            .set_name(title(first).chars().take(120).collect::<String>().as_str());
        chart.legend().set_hidden();
        // The first answer stands at the top, as in the table.
        chart.y_axis().set_reverse();
        let rows = table.rows.len().clamp(4, 30) as u32;
        chart.set_width(640).set_height(120 + 30 * rows);
        sheet.insert_chart(TABLE_AT, beside, &chart)?;
    }
    Ok(())
}

/// Returns the column that bars show: shares, else what was counted.
fn charted(table: &Table) -> Option<usize> {
    if table.rows.is_empty() {
        return None;
    }
    let wanted = [
        Column::Percent,
        Column::Votes,
        Column::Mentions,
        Column::Median,
        Column::Points,
        Column::Ratings,
    ];
    let at = |column: &Column| table.columns.iter().position(|one| one == column);
    wanted.iter().find_map(at)
}

/// Returns the name of a poll's sheet: short, and unlike any other.
fn sheet_name(nth: u32, key: &str) -> String {
    let plain = |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let key: String = key.chars().filter(|c| plain(*c)).collect();
    // The number alone tells them apart.
    format!("{nth} {key}")
        .chars()
        .take(NAME_CHARS_MAX)
        .collect()
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARS_MAX).collect()
}
