//! What of ACME is kept in the data folder: the account, and the certificate with its key in one file, so that one can never be
//! without the other.

use std::io;
use std::path::{Path, PathBuf};

use instant_acme::AccountCredentials;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::private;
use crate::tls::{BadCertificate, Certified, Named};

/// The folder in the data folder.
const FOLDER: &str = "acme";

/// The folder with both files.
pub struct Store {
    account: PathBuf,
    certificate: PathBuf,
}

/// An account is one authority's.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    directory: String,
    account: T,
}

impl Store {
    /// Opens the folder, and creates it if needed.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn open(data: &Path) -> io::Result<Store> {
        let folder = data.join(FOLDER);
        private::folder(&folder)?;
        Ok(Store {
            account: folder.join("account.json"),
            certificate: folder.join("certificate.pem"),
        })
    }

    /// Returns the kept certificate, if there is one.
    ///
    /// # Errors
    /// It cannot be used for these names.
    pub fn certificate(
        &self,
        names: &[String],
        now: Timestamp,
    ) -> Result<Option<Certified>, BadCertificate> {
        let file = || self.certificate.display().to_string();
        match private::read(&self.certificate) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(BadCertificate::Unreadable(file(), e)),
            Ok(both) => self.check_bytes(&both, names, now).map(Some),
        }
    }

    /// Checks a key and a chain of certificates, as they are to be kept.
    ///
    /// # Errors
    /// [`BadCertificate`].
    pub fn check(
        &self,
        both: &str,
        names: &[String],
        now: Timestamp,
    ) -> Result<Certified, BadCertificate> {
        self.check_bytes(both.as_bytes(), names, now)
    }

    fn check_bytes(
        &self,
        both: &[u8],
        names: &[String],
        now: Timestamp,
    ) -> Result<Certified, BadCertificate> {
        let file = self.certificate.display().to_string();
        let named = Named {
            certificate: &file,
            key: &file,
        };
        Certified::new(both, both, named, names, now)
    }

    /// Keeps a key and a chain of certificates, whole and synced, or not at all.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn keep_certificate(&self, both: &str) -> io::Result<()> {
        private::write(&self.certificate, both.as_bytes())
    }

    /// Returns the account at an authority, if there is one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn account(&self, directory: &str) -> io::Result<Option<AccountCredentials>> {
        let bytes = match private::read(&self.account) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        let kept: Kept<AccountCredentials> = serde_json::from_slice(&bytes).map_err(|_| {
            // What it says is a key.
            let message = format!("{} is not as written: remove it", self.account.display());
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        Ok((kept.directory == directory).then_some(kept.account))
    }

    /// Keeps the account at an authority.
    ///
    /// # Errors
    /// Errors of the file system.
    pub fn keep_account(&self, directory: &str, account: &AccountCredentials) -> io::Result<()> {
        let kept = Kept {
            directory: directory.to_owned(),
            account,
        };
        private::write(&self.account, &serde_json::to_vec(&kept)?)
    }
}
