/**
 * A matrix in small, on phones and desks: the options' letters where they stand on average, and around them what the reader is told.
 */
import type { JSX } from 'preact';
import type { MatrixOption, PollItem } from '../../protocol/items';
import { Both } from '../../ui/text';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { rulesOf } from '../kind';
import { along, apart } from './plane';

const WIDTH = 328;
const HEIGHT = 232;
/** The radius of a disc; with it the discs at the ends lie inside the picture. */
const RADIUS = 12;

/** A place on x and y, from 1. */
export type Place = [x: number, y: number];

interface Props {
  poll: PollItem;
  options: MatrixOption[];
  leaders: number[];
  /** The reader's own places; each is a ring that a line joins to the mean. */
  mine?: (Place | null)[];
  /** Draws the middle half of the guests on either axis. */
  crosses?: boolean;
  /** Names the picture. */
  says: string;
}

export function Scatter(props: Props): JSX.Element {
  const { poll, options, leaders, mine = [], crosses, says } = props;
  const { steps, x, y } = rulesOf(poll, 'matrix');
  const [w, h] = [WIDTH - 2 * RADIUS, HEIGHT - 2 * RADIUS];
  const point = (px: number, py: number) => ({ x: along(px, steps) * w, y: (1 - along(py, steps)) * h });
  const placed = options.flatMap((option, i) => {
    const [mx, my] = [option.x.mean_hundredths, option.y.mean_hundredths];
    return mx === undefined || my === undefined ? [] : [{ i, option, at: point(mx / 100, my / 100) }];
  });
  const discs = apart(
    placed.map(({ at }) => at),
    2 * RADIUS + 1,
    { w, h },
  );
  const end = (name: string, texts: Texts, sign: string) => (
    <p class={`end ${name}`}>
      {name !== 'right' && <span aria-hidden="true">{sign} </span>}
      <Both texts={texts} as="b" altAs="i" altClass="" />
      {name === 'right' && <span aria-hidden="true">{sign}</span>}
    </p>
  );
  return (
    <div class="scatter" dir="ltr">
      {end('high', y.high, '↑')}
      <svg viewBox={`${-RADIUS} ${-RADIUS} ${WIDTH} ${HEIGHT}`} role="img" aria-label={says}>
        <path class="axes" d={`M${-RADIUS} ${h / 2}H${w + RADIUS}M${w / 2} ${-RADIUS}V${h + RADIUS}`} />
        {crosses &&
          placed.map(({ i, option, at }) => {
            const [[left, right], [low, high]] = [option.x.middle ?? [1, 1], option.y.middle ?? [1, 1]];
            const [from, to] = [point(left, low), point(right, high)];
            return (
              <path
                key={i}
                class={leaders.includes(i) ? 'cross won' : 'cross'}
                d={`M${from.x} ${at.y}H${to.x}M${at.x} ${from.y}V${to.y}`}
              />
            );
          })}
        {placed.map(({ i }, n) => {
          const [own, disc] = [mine[i], discs[n]];
          if (!own || !disc) return null;
          const { x, y } = point(...own);
          return <path key={i} class="own" d={`M${x} ${y}L${disc.x} ${disc.y}`} />;
        })}
        {placed.map(({ i }) => {
          const own = mine[i];
          const at = own && point(...own);
          return at && <circle key={i} class="own" cx={at.x} cy={at.y} r={6} />;
        })}
        {placed.map(({ i }, n) => (
          <g key={i} class={leaders.includes(i) ? 'disc won' : 'disc'}>
            <circle cx={discs[n]?.x} cy={discs[n]?.y} r={RADIUS} />
            <text x={discs[n]?.x} y={(discs[n]?.y ?? 0) + 5} text-anchor="middle">
              {letter(i)}
            </text>
          </g>
        ))}
      </svg>
      {end('low', y.low, '↓')}
      <div class="sides">
        {end('left', x.low, '←')}
        {end('right', x.high, '→')}
      </div>
    </div>
  );
}
