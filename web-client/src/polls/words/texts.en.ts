/** What a poll for words says on each page, in English. */
import { s } from '../../words/english';

export const phone = {
  upTo: (max: number): string => (max === 1 ? '' : `Up to ${max} words`),
  how: 'A moderator reads each word before others see it.',
  howOnce: 'A moderator reads each word first. What you send is final.',
  read: 'Not sent yet',
  readOnce: 'Not sent yet. What you send is final.',
  send: (n: number): string => (n === 1 ? 'Send this word' : `Send ${n} words`),
  nth: (n: number, max: number): string => (max === 1 ? 'Your word' : `Word ${n} of ${max}`),
  tooLong: (n: number): string => (n === 1 ? '1 character too long' : `${n} characters too long`),
  counts: (words: string[]): string => `Counted as: ${words.join(', ')}`,
  asWhole: 'This browser cannot divide it: counted as a whole.',
  waiting: 'Being read',
  approved: 'Approved',
  hidden: 'Not shown',
  remove: 'Remove',
  drop: (word: string): string => `Remove ${word}`,
  none: 'No word has been approved yet.',
};

export const screen = {
  picks: (max: number): string => (max === 1 ? 'one word each' : `up to ${max} words each`),
  waiting: (n: number): string => `${s(n, 'word', 'words')} being read`,
  more: (n: number): string => `and ${s(n, 'more word', 'more words')}`,
};

export const desk = {
  max: 'Words from each guest, at most',
  chars: 'Characters of a word, at most',
  chinese: 'Chinese answers',
  whole: 'whole',
  divided: 'divided into words',
  kind: (max: number, divided: boolean): string =>
    (max === 1 ? 'Words, one each' : `Words, up to ${max} each`) +
    (divided ? ', Chinese divided into words' : ''),
  word: 'Word',
  ballots: 'Ballots',
  mentions: (n: number): string => `${s(n, 'word', 'words')} in all ballots`,
  waiting: (n: number): string => `${s(n, 'word waits', 'words wait')} for a moderator`,
  none: 'No word has been approved yet.',
};

export type WordsPhone = typeof phone;
export type WordsScreen = typeof screen;
export type WordsDesk = typeof desk;
