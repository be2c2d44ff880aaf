/**
 * Ratings on the screen. The poll itself: columns on one axis with labels at both ends; a recommendation: one dot per guest, and
 * after the reveal who recommends and the score. Several items: a row each, its columns on one common scale, on pages if they do
 * not fit. While the poll is open there is no median, which would influence voters. Its place is reserved, so nothing moves.
 */
import './screen.css';
import { useRef } from 'preact/hooks';
import type { PollItem, TallyItem } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Num, Pair, speaking, useSetting } from '../../ui/screen';
import { axisEnd } from '../../words/shares';
import type { Beside } from '../beside';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { Numbers, showsPercents } from '../numbers';
import { fewerNames, LANES, Lanes, Noted, Sides } from '../sides';
import type { ScaleScreen } from './texts.en';

const { Label, spoken, useOwn } = speaking<ScaleScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

/** Sizes of the title. A title too long for all languages omits the others before it takes space from the columns. */
const PLANS: Plan[] = [
  ...down(6.6, 4.2, 8).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR } })),
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'low' },
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'low title-alt' })),
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'low title-alt ends-alt' },
];

/** The dots of a recommendation are lower before its title is at its smallest. */
const DOTS: Plan[] = [
  ...PLANS.slice(0, 8),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: Math.max(FLOOR, say * 0.64) }, bare: 'mid' })),
  ...PLANS.slice(11),
];

/** Sizes of the title and the items. */
const row = (say: number, opt: number, bare = ''): Plan => ({
  sizes: { say, alt: Math.max(FLOOR, say * 0.64), opt, 'opt-alt': opt * 0.81 },
  bare,
});

const ROWS: Plan[] = [
  ...down(6.6, 4.2, 5).map(say => row(say, 4.2)),
  ...down(5.2, FLOOR, 4).map(say => row(say, FLOOR)),
  ...down(5.2, FLOOR, 3).map(say => row(say, FLOOR, 'beside')),
  ...down(5.2, FLOOR, 3).map(say => ({ ...row(say, FLOOR), pages: true })),
  { ...row(FLOOR, FLOOR, 'title-alt'), pages: true },
  { ...row(FLOOR, FLOOR, 'title-alt opt-alt'), pages: true },
];

/** Rounds or groups of several items with hardly any air. */
const TIGHT: Plan[] = down(5.2, FLOOR, 3).map(say => row(say, FLOOR, 'beside tight'));

const isItems = (poll: PollItem): boolean => poll.options.length > 0;

const scale: ScreenKind = {
  plans: (poll, _, beside) =>
    isItems(poll)
      ? beside
        ? [
            ...ROWS.filter(plan => !plan.pages),
            ...TIGHT,
            ...ROWS.filter(plan => plan.pages),
            ...fewerNames(ROWS),
          ]
        : ROWS
      : beside
        ? LANES
        : rulesOf(poll, 'scale').look === 'recommend'
          ? DOTS
          : PLANS,
  counted: tally => !!tallyOf(tally, 'scale'),
  drawsBeside: true,
  hasPlaceForCount: poll => !isItems(poll),
  Asks: () => null,
  whole(poll, { count }, beside) {
    // What stands side by side says a median or a score.
    if (isItems(poll) || beside) return undefined;
    const percents =
      rulesOf(poll, 'scale').look === 'recommend'
        ? count > DOTS_MAX || poll.phase === 'revealed'
        : showsPercents(poll);
    return percents ? count : undefined;
  },
  Reads({ poll, tally }) {
    const dots = rulesOf(poll, 'scale').look === 'recommend' && tally.count <= DOTS_MAX;
    if (!tally.count) return null;
    if (isItems(poll)) {
      const items = tallyOf(tally, 'scale')?.items ?? [];
      const rated = items.map(({ counts }) => counts.reduce((sum, n) => sum + n, 0));
      return (
        <>
          <span class="median-sign">
            <Label of={w => w.median} />
          </span>
          <Noted tally={tally} answered={rated} />
        </>
      );
    }
    return dots ? <Label of={w => w.dot} /> : null;
  },
  Field: props =>
    isItems(props.poll) ? (
      <Items {...props} />
    ) : props.beside ? (
      <Several {...props} beside={props.beside} />
    ) : (
      <Single {...props} />
    ),
};

export default scale;

const write = (count: number) => <Num of={count} />;

type Props = Parameters<ScreenKind['Field']>[0];

/** Up to this number of guests, each is a dot. */
const DOTS_MAX = 300;
/** The height and the width for a column's dots, in units, from a roomy picture to a crowded one. */
const DOTS_ROOM = [
  [30, 9.6],
  [22, 9.6],
  [12, 9.6],
] as const;

/** How far apart dots are so that the tallest column has room, in units; whole dots side by side. */
function pitch(most: number, [height, width]: readonly [number, number]): number {
  const fits = (p: number) => Math.ceil(most / Math.floor(width / p)) * p <= height;
  return [3.2, 2.8, 2.4, 2.1, 1.9, 1.6, 1.3, 1.1, 0.95, 0.8].find(fits) ?? 0.6;
}

/** From so many columns on, a count beside a share would reach into the next one and stands below it. */
const STACKED_MIN = 6;

/** The promoters start at this step, the passives at that. */
const PROMOTER = 9;
const PASSIVE = 7;

function Single({ poll, tally, revealed }: Props) {
  const { langs } = useSetting();
  const { steps, from = 1, low, high, look } = rulesOf(poll, 'scale');
  const { items, promoters } = tallyOf(tally, 'scale') ?? {};
  const { counts, median_tenths } = items?.[0] ?? {};
  const ballots = tally?.count ?? 0;
  const axis = useRef<number | undefined>(undefined);
  axis.current = axisEnd(counts && ballots ? Math.max(...counts) / ballots : 0, axis.current);
  const whole = (ballots && tally?.shares?.percents) || [];
  const median = revealed && median_tenths !== undefined ? median_tenths / 10 : undefined;
  const recommend = look === 'recommend';
  const dots = recommend && ballots <= DOTS_MAX;
  const told = revealed && recommend ? promoters : undefined;
  const most = counts ? Math.max(1, ...counts) : 1;
  const [roomy, mid, crowded] = DOTS_ROOM.map(room => pitch(most, room));
  const pitches = { '--pitch': roomy, '--mid-pitch': mid, '--low-pitch': crowded };
  const first = spoken(langs)[0]?.[1];
  const isStacked = poll.show === 'both' && steps >= STACKED_MIN;

  return (
    <div class={`scale${recommend ? ' nps' : ''}${told ? ' told' : ''}`} data-fit>
      <ol
        class={dots ? 'columns dots' : isStacked ? 'columns stacked' : 'columns'}
        style={dots ? pitches : undefined}
      >
        {Array.from({ length: steps }, (_, i) => {
          const height = counts && ballots ? (counts[i] ?? 0) / ballots / (axis.current ?? 1) : 0;
          const isFor = told && from + i >= PROMOTER;
          if (dots)
            return (
              <li key={i} class={isFor ? 'for' : ''}>
                {Array.from({ length: counts?.[i] ?? 0 }, (_, dot) => (
                  <i key={dot} />
                ))}
              </li>
            );
          return (
            <li key={i} class={isFor ? 'for' : ''}>
              <i style={{ transform: `scaleY(${height})` }} />
              <span style={{ transform: `translateY(${(1 - height) * 100}%)` }}>
                {whole[i] === undefined ? null : (
                  <b>
                    <Numbers poll={poll} count={counts?.[i]} percent={whole[i]} write={write} />
                  </b>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <div class="axis">
        {median === undefined || recommend ? null : (
          <i style={{ 'inset-inline-start': `${((median - from + 0.5) / steps) * 100}%` }} />
        )}
      </div>
      <p class="steps" aria-hidden="true">
        {Array.from({ length: steps }, (_, i) => (
          <b key={i} class={told && from + i >= PROMOTER ? 'for' : ''}>
            {from + i}
            {look === 'stars' ? '★' : ''}
          </b>
        ))}
      </p>
      {told ? (
        <div class="brackets" style={{ '--steps': steps }}>
          {(['detractors', 'passives', 'promoters'] as const).map((group, i) => (
            <p
              key={group}
              class={group}
              style={{ '--span': [PASSIVE, PROMOTER - PASSIVE, steps - PROMOTER][i] ?? 1 }}
            >
              <Group at={2 - i} /> <b>{told[group]}%</b>
            </p>
          ))}
        </div>
      ) : low || high ? (
        <div class="ends">
          {[low, high].map((words = {}, i) => (
            <p key={i}>
              <Pair texts={words} />
            </p>
          ))}
        </div>
      ) : null}
      {told ? (
        <div class="median">
          <b>{first?.signed(told.score)}</b>
          <p>
            <Label of={w => w.score} />
          </p>
        </div>
      ) : median !== undefined && !recommend ? (
        <div class="median">
          <b>{first?.number(median)}</b>
          <p>
            <Label of={w => w.median} />
          </p>
        </div>
      ) : null}
    </div>
  );
}

const Group = ({ at }: { at: number }) => <Pair texts={useOwn(w => w.groups[at] ?? '')} />;

/** A lane of columns for each round or value, each with its median or score. */
function Several({ poll, beside }: Props & { beside: Beside }) {
  const { langs } = useSetting();
  const { steps, from = 1, low = {}, high = {}, look } = rulesOf(poll, 'scale');
  const most = Math.max(1, ...beside.all.flatMap(one => one.percents));
  const first = spoken(langs)[0]?.[1];
  return (
    <Lanes
      beside={beside}
      figure={one => {
        const median = tallyOf(one, 'scale')?.items[0]?.median_tenths;
        return (
          <div class="columned on-scale">
            {one.percents.map((percent, i) => (
              <i key={i} style={{ height: `${(100 * percent) / most}%` }} />
            ))}
            {median === undefined || look === 'recommend' ? null : (
              <u style={{ insetInlineStart: `${((median / 10 - from + 0.5) / steps) * 100}%` }} />
            )}
          </div>
        );
      }}
      says={one => {
        const { items, promoters } = tallyOf(one, 'scale') ?? {};
        const median = items?.[0]?.median_tenths;
        const recommends = look === 'recommend';
        const number = recommends
          ? promoters && first?.signed(promoters.score)
          : median !== undefined && first?.number(median / 10);
        return number ? (
          <>
            <bdi dir="ltr">{number}</bdi>{' '}
            <small class="what">
              <Label of={w => (recommends ? w.score : w.median)} />
            </small>
          </>
        ) : null;
      }}
      below={
        <div class="scale-axis">
          <p aria-hidden="true">
            {Array.from({ length: steps }, (_, i) => (
              <b key={i}>{from + i}</b>
            ))}
          </p>
          <p class="ends">
            <span>
              <Pair texts={low} />
            </span>
            <span>
              <Pair texts={high} />
            </span>
          </p>
        </div>
      }
    />
  );
}

function Items({ poll, tally, beside, revealed }: Props) {
  const { langs } = useSetting();
  const { steps, from = 1, low, high } = rulesOf(poll, 'scale');
  const items = tallyOf(tally, 'scale')?.items;
  const won = (revealed && tally?.shares?.leaders) || [];
  const most = useMost(items, tally);
  const first = spoken(langs)[0]?.[1];
  return (
    <div class={beside ? 'rating in-sides' : 'rating'} data-fit>
      <ol data-fit>
        {poll.options.map((option, i) => {
          const { counts, median_tenths } = items?.[i] ?? {};
          const median = revealed && median_tenths !== undefined ? median_tenths / 10 : undefined;
          return (
            <li key={i} data-item data-fit class={won.includes(i) ? 'won' : ''}>
              <span class="w">
                <Pair texts={option} />
              </span>
              {beside ? (
                <Sides
                  beside={beside}
                  dots
                  side={one => {
                    const of = tallyOf(one, 'scale')?.items[i]?.median_tenths;
                    return of === undefined
                      ? undefined
                      : { part: (of / 10 - from) / (steps - 1), says: first?.number(of / 10) };
                  }}
                />
              ) : null}
              <span class="fig" hidden={!!beside}>
                {Array.from({ length: steps }, (_, step) => (
                  <i key={step} style={{ transform: `scaleY(${(counts?.[step] ?? 0) / most})` }} />
                ))}
                {median === undefined ? null : (
                  <u style={{ 'inset-inline-start': `${((median - from + 0.5) / steps) * 100}%` }} />
                )}
              </span>
              <span class="n" hidden={!!beside}>
                {median === undefined ? null : first?.number(median)}
              </span>
            </li>
          );
        })}
      </ol>
      <p class="ends">
        <span>
          <b>{from}</b> <Pair texts={low ?? {}} />
        </span>
        <span>
          <Pair texts={high ?? {}} /> <b>{from + steps - 1}</b>
        </span>
      </p>
    </div>
  );
}

/** The end of all items' axes in ballots: the tallest column, or more, so that few further votes move no column. */
function useMost(items: { counts: number[] }[] | undefined, tally: TallyItem | undefined): number {
  const axis = useRef<number | undefined>(undefined);
  const ballots = tally?.count ?? 0;
  const leader = items && ballots ? Math.max(...items.flatMap(item => item.counts)) / ballots : 0;
  axis.current = axisEnd(leader, axis.current);
  return Math.max(1, axis.current * ballots);
}
