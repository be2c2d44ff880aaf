/** What the screen says of rounds and groups side by side, and of ties, in English. */
import { written } from '../words/numbers';

export const screen = {
  round: (n: number): string => `Round ${n}`,
  /** What the two numbers of each are, where votes have weights. */
  weights: 'votes by weight · ballots',
  rounded: '(rounded)',
  /** After a round in which hands were counted in the room. */
  withHands: 'with hands',
  /** Several lead. */
  tie: 'Tie at the top',
  /** Where guests skip some of several: how many answered the least and the most answered of them. */
  answered: (min: number, max: number): string =>
    min === max
      ? `each answered by ${written(min, 'en')}`
      : `each answered by ${written(min, 'en')} to ${written(max, 'en')}`,
  /** The same of votes that have weights. */
  voted: (min: number, max: number): string =>
    min === max
      ? `${written(min, 'en')} ${min === 1 ? 'vote' : 'votes'} each`
      : `${written(min, 'en')} to ${written(max, 'en')} votes each`,
};

export type SidesScreen = typeof screen;
