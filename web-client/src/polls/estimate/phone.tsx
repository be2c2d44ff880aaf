/**
 * An estimate on the phone: the number is a field with four steps beside, and it is always sent by its own button. The result is
 * one dot a guest on a line, the true value and the median. While the poll is open, the line has no numbers.
 */
import type { EstimateRules, EstimateTally } from '../../protocol/items';
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { DOTS_MAX, lineOf, rangeOf } from './line';
import { numberOf, typedOf } from './number';
import styles from './phone.css?inline';
import type { EstimatePhone } from './texts.en';

addStyles(styles);

/** The size of the dots' field. */
const WIDTH = 328;
const HEIGHT = 150;
/** Above the dots, for the true value. */
const HEAD = 30;

const estimate: LaterKind<string, EstimatePhone> = {
  texts: import.meta.glob<EstimatePhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => `${range(poll, t)} ${t.hidden}`,
  unsent(poll, typed, t) {
    if (!typed) return;
    const rules = rulesOf(poll, 'estimate');
    const value = numberOf(typed, rules);
    if (value === undefined)
      return { says: `${t.wrong} ${range(poll, t)}`, send: t.sendNone, ballot: undefined };
    const n = t.number(value, rules.decimals);
    return { says: t.unsent(n), send: t.send(n), ballot: { estimate: value } };
  },
};

export default estimate;

function range(poll: PaperProps<string, EstimatePhone>['poll'], t: EstimatePhone): string {
  const { from, to, step, decimals } = rulesOf(poll, 'estimate');
  const n = (value: number) => t.number(value, decimals);
  return t.range(n(from), n(to), n(step));
}

function Paper(props: PaperProps<string, EstimatePhone>) {
  const { poll, t, heading, own, draft, may, keep } = props;
  const rules = rulesOf(poll, 'estimate');
  const { decimals, from, to, step, unit, truth, tolerance } = rules;
  const tally = tallyOf(props.tally, 'estimate');
  const mine = ballotOf(own, 'estimate');
  const open = poll.phase === 'open';
  const n = (value: number) => t.number(value, decimals);
  const write = (number: number) => typedOf(number, decimals).replace('.', t.point);
  const typed = may && draft !== undefined ? draft : mine === undefined ? '' : write(mine);
  const value = typed ? (numberOf(typed, rules) ?? mine) : undefined;

  /** Adds a number of steps. An empty field begins at the lower end. */
  const add = (steps: number) => {
    const next = value === undefined ? from : value + steps * step;
    keep(write(Math.min(to, Math.max(from, next))));
  };
  const numbers = [
    truth !== undefined && { class: 'truth', label: t.truth, value: n(truth) },
    tally?.told && {
      class: '',
      label: t.median,
      value: t.number(tally.told.median_tenths / 10, decimals),
    },
    mine !== undefined && { class: '', label: t.yours, value: n(mine) },
  ];
  const off = mine !== undefined && truth !== undefined && mine - truth;
  const near = tally?.told?.near;

  return (
    <fieldset class="estimate" aria-labelledby={heading}>
      {open && (
        <>
          <label class={unit ? 'guess unit' : 'guess'}>
            <input
              type="text"
              // No numeric keypad has a minus on every phone.
              inputMode={from < 0 ? 'text' : decimals ? 'decimal' : 'numeric'}
              autocomplete="off"
              maxLength={16}
              size={4}
              aria-labelledby={`${heading} u${heading}`}
              value={typed}
              disabled={!may}
              onInput={e => keep(e.currentTarget.value || (mine === undefined ? undefined : ''))}
            />
            <span id={`u${heading}`}>
              {unit && <Both texts={unit} as="span" altAs="small" altClass="" />}
            </span>
          </label>
          {may && (
            <div class="quad">
              {[-10, -1, 1, 10].map(steps => {
                const by = n(Math.abs(steps) * step);
                return (
                  <button
                    key={steps}
                    type="button"
                    aria-label={steps < 0 ? t.less(by) : t.more(by)}
                    disabled={value === (steps < 0 ? from : to)}
                    onClick={() => add(steps)}
                  >
                    {steps < 0 ? '− ' : '+ '}
                    {by}
                  </button>
                );
              })}
            </div>
          )}
        </>
      )}
      {tally && <Dots rules={rules} tally={tally} mine={mine} t={t} />}
      {!open && (
        <>
          <div class="trio">
            {numbers.map(
              number =>
                number && (
                  <p class={number.class}>
                    {number.label} <b>{number.value}</b>
                  </p>
                ),
            )}
          </div>
          <p class="note">
            {off !== false && (off ? (off > 0 ? t.high : t.low)(n(Math.abs(off))) : t.exact)}{' '}
            {near && tolerance !== undefined && t.near(near.count, near.percent, n(tolerance))}
          </p>
        </>
      )}
    </fieldset>
  );
}

interface DotsProps {
  rules: EstimateRules;
  tally: EstimateTally;
  mine: number | undefined;
  t: EstimatePhone;
}

function Dots({ rules, tally, mine, t }: DotsProps) {
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
        {value &&
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
