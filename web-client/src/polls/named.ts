/** Names that a poll has of the interface, such as "Abstain", in the event's languages. */
import type { PollItem } from '../protocol/items';
import type { Texts } from '../words/texts';
import { sameLanguage } from '../words/texts';

/** Returns one of the words in the event's languages, as if the poll had it. `all` is an eager glob of a folder's texts. */
export function inEvent<T>(
  poll: PollItem,
  all: Record<string, T>,
  word: (t: T) => string | undefined,
): Texts {
  const files = Object.keys(all);
  const file = (tag: string) =>
    files.find(name => sameLanguage(name.replace(/.*texts\.|\.ts$/g, ''), tag)) ?? files[0] ?? '';
  return Object.fromEntries(Object.keys(poll.title).map(tag => [tag, word(all[file(tag)] as T) ?? '']));
}
