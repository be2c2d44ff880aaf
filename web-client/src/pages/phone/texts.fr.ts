/** What a phone needs for its first paint and first vote, in French. */
import { phone as choice } from '../../polls/choice/texts.fr';
import type { PhoneTexts } from './texts.en';

const phone: PhoneTexts = {
  language: 'Langue',
  choice,
  ask: 'Poser une question',
  now: 'En ce moment',
  until: time => `jusqu’à ${time}`,
  next: time => `À suivre, à ${time}`,
  quiet: 'Aucun vote en cours. Le prochain s’affichera ici.',
  before: 'La première séance s’affichera ici.',
  after: 'L’événement est terminé. Merci !',
  open: 'Vote ouvert',
  closed: 'Vote clos',
  results: 'Résultats du vote',
  left: time => `encore ${time}`,
  votes: (n, voters) => `${n} ${voters ? 'votant' : 'vote'}${n < 2 ? '' : 's'}`,
  sending: 'Envoi en cours…',
  kept: 'Vote conservé ici, envoi en cours…',
  counted: 'Vote pris en compte. Vous pouvez changer d’avis jusqu’à la clôture.',
  countedOnce: 'Vote pris en compte. Les résultats s’afficheront à l’écran.',
  answering: 'Réponse en cours',
  to: who => `pour ${who}`,
  offline: 'Hors ligne. Reconnexion en cours, inutile de recharger.',
};
export default phone;
