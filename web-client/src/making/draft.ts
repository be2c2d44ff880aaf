/** A poll as its host would write it: what a change starts from. */
import type { PollDraft, PollItem } from '../protocol/items';
import { fitting, settingsOf } from './settings';

/** Returns a poll with the texts as they were written last, whatever guests see until a translation is renewed. */
export const asWritten = (poll: PollItem): PollItem => ({ ...poll, ...poll.newer });

/** Returns the draft that changes nothing. Who votes is left out, and stays. */
export function draftOf(poll: PollItem): PollDraft {
  const { session, kind, title, options, pictures } = asWritten(poll);
  return {
    ...(session !== undefined && { session }),
    kind,
    title,
    options,
    ...(pictures && { pictures }),
    ...fitting(settingsOf(poll), kind, poll.options.length),
  };
}

/**
 * Returns the draft with its options in another order: the place before of each, and nothing for a new one without a text yet. `rules`
 * returns the rules that belong to that order.
 */
export function reordered(
  draft: PollDraft,
  order: (number | undefined)[],
  rules: (kind: PollDraft['kind'], order: (number | undefined)[]) => PollDraft['kind'],
): PollDraft {
  const { options = [], pictures } = draft;
  return {
    ...draft,
    kind: rules(draft.kind, order),
    options: order.map(from => (from === undefined ? {} : (options[from] ?? {}))),
    ...(pictures && { pictures: order.map(from => (from === undefined ? '' : (pictures[from] ?? ''))) }),
  };
}
