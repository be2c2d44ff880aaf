/** What the phone says after a quiz question, in English. */
const result = {
  right: 'Correct',
  wrong: 'Not this time',
  is: { right: 'correct', wrong: 'not correct' },
  notAnswered: 'You did not answer this question.',
  place: (rank: number, of: number): string => `Place ${rank} of ${of}`,
  points: (n: number): string => (n === 1 ? '1 point' : `${n} points`),
};
export type QuizResult = typeof result;
export default result;
