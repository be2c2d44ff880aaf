/**
 * A ranking on the phone: a guest taps the options in order, the best first, and taps one again to take it out. Nothing moves, and
 * the numeral at the option fills. After the reveal the rows are a ladder, with the guest's own places.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { letter } from '../../words/shares';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { RankingPhone } from './texts.en';

addStyles(styles);

/** The indices of the options, the best first. */
type Order = number[];

const ranking: LaterKind<Order, RankingPhone> = {
  texts: import.meta.glob<RankingPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: (poll, t) => t.asks(rulesOf(poll, 'ranking').places),
  how: (poll, t) => (poll.changeable ? t.how : t.howOnce),
  unsent: (poll, order, t) => ({
    says: t.order(order.map(letter), rulesOf(poll, 'ranking').places - order.length),
    send: t.send(order.length),
    ballot: order.length ? { ranking: order } : undefined,
  }),
};

export default ranking;

function Paper(props: PaperProps<Order, RankingPhone>) {
  const { poll, t, heading, tally, own, draft, may, keep } = props;
  const { places } = rulesOf(poll, 'ranking');
  const mine = ballotOf(own, 'ranking');
  const order = (may && draft) || mine || [];
  const percents = tallyOf(tally, 'ranking') && tally?.shares?.percents;
  const ladder = tallyOf(tally, 'ranking')?.ladder;
  const ranks = ladder?.ranks.length ? ladder.ranks : undefined;
  const rows = poll.options.map((_, i) => i);
  if (ranks) rows.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));

  function tap(i: number) {
    const rest = order.filter(option => option !== i);
    const next = rest.length < order.length ? rest : [...order, i];
    keep(next.length || mine ? next : undefined);
  }

  function row(i: number) {
    const place = order.indexOf(i) + 1;
    const words = (
      <>
        <span class="l">{ranks ? ranks[i] : letter(i)}</span>
        <span class="w">
          <Both texts={poll.options[i] ?? {}} as="b" altAs="i" altClass="" />
          {percents && (
            <span class="bar">
              <i style={{ transform: `scaleX(${(percents[i] ?? 0) / 100})` }} />
            </span>
          )}
          {ladder && <small class="firsts">{t.firsts(ladder.firsts[i] ?? 0)}</small>}
          {poll.phase !== 'open' && place > 0 && <span class="you">{t.yours(place)}</span>}
        </span>
        {ladder && <span class="n">{ladder.points[i]}</span>}
      </>
    );
    return poll.phase === 'open' ? (
      <button
        key={i}
        type="button"
        class={`opt${place ? ' on' : ''}`}
        aria-pressed={place > 0}
        disabled={!may || (!place && order.length >= places)}
        onClick={() => tap(i)}
      >
        {words}
        <span class="no">{place || ''}</span>
      </button>
    ) : (
      <div key={i} class={ranks?.[i] === 1 ? 'opt won' : 'opt'}>
        {words}
      </div>
    );
  }

  return (
    <fieldset class="ranks" aria-labelledby={heading}>
      {rows.map(row)}
      {ladder && <p class="explained">{t.explained(ladder.first)}</p>}
    </fieldset>
  );
}
