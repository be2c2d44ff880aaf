import type { Fault } from './names';

/** What the page that prints says, in English: first to the host, then on paper. */
const texts = {
  noAccess: 'Open this page with the host link.',
  connecting: 'Connecting',
  title: 'Print',
  back: 'Host’s desk',
  what: 'What to print',
  kinds: { poster: 'Posters', table: 'Table cards', badges: 'Badges', links: 'Link cards' },
  paper: 'Paper',
  order: 'First language',
  each: 'Each once',
  print: 'Print',
  printHow: 'In the browser’s print window choose the same paper, 100 % and no margins.',
  tables: 'Number of tables',
  tablesHow: 'Fold along the dashed line. 0 prints one card without a number.',
  names: 'Names',
  namesHow:
    'One person a line, or cells copied from a table: name, name in another script, organisation, organisation in another script, group.',
  namesStay: 'The list stays in this browser and is gone when you close the page.',
  file: 'Or a CSV file',
  badges: (n: number): string => (n === 1 ? '1 badge' : `${n} badges`),
  notText: 'This file is not UTF-8 text. Save the table as “CSV UTF-8”.',
  fault(fault: Fault): string {
    switch (fault.why) {
      case 'many':
        return 'A list has at most 1000 names. Print it in parts.';
      case 'long':
        return `Line ${fault.line}: a cell has more than 120 characters.`;
      case 'nameless':
        return `Line ${fault.line}: the name is missing.`;
      case 'unclosed':
        return `Line ${fault.line}: a quotation mark is opened and never closed.`;
    }
  },
  copies: 'Cards for each',
  secret: 'Each QR code is a key. Hand the cards over in person.',
  failed: 'The links could not be loaded.',
  again: 'Try again',
  none: 'Nothing to print yet.',
  sheets: 'Preview',

  scan: 'Scan to ask and to vote',
  how: 'With WeChat or the camera. No account, nothing to install.',
  joinQr: 'QR code to join',
  wifi: 'Wi-Fi',
  wifiQr: 'QR code of the Wi-Fi',
  network: 'network',
  password: 'password',
  open: 'no password',
  ask: 'Ask, and it is answered here',
  yours: 'Ask in your own language. An interpreter writes the other.',
  table: 'table',
  number: (n: string): string => `No. ${n}`,
  linkQr: (role: string): string => `QR code: ${role}`,
  name: 'Name',
  key: 'This is a key. If lost, tell the host.',
  until: 'Valid until the host revokes it',
  where: (venue: string, date: string): string => (venue ? `${venue}, ${date}` : date),
};

export type PrintTexts = typeof texts;
export default texts;
