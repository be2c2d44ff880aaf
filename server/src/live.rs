//! The live document: what anybody may read of an event, as other machines get it, by asking for it or by a webhook.

use plenary_domain::state::State;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::protocol::{Item, Rejection};
use crate::room::Room;
use crate::view;

/// The version of the document. It rises when something is removed or gets another meaning; fields and kinds of items come without.
pub const VERSION: u32 = 1;

/// The document, encoded.
pub struct Live {
    pub json: String,
    /// Of its content, with quotation marks.
    pub etag: String,
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    code: &'a str,
    items: Vec<Item>,
}

impl Live {
    /// Reads the document of an event as it is now.
    ///
    /// # Errors
    /// [`Rejection::Unavailable`] while there is no trusted state.
    pub async fn read(room: &Room) -> Result<Live, Rejection> {
        let code = room.header.code.clone();
        // Encoded elsewhere: the room only collects.
        let items = room.read(move |state| view::live(state, &code)).await?;
        Ok(Live::of(&room.header.code, items))
    }

    /// Returns the document of a state.
    pub fn of_state(state: &State, code: &str) -> Live {
        Live::of(code, view::live(state, code))
    }

    fn of(code: &str, items: Vec<Item>) -> Live {
        let document = Document {
            version: VERSION,
            code,
            items,
        };
        // Items have no keys that are not texts.
        let json = serde_json::to_string(&document).unwrap_or_default();
        let hash = Sha256::digest(&json);
        let etag: String = hash[..12]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Live {
            etag: format!("\"{etag}\""),
            json,
        }
    }
}
