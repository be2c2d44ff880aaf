/**
 * The verbs of a moderator. The server says when each is possible.
 */
import { useRef } from 'preact/hooks';
import type {
  DeclineReason,
  QuestionContent,
  QuestionItem,
  QuestionState,
  QuestionVerb,
} from '../../protocol/items';
import { inLine, numberOf } from '../../questions/content';
import type { Deed, Deeds } from '../../ui/deeds';
import { useStore, useT } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export interface Verbs {
  approve(q: QuestionItem): void;
  decline(q: QuestionItem, reason: DeclineReason, note?: string): void;
  edit(q: QuestionItem, seen: number, content: QuestionContent): Promise<boolean>;
  /** Addresses it to a person, or to everybody. */
  address(q: QuestionItem, to: number | undefined): Promise<boolean>;
  next(q: QuestionItem): void;
  now(q: QuestionItem): void;
  answered(q: QuestionItem): void;
  takeDown(q: QuestionItem): void;
  restore(q: QuestionItem): void;
  /** Moves a *next* question by one place: -1 earlier, 1 later. */
  reorder(q: QuestionItem, by: -1 | 1): void;
  canReorder(q: QuestionItem, by: -1 | 1): boolean;
  /** Questions that this desk moved itself. */
  own: Set<number>;
}

/** Returns true if the server allows this for the question now. */
export const can = (q: QuestionItem, verb: QuestionVerb): boolean => !!q.desk?.can.includes(verb);

/** Returns the state that "restore" leads to: one step back, and out of the archive as far as it had come. */
export const restored = (q: QuestionItem): 'approved' | 'waiting' =>
  q.state === 'approved' || q.state === 'declined' || (q.state === 'archived' && !can(q, 'approved'))
    ? 'waiting'
    : 'approved';

const move = (id: number, to: QuestionState): Pick<Deed, 'item' | 'cmd'> => ({
  item: `question:${id}`,
  cmd: seen => ({ move: { question: id, seen, to } }),
});

export function useVerbs(deeds: Deeds): Verbs {
  const t = useT<ModeratorTexts>().moderator;
  const store = useStore();
  const own = useRef(new Set<number>()).current;

  function run(q: QuestionItem, deed: Omit<Deed, 'name'>) {
    own.add(q.id);
    return deeds.run({ ...deed, name: t.question(numberOf(q)) });
  }
  const line = () =>
    store
      .view()
      .questions.filter(q => q.state === 'next')
      .sort(inLine)
      .map(q => q.id);

  return {
    own,
    approve: q =>
      void run(q, {
        item: `question:${q.id}`,
        cmd: seen => ({ approve: { question: q.id, seen } }),
        did: t.did.approved(numberOf(q)),
      }),
    decline: (q, reason, note) =>
      void run(q, {
        item: `question:${q.id}`,
        cmd: seen => ({ decline: { question: q.id, seen, reason, ...(note && { note }) } }),
        did: t.did.declined(numberOf(q), reason === 'other' ? (note ?? '') : t.reasons[reason].toLowerCase()),
      }),
    edit: (q, seen, content) =>
      run(q, {
        item: `question:${q.id}`,
        cmd: () => ({ edit_approve: { question: q.id, seen, content } }),
        did: t.did.edited(numberOf(q)),
      }),
    address: (q, to) =>
      run(q, {
        item: `question:${q.id}`,
        cmd: seen => ({ address: { question: q.id, seen, ...(to !== undefined && { to }) } }),
        did: t.did.addressed(numberOf(q)),
      }),
    next: q => void run(q, { ...move(q.id, 'next'), did: t.did.next(numberOf(q)) }),
    now: q => void run(q, { ...move(q.id, 'now'), did: t.did.now(numberOf(q)) }),
    answered: q => void run(q, { ...move(q.id, 'answered'), did: t.did.answered(numberOf(q)) }),
    takeDown: q => void run(q, { ...move(q.id, 'approved'), did: t.did.takenDown(numberOf(q)) }),
    restore: q => void run(q, { ...move(q.id, restored(q)), did: t.did.restored(numberOf(q)) }),
    canReorder(q, by) {
      const at = line().indexOf(q.id);
      return at >= 0 && at + by >= 0 && at + by < line().length;
    },
    reorder: (q, by) =>
      void run(q, {
        item: `question:${q.id}`,
        // The question it comes before is known only when this deed's turn comes.
        cmd: seen => {
          const before = line()[line().indexOf(q.id) + (by < 0 ? -1 : 2)];
          return { reorder: { question: q.id, seen, ...(before !== undefined && { before }) } };
        },
        did: t.did.reordered(numberOf(q)),
      }),
  };
}
