/**
 * The host's desk: the run of show on the left, the selected poll or session in the middle, the hall on the right. The page
 * decides nothing itself: each verb is a command with the revision that the host saw.
 */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useEntryVerbs } from '../../answers/verbs';
import { Messages } from '../../backstage/messages';
import { MakeDialog } from '../../making/poll';
import { SurveyDialog } from '../../making/survey';
import type { PollItem, SurveyItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import { useDeeds } from '../../ui/deeds';
import { Flood, Foot, Gate, KeysDialog, online, Saved, Strip } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { useKeys, type Verbs } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { pick, Text } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import { Announcing } from './announcing';
import { unmarkedIn } from './answers';
import { BookSection } from './book';
import { CaptionsSection } from './captions';
import { Codes } from './codes';
import { Exports } from './exports';
import { GuestsSection } from './guests';
import { Joining } from './joining';
import { KEYS, type KeyVerb } from './keys';
import { Leave } from './leave';
import { Links } from './links';
import { Log } from './log';
import { Making } from './making';
import { PollInHand, usePollVerbs } from './poll';
import { asksNow, useSetQuestions } from './questions';
import { Ready } from './ready';
import { ReportSection } from './report';
import { type InHand, RunOfShow, runItems } from './run';
import { OtherScreens } from './screens';
import { SessionInHand, useSessionVerbs } from './session';
import { hasBoard, ScreenSection, stageName, stagesOf, takesCards, useShow } from './stage';
import { SurveyInHand, useSurveyVerbs } from './survey';
import { Table } from './table';
import type { HostTexts } from './texts.en';

const listOf = (view: View, kind: InHand['kind']): { id: number }[] =>
  ({ poll: view.polls, survey: view.of('survey'), session: view.sessions })[kind];

/** Returns the item the host most likely wants: an open poll, else the last selected item, else the next poll to open. */
function likely(view: View, last: InHand | null): InHand | null {
  const latest = (phase: PollItem['phase']) =>
    view.polls.filter(p => p.phase === phase).sort((a, b) => b.since - a.since)[0];
  const running = view.sessions.find(s => s.state === 'running');
  /** A poll of a survey is run with it. */
  const itself = (poll: PollItem): InHand => {
    const survey = poll.nth && view.of('survey').find(s => s.polls.includes(poll.id));
    return survey ? { kind: 'survey', id: survey.id } : { kind: 'poll', id: poll.id };
  };
  const open = latest('open');
  if (open) return itself(open);
  if (last && listOf(view, last.kind).some(item => item.id === last.id)) return last;
  const poll = view.polls.find(p => p.session === running?.id && p.phase !== 'revealed');
  if (poll && running) return itself(poll);
  const session = running ?? view.sessions.find(s => s.id === view.stage?.next) ?? view.sessions[0];
  return session ? { kind: 'session', id: session.id } : null;
}

export const HostPage = (): JSX.Element => <Gate>{() => <Desk />}</Gate>;

function Desk(): JSX.Element | null {
  const t = useT<HostTexts>();
  const view = useView();
  const [lang] = useLang();
  const now = useNow(1000);
  const deeds = useDeeds();
  const [chosen, setChosen] = useState<InHand | null>(null);
  const [help, setHelp] = useState(false);
  /** The dialog that writes a poll, for this poll or a new one, or a new survey. */
  const [writing, setWriting] = useState<PollItem | { survey: SurveyItem } | 'new' | 'survey' | null>(null);
  /** The answers of the selected poll are open to be read. */
  const [reading, setReading] = useState(false);
  const last = useRef<InHand | null>(null);
  const isThere = (item: InHand) => listOf(view, item.kind).some(other => other.id === item.id);
  const inHand = chosen && isThere(chosen) ? chosen : likely(view, last.current);
  last.current = inHand;
  const poll = inHand?.kind === 'poll' ? view.polls.find(p => p.id === inHand.id) : undefined;
  const session = inHand?.kind === 'session' ? view.sessions.find(s => s.id === inHand.id) : undefined;
  const surveys = view.of('survey');
  const survey = inHand?.kind === 'survey' ? surveys.find(s => s.id === inHand.id) : undefined;
  const itsSurvey = survey ?? (poll && surveys.find(s => s.polls.includes(poll.id)));
  const pollVerbs = usePollVerbs(poll, deeds);
  const surveyVerbs = useSurveyVerbs(survey, deeds);
  const asking = survey ? surveyVerbs : pollVerbs;
  const sessionVerbs = useSessionVerbs(session, deeds);
  const { event } = view;
  const stage = view.stage?.stage ?? 'auto';
  /** The selected session, or the selected poll's session, or the running one. */
  const itsSession =
    session ??
    view.sessions.find(s => s.id === (poll ?? survey)?.session) ??
    view.sessions.find(s => s.state === 'running');
  const show = useShow(deeds);
  const setQuestions = useSetQuestions(deeds);
  const { approveAll } = useEntryVerbs(deeds);
  const unmarked = poll && reading ? unmarkedIn(view, poll.id) : [];

  const choose = (item: InHand) => setChosen(item);
  function step(by: number) {
    const items = runItems(view, inHand);
    const at = items.findIndex(i => i.kind === inHand?.kind && i.id === inHand.id);
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next) choose(next);
  }
  const others = [
    ...stagesOf(poll, itsSurvey, itsSession, takesCards(view), hasBoard(view)),
    ...(view.sessions.some(s => s.state === 'running') ? (['table'] as const) : []),
  ];
  function nextStage() {
    // Black has its own key.
    const all = stagesOf(poll, itsSurvey, itsSession, takesCards(view), hasBoard(view)).filter(
      s => s !== 'blank',
    );
    const at = all.findIndex(s => stageName(s) === stageName(stage));
    show(all[(at + 1) % all.length] ?? 'auto');
  }

  function toggleQuestions() {
    const [session, asking] = asksNow(view);
    setQuestions({
      ...(session !== undefined && { session }),
      asking: asking === 'open' ? 'paused' : 'open',
    });
  }

  const live = online(view);
  const refuse = () => deeds.refuse(live ? t.notNow : t.rejected.unavailable);
  const verbs: Verbs<KeyVerb> = {
    step: session ? sessionVerbs.filled : asking.filled,
    close: asking.close,
    reveal: asking.reveal,
    hide: asking.hide,
    answer: pollVerbs.tell,
    board: live && hasBoard(view) ? () => show(stage === 'board' ? 'auto' : 'board') : undefined,
    more: pollVerbs.more,
    approveAll: live && unmarked.length ? () => approveAll(unmarked) : undefined,
    down: () => step(1),
    up: () => step(-1),
    stage: live ? nextStage : undefined,
    follow: live ? () => show('auto') : undefined,
    black: live ? () => show(stage === 'blank' ? 'auto' : 'blank') : undefined,
    make: live ? () => setWriting('new') : undefined,
    session: sessionVerbs.go,
    shift: sessionVerbs.shift,
    questions: live && event ? toggleQuestions : undefined,
    undo: live ? deeds.undo : undefined,
    cancel: sessionVerbs.cancel,
    help: () => setHelp(true),
  };
  useKeys(KEYS, verbs, refuse);

  if (!event) return null;
  const [tag, title] = pick(event.title, lang);
  return (
    <div class="desk host">
      <header class="topbar">
        <h1 class="k">{t.host.title}</h1>
        <Text tag={tag} text={title} class="grow" />
        <span class="mut">{timeOfDay(now, event.zone)}</span>
        <Saved saved={t.host.saved} cannot={t.host.cannotWrite} />
        <LangSwitch />
      </header>
      <Strip />
      <Flood />
      <main class="cols">
        <RunOfShow inHand={inHand} choose={choose}>
          <Making
            on={() => setWriting('new')}
            onSurvey={() => setWriting('survey')}
            session={itsSession?.id}
            deeds={deeds}
            choose={choose}
          />
        </RunOfShow>
        <section class="col hand" aria-label={t.host.sections.hand}>
          {poll ? (
            <PollInHand
              key={poll.id}
              poll={poll}
              verbs={pollVerbs}
              deeds={deeds}
              change={() => setWriting(poll)}
              choose={choose}
              reading={reading}
              read={setReading}
            />
          ) : null}
          {survey ? (
            <SurveyInHand
              key={survey.id}
              survey={survey}
              verbs={surveyVerbs}
              deeds={deeds}
              change={() => setWriting({ survey })}
              choose={choose}
            />
          ) : null}
          {session ? (
            <SessionInHand key={session.id} session={session} verbs={sessionVerbs} choose={choose} />
          ) : null}
          {poll || survey || session ? null : <p class="empty">{t.host.nothingInHand}</p>}
        </section>
        <div class="col hall">
          <ScreenSection poll={poll} survey={itsSurvey} session={itsSession} deeds={deeds} />
          <OtherScreens stages={others} deeds={deeds} />
          <CaptionsSection deeds={deeds} />
          <Table deeds={deeds} />
          <Joining deeds={deeds} />
          <Ready />
          <Leave />
          <Messages deeds={deeds} />
          <Announcing deeds={deeds} />
          <BookSection deeds={deeds} />
          <Exports />
          <Codes deeds={deeds} />
          <Links deeds={deeds} />
          <GuestsSection />
          <ReportSection deeds={deeds} />
          <Log />
        </div>
      </main>
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.host.keys}
      />
      {writing === 'survey' || (writing && typeof writing === 'object' && 'survey' in writing) ? (
        <SurveyDialog
          {...(writing !== 'survey' && { survey: writing.survey })}
          session={itsSession?.id}
          deeds={deeds}
          made={id => choose({ kind: 'survey', id })}
          close={() => setWriting(null)}
        />
      ) : writing ? (
        <MakeDialog
          {...(writing !== 'new' && { poll: writing })}
          session={writing === 'new' ? itsSession?.id : writing.session}
          deeds={deeds}
          made={id => choose({ kind: 'poll', id })}
          close={() => setWriting(null)}
        />
      ) : null}
      {help ? <KeysDialog table={KEYS} texts={t.host.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}
