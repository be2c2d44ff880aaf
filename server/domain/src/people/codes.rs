//! Single-use codes. A guest is a browser; where one ballot per person matters, an organiser hands out codes. A code is bound to
//! the guest who enters it first, and gives them the values of assigned groups. The text of a code is a secret of the server: here
//! a code is a number.

use std::collections::BTreeMap;

use super::groups::Groups;
use super::membership::CodeInfo;
use super::participants::Participants;
use crate::fact::{Decision, Fact};
use crate::ids::{CodeId, GroupId, ParticipantId, ValueId};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::text;

/// Limit on an event's codes.
pub const CODES_MAX: usize = 20_000;
/// Limit on the name on a code in characters.
pub const NAME_CHARS_MAX: u32 = 60;

/// A code to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeDraft {
    /// The key of a value, by the key of its group.
    pub groups: BTreeMap<String, String>,
    pub name: Option<String>,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub info: CodeInfo,
    /// The guest who entered it.
    pub holder: Option<ParticipantId>,
    /// The one before the last change.
    pub before: Option<ParticipantId>,
    /// Rises with every change.
    pub rev: u32,
}

/// The codes of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    codes: Vec<Code>,
    /// The number of codes that were forgotten. Nobody can use them again.
    gone: u32,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Codes {
    /// Returns a code, if it exists.
    pub fn get(&self, id: CodeId) -> Option<&Code> {
        self.codes.get(self.place(id)?)
    }

    /// Returns all codes, by number.
    pub fn iter(&self) -> impl Iterator<Item = (CodeId, &Code)> {
        (self.gone..).map(CodeId).zip(&self.codes)
    }

    /// Returns the number of the next code.
    pub fn next(&self) -> CodeId {
        CodeId(self.gone + self.codes.len() as u32)
    }

    /// Returns how many of them guests have entered.
    pub fn taken(&self) -> usize {
        self.codes
            .iter()
            .filter(|code| code.holder.is_some())
            .count()
    }

    /// Returns true if a code gives a value of this group, or this value.
    pub fn give(&self, group: GroupId, value: Option<ValueId>) -> bool {
        let is_meant = |(of, given): &(GroupId, ValueId)| {
            *of == group && value.is_none_or(|value| value == *given)
        };
        self.codes
            .iter()
            .any(|code| code.info.values.iter().any(is_meant))
    }

    /// Decides new codes.
    ///
    /// # Errors
    /// [`Rejection::OutOfRange`] with the limit; [`Rejection::Unknown`] for a group or value that does not exist;
    /// [`Rejection::NotAllowed`] for a group that is not assigned; what [`text::line`] refuses of a name.
    pub fn make(&self, groups: &Groups, drafts: &[CodeDraft]) -> Decision {
        let max = CODES_MAX as u32;
        if self.next().index() + drafts.len() > CODES_MAX {
            return Err(Rejection::OutOfRange { min: 0, max });
        }
        let codes = drafts.iter().map(|draft| info(groups, draft));
        let codes = codes.collect::<Result<Vec<CodeInfo>, Rejection>>()?;
        Ok(if codes.is_empty() {
            vec![]
        } else {
            vec![Fact::CodesMade(self.next(), codes)]
        })
    }

    /// Decides that a guest enters a code.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::CodeTaken`] if another guest has it; [`Rejection::HasCode`] if the guest has another.
    pub fn take(&self, participants: &Participants, actor: Actor, id: CodeId) -> Decision {
        let (by, participant) = participants.acting(actor)?;
        let code = self.get(id).ok_or(Rejection::Unknown)?;
        match (code.holder, participant.code) {
            (Some(holder), _) if holder == by => Ok(vec![]),
            (Some(_), _) => Err(Rejection::CodeTaken),
            (None, Some(_)) => Err(Rejection::HasCode),
            (None, None) => Ok(vec![Fact::CodeTaken(by, id)]),
        }
    }

    /// Decides that a code can be entered again, in another browser. Its ballots stay.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::NotFromHere`] if nobody has it.
    pub fn release(&self, id: CodeId) -> Decision {
        let code = self.get(id).ok_or(Rejection::Unknown)?;
        match code.holder {
            None => Err(Rejection::NotFromHere),
            Some(_) => Ok(vec![Fact::CodeReleased(id)]),
        }
    }

    pub(crate) fn made(&mut self, first: CodeId, infos: &[CodeInfo], seq: u64) {
        if self.codes.is_empty() {
            self.gone = first.0;
        }
        self.codes.extend(infos.iter().map(|info| Code {
            info: info.clone(),
            holder: None,
            before: None,
            rev: 1,
        }));
        self.changed = seq;
    }

    /// Gives a code that nobody has other values of assigned groups. A code that does not exist stays missing.
    pub(crate) fn assigned(&mut self, id: CodeId, values: &[(GroupId, ValueId)], seq: u64) {
        let code = self.place(id).and_then(|place| self.codes.get_mut(place));
        if let Some(code) = code.filter(|code| code.holder.is_none())
            && code.info.values != values
        {
            code.info.values = values.to_vec();
            code.rev += 1;
            self.changed = seq;
        }
    }

    /// Sets who has a code. Returns the code, if it exists.
    pub(crate) fn hold(
        &mut self,
        id: CodeId,
        holder: Option<ParticipantId>,
        seq: u64,
    ) -> Option<&Code> {
        let place = self.place(id)?;
        let code = self.codes.get_mut(place)?;
        code.before = std::mem::replace(&mut code.holder, holder);
        code.rev += 1;
        self.changed = seq;
        Some(code)
    }

    pub(crate) fn forgotten(&mut self, next: CodeId, seq: u64) {
        self.codes.clear();
        self.gone = next.0;
        self.changed = seq;
    }

    fn place(&self, id: CodeId) -> Option<usize> {
        id.index().checked_sub(self.gone as usize)
    }
}

fn info(groups: &Groups, draft: &CodeDraft) -> Result<CodeInfo, Rejection> {
    let values = draft.groups.iter().map(|(group, value)| {
        let (id, group) = groups.by_key(group).ok_or(Rejection::Unknown)?;
        if !group.info.assigned {
            return Err(Rejection::NotAllowed);
        }
        Ok((id, group.by_key(value).ok_or(Rejection::Unknown)?))
    });
    let name = draft.name.as_deref().map(|name| {
        text::line(name, NAME_CHARS_MAX).ok_or(Rejection::TextTooLong {
            field: TextField::Name,
            chars_max: NAME_CHARS_MAX,
        })
    });
    Ok(CodeInfo {
        values: values.collect::<Result<_, _>>()?,
        name: name.transpose()?.filter(|name| !name.is_empty()),
    })
}
