//! What was answered, as tables: the polls with their rounds, the rows of each result in all and by group, what is said beside them, and
//! how far answers lie from each other.

use plenary_domain::poll::Phase;
use plenary_domain::poll::voters::Verified;
use plenary_domain::text::Texts;

use super::names;
use super::sheets::{Cell, Pen, Sheet, plain, session_key, sheet};
use crate::protocol::poll::free_choice::Without;
use crate::protocol::{HandCount, Raised};
use crate::report::{Column, Label, Note, Poll, Report, Round, Session, Spread, Table};

/// All columns of results, in the order of a sheet.
pub const COLUMNS: [Column; 12] = [
    Column::Votes,
    Column::Percent,
    Column::Points,
    Column::Firsts,
    Column::Rank,
    Column::Mean,
    Column::Median,
    Column::MeanPoints,
    Column::Ratings,
    Column::Across,
    Column::Up,
    Column::Mentions,
];

impl Pen<'_> {
    pub(super) fn polls(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["poll", "session", "kind"]),
            self.columns("title"),
            plain([
                "phase",
                "told",
                "round",
                "ballots",
                "votes",
                "by hand",
                "present",
                "base",
                "base number",
                "rounded",
                "verified",
                "named",
                "weighted",
                "rounds reset",
                "fingerprint",
                "who is present",
                "counted by hand",
            ]),
        ];
        let mut sheet = sheet("polls", columns.concat());
        for (session, poll) in polls(report) {
            let head: Vec<Cell> = vec![
                poll.key.as_str().into(),
                session_key(session),
                kind_of(poll).into(),
            ];
            for round in poll.rounds() {
                let (base, number) = round.table.base.unzip();
                let rest: Vec<Cell> = vec![
                    phase(poll.phase).into(),
                    round.told.into(),
                    round.nth.into(),
                    round.ballots.into(),
                    round.votes.into(),
                    round.hands.as_ref().map(HandCount::all).into(),
                    round.present.into(),
                    base.into(),
                    number.flatten().into(),
                    round.table.rounded.into(),
                    verified(poll.verified).into(),
                    poll.named.into(),
                    poll.weighted.into(),
                    poll.resets.into(),
                    round.seal.map(|seal| seal.whole()).into(),
                    round.present.map(|_| present(round.by_door)).into(),
                    round.hands.as_ref().map(counted).into(),
                ];
                let row = [head.clone(), self.texts(&poll.title), rest];
                sheet.rows.push(row.concat());
            }
        }
        sheet
    }

    pub(super) fn results(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["poll", "round", "row", "answer"]),
            self.columns("answer"),
            measures(),
            plain(["by hand", "heading"]),
        ];
        let mut sheet = sheet("results", columns.concat());
        for (_, poll) in polls(report) {
            for round in poll.rounds() {
                let head: Vec<Cell> = vec![poll.key.as_str().into(), round.nth.into()];
                let rows = self.rows(&head, &round.table).into_iter();
                for (mut row, of) in rows.zip(&round.table.rows) {
                    row.push(raised(round, &of.label).into());
                    row.push(if let Label::Said(_, _, heading) = &of.label {
                        self.joined(heading)
                    } else {
                        Cell::Empty
                    });
                    sheet.rows.push(row);
                }
            }
        }
        sheet
    }

    /// What is to be said about a result beside its rows: medians, scores, majorities.
    pub(super) fn figures(&self, report: &Report) -> Sheet {
        let columns = plain(["poll", "round", "group", "value", "what", "amount", "said"]);
        let mut sheet = sheet("figures", columns);
        for of in results_of(report) {
            let by_hand = of.without_by_hand();
            for note in &of.table.notes {
                for (name, number, said) in figures(note, by_hand) {
                    let name = names::heading(name, self.langs);
                    let figure = vec![name.into(), Cell::Number(number), self.joined(&said)];
                    sheet.rows.push([of.head(), figure].concat());
                }
            }
        }
        sheet
    }

    /// How far answers lie from each other: a row a step with its votes, or the ends of the middle half.
    pub(super) fn spread(&self, report: &Report) -> Sheet {
        let columns = [
            plain(["poll", "round", "group", "value", "row", "answer"]),
            self.columns("answer"),
            plain(["what", "least", "most", "votes"]),
        ];
        let mut sheet = sheet("spread", columns.concat());
        for of in results_of(report) {
            for (nth, row) in (1_u32..).zip(&of.table.rows) {
                let (name, texts) = label(&row.label, self.langs);
                let answer = [vec![nth.into(), name.into()], self.texts(&texts)].concat();
                for (name, least, most, votes) in spread(&row.spread) {
                    let name = names::heading(name, self.langs);
                    let ends = [least, most].map(|end| Cell::Number(end as f64));
                    let numbers = [vec![name.into()], ends.to_vec(), vec![votes.into()]];
                    let cells = [of.head(), answer.clone(), numbers.concat()];
                    sheet.rows.push(cells.concat());
                }
            }
        }
        sheet
    }

    /// Returns a text in the languages of the event in one cell.
    fn joined(&self, texts: &Texts) -> Cell {
        let mut said: Vec<&str> = vec![];
        for text in self.langs.iter().filter_map(|lang| texts.get(lang)) {
            if !said.contains(&text.as_str()) {
                said.push(text);
            }
        }
        said.join(" / ").into()
    }

    pub(super) fn groups(&self, report: &Report) -> Sheet {
        let columns = [
            plain([
                "poll", "group", "value", "ballots", "votes", "row", "answer",
            ]),
            self.columns("answer"),
            measures(),
        ];
        let mut sheet = sheet("groups", columns.concat());
        for (_, poll) in polls(report) {
            for group in &poll.groups {
                for value in &group.values {
                    let head: Vec<Cell> = vec![
                        poll.key.as_str().into(),
                        group.key.as_str().into(),
                        value.key.as_str().into(),
                        value.ballots.into(),
                        value.votes.into(),
                    ];
                    sheet.rows.extend(self.rows(&head, &value.table));
                }
            }
        }
        sheet
    }

    /// Returns the rows of a result: what it belongs to, the answer, and its numbers.
    fn rows(&self, head: &[Cell], table: &Table) -> Vec<Vec<Cell>> {
        let row = |(nth, row): (u32, &crate::report::Row)| {
            let numbers = COLUMNS.map(|column| {
                let at = table.columns.iter().position(|one| *one == column);
                let number = at.and_then(|at| row.cells.get(at).copied().flatten());
                number.map_or(Cell::Empty, |number| Cell::Number(scaled(column, number)))
            });
            let (name, texts) = label(&row.label, self.langs);
            let answer = [vec![nth.into(), name.into()], self.texts(&texts)].concat();
            [head.to_vec(), answer, numbers.to_vec()].concat()
        };
        (1..).zip(&table.rows).map(row).collect()
    }
}

/// Returns all polls with their sessions.
pub(super) fn polls(report: &Report) -> impl Iterator<Item = (&Session, &Poll)> {
    let sessions = report.sessions.iter();
    sessions.flat_map(|session| session.polls.iter().map(move |poll| (session, poll)))
}

/// A result with what it belongs to.
struct ResultOf<'r> {
    poll: &'r Poll,
    round: u32,
    /// Hands counted in the room.
    hands: Option<&'r HandCount>,
    /// The keys of a group and of its value, if it is not everybody's.
    of: Option<(&'r str, &'r str)>,
    table: &'r Table,
}

impl ResultOf<'_> {
    /// Returns how many raised a hand for no option: they come after the options.
    fn without_by_hand(&self) -> Option<u32> {
        let counts = &self.hands?.counts;
        counts.get(self.poll.options.len()).copied()
    }

    fn head(&self) -> Vec<Cell> {
        let (group, value) = self.of.unzip();
        vec![
            self.poll.key.as_str().into(),
            self.round.into(),
            group.into(),
            value.into(),
        ]
    }
}

/// Returns all results: of each round, and of the last one by group.
fn results_of(report: &Report) -> impl Iterator<Item = ResultOf<'_>> {
    polls(report).flat_map(|(_, poll)| {
        let rounds = poll.rounds().map(|round| ResultOf {
            poll,
            round: round.nth,
            hands: round.hands.as_ref(),
            of: None,
            table: &round.table,
        });
        let values = poll.groups.iter().flat_map(|group| {
            let values = group.values.iter();
            values.map(|value| ResultOf {
                poll,
                round: poll.last.nth,
                hands: None,
                of: Some((group.key.as_str(), value.key.as_str())),
                table: &value.table,
            })
        });
        rounds.chain(values)
    })
}

/// A number by its name, and what is said with it: its unit, or the name of an axis.
type Figure = (&'static str, f64, Texts);

fn figures(note: &Note, without_by_hand: Option<u32>) -> Vec<Figure> {
    let decimal = |number: i64, decimals: u8| number as f64 / 10_f64.powi(decimals.into());
    let bare = |name, number: f64| (name, number, Texts::new());
    match note {
        Note::Without(what, n) => {
            let (name, raised) = match what {
                Without::Abstain => ("abstained", "abstained, by hand"),
                Without::NoneOfThese => ("none of these", "none of these, by hand"),
            };
            let by_hand = without_by_hand.map(|hands| bare(raised, hands.into()));
            let all = [bare(name, (*n).into())].into_iter().chain(by_hand);
            all.collect()
        }
        Note::Adopted(_, yes) => vec![bare("adopted", u8::from(*yes).into())],
        Note::Promoters([detractors, passives, promoters], score) => vec![
            bare("detractors, percent", (*detractors).into()),
            bare("passives, percent", (*passives).into()),
            bare("promoters, percent", (*promoters).into()),
            bare("net promoter score", (*score).into()),
        ],
        Note::Mean(hundredths) => vec![bare("mean", decimal(*hundredths, 2))],
        Note::Median(tenths, decimals, unit) => {
            vec![("median", decimal(*tenths, decimals + 1), unit.clone())]
        }
        Note::Truth(number, decimals, unit) => {
            vec![("true value", decimal(*number, *decimals), unit.clone())]
        }
        Note::Near(count, percent) => vec![
            bare("within the tolerance", (*count).into()),
            bare("within the tolerance, percent", (*percent).into()),
        ],
        Note::Right(count) => vec![bare("correct answers", (*count).into())],
        Note::Unread(count) => vec![bare("not read", (*count).into())],
        Note::Places(first) => vec![bare("points for a first place", (*first).into())],
        Note::Axes(steps, across, up) => vec![
            ("steps across", (*steps).into(), across.clone()),
            ("steps up", (*steps).into(), up.clone()),
        ],
    }
}

/// Returns the parts of a spread: what each is, its ends, and its votes where they are counted.
fn spread(of: &Spread) -> Vec<(&'static str, i64, i64, Option<u32>)> {
    let middle = |name, (least, most): (u8, u8)| (name, least.into(), most.into(), None);
    match of {
        Spread::None => vec![],
        Spread::Steps(from, counts) => {
            let steps = (*from..).zip(counts);
            let steps = steps.map(|(step, count)| ("step", step, step, Some(*count)));
            steps.collect()
        }
        Spread::Points(least, most) => vec![middle("middle half", (*least, *most))],
        Spread::Plane(across, up) => vec![
            middle("middle half across", *across),
            middle("middle half up", *up),
        ],
    }
}

/// Returns how many hands were counted in the room for an answer.
pub(super) fn raised(round: &Round, label: &Label) -> Option<u32> {
    let at = match label {
        Label::Option(place, _) => *place,
        Label::For => 0,
        Label::Against => 1,
        Label::Abstained => 2,
        Label::Own | Label::Absent | Label::Step(..) | Label::Range(..) | Label::Said(..) => {
            return None;
        }
    };
    let counts = &round.hands.as_ref()?.counts;
    counts.get(usize::from(at)).copied()
}

/// Returns whom the number of those present counts.
fn present(by_door: bool) -> &'static str {
    match by_door {
        true => "checked in",
        false => "phones connected",
    }
}

/// Says what was counted in the room, and how it counts.
fn counted(hands: &HandCount) -> &'static str {
    match (hands.what, hands.instead) {
        (Raised::Hands, false) => "hands, added",
        (Raised::Cards, false) => "cards, added",
        (Raised::Proxies, false) => "proxies, added",
        (Raised::Hands, true) => "hands, instead of phones",
        (Raised::Cards, true) => "cards, instead of phones",
        (Raised::Proxies, true) => "proxies, instead of phones",
    }
}

fn measures() -> Vec<String> {
    COLUMNS.map(|column| name(column).to_owned()).to_vec()
}

/// Returns the name of a column.
pub(super) fn name(column: Column) -> &'static str {
    match column {
        Column::Votes => "votes",
        Column::Percent => "percent",
        Column::Points => "points",
        Column::Firsts => "first places",
        Column::Rank => "rank",
        Column::Mean => "mean",
        Column::Median => "median",
        Column::MeanPoints => "mean points",
        Column::Ratings => "ratings",
        Column::Across => "across",
        Column::Up => "up",
        Column::Mentions => "mentions",
    }
}

/// Returns a number of a table in whole units.
pub(super) fn scaled(column: Column, number: i64) -> f64 {
    let number = number as f64;
    match column {
        Column::Mean | Column::Across | Column::Up => number / 100.0,
        Column::Median | Column::MeanPoints => number / 10.0,
        Column::Votes
        | Column::Percent
        | Column::Points
        | Column::Firsts
        | Column::Rank
        | Column::Ratings
        | Column::Mentions => number,
    }
}

/// Returns how voters were verified.
fn verified(how: Verified) -> &'static str {
    match how {
        Verified::Open => "open",
        Verified::InHall => "in the hall",
        Verified::Code => "one per code",
    }
}

/// Returns what a row is: a short name, and its texts in the languages of the event if it is not a number.
pub(super) fn label(label: &Label, langs: &[String]) -> (String, Texts) {
    let named = |name: &str| (name.to_owned(), names::texts(name, langs));
    match label {
        Label::Option(place, texts) => {
            let letter = char::from(b'A' + (*place).min(25));
            (letter.to_string(), texts.clone())
        }
        Label::Own => named("own words"),
        Label::For => named("for"),
        Label::Against => named("against"),
        Label::Abstained => named("abstained"),
        Label::Absent => named("did not vote"),
        Label::Step(step, texts) => (step.to_string(), texts.clone()),
        Label::Range(from, to, decimals) => {
            let of = |number: i64| {
                let decimals = usize::from(*decimals);
                format!(
                    "{:.decimals$}",
                    number as f64 / 10_f64.powi(decimals as i32)
                )
            };
            let range = if from == to {
                of(*from)
            } else {
                format!("{} to {}", of(*from), of(*to))
            };
            (range, Texts::new())
        }
        Label::Said(texts, lang, _) => {
            let said = texts.get(lang).or_else(|| texts.values().next());
            (said.cloned().unwrap_or_default(), texts.clone())
        }
    }
}

fn kind_of(poll: &Poll) -> String {
    // A kind's name is that of the protocol: the only key of its encoding.
    let kind = serde_json::to_value(&poll.kind).unwrap_or_default();
    let name = kind
        .as_object()
        .and_then(|kind| kind.keys().next().cloned());
    name.or_else(|| kind.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Ready => "ready",
        Phase::Open => "open",
        Phase::Closed => "closed",
        Phase::Revealed => "revealed",
    }
}
