import { expect, test } from 'vitest';
import { BADGES_MAX, CELL_CHARS_MAX, readNames, textOf } from './names';

const badge = (name: string, more = {}) => ({ name, other: '', org: '', orgOther: '', group: '', ...more });

test('one name a line, pasted cells and CSV are lists', () => {
  expect(readNames('Ann Lee\n\n李明\n')).toEqual([badge('Ann Lee'), badge('李明')]);
  expect(readNames('林青\tLin Qing\t山溪水务\tHillstream Water\tchina')).toEqual([
    { name: '林青', other: 'Lin Qing', org: '山溪水务', orgOther: 'Hillstream Water', group: 'china' },
  ]);
  expect(readNames('\ufeff"Lee, ""Ann""";"安\r\n李"\r\nBo;')).toEqual([
    badge('Lee, "Ann"', { other: '安 李' }),
    badge('Bo'),
  ]);
  expect(readNames('林青，Lin Qing')).toEqual([badge('林青', { other: 'Lin Qing' })]);
});

test('a first line names the columns, also by the key of a group', () => {
  const list = 'Delegation,note,Name,organisation\nus,vegetarian,Ann,ACME';
  expect(readNames(list, ['delegation'])).toEqual([badge('Ann', { org: 'ACME', group: 'us' })]);
});

test('a formula stays text', () => {
  expect(readNames('=HYPERLINK("http://x")')).toEqual([badge('=HYPERLINK("http://x")')]);
});

test('a faulty list is refused with its line', () => {
  expect(readNames(`Ann\n${'x'.repeat(CELL_CHARS_MAX + 1)}`)).toEqual({ why: 'long', line: 2 });
  expect(readNames('Ann\n,ACME')).toEqual({ why: 'nameless', line: 2 });
  expect(readNames('Ann\nBo\n"Cy')).toEqual({ why: 'unclosed', line: 3 });
  expect(readNames('Ann\n'.repeat(BADGES_MAX + 1))).toEqual({ why: 'many' });
});

test('a spreadsheet and another encoding are no text', () => {
  const bytes = (...all: number[]) => new Uint8Array(all).buffer;
  expect(textOf(bytes(0x50, 0x4b, 3, 4, 0, 0))).toBeNull();
  expect(textOf(bytes(0xc0, 0xee, 0xc3, 0xf7))).toBeNull();
  expect(textOf(new TextEncoder().encode('李明').buffer as ArrayBuffer)).toBe('李明');
});
