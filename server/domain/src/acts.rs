//! The latest acts of staff, with the previous state of each item, so that every act can be undone (`undo.rs`).
//!
//! # Invariants
//! - An act is the effect of one staff command: the facts up to its mark, [`Fact::Accepted`]. The clock and the operator
//!   have no acts.
//! - An act contains each item once, as it was before the act.
//! - An undo that puts an item back leaves it as the act before left it, so that act can be undone next. Any other change,
//!   also one back to the same state, is somebody's change.

use std::collections::VecDeque;

use crate::announcement::{Airing, AnnouncementInfo};
use crate::announcements::Announcements;
use crate::backstage::Backstage;
use crate::cards::Cards;
use crate::delay::{Delay, Place};
use crate::edit;
use crate::event::Event;
use crate::fact::{Fact, Parting, SessionEnd};
use crate::finding::{LineInfo, Readers};
use crate::floor::Floors;
use crate::floor::undo::Part;
use crate::ids::{
    AnnouncementId, ClientId, CodeId, EntryId, GroupId, LabelId, LineId, MessageId, Millis, Moment,
    MuteId, NicknameId, ParticipantId, PersonId, PollId, QuestionId, ScreenId, SessionId, SurveyId,
    TermId,
};
use crate::people::{Codes, Group, Groups, Mutes, Nicknames, Persons};
use crate::poll::entries::EntryState;
use crate::poll::hands::Hands;
use crate::poll::{LiveResults, Phase, PollInfo, Polls};
use crate::program::{EventInfo, GroupInfo, PersonInfo, SessionInfo, SurveyInfo, TermInfo};
use crate::question::labels::{Label, Labels};
use crate::question::marks::Marks;
use crate::question::standing::Standing;
use crate::question::{Promise, Questions, Settings};
use crate::report::Reports;
use crate::role::Actor;
use crate::screens::Screens;
use crate::session::{Session, SessionState, Sessions};
use crate::stage::{OnStage, Stage};
use crate::survey::Surveys;
use crate::text::Texts;
use crate::translation::{self, Glossary, Passage, Translations};

/// Limit on the acts of an event that can be undone, counted over all its staff.
pub const ACTS_MAX: usize = 100;

/// The items staff can act on.
#[derive(Clone, Copy)]
pub struct Items<'a> {
    pub event: &'a Event,
    pub groups: &'a Groups,
    pub persons: &'a Persons,
    pub polls: &'a Polls,
    pub surveys: &'a Surveys,
    pub questions: &'a Questions,
    pub labels: &'a Labels,
    pub sessions: &'a Sessions,
    pub codes: &'a Codes,
    pub cards: &'a Cards,
    pub floors: &'a Floors,
    pub nicknames: &'a Nicknames,
    pub mutes: &'a Mutes,
    pub on_stage: &'a OnStage,
    pub screens: &'a Screens,
    pub translations: &'a Translations,
    pub glossary: &'a Glossary,
    pub backstage: &'a Backstage,
    pub announcements: &'a Announcements,
    pub reports: &'a Reports,
}

impl<'a> Items<'a> {
    /// Returns a text of staff in all its languages; None for what guests write, and where nothing is.
    pub fn text(self, of: Passage) -> Option<&'a Texts> {
        match of {
            Passage::Question(_) | Passage::Entry(_) => None,
            Passage::PollTitle(id) | Passage::PollOption(id, _) | Passage::PollRule(id, _) => {
                let poll = self.polls.get(id)?;
                let mut passages = translation::passages(id, &poll.info);
                passages.find_map(|(other, texts)| (other == of).then_some(texts))
            }
            Passage::SurveyTitle(id) => self.surveys.get(id).map(|survey| &survey.info.title),
            Passage::SessionTitle(id) => self.sessions.get(id).map(|s| &s.info.title),
            Passage::PersonName(id) => self.persons.get(id).map(|person| &person.name),
            Passage::PersonOrg(id) => self.persons.get(id).map(|person| &person.org),
            Passage::GroupName(id) => self.groups.get(id).map(|group| &group.info.name),
            Passage::GroupValue(id, value) => {
                let mut values = self.groups.get(id)?.values();
                values.find_map(|(other, info)| (other == value).then_some(&info.text))
            }
            Passage::Reply(id) => self.questions.get(id)?.reply.as_ref(),
            Passage::Line(id) => self.reports.get(id).map(|line| &line.info.text),
            Passage::LineBy(id) => {
                let by = self.reports.get(id).map(|line| &line.info.by);
                by.filter(|by| !by.is_empty())
            }
            Passage::EventTitle => self.event.info.as_ref().map(|info| &info.title),
            Passage::EventShort => self.event.info.as_ref().map(|info| &info.short),
            Passage::EventVenue => self.event.info.as_ref().map(|info| &info.venue),
        }
    }
}

/// An item as it was before an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    Poll {
        id: PollId,
        phase: Phase,
        live: LiveResults,
        closes_at: Option<Millis>,
        round: u32,
        /// The round before was reset.
        follows_void: bool,
        hands: Option<Box<Hands>>,
        split: Option<GroupId>,
        answer_told: bool,
        sorted: bool,
    },
    /// How a poll was written; None before it was made.
    PollText(PollId, Option<Box<Written>>),
    /// A survey and its position; None before it was made.
    Survey(SurveyId, Option<Box<(SurveyInfo, u32)>>),
    Session {
        id: SessionId,
        state: SessionState,
        since: u64,
        ended: Option<SessionEnd>,
    },
    /// How far a session was from its plan.
    Delay(SessionId, Delay),
    /// The event itself as it was written.
    Event(Box<Edited<EventInfo>>),
    /// A session as it was written.
    Slot(SessionId, Box<Edited<SessionInfo, Removed>>),
    /// Where sessions stood that a move put elsewhere. They go back together.
    Agenda(Vec<Place>),
    /// A group as it was written.
    Group(GroupId, Box<Edited<GroupInfo, Group>>),
    /// A person as they were written.
    Person(PersonId, Box<Edited<PersonInfo>>),
    Question(QuestionId, Box<Standing>),
    /// Staff had not asked it yet.
    Unasked(QuestionId),
    Marks(QuestionId, Box<Marks>),
    /// The reply to a question.
    Reply(QuestionId, Option<Box<Texts>>),
    /// A label; None before it was made.
    Label(LabelId, Option<Box<Label>>),
    /// Guests can raise cards in this session.
    Cards(SessionId, bool),
    Floor(Box<Part>),
    Entry(EntryId, Box<Reading>),
    Nickname(NicknameId, EntryState),
    /// These guests were muted.
    Mute(MuteId, bool),
    /// The entry of a poll that was taken up.
    Taken(PollId, Option<EntryId>),
    /// A group of a poll's entries, by its name, and what it was called.
    Heading(PollId, String, Texts),
    /// Who had a single-use code.
    Code(CodeId, Option<ParticipantId>),
    Stage(Stage),
    /// What was promised to the screen.
    Promise(Option<Promise>),
    /// What guests may do with questions in a session, or outside of sessions.
    Settings(Option<SessionId>, Option<Settings>),
    /// How a question stood that the start of a session carried over or archived.
    Parted(Parting),
    /// The address in QR codes.
    Address(String),
    /// Everybody could read the book of questions.
    Book(bool),
    /// A text of staff in a language, and the pair as which an interpreter made it; None: without it.
    Passage(Passage, String, Box<(Option<String>, Option<Texts>)>),
    /// A message was withdrawn, or not sent yet.
    Message(MessageId, bool),
    /// An announcement, and how far it was; None before it was written.
    Announcement(AnnouncementId, Option<Box<(AnnouncementInfo, Airing)>>),
    /// A line of the report and its place; None before it was written.
    Line(LineId, Option<Box<(LineInfo, u32)>>),
    /// Who could read the final report.
    Readers(Readers),
    /// A screen's name and what it showed; None before it was named.
    Screen(ScreenId, Option<Box<(String, Option<Stage>)>>),
    /// A term of the glossary, and whether staff added it; None before it was there.
    Term(TermId, Option<Box<(TermInfo, bool)>>),
}

/// A part of the programme before and after an act, which an undo takes back field by field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited<T, Gone = T> {
    Made(T),
    Changed { was: T, now: T },
    Removed(Gone),
}

/// A session that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    pub session: Session,
    /// What guests could do with questions in it, if it had its own.
    pub settings: Option<Settings>,
}

impl<T: Clone + PartialEq> Edited<T> {
    fn of(was: Option<&T>, now: Option<&T>) -> Option<Edited<T>> {
        Edited::with(was, now, T::clone)
    }
}

impl<T: Clone + PartialEq, Gone> Edited<T, Gone> {
    fn with(
        was: Option<&T>,
        now: Option<&T>,
        gone: impl FnOnce(&T) -> Gone,
    ) -> Option<Edited<T, Gone>> {
        Some(match (was.cloned(), now.cloned()) {
            (None, Some(now)) => Edited::Made(now),
            (Some(was), Some(now)) => Edited::Changed { was, now },
            (Some(was), None) => Edited::Removed(gone(&was)),
            (None, None) => return None,
        })
    }

    /// Returns how it was and became, if it was there before and after.
    pub(crate) fn changed(&self) -> Option<(&T, &T)> {
        if let Edited::Changed { was, now } = self {
            Some((was, now))
        } else {
            None
        }
    }

    /// Returns 1 if something of the act is still as it left it, and 0 if nothing is.
    fn stands(&self, is: Option<&T>, undone: impl Fn(&T, &T, &T) -> Option<T>) -> u64 {
        let stands = match (self, is) {
            (Edited::Made(now), Some(is)) => now == is,
            (Edited::Changed { was, now }, Some(is)) => undone(was, now, is).is_some(),
            (Edited::Removed(_), is) => is.is_none(),
            (Edited::Made(_) | Edited::Changed { .. }, None) => false,
        };
        stands.into()
    }
}

/// A poll's definition before an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub info: PollInfo,
    pub order: u32,
    pub made: bool,
    pub live: LiveResults,
    pub phase: Phase,
    pub closes_at: Option<Millis>,
}

/// How an entry stood before an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub state: EntryState,
    pub with: Option<EntryId>,
    pub translations: Texts,
    /// The translations that were public, if the entry was.
    pub public: Option<Texts>,
    pub group: Option<String>,
}

/// The effect of one staff command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    by: Actor,
    client: ClientId,
    n: u32,
    pub when: Moment,
    /// The changed items in order of change.
    pub touched: Vec<Touched>,
}

/// An item that an act changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub before: Before,
    /// Its revision before the act, if it had one.
    from: Option<u64>,
    /// Its revision after the act, or after an undo of what came later.
    pub left: u64,
}

/// The latest acts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Acts {
    recent: VecDeque<Act>,
    /// Each item with its revision before the act.
    under_way: Vec<(Before, Option<u64>)>,
    /// The act that the command under way undid.
    undid: Option<(ClientId, u32)>,
    /// The clock closed this poll a fact ago, so its reveal is the clock's too.
    timed_out: Option<PollId>,
}

impl Acts {
    /// Returns this command's act, if it is among the latest.
    pub fn get(&self, by: Actor, client: ClientId, n: u32) -> Option<&Act> {
        let is_meant = |act: &&Act| (act.by, act.client, act.n) == (by, client, n);
        self.recent.iter().rev().find(is_meant)
    }

    /// Forgets how items were, because their words were erased. An undo leaves them as they are.
    pub(crate) fn forget(&mut self, questions: &[QuestionId], entries: &[EntryId]) {
        let is_gone = |before: &Before| {
            matches!(before, Before::Question(id, _) if questions.contains(id))
                || matches!(before, Before::Entry(id, _) if entries.contains(id))
        };
        self.under_way.retain(|(before, _)| !is_gone(before));
        for act in &mut self.recent {
            act.touched.retain(|touched| !is_gone(&touched.before));
        }
    }

    /// Records a fact before the state applies it.
    pub(crate) fn see(&mut self, items: Items<'_>, fact: &Fact, when: Moment) {
        let timed_out = self.timed_out.take();
        if let Fact::PollTimedOut(id) = fact {
            self.timed_out = Some(*id);
        }
        if let Fact::PollRevealed(id) = fact
            && timed_out == Some(*id)
        {
            return;
        }
        if let Fact::Undid(client, n) = fact {
            self.undid = Some((*client, *n));
        } else if let Fact::Accepted(by, client, n) = fact {
            let under_way = std::mem::take(&mut self.under_way);
            let undid = self.undid.take();
            if matches!(by, Actor::Staff(_)) && !under_way.is_empty() {
                let left_at = |(before, from): (Before, Option<u64>)| {
                    let left = before.revision(items)?;
                    Some(Touched { before, from, left })
                };
                let touched: Vec<Touched> = under_way.into_iter().filter_map(left_at).collect();
                if let Some((client, n)) = undid {
                    self.put_back(*by, client, n, &touched, items);
                }
                if self.recent.len() == ACTS_MAX {
                    self.recent.pop_front();
                }
                self.recent.push_back(Act {
                    by: *by,
                    client: *client,
                    n: *n,
                    when,
                    touched,
                });
            }
        } else if *fact == Fact::Forgotten {
            self.under_way.clear();
            self.undid = None;
        } else if let Some(parted) = parted(items, fact) {
            // A command parts each question once.
            if !self
                .under_way
                .iter()
                .any(|(known, _)| matches!(known, Before::Parted(_)))
            {
                self.begin(items, parted.into_iter().map(Before::Parted));
            }
        } else if let Fact::AgendaShifted(shifts, _) = fact {
            let delay = |id| Some(Before::Delay(id, items.sessions.get(id)?.delay));
            let before = shifts.iter().filter_map(|shift| delay(shift.session));
            self.begin(items, before);
        } else if let Some(before) = Before::of(items, fact)
            && !self
                .under_way
                .iter()
                .any(|(known, _)| known.is_same_item(&before))
        {
            self.begin(items, [before]);
        }
    }

    fn begin(&mut self, items: Items<'_>, changing: impl IntoIterator<Item = Before>) {
        let with_rev = |before: Before| {
            let from = before.revision(items);
            (before, from)
        };
        self.under_way.extend(changing.into_iter().map(with_rev));
    }

    /// Lets the acts before the undone one stand again, where the undo put their items back.
    fn put_back(
        &mut self,
        by: Actor,
        client: ClientId,
        n: u32,
        undo: &[Touched],
        items: Items<'_>,
    ) {
        let Some(undone) = self.get(by, client, n) else {
            return;
        };
        let mut back: Vec<(u64, &Touched)> = vec![];
        for item in &undone.touched {
            let by_undo = undo.iter().find(|touched| {
                touched.from == Some(item.left) && item.before.shares_revision(&touched.before)
            });
            if let (Some(from), Some(now)) = (item.from, by_undo)
                && item.before.is_back(items)
            {
                back.push((from, now));
            }
        }
        // From now on, the revision before the undone act and the one after the undo mean the same.
        for touched in self.recent.iter_mut().flat_map(|act| &mut act.touched) {
            for (from, now) in &back {
                if !touched.before.shares_revision(&now.before) {
                    continue;
                }
                if touched.left == *from {
                    touched.left = now.left;
                }
                if touched.from == Some(*from) {
                    touched.from = Some(now.left);
                }
            }
        }
    }
}

/// Returns how the questions stand that a fact carries over, archives or brings back; None if it is another fact.
fn parted(items: Items<'_>, fact: &Fact) -> Option<Vec<Parting>> {
    let ids: Vec<QuestionId> = if let Fact::QuestionsParted(_, carried, archived) = fact {
        [carried.as_slice(), archived].concat()
    } else if let Fact::QuestionsReturned(back) = fact {
        back.iter().map(|parting| parting.question).collect()
    } else {
        return None;
    };
    Some(items.questions.partings(&ids))
}

impl Before {
    /// Returns the item that a fact changes; None if staff cannot cause the fact or cannot undo it.
    fn of(items: Items<'_>, fact: &Fact) -> Option<Before> {
        match fact {
            Fact::PollOpened(id, _)
            | Fact::PollUnopened(id)
            | Fact::PollExtended(id, _)
            | Fact::PollClosed(id)
            | Fact::PollRevealed(id)
            | Fact::PollHidden(id)
            | Fact::AnswerTold(id)
            | Fact::AnswerWithheld(id)
            | Fact::RoundEnded(id)
            | Fact::RoundVoided(id)
            | Fact::RoundResumed(id)
            | Fact::HandsCounted(id, ..)
            | Fact::SplitShown(id, _)
            | Fact::RowsSorted(id, _)
            | Fact::LiveSet(id, _) => items.polls.get(*id).map(|poll| Before::Poll {
                id: *id,
                phase: poll.phase,
                live: poll.live,
                closes_at: poll.closes_at,
                round: poll.answers.round(),
                follows_void: poll.answers.follows_void(),
                hands: poll.hands().cloned().map(Box::new),
                split: poll.split,
                answer_told: poll.answer_told,
                sorted: poll.sorted,
            }),
            Fact::PollMade(id, ..)
            | Fact::PollChanged(id, _)
            | Fact::PollDropped(id)
            | Fact::PollRestored(id, ..) => {
                let was = items.polls.get(*id).map(|poll| Written {
                    info: poll.info.clone(),
                    order: poll.order,
                    made: poll.made,
                    live: poll.live,
                    phase: poll.phase,
                    closes_at: poll.closes_at,
                });
                Some(Before::PollText(*id, was.map(Box::new)))
            }
            Fact::SurveyWritten(id, ..) => {
                let was = items.surveys.get(*id);
                let was = was.map(|survey| Box::new((survey.info.clone(), survey.order)));
                Some(Before::Survey(*id, was))
            }
            Fact::SessionStarted(id)
            | Fact::SessionEnded(id, _)
            | Fact::SessionResumed(id)
            | Fact::SessionUnstarted(id)
            | Fact::SessionSkipped(id)
            | Fact::SessionUnskipped(id) => items.sessions.get(*id).map(|s| Before::Session {
                id: *id,
                state: s.state,
                since: s.since,
                ended: s.ended.clone(),
            }),
            Fact::EventWritten(info, _) => {
                let edited = Edited::of(items.event.info.as_ref(), Some(info))?;
                Some(Before::Event(Box::new(edited)))
            }
            Fact::SessionWritten(id, info, ..) => {
                let session = items.sessions.get(*id);
                let removed = |_: &SessionInfo| {
                    Some(Removed {
                        session: session?.clone(),
                        settings: items.questions.own_settings(Some(*id)),
                    })
                };
                let edited = match Edited::with(session.map(|s| &s.info), info.as_ref(), removed)? {
                    Edited::Made(info) => Edited::Made(info),
                    Edited::Changed { was, now } => Edited::Changed { was, now },
                    Edited::Removed(removed) => Edited::Removed(removed?),
                };
                Some(Before::Slot(*id, Box::new(edited)))
            }
            Fact::AgendaPlaced(places, _) => {
                let place = |place: &Place| {
                    let session = items.sessions.get(place.session)?;
                    Some(session.place(place.session))
                };
                Some(Before::Agenda(places.iter().filter_map(place).collect()))
            }
            Fact::GroupWritten(id, info, ..) => {
                let group = items.groups.get(*id);
                let removed = |_: &GroupInfo| group.cloned();
                let edited = match Edited::with(group.map(|g| &g.info), info.as_ref(), removed)? {
                    Edited::Made(info) => Edited::Made(info),
                    Edited::Changed { was, now } => Edited::Changed { was, now },
                    Edited::Removed(removed) => Edited::Removed(removed?),
                };
                Some(Before::Group(*id, Box::new(edited)))
            }
            Fact::PersonWritten(id, info, _) => {
                let edited = Edited::of(items.persons.get(*id), info.as_ref())?;
                Some(Before::Person(*id, Box::new(edited)))
            }
            Fact::QuestionApproved(id, ..)
            | Fact::QuestionDeclined(id, ..)
            | Fact::QuestionEdited(id, ..)
            | Fact::QuestionTranslated(id, ..)
            | Fact::QuestionMoved(id, ..)
            | Fact::QuestionPlaced(id, ..)
            | Fact::QuestionMerged(id, ..)
            | Fact::QuestionSplit(id, ..)
            | Fact::QuestionAddressed(id, ..) => {
                let standing = items.questions.standing(*id)?;
                Some(Before::Question(*id, Box::new(standing)))
            }
            Fact::StaffAsked(id, ..) => Some(Before::Unasked(*id)),
            Fact::QuestionLabelled(id, ..)
            | Fact::QuestionStarred(id, ..)
            | Fact::QuestionPinned(id, ..)
            | Fact::ReportsSettled(id, ..)
            | Fact::QuestionNoted(id, ..) => {
                let marks = items.questions.get(*id)?.marks.clone();
                Some(Before::Marks(*id, Box::new(marks)))
            }
            Fact::QuestionReplied(id, ..) => {
                let reply = items.questions.get(*id)?.reply.clone();
                Some(Before::Reply(*id, reply.map(Box::new)))
            }
            Fact::LabelMade(id, ..) | Fact::LabelRestored(id, ..) | Fact::LabelDropped(id, _) => {
                let label = items.labels.get(*id).cloned();
                Some(Before::Label(*id, label.map(Box::new)))
            }
            Fact::CardsSet(id, _) => {
                let open = items.cards.get(*id).is_some_and(|hands| hands.open);
                Some(Before::Cards(*id, open))
            }
            Fact::Floor(..) | Fact::Offered(..) => {
                Some(Before::Floor(Box::new(Part::of(items.floors, fact)?)))
            }
            Fact::EntryApproved(id, ..)
            | Fact::EntryHidden(id, _)
            | Fact::EntryReturned(id, _)
            | Fact::EntryTranslated(id, ..)
            | Fact::EntryGrouped(id, ..)
            | Fact::EntryJoined(id, ..) => {
                let entry = items.polls.entries.get(*id)?;
                let public = entry.screened.public();
                let reading = Reading {
                    state: entry.state,
                    with: entry.with,
                    translations: entry.screened.content().translations.clone(),
                    public: public.map(|public| public.content().translations.clone()),
                    group: entry.group.clone(),
                };
                Some(Before::Entry(*id, Box::new(reading)))
            }
            Fact::HeadingWritten(poll, group, ..) => {
                let texts = items.polls.entries.heading(*poll, group).clone();
                Some(Before::Heading(*poll, group.clone(), texts))
            }
            Fact::EntryTaken(poll, ..) => {
                Some(Before::Taken(*poll, items.polls.entries.taken(*poll)))
            }
            Fact::NicknameApproved(id, ..)
            | Fact::NicknameHidden(id, _)
            | Fact::NicknameReturned(id, _) => {
                let name = items.nicknames.get(*id)?;
                Some(Before::Nickname(*id, name.state))
            }
            Fact::GuestsMuted(id, ..) | Fact::GuestsUnmuted(id, _) => {
                let is_on = items.mutes.get(*id).is_some_and(|mute| mute.on);
                Some(Before::Mute(*id, is_on))
            }
            Fact::CodeReleased(id) => {
                let code = items.codes.get(*id)?;
                Some(Before::Code(*id, code.holder))
            }
            Fact::Promised(..) => Some(Before::Promise(items.questions.promise())),
            Fact::StageSet(_) => Some(Before::Stage(items.on_stage.stage)),
            Fact::QuestionsSet(id, _) => {
                Some(Before::Settings(*id, items.questions.own_settings(*id)))
            }
            Fact::AddressChosen(_, Actor::Staff(_)) => {
                let (url, _) = items.event.address.clone()?;
                Some(Before::Address(url))
            }
            Fact::BookPublished(..) => Some(Before::Book(items.event.book)),
            Fact::TextTranslated(of, lang, ..) => {
                let texts = items.text(*of)?;
                let made = items.translations.made(*of, lang, texts);
                let was = (texts.get(lang).cloned(), made.map(|made| made.pair.clone()));
                Some(Before::Passage(*of, lang.clone(), Box::new(was)))
            }
            Fact::TermPut(id, .., Actor::Staff(_)) | Fact::TermRemoved(id, Actor::Staff(_)) => {
                let was = items.glossary.get(*id);
                let was = was.map(|term| Box::new((term.info.clone(), term.added)));
                Some(Before::Term(*id, was))
            }
            Fact::MessageSent(id, ..) | Fact::MessageWithdrawn(id, ..) => {
                let was = items.backstage.get(*id);
                Some(Before::Message(*id, was.is_none_or(|was| was.withdrawn)))
            }
            Fact::ScreenPut(id, ..) | Fact::ScreenSet(id, ..) | Fact::ScreenDropped(id, _) => {
                let was = items.screens.get(*id);
                let was = was.map(|was| Box::new((was.name.clone(), was.stage)));
                Some(Before::Screen(*id, was))
            }
            Fact::LineWritten(id, ..) => {
                let line = items.reports.get(*id);
                let was = line.map(|line| Box::new((line.info.clone(), line.order)));
                Some(Before::Line(*id, was))
            }
            Fact::ReportShown(..) => Some(Before::Readers(items.reports.readers)),
            Fact::AnnouncementPut(id, ..)
            | Fact::AnnouncementTurned(id, _, Actor::Staff(_))
            | Fact::AnnouncementDropped(id, _) => {
                let was = items.announcements.get(*id);
                let was = was.map(|was| Box::new((was.info.clone(), was.airing)));
                Some(Before::Announcement(*id, was))
            }
            Fact::Joined(_)
            | Fact::MessageSeen(..)
            | Fact::AnnouncementTurned(..)
            // A correction is another edition.
            | Fact::ReportFinished(..)
            | Fact::EditionKept(..)
            | Fact::TimesKept(..)
            // It is taken back as it was sent, and not by an undo.
            | Fact::LeavingSet(..)
            | Fact::CaptionsSent(..)
            | Fact::CaptionCorrected(..)
            | Fact::CaptionsTaken(..)
            | Fact::CaptionsPlaced(..)
            | Fact::Accepted(..)
            | Fact::AtDesk(..)
            | Fact::Undid(..)
            | Fact::Declared(..)
            | Fact::SeenInHall(_)
            | Fact::CodesMade(..)
            | Fact::CodeTaken(..)
            | Fact::CodesForgotten(_)
            | Fact::BallotCast(..)
            | Fact::BallotTakenBack(..)
            | Fact::PresentCounted(..)
            | Fact::SecretKept(_)
            // The door takes each back by a command of its own, because a tablet may send it much later.
            | Fact::GuestListed(..)
            | Fact::GuestUnlisted(..)
            | Fact::CheckedIn(..)
            | Fact::CheckedInCounted(..)
            | Fact::ArrivalsKept(..)
            | Fact::PollPut(..)
            | Fact::PollRemoved(_)
            | Fact::PollTimedOut(_)
            | Fact::NameGiven(..)
            | Fact::CountsKept(..)
            | Fact::EntryWritten(..)
            | Fact::QuestionAsked(..)
            // Each of their questions, or sessions, is an item of its own.
            | Fact::AgendaShifted(..)
            | Fact::QuestionsParted(..)
            | Fact::QuestionsReturned(_)
            | Fact::QuestionPosted(..)
            | Fact::QuestionReworded(..)
            | Fact::QuestionReported(..)
            | Fact::QuestionLikened(..)
            | Fact::Upvoted(..)
            | Fact::QuestionWithdrawn(_)
            | Fact::LabelPut(..)
            | Fact::LabelRemoved(_)
            | Fact::NicknameChosen(..)
            | Fact::NicknameDropped(_)
            | Fact::GuestErased(..)
            | Fact::EntryPassedOn(..)
            | Fact::CardRaised(..)
            | Fact::CardLowered(..)
            | Fact::CardsTold(_)
            | Fact::CardsKept(..)
            | Fact::FloorKept(..)
            | Fact::SessionPut(..)
            | Fact::SessionRemoved(_)
            | Fact::SurveyPut(..)
            | Fact::SurveyRemoved(_)
            | Fact::SurveyKept(..)
            | Fact::GroupPut(..)
            | Fact::GroupRemoved(_)
            | Fact::PersonPut(..)
            | Fact::PersonRemoved(_)
            | Fact::RoleRevoked(..)
            | Fact::LoggedIn(..)
            | Fact::LoginEnded(..)
            | Fact::EventDescribed(_)
            | Fact::AddressChosen(..)
            | Fact::EventShelved(_)
            | Fact::TermPut(..)
            | Fact::TermRemoved(..)
            | Fact::Forgotten => None,
        }
    }

    /// Returns the item's current revision; None if it no longer exists.
    pub fn revision(&self, items: Items<'_>) -> Option<u64> {
        match self {
            Before::Poll { id, .. } => items.polls.get(*id).map(|poll| poll.rev.into()),
            // A poll that is gone can come back.
            Before::PollText(id, _) => Some(items.polls.get(*id).map_or(0, |poll| poll.rev.into())),
            Before::Survey(id, _) => {
                Some(items.surveys.get(*id).map_or(0, |survey| survey.written))
            }
            Before::Session { id, .. } => items.sessions.get(*id).map(|s| s.rev.into()),
            Before::Delay(id, _) => items.sessions.get(*id).map(|s| s.timed),
            Before::Event(edited) => {
                Some(edited.stands(items.event.info.as_ref(), edit::event::undone))
            }
            Before::Slot(id, edited) => {
                let is = items.sessions.get(*id).map(|session| &session.info);
                Some(edited.stands(is, edit::session::undone))
            }
            Before::Agenda(places) => {
                let timed = |place: &Place| items.sessions.get(place.session).map(|s| s.timed);
                let all: Option<Vec<u64>> = places.iter().map(timed).collect();
                all?.into_iter().max()
            }
            Before::Group(id, edited) => {
                let is = items.groups.get(*id).map(|group| &group.info);
                Some(edited.stands(is, edit::group::undone))
            }
            Before::Person(id, edited) => {
                Some(edited.stands(items.persons.get(*id), edit::person::undone))
            }
            Before::Question(id, _) | Before::Unasked(id) => {
                items.questions.get(*id).map(|q| q.rev.into())
            }
            Before::Marks(id, _) => items.questions.get(*id).map(|q| q.marks.rev.into()),
            Before::Reply(id, _) => items.questions.get(*id).map(|q| q.reply_rev.into()),
            // A label that is gone can come back.
            Before::Label(id, _) => Some(items.labels.get(*id).map_or(0, |label| label.changed)),
            Before::Cards(id, _) => items.cards.get(*id).map(|hands| hands.changed),
            Before::Floor(part) => part.revision(items.floors),
            Before::Entry(id, _) => items.polls.entries.get(*id).map(|e| e.rev.into()),
            Before::Nickname(id, _) => items.nicknames.get(*id).map(|name| name.rev.into()),
            Before::Mute(id, _) => Some(items.mutes.get(*id).map_or(0, |mute| mute.rev)),
            Before::Heading(poll, group, _) => {
                Some(items.polls.entries.heading_changed(*poll, group))
            }
            Before::Taken(poll, _) => Some(items.polls.entries.taken_changed(*poll)),
            Before::Code(id, _) => items.codes.get(*id).map(|code| code.rev.into()),
            Before::Stage(_) => Some(items.on_stage.changed),
            Before::Promise(_) => Some(items.questions.promise_changed),
            Before::Settings(id, _) => Some(items.questions.settings_changed_of(*id)),
            Before::Parted(was) => {
                let q = items.questions.get(was.question)?;
                Some(q.settled.max(q.since))
            }
            Before::Address(_) => Some(items.event.address_changed),
            Before::Book(_) => Some(items.event.book_changed),
            Before::Passage(of, lang, _) => {
                let texts = items.text(*of)?;
                let made = items.translations.made(*of, lang, texts);
                Some(match (made, texts.get(lang)) {
                    (Some(made), _) => made.seq,
                    (None, None) => 0,
                    // Somebody wrote it anew, which no translation does.
                    (None, Some(_)) => u64::MAX,
                })
            }
            Before::Message(id, _) => items.backstage.get(*id).map(|message| message.changed),
            // An announcement that is gone can come back.
            Before::Announcement(id, _) => {
                Some(items.announcements.get(*id).map_or(0, |one| one.rev.into()))
            }
            // A line that is gone can come back.
            Before::Line(id, _) => Some(items.reports.get(*id).map_or(0, |line| line.rev.into())),
            Before::Readers(_) => Some(items.reports.readers as u64),
            Before::Screen(id, _) => Some(items.screens.get(*id).map_or(0, |one| one.changed)),
            // A term that is gone can come back.
            Before::Term(id, _) => Some(items.glossary.get(*id).map_or(0, |term| term.changed)),
        }
    }

    /// Returns true if both are known by one revision that counts changes.
    fn shares_revision(&self, other: &Before) -> bool {
        // These compare words instead, so each act knows by itself whether it stands.
        let is_compared = matches!(
            self,
            Before::Event(_) | Before::Slot(..) | Before::Group(..) | Before::Person(..)
        );
        let is_of_one_poll = |one: &Before, other: &Before| matches!((one, other), (Before::Poll { id, .. }, Before::PollText(of, _)) if id == of);
        !is_compared
            && (self.is_same_item(other)
                || other.is_same_item(self)
                || is_of_one_poll(self, other)
                || is_of_one_poll(other, self))
    }

    /// Returns false if an undo could not put it back: a poll with votes closes instead.
    fn is_back(&self, items: Items<'_>) -> bool {
        if let Before::Poll {
            id, phase, round, ..
        } = self
        {
            let poll = items.polls.get(*id);
            return poll.is_some_and(|is| (is.phase, is.answers.round()) == (*phase, *round));
        }
        if let Before::Question(id, was) = self {
            return items
                .questions
                .get(*id)
                .is_some_and(|q| q.state == was.state);
        }
        true
    }

    fn is_same_item(&self, other: &Before) -> bool {
        match (self, other) {
            (Before::Poll { id: a, .. }, Before::Poll { id: b, .. }) => a == b,
            (Before::Cards(a, _), Before::Cards(b, _)) => a == b,
            (Before::Floor(a), Before::Floor(b)) => a.is_same(b),
            (Before::PollText(a, _), Before::PollText(b, _)) => a == b,
            (Before::Survey(a, _), Before::Survey(b, _)) => a == b,
            (Before::Session { id: a, .. }, Before::Session { id: b, .. }) => a == b,
            (Before::Delay(a, _), Before::Delay(b, _)) => a == b,
            (Before::Slot(a, _), Before::Slot(b, _)) => a == b,
            (Before::Group(a, _), Before::Group(b, _)) => a == b,
            (Before::Person(a, _), Before::Person(b, _)) => a == b,
            (Before::Question(a, _), Before::Question(b, _)) => a == b,
            // What an act asks goes as a whole.
            (Before::Unasked(a), Before::Unasked(b) | Before::Question(b, _)) => a == b,
            (Before::Marks(a, _), Before::Marks(b, _)) => a == b,
            (Before::Reply(a, _), Before::Reply(b, _)) => a == b,
            (Before::Label(a, _), Before::Label(b, _)) => a == b,
            (Before::Entry(a, _), Before::Entry(b, _)) => a == b,
            (Before::Nickname(a, _), Before::Nickname(b, _)) => a == b,
            (Before::Mute(a, _), Before::Mute(b, _)) => a == b,
            (Before::Taken(a, _), Before::Taken(b, _)) => a == b,
            (Before::Heading(a, one, _), Before::Heading(b, other, _)) => a == b && one == other,
            (Before::Code(a, _), Before::Code(b, _)) => a == b,
            (Before::Passage(a, one, _), Before::Passage(b, other, _)) => a == b && one == other,
            (Before::Term(a, _), Before::Term(b, _)) => a == b,
            (Before::Message(a, _), Before::Message(b, _)) => a == b,
            (Before::Announcement(a, _), Before::Announcement(b, _)) => a == b,
            (Before::Line(a, _), Before::Line(b, _)) => a == b,
            (Before::Screen(a, _), Before::Screen(b, _)) => a == b,
            (Before::Settings(a, _), Before::Settings(b, _)) => a == b,
            (Before::Parted(a), Before::Parted(b)) => a.question == b.question,
            (Before::Stage(_), Before::Stage(_))
            | (Before::Event(_), Before::Event(_))
            | (Before::Agenda(_), Before::Agenda(_))
            | (Before::Readers(_), Before::Readers(_))
            | (Before::Promise(_), Before::Promise(_))
            | (Before::Address(_), Before::Address(_))
            | (Before::Book(_), Before::Book(_)) => true,
            (
                Before::Poll { .. }
                | Before::PollText(..)
                | Before::Survey(..)
                | Before::Session { .. }
                | Before::Delay(..)
                | Before::Event(_)
                | Before::Slot(..)
                | Before::Agenda(_)
                | Before::Group(..)
                | Before::Person(..)
                | Before::Question(..)
                | Before::Unasked(_)
                | Before::Marks(..)
                | Before::Reply(..)
                | Before::Label(..)
                | Before::Cards(..)
                | Before::Floor(_)
                | Before::Entry(..)
                | Before::Nickname(..)
                | Before::Mute(..)
                | Before::Taken(..)
                | Before::Heading(..)
                | Before::Code(..)
                | Before::Stage(_)
                | Before::Promise(_)
                | Before::Settings(..)
                | Before::Parted(_)
                | Before::Address(_)
                | Before::Book(_)
                | Before::Passage(..)
                | Before::Message(..)
                | Before::Announcement(..)
                | Before::Line(..)
                | Before::Readers(_)
                | Before::Screen(..)
                | Before::Term(..),
                _,
            ) => false,
        }
    }
}
