/** What stands in the place of a poll whose kind this page does not know. */
import { drafts } from '../../../polls/drafts';
import { kindName } from '../../../polls/kind';
import { later } from '../../../polls/phone';
import type { PollItem } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { reloadOnce } from '../../../ui/reload';
import { draft } from './draft';
import { over } from './over';
import { useMore } from './texts';

/** True if a reload loses nothing: nothing is typed, begun or on its way. */
export const idle = (): boolean =>
  !useView().pending.length &&
  !over &&
  !draft.text &&
  !useView().polls.some(({ id, phase }) => phase === 'open' && id in drafts);

/** In the place of a paper that is not here. While a kind is on its way it is nothing; a newer page knows the others. */
export function Newer({ poll }: { poll: PollItem }) {
  const t = useMore();
  if (later(kindName(poll))) return null;
  reloadOnce(kindName(poll), idle);
  return (
    <p class="newer">
      <button type="button" class="btn sec2" onClick={() => location.reload()}>
        {t.newer}
      </button>
    </p>
  );
}
