/** What the phone says of own words and of the result of a free choice, in French. */
import { s } from '../../../words/french';
import type { OwnTexts } from './texts.en';

const own: OwnTexts = {
  yours: 'Vos propres mots',
  read: 'Un modérateur les lit avant qu’ils soient visibles. Aucun nom n’est affiché.',
  write: 'Écrivez votre réponse',
  tooLong: n => `${s(n, 'caractère', 'caractères')} en trop`,
  waiting: 'En lecture',
  approved: 'Acceptée',
  hidden: 'Non affichée',
  whole: n => `100 % : ${s(n, 'vote', 'votes')} avec un choix.`,
};
export default own;
