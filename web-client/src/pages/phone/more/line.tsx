/** The line under the head for connection problems that do not pass by themselves, or not soon. */
import { redraw, useNow, useView } from '../../../ui/hooks';
import { clock, secondsUntil } from '../../../words/time';
import { code } from './code';
import { useMore } from './texts';

export function Line() {
  const t = useMore();
  const { link, retryAt, noCookies, mine } = useView();
  const ends = { gone: t.gone, revoked: t.revoked, blocked: t.blocked }[link as string];
  const stops = ends ?? (noCookies && t.noCookies);
  if (stops) return <p class="strip stop">{stops}</p>;
  if (code.scanned && !code.refused && mine.code !== undefined)
    return (
      <div class="strip">
        <p>{t.voters.entered(mine.code)}</p>
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
  if (link !== 'full' || !retryAt) return;
  return <p class="strip">{t.full(clock(secondsUntil(retryAt, useNow(1000))))}</p>;
}
