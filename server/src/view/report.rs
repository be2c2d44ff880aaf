//! The words of the report, for those who write them.

use plenary_domain::state::State;

use crate::protocol::{Item, LineItem, ReportItem};
use crate::role::Entry as Sight;

pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.reports {
        return vec![];
    }
    let lines = state.reports.lines().into_iter();
    let lines = lines.map(|(id, line)| Item::Line(LineItem::of(id, line)));
    lines
        .chain([Item::Report(ReportItem::of(&state.reports))])
        .collect()
}
