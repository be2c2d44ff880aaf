/** What a motion says on each page, in English. */
import type { Majority, MotionBase } from '../../protocol/items';
import { written } from '../../words/numbers';
import { adopted, notAdopted, type Whole, whole } from './result/texts.en';
import sides from './sides/texts.en';

const fractions: Record<Majority, string> = {
  simple: 'more than half',
  three_fifths: 'three fifths',
  two_thirds: 'two thirds',
  three_quarters: 'three quarters',
};
const needed = (majority: Majority): string => `${fractions[majority]} needed`;

export const phone = {
  sides,
  tap: 'Tap to vote. You can change it until voting closes.',
  tapOnce: 'Choose one, then send it. A sent vote is final.',
  chosen: (side: string) => `${side}, not sent yet`,
  send: 'Send my vote',
  must: (majority: Majority): string =>
    `${fractions[majority].replace(/^./, c => c.toUpperCase())} must be for.`,
  needed,
};

export const screen = {
  sides,
  votes: (n: number): string => (n === 1 ? 'vote' : 'votes'),
  must: (majority: Majority): string =>
    `${fractions[majority].replace(/^./, c => c.toUpperCase())} must be for`,
  needed,
  adopted,
  notAdopted,
  whole: (base: Whole, n: number | undefined): string =>
    whole(base, n, n === undefined ? undefined : written(n, 'en')),
};

export const desk = {
  needs: 'Majority needed',
  noMajority: 'none is stated',
  fractions,
  base: '100% is',
  bases: {
    without_abstentions: 'votes for and against',
    cast: 'all votes cast',
    present: 'everybody present',
  },
  sides,
  kind: (majority: Majority | undefined, base: MotionBase): string =>
    `Motion${majority ? `, ${needed(majority)}` : ''}; 100% is ${desk.bases[base]}`,
  side: 'Vote',
  share: 'Share',
  votes: 'Votes',
  adopted,
  notAdopted,
  whole,
  rounded: 'Percentages are rounded.',
};

export type MotionPhone = typeof phone;
export type MotionScreen = typeof screen;
export type MotionDesk = typeof desk;
