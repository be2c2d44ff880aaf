/** What the phone says of a motion's result, in English. */
import type { MotionBase } from '../../../protocol/items';

/** What 100% is: those present are phones, phones with those counted in the room, or guests who checked in at the door. */
export type Whole = MotionBase | 'in_the_room' | 'checked_in';

/** What 100% is; without a number while that is not known yet. `said` is the number as the page writes it. */
export const whole = (base: Whole, n: number | undefined, said = `${n}`): string => {
  const count = n === undefined ? 'the' : `the ${said}`;
  if (base === 'present')
    return n === 1 ? '100% is the 1 phone connected' : `100% is ${count} phones connected`;
  if (base === 'in_the_room')
    return n === undefined
      ? '100% is everybody present'
      : `100% is the ${n === 1 ? '1 person' : `${said} people`} present`;
  if (base === 'checked_in')
    return n === 1 ? '100% is the 1 guest checked in' : `100% is ${count} guests checked in`;
  if (base === 'cast') return n === 1 ? '100% is the 1 vote cast' : `100% is ${count} votes cast`;
  return n === 1 ? '100% is the 1 vote for or against' : `100% is ${count} votes for and against`;
};

export const adopted: string = 'Adopted';
export const notAdopted: string = 'Not adopted';

const result = {
  adopted,
  notAdopted,
  sentence: (base: Whole, n: number): string =>
    `${whole(base, n)}${base === 'without_abstentions' ? '. Abstentions do not count.' : '.'}`,
};
export type MotionResult = typeof result;
export default result;
