//! The commands of scripts about polls and surveys.

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::command::Command;
use plenary_domain::ids::{GroupId, PollId, SessionId};
use plenary_domain::poll::Rules;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::{choice, scale};
use plenary_domain::poll::make::Draft;
use plenary_domain::poll::seal::Secret;
use plenary_domain::poll::voters::{OnePer, Voters, Weights, Which};
use plenary_domain::program::{LiveResults, OptionInfo, PollInfo, Reveal, Show, Texts};
use plenary_domain::survey;

use super::Said;

pub fn command(said: &Said) -> Result<Option<Command>, Box<dyn Error>> {
    Ok(Some(match said.name.as_str() {
        "cast" => Command::Cast {
            poll: PollId(said.id(0)?),
            round: said.round(said.id(0)?)?,
            ballot: (said.room.kind.ballot)(&said.words[1..])?,
        },
        "take_back" => Command::TakeBack {
            poll: PollId(said.id(0)?),
            round: said.round(said.id(0)?)?,
        },
        "open" => Command::OpenPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            seconds: said.key("seconds").map(|s| s.parse()).transpose()?,
        },
        "extend" => Command::ExtendPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            seconds: said.word(1)?.parse()?,
        },
        "close" => Command::ClosePoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "reveal" => Command::RevealPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "hide" => Command::HidePoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "answer" => Command::TellAnswer {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "repeat" => Command::RepeatPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            seconds: said.key("seconds").map(|s| s.parse()).transpose()?,
        },
        "sort" => Command::SortPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            sorted: said.key("as_given").is_none(),
        },
        "split" => Command::SplitPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            group: said
                .words
                .get(1)
                .map(|g| g.parse().map(GroupId))
                .transpose()?,
        },
        "reset" => Command::ResetPoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "hands" => Command::CountHands {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            hands: match &said.words[1..] {
                [] => None,
                counts => Some(Hands {
                    what: What::Hands,
                    instead: said.key("instead").is_some(),
                    counts: counts.iter().map(|n| n.parse()).collect::<Result<_, _>>()?,
                }),
            },
        },
        "live" => Command::SetLive {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            live: LiveResults::Everyone,
        },
        "make" => Command::MakePoll {
            draft: Box::new(draft(&said.words, &said.keys)?),
            open: said.key("open").is_some(),
        },
        "change" => Command::ChangePoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
            draft: Box::new(draft(&said.words[1..], &said.keys)?),
        },
        "duplicate" => Command::DuplicatePoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "remove" => Command::RemovePoll {
            poll: PollId(said.id(0)?),
            seen: said.poll_seen(said.id(0)?),
        },
        "open_survey" => {
            let (survey, seen) = said.survey()?;
            Command::OpenSurvey { survey, seen }
        }
        "close_survey" => {
            let (survey, seen) = said.survey()?;
            Command::CloseSurvey { survey, seen }
        }
        "reveal_survey" => {
            let (survey, seen) = said.survey()?;
            Command::RevealSurvey { survey, seen }
        }
        "hide_survey" => {
            let (survey, seen) = said.survey()?;
            Command::HideSurvey { survey, seen }
        }
        "repeat_survey" => {
            let (survey, seen) = said.survey()?;
            Command::RepeatSurvey { survey, seen }
        }
        "remove_survey" => {
            let (survey, seen) = said.survey()?;
            Command::RemoveSurvey { survey, seen }
        }
        "change_survey" => {
            let (survey, seen) = said.survey()?;
            Command::ChangeSurvey {
                survey,
                seen,
                draft: Box::new(form(&said.words[1..], &said.keys)?),
            }
        }
        "duplicate_survey" => {
            let (survey, seen) = said.survey()?;
            Command::DuplicateSurvey { survey, seen }
        }
        "make_survey" => Command::MakeSurvey {
            draft: Box::new(form(&said.words, &said.keys)?),
            open: said.key("open").is_some(),
        },
        "reset_survey" => {
            let (survey, seen) = said.survey()?;
            Command::ResetSurvey { survey, seen }
        }
        "deadline" => Command::PassDeadline {
            poll: PollId(said.id(0)?),
        },
        "secret" => Command::KeepSecret {
            secret: Secret::of([said.word(0)?.parse()?; 32]),
        },
        "present" => Command::CountPresent {
            poll: PollId(said.id(0)?),
            phones: said.word(1)?.parse()?,
        },
        _ => return Ok(None),
    }))
}

/// Reads a survey: its title, and a word for each of its polls, with `;` between the title and the options.
fn form(
    words: &[String],
    keys: &[(String, String)],
) -> Result<survey::make::Draft, Box<dyn Error>> {
    let title = words.get(..1).ok_or("a title")?;
    let Draft {
        info,
        session,
        voters,
    } = draft(title, keys)?;
    let polls = words[1..].iter().map(|poll| {
        let words: Vec<String> = poll.split(';').map(String::from).collect();
        draft(&words, keys)
    });
    Ok(survey::make::Draft {
        title: info.title,
        session,
        voters: voters.unwrap_or_default(),
        polls: polls.collect::<Result<_, _>>()?,
    })
}

/// Reads a choice: its title and its options, each `English / 中文`. `min=`, `max=` and `session=`; `steps=` makes it a scale. Who
/// votes: `code=1`, `per=badge/last`, `only=badge/red`, `weigh=badge/red/3`.
fn draft(words: &[String], keys: &[(String, String)]) -> Result<Draft, Box<dyn Error>> {
    let key = |name: &str| keys.iter().find(|(key, _)| key == name);
    let number = |name: &str| key(name).map(|(_, value)| value.parse::<u32>()).transpose();
    let texts = |word: &String| -> Texts {
        let langs = ["en", "zh-Hans", "de"].map(String::from);
        langs
            .into_iter()
            .zip(word.split(" / ").map(String::from))
            .collect()
    };
    let (title, options) = words.split_first().ok_or("a title")?;
    let options = options.iter().map(|word| OptionInfo {
        key: String::new(),
        text: texts(word),
        picture: None,
    });
    let max = number("max")?.unwrap_or(1) as u8;
    let min = number("min")?.unwrap_or(1) as u8;
    let rules = match number("steps")? {
        None => Rules::Choice(choice::Rules { min, max }),
        Some(steps) => Rules::Scale(scale::Rules {
            steps: steps as u8,
            low: key("low").map(|(_, low)| texts(low)).unwrap_or_default(),
            high: Texts::new(),
            from: 1,
            look: scale::Look::Numbers,
        }),
    };
    Ok(Draft {
        info: PollInfo {
            key: String::new(),
            session: None,
            rules,
            title: texts(title),
            options: options.collect(),
            changeable: true,
            live: LiveResults::Screen,
            seconds: number("seconds")?,
            show: Show::default(),
            reveal: Reveal::default(),
            voters: Voters::default(),
            named: key("named").is_some(),
        },
        session: number("session")?.map(SessionId),
        voters: voters(keys)?,
    })
}

fn voters(keys: &[(String, String)]) -> Result<Option<Voters>, Box<dyn Error>> {
    let parts = |name: &str| -> Vec<String> {
        let found = keys.iter().find(|(key, _)| key == name);
        found.map_or(vec![], |(_, value)| {
            value.split('/').map(String::from).collect()
        })
    };
    let one_per = match parts("per").as_slice() {
        [group, which] if which == "first" => OnePer::Value(group.clone(), Which::First),
        [group, _] => OnePer::Value(group.clone(), Which::Last),
        _ if parts("code").is_empty() => OnePer::Guest,
        _ => OnePer::Code,
    };
    let weights = match parts("weigh").as_slice() {
        [group, value, votes] => Some(Weights {
            group: group.clone(),
            values: [(value.clone(), votes.parse()?)].into(),
        }),
        _ => None,
    };
    let only = match parts("only").split_first() {
        Some((group, values)) => [(group.clone(), values.to_vec())].into(),
        None => BTreeMap::new(),
    };
    let voters = Voters {
        one_per,
        only,
        weights,
        in_hall: false,
    };
    Ok(Some(voters).filter(|voters| !voters.is_everybody()))
}
