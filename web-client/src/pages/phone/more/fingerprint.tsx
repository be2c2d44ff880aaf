/** The fingerprint of all votes of a closed poll, and whether this guest's is among them. That proves nothing to anybody else. */
import { ballotIn } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { sealed } from '../../../words/seal';
import { useMore } from './texts';

export function Fingerprint({ poll }: { poll: PollItem }) {
  const t = useMore();
  const { mine } = useView();
  if (!poll.seal) return null;
  return (
    <>
      {t.fingerprint[0]}
      <b>{sealed(poll.seal)}</b>
      {t.fingerprint[1]}
      {ballotIn(poll, mine.ballots) ? t.isIn : t.isNotIn}
    </>
  );
}
