/**
 * A strip under the head while an open poll or survey that this guest has not answered is out of sight, because the guest is reading
 * further down or writing. Nothing moves, no typed text is lost, and one tap leads to the poll.
 */
import { ballotIn } from '../../../polls/kind';
import type { PollItem, SurveyItem } from '../../../protocol/items';
import type { View } from '../../../sync/store';
import { redraw, useLang, useNow, useT, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import { clock, secondsUntil } from '../../../words/time';
import type { PhoneTexts } from '../texts.en';
import { closeOver, lead, over } from './over';
import { useMore } from './texts';
import { barred } from './voters';

/** Height at the top of the page that the strip would cover, beside those that are there. */
const STRIP_PX = 64;

/** What waits for an answer: a poll, or a survey in which the guest has answered nothing. */
type Waiting = PollItem | SurveyItem;

/** The heading of what was out of sight at the last draw. */
let missed: string | undefined;

const isSurvey = (item: Waiting): item is SurveyItem => 'polls' in item;

/** The id of its heading: that of the first question in a survey's form. */
const headingOf = (item: Waiting): string => `p${isSurvey(item) ? item.polls[0] : item.id}`;

const captionsPx = () => document.querySelector<HTMLElement>('.captions')?.offsetHeight ?? 0;

const heading = (item: Waiting) => document.getElementById(headingOf(item));

/** Returns the latest open poll or survey that this guest has not answered. */
export function waiting({ polls, mine, of }: View): Waiting | undefined {
  const isAnswered = (poll: PollItem | undefined) => poll && ballotIn(poll, mine.ballots);
  const fresh = (item: Waiting) =>
    isSurvey(item) ? !item.polls.some(id => isAnswered(polls.find(p => p.id === id))) : !isAnswered(item);
  return [...polls.filter(poll => !poll.nth && barred(poll) !== 'group'), ...of('survey')]
    .filter(item => item.phase === 'open' && fresh(item))
    .sort((a, b) => b.since - a.since)[0];
}

/** Checks the page; redraws if another poll is out of sight. */
function look() {
  const item = waiting(useView());
  const place = item && heading(item)?.getBoundingClientRect();
  const gone = over ? !!item : !!place && place.bottom < STRIP_PX + captionsPx();
  const now = gone && item ? headingOf(item) : undefined;
  if (now === missed) return;
  missed = now;
  redraw();
}

addEventListener('scroll', look, { passive: true });

export function Opened() {
  const t = useT<PhoneTexts>();
  const { vote, survey } = useMore();
  const [lang] = useLang();
  // The page can be measured after this draw.
  Promise.resolve().then(look);
  const item = waiting(useView());
  if (!item || headingOf(item) !== missed) return null;
  const [tag, title] = pick(item.title, lang);
  const until = isSurvey(item) ? undefined : item.closes_at;
  const verb = isSurvey(item) ? survey.begin : vote;
  const show = () => lead(heading(item), 'center');
  return (
    <div class="opens">
      <hr class="rule" />
      <div>
        <p>
          {isSurvey(item) ? survey.opened : t.open}
          <Text tag={tag} text={title} as="span" />
        </p>
        {until && <time>{clock(secondsUntil(until, useNow(1000)))}</time>}
        <button
          type="button"
          class="btn"
          aria-label={`${verb}: ${title}`}
          onClick={() => (over ? closeOver(show) : show())}
        >
          {verb}
        </button>
      </div>
    </div>
  );
}
