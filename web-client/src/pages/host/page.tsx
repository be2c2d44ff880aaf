/**
 * The host's desk: the run of show at the left, the poll or session in hand in the middle, the hall at the
 * right. It decides nothing by itself: each verb is a command with the revision that the host saw.
 */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PollItem, Stage } from '../../protocol/items';
import type { View } from '../../sync/store';
import { useDeeds } from '../../ui/deeds';
import { Foot, Gate, KeysDialog, Strip } from '../../ui/desk';
import { useLang, useNow, useT, useView } from '../../ui/hooks';
import { useKeys } from '../../ui/keys';
import { LangSwitch } from '../../ui/language';
import { pick, Text } from '../../ui/text';
import { timeOfDay } from '../../words/time';
import { Joining } from './joining';
import { KEYS } from './keys';
import { Links } from './links';
import { PollInHand, usePollVerbs } from './poll';
import { type InHand, RunOfShow, runItems } from './run';
import { SessionInHand, useSessionVerbs } from './session';
import { ScreenSection, stageName } from './stage';
import type { HostTexts } from './texts.en';

/** What the host would most likely want in hand: what is open, else what can be opened next. */
function likely(view: View): InHand | null {
  const latest = (phase: PollItem['phase']) =>
    view.polls.filter(p => p.phase === phase).sort((a, b) => b.since - a.since)[0];
  const running = view.sessions.find(s => s.state === 'running');
  const open = latest('open');
  if (open) return { kind: 'poll', id: open.id };
  const poll = view.polls.find(p => p.session === running?.id && p.phase !== 'revealed');
  if (poll && running) return { kind: 'poll', id: poll.id };
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
  const inHand = chosen ?? likely(view);
  const poll = inHand?.kind === 'poll' ? view.polls.find(p => p.id === inHand.id) : undefined;
  const session = inHand?.kind === 'session' ? view.sessions.find(s => s.id === inHand.id) : undefined;
  const pollVerbs = usePollVerbs(poll, deeds);
  const sessionVerbs = useSessionVerbs(session, deeds);
  const { event, hall } = view;
  const stage = view.stage?.stage ?? 'auto';

  const choose = (item: InHand) => setChosen(item);
  function step(by: number) {
    const items = runItems(view, inHand);
    const at = items.findIndex(i => i.kind === inHand?.kind && i.id === inHand.id);
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next) choose(next);
  }
  const show = (to: Stage) => void deeds.send({ show: { stage: to } });
  function nextStage() {
    const all: Stage[] = ['auto', ...(poll ? [{ poll: poll.id }] : []), 'questions', 'join'];
    const at = all.findIndex(s => stageName(s) === stageName(stage));
    show(all[(at + 1) % all.length] ?? 'auto');
  }

  useKeys(KEYS, {
    step: poll ? pollVerbs.next : sessionVerbs.go,
    close: pollVerbs.close,
    reveal: pollVerbs.reveal,
    hide: pollVerbs.hide,
    more: pollVerbs.more,
    down: () => step(1),
    up: () => step(-1),
    stage: nextStage,
    follow: () => show('auto'),
    black: () => show(stage === 'blank' ? 'auto' : 'blank'),
    session: sessionVerbs.go,
    questions: event ? () => void deeds.send({ set_questions: { open: !event.questions } }) : undefined,
    undo: deeds.undo,
    help: () => setHelp(true),
  });

  if (!event) return null;
  const [tag, title] = pick(event.title, lang);
  const writable = hall?.writable !== false;
  return (
    <div class="desk host">
      <header class="topbar">
        <h1 class="k">{t.host.title}</h1>
        <Text tag={tag} text={title} class="grow" />
        <span class="mut">{timeOfDay(now, event.zone)}</span>
        <span class={writable ? 'dot' : 'dot bad'} role="status">
          {writable ? t.host.saved : t.host.cannotWrite}
        </span>
        <LangSwitch />
      </header>
      <Strip />
      <main class="cols">
        <RunOfShow inHand={inHand} choose={choose} />
        <section class="col hand" aria-label={t.host.sections.hand}>
          {poll ? <PollInHand key={poll.id} poll={poll} verbs={pollVerbs} deeds={deeds} /> : null}
          {session ? (
            <SessionInHand key={session.id} session={session} verbs={sessionVerbs} choose={choose} />
          ) : null}
          {poll || session ? null : <p class="empty">{t.host.nothingInHand}</p>}
        </section>
        <div class="col hall">
          <ScreenSection poll={poll} deeds={deeds} />
          <Joining deeds={deeds} />
          <Links deeds={deeds} />
        </div>
      </main>
      <Foot
        notice={deeds.notice}
        onUndo={deeds.undo}
        onKeys={() => setHelp(true)}
        table={KEYS}
        texts={t.host.keys}
      />
      {help ? <KeysDialog table={KEYS} texts={t.host.keys} on={() => setHelp(false)} /> : null}
    </div>
  );
}
