//! The guest list: a host uploads it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use plenary_domain::command::Command;
use plenary_domain::people::guest_list::Plan;
use plenary_domain::role::{Actor, StaffRole};
use serde::Deserialize;

use super::Error;
use super::auth::{require, same_origin};
use crate::app::App;
use crate::events;
use crate::protocol::{GUESTS_BYTES_MAX, GuestFault, GuestsRead};

/// Limit on the faults that are told.
const FAULTS_MAX: usize = 50;
/// Limit on the body of the request in bytes. One byte more than a file may have, so that its fault can be told.
pub(super) const BODY_BYTES_MAX: usize = GUESTS_BYTES_MAX + 1;

/// How to read it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct How {
    /// Only says what it would change.
    look: Option<String>,
}

/// `POST /CODE/guests`: reads a list.
pub(super) async fn read(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(how): Query<How>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<GuestsRead>, Error> {
    same_origin(&app, &headers)?;
    let room = app.room(&code).await?;
    require(&app, &room, &headers, |role| role.sees_links)?;
    let groups = room.read(|state| state.groups.clone()).await?;
    let sheet = match events::guests(body.into(), groups).await {
        Ok(sheet) => sheet,
        Err(faults) => return Ok(Json(refused(faults))),
    };
    let (rows, by) = (sheet.rows().to_vec(), Actor::Staff(StaffRole::Host));
    let planned = room.read({
        let rows = rows.clone();
        move |state| {
            state
                .guest_list
                .plan(&state.groups, &state.codes, &rows, by)
        }
    });
    let plan = match planned.await? {
        Ok(plan) => plan,
        Err(faults) => {
            let faults = faults.into_iter().map(|fault| sheet.fault(fault));
            return Ok(Json(refused(faults.collect())));
        }
    };
    if how.look.is_none() {
        room.order(by, Command::ListGuests { rows }).await?;
    }
    Ok(Json(told(plan, sheet.ignored)))
}

fn refused(mut faults: Vec<GuestFault>) -> GuestsRead {
    let more = faults.len().saturating_sub(FAULTS_MAX) as u32;
    faults.truncate(FAULTS_MAX);
    GuestsRead {
        faults,
        more,
        ..told(Plan::default(), vec![])
    }
}

fn told(plan: Plan, ignored: Vec<String>) -> GuestsRead {
    let changed = plan.changed.iter();
    GuestsRead {
        faults: vec![],
        more: 0,
        added: plan.added.iter().map(Into::into).collect(),
        changed: changed.map(|(was, is)| (was.into(), is.into())).collect(),
        kept: plan.kept.iter().map(Into::into).collect(),
        same: plan.same as u32,
        ignored,
    }
}
