import { expect, test } from 'vitest';
import { clean, odd } from './code';

test.each([
  ['cdu7k2', 'CDU7K2'],
  [' cdu-7k2 ', 'CDU7K2'],
  ['ＣＤＵ７Ｋ２', 'CDU7K2'],
  ['CDU7K2XYZ', 'CDU7K2'],
  ['', ''],
])('%j is read as %j', (typed, code) => {
  expect(clean(typed)).toBe(code);
  expect(odd(code)).toBe(false);
});

test.each(['CDU7K0', 'O', '1', 'i', '能源'])('%j has a character that no code has', typed => {
  expect(odd(clean(typed))).toBe(true);
});
