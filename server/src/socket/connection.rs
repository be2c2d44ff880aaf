//! One connection, written to directly: what goes out now goes out, and what does not is remembered as its [`Due`].

use std::io::ErrorKind;

use super::places::Place;
use super::stream::Stream;
use crate::log::Position;
use crate::protocol::Role;
use crate::room::{Room, SocketId};
use crate::websocket::{Frame, Reader};

/// The bytes of answers that may wait for a socket that cannot take them, many times what a client with 16 commands under way
/// can be owed. More close it, and it comes back.
const OWED_BYTES_MAX: usize = 16 * 1024;
/// The most bytes that are pressed on a socket that does not read, so that it finds a goodbye when it does.
const LAST_WORDS_BYTES_MAX: usize = 256 * 1024;

/// A socket that comes in. It is silent until the room admits it.
pub struct Entry<S> {
    pub id: SocketId,
    pub stream: S,
    pub audience: Role,
    pub room: Room,
    /// The position of the view that the client holds.
    pub held: Option<Position>,
    pub welcome: Frame,
    /// What the client sent right behind its request.
    pub early: Vec<u8>,
    pub place: Place,
}

/// A connection. There are as many as phones: what few have stands behind a pointer.
pub struct Connection<S> {
    pub id: SocketId,
    pub stream: S,
    pub reader: Reader,
    pub phase: Phase,
    pub group: usize,
    /// Its place in the group's members.
    pub member: usize,
    pub held: Option<Position>,
    /// Commands that the room has not answered.
    pub under_way: u8,
    /// When something last came in, and went out.
    pub heard_at_s: u32,
    pub wrote_at_s: u32,
    pub due: Option<Box<Due>>,
    _place: Place,
}

pub enum Phase {
    /// The room does not know it yet.
    Waiting(Box<Waiting>),
    Admitted,
    /// Goodbye was said; until then it may close by itself.
    Parting(u32),
}

pub struct Waiting {
    pub welcome: Frame,
    pub early: Vec<u8>,
}

/// What a socket gets when it can take bytes again, beside what changed since its position.
pub struct Due {
    /// A shared frame that was begun, and how much of it went out: a hall that does not read holds one frame, and not one each.
    pub begun: Option<(Frame, usize)>,
    /// The rest of what else was begun, and answers.
    pub rest: Vec<u8>,
    /// How much of that it asked for since it could not take it.
    pub owed_bytes: usize,
    pub mine: Option<Frame>,
    pub hall: bool,
    pub since_s: u32,
}

/// Why a connection is to be ended.
pub enum Over {
    /// Nobody hears us any more.
    Lost,
    /// It asks for more than it takes.
    TooSlow,
}

impl<S: Stream> Connection<S> {
    /// One that its room does not know yet.
    pub fn new(entry: Entry<S>, group: usize, now_s: u32) -> Connection<S> {
        Connection {
            id: entry.id,
            stream: entry.stream,
            reader: Reader::default(),
            phase: Phase::Waiting(Box::new(Waiting {
                welcome: entry.welcome,
                early: entry.early,
            })),
            group,
            member: 0,
            held: entry.held,
            under_way: 0,
            heard_at_s: now_s,
            wrote_at_s: now_s,
            due: None,
            _place: entry.place,
        }
    }

    /// Passes a shared frame on, which brings the client to a position; one that can take nothing now stays where it is.
    ///
    /// # Errors
    /// [`Over::Lost`].
    pub fn pass_on(&mut self, frame: &Frame, position: Position, now_s: u32) -> Result<(), Over> {
        let sent = write_some(&mut self.stream, frame.bytes())?;
        if sent > 0 {
            self.held = Some(position);
            self.wrote_at_s = now_s;
        }
        if sent < frame.bytes().len() {
            let begun = (sent > 0).then(|| (frame.clone(), sent));
            self.wait(begun, Vec::new(), now_s);
        }
        Ok(())
    }

    /// Writes bytes that must not be lost; what does not go out now waits. If a shared frame stands somewhere in them, what waits
    /// of that is not copied for each socket.
    ///
    /// # Errors
    /// [`Over`].
    pub fn write(
        &mut self,
        bytes: &[u8],
        shared: Option<(Frame, usize)>,
        now_s: u32,
    ) -> Result<(), Over> {
        if matches!(self.phase, Phase::Parting(_)) {
            return Ok(());
        }
        if let Some(due) = &mut self.due {
            due.rest.extend_from_slice(bytes);
            due.owed_bytes += bytes.len();
            return if due.owed_bytes > OWED_BYTES_MAX {
                Err(Over::TooSlow)
            } else {
                Ok(())
            };
        }
        let sent = write_some(&mut self.stream, bytes)?;
        self.wrote_at_s = now_s;
        if sent < bytes.len() {
            let begun = shared.and_then(|(frame, at)| {
                let of_frame = sent.checked_sub(at)?;
                let rest_at = at + frame.bytes().len();
                (sent < rest_at).then_some(((frame, of_frame), rest_at))
            });
            match begun {
                Some((begun, rest_at)) => self.wait(Some(begun), bytes[rest_at..].to_vec(), now_s),
                None => self.wait(None, bytes[sent..].to_vec(), now_s),
            };
        }
        Ok(())
    }

    /// Goes on with what was begun; true if that is through.
    ///
    /// # Errors
    /// [`Over::Lost`].
    pub fn catch_up(&mut self) -> Result<bool, Over> {
        let Some(due) = &mut self.due else {
            return Ok(false);
        };
        if let Some((frame, sent)) = &mut due.begun {
            *sent += write_some(&mut self.stream, &frame.bytes()[*sent..])?;
            if *sent < frame.bytes().len() {
                return Ok(false);
            }
            due.begun = None;
        }
        let sent = write_some(&mut self.stream, &due.rest)?;
        due.rest.drain(..sent);
        Ok(due.rest.is_empty())
    }

    /// From now on it is behind.
    pub fn wait(&mut self, begun: Option<(Frame, usize)>, rest: Vec<u8>, now_s: u32) -> &mut Due {
        self.due.insert(Box::new(Due {
            begun,
            rest,
            owed_bytes: 0,
            mine: None,
            hall: false,
            since_s: now_s,
        }))
    }

    /// Writes a close frame; true if the client may still answer it.
    pub fn say_goodbye(&mut self, frame: &Frame) -> bool {
        let mut words = Vec::new();
        if let Some(due) = self.due.take() {
            if let Some((frame, sent)) = &due.begun {
                words.extend_from_slice(&frame.bytes()[*sent..]);
            }
            words.extend_from_slice(&due.rest);
        }
        words.extend_from_slice(frame.bytes());
        let unsaid = write_some(&mut self.stream, &words).map(|n| words.split_off(n));
        let Ok(unsaid) = unsaid else {
            return false;
        };
        if !unsaid.is_empty() && unsaid.len() <= LAST_WORDS_BYTES_MAX {
            // It does not read now. When it does, it is to know that it should come back.
            self.stream.make_room(unsaid.len());
            let _ = write_some(&mut self.stream, &unsaid);
        }
        self.stream.finish();
        true
    }
}

/// Writes what goes out now and tells how much that was.
fn write_some(stream: &mut impl Stream, bytes: &[u8]) -> Result<usize, Over> {
    let mut written = 0;
    while written < bytes.len() {
        match stream.write(&bytes[written..]) {
            Ok(0) => return Err(Over::Lost),
            Ok(n) => written += n,
            Err(e) if e.kind() == ErrorKind::WouldBlock => break,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(Over::Lost),
        }
    }
    Ok(written)
}
