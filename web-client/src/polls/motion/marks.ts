/** Where the majority that a motion needs begins, and of what its percents are. */
import type { Majority, MotionBase, TallyItem } from '../../protocol/items';
import type { Whole } from './result/texts.en';

/** The place in the base at which the majority begins. */
export const MARKS: Record<Majority, number> = {
  simple: 1 / 2,
  three_fifths: 3 / 5,
  two_thirds: 2 / 3,
  three_quarters: 3 / 4,
};

/** Returns what 100% is: those present are guests at the door where they are counted, or else phones with those counted in the room. */
export function wholeOf(base: MotionBase, tally: TallyItem | undefined): Whole {
  if (base !== 'present') return base;
  return tally?.by_door ? 'checked_in' : tally?.hands ? 'in_the_room' : base;
}
