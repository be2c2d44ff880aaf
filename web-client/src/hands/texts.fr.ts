/** What pages say about hands that were counted in the room, in French. */
import type { Raised } from '../protocol/items';
import { s } from '../words/french';
import type { HandsDesk, HandsScreen } from './texts.en';

const counted: Record<Raised, (n: number) => string> = {
  hands: n => s(n, 'main levée', 'mains levées'),
  cards: n => s(n, 'carton', 'cartons'),
  proxies: n => s(n, 'procuration', 'procurations'),
};

export const desk: HandsDesk = {
  title: 'Mains comptées dans la salle',
  made: (phones, n, { what, instead }) =>
    `${counted[what](n)} ${instead ? 'à la place de' : 'et'} ${s(phones, 'vote par téléphone', 'votes par téléphone')}`,
  contains: (n, votes, { what, instead }) =>
    instead
      ? `${counted[what](n)} seulement, sans les votes par téléphone`
      : `${counted[what](n)} sur ${s(votes, 'vote', 'votes')}`,
  number: answer => `Mains pour ${answer}`,
  more: answer => `Une de plus pour ${answer}`,
  less: answer => `Une de moins pour ${answer}`,
  remark: (n, phones) =>
    n === phones
      ? `${n} au total, autant que de téléphones connectés.`
      : `${n} au total, ${Math.abs(n - phones)} de ${n < phones ? 'moins' : 'plus'} que de téléphones connectés.`,
  whatLabel: 'Ce qui a été compté',
  what: { hands: 'mains', cards: 'cartons', proxies: 'procurations' },
  howLabel: 'Elles comptent',
  added: 'en plus des téléphones',
  instead: 'à la place des téléphones',
  enter: 'Saisir le décompte',
  remove: 'Retirer le décompte',
  did: 'Le décompte de la salle est saisi',
  removed: 'Le décompte de la salle est retiré',
};

export const screen: HandsScreen = {
  phones: 'par téléphone',
  raised: (n, what) => counted[what](n).replace(/^\d+ /, ''),
  among: (n, { what, instead }) =>
    instead
      ? `${counted[what](n)} dans la salle, sans les téléphones`
      : `dont ${counted[what](n)} dans la salle`,
  byGroup: 'Groupes : téléphones seulement',
  entered: 'Compté dans la salle, saisi par la régie',
};
