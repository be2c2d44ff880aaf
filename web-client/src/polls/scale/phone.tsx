/**
 * Ratings on the phone: one cell or star per step, for the poll itself or for each of its items. A tap counts, and an item that is
 * not tapped is skipped. A final ballot is chosen first and then sent. The result is in `result/`.
 */
import type { PollItem } from '../../protocol/items';
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import type { Texts } from '../../words/texts';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { after } from '../phone';
import styles from './phone.css?inline';
import type { ScalePhone } from './texts.en';

addStyles(styles);

/** Number of 48 px cells that fit side by side on the narrowest phone. */
const SIDE_BY_SIDE = 6;

/** The step of each item; null or nothing where it is skipped. */
export type Rated = (number | null)[];

const result = after(() => import('./result'));

const rated = (steps: Rated): number => steps.filter(step => step != null).length;

const scale: LaterKind<Rated, ScalePhone> = {
  texts: import.meta.glob<ScalePhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.tap : t.tapOnce),
  unsent(poll, steps, t) {
    const { steps: all, from = 1 } = rulesOf(poll, 'scale');
    const items = poll.options.length;
    const n = rated(steps);
    return {
      says: items ? t.chosen(n, items) : t.chosen(steps[0] ?? from, from + all - 1),
      send: t.send,
      ballot: n ? { scale: steps } : undefined,
    };
  },
};

export default scale;

/** The items of a poll: its options, or itself. */
const itemsOf = ({ options }: PollItem) => (options.length ? options : [undefined]);

function Paper(props: PaperProps<Rated, ScalePhone>) {
  const { poll, t, heading, own, draft, may, cast, keep, Own } = props;
  const { steps, from = 1, look, low, high } = rulesOf(poll, 'scale');
  const tally = tallyOf(props.tally, 'scale');
  const on = (may && draft) || ballotOf(own, 'scale') || [];
  const open = poll.phase === 'open';
  const stars = look === 'stars';
  const rows = !stars && steps > SIDE_BY_SIDE ? 2 : 1;
  const all = Array.from({ length: steps }, (_, i) => from + i);
  const ends = { low, high, from, last: from + steps - 1 };
  /** The label of the last step stands below two rows. */
  const below = !poll.options.length && rows > 1;
  const part = (Own ?? tally) && result();

  function rate(item: number, step: number | null) {
    const now = itemsOf(poll).map((_, i) => (i === item ? step : (on[i] ?? null)));
    if (poll.changeable) cast({ scale: now });
    else keep(rated(now) ? now : undefined);
  }

  function cell(item: number, step: number) {
    const Cell = open ? 'label' : 'span';
    const mine = on[item] ?? -1;
    const filled = stars ? step <= mine : step === mine;
    return (
      <Cell key={step} class={filled ? 'on' : ''}>
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
            <path d="M12 2l3 7h7l-6 4 2 8-6-5-6 5 2-8-6-4h7z" />
          </svg>
        ) : (
          <i>{step}</i>
        )}
      </Cell>
    );
  }

  function item(texts: PollItem['options'][number] | undefined, i: number) {
    const id = `${heading}-${i}-name`;
    const cells = (
      <div class={stars ? 'cells stars' : 'cells'} style={{ '--n': Math.ceil(steps / rows) }}>
        {all.map(step => cell(i, step))}
      </div>
    );
    if (!texts) return cells;
    return (
      <div key={i} class="item" role="radiogroup" aria-labelledby={id}>
        <div class="name">
          <span id={id}>
            <Both texts={texts} as="b" altAs="i" altClass="" />
          </span>
          {part && may && on[i] != null && rated(on) > 1 && <part.Skip skip={() => rate(i, null)} />}
        </div>
        {cells}
      </div>
    );
  }

  return (
    <fieldset class="scale" aria-labelledby={heading}>
      {(open || !tally) && [
        <Ends key="ends" {...ends} high={below ? undefined : high} />,
        itemsOf(poll).map(item),
        below && <Ends key="last" {...ends} low={undefined} />,
      ]}
      {tally && (part ? <part.default {...props} ends={<Ends {...ends} />} /> : <p />)}
    </fieldset>
  );
}

/** The labels of both ends, or of one, each with its number. */
function Ends(props: { low: Texts | undefined; high: Texts | undefined; from: number; last: number }) {
  const { low, high, from, last } = props;
  const words = (texts: Texts) => <Both texts={texts} as="span" altAs="i" altClass="" />;
  return (low ?? high) ? (
    <p class="ends">
      <span>{low && [<b key="n">{from}</b>, ' ', words(low)]}</span>
      <span>{high && [words(high), ' ', <b key="n">{last}</b>]}</span>
    </p>
  ) : null;
}
