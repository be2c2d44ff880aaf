//! What clients ask for, by kind of command and outcome.

use plenary_domain::command::Command;

use super::Counter;

/// Makes [`Kind`] from the names of the domain's commands, so that a new command does not compile before it is counted.
macro_rules! kinds {
    ($($name:ident,)*) => {
        /// A kind of command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $($name,)*
            /// What is no command that the domain knows.
            Unreadable,
        }

        impl Kind {
            const ALL: &[(Kind, &'static str)] = &[
                $((Kind::$name, stringify!($name)),)*
                (Kind::Unreadable, "Unreadable"),
            ];
        }

        impl From<&Command> for Kind {
            fn from(command: &Command) -> Kind {
                match command {
                    $(Command::$name { .. } => Kind::$name,)*
                }
            }
        }
    };
}

#[rustfmt::skip]
kinds! {
    Cast, TakeBack, Ask, Declare, TakeCode, GiveName, EnterHall, RaiseCard, LowerCard,
    ChooseNickname, EraseMine, Upvote, Withdraw, Reword, Report, Approve, Decline, EditApprove,
    Move, Reorder, Address, Merge, Split, Reply, AskAsStaff, Label, Star, Pin, SettleReports, Many, Note, DropNote,
    MakeLabel, RemoveLabel, ApproveEntries, HideEntry, TranslateEntry, GroupEntry, TakeEntry,
    JoinEntry, ApproveNicknames, HideNickname, Mute, Unmute, Translate, PutTerm, RemoveTerm,
    SendMessage, SeeMessage, WithdrawMessage, PutAnnouncement, TurnAnnouncement, DropAnnouncement,
    PassAnnouncement, SetLeaving, SendCaptions, CorrectCaption, TakeCaptions, PlaceCaptions, Undo,
    StartSession, EndSession, ResumeSession, SkipSession, UnskipSession, OpenPoll, ExtendPoll,
    ClosePoll, RevealPoll, HidePoll, TellAnswer, RepeatPoll, ResetPoll, SplitPoll, SortPoll,
    SetLive, CountHands, MakePoll, ChangePoll, DuplicatePoll, RemovePoll, ReleaseCode, OpenSurvey,
    CloseSurvey, RevealSurvey, HideSurvey, RepeatSurvey, ResetSurvey, MakeSurvey, ChangeSurvey, DuplicateSurvey, RemoveSurvey,
    Floor, Show, PutScreen, ShowOn, DropScreen, SetQuestions, SetCards, ChooseAddress, PublishBook, Revoke,
    RevokeLost, LogIn, EndLogin, LogOut, MakeCodes, EraseGuest, Join, Import, TellCards,
    PassDeadline, CountPresent, KeepSecret, Promise, DropPromise, ShiftAgenda, Shelve,
    SetLanguages, MakeGroup, EditGroup, DropGroup, MakeValue, DropValue, EditTerm,
    EditEvent, MakeSession, EditSession, MoveSession, DropSession, MakePerson, EditPerson, DropPerson,
    BackTo, WriteLine, MoveLine, FinishReport, ShowReport,
    ListGuests, UnlistGuest, CheckIn, WalkIn,
}

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Accepted,
    /// It was accepted before.
    Repeated,
    /// The sender may not do this, or not now.
    Rejected,
    /// The sender sends more than a client should.
    TooFast,
    /// The log could not be written, or too many commands wait.
    Unavailable,
}

const OUTCOMES: [(Outcome, &str); 5] = [
    (Outcome::Accepted, "accepted"),
    (Outcome::Repeated, "repeated"),
    (Outcome::Rejected, "rejected"),
    (Outcome::TooFast, "too_fast"),
    (Outcome::Unavailable, "unavailable"),
];

/// The counts.
pub struct Commands([[Counter; OUTCOMES.len()]; Kind::ALL.len()]);

impl Commands {
    pub(super) const fn new() -> Commands {
        Commands([const { [const { Counter::new() }; OUTCOMES.len()] }; Kind::ALL.len()])
    }

    /// Counts one.
    pub fn count(&self, kind: Kind, outcome: Outcome) {
        self.0[kind as usize][outcome as usize].add(1);
    }

    /// Returns those that came at all: kind, outcome and count.
    pub fn all(&self) -> impl Iterator<Item = (String, &'static str, u64)> {
        let of = |(kind, name): &(Kind, &str)| {
            let (counts, name) = (&self.0[*kind as usize], snake(name));
            OUTCOMES.map(|(outcome, said)| (name.clone(), said, counts[outcome as usize].get()))
        };
        let all = Kind::ALL.iter().flat_map(of);
        all.filter(|(.., count)| *count > 0)
    }
}

/// Returns the name of a command as it is on the wire.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_counted_under_its_name() {
        let commands = Commands::new();
        commands.count(Kind::from(&Command::EnterHall), Outcome::Rejected);
        commands.count(Kind::Unreadable, Outcome::Rejected);
        let all: Vec<_> = commands.all().collect();
        let expected = [
            ("enter_hall".to_owned(), "rejected", 1),
            ("unreadable".to_owned(), "rejected", 1),
        ];
        assert_eq!(all, expected);
    }
}
