//! The newest accepted command of each client, so a resent command has no second effect.

use crate::ids::ClientId;

/// Limit on remembered clients per participant. The least recently accepted is forgotten first; a command resent by a
/// forgotten client counts as new.
pub const CLIENTS_PER_PARTICIPANT: usize = 8;
/// The same per role link, which several people may share.
pub const CLIENTS_PER_STAFF: usize = 64;

/// The highest accepted command number of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub client: ClientId,
    pub n: u32,
}

/// The marks of one actor. The least recently accepted client comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(Vec<Mark>);

impl Marks {
    /// Returns the number of this client's newest accepted command.
    pub fn newest(&self, client: ClientId) -> Option<u32> {
        let mark = self.0.iter().find(|mark| mark.client == client)?;
        Some(mark.n)
    }

    /// Marks a command as accepted. Forgets the oldest client if there are more than `clients_max`.
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
