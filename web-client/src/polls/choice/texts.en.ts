/** What a choice says on each page, in English. */
import { s } from '../../words/english';
import { written } from '../../words/numbers';

export const phone = {
  choose: (min: number, max: number) =>
    min === max ? `Choose ${max}` : min > 1 ? `Choose ${min} to ${max}` : `Choose up to ${max}`,
  tap: 'Tap to vote. You can change it until voting closes.',
  tapOnce: 'Choose one, then send it. A sent vote is final.',
  unsent: 'Not sent yet',
  mark: 'Mark your choices, then send them.',
  picked: (n: number, min: number, max: number) =>
    n < min
      ? `${n} marked, ${min - n} more needed`
      : n < max
        ? `${n} marked, up to ${max - n} more`
        : `${n} marked`,
  send: (n: number) => (n === 1 ? 'Send 1 choice' : `Send ${n} choices`),
};

export const screen = {
  picks: (min: number, max: number): string =>
    min === max ? `choose ${max}` : min > 1 ? `choose ${min} to ${max}` : `up to ${max} each`,
  tie: (n: number): string => (n === 1 ? 'Tie, 1 vote each' : `Tie, ${written(n, 'en')} votes each`),
};

export const desk = {
  max: 'Choices, at most',
  min: 'Choices, at least',
  option: 'Option',
  share: 'Share',
  votes: 'Votes',
  rounded: 'Percentages are rounded.',
  base: (n: number, several: boolean): string =>
    several
      ? `100% is ${s(n, 'vote', 'votes')}, each with one choice or more.`
      : `100% is ${s(n, 'vote', 'votes')}.`,
  kind: (min: number, max: number): string =>
    max === 1 ? 'Poll, one choice' : min === max ? `Poll, ${max} choices` : `Poll, ${min} to ${max} choices`,
};

export type ChoicePhone = typeof phone;
export type ChoiceScreen = typeof screen;
export type ChoiceDesk = typeof desk;
