/** The kinds of poll that are not in the first chunk: loaded when there is such a poll, and what stands there instead. */
import { drafts } from '../../../polls/drafts';
import { kindName } from '../../../polls/kind';
import { LATER, type Later } from '../../../polls/later';
import type { Ready } from '../../../polls/phone';
import type { PollItem } from '../../../protocol/items';
import { redraw, useLang, useView } from '../../../ui/hooks';
import { reloadOnce } from '../../../ui/reload';
import { draft } from './draft';
import { over } from './over';
import { useMore } from './texts';

/** By kind and language; `null` while it is being loaded. */
const loaded = new Map<string, Ready | null>();
const later = (poll: PollItem): Later | undefined => (LATER as Record<string, Later>)[kindName(poll)];

export function laterKind(poll: PollItem): Ready | undefined {
  const [lang] = useLang();
  const load = later(poll);
  const key = `${kindName(poll)} ${lang}`;
  if (load && !loaded.has(key)) {
    loaded.set(key, null);
    load(lang).then(
      ready => {
        loaded.set(key, ready);
        redraw();
      },
      // The line is down: again with the next draw.
      () => loaded.delete(key),
    );
  }
  return loaded.get(key) ?? undefined;
}

/** True if a reload loses nothing: nothing is typed, begun or on its way. */
export const idle = (): boolean =>
  !useView().pending.length && !over && !draft.text && !Object.keys(drafts).length;

/** In the place of a paper that is not here: this page does not know the kind, and a newer one does. */
export function Newer({ poll }: { poll: PollItem }) {
  const t = useMore();
  if (later(poll)) return null;
  reloadOnce(kindName(poll), idle);
  return (
    <p class="newer">
      <button type="button" class="btn sec2" onClick={() => location.reload()}>
        {t.newer}
      </button>
    </p>
  );
}
