/**
 * An estimate on the phone: the number is a field with four steps beside, and it is always sent by its own button. The
 * result, and the dots of an open poll, are in `result/`.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { after } from '../after';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { numberOf, typedOf } from './number';
import styles from './phone.css?inline';
import type { EstimatePhone } from './texts.en';

addStyles(styles);

const result = after(() => import('./result').then(part => part.default));

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
  const { poll, t, heading, own, draft, may, keep, Own } = props;
  const rules = rulesOf(poll, 'estimate');
  const { decimals, from, to, step, unit } = rules;
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
  const Result = (Own ?? (tally && !open)) && result();

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
      {Result && (tally || (!open && mine !== undefined)) && <Result {...props} />}
    </fieldset>
  );
}
