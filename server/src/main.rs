//! The command line: starts the server, and carries out its operator's commands.

mod commands;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plenary::admin::{self, Reply, Request, Revoked};
use plenary::backup::copy_list;
use plenary::clock::Clock;
use plenary::code;
use plenary::config::{Backups, Config, Settings};
use plenary::event_file;
use plenary::http::qr;
use plenary::images::beside::Beside;
use plenary::logging;
use plenary::node::Candidates;
use plenary::rehearse;
use plenary::role;
use plenary::server::{Folder, Server, StartError};
use plenary::socket::{Places, Sockets};
use plenary::supervisor::{self, Word};
use plenary::text_file;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::commands::{backup, health};

/// Time limit for threads that are still at work when everything else has ended.
const GOODBYE: Duration = Duration::from_secs(3);

/// Live polls, audience questions and panels for an event, in one binary.
///
/// Without a command it serves: guests join by QR code, and each role has a link.
#[derive(Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Create, check, import, export, list and delete events
    #[command(subcommand)]
    Event(EventCommand),
    /// Print what happened in an event, one line per fact
    Log {
        code: String,
        /// Also print participants' numbers, and the names they gave for named polls. Who knows when somebody joined can then see how they voted
        #[arg(long)]
        participants: bool,
    },
    /// Check that an event's log is the one that was written, and count its ballots again
    ///
    /// Works beside a running server, and without one on the data folder or on a copy of it (--data). Names the first record that
    /// does not follow from those before it. With a backup file instead of a code, checks the backup and every event in it.
    Verify {
        #[arg(value_name = "CODE|FILE")]
        code: String,
        /// A head that was printed or exported once: check that this log contains it
        #[arg(long)]
        head: Option<String>,
        /// Go on with a log that was cut or replaced by an older copy, and replace all links
        #[arg(long, conflicts_with = "head")]
        accept: bool,
    },
    /// Write everything that the data folder holds into one file, beside a running server or without one
    Backup(backup::Take),
    /// Put a backup into a new or empty data folder, or one event of it beside others; the server must not run
    Restore(backup::Restore),
    /// Show the link with which an organiser makes events in the browser
    Links {
        /// Revoke and replace it first; browsers that it let in must use the new one
        #[arg(long)]
        revoke: bool,
    },
    /// Replace the server's key
    #[command(subcommand)]
    Key(KeyCommand),
    /// Ask the server of these settings whether it serves, and fail if it does not
    Healthz,
    /// Play a realistic hall against a running server, and report whether anything was lost
    Rehearse(rehearse::Options),
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a new server key, after the old one may have been seen by others; the server must not run
    ///
    /// All role links and single-use codes of all events change, and every open page of staff needs its new link. Guests become new
    /// guests: who has voted can vote again in a poll that is open.
    Rotate,
}

#[derive(Subcommand)]
enum EventCommand {
    /// Write a commented event file to start from
    New {
        #[arg(default_value = "my-event.toml")]
        file: PathBuf,
    },
    /// Check an event file, and report errors and likely mistakes with line and column
    Check { file: PathBuf },
    /// Create an event from a file, or update the event whose code the file names
    Import {
        file: PathBuf,
        /// The event to import into, or the code for a new one
        #[arg(long, value_name = "CODE")]
        into: Option<String>,
    },
    /// Print an event as a file that imports to the same event
    Export {
        code: String,
        /// Write the pictures that the file names into this folder, in the size that the screen shows
        #[arg(long, value_name = "FOLDER")]
        pictures: Option<PathBuf>,
    },
    /// List the events of this server
    List,
    /// Delete an event with its ballots and questions
    Delete { code: String },
    /// Erase what a guest wrote: questions, names, the nickname, and texts in polls
    ///
    /// The guest's ballots go on counting. There is no undo.
    Erase {
        code: String,
        /// The guest's number, as `plenary log CODE --participants` prints it
        #[arg(long, value_name = "N")]
        participant: u32,
    },
    /// Make single-use codes for polls with one ballot per person, and write all codes of the event to a file
    ///
    /// A host prints the sheet at ADDRESS/CODE/codes. Without --count and --list no new codes are made.
    Codes {
        code: String,
        /// Number of codes to make
        #[arg(long, value_name = "N", default_value_t = 0)]
        count: u32,
        /// What the new codes say of their guests, once for each group: a group with `assigned = true`
        #[arg(long, value_name = "GROUP=VALUE", value_parser = membership)]
        group: Vec<(String, String)>,
        /// A CSV list with one code a line. Columns: `name`, and the keys of groups
        #[arg(long, value_name = "FILE")]
        list: Option<PathBuf>,
        /// The file to write [default: CODE-codes.csv]
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Show the links of an event's roles
    Links {
        code: String,
        /// Revoke and replace the links of this role, named as in the list, or `all`; their open pages close
        #[arg(long, value_name = "ROLE", value_parser = revoked)]
        revoke: Option<Revoked>,
        /// The person's key in the event file, for a role with personal links
        #[arg(long, value_name = "KEY")]
        person: Option<String>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    logging::start(cli.settings.log_format());
    let done = tokio::runtime::Runtime::new()
        .context("no runtime")
        .and_then(|runtime| {
            let done = runtime.block_on(run(cli));
            // A backup that nobody reads is on a thread that cannot be stopped.
            runtime.shutdown_timeout(GOODBYE);
            done
        });
    match done {
        Ok(code) => code,
        Err(e) => {
            eprintln!("plenary: {e:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Some(Command::Event(EventCommand::Check { file })) => return check(file),
        Some(Command::Event(EventCommand::New { file })) => return begin(file),
        Some(
            Command::Event(_)
            | Command::Log { .. }
            | Command::Links { .. }
            | Command::Verify { .. }
            | Command::Backup(_)
            | Command::Restore(_)
            | Command::Healthz
            | Command::Rehearse(_)
            | Command::Key(_),
        )
        | None => {}
    }
    if let Some(Command::Rehearse(options)) = &cli.command {
        let mut options = options.clone();
        if options.url == "-" {
            options.url.clear();
            io::stdin().read_line(&mut options.url)?;
            options.url = options.url.trim().to_owned();
        }
        let options = &options;
        let seed = options.seed.unwrap_or_else(|| Clock::system().random_u32());
        return Ok(rehearse::command(options, seed).await);
    }
    let config = cli.settings.validate()?;
    let mut csv = PathBuf::new();
    let mut album = PathBuf::new();
    let request = match cli.command {
        None | Some(Command::Rehearse(_)) => return serve(&config).await,
        Some(Command::Healthz) => return health::ask(&config),
        Some(Command::Key(KeyCommand::Rotate)) => return rotate(&config).await,
        Some(Command::Backup(options)) => return backup::take(&config, &options),
        Some(Command::Restore(options)) => return backup::restore(&config, &options),
        Some(Command::Log { code, participants }) => Request::Log { code, participants },
        Some(Command::Links { revoke }) => Request::Organise { revoke },
        Some(Command::Verify { code, .. })
            if code::parse(&code).is_none() && Path::new(&code).is_file() =>
        {
            return backup::verify(&config, Path::new(&code));
        }
        Some(Command::Verify { code, head, accept }) => Request::Verify { code, head, accept },
        Some(Command::Event(command)) => match command {
            EventCommand::Check { file } => return check(&file),
            EventCommand::New { file } => return begin(&file),
            EventCommand::Import { file, into } => {
                let text = text_file::read(&file)?;
                let mut beside = Beside::of(&file);
                if !is_good(&file, &text, &mut beside) {
                    return Ok(ExitCode::FAILURE);
                }
                let pictures = beside.read;
                Request::Import {
                    text,
                    into,
                    pictures,
                }
            }
            EventCommand::Export {
                code,
                pictures: folder,
            } => {
                let pictures = folder.is_some();
                album = folder.unwrap_or_default();
                Request::Export { code, pictures }
            }
            EventCommand::List => Request::List,
            EventCommand::Erase { code, participant } => Request::Erase { code, participant },
            EventCommand::Delete { code } => Request::Delete { code },
            EventCommand::Codes {
                code,
                count,
                group,
                list,
                csv: file,
            } => {
                csv = file.unwrap_or_else(|| format!("{code}-codes.csv").into());
                Request::Codes {
                    code,
                    count,
                    groups: group.into_iter().collect(),
                    list: list.map(|list| text_file::read(&list)).transpose()?,
                }
            }
            EventCommand::Links {
                code,
                revoke,
                person,
            } => Request::Links {
                code,
                revoke,
                person,
            },
        },
    };
    let Reply {
        out,
        file,
        pictures,
        ok,
    } = ask(&config, request).await?;
    if !ok {
        bail!("{}", out.trim_end());
    }
    if let Some(text) = file {
        // Who has a code can vote with it.
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let written = options.open(&csv);
        written
            .and_then(|mut out| out.write_all(text.as_bytes()))
            .with_context(|| csv.display().to_string())?;
        println!("{} written.", csv.display());
    }
    for (path, picture) in pictures {
        let file = album.join(path);
        let folder = file.parent().unwrap_or(&album);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&file, picture.bytes()))
            .with_context(|| file.display().to_string())?;
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Sends the request to the server running on the data folder. If there is none, works on the folder itself.
async fn ask(config: &Config, request: Request) -> anyhow::Result<Reply> {
    let folder = match Folder::take(&config.data) {
        Ok(folder) => folder,
        Err(StartError::InUse(path)) => {
            let asked = admin::send(&path, &request).await;
            return asked
                .with_context(|| format!("the server on {} does not answer", path.display()));
        }
        Err(e) => return Err(e.into()),
    };
    let nobody = Sockets::start(Places::new(0), 1)?;
    let app = folder
        .open(config, Candidates::none(), Clock::system(), nobody)
        .await?;
    let reply = admin::execute(&app, request).await;
    app.hub.close().await;
    // What was erased just now is to stay erased in a backup that is restored.
    if let Some(Backups { to, .. }) = &config.backups
        && let Err(e) = copy_list(&config.data, to)
    {
        tracing::error!(error = %e, "cannot write the list of erasures beside the backups");
    }
    Ok(reply)
}

/// Replaces the server's key, and ends all logins.
async fn rotate(config: &Config) -> anyhow::Result<ExitCode> {
    let folder = match Folder::take(&config.data) {
        Err(StartError::InUse(path)) => bail!("stop the server on {} first", path.display()),
        taken => taken?,
    };
    let nobody = Sockets::start(Places::new(0), 1)?;
    let clock = Clock::system();
    let app = folder
        .open(config, Candidates::none(), clock.clone(), nobody)
        .await?;
    let ended = admin::end_logins(&app).await;
    app.hub.close().await;
    if let Err(message) = ended {
        bail!("{message}; the key is still the old one");
    }
    folder.new_key(&clock)?;
    println!(
        "The server has a new key. All role links and single-use codes are new: show them with `plenary event links CODE` and \
         print the codes again. Guests become new guests."
    );
    Ok(ExitCode::SUCCESS)
}

async fn serve(config: &Config) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::new().context("no signals")?;
    let server = Server::start(config, Clock::system()).await?;
    // Serve even if the terminal is gone.
    let welcome = welcome(&server, !is_in_journal()).await?;
    let _ = io::stdout().write_all(welcome.as_bytes());
    let _ = io::stdout().flush();
    // The port is open, so whoever comes now is served in a moment.
    supervisor::tell(Word::Ready);
    let (end, ending) = watch::channel(false);
    tokio::spawn(async move {
        signals.next().await;
        tracing::info!("shutting down; phones will reconnect");
        supervisor::tell(Word::Stopping);
        end.send_replace(true);
        signals.next().await;
        // A second signal exits at once. Everything acked is durable.
        std::process::exit(130);
    });
    server.run(ending).await?;
    Ok(ExitCode::SUCCESS)
}

/// Returns true if systemd writes what this process prints into its journal, which others can read and which is kept.
fn is_in_journal() -> bool {
    let journal = std::env::var("JOURNAL_STREAM").unwrap_or_default();
    let out = io::stdout().as_fd().try_clone_to_owned().map(File::from);
    let out = out.and_then(|out| out.metadata());
    out.is_ok_and(|out| journal == format!("{}:{}", out.dev(), out.ino()))
}

/// The shutdown signals: Ctrl-C, and those of a supervisor. Once this exists, neither kills the process in mid-work.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn new() -> io::Result<Signals> {
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Returns the text for the terminal: how guests join, and the links of the roles if they may be shown.
async fn welcome(server: &Server, shows_links: bool) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let app = &server.app;
    let base = app
        .hub
        .candidates()
        .first()
        .map(|(url, _)| url.clone())
        .unwrap_or_default();
    writeln!(out, "\nPlenary {} serves {base}", env!("CARGO_PKG_VERSION"))?;
    writeln!(
        out,
        "Data: {}   Guests at once: {}\n",
        server.folder().display(),
        app.sockets.places.guests_max()
    )?;
    if shows_links {
        match admin::organise(app, false).await {
            Ok(link) => writeln!(out, "Make events in the browser:\n{link}")?,
            Err(e) => writeln!(out, "  cannot show the organiser's link: {e}\n")?,
        }
    } else {
        writeln!(out, "  plenary links shows the organiser's link.\n")?;
    }
    let events = app.hub.events();
    if events.is_empty() {
        writeln!(
            out,
            "There is no event yet. Create a commented file, edit it, and import it:\n"
        )?;
        writeln!(
            out,
            "  plenary event new FILE\n  plenary event check FILE\n  plenary event import FILE\n"
        )?;
        return Ok(out);
    }
    for header in events.iter().filter(|header| header.expires_at.is_none()) {
        let base = match app.hub.room(&header.code).await {
            Ok(room) if room.entrance().in_trash => continue,
            Ok(room) => app.join_address(&room),
            Err(e) => {
                writeln!(out, "Event {} cannot be opened: {e}\n", header.code)?;
                continue;
            }
        };
        writeln!(
            out,
            "Event {}: guests join at {base}/{}\n",
            header.code, header.code
        )?;
        if events.len() == 1 {
            writeln!(out, "{}", qr::terminal(&qr::join_text(&base, &header.code)))?;
        }
        if !shows_links {
            let code = &header.code;
            writeln!(
                out,
                "  plenary event links {code} shows the links of the roles.\n"
            )?;
            continue;
        }
        match admin::links(app, &header.code, None, None).await {
            Ok(links) => writeln!(out, "{links}")?,
            Err(e) => writeln!(out, "  cannot show the links: {e}\n")?,
        }
    }
    Ok(out)
}

fn check(file: &Path) -> anyhow::Result<ExitCode> {
    if !is_good(file, &text_file::read(file)?, &mut Beside::of(file)) {
        return Ok(ExitCode::FAILURE);
    }
    println!("{} is a valid event file.", file.display());
    Ok(ExitCode::SUCCESS)
}

/// Prints the errors and warnings of an event file, one per line, and reads its pictures. Returns true if it can be imported.
fn is_good(file: &Path, text: &str, beside: &mut Beside) -> bool {
    let checked = event_file::check_with(text, beside);
    for warning in &checked.warnings {
        let (line, column) = (warning.line, warning.column);
        let message = &warning.message;
        eprintln!("{}:{line}:{column}: warning: {message}", file.display());
    }
    let faults = checked.file.err().unwrap_or_default();
    for fault in &faults {
        eprintln!("{}:{fault}", file.display());
    }
    faults.is_empty()
}

/// Writes an event file to start from, with today's date and the local time zone.
fn begin(file: &Path) -> anyhow::Result<ExitCode> {
    let zone = TimeZone::try_system().unwrap_or(TimeZone::UTC);
    let name = zone.iana_name().unwrap_or("UTC").to_owned();
    let now = i64::try_from(Clock::system().now())?;
    let today = Timestamp::from_millisecond(now)?.to_zoned(zone).date();
    let mut options = std::fs::OpenOptions::new();
    let written = options.write(true).create_new(true).open(file);
    let named = file.display();
    match written {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            bail!("{named} already exists: choose another name")
        }
        written => written
            .and_then(|mut out| {
                out.write_all(event_file::new(&today.to_string(), &name).as_bytes())
            })
            .with_context(|| named.to_string())?,
    }
    println!("{named} created. Edit it, then:\n");
    println!("  plenary event check {named}\n  plenary event import {named}\n");
    Ok(ExitCode::SUCCESS)
}

fn membership(text: &str) -> Result<(String, String), String> {
    let (group, value) = text.split_once('=').ok_or("expected GROUP=VALUE")?;
    Ok((group.trim().to_owned(), value.trim().to_owned()))
}

fn revoked(text: &str) -> Result<Revoked, String> {
    if text == "all" {
        return Ok(Revoked::All);
    }
    let known = role::staff().find(|entry| entry.name == text);
    known.map(|entry| Revoked::Of(entry.role)).ok_or_else(|| {
        let names: Vec<&str> = role::staff().map(|entry| entry.name).collect();
        format!("expected `all` or one of: {}", names.join(", "))
    })
}
