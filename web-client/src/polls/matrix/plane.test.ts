import { expect, test } from 'vitest';
import { along, apart, type Box, labelled } from './plane';

const FIELD = { w: 100, h: 60 };
const ROOM = { x: 0, y: 0, ...FIELD };

test('a step has its place on the axis', () => {
  expect([1, 2, 5].map(step => along(step, 5))).toEqual([0, 0.25, 1]);
  expect(along(1.5, 2)).toBe(0.5);
});

test('discs that have room stay where they are', () => {
  const places = [
    { x: 10, y: 10 },
    { x: 15, y: 10 },
  ];
  expect(apart(places, 5, FIELD)).toEqual(places);
});

test('of two at one place, the first goes to the left', () => {
  const both = Array(2).fill({ x: 50, y: 30 });
  expect(apart(both, 8, FIELD)).toEqual([
    { x: 46, y: 30 },
    { x: 54, y: 30 },
  ]);
});

test.each([
  [50, 30],
  [0, 60],
  [100, 0],
])('no disc covers another where many stand at %d, %d', (x, y) => {
  for (const n of [2, 3, 10]) {
    const discs = apart(Array(n).fill({ x, y }), 8, FIELD);
    for (const [i, a] of discs.entries()) {
      expect(a.x >= 0 && a.x <= FIELD.w && a.y >= 0 && a.y <= FIELD.h).toBe(true);
      for (const b of discs.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(7.8);
    }
  }
});

test('a label takes the first free angle', () => {
  const size = { w: 30, h: 10 };
  const at = (x: number, y: number, taken: Box[] = []) => labelled([{ x, y }], [size], 3, taken, ROOM)?.[0];
  expect(at(50, 30)).toEqual({ ...size, x: 53, y: 20 });
  // At the right edge it stands on the left, at the upper edge below.
  expect(at(90, 30)).toEqual({ ...size, x: 57, y: 20 });
  expect(at(50, 5)).toEqual({ ...size, x: 53, y: 5 });
  expect(at(90, 5)).toEqual({ ...size, x: 57, y: 5 });
  expect(at(50, 30, [{ x: 60, y: 22, w: 1, h: 1 }])).toEqual({ ...size, x: 17, y: 20 });
});

test('one label without a free angle means none', () => {
  const wide = { w: 90, h: 10 };
  expect(labelled([{ x: 50, y: 30 }], [wide], 3, [], ROOM)).toBeUndefined();
  const same = Array(5).fill({ x: 50, y: 30 });
  const small = Array(5).fill({ w: 20, h: 10 });
  expect(labelled(same, small, 3, [], ROOM)).toBeUndefined();
  expect(labelled(same.slice(1), small.slice(1), 3, [], ROOM)).toHaveLength(4);
});
