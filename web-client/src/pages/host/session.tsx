/**
 * The selected session: start, end or resume it. Before an end the host reads its effect on polls and questions; afterwards
 * the foot says what it did, with an undo.
 */
import './session.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionItem, SessionVerb } from '../../protocol/items';
import type { View } from '../../sync/store';
import type { Deeds, Ref } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useLang, useT, useView } from '../../ui/hooks';
import { pick, Text } from '../../ui/text';
import { ShiftDialog } from './agenda';
import { SessionCards } from './cards';
import { Headline } from './headline';
import { HINTS } from './keys';
import { type Carry, CarryOver, QuestionsSwitch, SessionQuestions, unanswered } from './questions';
import type { InHand } from './run';
import type { HostTexts } from './texts.en';

export interface SessionVerbs {
  deeds: Deeds;
  /** The page shows the host the effect of starting or ending. */
  asking: boolean;
  /** Starts or ends it; asks first if that ends something. */
  go?: () => void;
  /** The filled button. */
  filled?: (() => void) | undefined;
  /** What goes over into the session that starts. */
  carry: Carry;
  setCarry: (carry: Carry) => void;
  cancel(): void;
  start(): void;
  end(): void;
  resume(): void;
  /** Skips the session: it does not take place. */
  skip(): void;
  unskip(): void;
  /** Opens the dialog that shifts the agenda from the session on. */
  shift?: () => void;
  shifting: boolean;
}

/** Returns the effect of ending the running session on open polls and on questions in line. */
export function endWouldDo(view: View, session: SessionItem): [polls: number, now: boolean, next: number] {
  return [
    view.polls.filter(p => p.session === session.id && p.phase === 'open').length,
    view.questions.some(q => q.state === 'now'),
    view.questions.filter(q => q.state === 'next').length,
  ];
}

export function useSessionVerbs(session: SessionItem | undefined, deeds: Deeds): SessionVerbs {
  const t = useT<HostTexts>();
  const view = useView();
  const [asked, setAsked] = useState<number | null>(null);
  const [carry, setCarry] = useState<Carry>('none');
  const asking = !!session && asked === session.id;
  const [shifting, setShifting] = useState<number | null>(null);
  const cancel = () => {
    setAsked(null);
    setShifting(null);
  };
  const idle = {
    deeds,
    asking,
    carry,
    setCarry,
    cancel,
    start() {},
    end() {},
    resume() {},
    skip() {},
    unskip() {},
    shifting: !!session && shifting === session.id,
  };
  if (!session || !online(view)) return idle;
  const { id } = session;
  const item: Ref = `session:${id}`;
  const running = view.sessions.find(s => s.state === 'running');
  /** Returns the effect of an end, which only the next view shows. */
  const told = (ended: number, as: typeof t.host.endedDid) => (after: View) => {
    const did = after.sessions.find(s => s.id === ended)?.ended;
    return as(did?.polls.length ?? 0, did?.answered.length ?? 0, did?.returned.length ?? 0);
  };
  const open = unanswered(view, session).length;
  const start = () => {
    setAsked(null);
    setCarry('none');
    void deeds.run({
      item,
      cmd: seen => ({ start_session: { session: id, seen, ...(open > 0 && { carry }) } }),
      did: running ? told(running.id, t.host.startedDid) : () => t.host.started,
      ...(running && { also: [`session:${running.id}` as Ref] }),
    });
  };
  const go = running || open ? () => setAsked(id) : start;
  return {
    ...idle,
    go,
    ...(session.can?.includes('start') && { filled: go }),
    ...(session.can?.includes('shift') && { shift: () => setShifting(id) }),
    start,
    end() {
      setAsked(null);
      void deeds.run({
        item,
        cmd: seen => ({ end_session: { session: id, seen } }),
        did: told(id, t.host.endedDid),
      });
    },
    resume: () =>
      void deeds.run({ item, cmd: seen => ({ resume_session: { session: id, seen } }), did: t.host.resumed }),
    skip: () =>
      void deeds.run({ item, cmd: seen => ({ skip_session: { session: id, seen } }), did: t.host.skipped }),
    unskip: () =>
      void deeds.run({
        item,
        cmd: seen => ({ unskip_session: { session: id, seen } }),
        did: t.host.unskipped,
      }),
  };
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
  const open = unanswered(view, s);
  const people = [...s.speakers, ...s.panelists].flatMap(id => view.people.get(id) ?? []);
  const polls = view.polls.filter(p => p.session === s.id && !p.nth);
  const surveys = view.of('survey').filter(survey => survey.session === s.id);
  return (
    <div class="hand-in">
      <p class="mut">
        {[
          t.host.sessionInHand,
          t.hours(s.start, s.end),
          ...(s.planned ? [`${t.host.agenda.planned} ${t.hours(s.planned.start, s.planned.end)}`] : []),
          t.sessionStates[s.state],
        ].join(t.comma)}
      </p>
      <div class="ask">
        <Headline texts={s.title} />
      </div>
      {people.length ? (
        <ul class="people">
          {people.map(p => (
            <li key={p.id}>
              <Text tag={pick(p.name, lang)[0]} text={pick(p.name, lang)[1]} as="span" />
              <Text tag={pick(p.org, lang)[0]} text={pick(p.org, lang)[1]} as="span" class="mut" />
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
          {can('start') && open.length ? (
            <CarryOver list={open} carry={verbs.carry} set={verbs.setCarry} />
          ) : null}
          <div class="acts">
            <Verb on={can('end') ? verbs.end : verbs.start} off={off} look="tall do" hint="Enter" focus>
              {can('end') ? t.host.endIt : t.host.startIt}
            </Verb>
            <Verb on={verbs.cancel} look="tall" hint={HINTS.cancel}>
              {t.cancel}
            </Verb>
          </div>
        </div>
      ) : (
        <div class="acts">
          {can('end') ? (
            <Verb on={() => verbs.go?.()} off={off} look="tall" hint={HINTS.session}>
              {t.host.end}…
            </Verb>
          ) : null}
          {can('start') ? (
            <Verb on={() => verbs.go?.()} off={off} look="tall do" hint={HINTS.step}>
              {s.state === 'ended' ? t.host.startAgain : t.host.start}
              {running || open.length ? '…' : ''}
            </Verb>
          ) : null}
          {can('shift') ? (
            <Verb on={() => verbs.shift?.()} off={off} look="tall" hint={HINTS.shift}>
              {t.host.agenda.open}…
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
      {verbs.shifting ? <ShiftDialog session={s} deeds={verbs.deeds} close={verbs.cancel} /> : null}
      {s.ended ? (
        <p class="mut">
          {t.host.endedDid(s.ended.polls.length, s.ended.answered.length, s.ended.returned.length)}
        </p>
      ) : null}
      <ul class="its-polls">
        {surveys.map(s => (
          <li key={`s${s.id}`} class="kv">
            <button type="button" class="plain" onClick={() => props.choose({ kind: 'survey', id: s.id })}>
              <Text tag={pick(s.title, lang)[0]} text={pick(s.title, lang)[1]} as="span" />
            </button>
            <span class={s.phase === 'open' ? 'st now' : 'mut sm'}>{t.phases[s.phase]}</span>
          </li>
        ))}
        {polls.map(p => (
          <li key={p.id} class="kv">
            <button type="button" class="plain" onClick={() => props.choose({ kind: 'poll', id: p.id })}>
              <Text tag={pick(p.title, lang)[0]} text={pick(p.title, lang)[1]} as="span" />
            </button>
            <span class={p.phase === 'open' ? 'st now' : 'mut sm'}>{t.phases[p.phase]}</span>
          </li>
        ))}
        {polls.length || surveys.length ? null : <li class="kv mut">{t.host.noPolls}</li>}
      </ul>
      <SessionCards session={s} deeds={verbs.deeds} />
      <QuestionsSwitch deeds={verbs.deeds} session={s} />
      <SessionQuestions deeds={verbs.deeds} session={s} />
    </div>
  );
}
