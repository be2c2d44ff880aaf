//! The limits that a client can meet, in one place. Socket limits are defined here, all others where they are enforced.
//! `limits.ts` is generated from them.

use plenary_domain::cards;
use plenary_domain::delay::SHIFT_MINUTES_MAX;
use plenary_domain::people::marks::CLIENTS_PER_PARTICIPANT;
use plenary_domain::people::membership::{GROUP_VALUES_MAX, GROUP_VALUES_MIN, GROUPS_MAX};
use plenary_domain::people::nicknames::NICKNAME_CHARS_MAX;
use plenary_domain::poll::hands::HANDS_MAX;
use plenary_domain::poll::kind::{OPTIONS_MAX, OPTIONS_MIN};
use plenary_domain::poll::kinds::{
    estimate, free_choice, matrix, points, quiz, scale, text as open_text, words,
};
use plenary_domain::poll::run;
use plenary_domain::poll::voters::WEIGHT_MAX;
use plenary_domain::program::{LANGS_MAX, TITLE_CHARS_MAX};
use plenary_domain::question::ask;
use plenary_domain::question::carry::PICKED_MAX;
use plenary_domain::question::many::MANY_MAX;
use plenary_domain::text::{
    ANNOUNCEMENT_CHARS_MAX, CAPTION_CHARS_MAX, FINDING_CHARS_MAX, LABEL_CHARS_MAX,
    MESSAGE_CHARS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX, QUESTION_CHARS_MAX, REPLY_CHARS_MAX,
    SCREEN_CHARS_MAX, STAFF_NOTE_CHARS_MAX, TERM_CHARS_MAX,
};

use super::guests::GUESTS_BYTES_MAX;
use super::readiness::REHEARSAL_PHONES_MAX;

/// Seconds of silence after which either side sends a heartbeat.
pub const BEAT_S: u32 = 20;

/// Seconds of silence after which either side closes the socket.
pub const SILENCE_S_MAX: u32 = 50;

/// Seconds a client may take to accept a frame the server has started writing. A slower client is closed with code
/// 1013.
pub const WRITE_S_MAX: u32 = 20;

/// Limit on a client frame in bytes. A longer one closes its socket with code 1009.
pub const CLIENT_FRAME_BYTES_MAX: usize = 16 * 1024;

/// The same for a socket that has not joined, which has nothing long to say.
pub const WATCHER_FRAME_BYTES_MAX: usize = 4 * 1024;

/// Limit on one guest's sockets. The oldest of more is closed with code 1013.
pub const SOCKETS_PER_GUEST_MAX: usize = 8;

/// Seconds of silence after which a desk's hold ends. Say it again while somebody works.
pub const HOLD_S: u32 = 30;

/// Every limit that clients need, by its name in TypeScript.
pub const FOR_CLIENTS: &[(&str, u64)] = &[
    ("BEAT_S", BEAT_S as u64),
    ("SILENCE_S_MAX", SILENCE_S_MAX as u64),
    ("HOLD_S", HOLD_S as u64),
    ("CLIENT_FRAME_BYTES_MAX", CLIENT_FRAME_BYTES_MAX as u64),
    ("QUESTION_CHARS_MAX", QUESTION_CHARS_MAX as u64),
    ("NAME_CHARS_MAX", NAME_CHARS_MAX as u64),
    ("NICKNAME_CHARS_MAX", NICKNAME_CHARS_MAX as u64),
    ("NOTE_CHARS_MAX", NOTE_CHARS_MAX as u64),
    ("LABEL_CHARS_MAX", LABEL_CHARS_MAX as u64),
    ("STAFF_NOTE_CHARS_MAX", STAFF_NOTE_CHARS_MAX as u64),
    ("REPLY_CHARS_MAX", REPLY_CHARS_MAX as u64),
    ("TITLE_CHARS_MAX", TITLE_CHARS_MAX as u64),
    ("TERM_CHARS_MAX", TERM_CHARS_MAX as u64),
    ("ANNOUNCEMENT_CHARS_MAX", ANNOUNCEMENT_CHARS_MAX as u64),
    ("MESSAGE_CHARS_MAX", MESSAGE_CHARS_MAX as u64),
    ("SCREEN_CHARS_MAX", SCREEN_CHARS_MAX as u64),
    ("CAPTION_CHARS_MAX", CAPTION_CHARS_MAX as u64),
    ("FINDING_CHARS_MAX", FINDING_CHARS_MAX as u64),
    (
        "QUESTIONS_WAITING_MAX",
        ask::WAITING_PER_PARTICIPANT_MAX as u64,
    ),
    ("QUESTIONS_MAX", ask::PER_PARTICIPANT_MAX as u64),
    ("MANY_MAX", MANY_MAX as u64),
    ("PICKED_MAX", PICKED_MAX as u64),
    ("OPTIONS_MIN", OPTIONS_MIN as u64),
    ("OPTIONS_MAX", OPTIONS_MAX as u64),
    ("RATED_MAX", scale::ITEMS_MAX as u64),
    ("STARS_MAX", scale::STARS_MAX as u64),
    ("PLACED_MAX", matrix::PLACED_MAX as u64),
    ("OWN_CHARS_MAX", free_choice::OWN_CHARS_MAX as u64),
    ("SCALE_LAST_MAX", scale::LAST_MAX as u64),
    ("PURSE_MIN", points::PURSE_MIN as u64),
    ("PURSE_MAX", points::PURSE_MAX as u64),
    ("PLACES_STEPS_MIN", matrix::STEPS_MIN as u64),
    ("PLACES_STEPS_MAX", matrix::STEPS_MAX as u64),
    ("DECIMALS_MAX", estimate::DECIMALS_MAX as u64),
    ("WORDS_MAX", words::WORDS_MAX as u64),
    ("WORD_CHARS_MAX", words::CHARS_MAX as u64),
    ("ANSWER_CHARS_MAX", open_text::CHARS_MAX as u64),
    ("QUIZ_POINTS_MAX", quiz::POINTS_MAX as u64),
    ("HANDS_MAX", HANDS_MAX as u64),
    ("GUESTS_BYTES_MAX", GUESTS_BYTES_MAX as u64),
    ("REHEARSAL_PHONES_MAX", REHEARSAL_PHONES_MAX as u64),
    ("WEIGHT_MAX", WEIGHT_MAX as u64),
    ("POLL_SECONDS_MIN", run::SECONDS_MIN as u64),
    ("POLL_SECONDS_MAX", run::SECONDS_MAX as u64),
    ("GROUPS_MAX", GROUPS_MAX as u64),
    ("GROUP_VALUES_MIN", GROUP_VALUES_MIN as u64),
    ("GROUP_VALUES_MAX", GROUP_VALUES_MAX as u64),
    ("LANGS_MAX", LANGS_MAX as u64),
    ("SHIFT_MINUTES_MAX", SHIFT_MINUTES_MAX as u64),
    ("CARD_COOL_DOWN_MS", cards::COOL_DOWN_MS),
    ("CLIENTS_MAX", CLIENTS_PER_PARTICIPANT as u64),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes `limits.ts`, as ts-rs writes the types: one constant each, so a page includes only those it uses.
    #[test]
    fn export_limits() {
        let lines: String = FOR_CLIENTS
            .iter()
            .map(|(name, limit)| format!("export const {name} = {limit};\n"))
            .collect();
        let text = format!(
            "// This file was generated from server/src/protocol/limits.rs. Do not edit this file manually.\n\n\
             {lines}"
        );
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = folder.join("../web-client/src/protocol/limits.ts");
        std::fs::write(path, text).expect("written");
    }
}
