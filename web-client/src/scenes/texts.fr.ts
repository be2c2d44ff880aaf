/** The words of the scenes, in French. */

import { written } from '../words/numbers';
import type { ScreenTexts } from './texts.en';

const plural = (n: number, one: string, more: string): string => (n < 2 ? one : more);

const day = (date: string): string =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

const screen: ScreenTexts = {
  when: (date, where) => (where ? `${where}, ${day(date)}` : day(date)),
  voted: n => plural(n, 'a voté', 'ont voté'),
  votes: n => plural(n, 'vote', 'votes'),
  voters: n => plural(n, 'votant', 'votants'),
  connected: n => plural(n, 'téléphone connecté', 'téléphones connectés'),
  checkedIn: n => plural(n, 'invité enregistré', 'invités enregistrés'),
  changed: (n, both, rounds) =>
    `Sur les ${written(both, 'fr')} personnes ayant voté aux deux ${rounds === 2 ? '' : 'derniers '}tours, ${written(n, 'fr')} ${n === 1 ? 'a' : 'ont'} changé leur vote`,
  fewHidden: 'Groupes de moins de cinq non affichés',
  fingerprint: 'Empreinte',
  weighed: n => plural(n, 'voix pondérée', 'voix pondérées'),
  ballots: n => plural(n, 'bulletin', 'bulletins'),
  haveVoted: n => plural(n, 'personne a voté', 'personnes ont voté'),
  left: ['encore', ''],
  last: 'Dernières secondes pour voter',
  voteNow: 'Votez maintenant',
  page: (n, of) => `Page ${n} sur ${of}`,
  named: 'Vote nominatif',
  only: values => `Réservé à : ${values.join(', ')}`,
  onlySome: group => `Réservé à certains (${group})`,
  onePer: (group, first) => `Une voix par ${group}, la ${first ? 'première' : 'dernière'} compte`,
  weights: values => values.map(([value, n]) => `${value} : ${n} voix`).join(', '),
  weighted: 'Voix pondérées',
  hallCode: 'Code de la salle',
  verified: { open: 'un par téléphone', hall: 'en salle', code: 'un par code' },
  soon: 'Le vote va bientôt s’ouvrir',
  closed: 'Vote clos',
  results: 'Résultats',
  next: 'À suivre',
  asks: ['Posée par', ''],
  answers: ['Pour', ''],
  fromTheHall: 'Question de la salle',
  lastQuestion: 'Dernière question',
  fromStaff: 'Question de l’organisation',
  support: n => `soutenue par ${written(n, 'fr')}`,
  topQuestions: 'Les questions les plus soutenues du public',
  noQuestions: 'Posez votre question',
  noQuestionsHow: 'Scannez le code. Les questions s’affichent ici une fois approuvées.',
  cards: {
    title: 'Levez un carton à tout moment',
    up: n => (n < 2 ? 'carton levé' : 'cartons levés'),
    until: 'Un carton reste levé jusqu’à ce qu’on le baisse',
  },
  survey: {
    soon: 'Le questionnaire va bientôt s’ouvrir',
    open: 'Questionnaire ouvert',
    closed: 'Questionnaire clos',
    finished: 'questionnaires complets',
    began: 'commencés',
  },
  board: {
    after: n => (n === 1 ? 'Après la première question' : `Après ${n} questions`),
    guest: 'Un participant',
    read: 'Les pseudos sont choisis par les participants, puis relus',
    beside: (n, points) =>
      `et ${written(n, 'fr')} autre${n > 1 ? 's' : ''} à ${written(points, 'fr')} point${points > 1 ? 's' : ''}`,
    players: n => (n < 2 ? 'joueur' : 'joueurs'),
  },
  back: hour => `Reprise à ${hour}`,
  scan: 'Scannez pour poser vos questions et voter',
  camera: 'WeChat ou appareil photo',
  wifi: 'Wi-Fi',
  password: 'Mot de passe',
  joinQr: 'QR code pour participer',
};
export default screen;
