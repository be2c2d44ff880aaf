/**
 * An estimate on the screen: one dot a guest on a line, or columns if there are many. While the poll is open the line has no
 * numbers, so the hall sees that it differs, and not where. At the reveal come the numbers, the median and the true value.
 */
import './screen.css';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Pair, speaking, useSetting } from '../../ui/screen';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { DOTS_MAX, lineOf } from './line';
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
  plans: () => PLANS,
  counted: tally => !!tallyOf(tally, 'estimate'),
  hasPlaceForCount: () => true,
  Asks: () => <Label of={w => w.hidden} />,
  Reads({ poll, tally: item }) {
    const { decimals, tolerance = 0 } = rulesOf(poll, 'estimate');
    const near = tallyOf(item, 'estimate')?.told?.near;
    return near ? (
      <>
        <b class="near">{near.count}</b>{' '}
        <Label of={w => w.near(near.percent, w.number(tolerance, decimals))} />
      </>
    ) : null;
  },
  Field,
};

export default estimate;

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

function Field({ poll, tally: item, revealed }: Parameters<ScreenKind['Field']>[0]) {
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

  /** The words at a number, on the side that has more room. */
  const words = (of: number, name: string, label: (words: EstimateScreen) => string) => {
    const place = value?.(of) ?? 0;
    return (
      <div class={`at ${name}`}>
        <p style={place > 0.5 ? { right: percent(1 - place) } : { left: percent(place) }}>
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
      {show && told ? words(told.median_tenths / 10, 'mid', w => w.median) : <div />}
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
