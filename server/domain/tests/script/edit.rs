//! How a script changes the event file between two imports.

use std::collections::BTreeMap;
use std::error::Error;

use plenary_domain::poll::voters::{OnePer, Weights, Which};
use plenary_domain::program::{
    GroupInfo, LabelInfo, PersonInfo, PollInfo, Reveal, SessionInfo, SurveyInfo, TermInfo,
    ValueInfo,
};

use super::Room;
use super::program::texts;

impl Room {
    /// Changes the event file, as its author would between two imports.
    pub fn edit_program(&mut self, what: &str, to: Option<&str>) -> Result<String, Box<dyn Error>> {
        let to = to.unwrap_or_default();
        match what {
            "field-title" => self.program.polls[0].title = texts(to, to),
            "field-options" => drop(self.program.polls[0].options.pop()),
            "drop-polls" => self.program.polls.clear(),
            "term" => self.program.terms.push(TermInfo {
                texts: texts(to, &format!("{to}（中）")),
                note: None,
            }),
            "drop-terms" => self.program.terms.clear(),
            "one-language" => self.program.event.langs.truncate(1),
            "event-title" => self.program.event.title = texts(to, to),
            "as-many-polls" => {
                let poll = self.program.polls[0].clone();
                self.program.polls = (0..to.parse()?)
                    .map(|n| PollInfo {
                        key: format!("poll-{n}"),
                        ..poll.clone()
                    })
                    .collect();
            }
            "as-many-people" => {
                let person = self.program.people[0].clone();
                self.program.people = (0..to.parse()?)
                    .map(|n| PersonInfo {
                        key: format!("person-{n}"),
                        ..person.clone()
                    })
                    .collect();
            }
            // Everybody is of the first one's organisation.
            "one-org" => {
                let org = self.program.people[0].org.clone();
                let people = self.program.people.iter_mut();
                people.for_each(|person| person.org = org.clone());
            }
            "drop-first-person" => drop(self.program.people.remove(0)),
            "drop-second-session" => drop(self.program.sessions.remove(1)),
            "second-session-start" => self.program.sessions[1].start = to.to_owned(),
            "first-session-cards" => self.program.sessions[0].cards = to.parse()?,
            "as-many-sessions" => {
                let session = self.program.sessions[0].clone();
                self.program.sessions = (0..to.parse()?)
                    .map(|n| SessionInfo {
                        key: format!("session-{n}"),
                        panelists: vec![],
                        questions: None,
                        ..session.clone()
                    })
                    .collect();
            }
            // The keys of its polls.
            "survey" => {
                for poll in &mut self.program.polls {
                    poll.session = Some("dialogue".into());
                }
                self.program.surveys = vec![SurveyInfo {
                    key: "closing".into(),
                    session: Some("dialogue".into()),
                    title: texts("Three questions", "三个问题"),
                    polls: to.split(' ').map(String::from).collect(),
                }];
            }
            "other-survey" => {
                let mut survey = self.program.surveys[0].clone();
                survey.key = "opening".into();
                survey.polls = to.split(' ').map(String::from).collect();
                self.program.surveys.push(survey);
            }
            "survey-title" => self.program.surveys[0].title = texts(to, to),
            "as-many-surveys" => {
                self.program.surveys = (0..to.parse()?)
                    .map(|n| SurveyInfo {
                        key: format!("survey-{n}"),
                        session: None,
                        title: texts("Survey", "问卷"),
                        polls: vec![],
                    })
                    .collect();
            }
            "labels" => {
                self.program.labels = to
                    .split(',')
                    .map(|key| LabelInfo {
                        key: key.into(),
                        text: texts(key, key),
                    })
                    .collect();
            }
            "drop-surveys" => self.program.surveys.clear(),
            "drop-dialogue" => drop(self.program.sessions.remove(0)),
            "drop-people" => self.program.people.clear(),
            "only-german" => self.program.event.langs = vec!["de".into()],
            "drop-badge" => drop(self.program.groups.remove(1)),
            "drop-groups" => self.program.groups.clear(),
            "drop-value" => self.program.groups[0].values.retain(|v| v.key != to),
            "reverse-values" => self.program.groups[0].values.reverse(),
            "add-value" => self.program.groups[0].values.insert(
                0,
                ValueInfo {
                    key: to.into(),
                    text: texts(to, to),
                },
            ),
            "add-group" => self.program.groups.push(GroupInfo {
                key: to.into(),
                name: texts(to, to),
                values: vec![],
                ask: true,
                assigned: false,
            }),
            "one-per" => {
                self.program.polls[0].voters.one_per = match to {
                    "code" => OnePer::Code,
                    "first" => OnePer::Value("badge".into(), Which::First),
                    "last" => OnePer::Value("badge".into(), Which::Last),
                    _ => OnePer::Guest,
                }
            }
            "only" => {
                let badges = BTreeMap::from([("badge".into(), vec![to.into()])]);
                self.program.polls[0].voters.only = badges;
            }
            // A badge and a delegation.
            "only-both" => {
                self.program.groups[0].ask = false;
                self.program.groups[0].assigned = true;
                self.program.polls[0].voters.only = BTreeMap::from([
                    ("badge".into(), vec!["red".into()]),
                    ("delegation".into(), vec![to.into()]),
                ]);
            }
            "in-hall" => self.program.polls[0].voters.in_hall = true,
            "weigh-red" => {
                self.program.polls[0].voters.weights = Some(Weights {
                    group: "badge".into(),
                    values: BTreeMap::from([("red".into(), to.parse()?)]),
                });
            }
            "ask-badge" => {
                self.program.groups[1].ask = true;
                self.program.groups[1].assigned = false;
            }
            "named" => self.program.polls[to.parse::<usize>()?].named = true,
            "anonymous" => self.program.polls[0].named = false,
            "time-up" => self.program.polls[0].reveal = Reveal::TimeUp,
            "nobody-seated" => {
                let sessions = self.program.sessions.iter_mut();
                sessions.for_each(|session| session.panelists.clear());
            }
            // The second is of the first one's organisation, whose name nobody has translated for them.
            "org-in-one-language" => {
                let mut org = self.program.people[0].org.clone();
                org.remove(to);
                self.program.people[1].org = org;
            }
            "seat" => self.program.sessions[1].panelists.push(to.into()),
            "round-table-panel" => self.program.sessions[1].panelists = vec!["chengdu".into()],
            "drop-emerson" => drop(self.program.people.remove(0)),
            other if (self.kind.edit)(&mut self.program, other, to) => {}
            other => return Err(format!("no edit {other}").into()),
        }
        Ok(String::new())
    }
}
