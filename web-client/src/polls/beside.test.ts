import { expect, test } from 'vitest';
import type { GroupItem, PollItem, TallyItem } from '../protocol/items';
import { besideOf, onSheet, sheetsOf } from './beside';

/** A result by the values of a group, as phones and screens get it. */
function split(values: number) {
  const all = Array.from({ length: values }, (_, value) => value);
  const group = { id: 0, values: all.map(id => ({ id, text: { en: `Value ${id}` } })) };
  const shares = (value: number) => ({ percents: [value], leaders: [] });
  const tally = {
    groups: [{ group: 0, values: all.map(value => ({ value, count: 9, shares: shares(value) })) }],
  };
  return besideOf({} as PollItem, tally as unknown as TallyItem, [group as unknown as GroupItem]);
}

test('each value stands on one page, and pages are about as full', () => {
  for (const [values, pages] of [
    [2, [2]],
    [6, [6]],
    [7, [4, 3]],
    [13, [5, 5, 3]],
  ] as const) {
    const beside = split(values);
    expect(sheetsOf(beside)).toBe(pages.length);
    if (!beside) continue;
    const sheets = pages.map((_, sheet) => onSheet(beside, sheet));
    expect(sheets.map(({ series }) => series.length)).toEqual(pages);
    expect(sheets.flatMap(({ series }) => series.map(({ key }) => key))).toEqual(
      Array.from({ length: values }, (_, value) => value),
    );
    for (const { all } of sheets) expect(all).toHaveLength(values);
  }
});

test('a poll without values has one page', () => expect(sheetsOf(undefined)).toBe(1));
