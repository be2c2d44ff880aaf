/**
 * The words of the projector page and of the Wi-Fi page, in English. The screen says everything in each of
 * the event's languages at once, so that these pages load all the catalogues.
 */
const plural = (n: number, one: string, more: string): string => (n === 1 ? one : more);

const day = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

const screen = {
  when: (date: string, where: string): string => (where ? `${where}, ${day(date)}` : day(date)),
  between: (start: string, end: string): string => `${start} to ${end}`,
  voted: (_n: number): string => 'voted',
  votes: (n: number): string => plural(n, 'vote', 'votes'),
  haveVoted: (n: number): string => plural(n, 'person has voted', 'people have voted'),
  left: 'left',
  soon: 'Voting begins soon',
  closed: 'Closed',
  results: 'Results',
  next: 'Next',
  asks: 'Asked by',
  answers: 'To',
  fromTheHall: 'Asked from the hall',
  topQuestions: 'What the hall would like to ask',
  noQuestions: 'Ask your question now',
  noQuestionsHow: 'Scan the code. Questions appear here once they are approved.',
  scan: 'Scan to ask and to vote',
  camera: 'WeChat or camera',
  lost: (time: string): string => `Connection lost, picture of ${time}`,
  reconnecting: 'Reconnecting',
  revoked: 'The link of this screen was withdrawn. The host has a new one.',
  gone: 'This event is over.',
  noAccess: 'Open the screen with the link that the host has.',
  connecting: 'Connecting',
  fullScreen: 'full screen',
  theme: 'paper or ink',
  swap: 'first language',
  joinQr: 'QR code to join',
  kinds: {
    opening: 'Opening',
    keynote: 'Keynote',
    dialogue: 'Dialogue',
    round_table: 'Round table',
    cooperation: 'Cooperation',
    break: 'Break',
    other: 'On now',
  },
  wifiStep: 'Join the Wi-Fi',
  wifiHow: 'Scan with the camera, or choose the network in the settings.',
  wifiQr: 'QR code of the Wi-Fi',
  joinStep: 'Join the event',
  joinHow: 'Scan with WeChat or the camera, or type the address and the code.',
  wifiMissing: 'This event names no Wi-Fi. Guests join with the code beside.',
  print: 'Print',
};

export type ScreenTexts = typeof screen;
export default screen;
