import { expect, test } from 'vitest';
import type { TaskItem } from '../../protocol/items';
import { inOrder, matching, needs, toDo } from './tasks';

const task = (id: number, more: Partial<TaskItem>): TaskItem => ({
  id,
  of: { question: id },
  section: 'list',
  rank: 0,
  parts: [{ of: { question: id }, lang: 'en', texts: { en: `q${id}` }, missing: ['zh-Hans'] }],
  ...more,
});

test('the sections come in their order, and each by rank', () => {
  const tasks = [
    task(1, { section: 'waiting' }),
    task(2, { rank: 9 }),
    task(3, { rank: 2 }),
    task(4, { section: 'program' }),
    task(5, { section: 'screen' }),
    task(6, { section: 'made' }),
  ];
  expect(inOrder(tasks).map(({ id }) => id)).toEqual([5, 6, 3, 2, 4, 1]);
});

test('what is out of date is to do as what is missing is', () => {
  const stale = task(1, {
    parts: [
      {
        of: { poll_title: 0 },
        lang: 'en',
        texts: { en: 'A', 'zh-Hans': '甲' },
        outdated: { 'zh-Hans': 'B' },
      },
      { of: { poll_option: [0, 0] }, lang: 'en', texts: { en: 'C', 'zh-Hans': '丙' } },
    ],
  });
  expect(toDo(stale)).toHaveLength(1);
  expect(needs(stale, ['en', 'zh-Hans', 'ar'])).toEqual(['zh-Hans']);
});

test('the list can be of one language, and of what is searched for', () => {
  const tasks = [task(1, {}), task(2, {})];
  expect(tasks.filter(matching('en', ''))).toEqual([]);
  expect(tasks.filter(matching('zh-Hans', ' Q2 ')).map(({ id }) => id)).toEqual([2]);
});
