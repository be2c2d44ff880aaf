//! `[session.questions]`: what guests may do with questions in a session.

use plenary_domain::question::Settings;
use plenary_domain::question::settings::{Asking, LIMIT_MAX, Order};

use super::reader::{Fields, Reader};
use super::write::{Out, quoted, word};

const ASKING: [(&str, Asking); 3] = [
    ("open", Asking::Open),
    ("paused", Asking::Paused),
    ("closed", Asking::Closed),
];
/// Whether phones show a question before a moderator has read it.
const PUBLISH: [(&str, bool); 2] = [("approved", false), ("at-once", true)];
/// Whether a question needs a name and an organisation.
const NAMES: [(&str, bool); 2] = [("optional", false), ("required", true)];
const ORDERS: [(&str, Order); 2] = [("top", Order::Top), ("newest", Order::Newest)];

/// Reads the table. What it leaves out is as usual; whether guests may ask is as the event says.
pub fn questions(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Settings {
    reader.only(
        fields,
        &[
            "asking", "publish", "names", "limit", "upvotes", "order", "calm",
        ],
    );
    let usual = Settings::asking(reader.questions_open);
    Settings {
        asking: fields
            .get("asking")
            .map_or(usual.asking, |value| reader.word(value, &ASKING)),
        at_once: fields
            .get("publish")
            .map_or(usual.at_once, |value| reader.word(value, &PUBLISH)),
        named: fields
            .get("names")
            .map_or(usual.named, |value| reader.word(value, &NAMES)),
        limit: fields
            .get("limit")
            .map_or(usual.limit, |value| reader.number(value, 1, LIMIT_MAX)),
        upvotes: fields
            .get("upvotes")
            .map_or(usual.upvotes, |value| reader.boolean(value)),
        order: fields
            .get("order")
            .map_or(usual.order, |value| reader.word(value, &ORDERS)),
        calm: fields
            .get("calm")
            .map_or(usual.calm, |value| reader.boolean(value)),
    }
}

/// Writes the table.
pub fn write(out: &mut Out<'_>, settings: &Settings) {
    let Settings {
        asking,
        at_once,
        named,
        limit,
        upvotes,
        order,
        calm,
    } = *settings;
    let usual = Settings::default();
    out.pair("questions.asking", &quoted(word(&ASKING, asking)));
    if at_once {
        out.pair("questions.publish", &quoted(word(&PUBLISH, at_once)));
    }
    if named {
        out.pair("questions.names", &quoted(word(&NAMES, named)));
    }
    if limit != usual.limit {
        out.pair("questions.limit", &limit.to_string());
    }
    if !upvotes {
        out.pair("questions.upvotes", "false");
    }
    if order != usual.order {
        out.pair("questions.order", &quoted(word(&ORDERS, order)));
    }
    if calm {
        out.pair("questions.calm", "true");
    }
}
