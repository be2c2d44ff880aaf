//! The commands of scripts about translations and the glossary.

use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::ids::{
    EntryId, GroupId, LineId, PersonId, PollId, QuestionId, SessionId, TermId, ValueId,
};
use plenary_domain::program::{TermInfo, Texts};
use plenary_domain::translation::Passage;
use plenary_domain::translation::write::Written;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    Ok(Some(match said.name.as_str() {
        // What is translated is what is there, unless the line says `of=`.
        "translate" => {
            let of = passage(&said.word(0)?)?;
            let original = said
                .room
                .state
                .original(of)
                .map(|(_, text)| text.to_owned());
            Command::Translate(Box::new(Written {
                of,
                original: said.key("of").or(original).unwrap_or_default(),
                lang: said.key("lang").unwrap_or("zh-Hans".into()),
                text: said.word(1)?,
                without_figures: said.key("without").is_some(),
            }))
        }
        "term" => Command::PutTerm {
            term: said
                .key("id")
                .map(|id| id.parse().map(TermId))
                .transpose()?,
            info: TermInfo {
                texts: said
                    .keys
                    .iter()
                    .filter(|(key, _)| key != "id" && key != "note")
                    .map(|(lang, text)| (lang.replace("zh", "zh-Hans"), text.clone()))
                    .collect::<Texts>(),
                note: said.key("note"),
            },
        },
        "drop_term" => Command::RemoveTerm {
            term: TermId(said.id(0)?),
        },
        _ => return Ok(None),
    }))
}

pub fn passage(word: &str) -> Result<Passage, Box<dyn Error>> {
    let parts: Vec<&str> = word.split('.').collect();
    Ok(match parts.as_slice() {
        ["question", id] => Passage::Question(QuestionId(id.parse()?)),
        ["poll", id] => Passage::PollTitle(PollId(id.parse()?)),
        ["poll", id, "low"] => Passage::PollRule(PollId(id.parse()?), 0),
        ["poll", id, place] => Passage::PollOption(PollId(id.parse()?), place.parse()?),
        ["session", id] => Passage::SessionTitle(SessionId(id.parse()?)),
        ["person", id] => Passage::PersonName(PersonId(id.parse()?)),
        ["person", id, "org"] => Passage::PersonOrg(PersonId(id.parse()?)),
        ["group", id] => Passage::GroupName(GroupId(id.parse()?)),
        ["group", id, value] => Passage::GroupValue(GroupId(id.parse()?), ValueId(value.parse()?)),
        ["reply", id] => Passage::Reply(QuestionId(id.parse()?)),
        ["entry", id] => Passage::Entry(EntryId(id.parse()?)),
        ["line", id] => Passage::Line(LineId(id.parse()?)),
        ["line", id, "by"] => Passage::LineBy(LineId(id.parse()?)),
        ["venue"] => Passage::EventVenue,
        _ => return Err(format!("no such text: {word}").into()),
    })
}
