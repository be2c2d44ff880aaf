//! Questions by the hundred.

use std::io;
use std::net::TcpStream;
use std::sync::atomic::{AtomicU32, Ordering};

use plenary::protocol::{ClientFrame, Command, QuestionItem, ServerFrame, Writing};
use plenary_tests::{accepted, until};
use tokio_tungstenite::tungstenite::{Message, WebSocket};

use crate::attacker::Attacker;
use crate::honest::{Event, ask, in_time};

/// What the attackers write.
const COIN: &str = "Buy my coin";
/// Questions that one of them asks before the next comes: with their withdrawals, so many commands that all are told at once.
const EACH: u32 = 10;

/// Asks a question, and withdraws it if it is not to stay.
fn asks(socket: &mut WebSocket<TcpStream>, n: &mut u32, text: &str, stays: bool) -> io::Result<()> {
    let mut send = |socket: &mut WebSocket<TcpStream>, cmd| {
        *n += 1;
        let frame = ClientFrame::Do { c: 7, n: *n, cmd };
        let frame = serde_json::to_string(&frame).map_err(io::Error::other)?;
        socket.send(Message::text(frame)).map_err(io::Error::other)
    };
    send(socket, ask(text.to_owned()))?;
    loop {
        let Message::Text(frame) = socket.read().map_err(io::Error::other)? else {
            continue;
        };
        let frame = serde_json::from_str(&frame).map_err(io::Error::other)?;
        if let ServerFrame::Rejected { .. } = frame {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let ServerFrame::Mine { mine, .. } = frame else {
            continue;
        };
        let own = mine.questions.iter();
        if let Some(own) = own.rev().find(|own| own.content.text == text) {
            let question = own.id;
            return match stays {
                true => Ok(()),
                false => send(socket, Command::Withdraw { question }),
            };
        }
    }
}

/// Joins, asks and withdraws as fast as the server allows, and leaves the last question.
fn floods(attacker: &Attacker, asked: &AtomicU32) -> io::Result<()> {
    let cookie = attacker.join().ok_or(io::ErrorKind::ConnectionRefused)?;
    let mut socket = attacker.socket(&cookie)?;
    let mut n = 0;
    for number in 1..=EACH {
        let text = format!("{COIN} {number}");
        asks(&mut socket, &mut n, &text, number == EACH)?;
        asked.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// Guests who ask and withdraw take nobody's place. Staff see the flood, and mute it with one command.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guests_who_ask_and_withdraw_keep_nobody_from_asking() {
    const HUNDREDS: u32 = 300;
    let mut event = Event::start(None).await;
    let attacker = Attacker::at(&event.server, 2);
    let attack = attacker.attack(8, floods);
    in_time("questions by the hundred", async {
        while attack.counted.load(Ordering::Relaxed) < HUNDREDS {
            tokio::task::yield_now().await;
        }
    })
    .await;
    event.goes_on().await;
    let mut desk = event.moderator().await;
    let flood = until(&mut desk, |desk| {
        let flood = desk.view().hall.as_ref().and_then(|hall| hall.flood);
        flood.is_some_and(|flood| flood.guests > 1)
    });
    in_time("staff see the flood", flood).await;
    drop(attack);

    let coins = |desk: &plenary::client::Client| -> Vec<QuestionItem> {
        let questions = desk.view().questions();
        let coins = questions.filter(|question| question.content.text.starts_with(COIN));
        coins.cloned().collect()
    };
    in_time(
        "what they leave",
        until(&mut desk, |desk| coins(desk).len() > 1),
    )
    .await;
    let of = Writing::Question(coins(&desk)[0].id);
    accepted(&mut desk, Command::Mute { of, with: true }).await;
    let muted = |question: &QuestionItem| question.desk.as_ref().map_or(0, |desk| desk.muted);
    let all = until(&mut desk, |desk| {
        coins(desk).iter().all(|coin| muted(coin) > 1)
    });
    in_time("everybody who came with one is muted", all).await;
    // The honest guests came from another address.
    let mut guest = event.guest().await;
    event.votes_and_asks(&mut guest).await;
    until(&mut desk, |desk| {
        let mut honest = desk.view().questions();
        honest.any(|question| question.content.text == event.asked && muted(question) == 0)
    })
    .await;
}
