/**
 * The answers that lead in a result, for a picture with room for a few lines. Each kind says in its folder which these are; where it says
 * none, the title stands alone.
 */
import type { PollItem, TallyItem } from '../protocol/items';
import type { Texts } from '../words/texts';
import { kindName } from './kind';

/** An answer with its numbers. */
export interface Lead {
  texts: Texts;
  count: number;
  /** Absent where the count is no part of a whole. */
  percent?: number | undefined;
  /** What 100 % is: the number of all votes, or words with its number. */
  whole?: number | Texts | undefined;
}

/** Returns the answers of a result, the leading ones first, however many they are. */
export type Leading = (poll: PollItem, tally: TallyItem) => Lead[];

const KINDS = import.meta.glob<Leading>('./*/leading.ts', { eager: true, import: 'default' });

/** Number of answers that people read beside a speaker. */
const SHOWN_MAX = 3;

/**
 * Returns the answers that lead in a revealed result, at most three: none without a vote, none that is equal to one for which there is no
 * room, and none where the screen shows groups, because the total beside them could tell of one that is withheld.
 */
export function leading(poll: PollItem, tally: TallyItem | undefined): Lead[] {
  if (poll.phase !== 'revealed' || !tally?.tally || tally.groups?.length) return [];
  const all = (KINDS[`./${kindName(poll)}/leading.ts`]?.(poll, tally) ?? []).filter(({ count }) => count > 0);
  const leftOut = all[SHOWN_MAX]?.count;
  return all.slice(0, SHOWN_MAX).filter(({ count }) => count !== leftOut);
}

/** Returns answers with their counts and shares, those with the most votes first; `whole` is what their 100 % is. */
export function byVotes(
  answers: Texts[],
  counts: number[],
  percents: number[] = [],
  whole?: Lead['whole'],
): Lead[] {
  const all = answers.map((texts, i) => ({ texts, count: counts[i] ?? 0, percent: percents[i], whole }));
  return all.sort((a, b) => b.count - a.count);
}
