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
import { inLine, numberOf } from '../../questions/content';
import type { Deed, Deeds, Step } from '../../ui/deeds';
import { useStore, useT } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export interface Verbs {
  approve(q: QuestionItem): void;
  decline(q: QuestionItem, reason: DeclineReason, note?: string): void;
  /** With `put` it was put to somebody else in the same go, which is taken back with it. */
  edit(
    q: QuestionItem,
    seen: number,
    content: QuestionContent,
    put?: { from: number | undefined },
  ): Promise<boolean>;
  /** Puts it to a person, or to everybody. */
  address(q: QuestionItem, to: number | undefined): Promise<boolean>;
  next(q: QuestionItem): void;
  now(q: QuestionItem): void;
  answered(q: QuestionItem): void;
  takeDown(q: QuestionItem): void;
  restore(q: QuestionItem): void;
  /** Moves one that is next by one place, -1 earlier and 1 later. */
  reorder(q: QuestionItem, by: -1 | 1): void;
  canReorder(q: QuestionItem, by: -1 | 1): boolean;
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

const address = (id: number, to: number | undefined): Step => ({
  item: `question:${id}`,
  cmd: seen => ({ address: { question: id, seen, ...(to !== undefined && { to }) } }),
});
/** Puts one that is next before another one, or last; which one is known when its turn comes. */
const place = (id: number, before: () => number | undefined): Step => ({
  item: `question:${id}`,
  cmd: seen => {
    const other = before();
    return { reorder: { question: id, seen, ...(other !== undefined && { before: other }) } };
  },
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
  /** What stands behind one that is next, by so many places. */
  const behind = (id: number, by: number) => line()[line().indexOf(id) + by];

  /** The way back to where it stands now, in line with its place. */
  function backTo(q: QuestionItem): Step[] {
    const to = [move(q.id, q.state)];
    const after = q.state === 'next' ? behind(q.id, 1) : undefined;
    return after === undefined ? to : [...to, place(q.id, () => after)];
  }
  const declineAgain = (q: QuestionItem) => decline(q.id, q.desk?.reason ?? 'off_topic', q.desk?.note);

  return {
    own,
    approve: q =>
      void run(q, {
        ...approve(q.id),
        did: t.did.approved(numberOf(q)),
        back: [q.state === 'declined' ? declineAgain(q) : move(q.id, 'waiting')],
      }),
    decline: (q, reason, note) =>
      void run(q, {
        ...decline(q.id, reason, note),
        did: t.did.declined(numberOf(q), reason === 'other' ? (note ?? '') : t.reasons[reason].toLowerCase()),
        back:
          q.state === 'waiting'
            ? [move(q.id, 'waiting')]
            : q.state === 'next'
              ? [approve(q.id), ...backTo(q)]
              : [approve(q.id)],
      }),
    edit: (q, seen, content, put) =>
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
          ...(put ? [address(q.id, put.from)] : []),
        ],
      }),
    address: (q, to) =>
      run(q, { ...address(q.id, to), did: t.did.addressed(numberOf(q)), back: [address(q.id, q.to)] }),
    next: q => void run(q, { ...move(q.id, 'next'), did: t.did.next(numberOf(q)), back: backTo(q) }),
    now: q => {
      const before = store.view().questions.find(other => other.state === 'now');
      void run(q, {
        ...move(q.id, 'now'),
        did: t.did.now(numberOf(q)),
        back: [...backTo(q), ...(before ? [move(before.id, 'now')] : [])],
      });
    },
    answered: q =>
      void run(q, { ...move(q.id, 'answered'), did: t.did.answered(numberOf(q)), back: backTo(q) }),
    takeDown: q =>
      void run(q, { ...move(q.id, 'approved'), did: t.did.takenDown(numberOf(q)), back: backTo(q) }),
    restore: q =>
      void run(q, {
        ...move(q.id, restored(q)),
        did: t.did.restored(numberOf(q)),
        back:
          q.state === 'declined' ? [declineAgain(q)] : q.state === 'approved' ? [approve(q.id)] : backTo(q),
      }),
    canReorder(q, by) {
      const at = line().indexOf(q.id);
      return at >= 0 && at + by >= 0 && at + by < line().length;
    },
    reorder(q, by) {
      let after: number | undefined;
      void run(q, {
        ...place(q.id, () => {
          after = behind(q.id, 1);
          return behind(q.id, by < 0 ? -1 : 2);
        }),
        did: t.did.reordered(numberOf(q)),
        back: [place(q.id, () => after)],
      });
    },
  };
}
