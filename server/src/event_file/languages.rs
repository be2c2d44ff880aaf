//! Checks the texts of a file against its languages, once all texts are read. A wrong entry in `languages` is one fault,
//! however many texts it affects.

use std::collections::BTreeMap;
use std::ops::Range;

use super::reader::Reader;
use super::values;

/// Number of faults with one cause from which the cause is reported instead.
const SAME_CAUSE_MIN: usize = 3;

/// A text in one language, present or missing.
pub struct Used {
    pub lang: String,
    pub at: Range<usize>,
    pub is_there: bool,
}

/// The numbers of present and of missing texts in each language.
type Counts<'t> = BTreeMap<&'t str, (usize, usize)>;

impl Reader<'_> {
    /// Reports texts in languages that the event does not have, and texts missing in its first language.
    pub fn hold_against_languages(&mut self) {
        let texts = std::mem::take(&mut self.texts);
        let mut counts = Counts::new();
        for text in &texts {
            let (there, missing) = counts.entry(&text.lang).or_default();
            *(if text.is_there { there } else { missing }) += 1;
        }
        let explained = self.explain(&counts);
        for Used { lang, at, is_there } in &texts {
            let is_ours = self.langs.contains(lang);
            if explained.contains(lang) || (*is_there && is_ours) {
                continue;
            }
            if *is_there {
                let langs: Vec<&str> = self.langs.iter().map(String::as_str).collect();
                let expected = values::one_of(&langs);
                let message =
                    format!("`{lang}` is not one of the event's languages: expected {expected}");
                self.fault(at, message);
            } else {
                let message = format!(
                    "the text in `{lang}` is missing: every text needs the event's first language"
                );
                self.echo(at, message);
            }
        }
    }

    /// Reports causes of many faults. Returns the languages whose single faults need no report of their own.
    fn explain(&mut self, counts: &Counts<'_>) -> Vec<String> {
        let count = |lang: &str| counts.get(lang).copied().unwrap_or_default();
        let primary = |lang: &str| lang.split('-').next().map(str::to_owned);
        let strangers = counts.iter().filter(|(lang, (there, _))| {
            let is_ours = self.langs.iter().any(|known| known == *lang);
            !is_ours && *there >= SAME_CAUSE_MIN && values::language(lang).is_ok()
        });
        let mut strangers: Vec<(&str, usize)> = strangers.map(|(lang, n)| (*lang, n.0)).collect();
        let mut explained = Vec::new();
        for (lang, at) in self.langs.clone().into_iter().zip(self.langs_at.clone()) {
            let (there, missing) = count(&lang);
            let near = (0..strangers.len())
                .max_by_key(|&i| (primary(strangers[i].0) == primary(&lang), strangers[i].1));
            let message = match near {
                _ if there > 0 => continue,
                Some(near) => {
                    let (other, many) = strangers.swap_remove(near);
                    explained.push(other.to_owned());
                    format!(
                        "no text is in `{lang}`, but {many} are in `{other}`: write `{other}` here, or change the texts to `{lang}`"
                    )
                }
                None if missing >= SAME_CAUSE_MIN => format!(
                    "no text is in `{lang}`, but every text needs the first language: add it to the texts, or put their language first"
                ),
                None => continue,
            };
            self.fault(&at, message);
            explained.push(lang);
        }
        for (other, many) in strangers {
            let at = self.langs_at.first().cloned().unwrap_or_default();
            self.fault(&at, format!("{many} texts are in `{other}`, which is not in `languages`: add it here, or remove these texts"));
            explained.push(other.to_owned());
        }
        explained
    }
}
