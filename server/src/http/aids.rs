//! What helps an interpreter with a text: how it was said before, whether the screen has room for it, and a machine's draft.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use plenary_domain::rejection::TextField;
use plenary_domain::state::State as Event;
use plenary_domain::text;
use plenary_domain::translation::readable::is_readable;
use plenary_domain::translation::{self, wordings};

use super::Error;
use super::auth::{require, same_origin};
use crate::app::App;
use crate::drafts::NoDraft;
use crate::protocol::{Aids, AidsOf, Draft, Fit, FitOf};
use crate::room::Room;
use crate::view;

/// Limit on the code points of a text whose room on the screen is estimated.
const CHARS_MAX: usize = 4000;

/// Returns the room for an interpreter of this event, or of a desk that translates.
async fn room_of(app: &App, code: &str, headers: &HeaderMap) -> Result<Room, Error> {
    same_origin(app, headers)?;
    let room = app.room(code).await?;
    require(app, &room, headers, |role| role.translates)?;
    Ok(room)
}

/// `POST /CODE/aids`: earlier wordings of a text in a language, and whether a machine makes drafts.
pub(super) async fn aids(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(AidsOf { of, lang }): Json<AidsOf>,
) -> Result<Json<Aids>, Error> {
    let room = room_of(&app, &code, &headers).await?;
    let found = room
        .read(move |event| wordings::wordings(event, of.into(), &lang))
        .await?;
    Ok(Json(Aids {
        wordings: found.into_iter().map(Into::into).collect(),
        drafts: app.drafts.is_some(),
    }))
}

/// `POST /CODE/fit`: whether the screen has room for a draft beside the other languages.
pub(super) async fn fit(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(FitOf { of, lang, text }): Json<FitOf>,
) -> Result<Json<Fit>, Error> {
    let room = room_of(&app, &code, &headers).await?;
    let text: String = text.chars().take(CHARS_MAX).collect();
    let fit = room
        .read(move |event| view::fit(event, of.into(), &lang, text))
        .await?;
    Ok(Json(fit))
}

/// `POST /CODE/draft`: a machine's draft of a translation. It is on this page alone until a person saves it.
pub(super) async fn draft(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(AidsOf { of, lang }): Json<AidsOf>,
) -> Result<Json<Draft>, Error> {
    let room = room_of(&app, &code, &headers).await?;
    let Some(drafts) = &app.drafts else {
        let message = "This server asks no machine for drafts.";
        return Err(Error::new(StatusCode::NOT_FOUND, "no_machine", message));
    };
    let into = lang.clone();
    let original = move |event: &Event| original(event, of.into(), &into);
    let Some((source, original)) = room.read(original).await? else {
        let message = "There is no such text to translate.";
        return Err(Error::new(StatusCode::NOT_FOUND, "unknown", message));
    };
    let made = drafts.draft(&original, &source, &lang).await;
    let no_draft = |fault: &NoDraft| {
        tracing::warn!(fault = fault.kind(), "no draft");
        let message = "The machine gave no draft. Translate it by hand.";
        Error::new(StatusCode::BAD_GATEWAY, "no_draft", message)
    };
    let made = match made {
        Ok(made) => made,
        Err(NoDraft::Busy) => {
            let message = "Several drafts are being made. Try again shortly.";
            return Err(Error::later(
                StatusCode::TOO_MANY_REQUESTS,
                "too_fast",
                message,
                1000,
            ));
        }
        Err(fault) => return Err(no_draft(&fault)),
    };
    // What a machine says has the limits of what a person types.
    let max = TextField::Reply.chars_max();
    let text = text::required_within(&made, TextField::Translation, max)
        .map_err(|rejection| no_draft(&NoDraft::Unreadable(rejection.to_string())))?;
    Ok(Json(Draft { text }))
}

/// Returns a text and its language, if interpreters may read it and it can be translated into another one of the event's.
fn original(event: &Event, of: translation::Passage, into: &str) -> Option<(String, String)> {
    is_readable(event, of).then_some(())?;
    let langs = &event.event.info.as_ref()?.langs;
    let (source, original) = event.original(of)?;
    let is_other = source != into && langs.iter().any(|lang| lang == into);
    is_other.then(|| (source.to_owned(), original.to_owned()))
}
