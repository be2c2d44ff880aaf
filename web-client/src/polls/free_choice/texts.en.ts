/** What a free choice says on each page besides what a choice says, in English. */
import { s } from '../../words/english';
import names from './names/texts.en';

export const phone = {
  yours: 'Your own words',
  read: 'A moderator reads it before others see it. No name is shown.',
  write: 'Write your own words',
  tooLong: (n: number): string => (n === 1 ? '1 character too long' : `${n} characters too long`),
  sendNone: 'Send my vote',
  waiting: 'Being read',
  approved: 'Approved',
  hidden: 'Not shown',
  whole: (n: number): string => `100% is the ${n === 1 ? '1 vote' : `${n} votes`} with a choice.`,
};

export const screen = {
  ...names,
  more: (n: number): string => `${n} more`,
  whole: (n: number): string => `100% is the ${n === 1 ? '1 vote' : `${n} votes`} with a choice`,
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
