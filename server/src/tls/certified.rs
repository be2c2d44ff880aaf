//! A certificate that was checked, with its key.

use std::fmt;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::server::{NoServerSessionStorage, ParsedCertificate};
use tokio_rustls::rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio_rustls::rustls::{self, InconsistentKeys, ServerConfig};

use super::validity::validity;

/// A certificate and its key, ready for connections.
pub struct Certified {
    pub config: Arc<ServerConfig>,
    pub begins: Timestamp,
    /// The last moment at which a browser accepts it.
    pub ends: Timestamp,
}

/// Where a certificate and its key come from, for messages.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    pub certificate: &'a str,
    pub key: &'a str,
}

/// Why a certificate cannot be used, in one line.
#[derive(Debug, thiserror::Error)]
pub enum BadCertificate {
    #[error("cannot read {0}: {1}")]
    Unreadable(String, io::Error),
    #[error("{0} has no certificate in PEM form")]
    NoCertificate(String),
    #[error("{0} has no private key in PEM form that can be read without a passphrase")]
    NoKey(String),
    #[error("the private key in {key} does not belong to the certificate in {certificate}")]
    OtherKey { certificate: String, key: String },
    #[error("the certificate in {0} expired at {1}")]
    Expired(String, Timestamp),
    #[error("the certificate in {0} is not valid before {1}: is this machine's clock right?")]
    Early(String, Timestamp),
    #[error("the certificate in {0} is not for {1}, by which guests reach the server")]
    OtherName(String, String),
    #[error("the certificate in {0} cannot be used: {1}")]
    Unusable(String, rustls::Error),
}

impl Certified {
    /// Checks a chain of certificates and a key, both in PEM form. It must be for all of `hosts`, the names that guests use.
    ///
    /// # Errors
    /// [`BadCertificate`].
    pub fn new(
        chain: &[u8],
        key: &[u8],
        named: Named<'_>,
        hosts: &[String],
        now: Timestamp,
    ) -> Result<Certified, BadCertificate> {
        let of = || named.certificate.to_owned();
        let unusable = |e| BadCertificate::Unusable(of(), e);
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<_, _>>()
            .map_err(|_| BadCertificate::NoCertificate(of()))?;
        let Some(own) = chain.first().cloned() else {
            return Err(BadCertificate::NoCertificate(of()));
        };
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|_| BadCertificate::NoKey(named.key.to_owned()))?;
        let (begins, ends) = validity(&own).ok_or_else(|| BadCertificate::NoCertificate(of()))?;
        let provider = Arc::new(ring::default_provider());
        let certified = CertifiedKey::from_der(chain, key, &provider).map_err(|e| match e {
            rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                BadCertificate::OtherKey {
                    certificate: of(),
                    key: named.key.to_owned(),
                }
            }
            other => unusable(other),
        })?;
        if now < begins {
            return Err(BadCertificate::Early(of(), begins));
        }
        if now > ends {
            return Err(BadCertificate::Expired(of(), ends));
        }
        let parsed = ParsedCertificate::try_from(&own).map_err(unusable)?;
        for host in hosts {
            let other_name = || BadCertificate::OtherName(of(), host.clone());
            let name = ServerName::try_from(host.as_str()).map_err(|_| other_name())?;
            verify_server_name(&parsed, &name).map_err(|_| other_name())?;
        }
        let config = Arc::new(config(certified, provider).map_err(unusable)?);
        Ok(Certified {
            config,
            begins,
            ends,
        })
    }
}

/// Whoever prints it by mistake prints no key.
impl fmt::Debug for Certified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certified({} to {})", self.begins, self.ends)
    }
}

/// Returns how connections speak with this certificate.
fn config(
    certified: CertifiedKey,
    provider: Arc<CryptoProvider>,
) -> Result<ServerConfig, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
    // A stream of HTTP/2 has no socket that a shard could own.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // Phones that come back resume without a signature. What that needs is in their tickets, so the server keeps nothing for
    // them. A new certificate brings a new key for tickets, so nobody goes on under the old one.
    config.ticketer = ring::Ticketer::new()?;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(config)
}
