/** Ce que dit l’écran des tours et des groupes côte à côte, en français. */
import type { SidesScreen } from './texts.en';

export const screen: SidesScreen = {
  round: n => `Tour ${n}`,
  weights: 'voix pondérées · bulletins',
  withHands: 'à main levée aussi',
};
