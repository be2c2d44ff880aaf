/** The foot while an answer waits to be sent. */
import { setDraft } from '../../../polls/drafts';
import { inRound, type Unsent } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useStore } from '../../../ui/hooks';

export function Send({ poll, unsent }: { poll: PollItem; unsent: Unsent }) {
  const store = useStore();
  const { says, send, ballot, purse } = unsent;
  return (
    <div class="foot">
      <p role="status">{says}</p>
      {purse && (
        <div class="purse">
          {purse.map((part, i) => (
            <i key={i} style={{ width: `${100 * part}%` }} />
          ))}
        </div>
      )}
      <button
        type="button"
        class="btn"
        disabled={!ballot}
        onClick={() => {
          setDraft(poll, undefined);
          if (ballot) store.act({ cast: inRound(poll, { ballot }) });
          // The button disappears; the line about the answer takes its focus.
          document.getElementById(`a${poll.id}`)?.focus({ preventScroll: true });
        }}
      >
        {send}
      </button>
    </div>
  );
}
