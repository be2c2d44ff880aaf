import { expect, test } from 'vitest';
import { lineOf } from './line';
import { numberOf, typedOf, written } from './number';

const rules = (decimals: number, from: number, to: number, step: number) => ({ decimals, from, to, step });

test('what guests type is read as a number of the poll, or not at all', () => {
  const whole = rules(0, 0, 400, 1);
  for (const typed of ['70', ' 70 ', '７０', '+70', '70.0', '70.']) expect(numberOf(typed, whole)).toBe(70);
  for (const typed of ['', '-', '70.5', '401', '-1', '1e2', 'NaN', '7 O', '1e308', '--1', '1.2.3'])
    expect(numberOf(typed, whole)).toBeUndefined();
  const halves = rules(1, -15, 35, 5);
  for (const typed of ['2.5', '2,5', '２．５', '2.50']) expect(numberOf(typed, halves)).toBe(25);
  expect(numberOf('−1.5', halves)).toBe(-15);
  for (const typed of ['2.4', '3.6', '2.55']) expect(numberOf(typed, halves)).toBeUndefined();
});

test('numbers are written with the decimals they need', () => {
  expect(written(625, 1, 'en-GB')).toBe('62.5');
  expect(written(620, 1, 'en-GB')).toBe('62');
  expect(written(1_234_567, 0, 'en-GB')).toBe('1,234,567');
  expect(written(625, 1, 'fr')).toBe('62,5');
  expect(typedOf(-15, 1)).toBe('-1.5');
});

test('numbers stand under the line only once they are told', () => {
  const range = rules(0, 0, 400, 1);
  const counts = [1, 0, 2];
  expect(lineOf(range, { counts })).toMatchObject({ value: undefined, ticks: [] });
  const line = lineOf(range, { counts, told: { from: 60, width: 5, median_tenths: 700 } });
  expect(line.value?.(62)).toBeCloseTo(line.column(0));
  expect(line.value?.(72)).toBeCloseTo(line.column(2));
  expect(line.ticks).toEqual([0, 50, 100]);
  expect(lineOf(range, { counts: [] }).ticks).toEqual([0, 100, 200, 300, 400]);
  expect(lineOf(range, { counts: [] }).value?.(200)).toBeCloseTo(0.5);
});
