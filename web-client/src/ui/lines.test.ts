import { expect, test } from 'vitest';
import { FLOOR } from './fit';
import { type Places, setInLines, sizeOf, type Word } from './lines';

const BOX = { width: 163, height: 50 };
const word = (id: number, count: number, more: Partial<Word> = {}): Word => ({
  id,
  count,
  width: 3,
  below: 0,
  leads: false,
  ...more,
});
const order = (lines: ReturnType<typeof setInLines>) => lines.map(line => line.words.map(w => w.id));

test('a word keeps its line and its place while others come and all grow', () => {
  const places: Places = new Map();
  let words: Word[] = [];
  for (let n = 0; n < 24; n++) {
    const before = order(setInLines(words, places, BOX));
    words = [...words.map(w => ({ ...w, count: w.count + (w.id % 3) })), word(n, 1)];
    const after = order(setInLines(words, places, BOX));
    for (const line of before) {
      const same = after.find(other => line[0] !== undefined && other.includes(line[0]));
      expect(same?.filter(id => line.includes(id))).toEqual(line);
    }
  }
});

test('equal counts have equal sizes, larger counts never smaller ones, and none is below the floor', () => {
  const words = Array.from({ length: 30 }, (_, n) => word(n, 1 + (n % 7) * 5));
  const sizes = new Map(
    setInLines(words, new Map(), BOX).flatMap(line => line.words.map(w => [w.id, w.size] as const)),
  );
  for (const a of words)
    for (const b of words) {
      const [one = 0, other = 0] = [sizes.get(a.id), sizes.get(b.id)];
      if (!one || !other) continue;
      expect(one).toBeGreaterThanOrEqual(FLOOR - 1e-9);
      if (a.count === b.count) expect(one).toBe(other);
      if (a.count > b.count) expect(one).toBeGreaterThanOrEqual(other);
    }
});

test('no line is wider than the box, and only the rarest words are left out', () => {
  const words = Array.from({ length: 40 }, (_, n) => word(n, n + 1, { width: 9, below: n % 4 ? 0 : 5 }));
  const lines = setInLines(words, new Map(), BOX);
  const shown = lines.flatMap(line => line.words.map(w => w.id));
  expect(shown.length).toBeGreaterThan(5);
  expect(Math.min(...shown)).toBe(40 - shown.length);
  for (const line of lines)
    expect(line.words.reduce((width, w) => width + 9 * w.size, 5 * (line.words.length - 1))).toBeLessThan(
      164,
    );
});

test('a word grows only with its own count', () => {
  expect(sizeOf(1, 8, 8)).toBe(FLOOR);
  expect(sizeOf(8, 8, 8)).toBe(8);
  expect(sizeOf(100, 8, 8)).toBe(8);
});

test('no words, and one word', () => {
  expect(setInLines([], new Map(), BOX)).toEqual([]);
  expect(order(setInLines([word(7, 1)], new Map(), BOX))).toEqual([[7]]);
});

test('words fill the width before they need further lines', () => {
  const words = Array.from({ length: 22 }, (_, n) => word(n, 1 + (n % 9), { width: 5, below: 2 }));
  const low = setInLines(words, new Map(), { width: 163, height: 38 });
  expect(low.flatMap(line => line.words)).toHaveLength(22);
  expect(low.length).toBeLessThan(5);
  expect(setInLines(words.slice(0, 12), new Map(), BOX)).toHaveLength(3);
});
