//! What a phone shows before its script has run: the event's name, and what is on now or open. The same marks and
//! classes as the phone's own components, which take over from the snapshot in the same HTML.

use plenary_domain::poll::Rules;
use plenary_domain::poll::{Phase, Poll};
use plenary_domain::program::Texts;
use plenary_domain::question::{Question, QuestionState};
use plenary_domain::session::SessionState;
use plenary_domain::state::State;

use super::lang::Lang;

/// The event's short title in the viewer's language.
pub fn title(state: &State, lang: Lang) -> String {
    let Some(info) = &state.event.info else {
        return "Plenary".into();
    };
    let texts = if info.short.is_empty() {
        &info.title
    } else {
        &info.short
    };
    pick(texts, lang)
        .map_or("Plenary", |(_, text)| text)
        .to_owned()
}

/// The body of the phone page. Lines whose words only the script knows (it alone speaks the interface's languages) are
/// there and empty, so that nothing moves when it takes over.
pub fn phone(state: &State, lang: Lang) -> String {
    let Some(info) = &state.event.info else {
        return String::new();
    };
    let short = if info.short.is_empty() {
        &info.title
    } else {
        &info.short
    };
    let (tag, name) = pick(short, lang).unwrap_or_default();
    format!(
        "<div class=\"ph\"><header class=\"head\"><p lang=\"{}\">{}</p><span class=\"lang\"></span></header>\
         <div class=\"strips\"></div><main class=\"main\">{}</main></div>",
        escape(tag),
        escape(name),
        sheet(state, lang)
    )
}

/// The latest of what is live, as the page puts it on top; else the session that runs or comes, else the event.
fn sheet(state: &State, lang: Lang) -> String {
    let open = state
        .polls
        .iter()
        .filter(|(_, p)| p.phase == Phase::Open)
        .max_by_key(|(_, p)| p.since);
    let now = state
        .questions
        .iter()
        .map(|(_, q)| q)
        .filter(|q| q.state == QuestionState::Now)
        .max_by_key(|q| q.since);
    let later = |q: &Question| open.is_none_or(|(_, p)| q.since > p.since);
    let ended = state
        .sessions
        .iter()
        .any(|(_, s)| s.state == SessionState::Ended);
    let coming = state
        .sessions
        .iter()
        .filter(|(_, s)| ended && s.state == SessionState::Coming)
        .min_by_key(|(_, s)| s.order);
    let (kick, texts) = match (
        now.filter(|q| later(q)).and_then(|q| q.screened.public()),
        open,
    ) {
        (Some(public), _) => {
            let content = public.content();
            let mut texts = content.translations.clone();
            texts.insert(content.lang.clone(), content.text.clone());
            (true, texts)
        }
        (None, Some((_, poll))) => {
            return section(true, &poll.info.title, lang, &options(poll, lang));
        }
        (None, None) => match (state.sessions.running().or(coming), &state.event.info) {
            (Some((_, session)), _) => (true, session.info.title.clone()),
            (None, Some(info)) => (false, info.title.clone()),
            (None, None) => (false, Texts::new()),
        },
    };
    section(kick, &texts, lang, "")
}

fn section(kick: bool, title: &Texts, lang: Lang, below: &str) -> String {
    let kick = if kick {
        "<p class=\"kick\">&nbsp;</p>"
    } else {
        ""
    };
    let title = both(title, lang, "h1");
    format!(
        "<section class=\"sheet\"><hr class=\"rule\"><div class=\"pad\">{kick}<div>{title}</div></div>{below}</section>"
    )
}

/// The ballot paper, with places to mark that do not take a mark yet.
fn options(poll: &Poll, lang: Lang) -> String {
    let Rules::Choice(rules) = &poll.info.rules;
    let kind = if rules.max == 1 { "radio" } else { "checkbox" };
    let mut html = String::from("<fieldset>");
    for (letter, option) in ('A'..='Z').zip(&poll.info.options) {
        let mut lines = String::new();
        for (i, (tag, text)) in ordered(&option.text, lang).into_iter().enumerate() {
            let element = if i == 0 { "b" } else { "i" };
            lines.push_str(&format!(
                "<{element} lang=\"{}\">{}</{element}>",
                escape(tag),
                escape(text)
            ));
        }
        html.push_str(&format!(
            "<label class=\"opt\"><span class=\"l\" aria-hidden=\"true\">{letter}</span><span class=\"w\">{lines}</span>\
             <input type=\"{kind}\" disabled><span class=\"tick\"></span></label>"
        ));
    }
    html.push_str("</fieldset>");
    html
}

/// The viewer's language first, the next one quieter below it.
fn both(texts: &Texts, lang: Lang, element: &str) -> String {
    let mut html = String::new();
    for (i, (tag, text)) in ordered(texts, lang).into_iter().enumerate() {
        let (element, class) = if i == 0 {
            (element, "say")
        } else {
            ("p", "alt")
        };
        html.push_str(&format!(
            "<{element} class=\"{class}\" lang=\"{}\">{}</{element}>",
            escape(tag),
            escape(text)
        ));
    }
    html
}

fn ordered(texts: &Texts, lang: Lang) -> Vec<(&str, &str)> {
    let first = pick(texts, lang);
    let rest = texts
        .iter()
        .map(|(tag, text)| (tag.as_str(), text.as_str()))
        .filter(|pair| Some(*pair) != first);
    first.into_iter().chain(rest).collect()
}

/// The text in the interface's language: by its whole tag, else by its main language, else any.
fn pick(texts: &Texts, lang: Lang) -> Option<(&str, &str)> {
    let main = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let exact = texts.get_key_value(lang.tag());
    let near = || texts.iter().find(|(tag, _)| main(tag) == main(lang.tag()));
    exact
        .or_else(near)
        .or_else(|| texts.iter().next())
        .map(|(tag, text)| (tag.as_str(), text.as_str()))
}

/// Text as HTML text and attribute values take it.
pub fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut html, c| {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                _ => html.push(c),
            }
            html
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_text_and_never_markup() {
        assert_eq!(
            escape("<b>\"R&D\"'s</b>"),
            "&lt;b&gt;&quot;R&amp;D&quot;&#39;s&lt;/b&gt;"
        );
    }

    #[test]
    fn the_viewers_language_comes_first() {
        let lang = |tag| Lang::speaks(tag).expect("a language of the interface");
        let texts = Texts::from([
            ("en".into(), "Energy".into()),
            ("zh-Hant".into(), "能源".into()),
        ]);
        assert_eq!(
            ordered(&texts, lang("zh")),
            vec![("zh-Hant", "能源"), ("en", "Energy")]
        );
        assert_eq!(ordered(&texts, lang("en"))[0], ("en", "Energy"));
    }
}
