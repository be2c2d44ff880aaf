//! What a phone shows before its script has run: the event's name, and what is on now or open. The same marks and
//! classes as the phone's own components, which take over from the snapshot in the same HTML.

use plenary_domain::program::Texts;
use plenary_domain::state::{Phase, Poll, State};

use super::lang::Lang;

/// The event's short title in the viewer's language.
pub fn title(state: &State, lang: Lang) -> String {
    let Some(info) = &state.info else { return "Plenary".into() };
    let texts = if info.short.is_empty() { &info.title } else { &info.short };
    pick(texts, lang).map_or("Plenary", |(_, text)| text).to_owned()
}

/// The body of the phone page.
pub fn phone(state: &State, lang: Lang) -> String {
    let Some(info) = &state.info else { return String::new() };
    let short = if info.short.is_empty() { &info.title } else { &info.short };
    let open = state.polls().filter(|(_, p)| p.phase == Phase::Open).max_by_key(|(_, p)| p.since);
    let sheet = match (open, state.running()) {
        (Some((_, poll)), _) => poll_sheet(poll, lang),
        (None, Some((_, session))) => format!("<div class=\"pad\">{}</div>", both(&session.info.title, lang, "h1")),
        (None, None) => format!("<div class=\"pad\">{}</div>", both(&info.title, lang, "h1")),
    };
    let (tag, name) = pick(short, lang).unwrap_or_default();
    format!(
        "<div class=\"ph\"><header class=\"head\"><p lang=\"{}\">{}</p></header><main class=\"main\">\
         <hr class=\"rule\"><section class=\"sheet\">{sheet}</section></main></div>",
        escape(tag),
        escape(name)
    )
}

fn poll_sheet(poll: &Poll, lang: Lang) -> String {
    let mut html = format!("<div class=\"pad\">{}</div>", both(&poll.info.title, lang, "h1"));
    for (letter, option) in ('A'..='Z').zip(&poll.info.options) {
        let mut lines = String::new();
        for (element, (tag, text)) in ["b", "i"].iter().zip(ordered(&option.text, lang)) {
            lines.push_str(&format!("<{element} lang=\"{}\">{}</{element}>", escape(tag), escape(text)));
        }
        html.push_str(&format!("<div class=\"opt\"><span class=\"l\">{letter}</span><span class=\"w\">{lines}</span></div>"));
    }
    html
}

/// The viewer's language first, the next one quieter below it.
fn both(texts: &Texts, lang: Lang, element: &str) -> String {
    let mut html = String::new();
    for (i, (tag, text)) in ordered(texts, lang).into_iter().enumerate() {
        let (element, class) = if i == 0 { (element, "say") } else { ("p", "alt") };
        html.push_str(&format!("<{element} class=\"{class}\" lang=\"{}\">{}</{element}>", escape(tag), escape(text)));
    }
    html
}

fn ordered(texts: &Texts, lang: Lang) -> Vec<(&str, &str)> {
    let first = pick(texts, lang);
    let rest = texts.iter().map(|(tag, text)| (tag.as_str(), text.as_str())).filter(|pair| Some(*pair) != first);
    first.into_iter().chain(rest).collect()
}

/// The text in the interface's language: by its whole tag, else by its main language, else any.
fn pick(texts: &Texts, lang: Lang) -> Option<(&str, &str)> {
    let main = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let exact = texts.get_key_value(lang.tag());
    let near = || texts.iter().find(|(tag, _)| main(tag) == main(lang.tag()));
    exact.or_else(near).or_else(|| texts.iter().next()).map(|(tag, text)| (tag.as_str(), text.as_str()))
}

/// Text as HTML text and attribute values take it.
pub fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut html, c| {
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
        assert_eq!(escape("<b>\"R&D\"'s</b>"), "&lt;b&gt;&quot;R&amp;D&quot;&#39;s&lt;/b&gt;");
    }

    #[test]
    fn the_viewers_language_comes_first() {
        let texts = Texts::from([("en".into(), "Energy".into()), ("zh-Hant".into(), "能源".into())]);
        assert_eq!(ordered(&texts, Lang::ZhHans), vec![("zh-Hant", "能源"), ("en", "Energy")]);
        assert_eq!(ordered(&texts, Lang::En)[0], ("en", "Energy"));
    }
}
