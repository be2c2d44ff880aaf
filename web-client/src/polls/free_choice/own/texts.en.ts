/** What the phone says of own words and of the result of a free choice, in English. */
const own = {
  yours: 'Your own words',
  read: 'A moderator reads it before others see it. No name is shown.',
  write: 'Write your own words',
  tooLong: (n: number): string => (n === 1 ? '1 character too long' : `${n} characters too long`),
  waiting: 'Being read',
  approved: 'Approved',
  hidden: 'Not shown',
  whole: (n: number): string => `100% is the ${n === 1 ? '1 vote' : `${n} votes`} with a choice.`,
};
export type OwnTexts = typeof own;
export default own;
