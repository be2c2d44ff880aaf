//! Commands of clients as commands of the domain.

use plenary_domain::announcement::AnnouncementInfo;
use plenary_domain::command as domain;
use plenary_domain::edit::group::GroupDraft;
use plenary_domain::edit::person::PersonDraft;
use plenary_domain::edit::session::SessionDraft;
use plenary_domain::ids::{
    AnnouncementId, CodeId, EntryId, GroupId, LabelId, LineId, ListedId, LoginId, MessageId,
    NicknameId, PersonId, PollId, QuestionId, ScreenId, SessionId, SurveyId, TermId, ValueId,
};
use plenary_domain::program::TermInfo;
use plenary_domain::question::ask::Asked;
use plenary_domain::question::many as domain_many;
use plenary_domain::translation::write::Written;

use super::{Command, Many};
use crate::protocol::rejection::Rejection;
use crate::protocol::role::staff_role;

impl TryFrom<Command> for domain::Command {
    type Error = Rejection;

    /// Converts a wire command. Rejects a role without a link, because the domain has no name for it.
    fn try_from(command: Command) -> Result<domain::Command, Rejection> {
        let poll = PollId;
        let question = QuestionId;
        let session = SessionId;
        Ok(match command {
            Command::Cast {
                poll: id,
                round,
                ballot,
            } => domain::Command::Cast {
                poll: poll(id),
                round,
                ballot: ballot.into(),
            },
            Command::TakeBack { poll: id, round } => domain::Command::TakeBack {
                poll: poll(id),
                round,
            },
            Command::Ask {
                text,
                to,
                name,
                org,
                lang,
            } => domain::Command::Ask(Asked {
                text,
                to: to.map(Into::into),
                name,
                org,
                lang,
            }),
            Command::Declare { group, value } => domain::Command::Declare {
                group: GroupId(group),
                value: value.map(ValueId),
            },
            Command::GiveName { name } => domain::Command::GiveName { name },
            Command::RaiseCard { session: id, card } => domain::Command::RaiseCard {
                session: session(id),
                card: card.into(),
            },
            Command::LowerCard { session: id } => domain::Command::LowerCard {
                session: session(id),
            },
            Command::SetCards { session: id, open } => domain::Command::SetCards {
                session: session(id),
                open,
            },
            Command::Upvote { question: id, on } => domain::Command::Upvote {
                question: question(id),
                on,
            },
            Command::Withdraw { question: id } => domain::Command::Withdraw {
                question: question(id),
            },
            Command::EraseMine {} => domain::Command::EraseMine,
            Command::Reword { question: id, text } => domain::Command::Reword {
                question: question(id),
                text,
            },
            Command::Report { question: id } => domain::Command::Report {
                question: question(id),
            },
            Command::Approve { question: id, seen } => domain::Command::Approve {
                question: question(id),
                seen,
            },
            Command::Decline {
                question: id,
                seen,
                reason,
                note,
            } => domain::Command::Decline {
                question: question(id),
                seen,
                reason: reason.into(),
                note,
            },
            Command::EditApprove {
                question: id,
                seen,
                content,
            } => domain::Command::EditApprove {
                question: question(id),
                seen,
                content: content.into(),
            },
            Command::Move {
                question: id,
                seen,
                to,
            } => domain::Command::Move {
                question: question(id),
                seen,
                to: to.into(),
            },
            Command::Promise { question: id, seen } => domain::Command::Promise {
                question: question(id),
                seen,
            },
            Command::DropPromise {} => domain::Command::DropPromise,
            Command::Reorder {
                question: id,
                seen,
                before,
            } => domain::Command::Reorder {
                question: question(id),
                seen,
                before: before.map(question),
            },
            Command::Address {
                question: id,
                seen,
                to,
            } => domain::Command::Address {
                question: question(id),
                seen,
                to: to.map(Into::into),
            },
            Command::Merge {
                question: id,
                seen,
                into,
            } => domain::Command::Merge {
                question: question(id),
                seen,
                into: question(into),
            },
            Command::BackTo {
                question: id,
                seen,
                step,
            } => domain::Command::BackTo {
                question: question(id),
                seen,
                step,
            },
            Command::Split { question: id, seen } => domain::Command::Split {
                question: question(id),
                seen,
            },
            Command::Reply {
                question: id,
                seen,
                texts,
            } => domain::Command::Reply {
                question: question(id),
                seen,
                texts,
            },
            Command::AskAsStaff { content, to } => domain::Command::AskAsStaff {
                content: content.into(),
                to: to.map(Into::into),
            },
            Command::Label {
                question: id,
                label,
                on,
            } => domain::Command::Label {
                question: question(id),
                label: LabelId(label),
                on,
            },
            Command::Star { question: id, on } => domain::Command::Star {
                question: question(id),
                on,
            },
            Command::Pin { question: id, on } => domain::Command::Pin {
                question: question(id),
                on,
            },
            Command::SettleReports {
                question: id,
                reports,
            } => domain::Command::SettleReports {
                question: question(id),
                reports,
            },
            Command::Many { questions, many } => domain::Command::Many {
                questions: questions
                    .into_iter()
                    .map(|(id, seen)| (question(id), seen))
                    .collect(),
                many: match many {
                    Many::Approve => domain_many::Many::Approve,
                    Many::Decline { reason, note } => {
                        domain_many::Many::Decline(reason.into(), note)
                    }
                    Many::Address { to } => domain_many::Many::Address(to.map(Into::into)),
                    Many::Label { label, on } => domain_many::Many::Label(LabelId(label), on),
                    Many::Merge { into } => domain_many::Many::Merge(question(into)),
                },
            },
            Command::Note { question: id, text } => domain::Command::Note {
                question: question(id),
                text,
            },
            Command::DropNote { question: id, note } => domain::Command::DropNote {
                question: question(id),
                note,
            },
            Command::MakeLabel { texts } => domain::Command::MakeLabel { texts },
            Command::RemoveLabel { label } => domain::Command::RemoveLabel {
                label: LabelId(label),
            },
            Command::ApproveEntries { entries } => domain::Command::ApproveEntries {
                entries: entries
                    .into_iter()
                    .map(|(id, seen)| (EntryId(id), seen))
                    .collect(),
            },
            Command::HideEntry { entry, seen } => domain::Command::HideEntry {
                entry: EntryId(entry),
                seen,
            },
            Command::Translate {
                of,
                original,
                lang,
                text,
                without_figures,
            } => domain::Command::Translate(Box::new(Written {
                of: of.into(),
                original,
                lang,
                text,
                without_figures,
            })),
            Command::SendMessage { to, texts } => domain::Command::SendMessage {
                to: to.map(PersonId),
                texts,
            },
            Command::WithdrawMessage { message } => domain::Command::WithdrawMessage {
                message: MessageId(message),
            },
            Command::SeeMessage { message } => domain::Command::SeeMessage {
                message: MessageId(message),
            },
            Command::PutAnnouncement {
                announcement,
                seen,
                texts,
                phones,
                screen,
                from,
                until,
                back,
                show,
            } => domain::Command::PutAnnouncement {
                announcement: announcement.map(AnnouncementId),
                seen,
                info: AnnouncementInfo {
                    texts,
                    on_phones: phones,
                    on_screen: screen,
                    from,
                    until,
                    back,
                },
                show,
            },
            Command::Caption { writer, texts } => domain::Command::SendCaptions { writer, texts },
            Command::CorrectCaption {
                writer,
                lang,
                seen,
                text,
            } => domain::Command::CorrectCaption {
                writer,
                lang,
                seen,
                text,
            },
            Command::TakeCaptions { writer, lang, on } => {
                domain::Command::TakeCaptions { writer, lang, on }
            }
            Command::PlaceCaptions { place } => domain::Command::PlaceCaptions {
                place: place.into(),
            },
            Command::WriteLine { line, seen, text } => domain::Command::WriteLine {
                line: line.map(LineId),
                seen,
                info: text.map(Into::into),
            },
            Command::MoveLine { line, seen, up } => domain::Command::MoveLine {
                line: LineId(line),
                seen,
                up,
            },
            Command::FinishReport { seen, changes } => {
                domain::Command::FinishReport { seen, changes }
            }
            Command::CheckIn { guest, on } => domain::Command::CheckIn {
                guest: ListedId(guest),
                on,
            },
            Command::WalkIn { walk_in, name, org } => {
                domain::Command::WalkIn { walk_in, name, org }
            }
            Command::UnlistGuest { guest } => domain::Command::UnlistGuest {
                guest: ListedId(guest),
            },
            Command::ShowReport { to } => domain::Command::ShowReport { to: to.into() },
            Command::TurnAnnouncement {
                announcement,
                seen,
                on,
            } => domain::Command::TurnAnnouncement {
                announcement: AnnouncementId(announcement),
                seen,
                on,
            },
            Command::DropAnnouncement { announcement, seen } => domain::Command::DropAnnouncement {
                announcement: AnnouncementId(announcement),
                seen,
            },
            Command::PutTerm { term, texts, note } => domain::Command::PutTerm {
                term: term.map(TermId),
                info: TermInfo { texts, note },
            },
            Command::RemoveTerm { term } => domain::Command::RemoveTerm { term: TermId(term) },
            Command::TranslateEntry {
                entry,
                seen,
                translations,
            } => domain::Command::TranslateEntry {
                entry: EntryId(entry),
                seen,
                translations,
            },
            Command::GroupEntry {
                entry,
                seen,
                group,
                headings,
            } => domain::Command::GroupEntry {
                entry: EntryId(entry),
                seen,
                group,
                headings,
            },
            Command::TakeEntry { poll: id, entry } => domain::Command::TakeEntry {
                poll: poll(id),
                entry: entry.map(EntryId),
            },
            Command::JoinEntry { entry, seen, with } => domain::Command::JoinEntry {
                entry: EntryId(entry),
                seen,
                with: with.map(EntryId),
            },
            Command::ChooseNickname { name } => domain::Command::ChooseNickname { name },
            Command::ApproveNicknames { nicknames } => domain::Command::ApproveNicknames {
                nicknames: nicknames
                    .into_iter()
                    .map(|(id, seen)| (NicknameId(id), seen))
                    .collect(),
            },
            Command::HideNickname { nickname, seen } => domain::Command::HideNickname {
                nickname: NicknameId(nickname),
                seen,
            },
            Command::Mute { of, with } => domain::Command::Mute {
                of: of.into(),
                company: if with {
                    domain::Company::Everybody(vec![])
                } else {
                    domain::Company::Nobody
                },
            },
            Command::Unmute { of } => domain::Command::Unmute { of: of.into() },
            Command::TellAnswer { poll: id, seen } => domain::Command::TellAnswer {
                poll: poll(id),
                seen,
            },
            Command::Undo { c, n } => domain::Command::Undo { client: c, n },
            Command::StartSession {
                session: id,
                seen,
                carry,
            } => domain::Command::StartSession {
                session: session(id),
                seen,
                carry: carry.map(Into::into),
            },
            Command::EndSession { session: id, seen } => domain::Command::EndSession {
                session: session(id),
                seen,
            },
            Command::ResumeSession { session: id, seen } => domain::Command::ResumeSession {
                session: session(id),
                seen,
            },
            Command::SkipSession { session: id, seen } => domain::Command::SkipSession {
                session: session(id),
                seen,
            },
            Command::UnskipSession { session: id, seen } => domain::Command::UnskipSession {
                session: session(id),
                seen,
            },
            Command::ShiftAgenda {
                from,
                seen,
                minutes,
            } => domain::Command::ShiftAgenda {
                from: session(from),
                seen,
                minutes,
            },
            Command::EditEvent { edit } => domain::Command::EditEvent {
                edit: Box::new((*edit).try_into()?),
            },
            Command::SetLanguages { langs } => domain::Command::SetLanguages(langs.into()),
            Command::MakeGroup { name, values } => domain::Command::MakeGroup {
                draft: GroupDraft { name, values },
            },
            Command::EditGroup { group, edit } => domain::Command::EditGroup {
                group: GroupId(group),
                edit: Box::new((*edit).into()),
            },
            Command::DropGroup { group, seen } => domain::Command::DropGroup {
                group: GroupId(group),
                seen,
            },
            Command::MakeValue { group, text } => domain::Command::MakeValue {
                group: GroupId(group),
                text,
            },
            Command::DropValue { group, value, seen } => domain::Command::DropValue {
                group: GroupId(group),
                value: ValueId(value),
                seen,
            },
            Command::EditTerm { term, edit } => domain::Command::EditTerm {
                term: TermId(term),
                edit: edit.into(),
            },
            Command::MakeSession {
                kind,
                title,
                start,
                end,
                before,
            } => domain::Command::MakeSession {
                draft: SessionDraft {
                    kind: kind.into(),
                    title,
                    start,
                    end,
                },
                before: before.map(session),
            },
            Command::EditSession { session: id, edit } => domain::Command::EditSession {
                session: session(id),
                edit: Box::new((*edit).into()),
            },
            Command::MoveSession {
                session: id,
                seen,
                before,
            } => domain::Command::MoveSession {
                session: session(id),
                seen: seen.map(session),
                before: before.map(session),
            },
            Command::DropSession { session: id, seen } => domain::Command::DropSession {
                session: session(id),
                seen,
            },
            Command::MakePerson { name, org } => domain::Command::MakePerson {
                draft: PersonDraft { name, org },
            },
            Command::EditPerson { person, edit } => domain::Command::EditPerson {
                person: PersonId(person),
                edit: Box::new((*edit).into()),
            },
            Command::DropPerson { person, seen } => domain::Command::DropPerson {
                person: PersonId(person),
                seen,
            },
            Command::OpenPoll {
                poll: id,
                seen,
                seconds,
            } => domain::Command::OpenPoll {
                poll: poll(id),
                seen,
                seconds,
            },
            Command::ExtendPoll {
                poll: id,
                seen,
                seconds,
            } => domain::Command::ExtendPoll {
                poll: poll(id),
                seen,
                seconds,
            },
            Command::ClosePoll { poll: id, seen } => domain::Command::ClosePoll {
                poll: poll(id),
                seen,
            },
            Command::RevealPoll { poll: id, seen } => domain::Command::RevealPoll {
                poll: poll(id),
                seen,
            },
            Command::HidePoll { poll: id, seen } => domain::Command::HidePoll {
                poll: poll(id),
                seen,
            },
            Command::RepeatPoll {
                poll: id,
                seen,
                seconds,
            } => domain::Command::RepeatPoll {
                poll: poll(id),
                seen,
                seconds,
            },
            Command::ResetPoll { poll: id, seen } => domain::Command::ResetPoll {
                poll: poll(id),
                seen,
            },
            Command::SplitPoll {
                poll: id,
                seen,
                group,
            } => domain::Command::SplitPoll {
                poll: poll(id),
                seen,
                group: group.map(GroupId),
            },
            Command::SortPoll {
                poll: id,
                seen,
                sorted,
            } => domain::Command::SortPoll {
                poll: poll(id),
                seen,
                sorted,
            },
            Command::SetLive {
                poll: id,
                seen,
                live,
            } => domain::Command::SetLive {
                poll: poll(id),
                seen,
                live: live.into(),
            },
            Command::CountHands {
                poll: id,
                seen,
                hands,
            } => domain::Command::CountHands {
                poll: poll(id),
                seen,
                hands: hands.map(Into::into),
            },
            Command::MakePoll { draft, open } => domain::Command::MakePoll {
                draft: Box::new((*draft).into()),
                open,
            },
            Command::ChangePoll {
                poll: id,
                seen,
                draft,
            } => domain::Command::ChangePoll {
                poll: poll(id),
                seen,
                draft: Box::new((*draft).into()),
            },
            Command::DuplicatePoll { poll: id, seen } => domain::Command::DuplicatePoll {
                poll: poll(id),
                seen,
            },
            Command::RemovePoll { poll: id, seen } => domain::Command::RemovePoll {
                poll: poll(id),
                seen,
            },
            Command::ReleaseCode { code } => domain::Command::ReleaseCode {
                code: CodeId(code.checked_sub(1).ok_or(Rejection::Unknown)?),
            },
            Command::OpenSurvey { survey, seen } => domain::Command::OpenSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::CloseSurvey { survey, seen } => domain::Command::CloseSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::RevealSurvey { survey, seen } => domain::Command::RevealSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::HideSurvey { survey, seen } => domain::Command::HideSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::RepeatSurvey { survey, seen } => domain::Command::RepeatSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::MakeSurvey { draft, open } => domain::Command::MakeSurvey {
                draft: Box::new((*draft).into()),
                open,
            },
            Command::ChangeSurvey {
                survey,
                seen,
                draft,
            } => domain::Command::ChangeSurvey {
                survey: SurveyId(survey),
                seen,
                draft: Box::new((*draft).into()),
            },
            Command::DuplicateSurvey { survey, seen } => domain::Command::DuplicateSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::RemoveSurvey { survey, seen } => domain::Command::RemoveSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::ResetSurvey { survey, seen } => domain::Command::ResetSurvey {
                survey: SurveyId(survey),
                seen,
            },
            Command::Floor(step) => domain::Command::Floor(step.into()),
            Command::Show { stage } => domain::Command::Show {
                stage: stage.into(),
            },
            Command::PutScreen { screen, name } => domain::Command::PutScreen {
                screen: screen.map(ScreenId),
                name,
            },
            Command::ShowOn { screen, stage } => domain::Command::ShowOn {
                screen: ScreenId(screen),
                stage: stage.map(Into::into),
            },
            Command::DropScreen { screen } => domain::Command::DropScreen {
                screen: ScreenId(screen),
            },
            Command::SetQuestions(change) => domain::Command::SetQuestions {
                session: change.session.map(session),
                change: change.into(),
            },
            Command::PublishBook { on } => domain::Command::PublishBook { on },
            Command::ChooseAddress { url } => domain::Command::ChooseAddress { url },
            Command::EndLogin { login } => domain::Command::EndLogin {
                login: LoginId(login),
            },
            Command::Revoke { role, person } => domain::Command::Revoke {
                role: staff_role(role, person.map(PersonId)).ok_or(Rejection::Unknown)?,
            },
        })
    }
}
