/**
 * A matrix on the phone: for each option a scale for either axis. A tap places it, and both scales are needed. An option without
 * taps is left out. What the first response has no room for, above all the result, is in `result/`.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { after } from '../after';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import styles from './phone.css?inline';
import type { MatrixPhone } from './texts.en';

addStyles(styles);

/** The taps of each option on x and y; 0 where there is none. */
type Taps = [x: number, y: number][];

const later = after(() => import('./result'));

const matrix: LaterKind<Taps, MatrixPhone> = {
  texts: import.meta.glob<MatrixPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.how : t.howOnce),
  unsent(poll, taps, t) {
    const half = taps.findIndex(([x, y]) => !x !== !y);
    const places = taps.map(place => (place[0] && place[1] ? place : null));
    while (places.length && !places[places.length - 1]) places.pop();
    const n = places.filter(Boolean).length;
    return {
      says: half < 0 ? t.placed(n, poll.options.length) : t.half(letter(half)),
      send: t.send(n),
      ballot: n && half < 0 ? { matrix: places } : undefined,
    };
  },
};

export default matrix;

/** Names longer than this stand above their scale, counted in letters of an alphabet. */
const BESIDE_MAX = 9;
const isLong = (name: Texts): boolean =>
  Object.values(name).some(text => text.replace(/[⺀-￯]/g, 'xx').length > BESIDE_MAX);

function Paper(props: PaperProps<Taps, MatrixPhone>) {
  const { poll, heading, own, draft, may, keep } = props;
  const { steps, x, y } = rulesOf(poll, 'matrix');
  const mine = ballotOf(own, 'matrix');
  const taps = poll.options.map((_, i): Taps[number] => ((may && draft) || mine || [])[i] ?? [0, 0]);
  const tally = tallyOf(props.tally, 'matrix');
  const more = later();
  const rows: [axis: 0 | 1, name: Texts][] = [
    [1, y.name],
    [0, x.name],
  ];

  function put(i: number, place: Taps[number]) {
    const next = taps.map((was, at) => (at === i ? place : was));
    keep(mine || next.some(([x, y]) => x || y) ? next : undefined);
  }

  const scale = (i: number, [axis, name]: (typeof rows)[number]) => {
    const id = `${heading}-${i}-${axis}`;
    const on = taps[i]?.[axis];
    return (
      <div key={axis} class="placing" role="radiogroup" aria-labelledby={`${heading}-${i} ${id}`}>
        <span id={id}>
          <Both texts={name} as="b" altAs="i" altClass="" />
        </span>
        <div class="stops">
          {Array.from({ length: steps }, (_, at) => {
            const step = at + 1;
            return (
              <label key={step} class={step === on ? 'on' : ''}>
                <input
                  type="radio"
                  name={id}
                  checked={step === on}
                  disabled={!may}
                  onChange={() => put(i, axis ? [taps[i]?.[0] ?? 0, step] : [step, taps[i]?.[1] ?? 0])}
                />
                <i>{step}</i>
              </label>
            );
          })}
        </div>
      </div>
    );
  };

  if (tally) return <fieldset aria-labelledby={heading}>{more && <more.default {...props} />}</fieldset>;
  return (
    <fieldset
      class={rows.some(([, name]) => isLong(name)) ? 'matrix long' : 'matrix'}
      aria-labelledby={heading}
    >
      {[y, x].map(({ low, high }, i) => (
        <p key={i} class="poles">
          <span>
            <b>1</b> <Both texts={low} as="span" altAs="i" altClass="" />
          </span>
          <span>
            <Both texts={high} as="span" altAs="i" altClass="" /> <b>{steps}</b>
          </span>
        </p>
      ))}
      {poll.options.map((texts, i) => (
        <div key={i} class="item">
          <div class="name">
            <span class="l">{letter(i)}</span>
            <span id={`${heading}-${i}`}>
              <Both texts={texts} as="b" altAs="i" altClass="" />
            </span>
            {more && may && taps[i]?.some(Boolean) && <more.LeaveOut put={() => put(i, [0, 0])} />}
          </div>
          {rows.map(row => scale(i, row))}
        </div>
      ))}
    </fieldset>
  );
}
