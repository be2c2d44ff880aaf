/** What a free choice says on each page besides what a choice says, in French. */
import { s } from '../../words/french';
import { written } from '../../words/numbers';
import type { FreeChoiceDesk, FreeChoicePhone, FreeChoiceScreen } from './texts.en';

export const phone: FreeChoicePhone = { send: 'Envoyer mon vote' };

export const screen: FreeChoiceScreen = {
  more: n => `${written(n, 'fr')} ${n < 2 ? 'autre' : 'autres'}`,
  whole: n => `100 % : ${written(n, 'fr')} ${n < 2 ? 'vote' : 'votes'} avec un choix`,
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
  pictures: 'avec images',
  random: 'ordre aléatoire sur les téléphones',
  other: 'réponse libre possible',
  abstain: 'abstention possible',
  none_of_these: '« Aucune de ces réponses » possible',
  whole: n => `100 % : ${s(n, 'vote', 'votes')} avec un choix.`,
  approved: n => s(n, 'réponse libre acceptée', 'réponses libres acceptées'),
  waiting: n => (n === 1 ? '1 attend un modérateur' : `${n} attendent un modérateur`),
};
