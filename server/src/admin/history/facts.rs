//! What each fact is called.

use plenary_domain::announcement::Airing;
use plenary_domain::cards::Card;
use plenary_domain::delay::{Place, Shift};
use plenary_domain::fact::Fact;
use plenary_domain::finding::Readers;
use plenary_domain::floor::{Change, Offer};
use plenary_domain::poll::hands::What;
use plenary_domain::program::LiveResults;
use plenary_domain::question::Broken;
use plenary_domain::role::Actor;
use plenary_domain::shelf::Shelf;
use plenary_domain::status::CaptionPlace;
use serde_json::Value;

use super::nouns::{entry, nickname, question, reason_of, settings_of, state_of, words};
use super::{History, capital};
use crate::role;

impl History {
    /// Returns a fact in words, or None if only the server needs it.
    pub(super) fn say(&self, fact: &Fact) -> Option<String> {
        Some(match fact {
            Fact::Joined(id) => format!("{} joined", self.participant(*id)),
            Fact::Accepted(by, page, n) if self.with_participants => {
                format!(
                    "{}: command {n} of page {page} was accepted",
                    self.actor(*by)
                )
            }
            Fact::Accepted(..) => return None,
            Fact::AtDesk(desk) => format!("This was decided at desk {desk} of its role"),
            Fact::Undid(..) => "This undid an earlier command of the same role".to_owned(),
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
            // Without names: who was expected and who came is nobody's business but the door's.
            Fact::GuestListed(id, _, by) => {
                format!("Guest {} is on the list{}", id.0 + 1, self.by(*by))
            }
            Fact::GuestUnlisted(id, by) => {
                format!(
                    "Guest {} was removed from the list{}",
                    id.0 + 1,
                    self.by(*by)
                )
            }
            Fact::CheckedIn(id, true, by) => {
                format!("Guest {} checked in{}", id.0 + 1, self.by(*by))
            }
            Fact::CheckedIn(id, false, by) => {
                format!(
                    "The check-in of guest {} was taken back{}",
                    id.0 + 1,
                    self.by(*by)
                )
            }
            Fact::ArrivalsKept(listed, here) => {
                format!("{here} of {listed} on the guest list had come")
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
            // The bytes are for the server alone.
            Fact::SecretKept(_) => "the server made the secret of the fingerprints".into(),
            Fact::PresentCounted(id, present) => {
                format!(
                    "{}: {present} were present at the close",
                    capital(&self.poll(*id))
                )
            }
            Fact::CheckedInCounted(id, present) => {
                format!(
                    "{}: {present} had checked in at the close",
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
            Fact::HeadingWritten(poll, group, texts, by) => {
                let langs: Vec<&str> = texts.keys().map(String::as_str).collect();
                let (poll, by) = (capital(&self.poll(*poll)), self.by(*by));
                let langs = langs.join(", ");
                format!("{poll}: group \"{group}\" was named{by} ({langs})")
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
                let to = to.map(|to| format!(", to {}", self.addressee(to)));
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
            Fact::QuestionTranslated(id, lang, text, _, by) => {
                let (question, by) = (capital(&question(*id)), self.by(*by));
                format!("{question} was translated{by} ({lang}): \"{text}\"")
            }
            Fact::TextTranslated(of, lang, Some(text), by, _) => {
                let (of, by) = (capital(&self.passage(*of)), self.by(*by));
                format!("{of} was translated{by} ({lang}): \"{text}\"")
            }
            Fact::TextTranslated(of, lang, None, by, _) => {
                let (of, by) = (capital(&self.passage(*of)), self.by(*by));
                format!("{of} lost its translation{by} ({lang})")
            }
            Fact::TermPut(_, info, _, by) => {
                let texts: Vec<&str> = info.texts.values().map(String::as_str).collect();
                let by = self.by(*by);
                format!("A term was written{by}: \"{}\"", texts.join("\", \""))
            }
            Fact::MessageSent(_, to, texts, by) => {
                let to = to.map_or("all panelists".to_owned(), |to| self.person(to));
                let by = self.by(*by);
                format!("A message to {to} was sent{by}: {}", self.quoted(texts))
            }
            Fact::MessageSeen(_, person) => {
                format!("{} has seen a message", capital(&self.person(*person)))
            }
            Fact::MessageWithdrawn(_, true, by) => {
                format!("A message was withdrawn{}", self.by(*by))
            }
            Fact::MessageWithdrawn(_, false, by) => {
                format!("A message was sent again{}", self.by(*by))
            }
            Fact::ScreenPut(id, name, by) => {
                format!("Screen {} was named “{name}”{}", id.0 + 1, self.by(*by))
            }
            Fact::ScreenSet(id, Some(stage), by) => {
                let (n, stage) = (id.0 + 1, self.stage(*stage));
                format!("Screen {n} was set to show {stage}{}", self.by(*by))
            }
            Fact::ScreenSet(id, None, by) => {
                let n = id.0 + 1;
                format!("Screen {n} was set to follow the hall's{}", self.by(*by))
            }
            Fact::ScreenDropped(id, by) => {
                format!("Screen {} was removed{}", id.0 + 1, self.by(*by))
            }
            Fact::AnnouncementPut(id, info, by) => {
                let (by, texts) = (self.by(*by), self.quoted(&info.texts));
                format!("Announcement {} was written{by}: {texts}", id.0 + 1)
            }
            Fact::AnnouncementTurned(id, to, by) => {
                let to = match to {
                    Airing::Planned => "is planned again",
                    Airing::On => "was shown",
                    Airing::Over => "was ended",
                };
                format!("Announcement {} {to}{}", id.0 + 1, self.by(*by))
            }
            Fact::AnnouncementDropped(id, by) => {
                format!("Announcement {} was removed{}", id.0 + 1, self.by(*by))
            }
            Fact::LineWritten(id, Some(info), _, by) => {
                let (by, texts) = (self.by(*by), self.quoted(&info.text));
                format!("Line {} of the report was written{by}: {texts}", id.0 + 1)
            }
            Fact::LineWritten(id, None, _, by) => {
                format!(
                    "Line {} of the report was removed{}",
                    id.0 + 1,
                    self.by(*by)
                )
            }
            Fact::ReportFinished(changes, by) => {
                let (by, changes) = (self.by(*by), self.quoted(changes));
                format!("The report was finished{by}: {changes}")
            }
            Fact::ReportShown(readers, by) => {
                let to = match readers {
                    Readers::Hosts => "hosts and rapporteurs",
                    Readers::Staff => "everybody with a link",
                    Readers::Everybody => "everybody",
                };
                format!("The final report is for {to}{}", self.by(*by))
            }
            Fact::EditionKept(edition) => {
                format!("Edition {} of the report is kept", edition.number)
            }
            Fact::TimesKept(id, ..) => {
                format!("The times of session \"{}\" are kept", self.key_of(*id))
            }
            Fact::LeavingSet(true, by) => {
                format!("Everybody was told to leave the hall{}", self.by(*by))
            }
            Fact::LeavingSet(false, by) => {
                format!("\"Leave the hall\" was taken back{}", self.by(*by))
            }
            Fact::CaptionsSent(_, texts, _) => format!("Captions: {}", self.quoted(texts)),
            Fact::CaptionCorrected(lang, text, _) => {
                format!("The last caption was corrected ({lang}): \"{text}\"")
            }
            Fact::CaptionsTaken(lang, Some(_)) => {
                format!("Somebody took the captions over ({lang})")
            }
            Fact::CaptionsTaken(lang, None) => format!("The captions were handed over ({lang})"),
            Fact::CaptionsPlaced(place, by) => {
                let place = match place {
                    CaptionPlace::Off => "left the screen",
                    CaptionPlace::Strip => "came to the screen, in a strip",
                    CaptionPlace::Alone => "came to the screen, alone",
                };
                format!("The captions {place}{}", self.by(*by))
            }
            Fact::TermRemoved(_, by) => format!("A term was removed{}", self.by(*by)),
            Fact::QuestionMoved(id, to, by) => {
                let (to, by) = (state_of(*to), self.by(*by));
                format!("{} was moved to {to}{by}", capital(&question(*id)))
            }
            Fact::Promised(None, by) => {
                format!("No question is promised to the screen{}", self.by(*by))
            }
            Fact::Promised(Some(promise), by) => {
                let (what, by) = (capital(&question(promise.question)), self.by(*by));
                match promise.broken {
                    None => format!("{what} goes on the screen when it is translated{by}"),
                    Some(why) => {
                        let why = match why {
                            Broken::Declined => "it was declined",
                            Broken::Withdrawn => "it was withdrawn",
                            Broken::Merged => "it was merged into another one",
                            Broken::Moved => "it was moved",
                            Broken::Other => "another one went there",
                            Broken::Session => "the session changed",
                        };
                        format!("{what} no longer goes on the screen by itself{by}: {why}")
                    }
                }
            }
            Fact::QuestionPlaced(id, before, by) => {
                let place = before.map_or("to the end of the line".to_owned(), |id| {
                    format!("before {} in the line", question(id))
                });
                let by = self.by(*by);
                format!("{} was moved {place}{by}", capital(&question(*id)))
            }
            Fact::QuestionAddressed(id, to, by) => {
                let to = to.map_or("everybody".to_owned(), |to| self.addressee(to));
                let by = self.by(*by);
                format!("{} was addressed to {to}{by}", capital(&question(*id)))
            }
            Fact::QuestionMerged(id, into, by) => {
                let (what, into) = (capital(&question(*id)), question(*into));
                format!("{what} was merged into {into}{}", self.by(*by))
            }
            Fact::QuestionSplit(id, to, by) => {
                let (what, to) = (capital(&question(*id)), state_of(*to));
                format!("{what} stands alone again, as {to}{}", self.by(*by))
            }
            Fact::QuestionLabelled(id, label, on, by) => {
                let label = self.state.labels.get(*label);
                let label = label.map_or("", |label| self.text(&label.info.text));
                let verb = if *on { "got" } else { "lost" };
                let (what, by) = (capital(&question(*id)), self.by(*by));
                format!("{what} {verb} the label \"{label}\"{by}")
            }
            Fact::QuestionStarred(id, on, by) => {
                let verb = if *on { "got" } else { "lost" };
                let (what, by) = (capital(&question(*id)), self.by(*by));
                format!("{what} {verb} a star{by}")
            }
            Fact::QuestionPinned(id, on, by) => {
                let verb = if *on { "pinned" } else { "unpinned" };
                let (what, by) = (capital(&question(*id)), self.by(*by));
                format!("{what} was {verb} at the desks{by}")
            }
            Fact::ReportsSettled(id, reports, by) => {
                let (what, by) = (question(*id), self.by(*by));
                match reports {
                    0 => format!("The reports about {what} are open again{by}"),
                    1 => format!("1 report about {what} was looked at{by}"),
                    n => format!("{n} reports about {what} were looked at{by}"),
                }
            }
            Fact::QuestionNoted(id, _, text, by) => {
                let (what, by) = (question(*id), self.by(*by));
                match text {
                    Some(text) => format!("A note on {what} was written{by}: \"{text}\""),
                    None => format!("A note on {what} was taken away{by}"),
                }
            }
            Fact::QuestionReplied(id, texts, by) => {
                let (what, by) = (question(*id), self.by(*by));
                match texts {
                    Some(texts) => {
                        format!(
                            "The reply to {what} was written{by}: \"{}\"",
                            self.text(texts)
                        )
                    }
                    None => format!("The reply to {what} was taken back{by}"),
                }
            }
            Fact::StaffAsked(id, content, to, by) => {
                let to = to.map(|to| format!(", to {}", self.addressee(to)));
                let (id, by) = (capital(&question(*id)), self.by(*by));
                let (said, to) = (words(content), to.unwrap_or_default());
                format!("{id} was asked{by}: {said}{to}")
            }
            Fact::LabelPut(_, info, _) => {
                format!(
                    "Label \"{}\" was planned: \"{}\"",
                    info.key,
                    self.text(&info.text)
                )
            }
            Fact::LabelMade(_, info, _, by) => {
                let by = self.by(*by);
                format!("The label \"{}\" was made{by}", self.text(&info.text))
            }
            Fact::LabelRestored(_, info, _, _, by) => {
                let by = self.by(*by);
                format!("The label \"{}\" is back{by}", self.text(&info.text))
            }
            Fact::LabelRemoved(id) => format!("{} was removed", self.label(*id)),
            Fact::LabelDropped(id, by) => {
                format!("{} was removed{}", self.label(*id), self.by(*by))
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
            Fact::SessionWritten(_, Some(info), _, by) => {
                let (key, start, end) = (&info.key, &info.start, &info.end);
                format!(
                    "Session \"{key}\" was written, from {start} to {end}: \"{}\"{}",
                    self.text(&info.title),
                    self.by(*by)
                )
            }
            Fact::SessionWritten(id, None, _, by) => {
                format!("{} was removed{}", self.session(*id), self.by(*by))
            }
            Fact::AgendaPlaced(places, by) => {
                let place = |place: &Place| {
                    let session = self.session(place.session);
                    format!("{session} from {} to {}", place.start, place.end)
                };
                let places: Vec<String> = places.iter().map(place).collect();
                format!(
                    "The agenda was ordered anew: {}{}",
                    places.join(", "),
                    self.by(*by)
                )
            }
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
            Fact::AgendaShifted(shifts, by) => {
                let told = shifts.iter().map(|Shift { session, delay }| {
                    format!("{} {:+} min", self.session(*session), delay.end)
                });
                let told: Vec<String> = told.collect();
                format!(
                    "The agenda was shifted, against its plan: {}{}",
                    told.join(", "),
                    self.by(*by)
                )
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

            Fact::Floor(id, change, by) => {
                let what = match change {
                    Change::Given(to, s) => {
                        format!("gave {} the floor, for {s} s", self.speaker(to))
                    }
                    Change::Ended => "ended the turn".to_owned(),
                    Change::Paused(true) => "paused the clock".to_owned(),
                    Change::Paused(false) => "let the clock run again".to_owned(),
                    Change::Planned(s) => format!("set the turn to {s} s"),
                    Change::Restored(was) => match &was.turn {
                        Some(turn) => {
                            format!("returned the floor to {}", self.speaker(&turn.speaker))
                        }
                        None => "took the turn back".to_owned(),
                    },
                    Change::Listed(one, _) => {
                        format!("put {} on the list of speakers", self.speaker(&one.speaker))
                    }
                    Change::Struck(_) => "took an entry off the list of speakers".to_owned(),
                    Change::Ruled(_) => "changed how the speakers are led".to_owned(),
                };
                format!("{}: {} {what}", self.session(*id), self.actor(*by))
            }
            Fact::Offered(id, by, offer) => {
                let what = match offer {
                    Some(Offer::Take) => "would take",
                    Some(Offer::Pass(_)) => "passes on",
                    None => "says nothing more about",
                };
                format!("{} {what} {}", self.person(*by), question(*id))
            }
            Fact::FloorKept(id, _) => {
                format!("{}: its speaking times were kept", self.session(*id))
            }

            Fact::SurveyPut(_, info, _) => {
                format!(
                    "Survey \"{}\" was prepared with {} polls: \"{}\"",
                    info.key,
                    info.polls.len(),
                    self.text(&info.title)
                )
            }
            Fact::SurveyWritten(id, Some(info), _) => {
                let is_new = self.state.surveys.get(*id).is_none();
                format!(
                    "Survey \"{}\" was {} with {} polls: \"{}\"",
                    info.key,
                    if is_new { "made" } else { "changed" },
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
                format!("Group \"{}\" was removed", self.group_key(*id))
            }
            Fact::PersonPut(_, info) => {
                format!(
                    "Person \"{}\" was described: {}",
                    info.key,
                    self.text(&info.name)
                )
            }
            Fact::GroupWritten(_, Some(info), _, _, by) => format!(
                "Group \"{}\" was written: {}{}",
                info.key,
                self.text(&info.name),
                self.by(*by)
            ),
            Fact::GroupWritten(id, None, _, _, by) => format!(
                "Group \"{}\" was removed{}",
                self.group_key(*id),
                self.by(*by)
            ),
            Fact::PersonWritten(_, Some(info), by) => format!(
                "Person \"{}\" was written: {}{}",
                info.key,
                self.text(&info.name),
                self.by(*by)
            ),
            Fact::PersonWritten(id, None, by) => {
                format!("Person {} was removed{}", self.person(*id), self.by(*by))
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
            Fact::EventWritten(info, by) => {
                let title = info.langs.first().and_then(|lang| info.title.get(lang));
                let title = title.map_or("", String::as_str);
                format!(
                    "The event was written: \"{title}\" on {}{}",
                    info.date,
                    self.by(*by)
                )
            }
            Fact::AddressChosen(url, by) => {
                format!("The join address was set to {url}{}", self.by(*by))
            }
            Fact::BookPublished(on, by) => {
                let what = if *on { "published" } else { "taken back" };
                format!("The book of questions was {what}{}", self.by(*by))
            }
            Fact::EventShelved(Shelf::Open) => "The event was taken back".to_owned(),
            Fact::EventShelved(Shelf::Archived) => "The event was archived".to_owned(),
            Fact::EventShelved(Shelf::Trash(_)) => "The event was thrown away".to_owned(),
            Fact::Forgotten => "All guest data was deleted".to_owned(),
        })
    }
}
