/** What a poll with points says on each page, in French. */
import { s } from '../../words/french';
import type { PointsDesk, PointsPhone, PointsScreen } from './texts.en';

export const phone: PointsPhone = {
  asks: purse => `${purse} points à répartir`,
  how: 'Répartissez tous les points avec + et −, puis envoyez-les.',
  howOnce: 'Répartissez tous les points avec + et −, puis envoyez-les. Des points envoyés sont définitifs.',
  left: n => (n ? s(n, 'point restant', 'points restants') : 'Tous les points sont répartis'),
  giveAll: purse => `Répartissez les ${purse} points`,
  send: 'Envoyer les points',
  more: letter => `Plus pour ${letter}`,
  less: letter => `Moins pour ${letter}`,
  yours: n => `vous : ${n}`,
  mean: 'Le nombre est la moyenne, sur 100.',
  share: 'Le nombre est la part de tous les points.',
};

export const screen: PointsScreen = {
  each: purse => `${purse} points chacun`,
  middle: 'Moitié centrale',
  mean: 'Le rond est la moyenne',
  whole: '100 % : tous les points',
};

export const desk: PointsDesk = {
  purse: 'Points par personne',
  rounded: 'Les nombres sont arrondis.',
  kind: purse => `Points, ${purse} par personne`,
  option: 'Option',
  mean: 'Moyenne',
  share: 'Part',
  middle: 'Moitié centrale',
  whole: '100 % : tous les points.',
  explained:
    'Moitié centrale : les points donnés par les votants, sans le quart le plus bas ni le quart le plus haut.',
};
