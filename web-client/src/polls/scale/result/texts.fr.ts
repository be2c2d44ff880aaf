/** What the phone says of a rating's result, in French. */
import { s } from '../../../words/french';
import type { ScaleResult } from './texts.en';

import { signed } from './texts.en';

export { signed };

export const number = (n: number): string => n.toFixed(1).replace('.', ',');

export const groups: readonly string[] = ['Promoteurs', 'Passifs', 'Détracteurs'];

const result: ScaleResult = {
  yours: step => `Votre réponse : ${step}`,
  median: n => `Médiane ${number(n)}`,
  number,
  votes: n => s(n, 'vote', 'votes'),
  by: (n, of) => `noté par ${n} sur ${of}`,
  read: 'À droite, la médiane. Le chiffre sous une colonne est votre réponse.',
  readOpen: 'Le chiffre sous une colonne est votre réponse.',
  skip: 'Ne pas noter',
  stars: n => s(n, 'étoile', 'étoiles'),
  whole: n => `100 % : ${n} ${n < 2 ? 'vote' : 'votes'}`,
  score: 'Net Promoter Score',
  signed,
  groups,
};
export default result;
