/** What the line above a poll's title says besides: the round, and that its percents are rounded. */
import type { PollItem, Shares } from '../../../protocol/items';
import { useMore } from './texts';

export function useRemarks({ earlier }: PollItem, shares: Shares | undefined): string[] {
  const t = useMore();
  return [...(earlier ? [t.round(earlier + 1)] : []), ...(shares?.rounded ? [t.rounded] : [])];
}
