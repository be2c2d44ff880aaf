/** What the phone says of a rating's result, in English. */

/** A score with its sign. */
export const signed = (n: number): string => (n > 0 ? `+${n}` : n < 0 ? `\u2212${-n}` : '0');

/** Who recommends something, from the warmest. */
export const groups: readonly string[] = ['Promoters', 'Passives', 'Detractors'];

const result = {
  yours: (step: number) => `Your answer: ${step}`,
  median: (n: number) => `Median ${n.toFixed(1)}`,
  number: (n: number) => n.toFixed(1),
  votes: (n: number) => (n === 1 ? '1 vote' : `${n} votes`),
  by: (n: number, of: number) => `rated by ${n} of ${of}`,
  read: 'The number on the right is the median, the one under a column your answer.',
  readOpen: 'The number under a column is your answer.',
  skip: 'Leave out',
  stars: (n: number) => (n === 1 ? '1 star' : `${n} stars`),
  whole: (n: number) => `100% is ${n === 1 ? '1 vote' : `${n} votes`}`,
  score: 'Net promoter score',
  signed,
  groups,
};
export type ScaleResult = typeof result;
export default result;
