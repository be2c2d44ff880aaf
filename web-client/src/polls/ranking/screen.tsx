/**
 * A ranking on the screen. While it is open, the options stand in the order of the ballot, and grey bars show the points without
 * numbers. At the reveal the rows glide into a ladder: ranked by points, with the first places in a quieter column, which may
 * disagree. Many options stand in two columns, and long ones on pages above a register.
 */
import './screen.css';
import { useRef } from 'preact/hooks';
import type { PollItem } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { useGlide } from '../../ui/motion';
import { Pair, speaking } from '../../ui/screen';
import { axisEnd, letter } from '../../words/shares';
import { type ScreenKind, tallyOf } from '../kind';
import type { RankingScreen } from './texts.en';

const { Label } = speaking<RankingScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

/** From this number of options on, there are two columns. */
const MANY = 7;

/** Sizes of the title, of the options and of those in the first rank, and the width of the labels beside the open bars. */
const size = (ask: number, opt: number, won: number, bare = '', label = 50): Plan => ({
  sizes: { say: ask, alt: ask * 0.64, opt, won, 'opt-alt': opt * 0.81, label },
  bare,
});

const OPEN_ROWS: Plan[] = [
  ...down(6.6, 4.2, 5).map(ask => size(ask, 4.2, 4.2, 'rows', 58)),
  ...down(6, 4.2, 4).map(ask => size(ask, 4.2, 4.2, 'rows', 80)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, FLOOR, 'rows')),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, FLOOR, 'rows', 80)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, FLOOR, 'rows beside', 100)),
];

const OPEN_COLUMNS: Plan[] = ['', 'beside'].flatMap(bare =>
  [4.2, FLOOR].flatMap(opt => down(5.2, FLOOR, 4).map(ask => size(ask, opt, opt, bare))),
);

/** A first rank larger than the others comes before a larger title. */
const ladder = (bare: string): Plan[] => {
  const sizes = (pairs: [won: number, opt: number][]) =>
    down(6.6, FLOOR, 6).flatMap(ask => pairs.map(([won, opt]) => size(ask, opt, won, bare)));
  return [
    ...sizes([
      [6.6, 4.2],
      [5.2, 4.2],
      [5.2, FLOOR],
      [4.2, FLOOR],
    ]),
    ...sizes([[FLOOR, FLOOR]]),
  ];
};

/** Whole options on each page, in all languages if one option fits with the title. */
const PAGES: Plan[] = [
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, FLOOR, 'rows')),
  size(FLOOR, FLOOR, FLOOR, 'rows title-alt'),
  size(FLOOR, FLOOR, FLOOR, 'rows title-alt opt-alt'),
].map(plan => ({ ...plan, pages: true }));

const isMany = (poll: PollItem): boolean => poll.options.length >= MANY;

const ranking: ScreenKind = {
  plans(poll, revealed) {
    const many = isMany(poll);
    // The ladder has one line for an option where the open ballot has two, so it needs columns later.
    const whole = revealed
      ? [...ladder('rows'), ...(many ? ladder('') : [])]
      : many
        ? OPEN_COLUMNS
        : OPEN_ROWS;
    return [...whole, ...PAGES];
  },
  counted: tally => !!tallyOf(tally, 'ranking'),
  hasPlaceForCount: poll => !isMany(poll),
  Asks: () => <Label of={w => w.later} />,
  Reads({ tally }) {
    const first = tallyOf(tally, 'ranking')?.ladder?.first;
    return first ? <Label of={w => w.explained(first)} /> : null;
  },
  Field,
};

export default ranking;

function Field({ poll, tally, revealed, from, to }: Parameters<ScreenKind['Field']>[0]) {
  const list = useRef<HTMLUListElement>(null);
  const ladder = (revealed && tallyOf(tally, 'ranking')?.ladder) || undefined;
  const ranks = ladder?.ranks.length ? ladder.ranks : undefined;
  const order = poll.options.map((_, i) => i);
  if (ranks) order.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  useGlide(list, `${poll.id} ${!!ranks} ${from}`);

  const many = isMany(poll);
  const percents = tallyOf(tally, 'ranking') && tally?.shares?.percents;
  const axis = useRef<number | undefined>(undefined);
  axis.current = axisEnd(percents ? Math.max(...percents) / 100 : 0, axis.current);
  const length = (i: number) => (percents?.[i] ?? 0) / 100 / (axis.current ?? 1);
  const name = (i: number) => (ranks ? ranks[i] : letter(i));
  const won = (i: number) => (ranks?.[i] === 1 ? ' won' : '');
  const shown = new Set(order.slice(from, to));
  const rows = ranks ? `ladder${many ? ' cols' : ''}` : `opts${many ? ' many' : ''}`;

  return (
    <div
      class="ranked"
      style={{
        '--rows': Math.ceil(order.length / 2),
        '--digits': String(Math.max(0, ...(ladder?.points ?? []))).length,
      }}
    >
      {ranks ? (
        <div class={many ? 'caps cols' : 'caps'} aria-hidden="true">
          <Cap />
          {many ? <Cap /> : null}
        </div>
      ) : null}
      <ul class={rows} ref={list} data-fit>
        {order.map(i => (
          <li key={i} data-key={i} data-item data-fit class={`o${won(i)}`}>
            <span class="l">{name(i)}</span>
            <span class="w">
              <Pair texts={poll.options[i] ?? {}} />
            </span>
            <span class="bar">{percents ? <i style={{ transform: `scaleX(${length(i)})` }} /> : null}</span>
            <span class="n">{ranks ? ladder?.points[i] : null}</span>
            {ranks ? <span class="n sub">{ladder?.firsts[i]}</span> : null}
          </li>
        ))}
      </ul>
      <ol class="register" aria-hidden="true">
        {order.map(i => (
          <li key={i} class={`${shown.has(i) ? 'on' : ''}${won(i)}`}>
            {percents ? <i style={{ transform: `scaleY(${length(i)})` }} /> : null}
            <span>{name(i)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Names the two columns of numbers. */
const Cap = () => (
  <p class="cap">
    <span>
      <Label of={w => w.points} />
    </span>
    <span>
      <Label of={w => w.firsts} />
    </span>
  </p>
);
