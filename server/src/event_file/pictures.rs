//! The pictures that options name. Where they come from is the caller's: beside the file, or sent with it.

use std::collections::BTreeMap;

use plenary_domain::program::{PICTURES_MAX, Picture};
use toml::Spanned;
use toml::de::DeValue;

use super::reader::Reader;
use super::values;
use crate::images;
use crate::images::beside::Beside;

/// Finds the pictures of an event file by their path in it.
pub trait Pictures {
    /// Returns a picture.
    ///
    /// # Errors
    /// A sentence that says why there is none.
    fn find(&mut self, path: &str) -> Result<Found, String>;
}

/// A picture as the event file needs to know it.
pub struct Found {
    pub hash: String,
    /// The screen shows it blurred.
    pub is_small: bool,
}

/// Pictures that came with the file, by path.
pub type Sent = BTreeMap<String, images::Picture>;

impl Pictures for Sent {
    fn find(&mut self, path: &str) -> Result<Found, String> {
        let picture = self
            .get(path)
            .ok_or("the picture did not come with the file")?;
        Ok(Found {
            hash: picture.hash(),
            is_small: false,
        })
    }
}

impl Pictures for Beside {
    fn find(&mut self, path: &str) -> Result<Found, String> {
        let is_small = self.read(path)?;
        Ok(Found {
            is_small,
            ..self.read.find(path)?
        })
    }
}

/// What was read of the pictures so far.
pub(super) struct Album<'t> {
    pictures: &'t mut dyn Pictures,
    /// By path. A picture with a fault is reported where it is named first.
    found: BTreeMap<String, Option<String>>,
}

impl<'t> Album<'t> {
    pub fn new(pictures: &'t mut dyn Pictures) -> Album<'t> {
        Album {
            pictures,
            found: BTreeMap::new(),
        }
    }
}

/// Reads the picture of an option.
pub(super) fn picture(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Option<Picture> {
    let file = reader.shaped(value, values::path);
    if file.is_empty() {
        return None;
    }
    if let Some(found) = reader.album.found.get(&file) {
        let hash = found.clone()?;
        return Some(Picture { hash, file });
    }
    let count = reader.album.found.len() + 1;
    if count > PICTURES_MAX {
        if count == PICTURES_MAX + 1 {
            let message = format!("too many pictures: expected at most {PICTURES_MAX} in an event");
            reader.fault(&value.span(), message);
        }
        reader.album.found.insert(file, None);
        return None;
    }
    let found = reader.album.pictures.find(&file);
    let hash = match found {
        Ok(Found { hash, is_small }) => {
            if is_small {
                let message = format!(
                    "{file:?} is small and looks blurred on the screen: use a picture of 960 × 720 pixels"
                );
                reader.warn(&value.span(), message);
            }
            Some(hash)
        }
        Err(why) => {
            reader.fault(&value.span(), format!("{file:?}: {why}"));
            None
        }
    };
    reader.album.found.insert(file.clone(), hash.clone());
    Some(Picture { hash: hash?, file })
}
