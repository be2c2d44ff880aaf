//! One validated configuration, made from the command line, environment variables and a TOML file, in this order of
//! precedence, and from the machine's own addresses.

mod webhooks;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use clap::builder::FalseyValueParser;
use serde::Deserialize;

use crate::address::Network;
use crate::logging::LogFormat;
use crate::text_file;
use crate::tls::files::Files;

pub use webhooks::Webhooks;

/// The default address to listen on: all of the LAN.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 8080);

/// Where an authority looks for what proves a name, if nothing else is said.
const ACME_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 80);
/// The directory of Let's Encrypt.
const DIRECTORY: &str = "https://acme-v02.api.letsencrypt.org/directory";
/// Number of backups that stay if nothing else is said.
const BACKUPS_KEPT: usize = 20;
/// Backups do not come more often.
const BACKUP_SECONDS_MIN: u64 = 10;
/// The variable with the key of the server that makes drafts.
const TRANSLATE_KEY: &str = "PLENARY_TRANSLATE_KEY";

/// The settings. Each has a command-line option, an environment variable and a key in the file.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// The address to listen on, such as 0.0.0.0:8080
    #[arg(
        long,
        global = true,
        env = "PLENARY_LISTEN",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: Option<String>,
    /// The URL at which guests reach the server, such as https://plenary.example; shown in QR codes and links
    #[arg(long, global = true, env = "PLENARY_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The certificate with which the server speaks https itself, a PEM file with its chain; needs --tls-key and --public-url. Both
    /// files are read again when they change, and no socket ends
    #[arg(long, global = true, env = "PLENARY_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of --tls-cert, a PEM file
    #[arg(long, global = true, env = "PLENARY_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// A name of this server for which it gets a certificate by itself, from an authority that looks at port 80; can be given several
    /// times. The first is the public URL if none is given. Needs --acme-accept-terms
    #[arg(
        long,
        global = true,
        env = "PLENARY_ACME_DOMAIN",
        value_name = "NAME",
        value_delimiter = ','
    )]
    pub acme_domain: Vec<String>,
    /// The authority, by the address of its ACME directory [default: Let's Encrypt]
    #[arg(
        long,
        global = true,
        env = "PLENARY_ACME_DIRECTORY",
        value_name = "URL"
    )]
    pub acme_directory: Option<String>,
    /// An e-mail address at which the authority reaches the operator; can be given several times
    #[arg(
        long,
        global = true,
        env = "PLENARY_ACME_CONTACT",
        value_name = "EMAIL",
        value_delimiter = ','
    )]
    pub acme_contact: Vec<String>,
    /// Agree to the authority's terms; those of Let's Encrypt are at https://letsencrypt.org/repository/
    #[arg(long, global = true, env = "PLENARY_ACME_ACCEPT_TERMS", value_parser = FalseyValueParser::new())]
    pub acme_accept_terms: bool,
    /// Where the authority's questions arrive, which it sends to port 80; everybody else there is sent to https [default: 0.0.0.0:80]
    #[arg(
        long,
        global = true,
        env = "PLENARY_ACME_LISTEN",
        value_name = "ADDRESS:PORT"
    )]
    pub acme_listen: Option<String>,
    /// The folder that holds the log and the server's key [default: the platform's data folder]
    #[arg(long, global = true, env = "PLENARY_DATA", value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// A proxy in front of the server, whose X-Forwarded-For or Forwarded header tells the guest's address, such as
    /// 10.0.0.5 or 10.0.0.0/8; can be given several times
    #[arg(
        long,
        global = true,
        env = "PLENARY_TRUSTED_PROXY",
        value_name = "CIDR",
        value_delimiter = ','
    )]
    pub trusted_proxy: Vec<String>,
    /// Take a backup this often: a number with s, m, h or d, such as 5m; needs --backup-to
    #[arg(long, global = true, env = "PLENARY_BACKUP_EVERY", value_name = "TIME")]
    pub backup_every: Option<String>,
    /// Number of backups to keep [default: 20]
    #[arg(long, global = true, env = "PLENARY_BACKUP_KEEP", value_name = "N")]
    pub backup_keep: Option<usize>,
    /// The folder for these backups; best on another disk
    #[arg(long, global = true, env = "PLENARY_BACKUP_TO", value_name = "FOLDER")]
    pub backup_to: Option<PathBuf>,
    /// A file whose first line is the passphrase of backups; `-` is the standard input. PLENARY_PASSPHRASE is the passphrase itself
    #[arg(
        long,
        global = true,
        env = "PLENARY_PASSPHRASE_FILE",
        value_name = "FILE"
    )]
    pub passphrase_file: Option<PathBuf>,
    /// A LibreTranslate-compatible server that makes drafts for interpreters, such as http://127.0.0.1:5000; texts that lack a
    /// language are sent there when an interpreter asks for a draft. Its key comes from PLENARY_TRANSLATE_KEY or the file
    #[arg(long, global = true, env = "PLENARY_TRANSLATE_URL", value_name = "URL")]
    pub translate_url: Option<String>,
    /// Never on the command line, which everybody on the machine can read.
    #[arg(skip)]
    pub translate_key: Option<String>,
    /// An address that gets each event's public items whenever they change, such as https://city.example/plenary; can be given several
    /// times. They are signed with the key from PLENARY_WEBHOOK_KEY or the file
    #[arg(
        long,
        global = true,
        env = "PLENARY_WEBHOOK",
        value_name = "URL",
        value_delimiter = ','
    )]
    pub webhook: Vec<String>,
    /// Never on the command line.
    #[arg(skip)]
    pub webhook_key: Option<String>,
    /// A network inside to which a webhook's name may lead, such as 10.0.0.0/8; can be given several times. Without it webhooks reach
    /// addresses of the internet alone
    #[arg(
        long,
        global = true,
        env = "PLENARY_WEBHOOK_INWARD",
        value_name = "CIDR",
        value_delimiter = ','
    )]
    pub webhook_inward: Vec<String>,
    /// A site whose pages may show a poll in a frame, such as https://slides.example or https://*.example; can be given several times.
    /// Without it no page can
    #[arg(
        long,
        global = true,
        env = "PLENARY_FRAME_ANCESTOR",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    pub frame_ancestor: Vec<String>,
    /// An address for the operator, with /metrics for Prometheus, such as 127.0.0.1:9464; a port alone is of this machine only
    #[arg(
        long,
        global = true,
        env = "PLENARY_ADMIN",
        value_name = "[ADDRESS:]PORT"
    )]
    pub admin: Option<String>,
    /// Start without the demo event
    #[arg(long, global = true, env = "PLENARY_NO_DEMO", value_parser = FalseyValueParser::new())]
    pub no_demo: bool,
    /// How the lines on standard error look [default: text on a terminal, json otherwise]
    #[arg(long, global = true, env = "PLENARY_LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
    /// A TOML file with any of these settings
    #[arg(long, global = true, env = "PLENARY_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
}

/// The validated settings.
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    /// Without a trailing slash; None: use one of the machine's addresses.
    pub public_url: Option<String>,
    /// None: the server speaks http.
    pub tls: Option<Tls>,
    pub data: PathBuf,
    pub demo: bool,
    pub trusted_proxies: Vec<Network>,
    /// The operator's own address; None: there is none.
    pub admin: Option<SocketAddr>,
    pub backups: Option<Backups>,
    /// Holds the passphrase of backups; None: the environment may have it.
    pub passphrase_file: Option<PathBuf>,
    /// The server that makes drafts, without a trailing slash; None: none does.
    pub translate_url: Option<String>,
    pub translate_key: Option<String>,
    /// None: nobody is told of changes.
    pub webhooks: Option<Webhooks>,
    /// The origins whose pages may show a poll in a frame.
    pub frame_ancestors: Vec<String>,
}

/// Where the server's certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    Files(Files),
    Acme(Acme),
}

/// How the server gets its certificate from an authority, whose terms the operator has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acme {
    /// One at least.
    pub domains: Vec<String>,
    pub directory: String,
    pub contacts: Vec<String>,
    pub listen: SocketAddr,
}

/// When the server takes backups by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backups {
    pub every: Duration,
    /// Number of backups that stay.
    pub keep: usize,
    pub to: PathBuf,
}

/// An invalid setting, described in one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadConfig(String);

impl Settings {
    /// Returns the format of log lines, if one is set. A fault in the file is for [`Settings::validate`] to report.
    pub fn log_format(&self) -> Option<LogFormat> {
        let of_file = || read(self.config.as_deref()?).ok()?.log_format;
        self.log_format.or_else(of_file)
    }

    /// Merges the file's settings into those of the command line and the environment, and validates them all.
    ///
    /// # Errors
    /// [`BadConfig`] names the setting, its value and what was expected.
    pub fn validate(self) -> Result<Config, BadConfig> {
        let file = match &self.config {
            Some(path) => read(path)?,
            None => Settings::default(),
        };
        let listen = match self.listen.or(file.listen) {
            None => LISTEN,
            Some(text) => text.parse().map_err(|_| {
                BadConfig(format!(
                    "listen = \"{text}\": expected an IP address and a port, such as 0.0.0.0:8080"
                ))
            })?,
        };
        let admin = self.admin.or(file.admin);
        let admin = admin.map(|text| operators(&text)).transpose()?;
        let domains = match self.acme_domain.is_empty() {
            true => file.acme_domain,
            false => self.acme_domain,
        };
        for name in &domains {
            check_name(name)?;
        }
        let public_url = self
            .public_url
            .or(file.public_url)
            .or_else(|| domains.first().map(|name| https(name, listen.port())))
            .map(|url| checked_url("public-url", &url))
            .transpose()?;
        let files = files(
            self.tls_cert.or(file.tls_cert),
            self.tls_key.or(file.tls_key),
            public_url.as_deref(),
        )?;
        let contacts = match self.acme_contact.is_empty() {
            true => file.acme_contact,
            false => self.acme_contact,
        };
        let acme = Authority {
            domains,
            directory: self.acme_directory.or(file.acme_directory),
            contacts,
            accepts_terms: self.acme_accept_terms || file.acme_accept_terms,
            listen: self.acme_listen.or(file.acme_listen),
        };
        let tls = match (files, acme.validate(public_url.as_deref())?) {
            (None, None) => None,
            (Some(files), None) => Some(Tls::Files(files)),
            (None, Some(acme)) => Some(Tls::Acme(acme)),
            (Some(_), Some(_)) => {
                return Err(BadConfig("give either tls-cert or acme-domain".into()));
            }
        };
        let translate_url = self
            .translate_url
            .or(file.translate_url)
            .map(|url| checked_url("translate-url", &url))
            .transpose()?;
        let translate_key = self
            .translate_key
            .or_else(|| std::env::var(TRANSLATE_KEY).ok())
            .or(file.translate_key)
            .filter(|key| !key.is_empty());
        let data = match self.data.or(file.data) {
            Some(folder) => folder,
            None => data_folder()?,
        };
        let proxies = match self.trusted_proxy.is_empty() {
            true => file.trusted_proxy,
            false => self.trusted_proxy,
        };
        let trusted_proxies = networks("trusted-proxy", &proxies)?;
        let or = |own: Vec<String>, file| if own.is_empty() { file } else { own };
        let webhook_key = self
            .webhook_key
            .or_else(|| std::env::var(webhooks::KEY).ok())
            .or(file.webhook_key);
        let webhooks = webhooks::validate(
            or(self.webhook, file.webhook),
            webhook_key,
            &or(self.webhook_inward, file.webhook_inward),
        )?;
        let keep = self
            .backup_keep
            .or(file.backup_keep)
            .unwrap_or(BACKUPS_KEPT);
        let backups = match (
            self.backup_every.or(file.backup_every),
            self.backup_to.or(file.backup_to),
        ) {
            (None, None) => None,
            (Some(every), Some(to)) => Some(Backups {
                every: duration(&every)?,
                keep,
                to,
            }),
            (Some(_), None) => {
                return Err(BadConfig("backup-every needs backup-to, a folder".into()));
            }
            (None, Some(_)) => {
                return Err(BadConfig("backup-to needs backup-every, such as 5m".into()));
            }
        };
        if keep == 0 {
            return Err(BadConfig("backup-keep = 0: expected at least 1".into()));
        }
        let frame_ancestors = or(self.frame_ancestor, file.frame_ancestor);
        let frame_ancestors = frame_ancestors.iter().map(|origin| ancestor(origin));
        let frame_ancestors = frame_ancestors.collect::<Result<_, _>>()?;
        Ok(Config {
            listen,
            public_url,
            tls,
            data,
            demo: !(self.no_demo || file.no_demo),
            trusted_proxies,
            admin,
            backups,
            passphrase_file: self.passphrase_file.or(file.passphrase_file),
            translate_url,
            translate_key,
            webhooks,
            frame_ancestors,
        })
    }
}

/// Reads the networks of a setting.
fn networks(setting: &str, texts: &[String]) -> Result<Vec<Network>, BadConfig> {
    let network = |text: &String| {
        let read = text.parse::<Network>();
        read.map_err(|e| BadConfig(format!("{setting} = \"{text}\": {e}")))
    };
    texts.iter().map(network).collect()
}

/// Returns the files of the certificate, if the server has one. Links, cookies and the certificate must be of one name.
fn files(
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
    public_url: Option<&str>,
) -> Result<Option<Files>, BadConfig> {
    let files = match (certificate, key) {
        (None, None) => return Ok(None),
        (Some(certificate), Some(key)) => Files { certificate, key },
        (Some(_), None) => return Err(BadConfig("tls-cert needs tls-key, a PEM file".into())),
        (None, Some(_)) => return Err(BadConfig("tls-key needs tls-cert, a PEM file".into())),
    };
    match public_url {
        Some(url) if url.starts_with("https://") => Ok(Some(files)),
        Some(url) => Err(BadConfig(format!(
            "public-url = \"{url}\": with tls-cert it begins with https://"
        ))),
        None => Err(BadConfig(
            "tls-cert needs public-url, such as https://plenary.example: the name that the certificate is for".into(),
        )),
    }
}

/// Returns the address of a name.
fn https(name: &str, port: u16) -> String {
    match port {
        443 => format!("https://{name}"),
        _ => format!("https://{name}:{port}"),
    }
}

/// Checks that an authority can sign a name.
fn check_name(name: &str) -> Result<(), BadConfig> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_name = !name.is_empty() && name.len() <= 253 && name.chars().all(plain);
    if is_name && name.parse::<IpAddr>().is_err() {
        return Ok(());
    }
    Err(BadConfig(format!(
        "acme-domain = \"{name}\": expected a name such as plenary.example, neither an address nor a wildcard"
    )))
}

/// What the settings say about an authority, unchecked but for the names.
struct Authority {
    domains: Vec<String>,
    directory: Option<String>,
    contacts: Vec<String>,
    accepts_terms: bool,
    listen: Option<String>,
}

impl Authority {
    fn validate(self, public_url: Option<&str>) -> Result<Option<Acme>, BadConfig> {
        if self.domains.is_empty() {
            return Ok(None);
        }
        let domains: Vec<String> = self
            .domains
            .iter()
            .map(|name| name.to_ascii_lowercase())
            .collect();
        let url = public_url.unwrap_or_default();
        if !url.starts_with("https://") || !domains.iter().any(|name| name == host(url)) {
            return Err(BadConfig(format!(
                "public-url = \"{url}\": with acme-domain it is https:// and one of the names"
            )));
        }
        if !self.accepts_terms {
            return Err(BadConfig(
                "acme-domain needs acme-accept-terms: read the authority's terms first, those of Let's Encrypt at https://letsencrypt.org/repository/".into(),
            ));
        }
        let directory = self.directory.unwrap_or_else(|| DIRECTORY.into());
        if !directory.starts_with("https://") {
            return Err(BadConfig(format!(
                "acme-directory = \"{directory}\": expected https:// and the authority's directory"
            )));
        }
        let is_wrong = |to: &&String| to.split_once('@').is_none_or(|(_, host)| host.is_empty());
        if let Some(to) = self.contacts.iter().find(is_wrong) {
            return Err(BadConfig(format!(
                "acme-contact = \"{to}\": expected an e-mail address"
            )));
        }
        let listen = match self.listen {
            None => ACME_LISTEN,
            Some(text) => text.parse().map_err(|_| {
                BadConfig(format!(
                    "acme-listen = \"{text}\": expected an IP address and a port, such as 0.0.0.0:80"
                ))
            })?,
        };
        Ok(Some(Acme {
            domains,
            directory,
            contacts: self.contacts,
            listen,
        }))
    }
}

/// Returns the host of a checked URL, without its port.
pub fn host(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        Some(_) | None => host,
    };
    name.trim_matches(['[', ']'])
}

/// Reads the operator's address. Others can only reach it if they are named.
fn operators(text: &str) -> Result<SocketAddr, BadConfig> {
    if let Ok(port) = text.parse::<u16>() {
        return Ok(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port));
    }
    text.parse().map_err(|_| {
        BadConfig(format!(
            "admin = \"{text}\": expected a port, or an IP address and a port, such as 127.0.0.1:9464"
        ))
    })
}

/// Reads a time such as 90s, 5m, 2h or 1d.
fn duration(text: &str) -> Result<Duration, BadConfig> {
    let expected = || {
        BadConfig(format!(
            "backup-every = \"{text}\": expected a number with s, m, h or d, such as 5m, of at least 10s"
        ))
    };
    let (number, unit) = text
        .split_at_checked(text.len().saturating_sub(1))
        .ok_or_else(expected)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(expected()),
    };
    let number: u64 = number.parse().map_err(|_| expected())?;
    let seconds = number
        .checked_mul(seconds)
        .filter(|seconds| *seconds >= BACKUP_SECONDS_MIN);
    seconds.map(Duration::from_secs).ok_or_else(expected)
}

/// Returns the data folder of these settings, for commands that need nothing else.
///
/// # Errors
/// As [`Settings::validate`].
pub fn data_folder() -> Result<PathBuf, BadConfig> {
    directories::ProjectDirs::from("", "", "plenary")
        .map(|dirs| dirs.data_dir().to_owned())
        .ok_or_else(|| {
            BadConfig("this user has no home folder: name a data folder with --data".into())
        })
}

fn read(path: &Path) -> Result<Settings, BadConfig> {
    let text = text_file::read(path).map_err(|e| BadConfig(e.to_string()))?;
    toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(1, |span| {
            text[..span.start.min(text.len())].lines().count().max(1)
        });
        BadConfig(format!("{}:{line}: {}", path.display(), e.message()))
    })
}

fn checked_url(setting: &str, text: &str) -> Result<String, BadConfig> {
    let expected = || {
        BadConfig(format!(
            "{setting} = \"{text}\": expected http:// or https://, a host and at most a port"
        ))
    };
    let url = text.strip_suffix('/').unwrap_or(text);
    let host = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"))
        .ok_or_else(expected)?;
    if let Some((_, path)) = host.split_once('/') {
        return Err(BadConfig(format!(
            "{setting} = \"{text}\": a path (/{path}) is not supported; give the server a host name of its own"
        )));
    }
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        Some(_) | None => (host, None),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let named = !name.is_empty() && name.len() <= 253 && name.chars().all(plain);
    let ipv6 = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    let known = named || ipv6.is_some_and(|ip| ip.parse::<Ipv6Addr>().is_ok());
    if !known || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err(expected());
    }
    Ok(url.to_ascii_lowercase())
}

/// Reads an origin for `frame-ancestors`: a URL without a path, whose first label may be a star.
fn ancestor(text: &str) -> Result<String, BadConfig> {
    let plain = text.replacen("://*.", "://", 1);
    let url = checked_url("frame-ancestor", &plain).map_err(|_| {
        BadConfig(format!(
            "frame-ancestor = \"{text}\": expected http:// or https://, a host and at most a port, such as https://slides.example or https://*.example"
        ))
    })?;
    Ok(match plain == text {
        true => url,
        false => url.replacen("://", "://*.", 1),
    })
}

/// Returns the addresses at which guests may reach this server, with their source, best first: the public URL, then
/// real interfaces, then bridges and containers. The loopback comes only if there is nothing else. With TLS, only the public
/// URL has a certificate.
pub fn candidates(config: &Config, port: u16) -> Vec<(String, String)> {
    let mut found: Vec<(u8, String, String)> = vec![];
    if let Some(url) = &config.public_url {
        found.push((0, url.clone(), "public".into()));
    }
    if config.tls.is_some() {
        // No certificate is for the others.
        return found.into_iter().map(|(_, url, of)| (url, of)).collect();
    }
    let url = |ip: IpAddr| match ip {
        IpAddr::V4(ip) if port == 80 => format!("http://{ip}"),
        IpAddr::V4(ip) => format!("http://{ip}:{port}"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
    };
    if config.listen.ip().is_unspecified() {
        for interface in if_addrs::get_if_addrs().unwrap_or_default() {
            let ip = interface.ip();
            let virtual_one = ["docker", "br-", "veth", "virbr", "tun", "tap", "lxc"]
                .iter()
                .any(|p| interface.name.starts_with(p));
            let rank = match ip {
                IpAddr::V4(ip) if ip.is_link_local() => continue,
                IpAddr::V4(_) if interface.is_loopback() => 4,
                IpAddr::V4(_) if virtual_one => 3,
                IpAddr::V4(ip) if ip.is_private() => 1,
                IpAddr::V4(_) => 2,
                // Cameras open IPv6 addresses, but people cannot type them, and halls rarely have only those.
                IpAddr::V6(_) => continue,
            };
            found.push((rank, url(ip), interface.name));
        }
    } else {
        found.push((1, url(config.listen.ip()), "listen".into()));
    }
    found.sort_by_key(|(rank, ..)| *rank);
    let better = found.iter().any(|(rank, ..)| *rank < 4);
    found.retain(|(rank, ..)| *rank < 4 || !better);
    if found.is_empty() {
        found.push((4, url(IpAddr::V4(Ipv4Addr::LOCALHOST)), "lo".into()));
    }
    found
        .into_iter()
        .map(|(_, url, source)| (url, source))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn fault(settings: Settings) -> String {
        settings.validate().expect_err("a fault").to_string()
    }

    #[test]
    fn a_bad_value_is_named_in_one_line() {
        let listen = fault(Settings {
            listen: Some("8080".into()),
            ..Settings::default()
        });
        assert_eq!(
            listen,
            "listen = \"8080\": expected an IP address and a port, such as 0.0.0.0:8080"
        );
        let url = fault(Settings {
            public_url: Some("plenary.example/x".into()),
            ..Settings::default()
        });
        let proxy = fault(Settings {
            trusted_proxy: vec!["10.0.0.1".into(), "nginx".into()],
            ..Settings::default()
        });
        assert_eq!(
            proxy,
            "trusted-proxy = \"nginx\": expected an IP address or a network such as 10.0.0.0/8"
        );
        assert!(url.starts_with("public-url = \"plenary.example/x\": expected http://"));
        let prefix = fault(Settings {
            public_url: Some("https://example.org/plenary/".into()),
            ..Settings::default()
        });
        assert_eq!(
            prefix,
            "public-url = \"https://example.org/plenary/\": a path (/plenary) is not supported; give the server a host name of its own"
        );
        let admin = fault(Settings {
            admin: Some("localhost:9464".into()),
            ..Settings::default()
        });
        assert!(
            admin.starts_with("admin = \"localhost:9464\": expected a port"),
            "{admin}"
        );
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("plenary.toml");
        fs::write(&file, "# ours\nlisten = 5\n").expect("written");
        let told = fault(Settings {
            config: Some(file.clone()),
            ..Settings::default()
        });
        assert!(told.contains("plenary.toml:2:"), "{told}");
        fs::write(&file, "lisen = \"0.0.0.0:1\"\n").expect("written");
        let told = fault(Settings {
            config: Some(file.clone()),
            ..Settings::default()
        });
        assert!(told.contains("lisen") && !told.contains('\n'), "{told}");
        fs::write(&file, b"data = \"\xca\xfd\xbe\xdd\"\n").expect("written");
        let told = fault(Settings {
            config: Some(file),
            ..Settings::default()
        });
        assert!(
            told.contains("plenary.toml:1:9: the file is not UTF-8"),
            "{told}"
        );
    }

    #[test]
    fn a_site_that_may_show_polls_is_an_origin_and_nothing_else() {
        let sites = |text: &str| Settings {
            frame_ancestor: vec![text.into()],
            ..Settings::default()
        };
        for (text, read) in [
            ("https://Slides.example/", "https://slides.example"),
            ("https://*.city.example", "https://*.city.example"),
            ("http://10.0.0.5:3000", "http://10.0.0.5:3000"),
        ] {
            let config = sites(text).validate().expect("valid");
            assert_eq!(config.frame_ancestors, [read]);
        }
        let wrong = ["*", "https://*", "slides.example", "https://a.example/x"];
        for text in wrong
            .into_iter()
            .chain(["https://a; script-src *", "'self'"])
        {
            let told = fault(sites(text));
            let named = format!("frame-ancestor = \"{text}\"");
            assert!(told.starts_with(&named), "{told}");
        }
        let none = Settings::default().validate().expect("valid");
        assert!(none.frame_ancestors.is_empty());
    }

    #[test]
    fn the_command_line_overrides_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("plenary.toml");
        fs::write(
            &file,
            "listen = \"127.0.0.1:1\"\npublic-url = \"https://plenary.example/\"\nno-demo = true\n",
        )
        .expect("written");
        let settings = Settings {
            config: Some(file),
            listen: Some("127.0.0.1:2".into()),
            admin: Some("9464".into()),
            ..Settings::default()
        };
        let config = settings.validate().expect("valid");
        assert_eq!(config.listen.port(), 2);
        let admin = config.admin.map(|admin| admin.to_string());
        assert_eq!(admin.as_deref(), Some("127.0.0.1:9464"));
        assert_eq!(
            config.public_url.as_deref(),
            Some("https://plenary.example")
        );
        assert!(!config.demo);
        assert_eq!(
            candidates(&config, 2)[0],
            ("https://plenary.example".into(), "public".into())
        );
    }
}
