/** What open text says on each page, in French. */
import { s } from '../../words/french';
import type { TextDesk, TextPhone, TextScreen } from './texts.en';

export const phone: TextPhone = {
  how: 'Un modérateur la lit avant qu’elle soit visible. Votre nom n’est pas affiché.',
  howOnce: 'Un modérateur la lit d’abord. Un envoi est définitif.',
  yours: 'Votre réponse',
  says: 'Pas encore envoyée',
  saysOnce: 'Pas encore envoyée. Un envoi est définitif.',
  send: 'Envoyer',
  again: 'Remplacer ma réponse',
  tooLong: n => `${s(n, 'caractère', 'caractères')} en trop`,
  waiting: 'En lecture',
  approved: 'Approuvée',
  hidden: 'Non affichée',
  none: 'Aucune réponse n’a encore été approuvée.',
  newest: (n, all) => `Les ${n} plus récentes sur ${all}`,
  times: n => `écrit par ${n} personnes`,
  others: 'Autres réponses',
};

export const screen: TextScreen = {
  each: 'une réponse par personne',
  waiting: n => `${n} en lecture`,
  taken: 'En discussion',
};

export const desk: TextDesk = {
  chars: 'Caractères, au plus',
  kind: chars => `Texte libre, ${s(chars, 'caractère', 'caractères')} au plus`,
  answer: 'Réponse',
  guests: 'Personnes',
  approved: n => s(n, 'réponse approuvée', 'réponses approuvées'),
  waiting: n => (n === 1 ? '1 réponse attend un modérateur' : `${n} réponses attendent un modérateur`),
  none: 'Aucune réponse n’a encore été approuvée.',
};
