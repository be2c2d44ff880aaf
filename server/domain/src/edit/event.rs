//! Edits of the event itself. Its languages have an edit of their own (`languages.rs`). What decides about ballots and questions comes
//! from the event file alone.

use super::{Change, TextEdit, back, back_texts, change};
use crate::event::Event;
use crate::fact::{Decision, Fact};
use crate::people::Participants;
use crate::program::{Accent, EventInfo, RETENTION_DAYS_MAX, Wifi};
use crate::rejection::{Need, Rejection, TextField};
use crate::role::Actor;
use crate::text;

/// Limit on the name of a Wi-Fi network in bytes, as its standard has it.
const WIFI_NAME_BYTES_MAX: usize = 32;
/// Lengths of its password in characters. An open network has none.
const WIFI_PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 8..=63;

/// The changes of the event itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventEdit {
    pub title: TextEdit,
    /// Without a text, the title is used.
    pub short: TextEdit,
    pub venue: TextEdit,
    /// Without a text, the server's own covers the pages when the hall is left.
    pub leave: TextEdit,
    pub date: Option<Change<String>>,
    pub wifi: Option<Change<Option<Wifi>>>,
    pub retention_days: Option<Change<u32>>,
    /// A name of the IANA. The server that takes the command knows them; the domain does not.
    pub zone: Option<Change<String>>,
    /// Two are the same if they were written the same.
    pub accent: Option<Change<Option<Accent>>>,
}

impl Event {
    /// Decides to change the event itself, field by field.
    ///
    /// # Errors
    /// [`StaleNow::Edited`](crate::rejection::StaleNow::Edited); [`Rejection::BadDate`], [`Rejection::BadWifi`];
    /// [`Rejection::OutOfRange`] for the retention, and [`Rejection::Needed`] if guests have been told of a shorter one; and what a
    /// text can be refused for.
    pub fn edit(&self, participants: &Participants, edit: &EventEdit, by: Actor) -> Decision {
        let before = self.info.as_ref().ok_or(Rejection::Unknown)?;
        let mut info = before.clone();
        let EventEdit {
            title,
            short,
            venue,
            leave,
            date,
            wifi,
            retention_days,
            zone,
            accent,
        } = edit.clone();
        let langs = &before.langs;
        change(langs, &mut info.title, &title, TextField::Title, false)?;
        change(langs, &mut info.short, &short, TextField::Title, true)?;
        change(langs, &mut info.venue, &venue, TextField::Title, false)?;
        change(
            langs,
            &mut info.leave,
            &leave,
            TextField::Announcement,
            true,
        )?;
        Change::make(date, &mut info.date)?;
        Change::make(wifi, &mut info.wifi)?;
        Change::make(retention_days, &mut info.retention_days)?;
        Change::make(zone, &mut info.zone)?;
        if let Some(Change { was, now }) = accent {
            let [was, written] = [&was, &now].map(written_accent);
            let mut is = written_accent(&before.accent);
            let change = Change { was, now: written };
            Change::make(Some(change), &mut is)?;
            if is != written_accent(&before.accent) {
                info.accent = now;
            }
        }
        if info.date != before.date && !text::is_date(&info.date) {
            return Err(Rejection::BadDate);
        }
        if info.wifi != before.wifi && !info.wifi.as_ref().is_none_or(is_network) {
            return Err(Rejection::BadWifi);
        }
        if !(1..=RETENTION_DAYS_MAX).contains(&info.retention_days) {
            return Err(Rejection::OutOfRange {
                min: 1,
                max: RETENTION_DAYS_MAX,
            });
        }
        if info.retention_days > before.retention_days && !participants.is_empty() {
            return Err(Rejection::Needed { by: Need::Guests });
        }
        Ok(if info == *before {
            vec![]
        } else {
            vec![Fact::EventWritten(info, by)]
        })
    }
}

fn written_accent(accent: &Option<Accent>) -> Option<String> {
    accent.as_ref().map(|accent| accent.written.clone())
}

/// Returns true for a network that a phone can join. Its name and password are no texts: they are not cleaned.
fn is_network(wifi: &Wifi) -> bool {
    let Wifi { name, password } = wifi;
    // A name that a text could not be is no name that people can type.
    let is_name = text::line(name, WIFI_NAME_BYTES_MAX as u32).is_some_and(|line| line == *name);
    let is_password = WIFI_PASSWORD_CHARS.contains(&password.chars().count())
        && !password.chars().any(char::is_control);
    is_name
        && (1..=WIFI_NAME_BYTES_MAX).contains(&name.len())
        && (password.is_empty() || is_password)
}

/// Returns the event with the fields as they were before an act that are still as it left them; None if there is none.
pub(crate) fn undone(was: &EventInfo, now: &EventInfo, current: &EventInfo) -> Option<EventInfo> {
    let mut info = current.clone();
    let back = [
        back_texts(&was.title, &now.title, &mut info.title),
        back_texts(&was.short, &now.short, &mut info.short),
        back_texts(&was.venue, &now.venue, &mut info.venue),
        back_texts(&was.leave, &now.leave, &mut info.leave),
        back(&was.date, &now.date, &mut info.date),
        back(&was.wifi, &now.wifi, &mut info.wifi),
        back(
            &was.retention_days,
            &now.retention_days,
            &mut info.retention_days,
        ),
        back(&was.langs, &now.langs, &mut info.langs),
        back(&was.zone, &now.zone, &mut info.zone),
        back(&was.accent, &now.accent, &mut info.accent),
    ];
    back.contains(&true).then_some(info)
}
