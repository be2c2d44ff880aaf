//! One connection. Output goes straight to the stream; what does not fit is remembered as its [`Due`].

use std::io::ErrorKind;

use plenary_domain::ids::PollId;

use super::places::Place;
use super::stream::Stream;
use crate::log::Position;
use crate::protocol::{CLIENT_FRAME_BYTES_MAX, Role, WATCHER_FRAME_BYTES_MAX};
use crate::room::{Room, SocketId};
use crate::websocket::{Frame, Reader};

/// Limit on answers that wait for a socket that does not take them, in bytes. It is many times what 16 commands in
/// flight can produce. A socket that exceeds it is closed, and the client reconnects.
const OWED_BYTES_MAX: usize = 16 * 1024;
/// Limit on bytes queued in the kernel for a socket that does not read, so that it finds the close frame when it reads
/// again.
const LAST_WORDS_BYTES_MAX: usize = 256 * 1024;

/// A new socket. It is silent until the room admits it.
pub struct Entry<S> {
    pub stream: S,
    pub audience: Role,
    pub room: Room,
    /// The position of the view that the client holds.
    pub held: Option<Position>,
    /// It gets this poll alone.
    pub poll: Option<PollId>,
    pub welcome: Frame,
    /// What the client sent directly after its request.
    pub early: Vec<u8>,
    pub place: Place,
}

/// A connection. There are as many as phones, so rarely used data is behind a pointer.
pub struct Connection<S> {
    pub stream: S,
    pub reader: Reader,
    pub phase: Phase,
    pub group: usize,
    /// Its place in the group's members.
    pub member: usize,
    pub held: Option<Position>,
    /// It gets this poll alone.
    pub poll: Option<PollId>,
    /// Commands that the room has not answered.
    pub under_way: u8,
    /// When the socket last received, and last sent.
    pub heard_at_s: u32,
    pub wrote_at_s: u32,
    pub due: Option<Box<Due>>,
    pub place: Place,
}

pub enum Phase {
    /// The room does not know it yet.
    Waiting(Box<Waiting>),
    Admitted,
    /// A close frame was sent. The client may close by itself until this second.
    Parting(u32),
}

pub struct Waiting {
    pub welcome: Frame,
    /// None: it was too much, and the socket ends as soon as the room knows it.
    pub early: Option<Vec<u8>>,
}

/// What a socket gets when it can take bytes again, besides the changes since its position.
pub struct Due {
    /// A shared frame that was partly written, and the bytes written so far. A hall that does not read shares one frame
    /// instead of holding a copy each.
    pub begun: Option<(Frame, usize)>,
    /// The rest of other partly written data, and answers.
    pub rest: Vec<u8>,
    /// How many of those bytes it requested since it stopped taking them.
    pub owed_bytes: usize,
    pub mine: Option<Frame>,
    pub hall: bool,
    pub since_s: u32,
}

/// Why a connection must end.
pub enum Over {
    /// The peer is gone.
    Lost,
    /// It requests more than it takes.
    TooSlow,
}

impl<S: Stream> Connection<S> {
    /// Returns a connection that its room does not know yet.
    pub fn new(entry: Entry<S>, group: usize, now_s: u32) -> Connection<S> {
        Connection {
            stream: entry.stream,
            reader: Reader::default(),
            phase: Phase::Waiting(Box::new(Waiting {
                welcome: entry.welcome,
                early: Some(entry.early),
            })),
            group,
            member: 0,
            held: entry.held,
            poll: entry.poll,
            under_way: 0,
            heard_at_s: now_s,
            wrote_at_s: now_s,
            due: None,
            place: entry.place,
        }
    }

    /// Returns its number.
    pub fn id(&self) -> SocketId {
        self.place.id
    }

    /// Counts the bytes that are held for it. Returns false if these are too many.
    pub fn may_hold(&mut self) -> bool {
        let early = match &self.phase {
            Phase::Waiting(waiting) => waiting.early.as_ref().map_or(0, Vec::len),
            Phase::Admitted | Phase::Parting(_) => 0,
        };
        let held = early + self.reader.held_bytes() + self.stream.held_bytes();
        self.place.holds(held)
    }

    /// Returns how long a frame it may send.
    pub fn frame_bytes_max(&self) -> usize {
        match self.place.is_watchers() {
            true => WATCHER_FRAME_BYTES_MAX,
            false => CLIENT_FRAME_BYTES_MAX,
        }
    }

    /// Counts what came before the room knows it, and drops it if that is more than a frame or more than the server holds.
    pub fn hold_early(&mut self) {
        let most = self.frame_bytes_max();
        let may_hold = self.may_hold();
        if let Phase::Waiting(waiting) = &mut self.phase
            && let Some(early) = &waiting.early
            && (early.len() > most || !may_hold)
        {
            waiting.early = None;
            self.may_hold();
        }
    }

    /// Sends a shared frame, which brings the client to a position. If nothing can be written now, the client stays at
    /// its old position.
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

    /// Writes bytes that must not be lost. What cannot be written now waits. If the bytes contain a shared frame, its
    /// unwritten rest is not copied for each socket.
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

    /// Continues a partly written frame. Returns true once nothing is left.
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

    /// Returns true if something is on its way that it asked for before this sequence.
    pub fn is_midway_before(&self, seq: u64) -> bool {
        let is_old = self.held.is_none_or(|held| held.seq < seq);
        let midway = |due: &Due| due.begun.is_some() || !due.rest.is_empty();
        is_old && self.due.as_deref().is_some_and(midway)
    }

    /// Marks it as behind.
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

    /// Writes a close frame. Returns true if the client may still answer it.
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
            // It does not read now. When it does, it must learn that it should reconnect.
            self.stream.make_room(unsaid.len());
            let _ = write_some(&mut self.stream, &unsaid);
        }
        self.stream.finish();
        true
    }
}

/// Writes what fits now, and returns how much that was.
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
