//! The wire protocol: every frame that a client sends or receives, each type beside its translation to or from the
//! domain. Nothing is decided here. Enums are matched exhaustively, so a new variant on either side does not compile
//! until it is translated.
//!
//! The TypeScript in `web-client/src/protocol/` is generated from this folder (`cargo test -p plenary protocol`), and
//! `PROTOCOL.md` describes the same frames for people. Fields are only ever added; clients skip unknown fields and
//! items.

pub mod commands;
pub mod frames;
mod guests;
pub mod http;
pub mod items;
pub mod limits;
pub mod organise;
pub mod poll;
pub mod readiness;
pub mod rejection;
pub mod role;

use std::collections::BTreeMap;

pub use commands::floor::FloorStep;
pub use commands::{Carry, Command, Writing};
pub use frames::{
    Address, ClientFrame, Desk, Flood, Hall, Hold, HoldKind, LoginSeen, ServerFrame, Snapshot,
    close,
};
pub use guests::{GUESTS_BYTES_MAX, GuestFault, GuestWrong, GuestsRead};
pub use http::{
    Aids, AidsOf, Auth, CodeCard, Concerns, Deed, Draft, EnterCode, Fit, FitOf, HallCode,
    HttpError, Joined, Leaf, LeafNote, LeafStep, PollAddress, RoleLink, Typed, Wording,
};
pub use items::addressee::Addressee;
pub use items::announcement::{Airing, AnnouncementDesk, AnnouncementItem};
pub use items::asking::{AskedItem, Asking, QuestionChange, QuestionOrder, QuestionSettings};
pub use items::board::{BoardItem, BoardName, BoardRow, NicknameItem};
pub use items::captions::{CaptionLine, CaptionPlace, CaptionsItem};
pub use items::cards::{Card, CardCurve, CardNumbers, CardsItem};
pub use items::codes::CodesItem;
pub use items::entry::{EntryItem, EntryState, EntryVerb};
pub use items::event::{Accent, EventItem, Wifi, WrittenEvent};
pub use items::floor::{
    FloorDesk, FloorItem, Offer, OfferOf, SideTime, Sides, Speaker, SpeakingTime, Turn,
    WaitingSpeaker,
};
pub use items::group::{GroupItem, GroupValue, NewerGroup};
pub use items::guest::{ArrivalsItem, GuestItem, GuestName, ValueArrivals};
pub use items::label::LabelItem;
pub use items::login::LoginItem;
pub use items::message::{MessageItem, OwnMessage};
pub use items::names::{NamedBallot, NamedRound, NamesItem};
pub use items::own::{
    Declared, JoinedInto, Mine, OwnBallot, OwnCard, OwnEntry, OwnName, OwnNickname, OwnPlace,
    OwnQuestion,
};
pub use items::person::{Member, NewerPerson, PersonItem};
pub use items::poll::{
    Crowded, LiveResults, NewerTexts, OnePerDraft, Phase, PollDraft, PollItem, PollPart, PollVerb,
    Show, Voters, VotersDraft, WeightsDraft,
};
pub use items::question::{
    DeclineReason, MergedText, MovedBy, QuestionContent, QuestionDesk, QuestionItem, QuestionState,
    QuestionVerb,
};
pub use items::report::{EditionItem, Evidence, LineItem, LineKind, LineText, Readers, ReportItem};
pub use items::session::{
    PlannedTimes, SessionEnd, SessionItem, SessionKind, SessionState, SessionVerb,
};
pub use items::stage::{OtherScreen, Scene, Stage, StageItem, Thing};
pub use items::survey::{ProgressItem, SurveyDraft, SurveyItem, SurveyVerb};
pub use items::tally::{
    Again, GroupTally, HandCount, Raised, RoundTally, Shares, TallyItem, ValueTally,
};
pub use items::task::{Passage, Section, Subject, TaskItem, TaskPart, task_id, task_subject};
pub use items::term::TermItem;
pub use items::{Item, ItemKind, ItemName};
pub use limits::{
    BEAT_S, CLIENT_FRAME_BYTES_MAX, HOLD_S, SILENCE_S_MAX, SOCKETS_PER_GUEST_MAX,
    WATCHER_FRAME_BYTES_MAX, WRITE_S_MAX,
};
pub use organise::{
    CheckedFile, Details, EventChange, EventLine, EventList, FileFault, Keep, MadeEvent, NewEvent,
    OrganiserLogin, TemplateLine, When,
};
pub use poll::{Ballot, KindOf, PollKind, Present, Tally};
pub use readiness::{
    AddressFault, Check, Checked, REHEARSAL_PHONES_MAX, Readiness, Rehearsal, RehearsalNews,
    RehearsalReport, Rehearse, ScreenTimes, Verdict,
};
pub use rejection::{Rejection, StaleNow, Wrong};
pub use role::{Role, staff_role};

/// The protocol version of this server, sent in [`ServerFrame::Welcome`].
pub const VERSION: u32 = 1;

/// A text in each of the event's languages, by BCP 47 tag.
pub type Texts = BTreeMap<String, String>;

/// Returns true for a number that is left out on the wire.
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// Pairs two enums variant by variant, both ways.
macro_rules! same {
    ($wire:ident, $inner:path, [$($variant:ident),+]) => {
        impl From<$inner> for $wire {
            fn from(inner: $inner) -> $wire {
                use $inner as Inner;
                match inner { $(Inner::$variant => $wire::$variant),+ }
            }
        }

        impl From<$wire> for $inner {
            fn from(wire: $wire) -> $inner {
                use $inner as Inner;
                match wire { $($wire::$variant => Inner::$variant),+ }
            }
        }
    };
}

use same;
