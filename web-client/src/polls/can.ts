/** What a host may do with a poll at its step. The server has the last word. */
import type { Phase, PollItem } from '../protocol/items';

export type PollVerb = 'open' | 'extend' | 'close' | 'reveal' | 'hide';

const AT: Record<PollVerb, Phase[]> = {
  open: ['ready', 'closed'],
  extend: ['open'],
  close: ['open'],
  reveal: ['open', 'closed'],
  hide: ['revealed'],
};

export const can = (poll: PollItem, verb: PollVerb): boolean =>
  AT[verb].includes(poll.phase) && (verb !== 'extend' || poll.closes_at !== undefined);
