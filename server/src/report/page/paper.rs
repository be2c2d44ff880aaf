//! The last page: how the numbers came about, and how to verify them.

use std::fmt::Write;

use super::words::Words;
use super::{Page, element, escape, moment};

impl Page<'_> {
    pub(super) fn method(&mut self, class: &str) {
        let method = self.report.method.clone();
        let _ = write!(
            self.out,
            "<section class=\"{class} end\"><div class=\"sh\"><div>"
        );
        self.each("h1", "", |words| words.method.into());
        self.out.push_str("</div></div><div class=\"two\">");
        type Part<'a> = (
            Box<dyn Fn(&Words) -> &'static str>,
            Box<dyn Fn(&Words) -> String + 'a>,
        );
        let m = &method;
        let parts: Vec<Part<'_>> = vec![
            (Box::new(|w| w.counted.0), Box::new(|w| w.counted.1.into())),
            (
                Box::new(|w| w.not_shown.0),
                Box::new(|w| w.not_shown.1.into()),
            ),
            (
                Box::new(|w| w.by_hand),
                Box::new(|w| (w.hand_text)(m.by_hand, m.resets, m.edited)),
            ),
            (
                Box::new(|w| w.deleted),
                Box::new(|w| (w.deleted_text)(m.withdrawn, m.erased, m.forgotten)),
            ),
            (
                Box::new(|w| w.rounding),
                Box::new(|w| (w.rounding_text)(m.rounded)),
            ),
            (
                Box::new(|w| w.translations),
                Box::new(|w| (w.translations_text)(m.untranslated)),
            ),
            (Box::new(|w| w.limits.0), Box::new(|w| w.limits.1.into())),
        ];
        for (head, text) in parts {
            self.out.push_str("<div class=\"mt\">");
            let langs: Vec<(String, &'static Words)> = self
                .how
                .langs
                .iter()
                .cloned()
                .zip(self.words.iter().copied())
                .collect();
            let mut said: Vec<&str> = vec![];
            for (nth, (lang, words)) in langs.iter().enumerate() {
                if said.contains(&words.tag) {
                    continue;
                }
                said.push(words.tag);
                let lang = match words.tag.split('-').next() == lang.split('-').next() {
                    true => lang.as_str(),
                    false => words.tag,
                };
                let tag = if nth == 0 { "h2" } else { "p" };
                let _ = write!(
                    self.out,
                    "<div lang=\"{0}\" dir=\"auto\"><{tag} class=\"hd\">{1}</{tag}>",
                    escape(lang),
                    escape(head(words))
                );
                element(&mut self.out, 0, "p", "", lang, &text(words));
                self.out.push_str("</div>");
            }
            self.out.push_str("</div>");
        }
        self.out.push_str("</div>");
        self.editions();
        self.verify();
        self.out.push_str("</section>");
    }

    fn editions(&mut self) {
        let editions = self.report.words.editions.clone();
        if editions.is_empty() {
            return;
        }
        self.head(|words| words.editions.into(), |_| String::new());
        let zone = self.zone.clone();
        for edition in &editions {
            self.out.push_str("<div class=\"cm\"><div class=\"t\">");
            self.each("p", "", |words| moment(words, edition.at, &zone));
            self.out.push_str("</div><div class=\"w\">");
            self.each("p", "", |words| (words.edition)(edition.number));
            self.texts("p", "", &edition.changes);
            let _ = write!(
                self.out,
                "</div><div class=\"b\"><code>{}</code></div></div>",
                super::mark(&edition.seal)
            );
        }
    }

    fn verify(&mut self) {
        let words = &self.report.words;
        let edition = words.editions.last().filter(|_| words.is_final);
        let has_changed = edition.is_some_and(|edition| edition.seal != words.seal);
        let seal = words.printed().to_owned();
        self.head(|words| words.verify.into(), |_| String::new());
        if has_changed {
            self.out.push_str("<div class=\"void\">");
            self.each("p", "", |words| words.changed_since.into());
            self.out.push_str("</div>");
        }
        self.out.push_str("<div class=\"vf\"><div>");
        self.each("p", "", |words| words.verify_text.into());
        let groups: Vec<_> = seal.as_bytes().chunks(4).collect();
        self.out.push_str("<p class=\"seal\">");
        for line in groups.chunks(8) {
            let line: Vec<_> = line
                .iter()
                .map(|part| String::from_utf8_lossy(part))
                .collect();
            let _ = write!(self.out, "<code>{}</code>", line.join(" "));
        }
        let _ = write!(
            self.out,
            "</p><p><code>plenary verify {}</code></p></div>",
            escape(&self.report.code)
        );
        if let Some(qr) = self.how.qr.clone() {
            let _ = write!(self.out, "<div class=\"qr\">{qr}</div>");
        }
        self.out.push_str("</div>");
    }
}
