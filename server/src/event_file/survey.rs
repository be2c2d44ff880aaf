//! Reads and writes the surveys of an event file: forms made of its polls.

use plenary_domain::poll::make::fits_survey;
use plenary_domain::poll::voters::{OnePer, Voters};
use plenary_domain::program::{GroupInfo, PollInfo, SURVEY_POLLS_MAX, SurveyInfo};
use toml::Spanned;

use super::items::{Keys, reference, required_texts, unique};
use super::poll::voters;
use super::reader::{Fields, Reader};
use super::write::{Out, list, quoted};

/// Who may answer: keys of the survey, and not of its polls.
const VOTERS: [&str; 4] = ["in_hall", "one_per", "only", "weights"];

/// The polls read so far, each with its table and the survey it is part of.
pub struct Asked<'p, 'd> {
    pub polls: &'p mut [PollInfo],
    pub tables: &'p [Fields<'d>],
    /// By poll: the key of its survey.
    pub taken: Vec<Option<String>>,
}

pub fn survey(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &mut Keys,
    sessions: &Keys,
    poll_keys: &Keys,
    asked: &mut Asked<'_, '_>,
    groups: &[GroupInfo],
) -> SurveyInfo {
    let known = [
        "key", "session", "title", "polls", "named", "in_hall", "one_per", "only", "weights",
    ];
    reader.only_expecting(fields, &known, &known[..8]);
    let key = unique(reader, fields, keys);
    let session = fields
        .get("session")
        .map(|value| reference(reader, value, "session", sessions));
    let title = required_texts(reader, fields, "title");
    let voters = voters(reader, fields, groups);
    let mut survey = SurveyInfo {
        key,
        session,
        title,
        polls: Vec::new(),
    };
    let is_named = fields
        .get("named")
        .is_some_and(|value| reader.boolean(value));
    let Some(value) = reader.required(fields, "polls") else {
        return survey;
    };
    let Some(named) = reader.array(value, "a list of polls' keys") else {
        return survey;
    };
    if !(1..=SURVEY_POLLS_MAX).contains(&named.len()) {
        let found = named.len();
        reader.fault(
            &value.span(),
            format!("a list of {found}: expected 1 to {SURVEY_POLLS_MAX} polls"),
        );
    }
    for value in named.iter() {
        let poll = reference(reader, value, "poll", poll_keys);
        if let Some(at) = asked.polls.iter().position(|known| known.key == poll) {
            match &asked.taken[at] {
                Some(other) => {
                    let message = format!("`{poll}` is already in the survey `{other}`");
                    reader.fault(&value.span(), message);
                }
                None => {
                    asked.taken[at] = Some(survey.key.clone());
                    asked.join(reader, at, &survey, &voters);
                    asked.polls[at].named |= is_named;
                }
            }
        }
        survey.polls.push(poll);
    }
    survey
}

impl Asked<'_, '_> {
    /// Gives a poll the session and the voters of its survey, and reports what makes no sense in a survey.
    fn join(&mut self, reader: &mut Reader<'_>, at: usize, survey: &SurveyInfo, voters: &Voters) {
        let (poll, fields) = (&mut self.polls[at], &self.tables[at]);
        if let Some(value) = fields.get("session")
            && poll.session != survey.session
        {
            let message = format!(
                "a poll of the survey `{}` is in the session of the survey: remove `session` here",
                survey.key
            );
            reader.echo(&value.span(), message);
        }
        poll.session.clone_from(&survey.session);
        for key in VOTERS {
            if let Some(value) = fields.get(key) {
                let message = format!(
                    "the survey `{}` says who may answer: remove `{key}` here",
                    survey.key
                );
                reader.echo(&value.span(), message);
            }
        }
        poll.voters.clone_from(voters);
        if let Err(fault) = fits_survey(poll) {
            let at = fields.get(&fault.field);
            let message = match &*fault.field {
                "kind" => format!(
                    "a poll of this kind cannot be part of the survey `{}`",
                    survey.key
                ),
                key => format!(
                    "the survey `{}` has no time limit, so `{key}` makes no sense here: remove it",
                    survey.key
                ),
            };
            reader.echo(&at.map_or(fields.at.clone(), Spanned::span), message);
        }
    }
}

/// Reads who may answer all its polls, and reports what makes no sense for a form.
fn voters(reader: &mut Reader<'_>, fields: &Fields<'_>, groups: &[GroupInfo]) -> Voters {
    let mut voters = voters::voters(reader, fields, groups);
    if let OnePer::Value(..) = voters.one_per
        && let Some(value) = fields.get("one_per")
    {
        let message = "a survey is answered by people, and one form of a group would mix answers of several: expected \"guest\" or \"code\"";
        reader.echo(&value.span(), message);
        voters.one_per = OnePer::Guest;
    }
    if let Some(value) = fields.get("weights") {
        let message = "a survey counts people, so `weights` makes no sense here: remove it";
        reader.echo(&value.span(), message);
        voters.weights = None;
    }
    voters
}

/// Writes a survey of these polls.
pub fn write(out: &mut Out<'_>, survey: &SurveyInfo, polls: &[PollInfo]) {
    out.line("\n[[survey]]");
    out.pair("key", &quoted(&survey.key));
    if let Some(session) = &survey.session {
        out.pair("session", &quoted(session));
    }
    out.texts("title", &survey.title);
    out.pair("polls", &list(&survey.polls));
    let first = polls.iter().find(|poll| survey.polls.contains(&poll.key));
    if let Some(first) = first {
        voters::write(out, &first.voters);
    }
}
