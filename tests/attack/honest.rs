//! The honest people: a host, who opens a poll; guests, who join, vote and ask; and a moderator, who comes in and decides
//! what was asked.

use std::time::Duration;

use plenary::client::{Client, Fault, Method, request};
use plenary::protocol::{
    Asking, Ballot, Command, DeclineReason, QuestionChange, QuestionContent, QuestionItem,
    QuestionState, Role,
};
use plenary_tests::{Server, accepted, live, open_poll, until};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{sleep, timeout};

/// Time limit for each thing that an honest person does.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// An event under attack.
pub struct Event {
    pub server: Server,
    pub host: Client,
    pub poll: u32,
    /// Numbers the people and their pages.
    people: u64,
    /// The question that was asked last.
    pub asked: String,
    /// One attack at a time, because the machine is not theirs alone.
    _alone: MutexGuard<'static, ()>,
}

/// Returns how often the honest people come during one attack.
pub fn rounds() -> u32 {
    let rounds = std::env::var("PLENARY_ATTACK_ROUNDS").ok();
    rounds.and_then(|rounds| rounds.parse().ok()).unwrap_or(3)
}

impl Event {
    /// Starts a server with an open poll. With `files` it may open that many files.
    pub async fn start(files: Option<u32>) -> Event {
        static ALONE: Mutex<()> = Mutex::const_new(());
        let alone = ALONE.lock().await;
        let mut server = match files {
            None => Server::unstarted(&[] as &[&str]),
            Some(files) => {
                let few = format!("ulimit -n {files}; exec \"$@\"");
                Server::unstarted(&["sh", "-c", &few, "sh"])
            }
        };
        server.restart();
        let mut host = server.staff("/host#").await;
        let poll = open_poll(&mut host).await;
        Event {
            server,
            host,
            poll,
            people: 0,
            asked: String::new(),
            _alone: alone,
        }
    }

    /// Everybody does what they came for, `rounds` times.
    pub async fn goes_on(&mut self) {
        for _ in 0..rounds() {
            self.goes_on_once().await;
        }
    }

    async fn goes_on_once(&mut self) {
        let mut guest = in_time("a guest joins", self.guest()).await;
        self.votes_and_asks(&mut guest).await;
        self.staff_act().await;
    }

    /// Comes in as a moderator, on a page of its own.
    pub async fn moderator(&mut self) -> Client {
        self.people += 1;
        let mut desk = Client::new(self.server.link("/moderator#"), 5000 + self.people);
        desk.auth().await.expect("the link is good");
        live(&mut desk).await;
        desk
    }

    /// Joins as a guest does, who tries again when the server asks for it.
    pub async fn guest(&mut self) -> Client {
        self.people += 1;
        let mut guest = Client::new(self.server.link("/host#").guest(), 5000 + self.people);
        loop {
            match guest.join().await {
                Ok(_) => break,
                Err(fault) if fault.is_later() => {
                    sleep(fault.retry_after().unwrap_or_default()).await;
                }
                // A connection that made room for others, as a browser would see it.
                Err(Fault::Broken(_) | Fault::Unreachable { .. }) => {}
                Err(fault) => panic!("{fault}"),
            }
        }
        live(&mut guest).await;
        guest
    }

    /// Casts a ballot and asks a question.
    pub async fn votes_and_asks(&mut self, guest: &mut Client) {
        let cast = Command::Cast {
            poll: self.poll,
            round: 0,
            ballot: Ballot::Choice(vec![0]),
        };
        in_time("a guest votes", accepted(guest, cast)).await;
        self.asked = format!("What does guest {} hear?", self.people);
        let ask = ask(self.asked.clone());
        in_time("a guest asks", accepted(guest, ask)).await;
    }

    /// A moderator comes in by the link and decides a question, and the host acts.
    pub async fn staff_act(&mut self) {
        let mut desk = in_time("a moderator comes in", self.moderator()).await;
        // An earlier one may have been decided a moment before the page's view was made.
        let waiting = |desk: &Client| {
            let mut questions = desk.view().questions();
            let waits = |question: &&QuestionItem| {
                question.state == QuestionState::Waiting && question.content.text == self.asked
            };
            let question = questions.find(waits)?;
            Some((question.id, question.desk.as_ref()?.rev))
        };
        in_time(
            "the question arrives",
            until(&mut desk, |desk| waiting(desk).is_some()),
        )
        .await;
        let (question, seen) = waiting(&desk).expect("a question");
        let decline = Command::Decline {
            question,
            seen,
            reason: DeclineReason::OffTopic,
            note: None,
        };
        in_time("a moderator decides", accepted(&mut desk, decline)).await;
        let open = Command::SetQuestions(QuestionChange {
            asking: Some(Asking::Open),
            ..QuestionChange::default()
        });
        in_time("the host acts", accepted(&mut self.host, open)).await;
    }
}

impl Event {
    /// Returns the number of phones that the host sees next.
    pub async fn phones(&mut self) -> u32 {
        let _ = self.host.next().await.expect("the host stays connected");
        let hall = self.host.view().hall.as_ref();
        hall.map_or(0, |hall| hall.count(Role::Participant))
    }

    /// Publishes so many long questions that a phone's view fills more than the kernels hold. The last one has the mark.
    pub async fn fills_the_view(&mut self, mark: &str) {
        let mut desk = self.moderator().await;
        for n in 0..11 {
            let mut guest = self.guest().await;
            for m in 0..if n < 10 { 5 } else { 1 } {
                let ask = ask(format!("Question {n}.{m}"));
                accepted(&mut guest, ask).await;
            }
        }
        until(&mut desk, |desk| desk.view().questions().count() == 51).await;
        let revs: Vec<(u32, u32)> = desk
            .view()
            .questions()
            .filter_map(|question| Some((question.id, question.desk.as_ref()?.rev)))
            .collect();
        let last = revs.iter().map(|(id, _)| *id).max();
        for (question, seen) in revs {
            // Few characters and many bytes.
            let family = "👩‍👩‍👧‍👦".repeat(180);
            let text = match Some(question) == last {
                true => format!("{mark} {family}"),
                false => format!("{question} {family}"),
            };
            let content = QuestionContent {
                text,
                lang: "en".into(),
                translations: Default::default(),
                name: None,
                org: None,
            };
            let edit = Command::EditApprove {
                question,
                seen,
                content,
            };
            accepted(&mut desk, edit).await;
        }
        let mut reader = self.guest().await;
        until(&mut reader, |reader| marked(reader, mark).is_some()).await;
    }

    /// A moderator takes the question with the mark back.
    pub async fn takes_back(&mut self, mark: &str) {
        let mut desk = self.moderator().await;
        let (question, seen) = marked(&desk, mark).expect("it is there");
        let to = QuestionState::Waiting;
        let mut reader = self.guest().await;
        accepted(&mut desk, Command::Move { question, seen, to }).await;
        until(&mut reader, |reader| marked(reader, mark).is_none()).await;
    }
}

/// Returns the question with a mark, and its revision for desks.
fn marked(client: &Client, mark: &str) -> Option<(u32, u32)> {
    let mut questions = client.view().questions();
    let question = questions.find(|question| question.content.text.contains(mark))?;
    let rev = question.desk.as_ref().map_or(0, |desk| desk.rev);
    Some((question.id, rev))
}

/// Returns the command to ask this.
pub fn ask(text: String) -> Command {
    Command::Ask {
        text,
        to: None,
        name: None,
        org: None,
        lang: None,
    }
}

/// Returns the address of the host's script, which is large.
pub async fn script(server: &Server) -> String {
    let link = server.link("/host#");
    let page = format!("/{}/host", link.code);
    let page = request(&link.address, Method::GET, &page, &[], None).await;
    let page = page.expect("the page").body;
    let page = String::from_utf8_lossy(&page);
    let scripts = page.split('"').filter(|part| part.starts_with("/a/"));
    let script = scripts.into_iter().find(|part| part.ends_with(".js"));
    script.expect("the page has a script").to_owned()
}

/// Waits for something that an honest person does.
pub async fn in_time<T>(what: &str, does: impl Future<Output = T>) -> T {
    let done = timeout(DEADLINE, does).await;
    done.unwrap_or_else(|_| panic!("{what}: not within {DEADLINE:?}"))
}
