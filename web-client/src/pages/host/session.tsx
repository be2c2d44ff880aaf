/**
 * The session in hand: start it, end it, take its end back. Before an end the host reads what it will do to
 * polls and questions; afterwards the foot says what it did, with an undo.
 */
import './session.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionItem, SessionVerb } from '../../protocol/items';
import type { View } from '../../sync/store';
import type { Deeds, Step, useDeeds } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useStore, useT, useView } from '../../ui/hooks';
import { Both, pick } from '../../ui/text';
import { HINTS } from './keys';
import { QuestionsSwitch } from './poll';
import type { InHand } from './run';
import type { HostTexts } from './texts.en';

export interface SessionVerbs {
  deeds: Deeds;
  /** The host is being told what starting or ending would do. */
  asking: boolean;
  /** Starts it, or asks first where that ends something. */
  go(): void;
  cancel(): void;
  start(): void;
  end(): void;
  resume(): void;
  /** It does not take place. */
  skip(): void;
  unskip(): void;
}

/** What ending the running session would do to open polls and to questions in line. */
export function endWouldDo(view: View, session: SessionItem): [polls: number, now: boolean, next: number] {
  return [
    view.polls.filter(p => p.session === session.id && p.phase === 'open').length,
    view.questions.some(q => q.state === 'now'),
    view.questions.filter(q => q.state === 'next').length,
  ];
}

const resumeStep = (id: number): Step => ({
  item: `session:${id}`,
  cmd: seen => ({ resume_session: { session: id, seen } }),
});

export function useSessionVerbs(
  session: SessionItem | undefined,
  deeds: ReturnType<typeof useDeeds>,
): SessionVerbs {
  const t = useT<HostTexts>();
  const store = useStore();
  const [asked, setAsked] = useState<number | null>(null);
  const asking = !!session && asked === session.id;
  const cancel = () => setAsked(null);
  const idle = { deeds, asking, cancel, go() {}, start() {}, end() {}, resume() {}, skip() {}, unskip() {} };
  if (!session) return idle;
  const { id } = session;
  const item: Step['item'] = `session:${id}`;
  const unskip: Step = { item, cmd: seen => ({ unskip_session: { session: id, seen } }) };
  const told = (ended: SessionItem['ended']) =>
    t.host.endedDid(ended?.polls.length ?? 0, ended?.answered.length ?? 0, ended?.returned.length ?? 0);
  /** Says what an end did, once the view shows it; the deed's own words cannot know it beforehand. */
  const tell = (ended: number, undo: Step[], started = '') => {
    const now = store.view().sessions.find(s => s.id === ended);
    const rev = now?.rev;
    if (!now || rev === undefined) return;
    const [step] = undo;
    deeds.say({
      text: `${started}${told(now.ended)}`,
      ...(step && { undo: () => void deeds.run({ ...step, cmd: () => step.cmd(rev), did: t.undone }) }),
    });
  };
  const verbs = {
    ...idle,
    go() {
      if (store.view().sessions.some(s => s.state === 'running')) setAsked(id);
      else void verbs.start();
    },
    async start() {
      setAsked(null);
      const running = store.view().sessions.find(s => s.state === 'running');
      const done = await deeds.run({
        item: `session:${id}`,
        cmd: seen => ({ start_session: { session: id, seen } }),
        did: t.host.started,
      });
      if (done && running) tell(running.id, [resumeStep(running.id)], `${t.host.started} `);
    },
    async end() {
      setAsked(null);
      const done = await deeds.run({
        item: `session:${id}`,
        cmd: seen => ({ end_session: { session: id, seen } }),
        did: t.host.endedDid(0, 0, 0),
      });
      if (done) tell(id, [resumeStep(id)]);
    },
    resume: () => void deeds.run({ ...resumeStep(id), did: t.undone }),
    skip: () =>
      void deeds.run({
        item,
        cmd: seen => ({ skip_session: { session: id, seen } }),
        did: t.host.skipped,
        back: [unskip],
      }),
    unskip: () => void deeds.run({ ...unskip, did: t.undone }),
  };
  return verbs;
}

export function SessionInHand(props: {
  session: SessionItem;
  verbs: SessionVerbs;
  choose: (item: InHand) => void;
}): JSX.Element {
  const t = useT<HostTexts>();
  const [lang] = useLang();
  const view = useView();
  const { session: s, verbs } = props;
  const off = !online(view);
  const can = (verb: SessionVerb) => !!s.can?.includes(verb);
  const running = view.sessions.find(other => other.state === 'running');
  const people = [...s.speakers, ...s.panelists].flatMap(id => view.people.get(id) ?? []);
  const polls = view.polls.filter(p => p.session === s.id);
  return (
    <div class="hand-in">
      <p class="mut">
        {t.host.sessionInHand}, {t.hours(s.start, s.end)}, {t.sessionStates[s.state]}
      </p>
      <div class="ask">
        <Both texts={s.title} say as="h2" />
      </div>
      {people.length ? (
        <ul class="people">
          {people.map(p => (
            <li key={p.id}>
              <span lang={pick(p.name, lang)[0]}>{pick(p.name, lang)[1]}</span>
              <span class="mut" lang={pick(p.org, lang)[0]}>
                {pick(p.org, lang)[1]}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {verbs.asking ? (
        <div class="tell" role="alert">
          <p>
            {can('end')
              ? t.host.endDoes(...endWouldDo(view, s))
              : running
                ? `${t.host.startEnds(pick(running.title, lang)[1])} ${t.host.endDoes(...endWouldDo(view, running))}`
                : null}
          </p>
          <div class="acts">
            <Verb on={can('end') ? verbs.end : verbs.start} off={off} look="tall do">
              {can('end') ? t.host.endIt : t.host.startIt}
            </Verb>
            <Verb on={verbs.cancel} look="tall">
              {t.cancel}
            </Verb>
          </div>
        </div>
      ) : (
        <div class="acts">
          {can('end') ? (
            <Verb on={verbs.go} off={off} look="tall" hint={HINTS.session}>
              {t.host.end}…
            </Verb>
          ) : null}
          {can('start') ? (
            <Verb on={verbs.go} off={off} look="tall do" hint={HINTS.session}>
              {s.state === 'ended' ? t.host.startAgain : t.host.start}
              {running ? '…' : ''}
            </Verb>
          ) : null}
          {can('skip') ? (
            <Verb on={verbs.skip} off={off} look="tall">
              {t.host.skip}
            </Verb>
          ) : null}
          {can('unskip') ? (
            <Verb on={verbs.unskip} off={off} look="tall">
              {t.host.unskip}
            </Verb>
          ) : null}
          {can('resume') ? (
            <Verb on={verbs.resume} off={off} look="tall">
              {t.host.resume}
            </Verb>
          ) : null}
        </div>
      )}
      {s.ended ? (
        <p class="mut">
          {t.host.endedDid(s.ended.polls.length, s.ended.answered.length, s.ended.returned.length)}
        </p>
      ) : null}
      <ul class="its-polls">
        {polls.map(p => (
          <li key={p.id} class="kv">
            <button type="button" class="plain" onClick={() => props.choose({ kind: 'poll', id: p.id })}>
              <span lang={pick(p.title, lang)[0]}>{pick(p.title, lang)[1]}</span>
            </button>
            <span class={p.phase === 'open' ? 'st now' : 'mut sm'}>{t.phases[p.phase]}</span>
          </li>
        ))}
        {polls.length ? null : <li class="kv mut">{t.host.noPolls}</li>}
      </ul>
      <QuestionsSwitch deeds={verbs.deeds} />
    </div>
  );
}
