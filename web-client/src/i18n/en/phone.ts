/** What a phone needs for its first paint and first vote. */
const phone = {
  ask: 'Ask a question',
  now: 'Now',
};
export type PhoneTexts = typeof phone;
export default phone;
