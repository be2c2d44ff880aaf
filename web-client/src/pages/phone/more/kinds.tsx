/** Replaces a poll whose kind this page does not know. */
import { drafts } from '../../../polls/drafts';
import { kindName } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useView } from '../../../ui/hooks';
import { reloadOnce } from '../../../ui/reload';
import { draft } from './draft';
import { over } from './over';
import { useMore } from './texts';

/** Returns true if a reload loses nothing: nothing is typed, begun or being sent. */
export const idle = (): boolean =>
  !useView().pending.length &&
  !over &&
  !draft.text &&
  !useView().polls.some(({ id, phase }) => phase === 'open' && id in drafts);

/** Replaces the ballot paper of a kind that only a newer page knows. */
export function Newer({ poll }: { poll: PollItem }) {
  const t = useMore();
  reloadOnce(kindName(poll), idle);
  return (
    <p class="newer">
      <button type="button" class="btn sec2" onClick={() => location.reload()}>
        {t.newer}
      </button>
    </p>
  );
}
