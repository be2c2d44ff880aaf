import { expect, test } from 'vitest';
import type { EntryItem } from '../protocol/items';
import { listsOf } from './lists';

const entry = (
  id: number,
  state: EntryItem['state'],
  count: number,
  more: Partial<EntryItem> = {},
): EntryItem => ({
  id,
  poll: 1,
  content: { text: `word ${id}`, lang: 'en' },
  state,
  count,
  at: 100 - id,
  rev: 1,
  can: [],
  ...more,
});
const ids = (rows: { entry: EntryItem }[]) => rows.map(row => row.entry.id);

test('waiting entries are oldest first, and others by their mentions', () => {
  const lists = listsOf(
    [
      entry(1, 'waiting', 9),
      entry(2, 'waiting', 1),
      entry(3, 'approved', 1),
      entry(4, 'approved', 5),
      entry(5, 'hidden', 1),
    ],
    1,
  );
  expect([ids(lists.waiting), ids(lists.approved), ids(lists.hidden)]).toEqual([[2, 1], [4, 3], [5]]);
  expect(listsOf([entry(1, 'waiting', 1)], 2).waiting).toEqual([]);
});

test('joined entries are one row, and stand alone while the one they count with is hidden', () => {
  const joined = (state: EntryItem['state']) =>
    listsOf(
      [entry(1, state, 5), entry(2, 'approved', 2, { with: 1 }), entry(3, 'approved', 1, { with: 2 })],
      1,
    );
  expect(joined('approved').approved).toMatchObject([
    { entry: { id: 1 }, count: 8, others: [{ id: 2 }, { id: 3 }] },
  ]);
  expect(joined('hidden').approved).toMatchObject([{ entry: { id: 2 }, count: 3, others: [{ id: 3 }] }]);
});
