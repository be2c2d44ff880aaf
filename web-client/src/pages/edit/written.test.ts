import { expect, test } from 'vitest';
import type { EventItem } from '../../protocol/items';
import type { View } from '../../sync/store';
import { between, lacking, missing, plus, writtenIn } from './written';

test('a text that is in one language lacks the others, and one that is in none lacks nothing', () => {
  expect(lacking({ en: 'Lunch' }, ['en', 'zh-Hans'])).toEqual(['zh-Hans']);
  expect(lacking({ 'zh-Hans': '午餐' }, ['en', 'zh-Hans'])).toEqual(['en']);
  expect(lacking({}, ['en', 'zh-Hans'])).toEqual([]);
});

test('missing texts are counted as they were written, by page', () => {
  const both = { en: 'A', 'zh-Hans': '甲' };
  const view = {
    sessions: [{ title: both, newer: { en: 'A' } }, { title: { en: 'B' } }],
    polls: [
      {
        title: both,
        options: [{ en: 'Yes' }, both],
        newer: { title: { en: 'C' }, options: [{ en: 'Yes' }, both] },
      },
    ],
    people: new Map([[0, { name: both, org: { en: 'City' } }]]),
    of: (kind: string) =>
      kind === 'group'
        ? [{ order: 0, name: both, values: [{ text: both }, { text: { en: 'Firm' } }], newer: undefined }]
        : [{ texts: { en: 'pump', 'zh-Hans': '泵' } }, { texts: { en: 'grid', fr: 'réseau' } }],
  } as unknown as View;
  const written = { title: both, short: { en: 'A' }, venue: both, leave: {} };
  const event = { langs: ['en', 'zh-Hans'], title: both, venue: both, written } as unknown as EventItem;
  expect(missing(view, event)).toEqual({
    agenda: 2,
    polls: 2,
    people: 1,
    groups: 1,
    glossary: 0,
    event: 1,
  });
  expect(writtenIn(view, event, 'fr')).toBe(1);
  expect(writtenIn(view, event, 'zh-Hans')).toBe(7);
});

test('times go round the clock', () => {
  expect(plus('23:50', 20)).toBe('00:10');
  expect(plus('00:10', -20)).toBe('23:50');
  expect(between('22:00', '02:00')).toBe(240);
  expect(between('09:00', '09:30')).toBe(30);
});
