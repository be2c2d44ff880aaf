/** What desks say about the curve of a session's cards, in English. */
export const desk = {
  curve: 'Cards over time',
  until: 'until',
};

export type CardsDesk = typeof desk;
