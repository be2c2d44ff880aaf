/** What a rating says on each page, in English. */
import { groups, signed } from './result/texts.en';

export const phone = {
  tap: 'Tap to answer. You can change it until voting closes.',
  tapOnce: 'Choose first, then send. A sent answer is final.',
  /** A step and the last one, or how many items of how many. */
  chosen: (n: number, of: number) => `${n} of ${of}, not sent yet`,
  send: 'Send my answer',
};

export const screen = {
  median: 'Median',
  number: (n: number): string => n.toFixed(1),
  score: 'Net promoter score',
  signed,
  groups,
  dot: 'One dot is one guest',
};

export const desk = {
  first: 'First number',
  last: 'Last number',
  ends: 'Words at both ends: the low end and the high end, on a line each; or nothing',
  rounded: 'Percentages are rounded.',
  kind: (from: number, last: number): string => `Scale, ${from} to ${last}`,
  stars: (n: number): string => `Rating, up to ${n} stars`,
  nps: 'Net promoter score',
  step: 'Step',
  share: 'Share',
  votes: 'Votes',
  item: 'Item',
  rated: 'Rated by',
  middle: 'Median',
  number: (n: number): string => n.toFixed(1),
  median: (n: number): string => `Median ${n.toFixed(1)}`,
  signed,
  groups,
};

export type ScalePhone = typeof phone;
export type ScaleScreen = typeof screen;
export type ScaleDesk = typeof desk;
