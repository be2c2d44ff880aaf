/** An estimate at a desk: the true value, the median and who came close, the columns, and all of it as a table. */
import './desk.css';
import type { JSX } from 'preact';
import type { EstimateRules, PollItem, PollKind, TallyItem } from '../../protocol/items';
import { DECIMALS_MAX } from '../../protocol/limits';
import { useLang } from '../../ui/hooks';
import { pick, Text } from '../../ui/text';
import { useWords } from '../../ui/words';
import { type DeskKind, type Rule, rulesOf, tallyOf } from '../kind';
import { lineOf, rangeOf } from './line';
import { decimalsOf, scaledOf, typedOf } from './number';
import type { EstimateDesk } from './texts.en';

const texts = import.meta.glob<EstimateDesk>('./texts.*.ts', { eager: true, import: 'desk' });

const estimate: DeskKind = {
  Settings({ poll }) {
    const t = useWords(texts);
    const { from, to, step, decimals, unit } = rulesOf(poll, 'estimate');
    const n = (value: number) => t.number(value, decimals);
    const [tag, text] = pick(unit ?? {}, useLang()[0]);
    return (
      <>
        {t.kind(n(from), n(to), n(step))} <Text tag={tag} text={text} as="span" />
      </>
    );
  },
  Results,
  useForms(options) {
    const { kind } = useWords(texts);
    if (options) return [];
    return RANGES.map(to => [kind('0', `${to}`, '1'), { estimate: { decimals: 0, from: 0, to, step: 1 } }]);
  },
  useRules() {
    const t = useWords(texts);
    return kind => {
      if (!('estimate' in kind)) return [];
      const rules = kind.estimate;
      const { decimals, truth, tolerance } = rules;
      const shown = (n: number | undefined) => (n === undefined ? '' : typedOf(n, decimals));
      const rule = (key: 'from' | 'to' | 'truth' | 'tolerance', isFree?: true): Rule => ({
        name: t.rules[key],
        value: shown(rules[key]),
        isNumber: true,
        isFree: !!isFree,
        put(typed) {
          if (isFree && !typed.trim()) return { estimate: without(rules, key) };
          const n = scaledOf(typed, decimals);
          return n === undefined ? undefined : { estimate: { ...rules, [key]: n } };
        },
      });
      return [
        { name: t.rules.step, value: shown(rules.step), isNumber: true, put: typed => stepped(rules, typed) },
        rule('from'),
        rule('to'),
        rule('truth', true),
        ...(truth === undefined && tolerance === undefined ? [] : [rule('tolerance', true)]),
      ];
    };
  },
  lines: {
    useLabel: () => useWords(texts).rules.unit,
    mayBeEmpty: true,
    of: kind => ('estimate' in kind ? [kind.estimate.unit ?? {}] : []),
    put: (kind, [unit = {}]) => ('estimate' in kind ? { estimate: { ...kind.estimate, unit } } : kind),
  },
};

/** The upper ends of the ranges that a host can ask for. */
const RANGES = [100, 1000];

export default estimate;

/** Leaves a number out; without a true value nothing is close to it. */
function without(rules: EstimateRules, key: string): EstimateRules {
  const { truth, tolerance: _, ...rest } = rules;
  return key === 'tolerance' && truth !== undefined ? { ...rest, truth } : rest;
}

/** Returns the rules with another step, which says how many decimals all numbers have. */
function stepped(rules: EstimateRules, typed: string): PollKind | undefined {
  const decimals = decimalsOf(typed);
  const step = decimals > DECIMALS_MAX ? undefined : scaledOf(typed, decimals);
  if (!step || step < 0) return;
  const scale = 10 ** (decimals - rules.decimals);
  const { from, to, truth, tolerance, ...rest } = rules;
  const all = Object.entries({ from, to, truth, tolerance }).flatMap(([key, n]) =>
    n === undefined ? [] : [[key, Math.round(n * scale * 1000) / 1000] as const],
  );
  if (!all.every(([, n]) => Number.isInteger(n))) return;
  return {
    estimate: { ...rest, ...(Object.fromEntries(all) as Pick<EstimateRules, 'from' | 'to'>), decimals, step },
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

function Results({ poll, tally: item }: { poll: PollItem; tally: TallyItem | undefined }): JSX.Element {
  const t = useWords(texts);
  const rules = rulesOf(poll, 'estimate');
  const { decimals, truth, tolerance } = rules;
  const tally = tallyOf(item, 'estimate');
  const { places, column, value, ticks } = lineOf(rules, tally ?? { counts: [] });
  const counts = tally?.counts ?? [];
  const told = tally?.told;
  const most = Math.max(1, ...counts);
  const n = (of: number) => t.number(of, decimals);
  const bar = (i: number, count: number, name: string) => (
    <i
      key={`${name}${i}`}
      class={name}
      style={{
        left: percent(column(i) - 0.44 / places),
        width: percent(0.88 / places),
        height: percent(count / most),
      }}
    />
  );
  return (
    <div class="estimate-desk">
      <dl>
        {truth === undefined ? null : (
          <div class="truth">
            <dt>{tolerance === undefined ? t.truth : t.truthWithin(n(tolerance))}</dt>
            <dd>{n(truth)}</dd>
          </div>
        )}
        {told ? (
          <div>
            <dt>{t.median}</dt>
            <dd>{n(told.median_tenths / 10)}</dd>
          </div>
        ) : null}
        {told?.near ? (
          <div>
            <dt>{t.near}</dt>
            <dd>
              {told.near.count} <small>{t.nearOf(item?.count ?? 0, told.near.percent)}</small>
            </dd>
          </div>
        ) : null}
      </dl>
      <div class="columns" aria-hidden="true">
        {counts.map((count, i) => bar(i, count, ''))}
        {told?.near?.counts.map((count, i) => bar(i, count, 'near'))}
        {told && value ? (
          <i class="mark mid" style={{ left: percent(value(told.median_tenths / 10)) }} />
        ) : null}
        {truth !== undefined && value ? <i class="mark" style={{ left: percent(value(truth)) }} /> : null}
      </div>
      <div class="ticks" aria-hidden="true">
        {ticks.map(tick => (
          <span key={tick} style={{ left: percent(value?.(tick) ?? 0) }}>
            {n(tick)}
          </span>
        ))}
      </div>
      {told ? (
        <details>
          <summary>{t.table}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.estimate}</th>
                <th scope="col">{t.guests}</th>
              </tr>
            </thead>
            <tbody>
              {counts.map((count, i) => (
                <tr key={i}>
                  <th scope="row">{rangeOf(rules, told, i).map(n).join('–')}</th>
                  <td>{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </div>
  );
}
