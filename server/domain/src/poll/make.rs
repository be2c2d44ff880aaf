//! What hosts write during the event: new polls, changes of any poll, copies and removals. What they write is cleaned
//! like a guest's text and held against the same rules as an event file.

use super::run::{SECONDS_MAX, SECONDS_MIN, Verb, deadline};
use super::voters::{OnePer, Voters, WEIGHT_MAX, Weights};
use super::{Phase, Poll, Polls};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Millis, PollId, SessionId};
use crate::people::Groups;
use crate::people::membership::GROUP_VALUES_MAX;
use crate::poll::kind::{Setting, within};
use crate::program::{
    LANGS_MAX, LiveResults, OptionInfo, POLLS_MAX, Picture, PollInfo, Reveal, Show,
    TITLE_CHARS_MAX, Texts,
};
use crate::rejection::{PollFault, Rejection, Wrong};
use crate::session::Sessions;
use crate::stage::{OnStage, Stage};
use crate::text;

/// A poll as a host writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The poll, without keys: those of the poll, of its session and of its options are ignored, and its voters too.
    pub info: PollInfo,
    pub session: Option<SessionId>,
    /// Who may answer, and how much an answer counts. None: everybody for a new poll, and as before for another.
    pub voters: Option<Voters>,
}

/// What of a poll can no longer change, because it has ballots or is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixed {
    /// Its kind and rules.
    Rules,
    /// Its options and their order.
    Options,
    /// Who may answer, and how much an answer counts.
    Voters,
    /// Whether ballots have names.
    Named,
}

impl Poll {
    /// Returns true if this part can no longer change. The wording, the place and the other settings always can; the meaning of a
    /// ballot cannot, once the poll has a ballot or while somebody may be filling one in.
    pub fn is_fixed(&self, part: Fixed) -> bool {
        match part {
            Fixed::Rules | Fixed::Options | Fixed::Voters => {
                !self.is_empty() || self.phase == Phase::Open
            }
            // A ballot that was cast without a name may still be on its way.
            Fixed::Named => self.was_open,
        }
    }

    /// Returns the part for which the poll cannot become this.
    pub fn fixed(&self, info: &PollInfo) -> Option<Fixed> {
        Fixed::ALL
            .into_iter()
            .find(|part| self.is_fixed(*part) && part.differs(&self.info, info))
    }
}

impl Fixed {
    /// All parts.
    pub const ALL: [Fixed; 4] = [Fixed::Named, Fixed::Rules, Fixed::Options, Fixed::Voters];

    /// Returns true if the polls are not the same in this part.
    fn differs(self, one: &PollInfo, other: &PollInfo) -> bool {
        let keys = |info: &PollInfo| -> Vec<String> {
            info.options.iter().map(|o| o.key.clone()).collect()
        };
        match self {
            Fixed::Rules => !one.rules.agree(&other.rules),
            Fixed::Options => keys(one) != keys(other) || trades_texts(one, other),
            Fixed::Voters => one.voters != other.voters,
            Fixed::Named => one.named != other.named,
        }
    }
}

/// Returns true if an option gets a text that another one had: its ballots would be another answer's.
fn trades_texts(before: &PollInfo, after: &PollInfo) -> bool {
    let is_another = |at: usize, lang: &String, text: &String| {
        let had = before.options.get(at).and_then(|own| own.text.get(lang));
        let mut others = before.options.iter().enumerate();
        had != Some(text)
            && others.any(|(of, other)| of != at && other.text.get(lang) == Some(text))
    };
    let mut options = after.options.iter().enumerate();
    options.any(|(at, option)| {
        let mut texts = option.text.iter();
        texts.any(|(lang, text)| is_another(at, lang, text))
    })
}

impl Polls {
    /// Decides a new poll behind the others; with `open` it opens at once, for as long as it says itself.
    ///
    /// # Errors
    /// [`Rejection::BadPoll`]; [`Rejection::Unknown`] for a session that does not exist; [`Rejection::Stale`] if the same
    /// poll was made and is open, so that a second tap does not ask twice.
    pub fn make(
        &self,
        event: &Event,
        sessions: &Sessions,
        groups: &Groups,
        draft: &Draft,
        open: bool,
        at: Millis,
    ) -> Decision {
        let mut info = self.written(event, sessions, draft, &[])?;
        info.voters = draft.voters.clone().unwrap_or_default();
        fits_voters(groups, &info)?;
        let is_same = |poll: &&Poll| {
            let texts = |info: &PollInfo| -> Vec<Texts> {
                info.options.iter().map(|o| o.text.clone()).collect()
            };
            poll.phase == Phase::Open
                && (&poll.info.title, &poll.info.rules) == (&info.title, &info.rules)
                && texts(&poll.info) == texts(&info)
        };
        if open && let Some((_, poll)) = self.iter().find(|(_, poll)| is_same(poll)) {
            return Err(poll.stale());
        }
        info.voters.in_hall = event.info.as_ref().is_some_and(|event| event.in_hall);
        let closes_at = info.seconds.map(|s| deadline(at, s)).transpose()?;
        let made = self.behind(vec![info])?;
        let opened = made
            .first()
            .filter(|_| open)
            .map(|(id, ..)| Fact::PollOpened(*id, closes_at));
        let made = made
            .into_iter()
            .map(|(id, info, order)| Fact::PollMade(id, info, order));
        Ok(made.chain(opened).collect())
    }

    /// Decides to change a poll, also one of the event file.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::BadPoll`].
    pub fn rewrite(
        &self,
        event: &Event,
        sessions: &Sessions,
        groups: &Groups,
        id: PollId,
        seen: u32,
        draft: &Draft,
    ) -> Decision {
        let poll = self.as_seen(id, seen)?;
        let mut info = PollInfo {
            key: poll.info.key.clone(),
            ..self.written(event, sessions, draft, &poll.info.options)?
        };
        // A kind that holds its counts back has nothing more to choose.
        let both = [&info, &poll.info];
        let has_no_choice = both
            .iter()
            .all(|info| info.rules.is_held() && info.live != LiveResults::Never);
        if has_no_choice {
            info.live = poll.info.live;
        }
        // Those of a survey have it in common.
        let voters = draft.voters.as_ref().filter(|_| poll.survey.is_none());
        info.voters = Voters {
            // The event file alone says so.
            in_hall: poll.info.voters.in_hall,
            ..voters.unwrap_or(&poll.info.voters).clone()
        };
        fits_voters(groups, &info)?;
        if poll.survey.is_some() {
            info.session.clone_from(&poll.info.session);
            fits_survey(&info)?;
        }
        match poll.fixed(&info) {
            Some(Fixed::Rules) => Err(PollFault::of("kind", Wrong::Fixed).into()),
            Some(Fixed::Options) => Err(PollFault::of("options", Wrong::Fixed).into()),
            Some(Fixed::Named) => Err(PollFault::of("named", Wrong::Fixed).into()),
            Some(Fixed::Voters) => Err(PollFault::of("one_per", Wrong::Fixed).into()),
            None => {
                // A host may have chosen another one than it was made with.
                let is_set = info.live == poll.info.live && poll.live != info.live;
                let set = (is_set && !has_no_choice).then_some(Fact::LiveSet(id, info.live));
                let changed = (info != poll.info).then_some(Fact::PollChanged(id, info));
                Ok(changed.into_iter().chain(set).collect())
            }
        }
    }

    /// Decides a copy of a poll, without ballots and ready to open.
    ///
    /// # Errors
    /// As [`Polls::rewrite`].
    pub fn duplicate(&self, id: PollId, seen: u32) -> Decision {
        let poll = self.as_seen(id, seen)?;
        let info = PollInfo {
            live: poll.live,
            ..poll.info.clone()
        };
        let copies = self.behind(vec![info])?.into_iter();
        Ok(copies
            .map(|(id, info, order)| Fact::PollMade(id, info, order))
            .collect())
    }

    /// Decides to remove a poll that has no ballot and is not open.
    ///
    /// # Errors
    /// [`Rejection::Unknown`], [`Rejection::Stale`], [`Rejection::NotFromHere`].
    pub fn remove(&self, on_stage: &OnStage, id: PollId, seen: u32) -> Decision {
        self.seen(id, seen, Verb::Remove)?;
        Ok(off_stage(on_stage, id)
            .chain([Fact::PollDropped(id)])
            .collect())
    }

    /// Returns true if a poll has this key.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        self.by_key(key).is_some()
    }

    /// Returns the poll with this key.
    pub fn by_key(&self, key: &str) -> Option<PollId> {
        let mut polls = self.iter();
        polls.find_map(|(id, poll)| (poll.info.key == key).then_some(id))
    }

    /// Gives new polls their ids, positions behind the others, and keys that no poll has, nor any made poll ever had.
    pub(crate) fn behind(
        &self,
        infos: Vec<PollInfo>,
    ) -> Result<Vec<(PollId, PollInfo, u32)>, PollFault> {
        within("poll", self.iter().count() + infos.len(), 0, POLLS_MAX)?;
        let keys = (self.made + 1..).map(|n| format!("made-{n}"));
        let keys = keys.filter(|key| !self.has_key(key));
        let ids = (self.next().0..).map(PollId);
        let last = self.iter().map(|(_, poll)| poll.order).max();
        let orders = last.map_or(0, |order| order + 1)..;
        let places = ids.zip(orders).zip(keys);
        let place = |(info, ((id, order), key))| (id, PollInfo { key, ..info }, order);
        Ok(infos.into_iter().zip(places).map(place).collect())
    }

    /// Returns what a host wrote: cleaned, with the keys of its session and its options, and without a key of its own.
    /// Options keep the keys they have `before`, by their place. A picture is one that a poll of the event has.
    pub(crate) fn written(
        &self,
        event: &Event,
        sessions: &Sessions,
        draft: &Draft,
        before: &[OptionInfo],
    ) -> Result<PollInfo, Rejection> {
        let langs = event
            .info
            .as_ref()
            .ok_or(Rejection::Unknown)?
            .langs
            .as_slice();
        let session = draft
            .session
            .map(|id| sessions.get(id).ok_or(Rejection::Unknown));
        let session = session.transpose()?.map(|session| session.info.key.clone());
        let Draft { info, .. } = draft;
        if info.seconds.is_some() || info.rules.is_timed() {
            let seconds = info.seconds.unwrap_or_default();
            within("seconds", seconds, SECONDS_MIN, SECONDS_MAX)?;
        }
        let title = worded(event, &info.title)?;
        let mut rules = info.rules.clone();
        for texts in rules.texts_mut() {
            *texts = clean(langs, texts, false, &PollFault::of("kind", Wrong::Missing))?;
        }
        rules.valid(info.options.len())?;
        fits_settings(info)?;
        let mut options: Vec<OptionInfo> = vec![];
        for (index, option) in (0..=u8::MAX).zip(&info.options) {
            let fault = |lang: Option<&String>, wrong| PollFault {
                option: Some(index),
                lang: lang.cloned(),
                ..PollFault::of("options", wrong)
            };
            let text = clean(langs, &option.text, true, &fault(None, Wrong::Missing))?;
            for (lang, text) in &text {
                let mut others = options.iter().filter_map(|option| option.text.get(lang));
                if others.any(|other| text::look_alike(text, other)) {
                    return Err(fault(Some(lang), Wrong::Alike).into());
                }
            }
            let key = match before.get(usize::from(index)) {
                Some(before) => before.key.clone(),
                None => option_key(&options),
            };
            let picture = option.picture.as_ref().map(|picture| {
                let known = self.picture(&picture.hash).filter(|_| rules.has_pictures());
                known.ok_or_else(|| PollFault {
                    option: Some(index),
                    ..PollFault::of("picture", Wrong::Unfit)
                })
            });
            options.push(OptionInfo {
                key,
                text,
                picture: picture.transpose()?.cloned(),
            });
        }
        Ok(PollInfo {
            key: String::new(),
            session,
            rules,
            title,
            options,
            ..info.clone()
        })
    }

    fn picture(&self, hash: &str) -> Option<&Picture> {
        let options = self.iter().flat_map(|(_, poll)| &poll.info.options);
        let mut pictures = options.filter_map(|option| option.picture.as_ref());
        pictures.find(|picture| picture.hash == hash)
    }
}

/// Takes a poll off the screen before it goes.
pub(crate) fn off_stage(on_stage: &OnStage, id: PollId) -> impl Iterator<Item = Fact> {
    let is_shown = on_stage.stage == Stage::Poll(id);
    is_shown.then_some(Fact::StageSet(Stage::Auto)).into_iter()
}

/// Returns a title that a host wrote: cleaned, and in the event's first language at least.
pub(crate) fn worded(event: &Event, title: &Texts) -> Result<Texts, Rejection> {
    let info = event.info.as_ref().ok_or(Rejection::Unknown)?;
    let missing = PollFault::of("title", Wrong::Missing);
    Ok(clean(&info.langs, title, true, &missing)?)
}

/// Checks that the kind takes the settings that differ from the usual ones.
fn fits_settings(info: &PollInfo) -> Result<(), PollFault> {
    let set = [
        ("seconds", Setting::Seconds, info.seconds.is_some()),
        ("changeable", Setting::Changeable, !info.changeable),
        ("live", Setting::Live, info.live != LiveResults::Screen),
        ("show", Setting::Show, info.show != Show::default()),
        ("reveal", Setting::Reveal, info.reveal != Reveal::default()),
        ("named", Setting::Named, info.named),
    ];
    let is_wrong = |(_, setting, is_set): &(_, Setting, bool)| {
        *is_set && !info.rules.takes(info.options.len(), *setting)
    };
    match set.into_iter().find(is_wrong) {
        Some((key, ..)) => Err(PollFault::of(key, Wrong::Unfit)),
        None if !info.takes_live(info.live) => Err(PollFault::of("live", Wrong::Unfit)),
        None => Ok(()),
    }
}

/// Checks that the kind can be for these voters: points belong to guests and not to codes, and some results stand for people.
/// Their groups are the event's, and assigned.
pub(crate) fn fits_voters(groups: &Groups, info: &PollInfo) -> Result<(), Rejection> {
    let Voters {
        one_per,
        only,
        weights,
        in_hall: _,
    } = &info.voters;
    if info.rules.has_answer() && info.voters.reads_codes() {
        return Err(PollFault::of("kind", Wrong::Unfit).into());
    }
    if weights.is_some() && !info.rules.weighs() {
        return Err(PollFault::of("weights", Wrong::Unfit).into());
    }
    let fits = |field, key: &str, values: &mut dyn Iterator<Item = &String>| {
        let (_, group) = groups.by_key(key).ok_or(Rejection::Unknown)?;
        if !group.info.assigned {
            return Err(PollFault::of(field, Wrong::Unfit).into());
        }
        let mut unknown = values.filter(|value| group.by_key(value).is_none());
        unknown.next().map_or(Ok(()), |_| Err(Rejection::Unknown))
    };
    if let OnePer::Value(group, _) = one_per {
        fits("one_per", group, &mut [].iter())?;
    }
    for (group, values) in only {
        within("only", values.len(), 1, GROUP_VALUES_MAX)?;
        fits("only", group, &mut values.iter())?;
    }
    if let Some(Weights { group, values }) = weights {
        fits("weights", group, &mut values.keys())?;
        for votes in values.values() {
            within("weights", *votes, 1, WEIGHT_MAX)?;
        }
    }
    Ok(())
}

/// Checks that a poll can be part of a survey, which has no time limit (WCAG 2.2.1).
///
/// # Errors
/// The first fault, named by the key of the event file.
pub fn fits_survey(info: &PollInfo) -> Result<(), PollFault> {
    let faults = [
        ("kind", !info.rules.fit_surveys()),
        ("seconds", info.seconds.is_some()),
        ("reveal", info.reveal == Reveal::TimeUp),
        // Of a group one form would mix the answers of several people.
        ("one_per", matches!(info.voters.one_per, OnePer::Value(..))),
        // Its progress counts people.
        ("weights", info.voters.weights.is_some()),
    ];
    match faults.into_iter().find(|(_, is_wrong)| *is_wrong) {
        Some((key, _)) => Err(PollFault::of(key, Wrong::Unfit)),
        None => Ok(()),
    }
}

/// Returns the first letter, or letter and number, that is no option's key yet.
fn option_key(options: &[OptionInfo]) -> String {
    let is_free = |key: &String| options.iter().all(|option| option.key != *key);
    let letters = ('a'..='z').map(String::from);
    let mut keys = letters.chain((1..).map(|n| format!("o{n}")));
    keys.find(is_free).unwrap_or_default()
}

/// Cleans a text in each language and leaves empty ones out. The first language must be there if any is, or if the text
/// is `required`.
fn clean(
    langs: &[String],
    texts: &Texts,
    required: bool,
    missing: &PollFault,
) -> Result<Texts, PollFault> {
    let fault = |lang: &String, wrong| PollFault {
        lang: Some(lang.clone()),
        wrong,
        ..missing.clone()
    };
    if let Some(lang) = texts.keys().find(|lang| !langs.contains(lang)) {
        return Err(fault(lang, Wrong::Language));
    }
    let mut cleaned = Texts::new();
    let chars_max = TITLE_CHARS_MAX as u32;
    for (lang, text) in texts.iter().take(LANGS_MAX) {
        let too_long = || fault(lang, Wrong::TooLong { chars_max });
        let text = text::line(text, chars_max).ok_or_else(too_long)?;
        if !text.is_empty() {
            cleaned.insert(lang.clone(), text);
        }
    }
    let is_needed = required || !cleaned.is_empty();
    match langs.first() {
        Some(first) if is_needed && !cleaned.contains_key(first) => {
            Err(fault(first, Wrong::Missing))
        }
        Some(_) | None => Ok(cleaned),
    }
}
