//! The commands of scripts about guests who are muted, and about the logins of staff.

use std::error::Error;

use plenary_domain::command::{Command, Company};
use plenary_domain::ids::{LoginId, ParticipantId, QuestionId};
use plenary_domain::people::mutes::Writing;
use plenary_domain::role::Actor;

use super::Said;
use crate::script::actor;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    Ok(Some(match said.name.as_str() {
        "mute" => Command::Mute {
            of: Writing::Question(QuestionId(said.id(0)?)),
            company: match &said.words[1..] {
                [] => Company::Nobody,
                others => Company::Everybody(
                    others
                        .iter()
                        .map(|id| id.parse().map(ParticipantId))
                        .collect::<Result<_, _>>()?,
                ),
            },
        },
        "erase" => match said.words.first() {
            None => Command::EraseMine,
            Some(guest) => Command::EraseGuest {
                guest: ParticipantId(guest.parse()?),
            },
        },
        "unmute" => Command::Unmute {
            of: Writing::Question(QuestionId(said.id(0)?)),
        },
        "log_in" => {
            let Actor::Staff(role) = actor(&said.word(0)?)? else {
                return Err("a role".into());
            };
            Command::LogIn {
                role,
                generation: said.room.state.staff.generation(role),
                hash: [1; 16],
                device: said.word(1)?,
            }
        }
        "end_login" => Command::EndLogin {
            login: LoginId(said.id(0)?),
        },
        _ => return Ok(None),
    }))
}
