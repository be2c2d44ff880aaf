/** The words of the scenes, in English. A scene says everything in each of the event's languages at once. */
import { written } from '../words/numbers';

const plural = (n: number, one: string, more: string): string => (n === 1 ? one : more);

const day = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

const screen = {
  when: (date: string, where: string): string => (where ? `${where}, ${day(date)}` : day(date)),
  voted: (_n: number): string => 'voted',
  votes: (n: number): string => plural(n, 'vote', 'votes'),
  voters: (n: number): string => plural(n, 'voter', 'voters'),
  connected: (n: number): string => plural(n, 'phone connected', 'phones connected'),
  /** Present are the guests who checked in at the door. */
  checkedIn: (n: number): string => plural(n, 'guest checked in', 'guests checked in'),
  /** Of those who voted in the last two of so many rounds. */
  changed: (n: number, both: number, rounds: number): string =>
    `${written(n, 'en')} of the ${written(both, 'en')} who voted in ${rounds === 2 ? 'both' : 'the last two'} rounds changed their vote`,
  fewHidden: 'Groups under five are not shown',
  fingerprint: 'Fingerprint',
  /** Where votes have weights. */
  weighed: (n: number): string => (n === 1 ? 'vote by weight' : 'votes by weight'),
  ballots: (n: number): string => (n === 1 ? 'ballot' : 'ballots'),
  haveVoted: (n: number): string => plural(n, 'person has voted', 'people have voted'),
  /** Before and after the time. */
  left: ['', 'left'] as Around,
  last: 'Last seconds to vote',
  voteNow: 'Vote now',
  page: (n: number, of: number): string => `Page ${n} of ${of}`,
  named: 'Named vote',
  /** Who votes, above the title. */
  only: (values: string[]): string => `Only: ${values.join(', ')}`,
  onlySome: (group: string): string => `Only for some, by ${group}`,
  onePer: (group: string, first: boolean): string =>
    `One vote per ${group}, the ${first ? 'first' : 'last'} counts`,
  weights: (values: [string, number][]): string =>
    values.map(([value, n]) => `${value}: ${n} ${plural(n, 'vote', 'votes')}`).join(', '),
  weighted: 'Votes have weights',
  hallCode: 'Hall code',
  /** What a result is of: votes, one a browser; one a code; or those of people in the hall. */
  verified: { open: 'one per phone', hall: 'in the hall', code: 'one per code' },
  soon: 'Voting begins soon',
  closed: 'Closed',
  results: 'Results',
  next: 'Next',
  /** Before and after the name. */
  asks: ['Asked by', ''] as Around,
  answers: ['For', ''] as Around,
  fromTheHall: 'From the audience',
  lastQuestion: 'Last question',
  fromStaff: 'From the moderators',
  support: (n: number): string => `supported by ${written(n, 'en')}`,
  topQuestions: 'Top questions from the audience',
  noQuestions: 'Ask your question now',
  noQuestionsHow: 'Scan the code. Questions appear here once they are approved.',
  cards: {
    title: 'Hold up a card at any time',
    up: (n: number): string => plural(n, 'card is up', 'cards are up'),
    until: 'A card stays up until it is lowered',
  },
  survey: {
    soon: 'The survey begins soon',
    open: 'Survey open',
    closed: 'Survey closed',
    /** After the number of those who have answered every question, and of those who have answered one. */
    finished: 'answered all',
    began: 'began',
  },
  board: {
    after: (n: number): string => (n === 1 ? 'After the first question' : `After ${n} questions`),
    guest: 'A guest',
    read: 'Nicknames are chosen by guests and read first',
    beside: (n: number, points: number): string =>
      `and ${written(n, 'en')} more with ${plural(points, '1 point', `${written(points, 'en')} points`)}`,
    players: (n: number): string => plural(n, 'player', 'players'),
  },
  /** When a break is over. */
  back: (hour: string): string => `Back at ${hour}`,
  scan: 'Scan to ask and to vote',
  camera: 'WeChat or camera',
  wifi: 'Wi-Fi',
  password: 'Password',
  joinQr: 'QR code to join',
};

/** What stands before something, and what after it. */
export type Around = [before: string, after: string];
export type ScreenTexts = typeof screen;
export default screen;
