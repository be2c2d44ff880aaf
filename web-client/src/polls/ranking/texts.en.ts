/** What a ranking says on each page, in English. */
const ordinal = (n: number): string => {
  const tens = n % 100;
  const end = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
};

/** The points of each place, the first one first: all of a few, else the first two and the last. */
export const byPlace = (first: number): string =>
  first > 4 ? `${first}, ${first - 1} … 1` : Array.from({ length: first }, (_, i) => first - i).join(', ');

export const phone = {
  asks: (places: number) => `Rank up to ${places}`,
  how: 'Tap the options in your order, the best first. Then send it.',
  howOnce: 'Tap the options in your order, the best first. A sent order is final.',
  /** Reads the order: the letters, and how many places are left. */
  order: (letters: string[], left: number) =>
    letters.length
      ? letters.map((letter, i) => `${ordinal(i + 1)} ${letter}`).join(', ') +
        (left ? `; ${left} more possible` : '')
      : 'Nothing ranked yet',
  send: (n: number) => (n > 1 ? `Send ${n} places` : 'Send 1 place'),
  yours: (place: number) => `your ${ordinal(place)}`,
  firsts: (n: number) => `${n} ranked it first`,
  explained: (first: number) =>
    first > 1
      ? `The number is the points: ${first} for a first place, one less for each place after it.`
      : 'The number is the points: 1 for a first place.',
};

export const screen = {
  points: 'Points',
  firsts: 'First',
  later: 'The order comes at the reveal',
  explained: (first: number): string => `Points by place: ${byPlace(first)}`,
  place: ordinal,
};

export const desk = {
  places: 'Places to give, at most',
  kind: (places: number, options: number): string =>
    places < options ? `Ranking, up to ${places} of ${options}` : `Ranking of ${options}`,
  option: 'Option',
  rank: 'Rank',
  points: 'Points',
  firsts: 'First places',
  explained: (first: number): string =>
    first > 1
      ? `A first place gives ${first} points, each place after it one less. Equal points share a rank.`
      : 'A first place gives 1 point. Equal points share a rank.',
};

export type RankingPhone = typeof phone;
export type RankingScreen = typeof screen;
export type RankingDesk = typeof desk;
