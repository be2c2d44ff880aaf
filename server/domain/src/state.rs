//! Everything known of an event, derived from its facts alone. Applying a fact cannot fail, and gives the same result
//! on every node and in every replay. Each noun keeps its own part and applies its own facts.
//!
//! # Invariants
//! - `seq` counts the facts applied; `at` never goes back.

use crate::acts::{Acts, Items};
use crate::announcements::Announcements;
use crate::backstage::Backstage;
use crate::captions::Captions;
use crate::cards::Cards;
use crate::edit::group::Used;
use crate::event::Event;
use crate::fact::{Fact, Record};
use crate::floor::Floors;
use crate::ids::{ClientId, CodeId, Millis, Moment, ParticipantId, PollId, QuestionId};
use crate::leaving::Leaving;
use crate::people::mutes::Writing;
use crate::people::names::{self, Name};
use crate::people::{
    Codes, Group, Groups, GuestList, Logins, Mutes, Nicknames, Participants, Persons, Staff,
};
use crate::poll::voters::{Voice, Voter};
use crate::poll::{Poll, Polls};
use crate::program::{EventInfo, LabelInfo, PersonInfo, Program};
use crate::question::addressee::Addressee;
use crate::question::labels::{Label, Labels};
use crate::question::{Question, Questions, Settings};
use crate::rejection::Rejection;
use crate::report::Reports;
use crate::role::{Actor, StaffRole};
use crate::screens::Screens;
use crate::session::{Session, Sessions};
use crate::stage::OnStage;
use crate::survey::{Progress, Survey, Surveys};
use crate::text::Texts;
use crate::translation::{self, Glossary, Made, Passage, Translations};

/// The state of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Facts applied so far.
    pub seq: u64,
    /// The time of the last commit.
    pub at: Millis,
    /// The time of the last action of a guest or staff member. What the server does by itself does not count.
    pub last_act: Millis,
    pub event: Event,
    pub groups: Groups,
    pub persons: Persons,
    pub participants: Participants,
    pub nicknames: Nicknames,
    pub mutes: Mutes,
    pub codes: Codes,
    pub guest_list: GuestList,
    pub staff: Staff,
    pub logins: Logins,
    pub polls: Polls,
    pub surveys: Surveys,
    pub questions: Questions,
    pub labels: Labels,
    pub sessions: Sessions,
    pub cards: Cards,
    pub floors: Floors,
    pub on_stage: OnStage,
    pub screens: Screens,
    pub translations: Translations,
    pub glossary: Glossary,
    pub backstage: Backstage,
    pub announcements: Announcements,
    pub captions: Captions,
    pub leaving: Leaving,
    pub reports: Reports,
    pub acts: Acts,
}

impl State {
    /// Applies one commit.
    pub fn apply_record(&mut self, record: &Record) {
        self.at = self.at.max(record.at);
        for fact in &record.facts {
            self.apply(fact);
        }
    }

    /// Applies one fact, which happened at `self.at`. A fact about a missing item changes only `seq`.
    pub fn apply(&mut self, fact: &Fact) {
        self.seq += 1;
        let (seq, at) = (self.seq, self.at);
        let now = Moment { seq, at };
        let mut acts = std::mem::take(&mut self.acts);
        acts.see(self.items(), fact, now);
        self.acts = acts;
        self.questions.remember(fact, at);
        self.event.has_guests |= fact.is_of_guests();
        if let Some(guest) = fact.writer() {
            self.participants.wrote(guest);
        }
        match fact {
            Fact::Joined(id) => self.joined(*id),
            Fact::Accepted(actor, client, n) => self.accepted(*actor, *client, *n),
            Fact::AtDesk(n) => self.questions.signed(*n),
            // Only the acts remember it.
            Fact::Undid(..) => {}
            Fact::Declared(by, group, value) => self.participants.declared(*by, *group, *value),

            Fact::NameGiven(by, name) => self.name_given(*by, name),
            Fact::SeenInHall(id) => self.participants.seen_in_hall(*id),
            Fact::GuestErased(id, _) => self.guest_erased(*id, now),
            Fact::CodesMade(first, codes) => self.codes.made(*first, codes, seq),
            Fact::CodeTaken(by, code) => self.code_taken(*by, *code, seq),
            Fact::CodeReleased(code) => self.code_released(*code, seq),
            Fact::CodesForgotten(next) => self.codes.forgotten(*next, seq),

            Fact::GuestListed(id, info, _) => {
                self.guest_list.listed(*id, info, seq);
                self.codes.assigned(info.code, &info.values, seq);
            }
            Fact::GuestUnlisted(id, _) => self.guest_list.unlisted(*id, seq),
            Fact::CheckedIn(id, on, _) => self.guest_list.checked_in(*id, *on, now),
            Fact::ArrivalsKept(listed, here) => self.guest_list.arrivals_kept(*listed, *here, seq),

            Fact::GuestsMuted(id, guests, _) => {
                self.muted(guests, now, |mutes| mutes.muted(*id, guests, seq));
            }
            Fact::GuestsUnmuted(id, _) => {
                let mute = self.mutes.get(*id);
                let guests = mute.map_or_else(Vec::new, |mute| mute.guests.clone());
                self.muted(&guests, now, |mutes| mutes.unmuted(*id, seq));
            }

            Fact::BallotCast(by, id, ballot) => {
                let voice = self.voice(*by, *id);
                self.polls.ballot_cast(*id, *by, ballot, voice, seq);
                self.polls.ballot_signed(*id, *by, voice, self.name(*by));
                self.surveys.answered(*id, voice.voter(*by), true);
            }
            Fact::BallotTakenBack(by, id) => {
                let voice = self.voice(*by, *id);
                self.polls.ballot_taken_back(*id, *by, voice, seq);
                self.surveys.answered(*id, voice.voter(*by), false);
            }
            Fact::PollPut(id, info, order) => {
                self.polls.put(*id, info, *order, seq);
                self.surveys.gather(&mut self.polls, seq);
                self.sign_again(*id);
            }
            Fact::PollMade(id, info, order) => {
                self.polls.made(*id, info, *order, seq);
                self.surveys.gather(&mut self.polls, seq);
            }
            Fact::PollRestored(id, info, order, made) => {
                self.polls.restored(*id, info, *order, *made, seq);
                self.surveys.gather(&mut self.polls, seq);
            }
            Fact::PollChanged(id, info) => {
                self.polls.reworded(*id, info, seq);
                self.sign_again(*id);
            }
            Fact::PollRemoved(id) | Fact::PollDropped(id) => {
                self.polls.removed(*id, seq);
                self.surveys.gather(&mut self.polls, seq);
            }
            Fact::PollOpened(id, closes_at) => {
                self.polls.opened(*id, *closes_at, now);
                self.sign_again(*id);
            }
            Fact::PollExtended(id, closes_at) => self.polls.extended(*id, *closes_at, seq),
            Fact::PollClosed(id) | Fact::PollTimedOut(id) => self.polls.closed(*id, seq),
            Fact::PollUnopened(id) => self.polls.unopened(*id, seq),
            Fact::RoundEnded(id) => {
                self.polls.round_ended(*id, false, seq);
                self.surveys.recount(&self.polls, *id);
            }
            Fact::RoundVoided(id) => {
                self.polls.round_ended(*id, true, seq);
                self.surveys.recount(&self.polls, *id);
            }
            Fact::RowsSorted(id, sorted) => self.polls.rows_sorted(*id, *sorted, seq),
            Fact::SplitShown(id, group) => self.polls.split_shown(*id, *group, seq),
            Fact::RoundResumed(id) => {
                self.polls.round_resumed(*id, seq);
                self.surveys.recount(&self.polls, *id);
            }
            Fact::PollRevealed(id) => self.polls.revealed(*id, seq),
            Fact::PollHidden(id) => self.polls.hidden(*id, seq),
            Fact::LiveSet(id, live) => self.polls.live_set(*id, *live, seq),
            Fact::SecretKept(secret) => self.polls.secret_kept(*secret),
            Fact::PresentCounted(id, present) => {
                self.polls.present_counted(*id, Some(*present), false, seq)
            }
            Fact::CheckedInCounted(id, here) => {
                self.polls.present_counted(*id, Some(*here), true, seq)
            }
            Fact::HandsCounted(id, round, hands) => {
                self.polls.hands_counted(*id, *round, hands, seq)
            }
            Fact::CountsKept(id, round, counts) => self.polls.counts_kept(*id, *round, counts, seq),

            Fact::EntryWritten(id, poll, by, content) => {
                self.polls.entries.written(*id, *poll, *by, content, now)
            }
            Fact::EntryApproved(id, revision, _) => {
                self.polls.entries.approved(*id, *revision, now)
            }
            Fact::EntryPassedOn(id, by, content, approved) => {
                self.polls
                    .entries
                    .passed_on(*id, *by, content, *approved, now);
                self.acts.forget(&[], &[*id]);
            }
            Fact::EntryHidden(id, _) => self.polls.entries.hidden(*id, now),
            Fact::EntryReturned(id, _) => self.polls.entries.returned(*id, now),
            Fact::EntryTranslated(id, translations, _) => {
                self.polls.entries.translated(*id, translations, now)
            }
            Fact::EntryGrouped(id, group, _) => {
                self.polls.entries.grouped(*id, group.as_deref(), now)
            }
            Fact::HeadingWritten(poll, group, texts, _) => {
                self.polls.entries.headed(*poll, group, texts, seq);
            }
            Fact::EntryTaken(poll, id, _) => self.polls.entries.take(*poll, *id, seq),
            Fact::EntryJoined(id, with, _) => self.polls.entries.joined(*id, *with, now),

            Fact::QuestionAsked(id, author, content, to) => {
                let session = self.sessions.running().map(|(id, _)| id);
                let question = Question::new(Some(*author), content, *to, session, now);
                self.questions.asked(*id, question);
            }
            Fact::StaffAsked(id, content, to, _) => {
                let session = self.sessions.running().map(|(id, _)| id);
                let question = Question::new(None, content, *to, session, now);
                self.questions.asked(*id, question);
            }
            Fact::Upvoted(by, id, on) => {
                self.questions
                    .upvoted(&mut self.participants, *by, *id, *on, seq)
            }
            Fact::QuestionWithdrawn(id) => {
                self.questions.withdrawn(&mut self.participants, *id, now)
            }
            Fact::QuestionApproved(id, revision, _) => self.questions.approved(*id, *revision, now),
            Fact::QuestionDeclined(id, reason, note, _) => {
                self.questions.declined(*id, *reason, note.as_deref(), now)
            }
            Fact::QuestionEdited(id, content, _) => self.questions.edited(*id, content, now),
            Fact::QuestionMoved(id, to, _) => {
                let running = self.sessions.running().map(|(id, _)| id);
                self.questions.moved(*id, *to, running, now);
            }
            Fact::Promised(promise, _) => self.questions.promised(*promise, seq),
            Fact::QuestionPlaced(id, before, _) => self.questions.placed(*id, *before, now),
            Fact::QuestionAddressed(id, to, _) => self.questions.addressed(*id, *to, now),
            Fact::QuestionMerged(id, into, _) => self.questions.merged(*id, *into, now),
            Fact::QuestionSplit(id, to, _) => self.questions.split_off(*id, *to, now),
            Fact::QuestionLabelled(id, label, on, _) => self
                .questions
                .marked(*id, seq, |marks| marks.label(*label, *on)),
            Fact::QuestionStarred(id, on, _) => {
                self.questions.marked(*id, seq, |marks| marks.star = *on)
            }
            Fact::QuestionPinned(id, on, _) => {
                self.questions.marked(*id, seq, |marks| marks.pin = *on)
            }
            Fact::ReportsSettled(id, reports, _) => {
                (self.questions).marked(*id, seq, |marks| marks.settled = *reports);
            }
            Fact::QuestionNoted(id, number, text, by) => self.questions.marked(*id, seq, |marks| {
                marks.note(*number, text.as_deref(), *by, at)
            }),
            Fact::QuestionReplied(id, texts, _) => self.questions.replied(*id, texts.as_ref(), seq),
            Fact::LabelPut(id, info, order) => self.labels.put(*id, info, *order, false, seq),
            Fact::LabelMade(id, info, order, _) => self.labels.put(*id, info, *order, true, seq),
            Fact::LabelRestored(id, info, order, made, _) => {
                self.labels.put(*id, info, *order, *made, seq)
            }
            Fact::LabelRemoved(id) | Fact::LabelDropped(id, _) => self.labels.removed(*id, seq),
            Fact::QuestionsSet(session, settings) => self.questions.set(*session, *settings, seq),
            Fact::QuestionPosted(id, revision) => self.questions.posted(*id, *revision, seq),
            Fact::QuestionsParted(to, carried, archived) => {
                let before = self.questions.parted(*to, carried, archived, now);
                self.sessions.parted(*to, before);
            }
            Fact::QuestionsReturned(back) => self.questions.returned(back, now),
            Fact::QuestionReworded(id, content) => self.questions.reworded(*id, content, now),
            Fact::QuestionReported(by, id) => {
                let counts = !self.mutes.has(*by);
                self.questions.reported(*by, *id, counts, seq)
            }
            Fact::QuestionLikened(id, similar) => self.questions.likened(*id, similar, seq),

            Fact::SessionPut(id, info, order) => {
                // A new import keeps what the host set, unless the file says something else than before.
                let before = self.sessions.get(*id).and_then(|s| s.info.questions);
                if before != info.questions {
                    self.questions.set(Some(*id), info.questions, seq);
                }
                self.sessions.put(*id, info, *order, seq);
            }
            Fact::SessionWritten(id, Some(info), order, _) => {
                self.sessions.written(*id, info, *order, seq);
            }
            Fact::SessionWritten(id, None, ..) | Fact::SessionRemoved(id) => {
                self.questions.set(Some(*id), None, seq);
                self.sessions.removed(*id, seq);
                self.floors.session_removed(*id, seq);
            }
            Fact::AgendaPlaced(places, _) => self.sessions.placed(places, seq),
            Fact::SessionStarted(id) => self.sessions.started(*id, now),
            Fact::SessionEnded(id, end) => {
                self.sessions.ended(*id, end, now);
                self.floors.stopped(*id, now);
            }
            Fact::SessionResumed(id) => self.sessions.resumed(*id, seq),
            Fact::SessionUnstarted(id) => {
                self.sessions.unstarted(*id, seq);
                self.floors.stopped(*id, now);
            }
            Fact::SessionSkipped(id) => self.sessions.skipped(*id, seq),
            Fact::SessionUnskipped(id) => self.sessions.unskipped(*id, seq),
            Fact::AgendaShifted(shifts, _) => self.sessions.shifted(shifts, seq),

            Fact::CardsSet(id, open) => self.cards.opened(*id, *open, at, seq),
            Fact::CardRaised(by, id, card) => {
                let counts = !self.mutes.has(*by);
                self.cards.held_up(*by, *id, Some(*card), counts, now)
            }
            Fact::CardLowered(by, id) => {
                let counts = !self.mutes.has(*by);
                self.cards.held_up(*by, *id, None, counts, now)
            }
            Fact::CardsTold(id) => self.cards.told(*id, at, seq),
            Fact::CardsKept(id, curve) => self.cards.kept(*id, curve, seq),

            Fact::Floor(id, change, _) => self.floors.apply(*id, change, now),
            Fact::Offered(question, person, offer) => {
                self.floors.offered(*question, *person, *offer, seq)
            }
            Fact::FloorKept(id, spoken) => self.floors.kept(*id, spoken, seq),

            Fact::SurveyPut(id, info, order) => {
                self.surveys.put(&mut self.polls, *id, info, *order, seq)
            }
            Fact::SurveyWritten(id, Some(info), order) => {
                self.surveys.put(&mut self.polls, *id, info, *order, seq)
            }
            Fact::SurveyWritten(id, None, _) | Fact::SurveyRemoved(id) => {
                self.surveys.removed(&mut self.polls, *id, seq)
            }
            Fact::SurveyKept(id, began, finished) => self.surveys.kept(
                *id,
                Progress {
                    began: *began,
                    finished: *finished,
                },
            ),

            Fact::AnswerTold(id) => self.polls.answer_told(*id, true, seq),
            Fact::AnswerWithheld(id) => self.polls.answer_told(*id, false, seq),
            Fact::NicknameChosen(id, by, content) => self.nicknames.chosen(*id, *by, content, now),
            Fact::NicknameDropped(id) => self.nicknames.dropped(*id, seq),
            Fact::NicknameApproved(id, revision, _) => self.nicknames.approved(*id, *revision, seq),
            Fact::NicknameHidden(id, _) => self.nicknames.hidden(*id, seq),
            Fact::NicknameReturned(id, _) => self.nicknames.returned(*id, seq),

            Fact::QuestionTranslated(id, lang, text, of, _) => {
                self.questions.translated(*id, lang, text, of, now)
            }
            Fact::TextTranslated(of, lang, text, _, pair) => {
                self.translated(*of, lang, text.as_deref(), pair.as_ref(), seq)
            }
            Fact::TermPut(id, info, added, _) => self.glossary.was_put(*id, info, *added, seq),
            Fact::TermRemoved(id, _) => self.glossary.was_removed(*id, seq),

            Fact::MessageSent(id, to, texts, by) => self.backstage.sent(*id, *to, texts, *by, now),
            Fact::MessageSeen(id, person) => self.backstage.seen(*id, *person, now),
            Fact::MessageWithdrawn(id, withdrawn, _) => {
                self.backstage.withdrawn(*id, *withdrawn, seq)
            }
            Fact::LineWritten(id, info, order, _) => {
                self.reports.written(*id, info.as_ref(), *order, seq)
            }
            Fact::ReportFinished(changes, _) => self.reports.finished(&self.polls, changes, now),
            Fact::EditionKept(edition) => self.reports.kept(edition, seq),
            Fact::TimesKept(id, began, ended) => self.sessions.times_kept(*id, *began, *ended),
            Fact::ReportShown(readers, _) => self.reports.shown(*readers, seq),
            Fact::AnnouncementPut(id, info, _) => self.announcements.was_put(*id, info, seq),
            Fact::AnnouncementTurned(id, to, _) => self.announcements.turned(*id, *to, at, seq),
            Fact::AnnouncementDropped(id, _) => self.announcements.was_dropped(*id, seq),
            Fact::CaptionsSent(session, texts, writer) => {
                self.captions.sent(*session, texts, *writer, now)
            }
            Fact::CaptionCorrected(lang, text, writer) => {
                self.captions.corrected(lang, text, *writer, now)
            }
            Fact::CaptionsTaken(lang, writer) => self.captions.taken(lang, *writer, seq),
            Fact::CaptionsPlaced(place, _) => self.captions.placed(*place, seq),
            Fact::LeavingSet(on, _) => self.leaving.was_set(*on, now),

            Fact::StageSet(stage) => self.on_stage.set(*stage, seq),
            Fact::ScreenPut(id, name, _) => self.screens.was_put(*id, name, seq),
            Fact::ScreenSet(id, stage, _) => self.screens.set(*id, *stage, seq),
            Fact::ScreenDropped(id, _) => self.screens.was_dropped(*id, seq),

            Fact::GroupPut(id, info, ids, order)
            | Fact::GroupWritten(id, Some(info), ids, order, _) => {
                self.groups.put(*id, info, ids, *order, seq);
            }
            Fact::GroupRemoved(id) | Fact::GroupWritten(id, None, ..) => {
                self.groups.removed(*id, seq);
                self.floors.group_removed(*id, seq);
            }
            Fact::PersonPut(id, info) => self.persons.put(*id, info, seq),
            Fact::PersonWritten(id, Some(info), _) => self.persons.put(*id, info, seq),
            Fact::PersonWritten(id, None, _) | Fact::PersonRemoved(id) => {
                self.persons.removed(*id, seq);
                self.floors.person_removed(*id, seq);
                self.logins.revoked(StaffRole::Panelist(*id), seq);
            }
            Fact::RoleRevoked(role, generation) => {
                self.staff.revoked(*role, *generation);
                self.logins.revoked(*role, seq);
            }
            Fact::LoggedIn(id, login) => self.logins.logged_in(*id, login, seq),
            Fact::LoginEnded(id, _) => self.logins.ended(*id, seq),

            Fact::EventDescribed(info) => {
                if self.event.info.is_none() {
                    let settings = Settings::asking(info.questions_open);
                    self.questions.set(None, Some(settings), seq);
                }
                self.event.described(info, seq);
            }
            Fact::EventWritten(info, _) => self.event.described(info, seq),
            Fact::AddressChosen(url, by) => self.event.address_chosen(url, *by, seq),
            Fact::BookPublished(on, _) => self.event.book_published(*on, seq),
            Fact::EventShelved(to) => self.event.shelf = *to,
            Fact::Forgotten => self.event.forgotten = true,
        }
    }

    /// Returns true if the screen shows only questions that guests can read in all languages.
    pub fn is_gated(&self) -> bool {
        let running = self.sessions.running().map(|(id, _)| id);
        self.questions.settings(running).translated
    }

    /// Returns who wrote something.
    ///
    /// # Errors
    /// [`Rejection::Unknown`].
    pub fn author(&self, of: Writing) -> Result<ParticipantId, Rejection> {
        let author = match of {
            Writing::Question(id) => self.questions.get(id).and_then(|q| q.author),
            Writing::Nickname(id) => self.nicknames.get(id).map(|name| name.by),
            Writing::Entry(id) => self.polls.entries.get(id).and_then(|entry| entry.by),
        };
        author.ok_or(Rejection::Unknown)
    }

    /// Mutes guests or hears them again, as `change` says. The support and the cards of muted guests do not count; their ballots
    /// do, because nobody may change a result.
    fn muted(&mut self, guests: &[ParticipantId], now: Moment, change: impl FnOnce(&mut Mutes)) {
        let before = self.mutes.clone();
        change(&mut self.mutes);
        let running = self.sessions.running().map(|(id, _)| id);
        for id in guests {
            let counts = !self.mutes.has(*id);
            if counts != before.has(*id) {
                continue;
            }
            if let Some(guest) = self.participants.get(*id) {
                self.questions.weighed(*id, &guest.upvotes, counts, now.seq);
            }
            self.cards.weighed(*id, counts, running, now);
        }
        self.touch_written(guests, now.seq);
    }

    /// Marks what guests wrote as changed for those who screen it.
    fn touch_written(&mut self, guests: &[ParticipantId], seq: u64) {
        self.questions.touched(guests, seq);
        self.nicknames.changed = seq;
        self.polls.entries.changed = seq;
    }

    /// Returns a text of staff in all its languages; None for what guests write, and where nothing is.
    pub fn texts(&self, of: Passage) -> Option<&Texts> {
        self.items().text(of)
    }

    /// Returns a text in the language in which it was written first, and that language.
    pub fn original(&self, of: Passage) -> Option<(&str, &str)> {
        if let Passage::Question(id) = of {
            let content = self.questions.get(id)?.screened.content();
            return Some((&content.lang, &content.text));
        }
        if let Passage::Entry(id) = of {
            let content = self.polls.entries.get(id)?.screened.content();
            return Some((&content.lang, &content.text));
        }
        let langs = &self.event.info.as_ref()?.langs;
        let texts = self.texts(of)?;
        let first = if let Passage::Reply(_) | Passage::Line(_) | Passage::LineBy(_) = of {
            self.translations.source(of, texts, langs)?
        } else {
            langs.first()?
        };
        Some((first, texts.get(first)?))
    }

    /// Returns the staff's reply to a question as everybody reads it: as it was, while one of its translations is out of date.
    pub fn reply(&self, id: QuestionId) -> Option<&Texts> {
        let of = Passage::Reply(id);
        let (source, _) = self.original(of)?;
        Some(self.translations.shown(of, source, self.texts(of)?))
    }

    /// Writes a text of staff in a language, or leaves the language out.
    fn translated(
        &mut self,
        of: Passage,
        lang: &str,
        text: Option<&str>,
        made_as: Option<&Texts>,
        seq: u64,
    ) {
        let Some((first, original)) = self.original(of) else {
            return;
        };
        let made_of = made_as.and_then(|pair| pair.get(first));
        let original = made_of.map_or(original, String::as_str).to_owned();
        let mut pair = self.texts(of).cloned().unwrap_or_default();
        match text {
            Some(text) => drop(pair.insert(lang.to_owned(), text.to_owned())),
            None => drop(pair.remove(lang)),
        }
        let made = text.map(|text| Made {
            of: original,
            text: text.to_owned(),
            pair: made_as.unwrap_or(&pair).clone(),
            seq,
        });
        self.reword(of, pair, seq);
        self.translations.wrote(of, lang, made, seq);
    }

    /// Replaces a text of staff.
    fn reword(&mut self, of: Passage, texts: Texts, seq: u64) {
        match of {
            Passage::Question(_) | Passage::Entry(_) => {}
            Passage::Reply(id) => self.questions.replied(id, Some(&texts), seq),
            Passage::PollTitle(id) | Passage::PollOption(id, _) | Passage::PollRule(id, _) => {
                if let Some(mut info) = self.polls.get(id).map(|poll| poll.info.clone()) {
                    translation::reword_poll(of, &mut info, texts);
                    self.polls.reworded(id, &info, seq);
                }
            }
            Passage::SurveyTitle(id) => {
                if let Some(survey) = self.surveys.get(id) {
                    let (mut info, order) = (survey.info.clone(), survey.order);
                    info.title = texts;
                    self.surveys.put(&mut self.polls, id, &info, order, seq);
                }
            }
            Passage::SessionTitle(id) => {
                if let Some(session) = self.sessions.get(id) {
                    let (mut info, order) = (session.info.clone(), session.order);
                    info.title = texts;
                    self.sessions.put(id, &info, order, seq);
                }
            }
            Passage::PersonName(id) | Passage::PersonOrg(id) => {
                if let Some(mut info) = self.persons.get(id).cloned() {
                    let is_name = of == Passage::PersonName(id);
                    *if is_name {
                        &mut info.name
                    } else {
                        &mut info.org
                    } = texts;
                    self.persons.put(id, &info, seq);
                }
            }
            Passage::GroupName(id) => {
                if let Some(mut group) = self.groups.get(id).cloned() {
                    group.info.name = texts;
                    self.groups
                        .put(id, &group.info, &group.ids, group.order, seq);
                }
            }
            Passage::GroupValue(id, value) => {
                if let Some(mut group) = self.groups.get(id).cloned() {
                    let place = group.ids.iter().position(|known| *known == value);
                    if let Some(value) = place.and_then(|at| group.info.values.get_mut(at)) {
                        value.text = texts;
                    }
                    self.groups
                        .put(id, &group.info, &group.ids, group.order, seq);
                }
            }
            Passage::Line(id) | Passage::LineBy(id) => {
                if let Some(line) = self.reports.get(id) {
                    let (mut info, order) = (line.info.clone(), line.order);
                    let is_text = of == Passage::Line(id);
                    *if is_text {
                        &mut info.text
                    } else {
                        &mut info.by
                    } = texts;
                    self.reports.written(id, Some(&info), order, seq);
                }
            }
            Passage::EventTitle => self.describe(seq, |info| info.title = texts),
            Passage::EventShort => self.describe(seq, |info| info.short = texts),
            Passage::EventVenue => self.describe(seq, |info| info.venue = texts),
        }
    }

    fn describe(&mut self, seq: u64, change: impl FnOnce(&mut EventInfo)) {
        if let Some(mut info) = self.event.info.clone() {
            change(&mut info);
            self.event.described(&info, seq);
        }
    }

    /// Returns to whom a question goes that names this addressee: of an organisation, the first person in the programme.
    ///
    /// # Errors
    /// [`Rejection::Unknown`] for one that the event does not have.
    pub fn addressee(&self, to: Option<Addressee>) -> Result<Option<Addressee>, Rejection> {
        let Some(to) = to else {
            return Ok(None);
        };
        let found = match to {
            Addressee::Person(id) => self.persons.get(id).map(|_| to),
            Addressee::Organisation(id) => {
                let first = self.persons.first_of_organisation(id);
                first.map(Addressee::Organisation)
            }
            Addressee::Session(id) => self.sessions.get(id).map(|_| to),
        };
        Ok(Some(found.ok_or(Rejection::Unknown)?))
    }

    /// Returns the items that staff act on.
    pub fn items(&self) -> Items<'_> {
        Items {
            event: &self.event,
            groups: &self.groups,
            persons: &self.persons,
            polls: &self.polls,
            surveys: &self.surveys,
            questions: &self.questions,
            labels: &self.labels,
            sessions: &self.sessions,
            codes: &self.codes,
            cards: &self.cards,
            floors: &self.floors,
            nicknames: &self.nicknames,
            mutes: &self.mutes,
            on_stage: &self.on_stage,
            screens: &self.screens,
            translations: &self.translations,
            glossary: &self.glossary,
            backstage: &self.backstage,
            announcements: &self.announcements,
            reports: &self.reports,
        }
    }

    /// Returns the number of this client's newest accepted command.
    pub fn newest(&self, actor: Actor, client: ClientId) -> Option<u32> {
        match actor {
            Actor::Participant(id) => self.participants.get(id)?.marks.newest(client),
            Actor::Staff(_) | Actor::Clock | Actor::Operator => self.staff.newest(actor, client),
        }
    }

    /// Returns the guest whose ballot a voter's is; None for a code that nobody has.
    pub fn guest(&self, voter: Voter) -> Option<ParticipantId> {
        match voter {
            Voter::Guest(id) => Some(id),
            Voter::Code(code) => self.codes.get(code)?.holder,
        }
    }

    /// Returns the name under which a guest answers named polls.
    pub fn name(&self, by: ParticipantId) -> Option<Name> {
        names::of(&self.participants, &self.codes, by)
    }

    /// Returns the event as its file would describe it, in the file's order; None before the first import.
    pub fn program(&self) -> Option<Program> {
        let mut groups: Vec<&Group> = self.groups.iter().map(|(_, g)| g).collect();
        groups.sort_by_key(|g| g.order);
        let mut sessions: Vec<&Session> = self.sessions.iter().map(|(_, s)| s).collect();
        sessions.sort_by_key(|s| s.order);
        let mut polls: Vec<&Poll> = self.polls.iter().map(|(_, p)| p).collect();
        polls.sort_by_key(|p| p.order);
        let mut surveys: Vec<&Survey> = self.surveys.iter().map(|(_, s)| s).collect();
        surveys.sort_by_key(|s| s.order);
        let mut labels: Vec<&Label> = self.labels.iter().map(|(_, l)| l).collect();
        labels.sort_by_key(|label| label.order);
        Some(Program {
            event: self.event.info.clone()?,
            groups: groups.into_iter().map(|g| g.info.clone()).collect(),
            people: self.persons.iter().map(|(_, p)| self.person(p)).collect(),
            sessions: sessions.into_iter().map(|s| s.info.clone()).collect(),
            polls: polls.into_iter().map(|p| p.info.clone()).collect(),
            surveys: surveys.into_iter().map(|s| s.info.clone()).collect(),
            labels: labels.into_iter().map(|l| self.label(&l.info)).collect(),
            terms: self.glossary.iter().map(|(_, t)| t.info.clone()).collect(),
        })
    }

    /// Returns what can refer to a group.
    pub fn uses_of_groups(&self) -> Used<'_> {
        Used {
            polls: &self.polls,
            participants: &self.participants,
            codes: &self.codes,
            persons: &self.persons,
        }
    }

    /// Returns a label with a text in the event's first language, which a file requires and staff may have omitted.
    fn label(&self, info: &LabelInfo) -> LabelInfo {
        let mut label = info.clone();
        let first = self
            .event
            .info
            .as_ref()
            .and_then(|event| event.langs.first());
        if let (Some(first), Some(text)) = (first, info.text.values().next()) {
            label.text.entry(first.clone()).or_insert(text.clone());
        }
        label
            .text
            .retain(|lang, _| self.event.langs().contains(lang));
        label
    }

    /// Returns a person without groups and values that an import had to leave out because others kept their place.
    fn person(&self, info: &PersonInfo) -> PersonInfo {
        let mut person = info.clone();
        person.groups.retain(|group, value| {
            let group = self.groups.by_key(group);
            group.is_some_and(|(_, group)| group.by_key(value).is_some())
        });
        person
    }

    fn joined(&mut self, id: ParticipantId) {
        self.last_act = self.at;
        self.participants.joined(id);
    }

    /// Returns how a guest's ballot counts. What a fact says was decided, so the guest may answer.
    fn voice(&self, by: ParticipantId, poll: PollId) -> Voice {
        let guest = self.participants.get(by);
        let poll = self.polls.get(poll);
        guest
            .zip(poll)
            .and_then(|(guest, poll)| poll.info.voice(&self.groups, guest).ok())
            .unwrap_or_else(|| {
                let membership = guest.map(|guest| guest.membership);
                membership.unwrap_or_default().into()
            })
    }

    fn code_taken(&mut self, by: ParticipantId, code: CodeId, seq: u64) {
        let Some(taken) = self.codes.hold(code, Some(by), seq) else {
            return;
        };
        self.participants.code_taken(by, code, &taken.info.values);
        if let Some(guest) = self.participants.get(by) {
            self.polls.hand_over(&self.groups, by, guest, seq);
        }
        self.rename(by);
    }

    fn name_given(&mut self, by: ParticipantId, name: &str) {
        self.participants.named(by, name);
        self.rename(by);
    }

    /// Forgets what a guest wrote. Nothing here may depend on what it was: after a restart the log cannot read it any more.
    fn guest_erased(&mut self, id: ParticipantId, now: Moment) {
        let questions = self.questions.of(id).map(|(question, _)| question);
        let questions: Vec<_> = questions.collect();
        self.questions
            .erased(&mut self.participants, &questions, now);
        let codes = self.participants.codes(id).map(Voter::Code);
        let voters: Vec<Voter> = [Voter::Guest(id)].into_iter().chain(codes).collect();
        let entries = self.polls.erased(id, &voters, now.seq);
        self.nicknames.erased(id, now.seq);
        self.participants.erased(id);
        self.acts.forget(&questions, &entries);
    }

    fn sign_again(&mut self, id: PollId) {
        let (guests, codes) = (&self.participants, &self.codes);
        let named = guests
            .ids()
            .filter_map(|by| Some((by, guests.get(by)?, names::of(guests, codes, by)?)));
        self.polls.signed_again(id, named, self.at);
    }

    fn rename(&mut self, by: ParticipantId) {
        if let Some((guest, name)) = self.participants.get(by).zip(self.name(by)) {
            self.polls.renamed(by, guest, &name, self.at);
        }
    }

    fn code_released(&mut self, code: CodeId, seq: u64) {
        let holder = self.codes.get(code).and_then(|code| code.holder);
        let released = self.codes.hold(code, None, seq);
        if let Some((holder, code)) = holder.zip(released) {
            self.participants.code_released(holder, &code.info.values);
        }
    }

    fn accepted(&mut self, actor: Actor, client: ClientId, n: u32) {
        self.last_act = self.at;
        match actor {
            Actor::Participant(id) => self.participants.accepted(id, client, n),
            Actor::Staff(_) | Actor::Clock | Actor::Operator => {
                self.staff.accepted(actor, client, n)
            }
        }
    }
}
