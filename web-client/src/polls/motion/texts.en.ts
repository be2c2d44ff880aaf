/** What a motion says on each page, in English. */
import type { Majority, MotionBase } from '../../protocol/items';

/** For, against, abstentions, and those who did not vote. */
const sides = ['For', 'Against', 'Abstain', 'Did not vote'];

const fractions: Record<Majority, string> = {
  simple: 'more than half',
  three_fifths: 'three fifths',
  two_thirds: 'two thirds',
  three_quarters: 'three quarters',
};
const needed = (majority: Majority): string => `${fractions[majority]} needed`;

/** What 100% is; without a number while that is not known yet. */
const whole = (base: MotionBase, n: number | undefined): string => {
  const count = n === undefined ? 'the' : `the ${n}`;
  if (base === 'present')
    return n === 1 ? '100% is the 1 phone connected' : `100% is ${count} phones connected`;
  if (base === 'cast') return n === 1 ? '100% is the 1 vote cast' : `100% is ${count} votes cast`;
  return n === 1 ? '100% is the 1 vote for or against' : `100% is ${count} votes for and against`;
};

export const phone = {
  sides,
  tap: 'Tap to vote. You can change it until voting closes.',
  tapOnce: 'Choose one, then send it. A sent vote is final.',
  chosen: (side: string) => `${side}, not sent yet`,
  send: 'Send my vote',
  must: (majority: Majority): string =>
    `${fractions[majority].replace(/^./, c => c.toUpperCase())} must be for.`,
  needed,
  adopted: 'Adopted',
  notAdopted: 'Not adopted',
  whole: (base: MotionBase, n: number): string =>
    `${whole(base, n)}${base === 'without_abstentions' ? '. Abstentions do not count.' : '.'}`,
};

export const screen = {
  sides,
  votes: (n: number): string => (n === 1 ? 'vote' : 'votes'),
  must: (majority: Majority): string =>
    `${fractions[majority].replace(/^./, c => c.toUpperCase())} must be for`,
  needed,
  adopted: 'Adopted',
  notAdopted: 'Not adopted',
  whole,
};

export const desk = {
  sides,
  kind: (majority: Majority | undefined, base: MotionBase): string =>
    `Motion${majority ? `, ${needed(majority)}` : ''}; ${whole(base, undefined)}`,
  side: 'Vote',
  share: 'Share',
  votes: 'Votes',
  adopted: 'Adopted',
  notAdopted: 'Not adopted',
  whole,
  rounded: 'Percentages are rounded.',
};

export type MotionPhone = typeof phone;
export type MotionScreen = typeof screen;
export type MotionDesk = typeof desk;
