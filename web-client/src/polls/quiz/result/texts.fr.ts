/** What the phone says after a quiz question, in French. */
import type { QuizResult } from './texts.en';

const result: QuizResult = {
  right: 'Bonne réponse',
  wrong: 'Pas cette fois',
  is: { right: 'correct', wrong: 'incorrect' },
  notAnswered: 'Vous n’avez pas répondu à cette question.',
  place: (rank, of) => `${rank === 1 ? '1re' : `${rank}e`} place sur ${of}`,
  points: n => (n < 2 ? `${n} point` : `${n} points`),
  nickname: 'Votre pseudo pour le classement',
  how: 'La modération le lit avant qu’il soit visible. Sans pseudo, vous y figurez comme « Un participant ».',
  play: 'Jouer sous ce pseudo',
  without: 'Sans pseudo',
  playAs: 'Vous jouez sous le nom',
  unnamed: 'Vous jouez sans pseudo.',
  choose: 'En choisir un',
  change: 'Changer',
  sending: 'envoi…',
  state: {
    waiting: 'La modération le lira d’abord.',
    approved: 'Les autres peuvent le voir.',
    hidden: 'Il n’est pas affiché. Vous pouvez en choisir un autre.',
  },
};
export default result;
