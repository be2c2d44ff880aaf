//! The operator's requests from the command line. If a server is running, they go through a socket in the data folder,
//! which only the folder's owner can reach. Otherwise they run on the folder directly. Both ways use [`execute`].

mod codes;
mod history;
pub mod verify;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream as StdStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use plenary_domain::command::Command;
use plenary_domain::ids::{Millis, ParticipantId, PersonId};
use plenary_domain::import::{Conflict, Plan, Refused};
use plenary_domain::people::codes::{CODES_MAX, CodeDraft};
use plenary_domain::program::{PICTURES_MAX, Picture};
use plenary_domain::rejection;
use plenary_domain::role::{Actor, StaffRole};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

use crate::app::App;
use crate::backup::{self, Taken};
use crate::event_file;
use crate::event_file::pictures::Sent;
use crate::events;
use crate::hub::HubError;
use crate::images::{self, Image, Size};
use crate::log::backup::{BackupError, give_up};
use crate::protocol::{Rejection, Role, staff_role};
use crate::role;

/// The socket's name in the data folder.
pub const SOCKET: &str = "admin.sock";
/// Limit on a request in bytes: an event file as JSON, with its pictures in both sizes as Base64.
const REQUEST_BYTES_MAX: u64 =
    4 * event_file::BYTES_MAX as u64 + 3 * (PICTURES_MAX * images::BYTES_MAX) as u64;

/// Pause after a failed accept.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);
/// Time that one who asked for a backup may take to read on. Until it ends, the write-ahead log grows.
const SEND_PATIENCE: Duration = Duration::from_secs(30);

/// A request: one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Imports an event file's text into the event it names, or as a new event.
    Import {
        text: String,
        into: Option<String>,
        /// The pictures that the file names, by path.
        #[serde(default)]
        pictures: Sent,
    },
    Export {
        code: String,
        /// Also return the pictures.
        #[serde(default)]
        pictures: bool,
    },
    List,
    /// Shows the organiser's link, after revoking it if asked to.
    Organise {
        revoke: bool,
    },
    Delete {
        code: String,
    },
    /// Shows the links of an event, after revoking those of a role or all of them if given.
    Links {
        code: String,
        revoke: Option<Revoked>,
        person: Option<String>,
    },
    /// Makes single-use codes, and returns all codes of an event as CSV.
    Codes {
        code: String,
        count: u32,
        /// The key of a value, by the key of its group.
        groups: BTreeMap<String, String>,
        /// The text of a list, with one code a line.
        list: Option<String>,
    },
    /// Erases what a guest wrote.
    Erase {
        code: String,
        /// The guest's number in the event's history.
        participant: u32,
    },
    /// Checks that an event's log is the one that was written, and counts its ballots again.
    Verify {
        code: String,
        /// A head that was printed once.
        head: Option<String>,
        /// Go on with a log that was cut or replaced by an older copy.
        accept: bool,
    },
    /// Prints what happened in an event, optionally with participants' numbers.
    Log {
        code: String,
        participants: bool,
    },
}

/// A request whose answer is a stream of bytes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Streamed {
    /// A backup of the whole folder, with or without the keys to what guests wrote.
    Backup { texts: bool },
}

/// Whose links to revoke.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revoked {
    All,
    Of(Role),
}

/// What to print, and whether it succeeded.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    pub out: String,
    /// What to write into a file.
    pub file: Option<String>,
    /// The pictures of an exported event, by the path in its file.
    #[serde(default)]
    pub pictures: BTreeMap<String, Image>,
    pub ok: bool,
}

/// Listens for requests until the server ends.
///
/// # Errors
/// Errors of the file system.
pub fn listen(folder: &Path, app: App, taken: Taken) -> io::Result<()> {
    let data = folder.to_owned();
    let path = folder.join(SOCKET);
    // We hold the folder's lock, so an existing socket is left from a killed server.
    match std::fs::remove_file(&path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    tokio::spawn(async move {
        loop {
            let stream = match listener.accept().await {
                Ok((stream, _)) => stream,
                Err(e) => {
                    // Most likely out of file descriptors. Keep listening for when that is over.
                    tracing::warn!(error = %e, "cannot accept an admin request");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            let (app, data, taken) = (app.clone(), data.clone(), taken.clone());
            tokio::spawn(async move {
                if let Err(e) = answer(&app, data, &taken, stream).await {
                    tracing::debug!(error = %e, "an admin request was cut off");
                }
            });
        }
    });
    Ok(())
}

/// Sends a request to the server running on this folder.
///
/// # Errors
/// Errors of the socket: not found or refused if no server runs.
pub async fn send(folder: &Path, request: &Request) -> io::Result<Reply> {
    let mut stream = UnixStream::connect(folder.join(SOCKET)).await?;
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    let mut reply = String::new();
    BufReader::new(stream).read_line(&mut reply).await?;
    Ok(serde_json::from_str(&reply)?)
}

async fn answer(app: &App, data: PathBuf, taken: &Taken, mut stream: UnixStream) -> io::Result<()> {
    let mut line = String::new();
    let reading = tokio::io::AsyncReadExt::take(&mut stream, REQUEST_BYTES_MAX);
    BufReader::new(reading).read_line(&mut line).await?;
    if let Ok(Streamed::Backup { texts }) = serde_json::from_str(&line) {
        return stream_backup(app, data, texts, taken, stream).await;
    }
    let reply = match serde_json::from_str(&line) {
        Ok(request) => execute(app, request).await,
        Err(e) => Reply {
            out: format!("not a request of this version: {e}\n"),
            file: None,
            pictures: BTreeMap::new(),
            ok: false,
        },
    };
    let mut line = serde_json::to_vec(&reply)?;
    line.push(b'\n');
    stream.write_all(&line).await
}

/// Returns a stream on which each write waits that long at most, and the thread with it.
fn patient(stream: UnixStream, patience: Duration) -> io::Result<StdStream> {
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    stream.set_write_timeout(Some(patience))?;
    Ok(stream)
}

/// Sends a backup, on a thread of its own.
async fn stream_backup(
    app: &App,
    data: PathBuf,
    texts: bool,
    taken: &Taken,
    stream: UnixStream,
) -> io::Result<()> {
    let mut stream = patient(stream, SEND_PATIENCE)?;
    let (clock, taken) = (app.clock.clone(), taken.clone());
    let sent = tokio::task::spawn_blocking(move || {
        let at = clock.now();
        match backup::write(&data, &clock, texts, &mut stream) {
            Ok(_) => taken.note(at),
            Err(e) => {
                tracing::error!(error = %e, "a backup was given up");
                // Whoever asked may be gone, and one who does not read is not waited for again.
                let is_stuck =
                    matches!(&e, BackupError::Io(e) if e.kind() == io::ErrorKind::WouldBlock);
                if !is_stuck {
                    let _ = give_up(&e, &mut stream);
                }
            }
        }
    });
    sent.await.map_err(io::Error::other)
}

/// Asks the server running on this folder for a backup, and returns the stream on which it comes. It blocks.
///
/// # Errors
/// Errors of the socket.
pub fn ask_for_backup(folder: &Path, texts: bool) -> io::Result<StdStream> {
    let mut stream = StdStream::connect(folder.join(SOCKET))?;
    let mut line = serde_json::to_vec(&Streamed::Backup { texts })?;
    line.push(b'\n');
    stream.write_all(&line)?;
    Ok(stream)
}

/// Executes a request.
pub async fn execute(app: &App, request: Request) -> Reply {
    let mut file = None;
    let mut sent = BTreeMap::new();
    let done = match request {
        Request::Import {
            text,
            into,
            pictures,
        } => import(app, &text, into, pictures).await,
        Request::Export { code, pictures } => match export(app, &code, pictures).await {
            Ok((out, pictures)) => {
                sent = pictures;
                Ok(out)
            }
            Err(message) => Err(message),
        },
        Request::List => list(app).await,
        Request::Organise { revoke } => organise(app, revoke).await,
        Request::Delete { code } => delete(app, &code).await,
        Request::Links {
            code,
            revoke,
            person,
        } => links(app, &code, revoke, person).await,
        Request::Erase { code, participant } => erase(app, &code, participant).await,
        Request::Verify {
            code, accept: true, ..
        } => accept(app, &code).await,
        Request::Verify { code, head, .. } => verify::verify(app, &code, head.as_deref()).await,
        Request::Log { code, participants } => log(app, &code, participants).await,
        Request::Codes {
            code,
            count,
            groups,
            list,
        } => match codes_of(app, &code, count, &groups, list.as_deref()).await {
            Ok((out, csv)) => {
                file = Some(csv);
                Ok(out)
            }
            Err(message) => Err(message),
        },
    };
    match done {
        Ok(out) => Reply {
            out,
            file,
            pictures: sent,
            ok: true,
        },
        Err(message) => Reply {
            out: format!("{message}\n"),
            file: None,
            pictures: BTreeMap::new(),
            ok: false,
        },
    }
}

async fn import(
    app: &App,
    text: &str,
    into: Option<String>,
    pictures: Sent,
) -> Result<String, String> {
    let read = events::parsed(text.to_owned(), pictures).await;
    let (file, pictures) = read.map_err(|faults| events::told(&faults))?;
    let wish = match into {
        Some(code) => Some(event_code(&code)?),
        None => file.code,
    };
    if let Some(code) = wish
        .as_deref()
        .filter(|code| app.hub.header(code).is_some())
    {
        let room = app.hub.room(code).await.map_err(said)?;
        if room.entrance().in_trash {
            return Err(format!(
                "event {code} is in the trash: restore it on the organiser's page (`plenary links`), or delete it with `plenary event delete {code}`"
            ));
        }
        let imported = app.hub.import(code, file.program, pictures.into_values());
        let plan = imported.await.map_err(said)?;
        return after_import(code, &plan);
    }
    let named = wish.is_some();
    let created = events::create(app, text, pictures, wish).await;
    let header = created.map_err(|refused| refused.to_string())?;
    let hint = if named {
        String::new()
    } else {
        format!(
            "To import the file into this event again, write code = \"{}\" under [event].\n",
            header.code
        )
    };
    Ok(format!(
        "Event {} created.\n{hint}{}",
        header.code,
        links(app, &header.code, None, None).await?
    ))
}

fn after_import(code: &str, plan: &Plan) -> Result<String, String> {
    let mut out = match &plan.refused {
        Some(refused) => format!("Nothing was imported into event {code}: {refused}.\n"),
        None if plan.conflicts.is_empty() => format!("Event {code} now matches the file.\n"),
        None => {
            format!(
                "Event {code} now matches the file, except for items that can no longer change:\n"
            )
        }
    };
    for Conflict { item, why } in &plan.conflicts {
        let _ = writeln!(out, "  {item} unchanged: {why}");
    }
    match &plan.refused {
        None => return Ok(out),
        Some(Refused::Language(lang)) => {
            let _ = write!(
                out,
                "Add them to the file with a text in `{lang}`, or put a language that they have first in `languages`, and import again."
            );
        }
        Some(Refused::TooMany { what, .. }) => {
            let _ = write!(
                out,
                "Remove enough other {what} from the file, and import again."
            );
        }
    }
    Err(out)
}

/// Returns the event file, and the pictures that it names if asked for.
async fn export(
    app: &App,
    code: &str,
    pictures: bool,
) -> Result<(String, BTreeMap<String, Image>), String> {
    let code = event_code(code)?;
    let program = events::program(app, &code).await.map_err(said)?;
    let mut found = BTreeMap::new();
    let named = events::pictures(&program).into_iter();
    for Picture { hash, file } in named.filter(|_| pictures) {
        let bytes = app.hub.picture(&code, hash, Size::Screen).await;
        if let Some(image) = bytes.map_err(said)?.and_then(Image::of) {
            found.insert(file.clone(), image);
        }
    }
    Ok((events::file(program, Some(code)), found))
}

async fn list(app: &App) -> Result<String, String> {
    let mut out = String::new();
    for header in app.hub.events() {
        let room = match app.hub.room(&header.code).await {
            Ok(room) => room,
            Err(e) => {
                let _ = writeln!(out, "{}  cannot be read: {e}", header.code);
                continue;
            }
        };
        let title = room.read(|state| {
            let info = state.event.info.as_ref()?;
            let title = info
                .langs
                .first()
                .and_then(|lang| info.title.get(lang))
                .cloned()
                .unwrap_or_default();
            Some(format!(
                "{}  {title}  ({} participants)",
                info.date,
                state.participants.len()
            ))
        });
        let title = title.await.ok().flatten().unwrap_or_default();
        let copy = if header.expires_at.is_some() {
            "  (a rehearsal's copy)"
        } else if room.entrance().in_trash {
            "  (in the trash)"
        } else {
            ""
        };
        let _ = writeln!(out, "{}  {title}{copy}", header.code);
    }
    if out.is_empty() {
        out.push_str("There is no event yet. Start with: plenary event new FILE\n");
    }
    Ok(out)
}

/// Returns the organiser's link.
///
/// # Errors
/// A sentence for the operator.
pub async fn organise(app: &App, revoke: bool) -> Result<String, String> {
    if revoke {
        revoke_organisers(app).await?;
    }
    Ok(format!("  {:<11} {}\n", "organiser", app.organiser_link()))
}

async fn revoke_organisers(app: &App) -> Result<(), String> {
    let revoked = app.organisers.revoke(app.clock.now());
    revoked.await.map_err(|e| e.to_string())
}

async fn delete(app: &App, code: &str) -> Result<String, String> {
    let code = event_code(code)?;
    app.hub.delete(&code).await.map_err(said)?;
    Ok(format!(
        "Event {code} deleted, with its ballots and questions.\n"
    ))
}

/// Erases what a guest wrote. Guests are numbered from 1, as in the event's history.
async fn erase(app: &App, code: &str, participant: u32) -> Result<String, String> {
    let code = event_code(code)?;
    let unknown = || {
        format!(
            "event {code} has no participant {participant}; `plenary log {code} --participants` prints their numbers"
        )
    };
    let guest = participant.checked_sub(1).map(ParticipantId);
    let guest = guest.ok_or_else(unknown)?;
    let room = app.hub.room(&code).await.map_err(said)?;
    let erased = room.order(Actor::Operator, Command::EraseGuest { guest });
    match erased.await {
        Ok(()) => Ok(format!(
            "Everything participant {participant} wrote in event {code} is erased. The ballots go on counting.\n"
        )),
        Err(Rejection::Unknown) => Err(unknown()),
        Err(refusal) => Err(said(HubError::Rejected(refusal))),
    }
}

/// Returns the links of an event, one per line.
///
/// # Errors
/// A sentence for the operator.
pub async fn links(
    app: &App,
    code: &str,
    revoke: Option<Revoked>,
    person: Option<String>,
) -> Result<String, String> {
    let code = event_code(code)?;
    let room = app.hub.room(&code).await.map_err(said)?;
    let of = |role, person| {
        let role = staff_role(role, person);
        role.ok_or("a role with personal links needs --person KEY")
    };
    let revoked = match revoke {
        None => vec![],
        Some(Revoked::Of(role)) => {
            vec![of(
                role,
                person.and_then(|key| room.entrance().person(&key)),
            )?]
        }
        Some(Revoked::All) => {
            let links = app.links(&room).into_iter();
            let roles = links.map(|link| of(link.role, link.person.map(PersonId)));
            // The addresses of polls are links, too.
            let roles = roles.chain([Ok(StaffRole::Slide)]);
            roles.collect::<Result<Vec<StaffRole>, &str>>()?
        }
    };
    for role in revoked {
        let revoked = room.order(Actor::Operator, Command::Revoke { role }).await;
        revoked.map_err(|refusal| said(HubError::Rejected(refusal)))?;
    }
    let mut out = String::new();
    for link in app.links(&room) {
        let _ = writeln!(out, "  {:<11} {}", role::of(link.role).name, link.url);
    }
    Ok(out)
}

/// Goes on with an event whose log was cut or replaced by an older copy.
async fn accept(app: &App, code: &str) -> Result<String, String> {
    let code = event_code(code)?;
    app.hub.accept_loss(&code).await.map_err(said)?;
    // Whoever put an older log back may have put back more of the folder.
    let organiser = organise(app, true).await?;
    Ok(format!(
        "Event {code} goes on with the log as it is. Nobody knows which links were revoked in what is missing, so these are new:\n{}{organiser}",
        links(app, &code, None, None).await?
    ))
}

/// Ends all logins of all events, before the server gets a new key. Nobody is let in by a link of the old one afterwards.
///
/// # Errors
/// A sentence for the operator.
pub async fn end_logins(app: &App) -> Result<(), String> {
    revoke_organisers(app).await?;
    for header in app.hub.events() {
        let room = app.hub.room(&header.code).await.map_err(said)?;
        let logins = room.read(|state| state.logins.iter().map(|(id, _)| id).collect::<Vec<_>>());
        let rejected = |refusal| said(HubError::Rejected(refusal));
        for login in logins.await.map_err(rejected)? {
            let ended = room.order(Actor::Operator, Command::EndLogin { login });
            ended.await.map_err(rejected)?;
        }
    }
    Ok(())
}

async fn log(app: &App, code: &str, participants: bool) -> Result<String, String> {
    let code = event_code(code)?;
    let records = app.hub.records(&code).await.map_err(said)?;
    history::lines(&records, participants)
}

/// Makes codes if asked for. Returns what to print, and all codes of the event as CSV.
async fn codes_of(
    app: &App,
    code: &str,
    count: u32,
    groups: &BTreeMap<String, String>,
    list: Option<&str>,
) -> Result<(String, String), String> {
    let code = event_code(code)?;
    let room = app.hub.room(&code).await.map_err(said)?;
    if count > CODES_MAX as u32 {
        return Err(format!("at most {CODES_MAX} codes"));
    }
    let mut drafts = codes::equal(count, groups);
    if let Some(list) = list {
        drafts.extend(codes::of_list(list)?);
    }
    let made = drafts.len();
    if made > 0 {
        let (drafts, known) = room
            .read(move |state| {
                let wrong = drafts.iter().find_map(|draft| {
                    state
                        .codes
                        .make(&state.groups, std::slice::from_ref(draft))
                        .err()
                        .map(|why| (draft.clone(), why))
                });
                (drafts, wrong)
            })
            .await
            .map_err(|refusal| said(HubError::Rejected(refusal)))?;
        if let Some((draft, why)) = known {
            return Err(unfit(&draft, &why));
        }
        let order = Command::MakeCodes { codes: drafts };
        let ordered = room.order(Actor::Operator, order).await;
        ordered.map_err(|refusal| {
            if let Rejection::OutOfRange { max, .. } = refusal {
                format!("an event has at most {max} codes, with those of earlier guests")
            } else {
                said(HubError::Rejected(refusal))
            }
        })?;
    }
    let cards = app
        .codes(&room)
        .await
        .map_err(|refusal| said(HubError::Rejected(refusal)))?;
    let base = app.join_address(&room);
    let out = format!(
        "{made} codes made; event {code} has {}. A host prints the sheet at {base}/{code}/codes\n",
        cards.len()
    );
    Ok((out, codes::csv(&cards)))
}

/// Says why a code cannot be made.
fn unfit(draft: &CodeDraft, why: &rejection::Rejection) -> String {
    let groups: Vec<String> = draft
        .groups
        .iter()
        .map(|(group, value)| format!("{group}={value}"))
        .collect();
    let groups = groups.join(", ");
    if *why == rejection::Rejection::NotAllowed {
        format!(
            "{groups}: a code can only give values of groups with `assigned = true` in the event file"
        )
    } else if *why == rejection::Rejection::Unknown {
        format!("{groups}: the event has no such group or value")
    } else {
        format!("{groups}: {why}")
    }
}

fn event_code(text: &str) -> Result<String, String> {
    crate::code::parse(text).ok_or_else(|| {
        format!("\"{text}\" is not a join code: six letters and digits without 0, O, 1 and I")
    })
}

fn said(e: HubError) -> String {
    e.to_string()
}

/// Returns a time for people, in UTC.
fn when(at: Millis) -> String {
    let at = i64::try_from(at).unwrap_or(i64::MAX);
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::MAX);
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_who_asks_for_a_backup_and_does_not_read_it_is_given_up() {
        let (ours, _theirs) = UnixStream::pair().expect("a socket");
        let mut ours = patient(ours, Duration::from_millis(20)).expect("a stream");
        // More than the system keeps for them.
        let sent = tokio::task::spawn_blocking(move || ours.write_all(&vec![0; 16 << 20]));
        let why = sent.await.expect("no panic").expect_err("stuck");
        assert_eq!(why.kind(), io::ErrorKind::WouldBlock);
    }
}
