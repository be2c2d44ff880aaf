/** What the phone says of a matrix's result, in English. */
const result = {
  leaveOut: 'Leave out',
  figure: 'Where each option stands on average. The table has the numbers.',
  option: 'Mean',
  number: (n: number): string => n.toFixed(1),
  /** The guest's own steps, in the order of the columns. */
  yours: (first: number, second: number): string => `you: ${first} and ${second}`,
  by: (n: number, of: number): string => `placed by ${n} of ${of}`,
  read: 'A letter stands at the mean of all answers.',
  readMine: 'A letter stands at the mean of all answers, a ring at yours.',
};
export type MatrixResult = typeof result;
export default result;
