//! A free choice on the screen (`web-client/src/polls/free_choice/screen.tsx`): rows as of a choice. Own words are a row more, and
//! abstentions a line below.

use plenary_domain::poll::kinds::free_choice::Rules;

use super::{Crowded, FLOOR, LINE, choice};

/// The name of the row for own words, in each language: two words.
const OTHER: f32 = 6.0 * FLOOR;

/// Options' widths by language, and the height for all of them.
pub fn crowded(rules: &Rules, mut options: Vec<Vec<f32>>, field: f32) -> Option<Crowded> {
    if rules.other {
        let langs = options.first().map_or(0, Vec::len);
        options.push(vec![OTHER; langs]);
    }
    let below = if rules.none.is_some() { LINE } else { 0.0 };
    choice::crowded(&options, field - below)
}
