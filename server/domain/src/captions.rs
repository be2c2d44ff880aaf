//! Live captions: lines that a captioner writes while somebody speaks, in one or several of the event's languages. They are the
//! transcript of their session as well.
//!
//! # Invariants
//! - A language has one writer at a time. The first line takes it; a colleague takes it over in one step, and never by a line.
//! - A line that was refused is nowhere: captions are of the moment, so nothing is sent again later.

use std::collections::{BTreeMap, VecDeque};

use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::ids::{Millis, Moment, SessionId};
use crate::rejection::{Rejection, StaleNow, TextField};
use crate::role::Actor;
use crate::session::Sessions;
use crate::status::CaptionPlace;
use crate::text::{self, Texts};

/// Limit on the lines and corrections in one second, in each language.
pub const CAPTIONS_PER_SECOND_MAX: u32 = 4;
/// Limit on the lines of an event, in each language: a day and a half of speech.
pub const CAPTIONS_MAX: u32 = 20_000;

const SECOND_MS: u64 = 1000;

/// A line as it was last corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub session: SessionId,
    pub text: String,
    pub at: Millis,
}

/// The captions in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// The page or service that writes, by the number it gave itself; None: whoever writes next.
    pub writer: Option<u32>,
    /// Of all sessions, the oldest first.
    pub lines: Vec<Line>,
    /// When the latest lines were sent or corrected, as many as count for the limit.
    recent: VecDeque<Millis>,
}

/// All captions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captions {
    tracks: BTreeMap<String, Track>,
    /// Where the screen shows them.
    pub place: CaptionPlace,
    /// The sequence of the last change.
    pub changed: u64,
    /// The sequence of the last change of the place.
    pub place_changed: u64,
}

impl Captions {
    /// Returns the captions in a language, if somebody has written or taken it.
    pub fn track(&self, lang: &str) -> Option<&Track> {
        self.tracks.get(lang)
    }

    /// Returns the lines of a session in a language, the oldest first.
    pub fn of(&self, session: SessionId, lang: &str) -> impl Iterator<Item = &Line> {
        let lines = self.track(lang).map_or(&[][..], |track| &track.lines);
        lines.iter().filter(move |line| line.session == session)
    }

    /// Returns the latest lines of a session in a language, at most this many, the oldest first.
    pub fn latest(&self, session: SessionId, lang: &str, most: usize) -> &[Line] {
        let lines = self.track(lang).map_or(&[][..], |track| &track.lines);
        let mine = lines.iter().rev().take(most);
        let count = mine.take_while(|line| line.session == session).count();
        &lines[lines.len() - count..]
    }

    /// Decides lines of one moment, one a language. One that cannot be sent keeps the others back as well.
    ///
    /// # Errors
    /// [`Rejection::NotFromHere`] without a running session, [`Rejection::TextEmpty`], [`Rejection::TextTooLong`],
    /// [`Rejection::BadLanguage`], [`Rejection::LanguageTaken`] if another one writes a language,
    /// [`Rejection::TooManyLines`] for a fifth line in one second, [`Rejection::TooManyCaptions`].
    pub fn send(
        &self,
        event: &Event,
        sessions: &Sessions,
        writer: u32,
        texts: &Texts,
        at: Millis,
    ) -> Decision {
        let langs = &event.info.as_ref().ok_or(Rejection::Unknown)?.langs;
        let texts = text::some_of(langs, texts, TextField::Caption)?;
        let (session, _) = sessions.running().ok_or(Rejection::NotFromHere)?;
        for lang in texts.keys() {
            let Some(track) = self.track(lang) else {
                continue;
            };
            track.is_free_for(lang, writer)?;
            if track.lines.len() >= CAPTIONS_MAX as usize {
                return Err(Rejection::TooManyCaptions { max: CAPTIONS_MAX });
            }
            track.has_time(at)?;
        }
        Ok(vec![Fact::CaptionsSent(session, texts, writer)])
    }

    /// Decides another text for the last line in a language, which was sent at `seen`.
    ///
    /// # Errors
    /// As [`Captions::send`]; [`Rejection::NotFromHere`] if the running session has no line in it, [`Rejection::Stale`] if another
    /// line came meanwhile: a correction must not replace what it does not mean.
    #[expect(
        clippy::too_many_arguments,
        reason = "a correction is decided by all of them"
    )]
    pub fn correct(
        &self,
        event: &Event,
        sessions: &Sessions,
        writer: u32,
        lang: &str,
        seen: Millis,
        to: &str,
        at: Millis,
    ) -> Decision {
        has(event, lang)?;
        let to = text::required(to, TextField::Caption)?;
        let (session, _) = sessions.running().ok_or(Rejection::NotFromHere)?;
        let track = self.track(lang).ok_or(Rejection::NotFromHere)?;
        track.is_free_for(lang, writer)?;
        let last = track.lines.last().filter(|last| last.session == session);
        let last = last.ok_or(Rejection::NotFromHere)?;
        if last.at != seen {
            return Err(Rejection::Stale(StaleNow::Caption { at: last.at }));
        }
        track.has_time(at)?;
        Ok(if last.text == to {
            vec![]
        } else {
            vec![Fact::CaptionCorrected(lang.to_owned(), to, writer)]
        })
    }

    /// Decides that a writer takes a language, from a colleague too, or hands its own over.
    ///
    /// # Errors
    /// [`Rejection::BadLanguage`]; [`Rejection::LanguageTaken`] to hand over what another one writes.
    pub fn take(&self, event: &Event, writer: u32, lang: &str, on: bool) -> Decision {
        has(event, lang)?;
        let now = self.track(lang).and_then(|track| track.writer);
        let to = on.then_some(writer);
        if !on && let Some(other) = now.filter(|now| *now != writer) {
            let lang = lang.to_owned();
            return Err(Rejection::LanguageTaken {
                lang,
                writer: other,
            });
        }
        Ok(if now == to {
            vec![]
        } else {
            vec![Fact::CaptionsTaken(lang.to_owned(), to)]
        })
    }

    /// Decides where the screen shows captions.
    pub fn place(&self, place: CaptionPlace, by: Actor) -> Decision {
        Ok(if self.place == place {
            vec![]
        } else {
            vec![Fact::CaptionsPlaced(place, by)]
        })
    }

    pub(crate) fn sent(&mut self, session: SessionId, texts: &Texts, writer: u32, now: Moment) {
        for (lang, text) in texts {
            let track = self.tracks.entry(lang.clone()).or_default();
            track.writer = Some(writer);
            // A line is known by its time, and a service sends several in one.
            let after = track.lines.last().map_or(0, |last| last.at + 1);
            track.lines.push(Line {
                session,
                text: text.clone(),
                at: now.at.max(after),
            });
            track.used(now.at);
        }
        self.changed = now.seq;
    }

    pub(crate) fn corrected(&mut self, lang: &str, to: &str, writer: u32, now: Moment) {
        if let Some(track) = self.tracks.get_mut(lang) {
            track.writer = Some(writer);
            track.used(now.at);
            if let Some(last) = track.lines.last_mut() {
                to.clone_into(&mut last.text);
            }
        }
        self.changed = now.seq;
    }

    pub(crate) fn taken(&mut self, lang: &str, writer: Option<u32>, seq: u64) {
        self.tracks.entry(lang.to_owned()).or_default().writer = writer;
        self.changed = seq;
    }

    pub(crate) fn placed(&mut self, place: CaptionPlace, seq: u64) {
        self.place = place;
        self.changed = seq;
        self.place_changed = seq;
    }
}

impl Track {
    fn is_free_for(&self, lang: &str, writer: u32) -> Result<(), Rejection> {
        match self.writer {
            Some(other) if other != writer => Err(Rejection::LanguageTaken {
                lang: lang.to_owned(),
                writer: other,
            }),
            Some(_) | None => Ok(()),
        }
    }

    fn has_time(&self, at: Millis) -> Result<(), Rejection> {
        let max = CAPTIONS_PER_SECOND_MAX;
        let first = self.recent.front();
        let is_full = self.recent.len() >= max as usize;
        match first.filter(|first| is_full && at < **first + SECOND_MS) {
            Some(_) => Err(Rejection::TooManyLines { max }),
            None => Ok(()),
        }
    }

    fn used(&mut self, at: Millis) {
        self.recent.push_back(at);
        if self.recent.len() > CAPTIONS_PER_SECOND_MAX as usize {
            self.recent.pop_front();
        }
    }
}

fn has(event: &Event, lang: &str) -> Result<(), Rejection> {
    let langs = &event.info.as_ref().ok_or(Rejection::Unknown)?.langs;
    let is_one = langs.iter().any(|one| one == lang);
    is_one.then_some(()).ok_or(Rejection::BadLanguage)
}
