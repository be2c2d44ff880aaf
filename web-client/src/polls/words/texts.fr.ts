/** What a poll for words says on each page, in French. */
import { s } from '../../words/french';
import type { WordsDesk, WordsPhone, WordsScreen } from './texts.en';

export const phone: WordsPhone = {
  upTo: max => (max === 1 ? '' : `Jusqu’à ${max} mots`),
  how: 'Un modérateur lit chaque mot avant qu’il soit visible.',
  howOnce: 'Un modérateur lit d’abord chaque mot. Un envoi est définitif.',
  read: 'Pas encore envoyé',
  readOnce: 'Pas encore envoyé. Un envoi est définitif.',
  send: n => (n === 1 ? 'Envoyer ce mot' : `Envoyer ${n} mots`),
  nth: (n, max) => (max === 1 ? 'Votre mot' : `Mot ${n} sur ${max}`),
  tooLong: n => `${s(n, 'caractère', 'caractères')} en trop`,
  counts: words => `Compté comme : ${words.join(', ')}`,
  asWhole: 'Ce navigateur ne sait pas le diviser : compté en entier.',
  waiting: 'En lecture',
  approved: 'Approuvé',
  hidden: 'Non affiché',
  remove: 'Supprimer',
  drop: word => `Supprimer ${word}`,
  none: 'Aucun mot n’a encore été approuvé.',
};

export const screen: WordsScreen = {
  picks: max => (max === 1 ? 'un mot par personne' : `jusqu’à ${max} mots par personne`),
  waiting: n => `${s(n, 'mot', 'mots')} en lecture`,
  more: n => `et ${s(n, 'autre mot', 'autres mots')}`,
};

export const desk: WordsDesk = {
  max: 'Mots par personne, au plus',
  chars: 'Caractères d’un mot, au plus',
  chinese: 'Réponses en chinois',
  whole: 'entières',
  divided: 'divisées en mots',
  kind: (max, divided) =>
    (max === 1 ? 'Mots, un par personne' : `Mots, jusqu’à ${max} par personne`) +
    (divided ? ', chinois découpé en mots' : ''),
  word: 'Mot',
  ballots: 'Bulletins',
  mentions: n => `${s(n, 'mot', 'mots')} dans tous les bulletins`,
  waiting: n => (n === 1 ? '1 mot attend un modérateur' : `${n} mots attendent un modérateur`),
  none: 'Aucun mot n’a encore été approuvé.',
};
