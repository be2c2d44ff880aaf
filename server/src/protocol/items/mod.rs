//! What a viewer sees. A view is a set of items; each item has a file with its translation from the domain.

pub mod addressee;
pub mod announcement;
pub mod asking;
pub mod board;
pub mod captions;
pub mod cards;
pub mod codes;
pub mod entry;
pub mod event;
pub mod floor;
pub mod group;
pub mod guest;
pub mod label;
pub mod login;
pub mod message;
pub mod names;
pub mod own;
pub mod person;
pub mod poll;
pub mod question;
pub mod report;
pub mod session;
pub mod stage;
pub mod survey;
pub mod tally;
pub mod task;
pub mod term;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use announcement::AnnouncementItem;
use asking::AskedItem;
use board::{BoardItem, NicknameItem};
use captions::CaptionsItem;
use cards::CardsItem;
use codes::CodesItem;
use entry::EntryItem;
use event::EventItem;
use floor::FloorItem;
use group::GroupItem;
use guest::{ArrivalsItem, GuestItem};
use label::LabelItem;
use login::LoginItem;
use message::MessageItem;
use names::NamesItem;
use person::PersonItem;
use poll::PollItem;
use question::QuestionItem;
use report::{LineItem, ReportItem};
use session::SessionItem;
use stage::StageItem;
use survey::{ProgressItem, SurveyItem};
use tally::TallyItem;
use task::TaskItem;
use term::TermItem;

/// One item in a view. `k` and `id` (if it has one) name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "k", rename_all = "snake_case")]
#[ts(export, export_to = "items.ts")]
pub enum Item {
    Event(EventItem),
    Session(SessionItem),
    Group(GroupItem),
    Person(PersonItem),
    Poll(PollItem),
    Tally(TallyItem),
    Entry(EntryItem),
    Question(QuestionItem),
    Asked(AskedItem),
    Stage(StageItem),
    Cards(CardsItem),
    Floor(FloorItem),
    Board(BoardItem),
    Nickname(NicknameItem),
    Names(NamesItem),
    Codes(CodesItem),
    Login(LoginItem),
    Label(LabelItem),
    Survey(SurveyItem),
    Progress(ProgressItem),
    Task(TaskItem),
    Term(TermItem),
    Message(MessageItem),
    Announcement(AnnouncementItem),
    Captions(CaptionsItem),
    Report(ReportItem),
    Line(LineItem),
    Guest(GuestItem),
    Arrivals(ArrivalsItem),
}

/// The kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    Event,
    Group,
    Person,
    Session,
    Poll,
    Tally,
    Entry,
    Question,
    Asked,
    Stage,
    Cards,
    Floor,
    Board,
    Nickname,
    Names,
    Codes,
    Login,
    Label,
    Survey,
    Progress,
    Task,
    Term,
    Message,
    Announcement,
    Captions,
    Report,
    Line,
    Guest,
    Arrivals,
}

/// Names an item: its kind, and its id if there are several. Written as `k` or `k:id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemName {
    pub kind: ItemKind,
    /// 0 for kinds with a single item.
    pub id: u32,
}

impl Item {
    /// Returns the item's name.
    pub fn name(&self) -> ItemName {
        let (kind, id) = match self {
            Item::Event(_) => (ItemKind::Event, 0),
            Item::Group(group) => (ItemKind::Group, group.id.into()),
            Item::Person(person) => (ItemKind::Person, person.id),
            Item::Session(session) => (ItemKind::Session, session.id),
            Item::Poll(poll) => (ItemKind::Poll, poll.id),
            Item::Tally(tally) => (ItemKind::Tally, tally.id),
            Item::Entry(entry) => (ItemKind::Entry, entry.id),
            Item::Question(question) => (ItemKind::Question, question.id),
            Item::Asked(_) => (ItemKind::Asked, 0),
            Item::Stage(_) => (ItemKind::Stage, 0),
            Item::Cards(cards) => (ItemKind::Cards, cards.id),
            Item::Floor(_) => (ItemKind::Floor, 0),
            Item::Board(_) => (ItemKind::Board, 0),
            Item::Nickname(nickname) => (ItemKind::Nickname, nickname.id),
            Item::Names(names) => (ItemKind::Names, names.id),
            Item::Codes(_) => (ItemKind::Codes, 0),
            Item::Login(login) => (ItemKind::Login, login.id),
            Item::Label(label) => (ItemKind::Label, label.id),
            Item::Survey(survey) => (ItemKind::Survey, survey.id),
            Item::Progress(progress) => (ItemKind::Progress, progress.id),
            Item::Task(task) => (ItemKind::Task, task.id),
            Item::Term(term) => (ItemKind::Term, term.id),
            Item::Message(message) => (ItemKind::Message, message.id),
            Item::Announcement(one) => (ItemKind::Announcement, one.id),
            Item::Captions(captions) => (ItemKind::Captions, captions.id),
            Item::Report(_) => (ItemKind::Report, 0),
            Item::Line(line) => (ItemKind::Line, line.id),
            Item::Guest(guest) => (ItemKind::Guest, guest.id),
            Item::Arrivals(_) => (ItemKind::Arrivals, 0),
        };
        ItemName { kind, id }
    }
}

impl std::fmt::Display for ItemName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let id = self.id;
        match self.kind {
            ItemKind::Event => f.write_str("event"),
            ItemKind::Group => write!(f, "group:{id}"),
            ItemKind::Person => write!(f, "person:{id}"),
            ItemKind::Session => write!(f, "session:{id}"),
            ItemKind::Poll => write!(f, "poll:{id}"),
            ItemKind::Tally => write!(f, "tally:{id}"),
            ItemKind::Entry => write!(f, "entry:{id}"),
            ItemKind::Question => write!(f, "question:{id}"),
            ItemKind::Asked => f.write_str("asked"),
            ItemKind::Stage => f.write_str("stage"),
            ItemKind::Cards => write!(f, "cards:{id}"),
            ItemKind::Floor => f.write_str("floor"),
            ItemKind::Board => f.write_str("board"),
            ItemKind::Nickname => write!(f, "nickname:{id}"),
            ItemKind::Names => write!(f, "names:{id}"),
            ItemKind::Codes => f.write_str("codes"),
            ItemKind::Login => write!(f, "login:{id}"),
            ItemKind::Label => write!(f, "label:{id}"),
            ItemKind::Survey => write!(f, "survey:{id}"),
            ItemKind::Progress => write!(f, "progress:{id}"),
            ItemKind::Task => write!(f, "task:{id}"),
            ItemKind::Term => write!(f, "term:{id}"),
            ItemKind::Message => write!(f, "message:{id}"),
            ItemKind::Announcement => write!(f, "announcement:{id}"),
            ItemKind::Captions => write!(f, "captions:{id}"),
            ItemKind::Report => f.write_str("report"),
            ItemKind::Line => write!(f, "line:{id}"),
            ItemKind::Guest => write!(f, "guest:{id}"),
            ItemKind::Arrivals => f.write_str("arrivals"),
        }
    }
}
