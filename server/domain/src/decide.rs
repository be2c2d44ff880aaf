//! Commands in, facts or a rejection out. Pure: it reads only the state and its arguments. Each noun decides its own
//! commands.

use std::cmp::Ordering;

use crate::access::authorise;
use crate::back;
use crate::command::{Command, Company};
use crate::edit::languages;
use crate::edit::session::Used;
use crate::erasure;
use crate::fact::{Decision, Fact};
use crate::floor::step::Room;
use crate::ids::{ClientId, Millis};
use crate::import;
use crate::leaving::Leaving;
use crate::people::names;
use crate::promise;
use crate::question::ask::Audience;
use crate::question::many::Many;
use crate::rejection::Rejection;
use crate::role::Actor;
use crate::stage;
use crate::state::State;
use crate::survey::make;
use crate::translation::write;
use crate::undo::undo;

/// The outcome of a numbered command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted now. The facts end with its mark.
    Accepted(Vec<Fact>),
    /// It was accepted before, and has no second effect.
    Repeated,
    Rejected(Rejection),
}

/// Decides a numbered command. A repeat of the newest accepted one does nothing; a rejected one is decided again. The
/// outcome of older ones is no longer known, so they are rejected as overtaken.
pub fn receive(
    state: &State,
    actor: Actor,
    client: ClientId,
    n: u32,
    command: &Command,
    at: Millis,
) -> Outcome {
    match state.newest(actor, client).map(|newest| n.cmp(&newest)) {
        Some(Ordering::Equal) => return Outcome::Repeated,
        Some(Ordering::Less) => return Outcome::Rejected(Rejection::Overtaken),
        Some(Ordering::Greater) | None => {}
    }
    match decide(state, actor, command, at) {
        Ok(mut facts) => {
            facts.push(Fact::Accepted(actor, client, n));
            Outcome::Accepted(facts)
        }
        Err(rejection) => Outcome::Rejected(rejection),
    }
}

/// Decides a command at a time that is not before `state.at`. An empty list of facts means that nothing had to change.
///
/// # Errors
/// A [`Rejection`], which has no effect.
pub fn decide(state: &State, actor: Actor, command: &Command, at: Millis) -> Decision {
    authorise(state, actor, command)?;
    let State {
        event,
        groups,
        persons,
        participants,
        nicknames,
        mutes,
        codes,
        guest_list,
        staff,
        logins,
        polls,
        surveys,
        questions,
        labels,
        sessions,
        cards,
        floors,
        on_stage,
        screens,
        translations: _,
        glossary,
        backstage,
        announcements,
        captions,
        leaving: _,
        reports,
        acts: _,
        seq: _,
        at: _,
        last_act: _,
    } = state;
    let facts = match command {
        Command::Join => participants.join(),
        Command::Shelve { to } => event.shelve(*to),
        Command::EraseMine => erasure::of_sender(state, actor),
        Command::EraseGuest { guest } => erasure::of(state, *guest, actor),
        Command::MakeCodes { codes: drafts } => codes.make(groups, drafts),
        Command::TakeCode { code } => codes.take(participants, actor, *code),
        Command::EnterHall => participants.enter_hall(actor),
        Command::ReleaseCode { code } => codes.release(*code),
        Command::ListGuests { rows } => guest_list.list(groups, codes, rows, actor),
        Command::UnlistGuest { guest } => guest_list.unlist(*guest, actor),
        Command::CheckIn { guest, on } => guest_list.check_in(*guest, *on, actor),
        Command::WalkIn { walk_in, name, org } => {
            guest_list.walk_in(codes, *walk_in, name, org, actor)
        }
        Command::GiveName { name } => {
            names::give(participants, codes, polls.ask_for_names(), actor, name)
        }
        Command::Declare { group, value } => groups.declare(participants, actor, *group, *value),

        Command::Cast {
            poll,
            round,
            ballot,
        } => polls.cast(
            event,
            groups,
            participants,
            codes,
            mutes,
            actor,
            *poll,
            *round,
            ballot,
            at,
        ),
        Command::TakeBack { poll, round } => {
            polls.take_back(groups, participants, actor, *poll, *round, at)
        }
        Command::OpenPoll {
            poll,
            seen,
            seconds,
        } => polls.open(*poll, *seen, *seconds, at),
        Command::ExtendPoll {
            poll,
            seen,
            seconds,
        } => polls.extend(*poll, *seen, *seconds, at),
        Command::ClosePoll { poll, seen } => polls.close(*poll, *seen),
        Command::RevealPoll { poll, seen } => polls.reveal(*poll, *seen),
        Command::HidePoll { poll, seen } => polls.hide(*poll, *seen),
        Command::RepeatPoll {
            poll,
            seen,
            seconds,
        } => polls.repeat(*poll, *seen, *seconds, at),
        Command::SortPoll { poll, seen, sorted } => polls.sort(*poll, *seen, *sorted),
        Command::SplitPoll { poll, seen, group } => polls.split(groups, *poll, *seen, *group),
        Command::ResetPoll { poll, seen } => polls.reset(*poll, *seen),
        Command::SetLive { poll, seen, live } => polls.set_live(*poll, *seen, *live),
        Command::PassDeadline { poll } => polls.pass_deadline(*poll, at),
        Command::CountHands { poll, seen, hands } => {
            polls.count_hands(*poll, *seen, hands.as_ref())
        }
        Command::CountPresent { poll, phones } => {
            polls.count_present(*poll, *phones, guest_list.here())
        }
        Command::KeepSecret { secret } => Ok(polls.keep_secret(*secret)),

        Command::TellAnswer { poll, seen } => polls.tell_answer(*poll, *seen),
        Command::ChooseNickname { name } => {
            let langs = event.info.as_ref().map_or(&[][..], |info| &info.langs);
            let wanted = polls.iter().any(|(_, poll)| poll.info.rules.has_answer());
            nicknames.choose(participants, langs, wanted, actor, name.as_deref())
        }
        Command::ApproveNicknames { nicknames: seen } => nicknames.approve(seen, actor),
        Command::HideNickname { nickname, seen } => nicknames.hide(*nickname, *seen, actor),

        Command::Ask(asked) => {
            let to = state.addressee(asked.to)?;
            questions.ask(&audience(state), actor, asked, to)
        }
        Command::Reword { question, text } => {
            questions.reword(&audience(state), actor, *question, text)
        }
        Command::Upvote { question, on } => questions.upvote(participants, actor, *question, *on),
        Command::Report { question } => questions.report(participants, actor, *question),
        Command::Withdraw { question } => questions.withdraw(participants, actor, *question),
        Command::Approve { question, seen } => questions.approve(*question, *seen, actor),
        Command::Decline {
            question,
            seen,
            reason,
            note,
        } => questions.decline(*question, *seen, *reason, note.as_deref(), actor),
        Command::EditApprove {
            question,
            seen,
            content,
        } => questions.edit_approve(event, *question, *seen, content, actor),
        Command::Move { question, seen, to } => {
            let facts = questions.move_to(*question, *seen, *to, actor)?;
            write::gate(state, *question, *to)?;
            Ok(facts)
        }
        Command::Promise { question, seen } => promise::make(state, *question, *seen, actor),
        Command::DropPromise => promise::drop(state, actor),
        Command::Reorder {
            question,
            seen,
            before,
        } => questions.reorder(*question, *seen, *before, actor),
        Command::Address { question, seen, to } => {
            questions.address(*question, *seen, state.addressee(*to)?, actor)
        }
        Command::Merge {
            question,
            seen,
            into,
        } => questions.merge(*question, *seen, *into, actor),
        Command::BackTo {
            question,
            seen,
            step,
        } => back::back_to(state, *question, *seen, *step, actor),
        Command::Split { question, seen } => questions.split(*question, *seen, actor),
        Command::Reply {
            question,
            seen,
            texts,
        } => questions.reply(event, *question, *seen, texts, actor),
        Command::AskAsStaff { content, to } => {
            let to = state.addressee(*to)?;
            questions.ask_as_staff(event, mutes, content, to, actor)
        }
        Command::Label {
            question,
            label,
            on,
        } => questions.label(labels, *question, *label, *on, actor),
        Command::Star { question, on } => questions.star(*question, *on, actor),
        Command::Pin { question, on } => questions.pin(*question, *on, actor),
        Command::SettleReports { question, reports } => {
            questions.settle_reports(*question, *reports, actor)
        }
        Command::Many {
            questions: ids,
            many,
        } => {
            let many = match many {
                Many::Address(to) => &Many::Address(state.addressee(*to)?),
                Many::Approve | Many::Decline(..) | Many::Label(..) | Many::Merge(_) => many,
            };
            questions.many(labels, ids, many, actor)
        }
        Command::Note { question, text } => questions.note(*question, text, actor),
        Command::DropNote { question, note } => questions.drop_note(*question, *note, actor),
        Command::MakeLabel { texts } => {
            let langs = event.info.as_ref().map_or(&[][..], |info| &info.langs);
            labels.make(langs, texts, actor)
        }
        Command::RemoveLabel { label } => labels.remove(*label, actor),
        Command::ApproveEntries { entries } => polls.approve_entries(entries, actor),
        Command::HideEntry { entry, seen } => polls.hide_entry(*entry, *seen, actor),
        Command::JoinEntry { entry, seen, with } => polls.join_entry(*entry, *seen, *with, actor),
        Command::TranslateEntry {
            entry,
            seen,
            translations,
        } => {
            let langs = event.info.as_ref().map_or(&[][..], |info| &info.langs);
            polls.translate_entry(*entry, *seen, translations, langs, actor)
        }
        Command::GroupEntry {
            entry,
            seen,
            group,
            headings,
        } => {
            let langs = event.info.as_ref().map_or(&[][..], |info| &info.langs);
            let heading = (group.as_deref(), headings);
            polls.group_entry(*entry, *seen, heading, langs, actor)
        }
        Command::TakeEntry { poll, entry } => polls.take_entry(*poll, *entry, actor),
        Command::Mute { of, company } => {
            let company = match company {
                Company::Nobody => &[][..],
                Company::Everybody(guests) => guests,
            };
            mutes.mute(participants, state.author(*of)?, company, actor)
        }
        Command::Unmute { of } => mutes.unmute(state.author(*of)?, actor),
        Command::Translate(written) => write::translate(state, written, actor),
        Command::EditTerm { term, edit } => glossary.edit(event, *term, edit, actor),
        Command::PutTerm { term, info } => glossary.put(event, *term, info, actor),
        Command::RemoveTerm { term } => glossary.remove(*term, actor),
        Command::SendMessage { to, texts } => backstage.send(event, persons, *to, texts, actor),
        Command::SeeMessage { message } => backstage.see(*message, actor),
        Command::WithdrawMessage { message } => backstage.withdraw(*message, actor),
        Command::SendCaptions { writer, texts } => {
            captions.send(event, sessions, *writer, texts, at)
        }
        Command::CorrectCaption {
            writer,
            lang,
            seen,
            text,
        } => captions.correct(event, sessions, *writer, lang, *seen, text, at),
        Command::TakeCaptions { writer, lang, on } => captions.take(event, *writer, lang, *on),
        Command::PlaceCaptions { place } => captions.place(*place, actor),
        Command::PutAnnouncement {
            announcement,
            seen,
            info,
            show,
        } => announcements.put(event, *announcement, *seen, info, *show, actor, at),
        Command::TurnAnnouncement {
            announcement,
            seen,
            on,
        } => announcements.turn(*announcement, *seen, *on, actor, at),
        Command::DropAnnouncement { announcement, seen } => {
            announcements.drop(*announcement, *seen, actor)
        }
        Command::PassAnnouncement { announcement } => announcements.pass(*announcement, at),
        Command::WriteLine { line, seen, info } => {
            let info = info.as_ref();
            reports.write(event, polls, questions, sessions, *line, *seen, info, actor)
        }
        Command::MoveLine { line, seen, up } => reports.move_line(*line, *seen, *up, actor),
        Command::FinishReport { seen, changes } => reports.finish(event, *seen, changes, actor),
        Command::ShowReport { to } => reports.show(*to, actor),
        Command::SetLeaving { on } => Leaving::set(*on, actor),
        Command::Undo { client, n } => undo(state, actor, *client, *n, at),
        Command::SetQuestions { session, change } => {
            let is_known = session.is_none_or(|id| sessions.get(id).is_some());
            questions.set_questions(is_known, *session, *change)
        }

        Command::StartSession {
            session,
            seen,
            carry,
        } => {
            let carry = carry.as_ref();
            let facts = sessions.start(polls, questions, *session, *seen, carry, actor)?;
            Ok(without_turn(state, actor, facts))
        }
        Command::EndSession { session, seen } => {
            let facts = sessions.end(polls, questions, *session, *seen, actor)?;
            Ok(without_turn(state, actor, facts))
        }
        Command::ResumeSession { session, seen } => {
            let facts = sessions.resume(polls, questions, *session, *seen, actor)?;
            Ok(without_turn(state, actor, facts))
        }

        Command::SkipSession { session, seen } => sessions.skip(*session, *seen),
        Command::UnskipSession { session, seen } => sessions.unskip(*session, *seen),
        Command::ShiftAgenda {
            from,
            seen,
            minutes,
        } => sessions.shift(*from, *seen, *minutes, actor),

        Command::EditEvent { edit } => event.edit(participants, edit, actor),
        Command::MakeSession { draft, before } => sessions.make(event, draft, *before, actor),
        Command::EditSession { session, edit } => {
            sessions.edit(event, persons, *session, edit, actor)
        }
        Command::MoveSession {
            session,
            seen,
            before,
        } => sessions.place(*session, *seen, *before, actor),
        Command::DropSession { session, seen } => {
            let used = Used {
                polls,
                surveys,
                questions,
            };
            sessions.drop(used, on_stage, *session, *seen, actor)
        }
        Command::MakePerson { draft } => persons.make(event, draft, actor),
        Command::EditPerson { person, edit } => persons.edit(event, groups, *person, edit, actor),
        Command::DropPerson { person, seen } => {
            persons.drop(sessions, questions, floors, *person, seen, actor)
        }

        Command::SetLanguages(change) => languages::change(state, change, actor),
        Command::MakeGroup { draft } => groups.make(event, draft, actor),
        Command::EditGroup { group, edit } => {
            groups.edit(event, state.uses_of_groups(), *group, edit, actor)
        }
        Command::DropGroup { group, seen } => {
            groups.drop(state.uses_of_groups(), *group, seen, actor)
        }
        Command::MakeValue { group, text } => groups.make_value(event, *group, text, actor),
        Command::DropValue { group, value, seen } => {
            groups.drop_value(state.uses_of_groups(), *group, *value, seen, actor)
        }

        Command::MakePoll { draft, open } => polls.make(event, sessions, groups, draft, *open, at),
        Command::ChangePoll { poll, seen, draft } => {
            polls.rewrite(event, sessions, groups, *poll, *seen, draft)
        }
        Command::DuplicatePoll { poll, seen } => polls.duplicate(*poll, *seen),
        Command::RemovePoll { poll, seen } => polls.remove(on_stage, *poll, *seen),

        Command::OpenSurvey { survey, seen } => surveys.open(polls, *survey, *seen),
        Command::CloseSurvey { survey, seen } => surveys.close(polls, *survey, *seen),
        Command::RevealSurvey { survey, seen } => surveys.reveal(polls, *survey, *seen),
        Command::HideSurvey { survey, seen } => surveys.hide(polls, *survey, *seen),
        Command::MakeSurvey { draft, open } => {
            let writing = make::Writing {
                polls,
                event,
                sessions,
            };
            surveys.make(&writing, groups, draft, *open)
        }
        Command::ChangeSurvey {
            survey,
            seen,
            draft,
        } => {
            let writing = make::Writing {
                polls,
                event,
                sessions,
            };
            surveys.rewrite(&writing, groups, on_stage, *survey, *seen, draft)
        }
        Command::DuplicateSurvey { survey, seen } => surveys.duplicate(polls, *survey, *seen),
        Command::RemoveSurvey { survey, seen } => surveys.remove(polls, on_stage, *survey, *seen),
        Command::RepeatSurvey { survey, seen } => surveys.repeat(polls, *survey, *seen),
        Command::ResetSurvey { survey, seen } => surveys.reset(polls, *survey, *seen),

        Command::RaiseCard { session, card } => {
            cards.raise(participants, sessions, actor, *session, *card, at)
        }
        Command::LowerCard { session } => cards.lower(participants, actor, *session),
        Command::SetCards { session, open } => cards.set(sessions, *session, *open),
        Command::TellCards { session } => cards.tell(*session, at),

        Command::Floor(step) => {
            let room = Room {
                persons,
                groups,
                questions,
                sessions,
            };
            floors.step(room, step, actor, at)
        }

        Command::Show { stage } => {
            let facts = on_stage.show(*stage, polls, surveys, questions, sessions)?;
            write::gate_stage(state, *stage)?;
            Ok(facts)
        }
        Command::PutScreen { screen, name } => screens.put(*screen, name, actor),
        Command::ShowOn { screen, stage } => {
            if let Some(stage) = stage {
                stage::check(*stage, polls, surveys, questions, sessions)?;
                write::gate_stage(state, *stage)?;
            }
            screens.show(*screen, *stage, actor)
        }
        Command::DropScreen { screen } => screens.drop(*screen, actor),
        Command::ChooseAddress { url } => event.choose_address(url, actor),
        Command::PublishBook { on } => event.publish_book(*on, actor),
        Command::LogIn {
            role,
            generation,
            hash,
            device,
        } => logins.log_in(staff, *role, *generation, *hash, device, at),
        Command::EndLogin { login } => logins.end(*login, actor),
        Command::LogOut { login } => logins.log_out(*login, actor),
        Command::Revoke { role } => staff.revoke(persons, *role),
        Command::RevokeLost { roles, generation } => staff.revoke_to(persons, roles, *generation),
        Command::Import { program } => Ok(import::plan(state, program).facts),
    }?;
    Ok(promise::follow(state, facts, actor))
}

/// Ends the turn of the running session before these facts, which end the session.
fn without_turn(state: &State, by: Actor, mut facts: Vec<Fact>) -> Vec<Fact> {
    let running = state.sessions.running().map(|(id, _)| id);
    if let Some(end) = state.floors.end_with(running, by) {
        facts.insert(0, end);
    }
    facts
}

fn audience(state: &State) -> Audience<'_> {
    Audience {
        event: &state.event,
        participants: &state.participants,
        mutes: &state.mutes,
        session: state.sessions.running().map(|(id, _)| id),
    }
}
