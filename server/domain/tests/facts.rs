//! Facts are additive for ever: each shape ever written still decodes to its meaning. The polls here are choices.

mod fixture;

use std::collections::BTreeMap;

use plenary_domain::announcement::{Airing, AnnouncementInfo};
use plenary_domain::cards::{Card, Curve};
use plenary_domain::delay::{Delay, Place, Shift};
use plenary_domain::fact::{Fact, Parting, Record, SessionEnd};
use plenary_domain::finding::{Edition, Evidence, LineInfo, LineKind, Readers};
use plenary_domain::floor::{self, Change, Offer, Sides, Speaker, Standing, Turn, Waiting};
use plenary_domain::ids::{
    AnnouncementId, CodeId, EntryId, GroupId, LabelId, LineId, ListedId, LoginId, MessageId,
    MuteId, NicknameId, ParticipantId, PersonId, PollId, QuestionId, ScreenId, SessionId, SurveyId,
    TermId, ValueId,
};
use plenary_domain::people::listed::{ListedInfo, Who};
use plenary_domain::people::login::Login;
use plenary_domain::people::membership::CodeInfo;
use plenary_domain::poll::groups::Split;
use plenary_domain::poll::hands::{Hands, What};
use plenary_domain::poll::kinds::choice::{self, Picks};
use plenary_domain::poll::rounds::{Again, Mark};
use plenary_domain::poll::seal::{Seal, Secret};
use plenary_domain::poll::voters::{OnePer, Voters, Weights, Which};
use plenary_domain::poll::{Ballot, Counts, Rules, Tally};
use plenary_domain::program::{
    Accent, EventInfo, GroupInfo, LabelInfo, LiveResults, OptionInfo, PersonInfo, PollInfo, Reveal,
    SessionInfo, SessionKind, Show, SurveyInfo, TermInfo, Texts, ValueInfo, Wifi,
};
use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::settings::{Asking, Order};
use plenary_domain::question::{Broken, DeclineReason, Promise, QuestionState, Settings};
use plenary_domain::role::{Actor, StaffRole};
use plenary_domain::screening::Content;
use plenary_domain::shelf::Shelf;
use plenary_domain::stage::Stage;
use plenary_domain::status::CaptionPlace;
use plenary_domain::translation::Passage;

fn texts() -> Texts {
    Texts::from([
        ("en".into(), "Energy".into()),
        ("zh-Hans".into(), "能源".into()),
    ])
}

/// A finding with its evidence.
fn line() -> LineInfo {
    LineInfo {
        kind: LineKind::Finding,
        text: texts(),
        by: Texts::new(),
        due: None,
        evidence: Some(Evidence::Poll(PollId(2), 1)),
        session: None,
    }
}

/// Returns one fact of each shape. The `match` below does not compile if one is missing.
fn shapes() -> Vec<(&'static str, Fact)> {
    let by = Actor::Staff(StaffRole::Panelist(PersonId(3)));
    let (guest, poll, question, session) =
        (ParticipantId(150), PollId(2), QuestionId(17), SessionId(5));
    let survey = SurveyId(7);
    let content = Content {
        text: "How long?".into(),
        lang: "en".into(),
        translations: Texts::from([("zh-Hans".into(), "多久？".into())]),
        name: Some("Ann".into()),
        org: None,
    };
    let info = PollInfo {
        key: "field".into(),
        session: Some("dialogue".into()),
        rules: Rules::Choice(choice::Rules { min: 2, max: 3 }),
        title: texts(),
        options: vec![OptionInfo {
            key: "leed".into(),
            text: texts(),
            picture: None,
        }],
        changeable: true,
        live: LiveResults::Everyone,
        seconds: Some(90),
        show: Show::default(),
        reveal: Reveal::default(),
        voters: Voters::default(),
        named: false,
    };
    let made = PollInfo {
        key: "made-1".into(),
        session: None,
        rules: Rules::Choice(choice::Rules { min: 1, max: 1 }),
        title: texts(),
        options: vec![],
        changeable: true,
        live: LiveResults::Screen,
        seconds: None,
        show: Show::Shares,
        reveal: Reveal::Host,
        voters: Voters::default(),
        named: false,
    };
    let in_hall = PollInfo {
        voters: Voters {
            in_hall: true,
            ..Voters::default()
        },
        ..made.clone()
    };
    let label = LabelInfo {
        key: "heat".into(),
        text: texts(),
    };
    let counts = Counts {
        tally: Tally::Choice(vec![39, 28]),
        count: 60,
        splits: vec![Split {
            group: GroupId(1),
            value: ValueId(4),
            tally: Tally::Choice(vec![9, 8]),
            count: 17,
            extra: 0,
        }],
        mark: Mark::default(),
        extra: 0,
    };
    vec![
        (
            "event_described",
            Fact::EventDescribed(EventInfo {
                langs: vec!["en".into(), "zh-Hans".into()],
                title: texts(),
                short: Texts::new(),
                venue: texts(),
                date: "2018-08-02".into(),
                zone: "Asia/Shanghai".into(),
                accent: Some(Accent {
                    written: "#0e5e4e".into(),
                    light: "#0e5e4e".into(),
                    dark: "#79cbb0".into(),
                }),
                headcount: 200,
                retention_days: 30,
                questions_open: true,
                wifi: Some(Wifi {
                    name: "Hall".into(),
                    password: "secret".into(),
                }),
                in_hall: false,
                marked: vec![],
                leave: Texts::new(),
                after: None,
            }),
        ),
        (
            "person_put",
            Fact::PersonPut(
                PersonId(3),
                PersonInfo {
                    key: "emerson".into(),
                    name: texts(),
                    org: texts(),
                    groups: BTreeMap::from([("delegation".into(), "china".into())]),
                },
            ),
        ),
        (
            "group_put",
            Fact::GroupPut(
                GroupId(1),
                GroupInfo {
                    key: "delegation".into(),
                    name: texts(),
                    values: vec![ValueInfo {
                        key: "china".into(),
                        text: texts(),
                    }],
                    ask: true,
                    assigned: false,
                },
                vec![ValueId(4)],
                1,
            ),
        ),
        ("group_removed", Fact::GroupRemoved(GroupId(1))),
        ("person_removed", Fact::PersonRemoved(PersonId(3))),
        (
            "session_put",
            Fact::SessionPut(
                session,
                SessionInfo {
                    key: "dialogue".into(),
                    kind: SessionKind::RoundTable,
                    title: texts(),
                    start: "09:00".into(),
                    end: "10:00".into(),
                    speakers: vec!["emerson".into()],
                    panelists: vec![],
                    questions: None,
                    cards: false,
                },
                4,
            ),
        ),
        ("session_removed", Fact::SessionRemoved(session)),
        ("poll_put", Fact::PollPut(poll, info.clone(), 1)),
        (
            "poll_put_settings",
            Fact::PollPut(
                poll,
                PollInfo {
                    show: Show::Both,
                    reveal: Reveal::TimeUp,
                    live: LiveResults::Never,
                    ..info.clone()
                },
                1,
            ),
        ),
        ("poll_made", Fact::PollMade(poll, made.clone(), 2)),
        (
            "poll_changed",
            Fact::PollChanged(
                poll,
                PollInfo {
                    changeable: false,
                    live: LiveResults::Count,
                    ..made.clone()
                },
            ),
        ),
        ("poll_dropped", Fact::PollDropped(poll)),
        ("poll_restored", Fact::PollRestored(poll, made, 2, true)),
        ("cards_set", Fact::CardsSet(session, true)),
        ("card_raised", Fact::CardRaised(guest, session, Card::Red)),
        ("card_lowered", Fact::CardLowered(guest, session)),
        ("cards_told", Fact::CardsTold(session)),
        (
            "cards_kept",
            Fact::CardsKept(
                session,
                Curve {
                    from: 1_533_168_000_000,
                    step_ms: 5_000,
                    points: vec![[1, 0, 0], [96, 31, 11]],
                },
            ),
        ),
        (
            "floor_given",
            Fact::Floor(
                session,
                Change::Given(Speaker::Person(PersonId(3)), 120),
                Actor::Staff(StaffRole::Chair),
            ),
        ),
        (
            "floor_ended",
            Fact::Floor(session, Change::Ended, Actor::Staff(StaffRole::Host)),
        ),
        (
            "floor_paused",
            Fact::Floor(session, Change::Paused(true), Actor::Staff(StaffRole::Host)),
        ),
        (
            "floor_planned",
            Fact::Floor(session, Change::Planned(150), Actor::Staff(StaffRole::Host)),
        ),
        (
            "floor_restored",
            Fact::Floor(
                session,
                Change::Restored(Standing {
                    turn: Some(Turn {
                        speaker: Speaker::Hall("Delegate, row 7".into()),
                        planned_s: 60,
                        given_at: 1_533_168_000_000,
                        before_ms: 1_500,
                        running_since: Some(1_533_168_002_000),
                    }),
                    spoken: [(Speaker::Person(PersonId(3)), 61_000)].into(),
                    last: Some(Speaker::Person(PersonId(3))),
                }),
                Actor::Staff(StaffRole::Host),
            ),
        ),
        (
            "floor_listed",
            Fact::Floor(
                session,
                Change::Listed(
                    Waiting {
                        id: 4,
                        speaker: Speaker::Person(PersonId(1)),
                        at: 1_533_168_000_000,
                    },
                    Some(2),
                ),
                Actor::Staff(StaffRole::Panelist(PersonId(1))),
            ),
        ),
        (
            "floor_struck",
            Fact::Floor(session, Change::Struck(4), Actor::Staff(StaffRole::Host)),
        ),
        (
            "floor_ruled",
            Fact::Floor(
                session,
                Change::Ruled(floor::Rules {
                    sides: Some(Sides::Group(GroupId(1))),
                    closed: true,
                    last: false,
                    hides_times: true,
                }),
                Actor::Staff(StaffRole::Host),
            ),
        ),
        (
            "floor_sides_org",
            Fact::Floor(
                session,
                Change::Ruled(floor::Rules {
                    sides: Some(Sides::Org),
                    ..floor::Rules::default()
                }),
                Actor::Staff(StaffRole::Host),
            ),
        ),
        (
            "offered",
            Fact::Offered(question, PersonId(1), Some(Offer::Take)),
        ),
        (
            "offer_passed",
            Fact::Offered(question, PersonId(1), Some(Offer::Pass(Some(PersonId(2))))),
        ),
        ("offer_ended", Fact::Offered(question, PersonId(1), None)),
        (
            "floor_kept",
            Fact::FloorKept(session, vec![(PersonId(3), 61_000)]),
        ),
        ("stage_table", Fact::StageSet(Stage::Table)),
        ("stage_cards", Fact::StageSet(Stage::Cards)),
        (
            "survey_put",
            Fact::SurveyPut(
                survey,
                SurveyInfo {
                    key: "closing".into(),
                    session: Some("closing".into()),
                    title: Texts::from([("en".into(), "Five questions".into())]),
                    polls: vec!["overall".into(), "useful".into()],
                },
                3,
            ),
        ),
        (
            "survey_written",
            Fact::SurveyWritten(
                survey,
                Some(SurveyInfo {
                    key: "made-1".into(),
                    session: None,
                    title: Texts::from([("en".into(), "Two questions".into())]),
                    polls: vec!["made-1".into(), "made-2".into()],
                }),
                4,
            ),
        ),
        ("survey_taken_away", Fact::SurveyWritten(survey, None, 4)),
        (
            "survey_put_without_session",
            Fact::SurveyPut(
                survey,
                SurveyInfo {
                    key: "closing".into(),
                    session: None,
                    title: Texts::new(),
                    polls: vec!["overall".into()],
                },
                0,
            ),
        ),
        ("survey_removed", Fact::SurveyRemoved(survey)),
        ("survey_kept", Fact::SurveyKept(survey, 162, 83)),
        ("stage_survey", Fact::StageSet(Stage::Survey(survey))),
        ("poll_removed", Fact::PollRemoved(poll)),
        ("joined", Fact::Joined(guest)),
        ("at_desk", Fact::AtDesk(2)),
        ("undid", Fact::Undid(0xdead_beef, 41)),
        (
            "accepted",
            Fact::Accepted(Actor::Participant(guest), 0xdead_beef, 41),
        ),
        (
            "accepted_staff",
            Fact::Accepted(Actor::Staff(StaffRole::Moderator), 1, 2),
        ),
        (
            "declared",
            Fact::Declared(guest, GroupId(1), Some(ValueId(4))),
        ),
        ("declared_nothing", Fact::Declared(guest, GroupId(1), None)),
        (
            "ballot_cast",
            Fact::BallotCast(guest, poll, Ballot::Choice(Picks::of(&[0, 2]))),
        ),
        ("ballot_taken_back", Fact::BallotTakenBack(guest, poll)),
        ("round_ended", Fact::RoundEnded(poll)),
        ("round_voided", Fact::RoundVoided(poll)),
        ("round_resumed", Fact::RoundResumed(poll)),
        ("split_shown", Fact::SplitShown(poll, Some(GroupId(1)))),
        ("split_ended", Fact::SplitShown(poll, None)),
        ("rows_sorted", Fact::RowsSorted(poll, true)),
        (
            "question_asked",
            Fact::QuestionAsked(
                question,
                guest,
                content.clone(),
                Some(Addressee::Person(PersonId(3))),
            ),
        ),
        ("upvoted", Fact::Upvoted(guest, question, true)),
        (
            "entry_written",
            Fact::EntryWritten(EntryId(300), poll, Some(guest), content.clone()),
        ),
        (
            "entry_kept",
            Fact::EntryWritten(EntryId(300), poll, None, content.clone()),
        ),
        ("entry_approved", Fact::EntryApproved(EntryId(300), 2, by)),
        ("entry_hidden", Fact::EntryHidden(EntryId(300), by)),
        ("entry_returned", Fact::EntryReturned(EntryId(300), by)),
        (
            "entry_translated",
            Fact::EntryTranslated(EntryId(300), texts(), by),
        ),
        (
            "entry_grouped",
            Fact::EntryGrouped(EntryId(300), Some("Money".into()), by),
        ),
        (
            "heading_written",
            Fact::HeadingWritten(poll, "Money".into(), texts(), by),
        ),
        (
            "entry_taken",
            Fact::EntryTaken(poll, Some(EntryId(300)), by),
        ),
        (
            "entry_joined",
            Fact::EntryJoined(EntryId(300), Some(EntryId(4)), by),
        ),
        (
            "entry_passed_on",
            Fact::EntryPassedOn(EntryId(300), guest, content.clone(), true),
        ),
        ("question_withdrawn", Fact::QuestionWithdrawn(question)),
        ("question_approved", Fact::QuestionApproved(question, 2, by)),
        (
            "question_declined",
            Fact::QuestionDeclined(question, DeclineReason::Other, Some("No.".into()), by),
        ),
        (
            "question_edited",
            Fact::QuestionEdited(question, content.clone(), by),
        ),
        (
            "question_translated",
            Fact::QuestionTranslated(
                question,
                "zh-Hans".into(),
                "多久？".into(),
                "How long?".into(),
                by,
            ),
        ),
        (
            "text_translated",
            Fact::TextTranslated(
                Passage::PollOption(poll, 2),
                "zh-Hans".into(),
                Some("能源".into()),
                by,
                None,
            ),
        ),
        (
            "text_translated_of_an_earlier_original",
            Fact::TextTranslated(
                Passage::GroupValue(GroupId(1), ValueId(2)),
                "zh-Hans".into(),
                Some("能源".into()),
                by,
                Some(texts()),
            ),
        ),
        (
            "text_translation_dropped",
            Fact::TextTranslated(Passage::EventVenue, "zh-Hans".into(), None, by, None),
        ),
        (
            "reply_translated",
            Fact::TextTranslated(
                Passage::Reply(question),
                "zh-Hans".into(),
                Some("八月。".into()),
                by,
                None,
            ),
        ),
        (
            "term_put",
            Fact::TermPut(
                TermId(7),
                TermInfo {
                    texts: texts(),
                    note: Some("not power".into()),
                },
                true,
                by,
            ),
        ),
        (
            "message_sent",
            Fact::MessageSent(MessageId(3), Some(PersonId(1)), texts(), by),
        ),
        (
            "message_sent_to_all",
            Fact::MessageSent(MessageId(4), None, texts(), by),
        ),
        ("message_seen", Fact::MessageSeen(MessageId(3), PersonId(1))),
        (
            "message_withdrawn",
            Fact::MessageWithdrawn(MessageId(3), true, by),
        ),
        (
            "announcement_put",
            Fact::AnnouncementPut(
                AnnouncementId(2),
                AnnouncementInfo {
                    texts: texts(),
                    on_phones: true,
                    on_screen: true,
                    from: Some(1_533_168_000_000),
                    until: Some(1_533_168_060_000),
                    back: Some(1_533_168_900_000),
                },
                by,
            ),
        ),
        (
            "announcement_turned",
            Fact::AnnouncementTurned(AnnouncementId(2), Airing::On, by),
        ),
        (
            "announcement_over",
            Fact::AnnouncementTurned(AnnouncementId(2), Airing::Over, Actor::Clock),
        ),
        (
            "announcement_dropped",
            Fact::AnnouncementDropped(AnnouncementId(2), by),
        ),
        ("leaving_set", Fact::LeavingSet(true, by)),
        (
            "line_written",
            Fact::LineWritten(LineId(4), Some(line()), 3, by),
        ),
        (
            "line_of_a_commitment",
            Fact::LineWritten(
                LineId(5),
                Some(LineInfo {
                    kind: LineKind::Commitment,
                    by: texts(),
                    due: Some("2018-09-30".into()),
                    evidence: None,
                    ..line()
                }),
                0,
                Actor::Staff(StaffRole::Rapporteur),
            ),
        ),
        (
            "line_of_words",
            Fact::LineWritten(
                LineId(6),
                Some(LineInfo {
                    kind: LineKind::Note,
                    evidence: Some(Evidence::Question(question)),
                    session: Some(session),
                    ..line()
                }),
                0,
                by,
            ),
        ),
        ("line_removed", Fact::LineWritten(LineId(4), None, 0, by)),
        ("report_finished", Fact::ReportFinished(texts(), by)),
        ("report_shown", Fact::ReportShown(Readers::Everybody, by)),
        ("report_shown_staff", Fact::ReportShown(Readers::Staff, by)),
        ("report_hidden", Fact::ReportShown(Readers::Hosts, by)),
        (
            "edition_kept",
            Fact::EditionKept(Edition {
                number: 2,
                at: 1_533_224_400_000,
                lines: vec![(LineId(4), line())],
                changes: texts(),
                seal: [7; 32],
            }),
        ),
        (
            "times_kept",
            Fact::TimesKept(session, Some(1_533_224_400_000), None),
        ),
        ("captions_sent", Fact::CaptionsSent(session, texts(), 81)),
        (
            "caption_corrected",
            Fact::CaptionCorrected("en".to_owned(), "Heat from the river.".to_owned(), 81),
        ),
        (
            "captions_taken",
            Fact::CaptionsTaken("en".to_owned(), Some(81)),
        ),
        (
            "captions_handed_over",
            Fact::CaptionsTaken("en".to_owned(), None),
        ),
        (
            "captions_placed",
            Fact::CaptionsPlaced(CaptionPlace::Strip, Actor::Staff(StaffRole::Captioner)),
        ),
        (
            "captions_placed_alone",
            Fact::CaptionsPlaced(CaptionPlace::Alone, by),
        ),
        (
            "captions_placed_off",
            Fact::CaptionsPlaced(CaptionPlace::Off, by),
        ),
        (
            "promised",
            Fact::Promised(
                Some(Promise {
                    question,
                    instead: None,
                    broken: None,
                }),
                by,
            ),
        ),
        (
            "promised_instead",
            Fact::Promised(
                Some(Promise {
                    question,
                    instead: Some(QuestionId(1)),
                    broken: None,
                }),
                by,
            ),
        ),
        (
            "promise_broken",
            Fact::Promised(
                Some(Promise {
                    question,
                    instead: None,
                    broken: Some(Broken::Session),
                }),
                by,
            ),
        ),
        ("promise_dropped", Fact::Promised(None, by)),
        (
            "screen_put",
            Fact::ScreenPut(ScreenId(1), "Foyer".to_owned(), by),
        ),
        (
            "screen_set",
            Fact::ScreenSet(ScreenId(1), Some(Stage::Session(session)), by),
        ),
        ("screen_follows", Fact::ScreenSet(ScreenId(1), None, by)),
        ("screen_dropped", Fact::ScreenDropped(ScreenId(1), by)),
        (
            "event_described_with_a_text_to_leave",
            Fact::EventDescribed(EventInfo {
                leave: texts(),
                ..EventInfo::default()
            }),
        ),
        (
            "event_described_after_another",
            Fact::EventDescribed(EventInfo {
                after: Some("CDU7K2".into()),
                ..EventInfo::default()
            }),
        ),
        ("term_removed", Fact::TermRemoved(TermId(7), by)),
        (
            "question_moved",
            Fact::QuestionMoved(question, QuestionState::Now, by),
        ),
        (
            "question_placed",
            Fact::QuestionPlaced(question, Some(QuestionId(3)), by),
        ),
        (
            "question_addressed",
            Fact::QuestionAddressed(question, Some(Addressee::Person(PersonId(3))), by),
        ),
        (
            "question_addressed_organisation",
            Fact::QuestionAddressed(question, Some(Addressee::Organisation(PersonId(3))), by),
        ),
        (
            "question_addressed_session",
            Fact::QuestionAddressed(question, Some(Addressee::Session(session)), by),
        ),
        (
            "question_merged",
            Fact::QuestionMerged(question, QuestionId(3), by),
        ),
        (
            "question_split",
            Fact::QuestionSplit(question, QuestionState::Approved, by),
        ),
        (
            "question_merged_state",
            Fact::QuestionSplit(question, QuestionState::Merged, by),
        ),
        (
            "question_labelled",
            Fact::QuestionLabelled(question, LabelId(9), true, by),
        ),
        (
            "question_starred",
            Fact::QuestionStarred(question, true, by),
        ),
        ("question_pinned", Fact::QuestionPinned(question, false, by)),
        ("reports_settled", Fact::ReportsSettled(question, 3, by)),
        (
            "question_noted",
            Fact::QuestionNoted(question, 2, Some("Row 3.".into()), by),
        ),
        (
            "question_note_dropped",
            Fact::QuestionNoted(question, 2, None, by),
        ),
        (
            "question_replied",
            Fact::QuestionReplied(question, Some(texts()), by),
        ),
        (
            "question_reply_taken_back",
            Fact::QuestionReplied(question, None, by),
        ),
        (
            "staff_asked",
            Fact::StaffAsked(
                question,
                content.clone(),
                Some(Addressee::Person(PersonId(3))),
                by,
            ),
        ),
        ("label_put", Fact::LabelPut(LabelId(9), label.clone(), 4)),
        ("label_removed", Fact::LabelRemoved(LabelId(9))),
        (
            "label_made",
            Fact::LabelMade(LabelId(9), label.clone(), 4, by),
        ),
        (
            "label_restored",
            Fact::LabelRestored(LabelId(9), label, 4, true, by),
        ),
        ("label_dropped", Fact::LabelDropped(LabelId(9), by)),
        ("session_started", Fact::SessionStarted(session)),
        (
            "session_ended",
            Fact::SessionEnded(
                session,
                SessionEnd {
                    polls: vec![poll],
                    answered: vec![question],
                    returned: vec![],
                },
            ),
        ),
        ("session_resumed", Fact::SessionResumed(session)),
        ("poll_unopened", Fact::PollUnopened(poll)),
        ("poll_timed_out", Fact::PollTimedOut(poll)),
        ("present_counted", Fact::PresentCounted(poll, 170)),
        ("secret_kept", Fact::SecretKept(Secret::of([7; 32]))),
        (
            "hands_counted",
            Fact::HandsCounted(
                poll,
                0,
                Some(Hands {
                    what: What::Cards,
                    instead: true,
                    counts: vec![47, 12, 5],
                }),
            ),
        ),
        ("session_unstarted", Fact::SessionUnstarted(session)),
        ("session_skipped", Fact::SessionSkipped(session)),
        (
            "event_shelved",
            Fact::EventShelved(Shelf::Trash(1_533_168_000_000)),
        ),
        ("session_unskipped", Fact::SessionUnskipped(session)),
        (
            "agenda_shifted",
            Fact::AgendaShifted(
                vec![Shift {
                    session,
                    delay: Delay { start: -5, end: 10 },
                }],
                by,
            ),
        ),
        (
            "session_written",
            Fact::SessionWritten(
                session,
                Some(SessionInfo {
                    key: "session-8".into(),
                    kind: SessionKind::Break,
                    title: texts(),
                    start: "12:00".into(),
                    end: "13:30".into(),
                    speakers: vec![],
                    panelists: vec!["emerson".into()],
                    questions: None,
                    cards: false,
                }),
                3,
                by,
            ),
        ),
        (
            "session_written_away",
            Fact::SessionWritten(session, None, 3, by),
        ),
        (
            "person_written",
            Fact::PersonWritten(
                PersonId(3),
                Some(PersonInfo {
                    key: "person-4".into(),
                    name: texts(),
                    org: texts(),
                    groups: BTreeMap::new(),
                }),
                by,
            ),
        ),
        (
            "group_written",
            Fact::GroupWritten(
                GroupId(1),
                Some(GroupInfo {
                    key: "group-2".into(),
                    name: texts(),
                    values: vec![ValueInfo {
                        key: "value-1".into(),
                        text: texts(),
                    }],
                    ask: true,
                    assigned: false,
                }),
                vec![ValueId(4)],
                1,
                by,
            ),
        ),
        (
            "group_written_away",
            Fact::GroupWritten(GroupId(1), None, vec![], 1, by),
        ),
        (
            "person_written_away",
            Fact::PersonWritten(PersonId(3), None, by),
        ),
        (
            "event_written",
            Fact::EventWritten(
                EventInfo {
                    title: texts(),
                    date: "2018-08-03".into(),
                    ..EventInfo::default()
                },
                by,
            ),
        ),
        (
            "agenda_placed",
            Fact::AgendaPlaced(
                vec![Place {
                    session,
                    order: 2,
                    start: "14:30".into(),
                    end: "15:30".into(),
                    delay: Delay { start: 10, end: 10 },
                }],
                by,
            ),
        ),
        (
            "poll_opened",
            Fact::PollOpened(poll, Some(1_533_168_000_000)),
        ),
        ("poll_extended", Fact::PollExtended(poll, None)),
        ("poll_closed", Fact::PollClosed(poll)),
        ("poll_revealed", Fact::PollRevealed(poll)),
        ("poll_hidden", Fact::PollHidden(poll)),
        ("live_set", Fact::LiveSet(poll, LiveResults::Count)),
        ("answer_told", Fact::AnswerTold(poll)),
        ("answer_withheld", Fact::AnswerWithheld(poll)),
        (
            "nickname_chosen",
            Fact::NicknameChosen(NicknameId(300), guest, content.clone()),
        ),
        ("nickname_dropped", Fact::NicknameDropped(NicknameId(300))),
        (
            "nickname_approved",
            Fact::NicknameApproved(NicknameId(300), 2, by),
        ),
        ("nickname_hidden", Fact::NicknameHidden(NicknameId(300), by)),
        (
            "nickname_returned",
            Fact::NicknameReturned(NicknameId(300), by),
        ),
        ("stage_set_board", Fact::StageSet(Stage::Board)),
        ("stage_set", Fact::StageSet(Stage::Question(question))),
        ("stage_set_session", Fact::StageSet(Stage::Session(session))),
        ("stage_set_holding", Fact::StageSet(Stage::Holding)),
        (
            "questions_set_outside_of_sessions",
            Fact::QuestionsSet(None, Some(Settings::asking(false))),
        ),
        (
            "questions_set",
            Fact::QuestionsSet(
                Some(session),
                Some(Settings {
                    asking: Asking::Closed,
                    at_once: true,
                    named: true,
                    limit: 3,
                    upvotes: false,
                    order: Order::Newest,
                    calm: true,
                    translated: false,
                }),
            ),
        ),
        (
            "questions_set_in_all_languages",
            Fact::QuestionsSet(
                Some(session),
                Some(Settings {
                    translated: true,
                    ..Settings::default()
                }),
            ),
        ),
        (
            "questions_set_as_the_event",
            Fact::QuestionsSet(Some(session), None),
        ),
        ("question_posted", Fact::QuestionPosted(question, 2)),
        (
            "questions_parted",
            Fact::QuestionsParted(session, vec![question], vec![QuestionId(18)]),
        ),
        (
            "questions_returned",
            Fact::QuestionsReturned(vec![Parting {
                question,
                state: QuestionState::Archived,
                session: Some(session),
            }]),
        ),
        (
            "question_reworded",
            Fact::QuestionReworded(question, content.clone()),
        ),
        ("question_reported", Fact::QuestionReported(guest, question)),
        (
            "question_likened",
            Fact::QuestionLikened(question, vec![QuestionId(3), QuestionId(9)]),
        ),
        (
            "session_put_with_questions",
            Fact::SessionPut(
                session,
                SessionInfo {
                    key: "talk".into(),
                    kind: SessionKind::Keynote,
                    title: texts(),
                    start: "09:00".into(),
                    end: "10:00".into(),
                    speakers: vec![],
                    panelists: vec![],
                    questions: Some(Settings::default()),
                    cards: false,
                },
                5,
            ),
        ),
        (
            "session_put_with_cards",
            Fact::SessionPut(
                session,
                SessionInfo {
                    key: "talk".into(),
                    kind: SessionKind::Keynote,
                    title: texts(),
                    start: "09:00".into(),
                    end: "10:00".into(),
                    speakers: vec![],
                    panelists: vec![],
                    questions: None,
                    cards: true,
                },
                5,
            ),
        ),
        (
            "address_chosen",
            Fact::AddressChosen("http://10.0.0.1:8080".into(), Actor::Operator),
        ),
        ("book_published", Fact::BookPublished(true, by)),
        ("role_revoked", Fact::RoleRevoked(StaffRole::Screen, 3)),
        (
            "logged_in",
            Fact::LoggedIn(
                LoginId(7),
                Login {
                    role: StaffRole::Host,
                    hash: [9; 16].into(),
                    device: "Firefox on Windows".into(),
                    at: 1_533_168_000_000,
                },
            ),
        ),
        ("login_ended", Fact::LoginEnded(LoginId(7), by)),
        ("counts_kept", Fact::CountsKept(poll, 1, counts.clone())),
        (
            "counts_kept_sealed",
            Fact::CountsKept(
                poll,
                0,
                Counts {
                    mark: Mark {
                        by_door: false,
                        void: true,
                        told: true,
                        again: Again {
                            both: 12,
                            changed: 3,
                        },
                        present: Some(143),
                        seal: Seal::default(),
                    },
                    ..counts.clone()
                },
            ),
        ),
        (
            "counts_kept_weighed",
            Fact::CountsKept(
                poll,
                0,
                Counts {
                    extra: 90,
                    splits: vec![Split {
                        group: GroupId(1),
                        value: ValueId(4),
                        tally: Tally::Choice(vec![19, 8]),
                        count: 17,
                        extra: 10,
                    }],
                    ..counts
                },
            ),
        ),
        (
            "group_put_assigned",
            Fact::GroupPut(
                GroupId(2),
                GroupInfo {
                    key: "organisation".into(),
                    name: texts(),
                    values: vec![],
                    ask: false,
                    assigned: true,
                },
                vec![],
                1,
            ),
        ),
        (
            "poll_put_voters",
            Fact::PollPut(
                poll,
                PollInfo {
                    voters: Voters {
                        one_per: OnePer::Value("organisation".into(), Which::Last),
                        only: BTreeMap::from([(
                            "delegation".into(),
                            vec!["china".into(), "us".into()],
                        )]),
                        weights: Some(Weights {
                            group: "organisation".into(),
                            values: BTreeMap::from([("city".into(), 10)]),
                        }),
                        in_hall: false,
                    },
                    ..info.clone()
                },
                1,
            ),
        ),
        (
            "codes_made",
            Fact::CodesMade(
                CodeId(40),
                vec![
                    CodeInfo::default(),
                    CodeInfo {
                        values: vec![(GroupId(2), ValueId(1))],
                        name: Some("Ann".into()),
                    },
                ],
            ),
        ),
        (
            "guest_listed",
            Fact::GuestListed(
                ListedId(7),
                ListedInfo {
                    who: Who {
                        name: "李伟".into(),
                        org: "山溪水务".into(),
                        badge: "048".into(),
                    },
                    values: vec![(GroupId(2), ValueId(1))],
                    code: CodeId(40),
                    walk_in: None,
                },
                Actor::Staff(StaffRole::Host),
            ),
        ),
        (
            "guest_listed_walk_in",
            Fact::GuestListed(
                ListedId(8),
                ListedInfo {
                    who: Who {
                        name: "郭静".into(),
                        ..Who::default()
                    },
                    walk_in: Some(u64::MAX),
                    ..ListedInfo::default()
                },
                Actor::Staff(StaffRole::Door),
            ),
        ),
        (
            "guest_unlisted",
            Fact::GuestUnlisted(ListedId(7), Actor::Staff(StaffRole::Host)),
        ),
        (
            "checked_in",
            Fact::CheckedIn(ListedId(7), true, Actor::Staff(StaffRole::Door)),
        ),
        ("checked_in_counted", Fact::CheckedInCounted(PollId(2), 163)),
        ("arrivals_kept", Fact::ArrivalsKept(163, 118)),
        ("name_given", Fact::NameGiven(guest, "李伟".into())),
        (
            "poll_put_named",
            Fact::PollPut(
                poll,
                PollInfo {
                    named: true,
                    ..info.clone()
                },
                4,
            ),
        ),
        ("code_taken", Fact::CodeTaken(guest, CodeId(41))),
        ("code_released", Fact::CodeReleased(CodeId(41))),
        ("codes_forgotten", Fact::CodesForgotten(CodeId(42))),
        (
            "event_described_in_hall",
            Fact::EventDescribed(EventInfo {
                in_hall: true,
                ..EventInfo::default()
            }),
        ),
        ("poll_made_in_hall", Fact::PollMade(poll, in_hall, 3)),
        ("seen_in_hall", Fact::SeenInHall(guest)),
        (
            "guests_muted",
            Fact::GuestsMuted(MuteId(4), vec![guest, ParticipantId(7)], by),
        ),
        ("guests_unmuted", Fact::GuestsUnmuted(MuteId(4), by)),
        (
            "guest_erased",
            Fact::GuestErased(guest, Actor::Participant(guest)),
        ),
        ("forgotten", Fact::Forgotten),
    ]
}

/// Fails to compile when a fact is added, as a reminder to add its shape above.
fn is_listed(fact: &Fact) {
    match fact {
        Fact::EventDescribed(..)
        | Fact::PersonPut(..)
        | Fact::PersonRemoved(..)
        | Fact::SessionPut(..) => {}
        Fact::SessionRemoved(..)
        | Fact::AtDesk(..)
        | Fact::Undid(..)
        | Fact::PollPut(..)
        | Fact::CardsSet(..)
        | Fact::CardRaised(..)
        | Fact::CardLowered(..)
        | Fact::CardsTold(..)
        | Fact::CardsKept(..)
        | Fact::Floor(..)
        | Fact::Offered(..)
        | Fact::FloorKept(..)
        | Fact::SurveyPut(..)
        | Fact::SurveyRemoved(..)
        | Fact::SurveyWritten(..)
        | Fact::SurveyKept(..)
        | Fact::PollMade(..)
        | Fact::PollChanged(..)
        | Fact::PollDropped(..)
        | Fact::PollRestored(..)
        | Fact::PollRemoved(..)
        | Fact::Joined(..)
        | Fact::Accepted(..) => {}
        Fact::AnswerTold(..)
        | Fact::AnswerWithheld(..)
        | Fact::NicknameChosen(..)
        | Fact::NicknameDropped(..)
        | Fact::NicknameApproved(..)
        | Fact::NicknameHidden(..)
        | Fact::NicknameReturned(..) => {}
        Fact::GroupPut(..)
        | Fact::GroupRemoved(..)
        | Fact::GroupWritten(..)
        | Fact::Declared(..) => {}
        Fact::CodesMade(..)
        | Fact::NameGiven(..)
        | Fact::CodeTaken(..)
        | Fact::CodeReleased(..)
        | Fact::CodesForgotten(..)
        | Fact::SeenInHall(..)
        | Fact::GuestErased(..)
        | Fact::GuestListed(..)
        | Fact::GuestUnlisted(..)
        | Fact::CheckedIn(..)
        | Fact::CheckedInCounted(..)
        | Fact::ArrivalsKept(..)
        | Fact::GuestsMuted(..)
        | Fact::GuestsUnmuted(..) => {}
        Fact::EntryWritten(..)
        | Fact::EntryApproved(..)
        | Fact::EntryHidden(..)
        | Fact::EntryReturned(..)
        | Fact::EntryTranslated(..)
        | Fact::EntryGrouped(..)
        | Fact::HeadingWritten(..)
        | Fact::EntryTaken(..)
        | Fact::EntryPassedOn(..)
        | Fact::EntryJoined(..) => {}
        Fact::BallotTakenBack(..)
        | Fact::RoundEnded(..)
        | Fact::RoundVoided(..)
        | Fact::RoundResumed(..)
        | Fact::RowsSorted(..)
        | Fact::SplitShown(..) => {}
        Fact::BallotCast(..)
        | Fact::QuestionAsked(..)
        | Fact::Upvoted(..)
        | Fact::QuestionWithdrawn(..) => {}
        Fact::QuestionApproved(..)
        | Fact::QuestionDeclined(..)
        | Fact::QuestionEdited(..)
        | Fact::QuestionTranslated(..)
        | Fact::TextTranslated(..)
        | Fact::TermPut(..)
        | Fact::MessageSent(..)
        | Fact::MessageSeen(..)
        | Fact::MessageWithdrawn(..)
        | Fact::ScreenPut(..)
        | Fact::ScreenSet(..)
        | Fact::ScreenDropped(..)
        | Fact::AnnouncementPut(..)
        | Fact::AnnouncementTurned(..)
        | Fact::AnnouncementDropped(..)
        | Fact::LineWritten(..)
        | Fact::ReportFinished(..)
        | Fact::ReportShown(..)
        | Fact::EditionKept(..)
        | Fact::TimesKept(..)
        | Fact::LeavingSet(..)
        | Fact::CaptionsSent(..)
        | Fact::CaptionCorrected(..)
        | Fact::CaptionsTaken(..)
        | Fact::CaptionsPlaced(..)
        | Fact::Promised(..)
        | Fact::TermRemoved(..)
        | Fact::QuestionMoved(..)
        | Fact::QuestionPlaced(..)
        | Fact::QuestionAddressed(..)
        | Fact::QuestionMerged(..)
        | Fact::QuestionSplit(..)
        | Fact::QuestionLabelled(..)
        | Fact::QuestionStarred(..)
        | Fact::QuestionPinned(..)
        | Fact::ReportsSettled(..)
        | Fact::QuestionNoted(..)
        | Fact::QuestionReplied(..)
        | Fact::StaffAsked(..)
        | Fact::QuestionPosted(..)
        | Fact::QuestionsParted(..)
        | Fact::QuestionsReturned(..)
        | Fact::QuestionReworded(..)
        | Fact::QuestionReported(..)
        | Fact::QuestionLikened(..) => {}
        Fact::LabelPut(..)
        | Fact::LabelRemoved(..)
        | Fact::LabelMade(..)
        | Fact::LabelRestored(..)
        | Fact::LabelDropped(..) => {}
        Fact::SessionStarted(..)
        | Fact::SessionEnded(..)
        | Fact::SessionResumed(..)
        | Fact::SessionUnstarted(..)
        | Fact::PollUnopened(..)
        | Fact::PollTimedOut(..)
        | Fact::PresentCounted(..)
        | Fact::SecretKept(_)
        | Fact::HandsCounted(..)
        | Fact::SessionSkipped(..)
        | Fact::SessionUnskipped(..)
        | Fact::AgendaShifted(..) => {}
        Fact::SessionWritten(..)
        | Fact::AgendaPlaced(..)
        | Fact::PersonWritten(..)
        | Fact::EventWritten(..) => {}
        Fact::PollOpened(..)
        | Fact::PollExtended(..)
        | Fact::PollClosed(..)
        | Fact::PollRevealed(..) => {}
        Fact::PollHidden(..) | Fact::LiveSet(..) | Fact::StageSet(..) | Fact::QuestionsSet(..) => {}
        Fact::AddressChosen(..)
        | Fact::BookPublished(..)
        | Fact::EventShelved(..)
        | Fact::RoleRevoked(..)
        | Fact::LoggedIn(..)
        | Fact::LoginEnded(..)
        | Fact::CountsKept(..)
        | Fact::Forgotten => {}
    }
}

#[test]
fn every_shape_ever_written_still_decodes() {
    let shapes = shapes();
    shapes.iter().for_each(|(_, fact)| is_listed(fact));
    fixture::holds("tests/fixtures/facts.hex", shapes);
}

#[test]
fn a_ballot_takes_few_bytes() {
    let facts = vec![
        Fact::BallotCast(
            ParticipantId(19_900),
            PollId(2),
            Ballot::Choice(Picks::of(&[2])),
        ),
        Fact::Accepted(Actor::Participant(ParticipantId(19_900)), u32::MAX, 7),
    ];
    // Alone in its commit, the worst case.
    let bytes = Record {
        at: 1_533_168_000_123,
        facts,
    }
    .encode()
    .len();
    assert!(bytes <= 44, "{bytes} bytes");
}

#[test]
fn damaged_bytes_are_an_error_and_never_a_panic() {
    let whole = Record {
        at: 1,
        facts: shapes().into_iter().map(|(_, fact)| fact).collect(),
    }
    .encode();
    for cut in 0..whole.len() {
        assert!(Record::decode(&whole[..cut]).is_err());
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let _ = Record::decode(&bytes);
    }
}
