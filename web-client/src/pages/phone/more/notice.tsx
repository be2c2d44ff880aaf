/** The privacy notice: a link at the foot of the page, and its page, where a guest can erase what they wrote. */
import { useView } from '../../../ui/hooks';
import { Erase } from './erase';
import { Kept } from './kept';
import { closeOver, openOver } from './over';
import { useMore } from './texts';

export function Notice({ link }: { link?: boolean }) {
  const t = useMore();
  const { event } = useView();
  if (link)
    return (
      <p class="page-foot">
        <button type="button" class="link" id="notice" onClick={() => openOver('notice')}>
          {t.privacy}
        </button>
      </p>
    );
  return (
    <div class="ph ask">
      <header class="head">
        <button type="button" class="link" onClick={() => closeOver()}>
          {t.back}
        </button>
      </header>
      <main class="main">
        <section class="sheet">
          <div class="pad prose">
            <h1 class="say">{t.privacy}</h1>
            {t.notice(event?.retention_days ?? 0).map(line => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </section>
        <Kept />
        <Erase />
      </main>
    </div>
  );
}
