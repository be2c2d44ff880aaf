/** What a phone needs for its first paint and first vote; the rest is in more/. */
import { phone as choice } from '../../polls/choice/texts.en';

const phone = {
  language: 'Language',
  choice,
  ask: 'Ask a question',
  now: 'Now',
  until: (time: string) => `until ${time}`,
  next: (time: string) => `Next, at ${time}`,
  quiet: 'No poll is open. When one opens it appears here by itself.',
  before: 'When the first session begins, it appears here by itself.',
  after: 'The event is over. Thank you for taking part.',
  open: 'Poll open',
  closed: 'Poll closed',
  results: 'Poll results',
  left: (time: string) => `${time} left`,
  votes: (n: number, voters: boolean) => `${n} ${voters ? 'voter' : 'vote'}${n === 1 ? '' : 's'}`,
  rounded: 'rounded',
  sending: 'Sending…',
  kept: 'Vote kept on this phone, sending…',
  counted: 'Counted. You can change it until the close.',
  countedOnce: 'Counted. The results come on the screen.',
  wait: 'Voting has closed. The results come on the screen.',
  total: (votes: string) => `${votes}, closed.`,
  answering: 'Being answered now',
  to: (who: string) => `to ${who}`,
  offline: 'No connection. Reconnecting by itself; you need not reload.',
  gone: 'This event is no longer here.',
  revoked: 'This page was ended by the organisers.',
};
export type PhoneTexts = typeof phone;
export default phone;
