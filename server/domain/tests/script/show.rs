//! What a script shows of the state.

use std::error::Error;
use std::fmt::Write as _;

use plenary_domain::cards::Curve;
use plenary_domain::floor::Speaker;
use plenary_domain::ids::ParticipantId;
use plenary_domain::on_now::{next_question, on_now, scene, scene_on};
use plenary_domain::translation::Subject;
use plenary_domain::translation::answers;
use plenary_domain::translation::queue::{self, Part};
use plenary_domain::translation::wordings::{self, Wording};

use super::Room;
use super::brief::addressee;
use super::command::translations::passage;

impl Room {
    pub fn show(&self, what: &str) -> Result<String, Box<dyn Error>> {
        let mut out = String::new();
        if let Some(of) = what.strip_prefix("wordings.") {
            let of = passage(of)?;
            let other = if self
                .state
                .original(of)
                .is_some_and(|(lang, _)| lang == "en")
            {
                "zh-Hans"
            } else {
                "en"
            };
            for wording in wordings::wordings(&self.state, of, other) {
                let Wording {
                    of, text, share, ..
                } = wording;
                writeln!(out, "{text:?} of {of:?}, {share} %")?;
            }
            return Ok(out);
        }
        match what {
            "polls" => {
                for (id, p) in self.state.polls.iter() {
                    let (tally, votes) = p.result();
                    let (key, phase) = (&p.info.key, p.phase);
                    writeln!(out, "{id} {key}: {phase:?} {tally:?} of {votes}")?;
                }
            }
            "names" => {
                for (id, p) in self.state.polls.iter() {
                    for round in 0..=p.answers.round() {
                        for (name, signed) in p.signed(round) {
                            let (text, ballot) = (&name.text, &signed.ballot);
                            let code = if name.by.is_none() { " (code)" } else { "" };
                            let weight = signed.weight;
                            writeln!(
                                out,
                                "{id} round {round}: {text}{code}: {ballot:?}, {weight}"
                            )?;
                        }
                    }
                }
            }
            "guest_list" => {
                for (id, listed) in self.state.guest_list.iter() {
                    let who = &listed.info.who;
                    let (values, code) = (&listed.info.values, listed.info.code);
                    writeln!(
                        out,
                        "{id}: {:?} {:?} {:?} {values:?} code {code} here {:?}",
                        who.name, who.org, who.badge, listed.here
                    )?;
                }
                let list = &self.state.guest_list;
                writeln!(out, "{} of {} are here", list.here(), list.len())?;
            }
            "present" => {
                for (id, p) in self.state.polls.iter() {
                    let mark = p.answers.mark();
                    writeln!(out, "{id}: {:?} by the door {}", mark.present, mark.by_door)?;
                }
            }
            "codes" => {
                for (id, code) in self.state.codes.iter() {
                    let holder = code.holder.map(|id| id.0);
                    writeln!(out, "{id}: {:?} of {holder:?}", code.info)?;
                }
            }
            "own" => {
                for (id, p) in self.state.polls.iter() {
                    for by in self.state.participants.ids() {
                        let Some(guest) = self.state.participants.get(by) else {
                            continue;
                        };
                        let voter = p.info.voter(by, guest);
                        let voice = p.info.voice(&self.state.groups, guest).ok();
                        for (round, ballot) in p.answers.cast_by(voter) {
                            let unit = voice.and_then(|voice| voice.unit);
                            let replaced = p.answers.is_replaced(round, voter, unit);
                            let replaced = if replaced { ", does not count" } else { "" };
                            writeln!(out, "{id} g{by}: {ballot:?}{replaced}")?;
                        }
                    }
                }
            }
            "logins" => {
                for (id, login) in self.state.logins.iter() {
                    writeln!(out, "{id}: {:?} {:?}", login.role, login.device)?;
                }
            }
            "questions" => {
                for (id, q) in self.state.questions.iter() {
                    let public = q.screened.public().map(|p| p.content().text.as_str());
                    let to = q.to.map(|to| format!(" to {}", addressee(to)));
                    let to = to.unwrap_or_default();
                    let seen = self.state.questions.seen_by_guests(q);
                    let posted = match seen {
                        Some(seen) if public.is_none() => format!(" phones see {:?}", seen.text),
                        Some(_) | None => String::new(),
                    };
                    let session = match q.session {
                        Some(id) => format!(" of {id}"),
                        None => String::new(),
                    };
                    let similar = match q.similar.as_slice() {
                        [] => String::new(),
                        similar => format!(" like {similar:?}"),
                    };
                    let reports = match q.reports {
                        0 => String::new(),
                        n if q.marks.settled == 0 => format!(" reported {n}"),
                        n => format!(" reported {n}, looked at {}", q.marks.settled),
                    };
                    let edited = if q.screened.edited() { " edited" } else { "" };
                    let muted = if q.is_muted(&self.state.mutes) {
                        " muted"
                    } else {
                        ""
                    };
                    writeln!(
                        out,
                        "{id}: {:?} rev {} upvotes {} public {public:?}{to}{session}{edited}{muted}{posted}{reports}{similar}",
                        q.state, q.rev, q.upvotes
                    )?;
                }
            }
            // What stands beside the texts of questions.
            "beside" => {
                for (id, q) in self.state.questions.iter() {
                    let merged: Vec<u32> = q.merged.iter().map(|id| id.0).collect();
                    let into = q.into.map(|id| format!(" into {id}")).unwrap_or_default();
                    let staff = if q.author.is_none() { " by staff" } else { "" };
                    let (marks, reply) = (&q.marks, &q.reply);
                    let labels: Vec<u32> = marks.labels.iter().map(|id| id.0).collect();
                    let notes = marks.notes.iter();
                    let notes: Vec<(u32, &str)> = notes
                        .map(|note| (note.number, note.text.as_str()))
                        .collect();
                    let star = if marks.star { " star" } else { "" };
                    let pin = if marks.pin { " pin" } else { "" };
                    writeln!(
                        out,
                        "{id}: rev {} has {merged:?}{into}{staff} labels {labels:?}{star}{pin} notes {notes:?} reply {reply:?}",
                        q.rev
                    )?;
                }
            }
            "history" => {
                for (id, q) in self.state.questions.iter() {
                    for step in q.history.steps() {
                        writeln!(out, "{id}: {:?} by {:?}", step.what, step.by)?;
                    }
                }
            }
            // The questions that each guest supports, text by text.
            "support" => {
                for by in self.state.participants.ids() {
                    let guest = self.state.participants.get(by);
                    let texts = guest.iter().flat_map(|guest| &guest.upvotes);
                    let texts: Vec<u32> = texts.map(|id| id.0).collect();
                    writeln!(out, "g{by}: {texts:?}")?;
                }
            }
            "labels" => {
                for (id, label) in self.state.labels.iter() {
                    let made = if label.made { " made" } else { "" };
                    writeln!(out, "{id}: {} {:?}{made}", label.info.key, label.info.text)?;
                }
            }
            "work" => {
                let questions = self.state.questions.iter();
                let questions = questions.map(|(id, _)| Subject::Question(id));
                let all = queue::subjects(&self.state).chain(questions);
                let mut tasks: Vec<_> = all.filter_map(|of| queue::task(&self.state, of)).collect();
                tasks.extend(answers::tasks(&self.state));
                tasks.sort_by_key(|task| (task.section, task.rank));
                for task in tasks {
                    writeln!(out, "{:?} {:?}", task.section, task.of)?;
                    for part in task.parts {
                        let Part {
                            texts,
                            missing,
                            outdated,
                            unread,
                            ..
                        } = part;
                        write!(out, "  {texts:?}")?;
                        if !missing.is_empty() {
                            write!(out, " lacks {missing:?}")?;
                        }
                        if !outdated.is_empty() {
                            write!(out, " out of date, of {outdated:?}")?;
                        }
                        if !unread.is_empty() {
                            write!(out, " unread {unread:?}")?;
                        }
                        writeln!(out)?;
                    }
                }
            }
            "pairs" => {
                for (id, q) in self.state.questions.iter() {
                    let content = q.screened.content();
                    let (text, translations) = (&content.text, &content.translations);
                    write!(out, "{id}: {text:?} {translations:?}")?;
                    if q.screened.is_pending() {
                        let public = q.screened.public().map(|public| public.content());
                        let public = public.map(|public| (&public.text, &public.translations));
                        write!(out, ", but guests see {public:?}")?;
                    }
                    writeln!(out)?;
                }
            }
            "promise" => writeln!(out, "{:?}", self.state.questions.promise())?,
            "shown" => {
                for (id, poll) in self.state.polls.iter() {
                    let shown = self.state.translations.shown_poll(id, "en", &poll.info);
                    let options = shown.options.iter().map(|option| &option.text);
                    let options: Vec<_> = options.collect();
                    writeln!(out, "{id}: {:?} {options:?}", shown.title)?;
                }
            }
            "replies" => {
                for (id, q) in self
                    .state
                    .questions
                    .iter()
                    .filter(|(_, q)| q.reply.is_some())
                {
                    let read = self.state.reply(id);
                    writeln!(out, "{id}: {:?} read as {read:?}", q.reply)?;
                }
            }
            "terms" => {
                for (id, term) in self.state.glossary.iter() {
                    let added = if term.added { " added" } else { "" };
                    writeln!(
                        out,
                        "{id}: {:?} {:?}{added}",
                        term.info.texts, term.info.note
                    )?;
                }
            }
            "messages" => {
                for (id, message) in self.state.backstage.iter() {
                    let to = message.to.map_or("all".to_owned(), |to| to.to_string());
                    let seen: Vec<u32> = message.seen.keys().map(|who| who.0).collect();
                    let gone = if message.withdrawn { " withdrawn" } else { "" };
                    writeln!(
                        out,
                        "{id} to {to}: {:?} seen by {seen:?}{gone}",
                        message.texts
                    )?;
                }
            }
            "screens" => {
                writeln!(out, "hall: {:?}", scene(&self.state))?;
                for (id, screen) in self.state.screens.iter() {
                    let (name, scene) = (&screen.name, scene_on(&self.state, screen));
                    writeln!(out, "{id} {name}: {scene:?}")?;
                }
            }
            "captions" => {
                for lang in ["en", "zh-Hans"] {
                    let Some(track) = self.state.captions.track(lang) else {
                        continue;
                    };
                    writeln!(out, "{lang}: {:?} writes", track.writer)?;
                    for line in &track.lines {
                        writeln!(out, "  {} {}", line.session, line.text)?;
                    }
                }
                writeln!(out, "the screen: {:?}", self.state.captions.place)?;
            }
            "report" => {
                let reports = &self.state.reports;
                for (id, line) in reports.lines() {
                    let info = &line.info;
                    let kind = info.kind;
                    write!(out, "{id}: {kind:?} {:?} rev {}", info.text, line.rev)?;
                    if !info.by.is_empty() || info.due.is_some() {
                        write!(out, " {:?} until {:?}", info.by, info.due)?;
                    }
                    if let Some(evidence) = info.evidence {
                        write!(out, " rests on {evidence:?}")?;
                    }
                    writeln!(out)?;
                }
                for edition in &reports.editions {
                    let (number, lines) = (edition.number, edition.lines.len());
                    writeln!(out, "edition {number}: {lines} lines {:?}", edition.changes)?;
                }
                let state = if reports.is_final() { "final" } else { "draft" };
                writeln!(out, "{state}, for {:?}", reports.readers)?;
            }
            "announcements" => {
                for (id, one) in self.state.announcements.iter() {
                    writeln!(
                        out,
                        "{id}: {:?} {:?} rev {}",
                        one.airing, one.info.texts, one.rev
                    )?;
                }
                writeln!(out, "next {:?}", self.state.announcements.next_turn())?;
            }
            "entries" => {
                for (id, entry) in self.state.polls.entries.iter() {
                    let public = entry.screened.public().map(|p| p.content().text.as_str());
                    let with = entry.with.map(|id| format!(" with {id}"));
                    let group = entry.group.as_ref().map(|name| format!(" in {name:?}"));
                    let taken = self.state.polls.entries.taken(entry.poll) == Some(id);
                    let taken = taken.then(|| " taken up".to_owned());
                    let translations = &entry.screened.content().translations;
                    let shown = entry.screened.public().map(|p| &p.content().translations);
                    let shown = shown.filter(|shown| *shown != translations);
                    let shown = shown.map(|shown| format!(" shown {shown:?}"));
                    let also = (!translations.is_empty()).then(|| format!(" {translations:?}"));
                    let notes = [with, group, taken, also, shown].into_iter().flatten();
                    let with: String = notes.collect();
                    let lang = &entry.screened.content().lang;
                    let poll = self.state.polls.get(entry.poll);
                    let mentions = poll.map_or(0, |poll| poll.answers.mentions(id));
                    writeln!(
                        out,
                        "{id} of {}: {:?} {lang} {:?} rev {} public {public:?} in {mentions}{with}",
                        entry.poll,
                        entry.screened.content().text,
                        entry.state,
                        entry.rev
                    )?;
                }
            }
            "scores" => {
                let scores = &self.state.polls.scores;
                for who in scores.ids() {
                    let Some(place) = scores.place(who) else {
                        continue;
                    };
                    let lead = if scores.leaders().contains(&who) {
                        ", a leader"
                    } else {
                        ""
                    };
                    writeln!(
                        out,
                        "{who}: {} points, rank {}{lead}",
                        place.points, place.rank
                    )?;
                }
                let told: Vec<u32> = scores.told().iter().map(|id| id.0).collect();
                writeln!(
                    out,
                    "after {told:?}, {} beside the last",
                    scores.beside_last()
                )?;
            }
            "nicknames" => {
                for (id, name) in self.state.nicknames.iter() {
                    let public = name.screened.public().map(|p| p.content().text.as_str());
                    let content = name.screened.content();
                    writeln!(
                        out,
                        "{id} of {}: {:?} {} {:?} public {public:?}",
                        name.by, content.text, content.lang, name.state
                    )?;
                }
            }
            "clusters" => {
                for (id, poll) in self.state.polls.iter() {
                    let entries = &self.state.polls.entries;
                    for cluster in entries.clusters(id, &|id| poll.answers.mentions(id)) {
                        let texts = cluster.texts.iter().map(|(_, text)| &text.content().text);
                        let texts: Vec<&String> = texts.collect();
                        writeln!(out, "{id}: {} {texts:?} {}", cluster.head, cluster.count)?;
                    }
                }
            }
            "line" => {
                for id in self.state.questions.line() {
                    let to = self.state.questions.get(id).and_then(|q| q.to);
                    let to = to.map_or("None".to_owned(), |to| format!("Some({})", addressee(to)));
                    writeln!(out, "{id} to {to}")?;
                }
            }
            "rounds" => {
                for (id, p) in self
                    .state
                    .polls
                    .iter()
                    .filter(|(_, p)| !p.answers.is_empty())
                {
                    for (n, counts) in p.answers.counts().iter().enumerate() {
                        let (tally, count, mark) = (&counts.tally, counts.count, counts.mark);
                        let (both, changed) = (mark.again.both, mark.again.changed);
                        let void = if mark.void { ", void" } else { "" };
                        let told = if mark.told { ", revealed" } else { "" };
                        writeln!(
                            out,
                            "{id} round {n}: {tally:?} of {count}, {both} in both, {changed} changed{void}{told}"
                        )?;
                    }
                }
            }
            "seen" => {
                for (id, p) in self.state.polls.iter() {
                    for (group, _) in self.state.groups.iter() {
                        let (splits, hides) = p.answers.by_group(group);
                        for split in &splits {
                            let (value, count) = (split.value, split.count);
                            writeln!(out, "{id} {group}={value}: {:?} of {count}", split.tally)?;
                        }
                        if hides {
                            writeln!(out, "{id} {group}: others are hidden")?;
                        }
                    }
                }
            }
            "splits" => {
                for (id, p) in self.state.polls.iter() {
                    for counts in p.answers.counts() {
                        for split in counts.splits {
                            let (group, value, count) = (split.group, split.value, split.count);
                            writeln!(out, "{id} {group}={value}: {:?} of {count}", split.tally)?;
                        }
                    }
                }
            }
            "groups" => {
                for (id, g) in self.state.groups.iter() {
                    let values: Vec<String> = g
                        .values()
                        .map(|(id, value)| format!("{id} {}", value.key))
                        .collect();
                    writeln!(out, "{id} {}: {}", g.info.key, values.join(", "))?;
                }
            }
            "surveys" => {
                let polls = &self.state.polls;
                for (id, survey) in self.state.surveys.iter() {
                    let its = survey.of(polls);
                    let its: Vec<String> = its
                        .map(|(id, poll)| format!("{id} {:?}", poll.phase))
                        .collect();
                    let can: Vec<_> = survey.can(polls).collect();
                    let progress = survey.progress();
                    writeln!(
                        out,
                        "{id} {}: {:?} [{}], {} began, {} finished, can {can:?}",
                        survey.info.key,
                        survey.phase(polls),
                        its.join(", "),
                        progress.began,
                        progress.finished,
                    )?;
                }
            }
            "sessions" => {
                for (id, s) in self.state.sessions.iter() {
                    writeln!(out, "{id} {}: {:?}", s.info.key, s.state)?;
                }
            }
            "agenda" => {
                let program = self.state.program().ok_or("an event")?;
                for s in &program.sessions {
                    let on = (&s.speakers, &s.panelists);
                    writeln!(out, "{} {:?} {}-{} {on:?}", s.key, s.title, s.start, s.end)?;
                }
                for person in &program.people {
                    writeln!(out, "{} {:?} of {:?}", person.key, person.name, person.org)?;
                }
            }
            "times" => {
                for (_, s) in self.state.sessions.iter() {
                    let (start, end) = s.times();
                    let (key, state) = (&s.info.key, s.state);
                    let plan = format!("{}-{}", s.info.start, s.info.end);
                    writeln!(out, "{key}: {start}-{end}, planned {plan}, {state:?}")?;
                }
            }
            "cards" => {
                for (id, hands) in self.state.cards.iter() {
                    let Curve {
                        from,
                        step_ms,
                        points,
                    } = &hands.curve;
                    let open = if hands.open { "open" } else { "shut" };
                    writeln!(
                        out,
                        "{id} {open}: {:?}, since {from} each {step_ms}: {points:?}",
                        hands.told
                    )?;
                }
                writeln!(
                    out,
                    "to tell: {:?}",
                    self.state.cards.next_telling().map(|(at, id)| (at, id.0))
                )?;
            }
            "floor" => {
                for (id, floor) in self.state.floors.iter() {
                    let times = floor.times(self.state.at);
                    let times: Vec<String> = times
                        .iter()
                        .map(|(who, ms)| format!("{} {ms}", named(who)))
                        .collect();
                    let turn = floor.turn().map(|turn| {
                        let clock = turn.running_since.map_or("pauses", |_| "runs");
                        format!("{} of {} s, {clock}", named(&turn.speaker), turn.planned_s)
                    });
                    let order = floor.order(&self.state.persons, &self.state.groups);
                    let order: Vec<String> = order
                        .iter()
                        .map(|one| format!("{} {}", one.id, named(&one.speaker)))
                        .collect();
                    writeln!(
                        out,
                        "{id} rev {}: {turn:?}, spoken {times:?}, list {order:?}",
                        floor.rev
                    )?;
                }
            }
            "scene" => writeln!(out, "{:?}", scene(&self.state))?,
            "next" => writeln!(out, "{:?}", self.state.sessions.coming())?,
            "next_question" => writeln!(out, "{:?}", next_question(&self.state))?,
            "on" => {
                for thing in on_now(&self.state) {
                    writeln!(out, "{thing:?}")?;
                }
            }
            "deadline" => writeln!(
                out,
                "{:?}",
                self.state.polls.next_deadline().map(|(at, id)| (at, id.0))
            )?,
            "guests" => writeln!(
                out,
                "{} participants, {} questions, {} ballots",
                self.state.participants.len(),
                self.state.questions.len(),
                self.state
                    .polls
                    .iter()
                    .map(|(_, p)| {
                        let guests = (0..).map(ParticipantId);
                        let guests = guests.take(self.state.participants.len());
                        guests.filter(|id| p.answers.held(*id).is_some()).count()
                    })
                    .sum::<usize>()
            )?,
            other => return Err(format!("nothing to show: {other}").into()),
        }
        Ok(out)
    }
}

fn named(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Person(id) => format!("p{id}"),
        Speaker::Hall(name) => name.clone(),
    }
}
