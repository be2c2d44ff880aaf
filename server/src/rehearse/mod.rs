//! The rehearsal: a realistic hall that plays against a running server over real sockets, and a report of whether
//! anything was lost. It plays on a copy of the event, which it deletes afterwards. It is an ordinary client: it needs
//! only a host link, and never looks into the server.

mod command;
mod phone;
mod report;
mod signals;
mod staff;
mod table;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use crate::client::{Address, BadLink, Client, Dice, End, Fault, Link, Method};
use crate::protocol::{Ballot, Role, RoleLink};

pub use command::command;
pub use report::{AckTimes, PollResult, Reach, Rejected, Report};
pub use signals::{Signal, To};

use phone::{Curtain, Part, Story};
use signals::Signals;
use staff::{Moderated, Watched};
use table::Cast;

/// Limit on the phones of one rehearsal.
pub const PHONES_MAX: u32 = 20_000;
/// The shortest and the longest rehearsal, in minutes.
pub const MINUTES: (f64, f64) = (0.25, 60.0);
/// Screens, in the hall and beside it.
const SCREENS: usize = 3;
/// The part of the time for the round table.
const TABLE_PART: f64 = 0.2;
/// How long to wait for phones that do not finish.
const PATIENCE: Duration = Duration::from_secs(120);
/// Open files reserved beside those of the phones.
const FILES_SPARE: u64 = 64;

/// The options of `plenary rehearse`.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The host link of the event, as the server prints it: http://HOST/CODE/host#SECRET, or - to read it from standard input,
    /// because every user of a machine can see the arguments of its programs
    #[arg(long, value_name = "HOSTLINK")]
    pub url: String,
    /// Number of phones in the hall
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(1..=i64::from(PHONES_MAX)))]
    pub phones: u32,
    /// Approximate duration in minutes
    #[arg(long, default_value_t = 2.0)]
    pub minutes: f64,
    /// Play on the event itself instead of a copy; the votes and questions remain in it
    #[arg(long)]
    pub really: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Repeat the rehearsal that reported this seed
    #[arg(long)]
    pub seed: Option<u32>,
}

/// Receives one line of progress.
pub type Say<'a> = &'a (dyn Fn(&str) + Sync);

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(transparent)]
    Link(#[from] BadLink),
    #[error(
        "this is not a host link: expected one like http://192.168.8.20:8080/CDU7K2/host#SECRET"
    )]
    NotHost,
    #[error("{0} minutes: expected {min} to {max}", min = MINUTES.0, max = MINUTES.1)]
    Minutes(f64),
    #[error("this system allows only {0} open files, too few for this many phones")]
    Files(u64),
    #[error("the server refused this host link: {0}")]
    Auth(Fault),
    #[error("the server did not copy the event: {0}")]
    Copy(Fault),
    #[error("cannot read the event's links: {0}")]
    Links(Fault),
    #[error("the event has no link for one of its roles")]
    NoLink,
    #[error("a staff page had to stop: {0}")]
    Staff(#[from] End),
    #[error("interrupted")]
    Interrupted,
}

/// `POST /CODE/rehearsal`: the copy.
#[derive(Debug, Deserialize)]
struct Copy {
    code: String,
    host: String,
}

/// Runs a rehearsal. `seed` is used if the options name none. `say` receives progress, one line at a time. When
/// `interrupted` completes, the copy is deleted and the rehearsal ends.
///
/// Errors: see [`Trouble`]. A hall that lost something is a report and not an error.
pub async fn run(
    options: &Options,
    seed: u32,
    say: Say<'_>,
    interrupted: impl Future<Output = ()>,
) -> Result<Report, Trouble> {
    let link: Link = options.url.parse()?;
    if link.role != Role::Host || link.secret.is_none() {
        return Err(Trouble::NotHost);
    }
    if !(MINUTES.0..=MINUTES.1).contains(&options.minutes) {
        return Err(Trouble::Minutes(options.minutes));
    }
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(0);
    // Some phones have a second socket, for captions.
    if files < u64::from(options.phones) * 5 / 4 + FILES_SPARE {
        return Err(Trouble::Files(files));
    }
    let seed = u64::from(options.seed.unwrap_or(seed));
    let mut host = Client::new(link.clone(), seed);
    host.auth().await.map_err(Trouble::Auth)?;
    let copied = !options.really;
    // The logins on the event itself. They end with the rehearsal: a role has few, and one more pushes out that of a person.
    let mut logins = vec![host.second_page(seed)];
    if copied {
        let copy = copy(&mut host, options.phones).await;
        sign_out(&mut logins, say).await;
        let copy = copy.map_err(Trouble::Copy)?;
        let copy_link: Link = copy.host.parse()?;
        // The server may print an address other than the one that reaches it from here.
        host = Client::new(
            Link {
                address: link.address.clone(),
                ..copy_link
            },
            seed,
        );
        // Before anybody can interrupt: only its host can delete a copy.
        host.auth().await.map_err(Trouble::Auth)?;
        say(&format!(
            "playing on {}, a copy of {}",
            copy.code, link.code
        ));
    }
    let result = tokio::select! {
        result = with_staff(&mut host, &mut logins, options, seed, say) => result,
        () = interrupted => Err(Trouble::Interrupted),
    };
    if copied {
        let path = format!("/{}/rehearsal", host.link().code);
        if let Err(fault) = host.http(Method::DELETE, &path, None).await {
            say(&format!(
                "cannot delete the copy {}: {fault}",
                host.link().code
            ));
        }
    } else {
        sign_out(&mut logins, say).await;
    }
    let report = result?;
    Ok(Report {
        event: link.code,
        ..report
    })
}

/// Has the server copy the event.
async fn copy(host: &mut Client, phones: u32) -> Result<Copy, Fault> {
    let path = format!("/{}/rehearsal", host.link().code);
    let body = serde_json::json!({ "phones": phones }).to_string();
    host.http(Method::POST, &path, Some(body)).await?.json()
}

/// Ends these logins.
async fn sign_out(logins: &mut Vec<Client>, say: Say<'_>) {
    for mut login in logins.drain(..) {
        if let Err(fault) = login.sign_out().await {
            say(&format!("a login of this rehearsal stays: {fault}"));
        }
    }
}

/// Connects the staff and plays. Notes whom it signs in.
async fn with_staff(
    host: &mut Client,
    logins: &mut Vec<Client>,
    options: &Options,
    seed: u64,
    say: Say<'_>,
) -> Result<Report, Trouble> {
    let copied = !options.really;
    let path = format!("/{}/links", host.link().code);
    let links: Vec<RoleLink> = host
        .http(Method::GET, &path, None)
        .await
        .and_then(|a| a.json())
        .map_err(Trouble::Links)?;
    let mut dice = Dice::new(seed);
    let at = host.link().address.clone();
    let mut staff = |role| of_role(&links, role, &at, &mut dice);
    let mut one = |role| staff(role)?.into_iter().next().ok_or(Trouble::NoLink);
    let mut crew = Crew {
        moderator: one(Role::Moderator)?,
        screens: vec![],
        cast: None,
    };
    for _ in 0..SCREENS {
        crew.screens.push(one(Role::Screen)?);
    }
    if copied {
        let (chair, interpreter) = (one(Role::Chair)?, one(Role::Captioner)?);
        let mut panelists = staff(Role::Panelist)?;
        panelists.truncate(table::PANELISTS);
        crew.cast = Some(Cast {
            chair,
            panelists,
            interpreter,
        });
    }
    let cast = crew.cast.iter_mut();
    let table = cast.flat_map(|cast| [&mut cast.chair, &mut cast.interpreter]);
    let pages = [&mut crew.moderator].into_iter().chain(&mut crew.screens);
    for page in pages.chain(table) {
        page.auth().await.map_err(Trouble::Auth)?;
        logins.push(page.second_page(seed));
    }
    play(host, crew, options, seed, say).await
}

/// Everybody who works at the event, beside the host.
struct Crew {
    moderator: Client,
    screens: Vec<Client>,
    /// Who plays the round table; None on the event itself, whose guests are not to be told to leave.
    cast: Option<Cast>,
}

/// Returns a client for each link of a role, on this address.
fn of_role(
    links: &[RoleLink],
    role: Role,
    address: &Address,
    dice: &mut Dice,
) -> Result<Vec<Client>, BadLink> {
    let links = links.iter().filter(|link| link.role == role);
    let client = |link: &RoleLink| {
        let address = address.clone();
        let link: Link = link.url.parse()?;
        Ok(Client::new(Link { address, ..link }, dice.roll()))
    };
    links.map(client).collect()
}

async fn play(
    host: &mut Client,
    crew: Crew,
    options: &Options,
    seed: u64,
    say: Say<'_>,
) -> Result<Report, Trouble> {
    let began = Instant::now();
    let Crew {
        mut moderator,
        screens,
        cast,
    } = crew;
    let signals = Arc::new(Signals::default());
    let time = Duration::from_secs_f64(options.minutes * 60.0);
    let (curtain, curtain_seen) = watch::channel(Curtain::Up);
    // Large enough for everything phones send, so no phone ever waits for the receiver.
    let (settled, mut settling) = mpsc::channel(2 * options.phones as usize);
    let joined = Arc::new(AtomicU32::new(0));
    let mut dice = Dice::new(seed ^ 0x5eed);
    let mut phones: JoinSet<Story> = JoinSet::new();
    for _ in 0..options.phones {
        phones.spawn(phone::play(Part {
            link: host.link().guest(),
            seed: dice.roll(),
            joins_after: dice.up_to(time.mul_f64(0.2)),
            plays_for: time.mul_f64(0.95),
            curtain: curtain_seen.clone(),
            settled: settled.clone(),
            joined: joined.clone(),
            signals: signals.clone(),
        }));
    }
    let mut desk: JoinSet<Result<Moderated, End>> = JoinSet::new();
    let (seen, roll, sent) = (curtain_seen.clone(), dice.roll(), signals.clone());
    desk.spawn(async move { staff::moderator(&mut moderator, roll, &sent, seen).await });
    let mut wall: JoinSet<Result<(Watched, u32), End>> = JoinSet::new();
    for mut screen in screens {
        let (seen, signals) = (curtain_seen.clone(), signals.clone());
        wall.spawn(async move {
            let watched = staff::screen(&mut screen, &signals, seen).await?;
            Ok((watched, screen.counts().unreadable))
        });
    }

    host.rest(time.mul_f64(0.15)).await?;
    say(&format!(
        "{} of {} phones have joined",
        joined.load(Ordering::Relaxed),
        options.phones
    ));
    let table = if cast.is_some() { TABLE_PART } else { 0.0 };
    let opened = staff::host(host, time.mul_f64(0.85 - table), say).await?;
    let mut unreadable = 0;
    let was_cleared = cast.is_some();
    if let Some(cast) = cast {
        unreadable += table::play(host, cast, time.mul_f64(table), &signals, say).await?;
    }
    curtain.send_replace(Curtain::Down);
    say("waiting for the last answers");
    let settle = async {
        for _ in 0..options.phones {
            settling.recv().await;
        }
    };
    let all_settled = timeout(PATIENCE, settle).await.is_ok();
    say(if all_settled {
        "every phone checks the results"
    } else {
        "some phones still have no answers"
    });
    host.start_over();
    staff::arrive(host).await?;
    curtain.send_replace(Curtain::Look);

    let stories = gather(&mut phones).await;
    let moderated = desk
        .join_next()
        .await
        .and_then(Result::ok)
        .transpose()?
        .unwrap_or_default();
    let mut watched = Watched::default();
    while let Some(Ok(one)) = wall.join_next().await {
        let (one, of_it) = one?;
        watched.went_back += one.went_back;
        watched.questions.extend(one.questions);
        unreadable += of_it;
    }
    let mut report = Report {
        played_on: host.link().code.clone(),
        server: host.link().address.to_string(),
        seed,
        phones: options.phones,
        approved: moderated.approved.len() as u32,
        declined: moderated.declined,
        screen_went_back: watched.went_back,
        unreadable: unreadable + host.counts().unreadable,
        really: options.really,
        reach: signals.reach(),
        off_screen: signals.off_screen().into_iter().collect(),
        ..Report::default()
    };
    if was_cleared {
        report.unwarned = stories.iter().filter(|s| s.joined && !s.warned).count() as u32;
    }
    if !options.really {
        report.screen_unapproved = watched.questions.difference(&moderated.approved).count() as u32;
    }
    compare(&mut report, host, &opened, &stories);
    add_up(&mut report, stories);
    report.seconds = began.elapsed().as_secs();
    Ok(report)
}

/// Returns the stories of all phones. A phone that does not finish within [`PATIENCE`] has failed.
async fn gather(phones: &mut JoinSet<Story>) -> Vec<Story> {
    let mut stories = Vec::with_capacity(phones.len());
    let until = Instant::now() + PATIENCE;
    while let Ok(Some(story)) = tokio::time::timeout_at(until, phones.join_next()).await {
        let failed = || Story {
            failed: Some("this phone panicked".to_owned()),
            ..Story::default()
        };
        stories.push(story.unwrap_or_else(|_| failed()));
    }
    let late = || Story {
        failed: Some("did not finish".to_owned()),
        ..Story::default()
    };
    stories.extend((0..phones.len()).map(|_| late()));
    phones.abort_all();
    stories
}

/// Compares the host's fresh view with the acknowledged ballots and with what phones see.
fn compare(report: &mut Report, host: &Client, opened: &[u32], stories: &[Story]) {
    for &id in opened {
        let Some(poll) = host.view().poll(id) else {
            report.lost.push(format!("poll {id}"));
            continue;
        };
        let ballots: Vec<&Ballot> = stories
            .iter()
            .filter_map(|story| story.ballots.get(&id))
            .collect();
        let sent = poll.kind.recount(poll.options.len(), &ballots);
        let ballots = ballots.len() as u32;
        let tally = host.view().tally(id);
        let shown_ballots = tally.map_or(0, |tally| tally.count);
        let shown = tally.and_then(|tally| tally.tally.clone());
        let shares = tally.and_then(|tally| tally.shares.clone());
        let equal = shown.as_ref().is_some_and(|shown| {
            let is_same = *shown == sent || (shown.covers(&sent) && sent.covers(shown));
            (shown_ballots == ballots && is_same)
                || (report.really && shown_ballots >= ballots && shown.covers(&sent))
        });
        let titles = &poll.title;
        let langs = host
            .view()
            .event()
            .map(|event| event.langs.clone())
            .unwrap_or_default();
        let title = langs
            .iter()
            .find_map(|lang| titles.get(lang))
            .cloned()
            .unwrap_or_default();
        let public = (shown_ballots, shown.clone());
        let differ = stories
            .iter()
            .filter_map(|story| story.seen.get(&id))
            .filter(|seen| **seen != public);
        report.diverged += if report.really {
            0
        } else {
            differ.count() as u32
        };
        report.polls.push(PollResult {
            poll: id,
            title,
            ballots,
            sent,
            shown_ballots,
            shown,
            shares,
            equal,
        });
    }
}

fn add_up(report: &mut Report, stories: Vec<Story>) {
    let mut took: Vec<Duration> = Vec::new();
    let mut rejected: BTreeMap<String, u32> = BTreeMap::new();
    for story in stories {
        report.joined += u32::from(story.joined);
        report.joins_put_off += story.counts.put_off;
        report.reconnects += story.counts.reconnects;
        report.resent += story.counts.resent;
        report.unreadable += story.counts.unreadable;
        report.sent += story.sent;
        report.acked += story.took.len() as u32;
        report.ballots_acked += story.ballots_acked;
        report.questions_acked += story.questions.len() as u32;
        report.upvotes_acked += story.upvotes_acked;
        report.lost.extend(story.lost);
        report.failed.extend(story.failed);
        took.extend(story.took);
        for (kind, times) in story.rejected {
            *rejected.entry(kind).or_default() += times;
        }
    }
    report.ack_ms = AckTimes::of(&mut took);
    report.rejected = rejected
        .into_iter()
        .map(|(kind, times)| Rejected { kind, times })
        .collect();
}
