/** Where the majority that a motion needs begins. */
import type { Majority } from '../../protocol/items';

/** The place in the base at which the majority begins. */
export const MARKS: Record<Majority, number> = {
  simple: 1 / 2,
  three_fifths: 3 / 5,
  two_thirds: 2 / 3,
  three_quarters: 3 / 4,
};
