/** What desks say about the curve of a session's cards, in Chinese. */
import type { CardsDesk } from './texts.en';

export const desk: CardsDesk = {
  curve: '举牌变化',
  until: '截至',
};
