/** What the home page says, in English. */
const texts = {
  title: 'Join an event',
  label: 'Code',
  enter: 'Join',
  hint: 'Six characters, shown on the screen next to the QR code.',
  odd: 'Codes never contain 0, O, 1 or I. Please check again.',
  short: 'The code has six characters.',
  missing: (code: string): string => `There is no event with the code ${code}.`,
};

export type HomeTexts = typeof texts;
export default texts;
