/** The foot while an answer waits to be sent, or while the guest is in a survey. */
import { setDraft } from '../../../polls/drafts';
import { inRound, type Unsent } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useStore, useView } from '../../../ui/hooks';
import { liveThings } from '../live';
import { unsentOf } from '../poll';
import { surveySteps } from './survey';

/** Returns what the latest thing with something to send or to go through has; nothing if there is none. */
export function foot() {
  for (const { poll, survey } of liveThings(useView())) {
    const unsent = poll && unsentOf(poll);
    if (unsent) return <Send poll={poll} unsent={unsent} />;
    const steps = surveySteps(survey);
    if (steps) return steps;
  }
}

function Send({ poll, unsent }: { poll: PollItem; unsent: Unsent }) {
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
