/**
 * A choice on the screen: two options as halves of a sheet, a few as rows with bars, more in two columns, and long ones on pages
 * above a list of all letters. Pictures stand beside the options as long as everything fits. Options keep their order. While the poll is
 * open every bar is the same grey. After the reveal the winner takes the accent and more space, and on pages the options with the most votes come first.
 */
import './screen.css';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { TallyItem } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { useGlide } from '../../ui/motion';
import { Num, Pair, speaking } from '../../ui/screen';
import { axisEnd, letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import type { Beside, Series } from '../beside';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { Numbers, showsPercents } from '../numbers';
import { fewerNames, Sides } from '../sides';
import type { ChoiceScreen } from './texts.en';

const { Label } = speaking<ChoiceScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** From this number of options on, there are two columns. */
const MANY = 6;

/** Sizes of the title and the options, and for rows the width of the labels: long labels make the bars shorter. */
const size = (ask: number, opt: number, bare = '', label = 50): Plan => ({
  sizes: { say: ask, alt: ask * 0.64, opt, won: opt, 'opt-alt': opt * 0.81, label, num: 21 },
  bare,
});

const ROWS: Plan[] = [
  // Two or three short options have room for large type.
  size(6.6, 5.2, '', 62),
  ...down(6.6, 4.2, 7).map(ask => size(ask, 4.2)),
  ...down(6, 4.2, 4).map(ask => size(ask, 4.2, '', 80)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, '', 80)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, '', 100)),
  // Five rows have no room for two lines each, so the languages go side by side.
  ...down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, 'beside', 90)),
  ...down(4.2, FLOOR, 2).map(ask => size(ask, FLOOR, 'beside', 110)),
];

/** Rows with hardly any air between them, and a count beside its share: the last before pages. */
const TIGHT: Plan[] = [
  ...down(4.8, FLOOR, 3).map(ask => size(ask, FLOOR, 'tight', 62)),
  ...down(4.8, FLOOR, 3).map(ask => size(ask, FLOOR, 'tight beside', 82)),
];

const COLUMNS: Plan[] = [
  ...down(5.2, FLOOR, 5).map(ask => size(ask, 4.2)),
  ...down(5.2, FLOOR, 5).map(ask => size(ask, FLOOR)),
  // Twelve options have no room for two lines each either.
  ...[4.2, FLOOR].flatMap(opt => down(5.2, FLOOR, 3).map(ask => size(ask, opt, 'beside'))),
];

/** Sizes of numerals and texts, as large as the halves allow. */
const HALVES: Plan[] = [21, 16, 12].flatMap(num =>
  down(6.6, FLOOR, 5).flatMap(ask =>
    [5.2, 4.2, FLOOR].map(opt => {
      const plan = size(ask, opt);
      return { ...plan, sizes: { ...plan.sizes, num } };
    }),
  ),
);

/**
 * Plans with pictures (`pic` is their height), by layout. Large ones come first, then smaller ones. Where none fits, the pictures leave
 * before a language or a size of text does.
 */
const PICTURED = {
  halves: [21, 16, 12].flatMap(num =>
    pictured([34, 27, 21], [16], [size(5.2, 4.2), size(4.2, FLOOR)]).map(plan => ({
      ...plan,
      sizes: { ...plan.sizes, num },
    })),
  ),
  rows: pictured(
    [15, 12, 10],
    [8, 7],
    [
      size(5.2, 5.2),
      ...[50, 68].map(label => size(5.2, 4.2, '', label)),
      ...[50, 68].map(label => size(4.2, FLOOR, '', label)),
      size(FLOOR, FLOOR, '', 68),
    ],
  ),
  /** After the other rows with pictures. */
  tight: pictured([7.4], [6], [size(4.2, FLOOR, 'tight beside', 68), size(FLOOR, FLOOR, 'tight beside', 76)]),
  columns: pictured(
    [13, 11, 9],
    [7.4, 6],
    [size(5.2, 4.2), size(4.2, FLOOR), size(FLOOR, FLOOR), size(FLOOR, FLOOR, 'beside')],
  ),
};

function pictured(large: number[], small: number[], plans: Plan[]): Plan[] {
  const of = (heights: number[]) =>
    plans.flatMap(plan => heights.map(pic => ({ ...plan, sizes: { ...plan.sizes, pic } })));
  return [...of(large), ...of(small)];
}

/** Whole options on each page, in all languages if one option fits with the title. */
const PAGES: Plan[] = [
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, 'rows')),
  size(FLOOR, FLOOR, 'rows title-alt'),
  size(FLOOR, FLOOR, 'rows title-alt opt-alt'),
].map(plan => ({ ...plan, pages: true }));

/** A picture is as high as two lines, so it takes no place from the options. It leaves before a language does. */
const PICTURED_PAGES: Plan[] = PAGES.filter(({ bare }) => bare === 'rows').map(plan => ({
  ...plan,
  sizes: { ...plan.sizes, pic: 7.4 },
  bare: `pics ${plan.bare}`,
}));

/** The reveal: the winner as large as the picture allows, and the others smaller if that makes the room. */
const grown = (plan: Plan): Plan[] => {
  const { opt = FLOOR, num = 21 } = plan.sizes;
  const larger = [
    { opt, won: 6.6, num },
    { opt: FLOOR, won: 6.6, num: num * 0.76 },
    { opt: FLOOR, won: 5.2, num: num * 0.76 },
    { opt, won: opt * 1.24, num },
    { opt, won: opt, num },
  ];
  return larger
    .filter(sizes => sizes.won > opt || sizes.opt === opt)
    .map(sizes => ({
      ...plan,
      sizes: { ...plan.sizes, ...sizes, 'opt-alt': sizes.opt * 0.81 },
    }));
};

const isLarger = ({ sizes }: Plan): boolean => (sizes.won ?? 0) > (sizes.opt ?? 0);

/** The plans of the reveal: those with a larger winner come first, and of these the ones with the largest pictures, then the largest title. */
function revealing(plans: Plan[]): Plan[] {
  const all = plans.flatMap(grown);
  const of = ({ sizes }: Plan, name: string) => sizes[name] ?? 0;
  const larger = all
    .filter(isLarger)
    .sort((a, b) => of(b, 'pic') - of(a, 'pic') || of(b, 'say') - of(a, 'say'));
  return [...larger, ...all.filter(plan => !isLarger(plan))];
}

const isTwo = (answers: number): boolean => answers === 2;
const isMany = (answers: number): boolean => answers >= MANY;

/** The sizes to try for so many answers. */
export function rowPlans(
  answers: number,
  revealed: boolean,
  beside: Beside | undefined,
  pictures = false,
): Plan[] {
  const asRows = (plan: Plan): Plan => ({ ...plan, bare: `rows ${plan.bare}` });
  const rows = [ROWS.map(asRows), TIGHT.map(asRows)];
  const layouts = beside ? rows : isTwo(answers) ? [HALVES, ...rows] : isMany(answers) ? [COLUMNS] : rows;
  if (pictures && !beside) {
    const form = isTwo(answers) ? 'halves' : isMany(answers) ? 'columns' : 'rows';
    const forms = form === 'rows' ? [PICTURED.rows, PICTURED.tight] : [PICTURED[form]];
    layouts.unshift(
      ...forms.map(plans => plans.map(plan => ({ ...plan, bare: `pics ${form} ${plan.bare}` }))),
    );
  }
  const whole = beside ? PAGES.map(plan => ({ ...plan, bare: `tight ${plan.bare}` })) : PAGES;
  const turning = pictures && !beside ? [...PICTURED_PAGES, ...PAGES] : whole;
  const pages = revealed ? turning.flatMap(grown) : turning;
  const last = beside ? fewerNames(PAGES) : [];
  return [...layouts.flatMap(revealed ? revealing : plans => plans), ...pages, ...last];
}

/** True if so many answers leave room for the count, large, while nothing else is known. Two pictures have its place. */
export const haveRoom = (answers: number, pictures = false): boolean =>
  !isMany(answers) && !(pictures && isTwo(answers));

const choice: ScreenKind = {
  plans: (poll, revealed, beside) => rowPlans(poll.options.length, revealed, beside),
  counted: tally => !!tallyOf(tally, 'choice'),
  drawsBeside: true,
  hasPlaceForCount: poll => haveRoom(poll.options.length),
  Asks({ poll }) {
    const { min, max } = rulesOf(poll, 'choice');
    return <Picks min={min} max={max} />;
  },
  Field(props) {
    const { poll, tally } = props;
    const answers = poll.options.map((texts, i) => ({ sign: letter(i), texts }));
    return (
      <Rows
        {...props}
        answers={answers}
        counts={tallyOf(tally, 'choice')}
        whole={tally?.count ?? 0}
        countsOf={one => tallyOf(one, 'choice')}
      />
    );
  },
  whole: (poll, { count }) => (showsPercents(poll) ? count : undefined),
  Reads: ({ tally }) => tie(tally, tallyOf(tally, 'choice')),
};

export default choice;

/** Says that several answers lead, and with how many votes. */
export function tie(tally: TallyItem, counts: number[] = []) {
  const [first, second] = tally.shares?.leaders ?? [];
  const votes = counts[first ?? 0] ?? 0;
  return second !== undefined && votes ? <Label of={w => w.tie(votes)} /> : null;
}

/** How many options a voter may choose. */
export const Picks = ({ min, max }: { min: number; max: number }) =>
  max > 1 ? <Label of={w => w.picks(min, max)} /> : null;

type RowsProps = Parameters<ScreenKind['Field']>[0] & {
  /** In the order of the counts. */
  answers: {
    sign: ComponentChildren;
    mark?: ComponentChildren;
    texts: Texts;
    picture?: string | undefined;
  }[];
  counts: number[] | undefined;
  /** The number that is 100 %. */
  whole: number;
  /** The counts of what stands side by side, in the same order; for polls that show them. */
  countsOf?: (one: Series) => number[] | undefined;
  /** The answers that stand out after the reveal, if these are not the ones with the most votes. */
  stressed?: number[] | undefined;
};

const write = (count: number) => <Num of={count} />;

/** A picture in a box that has its size before the picture is there. It is decoration, because the option has a text. */
const Pic = ({ src }: { src: string | undefined }) => (
  <span class={src ? 'pic' : 'pic none'}>
    {src ? (
      <img
        key={src}
        src={src}
        alt=""
        decoding="sync"
        onError={e => {
          e.currentTarget.style.visibility = 'hidden';
        }}
      />
    ) : null}
  </span>
);

/** The answers with their bars, as two halves, rows, columns or pages. */
export function Rows(props: RowsProps) {
  const { poll, tally, beside, revealed, turning, from, to, answers, counts, whole } = props;
  const { countsOf, stressed = tally?.shares?.leaders } = props;
  const list = useRef<HTMLUListElement>(null);
  const won = (revealed && stressed) || [];
  const order = answers.map((_, i) => i);
  const isOver = poll.phase === 'closed' || poll.phase === 'revealed';
  // Answers in own words stay last, unless pages turn.
  const isLast = (i: number) => (turning || i < poll.options.length ? 0 : 1);
  if (counts && ((turning && revealed) || (poll.sorted && isOver)))
    order.sort((a, b) => isLast(a) - isLast(b) || (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  useGlide(list, `${poll.id} ${won.join()} ${from} ${order.join()}`);

  const axis = useRef<number | undefined>(undefined);
  const leader = counts && whole ? Math.max(...counts) / whole : 0;
  axis.current = axisEnd(leader, axis.current);
  const length = (i: number) => (counts && whole ? (counts[i] ?? 0) / whole / (axis.current ?? 1) : 0);
  const layout = beside
    ? 'opts'
    : isTwo(answers.length)
      ? 'opts two'
      : isMany(answers.length)
        ? 'opts many'
        : 'opts';
  const shown = new Set(order.slice(from, to));
  const pictures = answers.some(answer => answer.picture);
  const most = Math.max(1, ...(beside?.all.flatMap(one => one.percents) ?? []));
  const parts = beside?.all.flatMap(one => (countsOf?.(one) ?? []).map(n => n / Math.max(1, one.count)));
  const longest = Math.max(0.01, ...(parts ?? []));

  return (
    <>
      <ul
        class={won.length ? `${layout} told` : layout}
        ref={list}
        data-fit
        style={{ '--rows': Math.ceil(answers.length / 2) }}
      >
        {order.map(i => (
          <li key={i} data-key={i} data-item data-fit class={won.includes(i) ? 'o won' : 'o'}>
            <span class="l">
              {answers[i]?.sign}
              {answers[i]?.mark}
            </span>
            {pictures ? <Pic src={answers[i]?.picture} /> : null}
            <span class="w">
              <Pair texts={answers[i]?.texts ?? {}} />
            </span>
            {beside ? (
              <Sides
                beside={beside}
                side={one => {
                  const percent = one.percents[i];
                  const count = countsOf?.(one)?.[i];
                  // A kind without percents has counts, and as its lengths their part of each one's votes.
                  if (percent === undefined)
                    return count === undefined
                      ? undefined
                      : { part: count / Math.max(1, one.count) / longest, says: write(count) };
                  return {
                    part: percent / most,
                    says: <Numbers poll={poll} count={count} percent={percent} write={write} />,
                  };
                }}
              />
            ) : (
              <span class="bar">{counts ? <i style={{ transform: `scaleX(${length(i)})` }} /> : null}</span>
            )}
            <span class="n">
              {counts && !beside ? (
                <Numbers poll={poll} count={counts[i]} percent={tally?.shares?.percents[i]} write={write} />
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <ol class="register" aria-hidden="true">
        {answers.map(({ sign }, i) => (
          <li key={i} class={`${shown.has(i) ? 'on' : ''} ${won.includes(i) ? 'won' : ''}`}>
            {counts && !beside ? <i style={{ transform: `scaleY(${length(i)})` }} /> : null}
            <span>{sign}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
