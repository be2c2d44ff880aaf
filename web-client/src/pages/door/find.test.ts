import { expect, test } from 'vitest';
import type { GuestItem } from '../../protocol/items';
import { find, ofBadge } from './find';

const guest = (id: number, name: string, org: string, badge: string, tail: string): GuestItem => ({
  id,
  name,
  org,
  badge,
  tail,
  code: id + 1,
});

const GUESTS = [
  guest(0, '林青', '山溪水务', '048', '222'),
  guest(1, 'Lin Yuan', 'Rainlane Transit', '117', '223'),
  guest(2, 'Ann Linden', 'ACME', 'B-7', '224'),
];
const names = (typed: string) => find(GUESTS, typed).map(one => one.name);

test('a part of a name, an organisation or a badge finds its guests, in any script', () => {
  expect(names('林')).toEqual(['林青']);
  expect(names('水务')).toEqual(['林青']);
  expect(names('LIN')).toEqual(['Lin Yuan', 'Ann Linden']);
  expect(names('yuan rain')).toEqual(['Lin Yuan']);
  expect(names('ｌｉｎ　ｙ')).toEqual(['Lin Yuan']);
  expect(names('048')).toEqual(['林青']);
  expect(names('x')).toEqual([]);
  expect(names('  ')).toEqual([]);
});

test('a badge is known by the end of its code, in this event alone, or by what the organiser printed', () => {
  const read = (text: string) => {
    const found = ofBadge(GUESTS, 'CDU7K2', text);
    return typeof found === 'object' ? found.id : found;
  };
  expect(read('http://10.0.0.1:8080/CDU7K2#code=ABCDEFG223')).toBe(1);
  expect(read('HTTP://10.0.0.1/cdu7k2#code=ABCDE-FG224')).toBe(2);
  expect(read('http://10.0.0.1/CDU7K3#code=ABCDEFG223')).toBe('other');
  expect(read('http://10.0.0.1/CDU7K2#code=ABCDEFG999')).toBe('other');
  expect(read('b-7 ')).toBe(2);
  expect(read('Lin')).toBeUndefined();
  expect(read('')).toBeUndefined();
});
