/**
 * An estimate on the screen: one dot a guest on a line, or columns if there are many. While the poll is open the line has no
 * numbers, so the hall sees that it differs, and not where. At the reveal come the numbers, the median and the true value. Rounds
 * and groups stand in lanes on one line, each with its median.
 */
import './screen.css';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Num, Pair, speaking, useSetting } from '../../ui/screen';
import type { Beside } from '../beside';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { LANES, Lanes } from '../sides';
import { DOTS_MAX, lineOf, lineOfAll } from './line';
import type { EstimateScreen } from './texts.en';

const { Label, spoken } = speaking<EstimateScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

/** Sizes of the title. A title too long for all languages omits the others before it takes space from the dots. */
const PLANS: Plan[] = [
  ...down(6.6, 4.2, 8).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR } })),
  ...down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'low' })),
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'low title-alt' })),
];

const estimate: ScreenKind = {
  plans: (_poll, _revealed, beside) => (beside ? LANES : PLANS),
  counted: tally => !!tallyOf(tally, 'estimate'),
  drawsBeside: true,
  hasPlaceForCount: () => true,
  Asks: () => <Label of={w => w.hidden} />,
  whole: (_, result, beside) =>
    !beside && tallyOf(result, 'estimate')?.told?.near ? result.count : undefined,
  Reads({ poll, tally: item }) {
    const { decimals, tolerance = 0 } = rulesOf(poll, 'estimate');
    const near = tallyOf(item, 'estimate')?.told?.near;
    return near ? (
      <>
        <b class="near">
          <Num of={near.count} />
        </b>{' '}
        <Label of={w => w.near(near.percent, w.number(tolerance, decimals))} />
      </>
    ) : null;
  },
  Field: props => (props.beside ? <Several {...props} beside={props.beside} /> : <Single {...props} />),
};

export default estimate;

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

type Props = Parameters<ScreenKind['Field']>[0];

function Single({ poll, tally: item, revealed }: Props) {
  const { langs } = useSetting();
  const rules = rulesOf(poll, 'estimate');
  const { decimals, truth, unit } = rules;
  const tally = tallyOf(item, 'estimate');
  const counts = tally?.counts ?? [];
  const told = revealed ? tally?.told : undefined;
  const { places, column, value, ticks } = lineOf(rules, tally && { counts, ...(told && { told }) });
  const near = told?.near;
  const number = (n: number) => spoken(langs)[0]?.[1].number(n, decimals) ?? '';
  const many = counts.reduce((sum, n) => sum + n, 0) > DOTS_MAX;
  const show = revealed && value;

  /** The words at a number, on the side that has more room, or where no line crosses them. */
  const words = (of: number, name: string, label: (words: EstimateScreen) => string, line?: number) => {
    const place = value?.(of) ?? 0;
    const isBefore =
      line === undefined || line === of ? place > 0.5 : line > of ? place > 0.25 : place > 0.75;
    return (
      <div class={`at ${name}`}>
        <p style={isBefore ? { right: percent(1 - place) } : { left: percent(place) }}>
          <b>{number(of)}</b>
          <span>
            <Label of={label} strong />
          </span>
        </p>
      </div>
    );
  };
  const line = (of: number, name: string) => (
    <li key={name} class={`line ${name}`} style={{ left: percent(value?.(of) ?? 0) }} />
  );

  return (
    <div class="estimate" data-fit>
      {show && truth !== undefined ? words(truth, 'truth', w => w.truth) : <div />}
      {show && told ? words(told.median_tenths / 10, 'mid', w => w.median, truth) : <div />}
      <ol
        class={many ? 'dots many' : 'dots'}
        aria-hidden="true"
        style={{ '--places': places, '--most': Math.max(1, ...counts) }}
      >
        {show && told ? line(told.median_tenths / 10, 'mid') : null}
        {counts.map((n, i) => (
          <li
            key={i}
            class="stack"
            style={{ left: percent(column(i)), '--n': n, '--near': near?.counts[i] ?? 0 }}
          >
            {near?.counts[i] ? <i /> : null}
          </li>
        ))}
        {show && truth !== undefined ? line(truth, 'truth') : null}
      </ol>
      <div class="ticks">
        {show
          ? ticks.map(tick => (
              <span key={tick} style={{ left: percent(show(tick)) }}>
                {number(tick)}
              </span>
            ))
          : null}
      </div>
      <p class="unit">{unit ? <Pair texts={unit} /> : null}</p>
    </div>
  );
}

/** A lane of columns for each round or value, with its median, and the true value across all of them. */
function Several({ poll, beside, revealed }: Props & { beside: Beside }) {
  const { langs } = useSetting();
  const rules = rulesOf(poll, 'estimate');
  const { decimals, unit, step, truth: told } = rules;
  const truth = revealed ? told : undefined;
  const tallies = beside.all.flatMap(one => tallyOf(one, 'estimate') ?? []);
  const { place, ticks } = lineOfAll({ step, ...(truth !== undefined && { truth }) }, tallies);
  const shares = (counts: number[]) => {
    const all = counts.reduce((sum, n) => sum + n, 0);
    return counts.map(n => n / Math.max(1, all));
  };
  const most = Math.max(0.01, ...tallies.flatMap(({ counts, told }) => (told ? shares(counts) : [])));
  const number = (n: number) => spoken(langs)[0]?.[1].number(n, decimals) ?? '';
  const at = truth === undefined ? 0 : place(truth);
  return (
    <Lanes
      beside={beside}
      above={
        truth === undefined ? null : (
          <p class="truth-of" style={at > 0.5 ? { right: percent(1 - at) } : { left: percent(at) }}>
            <b>{number(truth)}</b>{' '}
            <span>
              <Label of={w => w.truth} strong />
            </span>
          </p>
        )
      }
      figure={one => {
        const { counts = [], told } = tallyOf(one, 'estimate') ?? {};
        if (!told) return null;
        const parts = shares(counts);
        return (
          <div class="estimates" aria-hidden="true">
            {parts.map((part, i) => {
              const from = told.from + i * told.width - step / 2;
              return (
                <i
                  key={i}
                  style={{
                    left: percent(place(from)),
                    width: percent((place(from + told.width) - place(from)) * 0.88),
                    height: percent(part / most),
                  }}
                />
              );
            })}
            <u style={{ left: percent(place(told.median_tenths / 10)) }} />
          </div>
        );
      }}
      says={one => {
        const told = tallyOf(one, 'estimate')?.told;
        return told ? (
          <>
            {number(told.median_tenths / 10)}
            <small class="what">
              <Label of={w => w.median} />
            </small>
          </>
        ) : null;
      }}
      across={truth === undefined ? null : <u class="truth-line" style={{ left: percent(at) }} />}
      below={
        <>
          <p class="ticks-of">
            {ticks.map(tick => (
              <span key={tick} style={{ left: percent(place(tick)) }}>
                {number(tick)}
              </span>
            ))}
          </p>
          <p class="unit-of">{unit ? <Pair texts={unit} /> : null}</p>
        </>
      }
    />
  );
}
