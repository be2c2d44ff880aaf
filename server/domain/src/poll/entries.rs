//! What guests write into polls. Texts that count as one are one *entry* of their poll. A moderator reads each entry before
//! anybody else sees it. Entries of one meaning can count together, also across languages.
//!
//! # Invariants
//! - A text that others see is a [`Public`], which exists only for a revision that a moderator approved.
//! - An entry is in the index of its state, and no entry counts with itself.

use std::collections::{BTreeMap, BTreeSet};

use super::voters::Voter;
use crate::ids::{CodeId, EntryId, Id, Millis, Moment, ParticipantId, PollId};
use crate::people::Mutes;
use crate::screening::{Content, Public, Screened};
pub use crate::status::EntryState;
use crate::text::{self, Texts};

/// Limit on an event's entries that a ballot contains and somebody may read: what waits of muted guests does not count.
pub const PER_EVENT_MAX: usize = 200_000;
/// Limit on the entries of a poll that one participant was the first to write: those that a ballot contains or a moderator has
/// read.
pub const PER_PARTICIPANT_MAX: u32 = 30;
/// Limit on the groups of a poll's entries, with those that nothing is in any more.
pub const HEADINGS_MAX: usize = 100;

/// A text, or several that count as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub poll: PollId,
    /// Who was the first to write it; None once its guests are forgotten.
    pub by: Option<ParticipantId>,
    /// As its first guest wrote it.
    pub screened: Screened,
    pub state: EntryState,
    /// The entry with which it counts, because a moderator joined them.
    pub with: Option<EntryId>,
    /// The group in which a host or moderator put it, by the name that it was given first.
    pub group: Option<String>,
    /// Rises with every change by staff; a command must have seen it.
    pub rev: u32,
    pub written_at: Millis,
    /// The sequence of the last change of state.
    pub since: u64,
    /// A ballot contains it.
    held: bool,
}

/// All entries of an event's polls. What no ballot contains any more and no moderator has read is forgotten, so that replaced
/// ballots leave nothing behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    entries: BTreeMap<EntryId, Entry>,
    next: EntryId,
    /// By poll and the form that counts.
    known: BTreeMap<(PollId, String), EntryId>,
    waiting: BTreeSet<(PollId, EntryId)>,
    read: BTreeSet<(PollId, EntryId)>,
    /// By the participant who was the first to write them.
    by: BTreeSet<(ParticipantId, PollId, EntryId)>,
    /// The voters with a ballot, in any round, that contains an entry.
    holders: BTreeSet<(EntryId, Voter)>,
    /// The number of entries that a ballot contains.
    held: usize,
    /// Those among them that wait, by the participant who was the first to write them.
    held_of: BTreeMap<ParticipantId, usize>,
    /// The entry of a poll that is taken up, large on the screen, and the sequence at which that changed.
    taken: BTreeMap<PollId, (Option<EntryId>, u64)>,
    /// What the groups of a poll's entries are called in the event's languages, by their first names.
    headings: BTreeMap<(PollId, String), Heading>,
    /// The sequence of the last change of a poll's entries.
    changed_in: BTreeMap<PollId, u64>,
    /// The sequence of the last change of an entry. Ballots change its mentions.
    pub changed: u64,
}

/// What a group of a poll's entries is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Heading {
    texts: Texts,
    /// The sequence of its last change.
    changed: u64,
}

/// What a group is called that nobody named in a language.
const NO_TEXTS: &Texts = &Texts::new();

/// Approved entries that count together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// The entry with which the others count.
    pub head: EntryId,
    /// The head's text, then those of the others by id; at least one.
    pub texts: Vec<(EntryId, &'a Public)>,
    /// The head's group.
    pub group: Option<&'a str>,
    /// What the group is called in the event's languages, where somebody said it.
    pub headings: &'a Texts,
    /// Their mentions together.
    pub count: u32,
    /// The sequence at which the head was approved.
    pub since: u64,
}

impl Entries {
    /// Returns an entry, if it exists.
    pub fn get(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// Returns all entries, by id.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        let entries = self.entries.iter();
        #[cfg(test)]
        let entries = entries.inspect(|_| super::looked::count());
        entries.map(|(id, entry)| (*id, entry))
    }

    /// Returns the entries that a participant was the first to write, by poll and id.
    pub fn of_guest(&self, by: ParticipantId) -> impl Iterator<Item = (EntryId, &Entry)> {
        let first = (by, PollId(0), EntryId(0));
        let last = (by, PollId(u32::MAX), EntryId(u32::MAX));
        let ids = self.by.range(first..=last);
        ids.filter_map(|(_, _, id)| Some((*id, self.get(*id)?)))
    }

    /// Returns the voters with a ballot, in any round, that contains an entry.
    pub fn holders(&self, id: EntryId) -> impl Iterator<Item = Voter> {
        let first = (id, Voter::Guest(ParticipantId(0)));
        let last = (id, Voter::Code(CodeId(u32::MAX)));
        self.holders.range(first..=last).map(|(_, by)| *by)
    }

    /// Returns the id of the next entry.
    pub fn next(&self) -> EntryId {
        self.next
    }

    /// Returns the entry of a poll under which a text counts.
    pub fn find(&self, poll: PollId, counted_as: &str) -> Option<EntryId> {
        self.known.get(&(poll, counted_as.to_owned())).copied()
    }

    /// Returns how many entries of a poll a participant was the first to write.
    pub fn made_by(&self, poll: PollId, by: ParticipantId) -> usize {
        let own = self.of_guest(by);
        own.filter(|(_, entry)| entry.poll == poll).count()
    }

    /// Returns the number of entries that count against the limit of an event.
    pub fn alive(&self, mutes: &Mutes) -> usize {
        let of = |guest| self.held_of.get(&guest).copied().unwrap_or_default();
        self.held - mutes.guests().map(of).sum::<usize>()
    }

    /// Returns a poll's entries that no moderator has read, the oldest first.
    pub fn waiting(&self, poll: PollId) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.of(&self.waiting, poll)
    }

    /// Returns a poll's approved and hidden entries, by id.
    pub fn read(&self, poll: PollId) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.of(&self.read, poll)
    }

    fn of<'a>(
        &'a self,
        index: &'a BTreeSet<(PollId, EntryId)>,
        poll: PollId,
    ) -> impl Iterator<Item = (EntryId, &'a Entry)> {
        let ids = index.range((poll, EntryId(0))..=(poll, EntryId(u32::MAX)));
        ids.filter_map(|(_, id)| Some((*id, self.get(*id)?)))
    }

    /// Returns the entry of a poll that is taken up, if it is approved.
    pub fn taken(&self, poll: PollId) -> Option<EntryId> {
        let (taken, _) = self.taken.get(&poll).copied()?;
        taken.filter(|id| {
            self.get(*id)
                .is_some_and(|entry| entry.state == EntryState::Approved)
        })
    }

    /// Returns the sequence at which another entry of a poll was taken up, or none.
    pub fn taken_changed(&self, poll: PollId) -> u64 {
        self.taken.get(&poll).map_or(0, |(_, seq)| *seq)
    }

    /// Returns the groups that a poll's entries are or were in, by name, with what they are called in the event's languages.
    pub fn headings(&self, poll: PollId) -> impl Iterator<Item = (&str, &Texts)> {
        let from = (poll, String::new());
        let of = self.headings.range(from..);
        let of = of.take_while(move |((of, _), _)| *of == poll);
        of.map(|((_, name), heading)| (name.as_str(), &heading.texts))
    }

    /// Returns what a group of a poll's entries is called in the event's languages, as far as somebody said it.
    pub fn heading(&self, poll: PollId, group: &str) -> &Texts {
        let heading = self.headings.get(&(poll, group.to_owned()));
        heading.map_or(NO_TEXTS, |heading| &heading.texts)
    }

    /// Returns the sequence at which a group of a poll's entries was last named.
    pub fn heading_changed(&self, poll: PollId, group: &str) -> u64 {
        let heading = self.headings.get(&(poll, group.to_owned()));
        heading.map_or(0, |heading| heading.changed)
    }

    /// Returns what the group of an entry is called in the event's languages.
    pub fn headings_of(&self, entry: &Entry) -> &Texts {
        let group = entry.group.as_deref();
        group.map_or(NO_TEXTS, |group| self.heading(entry.poll, group))
    }

    /// Returns the group of a poll's entries that has this name, or else one that is called this in a language, or as the headings
    /// say.
    pub fn group_called(&self, poll: PollId, name: &str, headings: &Texts) -> Option<&str> {
        let named = self.headings(poll).find(|(group, _)| *group == name);
        let is_alike = |one: &str, other: &str| text::counted_as(one) == text::counted_as(other);
        let is_called = |(_, texts): &(&str, &Texts)| {
            let mut said = texts.iter();
            said.any(|(lang, text)| {
                let heading = headings.get(lang).map_or(name, String::as_str);
                is_alike(text, name) || is_alike(text, heading)
            })
        };
        let called = named.or_else(|| self.headings(poll).find(is_called));
        called.map(|(group, _)| group)
    }

    /// Returns the sequence of the last change of a poll's entries.
    pub fn changed_in(&self, poll: PollId) -> u64 {
        self.changed_in.get(&poll).copied().unwrap_or_default()
    }

    /// Returns the entry with which an approved one counts: the last approved one in its chain.
    pub fn head(&self, id: EntryId) -> EntryId {
        let mut head = id;
        while let Some(with) = self.get(head).and_then(|entry| entry.with)
            && self
                .get(with)
                .is_some_and(|entry| entry.state == EntryState::Approved)
        {
            head = with;
        }
        head
    }

    /// Returns true if an entry counts with the other, directly or through others.
    pub fn counts_with(&self, id: EntryId, other: EntryId) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            if id == other {
                return true;
            }
            at = self.get(id).and_then(|entry| entry.with);
        }
        false
    }

    /// Returns a poll's approved entries that somebody holds, those of one meaning together, by the head's id. What all guests took
    /// back is not among the texts, even of a head. `mentions` is the number of ballots with an entry.
    pub fn clusters(&self, poll: PollId, mentions: &dyn Fn(EntryId) -> u32) -> Vec<Cluster<'_>> {
        let held = self.read(poll).filter_map(|(id, entry)| {
            let public = entry.screened.public()?;
            let count = Some(mentions(id)).filter(|count| *count > 0)?;
            let head = self.head(id);
            Some(((head, head != id, id), public, count))
        });
        let mut held: Vec<_> = held.collect();
        // The head is the first of its cluster.
        held.sort_unstable_by_key(|(place, ..)| *place);
        let clusters = held.chunk_by(|((one, ..), ..), ((other, ..), ..)| one == other);
        let clusters = clusters.filter_map(|members| {
            let ((head, ..), ..) = *members.first()?;
            let entry = self.get(head)?;
            let counts = members.iter().map(|(_, _, count)| *count);
            Some(Cluster {
                head,
                texts: members
                    .iter()
                    .map(|((.., id), public, _)| (*id, *public))
                    .collect(),
                group: entry.group.as_deref(),
                headings: self.headings_of(entry),
                count: counts.fold(0, u32::saturating_add),
                since: entry.since,
            })
        });
        clusters.collect()
    }

    pub(crate) fn written(
        &mut self,
        id: EntryId,
        poll: PollId,
        by: Option<ParticipantId>,
        content: &Content,
        now: Moment,
    ) {
        self.know(poll, id, &content.text);
        self.waiting.insert((poll, id));
        self.by.extend(by.map(|by| (by, poll, id)));
        let entry = Entry {
            poll,
            by,
            screened: Screened::proposed(content.clone()),
            state: EntryState::Waiting,
            with: None,
            group: None,
            rev: 1,
            written_at: now.at,
            since: now.seq,
            held: false,
        };
        self.entries.insert(id, entry);
        self.next = self.next.max(EntryId::at(id.index() + 1));
        self.note(poll, now.seq);
    }

    /// Notes whether a ballot of a voter contains an entry.
    pub(crate) fn hold(&mut self, id: EntryId, voter: Voter, holds: bool) {
        self.count(id, false);
        match holds {
            true => self.holders.insert((id, voter)),
            false => self.holders.remove(&(id, voter)),
        };
        let held = self.holders(id).next().is_some();
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.held = held;
        }
        self.count(id, true);
        let is_read = |entry: &Entry| entry.state != EntryState::Waiting;
        if !held && self.get(id).is_some_and(|entry| !is_read(entry)) {
            self.forget(id);
        }
    }

    fn forget(&mut self, id: EntryId) {
        self.count(id, false);
        self.unknow(id);
        if let Some(Entry { poll, by, .. }) = self.entries.remove(&id) {
            self.waiting.remove(&(poll, id));
            self.read.remove(&(poll, id));
            if let Some(by) = by {
                self.by.remove(&(by, poll, id));
            }
        }
    }

    /// Adds an entry to the numbers of those that a ballot contains, or takes it out of them.
    fn count(&mut self, id: EntryId, into: bool) {
        let by = if into { 1 } else { -1 };
        let Some(entry) = self.entries.get(&id).filter(|entry| entry.held) else {
            return;
        };
        self.held = self.held.saturating_add_signed(by);
        if let Some(guest) = entry.by
            && entry.state == EntryState::Waiting
        {
            let of = self.held_of.entry(guest).or_default();
            *of = of.saturating_add_signed(by);
        }
    }

    pub(crate) fn approved(&mut self, id: EntryId, revision: u32, now: Moment) {
        self.change(id, now, |entry| {
            entry.screened.approve(revision);
            entry.state = EntryState::Approved;
        });
    }

    pub(crate) fn hidden(&mut self, id: EntryId, now: Moment) {
        self.change(id, now, |entry| {
            entry.screened.unpublish();
            entry.state = EntryState::Hidden;
        });
    }

    pub(crate) fn returned(&mut self, id: EntryId, now: Moment) {
        self.change(id, now, |entry| {
            entry.screened.unpublish();
            entry.state = EntryState::Waiting;
        });
    }

    pub(crate) fn joined(&mut self, id: EntryId, with: Option<EntryId>, now: Moment) {
        self.change(id, now, |entry| entry.with = with);
    }

    pub(crate) fn translated(&mut self, id: EntryId, translations: &Texts, now: Moment) {
        self.change(id, now, |entry| {
            let mut content = entry.screened.content().clone();
            content.translations = translations.clone();
            entry.screened.edit(content);
        });
    }

    pub(crate) fn grouped(&mut self, id: EntryId, group: Option<&str>, now: Moment) {
        self.change(id, now, |entry| entry.group = group.map(str::to_owned));
        if let (Some(group), Some(entry)) = (group, self.entries.get(&id)) {
            let heading = (entry.poll, group.to_owned());
            self.headings.entry(heading).or_default();
        }
    }

    pub(crate) fn headed(&mut self, poll: PollId, group: &str, texts: &Texts, seq: u64) {
        let heading = Heading {
            texts: texts.clone(),
            changed: seq,
        };
        self.headings.insert((poll, group.to_owned()), heading);
        self.note(poll, seq);
    }

    /// Another guest is now the first who wrote it, in these words. `approved`: a moderator approved exactly these.
    pub(crate) fn passed_on(
        &mut self,
        id: EntryId,
        by: ParticipantId,
        content: &Content,
        approved: bool,
        now: Moment,
    ) {
        self.unknow(id);
        if let Some(Entry {
            poll, by: before, ..
        }) = self.get(id)
        {
            let (poll, before) = (*poll, *before);
            self.know(poll, id, &content.text);
            if let Some(before) = before {
                self.by.remove(&(before, poll, id));
            }
            self.by.insert((by, poll, id));
        }
        self.change(id, now, |entry| {
            entry.by = Some(by);
            entry.screened.pass_on(content.clone(), approved);
            if entry.state == EntryState::Approved && !approved {
                entry.state = EntryState::Waiting;
            }
        });
    }

    /// Forgets the entries of a guest. Returns them.
    pub(crate) fn erased(&mut self, by: ParticipantId, seq: u64) -> Vec<EntryId> {
        let own: Vec<(EntryId, PollId)> = self
            .of_guest(by)
            .map(|(id, entry)| (id, entry.poll))
            .collect();
        for (id, poll) in &own {
            self.forget(*id);
            self.note(*poll, seq);
        }
        own.into_iter().map(|(id, _)| id).collect()
    }

    pub(crate) fn take(&mut self, poll: PollId, id: Option<EntryId>, seq: u64) {
        self.taken.insert(poll, (id, seq));
        self.note(poll, seq);
    }

    fn know(&mut self, poll: PollId, id: EntryId, text: &str) {
        // An erased text, which a replay cannot read, says nothing.
        if !text.is_empty() {
            self.known.insert((poll, text::counted_as(text)), id);
        }
    }

    fn unknow(&mut self, id: EntryId) {
        if let Some(entry) = self.entries.get(&id) {
            let text = &entry.screened.content().text;
            let key = (entry.poll, text::counted_as(text));
            if !text.is_empty() && self.known.get(&key) == Some(&id) {
                self.known.remove(&key);
            }
        }
    }

    fn note(&mut self, poll: PollId, seq: u64) {
        self.changed_in.insert(poll, seq);
        self.changed = seq;
    }

    fn change(&mut self, id: EntryId, now: Moment, change: impl FnOnce(&mut Entry)) {
        self.count(id, false);
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        let before = entry.state;
        change(entry);
        entry.rev += 1;
        if entry.state != before {
            entry.since = now.seq;
        }
        let (key, state) = ((entry.poll, id), entry.state);
        let (to, from) = match state {
            EntryState::Waiting => (&mut self.waiting, &mut self.read),
            EntryState::Approved | EntryState::Hidden => (&mut self.read, &mut self.waiting),
        };
        from.remove(&key);
        to.insert(key);
        self.count(id, true);
        self.note(key.0, now.seq);
    }
}
