/** What the line above a poll's title says besides: the round, and that its percents are rounded. */
import type { PollItem, Shares } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { useMore } from './texts';

export function useRemarks(poll: PollItem, shares: Shares | undefined): string[] {
  const t = useMore();
  const { id, earlier } = poll;
  const { ballots, count = 0 } = useView().tallies.get(id) ?? {};
  return [
    ...(earlier ? [t.round(earlier + 1)] : []),
    ...(ballots !== undefined ? [t.voters.byWeight(count)] : []),
    ...(shares?.rounded && inPercent(poll) ? [t.rounded] : []),
  ];
}

/** Returns whether a percent stands beside the answers, and not only a length. */
export function inPercent({ kind, phase, show }: PollItem): boolean {
  const isTold = phase === 'revealed';
  if ('points' in kind) return isTold;
  if ('scale' in kind) return isTold && kind.scale.look === 'recommend';
  return show !== 'counts' && ('choice' in kind || 'free_choice' in kind || 'motion' in kind);
}
