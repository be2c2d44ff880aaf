/** What pages say about hands that were counted in the room, in English. */
import type { HandCount, Raised } from '../protocol/items';
import { s } from '../words/english';

const counted: Record<Raised, (n: number) => string> = {
  hands: n => s(n, 'hand', 'hands'),
  cards: n => s(n, 'card', 'cards'),
  proxies: n => s(n, 'proxy', 'proxies'),
};

export const desk = {
  title: 'Hands counted in the room',
  made: (phones: number, n: number, { what, instead }: HandCount): string =>
    instead
      ? `${counted[what](n)} instead of ${s(phones, 'vote from a phone', 'votes from phones')}`
      : `${counted[what](n)} and ${s(phones, 'vote from a phone', 'votes from phones')}`,
  contains: (n: number, votes: number, { what, instead }: HandCount): string =>
    instead
      ? `${counted[what](n)} alone, without votes from phones`
      : `${counted[what](n)} among ${s(votes, 'vote', 'votes')}`,
  number: (answer: string): string => `Hands for ${answer}`,
  more: (answer: string): string => `One more for ${answer}`,
  less: (answer: string): string => `One less for ${answer}`,
  remark: (n: number, phones: number): string =>
    n === phones
      ? `${n} counted, as many as phones are connected.`
      : `${n} counted, ${Math.abs(n - phones)} ${n < phones ? 'fewer' : 'more'} than phones are connected.`,
  whatLabel: 'What was counted',
  what: { hands: 'hands', cards: 'cards', proxies: 'proxies' },
  howLabel: 'They count',
  added: 'added to the phones',
  instead: 'instead of the phones',
  enter: 'Enter the count',
  remove: 'Remove the count',
  did: 'The count in the room is entered',
  removed: 'The count in the room is removed',
};

export const screen = {
  phones: 'from phones',
  raised: (n: number, what: Raised): string => counted[what](n).replace(/^\d+ /, ''),
  among: (n: number, { what, instead }: HandCount): string =>
    `${instead ? '' : 'with '}${counted[what](n)} counted in the room${instead ? ', without phones' : ''}`,
  byGroup: 'Groups: phones only',
  entered: 'Counted in the room, entered by the host',
};

export type HandsDesk = typeof desk;
export type HandsScreen = typeof screen;
