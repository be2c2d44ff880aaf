/** A line under the head that says why a command was rejected. */

import type { Rejection } from '../../../protocol/frames';
import { redraw, useStore, useView } from '../../../ui/hooks';
import { code } from './code';
import { useMore } from './texts';

export function Rejected() {
  const t = useMore();
  const store = useStore();
  const { rejected, noCookies } = useView();
  // Without cookies everything is rejected, and the line above says so.
  if (noCookies) return null;
  if (code.scanned && code.refused)
    return (
      <div class="strip stop">
        <p>{t.voters.refused[code.refused]}</p>
        <button
          type="button"
          class="link"
          onClick={() => {
            code.scanned = false;
            redraw();
          }}
        >
          {t.ok}
        </button>
      </div>
    );
  if (!rejected) return null;
  const { why } = rejected;
  const says: { [kind in Rejection['kind']]?: string } = t.rejected;
  const label =
    why.kind === 'text_too_long' &&
    // Guests write only some of these.
    {
      ...t,
      translation: t.text,
      note: t.text,
      label: t.text,
      caption: t.text,
      finding: t.text,
      staff_note: t.text,
      reply: t.text,
      term: t.text,
      announcement: t.text,
      message: t.text,
      screen: t.text,
    }[why.field];
  return (
    <div class="strip stop">
      <p>{label ? t.rejectedTooLong(label) : (says[why.kind] ?? t.rejected.other)}</p>
      <button type="button" class="link" onClick={store.dismiss}>
        {t.ok}
      </button>
    </div>
  );
}
