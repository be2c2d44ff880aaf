/** A guest takes a copy of everything that is stored about them. */
import { useView } from '../../../ui/hooks';
import { useMore } from './texts';

export function Kept() {
  const { copy: t } = useMore();
  const { event, joined } = useView();
  if (!joined || !event) return null;
  return (
    <section class="sheet erase">
      <div class="pad prose">
        <h2 class="say">{t.take}</h2>
        <p>{t.takeHow}</p>
        <a class="btn sec2" id="take" href={`/${event.code}/mine.json`} download>
          {t.take}
        </a>
      </div>
    </section>
  );
}
