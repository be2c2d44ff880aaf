/**
 * The verbs of a moderator, each with the steps that take it back. Where each is possible, the server says.
 */
import { useRef } from 'preact/hooks';
import type {
  DeclineReason,
  QuestionContent,
  QuestionItem,
  QuestionState,
  QuestionVerb,
} from '../../protocol/items';
import { numberOf } from '../../questions/content';
import type { Deed, Deeds, Step } from '../../ui/deeds';
import { useStore, useT } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export interface Verbs {
  approve(q: QuestionItem): void;
  decline(q: QuestionItem, reason: DeclineReason, note?: string): void;
  edit(q: QuestionItem, seen: number, content: QuestionContent): Promise<boolean>;
  next(q: QuestionItem): void;
  now(q: QuestionItem): void;
  answered(q: QuestionItem): void;
  takeDown(q: QuestionItem): void;
  restore(q: QuestionItem): void;
  /** Questions that this desk moved itself. */
  own: Set<number>;
}

/** The server says that this can be done with the question now. */
export const can = (q: QuestionItem, verb: QuestionVerb): boolean => !!q.desk?.can.includes(verb);

/** Where "restore" takes a question to: one step back. */
export const restored = (q: QuestionItem): 'approved' | 'waiting' =>
  q.state === 'approved' || q.state === 'declined' ? 'waiting' : 'approved';

const move = (id: number, to: QuestionState): Step => ({
  item: `question:${id}`,
  cmd: seen => ({ move: { question: id, seen, to } }),
});
const approve = (id: number): Step => ({
  item: `question:${id}`,
  cmd: seen => ({ approve: { question: id, seen } }),
});
const decline = (id: number, reason: DeclineReason, note: string | undefined): Step => ({
  item: `question:${id}`,
  cmd: seen => ({ decline: { question: id, seen, reason, ...(note && { note }) } }),
});

/** A second click within this time is meant for the row that has just left. */
const TWICE_MS = 350;

export function useVerbs(deeds: Deeds): Verbs {
  const t = useT<ModeratorTexts>().moderator;
  const store = useStore();
  const own = useRef(new Set<number>()).current;
  const last = useRef(0);

  function run(q: QuestionItem, deed: Omit<Deed, 'name'>) {
    if (Date.now() - last.current < TWICE_MS) return Promise.resolve(false);
    last.current = Date.now();
    own.add(q.id);
    return deeds.run({ ...deed, name: String(numberOf(q)) });
  }

  return {
    own,
    approve: q =>
      void run(q, {
        ...approve(q.id),
        did: t.did.approved(numberOf(q)),
        back: [
          q.state === 'declined'
            ? decline(q.id, q.desk?.reason ?? 'off_topic', q.desk?.note)
            : move(q.id, 'waiting'),
        ],
      }),
    decline: (q, reason, note) =>
      void run(q, {
        ...decline(q.id, reason, note),
        did: t.did.declined(numberOf(q), reason === 'other' ? (note ?? '') : t.reasons[reason].toLowerCase()),
        back:
          q.state === 'waiting'
            ? [move(q.id, 'waiting')]
            : q.state === 'next'
              ? [approve(q.id), move(q.id, 'next')]
              : [approve(q.id)],
      }),
    edit: (q, seen, content) =>
      run(q, {
        item: `question:${q.id}`,
        cmd: () => ({ edit_approve: { question: q.id, seen, content } }),
        did: t.did.edited(numberOf(q)),
        // What nobody had approved must not be public even for a moment: it goes back unseen, with the new words.
        back: [
          q.state === 'waiting' || q.state === 'declined'
            ? move(q.id, 'waiting')
            : {
                item: `question:${q.id}`,
                cmd: rev => ({ edit_approve: { question: q.id, seen: rev, content: q.content } }),
              },
        ],
      }),
    next: q =>
      void run(q, { ...move(q.id, 'next'), did: t.did.next(numberOf(q)), back: [move(q.id, q.state)] }),
    now: q => {
      const before = store.view().questions.find(other => other.state === 'now');
      void run(q, {
        ...move(q.id, 'now'),
        did: t.did.now(numberOf(q)),
        back: [move(q.id, q.state), ...(before ? [move(before.id, 'now')] : [])],
      });
    },
    answered: q =>
      void run(q, {
        ...move(q.id, 'answered'),
        did: t.did.answered(numberOf(q)),
        back: [move(q.id, q.state)],
      }),
    takeDown: q =>
      void run(q, {
        ...move(q.id, 'approved'),
        did: t.did.takenDown(numberOf(q)),
        back: [move(q.id, q.state)],
      }),
    restore: q =>
      void run(q, {
        ...move(q.id, restored(q)),
        did: t.did.restored(numberOf(q)),
        back: [
          q.state === 'declined'
            ? decline(q.id, q.desk?.reason ?? 'off_topic', q.desk?.note)
            : q.state === 'approved'
              ? approve(q.id)
              : move(q.id, q.state),
        ],
      }),
  };
}
