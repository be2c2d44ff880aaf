//! What the screen makes of a text in all its languages, while somebody still translates it.

use plenary_domain::state::State;
use plenary_domain::translation::readable::is_readable;
use plenary_domain::translation::{Passage, passages};

use crate::picture::{Crowded, crowded, question};
use crate::protocol::Fit;

/// Returns whether the screen has room for a text with this translation. Only questions and polls stand there with all their words.
pub fn fit(state: &State, of: Passage, lang: &str, text: String) -> Fit {
    let langs = state.event.info.as_ref().map(|info| info.langs.clone());
    let langs = langs.unwrap_or_default();
    if !is_readable(state, of) {
        return Fit::Whole;
    }
    match of {
        Passage::Question(id) => {
            let Some(q) = state.questions.get(id) else {
                return Fit::Whole;
            };
            let content = q.screened.content();
            let mut texts = content.translations.clone();
            texts.insert(content.lang.clone(), content.text.clone());
            texts.insert(lang.to_owned(), text);
            match question::room(&texts, &langs) {
                question::Room::Large => Fit::Whole,
                question::Room::Small => Fit::Small,
                question::Room::Pages => Fit::Pages,
            }
        }
        Passage::PollTitle(id) | Passage::PollOption(id, _) | Passage::PollRule(id, _) => {
            let Some(poll) = state.polls.get(id) else {
                return Fit::Whole;
            };
            let mut info = poll.info.clone();
            let found = passages(id, &poll.info).find(|(passage, _)| *passage == of);
            let mut texts = found.map(|(_, texts)| texts.clone()).unwrap_or_default();
            texts.insert(lang.to_owned(), text);
            plenary_domain::translation::reword_poll(of, &mut info, texts);
            let key = info.session.as_deref();
            let session = key.and_then(|key| state.sessions.by_key(key));
            let session = session.and_then(|id| state.sessions.get(id));
            let title = session.map(|session| &session.info.title);
            let groups = state.groups.iter().map(|(_, group)| &group.info);
            match crowded(&info, title, groups, &langs) {
                None => Fit::Whole,
                Some(Crowded::Pages) => Fit::Pages,
                Some(Crowded::Languages) => Fit::Languages,
            }
        }
        Passage::SurveyTitle(_)
        | Passage::SessionTitle(_)
        | Passage::PersonName(_)
        | Passage::PersonOrg(_)
        | Passage::GroupName(_)
        | Passage::GroupValue(..)
        | Passage::EventTitle
        | Passage::EventShort
        | Passage::EventVenue
        | Passage::Reply(_)
        | Passage::Entry(_)
        | Passage::Line(_)
        | Passage::LineBy(_) => Fit::Whole,
    }
}
