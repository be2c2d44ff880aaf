/**
 * A ranking on the screen. While it is open, the options stand in the order of the ballot, and grey bars show the points without
 * numbers. At the reveal the rows glide into a ladder: ranked by points, with the first places in a quieter column, which may
 * disagree. Many options stand in two columns, and long ones on pages above a register. Rounds and groups are columns of letters, and
 * a line follows each option from one to the next; many or long options are rows with their ranks.
 */
import './screen.css';
import { useRef } from 'preact/hooks';
import type { PollItem } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { useGlide } from '../../ui/motion';
import { Num, Pair, speaking, useSetting } from '../../ui/screen';
import { axisEnd, letter } from '../../words/shares';
import type { Beside, Series } from '../beside';
import { type ScreenKind, tallyOf } from '../kind';
import { fewerNames, SideName, Sides } from '../sides';
import type { RankingScreen } from './texts.en';

const { Label, spoken } = speaking<RankingScreen>(
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
  size(FLOOR, FLOOR, FLOOR, 'rows title-alt opt-alt register'),
].map(plan => ({ ...plan, pages: true }));

/** Up to this number of options, lines can be followed. */
const FOLLOWED_MAX = 8;

const SLOPE: Plan[] = [
  ...down(6.6, 4.2, 4).flatMap(ask => [4.2, FLOOR].map(opt => size(ask, opt, opt))),
  ...['', 'side-alt'].flatMap(bare => down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, FLOOR, bare))),
];

const PLACED: Plan[] = down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, FLOOR, 'rows'));

const isMany = (poll: PollItem): boolean => poll.options.length >= MANY;

const ranking: ScreenKind = {
  plans(poll, revealed, beside) {
    if (beside)
      return [
        ...(poll.options.length > FOLLOWED_MAX ? [] : SLOPE),
        ...PLACED,
        ...PAGES,
        ...fewerNames(PAGES),
      ];
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
  drawsBeside: true,
  isPlainBeside: true,
  hasPlaceForCount: poll => !isMany(poll),
  Asks: () => <Label of={w => w.later} />,
  Reads({ tally }) {
    const first = tallyOf(tally, 'ranking')?.ladder?.first;
    return first ? <Label of={w => w.explained(first)} /> : null;
  },
  Field: props => (props.beside ? <Several {...props} beside={props.beside} /> : <Ranks {...props} />),
};

export default ranking;

type Props = Parameters<ScreenKind['Field']>[0];

function Ranks({ poll, tally, revealed, from, to }: Props) {
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
            <span class="n">{ranks ? <Num of={ladder?.points[i] ?? 0} /> : null}</span>
            {ranks ? (
              <span class="n sub">
                <Num of={ladder?.firsts[i] ?? 0} />
              </span>
            ) : null}
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

/** The options' ranks; nothing while they are hidden, and without a ballot. */
const ranksOf = (one: Series): number[] | undefined => {
  const ranks = tallyOf(one, 'ranking')?.ladder?.ranks;
  return ranks?.length ? ranks : undefined;
};

/** The options as they stand in a column: by rank, and in the order of the ballot where ranks are equal. */
const inColumn = (ranks: number[]): number[] =>
  ranks.map((_, i) => i).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b);

/** The options' ranks in each round or group: as columns with lines between them, or as rows where those have no room. */
function Several({ poll, beside, revealed, from, to }: Props & { beside: Beside }) {
  const { langs } = useSetting();
  const { series, of } = beside;
  const words = spoken(langs)[0]?.[1];
  const n = poll.options.length;
  const ladders = series.map(one => {
    const ranks = ranksOf(one);
    return ranks && { ranks, order: inColumn(ranks) };
  });
  const x = (column: number) => (100 * (column + 0.5)) / series.length;
  const y = (place: number) => (100 * (place + 0.5)) / n;
  // Rounds lead to the last one, so its order is that of the names.
  const told = of === 'rounds' ? ladders.filter(column => column).at(-1) : undefined;
  const names = told?.order ?? poll.options.map((_, i) => i);
  const won = (column: (typeof ladders)[number], i: number) =>
    revealed && column?.ranks[i] === 1 && (of === 'group' || column === ladders.at(-1)) ? ' won' : '';
  const line = (i: number) =>
    ladders
      .flatMap((column, c) => (column ? [`${x(c)} ${y(column.order.indexOf(i))}`] : []))
      .map((point, c) => `${c ? 'L' : 'M'}${point}`)
      .join('');
  const shown = new Set(names.slice(from, to));
  return (
    <div class="placed-in">
      <div class={`slope ${of}`} data-fit style={{ '--columns': series.length, '--rows': n }}>
        <ol class="tops">
          {series.map(one => (
            <li key={one.key}>
              <SideName one={one} />
            </li>
          ))}
        </ol>
        <div class="lines" dir="ltr">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {poll.options.map((_, i) => (
              <path key={i} class={won(ladders.at(-1), i)} d={line(i)} />
            ))}
          </svg>
          {ladders.map((column, c) =>
            column?.order.map((i, place) => (
              <b
                key={`${series[c]?.key} ${i}`}
                class={`disc${won(column, i)}`}
                style={{ left: `${x(c)}%`, top: `${y(place)}%` }}
              >
                {letter(i)}
              </b>
            )),
          )}
        </div>
        <ol class="names">
          {names.map(i => (
            <li key={i} data-fit class={of === 'rounds' ? won(told, i) : ''}>
              <span class="n">{told ? told.ranks[i] : null}</span>
              <span class="l">{letter(i)}</span>
              <span class="w">
                <Pair texts={poll.options[i] ?? {}} />
              </span>
            </li>
          ))}
        </ol>
      </div>
      <ul class="opts placed" data-fit>
        {names.map(i => (
          <li key={i} data-item data-fit class="o">
            <span class="l">{letter(i)}</span>
            <span class="w">
              <Pair texts={poll.options[i] ?? {}} />
            </span>
            <Sides
              beside={beside}
              side={one => {
                const rank = ranksOf(one)?.[i];
                return rank === undefined ? undefined : { part: 0, says: words?.place(rank) };
              }}
            />
          </li>
        ))}
      </ul>
      <ol class="register" aria-hidden="true">
        {names.map(i => (
          <li key={i} class={shown.has(i) ? 'on' : ''}>
            <span>{letter(i)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
