/** What the phone says after a quiz question, in English. */
import type { EntryState } from '../../../protocol/items';

const result = {
  right: 'Correct',
  wrong: 'Not this time',
  is: { right: 'correct', wrong: 'not correct' },
  notAnswered: 'You did not answer this question.',
  place: (rank: number, of: number): string => `Place ${rank} of ${of}`,
  points: (n: number): string => (n === 1 ? '1 point' : `${n} points`),
  nickname: 'Your nickname for the leaderboard',
  how: 'A moderator reads it before others see it. Without one you stand there as “A guest”.',
  play: 'Play under this name',
  without: 'Without a nickname',
  playAs: 'You play as',
  unnamed: 'You play without a nickname.',
  choose: 'Choose one',
  change: 'Change',
  sending: 'sending…',
  state: {
    waiting: 'A moderator will read it first.',
    approved: 'Others can see it.',
    hidden: 'It is not shown. You can choose another one.',
  } as Record<EntryState, string>,
};
export type QuizResult = typeof result;
export default result;
