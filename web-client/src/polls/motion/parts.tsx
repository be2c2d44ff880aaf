/** What all pages draw of a motion: a sign for each side, and where the majority begins. */
import type { JSX } from 'preact';
import type { Majority, PollItem } from '../../protocol/items';
import type { Texts } from '../../words/texts';
import { sameLanguage } from '../../words/texts';

/** The sides, in the order of a ballot and of the counts. */
export const SIDES = [0, 1, 2] as const;

/** The place in the base at which the majority begins. */
export const MARKS: Record<Majority, number> = {
  simple: 1 / 2,
  three_fifths: 3 / 5,
  two_thirds: 2 / 3,
  three_quarters: 3 / 4,
};

/** A tick, a cross and a dash. */
const PATHS = ['M1.4 5.4 4 8 8.8 2', 'M1.8 1.8 8.2 8.2M8.2 1.8 1.8 8.2', 'M1.5 5H8.5'];

export const Sign = ({ side }: { side: number }): JSX.Element => (
  <svg viewBox="0 0 10 10" aria-hidden="true">
    <path d={PATHS[side]} />
  </svg>
);

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
