//! The checklist before the doors open: what a host would otherwise find out when the hall is full.

use std::collections::BTreeMap;

use plenary_domain::ids::Millis;
use plenary_domain::state::State;

use super::{texts, when};
use crate::app::{App, Storage};
use crate::hub::HubError;
use crate::picture::crowded;
use crate::protocol::{AddressFault, Check, Checked, Readiness, Verdict, When};
use crate::room::Room;

/// With less free space than this, somebody should look. An event with its pictures takes a few MiB.
const FREE_MIB: u32 = 1024;
/// With less than this, the log may not be written to the end of the event.
const FREE_MIB_MIN: u32 = 128;
/// A backup that somebody took by hand is of today.
const BY_HAND_MS: u64 = 24 * 3600 * 1000;

/// Returns what is ready for an event and what is not.
///
/// # Errors
/// Errors of the log.
pub async fn readiness(app: &App, room: &Room) -> Result<Readiness, HubError> {
    let now = app.clock.now();
    let of_event =
        move |state: &State| [wifi(state), languages(state), fit(state), date(state, now)];
    let of_event = room.read(of_event).await.map_err(HubError::Rejected)?;
    let mut checks = vec![address(app, room)];
    checks.extend(of_event);
    checks.extend([disk(app.storage.free_bytes()), backup(&app.storage, now)]);
    Ok(Readiness {
        now,
        checks,
        rehearsal: app.rehearsals.of(&room.header.code),
    })
}

fn check(verdict: Verdict, of: Checked) -> Check {
    Check { verdict, of }
}

fn address(app: &App, room: &Room) -> Check {
    let url = app.join_address(room);
    let is_known = app.hub.candidates().iter().any(|(known, _)| *known == url);
    let fault = if is_only_here(&url) {
        Some(AddressFault::OnlyHere)
    } else if !is_known {
        Some(AddressFault::Gone)
    } else {
        None
    };
    let verdict = fault.map_or(Verdict::Good, |_| Verdict::Bad);
    check(verdict, Checked::Address { url, fault })
}

/// Returns true if an address leads phones to themselves.
fn is_only_here(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.is_empty()
        || ["127.", "localhost", "[::1]"]
            .iter()
            .any(|own| host.starts_with(own))
}

fn wifi(state: &State) -> Check {
    let known = state.event.info.as_ref().is_some_and(|i| i.wifi.is_some());
    let verdict = if known { Verdict::Good } else { Verdict::Look };
    check(verdict, Checked::Wifi { known })
}

fn languages(state: &State) -> Check {
    let langs = state
        .event
        .info
        .as_ref()
        .map_or(&[][..], |info| &info.langs);
    let mut missing: BTreeMap<String, u32> = BTreeMap::new();
    for texts in texts(state) {
        for lang in langs.iter().filter(|lang| !texts.contains_key(*lang)) {
            *missing.entry(lang.clone()).or_default() += 1;
        }
    }
    let verdict = if missing.is_empty() {
        Verdict::Good
    } else {
        Verdict::Look
    };
    check(verdict, Checked::Texts { missing })
}

fn fit(state: &State) -> Check {
    let langs = state
        .event
        .info
        .as_ref()
        .map_or(&[][..], |info| &info.langs);
    let is_crowded = |poll: &plenary_domain::poll::Poll| {
        let key = poll.info.session.as_deref();
        let session = key.and_then(|key| state.sessions.get(state.sessions.by_key(key)?));
        let groups = state.groups.iter().map(|(_, group)| &group.info);
        crowded(&poll.info, session.map(|s| &s.info.title), groups, langs).is_some()
    };
    let polls = state.polls.iter().filter(|(_, poll)| is_crowded(poll));
    let polls: Vec<u32> = polls.map(|(id, _)| id.0).collect();
    let verdict = if polls.is_empty() {
        Verdict::Good
    } else {
        Verdict::Look
    };
    check(verdict, Checked::Fit { polls })
}

fn date(state: &State, now: Millis) -> Check {
    let info = state.event.info.as_ref();
    let over = info.is_some_and(|info| when(&info.date, &info.zone, now) == When::Over);
    let date = info.map(|info| info.date.clone()).unwrap_or_default();
    let verdict = if over { Verdict::Look } else { Verdict::Good };
    check(verdict, Checked::Date { date, over })
}

fn disk(free: Option<u64>) -> Check {
    let free_mib = free.map(|bytes| u32::try_from(bytes >> 20).unwrap_or(u32::MAX));
    let verdict = match free_mib {
        Some(mib) if mib < FREE_MIB_MIN => Verdict::Bad,
        Some(mib) if mib < FREE_MIB => Verdict::Look,
        Some(_) => Verdict::Good,
        None => Verdict::Look,
    };
    check(verdict, Checked::Disk { free_mib })
}

fn backup(storage: &Storage, now: Millis) -> Check {
    let at = storage.taken.at();
    let every = storage.backups.as_ref().map(|(_, every)| *every);
    let age = at.map(|at| now.saturating_sub(at));
    let verdict = match (age, every) {
        // One may be under way.
        (Some(age), Some(every)) if u128::from(age) <= 2 * every.as_millis() => Verdict::Good,
        (Some(_), Some(_)) => Verdict::Bad,
        (Some(age), None) if age <= BY_HAND_MS => Verdict::Good,
        (Some(_), None) | (None, _) => Verdict::Look,
    };
    let every_min =
        every.map(|every| u32::try_from(every.as_secs().div_ceil(60)).unwrap_or(u32::MAX));
    check(verdict, Checked::Backup { at, every_min })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::backup::Taken;

    #[test]
    fn an_address_of_this_machine_leads_phones_to_themselves() {
        for url in [
            "http://127.0.0.1:8080",
            "http://localhost:8080",
            "http://[::1]:80",
            "",
        ] {
            assert!(is_only_here(url), "{url}");
        }
        for url in [
            "http://192.168.8.20:8080",
            "https://vote.example",
            "http://127-0.example",
        ] {
            assert!(!is_only_here(url), "{url}");
        }
    }

    #[test]
    fn a_disk_is_full_before_it_is_full() {
        let verdict = |mib: u64| disk(Some(mib << 20)).verdict;
        assert_eq!(verdict(u64::from(FREE_MIB)), Verdict::Good);
        assert_eq!(verdict(u64::from(FREE_MIB) - 1), Verdict::Look);
        assert_eq!(verdict(u64::from(FREE_MIB_MIN) - 1), Verdict::Bad);
        assert_eq!(disk(None).verdict, Verdict::Look);
    }

    #[test]
    fn a_backup_is_good_while_the_next_one_is_not_late() {
        let now = 1_000_000_000;
        let verdict = |age: Option<u64>, every: Option<u64>| {
            let taken = Taken::default();
            if let Some(age) = age {
                taken.note(now - age);
            }
            let backups = every.map(|s| (std::path::PathBuf::new(), Duration::from_secs(s)));
            let storage = Storage {
                folder: std::path::PathBuf::new(),
                taken,
                backups,
            };
            backup(&storage, now).verdict
        };
        assert_eq!(verdict(None, None), Verdict::Look);
        assert_eq!(verdict(None, Some(300)), Verdict::Look);
        assert_eq!(verdict(Some(600_000), Some(300)), Verdict::Good);
        assert_eq!(verdict(Some(600_001), Some(300)), Verdict::Bad);
        assert_eq!(verdict(Some(BY_HAND_MS), None), Verdict::Good);
        assert_eq!(verdict(Some(BY_HAND_MS + 1), None), Verdict::Look);
    }
}
