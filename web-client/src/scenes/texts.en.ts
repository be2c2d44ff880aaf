/** The words of the scenes, in English. A scene says everything in each of the event's languages at once. */
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
  voters: (n: number): string => plural(n, 'voter', 'voters'),
  rounded: 'rounded',
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
};

export type ScreenTexts = typeof screen;
export default screen;
