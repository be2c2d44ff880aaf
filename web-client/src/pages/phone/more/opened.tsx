/**
 * A strip under the head while an open poll that this guest has not answered is out of sight, because the guest is reading
 * further down or writing. Nothing moves, no typed text is lost, and one tap leads to the poll.
 */
import { ballotIn } from '../../../polls/kind';
import type { PollItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { redraw, useLang, useNow, useT, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import { clock, secondsUntil } from '../../../words/time';
import type { PhoneTexts } from '../texts.en';
import { closeOver, lead, over } from './over';
import { useMore } from './texts';
import { barred } from './voters';

/** Height at the top of the page that the strip would cover. */
const STRIP_PX = 64;

/** The poll out of sight at the last draw. */
let missed: number | undefined;

const heading = (poll: PollItem) => document.getElementById(`p${poll.id}`);

/** Returns the latest open poll that this guest has not answered. */
export const waiting = ({ polls, mine }: View): PollItem | undefined =>
  polls
    .filter(poll => poll.phase === 'open' && !ballotIn(poll, mine.ballots) && barred(poll) !== 'group')
    .sort((a, b) => b.since - a.since)[0];

/** Checks the page; redraws if another poll is out of sight. */
function look() {
  const poll = waiting(useView());
  const place = poll && heading(poll)?.getBoundingClientRect();
  const gone = over ? !!poll : !!place && place.bottom < STRIP_PX;
  const now = gone ? poll?.id : undefined;
  if (now === missed) return;
  missed = now;
  redraw();
}

addEventListener('scroll', look, { passive: true });

export function Opened() {
  const t = useT<PhoneTexts>();
  const { vote } = useMore();
  const [lang] = useLang();
  // The page can be measured after this draw.
  Promise.resolve().then(look);
  const poll = waiting(useView());
  if (!poll || poll.id !== missed) return null;
  const [tag, title] = pick(poll.title, lang);
  const show = () => lead(heading(poll), 'center');
  return (
    <div class="opens">
      <hr class="rule" />
      <div>
        <p>
          {t.open}
          <Text tag={tag} text={title} as="span" />
        </p>
        {poll.closes_at && <time>{clock(secondsUntil(poll.closes_at, useNow(1000)))}</time>}
        <button
          type="button"
          class="btn"
          aria-label={`${vote}: ${title}`}
          onClick={() => (over ? closeOver(show) : show())}
        >
          {vote}
        </button>
      </div>
    </div>
  );
}
