/** What the sheet of codes says, in English. */
const texts = {
  noAccess: 'Open this page with the host link.',
  connecting: 'Connecting',
  none: (event: string): string =>
    `This event has no codes. Make some on the server: plenary event codes ${event} --count 40`,
  title: 'Codes for voting',
  count: (all: number, used: number): string => `${all} codes, ${used} in use.`,
  secret: 'Whoever has a code can vote with it. Print on one side, cut, and hand one to each person.',
  print: 'Print',
  qr: (n: number): string => `QR code of card ${n}`,
  how: (address: string, event: string): string =>
    `Scan to join. Or join ${event} at ${address} and enter this code. For one phone.`,
  number: (n: number): string => `No. ${n}`,
  used: 'in use',
};

export type CodesTexts = typeof texts;
export default texts;
