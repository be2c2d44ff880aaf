/** What the line above a poll's title says besides: the round, and that its percents are rounded. */
import type { PollItem, Shares } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { useMore } from './texts';

export function useRemarks({ id, earlier }: PollItem, shares: Shares | undefined): string[] {
  const t = useMore();
  const { ballots, count = 0 } = useView().tallies.get(id) ?? {};
  return [
    ...(earlier ? [t.round(earlier + 1)] : []),
    ...(ballots !== undefined ? [t.voters.byWeight(count)] : []),
    ...(shares?.rounded ? [t.rounded] : []),
  ];
}
