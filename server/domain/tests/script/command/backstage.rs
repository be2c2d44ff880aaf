//! The commands of scripts about messages from backstage, announcements, screens, and leaving the hall.

use std::error::Error;

use plenary_domain::announcement::AnnouncementInfo;
use plenary_domain::command::Command;
use plenary_domain::ids::{AnnouncementId, MessageId, Millis, PersonId, ScreenId};
use plenary_domain::status::CaptionPlace;
use plenary_domain::text::Texts;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    let message = || said.id(0).map(MessageId);
    let writer = || said.key("by").unwrap_or("1".into()).parse::<u32>();
    let announcement = || said.id(0).map(AnnouncementId);
    let seen = |id: AnnouncementId| {
        let one = said.room.state.announcements.get(id);
        said.seen.unwrap_or_else(|| one.map_or(0, |one| one.rev))
    };
    // Seconds from now.
    let time = |key: &str| -> Result<Option<Millis>, Box<dyn Error>> {
        let Some(seconds) = said.key(key) else {
            return Ok(None);
        };
        let ms = seconds.parse::<i64>()? * 1000;
        Ok(Some(said.room.at.saturating_add_signed(ms)))
    };
    Ok(Some(match said.name.as_str() {
        "message" => Command::SendMessage {
            to: said
                .key("to")
                .map(|to| to.parse())
                .transpose()?
                .map(PersonId),
            texts: texts(said),
        },
        "seen" => Command::SeeMessage {
            message: message()?,
        },
        "withdraw_message" => Command::WithdrawMessage {
            message: message()?,
        },
        "announce" => {
            let id = said.key("id").map(|id| id.parse()).transpose()?;
            let id = id.map(AnnouncementId);
            let on = said.key("on").unwrap_or("phones,screen".into());
            Command::PutAnnouncement {
                announcement: id,
                seen: id.map_or(0, seen),
                info: AnnouncementInfo {
                    texts: texts(said),
                    on_phones: on.contains("phones"),
                    on_screen: on.contains("screen"),
                    from: time("from")?,
                    until: time("until")?,
                    back: time("back")?,
                },
                show: said.key("show").is_some(),
            }
        }
        "turn" => Command::TurnAnnouncement {
            announcement: announcement()?,
            seen: seen(announcement()?),
            on: said.word(1)? == "on",
        },
        "drop_announcement" => Command::DropAnnouncement {
            announcement: announcement()?,
            seen: seen(announcement()?),
        },
        "pass_announcement" => Command::PassAnnouncement {
            announcement: announcement()?,
        },
        "name_screen" => Command::PutScreen {
            screen: match said.key("id") {
                Some(id) => Some(ScreenId(id.parse()?)),
                None => None,
            },
            name: said.word(0)?,
        },
        "show_on" => Command::ShowOn {
            screen: ScreenId(said.id(0)?),
            stage: match said.word(1)?.as_str() {
                "hall" => None,
                _ => Some(super::stage(&said.word(1)?, said.words.get(2))?),
            },
        },
        "drop_screen" => Command::DropScreen {
            screen: ScreenId(said.id(0)?),
        },
        "caption" => Command::SendCaptions {
            writer: writer()?,
            texts: texts(said),
        },
        "correct" => {
            let lang = said.word(0)?.replace("zh", "zh-Hans");
            let track = said.room.state.captions.track(&lang);
            let last = track.and_then(|track| track.lines.last());
            Command::CorrectCaption {
                writer: writer()?,
                seen: said
                    .seen
                    .map_or(last.map_or(0, |line| line.at), Millis::from),
                lang,
                text: said.key("to").unwrap_or_default(),
            }
        }
        "take_captions" | "hand_over" => Command::TakeCaptions {
            writer: writer()?,
            lang: said.word(0)?.replace("zh", "zh-Hans"),
            on: said.name == "take_captions",
        },
        "place" => Command::PlaceCaptions {
            place: match said.word(0)?.as_str() {
                "strip" => CaptionPlace::Strip,
                "alone" => CaptionPlace::Alone,
                _ => CaptionPlace::Off,
            },
        },
        "book" => Command::PublishBook {
            on: said.word(0)? == "on",
        },
        "leave" => Command::SetLeaving {
            on: said.word(0)? == "on",
        },
        _ => return Ok(None),
    }))
}

fn texts(said: &Said) -> Texts {
    let langs = said
        .keys
        .iter()
        .filter(|(key, _)| ["en", "zh", "de"].contains(&key.as_str()));
    langs
        .map(|(lang, text)| (lang.replace("zh", "zh-Hans"), text.clone()))
        .collect()
}
