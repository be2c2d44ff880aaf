//! The commands of scripts about questions.

use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::ids::{PersonId, QuestionId, SessionId};
use plenary_domain::program::Texts;
use plenary_domain::question::ask::Asked;
use plenary_domain::question::carry::Carry;
use plenary_domain::question::settings::{Asking, Change, Order};
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::screening::Content;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    Ok(Some(match said.name.as_str() {
        "ask" => Command::Ask(Asked {
            text: said.word(0)?,
            to: said
                .key("to")
                .map(|to| to.parse().map(PersonId))
                .transpose()?,
            name: said.key("name"),
            org: said.key("org"),
            lang: said.key("lang"),
        }),
        "upvote" => Command::Upvote {
            question: QuestionId(said.id(0)?),
            on: true,
        },
        "unvote" => Command::Upvote {
            question: QuestionId(said.id(0)?),
            on: false,
        },
        "withdraw" => Command::Withdraw {
            question: QuestionId(said.id(0)?),
        },
        "approve" => Command::Approve {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
        },
        "decline" => Command::Decline {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            reason: DeclineReason::OffTopic,
            note: said.key("note"),
        },
        "edit_approve" => Command::EditApprove {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            content: Content {
                text: said.word(1)?,
                lang: said.key("lang").unwrap_or("en".into()),
                translations: said
                    .key("zh")
                    .map(|zh| Texts::from([("zh-Hans".into(), zh)]))
                    .unwrap_or_default(),
                name: said.key("name"),
                org: said.key("org"),
            },
        },
        "move" => Command::Move {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            to: question_state(&said.word(1)?)?,
        },
        "reorder" => Command::Reorder {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            before: said
                .key("before")
                .map(|b| b.parse().map(QuestionId))
                .transpose()?,
        },
        "address" => Command::Address {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            to: said
                .words
                .get(1)
                .map(|to| to.parse().map(PersonId))
                .transpose()?,
        },
        "reword" => Command::Reword {
            question: QuestionId(said.id(0)?),
            text: said.word(1)?,
        },
        "report" => Command::Report {
            question: QuestionId(said.id(0)?),
        },
        "questions" => Command::SetQuestions {
            session: said
                .key("session")
                .map(|id| id.parse().map(SessionId))
                .transpose()?,
            change: change(said)?,
        },
        _ => return Ok(None),
    }))
}

fn change(said: &Said) -> Result<Change, Box<dyn Error>> {
    let flag = |key: &str| said.key(key).map(|on| on == "on");
    let asking = match said.words.first().map(String::as_str) {
        Some("open") => Some(Asking::Open),
        Some("paused" | "off") => Some(Asking::Paused),
        Some("closed") => Some(Asking::Closed),
        Some(other) => return Err(format!("questions cannot be {other}").into()),
        None => None,
    };
    Ok(Change {
        asking,
        at_once: flag("at_once"),
        named: flag("named"),
        limit: said.key("limit").map(|limit| limit.parse()).transpose()?,
        upvotes: flag("upvotes"),
        order: flag("newest").map(|newest| if newest { Order::Newest } else { Order::Top }),
        calm: flag("calm"),
    })
}

/// Reads what a start carries over: `none`, `all`, or ids with commas between them.
pub fn carry(said: &Said) -> Result<Option<Carry>, Box<dyn Error>> {
    let Some(words) = said.key("carry") else {
        return Ok(None);
    };
    Ok(Some(match words.as_str() {
        "none" => Carry::None,
        "all" => Carry::All,
        picked => {
            let ids = picked.split(',').map(|id| id.parse().map(QuestionId));
            Carry::Picked(ids.collect::<Result<_, _>>()?)
        }
    }))
}

fn question_state(text: &str) -> Result<QuestionState, Box<dyn Error>> {
    let named = |state: &QuestionState| format!("{state:?}").eq_ignore_ascii_case(text);
    let found = QuestionState::ALL.into_iter().find(named);
    found.ok_or_else(|| format!("no state {text}").into())
}
