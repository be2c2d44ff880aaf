//! The addresses that are told of changes.

use hyper::Uri;

use super::{BadConfig, networks};
use crate::address::Network;

/// The variable with the key of the signatures.
pub const KEY: &str = "PLENARY_WEBHOOK_KEY";
/// Limit on the addresses.
const URLS_MAX: usize = 8;
/// Least length of the key in bytes.
const KEY_BYTES_MIN: usize = 16;

/// Who is told of changes.
#[derive(Clone)]
pub struct Webhooks {
    /// One at least.
    pub urls: Vec<String>,
    /// Signs what is sent.
    pub key: String,
    /// Addresses inside to which they may lead.
    pub inward: Vec<Network>,
}

/// Never with the key.
impl std::fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} webhooks", self.urls.len())
    }
}

/// Checks the settings; None if no address is named.
pub fn validate(
    urls: Vec<String>,
    key: Option<String>,
    inward: &[String],
) -> Result<Option<Webhooks>, BadConfig> {
    let inward = networks("webhook-inward", inward)?;
    if urls.is_empty() {
        return Ok(None);
    }
    if urls.len() > URLS_MAX {
        let told = format!("webhook: {} addresses, of {URLS_MAX} at most", urls.len());
        return Err(BadConfig(told));
    }
    // An address may have a password or a token, and messages end up in journals. So its place names it.
    if let Some(place) = urls.iter().position(|url| !is_url(url)) {
        return Err(BadConfig(format!(
            "webhook: address {} of {}: expected http:// or https:// and a host, without a name or password",
            place + 1,
            urls.len()
        )));
    }
    match key.filter(|key| key.len() >= KEY_BYTES_MIN) {
        Some(key) => Ok(Some(Webhooks { urls, key, inward })),
        None => Err(BadConfig(format!(
            "webhook needs {KEY}, a key of {KEY_BYTES_MIN} characters or more that signs what is sent"
        ))),
    }
}

fn is_url(url: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else {
        return false;
    };
    let is_bare = uri.authority().is_some_and(|of| !of.as_str().contains('@'));
    matches!(uri.scheme_str(), Some("http" | "https")) && is_bare && !url.contains('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_plain_url_and_needs_a_key() {
        let key = || Some("0123456789abcdef".to_owned());
        let told = |url: &str, key| {
            let checked = validate(vec![url.to_owned()], key, &[]);
            checked
                .map(|hooks| hooks.is_some())
                .map_err(|e| e.to_string())
        };
        assert_eq!(told("https://city.example/plenary?x=1", key()), Ok(true));
        assert_eq!(
            validate(vec![], None, &[])
                .map(|hooks| hooks.is_none())
                .ok(),
            Some(true)
        );
        for wrong in [
            "ftp://city.example/",
            "https://a:b@city.example/",
            "city.example",
            "/x",
            "https://x/#y",
        ] {
            let told = told(wrong, key()).expect_err(wrong);
            assert!(
                told.starts_with("webhook: address 1 of 1: expected"),
                "{told}"
            );
            assert!(!told.contains(wrong), "it may have a password: {told}");
        }
        for short in [None, Some("short".to_owned())] {
            let told = told("https://city.example/", short).expect_err("no key");
            assert!(
                told.contains("PLENARY_WEBHOOK_KEY") && !told.contains("short"),
                "{told}"
            );
        }
        let told = validate(vec![], None, &["inside".to_owned()]).expect_err("no network");
        assert!(told.to_string().starts_with("webhook-inward = \"inside\""));
    }
}
