import { expect, test } from 'vitest';
import { plain } from './copied';

test('no copied cell is a formula, and a number stays one', () => {
  for (const sign of '=+-@＝＋－＠') expect(plain(` ${sign}SUM(A1)\n`)).toBe(`'${sign}SUM(A1)`);
  for (const number of ['-3', '+1.5', '-12,5%', '42']) expect(plain(number)).toBe(number);
  expect(plain('a  =\n b')).toBe('a = b');
});
