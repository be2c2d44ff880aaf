/** What the line about this guest's answer says where it is not as usual. */
import { ballotIn, type Unsent } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useT, useView } from '../../../ui/hooks';
import type { PhoneTexts } from '../texts.en';
import { useMore } from './texts';
import { useUnlike } from './voters';

/** `asks` is what the line usually says while the poll is open, and afterwards how many answers its paper asked for. */
export function useSays(
  poll: PollItem,
  asks: string,
  waits: boolean,
  unsent: Unsent | undefined,
  may: boolean,
): string {
  const { closedUnsent, stillCounts, total, wait } = useMore();
  const { votes } = useT<PhoneTexts>();
  const view = useView();
  const known = view.tallies.get(poll.id);
  // Phones that saw the result grow have it before the reveal.
  const tally = poll.phase === 'revealed' || known?.tally ? known : undefined;
  const ended = tally ? total(votes(tally.ballots ?? tally.count, !!asks)) : wait;
  const usual = poll.phase === 'open' ? asks : ended;
  const unlike = useUnlike(poll, usual);
  if (poll.phase !== 'open') return unsent ? `${closedUnsent} ${unlike}` : unlike;
  if (waits) return usual;
  return may && unsent && ballotIn(poll, view.mine.ballots) ? stillCounts : unlike;
}
