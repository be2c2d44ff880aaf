import { expect, test } from 'vitest';
import type { PollItem, TallyItem } from '../protocol/items';
import { leading } from './leading';

const OPTIONS = ['Heat', 'Wind', 'Sun', 'Water', 'Gas'].map(en => ({ en }));

function choice(counts: number[], more: object = {}, phase = 'revealed') {
  const kind = { choice: { min: 1, max: 1 } };
  const poll = { kind, phase, title: { en: 'Which?' }, options: OPTIONS } as unknown as PollItem;
  const shares = { percents: counts.map(n => n) };
  return leading(poll, { tally: { choice: counts }, shares, ...more } as unknown as TallyItem).map(
    ({ texts, count, percent }) => [texts.en, count, percent],
  );
}

test('three answers lead, the one with the most votes first', () => {
  expect(choice([3, 9, 5, 1, 0])).toEqual([
    ['Wind', 9, 9],
    ['Sun', 5, 5],
    ['Heat', 3, 3],
  ]);
  expect(choice([0, 7, 0, 0, 0])).toEqual([['Wind', 7, 7]]);
});

test('nobody is shown before somebody who is equal and has no room', () => {
  expect(choice([9, 5, 5, 5, 1])).toEqual([['Heat', 9, 9]]);
  expect(choice([5, 5, 5, 5, 1])).toEqual([]);
  expect(choice([5, 5, 5, 1, 1])).toHaveLength(3);
});

test('nothing is told before the reveal, or beside groups', () => {
  expect(choice([3, 9, 5, 1, 0], {}, 'closed')).toEqual([]);
  expect(choice([3, 9, 5, 1, 0], { groups: [{}] })).toEqual([]);
  expect(choice([3, 9, 5, 1, 0], { tally: undefined })).toEqual([]);
});

test('a motion says both sides first, and then who abstained', () => {
  const poll = {
    kind: { motion: { base: 'without_abstentions' } },
    phase: 'revealed',
    title: { en: 'Adopt?', 'zh-Hans': '通过？' },
  };
  const tally = { tally: { motion: { counts: [4, 6, 9], base: 10 } }, shares: { percents: [40, 60] } };
  const rows = leading(poll as unknown as PollItem, tally as unknown as TallyItem);
  expect(rows.map(({ texts, percent }) => [texts.en, percent])).toEqual([
    ['Against', 60],
    ['For', 40],
    ['Abstain', undefined],
  ]);
  expect(rows[1]?.texts['zh-Hans']).toBe('赞成');
  expect(rows[0]?.whole).toEqual({
    en: '100% is the 10 votes for and against',
    'zh-Hans': '100% 为赞成与反对的 10 票',
  });
});
