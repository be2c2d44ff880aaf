/** What a rating says on each page, in French. */
import { s } from '../../words/french';
import { groups, number, signed } from './result/texts.fr';
import type { ScaleDesk, ScalePhone, ScaleScreen } from './texts.en';

export const phone: ScalePhone = {
  tap: 'Touchez un chiffre pour voter. Vous pourrez changer d’avis jusqu’à la clôture.',
  tapOnce: 'Choisissez, puis envoyez. Une réponse envoyée est définitive.',
  chosen: (step, last) => `${step} sur ${last}, pas encore envoyé`,
  send: 'Envoyer ma réponse',
};

export const screen: ScaleScreen = {
  median: 'Médiane',
  number,
  score: 'Net Promoter Score',
  signed,
  groups,
  dot: 'Un point, une personne',
};

export const desk: ScaleDesk = {
  first: 'Premier nombre',
  last: 'Dernier nombre',
  ends: 'Mots aux deux bouts : le bas, puis le haut, chacun sur une ligne ; ou rien',
  rounded: 'Les pourcentages sont arrondis.',
  kind: (from, last) => `Échelle de ${from} à ${last}`,
  stars: n => `Note, jusqu’à ${s(n, 'étoile', 'étoiles')}`,
  nps: 'Net Promoter Score',
  step: 'Échelon',
  share: 'Part',
  votes: 'Votes',
  item: 'Sujet',
  rated: 'Noté par',
  middle: 'Médiane',
  number,
  median: n => `Médiane ${number(n)}`,
  signed,
  groups,
};
