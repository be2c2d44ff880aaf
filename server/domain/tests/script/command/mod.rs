//! Reads the command of a script's line.

mod backstage;
pub mod door;
mod floor;
mod people;
mod polls;
mod programme;
mod questions;
mod report;
pub mod translations;
mod written;

use std::error::Error;

use goldenscript::{Argument, Command as Line};
use plenary_domain::cards::Card;
use plenary_domain::command::Command;
use plenary_domain::ids::{
    CodeId, EntryId, GroupId, NicknameId, PollId, QuestionId, SessionId, SurveyId, ValueId,
};
use plenary_domain::people::codes::CodeDraft;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::shelf::Shelf;
use plenary_domain::stage::Stage;

use super::Room;

/// A line of a script. What a command has seen is what is there, unless the line says `seen=`.
pub struct Said<'a> {
    room: &'a Room,
    actor: Actor,
    name: String,
    words: Vec<String>,
    keys: Vec<(String, String)>,
    seen: Option<u32>,
}

impl<'a> Said<'a> {
    pub fn read(room: &'a Room, actor: Actor, line: &Line) -> Result<Said<'a>, Box<dyn Error>> {
        let mut words: Vec<String> = vec![];
        let mut keys: Vec<(String, String)> = vec![];
        for arg in line.consume_args() {
            match arg {
                Argument::KeyValue(key, value) => keys.push((key.clone(), value.clone())),
                Argument::Positional(word) => words.push(word.clone()),
                other => return Err(format!("no such argument: {other}").into()),
            }
        }
        let mut said = Said {
            room,
            actor,
            name: line.name.clone(),
            words,
            keys,
            seen: None,
        };
        said.seen = said.key("seen").map(|seen| seen.parse()).transpose()?;
        Ok(said)
    }

    pub fn key(&self, name: &str) -> Option<String> {
        let found = self.keys.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    }

    pub fn words(&self) -> &[String] {
        &self.words
    }

    pub fn word(&self, i: usize) -> Result<String, String> {
        let word = self.words.get(i).cloned();
        word.ok_or_else(|| format!("word {i} is missing"))
    }

    fn id(&self, i: usize) -> Result<u32, Box<dyn Error>> {
        Ok(self.word(i)?.parse()?)
    }

    fn question_seen(&self, id: u32) -> u32 {
        let question = self.room.state.questions.get(QuestionId(id));
        self.seen.unwrap_or_else(|| question.map_or(0, |q| q.rev))
    }

    fn poll_seen(&self, id: u32) -> u32 {
        let poll = self.room.state.polls.get(PollId(id));
        self.seen.unwrap_or_else(|| poll.map_or(0, |p| p.rev))
    }

    fn entry_seen(&self, id: EntryId) -> u32 {
        let entry = self.room.state.polls.entries.get(id);
        self.seen
            .unwrap_or_else(|| entry.map_or(0, |entry| entry.rev))
    }

    fn nickname_seen(&self, id: NicknameId) -> u32 {
        let name = self.room.state.nicknames.get(id);
        self.seen.unwrap_or_else(|| name.map_or(0, |name| name.rev))
    }

    fn session_seen(&self, id: u32) -> u32 {
        let session = self.room.state.sessions.get(SessionId(id));
        self.seen.unwrap_or_else(|| session.map_or(0, |s| s.rev))
    }

    fn round(&self, id: u32) -> Result<u32, Box<dyn Error>> {
        let poll = self.room.state.polls.get(PollId(id));
        let current = poll.map_or(0, |p| p.answers.round());
        Ok(self
            .key("round")
            .map_or(Ok(current), |round| round.parse())?)
    }

    fn survey(&self) -> Result<(SurveyId, u64), Box<dyn Error>> {
        let id = SurveyId(self.id(0)?);
        let survey = self.room.state.surveys.get(id);
        let since = survey.map_or(0, |survey| survey.since(&self.room.state.polls));
        Ok((id, self.seen.map_or(since, u64::from)))
    }
}

pub fn command(said: &Said) -> Result<Command, Box<dyn Error>> {
    for noun in [
        backstage::command,
        door::command,
        people::command,
        polls::command,
        programme::command,
        questions::command,
        report::command,
        translations::command,
        written::command,
    ] {
        if let Some(command) = noun(said)? {
            return Ok(command);
        }
    }
    Ok(match said.name.as_str() {
        "join" => Command::Join,
        "declare" => Command::Declare {
            group: GroupId(said.word(0)?.parse()?),
            value: said
                .words
                .get(1)
                .map(|v| v.parse().map(ValueId))
                .transpose()?,
        },
        "codes" => Command::MakeCodes {
            codes: vec![
                CodeDraft {
                    groups: said
                        .keys
                        .iter()
                        .filter(|(key, _)| key != "name")
                        .cloned()
                        .collect(),
                    name: said.key("name"),
                };
                said.word(0)?.parse()?
            ],
        },
        "take" => Command::TakeCode {
            code: CodeId(said.id(0)?),
        },
        "enter_hall" => Command::EnterHall,
        "release" => Command::ReleaseCode {
            code: CodeId(said.id(0)?),
        },
        "start" => Command::StartSession {
            session: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
            carry: questions::carry(said)?,
        },
        "end" => Command::EndSession {
            session: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
        },
        "resume" => Command::ResumeSession {
            session: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
        },
        "skip" => Command::SkipSession {
            session: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
        },
        "unskip" => Command::UnskipSession {
            session: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
        },
        "shift" => Command::ShiftAgenda {
            from: SessionId(said.id(0)?),
            seen: said.session_seen(said.id(0)?),
            minutes: said.word(1)?.parse()?,
        },
        "cards" => Command::SetCards {
            session: SessionId(said.id(0)?),
            open: said.word(1)? == "open",
        },
        "name" => Command::GiveName {
            name: said.word(0)?,
        },
        "raise" => Command::RaiseCard {
            session: SessionId(said.id(0)?),
            card: match said.word(1)?.as_str() {
                "green" => Card::Green,
                "yellow" => Card::Yellow,
                _ => Card::Red,
            },
        },
        "lower" => Command::LowerCard {
            session: SessionId(said.id(0)?),
        },
        "tell" => Command::TellCards {
            session: SessionId(said.id(0)?),
        },
        "floor" => Command::Floor(floor::step(said)?),
        "choose" => Command::ChooseAddress { url: said.word(0)? },
        "undo" => {
            let (client, n) = said.room.last.get(&said.actor).copied().unwrap_or_default();
            let n = said.words.first().map_or(Ok(n), |n| n.parse())?;
            Command::Undo { client, n }
        }
        "stage" => Command::Show {
            stage: stage(&said.word(0)?, said.words.get(1))?,
        },
        "shelve" => Command::Shelve {
            to: match said.word(0)?.as_str() {
                "archive" => Shelf::Archived,
                "trash" => Shelf::Trash(1000),
                _ => Shelf::Open,
            },
        },
        "revoke" => Command::Revoke {
            role: StaffRole::Moderator,
        },
        other => return Err(format!("no command {other}").into()),
    })
}

fn stage(text: &str, id: Option<&String>) -> Result<Stage, Box<dyn Error>> {
    let id = || -> Result<u32, Box<dyn Error>> { Ok(id.ok_or("an id")?.parse()?) };
    Ok(match text {
        "auto" => Stage::Auto,
        "poll" => Stage::Poll(PollId(id()?)),
        "survey" => Stage::Survey(SurveyId(id()?)),
        "question" => Stage::Question(QuestionId(id()?)),
        "questions" => Stage::Questions,
        "blank" => Stage::Blank,
        "cards" => Stage::Cards,
        "board" => Stage::Board,
        "table" => Stage::Table,
        "session" => Stage::Session(SessionId(id()?)),
        "holding" => Stage::Holding,
        other => return Err(format!("no stage {other}").into()),
    })
}
