import { expect, test } from 'vitest';
import type { QuestionItem, QuestionState } from '../../../protocol/items';
import { offered } from './offered';

const question = (
  id: number,
  state: QuestionState,
  upvotes = 0,
  session = 0,
  muted = false,
): QuestionItem => ({
  id,
  content: { text: `Question ${id}`, lang: 'en' },
  state,
  upvotes,
  at: id,
  since: id,
  desk: { rev: 1, can: [], edited: false, moved_at: 0, session, ...(muted && { muted: 1 }) },
});

test('offers what can be kept: of the same session first, approved before waiting, most supported first', () => {
  const q = question(0, 'waiting');
  const all = [
    q,
    question(1, 'waiting'),
    question(2, 'approved', 3),
    question(3, 'approved', 9),
    question(4, 'approved', 99, 1),
    question(5, 'declined'),
    question(6, 'merged'),
    question(7, 'answered', 5),
    question(8, 'waiting', 0, 0, true),
  ];
  expect(offered(q, all).map(other => other.id)).toEqual([3, 2, 1, 7, 4]);
});

test('offers what is similar before all others, also where a similar text was merged into it', () => {
  const q = question(0, 'waiting');
  const [near, kept, later] = [question(1, 'waiting'), question(2, 'answered', 0, 1), question(3, 'waiting')];
  if (q.desk) q.desk.similar = [1, 9];
  if (later.desk) later.desk.similar = [0];
  kept.merged = [{ id: 9, content: { text: 'Question 9', lang: 'en' }, upvotes: 1 }];
  const all = [question(4, 'approved', 99), later, kept, near];
  expect(offered(q, all).map(other => other.id)).toEqual([1, 3, 2, 4]);
});
