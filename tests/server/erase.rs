//! A guest erases what they wrote: over real sockets, with kills in the middle, and by the operator.

use std::fs;
use std::path::Path;

use plenary::client::{Client, Dice, Outcome};
use plenary::protocol::{Command, QuestionState, Rejection};
use plenary_tests::ledger::moment;
use plenary_tests::{Server, accepted, open_poll, refused, run, until};

const KILLS: u64 = 24;

fn ask(text: &str) -> Command {
    Command::Ask {
        text: text.into(),
        to: None,
        name: Some(format!("{text} name")),
        org: None,
        lang: None,
    }
}

/// Returns true if a file has this text, which must be long: two letters are found in any encrypted file, by chance.
fn holds(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder).expect("listed");
    let mut bytes = files.filter_map(|file| fs::read(file.expect("a file").path()).ok());
    bytes.any(|bytes| {
        bytes
            .windows(text.len())
            .any(|some| some == text.as_bytes())
    })
}

fn verified(server: &Server, code: &str) {
    let output = run(server.folder(), &["verify", code]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("the tally is right"), "{told}");
}

/// Returns the states of the questions that moderators see.
fn questions(desk: &Client) -> Vec<(QuestionState, String)> {
    let items = desk.view().questions();
    items.map(|q| (q.state, q.content.text.clone())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_in_the_middle_leaves_all_or_nothing() {
    let mut dice = Dice::new(7);
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut host = server.staff("/host#").await;
    let poll = open_poll(&mut host).await;
    drop(host);
    let mut other = server.guest(1).await;
    accepted(&mut other, ask("Xqkvwzother")).await;
    let mut guest = server.guest(2).await;
    let ballot = serde_json::from_value(serde_json::json!({ "choice": [1] })).expect("a ballot");
    let round = 0;
    accepted(
        &mut guest,
        Command::Cast {
            poll,
            round,
            ballot,
        },
    )
    .await;
    let (mut cut, mut done) = (0, 0);
    for round in 0..KILLS {
        let mark = format!("Xqkvwzmark{round}z");
        accepted(&mut guest, ask(&mark)).await;
        assert!(server.log(&code).contains(&mark));
        guest.send(Command::EraseMine {});
        // An erasure takes a few milliseconds here.
        let _ = guest.rest(moment(&mut dice, 0..12)).await;
        let is_acked = guest.pending() == 0;
        server.kill();
        let (_, told) = {
            server.restart();
            ((), server.log(&code))
        };
        let is_there = told.contains(&mark);
        if is_there {
            assert!(!is_acked, "an acked erasure is durable");
            cut += 1;
        } else {
            done += 1;
        }
        // The name is in the same letter: both are there, or none.
        assert_eq!(told.contains(&format!("{mark} name")), is_there);
        assert!(told.contains("Xqkvwzother name"), "{told}");
        assert!(!holds(server.folder(), "Xqkvwz"));
        // The page sends it again.
        until(&mut guest, |guest| guest.pending() == 0).await;
        assert!(!server.log(&code).contains(&mark));
        verified(&server, &code);
    }
    println!("{done} erasures were durable at the kill, {cut} were not");
    server.terminate();
    assert!(!holds(server.folder(), "Xqkvwz"));
    verified(&server, &code);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operator_erases_by_number_and_staff_see_it() {
    let mut server = Server::start();
    let code = server.link("/host#").code;
    let mut desk = server.staff("/moderator#").await;
    let mut guest = server.guest(1).await;
    let mut other = server.guest(2).await;
    accepted(&mut guest, ask("Xqkvwzmine")).await;
    accepted(&mut other, ask("Xqkvwzother")).await;
    until(&mut desk, |desk| questions(desk).len() == 2).await;
    // Staff have nothing to erase with.
    let refusal = refused(&mut desk, Command::EraseMine {}).await;
    assert!(matches!(refusal, Rejection::NotAllowed));

    let erase = |number: &str| {
        run(
            server.folder(),
            &["event", "erase", &code, "--participant", number],
        )
    };
    for unknown in ["0", "9"] {
        let output = erase(unknown);
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("has no participant"), "{said}");
    }
    assert!(erase("1").status.success());
    let erased = (QuestionState::Erased, String::new());
    until(&mut desk, |desk| questions(desk).contains(&erased)).await;
    let waiting = (QuestionState::Waiting, "Xqkvwzother".to_owned());
    assert_eq!(questions(&desk), [erased.clone(), waiting.clone()]);
    until(&mut guest, |guest| guest.view().mine.questions.is_empty()).await;
    let told = server.log(&code);
    assert!(
        !told.contains("Xqkvwzmine") && told.contains("Xqkvwzother"),
        "{told}"
    );
    assert!(told.contains("(erased)"), "{told}");
    server.terminate();
    // On the folder, without a server.
    let output = run(
        server.folder(),
        &["event", "erase", &code, "--participant", "2"],
    );
    assert!(output.status.success());
    server.restart();
    until(&mut desk, |desk| !questions(desk).contains(&waiting)).await;
    assert_eq!(questions(&desk), [erased.clone(), erased]);
    // They go on.
    let again = other.act(ask("Xqkvwzagain")).await;
    assert!(matches!(again, Ok(Outcome::Acked { .. })));
}
