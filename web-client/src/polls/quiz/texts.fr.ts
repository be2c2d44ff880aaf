/** What a quiz question says on each page, in French. */
import { s } from '../../words/french';
import type { QuizDesk, QuizPhone, QuizScreen } from './texts.en';

export const phone: QuizPhone = {
  several: 'Une ou plusieurs bonnes réponses',
  tap: 'Touchez votre réponse. Vous pourrez la changer jusqu’à la fin du temps.',
  tapOnce: 'Touchez une fois : la réponse est définitive.',
  mark: 'Cochez toutes les bonnes réponses, puis envoyez.',
  fast: 'Plus vous êtes rapide, plus vous gagnez de points.',
  marked: n => (n < 2 ? `${n} cochée` : `${n} cochées`),
  send: 'Envoyer ma réponse',
};

export const screen: QuizScreen = {
  several: 'Une ou plusieurs bonnes réponses',
  fast: 'Plus c’est rapide, plus il y a de points',
  wereRight: n => (n < 2 ? 'bonne réponse' : 'bonnes réponses'),
  follows: 'La réponse arrive',
};

export const desk: QuizDesk = {
  right: 'Bonnes réponses, par leurs lettres',
  points: 'Points par bonne réponse',
  fewer: 'Moins de points avec le temps',
  no: 'non',
  yes: 'oui',
  kind: (points, speed, several) =>
    `Question de quiz${several ? ' à plusieurs bonnes réponses' : ''}, ${s(points, 'point', 'points')}${
      speed ? ', dégressifs avec le temps' : ''
    }`,
  form: letter => `Question de quiz, bonne réponse : ${letter}`,
  answer: 'Réponse',
  guests: 'Participants',
  correct: 'correct',
  wereRight: (n, of) => `${s(n, 'bonne réponse', 'bonnes réponses')} sur ${of}.`,
  hidden: 'Les participants ne connaissent pas encore la bonne réponse.',
  told: 'Les participants connaissent la bonne réponse.',
};
