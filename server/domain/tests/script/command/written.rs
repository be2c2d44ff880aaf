//! The commands of scripts about what guests write into polls, and about their nicknames.

use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::ids::{EntryId, NicknameId, PollId};

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    Ok(Some(match said.name.as_str() {
        "approve_entries" => Command::ApproveEntries {
            entries: said
                .words
                .iter()
                .map(|id| {
                    let id = EntryId(id.parse()?);
                    Ok((id, said.entry_seen(id)))
                })
                .collect::<Result<_, std::num::ParseIntError>>()?,
        },
        "hide_entry" => Command::HideEntry {
            entry: EntryId(said.id(0)?),
            seen: said.entry_seen(EntryId(said.id(0)?)),
        },
        "translate_entry" => Command::TranslateEntry {
            entry: EntryId(said.id(0)?),
            seen: said.entry_seen(EntryId(said.id(0)?)),
            translations: said
                .keys
                .iter()
                .filter(|(key, _)| key != "seen")
                .cloned()
                .collect(),
        },
        "group_entry" => Command::GroupEntry {
            entry: EntryId(said.id(0)?),
            seen: said.entry_seen(EntryId(said.id(0)?)),
            group: said.key("group"),
            headings: said
                .keys
                .iter()
                .filter(|(key, _)| key != "seen" && key != "group")
                .cloned()
                .collect(),
        },
        "take_entry" => Command::TakeEntry {
            poll: PollId(said.id(0)?),
            entry: said
                .words
                .get(1)
                .map(|id| id.parse().map(EntryId))
                .transpose()?,
        },
        "join_entry" => Command::JoinEntry {
            entry: EntryId(said.id(0)?),
            seen: said.entry_seen(EntryId(said.id(0)?)),
            with: said
                .key("with")
                .map(|id| id.parse().map(EntryId))
                .transpose()?,
        },
        "nickname" => Command::ChooseNickname {
            name: said.words.first().cloned(),
        },
        "approve_nicknames" => Command::ApproveNicknames {
            nicknames: said
                .words
                .iter()
                .map(|id| {
                    let id = NicknameId(id.parse()?);
                    Ok((id, said.nickname_seen(id)))
                })
                .collect::<Result<_, std::num::ParseIntError>>()?,
        },
        "hide_nickname" => Command::HideNickname {
            nickname: NicknameId(said.id(0)?),
            seen: said.nickname_seen(NicknameId(said.id(0)?)),
        },
        _ => return Ok(None),
    }))
}
