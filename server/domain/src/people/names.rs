//! The names under which guests answer named polls. A guest gives one, unless their single-use code has one already. Only hosts
//! see it, with the answers of a named poll that has closed, so nobody screens it.

use super::codes::Codes;
use super::participants::{Participant, Participants};
use crate::fact::{Decision, Fact};
use crate::ids::ParticipantId;
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::text;

/// The name of a guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    /// The guest who says so; None: the organiser wrote it on the guest's code.
    pub by: Option<ParticipantId>,
}

/// Returns a guest's name: the one on their code, or the one they gave.
pub fn of(participants: &Participants, codes: &Codes, by: ParticipantId) -> Option<Name> {
    let named = |text: &str, by| Name {
        text: text.to_owned(),
        by,
    };
    match on_code(codes, participants.get(by)?) {
        Some(text) => Some(named(text, None)),
        None => participants.name(by).map(|text| named(text, Some(by))),
    }
}

/// Decides the name of a guest. `wanted`: the event has a named poll.
///
/// # Errors
/// [`Rejection::NotFromHere`] if nobody wants one, or the guest's code has one; [`Rejection::TextEmpty`],
/// [`Rejection::TextTooLong`].
pub fn give(
    participants: &Participants,
    codes: &Codes,
    wanted: bool,
    actor: Actor,
    name: &str,
) -> Decision {
    let (who, guest) = participants.acting(actor)?;
    if !wanted || on_code(codes, guest).is_some() {
        return Err(Rejection::NotFromHere);
    }
    let name = text::required(name, TextField::Name)?;
    Ok(if participants.name(who) == Some(&*name) {
        vec![]
    } else {
        vec![Fact::NameGiven(who, name)]
    })
}

fn on_code<'a>(codes: &'a Codes, guest: &Participant) -> Option<&'a str> {
    codes.get(guest.code?)?.info.name.as_deref()
}
