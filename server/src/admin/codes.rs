//! Makes single-use codes, and writes them as CSV for a spreadsheet or a mail merge.

use std::collections::BTreeMap;

use plenary_domain::people::codes::CodeDraft;
use plenary_domain::people::membership::GROUPS_MAX;

use crate::guest_file::rows;
use crate::protocol::CodeCard;

/// The column of a list with the name of the person who gets a code. Any other is the key of a group.
const NAME: &str = "name";

/// Returns a code for each line of a list: CSV with a first line of column names.
///
/// # Errors
/// A sentence with the line.
pub fn of_list(list: &str) -> Result<Vec<CodeDraft>, String> {
    let lines = rows(list.trim_start_matches('\u{feff}'), &[',', ';']);
    let open = |line| format!("line {line}: a quotation mark opens here and never closes");
    let mut lines = lines.map_err(open)?.into_iter();
    let (_, columns) = lines.next().ok_or("the list is empty")?;
    if columns.len() > GROUPS_MAX + 1 {
        return Err(format!("line 1: more than {} columns", GROUPS_MAX + 1));
    }
    let drafts = lines.map(|(line, cells)| {
        if cells.len() != columns.len() {
            let (found, expected) = (cells.len(), columns.len());
            return Err(format!("line {line}: {found} columns, expected {expected}"));
        }
        let mut draft = CodeDraft::default();
        for (column, cell) in columns.iter().zip(cells) {
            match (column.as_str(), cell.is_empty()) {
                (_, true) => {}
                (NAME, false) => draft.name = Some(cell),
                (group, false) => {
                    draft.groups.insert(group.to_owned(), cell);
                }
            }
        }
        Ok(draft)
    });
    drafts.collect()
}

/// Returns the codes as CSV. It begins with a byte order mark, because spreadsheets would misread Chinese names otherwise.
pub fn csv(cards: &[CodeCard]) -> String {
    let mut groups: Vec<&str> = vec![];
    for group in cards.iter().flat_map(|card| card.groups.keys()) {
        if !groups.contains(&group.as_str()) {
            groups.push(group);
        }
    }
    let empty = String::new();
    let head = ["number", "code", "link", NAME, "used"];
    let head = head.into_iter().chain(groups.iter().copied());
    let mut out = format!("\u{feff}{}\r\n", row(head));
    for card in cards {
        let n = card.n.to_string();
        let code = shown(&card.code);
        let name = card.name.as_ref().unwrap_or(&empty);
        let used = if card.taken { "yes" } else { "" };
        let fixed = [n.as_str(), &code, &card.url, name, used];
        let of_card = |group: &&str| card.groups.get(*group).map_or("", String::as_str);
        out.push_str(&row(fixed.into_iter().chain(groups.iter().map(of_card))));
        out.push_str("\r\n");
    }
    out
}

/// Returns a code as people read it: in two halves.
fn shown(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first}-{second}")
}

/// Returns a row. A cell that a spreadsheet would take for a formula gets an apostrophe.
fn row<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells = cells.map(|cell| {
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let cell = format!("{}{cell}", if is_formula { "'" } else { "" });
        if cell.contains(['"', ',', ';', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    cells.collect::<Vec<String>>().join(",")
}

/// Returns so many equal codes.
pub fn equal(count: u32, groups: &BTreeMap<String, String>) -> Vec<CodeDraft> {
    let draft = CodeDraft {
        groups: groups.clone(),
        name: None,
    };
    vec![draft; count as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_spreadsheets_write_it() {
        let list = "\u{feff}name;delegation\r\n\"Li \"\"Tony\"\"; Jr\";cn\r\n;us\r\n\r\n";
        let drafts = of_list(list).expect("a list");
        let of = |name: Option<&str>, value: &str| CodeDraft {
            groups: BTreeMap::from([("delegation".into(), value.into())]),
            name: name.map(Into::into),
        };
        assert_eq!(drafts, [of(Some("Li \"Tony\"; Jr"), "cn"), of(None, "us")]);
        let message = "line 3: 1 columns, expected 2".to_owned();
        assert_eq!(of_list("name,delegation\nAnn,us\nBob"), Err(message));
        assert!(of_list("").is_err() && of_list("a,b,c,d,e,f").is_err());
    }

    #[test]
    fn no_cell_is_a_formula_or_breaks_its_row() {
        let card = CodeCard {
            n: 7,
            code: "ABCDEFGHJK".into(),
            url: "http://10.0.0.1/CDU7K2#code=ABCDEFGHJK".into(),
            name: Some("=1+1,\"x\"".into()),
            groups: BTreeMap::from([("delegation".into(), "us".into())]),
            taken: true,
        };
        assert_eq!(
            csv(&[card]),
            "\u{feff}number,code,link,name,used,delegation\r\n\
             7,ABCDE-FGHJK,http://10.0.0.1/CDU7K2#code=ABCDEFGHJK,\"'=1+1,\"\"x\"\"\",yes,us\r\n"
        );
    }
}
