//! The staff of the run's own event: the host opens the poll, the moderator and the screen watch.

use std::ops::Range;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::client::text::Text;
use crate::client::{Hall, News, Role, Script, http};
use crate::clock::{Nanos, S};
use crate::server::plenary::Link;

/// Time limit for the staff's setup.
const PATIENCE: Nanos = 15 * S;

/// Their seats.
#[derive(Debug, Clone, Copy)]
pub struct Staff {
    pub host: usize,
    pub screen: usize,
}

impl Staff {
    /// Number of staff. Phones cannot use their places.
    pub const COUNT: usize = 3;

    /// Returns all their seats. The moderator's is the middle one.
    pub fn seats(self) -> Range<usize> {
        self.host..self.screen + 1
    }

    /// Gives them seats in the hall, connects them, and opens the poll.
    ///
    /// # Errors
    /// The link is not the host's, or no poll can be opened.
    pub fn arrive(hall: &mut Hall, host: &Link) -> Result<Staff> {
        let host_cookie = trade(host)?;
        let path = format!("/{}/links", host.code);
        let (_, links) = http::ask(host.address, "GET", &path, &host_cookie, None)?;
        let links: Value = serde_json::from_slice(&links).context("the links")?;
        let cookie = |role: &str| {
            let entry = links
                .as_array()
                .and_then(|links| links.iter().find(|link| link["role"] == role))
                .and_then(|link| link["url"].as_str())
                .with_context(|| format!("no link for the {role}"))?;
            let (_, secret) = entry.split_once('#').context("a link without a secret")?;
            trade(&Link {
                role: role.to_owned(),
                secret: secret.to_owned(),
                ..host.clone()
            })
        };
        let (moderator, screen) = (cookie("moderator")?, cookie("screen")?);
        let host = hall.seat(Role::Host, &host_cookie);
        hall.seat(Role::Moderator, &moderator);
        let screen = hall.seat(Role::Screen, &screen);
        let staff = Staff { host, screen };
        let mut desk = Desk {
            staff,
            seated: 0,
            poll: None,
            opened: false,
        };
        for seat in staff.seats() {
            hall.open(seat)?;
        }
        let end = hall.clock.now() + PATIENCE;
        wait(hall, end, &mut desk, |desk| desk.seated == Staff::COUNT)?;
        let (poll, phase, rev) = desk
            .poll
            .take()
            .context("the event has no single choice poll")?;
        hall.poll = poll;
        if phase == "open" {
            return Ok(staff);
        }
        let now = hall.clock.now();
        let command = format!("{{\"open_poll\":{{\"poll\":{poll},\"seen\":{rev}}}}}");
        hall.command(staff.host, now, &command);
        wait(hall, end, &mut desk, |desk| desk.opened)?;
        Ok(staff)
    }
}

/// Trades a link's secret for a cookie.
fn trade(link: &Link) -> Result<String> {
    let body = serde_json::json!({ "role": link.role, "secret": link.secret }).to_string();
    let path = format!("/{}/auth", link.code);
    let (head, _) = http::ask(link.address, "POST", &path, "", Some(&body))?;
    head.cookie.context("the server set no cookie")
}

fn wait(hall: &mut Hall, end: Nanos, desk: &mut Desk, done: fn(&Desk) -> bool) -> Result<()> {
    while !done(desk) {
        if hall.clock.now() >= end {
            bail!("the staff waited for {} s", PATIENCE / S);
        }
        hall.turn(end, desk)?;
    }
    Ok(())
}

struct Desk {
    staff: Staff,
    /// How many have their view.
    seated: usize,
    /// The first single-choice poll: its id, phase and revision.
    poll: Option<(u32, String, u64)>,
    opened: bool,
}

impl Script for Desk {
    fn news(&mut self, _: &mut Hall, seat: usize, _: Nanos, news: News<'_>) -> Result<()> {
        match news {
            News::Text(Text::Snapshot { .. }, text) => {
                self.seated += 1;
                if seat == self.staff.host {
                    self.poll = poll(text)?;
                }
            }
            News::Acked { .. } => self.opened = true,
            News::Refused { kind } => {
                bail!(
                    "the poll cannot be opened: {}",
                    String::from_utf8_lossy(kind)
                )
            }
            News::Turned { status, .. } => bail!("the staff are refused: {status}"),
            News::Lost { code } => bail!("the server closed a staff socket: {code:?}"),
            News::Joined | News::Open | News::Text(..) => {}
        }
        Ok(())
    }
}

/// Returns the first single-choice poll in the host's snapshot.
fn poll(snapshot: &[u8]) -> Result<Option<(u32, String, u64)>> {
    let snapshot: Value = serde_json::from_slice(snapshot).context("the host's snapshot")?;
    let items = snapshot["items"].as_array().context("no items")?;
    let poll = items
        .iter()
        .find(|item| item["k"] == "poll" && item["kind"]["choice"]["max"] == 1);
    Ok(poll.and_then(|poll| {
        let id = u32::try_from(poll["id"].as_u64()?).ok()?;
        let phase = poll["phase"].as_str()?.to_owned();
        Some((id, phase, poll["rev"].as_u64()?))
    }))
}
