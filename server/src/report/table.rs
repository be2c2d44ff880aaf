//! A result as a table that people read: a row an answer, with its numbers and the length of its bar. Each kind of poll says what its
//! rows are; the numbers are those of the tally and of its shares, as they are.

use plenary_domain::text::Texts;

use crate::protocol::poll::estimate::{EstimateRules, EstimateTally};
use crate::protocol::poll::free_choice::{FreeChoiceRules, FreeChoiceTally, Without};
use crate::protocol::poll::matrix::MatrixTally;
use crate::protocol::poll::motion::{Majority, MotionRules, MotionTally};
use crate::protocol::poll::points::PointsTally;
use crate::protocol::poll::quiz::{QuizRules, QuizTally};
use crate::protocol::poll::ranking::RankingTally;
use crate::protocol::poll::scale::{ScaleLook, ScaleRules, ScaleTally};
use crate::protocol::poll::text::TextTally;
use crate::protocol::poll::words::WordsTally;
use crate::protocol::{PollKind, Present, Shares, Tally};

/// A result as rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// What the cells of each row are.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What 100 % is, by its name in exports, and its number where one number is meant.
    pub base: Option<(&'static str, Option<u32>)>,
    /// The percents do not add up to 100.
    pub rounded: bool,
    pub notes: Vec<Note>,
}

impl Table {
    /// Returns the number that heads the result beside others: the one that is 100 %, or the votes where it says no percents.
    pub fn head(&self, votes: u32) -> u32 {
        let main = self.main_column().and_then(|nth| self.columns.get(nth));
        let base = self.base.and_then(|(_, number)| number);
        base.filter(|_| main == Some(&Column::Percent))
            .unwrap_or(votes)
    }

    /// Returns true if several answers share the first place.
    pub fn is_tied(&self) -> bool {
        self.rows.iter().filter(|row| row.leads).count() > 1
    }

    /// Returns the column whose number speaks for a row.
    pub fn main_column(&self) -> Option<usize> {
        let wanted = [
            Column::Percent,
            Column::Median,
            Column::Across,
            Column::Mentions,
            Column::Votes,
        ];
        wanted
            .iter()
            .find_map(|wanted| self.columns.iter().position(|column| column == wanted))
    }
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Votes,
    /// Whole percents of the base.
    Percent,
    /// Points of a ranking, or points that were given.
    Points,
    /// First places.
    Firsts,
    Rank,
    /// Hundredths of a step.
    Mean,
    /// Tenths of a step.
    Median,
    /// Tenths of a point.
    MeanPoints,
    /// Ratings of the row.
    Ratings,
    /// Hundredths of a step from left to right.
    Across,
    /// Hundredths of a step from bottom to top.
    Up,
    /// Mentions of a word, or guests who wrote a slip.
    Mentions,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub label: Label,
    /// By column; None: there is no such number.
    pub cells: Vec<Option<i64>>,
    /// The length of its bar, in thousandths of the longest possible one; None for a row without a bar.
    pub bar: Option<u16>,
    /// No other row has more.
    pub leads: bool,
    pub spread: Spread,
}

/// How far the answers to a row lie from each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Spread {
    /// It has one number, or nobody answered.
    #[default]
    None,
    /// The number of votes on each step, from the first one.
    Steps(i64, Vec<u32>),
    /// The least and the most points that the middle half gave.
    Points(u8, u8),
    /// The first and the last step of the middle half, from left to right and upwards.
    Plane((u8, u8), (u8, u8)),
}

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
pub enum Label {
    /// An option, by its place and texts.
    Option(u8, Texts),
    /// Own words of guests, all together.
    Own,
    For,
    Against,
    Abstained,
    Absent,
    /// A step of a scale, with what it stands for, if the poll says.
    Step(i64, Texts),
    /// Whole numbers from one to another, with this many decimals.
    Range(i64, i64, u8),
    /// Words that a moderator approved, with their translations, the language in which they were written, and the heading of the group
    /// in which they were put; empty without one.
    Said(Texts, String, Texts),
}

/// What else is to be said about a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// Ballots without a pick, which say this.
    Without(Without, u32),
    Adopted(Majority, bool),
    /// Percents of detractors, passives and promoters, and the score.
    Promoters([u8; 3], i8),
    /// Hundredths of a step. Pages show the median instead.
    Mean(i64),
    /// The points for a first place; each next place gives one point less.
    Places(u8),
    /// Tenths of a number with this many decimals, and its unit.
    Median(i64, u8, Texts),
    /// A number with this many decimals, its unit.
    Truth(i64, u8, Texts),
    /// Ballots, and their percent, within this distance of the truth.
    Near(u32, u8),
    /// Correct ballots.
    Right(u32),
    /// Texts that no moderator has read.
    Unread(u32),
    /// Steps of each axis, with the names of the axes.
    Axes(u8, Texts, Texts),
}

/// Returns a result as rows. An answer that does not belong to the kind makes no row.
pub fn table(
    kind: &PollKind,
    options: &[Texts],
    tally: &Tally,
    shares: &Shares,
    votes: u32,
    present: Present,
) -> Table {
    let mut table = match (kind, tally) {
        (PollKind::Choice(_), Tally::Choice(counts)) => choice(options, counts, shares),
        (PollKind::FreeChoice(rules), Tally::FreeChoice(tally)) => {
            free_choice(*rules, options, tally, shares)
        }
        (PollKind::Quiz(rules), Tally::Quiz(tally)) => quiz(rules, options, tally, shares),
        (PollKind::Scale(rules), Tally::Scale(tally)) => scale(rules, options, tally, shares),
        (PollKind::Ranking(_), Tally::Ranking(tally)) => ranking(options, tally, shares),
        (PollKind::Points(_), Tally::Points(tally)) => points(options, tally, shares),
        (PollKind::Motion(rules), Tally::Motion(tally)) => motion(*rules, *tally, shares),
        (PollKind::Estimate(rules), Tally::Estimate(tally)) => estimate(rules, tally),
        (PollKind::Matrix(rules), Tally::Matrix(tally)) => {
            let mut table = matrix(options, tally, shares);
            let axes = (rules.x.name.clone(), rules.y.name.clone());
            table.notes.push(Note::Axes(rules.steps, axes.0, axes.1));
            table
        }
        (PollKind::Words(_), Tally::Words(tally)) => words(tally),
        (PollKind::Text(_), Tally::Text(tally)) => slips(tally),
        _ => Table::default(),
    };
    // The ratings of several items have medians, and no percent.
    let is_of_items = matches!(tally, Tally::Scale(_)) && !table.columns.contains(&Column::Percent);
    if is_of_items {
        return table;
    }
    table.rounded = shares.rounded;
    table.base = PollKind::base(&kind.rules(), present).map(|name| {
        let number = match tally {
            Tally::FreeChoice(tally) => Some(tally.base),
            Tally::Motion(tally) => tally.base,
            Tally::Choice(_) | Tally::Quiz(_) => Some(votes),
            Tally::Scale(_)
            | Tally::Ranking(_)
            | Tally::Points(_)
            | Tally::Estimate(_)
            | Tally::Matrix(_)
            | Tally::Words(_)
            | Tally::Text(_) => None,
        };
        (name, number)
    });
    table
}

/// Makes a row with a bar as long as its share.
fn by_share(label: Label, place: usize, shares: &Shares, cells: Vec<Option<i64>>) -> Row {
    let percent = shares.percents.get(place).copied();
    Row {
        label,
        cells,
        bar: percent.map(|percent| u16::from(percent) * 10),
        leads: shares.leaders.contains(&(place as u8)),
        spread: Spread::None,
    }
}

fn percent(shares: &Shares, place: usize) -> Option<i64> {
    shares
        .percents
        .get(place)
        .map(|percent| i64::from(*percent))
}

fn votes_and_shares<'t>(
    labels: impl Iterator<Item = Label> + 't,
    counts: &'t [u32],
    shares: &'t Shares,
) -> Table {
    let rows = labels
        .zip(counts)
        .enumerate()
        .map(|(place, (label, count))| {
            let cells = vec![Some(i64::from(*count)), percent(shares, place)];
            by_share(label, place, shares, cells)
        });
    Table {
        columns: vec![Column::Votes, Column::Percent],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn options_of(options: &[Texts]) -> impl Iterator<Item = Label> {
    (0..)
        .zip(options)
        .map(|(place, texts)| Label::Option(place, texts.clone()))
}

fn choice(options: &[Texts], counts: &[u32], shares: &Shares) -> Table {
    votes_and_shares(options_of(options), counts, shares)
}

fn free_choice(
    rules: FreeChoiceRules,
    options: &[Texts],
    tally: &FreeChoiceTally,
    shares: &Shares,
) -> Table {
    let labels = options_of(options).chain([Label::Own]);
    let mut table = votes_and_shares(labels, &tally.answers, shares);
    for said in &tally.said {
        let mut texts = said.translations.clone();
        texts.insert(said.lang.clone(), said.text.clone());
        table.rows.push(Row {
            label: Label::Said(texts, said.lang.clone(), Texts::new()),
            cells: vec![Some(said.count.into()), None],
            bar: None,
            leads: false,
            spread: Spread::None,
        });
    }
    let none = rules.none.map(|what| Note::Without(what, tally.none));
    table.notes.extend(none);
    table.notes.extend(unread(tally.waiting));
    table
}

fn quiz(rules: &QuizRules, options: &[Texts], tally: &QuizTally, shares: &Shares) -> Table {
    let mut table = votes_and_shares(options_of(options), &tally.counts, shares);
    // The correct answer is what the reader looks for, if it was told.
    if !rules.right.is_empty() {
        for (place, row) in (0..).zip(&mut table.rows) {
            row.leads = rules.right.contains(&place);
        }
    }
    table.notes.extend(tally.right.map(Note::Right));
    table
}

fn scale(rules: &ScaleRules, options: &[Texts], tally: &ScaleTally, shares: &Shares) -> Table {
    let steps = usize::from(rules.steps);
    let mut table = if let ([], [item]) = (options, &tally.items[..]) {
        let step = |place: usize| i64::from(rules.from) + place as i64;
        let label = |place: usize| {
            let said = match place {
                0 => rules.low.clone(),
                _ if place + 1 == steps => rules.high.clone(),
                _ => Texts::new(),
            };
            Label::Step(step(place), said)
        };
        let mut table = votes_and_shares((0..steps).map(label), &item.counts, shares);
        // Leaders of a scale are items, and this one has none.
        let most = item.counts.iter().copied().max().filter(|most| *most > 0);
        for (row, count) in table.rows.iter_mut().zip(&item.counts) {
            row.leads = Some(*count) == most;
        }
        let median = item
            .median_tenths
            .map(|tenths| Note::Median(i64::from(tenths), 0, Texts::new()));
        table.notes.extend(median);
        let mean = item.mean_hundredths.map(Into::into);
        table.notes.extend(mean.map(Note::Mean));
        table
    } else {
        let rows = options_of(options).zip(&tally.items).enumerate();
        let rows = rows.map(|(place, (label, item))| {
            let ratings: u32 = item.counts.iter().sum();
            let median = item.median_tenths;
            let span = u32::from(rules.steps.saturating_sub(1)).max(1) * 10;
            let from = u32::from(rules.from) * 10;
            Row {
                label,
                cells: vec![
                    median.map(Into::into),
                    item.mean_hundredths.map(Into::into),
                    Some(ratings.into()),
                ],
                bar: median.map(|tenths| (tenths.saturating_sub(from) * 1000 / span) as u16),
                leads: shares.leaders.contains(&(place as u8)),
                spread: match ratings {
                    0 => Spread::None,
                    _ => Spread::Steps(rules.from.into(), item.counts.clone()),
                },
            }
        });
        Table {
            columns: vec![Column::Median, Column::Mean, Column::Ratings],
            rows: rows.collect(),
            ..Table::default()
        }
    };
    let promoters = tally
        .promoters
        .filter(|_| rules.look == ScaleLook::Recommend);
    table.notes.extend(
        promoters.map(|of| Note::Promoters([of.detractors, of.passives, of.promoters], of.score)),
    );
    table
}

fn ranking(options: &[Texts], tally: &RankingTally, shares: &Shares) -> Table {
    let ladder = tally.ladder.as_ref();
    let rows = options_of(options).enumerate().map(|(place, label)| {
        let of = |numbers: &[u32]| numbers.get(place).map(|n| i64::from(*n));
        let rank = ladder.and_then(|ladder| ladder.ranks.get(place)).copied();
        let cells = vec![
            rank.map(Into::into),
            ladder.and_then(|ladder| of(&ladder.points)),
            percent(shares, place),
            ladder.and_then(|ladder| of(&ladder.firsts)),
        ];
        by_share(label, place, shares, cells)
    });
    Table {
        columns: vec![
            Column::Rank,
            Column::Points,
            Column::Percent,
            Column::Firsts,
        ],
        rows: rows.collect(),
        notes: ladder
            .map(|ladder| Note::Places(ladder.first))
            .into_iter()
            .collect(),
        ..Table::default()
    }
}

fn points(options: &[Texts], tally: &PointsTally, shares: &Shares) -> Table {
    let given = tally.given.as_ref();
    let rows = options_of(options).enumerate().map(|(place, label)| {
        let sum = given.and_then(|given| given.sums.get(place)).copied();
        let mean = given
            .and_then(|given| given.means_tenths.get(place))
            .copied();
        let cells = vec![
            sum.map(Into::into),
            percent(shares, place),
            mean.map(Into::into),
        ];
        let middle = given.and_then(|given| given.middle.get(place));
        let spread = middle.map(|(least, most)| Spread::Points(*least, *most));
        Row {
            spread: spread.unwrap_or_default(),
            ..by_share(label, place, shares, cells)
        }
    });
    Table {
        columns: vec![Column::Points, Column::Percent, Column::MeanPoints],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn motion(rules: MotionRules, tally: MotionTally, shares: &Shares) -> Table {
    let labels = [Label::For, Label::Against, Label::Abstained, Label::Absent];
    let absent = tally.absent.into_iter();
    let counts: Vec<u32> = tally.counts.into_iter().chain(absent).collect();
    let mut table = votes_and_shares(labels.into_iter(), &counts, shares);
    let adopted = rules.majority.zip(tally.adopted);
    table
        .notes
        .extend(adopted.map(|(majority, yes)| Note::Adopted(majority, yes)));
    table
}

fn estimate(rules: &EstimateRules, tally: &EstimateTally) -> Table {
    let Some(told) = &tally.told else {
        return Table::default();
    };
    let most = tally.counts.iter().copied().max().unwrap_or(0).max(1);
    let rows = (0..).zip(&tally.counts).map(|(column, count)| {
        let from = told.from + column * told.width;
        let to = (from + told.width - rules.step).max(from).min(rules.to);
        Row {
            label: Label::Range(from, to, rules.decimals),
            cells: vec![Some(i64::from(*count))],
            bar: Some((u64::from(*count) * 1000 / u64::from(most)) as u16),
            leads: false,
            spread: Spread::None,
        }
    });
    let unit = || rules.unit.clone();
    let mut notes = vec![Note::Median(told.median_tenths, rules.decimals, unit())];
    notes.extend(
        rules
            .truth
            .map(|truth| Note::Truth(truth, rules.decimals, unit())),
    );
    notes.extend(
        told.near
            .as_ref()
            .map(|near| Note::Near(near.count, near.percent)),
    );
    Table {
        columns: vec![Column::Votes],
        rows: rows.collect(),
        notes,
        ..Table::default()
    }
}

fn matrix(options: &[Texts], tally: &MatrixTally, shares: &Shares) -> Table {
    let rows = options_of(options).zip(&tally.options).enumerate();
    let rows = rows.map(|(place, (label, one))| Row {
        label,
        cells: vec![
            one.x.mean_hundredths.map(Into::into),
            one.y.mean_hundredths.map(Into::into),
            Some(one.placed.into()),
        ],
        bar: None,
        leads: shares.leaders.contains(&(place as u8)),
        spread: match (one.x.middle, one.y.middle) {
            (Some(across), Some(up)) => Spread::Plane(across, up),
            _ => Spread::None,
        },
    });
    Table {
        columns: vec![Column::Across, Column::Up, Column::Ratings],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The most frequent words come first.
fn words(tally: &WordsTally) -> Table {
    let most = tally
        .words
        .iter()
        .map(|word| word.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let rows = tally.words.iter().map(|word| {
        let mut texts = word.also.clone();
        texts.insert(word.lang.clone(), word.text.clone());
        Row {
            label: Label::Said(texts, word.lang.clone(), Texts::new()),
            cells: vec![Some(word.count.into())],
            bar: Some((u64::from(word.count) * 1000 / u64::from(most)) as u16),
            leads: word.leads,
            spread: Spread::None,
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.cells[0]));
    Table {
        columns: vec![Column::Mentions],
        rows,
        notes: unread(tally.waiting).into_iter().collect(),
        ..Table::default()
    }
}

fn slips(tally: &TextTally) -> Table {
    let rows = tally.slips.iter().map(|slip| {
        let mut texts = slip.translations.clone();
        texts.insert(slip.lang.clone(), slip.text.clone());
        let named = slip.group.as_ref().filter(|_| slip.headings.is_empty());
        let named = named.map(|name| (slip.lang.clone(), name.clone()));
        let heading = slip.headings.clone().into_iter().chain(named).collect();
        Row {
            label: Label::Said(texts, slip.lang.clone(), heading),
            cells: vec![Some(slip.count.into())],
            bar: None,
            leads: tally.taken == Some(slip.id),
            spread: Spread::None,
        }
    });
    Table {
        columns: vec![Column::Mentions],
        rows: rows.collect(),
        notes: unread(tally.waiting).into_iter().collect(),
        ..Table::default()
    }
}

fn unread(waiting: u32) -> Option<Note> {
    (waiting > 0).then_some(Note::Unread(waiting))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::poll::motion::MotionBase;

    #[test]
    fn what_heads_a_result_beside_others_is_what_its_percents_are_of() {
        let rules = MotionRules {
            base: MotionBase::WithoutAbstentions,
            majority: None,
        };
        let tally = MotionTally {
            counts: [80, 48, 14],
            absent: None,
            base: Some(128),
            adopted: None,
        };
        let shares = Shares {
            percents: vec![63, 37],
            rounded: false,
            leaders: vec![0],
        };
        let kind = PollKind::Motion(rules);
        let tally = Tally::Motion(tally);
        let told = table(&kind, &[], &tally, &shares, 142, Present::Phones);
        assert_eq!(told.head(142), 128);
        let counts = Table {
            columns: vec![Column::Votes],
            ..told
        };
        assert_eq!(counts.head(142), 142);
    }
}
