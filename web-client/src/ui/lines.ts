/**
 * Sets words in lines, as type is. A word keeps its line and its place in the line; with its count it grows. Equal counts have
 * equal sizes. Pure: it gets widths and returns sizes, all in units of the screen.
 */
import { FLOOR } from './fit';

/** A word to set. */
export interface Word {
  id: number;
  count: number;
  /** Its width at size 1. */
  width: number;
  /** The width of what stands below it, which has a size of its own; 0 if there is nothing. */
  below: number;
  /** It stands out. */
  leads: boolean;
}

/** Where each word stands: its line, and its place among the words of the line. */
export type Places = Map<number, { line: number; place: number }>;

interface Box {
  width: number;
  height: number;
}

export interface Line {
  words: { id: number; size: number }[];
}

const LINES = 5;
/** The middle line first. A word goes on one of the first lines as long as these have room for it. */
const INWARDS = [2, 1, 3, 0, 4];
const LINES_MIN = 3;
const GAP = 5;
/** The size of what stands below a word. */
const BELOW = FLOOR;
const LEADING = 1.12;
const LARGEST = 12;
/** How much larger the word that leads is. */
const LEAD = 1.25;
/** Counts from so many on have the largest size. */
const FULL_MIN = 8;

/** Letters on a small screen stand on whole pixels, and are wider than measured. */
const WIDER = 1.04;

/** Lines have room as long as their words could grow by so much. */
const ROOM = 1.25;

/** Returns a word's size: by its count's order of magnitude, so that no other word's count changes it. */
export function sizeOf(count: number, full: number, largest: number): number {
  const grown = full > 1 ? Math.min(1, Math.log2(Math.max(1, count)) / Math.log2(full)) : 1;
  return FLOOR + (largest - FLOOR) * grown;
}

/**
 * Sets the words, and adds new ones to `places`. Where not even the smallest size fits, the rarest words are left out.
 */
export function setInLines(words: Word[], places: Places, box: Box): Line[] {
  let full = FULL_MIN;
  while (full < Math.max(0, ...words.map(word => word.count))) full *= 4;
  // A box that became lower has room for fewer lines: the words find new places.
  if (begunOf(places) > Math.max(LINES_MIN, linesIn(words, box))) places.clear();
  for (const word of words) if (!places.has(word.id)) place(word, words, places, box);
  let shown = [...words];
  for (;;) {
    for (let largest = LARGEST; largest > FLOOR - 0.4; largest -= 0.4) {
      const size = (word: Word) => {
        const grown = sizeOf(word.count, full, Math.max(FLOOR, largest));
        return word.leads ? Math.min(LARGEST, grown * LEAD) : grown;
      };
      const lines = linesOf(shown, places);
      if (fits(lines, size, box))
        return lines.map(line => ({ words: line.map(word => ({ id: word.id, size: size(word) })) }));
    }
    if (!shown.length) return [];
    const rarest = shown.reduce((a, b) => (b.count <= a.count ? b : a));
    shown = shown.filter(word => word !== rarest);
  }
}

const linesOf = (words: Word[], places: Places): Word[][] =>
  Array.from({ length: LINES }, (_, i) =>
    words
      .filter(word => places.get(word.id)?.line === i)
      .sort((a, b) => (places.get(a.id)?.place ?? 0) - (places.get(b.id)?.place ?? 0)),
  ).filter(line => line.length);

const wide = (word: Word, size: number): number => WIDER * Math.max(word.width * size, word.below * BELOW);

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

function fits(lines: Word[][], size: (word: Word) => number, box: Box): boolean {
  const width = (line: Word[]) => sum(line.map(word => wide(word, size(word)))) + GAP * (line.length - 1);
  const height = (line: Word[]) =>
    LEADING * Math.max(...line.map(size)) + (line.some(word => word.below) ? BELOW * 1.2 : 0);
  return lines.every(line => width(line) <= box.width) && sum(lines.map(height)) <= box.height;
}

/** Puts a new word at an end of the shortest line. A further line begins where none of the others has room. */
function place(word: Word, words: Word[], places: Places, box: Box): void {
  const length = (line: number) =>
    sum(
      words
        .filter(other => places.get(other.id)?.line === line)
        .map(other => wide(other, FLOOR * ROOM) + GAP),
    );
  const begun = Math.max(LINES_MIN, begunOf(places));
  const shortest = (lines: number[]) =>
    lines.reduce((best, line) => (length(line) < length(best) ? line : best));
  let line = shortest(INWARDS.slice(0, begun));
  if (begun < linesIn(words, box) && length(line) + wide(word, FLOOR * ROOM) > box.width)
    line = INWARDS[begun] ?? line;
  const all = [...places.values()].filter(other => other.line === line).map(other => other.place);
  const right = all.length % 2 === 0;
  const end = all.length ? (right ? Math.max(...all) + 1 : Math.min(...all) - 1) : 0;
  places.set(word.id, { line, place: end });
}

/** Returns how many lines have words. */
const begunOf = (places: Places): number =>
  Math.max(0, ...[...places.values()].map(({ line }) => INWARDS.indexOf(line) + 1));

/** Returns how many lines of the smallest size the box holds. */
function linesIn(words: Word[], box: Box): number {
  const each = LEADING * FLOOR + (words.some(word => word.below) ? BELOW * 1.2 : 0);
  return Math.min(LINES, Math.floor(box.height / each));
}
