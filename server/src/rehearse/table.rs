//! The round table of a rehearsal, on a copy only: a chair who gives the floor, panelists who ask for it, an interpreter who writes
//! captions in both languages for phones and the screens, and at the end a host who has the hall cleared and takes that back.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use super::Say;
use super::signals::{FIRST_TURN_S, Signal, Signals, To, Witness, numbered};
use super::staff::{arrive, insist};
use super::words::QUESTIONS;
use crate::client::{Client, End, View};
use crate::protocol::{
    CaptionPlace, Command, FloorItem, FloorStep, Item, SessionItem, SessionKind, SessionState,
    Speaker, Texts,
};

/// Panelists at the table.
pub const PANELISTS: usize = 6;
/// From one turn to the next.
const TURN: Duration = Duration::from_millis(900);
/// From one line of captions to the next.
const LINE: Duration = Duration::from_millis(700);
/// How long it may take until the host's view has the end of the session before, and how often to look.
const START_WITHIN: Duration = Duration::from_secs(3);
const SOON: Duration = Duration::from_millis(100);
/// How long the hall is to be left, and how long the host waits afterwards.
const LEFT: Duration = Duration::from_secs(1);

/// Who sits at the table.
pub struct Cast {
    pub chair: Client,
    pub panelists: Vec<Client>,
    pub interpreter: Client,
}

/// Plays a round table for about `time`. Returns how many frames nobody could read.
pub async fn play(
    host: &mut Client,
    cast: Cast,
    time: Duration,
    signals: &Arc<Signals>,
    say: Say<'_>,
) -> Result<u32, End> {
    let Cast {
        mut chair,
        panelists,
        mut interpreter,
    } = cast;
    // The end of the session before may still be on its way to this view, which then says that one is running.
    let patience = Instant::now() + START_WITHIN;
    while !insist(host, start).await? && Instant::now() < patience {
        host.rest(SOON).await?;
    }
    // Without a place on the screen, the lines reach phones alone.
    insist(host, |_| {
        let place = CaptionPlace::Strip;
        Some(Command::PlaceCaptions { place })
    })
    .await?;
    say("a round table: the floor changes, and captions are written");
    let mut table: JoinSet<Result<(), End>> = JoinSet::new();
    for panelist in panelists {
        table.spawn(sit(panelist, signals.clone()));
    }
    let until = Instant::now() + time.saturating_sub(2 * LEFT);
    tokio::try_join!(
        lead(&mut chair, until, signals),
        interpret(&mut interpreter, until, signals),
        host.rest(time.saturating_sub(2 * LEFT)),
    )?;
    say("the hall is to be left, and not any more");
    for (nth, on) in [(0, true), (1, false)] {
        signals.send(Signal::Evacuation, nth);
        host.leave(on);
        host.rest(LEFT).await?;
    }
    table.abort_all();
    Ok(chair.counts().unreadable + interpreter.counts().unreadable)
}

/// Starts the round table, or else the session with the most people.
fn start(view: &View) -> Option<Command> {
    let rank = |s: &&SessionItem| {
        let people = s.panelists.len() + s.speakers.len();
        (s.kind == SessionKind::RoundTable, people)
    };
    let session = view.sessions().max_by_key(rank)?;
    let running = session.state == SessionState::Running;
    (!running).then_some(Command::StartSession {
        session: session.id,
        seen: session.rev?,
        carry: None,
    })
}

fn floor(view: &View) -> Option<&FloorItem> {
    view.items().values().find_map(|item| {
        let Item::Floor(floor) = item else {
            return None;
        };
        Some(floor)
    })
}

/// Gives the floor to whoever asked for it first, or to the next person of the session.
async fn lead(chair: &mut Client, until: Instant, signals: &Signals) -> Result<(), End> {
    arrive(chair).await?;
    for nth in 0.. {
        chair.rest(TURN).await?;
        if Instant::now() >= until {
            break;
        }
        insist(chair, |view| {
            let floor = floor(view)?;
            let desk = floor.desk.as_ref()?;
            let asked = desk.list.first().map(|waiting| waiting.speaker.clone());
            let to = asked.or_else(|| somebody(view, floor, nth))?;
            signals.send(Signal::FloorChange, nth);
            Some(Command::Floor(FloorStep::Give {
                to,
                seconds: FIRST_TURN_S + nth,
                seen: desk.rev,
            }))
        })
        .await?;
    }
    Ok(())
}

/// Returns the next in turn of those who sit there and do not speak; somebody from the hall if nobody does.
fn somebody(view: &View, floor: &FloorItem, nth: u32) -> Option<Speaker> {
    let speaks = floor.turn.as_ref().map(|turn| &turn.speaker);
    let session = view.sessions().find(|s| s.id == floor.session)?;
    let people = session.panelists.iter().chain(&session.speakers);
    let waiting: Vec<Speaker> = people
        .map(|id| Speaker::Person(*id))
        .filter(|one| Some(one) != speaks)
        .collect();
    let next = waiting.get(nth as usize % waiting.len().max(1));
    Some(next.cloned().unwrap_or(Speaker::Hall(format!("Row {nth}"))))
}

/// Asks for the floor again and again.
async fn sit(mut panelist: Client, signals: Arc<Signals>) -> Result<(), End> {
    panelist
        .auth()
        .await
        .map_err(|fault| End::NoAccess(fault.to_string()))?;
    let mut witness = Witness::new(&signals, To::Panelists);
    let key = panelist.link().person.clone();
    loop {
        let pause = Duration::from_millis(300) + panelist.dice().up_to(4 * TURN);
        let until = Instant::now() + pause;
        while let Ok(event) = timeout_at(until, panelist.next()).await {
            witness.note(&event?, panelist.view());
        }
        let me = panelist
            .view()
            .people()
            .find(|one| Some(&one.key) == key.as_ref());
        let Some(speaker) = me.map(|one| Speaker::Person(one.id)) else {
            continue;
        };
        panelist.send(Command::Floor(FloorStep::List { speaker }));
    }
}

/// Writes one line after the other, in the event's languages.
async fn interpret(writer: &mut Client, until: Instant, signals: &Signals) -> Result<(), End> {
    arrive(writer).await?;
    let langs = writer.view().event().map(|event| event.langs.clone());
    let langs = langs.unwrap_or_default();
    let me = writer.id();
    for (nth, line) in (0..).zip(QUESTIONS.iter().cycle()) {
        writer.rest(LINE).await?;
        if Instant::now() >= until {
            break;
        }
        let text = |lang: &String| {
            let text = if lang.starts_with("zh") {
                line.zh
            } else {
                line.en
            };
            (lang.clone(), numbered(nth, text))
        };
        let texts: Texts = langs.iter().map(text).collect();
        signals.send(Signal::CaptionLine, nth);
        writer.act(Command::Caption { writer: me, texts }).await?;
    }
    Ok(())
}
