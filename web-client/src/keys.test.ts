import { expect, test } from 'vitest';
import { hintsOf, type KeyLine, listed } from './ui/keys';

type Table = KeyLine<string, string>[];
const KEYS = import.meta.glob<Table>('./pages/*/keys.ts', { eager: true, import: 'KEYS' });
const TEXTS = import.meta.glob<Record<string, { keys?: Record<string, string> }>>('./pages/*/texts.en.ts', {
  eager: true,
  import: 'default',
});

/** The table of a page and its texts for keys. */
const page = (name: string) => ({
  table: KEYS[`./pages/${name}/keys.ts`] ?? [],
  texts: TEXTS[`./pages/${name}/texts.en.ts`]?.[name]?.keys,
});
const pages = Object.keys(KEYS).map(path => path.split('/')[2] ?? '');

test.each(pages)('no key of the %s does two things', name => {
  const keys = page(name).table.flatMap(line => line.keys);
  expect(keys).toEqual([...new Set(keys)]);
});

test.each(pages)('every text for a key of the %s is used', name => {
  const { table, texts } = page(name);
  // The projector writes its keys beside what they do, and has no sheet.
  if (!texts) return;
  expect(
    listed(table, texts)
      .map(([, does]) => does)
      .sort(),
  ).toEqual(Object.values(texts).sort());
});

test('lines with one text are one line of the sheet, under the names of their first keys', () => {
  const { table, texts = {} } = page('moderator');
  const lines = listed(table, texts);
  expect(lines[0]).toEqual([['J', 'K'], 'move']);
  expect(lines).toContainEqual([['D', '1–5'], 'decline, then a reason']);
  const host = page('host');
  expect(listed(host.table, host.texts ?? {})[0]).toEqual([['Space'], 'main button']);
});

test('the hint of a verb is its first key', () => {
  expect(hintsOf(page('host').table).more).toBe('+');
  expect(hintsOf(page('moderator').table).next).toBe('Enter');
});
