import { expect, test } from 'vitest';
import type { GroupItem, Mine, PollItem, QuestionItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { asks } from './about';

const group = (id: number, ask = true) => ({ id, ask, values: [] as GroupItem['values'] }) as GroupItem;
const ballot = { poll: 1, ballot: { choice: [0] } };

function asked(mine: Partial<Mine>, { groups = [group(0), group(1)], open = true } = {}): boolean {
  const polls = [{ id: 1, phase: open ? 'open' : 'revealed' } as PollItem];
  const nothing: Mine = { ballots: [], questions: [], upvotes: [] };
  return asks({ of: () => groups, polls, mine: { ...nothing, ...mine } } as unknown as View);
}

test('a guest is asked after the first vote, and not before it', () => {
  expect(asked({})).toBe(false);
  expect(asked({ ballots: [ballot] })).toBe(true);
});

test('a guest who asked or supported a question is asked while no first vote waits', () => {
  const own = { questions: [{ id: 3 } as QuestionItem] };
  for (const mine of [own, { upvotes: [3] }]) {
    expect(asked(mine)).toBe(false);
    expect(asked(mine, { open: false })).toBe(true);
  }
});

test('until each group is answered or skipped', () => {
  const declared = (...declared: NonNullable<Mine['declared']>) => asked({ ballots: [ballot], declared });
  expect(declared({ group: 0, value: 1 })).toBe(true);
  expect(declared({ group: 0, value: 1 }, { group: 1 })).toBe(false);
  expect(declared({ group: 0 }, { group: 1 })).toBe(false);
});

test('about nothing in an event that asks about nothing', () => {
  expect(asked({ ballots: [ballot] }, { groups: [] })).toBe(false);
  expect(asked({ ballots: [ballot] }, { groups: [group(0, false)] })).toBe(false);
});
