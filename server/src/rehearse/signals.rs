//! How long it takes until a floor change, a line of captions, and the word to leave the hall are everywhere, until a screen has a
//! question that was approved or put on it, and until one that was taken back is gone from there. Whoever sends one notes when; each
//! page that was connected then notes when it has it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

use super::report::{AckTimes, Reach};
use crate::client::{Event, View};
use crate::protocol::{Item, QuestionState};

/// What is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    FloorChange,
    CaptionLine,
    Evacuation,
    /// A question that a moderator approves, or puts on the screen.
    Approval,
    /// A question that a moderator takes back from the screen.
    Retraction,
}

/// Where it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    Phones,
    Panelists,
    Screens,
}

/// The planned time of the first turn, in seconds. Each next one has a second more, by which pages know it.
pub const FIRST_TURN_S: u32 = 60;

/// What a moderator lets a screen show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The question is among those that the screen may show.
    Listed,
    /// It is on.
    Now,
}

/// Returns the number of an [`Signal::Approval`].
pub fn approval(question: u32, as_: Shown) -> u32 {
    2 * question + u32::from(as_ == Shown::Now)
}

/// All signals of a rehearsal.
#[derive(Default)]
pub struct Signals(Mutex<Known>);

#[derive(Default)]
struct Known {
    sent: BTreeMap<(Signal, u32), Instant>,
    took: BTreeMap<(Signal, To), Vec<Duration>>,
}

impl Signals {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the nth of its kind goes out now. A further try replaces the one before.
    pub fn send(&self, signal: Signal, nth: u32) {
        self.known().sent.insert((signal, nth), Instant::now());
    }

    /// Forgets one that went out in vain, because the server refused it.
    pub fn unsend(&self, signal: Signal, nth: u32) {
        self.known().sent.remove(&(signal, nth));
    }

    fn was_sent(&self, signal: Signal, nth: u32) -> bool {
        self.known().sent.contains_key(&(signal, nth))
    }

    /// Returns what was sent and has reached no screen, not once.
    pub fn off_screen(&self) -> BTreeSet<Signal> {
        let known = self.known();
        let sent = known.sent.keys().map(|(signal, _)| *signal);
        sent.filter(|signal| !known.took.contains_key(&(*signal, To::Screens)))
            .collect()
    }

    /// Returns how long each took.
    pub fn reach(&self) -> Vec<Reach> {
        let mut known = self.known();
        let reach = known.took.iter_mut().map(|((signal, to), took)| Reach {
            what: *signal,
            to: *to,
            times: took.len() as u32,
            ms: AckTimes::of(took),
        });
        reach.collect()
    }
}

/// A page that notes what it sees.
pub struct Witness<'a> {
    signals: &'a Signals,
    to: To,
    /// Since when it is connected. What was sent before comes with its first view, and says nothing about the way.
    since: Option<Instant>,
    seen: BTreeSet<(Signal, u32)>,
    /// The questions that it has, if it is a screen.
    questions: BTreeSet<u32>,
    /// It was told to leave the hall, or that this is over.
    pub warned: bool,
}

impl Witness<'_> {
    pub fn new(signals: &Signals, to: To) -> Witness<'_> {
        Witness {
            signals,
            to,
            since: None,
            seen: BTreeSet::new(),
            questions: BTreeSet::new(),
            warned: false,
        }
    }

    /// Returns true if there was word to leave the hall, and this page has not heard of it yet.
    pub fn is_unwarned(&self) -> bool {
        let known = self.signals.known();
        !self.warned && known.sent.contains_key(&(Signal::Evacuation, 0))
    }

    /// Notes what this event brought into the view.
    pub fn note(&mut self, event: &Event, view: &View) {
        match event {
            Event::Online { .. } => self.since = Some(Instant::now()),
            Event::Lost => self.since = None,
            Event::Leave { on } => {
                self.warned = true;
                self.saw(Signal::Evacuation, u32::from(!on));
            }
            Event::View => {
                for (signal, nth) in shown(view) {
                    self.saw(signal, nth);
                }
                // A phone's list leaves out what is not among the first.
                if self.to == To::Screens {
                    self.look_at_questions(view);
                }
            }
            Event::Mine | Event::Hall | Event::Acked { .. } | Event::Rejected { .. } => {}
        }
    }

    fn look_at_questions(&mut self, view: &View) {
        let mut has = BTreeSet::new();
        for question in view.questions() {
            has.insert(question.id);
            self.saw(Signal::Approval, approval(question.id, Shown::Listed));
            if question.state == QuestionState::Now {
                self.saw(Signal::Approval, approval(question.id, Shown::Now));
            }
        }
        let had = std::mem::replace(&mut self.questions, has);
        let gone: Vec<u32> = had.difference(&self.questions).copied().collect();
        for id in gone {
            let was_sent = self.signals.was_sent(Signal::Retraction, id);
            // It may also go because others have more support, and come again.
            if was_sent {
                self.saw(Signal::Retraction, id);
            }
        }
    }

    fn saw(&mut self, signal: Signal, nth: u32) {
        if !self.seen.insert((signal, nth)) {
            return;
        }
        let mut known = self.signals.known();
        let sent = known.sent.get(&(signal, nth)).copied();
        let (Some(sent), Some(since)) = (sent, self.since) else {
            return;
        };
        if since < sent {
            let took = known.took.entry((signal, self.to)).or_default();
            took.push(sent.elapsed());
        }
    }
}

/// Returns the line of captions with this number.
pub fn numbered(nth: u32, line: &str) -> String {
    format!("{nth}. {line}")
}

/// Returns the signals in a view.
fn shown(view: &View) -> Vec<(Signal, u32)> {
    let signals = view.items().values().filter_map(|item| {
        if let Item::Floor(floor) = item {
            let nth = floor.turn.as_ref()?.planned_s.checked_sub(FIRST_TURN_S)?;
            return Some((Signal::FloorChange, nth));
        }
        let Item::Captions(track) = item else {
            return None;
        };
        let (nth, _) = track.lines.last()?.text.split_once('.')?;
        Some((Signal::CaptionLine, nth.parse().ok()?))
    });
    signals.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::protocol::{FloorItem, Snapshot, Speaker, Turn};

    fn view(planned_s: u32) -> View {
        let turn = Turn {
            speaker: Speaker::Person(1),
            planned_s,
            spoken_ms: 0,
            running_since: Some(5),
        };
        let mut view = View::default();
        view.replace(Snapshot {
            epoch: 1,
            seq: 1,
            items: vec![Item::Floor(FloorItem {
                session: 0,
                turn: Some(turn),
                last: false,
                desk: None,
            })],
        });
        view
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_counts_what_was_sent_while_it_was_connected_and_each_once() {
        let signals = Signals::default();
        let [mut early, mut late] = [To::Phones, To::Phones].map(|to| Witness::new(&signals, to));
        early.note(&Event::Online { joined: true }, &View::default());
        tokio::time::advance(Duration::from_secs(1)).await;
        signals.send(Signal::FloorChange, 3);
        tokio::time::advance(Duration::from_millis(40)).await;
        late.note(&Event::Online { joined: true }, &View::default());
        for witness in [&mut early, &mut late] {
            witness.note(&Event::View, &view(FIRST_TURN_S + 3));
            witness.note(&Event::View, &view(FIRST_TURN_S + 3));
            witness.note(&Event::View, &view(FIRST_TURN_S + 9));
        }
        let reach = signals.reach();
        assert_eq!(reach.len(), 1);
        assert_eq!((reach[0].times, reach[0].ms.slowest), (1, 40.0));
        // No screen has it.
        assert_eq!(signals.off_screen(), [Signal::FloorChange].into());
        let mut screen = Witness::new(&signals, To::Screens);
        screen.note(&Event::Online { joined: false }, &View::default());
        tokio::time::advance(Duration::from_millis(1)).await;
        signals.send(Signal::FloorChange, 4);
        screen.note(&Event::View, &view(FIRST_TURN_S + 4));
        assert!(signals.off_screen().is_empty());
        assert!(!late.warned);
        late.note(&Event::Leave { on: true }, &View::default());
        assert!(late.warned);
    }

    /// What a screen has whose questions are in these states.
    fn questions(questions: &[(u32, QuestionState)]) -> View {
        let item = |(id, state): &(u32, QuestionState)| {
            let content = json!({ "text": "Warm water?", "lang": "en" });
            let rest = json!({ "id": id, "content": content, "state": state, "upvotes": 0, "at": 0, "since": 0 });
            Item::Question(serde_json::from_value(rest).expect("a question of the wire"))
        };
        let mut view = View::default();
        view.replace(Snapshot {
            epoch: 1,
            seq: 1,
            items: questions.iter().map(item).collect(),
        });
        view
    }

    #[tokio::test(start_paused = true)]
    async fn a_screen_notes_what_is_approved_put_on_and_gone() {
        use QuestionState::{Approved, Now};
        let signals = Signals::default();
        let mut screen = Witness::new(&signals, To::Screens);
        let mut phone = Witness::new(&signals, To::Phones);
        screen.note(&Event::Online { joined: false }, &View::default());
        phone.note(&Event::Online { joined: true }, &View::default());
        let mut look = |view: &View| {
            screen.note(&Event::View, view);
            phone.note(&Event::View, view);
            let reach = signals.reach();
            reach
                .iter()
                .map(|r| (r.what, r.to, r.times, r.ms.slowest))
                .collect::<Vec<_>>()
        };
        let wait = |ms| tokio::time::advance(Duration::from_millis(ms));
        let to_screen = |signal, times, slowest| (signal, To::Screens, times, slowest);

        wait(1).await;
        signals.send(Signal::Approval, approval(7, Shown::Listed));
        wait(20).await;
        // Another one says nothing, and neither does the same one again.
        assert_eq!(look(&questions(&[(3, Approved)])), []);
        let one = [to_screen(Signal::Approval, 1, 20.0)];
        assert_eq!(look(&questions(&[(3, Approved), (7, Approved)])), one);
        assert_eq!(look(&questions(&[(3, Approved), (7, Approved)])), one);
        signals.send(Signal::Approval, approval(7, Shown::Now));
        wait(30).await;
        assert_eq!(look(&questions(&[(3, Approved), (7, Approved)])), one);
        let two = [to_screen(Signal::Approval, 2, 30.0)];
        assert_eq!(look(&questions(&[(3, Approved), (7, Now)])), two);

        // A question that leaves the list for lack of support was not taken back.
        assert_eq!(look(&questions(&[(7, Now)])), two);
        signals.send(Signal::Retraction, 7);
        wait(40).await;
        assert_eq!(look(&questions(&[(3, Approved), (7, Now)])), two);
        let three = [two[0], to_screen(Signal::Retraction, 1, 40.0)];
        assert_eq!(look(&questions(&[(3, Approved)])), three);
        assert!(signals.off_screen().is_empty());

        // What the server refuses is expected nowhere.
        signals.send(Signal::Evacuation, 0);
        signals.unsend(Signal::Evacuation, 0);
        assert!(signals.off_screen().is_empty());
    }
}
