/** What the line about this guest's answer says where it is not as usual. */
import { ballotIn, type Unsent } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { useMore } from './texts';
import { useUnlike } from './voters';

export function useSays(
  poll: PollItem,
  usual: string,
  waits: boolean,
  unsent: Unsent | undefined,
  may: boolean,
): string {
  const { closedUnsent, stillCounts } = useMore();
  const unlike = useUnlike(poll, usual);
  if (poll.phase !== 'open') return unsent ? `${closedUnsent} ${unlike}` : unlike;
  if (waits) return usual;
  return may && unsent && ballotIn(poll, useView().mine.ballots) ? stillCounts : unlike;
}
