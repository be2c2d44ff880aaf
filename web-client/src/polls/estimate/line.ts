/** The line on which estimates stand: the places of columns and numbers as shares of its width, and the numbers under it. */
import type { EstimateRules, EstimateTally, EstimateTold } from '../../protocol/items';

/** With fewer columns, the line has empty places at both ends, so that few estimates do not fill it. */
const PLACES_MIN = 30;
const TICKS_MAX = 6;

/** Above this number of ballots, dots are no longer seen as guests, and columns stand instead. */
export const DOTS_MAX = 300;

export interface Line {
  /** Number of places for columns. */
  places: number;
  /** The centre of a column. */
  column: (index: number) => number;
  /** The place of a number; its meaning is told with the result. */
  value: ((value: number) => number) | undefined;
  /** The numbers to write under the line. */
  ticks: number[];
}

export function lineOf(rules: EstimateRules, tally: EstimateTally | undefined): Line {
  const { from, to, step } = rules;
  const n = tally?.counts.length ?? 0;
  const places = Math.max(PLACES_MIN, n + 2);
  const before = Math.floor((places - n) / 2);
  const column = (index: number) => (index + before + 0.5) / places;
  if (!tally || (n && !tally.told)) return { places, column, value: undefined, ticks: [] };
  const { told } = tally;
  // Without estimates the whole range stands on the line.
  const start = told ? told.from - before * told.width - step / 2 : from - (to - from) / 20;
  const length = told ? places * told.width : (to - from) * 1.1;
  return {
    places,
    column,
    value: value => (value - start) / length,
    ticks: ticksOf(Math.max(from, start), Math.min(to, start + length)),
  };
}

/** The line on which several results stand: the place of a number, and the numbers to write under it. */
export function lineOfAll(
  { step, truth }: Pick<EstimateRules, 'step' | 'truth'>,
  tallies: EstimateTally[],
): { place: (value: number) => number; ticks: number[] } {
  const ends = tallies.flatMap(({ counts, told }) =>
    told ? [told.from, told.from + counts.length * told.width - step] : [],
  );
  if (truth !== undefined) ends.push(truth);
  const [low, high] = ends.length ? [Math.min(...ends), Math.max(...ends)] : [0, step];
  const room = Math.max(2 * step, (high - low) / 16);
  const [start, length] = [low - room, high - low + 2 * room];
  return { place: value => (value - start) / length, ticks: ticksOf(low, high) };
}

/** Round numbers between two numbers: multiples of 1, 2 or 5, and of a power of ten. */
function ticksOf(low: number, high: number): number[] {
  let step = 1;
  for (let i = 0; (high - low) / step > TICKS_MAX - 1; i++) step *= i % 3 === 1 ? 2.5 : 2;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

/** The numbers of a column: one, or the first and the last. */
export function rangeOf({ step }: EstimateRules, told: EstimateTold, index: number): number[] {
  const first = told.from + index * told.width;
  return told.width > step ? [first, first + told.width - step] : [first];
}
