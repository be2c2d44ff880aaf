/**
 * A poll on the screen. While it is open every bar is the same grey; at the reveal the bars settle first,
 * and only then the winner takes the accent and more room. Options keep their order, always.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PollItem, TallyItem } from '../protocol/items';
import { down, FLOOR, type Plan, useFit } from '../ui/fit';
import { useNow } from '../ui/hooks';
import { SETTLE_MS, still, useCalm, useGlide } from '../ui/motion';
import { Pair, useSetting, Words } from '../ui/screen';
import { axisEnd, leaders, letter, percents, picksOf, single } from '../words/shares';
import { Label } from './words';

/** Two columns from here on. */
const MANY = 6;

/** A leader in a long list of equals says nothing yet; the reveal waits until the bars have settled. */
const REVEAL_AFTER_MS = SETTLE_MS + 400;

/** Sizes of the title and of the options, and for rows the width of the labels: long ones take from the bars. */
const size = (ask: number, opt: number, bare = '', label = 54): Plan => ({
  sizes: { say: ask, alt: ask * 0.64, opt, 'opt-alt': opt * 0.81, label },
  bare,
});

const FEW_PLANS: Plan[] = [
  ...down(6.6, 4.2, 7).map(ask => size(ask, 4.2)),
  ...down(6, 4.2, 4).map(ask => size(ask, 4.2, '', 80)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, '', 80)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, '', 100)),
  // Five rows have no room for two lines each: the languages then stand side by side.
  ...down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, 'beside', 90)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'beside', 110)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'opt-alt', 100)),
  size(FLOOR, FLOOR, 'ask-alt opt-alt', 100),
];

const MANY_PLANS: Plan[] = [
  ...down(5.2, FLOOR, 5).map(ask => size(ask, 4.2)),
  ...down(5.2, FLOOR, 5).map(ask => size(ask, FLOOR)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'opt-alt')),
  size(FLOOR, FLOOR, 'ask-alt opt-alt'),
  size(FLOOR, FLOOR, 'ask-alt opt-alt three'),
];

/** True once a reveal that happens before our eyes has settled; at once for one that happened before. */
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
  const many = poll.options.length >= MANY;
  const words = JSON.stringify([poll.title, poll.options, langs]);
  const box = useFit<HTMLDivElement>(many ? MANY_PLANS : FEW_PLANS, words);
  const list = useRef<HTMLUListElement>(null);
  const picks = picksOf(tally);
  const won = revealed && picks ? leaders(picks) : [];
  useGlide(list, `${poll.id} ${won.join()}`);

  const count = tally?.count ?? 0;
  const axis = useRef<number | undefined>(undefined);
  const leader = picks && count ? Math.max(...picks) / count : 0;
  axis.current = axisEnd(leader, axis.current);
  const whole = picks ? percents(picks, count, single(poll)) : [];
  // Two columns are read downwards, and the foot takes the last place.
  const rows = many ? Math.ceil((poll.options.length + 1) / 2) : poll.options.length;

  return (
    <div class={`scene poll ${poll.phase} ${picks ? 'bars' : 'count-only'}`} ref={box}>
      <div class="ask">
        <Words texts={poll.title} say main="h1" />
      </div>
      <div class="field">
        <ul
          class={many ? 'opts many' : 'opts'}
          ref={list}
          data-fit
          style={{ '--rows': rows, '--rows3': Math.ceil((poll.options.length + 1) / 3) }}
        >
          {poll.options.map((option, i) => (
            <li key={i} data-key={i} data-fit class={won.includes(i) ? 'o won' : 'o'}>
              <span class="l">{letter(i)}</span>
              <span class="w">
                <Pair texts={option} />
              </span>
              <span class="bar">
                {picks ? (
                  <i
                    style={{
                      transform: `scaleX(${count ? (picks[i] ?? 0) / count / (axis.current ?? 1) : 0})`,
                    }}
                  />
                ) : null}
              </span>
              <span class="n">
                {picks ? (
                  <>
                    {whole[i]}
                    <small>%</small>
                  </>
                ) : null}
              </span>
            </li>
          ))}
          {many ? (
            <li class="o foot">
              {poll.phase === 'ready' ? <span /> : <Count count={count} phase={poll.phase} />}
              <Status poll={poll} />
            </li>
          ) : null}
        </ul>
        {!picks && !many && poll.phase !== 'ready' ? (
          <div class="big-count" key="count">
            <b>{count}</b>
            <p>
              <Label of={w => w.haveVoted(count)} />
            </p>
          </div>
        ) : null}
      </div>
      {many ? null : (
        <footer class="foot">
          {picks ? <Count count={count} phase={poll.phase} /> : <span />}
          <Status poll={poll} />
        </footer>
      )}
    </div>
  );
}

function Count(props: { count: number; phase: PollItem['phase'] }): JSX.Element {
  return (
    <span>
      <b>{props.count}</b>{' '}
      <Label of={w => (props.phase === 'open' ? w.voted(props.count) : w.votes(props.count))} />
    </span>
  );
}

/** What the poll is at: soon, the time left, how many one may pick, or that it is over. */
function Status(props: { poll: PollItem }): JSX.Element {
  const { poll } = props;
  const { min, max } = poll.kind.choice;
  if (poll.phase === 'open' && poll.closes_at) return <TimeLeft until={poll.closes_at} />;
  if (poll.phase === 'open') {
    return <span class="alt">{max > 1 ? <Label of={w => w.picks(min, max)} /> : null}</span>;
  }
  return (
    <span class="alt">
      <Label of={w => ({ ready: w.soon, open: '', closed: w.closed, revealed: w.results })[poll.phase]} />
    </span>
  );
}

function TimeLeft(props: { until: number }): JSX.Element {
  const now = useNow(250);
  const seconds = Math.max(0, Math.ceil((props.until - now) / 1000));
  return (
    <span class="time-left">
      <Label of={w => w.left} />{' '}
      <b>
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
      </b>
    </span>
  );
}
