//! The commands of scripts about the guest list and the door. A row is `name|organisation|badge|group=value;group=value`.

use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::ids::ListedId;
use plenary_domain::people::guest_list::Row;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    let on = || said.words.get(1).is_none_or(|word| word != "off");
    Ok(Some(match said.name.as_str() {
        "list" => Command::ListGuests {
            rows: said.words.iter().map(|word| row(word)).collect(),
        },
        "unlist" => Command::UnlistGuest {
            guest: ListedId(said.id(0)?),
        },
        "check_in" => Command::CheckIn {
            guest: ListedId(said.id(0)?),
            on: on(),
        },
        "walk_in" => Command::WalkIn {
            walk_in: said.word(0)?.parse()?,
            name: said.word(1)?,
            org: said.words.get(2).cloned().unwrap_or_default(),
        },
        _ => return Ok(None),
    }))
}

pub fn row(written: &str) -> Row {
    let mut cells = written.split('|').map(str::to_owned);
    let mut cell = || cells.next().unwrap_or_default();
    let (name, org, badge, groups) = (cell(), cell(), cell(), cell());
    let groups = groups.split(';').filter_map(|pair| pair.split_once('='));
    Row {
        name,
        org,
        badge,
        groups: groups.map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
    }
}
