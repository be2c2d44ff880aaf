/** What a quiz question says on each page, in English. */
import { s } from '../../words/english';

export const phone = {
  several: 'One or more are correct',
  tap: 'Tap your answer. You can change it until the time is up.',
  tapOnce: 'One tap locks your answer.',
  mark: 'Mark all correct answers, then send them.',
  fast: 'The faster, the more points.',
  marked: (n: number): string => (n === 1 ? '1 marked' : `${n} marked`),
  send: 'Send my answer',
};

export const screen = {
  several: 'One or more are correct',
  fast: 'The faster, the more points',
  wereRight: (n: number): string => (n === 1 ? 'was right' : 'were right'),
  follows: 'The answer follows',
};

export const desk = {
  right: 'Correct answers, by their letters',
  points: 'Points for a correct answer',
  fewer: 'Fewer points the later',
  no: 'no',
  yes: 'yes',
  kind: (points: number, speed: boolean, several: boolean): string =>
    `Quiz question${several ? ' with several correct answers' : ''}, ${s(points, 'point', 'points')}${
      speed ? ', fewer the later' : ''
    }`,
  /** The form in which a host makes one. */
  form: (letter: string): string => `Quiz question, ${letter} is correct`,
  answer: 'Answer',
  guests: 'Guests',
  correct: 'correct',
  wereRight: (n: number, of: number): string => `${n} of ${of} answered correctly.`,
  hidden: 'Guests do not know the correct answer yet.',
  told: 'Guests know the correct answer.',
};

export type QuizPhone = typeof phone;
export type QuizScreen = typeof screen;
export type QuizDesk = typeof desk;
