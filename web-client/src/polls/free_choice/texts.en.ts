/** What a free choice says on each page besides what a choice says, in English. */
import { s } from '../../words/english';
import { written } from '../../words/numbers';

export const phone = {
  /** Sends a vote without a choice. */
  send: 'Send my vote',
};

export const screen = {
  more: (n: number): string => `${written(n, 'en')} more`,
  whole: (n: number): string =>
    `100% is the ${n === 1 ? '1 vote' : `${written(n, 'en')} votes`} with a choice`,
};

export const desk = {
  /** In the dialog in which a host makes a poll. */
  making: {
    no: 'no',
    yes: 'yes',
    none: 'Vote without a choice',
    abstain: 'Abstain',
    none_of_these: 'None of these',
    other: 'Own words, read by a moderator first',
    random: 'Random order on each phone',
  },
  comma: ', ',
  /** What the kind of choice has besides. */
  pictures: 'with pictures',
  random: 'in random order on phones',
  other: 'with own words',
  abstain: 'with abstentions',
  none_of_these: 'with “None of these”',
  whole: (n: number): string => `100% is the ${n === 1 ? '1 vote' : `${n} votes`} with a choice.`,
  approved: (n: number): string => `${s(n, 'answer', 'answers')} in own words approved`,
  waiting: (n: number): string => `${s(n, 'waits', 'wait')} for a moderator`,
};

export type FreeChoicePhone = typeof phone;
export type FreeChoiceScreen = typeof screen;
export type FreeChoiceDesk = typeof desk;
