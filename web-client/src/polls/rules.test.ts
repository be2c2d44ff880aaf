/** Rules that a host sets one by one on top of a form. */
import { expect, test } from 'vitest';
import type { PollKind } from '../protocol/items';
import { decimalsOf, scaledOf } from './estimate/number';
import type { Rule } from './kind';
import { edited, numbered, wholeIn } from './rules';

const rulesOf = (kind: PollKind): Rule[] => {
  if (!('choice' in kind)) return [];
  const { min, max } = kind.choice;
  return [
    numbered('max', max, [1, 5], n => ({ choice: { min: Math.min(min, n), max: n } })),
    ...(max > 1 ? [numbered('min', min, [1, max], n => ({ choice: { min: n, max } }))] : []),
  ];
};
const choice = (min: number, max: number): PollKind => ({ choice: { min, max } });

test('each rule sees what the rules before it became', () => {
  expect(edited(choice(1, 2), { min: '3', max: '4' }, rulesOf)).toEqual({ kind: choice(3, 4) });
  expect(edited(choice(1, 2), {}, rulesOf)).toEqual({ kind: choice(1, 2) });
});

test('what does not fit is named, and the rest stands', () => {
  expect(edited(choice(1, 2), { min: '9', max: '4' }, rulesOf)).toEqual({ kind: choice(1, 4), wrong: 'min' });
  expect(edited(choice(1, 2), { max: '2.5' }, rulesOf).wrong).toBe('max');
});

test('what the kind no longer has waits', () => {
  expect(edited(choice(1, 2), { min: '9', max: '1' }, rulesOf)).toEqual({ kind: choice(1, 1) });
});

test('numbers are read as people write them', () => {
  expect(wholeIn('１２', 1, 20)).toBe(12);
  expect(wholeIn('1e1', 1, 20)).toBe(undefined);
  expect(wholeIn('', 0, 20)).toBe(undefined);
  expect([decimalsOf('0,50'), decimalsOf('2'), decimalsOf('1.0'), decimalsOf('0.125')]).toEqual([1, 0, 0, 3]);
  expect([scaledOf('−12,5', 1), scaledOf('12.55', 1), scaledOf('1e308', 0)]).toEqual([
    -125,
    undefined,
    undefined,
  ]);
});
