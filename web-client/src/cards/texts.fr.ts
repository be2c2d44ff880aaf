/** What desks say about the curve of a session's cards, in French. */
import type { CardsDesk } from './texts.en';

export const desk: CardsDesk = {
  curve: 'Cartons au fil du temps',
  until: 'jusqu’à',
};
