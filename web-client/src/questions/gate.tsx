/**
 * The gate before the screen: what the next question lacks, who is writing it, and the ways on. Where the session requires all
 * languages it is a barrier; elsewhere it warns. A question promised to the screen goes there by itself once it is there in all
 * languages; the barrier says which, and why it no longer does.
 */
import './gate.css';
import type { JSX } from 'preact';
import type { QuestionItem, ScreenPromise } from '../protocol/items';
import type { View } from '../sync/store';
import type { Deeds } from '../ui/deeds';
import { online, useDesk, useLanguageName, Verb } from '../ui/desk';
import { useView } from '../ui/hooks';
import { inLine, missingOf, numberOf } from './content';

export interface AtGate {
  /** The first of the line, if it lacks a language or its translation waits for approval. */
  next?: QuestionItem | undefined;
  /** The first of the line that lacks nothing. */
  other?: QuestionItem | undefined;
  /** The session requires all languages. */
  closed: boolean;
  promise?: ScreenPromise | undefined;
  /** The question of a promise that holds. */
  promised?: QuestionItem | undefined;
}

/** A translation of it waits for approval. */
const waits = (q: QuestionItem): boolean => !!q.desk?.can.includes('approve');

export function atGate({ event, questions, sessions, stage }: View): AtGate {
  const langs = event?.langs ?? [];
  const lacks = (q: QuestionItem) => missingOf(q, langs).length > 0 || (langs.length > 1 && waits(q));
  const line = questions.filter(q => q.state === 'next').sort(inLine);
  const running = sessions.find(s => s.state === 'running');
  const promise = stage?.promise;
  return {
    next: line[0] && lacks(line[0]) ? line[0] : undefined,
    other: line.find(q => !lacks(q)),
    closed: (running?.questions ?? event?.asking)?.translated ?? false,
    promise,
    promised: promise?.broken ? undefined : questions.find(q => q.id === promise?.question),
  };
}

export interface PromiseVerbs {
  promise(q: QuestionItem): void;
  drop(): void;
}

/** Returns the verbs of a promise. */
export function usePromise(deeds: Deeds): PromiseVerbs {
  const { gate: t } = useDesk();
  return {
    promise: q =>
      void deeds.run({
        item: `question:${q.id}`,
        name: t.question(numberOf(q)),
        cmd: seen => ({ promise: { question: q.id, seen } }),
        // Its translation may have been approved a moment ago.
        did: view =>
          view.stage?.promise?.question === q.id ? t.did.promised(numberOf(q)) : t.did.now(numberOf(q)),
        also: ['promise'],
      }),
    drop: () => void deeds.run({ item: 'promise', cmd: () => ({ drop_promise: {} }), did: t.did.dropped }),
  };
}

export function Barrier(props: {
  deeds: Deeds;
  /** Opens a question for a translation. */
  translate?: (q: QuestionItem) => void;
  hint?: string | undefined;
  /** The key that ends a promise, or the word of one that was broken. */
  dropHint?: string | undefined;
}): JSX.Element | null {
  const { gate: t, colleague } = useDesk();
  const view = useView();
  const languageName = useLanguageName();
  const verbs = usePromise(props.deeds);
  const gate = atGate(view);
  const { promise, promised, other } = gate;
  const q = promised ?? gate.next;
  const off = !online(view);
  const broken = promise?.broken;
  if (!q && !broken) return null;
  const lacking = q ? missingOf(q, view.event?.langs ?? []) : [];
  const writing = (view.hall?.desks ?? []).filter(
    ({ on }) => on?.writes && on.k === 'question' && on.id === q?.id && lacking.includes(on.lang ?? ''),
  );
  const now = (one: QuestionItem) =>
    void props.deeds.run({
      item: `question:${one.id}`,
      name: t.question(numberOf(one)),
      cmd: seen => ({ move: { question: one.id, seen, to: 'now' } }),
      did: t.did.now(numberOf(one)),
    });
  const approve = (one: QuestionItem) =>
    void props.deeds.run({
      item: `question:${one.id}`,
      name: t.question(numberOf(one)),
      cmd: seen => ({ approve: { question: one.id, seen } }),
      did: t.did.approved(numberOf(one)),
    });
  const { translate } = props;
  return (
    <div class={promised ? 'barrier closed kept' : gate.closed ? 'barrier closed' : 'barrier'} role="status">
      {broken ? (
        <>
          <p>
            <b>{t.broken(promise.question + 1)}</b> {t.why[broken]}
          </p>
          <p>
            <Verb on={verbs.drop} off={off} look="quiet" hint={props.dropHint}>
              {t.seen}
            </Verb>
          </p>
        </>
      ) : null}
      {q ? (
        <>
          <p>
            <b>{promised ? t.promised(numberOf(q)) : null}</b>{' '}
            {promised && promise?.instead !== undefined ? `${t.insteadOf(promise.instead + 1)} ` : null}
            {lacking.length ? (
              promised ? (
                `${t.still(lacking.map(languageName))} `
              ) : (
                <b>{`${t.lacks(numberOf(q), lacking.map(languageName))} `}</b>
              )
            ) : (
              <b>{`${t.waits(numberOf(q))} `}</b>
            )}
            {writing.map(({ role, n, on }) => (
              <span key={`${role}${n}`}>{t.writes(colleague(role, n), languageName(on?.lang ?? ''))} </span>
            ))}
            {promised ? null : gate.closed ? t.closed : t.open}
          </p>
          <p>
            {lacking.length ? null : (
              <Verb on={() => approve(q)} off={off} look="do">
                {t.approve(numberOf(q))}
              </Verb>
            )}
            {promised ? (
              <Verb on={verbs.drop} off={off} hint={props.dropHint}>
                {t.drop}
              </Verb>
            ) : (
              <Verb
                on={() => verbs.promise(q)}
                off={off}
                look={gate.closed && lacking.length ? 'do' : ''}
                hint={props.hint}
              >
                {t.promise}
              </Verb>
            )}
            {other && other.id !== q.id ? (
              <Verb on={() => now(other)} off={off}>
                {t.instead(numberOf(other))}
              </Verb>
            ) : null}
            {translate ? (
              <Verb on={() => translate(q)} look="quiet">
                {t.translate(numberOf(q))}
              </Verb>
            ) : null}
          </p>
        </>
      ) : null}
    </div>
  );
}
