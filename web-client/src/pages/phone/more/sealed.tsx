/** The fingerprint of a closed poll's votes, and whether this guest's vote is among them. It proves nothing to anybody else. */
import { ballotIn } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { sealed } from '../../../words/seal';
import { useMore } from './texts';

export function Sealed({ poll }: { poll: PollItem }) {
  const t = useMore();
  if (!poll.seal) return null;
  const isIn = !!ballotIn(poll, useView().mine.ballots);
  return (
    <p class="sealed note">
      {t.fingerprint} <b>{sealed(poll.seal)}</b>. {isIn ? t.isIn : t.isNotIn}
    </p>
  );
}
