import { expect, test } from 'vitest';
import type { QuestionItem, QuestionState } from '../../protocol/items';
import { makeLists } from './lists';
import { ORDERS } from './sieve';

const STATES: QuestionState[] = [
  'waiting',
  'approved',
  'next',
  'now',
  'answered',
  'declined',
  'withdrawn',
  'merged',
  'erased',
  'archived',
];

/** A small generator of numbers below n, the same for each seed. */
function dice(seed: number) {
  let a = seed;
  return (n: number) => {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((a / 2 ** 32) * n);
  };
}

test('lists that take up changes are those of all questions', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const below = dice(seed);
    const ask = (id: number) =>
      ({
        k: 'question',
        id,
        content: { text: `q${id}`, lang: 'en' },
        state: STATES[below(STATES.length)],
        upvotes: below(4),
        at: below(5),
        since: below(5),
        place: below(3),
        desk: { muted: below(4) === 0, pin: below(5) === 0, moved_at: below(3), can: [] },
      }) as unknown as QuestionItem;
    const step = makeLists();
    let questions = Array.from({ length: 30 }, (_, id) => ask(id));
    for (let n = 0; n < 60; n++) {
      const order = { waiting: ORDERS[below(3)] ?? 'oldest', approved: ORDERS[below(3)] ?? 'votes' };
      const found = step(questions, n % 7 ? { waiting: 'oldest', approved: 'votes' } : order);
      const { byId, ...lists } = found;
      const whole = makeLists()(questions, n % 7 ? { waiting: 'oldest', approved: 'votes' } : order);
      const { byId: all, ...wanted } = whole;
      expect(lists).toEqual(wanted);
      expect(new Set(byId.values())).toEqual(new Set(questions));
      expect(byId.size).toBe(all.size);
      const kind = below(4);
      if (kind === 0) questions = [...questions, ask(100 + n)];
      else if (kind === 1) questions = questions.filter((_, i) => i !== below(questions.length));
      else if (kind === 2) questions = questions.map(q => (below(5) ? q : ask(q.id)));
      else questions = [...questions];
    }
  }
});

test('a list in which nothing changed stays the same', () => {
  const ask = (id: number, state: QuestionState) =>
    ({
      k: 'question',
      id,
      content: { text: '', lang: 'en' },
      state,
      upvotes: 0,
      at: id,
      since: id,
    }) as QuestionItem;
  const step = makeLists();
  const order = { waiting: 'oldest', approved: 'votes' } as const;
  const [a, b, c] = [ask(0, 'waiting'), ask(1, 'approved'), ask(2, 'answered')];
  const before = step([a, b, c], order);
  expect(step([a, b, c], order)).toBe(before);
  const after = step([a, { ...b, upvotes: 3 }, c], order);
  expect(after).not.toBe(before);
  expect(after.waiting).toBe(before.waiting);
  expect(after.answered).toBe(before.answered);
  expect(after.approved.map(q => q.upvotes)).toEqual([3]);
});
