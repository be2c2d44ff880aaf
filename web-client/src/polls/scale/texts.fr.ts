/** What a scale says on each page, in French. */
import { s } from '../../words/french';
import type { ScaleDesk, ScalePhone, ScaleScreen } from './texts.en';

const number = (n: number) => n.toFixed(1).replace('.', ',');

export const phone: ScalePhone = {
  tap: 'Touchez un chiffre pour voter. Vous pourrez changer d’avis jusqu’à la clôture.',
  tapOnce: 'Choisissez un chiffre, puis envoyez-le. Une réponse envoyée est définitive.',
  chosen: (step, steps) => `${step} sur ${steps}, pas encore envoyé`,
  send: step => `Envoyer ${step}`,
  yours: step => `Votre réponse : ${step}`,
  median: n => `Médiane ${number(n)}`,
  votes: n => s(n, 'vote', 'votes'),
};

export const screen: ScaleScreen = {
  median: 'Médiane',
  number,
};

export const desk: ScaleDesk = {
  rounded: 'Les pourcentages sont arrondis.',
  kind: steps => `Échelle de 1 à ${steps}`,
  step: 'Échelon',
  share: 'Part',
  votes: 'Votes',
  median: n => `Médiane ${number(n)}`,
};
