/** What a free choice says on each page besides what a choice says, in French. */
import { s } from '../../words/french';
import names from './names/texts.fr';
import type { FreeChoiceDesk, FreeChoicePhone, FreeChoiceScreen } from './texts.en';

const whole = (n: number): string => `100 % : ${s(n, 'vote', 'votes')} avec un choix`;

export const phone: FreeChoicePhone = {
  yours: 'Vos propres mots',
  read: 'Un modérateur les lit avant qu’ils soient visibles. Aucun nom n’est affiché.',
  write: 'Écrivez votre réponse',
  tooLong: n => `${s(n, 'caractère', 'caractères')} en trop`,
  sendNone: 'Envoyer mon vote',
  waiting: 'En lecture',
  approved: 'Acceptée',
  hidden: 'Non affichée',
  whole: n => `${whole(n)}.`,
};

export const screen: FreeChoiceScreen = {
  ...names,
  more: n => s(n, 'autre', 'autres'),
  whole,
};

export const desk: FreeChoiceDesk = {
  making: {
    no: 'non',
    yes: 'oui',
    none: 'Voter sans choisir',
    abstain: 'Abstention',
    none_of_these: 'Aucune de ces réponses',
    other: 'Réponse libre, lue d’abord par un modérateur',
    random: 'Ordre aléatoire sur chaque téléphone',
  },
  comma: ', ',
  random: 'ordre aléatoire sur les téléphones',
  other: 'réponse libre possible',
  abstain: 'abstention possible',
  none_of_these: '« Aucune de ces réponses » possible',
  whole: n => `${whole(n)}.`,
  approved: n => s(n, 'réponse libre acceptée', 'réponses libres acceptées'),
  waiting: n => (n === 1 ? '1 attend un modérateur' : `${n} attendent un modérateur`),
};
