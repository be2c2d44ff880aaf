//! Shares: equal counts never differ, and the parts add up or say that they do not.

use plenary_domain::poll::shares::Shares;
use proptest::prelude::*;

fn divided(counts: &[u32]) -> (Vec<u8>, bool) {
    let shares = Shares::divided(counts);
    (shares.percents, shares.rounded)
}

#[test]
fn a_unit_that_would_part_equal_counts_is_given_to_none() {
    assert_eq!(divided(&[3, 3, 2]), (vec![37, 37, 25], true));
    assert_eq!(divided(&[1, 1, 1]), (vec![33, 33, 33], true));
    assert_eq!(divided(&[39, 28, 36, 15]), (vec![33, 24, 30, 13], false));
    assert_eq!(divided(&[2, 2, 1, 1]), (vec![33, 33, 17, 17], false));
    assert_eq!(divided(&[1, 0]), (vec![100, 0], false));
    assert_eq!(divided(&[0, 0]), (vec![0, 0], false));
}

#[test]
fn shares_of_voters_are_rounded_each_by_itself() {
    let shares = Shares::of_voters(&[2, 2, 1], 3);
    assert_eq!((shares.percents, shares.rounded), (vec![67, 67, 33], false));
    assert_eq!(shares.leaders, [0, 1]);
    assert_eq!(Shares::of_voters(&[0, 0], 0).percents, [0, 0]);
}

proptest! {
    #[test]
    fn equal_counts_have_equal_shares_that_add_up_or_say_so(
        counts in prop::collection::vec(prop_oneof![0u32..6, 0u32..20_000, Just(u32::MAX)], 1..20),
        extra in 0u32..1000,
    ) {
        let ballots = counts.iter().copied().max().unwrap_or(0).saturating_add(extra);
        for (shares, parts) in [(Shares::divided(&counts), true), (Shares::of_voters(&counts, ballots), false)] {
            let most = counts.iter().copied().max().unwrap_or(0);
            for (a, one) in counts.iter().zip(&shares.percents) {
                for (b, other) in counts.iter().zip(&shares.percents) {
                    prop_assert!(a != b || one == other, "{counts:?}: {shares:?}");
                    prop_assert!(a <= b || one >= other, "{counts:?}: {shares:?}");
                }
            }
            let sum: u32 = shares.percents.iter().copied().map(u32::from).sum();
            let cast = most > 0;
            if parts {
                prop_assert_eq!(cast && sum != 100, shares.rounded, "{:?}: {:?}", counts, shares);
            } else {
                prop_assert!(!shares.rounded);
            }
            for (index, count) in counts.iter().enumerate() {
                let leads = shares.leaders.contains(&(index as u8));
                prop_assert_eq!(leads, cast && *count == most);
            }
        }
    }
}
