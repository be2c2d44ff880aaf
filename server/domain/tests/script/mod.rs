//! Runs a scenario script: commands in, facts and state out, so that a change of a rule is a diff to read.
//! `UPDATE_GOLDENFILES=1 cargo test -p plenary-domain` rewrites them. Each kind of poll defines how its scripts write a
//! ballot.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use goldenscript::{Argument, Command as Line, Context, Runner};
use plenary_domain::cards::{Card, Curve};
use plenary_domain::command::Command;
use plenary_domain::decide::{Outcome, receive};
use plenary_domain::fact::{Fact, Record};
use plenary_domain::ids::{
    CodeId, EntryId, GroupId, NicknameId, ParticipantId, PersonId, PollId, QuestionId, SessionId,
    SurveyId, ValueId,
};
use plenary_domain::import;
use plenary_domain::on_now::{on_now, scene};
use plenary_domain::people::codes::CodeDraft;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::{choice, scale};
use plenary_domain::poll::make::Draft;
use plenary_domain::poll::rounds::Mark;
use plenary_domain::poll::seal::Seal;
use plenary_domain::poll::voters::{OnePer, Voters, Weights, Which};
use plenary_domain::poll::{Ballot, Rules};
use plenary_domain::program::{
    EventInfo, GroupInfo, LiveResults, OptionInfo, PersonInfo, PollInfo, Program, Reveal,
    SessionInfo, SessionKind, Show, SurveyInfo, Texts, ValueInfo,
};
use plenary_domain::question::ask::Asked;
use plenary_domain::question::{DeclineReason, QuestionState};
use plenary_domain::retention;
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;

/// Parses a ballot from a script's words.
type ReadBallot = fn(&[String]) -> Result<Ballot, Box<dyn Error>>;

/// How scripts write a kind of poll.
#[derive(Clone, Copy)]
pub struct Kind {
    pub ballot: ReadBallot,
    /// Changes the event file as `edit` says. Returns true if the kind knows that change.
    pub edit: fn(&mut Program, what: &str, to: &str) -> bool,
}

/// Runs all scripts of a folder.
///
/// # Panics
/// If one gives another result.
pub fn run(folder: &str, kind: Kind) {
    for entry in std::fs::read_dir(folder).expect("the scripts") {
        let path = entry.expect("a script").path();
        if let Err(e) = goldenscript::run(&mut Room::new(kind), &path) {
            panic!("{}: {e}", path.display());
        }
    }
}

/// An event under test. Each command of a script gets the next number of its actor, unless it says `n=`.
struct Room {
    kind: Kind,
    state: State,
    program: Program,
    records: Vec<Record>,
    at: u64,
    n: u32,
    /// The last accepted command of each actor.
    last: BTreeMap<Actor, (u32, u32)>,
}

impl Room {
    fn new(kind: Kind) -> Room {
        Room {
            kind,
            state: State::default(),
            program: program(),
            records: vec![],
            at: 1000,
            n: 0,
            last: BTreeMap::new(),
        }
    }
}

fn texts(en: &str, zh: &str) -> Texts {
    Texts::from([("en".into(), en.into()), ("zh-Hans".into(), zh.into())])
}

/// Two sessions, two people, two groups, and polls of different rules.
fn program() -> Program {
    let value = |key: &str| ValueInfo {
        key: key.into(),
        text: texts(key, key),
    };
    let belongs = |value: &str| BTreeMap::from([("delegation".to_owned(), value.to_owned())]);
    let session = |key: &str, kind, title: Texts| SessionInfo {
        key: key.into(),
        kind,
        title,
        start: "09:00".into(),
        end: "10:00".into(),
        speakers: vec![],
        panelists: vec!["emerson".into()],
    };
    let poll = |key: &str, session: &str, rules, changeable| PollInfo {
        key: key.into(),
        session: Some(session.into()),
        rules,
        title: texts("Which field?", "哪个领域？"),
        options: ["infrastructure", "environment", "leed"]
            .map(|key| OptionInfo {
                key: key.into(),
                text: texts(key, key),
                picture: None,
            })
            .into(),
        changeable,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
    };
    Program {
        event: EventInfo {
            langs: vec!["en".into(), "zh-Hans".into()],
            title: texts("Workshop", "研讨会"),
            short: Texts::new(),
            venue: texts("Chengdu", "成都"),
            date: "2018-08-02".into(),
            zone: "Asia/Shanghai".into(),
            accent: None,
            headcount: 200,
            retention_days: 30,
            questions_open: true,
            wifi: None,
            marked: vec!["spam".into()],
        },
        groups: vec![
            GroupInfo {
                key: "delegation".into(),
                name: texts("Delegation", "代表团"),
                values: ["us", "china"].map(value).into(),
                ask: true,
                assigned: false,
            },
            GroupInfo {
                key: "badge".into(),
                name: texts("Badge", "胸牌"),
                values: ["red", "blue"].map(value).into(),
                ask: false,
                assigned: true,
            },
        ],
        people: vec![
            PersonInfo {
                key: "emerson".into(),
                name: texts("Speaker from Emerson", "艾默生代表"),
                org: texts("Emerson", "艾默生"),
                groups: belongs("us"),
            },
            PersonInfo {
                key: "chengdu".into(),
                name: texts("City representative", "城市代表"),
                org: texts("City of Chengdu", "成都市"),
                groups: belongs("china"),
            },
        ],
        sessions: vec![
            session("dialogue", SessionKind::Dialogue, texts("Dialogue", "对话")),
            session(
                "round-table",
                SessionKind::RoundTable,
                texts("Round table", "圆桌讨论"),
            ),
        ],
        polls: vec![
            poll(
                "field",
                "dialogue",
                Rules::Choice(choice::Rules { min: 1, max: 1 }),
                true,
            ),
            poll(
                "conditions",
                "round-table",
                Rules::Choice(choice::Rules { min: 2, max: 3 }),
                true,
            ),
            poll(
                "final",
                "dialogue",
                Rules::Choice(choice::Rules { min: 1, max: 1 }),
                false,
            ),
        ],
        surveys: vec![],
    }
}

impl Runner for Room {
    type Command = Line;

    fn run(&mut self, line: &Line, context: &Context) -> Result<String, Box<dyn Error>> {
        let actor = actor(context.prefix.as_deref().unwrap_or("operator"))?;
        let mut words: Vec<String> = vec![];
        let mut keys: Vec<(String, String)> = vec![];
        for arg in line.consume_args() {
            match arg {
                Argument::KeyValue(key, value) => keys.push((key.clone(), value.clone())),
                Argument::Positional(word) => words.push(word.clone()),
                other => return Err(format!("no such argument: {other}").into()),
            }
        }
        let key = |name: &str| {
            keys.iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        };
        let n = key("n").map(|n| n.parse()).transpose()?;
        let seen: Option<u32> = key("seen").map(|seen| seen.parse()).transpose()?;
        let client = key("c").map_or(Ok(7), |c| c.parse())?;
        let word = |i: usize| {
            words
                .get(i)
                .cloned()
                .ok_or_else(|| format!("word {i} is missing"))
        };
        let id = |i: usize| -> Result<u32, Box<dyn Error>> { Ok(word(i)?.parse()?) };
        let question_seen = |id: u32| {
            seen.unwrap_or_else(|| {
                self.state
                    .questions
                    .get(QuestionId(id))
                    .map_or(0, |q| q.rev)
            })
        };
        let poll_seen =
            |id: u32| seen.unwrap_or_else(|| self.state.polls.get(PollId(id)).map_or(0, |p| p.rev));
        let entry_seen = |id: EntryId| {
            let entry = self.state.polls.entries.get(id);
            seen.unwrap_or_else(|| entry.map_or(0, |entry| entry.rev))
        };
        let nickname_seen = |id: NicknameId| {
            let name = self.state.nicknames.get(id);
            seen.unwrap_or_else(|| name.map_or(0, |name| name.rev))
        };
        let round = |id: u32| -> Result<u32, Box<dyn Error>> {
            let current = self
                .state
                .polls
                .get(PollId(id))
                .map_or(0, |p| p.answers.round());
            Ok(key("round").map_or(Ok(current), |round| round.parse())?)
        };
        let session_seen = |id: u32| {
            seen.unwrap_or_else(|| self.state.sessions.get(SessionId(id)).map_or(0, |s| s.rev))
        };
        let survey = || -> Result<(SurveyId, u64), Box<dyn Error>> {
            let id = SurveyId(id(0)?);
            let survey = self.state.surveys.get(id);
            let since = survey.map_or(0, |survey| survey.since(&self.state.polls));
            Ok((id, seen.map_or(since, u64::from)))
        };
        let command = match line.name.as_str() {
            "wait" => {
                let seconds: f64 = word(0)?.parse()?;
                self.at += (seconds * 1000.0) as u64;
                return Ok(String::new());
            }
            "show" => return self.show(&word(0)?),
            "restart" => {
                let mut replayed = State::default();
                for record in &self.records {
                    let bytes = record.encode();
                    replayed.apply_record(&Record::decode(&bytes)?);
                }
                assert_eq!(replayed, self.state, "a replay makes the same state");
                return Ok(String::new());
            }
            "forget" => {
                let facts = retention::without_guests(&self.state);
                self.state = State::default();
                self.records.clear();
                return Ok(self.commit(facts));
            }
            "edit" => return self.edit_program(&word(0)?, key("to").as_deref()),
            "import" => {
                let plan = import::plan(&self.state, &self.program);
                let mut out = self.commit(plan.facts);
                for conflict in plan.conflicts {
                    writeln!(out, "{} stays: {}", conflict.item, conflict.why)?;
                }
                if let Some(refused) = plan.refused {
                    writeln!(out, "nothing is taken: {refused}")?;
                }
                return Ok(out);
            }
            "join" => Command::Join,
            "cast" => Command::Cast {
                poll: PollId(id(0)?),
                round: round(id(0)?)?,
                ballot: (self.kind.ballot)(&words[1..])?,
            },
            "take_back" => Command::TakeBack {
                poll: PollId(id(0)?),
                round: round(id(0)?)?,
            },
            "ask" => Command::Ask(Asked {
                text: word(0)?,
                to: key("to").map(|to| to.parse().map(PersonId)).transpose()?,
                name: key("name"),
                org: key("org"),
                lang: key("lang"),
            }),
            "declare" => Command::Declare {
                group: GroupId(word(0)?.parse()?),
                value: words.get(1).map(|v| v.parse().map(ValueId)).transpose()?,
            },
            "codes" => Command::MakeCodes {
                codes: vec![
                    CodeDraft {
                        groups: keys
                            .iter()
                            .filter(|(key, _)| key != "name")
                            .cloned()
                            .collect(),
                        name: key("name"),
                    };
                    word(0)?.parse()?
                ],
            },
            "take" => Command::TakeCode {
                code: CodeId(id(0)?),
            },
            "release" => Command::ReleaseCode {
                code: CodeId(id(0)?),
            },
            "upvote" => Command::Upvote {
                question: QuestionId(id(0)?),
                on: true,
            },
            "unvote" => Command::Upvote {
                question: QuestionId(id(0)?),
                on: false,
            },
            "withdraw" => Command::Withdraw {
                question: QuestionId(id(0)?),
            },
            "approve" => Command::Approve {
                question: QuestionId(id(0)?),
                seen: question_seen(id(0)?),
            },
            "decline" => Command::Decline {
                question: QuestionId(id(0)?),
                seen: question_seen(id(0)?),
                reason: DeclineReason::OffTopic,
                note: key("note"),
            },
            "edit_approve" => Command::EditApprove {
                question: QuestionId(id(0)?),
                seen: question_seen(id(0)?),
                content: Content {
                    text: word(1)?,
                    lang: key("lang").unwrap_or("en".into()),
                    translations: key("zh")
                        .map(|zh| Texts::from([("zh-Hans".into(), zh)]))
                        .unwrap_or_default(),
                    name: key("name"),
                    org: key("org"),
                },
            },
            "move" => Command::Move {
                question: QuestionId(id(0)?),
                seen: question_seen(id(0)?),
                to: question_state(&word(1)?)?,
            },
            "reorder" => Command::Reorder {
                question: QuestionId(id(0)?),
                seen: question_seen(id(0)?),
                before: key("before")
                    .map(|b| b.parse().map(QuestionId))
                    .transpose()?,
            },
            "address" => Command::Address {
                question: QuestionId(id(0)?),
                seen: question_seen(id(0)?),
                to: words
                    .get(1)
                    .map(|to| to.parse().map(PersonId))
                    .transpose()?,
            },
            "approve_entries" => Command::ApproveEntries {
                entries: words
                    .iter()
                    .map(|id| {
                        let id = EntryId(id.parse()?);
                        Ok((id, entry_seen(id)))
                    })
                    .collect::<Result<_, std::num::ParseIntError>>()?,
            },
            "hide_entry" => Command::HideEntry {
                entry: EntryId(id(0)?),
                seen: entry_seen(EntryId(id(0)?)),
            },
            "translate_entry" => Command::TranslateEntry {
                entry: EntryId(id(0)?),
                seen: entry_seen(EntryId(id(0)?)),
                translations: keys
                    .iter()
                    .filter(|(key, _)| key != "seen")
                    .cloned()
                    .collect(),
            },
            "group_entry" => Command::GroupEntry {
                entry: EntryId(id(0)?),
                seen: entry_seen(EntryId(id(0)?)),
                group: key("group"),
            },
            "take_entry" => Command::TakeEntry {
                poll: PollId(id(0)?),
                entry: words.get(1).map(|id| id.parse().map(EntryId)).transpose()?,
            },
            "join_entry" => Command::JoinEntry {
                entry: EntryId(id(0)?),
                seen: entry_seen(EntryId(id(0)?)),
                with: key("with").map(|id| id.parse().map(EntryId)).transpose()?,
            },
            "nickname" => Command::ChooseNickname {
                name: words.first().cloned(),
            },
            "approve_nicknames" => Command::ApproveNicknames {
                nicknames: words
                    .iter()
                    .map(|id| {
                        let id = NicknameId(id.parse()?);
                        Ok((id, nickname_seen(id)))
                    })
                    .collect::<Result<_, std::num::ParseIntError>>()?,
            },
            "hide_nickname" => Command::HideNickname {
                nickname: NicknameId(id(0)?),
                seen: nickname_seen(NicknameId(id(0)?)),
            },
            "start" => Command::StartSession {
                session: SessionId(id(0)?),
                seen: session_seen(id(0)?),
            },
            "end" => Command::EndSession {
                session: SessionId(id(0)?),
                seen: session_seen(id(0)?),
            },
            "resume" => Command::ResumeSession {
                session: SessionId(id(0)?),
                seen: session_seen(id(0)?),
            },
            "skip" => Command::SkipSession {
                session: SessionId(id(0)?),
                seen: session_seen(id(0)?),
            },
            "unskip" => Command::UnskipSession {
                session: SessionId(id(0)?),
                seen: session_seen(id(0)?),
            },
            "open" => Command::OpenPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                seconds: key("seconds").map(|s| s.parse()).transpose()?,
            },
            "extend" => Command::ExtendPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                seconds: word(1)?.parse()?,
            },
            "close" => Command::ClosePoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "reveal" => Command::RevealPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "hide" => Command::HidePoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "answer" => Command::TellAnswer {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "repeat" => Command::RepeatPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                seconds: key("seconds").map(|s| s.parse()).transpose()?,
            },
            "sort" => Command::SortPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                sorted: key("as_given").is_none(),
            },
            "split" => Command::SplitPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                group: words.get(1).map(|g| g.parse().map(GroupId)).transpose()?,
            },
            "reset" => Command::ResetPoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "hands" => Command::CountHands {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                hands: match &words[1..] {
                    [] => None,
                    counts => Some(Hands {
                        what: What::Hands,
                        instead: key("instead").is_some(),
                        counts: counts.iter().map(|n| n.parse()).collect::<Result<_, _>>()?,
                    }),
                },
            },
            "live" => Command::SetLive {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                live: LiveResults::Everyone,
            },
            "make" => Command::MakePoll {
                draft: Box::new(draft(&words, &keys)?),
                open: key("open").is_some(),
            },
            "change" => Command::ChangePoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
                draft: Box::new(draft(&words[1..], &keys)?),
            },
            "duplicate" => Command::DuplicatePoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "remove" => Command::RemovePoll {
                poll: PollId(id(0)?),
                seen: poll_seen(id(0)?),
            },
            "open_survey" => {
                let (survey, seen) = survey()?;
                Command::OpenSurvey { survey, seen }
            }
            "close_survey" => {
                let (survey, seen) = survey()?;
                Command::CloseSurvey { survey, seen }
            }
            "reveal_survey" => {
                let (survey, seen) = survey()?;
                Command::RevealSurvey { survey, seen }
            }
            "hide_survey" => {
                let (survey, seen) = survey()?;
                Command::HideSurvey { survey, seen }
            }
            "reset_survey" => {
                let (survey, seen) = survey()?;
                Command::ResetSurvey { survey, seen }
            }
            "cards" => Command::SetCards {
                session: SessionId(id(0)?),
                open: word(1)? == "open",
            },
            "raise" => Command::RaiseCard {
                session: SessionId(id(0)?),
                card: match word(1)?.as_str() {
                    "green" => Card::Green,
                    "yellow" => Card::Yellow,
                    _ => Card::Red,
                },
            },
            "lower" => Command::LowerCard {
                session: SessionId(id(0)?),
            },
            "tell" => Command::TellCards {
                session: SessionId(id(0)?),
            },
            "choose" => Command::ChooseAddress { url: word(0)? },
            "undo" => {
                let (client, n) = self.last.get(&actor).copied().unwrap_or_default();
                let n = words.first().map_or(Ok(n), |n| n.parse())?;
                Command::Undo { client, n }
            }
            "deadline" => Command::PassDeadline {
                poll: PollId(id(0)?),
            },
            "present" => Command::CountPresent {
                poll: PollId(id(0)?),
                phones: word(1)?.parse()?,
            },
            "stage" => Command::Show {
                stage: stage(&word(0)?, words.get(1))?,
            },
            "questions" => Command::SetQuestions {
                open: word(0)? == "open",
            },
            "revoke" => Command::Revoke {
                role: StaffRole::Moderator,
            },
            other => return Err(format!("no command {other}").into()),
        };
        let n = n.unwrap_or_else(|| {
            self.n += 1;
            self.n
        });
        Ok(
            match receive(&self.state, actor, client, n, &command, self.at) {
                Outcome::Accepted(facts) => {
                    self.last.insert(actor, (client, n));
                    self.commit(facts)
                }
                Outcome::Repeated => "repeated\n".into(),
                Outcome::Rejected(rejection) => format!("rejected: {rejection:?}\n"),
            },
        )
    }
}

impl Room {
    fn commit(&mut self, facts: Vec<Fact>) -> String {
        let record = Record { at: self.at, facts };
        self.state.apply_record(&record);
        let mut out = String::new();
        for fact in &record.facts {
            if !matches!(fact, Fact::Accepted(..)) {
                let _ = writeln!(out, "{}", brief(fact));
            }
        }
        self.records.push(record);
        out
    }

    fn show(&self, what: &str) -> Result<String, Box<dyn Error>> {
        let mut out = String::new();
        match what {
            "polls" => {
                for (id, p) in self.state.polls.iter() {
                    let (tally, votes) = p.result();
                    let (key, phase) = (&p.info.key, p.phase);
                    writeln!(out, "{id} {key}: {phase:?} {tally:?} of {votes}")?;
                }
            }
            "codes" => {
                for (id, code) in self.state.codes.iter() {
                    let holder = code.holder.map(|id| id.0);
                    writeln!(out, "{id}: {:?} of {holder:?}", code.info)?;
                }
            }
            "own" => {
                for (id, p) in self.state.polls.iter() {
                    for by in self.state.participants.ids() {
                        let Some(guest) = self.state.participants.get(by) else {
                            continue;
                        };
                        let voter = p.info.voter(by, guest);
                        let voice = p.info.voice(&self.state.groups, guest).ok();
                        for (round, ballot) in p.answers.cast_by(voter) {
                            let unit = voice.and_then(|voice| voice.unit);
                            let replaced = p.answers.is_replaced(round, voter, unit);
                            let replaced = if replaced { ", does not count" } else { "" };
                            writeln!(out, "{id} g{by}: {ballot:?}{replaced}")?;
                        }
                    }
                }
            }
            "questions" => {
                for (id, q) in self.state.questions.iter() {
                    let public = q.screened.public().map(|p| p.content().text.as_str());
                    let to = q.to.map(|to| format!(" to {to}")).unwrap_or_default();
                    let edited = if q.screened.edited() { " edited" } else { "" };
                    writeln!(
                        out,
                        "{id}: {:?} rev {} upvotes {} public {public:?}{to}{edited}",
                        q.state, q.rev, q.upvotes
                    )?;
                }
            }
            "entries" => {
                for (id, entry) in self.state.polls.entries.iter() {
                    let public = entry.screened.public().map(|p| p.content().text.as_str());
                    let with = entry.with.map(|id| format!(" with {id}"));
                    let group = entry.group.as_ref().map(|name| format!(" in {name:?}"));
                    let taken = self.state.polls.entries.taken(entry.poll) == Some(id);
                    let taken = taken.then(|| " taken up".to_owned());
                    let translations = &entry.screened.content().translations;
                    let also = (!translations.is_empty()).then(|| format!(" {translations:?}"));
                    let notes = [with, group, taken, also].into_iter().flatten();
                    let with: String = notes.collect();
                    let lang = &entry.screened.content().lang;
                    let poll = self.state.polls.get(entry.poll);
                    let mentions = poll.map_or(0, |poll| poll.answers.mentions(id));
                    writeln!(
                        out,
                        "{id} of {}: {:?} {lang} {:?} rev {} public {public:?} in {mentions}{with}",
                        entry.poll,
                        entry.screened.content().text,
                        entry.state,
                        entry.rev
                    )?;
                }
            }
            "scores" => {
                let scores = &self.state.polls.scores;
                for who in scores.ids() {
                    let Some(place) = scores.place(who) else {
                        continue;
                    };
                    let lead = if scores.leaders().contains(&who) {
                        ", a leader"
                    } else {
                        ""
                    };
                    writeln!(
                        out,
                        "{who}: {} points, rank {}{lead}",
                        place.points, place.rank
                    )?;
                }
                let told: Vec<u32> = scores.told().iter().map(|id| id.0).collect();
                writeln!(
                    out,
                    "after {told:?}, {} beside the last",
                    scores.beside_last()
                )?;
            }
            "nicknames" => {
                for (id, name) in self.state.nicknames.iter() {
                    let public = name.screened.public().map(|p| p.content().text.as_str());
                    let content = name.screened.content();
                    writeln!(
                        out,
                        "{id} of {}: {:?} {} {:?} public {public:?}",
                        name.by, content.text, content.lang, name.state
                    )?;
                }
            }
            "clusters" => {
                for (id, poll) in self.state.polls.iter() {
                    let entries = &self.state.polls.entries;
                    for cluster in entries.clusters(id, &|id| poll.answers.mentions(id)) {
                        let texts = cluster.texts.iter().map(|(_, text)| &text.content().text);
                        let texts: Vec<&String> = texts.collect();
                        writeln!(out, "{id}: {} {texts:?} {}", cluster.head, cluster.count)?;
                    }
                }
            }
            "line" => {
                for id in self.state.questions.line() {
                    let to = self.state.questions.get(id).and_then(|q| q.to);
                    writeln!(out, "{id} to {:?}", to.map(|id| id.0))?;
                }
            }
            "rounds" => {
                for (id, p) in self
                    .state
                    .polls
                    .iter()
                    .filter(|(_, p)| !p.answers.is_empty())
                {
                    for (n, counts) in p.answers.counts().iter().enumerate() {
                        let (tally, count, mark) = (&counts.tally, counts.count, counts.mark);
                        let (both, changed) = (mark.again.both, mark.again.changed);
                        let void = if mark.void { ", void" } else { "" };
                        let told = if mark.told { ", revealed" } else { "" };
                        writeln!(
                            out,
                            "{id} round {n}: {tally:?} of {count}, {both} in both, {changed} changed{void}{told}"
                        )?;
                    }
                }
            }
            "seen" => {
                for (id, p) in self.state.polls.iter() {
                    for (group, _) in self.state.groups.iter() {
                        let (splits, hides) = p.answers.by_group(group);
                        for split in &splits {
                            let (value, count) = (split.value, split.count);
                            writeln!(out, "{id} {group}={value}: {:?} of {count}", split.tally)?;
                        }
                        if hides {
                            writeln!(out, "{id} {group}: others are hidden")?;
                        }
                    }
                }
            }
            "splits" => {
                for (id, p) in self.state.polls.iter() {
                    for counts in p.answers.counts() {
                        for split in counts.splits {
                            let (group, value, count) = (split.group, split.value, split.count);
                            writeln!(out, "{id} {group}={value}: {:?} of {count}", split.tally)?;
                        }
                    }
                }
            }
            "groups" => {
                for (id, g) in self.state.groups.iter() {
                    let values: Vec<String> = g
                        .values()
                        .map(|(id, value)| format!("{id} {}", value.key))
                        .collect();
                    writeln!(out, "{id} {}: {}", g.info.key, values.join(", "))?;
                }
            }
            "surveys" => {
                let polls = &self.state.polls;
                for (id, survey) in self.state.surveys.iter() {
                    let its = survey.of(polls);
                    let its: Vec<String> = its
                        .map(|(id, poll)| format!("{id} {:?}", poll.phase))
                        .collect();
                    let can: Vec<_> = survey.can(polls).collect();
                    let progress = survey.progress();
                    writeln!(
                        out,
                        "{id} {}: {:?} [{}], {} began, {} finished, can {can:?}",
                        survey.info.key,
                        survey.phase(polls),
                        its.join(", "),
                        progress.began,
                        progress.finished,
                    )?;
                }
            }
            "sessions" => {
                for (id, s) in self.state.sessions.iter() {
                    writeln!(out, "{id} {}: {:?}", s.info.key, s.state)?;
                }
            }
            "cards" => {
                for (id, hands) in self.state.cards.iter() {
                    let Curve {
                        from,
                        step_ms,
                        points,
                    } = &hands.curve;
                    let open = if hands.open { "open" } else { "shut" };
                    writeln!(
                        out,
                        "{id} {open}: {:?}, since {from} each {step_ms}: {points:?}",
                        hands.told
                    )?;
                }
                writeln!(
                    out,
                    "to tell: {:?}",
                    self.state.cards.next_telling().map(|(at, id)| (at, id.0))
                )?;
            }
            "scene" => writeln!(out, "{:?}", scene(&self.state))?,
            "next" => writeln!(out, "{:?}", self.state.sessions.coming())?,
            "on" => {
                for thing in on_now(&self.state) {
                    writeln!(out, "{thing:?}")?;
                }
            }
            "deadline" => writeln!(
                out,
                "{:?}",
                self.state.polls.next_deadline().map(|(at, id)| (at, id.0))
            )?,
            "guests" => writeln!(
                out,
                "{} participants, {} questions, {} ballots",
                self.state.participants.len(),
                self.state.questions.len(),
                self.state
                    .polls
                    .iter()
                    .map(|(_, p)| {
                        let guests = (0..).map(ParticipantId);
                        let guests = guests.take(self.state.participants.len());
                        guests.filter(|id| p.answers.held(*id).is_some()).count()
                    })
                    .sum::<usize>()
            )?,
            other => return Err(format!("nothing to show: {other}").into()),
        }
        Ok(out)
    }

    /// Changes the event file, as its author would between two imports.
    fn edit_program(&mut self, what: &str, to: Option<&str>) -> Result<String, Box<dyn Error>> {
        let to = to.unwrap_or_default();
        match what {
            "field-title" => self.program.polls[0].title = texts(to, to),
            "field-options" => drop(self.program.polls[0].options.pop()),
            "drop-polls" => self.program.polls.clear(),
            "event-title" => self.program.event.title = texts(to, to),
            "as-many-polls" => {
                let poll = self.program.polls[0].clone();
                self.program.polls = (0..to.parse()?)
                    .map(|n| PollInfo {
                        key: format!("poll-{n}"),
                        ..poll.clone()
                    })
                    .collect();
            }
            "as-many-people" => {
                let person = self.program.people[0].clone();
                self.program.people = (0..to.parse()?)
                    .map(|n| PersonInfo {
                        key: format!("person-{n}"),
                        ..person.clone()
                    })
                    .collect();
            }
            "as-many-sessions" => {
                let session = self.program.sessions[0].clone();
                self.program.sessions = (0..to.parse()?)
                    .map(|n| SessionInfo {
                        key: format!("session-{n}"),
                        panelists: vec![],
                        ..session.clone()
                    })
                    .collect();
            }
            // The keys of its polls.
            "survey" => {
                for poll in &mut self.program.polls {
                    poll.session = Some("dialogue".into());
                }
                self.program.surveys = vec![SurveyInfo {
                    key: "closing".into(),
                    session: Some("dialogue".into()),
                    title: texts("Three questions", "三个问题"),
                    polls: to.split(' ').map(String::from).collect(),
                }];
            }
            "other-survey" => {
                let mut survey = self.program.surveys[0].clone();
                survey.key = "opening".into();
                survey.polls = to.split(' ').map(String::from).collect();
                self.program.surveys.push(survey);
            }
            "survey-title" => self.program.surveys[0].title = texts(to, to),
            "as-many-surveys" => {
                self.program.surveys = (0..to.parse()?)
                    .map(|n| SurveyInfo {
                        key: format!("survey-{n}"),
                        session: None,
                        title: texts("Survey", "问卷"),
                        polls: vec![],
                    })
                    .collect();
            }
            "drop-surveys" => self.program.surveys.clear(),
            "drop-dialogue" => drop(self.program.sessions.remove(0)),
            "drop-people" => self.program.people.clear(),
            "only-german" => self.program.event.langs = vec!["de".into()],
            "drop-badge" => drop(self.program.groups.remove(1)),
            "drop-groups" => self.program.groups.clear(),
            "drop-value" => self.program.groups[0].values.retain(|v| v.key != to),
            "reverse-values" => self.program.groups[0].values.reverse(),
            "add-value" => self.program.groups[0].values.insert(
                0,
                ValueInfo {
                    key: to.into(),
                    text: texts(to, to),
                },
            ),
            "add-group" => self.program.groups.push(GroupInfo {
                key: to.into(),
                name: texts(to, to),
                values: vec![],
                ask: true,
                assigned: false,
            }),
            "one-per" => {
                self.program.polls[0].voters.one_per = match to {
                    "code" => OnePer::Code,
                    "first" => OnePer::Value("badge".into(), Which::First),
                    "last" => OnePer::Value("badge".into(), Which::Last),
                    _ => OnePer::Guest,
                }
            }
            "only" => {
                let badges = BTreeMap::from([("badge".into(), vec![to.into()])]);
                self.program.polls[0].voters.only = badges;
            }
            "weigh-red" => {
                self.program.polls[0].voters.weights = Some(Weights {
                    group: "badge".into(),
                    values: BTreeMap::from([("red".into(), to.parse()?)]),
                });
            }
            "ask-badge" => {
                self.program.groups[1].ask = true;
                self.program.groups[1].assigned = false;
            }
            "time-up" => self.program.polls[0].reveal = Reveal::TimeUp,
            "round-table-panel" => self.program.sessions[1].panelists = vec!["chengdu".into()],
            "drop-emerson" => drop(self.program.people.remove(0)),
            other if (self.kind.edit)(&mut self.program, other, to) => {}
            other => return Err(format!("no edit {other}").into()),
        }
        Ok(String::new())
    }
}

/// Formats a fact on one line, with definitions by key only.
fn brief(fact: &Fact) -> String {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other facts are short as they are"
    )]
    match fact {
        Fact::EventDescribed(_) => "EventDescribed".into(),
        Fact::GroupPut(id, info, ids, order) => {
            let values: Vec<String> = info
                .values
                .iter()
                .zip(ids)
                .map(|(value, id)| format!("{id} {}", value.key))
                .collect();
            format!(
                "GroupPut({id}, {}, [{}], {order})",
                info.key,
                values.join(", ")
            )
        }
        Fact::PersonPut(id, info) => format!("PersonPut({id}, {})", info.key),
        Fact::SessionPut(id, info, order) => format!("SessionPut({id}, {}, {order})", info.key),
        Fact::PollPut(id, info, order) => format!("PollPut({id}, {}, {order})", info.key),
        Fact::SurveyPut(id, info, order) => {
            let (key, polls) = (&info.key, info.polls.join(" "));
            format!("SurveyPut({id}, {key} of {polls}, {order})")
        }
        Fact::PollMade(id, info, order) => {
            format!("PollMade({id}, {}, {order})", drafted(info))
        }
        Fact::PollRestored(id, info, order, made) => {
            format!(
                "PollRestored({id}, {}, {order}, made: {made})",
                drafted(info)
            )
        }
        Fact::PollChanged(id, info) => format!("PollChanged({id}, {})", drafted(info)),
        Fact::BallotCast(who, poll, ballot) => format!("BallotCast({who}, {poll}, {ballot:?})"),
        Fact::EntryWritten(id, poll, who, content) => format!(
            "EntryWritten({id}, {poll}, {:?}, {:?}, {:?})",
            who.map(|who| who.0),
            content.text,
            content.lang
        ),
        Fact::QuestionAsked(id, who, content, to) => {
            format!(
                "QuestionAsked({id}, {who}, {:?}, {:?}, to {:?})",
                content.text,
                content.lang,
                to.map(|id| id.0)
            )
        }
        // Most rounds are neither reset, compared nor weighed. Their seals say nothing to a reader.
        Fact::CountsKept(id, round, counts) => {
            let mut counts = counts.clone();
            counts.mark.seal = Seal::default();
            let mark = format!(", mark: {:?}", Mark::default());
            let kept = format!("CountsKept({id:?}, {round}, {counts:?})");
            kept.replace(&mark, "").replace(", extra: 0", "")
        }
        other => format!("{other:?}"),
    }
}

fn drafted(info: &PollInfo) -> String {
    let options = info.options.iter().map(|o| (&o.key, &o.text));
    let options: Vec<_> = options.collect();
    let (key, title, session) = (&info.key, &info.title, &info.session);
    format!("{key} of {session:?}: {title:?} {options:?}")
}

/// Reads a choice: its title and its options, each `English / 中文`. `min=`, `max=` and `session=`; `steps=` makes it a scale.
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
        },
        session: number("session")?.map(SessionId),
    })
}

fn actor(text: &str) -> Result<Actor, Box<dyn Error>> {
    Ok(match text {
        "operator" => Actor::Operator,
        "clock" => Actor::Clock,
        "host" => Actor::Staff(StaffRole::Host),
        "mod" => Actor::Staff(StaffRole::Moderator),
        "screen" => Actor::Staff(StaffRole::Screen),
        "interpreter" => Actor::Staff(StaffRole::Interpreter),
        "emerson" => Actor::Staff(StaffRole::Panelist(PersonId(0))),
        "chengdu" => Actor::Staff(StaffRole::Panelist(PersonId(1))),
        guest => Actor::Participant(ParticipantId(guest.trim_start_matches('g').parse()?)),
    })
}

fn question_state(text: &str) -> Result<QuestionState, Box<dyn Error>> {
    let named = |state: &QuestionState| format!("{state:?}").eq_ignore_ascii_case(text);
    let found = QuestionState::ALL.into_iter().find(named);
    found.ok_or_else(|| format!("no state {text}").into())
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
        "session" => Stage::Session(SessionId(id()?)),
        "holding" => Stage::Holding,
        other => return Err(format!("no stage {other}").into()),
    })
}
