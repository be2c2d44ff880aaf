//! The history of an event in words, one line per fact, for `plenary log`. It hides participants' numbers by default, because a
//! recurring number reveals what one person said and how they voted.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary_domain::cards::Card;
use plenary_domain::fact::Fact;
use plenary_domain::ids::{
    EntryId, Millis, NicknameId, ParticipantId, PersonId, PollId, QuestionId, SessionId, SurveyId,
};
use plenary_domain::poll;
use plenary_domain::poll::hands::What;
use plenary_domain::poll::kinds::free_choice;
use plenary_domain::program::{LiveResults, Texts};
use plenary_domain::question::settings::{Asking, Order};
use plenary_domain::question::{DeclineReason, QuestionState, Settings};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;
use serde_json::Value;

use crate::log::Stored;
use crate::protocol::poll::quiz::QuizTally;
use crate::protocol::{Ballot, Tally};
use crate::role;

/// Returns what happened, in the event's local time. With participants, it includes their numbers and the marks of accepted
/// commands.
///
/// # Errors
/// A sentence: a record cannot be read, or one is missing.
pub fn lines(records: &[Stored], with_participants: bool) -> Result<String, String> {
    let mut history = History {
        state: State::default(),
        with_participants,
    };
    let mut out = String::new();
    for stored in records {
        let record = stored
            .record()
            .map_err(|e| format!("the record ending at {}: {e}", stored.seq))?;
        history.state.at = record.at;
        for fact in &record.facts {
            let said = history.say(fact);
            history.state.apply(fact);
            if let Some(said) = said {
                let (seq, at) = (history.state.seq, history.time(record.at));
                let _ = writeln!(out, "{seq:>8}  {at}  {said}");
            }
        }
        if history.state.seq != stored.seq {
            let seq = stored.seq;
            return Err(format!(
                "a record is missing before the one ending at {seq}"
            ));
        }
    }
    Ok(out)
}

/// What stands for a text that its guest has erased.
const ERASED: &str = "(erased)";

/// The state so far, which knows the names of things.
struct History {
    state: State,
    with_participants: bool,
}

impl History {
    /// Returns a fact in words, or None if only the server needs it.
    fn say(&self, fact: &Fact) -> Option<String> {
        Some(match fact {
            Fact::Joined(id) => format!("{} joined", self.participant(*id)),
            Fact::Accepted(by, page, n) if self.with_participants => {
                format!(
                    "{}: command {n} of page {page} was accepted",
                    self.actor(*by)
                )
            }
            Fact::Accepted(..) => return None,
            Fact::Declared(by, group, value) => {
                let who = self.participant(*by);
                let group = self.state.groups.get(*group);
                let key = group.map_or("", |group| &group.info.key);
                let named = value.and_then(|value| {
                    let mut values = group?.values();
                    values.find(|(id, _)| *id == value)
                });
                match named {
                    Some((_, value)) => {
                        format!("{who} chose \"{}\" in group \"{key}\"", value.key)
                    }
                    None => format!("{who} chose not to answer for group \"{key}\""),
                }
            }

            Fact::CodesMade(first, codes) => {
                let (from, to) = (first.0 + 1, first.index() + codes.len());
                format!("The server made the single-use codes {from} to {to}")
            }
            // Its number would tell whose votes they are, because a code can have a name.
            Fact::CodeTaken(by, _) => format!("{} entered a code", self.participant(*by)),
            Fact::CodeReleased(code) => {
                format!("Code {} can be entered again", code.0 + 1)
            }
            Fact::SeenInHall(id) => {
                format!("{} entered the hall's code", self.participant(*id))
            }
            Fact::GuestErased(id, by) => {
                let how = match by {
                    Actor::Participant(_) => "erased what they wrote".to_owned(),
                    Actor::Staff(_) | Actor::Clock | Actor::Operator => {
                        format!(
                            "has nothing left of what they wrote: it was erased{}",
                            self.by(*by)
                        )
                    }
                };
                format!("{} {how}", self.participant(*id))
            }
            Fact::GuestsMuted(_, guests, by) => {
                let guests = guests.len();
                let s = if guests == 1 { "" } else { "s" };
                format!("{guests} guest{s} muted{}", self.by(*by))
            }
            Fact::GuestsUnmuted(_, by) => format!("Muted guests are heard again{}", self.by(*by)),
            Fact::CodesForgotten(next) if next.0 == 0 => return None,
            Fact::CodesForgotten(next) => {
                format!("The codes up to {} are no longer valid", next.0)
            }

            // Without numbers, a name beside the acts around it would say whose they are.
            Fact::NameGiven(by, name) if self.with_participants && !name.is_empty() => {
                format!("{} gave the name \"{name}\"", self.participant(*by))
            }
            Fact::NameGiven(by, _) => format!("{} gave a name", self.participant(*by)),
            Fact::BallotCast(by, id, ballot) => {
                let (who, poll) = (self.participant(*by), self.poll(*id));
                format!("{who} voted in {poll}: {}", self.ballot(*id, ballot))
            }
            Fact::BallotTakenBack(by, id) => {
                let (who, poll) = (self.participant(*by), self.poll(*id));
                format!("{who} took their ballot in {poll} back")
            }
            Fact::RoundEnded(id) => {
                format!("{}: the next round began", capital(&self.poll(*id)))
            }
            Fact::RoundVoided(id) => {
                format!(
                    "{} was reset: the ballots of this round do not count",
                    capital(&self.poll(*id))
                )
            }
            Fact::RowsSorted(id, sorted) => {
                let poll = capital(&self.poll(*id));
                let order = if *sorted {
                    "with the most votes first"
                } else {
                    "in their own order"
                };
                format!("{poll}: the screen shows the answers {order}")
            }
            Fact::SplitShown(id, group) => {
                let poll = capital(&self.poll(*id));
                let group = group.and_then(|id| self.state.groups.get(id));
                match group {
                    Some(group) => format!(
                        "{poll}: the result is shown by group \"{}\"",
                        group.info.key
                    ),
                    None => format!("{poll}: the result is shown as a whole"),
                }
            }
            Fact::RoundResumed(id) => {
                format!(
                    "{}: the start of the round was undone",
                    capital(&self.poll(*id))
                )
            }
            Fact::PollPut(_, info, _) => {
                format!(
                    "Poll \"{}\" was prepared: \"{}\"",
                    info.key,
                    self.text(&info.title)
                )
            }
            Fact::PollMade(_, info, _) => {
                format!(
                    "Poll \"{}\" was made: \"{}\"",
                    info.key,
                    self.text(&info.title)
                )
            }
            Fact::PollChanged(id, info) => {
                format!(
                    "{} was changed: \"{}\"",
                    capital(&self.poll(*id)),
                    self.text(&info.title)
                )
            }
            Fact::PollRestored(_, info, ..) => {
                format!(
                    "Poll \"{}\": its removal was undone: \"{}\"",
                    info.key,
                    self.text(&info.title)
                )
            }
            Fact::PollRemoved(id) | Fact::PollDropped(id) => {
                format!("{} was removed", capital(&self.poll(*id)))
            }
            Fact::PollOpened(id, closes_at) => {
                format!(
                    "{} was opened{}",
                    capital(&self.poll(*id)),
                    self.until(*closes_at)
                )
            }
            Fact::PollUnopened(id) => {
                format!("{}: its opening was undone", capital(&self.poll(*id)))
            }
            Fact::PollTimedOut(id) => {
                format!(
                    "{} was closed because its time was up",
                    capital(&self.poll(*id))
                )
            }
            Fact::PollExtended(id, closes_at) => {
                format!(
                    "{}: its time was changed{}",
                    capital(&self.poll(*id)),
                    self.until(*closes_at)
                )
            }
            Fact::PollClosed(id) => format!("{} was closed", capital(&self.poll(*id))),
            Fact::PollRevealed(id) => {
                format!("{}: the result was revealed", capital(&self.poll(*id)))
            }
            Fact::PollHidden(id) => format!("{}: the result was hidden", capital(&self.poll(*id))),
            Fact::LiveSet(id, live) => {
                let who = match live {
                    LiveResults::Count => "nobody may see the result while it is open",
                    LiveResults::Screen => "the screen may see the result while it is open",
                    LiveResults::Everyone => {
                        "the screen and the phones may see the result while it is open"
                    }
                    LiveResults::Never => "the phones may never see the result",
                };
                format!("{}: {who}", capital(&self.poll(*id)))
            }
            Fact::PresentCounted(id, present) => {
                format!(
                    "{}: {present} were present at the close",
                    capital(&self.poll(*id))
                )
            }
            Fact::HandsCounted(id, round, hands) => {
                let (poll, round) = (capital(&self.poll(*id)), round + 1);
                match hands {
                    None => format!("{poll}: the count in the room of round {round} was removed"),
                    Some(hands) => {
                        let what = match hands.what {
                            What::Hands => "hands",
                            What::Cards => "cards",
                            What::Proxies => "proxies",
                        };
                        let how = if hands.instead {
                            "instead of the ballots"
                        } else {
                            "beside the ballots"
                        };
                        let counts: Vec<Value> = hands.counts.iter().map(|&n| n.into()).collect();
                        let counts = self.by_option(*id, &counts);
                        format!(
                            "{poll}: {what} were counted in the room in round {round}, {how}: {counts}"
                        )
                    }
                }
            }
            Fact::CountsKept(id, round, counts) => {
                let (poll, round, count) = (capital(&self.poll(*id)), round + 1, counts.count);
                let tally = self.tally(*id, &counts.tally);
                let void = if counts.mark.void {
                    ", which was reset,"
                } else {
                    ""
                };
                format!(
                    "{poll}: the counts of round {round}{void} were kept ({count} ballots): {tally}"
                )
            }

            Fact::EntryWritten(id, poll, author, content) => {
                let who = author.map_or("A participant".to_owned(), |id| self.participant(id));
                let poll = self.poll(*poll);
                format!("{who} wrote {} into {poll}: {}", entry(*id), words(content))
            }
            Fact::EntryPassedOn(id, author, content, _) => format!(
                "{} is now {}'s, who wrote it too: {}",
                capital(&entry(*id)),
                self.participant(*author),
                words(content)
            ),
            Fact::EntryApproved(id, revision, by) => {
                let by = self.by(*by);
                format!(
                    "{} was approved as of revision {revision}{by}",
                    capital(&entry(*id))
                )
            }
            Fact::EntryHidden(id, by) => {
                format!("{} was hidden{}", capital(&entry(*id)), self.by(*by))
            }
            Fact::EntryReturned(id, by) => {
                format!("{} waits again{}", capital(&entry(*id)), self.by(*by))
            }
            Fact::EntryTranslated(id, texts, by) => {
                let langs: Vec<&str> = texts.keys().map(String::as_str).collect();
                let (entry, by) = (capital(&entry(*id)), self.by(*by));
                format!("{entry} was translated{by} ({})", langs.join(", "))
            }
            Fact::EntryGrouped(id, group, by) => {
                let group = group
                    .as_ref()
                    .map_or("no group".to_owned(), |name| format!("group \"{name}\""));
                format!(
                    "{} was put into {group}{}",
                    capital(&entry(*id)),
                    self.by(*by)
                )
            }
            Fact::EntryTaken(poll, id, by) => {
                let what = id.map_or("no entry".to_owned(), entry);
                format!(
                    "{}: {what} was taken up{}",
                    capital(&self.poll(*poll)),
                    self.by(*by)
                )
            }
            Fact::EntryJoined(id, with, by) => {
                let how = with.map_or("alone".to_owned(), |with| format!("with {}", entry(with)));
                format!(
                    "{} was made to count {how}{}",
                    capital(&entry(*id)),
                    self.by(*by)
                )
            }
            Fact::QuestionAsked(id, author, content, to) => {
                let (who, id) = (self.participant(*author), question(*id));
                let to = to.map(|to| format!(", to {}", self.person(to)));
                format!(
                    "{who} asked {id}: {}{}",
                    words(content),
                    to.unwrap_or_default()
                )
            }
            Fact::Upvoted(by, id, on) => {
                let verb = if *on {
                    "supports"
                } else {
                    "no longer supports"
                };
                format!("{} {verb} {}", self.participant(*by), question(*id))
            }
            Fact::QuestionWithdrawn(id) => format!("{} was withdrawn", capital(&question(*id))),
            Fact::QuestionApproved(id, revision, by) => {
                let by = self.by(*by);
                format!(
                    "{} was approved as of revision {revision}{by}",
                    capital(&question(*id))
                )
            }
            Fact::QuestionDeclined(id, reason, note, by) => {
                let note = note
                    .as_ref()
                    .map(|note| format!(", with the note \"{note}\""));
                let (reason, note, by) =
                    (reason_of(*reason), note.unwrap_or_default(), self.by(*by));
                format!(
                    "{} was declined{by}: {reason}{note}",
                    capital(&question(*id))
                )
            }
            Fact::QuestionEdited(id, content, by) => {
                let by = self.by(*by);
                format!(
                    "{} was edited{by}: {}",
                    capital(&question(*id)),
                    words(content)
                )
            }
            Fact::QuestionMoved(id, to, by) => {
                let (to, by) = (state_of(*to), self.by(*by));
                format!("{} was moved to {to}{by}", capital(&question(*id)))
            }
            Fact::QuestionPlaced(id, before, by) => {
                let place = before.map_or("to the end of the line".to_owned(), |id| {
                    format!("before {} in the line", question(id))
                });
                let by = self.by(*by);
                format!("{} was moved {place}{by}", capital(&question(*id)))
            }
            Fact::QuestionAddressed(id, to, by) => {
                let to = to.map_or("everybody".to_owned(), |to| self.person(to));
                let by = self.by(*by);
                format!("{} was addressed to {to}{by}", capital(&question(*id)))
            }
            Fact::QuestionsSet(session, settings) => {
                let of = session.map_or("Questions".to_owned(), |id| {
                    format!("{}: questions", self.session(id))
                });
                match settings {
                    Some(settings) => format!("{of} were set: {}", settings_of(settings)),
                    None => format!("{of} follow the event again"),
                }
            }
            Fact::QuestionPosted(id, revision) => format!(
                "{} was published on phones at once as of revision {revision}",
                capital(&question(*id))
            ),
            Fact::QuestionsParted(to, carried, archived) => format!(
                "{}: {} questions were carried over, {} were archived",
                self.session(*to),
                carried.len(),
                archived.len()
            ),
            Fact::QuestionsReturned(back) => {
                format!("{} questions went back to where they were", back.len())
            }
            Fact::QuestionReworded(id, content) => format!(
                "{} was written anew by its author: {}",
                capital(&question(*id)),
                words(content)
            ),
            Fact::QuestionReported(by, id) => {
                format!("{} reported {}", self.participant(*by), question(*id))
            }
            Fact::QuestionLikened(id, similar) => {
                let similar: Vec<String> = similar.iter().map(|id| question(*id)).collect();
                let like = match similar.as_slice() {
                    [] => "no other".to_owned(),
                    similar => similar.join(", "),
                };
                format!("{} says nearly the same as {like}", capital(&question(*id)))
            }

            Fact::SessionPut(_, info, _) => {
                let (key, start, end) = (&info.key, &info.start, &info.end);
                format!(
                    "Session \"{key}\" was planned from {start} to {end}: \"{}\"",
                    self.text(&info.title)
                )
            }
            Fact::SessionRemoved(id) => format!("{} was removed", self.session(*id)),
            Fact::SessionStarted(id) => format!("{} was started", self.session(*id)),
            Fact::SessionEnded(id, _) => format!("{} was ended", self.session(*id)),
            Fact::SessionResumed(id) => {
                format!("{}: its end was undone", self.session(*id))
            }
            Fact::SessionUnstarted(id) => {
                format!("{}: its start was undone", self.session(*id))
            }
            Fact::SessionSkipped(id) => format!("{} was skipped", self.session(*id)),
            Fact::SessionUnskipped(id) => {
                format!("{} was restored", self.session(*id))
            }

            Fact::CardsSet(id, true) => {
                format!("{}: guests can raise cards", self.session(*id))
            }
            Fact::CardsSet(id, false) => {
                format!("{}: guests can raise no more cards", self.session(*id))
            }
            Fact::CardRaised(by, _, card) => {
                let card = match card {
                    Card::Green => "a green card",
                    Card::Yellow => "a yellow card",
                    Card::Red => "a red card",
                };
                format!("{} raised {card}", self.participant(*by))
            }
            Fact::CardLowered(by, _) => format!("{} lowered a card", self.participant(*by)),
            Fact::CardsTold(_) => return None,
            Fact::CardsKept(id, _) => {
                format!("{}: the curve of its cards was kept", self.session(*id))
            }

            Fact::SurveyPut(_, info, _) => {
                format!(
                    "Survey \"{}\" was prepared with {} polls: \"{}\"",
                    info.key,
                    info.polls.len(),
                    self.text(&info.title)
                )
            }
            Fact::SurveyWritten(_, Some(info), _) => {
                format!(
                    "Survey \"{}\" was made with {} polls: \"{}\"",
                    info.key,
                    info.polls.len(),
                    self.text(&info.title)
                )
            }
            Fact::SurveyWritten(id, None, _) | Fact::SurveyRemoved(id) => {
                format!("{} was removed", capital(&self.survey(*id)))
            }
            Fact::SurveyKept(id, began, finished) => {
                format!(
                    "{}: {began} participants had begun it, and {finished} had answered all of it",
                    capital(&self.survey(*id))
                )
            }
            Fact::AnswerTold(id) => {
                format!("{}: the correct answer was told", capital(&self.poll(*id)))
            }
            Fact::AnswerWithheld(id) => format!(
                "{}: the correct answer was withheld again",
                capital(&self.poll(*id))
            ),
            Fact::NicknameChosen(id, by, content) => format!(
                "{} chose {}: {}",
                self.participant(*by),
                nickname(*id),
                words(content)
            ),
            Fact::NicknameDropped(id) => {
                format!("{} was dropped by its guest", capital(&nickname(*id)))
            }
            Fact::NicknameApproved(id, revision, by) => format!(
                "{} was approved as of revision {revision}{}",
                capital(&nickname(*id)),
                self.by(*by)
            ),
            Fact::NicknameHidden(id, by) => {
                format!("{} was hidden{}", capital(&nickname(*id)), self.by(*by))
            }
            Fact::NicknameReturned(id, by) => {
                format!("{} waits again{}", capital(&nickname(*id)), self.by(*by))
            }

            Fact::StageSet(stage) => format!("The screen was set to show {}", self.stage(*stage)),

            Fact::GroupPut(_, info, _, _) => {
                let values: Vec<&str> =
                    info.values.iter().map(|value| value.key.as_str()).collect();
                format!("Group \"{}\" was defined: {}", info.key, values.join(", "))
            }
            Fact::GroupRemoved(id) => {
                let key = self
                    .state
                    .groups
                    .get(*id)
                    .map(|group| group.info.key.clone());
                format!("Group \"{}\" was removed", key.unwrap_or_default())
            }
            Fact::PersonPut(_, info) => {
                format!(
                    "Person \"{}\" was described: {}",
                    info.key,
                    self.text(&info.name)
                )
            }
            Fact::PersonRemoved(id) => format!("Person {} was removed", self.person(*id)),
            Fact::RoleRevoked(role, _) => {
                let whose = role.person().map(|id| format!(" of {}", self.person(id)));
                let name = role::of((*role).into()).name;
                format!("The {name} link{} was replaced", whose.unwrap_or_default())
            }

            Fact::LoggedIn(_, login) => {
                let name = role::of(login.role.into()).name;
                let device = &login.device;
                format!("A link let in a {name}: {device}")
            }
            Fact::LoginEnded(id, by) => {
                let login = self.state.logins.get(*id);
                let name = login.map_or("", |login| role::of(login.role.into()).name);
                format!("A login as {name} was ended{}", self.by(*by))
            }

            Fact::EventDescribed(info) => {
                let title = info.langs.first().and_then(|lang| info.title.get(lang));
                let title = title.map_or("", String::as_str);
                format!(
                    "The event was described: \"{title}\" on {} in {}",
                    info.date, info.zone
                )
            }
            Fact::AddressChosen(url, by) => {
                format!("The join address was set to {url}{}", self.by(*by))
            }
            Fact::Forgotten => "All guest data was deleted".to_owned(),
        })
    }

    fn participant(&self, id: ParticipantId) -> String {
        if self.with_participants {
            format!("Participant {}", id.0 + 1)
        } else {
            "A participant".to_owned()
        }
    }

    fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Participant(id) => self.participant(id),
            Actor::Staff(role) => capital(&self.staff(role)),
            Actor::Clock => "The clock".to_owned(),
            Actor::Operator => "The server".to_owned(),
        }
    }

    fn by(&self, actor: Actor) -> String {
        let who = self.actor(actor);
        let mut chars = who.chars();
        let first = chars.next().map(|c| c.to_ascii_lowercase());
        format!(" by {}{}", first.unwrap_or_default(), chars.as_str())
    }

    fn staff(&self, role: StaffRole) -> String {
        match role {
            StaffRole::Moderator => "a moderator".to_owned(),
            StaffRole::Panelist(id) => format!("panelist {}", self.person(id)),
            StaffRole::Host => "the host".to_owned(),
            StaffRole::Screen => "the screen".to_owned(),
            StaffRole::Interpreter => "an interpreter".to_owned(),
        }
    }

    fn person(&self, id: PersonId) -> String {
        let person = self.state.persons.get(id);
        format!("\"{}\"", person.map_or("", |person| &person.key))
    }

    fn poll(&self, id: PollId) -> String {
        let poll = self.state.polls.get(id);
        format!("poll \"{}\"", poll.map_or("", |poll| &poll.info.key))
    }

    fn survey(&self, id: SurveyId) -> String {
        let survey = self.state.surveys.get(id);
        format!(
            "survey \"{}\"",
            survey.map_or("", |survey| &survey.info.key)
        )
    }

    fn session(&self, id: SessionId) -> String {
        let session = self.state.sessions.get(id);
        format!(
            "Session \"{}\"",
            session.map_or("", |session| &session.info.key)
        )
    }

    fn stage(&self, stage: Stage) -> String {
        match stage {
            Stage::Auto => "what is on".to_owned(),
            Stage::Poll(id) => self.poll(id),
            Stage::Survey(id) => self.survey(id),
            Stage::Questions => "the top questions".to_owned(),
            Stage::Question(id) => question(id),
            Stage::Join => "how to join".to_owned(),
            Stage::Blank => "nothing".to_owned(),
            Stage::Session(id) => self.session(id),
            Stage::Cards => "the cards".to_owned(),
            Stage::Board => "the leaderboard".to_owned(),
            Stage::Holding => "the event's title".to_owned(),
        }
    }

    /// Returns the picked options, or the ballot's value if the poll has no options.
    fn ballot(&self, id: PollId, ballot: &poll::Ballot) -> String {
        if let poll::Ballot::FreeChoice(ballot) = ballot {
            return self.free_ballot(id, ballot);
        }
        let texts = ballot.texts();
        if !texts.is_empty() && texts.iter().all(|written| written.text.is_empty()) {
            return ERASED.to_owned();
        }
        let said = answer(&Ballot::from(ballot));
        let Some(picks) = said.as_array() else {
            return said.to_string();
        };
        // These name no option: each part of them belongs to the option at its place.
        if matches!(
            ballot,
            poll::Ballot::Points(_) | poll::Ballot::Scale(_) | poll::Ballot::Matrix(_)
        ) {
            return self.by_option(id, picks);
        }
        let options = self.options(id);
        let picks = picks
            .iter()
            .filter_map(|pick| options.get(usize::try_from(pick.as_u64()?).ok()?));
        picks.cloned().collect::<Vec<String>>().join(", ")
    }

    /// Returns the picked options and the guest's own words, or that there are none.
    fn free_ballot(&self, id: PollId, ballot: &free_choice::Ballot) -> String {
        if ballot.none {
            return "no pick".to_owned();
        }
        let options = self.options(id);
        let picks = ballot.picks.indices();
        let picks = picks.filter_map(|pick| options.get(usize::from(pick)).cloned());
        let own = ballot.own.iter();
        let own = own.map(|own| match own.text.as_str() {
            "" => format!("own words {ERASED}"),
            text => format!("own words \"{text}\""),
        });
        picks.chain(own).collect::<Vec<String>>().join(", ")
    }

    /// Returns each option with its count, or the counts alone if the poll has no options.
    fn tally(&self, id: PollId, tally: &poll::Tally) -> String {
        if let poll::Tally::FreeChoice(votes) = tally {
            let mut counted = self.options(id);
            let other = (counted.len() < votes.answers.len()).then(|| "own words".to_owned());
            counted.extend(other);
            counted.push("no pick".to_owned());
            let counts = votes.answers.iter().chain([&votes.none]);
            let counted = counted.iter().zip(counts);
            let counted: Vec<String> = counted.map(|(of, count)| format!("{of} {count}")).collect();
            return counted.join(", ");
        }
        let rules = self.state.polls.get(id).map(|poll| &poll.info.rules);
        let Some(tally) = rules.and_then(|rules| Tally::of(rules, tally, true)) else {
            return String::new();
        };
        if let Tally::Quiz(QuizTally { counts, right }) = &tally {
            let counts: Vec<Value> = counts.iter().map(|count| (*count).into()).collect();
            let right = right.unwrap_or_default();
            return format!("{}; {right} correct", self.by_option(id, &counts));
        }
        let said = answer(&tally);
        let Some(counts) = said.as_array() else {
            return said.to_string();
        };
        self.by_option(id, counts)
    }

    /// Returns each option with its number, or the numbers alone if the poll has no options. Options without one are left out.
    fn by_option(&self, id: PollId, numbers: &[Value]) -> String {
        let options = self.options(id);
        if options.is_empty() {
            let numbers = numbers.iter().map(Value::to_string);
            return numbers.collect::<Vec<String>>().join(", ");
        }
        let counted = options.iter().zip(numbers);
        let counted: Vec<String> = counted
            .filter(|(_, number)| !number.is_null())
            .map(|(option, count)| format!("{option} {count}"))
            .collect();
        counted.join(", ")
    }

    /// Returns the options of a poll, by letter and key.
    fn options(&self, id: PollId) -> Vec<String> {
        let options = self
            .state
            .polls
            .get(id)
            .map(|poll| poll.info.options.iter());
        let options = options.into_iter().flatten().zip('A'..='Z');
        options
            .map(|(option, letter)| format!("{letter} \"{}\"", option.key))
            .collect()
    }

    fn text<'t>(&self, texts: &'t Texts) -> &'t str {
        let langs = self.state.event.info.iter().flat_map(|info| &info.langs);
        let text = langs.filter_map(|lang| texts.get(lang)).next();
        text.or(texts.values().next()).map_or("", String::as_str)
    }

    fn until(&self, closes_at: Option<Millis>) -> String {
        let at = closes_at.map(|at| self.time(at));
        at.map_or_else(String::new, |at| format!(", until {at}"))
    }

    /// Formats a time in the event's zone, once it is known.
    fn time(&self, at: Millis) -> String {
        let zone = self
            .state
            .event
            .info
            .as_ref()
            .map(|info| TimeZone::get(&info.zone));
        let zone = zone.and_then(Result::ok).unwrap_or(TimeZone::UTC);
        let at = i64::try_from(at)
            .ok()
            .and_then(|at| Timestamp::from_millisecond(at).ok());
        let at = at.map(|at| at.to_zoned(zone).strftime("%F %T%:z").to_string());
        at.unwrap_or_default()
    }
}

fn entry(id: EntryId) -> String {
    format!("entry {}", id.0 + 1)
}

fn nickname(id: NicknameId) -> String {
    format!("nickname {}", id.0 + 1)
}

fn question(id: QuestionId) -> String {
    format!("question {}", id.0 + 1)
}

fn words(content: &Content) -> String {
    let signed: Vec<&str> = content
        .name
        .iter()
        .chain(&content.org)
        .map(String::as_str)
        .collect();
    let signed = if signed.is_empty() {
        String::new()
    } else {
        format!(", signed {}", signed.join(", "))
    };
    if content.text.is_empty() {
        return ERASED.to_owned();
    }
    format!("\"{}\" ({}){signed}", content.text, content.lang)
}

fn reason_of(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::OffTopic => "it is off topic",
        DeclineReason::AlreadyAsked => "it was asked already",
        DeclineReason::ForAPerson => "it is better asked in person",
        DeclineReason::NotForDisplay => "it is not for display",
        DeclineReason::Other => "for another reason",
    }
}

fn state_of(state: QuestionState) -> &'static str {
    match state {
        QuestionState::Waiting => "waiting",
        QuestionState::Approved => "approved",
        QuestionState::Next => "next",
        QuestionState::Now => "now",
        QuestionState::Answered => "answered",
        QuestionState::Declined => "declined",
        QuestionState::Withdrawn => "withdrawn",
        QuestionState::Erased => "erased",
        QuestionState::Archived => "archived",
    }
}

fn settings_of(settings: &Settings) -> String {
    let Settings {
        asking,
        at_once,
        named,
        limit,
        upvotes,
        order,
        calm,
    } = settings;
    let asking = match asking {
        Asking::Open => "open",
        Asking::Paused => "paused",
        Asking::Closed => "closed",
    };
    let order = match order {
        Order::Top => "most supported first",
        Order::Newest => "newest first",
    };
    let limit = format!("at most {limit} of a guest");
    let also = [
        Some(asking),
        at_once.then_some("on phones at once"),
        named.then_some("with name and organisation"),
        Some(limit.as_str()),
        (!upvotes).then_some("without support"),
        Some(order),
        calm.then_some("calm"),
    ];
    also.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns an answer without its kind.
fn answer(of_a_kind: &impl serde::Serialize) -> Value {
    let said = serde_json::to_value(of_a_kind).unwrap_or_default();
    let said = said.as_object().and_then(|kinds| kinds.values().next());
    said.cloned().unwrap_or_default()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests;
