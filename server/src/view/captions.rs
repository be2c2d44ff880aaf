//! Captions of the running session. The view of guests has none: who asks for them reads them on a socket of their own.

use plenary_domain::state::State;
use plenary_domain::status::CaptionPlace;

use crate::protocol::{CaptionsItem, Item};
use crate::role::{CaptionSight, Entry as Sight};

/// Limit on the lines of a reader and of the screen, in each language.
const READ_MAX: usize = 3;
/// Limit on the lines of a desk, in each language.
const WRITTEN_MAX: usize = 10;

pub(super) fn items(state: &State, sight: &Sight) -> Vec<Item> {
    let State {
        captions, event, ..
    } = state;
    let writes = sight.captions == CaptionSight::Write;
    let sees = match sight.captions {
        CaptionSight::Nothing => false,
        CaptionSight::Screen => captions.place != CaptionPlace::Off,
        CaptionSight::Read | CaptionSight::Write => true,
    };
    let langs = event.info.as_ref().map_or(&[][..], |info| &info.langs);
    let running = state.sessions.running().filter(|_| sees);
    let Some((session, _)) = running else {
        return vec![];
    };
    let most = if writes { WRITTEN_MAX } else { READ_MAX };
    let items = langs.iter().zip(0..).filter_map(|(lang, id)| {
        let lines = captions.latest(session, lang, most);
        (writes || !lines.is_empty()).then(|| {
            Item::Captions(CaptionsItem {
                id,
                lang: lang.clone(),
                lines: lines.iter().map(Into::into).collect(),
                place: captions.place.into(),
                writer: captions
                    .track(lang)
                    .and_then(|track| track.writer.filter(|_| writes)),
            })
        })
    });
    items.collect()
}
