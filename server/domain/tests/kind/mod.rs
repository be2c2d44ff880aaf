//! What the tests of every kind of poll begin from: a poll in English, and kept counts.

use plenary_domain::ids::{GroupId, ValueId};
use plenary_domain::poll::groups::Split;
use plenary_domain::poll::rounds::Mark;
use plenary_domain::poll::voters::Voters;
use plenary_domain::poll::{Counts, Rules, Tally};
use plenary_domain::program::{LiveResults, OptionInfo, PollInfo, Reveal, Show, Texts};

/// A changeable poll whose result the screen shows while it is open. The text of an option is its key.
pub fn poll<'a>(
    key: &str,
    session: impl Into<Option<&'a str>>,
    title: &str,
    rules: Rules,
    options: &[&str],
) -> PollInfo {
    let text = |text: &str| Texts::from([("en".into(), text.into())]);
    let option = |key: &&str| OptionInfo {
        key: (*key).into(),
        text: text(key),
        picture: None,
    };
    PollInfo {
        key: key.into(),
        session: session.into().map(Into::into),
        rules,
        title: text(title),
        options: options.iter().map(option).collect(),
        changeable: true,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
        named: false,
    }
}

/// The counts of a round: a tally with its number of ballots, and the part of it that one group has.
pub fn counts((tally, count): (Tally, u32), part: Option<(Tally, u32)>) -> Counts {
    let split = |(tally, count)| Split {
        group: GroupId(1),
        value: ValueId(4),
        tally,
        count,
        extra: 0,
    };
    Counts {
        tally,
        count,
        splits: part.map(split).into_iter().collect(),
        mark: Mark::default(),
        extra: 0,
    }
}
