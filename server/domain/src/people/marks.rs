//! The newest accepted command of each client, so that a command that is sent again has no second effect.

use crate::ids::ClientId;

/// The clients of one participant whose commands are told apart from resent ones. The least recently accepted is
/// forgotten first; a command resent by a forgotten client counts as a new one.
pub const CLIENTS_PER_PARTICIPANT: usize = 8;
/// The same for each holder of a role link, who may share it with others.
pub const CLIENTS_PER_STAFF: usize = 64;

/// The highest command number accepted of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub client: ClientId,
    pub n: u32,
}

/// The marks of one actor; the least recently accepted client stands first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// The number of the newest accepted command of this client.
    pub fn newest(&self, client: ClientId) -> Option<u32> {
        let mark = self.0.iter().find(|mark| mark.client == client)?;
        Some(mark.n)
    }

    /// Marks a command as accepted, and forgets the oldest client if there are more than `clients_max`.
    pub fn accepted(&mut self, client: ClientId, n: u32, clients_max: usize) {
        match self.0.iter().position(|mark| mark.client == client) {
            Some(at) => {
                let mark = self.0.remove(at);
                self.0.push(Mark {
                    client,
                    n: n.max(mark.n),
                });
            }
            None => {
                if self.0.len() >= clients_max {
                    self.0.remove(0);
                }
                self.0.push(Mark { client, n });
            }
        }
    }
}
