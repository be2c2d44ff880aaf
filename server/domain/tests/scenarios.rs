//! The scenario scripts. Their polls are choices.

mod script;

use std::error::Error;

use plenary_domain::poll::kinds::choice::{self, Picks};
use plenary_domain::poll::{Ballot, Rules};
use plenary_domain::program::Program;

#[test]
fn scripts() {
    script::run("tests/scripts", script::Kind { ballot, edit });
}

/// Parses the indices of the options.
fn ballot(words: &[String]) -> Result<Ballot, Box<dyn Error>> {
    let indices: Vec<u8> = words.iter().map(|w| w.parse()).collect::<Result<_, _>>()?;
    Ok(Ballot::Choice(Picks::of(&indices)))
}

fn edit(program: &mut Program, what: &str, _: &str) -> bool {
    if what == "field-kind" {
        program.polls[0].rules = Rules::Choice(choice::Rules { min: 1, max: 2 });
    }
    what == "field-kind"
}
