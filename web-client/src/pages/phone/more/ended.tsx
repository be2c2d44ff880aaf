/** The line under the head when nothing comes back by itself. */
import { useView } from '../../../ui/hooks';
import { useMore } from './texts';

export function Ended() {
  const t = useMore();
  const { link } = useView();
  const says = link === 'gone' ? t.gone : link === 'revoked' && t.revoked;
  return says ? <p class="strip stop">{says}</p> : undefined;
}
