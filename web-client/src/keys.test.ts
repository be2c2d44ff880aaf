import { expect, test } from 'vitest';
import { KEYS as HOST } from './pages/host/keys';
import host from './pages/host/texts.en';
import { KEYS as MODERATOR } from './pages/moderator/keys';
import moderator from './pages/moderator/texts.en';
import { KEYS as SCREEN } from './pages/screen/keys';
import { hintsOf, type KeyLine, listed } from './ui/keys';

const tables: [string, KeyLine<string, string>[]][] = [
  ['host', HOST],
  ['moderator', MODERATOR],
  ['screen', SCREEN],
];

test.each(tables)('no key of the %s does two things', (_page, table) => {
  const keys = table.flatMap(line => line.keys);
  expect(keys).toEqual([...new Set(keys)]);
});

test('lines with one text are one line of the sheet, under the names of their first keys', () => {
  const lines = listed(MODERATOR, moderator.moderator.keys);
  expect(lines[0]).toEqual([['J', 'K'], 'move']);
  expect(lines).toContainEqual([['D', '1–5'], 'decline, then a reason']);
  expect(listed(HOST, host.host.keys)[0]).toEqual([['Space'], 'next step of the poll']);
});

test('every text for a key is used', () => {
  expect(
    listed(MODERATOR, moderator.moderator.keys)
      .map(([, does]) => does)
      .sort(),
  ).toEqual(Object.values(moderator.moderator.keys).sort());
  expect(
    listed(HOST, host.host.keys)
      .map(([, does]) => does)
      .sort(),
  ).toEqual(Object.values(host.host.keys).sort());
});

test('the hint of a verb is its first key', () => {
  expect(hintsOf(HOST).more).toBe('+');
  expect(hintsOf(MODERATOR).next).toBe('Enter');
});
