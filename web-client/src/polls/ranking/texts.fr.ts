/** What a ranking says on each page, in French. */
import { s } from '../../words/french';
import { byPlace, type RankingDesk, type RankingPhone, type RankingScreen } from './texts.en';

const nth = (n: number): string => (n === 1 ? '1er' : `${n}e`);

export const phone: RankingPhone = {
  asks: places => (places > 1 ? `Classez-en jusqu’à ${places}` : 'Classez-en un'),
  how: 'Touchez les options dans votre ordre, la meilleure d’abord, puis envoyez-le.',
  howOnce: 'Touchez les options dans votre ordre, la meilleure d’abord. Un ordre envoyé est définitif.',
  order: (letters, left) =>
    letters.length
      ? letters.map((letter, i) => `${nth(i + 1)} ${letter}`).join(', ') +
        (left ? ` ; encore ${s(left, 'possible', 'possibles')}` : '')
      : 'Rien de classé pour l’instant',
  send: n => (n > 1 ? `Envoyer ${n} places` : 'Envoyer 1 place'),
  yours: place => `votre ${nth(place)}`,
  firsts: n => `${s(n, 'première place', 'premières places')}`,
  explained: first =>
    first > 1
      ? `Le nombre indique les points : ${first} pour une première place, un de moins à chaque place suivante.`
      : 'Le nombre indique les points : 1 pour une première place.',
};

export const screen: RankingScreen = {
  points: 'Points',
  firsts: 'En tête',
  later: 'Le classement vient avec les résultats',
  explained: first => `Points par place : ${byPlace(first)}`,
  place: nth,
};

export const desk: RankingDesk = {
  places: 'Places à attribuer, au plus',
  kind: (places, options) =>
    places < options ? `Classement, jusqu’à ${places} sur ${options}` : `Classement de ${options} options`,
  option: 'Option',
  rank: 'Rang',
  points: 'Points',
  firsts: 'En tête',
  explained: first =>
    first > 1
      ? `Une première place donne ${first} points, chaque place suivante un de moins. À égalité de points, même rang.`
      : 'Une première place donne 1 point. À égalité de points, même rang.',
};
