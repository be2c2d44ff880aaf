//! One running server: it locks its data folder, opens the log, serves, and shuts down without losing anything.

use std::collections::BTreeSet;
use std::env::VarError;
use std::fs::{self, File, TryLockError};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{interval, sleep, timeout};

use crate::acme::{self, Challenges, Renewal};
use crate::address::Proxies;
use crate::app::{App, Storage};
use crate::backup::{self, Plan, Taken};
use crate::clock::Clock;
use crate::config::{self, Config, Tls, Webhooks};
use crate::drafts::Drafts;
use crate::event_file;
use crate::http;
use crate::hub::{Hub, HubError};
use crate::keys::Keys;
use crate::log::{LogError, SqliteLog};
use crate::node::{Addresses, Candidates, Node};
use crate::organisers::Organisers;
use crate::sealed::Passphrase;
use crate::socket::{Places, Sockets};
use crate::tls::files::{self, Files};
use crate::tls::{BadCertificate, Certificates};
use crate::{admin, code, metrics, private, supervisor, upgrade, webhook};

/// The demo: the workshop Plenary was first built for.
pub const DEMO: &str = include_str!("../../deploy/events/chengdu.toml");

/// Interval between sweeps for expired data.
const SWEEP: Duration = Duration::from_secs(600);
/// Interval between looks at the machine's addresses.
const LOOK: Duration = Duration::from_secs(5);
/// Attempts to lock a folder in use at startup, and the pause between them.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(100);
/// Time limit for sockets to close at shutdown.
const GOODBYE: Duration = Duration::from_secs(3);
/// File descriptors reserved for everything but connections, and those of each socket thread.
const FILES_KEPT: usize = 30 + http::metrics::CONNECTIONS_MAX + 1;
const FILES_OF_SHARD: usize = 2;
/// Limit on threads that own guests' sockets. One per core is enough, and the kernel needs more time for sockets than
/// we do.
const SHARDS_MAX: usize = metrics::SHARDS_MAX - 1;
/// Time limit for rooms to make accepted commands durable at shutdown.
const CLOSING: Duration = Duration::from_secs(10);

/// Why a server does not start, in one line.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("cannot use the data folder {0}: {1}")]
    Folder(PathBuf, io::Error),
    #[error("cannot start threads for sockets: {0}")]
    Sockets(io::Error),
    #[error("the data folder {0} is in use by another server")]
    InUse(PathBuf),
    #[error("cannot use the log in {0}: {1}")]
    Log(PathBuf, LogError),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    #[error("cannot create the demo event: {0}")]
    Demo(HubError),
    #[error("a restore into {0} was cut off: run it again")]
    HalfRestored(PathBuf),
    #[error("cannot read the passphrase of backups: {0}")]
    Passphrase(io::Error),
    #[error(transparent)]
    Certificate(#[from] BadCertificate),
    #[error("cannot use the data folder {0}: {1}")]
    Upgrade(PathBuf, String),
}

/// A data folder, locked by this process until it is dropped.
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

/// A server that has its folder and its port, ready to serve.
pub struct Server {
    pub app: App,
    folder: Folder,
    /// When it takes backups by itself.
    plan: Option<Plan>,
    listener: TcpListener,
    /// The operator's own address.
    admin: Option<tokio::net::TcpListener>,
    proxies: Proxies,
    /// Where its certificate comes from.
    renewing: Option<Renewing>,
    /// Whom it tells of changes.
    webhooks: Option<Webhooks>,
}

/// How a running server gets its next certificate.
enum Renewing {
    Files(Files, String, Arc<Certificates>),
    Acme(Box<Renewal>, tokio::net::TcpListener),
}

impl Renewing {
    fn certificates(&self) -> Arc<Certificates> {
        match self {
            Renewing::Files(.., certificates) => certificates.clone(),
            Renewing::Acme(renewal, _) => renewal.certificates(),
        }
    }
}

impl Folder {
    /// Locks the folder, creating it if needed.
    ///
    /// # Errors
    /// [`StartError::Folder`], [`StartError::InUse`].
    pub fn take(path: &Path) -> Result<Folder, StartError> {
        let unusable = |e| StartError::Folder(path.to_owned(), e);
        private::folder(path).map_err(unusable)?;
        let lock = private::file(&path.join("lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Folder {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(StartError::InUse(path.to_owned())),
            Err(TryLockError::Error(e)) => Err(unusable(e)),
        }
    }

    /// Checks that the folder has this version's format.
    ///
    /// # Errors
    /// [`StartError::Upgrade`]; [`StartError::HalfRestored`].
    pub fn is_current(&self) -> Result<(), StartError> {
        if backup::is_half_restored(&self.path) {
            return Err(StartError::HalfRestored(self.path.clone()));
        }
        let wrong = |why| StartError::Upgrade(self.path.clone(), why);
        match upgrade::format(&self.path).map_err(wrong)? {
            Some(backup::FORMAT) => Ok(()),
            Some(_) => Err(wrong("start the server on it once".into())),
            None => Err(wrong(
                "there are no events beside which one could be restored".into(),
            )),
        }
    }

    /// Gives the folder a new server key.
    ///
    /// # Errors
    /// [`StartError::Folder`].
    pub fn new_key(&self, clock: &Clock) -> Result<(), StartError> {
        let made = Keys::make(&self.path, clock);
        made.map(|_| ())
            .map_err(|e| StartError::Folder(self.path.clone(), e))
    }

    /// Opens the folder's contents.
    ///
    /// # Errors
    /// [`StartError::Folder`], [`StartError::Log`].
    pub async fn open(
        &self,
        config: &Config,
        candidates: Candidates,
        clock: Clock,
        sockets: Sockets,
    ) -> Result<App, StartError> {
        if backup::is_half_restored(&self.path) {
            return Err(StartError::HalfRestored(self.path.clone()));
        }
        if let Some(older) = upgrade::bring_up(&self.path, &clock)
            .map_err(|why| StartError::Upgrade(self.path.clone(), why))?
        {
            tracing::warn!(
                "{} is the folder before an upgrade, and can read what guests erase since: delete it when the event is over",
                older.display()
            );
        }
        let is_new = !self.path.join(backup::LOG).exists();
        let keys =
            Keys::open(&self.path, &clock).map_err(|e| StartError::Folder(self.path.clone(), e))?;
        let organisers = Organisers::open(&self.path, is_new, clock.now())
            .map_err(|e| StartError::Folder(self.path.clone(), e))?;
        let log = SqliteLog::open(&self.path.join(backup::LOG))
            .map_err(|e| StartError::Log(self.path.clone(), e))?;
        let node = Node::writing(Arc::new(log), clock.clone(), candidates);
        let hub = Hub::open(node)
            .await
            .map_err(|e| StartError::Log(self.path.clone(), e))?;
        let url = config.translate_url.as_deref();
        let drafts = url.and_then(|url| Drafts::from(url, config.translate_key.clone()));
        let drafts = drafts.map(Arc::new);
        if let Some(drafts) = &drafts {
            tracing::info!(?drafts, "a machine makes drafts");
        }
        let storage = Storage {
            folder: self.path.clone(),
            taken: Taken::default(),
            backups: config.backups.as_ref().map(|of| (of.to.clone(), of.every)),
        };
        if let Some((to, _)) = &storage.backups
            && let Some(newest) = backup::newest(to)
        {
            storage.taken.note(newest);
        }
        Ok(App {
            hub: Arc::new(hub),
            keys,
            clock,
            public_url: config.public_url.clone(),
            has_tls: config.tls.is_some(),
            frame_ancestors: config.frame_ancestors.clone().into(),
            sockets: Arc::new(sockets),
            guesses: Arc::default(),
            drafts,
            organisers: Arc::new(organisers),
            storage,
            rehearsals: Arc::default(),
        })
    }
}

impl Server {
    /// Takes the folder and the port, and imports the demo into an empty folder.
    ///
    /// # Errors
    /// [`StartError`]; nothing is left running.
    pub async fn start(config: &Config, clock: Clock) -> Result<Server, StartError> {
        let passphrase = match &config.backups {
            None => None,
            Some(_) => sealed_with(config).map_err(StartError::Passphrase)?,
        };
        let host = config::host(config.public_url.as_deref().unwrap_or_default());
        let of_files = match &config.tls {
            None | Some(Tls::Acme(_)) => None,
            Some(Tls::Files(files)) => {
                let certified = files.load(host, files::now(&clock))?;
                let certificates = Arc::new(Certificates::new(Some(certified)));
                Some(Renewing::Files(
                    files.clone(),
                    host.to_owned(),
                    certificates,
                ))
            }
        };
        // Many systems have a soft limit of 1,024 open files, and each guest takes one.
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
        let shards = std::thread::available_parallelism().map_or(1, usize::from);
        let shards = shards.min(SHARDS_MAX);
        let challengers = match &config.tls {
            Some(Tls::Acme(_)) => acme::CONNECTIONS_MAX + 1,
            Some(Tls::Files(_)) | None => 0,
        };
        let kept = FILES_KEPT + FILES_OF_SHARD * (shards + 1) + challengers;
        let places = Places::new(
            usize::try_from(files)
                .unwrap_or(usize::MAX)
                .saturating_sub(kept),
        );
        let sockets = Sockets::start(places, shards).map_err(StartError::Sockets)?;
        let folder = Server::take_folder(&config.data).await?;
        let listener =
            http::door::listen(config.listen).map_err(|e| StartError::Listen(config.listen, e))?;
        let port = listener
            .local_addr()
            .map_or(config.listen.port(), |address| address.port());
        let admin = match config.admin {
            None => None,
            Some(address) => {
                let listening = http::metrics::listen(address).await;
                if !address.ip().is_loopback() {
                    tracing::warn!(%address, "others can reach the operator's address: it checks nobody");
                }
                Some(listening.map_err(|e| StartError::Listen(address, e))?)
            }
        };
        let renewing = match &config.tls {
            Some(Tls::Acme(settings)) => {
                let listening = acme::listen(settings.listen).await;
                let port = listening.map_err(|e| StartError::Listen(settings.listen, e))?;
                let renewal = Renewal::open(&folder.path, settings, &clock)
                    .map_err(|e| StartError::Folder(folder.path.clone(), e))?;
                Some(Renewing::Acme(Box::new(renewal), port))
            }
            Some(Tls::Files(_)) | None => of_files,
        };
        let (networks, candidates) = Candidates::changing(config::candidates(config, port));
        let app = folder.open(config, candidates, clock, sockets).await?;
        tokio::spawn(watch_networks(config.clone(), port, networks));
        if config.demo {
            import_demo(&app).await.map_err(StartError::Demo)?;
        }
        // A certificate is for the public URL alone.
        let own = match (&config.tls, &config.public_url) {
            (Some(_), Some(url)) => url.clone(),
            (Some(_) | None, _) => own_address(config.listen, port),
        };
        app.rehearsals.serve_at(own);
        admin::listen(&folder.path, app.clone(), app.storage.taken.clone())
            .map_err(|e| StartError::Folder(folder.path.clone(), e))?;
        let plan = config.backups.clone().map(|backups| Plan {
            every: backups.every,
            keep: backups.keep,
            to: backups.to,
            passphrase,
        });
        Ok(Server {
            app,
            folder,
            plan,
            listener,
            admin,
            proxies: Proxies::new(&config.trusted_proxies),
            renewing,
            webhooks: config.webhooks.clone(),
        })
    }

    /// Locks the folder. If it is locked, waits a moment, because a supervisor restarts a killed server faster than the
    /// kernel releases its lock.
    async fn take_folder(path: &Path) -> Result<Folder, StartError> {
        for _ in 0..LOCK_TRIES {
            match Folder::take(path) {
                Err(StartError::InUse(_)) => sleep(LOCK_PAUSE).await,
                taken => return taken,
            }
        }
        Folder::take(path)
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &Path {
        &self.folder.path
    }

    /// Returns the port that the server listens on.
    pub fn port(&self) -> u16 {
        self.listener
            .local_addr()
            .map_or(0, |address| address.port())
    }

    /// Serves until `ending` becomes true. Then it stops accepting connections, makes accepted commands durable, tells
    /// every socket to reconnect, and unlocks the folder.
    ///
    /// # Errors
    /// The operating system cannot wait for connections.
    pub async fn run(self, ending: watch::Receiver<bool>) -> io::Result<()> {
        let sweeping = tokio::spawn(sweep(self.app.hub.clone()));
        let to = self.plan.as_ref().map(|plan| plan.to.clone());
        let told = http::metrics::Told {
            app: self.app.clone(),
            started_at: self.app.clock.now(),
        };
        let telling = self
            .admin
            .map(|admin| tokio::spawn(http::metrics::serve(admin, told)));
        let sockets = self.app.sockets.clone();
        let watching = tokio::spawn(supervisor::be_watched(move || sockets.are_alive()));
        let backups = self.plan.map(|plan| {
            let (folder, clock) = (self.folder.path.clone(), self.app.clock.clone());
            let taken = self.app.storage.taken.clone();
            tokio::spawn(backup::run(folder, plan, clock, taken))
        });
        let hooked = self.webhooks.map(|hooks| {
            tracing::info!(?hooks, "other machines are told of changes");
            let (hub, clock) = (self.app.hub.clone(), self.app.clock.clone());
            tokio::spawn(webhook::run(hooks, hub, clock))
        });
        let certificates = self.renewing.as_ref().map(Renewing::certificates);
        let url = self.app.public_url.clone().unwrap_or_default();
        let renewing = self.renewing.map(|renewing| match renewing {
            Renewing::Files(files, host, certificates) => {
                let clock = self.app.clock.clone();
                tokio::spawn(files::watch(files, host, certificates, clock))
            }
            Renewing::Acme(renewal, port) => tokio::spawn(renew(*renewal, port, url)),
        });
        let served = http::serve::serve(
            self.listener,
            http::router(self.app.clone()),
            self.app.clone(),
            self.proxies,
            certificates,
            ending,
            async {
                // A stalled disk must not keep the port.
                let _ = timeout(CLOSING, self.app.hub.close()).await;
                let data = self.folder.path.clone();
                let last = to.map(|to| spawn_blocking(move || backup::copy_list(&data, &to)));
                if let Some(last) = last
                    && !matches!(timeout(GOODBYE, last).await, Ok(Ok(Ok(()))))
                {
                    tracing::error!("cannot write the list of erasures beside the backups");
                }
                let _ = timeout(GOODBYE, self.app.sockets.places.empty()).await;
            },
        )
        .await;
        sweeping.abort();
        watching.abort();
        let tasks = telling.iter().chain(&backups).chain(&renewing);
        let tasks = tasks.chain(&hooked);
        tasks.for_each(JoinHandle::abort);
        // Remove the socket, because nobody answers it any more.
        let _ = fs::remove_file(self.folder.path.join(admin::SOCKET));
        served
    }
}

/// Answers an authority on its port, and renews.
async fn renew(renewal: Renewal, port: tokio::net::TcpListener, url: String) {
    let challenges: Arc<Challenges> = renewal.challenges();
    tokio::join!(acme::serve(port, url, challenges), renewal.run());
}

/// Returns the address at which a server without TLS reaches itself.
fn own_address(listen: SocketAddr, port: u16) -> String {
    let mut at = SocketAddr::new(listen.ip(), port);
    if at.ip().is_unspecified() {
        at.set_ip(match at {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{at}")
}

/// Returns the passphrase of backups, if there is one: from the file that the settings name, or from the environment.
///
/// # Errors
/// Errors of the file system; it is empty or no text.
pub fn sealed_with(config: &Config) -> io::Result<Option<Passphrase>> {
    if let Some(file) = &config.passphrase_file {
        let read = Passphrase::read(file);
        let named = |e: io::Error| io::Error::new(e.kind(), format!("{}: {e}", file.display()));
        return read.map(Some).map_err(named);
    }
    passphrase_of(std::env::var("PLENARY_PASSPHRASE"))
}

/// Whoever sets a passphrase must not get backups without one.
fn passphrase_of(said: Result<String, VarError>) -> io::Result<Option<Passphrase>> {
    match said {
        Ok(text) => Passphrase::of(&text).map(Some),
        Err(VarError::NotPresent) => Ok(None),
        // It is not printed.
        Err(VarError::NotUnicode(_)) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "PLENARY_PASSPHRASE is not UTF-8",
        )),
    }
}

/// Notices when the machine gets other addresses, for example in another Wi-Fi.
async fn watch_networks(config: Config, port: u16, networks: watch::Sender<Addresses>) {
    let mut ticks = interval(LOOK);
    while !networks.is_closed() {
        ticks.tick().await;
        let found = config::candidates(&config, port);
        networks.send_if_modified(|known| {
            let is_new = **known != *found;
            if is_new {
                tracing::info!(addresses = ?found, "the machine's addresses have changed");
                *known = found.into();
            }
            is_new
        });
    }
}

async fn sweep(hub: Arc<Hub>) {
    let mut ticks = interval(SWEEP);
    let mut idle = BTreeSet::new();
    loop {
        ticks.tick().await;
        hub.sweep(&mut idle).await;
    }
}

/// Imports the demo if there is no event.
async fn import_demo(app: &App) -> Result<(), HubError> {
    if !app.hub.events().is_empty() {
        return Ok(());
    }
    let file = event_file::parse(DEMO)
        .unwrap_or_else(|faults| unreachable!("the demo is checked by a test: {faults:?}"));
    let code = file.code.unwrap_or_else(|| code::random(&app.clock));
    let pictures = std::iter::empty();
    app.hub
        .create(file.program, pictures, Some(code), None)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    use super::*;

    #[test]
    fn a_passphrase_that_is_no_text_is_refused_and_not_printed() {
        let garbled = OsString::from_vec(b"Xqkvwz\xff".to_vec());
        let why = passphrase_of(Err(VarError::NotUnicode(garbled))).err();
        let why = why.expect("refused").to_string();
        assert_eq!(why, "PLENARY_PASSPHRASE is not UTF-8");
        assert!(matches!(passphrase_of(Err(VarError::NotPresent)), Ok(None)));
        assert!(matches!(passphrase_of(Ok("a word".into())), Ok(Some(_))));
        assert!(passphrase_of(Ok(String::new())).is_err());
    }
}
