//! The sockets of one audience in one room: what goes out to them, and what they send to the room.

use std::ops::ControlFlow;
use std::sync::Arc;

use plenary_domain::ids::PollId;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use tokio::sync::watch;

use crate::fanout::{Feed, encode};
use crate::log::Position;
use crate::metrics::{COMMANDS, Kind, Outcome};
use crate::protocol::{ClientFrame, Command, Rejection, Role, ServerFrame, close};
use crate::room::{Room, SocketId};
use crate::websocket::{Frame, Incoming};
use plenary_domain::command::Command as DomainCommand;

/// Limit on one socket's commands in flight.
const UNDER_WAY_MAX: u8 = 16;
const UNDER_WAY_RETRY_MS: u32 = 1000;
/// Limit on the description of what is wrong with a command, in characters: enough for its author to find it.
const WRONG_CHARS_MAX: usize = 200;

/// The sockets of one audience in one room.
pub struct Group {
    pub room: Room,
    pub audience: Role,
    pub feed: watch::Receiver<Arc<Feed>>,
    pub hall: Option<watch::Receiver<Option<Frame>>>,
    /// Slots of admitted sockets.
    pub members: Vec<usize>,
    /// Number of sockets that wait for admission.
    pub waiting: usize,
    pub sweep: Option<Sweep>,
    /// When a text was last taken back, as far as its members know.
    pub retracted: u64,
}

/// A feed on its way to a group, from the last member to the first. If a member leaves, the last one takes its place;
/// that one was already served.
pub struct Sweep {
    pub feed: Arc<Feed>,
    pub left: usize,
    /// The frame for the last member's poll and position. Most members have the same.
    pub frame: Option<(Option<PollId>, Option<Position>, Option<Frame>)>,
    /// When it began, in the room's microseconds.
    pub begun_us: u64,
}

impl Group {
    /// Returns an empty group.
    pub fn new(room: &Room, audience: Role) -> Group {
        Group {
            room: room.clone(),
            audience,
            feed: room.feed(audience),
            hall: room.hall(audience),
            members: Vec::new(),
            waiting: 0,
            sweep: None,
            retracted: room.feed(audience).borrow().retracted(),
        }
    }

    /// Handles what a client sent. Immediate answers go to `output`. A break ends the socket with this close frame.
    pub fn hear(
        &self,
        id: SocketId,
        incoming: Incoming<'_>,
        under_way: &mut u8,
        output: &mut Vec<u8>,
    ) -> ControlFlow<Frame> {
        let text = match incoming {
            Incoming::Text(text) => text,
            Incoming::Ping(payload) => {
                output.extend_from_slice(Frame::pong(payload).bytes());
                return ControlFlow::Continue(());
            }
            Incoming::Pong => return ControlFlow::Continue(()),
            Incoming::Binary(_) => {
                return ControlFlow::Break(nonsense("frames are text"));
            }
            Incoming::Close(code) => return ControlFlow::Break(Frame::close(code)),
        };
        let (c, n, cmd) = match serde_json::from_str(text) {
            Ok(ClientFrame::Do { c, n, cmd }) => (c, n, cmd),
            Ok(ClientFrame::Beat { n }) => {
                if n.is_some() {
                    let now = Some(self.room.now());
                    let answer = ServerFrame::Beat { n, now };
                    output.extend_from_slice(Frame::text(encode(&answer)).bytes());
                }
                return ControlFlow::Continue(());
            }
            // Guests work at no desk.
            Ok(ClientFrame::Hold { .. }) if !self.audience.is_staff() => {
                return ControlFlow::Break(nonsense("guests hold nothing"));
            }
            Ok(ClientFrame::Hold { me, on }) => {
                self.room.hold(id, me, on);
                return ControlFlow::Continue(());
            }
            Ok(ClientFrame::Leave { .. }) if self.audience != Role::Host => {
                return ControlFlow::Break(nonsense("only hosts say that the hall is left"));
            }
            Ok(ClientFrame::Leave { on }) => {
                self.room.leave(id, on);
                return ControlFlow::Continue(());
            }
            Err(e) => {
                // The error itself repeats what the client sent.
                let (kind, column) = (e.classify(), e.column());
                tracing::debug!(?kind, column, "a frame violates the protocol");
                return match misread(text) {
                    Some(refused) => {
                        COMMANDS.count(Kind::Unreadable, Outcome::Rejected);
                        output.extend_from_slice(Frame::text(encode(&refused)).bytes());
                        ControlFlow::Continue(())
                    }
                    None => ControlFlow::Break(nonsense(&e.to_string())),
                };
            }
        };
        let refused = match DomainCommand::try_from(cmd) {
            // Keeps one socket from filling the mailbox. A well-behaved client never gets this.
            Ok(command) if *under_way >= UNDER_WAY_MAX => {
                COMMANDS.count(Kind::from(&command), Outcome::TooFast);
                Some(Rejection::TooFast {
                    retry_ms: UNDER_WAY_RETRY_MS,
                })
            }
            Ok(command) => {
                let kind = Kind::from(&command);
                let refused = self.room.command(self.audience, id, c, n, command).err();
                refused.inspect(|_| COMMANDS.count(kind, Outcome::Unavailable))
            }
            Err(refusal) => {
                COMMANDS.count(Kind::Unreadable, Outcome::Rejected);
                Some(refusal)
            }
        };
        match refused {
            None => *under_way += 1,
            Some(Rejection::Unavailable { .. }) if self.room.is_closed() => {
                return ControlFlow::Break(Frame::close(Some(close::COME_BACK)));
            }
            Some(why) => {
                let refused = ServerFrame::Rejected { c, n, why };
                output.extend_from_slice(Frame::text(encode(&refused)).bytes());
            }
        }
        ControlFlow::Continue(())
    }
}

/// A command whose number can be read and its value not: refused with what was wrong. None for what is no command.
fn misread(text: &str) -> Option<ServerFrame> {
    /// What names a command, whatever it says.
    #[derive(Deserialize)]
    struct Numbered<T> {
        t: String,
        c: u32,
        n: u32,
        cmd: T,
    }

    // Skips what no value can hold: numbers without end, and lists within lists within lists.
    let Numbered { t, c, n, .. } = serde_json::from_str::<Numbered<IgnoredAny>>(text).ok()?;
    if t != "do" {
        return None;
    }
    let (field, message) = match serde_json::from_str::<Numbered<Value>>(text) {
        Ok(Numbered { cmd, .. }) => {
            let wrong = serde_path_to_error::deserialize::<_, Command>(cmd).err()?;
            (wrong.path().to_string(), wrong.inner().to_string())
        }
        Err(wrong) => (".".to_owned(), wrong.to_string()),
    };
    let shortened = |text: String| text.chars().take(WRONG_CHARS_MAX).collect();
    let why = Rejection::Malformed {
        field: shortened(field),
        message: shortened(message),
    };
    Some(ServerFrame::Rejected { c, n, why })
}

fn nonsense(reason: &str) -> Frame {
    Frame::close_because(close::NONSENSE, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_no_value_can_hold_is_refused_by_its_number() {
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        let ballots = [
            ("{\"estimate\":1e999}", "."),
            ("{\"estimate\":-1e999}", "."),
            (&*format!("{{\"choice\":{deep}}}"), "."),
            ("{\"choice\":[1e308]}", "cast.ballot.choice[0]"),
            ("{\"choice\":[256]}", "cast.ballot.choice[0]"),
            ("{\"estimate\":\"NaN\"}", "cast.ballot.estimate"),
            ("{\"hologram\":1}", "cast.ballot"),
        ];
        for (ballot, place) in ballots {
            let cmd = format!("{{\"cast\":{{\"poll\":0,\"ballot\":{ballot}}}}}");
            let text = format!("{{\"t\":\"do\",\"c\":4,\"n\":9,\"cmd\":{cmd}}}");
            assert!(serde_json::from_str::<ClientFrame>(&text).is_err());
            let Some(ServerFrame::Rejected { c, n, why }) = misread(&text) else {
                panic!("{place} is refused and not the end");
            };
            let Rejection::Malformed { field, .. } = why else {
                panic!("{why:?}");
            };
            assert_eq!((c, n), (4, 9));
            assert!(field.starts_with(place), "{field}");
        }
        // What is no JSON has no number.
        assert_eq!(misread("{\"t\":\"do\",\"c\":4,\"n\":9,\"cmd\":NaN}"), None);
    }
}
