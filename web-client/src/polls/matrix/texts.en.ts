/** What a matrix says on each page, in English. */
export const phone = {
  how: 'For each option, tap a step on both scales, then send. Leave out what you cannot judge.',
  howOnce: 'For each option, tap a step on both scales, then send. A sent answer is final.',
  placed: (n: number, of: number) => `${n} of ${of} placed`,
  half: (letter: string) => `${letter} still needs its second scale`,
  send: (n: number) => (n ? `Send ${n} ${n === 1 ? 'place' : 'places'}` : 'Place one to send'),
};

export const screen = {
  cross: 'A cross spans the middle half',
};

/** The axis of a matrix that a host makes. */
interface Axis {
  name: string;
  low: string;
  high: string;
}
const effort: Axis = { name: 'Effort', low: 'Little effort', high: 'Much effort' };
const impact: Axis = { name: 'Impact', low: 'Low impact', high: 'High impact' };

export const desk = {
  steps: 'Steps of each axis',
  best: 'Best corner',
  noBest: 'none',
  corners: {
    top_left: 'top left',
    top_right: 'top right',
    bottom_left: 'bottom left',
    bottom_right: 'bottom right',
  },
  kind: (steps: number): string => `Matrix, ${steps} × ${steps} steps`,
  form: 'Matrix of impact and effort',
  effort,
  impact,
  words: 'Axes: for each its name, its low end and its high end, on a line each; the horizontal one first',
  option: 'Option',
  placed: 'Placed by',
  number: (n: number): string => n.toFixed(2),
  figure: 'Where each option stands on average. The table has the numbers.',
  explained:
    'The mean, and beside it the middle half: the steps without the lowest quarter and the highest quarter of the answers.',
};

export type MatrixPhone = typeof phone;
export type MatrixScreen = typeof screen;
export type MatrixDesk = typeof desk;
