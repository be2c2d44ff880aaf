//! The commands of scripts about the words of the report.

use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::finding::{Evidence, LineInfo, LineKind, Readers};
use plenary_domain::ids::{LineId, PollId, QuestionId, SessionId};
use plenary_domain::text::Texts;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    let number = |key: &str| said.key(key).map(|id| id.parse()).transpose();
    let reports = &said.room.state.reports;
    let rev = |id: LineId| {
        let line = reports.get(id);
        said.seen.unwrap_or_else(|| line.map_or(0, |line| line.rev))
    };
    Ok(Some(match said.name.as_str() {
        "finding" | "commitment" | "words" => {
            let line = number("id")?.map(LineId);
            let poll = number("poll")?.map(|id| Evidence::Poll(PollId(id), 0));
            let question = number("question")?.map(|id| Evidence::Question(QuestionId(id)));
            Command::WriteLine {
                line,
                seen: line.map_or(0, rev),
                info: Some(LineInfo {
                    kind: match said.name.as_str() {
                        "finding" => LineKind::Finding,
                        "commitment" => LineKind::Commitment,
                        _ => LineKind::Note,
                    },
                    text: texts(said, ""),
                    by: texts(said, "by_"),
                    due: said.key("due"),
                    evidence: poll.or(question),
                    session: number("session")?.map(SessionId),
                }),
            }
        }
        "remove_line" => Command::WriteLine {
            line: Some(LineId(said.id(0)?)),
            seen: rev(LineId(said.id(0)?)),
            info: None,
        },
        "move_line" => Command::MoveLine {
            line: LineId(said.id(0)?),
            seen: rev(LineId(said.id(0)?)),
            up: said.word(1)? == "up",
        },
        "finish" => Command::FinishReport {
            seen: said.seen.unwrap_or_else(|| reports.rev()),
            changes: texts(said, ""),
        },
        "show_report" => Command::ShowReport {
            to: match said.word(0)?.as_str() {
                "hosts" => Readers::Hosts,
                "staff" => Readers::Staff,
                _ => Readers::Everybody,
            },
        },
        _ => return Ok(None),
    }))
}

fn texts(said: &Said, before: &str) -> Texts {
    let keys = ["en", "zh", "de"].map(|lang| (lang, format!("{before}{lang}")));
    let texts = keys
        .into_iter()
        .filter_map(|(lang, key)| Some((lang.replace("zh", "zh-Hans"), said.key(&key)?)));
    texts.collect()
}
