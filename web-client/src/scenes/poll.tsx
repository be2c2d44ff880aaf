/**
 * A poll on the screen: its title, the kind's own field, the number of votes and the phase. At the reveal the bars settle first,
 * and then the winner stands out.
 */
import './poll.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Five, HandsField, isDrawnAsHands, RoomLabel } from '../polls/hands/strokes';
import { isSeveral } from '../polls/kind';
import { screenKind } from '../polls/screen';
import type { HandCount, PollItem, TallyItem } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { SETTLE_MS, still, useCalm } from '../ui/motion';
import { useSetting, Words } from '../ui/screen';
import { directionOf } from '../words/languages';
import { clock, secondsUntil } from '../words/time';
import { useLastSeconds } from './letterhead';
import { Turning } from './turning';
import { Label, spoken, WithName } from './words';

/** How long the reveal waits until the bars have settled. */
const REVEAL_AFTER_MS = SETTLE_MS + 400;

/** Sizes of the title if this page does not know the kind. */
const TITLE_PLANS: Plan[] = down(8.4, FLOOR, 8).map(say => ({ sizes: { say, alt: say * 0.64 } }));

/** Returns true once a reveal has settled; at once for a reveal before this page was there. */
function useRevealed(poll: PollItem): boolean {
  const [shown, setShown] = useState(poll.phase === 'revealed');
  useEffect(() => {
    if (poll.phase !== 'revealed') {
      setShown(false);
      return;
    }
    if (shown) return;
    const timer = setTimeout(() => setShown(true), still() ? 0 : REVEAL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [poll.phase]);
  return shown && poll.phase === 'revealed';
}

export function PollScene(props: { poll: PollItem; tally: TallyItem | undefined }): JSX.Element {
  const { poll } = props;
  const { langs } = useSetting();
  const tally = useCalm(props.tally, 500);
  const revealed = useRevealed(poll);
  const kind = screenKind(poll);
  const count = tally?.count ?? 0;
  const counted = !!kind?.counted(tally);
  // Fit again at the reveal and when its winners arrive, which may be later; counts alone never change a size.
  const winners = revealed && tally?.shares?.leaders;
  const words = JSON.stringify([
    poll.title,
    poll.options,
    poll.kind,
    langs,
    counted,
    revealed,
    winners,
    kind?.says?.(tally),
  ]);
  const plans = kind ? kind.plans(poll, revealed) : TITLE_PLANS;
  const fitted = useFit<HTMLDivElement>(plans, words, revealed);
  const { page, pages, from, to } = fitted;
  const alone = !counted && poll.phase !== 'ready' && !!kind?.hasPlaceForCount(poll);
  const { Asks, Reads } = kind ?? {};
  const drawn = revealed && isDrawnAsHands(poll, tally);
  return (
    <div class={`scene poll ${poll.phase} ${counted ? 'bars' : 'count-only'}`} ref={fitted.ref}>
      <div class="ask">
        <Words texts={poll.title} say main="h1" />
      </div>
      <div class="field">
        {drawn ? (
          <HandsField poll={poll} tally={tally} />
        ) : kind ? (
          <kind.Field poll={poll} tally={tally} revealed={revealed} turning={pages > 1} from={from} to={to} />
        ) : null}
        {alone ? (
          <div class="big-count" key="count" data-fit>
            <b>{count}</b>
            <p>
              <Label of={w => w.haveVoted(count)} />
            </p>
          </div>
        ) : null}
      </div>
      <footer class="foot">
        {(alone && pages < 2) || poll.phase === 'ready' ? <span /> : <Count poll={poll} tally={tally} />}
        {pages > 1 ? (
          <Turning page={page} pages={pages} />
        ) : poll.phase === 'open' && Asks ? (
          <span class="alt">
            <Asks poll={poll} tally={tally} />
          </span>
        ) : drawn ? (
          <span>
            <Five /> = 5
          </span>
        ) : revealed && tally && Reads ? (
          <span class="alt">
            <Reads poll={poll} tally={tally} />
          </span>
        ) : null}
        {revealed && tally && Reads && pages > 1 ? (
          <span class="alt">
            <Reads poll={poll} tally={tally} />
          </span>
        ) : (
          <Status poll={poll} entered={!!tally?.hands} />
        )}
      </footer>
    </div>
  );
}

function Count(props: { poll: PollItem; tally: TallyItem | undefined }): JSX.Element {
  const { poll, tally } = props;
  const count = tally?.count ?? 0;
  const votes = isSeveral(poll) ? 'voters' : 'votes';
  const [[lang] = ['en']] = spoken(useSetting().langs);
  if (tally?.hands) return <WithHands tally={tally} hands={tally.hands} dir={directionOf(lang)} />;
  return (
    <span dir={directionOf(lang)}>
      <b>{count}</b> <Label of={w => (poll.phase === 'open' ? w.voted(count) : w[votes](count))} />
      {tally?.shares?.rounded ? (
        <>
          {' '}
          <small>
            <Label of={w => w.rounded} />
          </small>
        </>
      ) : null}
    </span>
  );
}

/** The number of votes where hands counted in the room are among them: each part by its name. */
function WithHands(props: { tally: TallyItem; hands: HandCount; dir: 'ltr' | 'rtl' }): JSX.Element {
  const { tally, hands, dir } = props;
  const raised = hands.counts.reduce((a, b) => a + b, 0);
  return (
    <span dir={dir}>
      <b>{raised}</b> <RoomLabel of={w => w.raised(raised, hands.what)} />
      {hands.instead ? null : (
        <>
          {' + '}
          <b>{tally.phones}</b> <RoomLabel of={w => w.phones} />
        </>
      )}
    </span>
  );
}

/** The state of the poll: soon, the time left, open, or closed. */
function Status(props: { poll: PollItem; entered: boolean }): JSX.Element {
  const { poll } = props;
  const last = useLastSeconds(poll.phase === 'open' ? poll.closes_at : undefined);
  if (poll.phase === 'open' && poll.closes_at && last === undefined)
    return <TimeLeft until={poll.closes_at} />;
  if (props.entered && poll.phase === 'revealed')
    return (
      <span class="alt">
        <RoomLabel of={w => w.entered} />
      </span>
    );
  return (
    <span class={poll.phase === 'open' ? '' : 'alt'}>
      <Label
        of={w =>
          ({
            ready: w.soon,
            open: last === undefined ? w.voteNow : w.last,
            closed: w.closed,
            revealed: w.results,
          })[poll.phase]
        }
      />
    </span>
  );
}

function TimeLeft(props: { until: number }): JSX.Element {
  const now = useNow(250);
  return (
    <span class="time-left">
      <WithName of={w => w.left}>
        <b>{clock(secondsUntil(props.until, now))}</b>
      </WithName>
    </span>
  );
}
