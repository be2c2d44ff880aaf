/** What the screen says of rounds and groups side by side, in English. */
export const screen = {
  round: (n: number): string => `Round ${n}`,
  /** What the two numbers of each are, where votes have weights. */
  weights: 'votes by weight · ballots',
  /** After a round in which hands were counted in the room. */
  withHands: 'with hands',
};

export type SidesScreen = typeof screen;
