/** Takes this guest's ballot back while the poll is open. The guest can vote again, so one tap is enough. */
import { setDraft } from '../../../polls/drafts';
import { inRound } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useStore } from '../../../ui/hooks';
import { useMore } from './texts';

export function TakeBack({ poll }: { poll: PollItem }) {
  const t = useMore();
  const store = useStore();
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        setDraft(poll, undefined);
        store.act({ take_back: inRound(poll, {}) });
        // The button disappears; the line about the answer takes its focus.
        document.getElementById(`a${poll.id}`)?.focus({ preventScroll: true });
      }}
    >
      {t.takeVoteBack}
    </button>
  );
}
