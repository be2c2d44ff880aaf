/**
 * Ratings on the phone: one cell per step, and a tap counts. A final ballot is chosen first and then sent. Several items, stars and
 * the result are in `result/`, because the first response has no room for them.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import type { Texts } from '../../words/texts';
import { after } from '../after';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { ScalePhone } from './texts.en';

addStyles(styles);

/** Number of 48 px cells that fit side by side on the narrowest phone. */
const SIDE_BY_SIDE = 6;

/** The step of each item; null or nothing where it is skipped. */
export type Rated = (number | null)[];

/** Several items, stars, and what is drawn after the vote. */
const later = after(() => import('./result'));

const scale: LaterKind<Rated, ScalePhone> = {
  texts: import.meta.glob<ScalePhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.tap : t.tapOnce),
  unsent(poll, steps, t) {
    const { steps: all, from = 1 } = rulesOf(poll, 'scale');
    const items = poll.options.length;
    const n = steps.filter(step => step != null).length;
    return {
      says: items ? t.chosen(n, items) : t.chosen(steps[0] ?? from, from + all - 1),
      send: t.send,
      ballot: n ? { scale: steps } : undefined,
    };
  },
  reads: result => later()?.reads(result),
  readsAt: (result, item) => later()?.readsAt(result, item),
};

export default scale;

function Paper(props: PaperProps<Rated, ScalePhone>) {
  const { poll, heading, own, draft, may, cast, keep, Own } = props;
  const { steps, from = 1, look, low, high } = rulesOf(poll, 'scale');
  const tally = tallyOf(props.tally, 'scale');
  const items = poll.options.length > 0 || look === 'stars';
  const [on] = (may && draft) || ballotOf(own, 'scale') || [];
  const open = poll.phase === 'open';
  const rows = steps > SIDE_BY_SIDE ? 2 : 1;
  const ends = { low, high, from, last: from + steps - 1 };
  const more = (Own ?? tally ?? items) && later();

  function cell(step: number) {
    const Cell = open ? 'label' : 'span';
    return (
      <Cell key={step} class={step === on ? 'on' : ''}>
        {open && (
          <input
            type="radio"
            name={heading}
            checked={step === on}
            disabled={!may}
            onChange={() => (poll.changeable ? cast({ scale: [step] }) : keep([step]))}
          />
        )}
        <i>{step}</i>
      </Cell>
    );
  }

  return (
    <fieldset class="scale" aria-labelledby={heading}>
      {(open || !tally) && [
        <Ends key="ends" {...ends} high={rows > 1 && !items ? undefined : high} />,
        items ? (
          more && <more.Items {...props} />
        ) : (
          <div class="cells" style={{ '--n': Math.ceil(steps / rows) }}>
            {Array.from({ length: steps }, (_, i) => cell(from + i))}
          </div>
        ),
        rows > 1 && !items && <Ends key="last" {...ends} low={undefined} />,
      ]}
      {tally && more && <more.default {...props} ends={<Ends {...ends} />} />}
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
