/** What a poll with points says on each page, in English. */
export const phone = {
  asks: (purse: number) => `${purse} points to give`,
  how: 'Give all points with + and −, then send them.',
  howOnce: 'Give all points with + and −, then send them. Sent points are final.',
  left: (n: number) => (n ? `${n} ${n === 1 ? 'point' : 'points'} left` : 'All points given'),
  giveAll: (purse: number) => `Give all ${purse} to send`,
  send: 'Send points',
  more: (letter: string) => `More for ${letter}`,
  less: (letter: string) => `Less for ${letter}`,
  yours: (n: number) => `you: ${n}`,
  mean: 'The number is the mean, out of 100.',
  share: 'The number is the share of all points.',
};

export const screen = {
  each: (purse: number): string => `${purse} points each`,
  middle: 'Middle half',
  mean: 'The dot is the mean',
  whole: '100% is all points',
};

export const desk = {
  purse: 'Points of each guest',
  rounded: 'The numbers are rounded.',
  kind: (purse: number): string => `Points, ${purse} each`,
  option: 'Option',
  mean: 'Mean',
  share: 'Share',
  middle: 'Middle half',
  whole: '100% is all points.',
  explained: 'Middle half: what the guests gave, without the lowest quarter and the highest quarter.',
};

export type PointsPhone = typeof phone;
export type PointsScreen = typeof screen;
export type PointsDesk = typeof desk;
