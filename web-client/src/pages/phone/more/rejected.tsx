/** A line under the head that says why a command was rejected. */

import type { Rejection } from '../../../protocol/frames';
import { useStore, useView } from '../../../ui/hooks';
import { useMore } from './texts';

export function Rejected() {
  const t = useMore();
  const store = useStore();
  const { rejected, noCookies } = useView();
  // Without cookies everything is rejected, and the line above says so.
  if (!rejected || noCookies) return null;
  const says: { [kind in Rejection['kind']]?: string } = t.rejected;
  return (
    <div class="strip stop">
      <p>{says[rejected.why.kind] ?? t.rejected.other}</p>
      <button type="button" class="link" onClick={store.dismiss}>
        {t.ok}
      </button>
    </div>
  );
}
