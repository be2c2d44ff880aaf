/**
 * A scale on the phone: one cell per step, and one tap casts. A final ballot is chosen first and then sent. The result is one column per step on the same axis, and the median after the reveal.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { ScalePhone } from './texts.en';

addStyles(styles);

/** Number of 48 px cells that fit side by side on the narrowest phone. */
const SIDE_BY_SIDE = 6;

const scale: LaterKind<number, ScalePhone> = {
  texts: import.meta.glob<ScalePhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.tap : t.tapOnce),
  unsent: (poll, step, t) => ({
    says: t.chosen(step, rulesOf(poll, 'scale').steps),
    send: t.send(step),
    ballot: { scale: step },
  }),
};

export default scale;

function Paper(props: PaperProps<number, ScalePhone>) {
  const { poll, t, heading, own, draft, may, cast, keep, Own } = props;
  const { steps, low, high } = rulesOf(poll, 'scale');
  const tally = tallyOf(props.tally, 'scale');
  const mine = ballotOf(own, 'scale');
  const on = (may && draft) || mine;
  const open = poll.phase === 'open';
  const alike = mine && poll.phase === 'revealed' ? (tally?.counts[mine - 1] ?? 1) - 1 : 0;
  const rows = steps > SIDE_BY_SIDE ? 2 : 1;
  const all = Array.from({ length: steps }, (_, i) => i + 1);

  const end = (step: number, texts = step === 1 ? low : high) => {
    const words = texts && <Both texts={texts} as="span" altAs="span" altClass="also" />;
    return (
      texts && <span key={step}>{step === 1 ? [<b>1</b>, ' ', words] : [words, ' ', <b>{step}</b>]}</span>
    );
  };
  const ends = (...shown: number[]) =>
    (low || high) && <p class="ends">{shown.map(step => end(step) ?? <span />)}</p>;

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
            onChange={() => (poll.changeable ? cast({ scale: step }) : keep(step))}
          />
        )}
        <i>{step}</i>
      </Cell>
    );
  }

  return (
    <fieldset class="scale" aria-labelledby={heading}>
      {!(tally && !open) && (
        <>
          {rows > 1 ? ends(1) : ends(1, steps)}
          <div class="cells" style={{ '--n': Math.ceil(steps / rows) }}>
            {all.map(cell)}
          </div>
          {rows > 1 && high && <p class="ends last">{end(steps)}</p>}
        </>
      )}
      {tally?.median_tenths && <Columns counts={tally.counts} mine={mine} t={t} />}
      {tally && !open && ends(1, steps)}
      {!open && (mine || tally) && (
        <p class="told">
          <span>
            {mine && t.yours(mine)}
            {alike > 0 && Own && <Own others={alike} />}
          </span>
          {poll.phase === 'revealed' && tally?.median_tenths && <b>{t.median(tally.median_tenths / 10)}</b>}
        </p>
      )}
    </fieldset>
  );
}

function Columns({ counts, mine, t }: { counts: number[]; mine: number | undefined; t: ScalePhone }) {
  const most = Math.max(1, ...counts);
  return (
    <div class="columns" role="img" aria-label={counts.map((n, i) => `${i + 1}: ${t.votes(n)}`).join(', ')}>
      {counts.map((n, i) => (
        <span key={i} class={i + 1 === mine ? 'own' : ''}>
          <small>{n || ''}</small>
          <i style={{ transform: `scaleY(${n / most})` }} />
          <b>{i + 1}</b>
        </span>
      ))}
    </div>
  );
}
