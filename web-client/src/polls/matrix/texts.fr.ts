/** What a matrix says on each page, in French. */
import { s } from '../../words/french';
import type { MatrixDesk, MatrixPhone, MatrixScreen } from './texts.en';

export const phone: MatrixPhone = {
  how: 'Pour chaque option, touchez un échelon sur les deux échelles, puis envoyez. Laissez de côté ce que vous ne pouvez pas juger.',
  howOnce:
    'Pour chaque option, touchez un échelon sur les deux échelles, puis envoyez. Une réponse envoyée est définitive.',
  placed: (n, of) => `${s(n, 'option placée', 'options placées')} sur ${of}`,
  half: letter => `Il manque une échelle pour ${letter}`,
  send: n => (n ? `Envoyer ${s(n, 'position', 'positions')}` : 'Placez au moins une option'),
};

export const screen: MatrixScreen = {
  cross: 'La croix couvre la moitié centrale',
};

export const desk: MatrixDesk = {
  steps: 'Degrés de chaque axe',
  best: 'Meilleur coin',
  noBest: 'aucun',
  corners: {
    top_left: 'en haut à gauche',
    top_right: 'en haut à droite',
    bottom_left: 'en bas à gauche',
    bottom_right: 'en bas à droite',
  },
  kind: steps => `Matrice, ${steps} × ${steps} échelons`,
  form: 'Matrice impact et effort',
  effort: { name: 'Effort', low: 'Peu d’effort', high: 'Beaucoup d’effort' },
  impact: { name: 'Impact', low: 'Faible impact', high: 'Fort impact' },
  words:
    'Axes : pour chacun, son nom, son extrémité basse et son extrémité haute, une par ligne ; d’abord l’axe horizontal',
  option: 'Option',
  placed: 'Placée par',
  number: n => n.toFixed(2).replace('.', ','),
  figure: 'La position moyenne de chaque option. Les nombres sont dans le tableau.',
  explained:
    'La moyenne, puis la moitié centrale : les échelons sans le quart le plus bas ni le quart le plus haut des réponses.',
};
