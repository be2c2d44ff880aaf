//! What guests write, and who is on the guest list, apart from the rest of a record. The log encrypts each *letter* with the key of its guest; destroying the key
//! erases the letters and leaves the records as they are.
//!
//! # Invariants
//! - A kept record contains no text of a guest who can still erase it, outside the letters.
//! - A record whose letters cannot be read has empty texts in their place. The state forgets them at [`Fact::GuestErased`].

use std::collections::BTreeMap;
use std::mem;

use minicbor::{Decode, Encode};

use crate::fact::{BadRecord, Fact, Record};
use crate::ids::ParticipantId;
use crate::people::listed::Who;
use crate::screening::Content;
use crate::state::State;
use crate::text::Texts;

/// What one guest wrote in one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub guest: ParticipantId,
    /// Encoded.
    pub words: Vec<u8>,
}

/// A record as the log keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The encoded record, without what is in the letters.
    pub bytes: Vec<u8>,
    /// At most one of each guest. What a guest wrote before an erasure in the same record is in none.
    pub letters: Vec<Letter>,
    /// The guests whose earlier letters nobody shall read any more.
    pub erased: Vec<ParticipantId>,
}

/// The text of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
enum Words {
    #[n(0)]
    Line(#[n(0)] String),
    #[n(1)]
    Content(#[n(0)] Content),
    #[n(2)]
    Translations(#[n(0)] Texts),
    /// A translation, and the original of which it was made.
    #[n(6)]
    Pair(#[n(0)] String, #[n(1)] String),
    /// Who somebody on the guest list is.
    #[n(7)]
    Who(#[n(0)] Who),
    /// The texts of a ballot, in their order.
    #[n(3)]
    Ballot(#[n(0)] Vec<String>),
}

/// Whose a text is.
enum Owner {
    Guest(ParticipantId),
    /// What it belongs to is erased.
    Gone,
    /// The record's own, because no guest can erase it.
    Record,
}

impl Record {
    /// Encodes a record for the log. `state` is the state after it.
    pub fn keep(&mut self, state: &State) -> Kept {
        // By guest: the number of facts up to the last erasure.
        let mut erased: BTreeMap<ParticipantId, usize> = BTreeMap::new();
        for (place, fact) in self.facts.iter().enumerate() {
            if let Some(guest) = fact.erased() {
                erased.insert(guest, place);
            }
        }
        let mut taken: Vec<(usize, Words)> = vec![];
        let mut letters: BTreeMap<ParticipantId, Vec<(u32, Words)>> = BTreeMap::new();
        for (place, fact) in self.facts.iter_mut().enumerate() {
            let owner = match owner(fact, state) {
                None | Some(Owner::Record) => continue,
                Some(Owner::Gone) => None,
                Some(Owner::Guest(guest)) => Some(guest),
            };
            let Some(words) = take(fact) else {
                continue;
            };
            if let Some(guest) = owner
                && erased.get(&guest).is_none_or(|until| *until < place)
            {
                let letter = letters.entry(guest).or_default();
                letter.push((place as u32, words.clone()));
            }
            taken.push((place, words));
        }
        let bytes = Record::encode(self);
        for (place, words) in taken {
            put(&mut self.facts[place], words);
        }
        let letter = |(guest, words): (ParticipantId, Vec<(u32, Words)>)| Letter {
            guest,
            words: match minicbor::to_vec(&words) {
                Ok(words) => words,
                // The encoder only writes to memory.
                Err(never) => unreachable!("encoding to memory failed: {never}"),
            },
        };
        Kept {
            bytes,
            letters: letters.into_iter().map(letter).collect(),
            erased: erased.into_keys().collect(),
        }
    }

    /// Puts what a guest wrote back into the record.
    ///
    /// # Errors
    /// [`BadRecord`] for words that do not belong to this record.
    pub fn restore(&mut self, words: &[u8]) -> Result<(), BadRecord> {
        let letter: Vec<(u32, Words)> = minicbor::decode(words)?;
        for (place, words) in letter {
            let fact = self.facts.get_mut(place as usize);
            if !fact.is_some_and(|fact| put(fact, words)) {
                let why = "the words of another record";
                return Err(minicbor::decode::Error::message(why).into());
            }
        }
        Ok(())
    }
}

/// Returns whose text a fact has; None if it has none. `state` is the state after it.
fn owner(fact: &Fact, state: &State) -> Option<Owner> {
    if let Some(guest) = fact.writer() {
        return Some(Owner::Guest(guest));
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`take` names each fact with a text of a guest"
    )]
    match fact {
        // The organiser wrote it, and it is still about this person alone.
        Fact::GuestListed(id, ..) => Some(match state.guest_list.get(*id) {
            Some(_) => Owner::Guest(id.key()),
            None => Owner::Gone,
        }),
        Fact::EntryWritten(..) => Some(Owner::Record),
        Fact::QuestionEdited(id, ..)
        | Fact::QuestionReworded(id, _)
        | Fact::QuestionDeclined(id, ..)
        | Fact::QuestionTranslated(id, ..) => {
            let question = state.questions.get(*id);
            // What staff asked is no guest's, and still no plain text.
            Some(question.map_or(Owner::Gone, |q| {
                q.author.map_or(Owner::Record, Owner::Guest)
            }))
        }
        Fact::EntryTranslated(id, ..) => Some(match state.polls.entries.get(*id) {
            Some(entry) => entry.by.map_or(Owner::Record, Owner::Guest),
            None => Owner::Gone,
        }),
        _ => None,
    }
}

/// Takes the text of a guest out of a fact, if it has one.
fn take(fact: &mut Fact) -> Option<Words> {
    match fact {
        Fact::NameGiven(_, line) => Some(Words::Line(mem::take(line))),
        Fact::GuestListed(_, info, _) => Some(Words::Who(mem::take(&mut info.who))),
        Fact::QuestionDeclined(_, _, note, _) => {
            note.as_mut().map(|note| Words::Line(mem::take(note)))
        }
        Fact::QuestionAsked(_, _, content, _)
        | Fact::QuestionEdited(_, content, _)
        | Fact::QuestionReworded(_, content)
        | Fact::EntryWritten(.., content)
        | Fact::EntryPassedOn(_, _, content, _)
        | Fact::NicknameChosen(_, _, content) => Some(Words::Content(mem::take(content))),
        Fact::EntryTranslated(_, texts, _) => Some(Words::Translations(mem::take(texts))),
        Fact::QuestionTranslated(_, _, text, of, _) => {
            Some(Words::Pair(mem::take(text), mem::take(of)))
        }
        Fact::BallotCast(_, _, ballot) => {
            let texts = ballot.texts_mut().iter_mut();
            let texts: Vec<String> = texts.map(|written| mem::take(&mut written.text)).collect();
            (!texts.is_empty()).then_some(Words::Ballot(texts))
        }
        // None of these has a text that a guest wrote.
        Fact::Joined(..)
        | Fact::Accepted(..)
        | Fact::AtDesk(..)
        | Fact::Undid(..)
        | Fact::Declared(..)
        | Fact::CodesMade(..)
        | Fact::CodeTaken(..)
        | Fact::CodeReleased(..)
        | Fact::CodesForgotten(..)
        | Fact::SeenInHall(..)
        | Fact::GuestErased(..)
        | Fact::GuestUnlisted(..)
        | Fact::CheckedIn(..)
        | Fact::CheckedInCounted(..)
        | Fact::ArrivalsKept(..)
        | Fact::GuestsMuted(..)
        | Fact::GuestsUnmuted(..)
        | Fact::PollPut(..)
        | Fact::PollRemoved(..)
        | Fact::PollOpened(..)
        | Fact::PollExtended(..)
        | Fact::PollClosed(..)
        | Fact::PollRevealed(..)
        | Fact::PollHidden(..)
        | Fact::LiveSet(..)
        | Fact::CountsKept(..)
        | Fact::PollUnopened(..)
        | Fact::PollTimedOut(..)
        | Fact::BallotTakenBack(..)
        | Fact::RoundEnded(..)
        | Fact::RoundVoided(..)
        | Fact::RoundResumed(..)
        | Fact::PresentCounted(..)
        | Fact::SecretKept(_)
        | Fact::HandsCounted(..)
        | Fact::SplitShown(..)
        | Fact::RowsSorted(..)
        | Fact::PollMade(..)
        | Fact::PollChanged(..)
        | Fact::PollDropped(..)
        | Fact::PollRestored(..)
        | Fact::EntryApproved(..)
        | Fact::EntryHidden(..)
        | Fact::EntryReturned(..)
        | Fact::EntryJoined(..)
        | Fact::EntryGrouped(..)
        | Fact::HeadingWritten(..)
        | Fact::EntryTaken(..)
        | Fact::Upvoted(..)
        | Fact::QuestionWithdrawn(..)
        | Fact::QuestionApproved(..)
        | Fact::QuestionMoved(..)
        | Fact::QuestionsSet(..)
        | Fact::QuestionPosted(..)
        | Fact::QuestionsParted(..)
        | Fact::QuestionsReturned(_)
        | Fact::QuestionReported(..)
        | Fact::QuestionLikened(..)
        | Fact::QuestionPlaced(..)
        | Fact::QuestionAddressed(..)
        | Fact::QuestionMerged(..)
        | Fact::QuestionSplit(..)
        | Fact::QuestionLabelled(..)
        | Fact::QuestionStarred(..)
        | Fact::QuestionPinned(..)
        | Fact::ReportsSettled(..)
        | Fact::QuestionNoted(..)
        | Fact::QuestionReplied(..)
        | Fact::StaffAsked(..)
        | Fact::LabelPut(..)
        | Fact::LabelRemoved(..)
        | Fact::LabelMade(..)
        | Fact::LabelRestored(..)
        | Fact::LabelDropped(..)
        | Fact::SessionPut(..)
        | Fact::SessionRemoved(..)
        | Fact::SessionStarted(..)
        | Fact::SessionEnded(..)
        | Fact::SessionResumed(..)
        | Fact::SessionUnstarted(..)
        | Fact::SessionSkipped(..)
        | Fact::SessionUnskipped(..)
        | Fact::AgendaShifted(..)
        | Fact::SessionWritten(..)
        | Fact::AgendaPlaced(..)
        | Fact::PersonWritten(..)
        | Fact::EventWritten(..)
        | Fact::CardsSet(..)
        | Fact::CardRaised(..)
        | Fact::CardLowered(..)
        | Fact::CardsTold(..)
        | Fact::CardsKept(..)
        | Fact::Floor(..)
        | Fact::Offered(..)
        | Fact::FloorKept(..)
        | Fact::SurveyPut(..)
        | Fact::SurveyRemoved(..)
        | Fact::SurveyKept(..)
        | Fact::SurveyWritten(..)
        | Fact::AnswerTold(..)
        | Fact::AnswerWithheld(..)
        | Fact::NicknameDropped(..)
        | Fact::NicknameApproved(..)
        | Fact::NicknameHidden(..)
        | Fact::NicknameReturned(..)
        | Fact::StageSet(..)
        | Fact::TextTranslated(..)
        | Fact::TermPut(..)
        | Fact::MessageSent(..)
        | Fact::MessageSeen(..)
        | Fact::MessageWithdrawn(..)
        | Fact::ScreenPut(..)
        | Fact::ScreenSet(..)
        | Fact::ScreenDropped(..)
        | Fact::AnnouncementPut(..)
        | Fact::AnnouncementTurned(..)
        | Fact::AnnouncementDropped(..)
        | Fact::LineWritten(..)
        | Fact::ReportFinished(..)
        | Fact::ReportShown(..)
        | Fact::EditionKept(..)
        | Fact::TimesKept(..)
        | Fact::LeavingSet(..)
        | Fact::CaptionsSent(..)
        | Fact::CaptionCorrected(..)
        | Fact::CaptionsTaken(..)
        | Fact::CaptionsPlaced(..)
        | Fact::Promised(..)
        | Fact::TermRemoved(..)
        | Fact::GroupPut(..)
        | Fact::GroupWritten(..)
        | Fact::GroupRemoved(..)
        | Fact::PersonPut(..)
        | Fact::PersonRemoved(..)
        | Fact::RoleRevoked(..)
        | Fact::LoggedIn(..)
        | Fact::LoginEnded(..)
        | Fact::EventDescribed(..)
        | Fact::AddressChosen(..)
        | Fact::BookPublished(..)
        | Fact::EventShelved(..)
        | Fact::Forgotten => None,
    }
}

/// Puts a text back into the fact from which [`take`] took it. Returns false if it does not belong there.
fn put(fact: &mut Fact, words: Words) -> bool {
    match (fact, words) {
        (Fact::NameGiven(_, line), Words::Line(words)) => *line = words,
        (Fact::GuestListed(_, info, _), Words::Who(words)) => info.who = words,
        (Fact::QuestionDeclined(_, _, Some(note), _), Words::Line(words)) => *note = words,
        (
            Fact::QuestionAsked(_, _, content, _)
            | Fact::QuestionEdited(_, content, _)
            | Fact::QuestionReworded(_, content)
            | Fact::EntryWritten(.., content)
            | Fact::EntryPassedOn(_, _, content, _)
            | Fact::NicknameChosen(_, _, content),
            Words::Content(words),
        ) => *content = words,
        (Fact::EntryTranslated(_, texts, _), Words::Translations(words)) => *texts = words,
        (Fact::QuestionTranslated(_, _, text, of, _), Words::Pair(words, original)) => {
            (*text, *of) = (words, original);
        }
        (Fact::BallotCast(_, _, ballot), Words::Ballot(words))
            if ballot.texts().len() == words.len() =>
        {
            for (written, words) in ballot.texts_mut().iter_mut().zip(words) {
                written.text = words;
            }
        }
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text whose owner is not known would stay outside the letters.
    #[test]
    fn each_text_has_an_owner() {
        let shapes = [
            include_str!("../tests/fixtures/facts.hex"),
            include_str!("../tests/words/facts.hex"),
            include_str!("../tests/text/facts.hex"),
            include_str!("../tests/free_choice/facts.hex"),
        ];
        let lines = shapes.iter().flat_map(|shapes| shapes.lines());
        let (mut with_text, state) = (0, State::default());
        for (name, hex) in lines.filter_map(|line| line.split_once(' ')) {
            let digits = (0..hex.len()).step_by(2);
            let bytes = digits.map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"));
            let record = Record::decode(&bytes.collect::<Vec<u8>>()).expect(name);
            for fact in record.facts {
                let mut taken = fact.clone();
                let Some(words) = take(&mut taken) else {
                    continue;
                };
                assert!(owner(&fact, &state).is_some(), "{name}");
                assert_ne!(taken, fact, "{name}");
                assert!(put(&mut taken, words) && taken == fact, "{name}");
                with_text += 1;
            }
        }
        assert!(with_text > 9, "{with_text}");
    }
}
