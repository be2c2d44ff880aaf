/** A line under the head that says why something was not taken. */
import type { MoreTexts } from '../../i18n/en/phone-more';
import { useStore, useView } from '../../ui/hooks';

export function Refused({ texts: t }: { texts: MoreTexts }) {
  const store = useStore();
  const { refused } = useView();
  if (!refused) return null;
  return (
    <div class="strip stop">
      <p>{t.refused[refused.why.kind] ?? t.refused.other}</p>
      <button type="button" class="link" onClick={store.dismiss}>
        {t.ok}
      </button>
    </div>
  );
}
