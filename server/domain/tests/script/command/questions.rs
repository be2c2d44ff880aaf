//! The commands of scripts about questions.

use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::ids::{LabelId, PersonId, QuestionId, SessionId};
use plenary_domain::program::Texts;
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::ask::Asked;
use plenary_domain::question::carry::Carry;
use plenary_domain::question::many::Many;
use plenary_domain::question::settings::{Asking, Change, Order};
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::screening::Content;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    Ok(Some(match said.name.as_str() {
        "ask" => Command::Ask(Asked {
            text: said.word(0)?,
            to: said.key("to").map(|to| addressee(&to)).transpose()?,
            name: said.key("name"),
            org: said.key("org"),
            lang: said.key("lang"),
        }),
        "merge" => Command::Merge {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            into: QuestionId(said.id(1)?),
        },
        "part" => Command::Split {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
        },
        "back_to" => Command::BackTo {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
            step: said.word(1)?.parse()?,
        },
        "reply" => {
            let question = QuestionId(said.id(0)?);
            let reply = said.room.state.questions.get(question);
            let now = reply.map_or(0, |q| q.reply_rev);
            let texts = [("en", "en"), ("zh", "zh-Hans"), ("fr", "fr")].into_iter();
            let texts = texts.filter_map(|(key, tag)| Some((tag.to_owned(), said.key(key)?)));
            Command::Reply {
                question,
                seen: said.seen.unwrap_or(now),
                texts: texts.collect(),
            }
        }
        "staff_ask" => Command::AskAsStaff {
            content: Content {
                text: said.word(0)?,
                lang: said.key("lang").unwrap_or("en".into()),
                translations: Texts::new(),
                name: None,
                org: None,
            },
            to: said.key("to").map(|to| addressee(&to)).transpose()?,
        },
        "label" | "unlabel" => Command::Label {
            question: QuestionId(said.id(0)?),
            label: LabelId(said.id(1)?),
            on: said.name == "label",
        },
        "star" | "unstar" => Command::Star {
            question: QuestionId(said.id(0)?),
            on: said.name == "star",
        },
        "pin" | "unpin" => Command::Pin {
            question: QuestionId(said.id(0)?),
            on: said.name == "pin",
        },
        "settle" => Command::SettleReports {
            question: QuestionId(said.id(0)?),
            reports: said.word(1)?.parse()?,
        },
        "many" => {
            let what = said.word(0)?;
            let ids = said.word(1)?;
            let ids = ids.split('+').map(|id| Ok(id.parse::<u32>()?));
            let ids = ids.collect::<Result<Vec<u32>, Box<dyn Error>>>()?;
            let questions = ids.into_iter();
            let questions = questions.map(|id| (QuestionId(id), said.question_seen(id)));
            Command::Many {
                questions: questions.collect(),
                many: match what.as_str() {
                    "approve" => Many::Approve,
                    "decline" => Many::Decline(DeclineReason::OffTopic, said.key("note")),
                    "label" => Many::Label(LabelId(said.id(2)?), true),
                    "unlabel" => Many::Label(LabelId(said.id(2)?), false),
                    "address" => Many::Address(Some(Addressee::Person(PersonId(said.id(2)?)))),
                    _ => Many::Merge(QuestionId(said.id(2)?)),
                },
            }
        }
        "note" => Command::Note {
            question: QuestionId(said.id(0)?),
            text: said.word(1)?,
        },
        "drop_note" => Command::DropNote {
            question: QuestionId(said.id(0)?),
            note: said.id(1)?,
        },
        "make_label" => Command::MakeLabel {
            texts: Texts::from([(said.key("lang").unwrap_or("en".into()), said.word(0)?)]),
        },
        "remove_label" => Command::RemoveLabel {
            label: LabelId(said.id(0)?),
        },
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
        "promise" => Command::Promise {
            question: QuestionId(said.id(0)?),
            seen: said.question_seen(said.id(0)?),
        },
        "drop_promise" => Command::DropPromise,
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
            to: said.words.get(1).map(|to| addressee(to)).transpose()?,
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
        translated: flag("translated"),
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

/// Reads an addressee: a person's number, `org-` with that of one of its people, or `session-` with that of a session.
fn addressee(text: &str) -> Result<Addressee, Box<dyn Error>> {
    let (kind, id) = text.split_once('-').unwrap_or(("person", text));
    let id = id.parse()?;
    Ok(match kind {
        "person" => Addressee::Person(PersonId(id)),
        "org" => Addressee::Organisation(PersonId(id)),
        "session" => Addressee::Session(SessionId(id)),
        _ => return Err(format!("no addressee {text}").into()),
    })
}

fn question_state(text: &str) -> Result<QuestionState, Box<dyn Error>> {
    let named = |state: &QuestionState| format!("{state:?}").eq_ignore_ascii_case(text);
    let found = QuestionState::ALL.into_iter().find(named);
    found.ok_or_else(|| format!("no state {text}").into())
}
