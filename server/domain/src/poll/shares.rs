//! Counts as whole percents, and who leads. Every page, export and report shows the numbers computed here.

/// The shares of a poll's answers.
///
/// # Invariants
/// - Equal counts have equal percents, and a larger count never has a smaller one.
/// - If each ballot is for one answer, the percents add up to 100 or are `rounded`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shares {
    /// The percentage of ballots for each answer.
    pub percents: Vec<u8>,
    /// The percents do not add up to 100, because equal counts would differ otherwise.
    pub rounded: bool,
    /// The answers with the most ballots; none before the first ballot.
    pub leaders: Vec<u8>,
}

impl Shares {
    /// Returns the shares of ballots for exactly one answer each. The largest remainders are rounded up. If a unit would make
    /// equal counts differ, nobody gets it.
    pub fn divided(counts: &[u32]) -> Shares {
        let ballots: u64 = counts.iter().copied().map(u64::from).sum();
        if ballots == 0 {
            return Shares::none(counts);
        }
        let hundredfold = |count: u32| u64::from(count) * 100;
        let mut percents: Vec<u64> = counts.iter().map(|n| hundredfold(*n) / ballots).collect();
        let mut left = (100 - percents.iter().sum::<u64>()) as usize;

        let mut by_remainder: Vec<u32> = counts.to_vec();
        by_remainder.sort_by_key(|n| std::cmp::Reverse((hundredfold(*n) % ballots, *n)));
        for equals in by_remainder.chunk_by(|a, b| a == b) {
            if equals.len() > left {
                break;
            }
            left -= equals.len();
            let of_these = counts.iter().zip(&mut percents);
            of_these
                .filter(|(count, _)| **count == equals[0])
                .for_each(|(_, percent)| *percent += 1);
        }
        Shares {
            percents: percents.into_iter().map(|percent| percent as u8).collect(),
            rounded: left > 0,
            leaders: leaders(counts),
        }
    }

    /// Returns the shares of ballots for several answers each: the percentage of ballots for each. They need not add up to 100.
    pub fn of_voters(counts: &[u32], ballots: u32) -> Shares {
        if ballots == 0 {
            return Shares::none(counts);
        }
        let (all, half) = (u64::from(ballots), u64::from(ballots) / 2);
        let percents = counts
            .iter()
            .map(|n| ((u64::from(*n) * 100 + half) / all).min(100) as u8);
        Shares {
            percents: percents.collect(),
            rounded: false,
            leaders: leaders(counts),
        }
    }

    fn none(counts: &[u32]) -> Shares {
        Shares {
            percents: vec![0; counts.len()],
            ..Shares::default()
        }
    }
}

fn leaders(counts: &[u32]) -> Vec<u8> {
    let most = counts.iter().copied().max().unwrap_or(0);
    (0..)
        .zip(counts)
        .filter(|(_, count)| **count == most && most > 0)
        .map(|(index, _)| index)
        .collect()
}
