//! What becomes of what guests write into polls: an entry is made for a text that is new, and moderators approve, hide and
//! join entries.

use super::entries::{Entry, EntryState, HEADINGS_MAX, PER_EVENT_MAX, PER_PARTICIPANT_MAX};
use super::{Ballot, Poll, Polls};
use crate::approval;
use crate::fact::{Decision, Fact};
use crate::ids::{EntryId, Id as _, ParticipantId, PollId};
use crate::language;
use crate::people::Mutes;
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::screening::Content;
use crate::text::{self, Texts};

/// What a moderator can do with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Approve,
    Hide,
    /// Makes it count with another one.
    Join,
    /// Makes it count alone again.
    Part,
    /// Adds the text in the event's other languages.
    Translate,
    Group,
    /// Shows it large on the screen.
    Take,
}

impl Verb {
    /// All verbs.
    pub const ALL: [Verb; 7] = [
        Verb::Approve,
        Verb::Hide,
        Verb::Join,
        Verb::Part,
        Verb::Translate,
        Verb::Group,
        Verb::Take,
    ];
}

impl Entry {
    /// Returns true if a moderator can do this now.
    pub fn allows(&self, verb: Verb) -> bool {
        match (verb, self.state) {
            (Verb::Approve, EntryState::Waiting | EntryState::Hidden)
            | (Verb::Hide, EntryState::Waiting | EntryState::Approved)
            | (Verb::Join | Verb::Translate, EntryState::Waiting | EntryState::Approved)
            | (Verb::Group | Verb::Take, EntryState::Approved) => true,
            // A translation that nobody has read.
            (Verb::Approve, EntryState::Approved) => self.screened.is_pending(),
            (Verb::Part, EntryState::Waiting | EntryState::Approved | EntryState::Hidden) => {
                self.with.is_some()
            }
            (Verb::Hide | Verb::Join | Verb::Translate, EntryState::Hidden)
            | (Verb::Group | Verb::Take, EntryState::Waiting | EntryState::Hidden) => false,
        }
    }

    /// Returns what a moderator can do with it now.
    pub fn can(&self) -> impl Iterator<Item = Verb> {
        Verb::ALL.into_iter().filter(|verb| self.allows(*verb))
    }
}

impl Polls {
    /// Cleans the texts of a ballot and names the entry of each. Returns the ballot and the facts of new entries.
    ///
    /// # Errors
    /// What [`text::required`] refuses; [`Rejection::TooManyEntries`].
    pub(super) fn read_in(
        &self,
        by: ParticipantId,
        mutes: &Mutes,
        id: PollId,
        poll: &Poll,
        mut ballot: Ballot,
        langs: &[String],
    ) -> Result<(Ballot, Vec<Fact>), Rejection> {
        let mut new: Vec<(String, Fact)> = vec![];
        let (texts, chars_max) = match poll.answers.written(&mut ballot) {
            Some(written) => written,
            None => return Ok((ballot, vec![])),
        };
        for written in texts {
            let text = text::required_within(&written.text, TextField::Entry, chars_max)?;
            let key = text::counted_as(&text);
            let made = new.iter().position(|(other, _)| *other == key);
            let known = self.entries.find(id, &key);
            written.entry = known.unwrap_or_else(|| {
                let after = made.unwrap_or(new.len());
                EntryId::at(self.entries.next().index() + after)
            });
            if known.is_none() && made.is_none() {
                let content = Content {
                    lang: language::guess(&text, None, langs),
                    text: text.clone(),
                    translations: Texts::new(),
                    name: None,
                    org: None,
                };
                let fact = Fact::EntryWritten(written.entry, id, Some(by), content);
                new.push((key, fact));
            }
            written.text = text;
        }
        let made = self.entries.made_by(id, by) + new.len();
        let has_room = |others: usize| others + new.len() <= PER_EVENT_MAX;
        let is_full = || {
            !mutes.has(by)
                && !has_room(self.entries.next().index())
                && !has_room(self.entries.alive(mutes))
        };
        if !new.is_empty() && (made > PER_PARTICIPANT_MAX as usize || is_full()) {
            return Err(Rejection::TooManyEntries {
                max: PER_PARTICIPANT_MAX,
            });
        }
        Ok((ballot, new.into_iter().map(|(_, fact)| fact).collect()))
    }

    /// Decides to approve entries, each exactly as seen. Those that somebody has changed since stay as they are.
    ///
    /// # Errors
    /// [`Rejection::OutOfRange`] for none or too many; [`Rejection::Unknown`], [`Rejection::Stale`] or
    /// [`Rejection::NotFromHere`] if none can be approved.
    pub fn approve_entries(&self, seen: &[(EntryId, u32)], by: Actor) -> Decision {
        approval::as_seen(seen, |id, rev| {
            let entry = self.entry_seen(id, rev, Verb::Approve)?;
            Ok(Fact::EntryApproved(id, entry.screened.revision(), by))
        })
    }

    /// Decides to hide an entry. It can come back.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn hide_entry(&self, id: EntryId, seen: u32, by: Actor) -> Decision {
        self.entry_seen(id, seen, Verb::Hide)?;
        Ok(vec![Fact::EntryHidden(id, by)])
    }

    /// Decides that an entry counts with an approved one of the same poll, or alone again. Whoever joins an entry has read it,
    /// so it is approved as seen.
    ///
    /// # Errors
    /// As [`Polls::hide_entry`]; [`Rejection::NotFromHere`] also if the other one is not approved, is of another poll, or counts
    /// with this one.
    pub fn join_entry(&self, id: EntryId, seen: u32, with: Option<EntryId>, by: Actor) -> Decision {
        let Some(other) = with else {
            self.entry_seen(id, seen, Verb::Part)?;
            return Ok(vec![Fact::EntryJoined(id, None, by)]);
        };
        let entry = self.entry_seen(id, seen, Verb::Join)?;
        let head = self.entries.get(other).ok_or(Rejection::Unknown)?;
        let is_possible = head.poll == entry.poll
            && head.state == EntryState::Approved
            && !self.entries.counts_with(other, id);
        if !is_possible {
            return Err(Rejection::NotFromHere);
        }
        let mut facts = vec![];
        if entry.state == EntryState::Waiting {
            let revision = entry.screened.revision();
            facts.push(Fact::EntryApproved(id, revision, by));
        }
        if entry.with != with {
            facts.push(Fact::EntryJoined(id, with, by));
        }
        Ok(facts)
    }

    /// Decides the text of an entry in the event's other languages. The original stays as its guest wrote it, and whoever
    /// translates it has read it, so it is approved.
    ///
    /// # Errors
    /// As [`Polls::hide_entry`]; [`Rejection::BadLanguage`], [`Rejection::TextTooLong`].
    pub fn translate_entry(
        &self,
        id: EntryId,
        seen: u32,
        translations: &Texts,
        langs: &[String],
        by: Actor,
    ) -> Decision {
        let entry = self.entry_seen(id, seen, Verb::Translate)?;
        let mut clean = Texts::new();
        for (lang, raw) in translations {
            if !langs.contains(lang) || *lang == entry.screened.content().lang {
                return Err(Rejection::BadLanguage);
            }
            if let Some(text) = text::optional(Some(raw), TextField::Translation)? {
                clean.insert(lang.clone(), text);
            }
        }
        let revision = entry.screened.revision() + 1;
        Ok(vec![
            Fact::EntryTranslated(id, clean, by),
            Fact::EntryApproved(id, revision, by),
        ])
    }

    /// Decides the text of an entry in one more language. It is public at once if whoever translates it screens entries, and the
    /// entry is approved; otherwise a moderator reads it first.
    ///
    /// # Errors
    /// [`Rejection::Unknown`]; [`Rejection::NotFromHere`] for a hidden entry.
    pub(crate) fn translate_entry_into(
        &self,
        id: EntryId,
        lang: &str,
        text: String,
        by: Actor,
    ) -> Decision {
        let entry = self.entries.get(id).ok_or(Rejection::Unknown)?;
        if !entry.allows(Verb::Translate) {
            return Err(Rejection::NotFromHere);
        }
        let mut translations = entry.screened.content().translations.clone();
        if translations.get(lang) == Some(&text) {
            return Ok(vec![]);
        }
        translations.insert(lang.to_owned(), text);
        let mut facts = vec![Fact::EntryTranslated(id, translations, by)];
        let reads = matches!(by, Actor::Staff(role) if role.screens_questions());
        if reads && entry.state == EntryState::Approved {
            facts.push(Fact::EntryApproved(id, entry.screened.revision() + 1, by));
        }
        Ok(facts)
    }

    /// Decides the group of an entry by its name, or that it has none. A group that the poll has under this name, or one of these
    /// headings, is meant; what the headings say is said of all its entries, and an empty one leaves its language out.
    ///
    /// # Errors
    /// As [`Polls::hide_entry`]; [`Rejection::BadLanguage`], [`Rejection::TextTooLong`], [`Rejection::TooManyHeadings`].
    pub fn group_entry(
        &self,
        id: EntryId,
        seen: u32,
        (name, headings): (Option<&str>, &Texts),
        langs: &[String],
        by: Actor,
    ) -> Decision {
        let entry = self.entry_seen(id, seen, Verb::Group)?;
        let name = text::optional(name, TextField::Name)?;
        let (mut clean, mut dropped) = (Texts::new(), vec![]);
        for (lang, raw) in headings {
            if !langs.contains(lang) {
                return Err(Rejection::BadLanguage);
            }
            match text::optional(Some(raw), TextField::Name)? {
                Some(heading) => drop(clean.insert(lang.clone(), heading)),
                None => dropped.push(lang),
            }
        }
        let Some(name) = name.or_else(|| clean.values().next().cloned()) else {
            return Ok(match entry.group {
                Some(_) => vec![Fact::EntryGrouped(id, None, by)],
                None => vec![],
            });
        };
        let of = entry.poll;
        let known = self.entries.group_called(of, &name, &clean);
        if known.is_none() && self.entries.headings(of).count() >= HEADINGS_MAX {
            let max = HEADINGS_MAX as u32;
            return Err(Rejection::TooManyHeadings { max });
        }
        let group = known.map_or(name, str::to_owned);
        let mut facts = vec![];
        let before = self.entries.heading(of, &group);
        let mut after = before.clone();
        after.retain(|lang, _| !dropped.contains(&lang));
        after.extend(clean);
        if entry.group.as_ref() != Some(&group) {
            facts.push(Fact::EntryGrouped(id, Some(group.clone()), by));
        }
        if after != *before {
            facts.push(Fact::HeadingWritten(of, group, after, by));
        }
        Ok(facts)
    }

    /// Decides which entry of a poll the screen shows large, or none.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::NotFromHere`].
    pub fn take_entry(&self, poll: PollId, entry: Option<EntryId>, by: Actor) -> Decision {
        self.get(poll).ok_or(Rejection::Unknown)?;
        if let Some(id) = entry {
            let entry = self.entries.get(id).ok_or(Rejection::Unknown)?;
            if entry.poll != poll || !entry.allows(Verb::Take) {
                return Err(Rejection::NotFromHere);
            }
        }
        Ok(if self.entries.taken(poll) == entry {
            vec![]
        } else {
            vec![Fact::EntryTaken(poll, entry, by)]
        })
    }

    /// Returns the entry as the sender saw it, if the verb is possible.
    fn entry_seen(&self, id: EntryId, seen: u32, verb: Verb) -> Result<&Entry, Rejection> {
        let entry = self.entries.get(id).ok_or(Rejection::Unknown)?;
        if entry.rev != seen {
            return Err(Rejection::Stale(StaleNow::Entry { state: entry.state }));
        }
        if entry.allows(verb) {
            Ok(entry)
        } else {
            Err(Rejection::NotFromHere)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{Moment, MuteId};
    use crate::poll::entries::Entries;
    use crate::poll::voters::Voter;

    const POLL: PollId = PollId(0);

    fn write(entries: &mut Entries, index: usize, by: ParticipantId) {
        let content = Content {
            text: format!("Word {index}"),
            lang: "en".into(),
            translations: Texts::new(),
            name: None,
            org: None,
        };
        let (id, now) = (EntryId::at(index), Moment { seq: 1, at: 0 });
        entries.written(id, POLL, Some(by), &content, now);
        entries.hold(id, Voter::Guest(by), true);
    }

    #[test]
    fn what_replaced_ballots_leave_behind_takes_no_room_from_others() {
        let (mut entries, mut mutes) = (Entries::default(), Mutes::default());
        let (one, other) = (ParticipantId(0), ParticipantId(1));
        (0..3).for_each(|index| write(&mut entries, index, one));
        (3..5).for_each(|index| write(&mut entries, index, other));
        assert_eq!(entries.alive(&mutes), 5);
        entries.hold(EntryId(0), one.into(), false);
        entries.hold(EntryId(0), one.into(), false);
        assert_eq!(entries.alive(&mutes), 4, "it is in no ballot");
        assert_eq!(entries.get(EntryId(0)), None, "and nobody has read it");
        // What waits of muted guests does not count; what a moderator has approved does.
        mutes.muted(MuteId(0), &[one], 2);
        assert_eq!(entries.alive(&mutes), 2);
        entries.approved(EntryId(1), 1, Moment { seq: 3, at: 0 });
        assert_eq!(entries.alive(&mutes), 3);
        mutes.unmuted(MuteId(0), 4);
        assert_eq!(entries.alive(&mutes), 4);
    }
}
