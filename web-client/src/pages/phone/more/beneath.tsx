/**
 * What a poll says beneath this guest's answer: its rounds or groups, how to take the vote back while the poll is open, and once it is
 * closed the fingerprint of all votes.
 */
import { setDraft } from '../../../polls/drafts';
import { ballotIn, inRound } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import { useStore, useView } from '../../../ui/hooks';
import { Beside, type BesideProps } from './beside';
import { Fingerprint } from './fingerprint';
import { Nickname } from './nickname';
import { useMore } from './texts';

export function Beneath({ poll, ready }: BesideProps) {
  const t = useMore();
  const store = useStore();
  const { mine, pending } = useView();
  const own = ballotIn(poll, mine.ballots);
  const waits = pending.some(e => e.seq === undefined && 'cast' in e.cmd && e.cmd.cast.poll === poll.id);
  const open = poll.phase === 'open';
  const may = open && poll.changeable && own && !waits;
  const side = (
    <>
      {'quiz' in poll.kind && <Nickname poll={poll} />}
      <Base poll={poll} />
      <Beside poll={poll} ready={ready} />
    </>
  );
  if (!poll.seal && !may) return side;
  return (
    <>
      {side}
      <p class="beneath">
        <span>
          <Fingerprint poll={poll} />
        </span>
        {may && (
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
        )}
      </p>
    </>
  );
}

/** Names what 100 % of a choice is, where its sheet shows percents. Kinds in chunks of their own say it themselves. */
function Base({ poll }: { poll: PollItem }) {
  const t = useMore();
  const { kind, show } = poll;
  const { tally, count } = useView().tallies.get(poll.id) ?? {};
  if (!tally || show === 'counts') return null;
  const free = 'free_choice' in kind ? kind.free_choice : undefined;
  const rules = 'choice' in kind ? kind.choice : free;
  const whole = 'free_choice' in tally ? tally.free_choice.base : count;
  // With an abstention its own part says what is left of the votes.
  if (!rules || !whole || free?.none) return null;
  return (
    <p class="beneath">
      <span>{t.whole(whole, rules.max > 1)}</span>
    </p>
  );
}
