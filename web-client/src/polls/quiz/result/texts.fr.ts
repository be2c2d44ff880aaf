/** What the phone says after a quiz question, in French. */
import type { QuizResult } from './texts.en';

const result: QuizResult = {
  right: 'Bonne réponse',
  wrong: 'Pas cette fois',
  is: { right: 'correct', wrong: 'incorrect' },
  notAnswered: 'Vous n’avez pas répondu à cette question.',
  place: (rank, of) => `${rank === 1 ? '1re' : `${rank}e`} place sur ${of}`,
  points: n => (n < 2 ? `${n} point` : `${n} points`),
};
export default result;
