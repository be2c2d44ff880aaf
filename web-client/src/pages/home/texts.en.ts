/** What the home page says, in English. */
const texts = {
  title: 'Join an event',
  label: 'Code',
  enter: 'Join',
  hint: 'Six characters, on the big screen beside the QR code.',
  odd: 'Codes have no 0, O, 1 or I. Please look again.',
  short: 'A code has six characters.',
  missing: (code: string): string => `There is no event with the code ${code}.`,
};

export type HomeTexts = typeof texts;
export default texts;
