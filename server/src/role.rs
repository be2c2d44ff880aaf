//! The roles, one row each: names, what a role sees, and what it may have. All code outside the domain that depends on
//! the role reads this table. The domain decides what a role may do.

use plenary_domain::question::addressee::Addressee;
use plenary_domain::question::{Question, QuestionState};
use plenary_domain::role::StaffRole;

use crate::protocol::Role;

/// A role as the code outside the domain sees it.
pub struct Entry {
    pub role: Role,
    /// Name on the wire, in cookies and in addresses: `/CODE/NAME`.
    pub name: &'static str,
    /// Each holder has a personal link and cookie: `/CODE/NAME/PERSON`.
    pub has_person: bool,
    pub questions: QuestionSight,
    /// The role in which a viewer acts on a question; the item then lists the available verbs. None: viewers only read
    /// it.
    pub acts_as: fn(&Question) -> Option<StaffRole>,
    /// Sees what guests write into polls before it is approved.
    pub screens_entries: bool,
    /// Sees what lacks a language, and the glossary.
    pub translates: bool,
    /// Sees the messages to panelists and what became of them, and sends them.
    pub is_backstage: bool,
    pub announcements: AnnouncementSight,
    /// Sees who answered what in named polls. Guests were told who does.
    pub sees_names: bool,
    pub program: ProgramSight,
    pub tallies: TallySight,
    pub cards: CardSight,
    pub floor: FloorSight,
    pub captions: CaptionSight,
    /// Sees what the host puts on the screen before anybody else does.
    pub sees_stage: bool,
    pub hall: HallSight,
    /// May have the links of all roles, and therefore everything any of them may have, including the export and
    /// rehearsals.
    pub sees_links: bool,
    /// May have the password of the hall's Wi-Fi.
    pub sees_wifi: bool,
    /// Reads the draft of the report, and sees its lines.
    pub reports: bool,
    /// Sees who is on the guest list, and who has come.
    pub receives: bool,
}

/// Which questions a role sees.
#[derive(Debug, Clone, Copy)]
pub enum QuestionSight {
    /// Public questions only: all with state next or now, and a limited number of the others.
    Public {
        /// Limit on approved questions with the most support.
        top: usize,
        /// Limit on the newest approved questions, in addition to `top`.
        newest: usize,
        /// Limit on the most recently answered questions.
        answered: usize,
        /// Limit on the latest archived questions.
        earlier: usize,
        /// Also questions that no moderator has read, where the host publishes them at once.
        posted: bool,
    },
    /// All questions in these states, public or not.
    Asked(&'static [QuestionState]),
}

/// What a role sees of sessions and polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramSight {
    Nothing,
    /// Polls once they have opened.
    Public,
    /// All polls, and what the end of a session changed.
    Whole,
    /// Also the commands available for each.
    Run,
}

/// Which counts a role sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TallySight {
    Nothing,
    /// Like guests: counts that are revealed, or shown to everyone while the poll is open.
    Public,
    /// Like the screen: the number of voters once the poll opens, and the bars unless the host hides them.
    Screen,
    All,
}

/// What a role sees of the cards that guests hold up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardSight {
    Nothing,
    /// That they can be raised now.
    Open,
    /// Also their numbers, while the screen shows them.
    OnStage,
    /// The numbers and their curve, of all sessions.
    All,
}

/// Which announcements a role sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnouncementSight {
    Nothing,
    /// Those that are on, on phones.
    Phones,
    /// The one that the screen shows.
    Screen,
    /// All.
    All,
}

/// What a role sees of who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloorSight {
    Nothing,
    /// Who has the floor, and the clock.
    Clock,
    /// Also who waits for it, how long each has spoken, and who would take which question.
    All,
}

/// What a role sees of captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaptionSight {
    Nothing,
    /// Those on the screen, while they are there.
    Screen,
    /// The latest lines of the running session.
    Read,
    /// Also who writes, in all languages of the event.
    Write,
}

/// What a role sees of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HallSight {
    Nothing,
    /// How many phones are connected.
    Present,
    /// Also who else is connected.
    People,
    /// Also the addresses at which guests can join.
    Addresses,
}

/// The questions on a desk that screens them. An erased one has no text; without it, moderators would look for what they have read.
const NOT_WITHDRAWN: &[QuestionState] = &[
    QuestionState::Waiting,
    QuestionState::Approved,
    QuestionState::Next,
    QuestionState::Now,
    QuestionState::Answered,
    QuestionState::Declined,
    QuestionState::Merged,
    QuestionState::Erased,
    QuestionState::Archived,
];

/// What anybody may read who has no page of the event: what guests see, without texts that nobody has approved. It is no role, and has
/// neither link nor page.
pub static EVERYBODY: Entry = Entry {
    role: Role::Participant,
    name: "everybody",
    has_person: false,
    questions: QuestionSight::Public {
        top: 50,
        newest: 50,
        answered: 20,
        earlier: 20,
        posted: false,
    },
    acts_as: |_| None,
    screens_entries: false,
    translates: false,
    is_backstage: false,
    announcements: AnnouncementSight::Phones,
    sees_names: false,
    program: ProgramSight::Public,
    tallies: TallySight::Public,
    cards: CardSight::Open,
    floor: FloorSight::Clock,
    captions: CaptionSight::Nothing,
    sees_stage: false,
    hall: HallSight::Nothing,
    sees_links: false,
    sees_wifi: false,
    reports: false,
    receives: false,
};

/// In the order of [`Role::ALL`].
static TABLE: [Entry; Role::ALL.len()] = [
    Entry {
        role: Role::Participant,
        name: "participant",
        has_person: false,
        questions: QuestionSight::Public {
            top: 50,
            newest: 50,
            answered: 20,
            earlier: 20,
            posted: true,
        },
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Public,
        cards: CardSight::Open,
        floor: FloorSight::Clock,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Host,
        name: "host",
        has_person: false,
        questions: QuestionSight::Asked(NOT_WITHDRAWN),
        acts_as: |_| Some(StaffRole::Host),
        screens_entries: true,
        translates: false,
        is_backstage: true,
        announcements: AnnouncementSight::All,
        sees_names: true,
        program: ProgramSight::Run,
        tallies: TallySight::All,
        cards: CardSight::All,
        floor: FloorSight::All,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::Addresses,
        sees_links: true,
        sees_wifi: true,
        reports: true,
        receives: true,
    },
    Entry {
        role: Role::Moderator,
        name: "moderator",
        has_person: false,
        questions: QuestionSight::Asked(NOT_WITHDRAWN),
        acts_as: |_| Some(StaffRole::Moderator),
        screens_entries: true,
        translates: false,
        is_backstage: true,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Whole,
        // Moderators do not need tallies.
        tallies: TallySight::Nothing,
        cards: CardSight::Open,
        floor: FloorSight::All,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: true,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Interpreter,
        name: "interpreter",
        has_person: false,
        // Questions that may still be shown in the hall. Interpreters do not see why a moderator declined one.
        questions: QuestionSight::Asked(&[
            QuestionState::Waiting,
            QuestionState::Approved,
            QuestionState::Next,
            QuestionState::Now,
        ]),
        acts_as: |_| None,
        screens_entries: false,
        translates: true,
        is_backstage: false,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Whole,
        tallies: TallySight::Nothing,
        cards: CardSight::Open,
        floor: FloorSight::Clock,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Screen,
        name: "screen",
        has_person: false,
        questions: QuestionSight::Public {
            top: 12,
            newest: 0,
            answered: 0,
            earlier: 0,
            posted: false,
        },
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Screen,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Screen,
        cards: CardSight::OnStage,
        floor: FloorSight::Clock,
        captions: CaptionSight::Screen,
        sees_stage: true,
        hall: HallSight::Present,
        sees_links: false,
        sees_wifi: true,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Panelist,
        name: "panelist",
        has_person: true,
        questions: QuestionSight::Public {
            top: usize::MAX,
            newest: 0,
            answered: 20,
            earlier: 0,
            posted: false,
        },
        // A panelist may mark a question put to them as answered.
        acts_as: |question| {
            let to = question.to.filter(|_| question.state == QuestionState::Now);
            to.and_then(Addressee::person).map(StaffRole::Panelist)
        },
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Public,
        cards: CardSight::Open,
        floor: FloorSight::All,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Chair,
        name: "chair",
        has_person: false,
        questions: QuestionSight::Public {
            top: usize::MAX,
            newest: 0,
            answered: 20,
            earlier: 0,
            posted: false,
        },
        // The chair takes the questions of the line, and says who answers.
        acts_as: |question| {
            let leads = matches!(question.state, QuestionState::Next | QuestionState::Now);
            leads.then_some(StaffRole::Chair)
        },
        screens_entries: false,
        translates: false,
        is_backstage: true,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Public,
        cards: CardSight::All,
        floor: FloorSight::All,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Captioner,
        name: "captioner",
        has_person: false,
        questions: QuestionSight::Public {
            top: 0,
            newest: 0,
            answered: 0,
            earlier: 0,
            posted: false,
        },
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Nothing,
        cards: CardSight::Open,
        floor: FloorSight::Clock,
        captions: CaptionSight::Write,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Rapporteur,
        name: "rapporteur",
        has_person: false,
        // What a finding may rest on.
        questions: QuestionSight::Public {
            top: usize::MAX,
            newest: 0,
            answered: usize::MAX,
            earlier: usize::MAX,
            posted: false,
        },
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Public,
        // The report has what is revealed, and so has the desk.
        tallies: TallySight::Public,
        cards: CardSight::Open,
        floor: FloorSight::Clock,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: false,
        reports: true,
        receives: false,
    },
    Entry {
        role: Role::Door,
        name: "door",
        has_person: false,
        questions: QuestionSight::Asked(&[]),
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Phones,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Nothing,
        cards: CardSight::Nothing,
        floor: FloorSight::Nothing,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::People,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: true,
    },
    Entry {
        role: Role::Reader,
        name: "reader",
        has_person: false,
        questions: QuestionSight::Asked(&[]),
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Nothing,
        sees_names: false,
        program: ProgramSight::Nothing,
        tallies: TallySight::Nothing,
        cards: CardSight::Nothing,
        floor: FloorSight::Nothing,
        captions: CaptionSight::Read,
        sees_stage: false,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
    Entry {
        role: Role::Slide,
        name: "slide",
        has_person: false,
        questions: QuestionSight::Asked(&[]),
        acts_as: |_| None,
        screens_entries: false,
        translates: false,
        is_backstage: false,
        announcements: AnnouncementSight::Nothing,
        sees_names: false,
        program: ProgramSight::Public,
        tallies: TallySight::Screen,
        cards: CardSight::Nothing,
        floor: FloorSight::Nothing,
        captions: CaptionSight::Nothing,
        sees_stage: false,
        hall: HallSight::Nothing,
        sees_links: false,
        sees_wifi: false,
        reports: false,
        receives: false,
    },
];

/// Returns the rows of the roles that have links, in display order.
pub fn staff() -> impl Iterator<Item = &'static Entry> {
    all().filter(|entry| entry.role.is_staff())
}

/// Returns all rows.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    TABLE.iter()
}

/// Returns the row of a role.
pub fn of(role: Role) -> &'static Entry {
    &TABLE[role as usize]
}

#[cfg(test)]
mod tests {
    use plenary_domain::ids::PersonId;

    use super::*;
    use crate::protocol::staff_role;

    #[test]
    fn each_role_has_one_row_named_as_on_the_wire() {
        for (role, row) in Role::ALL.into_iter().zip(&TABLE) {
            assert_eq!((row.role, of(role).role), (role, role));
            assert_eq!(
                serde_json::to_string(&role).expect("a name"),
                format!("\"{}\"", row.name)
            );
            let person = row.has_person.then_some(PersonId(3));
            let staff = staff_role(role, person);
            let has_links = role.is_staff() || role == Role::Slide;
            assert_eq!(staff.is_some(), has_links);
            assert_eq!(staff.and_then(StaffRole::person), person);
            assert!(staff.is_none_or(|staff| Role::from(staff) == role));
        }
    }
}
