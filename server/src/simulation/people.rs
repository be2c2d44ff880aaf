//! What people do with a page, given what it shows: they vote and change their minds, ask, support, erase what they
//! wrote, screen and run the show. Now and then they try what is not possible.

use super::stage;
use crate::client::{Dice, View};
use crate::protocol::{
    Addressee, Asking, Card, Carry, Command, DeclineReason, EntryItem, LiveResults, NicknameItem,
    Phase, PollItem, PollVerb, QuestionChange, QuestionContent, QuestionItem, QuestionOrder,
    QuestionState, Role, SessionState, Stage, SurveyItem, Texts,
};

/// Chooses somebody's next action; None: they do nothing. `client` is their page's number for itself.
pub fn act(audience: Role, client: u32, view: &View, dice: &mut Dice) -> Option<Command> {
    match audience {
        Role::Participant => guest(view, dice),
        Role::Moderator if dice.chance(5) => stage::message(view, dice),
        Role::Moderator => moderator(view, dice),
        Role::Host if dice.chance(25) => stage::host(view, dice),
        Role::Host => host(view, dice),
        Role::Chair => stage::chair(view, dice),
        Role::Panelist => stage::panelist(view, dice),
        Role::Captioner => stage::captioner(view, client, dice),
        Role::Interpreter
        | Role::Screen
        | Role::Rapporteur
        | Role::Door
        | Role::Reader
        | Role::Slide => None,
    }
}

fn guest(view: &View, dice: &mut Dice) -> Option<Command> {
    let questions: Vec<u32> = view.questions().map(|q| q.id).collect();
    match dice.below(100) {
        0..60 => cast(view, dice),
        60..75 => Some(Command::Ask {
            text: format!("Is it {:x} yet?", dice.roll()),
            to: addressee(view, dice),
            name: dice.chance(30).then(|| "Mo".to_owned()),
            org: dice.chance(30).then(|| "A city".to_owned()),
            lang: None,
        }),
        75..76 => Some(Command::ChooseNickname {
            name: dice.chance(85).then(|| format!("Mo {}", dice.below(9))),
        }),
        76..79 => {
            let sessions: Vec<u32> = view.sessions().map(|s| s.id).collect();
            let session = *dice.pick(&sessions)?;
            let card = *dice.pick(&[Card::Green, Card::Yellow, Card::Red])?;
            Some(if dice.chance(70) {
                Command::RaiseCard { session, card }
            } else {
                Command::LowerCard { session }
            })
        }
        79..92 => Some(Command::Upvote {
            question: *dice.pick(&questions)?,
            on: dice.chance(70),
        }),
        92..93 => Some(Command::EraseMine {}),
        93..94 => Some(Command::Report {
            question: *dice.pick(&questions)?,
        }),
        94..97 => {
            let own: Vec<u32> = view.mine.questions.iter().map(|q| q.id).collect();
            Some(Command::Reword {
                question: *dice.pick(&own)?,
                text: format!("Was it {:x} before?", dice.roll()),
            })
        }
        _ => {
            let own: Vec<u32> = view.mine.questions.iter().map(|q| q.id).collect();
            dice.pick(&own).map(|question| Command::Withdraw {
                question: *question,
            })
        }
    }
}

fn cast(view: &View, dice: &mut Dice) -> Option<Command> {
    let careless = dice.chance(5);
    let open = |poll: &&PollItem| poll.phase == Phase::Open || careless;
    let polls: Vec<&PollItem> = view.polls().filter(open).collect();
    let poll = dice.pick(&polls)?;
    // Now and then a ballot is shaped for another poll, which mostly does not fit.
    let like = if dice.chance(3) {
        dice.pick(&polls)?
    } else {
        poll
    };
    if dice.chance(10) {
        return Some(Command::TakeBack {
            poll: poll.id,
            round: poll.round,
        });
    }
    let is_named = poll.voters.as_ref().is_some_and(|voters| voters.named);
    if is_named && dice.chance(if view.mine.name.is_none() { 95 } else { 10 }) {
        let name = format!("Captain {}", dice.below(20));
        return Some(Command::GiveName { name });
    }
    let below = &mut |n| dice.below(n);
    Some(Command::Cast {
        poll: poll.id,
        round: poll.round,
        ballot: like.kind.any_ballot(like.options.len(), like.id, below),
    })
}

/// Merges and splits, marks for colleagues, replies and questions by staff.
fn beside_the_line(
    view: &View,
    q: &QuestionItem,
    seen: u32,
    all: &[&QuestionItem],
    dice: &mut Dice,
) -> Option<Command> {
    let question = q.id;
    if q.state == QuestionState::Merged && dice.chance(60) {
        return Some(Command::Split { question, seen });
    }
    let words = |text: &str| Texts::from([(q.content.lang.clone(), text.to_owned())]);
    let on = dice.chance(60);
    Some(match dice.below(100) {
        0..50 => Command::Merge {
            question,
            seen,
            into: dice.pick(all)?.id,
        },
        50..60 => Command::Star { question, on },
        60..65 => Command::Pin { question, on },
        65..72 => Command::MakeLabel {
            texts: words(&format!("Label {}", dice.below(60))),
        },
        72..80 => Command::Label {
            question,
            label: dice.below(5) as u32,
            on,
        },
        80..88 => Command::Note {
            question,
            text: "Ask the city.".to_owned(),
        },
        88..92 => Command::Address {
            question,
            seen: q.desk.as_ref()?.rev,
            to: addressee(view, dice),
        },
        92..96 => Command::Reply {
            question,
            seen: q.desk.as_ref()?.reply,
            texts: if on {
                words("In August.")
            } else {
                Texts::new()
            },
        },
        _ => Command::AskAsStaff {
            content: QuestionContent {
                text: format!("What do we owe {:x}?", dice.roll()),
                name: None,
                org: None,
                translations: Texts::new(),
                ..q.content.clone()
            },
            to: addressee(view, dice),
        },
    })
}

/// Mostly everybody; now and then somebody whom the event does not have.
fn addressee(view: &View, dice: &mut Dice) -> Option<Addressee> {
    let sessions: Vec<u32> = view.sessions().map(|s| s.id).collect();
    Some(match dice.below(10) {
        0 | 1 => Addressee::Person(dice.below(2) as u32),
        2 => Addressee::Organisation(dice.below(2) as u32),
        3 => Addressee::Session(*dice.pick(&sessions)?),
        _ => return None,
    })
}

fn moderator(view: &View, dice: &mut Dice) -> Option<Command> {
    let entries: Vec<&EntryItem> = view.entries().collect();
    if dice.chance(10)
        && let Some(command) = screen_nickname(&view.nicknames().collect::<Vec<_>>(), dice)
    {
        return Some(command);
    }
    if dice.chance(30)
        && let Some(command) = screen_entry(&entries, dice)
    {
        return Some(command);
    }
    let all: Vec<&QuestionItem> = view.questions().collect();
    let waiting: Vec<&QuestionItem> = all
        .iter()
        .filter(|q| q.state == QuestionState::Waiting)
        .copied()
        .collect();
    let some = if dice.chance(70) { &waiting } else { &all };
    let q = dice.pick(some)?;
    let (question, seen) = (q.id, q.desk.as_ref()?.rev);
    let places = [
        QuestionState::Approved,
        QuestionState::Next,
        QuestionState::Now,
        QuestionState::Answered,
        QuestionState::Waiting,
    ];
    if dice.chance(25) {
        return beside_the_line(view, q, seen, &all, dice);
    }
    Some(match (q.state, dice.below(100)) {
        (QuestionState::Waiting, 0..70) => Command::Approve { question, seen },
        (_, 0..10) => Command::Decline {
            question,
            seen,
            reason: DeclineReason::OffTopic,
            note: dice.chance(50).then(|| "Later".to_owned()),
        },
        (_, 10..30) => Command::EditApprove {
            question,
            seen,
            content: QuestionContent {
                text: format!("{} (edited)", q.content.text.trim_end_matches(" (edited)")),
                ..q.content.clone()
            },
        },
        (_, 30..35) => Command::Promise { question, seen },
        (_, 35) => Command::DropPromise {},
        _ => Command::Move {
            question,
            seen,
            to: *dice.pick(&places)?,
        },
    })
}

/// What a moderator does with what guests wrote into polls.
fn screen_entry(entries: &[&EntryItem], dice: &mut Dice) -> Option<Command> {
    let entry = dice.pick(entries)?;
    let (id, seen) = (entry.id, entry.rev);
    Some(match dice.below(10) {
        0..5 => Command::ApproveEntries {
            entries: entries.iter().map(|e| (e.id, e.rev)).take(300).collect(),
        },
        5..8 => Command::HideEntry { entry: id, seen },
        _ => Command::JoinEntry {
            entry: id,
            seen,
            with: dice.chance(80).then_some(dice.pick(entries)?.id),
        },
    })
}

/// What a moderator does with the names on the leaderboard.
fn screen_nickname(names: &[&NicknameItem], dice: &mut Dice) -> Option<Command> {
    let name = dice.pick(names)?;
    Some(if dice.chance(60) {
        Command::ApproveNicknames {
            nicknames: names.iter().map(|n| (n.id, n.rev)).take(300).collect(),
        }
    } else {
        Command::HideNickname {
            nickname: name.id,
            seen: name.rev,
        }
    })
}

fn host(view: &View, dice: &mut Dice) -> Option<Command> {
    let polls: Vec<&PollItem> = view.polls().collect();
    let surveys: Vec<&SurveyItem> = view.surveys().collect();
    if dice.chance(10) {
        return survey_command(dice.pick(&surveys)?, dice);
    }
    match dice.below(100) {
        0..57 => poll_command(dice.pick(&polls)?, dice),
        57..60 => Some(Command::ReleaseCode {
            code: dice.below(8) as u32,
        }),
        60..70 => Some(Command::Show {
            stage: match dice.below(9) {
                0 => Stage::Questions,
                1 => Stage::Poll(dice.pick(&polls)?.id),
                2 => Stage::Blank,
                3 => Stage::Cards,
                4 => Stage::Survey(dice.pick(&surveys)?.id),
                5 => Stage::Board,
                6 => Stage::Table,
                7 => Stage::Holding,
                _ => Stage::Auto,
            },
        }),
        70..72 => Some(asking(false)),
        72..76 => Some(asking(true)),
        76..79 => {
            let sessions: Vec<u32> = view.sessions().map(|s| s.id).collect();
            Some(Command::SetQuestions(QuestionChange {
                session: dice.pick(&sessions).copied().filter(|_| dice.chance(70)),
                asking: Some(*dice.pick(&[
                    Asking::Open,
                    Asking::Open,
                    Asking::Paused,
                    Asking::Closed,
                ])?),
                at_once: Some(dice.chance(60)),
                named: dice.chance(20).then_some(dice.chance(30)),
                limit: dice.chance(20).then(|| 1 + dice.below(50) as u32),
                upvotes: dice.chance(30).then_some(dice.chance(70)),
                order: Some(QuestionOrder::Newest),
                calm: Some(dice.chance(50)),
                translated: Some(dice.chance(10)),
            }))
        }
        79..82 => {
            let sessions: Vec<u32> = view.sessions().map(|s| s.id).collect();
            Some(Command::SetCards {
                session: *dice.pick(&sessions)?,
                open: dice.chance(80),
            })
        }
        82..84 => {
            let role = *dice.pick(&[
                Role::Moderator,
                Role::Screen,
                Role::Host,
                Role::Chair,
                Role::Panelist,
                Role::Captioner,
            ])?;
            let person = (role == Role::Panelist).then_some(stage::PANELIST);
            Some(Command::Revoke { role, person })
        }
        84..87 => Some(Command::ChooseAddress {
            url: dice
                .pick(&["http://10.0.0.1", "http://10.0.0.2", "http://nowhere"])?
                .to_string(),
        }),
        _ => {
            let sessions: Vec<_> = view.sessions().collect();
            let s = dice.pick(&sessions)?;
            let (session, seen) = (s.id, s.rev?);
            Some(match s.state {
                SessionState::Coming | SessionState::Skipped => {
                    let picked = view.questions().map(|q| q.id).filter(|_| dice.chance(50));
                    let picked = Carry::Picked(picked.take(300).collect());
                    Command::StartSession {
                        session,
                        seen,
                        carry: match dice.below(4) {
                            0 => None,
                            1 => Some(Carry::None),
                            2 => Some(Carry::All),
                            _ => Some(picked),
                        },
                    }
                }
                SessionState::Running => Command::EndSession { session, seen },
                SessionState::Ended => Command::ResumeSession { session, seen },
            })
        }
    }
}

fn survey_command(s: &SurveyItem, dice: &mut Dice) -> Option<Command> {
    let (survey, seen) = (s.id, s.since);
    Some(match (s.phase, dice.below(10)) {
        (Phase::Ready, _) | (Phase::Closed, 0..6) => Command::OpenSurvey { survey, seen },
        (Phase::Closed, _) => Command::RevealSurvey { survey, seen },
        (Phase::Open, 0..6) => Command::CloseSurvey { survey, seen },
        (Phase::Open, 6 | 7) => Command::RevealSurvey { survey, seen },
        (Phase::Revealed, 0..4) => Command::HideSurvey { survey, seen },
        (Phase::Revealed, 4..7) => Command::RepeatSurvey { survey, seen },
        (Phase::Open | Phase::Revealed, _) => Command::ResetSurvey { survey, seen },
    })
}

/// A poll is mostly open, because that is when something happens.
fn poll_command(p: &PollItem, dice: &mut Dice) -> Option<Command> {
    let (poll, seen) = (p.id, p.rev?);
    let open = Command::OpenPoll {
        poll,
        seen,
        seconds: dice.chance(30).then(|| 5 + dice.below(20) as u32),
    };
    if p.can.as_ref()?.contains(&PollVerb::Tell) && dice.chance(50) {
        return Some(Command::TellAnswer { poll, seen });
    }
    Some(match (p.phase, dice.below(100)) {
        (Phase::Ready, _) | (Phase::Closed, 0..75) => open,
        (Phase::Closed, 75..80) => Command::ResetPoll { poll, seen },
        (Phase::Closed, _) => Command::RevealPoll { poll, seen },
        (Phase::Revealed, 0..30) => Command::RepeatPoll {
            poll,
            seen,
            seconds: None,
        },
        (Phase::Revealed, _) => Command::HidePoll { poll, seen },
        (Phase::Open, 40..44) => Command::ResetPoll { poll, seen },
        (Phase::Open, 0..15) => Command::ClosePoll { poll, seen },
        (Phase::Open, 15..25) => Command::RevealPoll { poll, seen },
        (Phase::Open, 25..40) => Command::ExtendPoll {
            poll,
            seen,
            seconds: 10,
        },
        (Phase::Open, _) => Command::SetLive {
            poll,
            seen,
            live: *dice.pick(&[
                LiveResults::Count,
                LiveResults::Screen,
                LiveResults::Everyone,
                LiveResults::Never,
            ])?,
        },
    })
}

fn asking(open: bool) -> Command {
    Command::SetQuestions(QuestionChange {
        asking: Some(if open { Asking::Open } else { Asking::Paused }),
        ..QuestionChange::default()
    })
}
