//! The effects of a fact outside the state: whose own data changes, and how urgent it is.

use std::collections::BTreeSet;

use crate::fact::Fact;
use crate::ids::{EntryId, MuteId, NicknameId, ParticipantId, PollId, QuestionId};
use crate::question::QuestionState;
use crate::role::Actor;
use crate::state::State;
use crate::translation::Passage;

/// Returns the participants whose own data a fact changes. Call it on the state after the fact.
pub fn concerned(state: &State, fact: &Fact) -> impl Iterator<Item = ParticipantId> + use<> {
    let author = |id: &QuestionId| state.questions.get(*id).and_then(|q| q.author);
    let named = |id: &NicknameId| state.nicknames.get(*id).map(|name| name.by);
    let some = match fact {
        // Even if the command changed nothing, because its sender waits for confirmation.
        Fact::Accepted(Actor::Participant(id), ..)
        | Fact::Declared(id, ..)
        | Fact::NameGiven(id, _)
        | Fact::SeenInHall(id)
        | Fact::GuestErased(id, _)
        | Fact::EntryPassedOn(_, id, ..)
        | Fact::CodeTaken(id, _)
        | Fact::CardRaised(id, ..)
        | Fact::CardLowered(id, _)
        | Fact::QuestionReported(id, _)
        | Fact::QuestionAsked(_, id, ..) => [Some(*id), None, None],
        Fact::BallotCast(id, poll, _) | Fact::BallotTakenBack(id, poll) => {
            let [counting, overtaken] = affected(state, *id, *poll);
            [Some(*id), counting, overtaken]
        }
        Fact::CodeReleased(code) => {
            let code = state.codes.get(*code);
            [code.and_then(|code| code.before), None, None]
        }
        Fact::Upvoted(id, question, _) => [Some(*id), author(question), None],
        Fact::QuestionWithdrawn(question)
        | Fact::QuestionApproved(question, ..)
        | Fact::QuestionDeclined(question, ..)
        | Fact::QuestionEdited(question, ..)
        | Fact::QuestionTranslated(question, ..)
        | Fact::QuestionMoved(question, ..)
        | Fact::QuestionMerged(question, ..)
        | Fact::QuestionSplit(question, ..)
        | Fact::QuestionReplied(question, ..)
        | Fact::TextTranslated(Passage::Reply(question), ..)
        | Fact::QuestionReworded(question, _)
        | Fact::QuestionPosted(question, _)
        | Fact::QuestionAddressed(question, ..) => [author(question), None, None],
        Fact::NicknameChosen(id, ..)
        | Fact::NicknameApproved(id, ..)
        | Fact::NicknameHidden(id, _)
        | Fact::NicknameReturned(id, _) => [named(id), None, None],
        Fact::Joined(_)
        | Fact::Accepted(..)
        | Fact::AtDesk(..)
        | Fact::Undid(..)
        | Fact::PollPut(..)
        | Fact::PollMade(..)
        | Fact::PollChanged(..)
        | Fact::PollDropped(_)
        | Fact::PollRestored(..)
        | Fact::PollRemoved(_)
        | Fact::PollOpened(..)
        | Fact::PollUnopened(_)
        | Fact::PollTimedOut(_)
        | Fact::PollExtended(..)
        | Fact::PollClosed(_)
        | Fact::RoundEnded(_)
        | Fact::RoundVoided(_)
        | Fact::RoundResumed(_)
        | Fact::SplitShown(..)
        | Fact::RowsSorted(..)
        | Fact::PresentCounted(..)
        | Fact::SecretKept(_)
        | Fact::GuestListed(..)
        | Fact::GuestUnlisted(..)
        | Fact::CheckedIn(..)
        | Fact::CheckedInCounted(..)
        | Fact::ArrivalsKept(..)
        | Fact::PollRevealed(_)
        | Fact::PollHidden(_)
        | Fact::LiveSet(..)
        | Fact::HandsCounted(..)
        | Fact::CountsKept(..)
        | Fact::EntryWritten(..)
        | Fact::EntryApproved(..)
        | Fact::EntryHidden(..)
        | Fact::EntryReturned(..)
        | Fact::EntryJoined(..)
        | Fact::EntryTranslated(..)
        | Fact::EntryGrouped(..)
        | Fact::HeadingWritten(..)
        | Fact::EntryTaken(..)
        | Fact::QuestionsSet(..)
        | Fact::QuestionsParted(..)
        | Fact::QuestionsReturned(_)
        | Fact::QuestionLikened(..)
        | Fact::QuestionPlaced(..)
        | Fact::QuestionLabelled(..)
        | Fact::QuestionStarred(..)
        | Fact::QuestionPinned(..)
        | Fact::ReportsSettled(..)
        | Fact::QuestionNoted(..)
        | Fact::StaffAsked(..)
        | Fact::LabelPut(..)
        | Fact::LabelRemoved(_)
        | Fact::LabelMade(..)
        | Fact::LabelRestored(..)
        | Fact::LabelDropped(..)
        | Fact::SessionPut(..)
        | Fact::SessionRemoved(_)
        | Fact::SessionStarted(_)
        | Fact::SessionEnded(..)
        | Fact::SessionResumed(_)
        | Fact::SessionUnstarted(_)
        | Fact::SessionSkipped(_)
        | Fact::SessionUnskipped(_)
        | Fact::AgendaShifted(..)
        | Fact::SessionWritten(..)
        | Fact::AgendaPlaced(..)
        | Fact::PersonWritten(..)
        | Fact::EventWritten(..)
        | Fact::CardsSet(..)
        | Fact::CardsTold(_)
        | Fact::CardsKept(..)
        | Fact::Floor(..)
        | Fact::Offered(..)
        | Fact::FloorKept(..)
        | Fact::SurveyPut(..)
        | Fact::SurveyRemoved(_)
        | Fact::SurveyWritten(..)
        | Fact::SurveyKept(..)
        | Fact::AnswerTold(_)
        | Fact::AnswerWithheld(_)
        | Fact::NicknameDropped(_)
        | Fact::StageSet(_)
        | Fact::TextTranslated(..)
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
        | Fact::TermPut(..)
        | Fact::TermRemoved(..)
        | Fact::GroupPut(..)
        | Fact::GroupWritten(..)
        | Fact::GroupRemoved(_)
        | Fact::PersonPut(..)
        | Fact::PersonRemoved(_)
        | Fact::RoleRevoked(..)
        | Fact::LoggedIn(..)
        | Fact::LoginEnded(..)
        | Fact::EventDescribed(_)
        | Fact::AddressChosen(..)
        | Fact::BookPublished(..)
        | Fact::EventShelved(_)
        | Fact::CodesMade(..)
        | Fact::CodesForgotten(_)
        | Fact::GuestsMuted(..)
        | Fact::GuestsUnmuted(..)
        | Fact::Forgotten => [None; 3],
    };
    some.into_iter().flatten()
}

/// Returns the guests whose ballots count, or do not count any more, because of another ballot of their unit.
fn affected(state: &State, by: ParticipantId, poll: PollId) -> [Option<ParticipantId>; 2] {
    let guest = state.participants.get(by);
    let voice = guest.zip(state.polls.get(poll)).and_then(|(guest, poll)| {
        let voice = poll.info.voice(&state.groups, guest).ok()?;
        Some((poll, voice, voice.unit?))
    });
    let Some((poll, voice, unit)) = voice else {
        return [None; 2];
    };
    let voters = poll.answers.affected(voice.voter(by), unit);
    voters.map(|voter| state.guest(voter?))
}

/// Returns the participants whose own words got another state by these facts. Call it on the state after them.
pub fn writers(state: &State, facts: &[Fact]) -> BTreeSet<ParticipantId> {
    let asked = facts.iter().flat_map(parted);
    let texts = asked.flat_map(|id| state.questions.texts(id));
    let mut writers: BTreeSet<ParticipantId> = texts.filter_map(|(_, q)| q.author).collect();
    let entries: BTreeSet<EntryId> = facts.iter().filter_map(screened).collect();
    let voters = entries
        .into_iter()
        .flat_map(|id| state.polls.entries.holders(id));
    writers.extend(voters.filter_map(|voter| state.guest(voter)));
    // The settings say whether guests see a question that waits.
    if facts
        .iter()
        .any(|fact| matches!(fact, Fact::QuestionsSet(..)))
    {
        let waiting = state.questions.at(QuestionState::Waiting);
        writers.extend(waiting.filter_map(|id| state.questions.get(id)?.author));
    }
    writers
}

/// Returns the authors of the questions whose support these facts count or no longer count, because guests are muted or heard
/// again. Call it on the state after them.
pub fn supported(state: &State, facts: &[Fact]) -> BTreeSet<ParticipantId> {
    let mutes = facts.iter().filter_map(muted);
    let guests = mutes
        .filter_map(|id| Some(&state.mutes.get(id)?.guests))
        .flatten();
    let mut questions = BTreeSet::new();
    for guest in guests {
        let upvotes = state.participants.get(*guest).map(|guest| &guest.upvotes);
        // Support of a merged text counts for the question that stands for it, and so does whoever asked one of its texts.
        let supported = upvotes
            .into_iter()
            .flatten()
            .map(|id| state.questions.head(*id));
        let asked = state
            .questions
            .of(*guest)
            .map(|(id, _)| state.questions.head(id));
        let merged = asked.filter(|id| state.questions.texts(*id).nth(1).is_some());
        questions.extend(supported.chain(merged));
    }
    questions
        .into_iter()
        .flat_map(|id| state.questions.texts(id))
        .filter_map(|(_, text)| text.author)
        .collect()
}

/// Returns the questions that went into another session, were archived, or came back.
fn parted(fact: &Fact) -> Vec<QuestionId> {
    if let Fact::QuestionsParted(_, carried, archived) = fact {
        [carried.as_slice(), archived].concat()
    } else if let Fact::QuestionsReturned(back) = fact {
        back.iter().map(|parting| parting.question).collect()
    } else {
        vec![]
    }
}

fn muted(fact: &Fact) -> Option<MuteId> {
    if let Fact::GuestsMuted(id, ..) | Fact::GuestsUnmuted(id, _) = fact {
        Some(*id)
    } else {
        None
    }
}

/// Returns the participants whose questions or support these facts reach through a merge: those who asked or support a question
/// that was merged or split off, and those who asked a text of a question that changed, or that lost one. Call it on the state
/// after them.
pub fn joined(state: &State, facts: &[Fact]) -> BTreeSet<ParticipantId> {
    let questions = &state.questions;
    let mut found = BTreeSet::new();
    let mut askers = |id: QuestionId| {
        found.extend(questions.texts(id).filter_map(|(_, text)| text.author));
    };
    for fact in facts {
        match changed(fact) {
            Some(id) => {
                let q = questions.get(id);
                let left = q.and_then(|q| q.left);
                [Some(id), q.and_then(|q| q.into), left]
                    .into_iter()
                    .flatten()
                    .for_each(&mut askers);
            }
            None => {
                if let Fact::GuestErased(guest, _) = fact {
                    let left = questions.of(*guest).filter_map(|(_, q)| q.left);
                    left.for_each(&mut askers);
                }
            }
        }
    }
    for fact in facts {
        if let Fact::QuestionMerged(id, ..) | Fact::QuestionSplit(id, ..) = fact
            && let Some(q) = questions.get(*id)
        {
            found.extend(q.supporters());
        }
    }
    found
}

/// Returns the question that a fact changes for those who asked one of its texts.
fn changed(fact: &Fact) -> Option<QuestionId> {
    if let Fact::QuestionMerged(id, ..)
    | Fact::QuestionSplit(id, ..)
    | Fact::QuestionWithdrawn(id)
    | Fact::QuestionMoved(id, ..)
    | Fact::QuestionApproved(id, ..)
    | Fact::QuestionDeclined(id, ..)
    | Fact::QuestionEdited(id, ..)
    | Fact::QuestionAddressed(id, ..)
    | Fact::QuestionReplied(id, ..)
    | Fact::TextTranslated(Passage::Reply(id), ..)
    | Fact::Upvoted(_, id, _) = fact
    {
        Some(*id)
    } else {
        None
    }
}

/// Returns the participants whose points or rank these facts may have changed: all players, and those who are none any more.
/// Call it on the state after them.
pub fn players(state: &State, facts: &[Fact]) -> BTreeSet<ParticipantId> {
    let polls = facts.iter().filter_map(scored);
    let polls = polls.filter_map(|id| state.polls.get(id));
    let voters: BTreeSet<ParticipantId> = polls
        .filter(|poll| poll.info.rules.has_answer())
        .flat_map(|poll| poll.answers.guests())
        .collect();
    if voters.is_empty() {
        return voters;
    }
    voters.into_iter().chain(state.polls.scores.ids()).collect()
}

fn scored(fact: &Fact) -> Option<PollId> {
    if let Fact::AnswerTold(id)
    | Fact::AnswerWithheld(id)
    | Fact::PollHidden(id)
    | Fact::RoundVoided(id) = fact
    {
        Some(*id)
    } else {
        None
    }
}

fn screened(fact: &Fact) -> Option<EntryId> {
    if let Fact::EntryApproved(id, ..)
    | Fact::EntryHidden(id, _)
    | Fact::EntryReturned(id, _)
    | Fact::EntryPassedOn(id, ..) = fact
    {
        Some(*id)
    } else {
        None
    }
}

/// Returns true if by it somebody takes a guest's text, or a result with such texts, away from people who may have seen it. What
/// only gives way to something else on a page is not taken away.
pub fn takes_back(fact: &Fact) -> bool {
    match fact {
        Fact::QuestionWithdrawn(_)
        | Fact::QuestionDeclined(..)
        | Fact::QuestionEdited(..)
        | Fact::QuestionTranslated(..)
        | Fact::QuestionMoved(..)
        | Fact::QuestionMerged(..)
        | Fact::QuestionSplit(..)
        | Fact::QuestionReplied(..)
        | Fact::LabelRemoved(_)
        | Fact::LabelDropped(..)
        | Fact::QuestionReworded(..)
        // What was published at once leaves the phones when it no longer is, and the earlier questions that they show are few.
        | Fact::QuestionsSet(..)
        | Fact::QuestionsParted(..)
        | Fact::QuestionsReturned(_)
        | Fact::EntryHidden(..)
        | Fact::EntryReturned(..)
        | Fact::EntryJoined(..)
        | Fact::EntryTranslated(..)
        | Fact::EntryGrouped(..)
        | Fact::HeadingWritten(..)
        | Fact::EntryPassedOn(..)
        | Fact::GuestErased(..)
        | Fact::GuestUnlisted(..)
        | Fact::NicknameChosen(..)
        | Fact::NicknameHidden(..)
        | Fact::NicknameReturned(..)
        | Fact::NicknameDropped(_)
        // Interpreters see what waits, but not what muted guests asked.
        | Fact::GuestsMuted(..)
        | Fact::BallotTakenBack(..)
        | Fact::PollOpened(..)
        | Fact::PollHidden(_)
        | Fact::PollUnopened(_)
        | Fact::PollDropped(_)
        | Fact::PollRemoved(_)
        | Fact::RoundVoided(_)
        | Fact::RoundResumed(_)
        | Fact::LiveSet(..)
        | Fact::AnswerWithheld(_)
        | Fact::SurveyRemoved(_)
        | Fact::CountsKept(..)
        | Fact::Forgotten => true,
        Fact::Joined(_)
        | Fact::Accepted(..)
        | Fact::AtDesk(..)
        | Fact::Undid(..)
        | Fact::Declared(..)
        | Fact::NameGiven(..)
        | Fact::SeenInHall(_)
        | Fact::CodesMade(..)
        | Fact::CodeTaken(..)
        | Fact::CodeReleased(_)
        | Fact::CodesForgotten(_)
        | Fact::GuestsUnmuted(..)
        | Fact::BallotCast(..)
        | Fact::PollPut(..)
        | Fact::PollMade(..)
        | Fact::PollChanged(..)
        | Fact::PollRestored(..)
        | Fact::PollTimedOut(_)
        | Fact::PollExtended(..)
        | Fact::PollClosed(_)
        | Fact::PollRevealed(_)
        | Fact::RoundEnded(_)
        | Fact::SplitShown(..)
        | Fact::RowsSorted(..)
        | Fact::PresentCounted(..)
        | Fact::SecretKept(_)
        | Fact::GuestListed(..)
        | Fact::CheckedIn(..)
        | Fact::CheckedInCounted(..)
        | Fact::ArrivalsKept(..)
        | Fact::HandsCounted(..)
        | Fact::EntryWritten(..)
        | Fact::EntryApproved(..)
        | Fact::EntryTaken(..)
        | Fact::QuestionAsked(..)
        | Fact::QuestionApproved(..)
        | Fact::QuestionPlaced(..)
        | Fact::QuestionAddressed(..)
        | Fact::QuestionLabelled(..)
        | Fact::QuestionStarred(..)
        | Fact::QuestionPinned(..)
        | Fact::ReportsSettled(..)
        | Fact::QuestionNoted(..)
        | Fact::StaffAsked(..)
        | Fact::LabelPut(..)
        | Fact::LabelMade(..)
        | Fact::LabelRestored(..)
        | Fact::QuestionPosted(..)
        | Fact::QuestionReported(..)
        | Fact::QuestionLikened(..)
        | Fact::Upvoted(..)
        | Fact::SessionPut(..)
        | Fact::SessionRemoved(_)
        | Fact::SessionStarted(_)
        | Fact::SessionEnded(..)
        | Fact::SessionResumed(_)
        | Fact::SessionUnstarted(_)
        | Fact::SessionSkipped(_)
        | Fact::SessionUnskipped(_)
        | Fact::AgendaShifted(..)
        | Fact::SessionWritten(..)
        | Fact::AgendaPlaced(..)
        | Fact::PersonWritten(..)
        | Fact::EventWritten(..)
        | Fact::CardsSet(..)
        | Fact::CardRaised(..)
        | Fact::CardLowered(..)
        | Fact::CardsTold(_)
        | Fact::CardsKept(..)
        | Fact::Floor(..)
        | Fact::Offered(..)
        | Fact::FloorKept(..)
        | Fact::SurveyPut(..)
        | Fact::SurveyKept(..)
        | Fact::SurveyWritten(..)
        | Fact::AnswerTold(_)
        | Fact::NicknameApproved(..)
        | Fact::StageSet(_)
        | Fact::TextTranslated(..)
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
        | Fact::TermPut(..)
        | Fact::TermRemoved(..)
        | Fact::GroupPut(..)
        | Fact::GroupWritten(..)
        | Fact::GroupRemoved(_)
        | Fact::PersonPut(..)
        | Fact::PersonRemoved(_)
        | Fact::RoleRevoked(..)
        | Fact::LoggedIn(..)
        | Fact::LoginEnded(..)
        | Fact::EventDescribed(_)
        | Fact::AddressChosen(..)
        | Fact::BookPublished(..)
        | Fact::EventShelved(_) => false,
    }
}

/// Returns true if the hall waits for it: a staff member caused it, or a poll reached its deadline.
pub fn is_urgent(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Accepted(Actor::Staff(_), ..) | Fact::PollTimedOut(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CodeId, GroupId, PollId, ValueId};
    use crate::people::membership::CodeInfo;
    use crate::poll::kinds::choice::{self, Picks};
    use crate::poll::voters::{OnePer, Voters, Which};
    use crate::poll::{Ballot, Rules};
    use crate::program::{GroupInfo, LiveResults, PollInfo, Reveal, Show, ValueInfo};
    use crate::role::StaffRole;
    use crate::screening::Content;
    use crate::text::Texts;

    const AUTHOR: ParticipantId = ParticipantId(0);
    const OTHER: ParticipantId = ParticipantId(1);
    const QUESTION: QuestionId = QuestionId(0);

    fn state() -> State {
        let mut state = State::default();
        let content = Content {
            text: "How long?".into(),
            lang: "en".into(),
            translations: Texts::new(),
            name: None,
            org: None,
        };
        state.apply(&Fact::Joined(AUTHOR));
        state.apply(&Fact::Joined(OTHER));
        state.apply(&Fact::QuestionAsked(QUESTION, AUTHOR, content, None));
        state
    }

    fn told(fact: &Fact) -> Vec<ParticipantId> {
        concerned(&state(), fact).collect()
    }

    #[test]
    fn an_author_learns_what_becomes_of_a_question() {
        let by = Actor::Staff(StaffRole::Moderator);
        assert_eq!(told(&Fact::QuestionApproved(QUESTION, 1, by)), [AUTHOR]);
        assert_eq!(told(&Fact::Upvoted(OTHER, QUESTION, true)), [OTHER, AUTHOR]);
        assert_eq!(told(&Fact::QuestionWithdrawn(QuestionId(9))), []);
    }

    #[test]
    fn an_author_learns_that_the_support_of_muted_guests_counts_no_more_and_again() {
        let by = Actor::Staff(StaffRole::Moderator);
        let mut state = state();
        state.apply(&Fact::Upvoted(OTHER, QUESTION, true));
        for fact in [
            Fact::GuestsMuted(MuteId(0), vec![OTHER], by),
            Fact::GuestsUnmuted(MuteId(0), by),
        ] {
            state.apply(&fact);
            let told: Vec<ParticipantId> = supported(&state, &[fact]).into_iter().collect();
            assert_eq!(told, [AUTHOR]);
        }
        let other = Fact::GuestsMuted(MuteId(1), vec![AUTHOR], by);
        state.apply(&other);
        assert!(supported(&state, &[other]).is_empty());
    }

    #[test]
    fn support_of_a_merged_text_concerns_who_asked_the_question_that_stands_for_it() {
        let by = Actor::Staff(StaffRole::Moderator);
        let mut state = state();
        let content = state.questions.get(QUESTION).expect("asked");
        let content = content.screened.content().clone();
        let merged = QuestionId(1);
        state.apply(&Fact::QuestionAsked(merged, OTHER, content, None));
        state.apply(&Fact::Joined(ParticipantId(2)));
        state.apply(&Fact::Upvoted(ParticipantId(2), merged, true));
        state.apply(&Fact::QuestionMerged(merged, QUESTION, by));
        let mute = Fact::GuestsMuted(MuteId(0), vec![ParticipantId(2)], by);
        state.apply(&mute);
        let told: Vec<ParticipantId> = supported(&state, &[mute]).into_iter().collect();
        assert_eq!(told, [AUTHOR, OTHER]);
        // Whoever asked one of the texts counts too, without any support.
        let asker = Fact::GuestsMuted(MuteId(1), vec![OTHER], by);
        state.apply(&asker);
        let told: Vec<ParticipantId> = supported(&state, &[asker]).into_iter().collect();
        assert_eq!(told, [AUTHOR, OTHER]);
    }

    #[test]
    fn senders_are_concerned_and_staff_have_no_own_data() {
        assert_eq!(
            told(&Fact::Accepted(Actor::Participant(OTHER), 1, 2)),
            [OTHER]
        );
        let by = Actor::Staff(StaffRole::Host);
        assert_eq!(told(&Fact::Accepted(by, 1, 2)), []);
        assert_eq!(told(&Fact::PollTimedOut(PollId(0))), []);
    }

    #[test]
    fn staff_and_the_close_of_a_poll_are_urgent() {
        let host = Actor::Staff(StaffRole::Host);
        assert!(is_urgent(&Fact::Accepted(host, 1, 2)));
        assert!(is_urgent(&Fact::PollTimedOut(PollId(0))));
        assert!(!is_urgent(&Fact::Accepted(Actor::Participant(OTHER), 1, 2)));
        assert!(!is_urgent(&Fact::PollRevealed(PollId(0))));
    }

    /// Of each delegation one ballot counts. Returns whom each of these facts concerns, but for its own guest.
    fn concerned_of_a_delegation(which: Which, facts: &[Fact]) -> Vec<Vec<ParticipantId>> {
        let text = |word: &str| Texts::from([("en".to_owned(), word.to_owned())]);
        let mut state = State::default();
        let group = GroupInfo {
            key: "delegation".into(),
            name: text("Delegation"),
            values: vec![ValueInfo {
                key: "city".into(),
                text: text("City"),
            }],
            ask: false,
            assigned: true,
        };
        let poll = PollInfo {
            key: "field".into(),
            session: None,
            rules: Rules::Choice(choice::Rules { min: 1, max: 1 }),
            title: text("Which?"),
            options: vec![],
            changeable: true,
            live: LiveResults::Screen,
            seconds: None,
            show: Show::default(),
            reveal: Reveal::default(),
            voters: Voters {
                one_per: OnePer::Value("delegation".into(), which),
                ..Voters::default()
            },
            named: false,
        };
        let code = CodeInfo {
            values: vec![(GroupId(0), ValueId(0))],
            name: None,
        };
        state.apply(&Fact::GroupPut(GroupId(0), group, vec![ValueId(0)], 0));
        state.apply(&Fact::PollPut(PollId(0), poll, 0));
        state.apply(&Fact::CodesMade(CodeId(0), vec![code; 2]));
        for n in 0..2 {
            state.apply(&Fact::Joined(ParticipantId(n)));
            state.apply(&Fact::CodeTaken(ParticipantId(n), CodeId(n)));
        }
        state.apply(&Fact::PollOpened(PollId(0), None));
        let mut others = vec![];
        for fact in facts {
            state.apply(fact);
            let [own, more @ ..] = &concerned(&state, fact).collect::<Vec<_>>()[..] else {
                panic!("{fact:?} concerns nobody");
            };
            let more: BTreeSet<ParticipantId> = more.iter().copied().collect();
            others.push(more.into_iter().filter(|other| other != own).collect());
        }
        others
    }

    #[test]
    fn voters_of_a_delegation_learn_that_their_ballot_counts_or_no_longer() {
        let [a, b] = [0, 1].map(ParticipantId);
        let cast = |by| Fact::BallotCast(by, PollId(0), Ballot::Choice(Picks::of(&[0])));
        let back = |by| Fact::BallotTakenBack(by, PollId(0));
        let told = concerned_of_a_delegation(Which::Last, &[cast(a), cast(b), back(b)]);
        assert_eq!(told, [vec![], vec![a], vec![a]]);
        let told = concerned_of_a_delegation(Which::First, &[cast(a), cast(b), back(a)]);
        assert_eq!(told, [vec![], vec![a], vec![b]]);
    }
}
