/** What a phone needs for its first paint and first vote; the rest is in phone-more.ts. */
const phone = {
  language: 'Language',
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
  choose: (min: number, max: number) =>
    min === max ? `Choose ${max}` : min > 1 ? `Choose ${min} to ${max}` : `Choose up to ${max}`,
  votes: (n: number) => (n === 1 ? '1 vote' : `${n} votes`),
  tap: 'One tap votes. You can change it until the close.',
  tapOnce: 'One tap votes, and cannot be changed.',
  mark: 'Mark your choices, then send them.',
  sending: 'Sending…',
  kept: 'Vote kept on this phone, sending…',
  counted: 'Counted. You can change it until the close.',
  countedOnce: 'Counted. The results come on the screen.',
  wait: 'Voting has closed. The results come on the screen.',
  total: (n: number) => (n === 1 ? '1 vote, closed.' : `${n} votes, closed.`),
  yours: 'your choice',
  picked: (n: number, min: number, max: number) =>
    n < min
      ? `${n} marked, ${min - n} more needed`
      : n < max
        ? `${n} marked, up to ${max - n} more`
        : `${n} marked`,
  send: (n: number) => (n === 1 ? 'Send 1 choice' : `Send ${n} choices`),
  answering: 'Being answered now',
  to: (who: string) => `to ${who}`,
  offline: 'No connection. Reconnecting by itself; you need not reload.',
  gone: 'This event is no longer here.',
  revoked: 'This page was ended by the organisers.',
};
export type PhoneTexts = typeof phone;
export default phone;
