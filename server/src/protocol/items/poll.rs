//! A poll, without its counts.

use std::collections::BTreeMap;
use std::iter;

use plenary_domain::ids::SessionId;
use plenary_domain::people::Groups;
use plenary_domain::poll as domain;
use plenary_domain::poll::make::{Draft, Fixed};
use plenary_domain::poll::voters;
use plenary_domain::program::{OptionInfo, Picture, Reveal};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::picture;
use crate::protocol::poll::PollKind;
use crate::protocol::{Texts, is_zero, same};

/// A poll. Participants and the screen see it once it has opened; a host always sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PollItem {
    pub id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    pub kind: PollKind,
    pub title: Texts,
    pub options: Vec<Texts>,
    /// Hosts only: the texts as somebody changed them, which nobody else sees before the translations of them are renewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newer: Option<Box<NewerTexts>>,
    /// The picture of each option, empty for one without; absent if none has any. Its bytes are at `/CODE/pictures/…/phone` and
    /// `…/screen`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub pictures: Vec<String>,
    pub phase: Phase,
    /// The ballot can be changed until the poll closes.
    pub changeable: bool,
    /// Unix milliseconds of the server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub closes_at: Option<u64>,
    /// Numbers the last change of phase among those of all polls: the poll that changed last has the highest number.
    #[ts(type = "number")]
    pub since: u64,
    /// The position in the file.
    pub order: u32,
    /// Its place in the form of its survey, from 1; absent for a poll that stands alone.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub nth: u32,
    /// The number of the current round, in ballots and commands. Rounds that were reset have numbers too.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub round: u32,
    /// The fingerprint of this round's ballots once it is closed: eight letters and digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seal: Option<String>,
    /// How many rounds count before this one.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub earlier: u32,
    /// Which numbers its results show; absent: shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub show: Option<Show>,
    /// The screen shows the answers with the most votes first, once the poll is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub sorted: bool,
    /// Who may answer, and how much an answer counts; absent: everybody, with one vote each and without names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub voters: Option<Voters>,
    /// Host only: the group by which the screen and the phones show the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub split: Option<u8>,
    /// The host has told the correct answer of a quiz question.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub answer_told: bool,
    /// Host only: the result is revealed as soon as the time is up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub reveals_itself: bool,
    /// Until the reveal only hosts get more than the number of ballots: `live` is `count` or `never`. Not sent to guests.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub held: bool,
    /// Host only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub live: Option<LiveResults>,
    /// Host only, but for a quiz question: the duration set by the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seconds: Option<u32>,
    /// Host only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rev: Option<u32>,
    /// Host only: the commands available now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub can: Option<Vec<PollVerb>>,
    /// Host only: the parts that `change_poll` can no longer change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PollPart>>")]
    pub fixed: Vec<PollPart>,
    /// Host only: the texts are too long for one picture of the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub crowded: Option<Crowded>,
}

/// The texts of a poll with translations that are out of date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct NewerTexts {
    pub kind: PollKind,
    pub title: Texts,
    pub options: Vec<Texts>,
}

/// Who may answer a poll, how much an answer counts, and who sees it with the guest's name: what a page says before the first tap.
/// Groups and values are by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Voters {
    /// Hosts see each answer with its guest's name once the poll is closed. A guest without a name may not answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub named: bool,
    /// A guest without a single-use code may not answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub code: bool,
    /// A guest who has not entered the hall's code may not answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub hall: bool,
    /// Of each group, a guest's code must give one of these values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<OnlyOf>>")]
    pub only: Vec<OnlyOf>,
    /// Of the guests with one value of this group one ballot counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub one_per: Option<OnePer>,
    /// How many votes a ballot counts for; one if absent, or without one of the values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Weight>>")]
    pub weights: Vec<Weight>,
}

/// The values of a group with which a guest may answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OnlyOf {
    pub group: u8,
    pub values: Vec<u8>,
}

/// The group of whose values one ballot each counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OnePer {
    pub group: u8,
    /// The first voter's counts. Otherwise the one cast last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub first: bool,
}

/// For how many votes a ballot with a value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct Weight {
    pub group: u8,
    pub value: u8,
    pub votes: u16,
}

impl Voters {
    /// Returns what a poll's settings say, by ids; None for an anonymous poll in which everybody has one vote.
    pub fn of(info: &domain::PollInfo, groups: &Groups) -> Option<Voters> {
        let voters = &info.voters;
        if voters.is_everybody() && !info.named {
            return None;
        }
        let of_keys = |(key, values): (&String, &Vec<String>)| {
            let (id, group) = groups.by_key(key)?;
            let values = values.iter().filter_map(|key| group.by_key(key));
            Some(OnlyOf {
                group: id.0,
                values: values.map(|value| value.0).collect(),
            })
        };
        let weights = voters.weights.iter().flat_map(|weights| {
            let group = groups.by_key(&weights.group);
            weights.values.iter().filter_map(move |(key, votes)| {
                let (id, group) = group?;
                Some(Weight {
                    group: id.0,
                    value: group.by_key(key)?.0,
                    votes: *votes,
                })
            })
        });
        let one_per = match &voters.one_per {
            voters::OnePer::Guest | voters::OnePer::Code => None,
            voters::OnePer::Value(key, which) => groups.by_key(key).map(|(id, _)| OnePer {
                group: id.0,
                first: *which == voters::Which::First,
            }),
        };
        Some(Voters {
            named: info.named,
            code: voters.needs_code(),
            hall: voters.in_hall,
            only: voters.only.iter().filter_map(of_keys).collect(),
            one_per,
            weights: weights.collect(),
        })
    }
}

/// A poll as a host writes it. The server gives it a key and a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct PollDraft {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub session: Option<u32>,
    /// Its rules as a host sees them.
    pub kind: PollKind,
    pub title: Texts,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Texts>>")]
    pub options: Vec<Texts>,
    /// The pictures of the options, empty for one without. Each is one that a poll of the event has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub pictures: Vec<String>,
    /// The ballot can be changed until the poll closes. If omitted, it can, except for a quiz question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub changeable: Option<bool>,
    /// The screen sees the bars if omitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub live: Option<LiveResults>,
    /// The poll closes this many seconds after it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub seconds: Option<u32>,
    /// Which numbers its results show; shares if omitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub show: Option<Show>,
    /// The result is revealed as soon as the time is up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub reveals_itself: bool,
    /// Who may answer, and how much an answer counts. If omitted, everybody with one vote each for a new poll, and as before for
    /// another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub voters: Option<VotersDraft>,
    /// Hosts see who answered what, once it is closed. It can change until the poll first opens.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub named: bool,
}

/// Who may answer a poll that a host writes, by the keys of groups and values. The groups are assigned ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct VotersDraft {
    /// Each single-use code has one vote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub code: bool,
    /// Of the guests with one value of this group one ballot counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub one_per: Option<OnePerDraft>,
    /// Of each group, a guest's code must give one of these values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, Vec<String>>>")]
    pub only: BTreeMap<String, Vec<String>>,
    /// How many votes a ballot counts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub weights: Option<WeightsDraft>,
}

/// The group of whose values one ballot each counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct OnePerDraft {
    pub group: String,
    /// The first voter's counts. Otherwise the one cast last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub first: bool,
}

/// The votes of a ballot by the values of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "items.ts")]
pub struct WeightsDraft {
    pub group: String,
    pub values: BTreeMap<String, u16>,
}

/// A part of a poll that can become fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum PollPart {
    /// Its kind and rules.
    Rules,
    /// The number and order of its options.
    Options,
    Voters,
    Named,
}

/// What the screen does because a poll's texts are long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Crowded {
    /// It shows the options on pages that turn.
    Pages,
    /// It leaves out languages.
    Languages,
}

/// A poll's phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Phase {
    Ready,
    Open,
    Closed,
    Revealed,
}

/// Who sees the bars while a poll is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum LiveResults {
    /// Nobody: the screen shows only the number of votes.
    Count,
    /// The screen.
    Screen,
    /// The screen and the phones.
    Everyone,
    /// The screen. Phones see no results after the reveal either.
    Never,
}

/// Which numbers the results of a poll show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Show {
    /// Percents.
    Shares,
    /// Numbers of ballots.
    Counts,
    Both,
}

/// What the host can do with a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum PollVerb {
    Open,
    Extend,
    Close,
    Reveal,
    Hide,
    /// Tell the correct answer.
    Tell,
    Count,
    Repeat,
    Reset,
    Remove,
}

same!(PollPart, Fixed, [Rules, Options, Voters, Named]);
same!(Phase, domain::Phase, [Ready, Open, Closed, Revealed]);
same!(Crowded, picture::Crowded, [Pages, Languages]);
same!(
    LiveResults,
    domain::LiveResults,
    [Count, Screen, Everyone, Never]
);
same!(Show, domain::Show, [Shares, Counts, Both]);
same!(
    PollVerb,
    domain::run::Verb,
    [
        Open, Extend, Close, Reveal, Hide, Tell, Count, Repeat, Reset, Remove
    ]
);

impl From<VotersDraft> for voters::Voters {
    fn from(draft: VotersDraft) -> voters::Voters {
        let VotersDraft {
            code,
            one_per,
            only,
            weights,
        } = draft;
        voters::Voters {
            one_per: match one_per {
                Some(OnePerDraft { group, first: true }) => {
                    voters::OnePer::Value(group, voters::Which::First)
                }
                Some(OnePerDraft {
                    group,
                    first: false,
                }) => voters::OnePer::Value(group, voters::Which::Last),
                None if code => voters::OnePer::Code,
                None => voters::OnePer::Guest,
            },
            only,
            weights: weights
                .map(|WeightsDraft { group, values }| voters::Weights { group, values }),
            in_hall: false,
        }
    }
}

impl From<PollDraft> for Draft {
    fn from(draft: PollDraft) -> Draft {
        let PollDraft {
            session,
            kind,
            title,
            options,
            pictures,
            changeable,
            live,
            seconds,
            show,
            reveals_itself,
            voters,
            named,
        } = draft;
        let rules = kind.rules();
        let pictures = pictures.into_iter().map(Some).chain(iter::repeat(None));
        let option = |(text, hash): (Texts, Option<String>)| OptionInfo {
            key: String::new(),
            text,
            // The domain knows its file.
            picture: hash.filter(|hash| !hash.is_empty()).map(|hash| Picture {
                hash,
                file: String::new(),
            }),
        };
        Draft {
            info: domain::PollInfo {
                key: String::new(),
                session: None,
                title,
                options: options.into_iter().zip(pictures).map(option).collect(),
                changeable: changeable.unwrap_or_else(|| rules.is_usually_changeable()),
                live: live.unwrap_or(LiveResults::Screen).into(),
                seconds,
                rules,
                show: show.map(Into::into).unwrap_or_default(),
                reveal: if reveals_itself {
                    Reveal::TimeUp
                } else {
                    Reveal::Host
                },
                voters: voters::Voters::default(),
                named,
            },
            session: session.map(SessionId),
            voters: voters.map(Into::into),
        }
    }
}
