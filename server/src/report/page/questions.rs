//! The questions of a session.

use std::fmt::Write;

use super::words::Words;
use super::{Page, escape};
use crate::report::questions::{Answered, Question, Questions};

/// Limit on the questions of a session that are printed without an answer; the others are counted. Answers are printed all.
const OPEN_MAX: usize = 40;

/// One of the words in a language.
type Named = fn(&Words) -> &'static str;

impl Page<'_> {
    pub(super) fn questions(&mut self, questions: &Questions) {
        if questions.asked() == 0 {
            return;
        }
        self.head(|words| words.questions.into(), |_| String::new());
        self.out.push_str("<div class=\"qf\">");
        let all: [(u32, Named); 7] = [
            (questions.asked(), |words| words.asked),
            (questions.answered, |words| words.answered),
            (questions.in_writing, |words| words.in_writing),
            (questions.open, |words| words.open),
            (questions.declined(), |words| words.declined),
            (questions.merged, |words| words.merged),
            (questions.unread, |words| words.unread_questions),
        ];
        for (nth, (count, name)) in all.into_iter().enumerate() {
            if count > 0 || nth < 5 {
                let _ = write!(self.out, "<div><b>{count}</b>");
                self.each("p", "", |words| name(words).into());
                self.out.push_str("</div>");
            }
        }
        self.out.push_str("</div>");
        let parts: [(Answered, Named); 3] = [
            (Answered::Hall, |words| words.answered_here),
            (Answered::Writing, |words| words.answered_later),
            (Answered::No, |words| words.still_open),
        ];
        for (answered, name) in parts {
            let own: Vec<&Question> = (questions.listed.iter())
                .filter(|question| question.answered == answered)
                .collect();
            if own.is_empty() {
                continue;
            }
            self.head(|words| name(words).into(), |_| String::new());
            let most = match answered {
                Answered::No => OPEN_MAX,
                Answered::Hall | Answered::Writing => usize::MAX,
            };
            for question in own.iter().take(most) {
                self.question(question);
            }
            let rest = own.len().saturating_sub(most) as u32;
            if rest > 0 {
                self.out.push_str("<div class=\"void\">");
                self.each("p", "", |words| (words.more)(rest));
                self.out.push_str("</div>");
            }
        }
        if !questions.declined.is_empty() {
            self.head(|words| words.why_declined.into(), |_| String::new());
            let most = questions
                .declined
                .iter()
                .map(|(_, count)| *count)
                .max()
                .unwrap_or(1);
            for (reason, count) in questions.declined.clone() {
                self.out.push_str("<div class=\"why\"><span>");
                self.each("span", "", |words| {
                    crate::words::reason(words.tag, reason).into()
                });
                let width = f64::from(count) * 60.0 / f64::from(most.max(1));
                let _ = write!(
                    self.out,
                    "</span><svg aria-hidden=\"true\" width=\"{width:.1}mm\" height=\"2.6mm\"><rect width=\"100%\" height=\"100%\" fill=\"#8b8b8b\"/></svg><b>{count}</b></div>"
                );
            }
        }
    }

    fn question(&mut self, question: &Question) {
        let number = question.id.0 + 1;
        let _ = write!(
            self.out,
            "<div class=\"ql\" id=\"question-{number}\"><span class=\"no\">{number}</span><div>"
        );
        self.own_words(&question.text, &question.lang);
        if !question.merged.is_empty() {
            self.out.push_str("<div class=\"mg\">");
            self.each("p", "", |words| words.also_asked.into());
            for text in &question.merged {
                self.texts("p", "", text);
            }
            self.out.push_str("</div>");
        }
        if let Some(reply) = &question.reply {
            self.out.push_str("<div class=\"an\">");
            self.texts("p", "", reply);
            self.out.push_str("</div>");
        }
        self.out.push_str("</div><div class=\"to\">");
        if let Some(to) = &question.to {
            let langs = self.how.langs.clone();
            self.each("p", "", |words| {
                let tag = words.tag.split('-').next();
                let lang = langs.iter().find(|lang| lang.split('-').next() == tag);
                let name = lang.and_then(|lang| to.get(lang)).or(to.values().next());
                name.map_or_else(String::new, |name| (words.to)(name))
            });
        }
        let _ = write!(
            self.out,
            "</div><span class=\"up\">{}</span></div>",
            question.upvotes
        );
    }

    /// Writes the words of a guest: in the page's languages, the one of the asking first if no other is there.
    fn own_words(&mut self, text: &plenary_domain::text::Texts, lang: &str) {
        let has = self.how.langs.iter().any(|lang| text.contains_key(lang));
        match (has, text.get(lang)) {
            (false, Some(asked)) => {
                let _ = write!(
                    self.out,
                    "<p lang=\"{}\" dir=\"auto\">{}</p>",
                    escape(lang),
                    escape(asked)
                );
            }
            _ => self.texts("p", "", text),
        }
    }
}
