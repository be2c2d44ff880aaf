/** Says that a result contains hands that were counted in the room. */
import { raisedOf } from '../../../hands/raised';
import type { TallyItem } from '../../../protocol/items';
import { useMore } from './texts';

export function Hands({ tally }: { tally: TallyItem | undefined }) {
  const t = useMore();
  const { hands, phones = 0 } = tally ?? {};
  if (!hands) return null;
  const raised = raisedOf(hands);
  return <p class="ack">{hands.instead ? t.handsOnly(raised, phones) : t.handsAdded(raised, phones)}</p>;
}
