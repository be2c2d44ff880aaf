/**
 * The result of an estimate on the phone: one dot a guest on a line, the true value, the median and the guest's own number. While
 * the poll is open, the line has no numbers.
 */
import type { JSX } from 'preact';
import type { EstimateRules, EstimateTally } from '../../../protocol/items';
import { addStyles, useSpoken } from '../../../ui/hooks';
import { ballotOf, type PaperProps, rulesOf, tallyOf } from '../../kind';
import { DOTS_MAX, lineOf, rangeOf } from '../line';
import type { EstimatePhone } from '../texts.en';
import styles from './result.css?inline';
import type { EstimateResult } from './texts.en';

addStyles(styles);

const ALL = import.meta.glob<EstimateResult>('./texts.*.ts', { eager: true, import: 'default' });

/** The size of the dots' field. */
const WIDTH = 328;
const HEIGHT = 150;
/** Above the dots, for the true value. */
const HEAD = 30;

export default function Result({ poll, own, tally: item }: PaperProps<string, EstimatePhone>): JSX.Element {
  const t = ALL[`./texts.${useSpoken()}.ts`] as EstimateResult;
  const rules = rulesOf(poll, 'estimate');
  const { decimals, truth, tolerance } = rules;
  const tally = tallyOf(item, 'estimate');
  const mine = ballotOf(own, 'estimate');
  const n = (value: number) => t.number(value, decimals);
  const numbers: [name: string, label: string, value: string][] = [];
  if (truth !== undefined) numbers.push(['truth', t.truth, n(truth)]);
  if (tally?.told) numbers.push(['', t.median, n(tally.told.median_tenths / 10)]);
  if (mine !== undefined) numbers.push(['', t.yours, n(mine)]);
  const off = mine !== undefined && truth !== undefined && mine - truth;
  const near = tally?.told?.near;
  return (
    <>
      {tally && <Dots rules={rules} tally={tally} mine={mine} open={poll.phase === 'open'} t={t} />}
      {poll.phase !== 'open' && (
        <>
          <div class="trio">
            {numbers.map(([name, label, value]) => (
              <p key={label} class={name}>
                {label} <b>{value}</b>
              </p>
            ))}
          </div>
          <p class="note">
            {off !== false && (off ? (off > 0 ? t.high : t.low)(n(Math.abs(off))) : t.exact)}
            {t.gap}
            {near &&
              tolerance !== undefined &&
              t.near(near.count, item?.count ?? 0, near.percent, n(tolerance))}
          </p>
        </>
      )}
    </>
  );
}

interface DotsProps {
  rules: EstimateRules;
  tally: EstimateTally;
  mine: number | undefined;
  open: boolean;
  t: EstimateResult;
}

function Dots({ rules, tally, mine, open, t }: DotsProps) {
  const { counts, told } = tally;
  const { places, column, value, ticks } = lineOf(rules, tally);
  const n = (value: number) => t.number(value, rules.decimals);
  const most = Math.max(1, ...counts);
  const dots = counts.reduce((sum, count) => sum + count, 0) <= DOTS_MAX;
  const pitch = WIDTH / places;
  /** The height of one guest. */
  const each = Math.min(dots ? pitch : HEIGHT, HEIGHT / most);
  const size = (dots ? each : pitch) * 0.88;
  const base = HEAD + HEIGHT;
  const x = (share: number) => (share * WIDTH).toFixed(1);
  const at = mine !== undefined && told ? Math.floor((mine - told.from) / told.width) : -1;
  /** A column of guests from one to another: dots, or with many guests a bar of the same outline. A dot is a dash without length. */
  const stack = (i: number, from: number, to: number, name: string) => {
    if (to <= from) return;
    const low = from * each + size / 2;
    const high = (to - 1) * each + size / 2;
    const [bottom, top] = dots ? [low, high] : [from * each, to * each];
    return (
      <path
        key={`${name}${i}`}
        class={name}
        d={`M${x(column(i))} ${base - bottom - 1}V${base - top - 1.2}`}
        stroke-width={size}
        stroke-dasharray={dots ? `0 ${each}` : undefined}
      />
    );
  };
  const mark = (of: number, name: string, top: number) =>
    value && (
      <path class={name} d={`M${x(value(of))} ${top}V${base}`} stroke-width={name === 'mark' ? 3 : 1.5} />
    );
  const truth = rules.truth === undefined ? undefined : value?.(rules.truth);

  return (
    <>
      <svg
        class={dots ? 'dots' : 'dots many'}
        viewBox={`0 0 ${WIDTH} ${base + 20}`}
        role="img"
        aria-label={t.figure}
      >
        {told && mark(told.median_tenths / 10, 'mid', HEAD)}
        {counts.map((count, i) => {
          const near = told?.near?.counts[i] ?? 0;
          return [
            stack(i, near, count, ''),
            stack(i, 0, near, 'near'),
            i === at && stack(i, Math.max(0, count - (dots ? 1 : 0)), count, 'own'),
          ];
        })}
        {truth !== undefined && [
          mark(rules.truth ?? 0, 'mark', 4),
          <text
            class="truth"
            x={Number(x(truth)) + (truth > 0.5 ? -8 : 8)}
            y="20"
            style={{ textAnchor: truth > 0.5 ? 'end' : 'start' }}
          >
            {n(rules.truth ?? 0)}
          </text>,
        ]}
        <path class="axis" d={`M0 ${base}H${WIDTH}`} />
        {!open &&
          value &&
          ticks.map(tick => (
            <text
              key={tick}
              x={x(value(tick))}
              y={base + 16}
              style={{ textAnchor: value(tick) < 0.06 ? 'start' : value(tick) > 0.94 ? 'end' : 'middle' }}
            >
              {n(tick)}
            </text>
          ))}
      </svg>
      {told && (
        <table>
          <caption>{t.table}</caption>
          <tr>
            <th scope="col">{t.estimate}</th>
            <th scope="col">{t.guests}</th>
          </tr>
          {counts.map(
            (count, i) =>
              count > 0 && (
                <tr key={i}>
                  <th scope="row">{rangeOf(rules, told, i).map(n).join('–')}</th>
                  <td>{count}</td>
                </tr>
              ),
          )}
        </table>
      )}
    </>
  );
}
