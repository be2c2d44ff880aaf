//! Facts as a script prints them.

use plenary_domain::delay::Place;
use plenary_domain::edit::group::GivenBy;
use plenary_domain::fact::Fact;
use plenary_domain::poll::rounds::Mark;
use plenary_domain::poll::seal::Seal;
use plenary_domain::program::{EventInfo, PersonInfo, PollInfo, SessionInfo};
use plenary_domain::question::addressee::Addressee;

/// Formats a fact on one line, with definitions by key only.
pub fn brief(fact: &Fact) -> String {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other facts are short as they are"
    )]
    match fact {
        Fact::EventDescribed(_) => "EventDescribed".into(),
        Fact::GroupPut(id, info, ids, order) => {
            let values: Vec<String> = info
                .values
                .iter()
                .zip(ids)
                .map(|(value, id)| format!("{id} {}", value.key))
                .collect();
            format!(
                "GroupPut({id}, {}, [{}], {order})",
                info.key,
                values.join(", ")
            )
        }
        Fact::PersonPut(id, info) => format!("PersonPut({id}, {})", info.key),
        Fact::SessionPut(id, info, order) => format!("SessionPut({id}, {}, {order})", info.key),
        Fact::EventWritten(info, by) => {
            let EventInfo {
                title,
                short,
                venue,
                date,
                retention_days,
                wifi,
                leave,
                langs,
                zone,
                accent,
                ..
            } = info;
            let accent = accent.as_ref().map_or("", |accent| &accent.written);
            let langs = langs.join(" ");
            format!(
                "EventWritten({title:?}, {short:?}, {venue:?}, {date} {zone}, {retention_days} days, {wifi:?}, {leave:?}, [{langs}] {accent}, {by:?})"
            )
        }
        Fact::SessionWritten(id, Some(info), order, by) => {
            let SessionInfo {
                key,
                kind,
                title,
                start,
                end,
                speakers,
                panelists,
                ..
            } = info;
            format!(
                "SessionWritten({id}, {key} {kind:?} {title:?} {start}-{end} {speakers:?} {panelists:?}, {order}, {by:?})"
            )
        }
        Fact::GroupWritten(id, Some(info), ids, order, by) => {
            let values: Vec<String> = (ids.iter().zip(&info.values))
                .map(|(id, value)| format!("{id} {} {:?}", value.key, value.text))
                .collect();
            let (key, name) = (&info.key, &info.name);
            let given_by = GivenBy::of(info);
            format!(
                "GroupWritten({id}, {key} {name:?} {values:?} by {given_by:?}, {order}, {by:?})"
            )
        }
        Fact::PersonWritten(id, Some(info), by) => {
            let PersonInfo {
                key,
                name,
                org,
                groups,
            } = info;
            format!("PersonWritten({id}, {key} {name:?} {org:?} {groups:?}, {by:?})")
        }
        Fact::AgendaPlaced(places, by) => {
            let place = |place: &Place| {
                let Place {
                    session,
                    order,
                    start,
                    end,
                    delay,
                } = place;
                format!("{session} at {order} {start}-{end} late {}", delay.start)
            };
            let places: Vec<String> = places.iter().map(place).collect();
            format!("AgendaPlaced({}, {by:?})", places.join(", "))
        }
        Fact::PollPut(id, info, order) => format!("PollPut({id}, {}, {order})", info.key),
        Fact::SurveyPut(id, info, order) => {
            let (key, polls) = (&info.key, info.polls.join(" "));
            format!("SurveyPut({id}, {key} of {polls}, {order})")
        }
        Fact::SurveyWritten(id, Some(info), order) => {
            let (key, polls) = (&info.key, info.polls.join(" "));
            format!("SurveyWritten({id}, {key} of {polls}, {order})")
        }
        Fact::PollMade(id, info, order) => {
            format!("PollMade({id}, {}, {order})", drafted(info))
        }
        Fact::PollRestored(id, info, order, made) => {
            format!(
                "PollRestored({id}, {}, {order}, made: {made})",
                drafted(info)
            )
        }
        Fact::PollChanged(id, info) => format!("PollChanged({id}, {})", drafted(info)),
        Fact::BallotCast(who, poll, ballot) => format!("BallotCast({who}, {poll}, {ballot:?})"),
        Fact::EntryWritten(id, poll, who, content) => format!(
            "EntryWritten({id}, {poll}, {:?}, {:?}, {:?})",
            who.map(|who| who.0),
            content.text,
            content.lang
        ),
        Fact::QuestionAsked(id, who, content, to) => {
            let to = to.map_or("None".to_owned(), |to| format!("Some({})", addressee(to)));
            format!(
                "QuestionAsked({id}, {who}, {:?}, {:?}, to {to})",
                content.text, content.lang,
            )
        }
        // Most rounds are neither reset, compared nor weighed. Their seals say nothing to a reader.
        Fact::CountsKept(id, round, counts) => {
            let mut counts = counts.clone();
            counts.mark.seal = Seal::default();
            let mark = format!(", mark: {:?}", Mark::default());
            let kept = format!("CountsKept({id:?}, {round}, {counts:?})");
            kept.replace(&mark, "").replace(", extra: 0", "")
        }
        other => format!("{other:?}"),
    }
}

fn drafted(info: &PollInfo) -> String {
    let options = info.options.iter().map(|o| (&o.key, &o.text));
    let options: Vec<_> = options.collect();
    let (key, title, session) = (&info.key, &info.title, &info.session);
    format!("{key} of {session:?}: {title:?} {options:?}")
}

/// Returns an addressee as commands name it.
pub fn addressee(to: Addressee) -> String {
    match to {
        Addressee::Person(id) => id.to_string(),
        Addressee::Organisation(id) => format!("org-{id}"),
        Addressee::Session(id) => format!("session-{id}"),
    }
}
