/** Says that a result contains hands that were counted in the room. */
import type { TallyItem } from '../../../protocol/items';
import { useMore } from './texts';

export function Hands({ tally }: { tally: TallyItem | undefined }) {
  const t = useMore();
  const { hands, phones = 0 } = tally ?? {};
  if (!hands) return null;
  const raised = hands.counts.reduce((a, b) => a + b, 0);
  return <p class="ack">{hands.instead ? t.handsOnly(raised, phones) : t.handsAdded(raised, phones)}</p>;
}
