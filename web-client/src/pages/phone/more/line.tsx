/** The line under the head for connection problems that do not pass by themselves, or not soon. */
import { useNow, useView } from '../../../ui/hooks';
import { clock, secondsUntil } from '../../../words/time';
import { useMore } from './texts';

export function Line() {
  const t = useMore();
  const { link, retryAt, noCookies } = useView();
  const ends = { gone: t.gone, revoked: t.revoked, blocked: t.blocked }[link as string];
  const stops = ends ?? (noCookies && t.noCookies);
  if (stops) return <p class="strip stop">{stops}</p>;
  if (link !== 'full' || !retryAt) return;
  return <p class="strip">{t.full(clock(secondsUntil(retryAt, useNow(1000))))}</p>;
}
