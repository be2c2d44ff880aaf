//! The labels of an event, under which its staff file questions. The event file has some, and moderators make more.

use crate::fact::{Decision, Fact};
use crate::ids::LabelId;
use crate::program::{LABELS_MAX, LabelInfo};
use crate::rejection::{Rejection, TextField};
use crate::role::Actor;
use crate::slots::Slots;
use crate::text::{self, Texts};

/// A label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub info: LabelInfo,
    /// Its place among the labels.
    pub order: u32,
    /// Staff made it during the event.
    pub made: bool,
    /// The sequence of its last change.
    pub changed: u64,
}

/// All labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    labels: Slots<LabelId, Label>,
    /// The sequence of the last change.
    pub changed: u64,
}

impl Labels {
    /// Returns a label, if it exists.
    pub fn get(&self, id: LabelId) -> Option<&Label> {
        self.labels.get(id)
    }

    /// Returns the existing labels, by id.
    pub fn iter(&self) -> impl Iterator<Item = (LabelId, &Label)> {
        self.labels.iter()
    }

    /// Returns the label with this key.
    pub fn by_key(&self, key: &str) -> Option<(LabelId, &Label)> {
        self.iter().find(|(_, label)| label.info.key == key)
    }

    /// Returns the next free id.
    pub fn next(&self) -> LabelId {
        self.labels.next()
    }

    /// Returns true if there is room for another label.
    pub fn has_room(&self) -> bool {
        self.iter().count() < LABELS_MAX
    }

    /// Decides a new label, behind the others.
    ///
    /// # Errors
    /// [`Rejection::TextEmpty`], [`Rejection::TextTooLong`], [`Rejection::BadLanguage`]; [`Rejection::LabelTaken`] if another one
    /// reads the same in any language; [`Rejection::TooManyLabels`].
    pub fn make(&self, langs: &[String], texts: &Texts, by: Actor) -> Decision {
        let mut said = Texts::new();
        for (lang, raw) in texts {
            if !langs.contains(lang) {
                return Err(Rejection::BadLanguage);
            }
            let field = TextField::Label;
            said.insert(lang.clone(), text::required(raw, field)?);
        }
        if said.is_empty() {
            return Err(Rejection::TextEmpty);
        }
        let is_taken = |one: &String| {
            let mut others = self.iter().flat_map(|(_, label)| label.info.text.values());
            others.any(|other| text::look_alike(one, other))
        };
        if said.values().any(is_taken) {
            return Err(Rejection::LabelTaken);
        }
        if !self.has_room() {
            let max = LABELS_MAX as u32;
            return Err(Rejection::TooManyLabels { max });
        }
        let id = self.next();
        let order = self.iter().map(|(_, label)| label.order + 1).max();
        let mut number = id.0 + 1;
        while self.by_key(&made_key(number)).is_some() {
            number += 1;
        }
        let info = LabelInfo {
            key: made_key(number),
            text: said,
        };
        let order = order.unwrap_or_default();
        Ok(vec![Fact::LabelMade(id, info, order, by)])
    }

    /// Decides to remove a label. Questions lose it, and have it again if that is undone.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn remove(&self, id: LabelId, by: Actor) -> Decision {
        self.get(id).ok_or(Rejection::Unknown)?;
        Ok(vec![Fact::LabelDropped(id, by)])
    }

    pub(crate) fn put(&mut self, id: LabelId, info: &LabelInfo, order: u32, made: bool, seq: u64) {
        let label = Label {
            info: info.clone(),
            order,
            made,
            changed: seq,
        };
        self.labels.put(id, label);
        self.changed = seq;
    }

    pub(crate) fn removed(&mut self, id: LabelId, seq: u64) {
        self.labels.remove(id);
        self.changed = seq;
    }
}

fn made_key(number: u32) -> String {
    format!("made-{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::StaffRole;

    #[test]
    fn an_event_has_only_so_many_labels_and_room_again_when_one_goes() {
        let langs = ["en".to_owned()];
        let make = |labels: &Labels, text: &str| {
            let texts = Texts::from([("en".to_owned(), text.to_owned())]);
            labels.make(&langs, &texts, Actor::Staff(StaffRole::Moderator))
        };
        let mut labels = Labels::default();
        for number in 0..LABELS_MAX {
            let made = make(&labels, &format!("label {number}")).expect("there is room");
            let [Fact::LabelMade(id, info, order, _)] = made.as_slice() else {
                panic!("{made:?}");
            };
            labels.put(*id, info, *order, true, 1);
        }
        let max = LABELS_MAX as u32;
        assert_eq!(
            make(&labels, "one more"),
            Err(Rejection::TooManyLabels { max })
        );
        labels.removed(LabelId(3), 2);
        assert!(make(&labels, "one more").is_ok());
    }
}
