/** What open text says on each page, in English. */
import { s } from '../../words/english';

export const phone = {
  how: 'A moderator reads it before others see it. They do not see your name.',
  howOnce: 'A moderator reads it first. What you send is final.',
  yours: 'Your answer',
  says: 'Not sent yet',
  saysOnce: 'Not sent yet. What you send is final.',
  send: 'Send',
  again: 'Send instead',
  tooLong: (n: number): string => (n === 1 ? '1 character too long' : `${n} characters too long`),
  waiting: 'Being read',
  approved: 'Approved',
  hidden: 'Not shown',
  none: 'No answer has been approved yet.',
  newest: (n: number, all: number): string => `The newest ${n} of ${all}`,
  times: (n: number): string => `written by ${n} guests`,
  /** Above the answers that are in no group. */
  others: 'Other answers',
};

export const screen = {
  each: 'one answer each',
  waiting: (n: number): string => `${n} being read`,
  taken: 'Being discussed',
};

export const desk = {
  chars: 'Characters, at most',
  kind: (chars: number): string => `Open text, up to ${s(chars, 'character', 'characters')}`,
  answer: 'Answer',
  guests: 'Guests',
  approved: (n: number): string => `${s(n, 'answer', 'answers')} approved`,
  waiting: (n: number): string => `${s(n, 'answer waits', 'answers wait')} for a moderator`,
  none: 'No answer has been approved yet.',
};

export type TextPhone = typeof phone;
export type TextScreen = typeof screen;
export type TextDesk = typeof desk;
