/** Ce que dit l’écran des tours et des groupes côte à côte, et des ex æquo, en français. */
import { written } from '../words/numbers';
import type { SidesScreen } from './texts.en';

export const screen: SidesScreen = {
  round: n => `Tour ${n}`,
  weights: 'voix pondérées · bulletins',
  rounded: '(arrondi)',
  withHands: 'à main levée aussi',
  tie: 'Ex æquo en tête',
  answered: (min, max) =>
    min === max
      ? `chacun : ${written(min, 'fr')} ${min < 2 ? 'réponse' : 'réponses'}`
      : `chacun : ${written(min, 'fr')} à ${written(max, 'fr')} réponses`,
  voted: (min, max) =>
    min === max
      ? `${written(min, 'fr')} voix chacun`
      : `${written(min, 'fr')} à ${written(max, 'fr')} voix chacun`,
};
