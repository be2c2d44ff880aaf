//! The event, its sessions, people and polls, and the polls' counts.

use plenary_domain::delay::Delay;
use plenary_domain::ids::{GroupId, PersonId, PollId, SessionId, SurveyId};
use plenary_domain::leaving;
use plenary_domain::on_now;
use plenary_domain::people::Group;
use plenary_domain::poll::kind::Setting;
use plenary_domain::poll::make::Fixed;
use plenary_domain::poll::rounds::Again;
use plenary_domain::poll::seal::Seal;
use plenary_domain::poll::{self as domain, Past, Phase, Poll, Reveal};
use plenary_domain::program::{OptionInfo, Texts};
use plenary_domain::question::Settings;
use plenary_domain::question::settings::Asking;
use plenary_domain::session::Session;
use plenary_domain::stage::Stage;
use plenary_domain::state::State;
use plenary_domain::survey::{Progress, Survey};
use plenary_domain::translation::Passage;

use super::Entry;
use super::entries::read;
use crate::picture;
use crate::protocol::{
    Accent, CodesItem, EventItem, GroupItem, GroupTally, GroupValue, Item, ItemKind, ItemName,
    LoginItem, Member, NewerGroup, NewerPerson, NewerTexts, PersonItem, PlannedTimes, PollItem,
    PollKind, ProgressItem, RoundTally, SessionItem, Shares, Show, SurveyItem, Tally, TallyItem,
    ValueTally, Voters, Wifi, WrittenEvent,
};
use crate::role::{Entry as Sight, ProgramSight, TallySight};

pub(super) fn items(state: &State, code: &str, sight: &Sight) -> Vec<Item> {
    let mut items = vec![];
    let Some(info) = &state.event.info else {
        return items;
    };
    let text = |of, texts| shown(state, of, texts);
    let short = if info.short.is_empty() {
        Passage::EventTitle
    } else {
        Passage::EventShort
    };
    let host = sight.program == ProgramSight::Run;
    let running = state.sessions.running().map(|(id, _)| id);
    let asking = state.questions.settings(running);
    items.push(Item::Event(EventItem {
        code: code.to_owned(),
        langs: info.langs.clone(),
        title: text(Passage::EventTitle, &info.title),
        short: text(
            short,
            if short == Passage::EventShort {
                &info.short
            } else {
                &info.title
            },
        ),
        venue: text(Passage::EventVenue, &info.venue),
        date: info.date.clone(),
        zone: info.zone.clone(),
        accent: info.accent.as_ref().map(|a| Accent {
            light: a.light.clone(),
            dark: a.dark.clone(),
        }),
        questions: asking.asking == Asking::Open,
        asking: Some(asking)
            .filter(|asking| !is_plain(asking))
            .map(Into::into),
        hall: info.in_hall || state.polls.iter().any(|(_, poll)| poll.info.voters.in_hall),
        retention_days: info.retention_days,
        book: state.event.book,
        join: state
            .event
            .address
            .as_ref()
            .map(|(url, _)| format!("{url}/{code}"))
            .unwrap_or_default(),
        written: host.then(|| {
            Box::new(WrittenEvent {
                title: info.title.clone(),
                short: info.short.clone(),
                venue: info.venue.clone(),
                leave: info.leave.clone(),
                after: info.after.clone(),
                accent: info.accent.as_ref().map(|accent| accent.written.clone()),
            })
        }),
        leave: state.leaving.on.then(|| leaving::texts(&state.event)),
        wifi: info
            .wifi
            .as_ref()
            .filter(|_| sight.sees_wifi)
            .map(|wifi| Wifi {
                name: wifi.name.clone(),
                password: Some(wifi.password.clone()).filter(|password| !password.is_empty()),
            }),
    }));
    items.extend(
        state
            .sessions
            .iter()
            .map(|(id, s)| Item::Session(session(state, id.0, s, sight.program))),
    );
    items.extend(
        state
            .groups
            .iter()
            .map(|(id, g)| Item::Group(group(state, id, g, host))),
    );
    items.extend(state.persons.iter().map(|(id, p)| {
        let (name, org) = (
            text(Passage::PersonName(id), &p.name),
            text(Passage::PersonOrg(id), &p.org),
        );
        Item::Person(PersonItem {
            id: id.0,
            key: p.key.clone(),
            newer: (host && (&name, &org) != (&p.name, &p.org)).then(|| NewerPerson {
                name: p.name.clone(),
                org: p.org.clone(),
            }),
            name,
            org,
            groups: p
                .groups
                .iter()
                .filter_map(|(group, value)| member(state, group, value))
                .collect(),
        })
    }));
    let seen = state.polls.iter().filter(|(id, p)| {
        sight.program != ProgramSight::Public
            || p.phase != Phase::Ready
            || (sight.sees_stage && is_on_stage(state, *id, p))
    });
    items.extend(seen.map(|(id, p)| Item::Poll(poll(state, id, p, sight))));
    let seen = state.surveys.iter().filter(|(id, survey)| {
        sight.program != ProgramSight::Public
            || survey.phase(&state.polls) != Phase::Ready
            || (sight.sees_stage && on_now::stages(state).any(|stage| stage == Stage::Survey(*id)))
    });
    items.extend(seen.map(|(id, s)| Item::Survey(survey(state, id, s, sight.program))));
    items
}

/// Returns the single-use codes, for those who can release them.
pub(super) fn codes(state: &State, sight: &Sight) -> Vec<Item> {
    let runs = sight.program == ProgramSight::Run;
    let item = CodesItem::of(&state.codes).filter(|_| runs);
    item.map(Item::Codes).into_iter().collect()
}

/// Returns the browsers that role links have let in, for those who have the links.
pub(super) fn logins(state: &State, sight: &Sight) -> Vec<Item> {
    if !sight.sees_links {
        return vec![];
    }
    let logins = state.logins.iter();
    logins
        .map(|(id, login)| Item::Login(LoginItem::of(id, login)))
        .collect()
}

/// Returns true if the host put the poll on a screen, by itself or with its survey.
fn is_on_stage(state: &State, id: PollId, p: &Poll) -> bool {
    on_now::stages(state).any(|stage| {
        stage == Stage::Poll(id)
            || p.survey
                .is_some_and(|survey| stage == Stage::Survey(survey))
    })
}

fn survey(state: &State, id: SurveyId, s: &Survey, sight: ProgramSight) -> SurveyItem {
    let session = s.info.session.as_deref();
    let session = session.and_then(|key| state.sessions.by_key(key));
    let can = || s.can(&state.polls).map(Into::into).collect();
    SurveyItem {
        id: id.0,
        session: session.map(|id| id.0),
        title: shown(state, Passage::SurveyTitle(id), &s.info.title),
        polls: s.polls.iter().map(|id| id.0).collect(),
        phase: s.phase(&state.polls).into(),
        since: s.since(&state.polls),
        order: s.order,
        can: (sight == ProgramSight::Run).then(can),
    }
}

fn group(state: &State, id: GroupId, group: &Group, host: bool) -> GroupItem {
    let name = shown(state, Passage::GroupName(id), &group.info.name);
    let values: Vec<GroupValue> = group
        .values()
        .map(|(value_id, value)| GroupValue {
            id: value_id.0,
            key: value.key.clone(),
            text: shown(state, Passage::GroupValue(id, value_id), &value.text),
        })
        .collect();
    let written = group.info.values.iter().map(|value| &value.text);
    let is_newer =
        name != group.info.name || !values.iter().map(|value| &value.text).eq(written.clone());
    GroupItem {
        id: id.0,
        key: group.info.key.clone(),
        newer: (host && is_newer).then(|| NewerGroup {
            name: group.info.name.clone(),
            values: written.cloned().collect(),
        }),
        name,
        values,
        ask: group.info.ask,
        assigned: group.info.assigned,
        order: group.order,
    }
}

/// Returns the ids of a group and one of its values; None if an import had to leave them out.
fn member(state: &State, group: &str, value: &str) -> Option<Member> {
    let (id, group) = state.groups.by_key(group)?;
    let value = group.by_key(value)?;
    Some(Member {
        group: id.0,
        value: value.0,
    })
}

fn session(state: &State, id: u32, s: &Session, sight: ProgramSight) -> SessionItem {
    let ids = |keys: &[String]| {
        keys.iter()
            .filter_map(|k| state.persons.by_key(k))
            .map(|PersonId(id)| id)
            .collect()
    };
    let desk = sight != ProgramSight::Public;
    let (start, end) = s.times();
    let planned = Some(PlannedTimes {
        start: s.info.start.clone(),
        end: s.info.end.clone(),
    });
    let title = shown(state, Passage::SessionTitle(SessionId(id)), &s.info.title);
    let host = sight == ProgramSight::Run;
    SessionItem {
        id,
        kind: s.info.kind.into(),
        newer: (host && title != s.info.title).then(|| s.info.title.clone()),
        title,
        start,
        end,
        planned: planned.filter(|_| s.delay != Delay::default()),
        speakers: ids(&s.info.speakers),
        panelists: ids(&s.info.panelists),
        state: s.state.into(),
        order: s.order,
        rev: desk.then_some(s.rev),
        can: host.then(|| s.can().map(Into::into).collect()),
        ended: s.ended.as_ref().filter(|_| desk).map(Into::into),
        questions: desk.then(|| state.questions.settings(Some(SessionId(id))).into()),
    }
}

/// Returns true if `questions` says all there is to say: guests may ask or are asked to wait, and everything else is as usual.
fn is_plain(settings: &Settings) -> bool {
    [true, false].map(Settings::asking).contains(settings)
}

fn poll(state: &State, id: PollId, p: &Poll, sight: &Sight) -> PollItem {
    let host = sight.program == ProgramSight::Run;
    let langs = state.event.info.as_ref().map(|info| &info.langs);
    let key = p.info.session.as_deref();
    let session_id = key.and_then(|key| state.sessions.by_key(key));
    let session = session_id.and_then(|id| state.sessions.get(id));
    let place = state.surveys.place(id);
    let first = langs.and_then(|langs| langs.first());
    let first = first.map_or("", String::as_str);
    // Until a translation that is out of date is renewed, everybody sees the text as it was.
    let shown = state.translations.shown_poll(id, first, &p.info);
    let tells = host || (is_told(p, sight) && p.tells_answer());
    PollItem {
        id: id.0,
        session: session_id.map(|id| id.0),
        kind: PollKind::of(&shown.rules, tells),
        title: shown.title.clone(),
        options: texts_of(&shown.options),
        newer: (host && *shown != p.info).then(|| {
            Box::new(NewerTexts {
                kind: PollKind::of(&p.info.rules, tells),
                title: p.info.title.clone(),
                options: texts_of(&p.info.options),
            })
        }),
        pictures: pictures(&p.info.options),
        phase: p.phase.into(),
        changeable: p.info.changeable,
        closes_at: p.closes_at,
        since: p.turn,
        order: p.order,
        nth: place.map_or(0, |(_, place)| u32::from(place) + 1),
        round: p.answers.round(),
        seal: Some(p.answers.mark().seal)
            .filter(|seal| matches!(p.phase, Phase::Closed | Phase::Revealed) && !seal.is_empty())
            .map(Seal::short),
        earlier: p.earlier().len() as u32,
        show: Some(p.info.show.into()).filter(|show| {
            *show != Show::Shares && p.info.rules.takes(p.info.options.len(), Setting::Show)
        }),
        sorted: p.sorted,
        voters: Voters::of(&p.info, &state.groups),
        split: p.split.filter(|_| host).map(|group| group.0),
        answer_told: p.answer_told,
        reveals_itself: host && p.info.reveal == Reveal::TimeUp,
        held: sight.program != ProgramSight::Public && p.info.rules.is_held(),
        live: host.then_some(p.live_results().into()),
        seconds: p.info.seconds.filter(|_| host || p.info.rules.is_timed()),
        rev: host.then_some(p.rev),
        can: host.then(|| p.can().map(Into::into).collect()),
        fixed: Fixed::ALL
            .into_iter()
            .filter(|part| host && p.is_fixed(*part))
            .map(Into::into)
            .collect(),
        crowded: langs
            .filter(|_| host)
            .and_then(|langs| {
                let groups = state.groups.iter().map(|(_, group)| &group.info);
                picture::crowded(&p.info, session.map(|s| &s.info.title), groups, langs)
            })
            .map(Into::into),
    }
}

fn texts_of(options: &[OptionInfo]) -> Vec<Texts> {
    options.iter().map(|option| option.text.clone()).collect()
}

/// Returns the pictures of the options, by hash; none if no option has one.
fn pictures(options: &[OptionInfo]) -> Vec<String> {
    let hash = |option: &OptionInfo| option.picture.as_ref().map(|picture| picture.hash.clone());
    if options.iter().all(|option| option.picture.is_none()) {
        return vec![];
    }
    options
        .iter()
        .map(|option| hash(option).unwrap_or_default())
        .collect()
}

/// Returns true if the result is revealed to this audience.
fn is_told(p: &Poll, sight: &Sight) -> bool {
    let never = p.live == domain::LiveResults::Never && sight.tallies != TallySight::Screen;
    p.phase == Phase::Revealed && !never
}

/// Returns the results that this audience may see, and how far guests came with surveys.
pub(super) fn tallies(state: &State, sight: &Sight) -> Vec<Entry> {
    let (entries, of_all) = (&state.polls.entries, state.groups.changed);
    let polls = state.polls.iter();
    let seen = polls.filter(|(_, p)| seen(p, sight).is_some());
    let tally = |(id, p): (PollId, &Poll)| Entry::Kept {
        name: ItemName {
            kind: ItemKind::Tally,
            id: id.0,
        },
        changed: p.changed.max(entries.changed_in(id)).max(of_all),
    };
    let progress = progress(state, sight).map(|item| Entry::Item(Box::new(item)));
    seen.map(tally).chain(progress).collect()
}

/// What an audience sees of a result.
struct Seen {
    /// The counts, and not only the number of voters.
    bars: bool,
    /// It is revealed to them, or they run the event.
    told: bool,
}

/// Returns what this audience may see of a result; None if nothing.
fn seen(p: &Poll, sight: &Sight) -> Option<Seen> {
    let running = p.phase != Phase::Ready;
    let all = sight.tallies == TallySight::All;
    let told = all || is_told(p, sight);
    let (count, bars) = match sight.tallies {
        TallySight::Nothing => (false, false),
        TallySight::All => (true, true),
        TallySight::Screen => (running, told || p.live != domain::LiveResults::Count),
        TallySight::Public => {
            let everyone = p.live_results() == domain::LiveResults::Everyone;
            let shown = told || (running && everyone);
            (shown, shown)
        }
    };
    let bars = bars && (told || !p.info.rules.is_held());
    count.then_some(Seen { bars, told })
}

/// Returns the result of a poll as this audience may see it.
pub(super) fn tally(state: &State, sight: &Sight, id: PollId) -> Option<Item> {
    let p = state.polls.get(id)?;
    let Seen { bars, told } = seen(p, sight)?;
    let groups = groups(state, id, p, sight, told);
    let bars = bars && !stands_alone(&groups, sight);
    let running = p.phase != Phase::Ready;
    // While a round is open, the screen goes on showing the ones that were revealed.
    let earlier = (1..).zip(p.earlier()).filter(|(_, round)| {
        told || (sight.tallies == TallySight::Screen && running && round.counts.mark.told)
    });
    // Hands are told with the counts. Before, only the phones' ballots count.
    let hands = p.hands().filter(|_| bars);
    let (tally, votes) = p.result();
    Some(Item::Tally(TallyItem {
        id: id.0,
        count: if bars { votes } else { p.answers.votes() },
        ballots: ballots(p, p.answers.count()),
        tally: bars.then(|| read(state, id, p, &tally, told)).flatten(),
        present: p.answers.mark().present,
        by_door: p.answers.mark().by_door,
        shares: bars.then(|| shares(p)),
        hands: hands.map(Into::into),
        phones: hands.map(|_| p.answers.votes()),
        earlier: earlier
            .filter_map(|(nth, round)| earlier_round(state, id, p, nth, &round))
            .collect(),
        again: again(p).filter(|_| told).map(Into::into),
        groups,
    }))
}

/// Returns how far the guests have come with each survey that has opened.
fn progress<'s>(state: &'s State, sight: &Sight) -> impl Iterator<Item = Item> + use<'s> {
    let sees = matches!(sight.tallies, TallySight::All | TallySight::Screen);
    let surveys = state
        .surveys
        .iter()
        .filter(move |(_, survey)| sees && survey.phase(&state.polls) != Phase::Ready);
    surveys.map(|(id, survey)| {
        let Progress { began, finished } = survey.progress();
        Item::Progress(ProgressItem {
            id: id.0,
            began,
            finished,
        })
    })
}

/// Returns how the ballots differ from those of the round before; None if nobody voted in both, or if hands count in one of
/// them instead.
pub fn again(p: &Poll) -> Option<Again> {
    let again = p.answers.mark().again;
    let is_of_phones = || {
        let before = p.earlier().pop();
        let of_hands = before.is_some_and(|round| round.hands.is_some_and(|hands| hands.instead));
        !of_hands && !p.is_of_hands()
    };
    Some(again).filter(|again| again.both > 0 && is_of_phones())
}

/// Returns true if the table takes the place of the total, because the total tells something of the values left out.
fn stands_alone(groups: &[GroupTally], sight: &Sight) -> bool {
    sight.tallies == TallySight::Screen && groups.iter().any(|group| group.hides)
}

/// Returns the result by group: all of them for hosts, for others the one that the host shows. Phones have the total, so no
/// table that leaves values out stands beside it.
fn groups(state: &State, poll: PollId, p: &Poll, sight: &Sight, told: bool) -> Vec<GroupTally> {
    if !matches!(p.phase, Phase::Closed | Phase::Revealed) || !told {
        return vec![];
    }
    let all = sight.tallies == TallySight::All;
    let is_public = sight.tallies == TallySight::Public;
    let groups = state.groups.iter();
    let meant = groups.filter(|(id, _)| all || p.split == Some(*id));
    let read = |tally: &_| read(state, poll, p, tally, true);
    let tallies = meant.map(|(id, group)| group_tally(p, id, group, &read));
    let is_withheld = |group: &GroupTally| all && p.answers.withholds(GroupId(group.group));
    let tallies = tallies.filter(|group| !group.values.is_empty() || is_withheld(group));
    let tallies = tallies.filter(|group| !(is_public && group.hides));
    tallies.collect()
}

/// Returns the result by the values of one group that may be seen: of the ballots from phones, because hands counted in the
/// room belong to no group. Nothing where these ballots do not count. `read` converts a value's counts.
pub fn group_tally(
    p: &Poll,
    id: GroupId,
    group: &Group,
    read: &dyn Fn(&domain::Tally) -> Option<Tally>,
) -> GroupTally {
    let (splits, hides) = if p.is_of_hands() {
        (vec![], false)
    } else {
        p.answers.by_group(id)
    };
    let values = group.values().filter_map(|(value, _)| {
        let split = splits.iter().find(|split| split.value == value)?;
        Some(ValueTally {
            value: value.0,
            count: split.votes(),
            ballots: ballots(p, split.count),
            tally: read(&split.tally)?,
            shares: p.answers.shares_of(&split.tally, split.votes()).into(),
        })
    });
    GroupTally {
        group: id.0,
        values: values.collect(),
        hides,
    }
}

/// Returns the result of an earlier round.
fn earlier_round(
    state: &State,
    id: PollId,
    p: &Poll,
    nth: u32,
    round: &Past<'_>,
) -> Option<RoundTally> {
    let Past {
        counts,
        phones,
        votes,
        hands,
        ..
    } = round;
    Some(RoundTally {
        nth,
        told: counts.mark.told,
        count: *votes,
        ballots: ballots(p, *phones),
        tally: read(state, id, p, &counts.tally, true)?,
        shares: p.answers.shares_of(&counts.tally, *votes).into(),
        hands: hands.map(Into::into),
    })
}

/// Returns the number of ballots where it is not the number of votes.
fn ballots(p: &Poll, ballots: u32) -> Option<u32> {
    p.info.voters.weights.as_ref().map(|_| ballots)
}

/// Returns the shares. Leaders appear only after the reveal: earlier they would influence voters and lengthen each frame.
fn shares(p: &Poll) -> Shares {
    let mut shares = p.shares();
    if p.phase != Phase::Revealed {
        shares.leaders.clear();
    }
    shares.into()
}

/// Returns a text as everybody sees it: as it was, while one of its translations is out of date.
pub(super) fn shown(state: &State, of: Passage, texts: &Texts) -> Texts {
    let langs = state.event.info.as_ref().map(|info| &info.langs);
    let first = langs.and_then(|langs| langs.first());
    let first = first.map_or("", String::as_str);
    state.translations.shown(of, first, texts).clone()
}
