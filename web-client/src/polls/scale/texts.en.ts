/** What a scale says on each page, in English. */
export const phone = {
  tap: 'Tap to answer. You can change it until voting closes.',
  tapOnce: 'Choose a step, then send it. A sent answer is final.',
  chosen: (step: number, steps: number) => `${step} of ${steps}, not sent yet`,
  send: (step: number) => `Send ${step}`,
  yours: (step: number) => `Your answer: ${step}`,
  median: (n: number) => `Median ${n.toFixed(1)}`,
  votes: (n: number) => (n === 1 ? '1 vote' : `${n} votes`),
};

export const screen = {
  median: 'Median',
  number: (n: number): string => n.toFixed(1),
};

export const desk = {
  rounded: 'Percentages are rounded.',
  kind: (steps: number): string => `Scale, 1 to ${steps}`,
  step: 'Step',
  share: 'Share',
  votes: 'Votes',
  median: (n: number): string => `Median ${n.toFixed(1)}`,
};

export type ScalePhone = typeof phone;
export type ScaleScreen = typeof screen;
export type ScaleDesk = typeof desk;
