/** A line under the head that says why something was not taken. */
import type { MoreTexts } from '../../i18n/en/phone-more';
import { useStore, useView } from '../../ui/hooks';

export function Rejected({ texts: t }: { texts: MoreTexts }) {
  const store = useStore();
  const { rejected } = useView();
  if (!rejected) return null;
  return (
    <div class="strip stop">
      <p>{t.rejected[rejected.why.kind] ?? t.rejected.other}</p>
      <button type="button" class="link" onClick={store.dismiss}>
        {t.ok}
      </button>
    </div>
  );
}
