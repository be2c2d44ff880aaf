//! `plenary backup`, `plenary restore`, and `plenary verify` with a backup file.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use plenary::admin;
use plenary::admin::verify::verify_backup;
use plenary::backup;
use plenary::clock::Clock;
use plenary::code;
use plenary::config::Config;
use plenary::log::backup::{BackupError, Into, Manifest, read};
use plenary::server::{Folder, StartError, sealed_with};

/// Prints a line. Whoever reads it may be gone, and the work is done all the same.
macro_rules! say {
    ($($said:tt)*) => {{
        let _ = writeln!(io::stdout(), $($said)*);
    }};
}

/// What `plenary backup` takes.
#[derive(Args)]
pub struct Take {
    /// The file to write
    file: PathBuf,
    /// Leave out the keys to what guests wrote: whoever has the file can never read it, and a restore has all votes and no texts
    #[arg(long)]
    without_texts: bool,
}

/// What `plenary restore` takes.
#[derive(Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
    /// Restore this event alone, beside the others of the folder
    #[arg(long, value_name = "CODE")]
    event: Option<String>,
    /// A newer list of erasures to apply, `log.erased` of the lost folder or of another backup; can be given several times. The lists in
    /// the backup, beside it and in the folder are always applied
    #[arg(long, value_name = "FILE")]
    erased: Vec<PathBuf>,
}

/// Takes a backup: through the server running on the data folder, or of the folder itself.
pub fn take(config: &Config, options: &Take) -> anyhow::Result<ExitCode> {
    let (file, texts) = (&options.file, !options.without_texts);
    let passphrase = sealed_with(config).context("cannot read the passphrase")?;
    let clock = Clock::system();
    let taken = match Folder::take(&config.data) {
        Ok(_folder) => {
            if !config.data.join(backup::LOG).exists() {
                bail!("{} has no log yet", config.data.display());
            }
            backup::keep(file, passphrase.as_ref(), &clock, |out| {
                backup::write_closed(&config.data, &clock, texts, out)
            })
        }
        Err(StartError::InUse(folder)) => backup::keep(file, passphrase.as_ref(), &clock, |out| {
            let stream = admin::ask_for_backup(&folder, texts)?;
            // Checks what comes on its way into the file.
            read(&mut Copying { stream, out }, |_| Ok(()))
        }),
        Err(e) => return Err(e.into()),
    };
    say!("{} written: {}.", file.display(), contents(&taken?));
    if passphrase.is_none() {
        say!(
            "It is not encrypted: whoever has it can read everything and has all links. Keep it like the data folder."
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn contents(manifest: &Manifest) -> String {
    let (events, facts) = (
        manifest.events.len(),
        manifest.events.iter().map(|event| event.facts).sum::<u64>(),
    );
    let plural = if events == 1 { "" } else { "s" };
    format!("{events} event{plural} with {facts} facts")
}

/// Writes whatever is read from it.
struct Copying<'a, R> {
    stream: R,
    out: &'a mut dyn Write,
}

impl<R: Read> Read for Copying<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(into)?;
        self.out.write_all(&into[..length])?;
        Ok(length)
    }
}

/// Restores a backup.
pub fn restore(config: &Config, options: &Restore) -> anyhow::Result<ExitCode> {
    let Restore {
        file,
        event,
        erased,
    } = options;
    let passphrase = sealed_with(config).context("cannot read the passphrase")?;
    let event = event
        .as_deref()
        .map(|text| code::parse(text).with_context(|| format!("\"{text}\" is not a join code")));
    let event = event.transpose()?;
    File::open(file).with_context(|| file.display().to_string())?;
    for list in erased {
        File::open(list).with_context(|| list.display().to_string())?;
    }
    let folder = match Folder::take(&config.data) {
        Err(StartError::InUse(path)) => bail!("stop the server on {} first", path.display()),
        taken => taken?,
    };
    let into = event.as_deref().map_or(Into::Empty, Into::Beside);
    if event.is_some() {
        folder.is_current()?;
    }
    let restored = backup::restore(file, passphrase.as_ref(), &config.data, &into, erased);
    let restored = restored?;
    for (code, number) in &restored.events {
        say!("Event {code} is restored.");
        if number.is_some() {
            say!(
                "Its number was taken by another event, so its heads, links and guests' logins are new."
            );
        }
    }
    for code in &restored.deleted {
        say!(
            "Event {code} or its guest data was deleted after this backup was taken, and stays deleted."
        );
    }
    if restored.erased > 0 {
        say!("What {} guests had erased stays erased.", restored.erased);
    }
    if restored.events.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    say!(
        "Links that were revoked after this backup was taken work again: plenary event links CODE --revoke all"
    );
    Ok(ExitCode::SUCCESS)
}

/// Checks a backup file.
pub fn verify(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let passphrase = sealed_with(config).context("cannot read the passphrase")?;
    let mut input = match backup::open(file, passphrase.as_ref()) {
        Err(BackupError::Io(e)) => return Err(e).context(file.display().to_string()),
        opened => opened?,
    };
    match verify_backup(&mut input) {
        Ok(out) => say!("{}", out.trim_end()),
        Err(out) => bail!("{}", out.trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}
