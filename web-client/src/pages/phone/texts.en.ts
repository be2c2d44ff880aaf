/** What a phone needs for its first paint and first vote; the rest is in more/. */
import { phone as choice } from '../../polls/choice/texts.en';

const phone = {
  language: 'Language',
  choice,
  ask: 'Ask a question',
  now: 'Now',
  until: (time: string) => `until ${time}`,
  next: (time: string) => `Next, at ${time}`,
  quiet: 'No poll is open right now. The next one will appear here.',
  before: 'The first session will appear here when it begins.',
  after: 'The event is over. Thank you for taking part.',
  open: 'Poll open',
  closed: 'Poll closed',
  results: 'Poll results',
  left: (time: string) => `${time} left`,
  votes: (n: number, voters: boolean) => `${n} ${voters ? 'voter' : 'vote'}${n === 1 ? '' : 's'}`,
  sending: 'Sending…',
  kept: 'Vote saved on this phone, sending…',
  counted: 'Counted. You can change it until voting closes.',
  countedOnce: 'Counted. The results will be on the screen.',
  answering: 'Being answered now',
  to: (who: string) => `for ${who}`,
  offline: 'No connection. Reconnecting; no need to reload.',
};
export type PhoneTexts = typeof phone;
export default phone;
