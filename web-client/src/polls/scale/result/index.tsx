/**
 * Ratings on the phone, what the first response has no room for: the ballot paper of several items or of stars, and the result: columns on the scale with this guest's step, and once it is told the median; for each item
 * in a row of its own; for a recommendation the score and who recommends.
 */
import type { JSX } from 'preact';
import type { ScaleItem } from '../../../protocol/items';
import { addStyles, useSpoken } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import type { Series } from '../../beside';
import { ballotOf, type PaperProps, rulesOf, tallyOf } from '../../kind';
import type { Rated } from '../phone';
import type { ScalePhone } from '../texts.en';
import styles from './result.css?inline';
import type { ScaleResult } from './texts.en';

addStyles(styles);

const ALL = import.meta.glob<ScaleResult>('./texts.*.ts', { eager: true, import: 'default' });

/** The step at which a recommendation is for something. */
const PROMOTER = 9;

/** The ballot paper of several items, or of stars: an item that is not tapped is skipped. */
export function Items(props: PaperProps<Rated, ScalePhone>): JSX.Element {
  const { poll, heading, own, draft, may, cast, keep } = props;
  const t = ALL[`./texts.${useSpoken()}.ts`] as ScaleResult;
  const { steps, from = 1, look } = rulesOf(poll, 'scale');
  const on = (may && draft) || ballotOf(own, 'scale') || [];
  const open = poll.phase === 'open';
  const stars = look === 'stars';
  const rows = !stars && steps > 6 ? 2 : 1;
  const items = poll.options.length ? poll.options : [undefined];
  const rated = (all: Rated) => all.filter(step => step != null).length;

  function rate(item: number, step: number | null) {
    const now = items.map((_, i) => (i === item ? step : (on[i] ?? null)));
    if (poll.changeable) cast({ scale: now });
    else keep(rated(now) ? now : undefined);
  }

  function cell(item: number, step: number) {
    const Cell = open ? 'label' : 'span';
    const mine = on[item] ?? -1;
    return (
      <Cell key={step} class={(stars ? step <= mine : step === mine) ? 'on' : ''}>
        {open && (
          <input
            type="radio"
            name={`${heading}-${item}`}
            checked={step === mine}
            disabled={!may}
            aria-label={stars ? t.stars(step) : undefined}
            onChange={() => rate(item, step)}
          />
        )}
        {stars ? (
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 2.6l2.9 6 6.5.9-4.7 4.6 1.1 6.5L12 17.5l-5.8 3.1 1.1-6.5L2.6 9.5l6.5-.9z" />
          </svg>
        ) : (
          <i>{step}</i>
        )}
      </Cell>
    );
  }

  return (
    <>
      {items.map((texts, i) => {
        const id = `${heading}-${i}-name`;
        const cells = (
          <div class={stars ? 'cells stars' : 'cells'} style={{ '--n': Math.ceil(steps / rows) }}>
            {Array.from({ length: steps }, (_, step) => cell(i, from + step))}
          </div>
        );
        if (!texts) return cells;
        return (
          <div key={i} class="item" role="radiogroup" aria-labelledby={id}>
            <div class="name">
              <span id={id}>
                <Both texts={texts} as="b" altAs="i" altClass="" />
              </span>
              {open && may && on[i] != null && rated(on) > 1 && (
                <button type="button" class="skip" onClick={() => rate(i, null)}>
                  {t.skip}
                </button>
              )}
            </div>
            {cells}
          </div>
        );
      })}
    </>
  );
}

interface Props extends PaperProps<Rated, ScalePhone> {
  /** The labels of both ends. */
  ends: JSX.Element;
}

/** The middle or the score of one of several results; nothing of several items, of which each has its own. */
export function reads({ tally }: Pick<Series, 'tally'>): string {
  const t = ALL[`./texts.${useSpoken()}.ts`] as ScaleResult;
  const { items: [item, ...others] = [], promoters } = tallyOf({ tally }, 'scale') ?? {};
  if (promoters) return `${t.score} ${t.signed(promoters.score)}`;
  return others.length || item?.median_tenths === undefined ? '' : t.median(item.median_tenths / 10);
}

/** The middle of one of several items in one of several results. */
export function readsAt({ tally }: Pick<Series, 'tally'>, item: number): string {
  const t = ALL[`./texts.${useSpoken()}.ts`] as ScaleResult;
  const { median_tenths } = tallyOf({ tally }, 'scale')?.items[item] ?? {};
  return median_tenths === undefined ? '' : t.median(median_tenths / 10);
}

export default function Result(props: Props): JSX.Element | null {
  const { poll, Own, Numbers, ends } = props;
  const t = ALL[`./texts.${useSpoken()}.ts`] as ScaleResult;
  const { from = 1 } = rulesOf(poll, 'scale');
  const { items, promoters } = tallyOf(props.tally, 'scale') ?? { items: [] };
  const mine = ballotOf(props.own, 'scale') ?? [];
  const told = poll.phase === 'revealed';
  // Votes by weight are not people.
  const { count = 0, ballots, shares: { leaders = [], percents } = {} } = props.tally ?? {};

  function columns({ counts }: ScaleItem, own: number | null | undefined, percents?: number[]) {
    const numbers = (i: number, n: number) =>
      percents && Numbers && <Numbers poll={poll} count={n} percent={percents[i]} />;
    const most = Math.max(1, ...counts);
    return (
      <>
        <div class="columns" aria-hidden="true">
          {counts.map((n, i) => (
            <span
              key={i}
              class={`${from + i === own ? 'own' : ''}${promoters && from + i >= PROMOTER ? ' for' : ''}`}
            >
              <small>{n ? (numbers(i, n) ?? n) : ''}</small>
              <i style={{ transform: `scaleY(${n / most})` }} />
              <b>{from + i}</b>
            </span>
          ))}
        </div>
        <table>
          <tbody>
            {counts.map((n, i) => (
              <tr key={i}>
                <th scope="row">{from + i}</th>
                <td>{(poll.show !== 'counts' && numbers(i, n)) || t.votes(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </>
    );
  }

  if (poll.options.length)
    return (
      <div class="rated">
        {poll.options.map((texts, i) => {
          const item = items[i];
          const rated = item?.counts.reduce((a, b) => a + b, 0) ?? 0;
          return (
            item && (
              <div key={i} class={told && leaders.includes(i) ? 'row won' : 'row'}>
                <span class="w">
                  <Both texts={texts} as="b" altAs="i" altClass="" />
                  {!ballots && rated < count && <small>{t.by(rated, count)}</small>}
                </span>
                {columns(item, mine[i])}
                <span class="n">
                  {item.median_tenths === undefined ? '' : t.number(item.median_tenths / 10)}
                </span>
              </div>
            )
          );
        })}
        {count > 0 && <p class="legend">{told ? t.read : t.readOpen}</p>}
      </div>
    );

  const [item] = items;
  if (!item) return null;
  const step = mine[0];
  const others = told && step != null ? (item.counts[step - from] ?? 1) - 1 : 0;
  if (promoters)
    return (
      <>
        <p class="score">
          <span>{t.score}</span>
          <b>{t.signed(promoters.score)}</b>
        </p>
        {columns(item, step, percents)}
        {ends}
        <dl class="groups">
          {(['promoters', 'passives', 'detractors'] as const).map((group, i) => (
            <div key={group}>
              <dt>{t.groups[i]}</dt>
              <dd>
                {promoters[group]}
                <small>%</small>
              </dd>
            </div>
          ))}
        </dl>
        <p class="told">
          {step != null && t.yours(step)} <span class="mut">{t.whole(props.tally?.count ?? 0)}</span>
        </p>
      </>
    );
  return (
    <>
      {columns(item, step, percents)}
      {poll.phase !== 'open' && ends}
      {poll.phase !== 'open' && (
        <p class="told">
          <span>
            {step != null && t.yours(step)}
            {others > 0 && Own && <Own others={others} />}
          </span>
          {item.median_tenths !== undefined && <b>{t.median(item.median_tenths / 10)}</b>}
        </p>
      )}
    </>
  );
}
