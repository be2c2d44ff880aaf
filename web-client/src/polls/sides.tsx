/**
 * The figures that the kinds of poll share on the screen where rounds or groups stand side by side: thin bars at an answer, lanes
 * one below the other, and the legend with the numbers of each; and what the foot notes of one result, such as a tie.
 */
import './sides.css';
import { type ComponentChildren, Fragment, type JSX } from 'preact';
import type { PollItem, TallyItem } from '../protocol/items';
import { down, FLOOR, type Plan } from '../ui/fit';
import { inOrder, Num, Pair, speaking, useSetting } from '../ui/screen';
import type { Beside, Series } from './beside';
import type { ScreenKind } from './kind';
import type { SidesScreen } from './texts.en';

const { Label } = speaking<SidesScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** The current round stands out from the ones before. */
const standing = ({ of, series }: Beside, one: Series): string =>
  of === 'rounds' && one === series.at(-1) ? 'latest' : '';

/** A value's name, or a round's number, in all languages. */
export function SideName({ one }: { one: Series }): JSX.Element {
  return one.name ? <Pair texts={one.name} /> : <Label of={w => w.round(one.key)} strong />;
}

/** What one of them says at an answer: a part of the longest bar, and a number. */
export interface Side {
  part: number;
  says: ComponentChildren;
}

/** A bar, or a dot on a line, for each round or value, with its number or name and what it says at the end. */
export function Sides(props: {
  beside: Beside;
  /** Returns nothing while it is hidden. */
  side: (one: Series) => Side | undefined;
  dots?: boolean;
}): JSX.Element {
  const { beside, side, dots } = props;
  const { langs } = useSetting();
  return (
    <span class={`sides ${beside.of}${dots ? ' by-dots' : ''}`}>
      {beside.series.map(one => {
        const [first] = one.name ? inOrder(one.name, langs) : [];
        const found = side(one);
        return (
          <span key={one.key} class={standing(beside, one)}>
            <i style={{ '--part': found?.part ?? 0 }} />
            <em lang={first?.[0]}>
              <b>{first ? first[1] : one.key}</b>{' '}
              {/* A number after Arabic would have its sign on the other side. */}
              <bdi dir="ltr">{found?.says}</bdi>
            </em>
          </span>
        );
      })}
    </span>
  );
}

/**
 * The last plans with pages, tried where the names of many values leave no room: without other languages, then in the legend alone, and
 * at last beside the letters of the options.
 */
export const fewerNames = (plans: Plan[]): Plan[] =>
  ['side-alt', 'side-alt side-names', 'side-alt side-names opt-words'].flatMap(bare =>
    plans.slice(-1).map(plan => ({ ...plan, bare: `${plan.bare ?? ''} ${bare}` })),
  );

/** Sizes of the title above lanes, and lanes on pages where they do not fit on one. */
export const LANES: Plan[] = [
  ...down(6.6, 4.2, 6).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR } })),
  ...down(4.8, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'tight' })),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'tight title-alt' })),
  { sizes: { say: 4.2, alt: FLOOR }, pages: true },
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'title-alt side-alt', pages: true },
];

/** A lane for each round or value: its name, a figure that all lanes draw on the same axis, and a number. */
export function Lanes(props: {
  beside: Beside;
  /** The lane's figure; nothing while it is hidden. */
  figure: (one: Series) => ComponentChildren;
  says: (one: Series) => ComponentChildren;
  /** Stands above the lanes' figures, below them, and across all of them. */
  above?: ComponentChildren;
  below?: ComponentChildren;
  across?: ComponentChildren;
}): JSX.Element {
  const { beside, figure, says, above, below, across } = props;
  return (
    <div class="in-lanes" data-fit>
      {above ? <div class="above">{above}</div> : null}
      <ol class={`lanes ${beside.of}`} data-fit>
        {beside.series.map(one => (
          <li key={one.key} data-item data-fit class={standing(beside, one)}>
            <span class="w">
              <SideName one={one} />
            </span>
            <div class="fig">{figure(one)}</div>
            <span class="n">{says(one)}</span>
          </li>
        ))}
        {across ? (
          <li class="across" aria-hidden="true">
            {across}
          </li>
        ) : null}
      </ol>
      {below ? <div class="below">{below}</div> : null}
    </div>
  );
}

/** Says that several lead. */
export const Tied = (): JSX.Element => <Label of={w => w.tie} />;

export const isTied = ({ count, shares }: TallyItem): boolean =>
  !!count && (shares?.leaders?.length ?? 0) > 1;

/**
 * Says after how to read the field how many answered each of several things, if guests skipped some, or else that several lead, which
 * equal rows show too: there is no room for both. Votes with weights are no people.
 */
export function Noted(props: { tally: TallyItem; answered: number[] }): JSX.Element | null {
  const { tally, answered } = props;
  const [least, most] = [Math.min(...answered), Math.max(...answered)];
  const isWeighed = tally.ballots !== undefined;
  const note =
    answered.length && least < tally.count ? (
      <Label of={w => (isWeighed ? w.voted : w.answered)(least, most)} />
    ) : isTied(tally) ? (
      <Tied />
    ) : null;
  return note ? (
    <>
      {' · '}
      {note}
    </>
  ) : null;
}

/** Says that percents do not add up to 100. */
export const Rounded = (): JSX.Element => (
  <small>
    <Label of={w => w.rounded} />
  </small>
);

/**
 * What stands side by side, each with its number of votes, of those that are 100 % where it shows percents; and of ballots, where votes
 * have weights.
 */
export function Legend(props: {
  poll: PollItem;
  tally: TallyItem | undefined;
  kind: ScreenKind;
  beside: Beside;
}): JSX.Element {
  const { poll, kind } = props;
  const { langs } = useSetting();
  const { of, series } = props.beside;
  const wholes = new Map(
    series.map(one => [one.key, one.percents.length ? kind.whole?.(poll, one, true) : undefined]),
  );
  const isWhole = [...wholes.values()].some(whole => whole !== undefined);
  // Words say it where it is not plainly all votes.
  const names = (isWhole || !kind.whole) && kind.Whole?.({ poll, tally: props.tally, beside: true });
  const weighs = series.some(({ ballots }) => ballots !== undefined);
  return (
    <>
      {isWhole && !names ? <span class="base">100% = </span> : null}
      <span class={`legend ${of}`}>
        {series.map(one => {
          const { key, name, ballots, hands } = one;
          const count = wholes.get(key) ?? one.count;
          const apart = one.count - count;
          return (
            <span key={key} class={standing(props.beside, one)}>
              {kind.isPlainBeside ? null : <i />}
              {name ? (
                inOrder(name, langs).map(([tag, text], i) => (
                  <Fragment key={tag}>
                    {/* Outside of a text that may run the other way. */}
                    {i ? ' ' : ''}
                    <span lang={tag} dir="auto" class={i ? 'alt' : ''}>
                      {text}
                    </span>
                  </Fragment>
                ))
              ) : (
                <Label of={w => w.round(key)} />
              )}{' '}
              <b>
                <Num of={count} />
              </b>
              {apart > 0 ? (
                <span class="apart">
                  {' + '}
                  <Num of={apart} />
                </span>
              ) : null}
              {ballots === undefined ? null : (
                <>
                  {' '}
                  · <Num of={ballots} />
                </>
              )}
              {hands ? (
                <>
                  {' '}
                  <Label of={w => w.withHands} />
                </>
              ) : null}
            </span>
          );
        })}
        {weighs ? (
          <span class="weights">
            <Label of={w => w.weights} />
          </span>
        ) : null}
      </span>
      {names ? (
        <>
          {' '}
          <span class="wholes">{names}</span>
        </>
      ) : null}
      {(isWhole || names) && series.some(({ rounded }) => rounded) ? (
        <>
          {' '}
          <Rounded />
        </>
      ) : null}
    </>
  );
}
