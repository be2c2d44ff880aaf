/**
 * A motion on the screen. While voting is open: the three sides, and how many have voted. After the reveal: both sides above one
 * band, which is the 100 %, with the mark of the majority needed; below it the outcome in a word, and outside of the band the
 * abstentions that do not count. Rounds and groups have a band each, with the mark across all of them.
 */
import './screen.css';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Num, Pair, speaking } from '../../ui/screen';
import type { Beside, Series } from '../beside';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { LANES, Lanes } from '../sides';
import { MARKS, wholeOf } from './marks';
import { SIDES, Sign } from './parts';
import type { MotionScreen } from './texts.en';

const { Label, useOwn } = speaking<MotionScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

const size = (say: number, opt: number, num: number, bare = ''): Plan => ({
  sizes: { say, alt: Math.max(FLOOR, say * 0.64), opt, num, word: num * 0.72, label: 71 },
  bare,
});

/** A long title makes the figure smaller before it leaves out languages. */
const PLANS: Plan[] = [
  ...down(6.6, 4.2, 6).map(say => size(say, 5.2, 15)),
  ...down(5.2, FLOOR, 4).map(say => size(say, 4.2, 12)),
  ...down(4.2, FLOOR, 2).map(say => size(say, FLOOR, 9, 'low')),
  ...down(5.2, FLOOR, 4).map(say => size(say, FLOOR, 9, 'low title-alt')),
];

/** The title of a result is smaller, because the outcome is what the hall reads. */
const TOLD: Plan[] = [size(5.2, 5.2, 15), size(4.2, 5.2, 15), ...PLANS.slice(6)];

const motion: ScreenKind = {
  plans: (_, revealed, beside) => (beside ? LANES : revealed ? TOLD : PLANS),
  counted: tally => !!tallyOf(tally, 'motion'),
  drawsBeside: true,
  isPlainBeside: true,
  hasPlaceForCount: () => true,
  Asks({ poll }) {
    const { majority } = rulesOf(poll, 'motion');
    return majority ? <Label of={w => w.must(majority)} /> : null;
  },
  whole: (_, result) => tallyOf(result, 'motion')?.base,
  Whole({ poll, tally, beside }) {
    const { base } = rulesOf(poll, 'motion');
    const n = beside ? undefined : tallyOf(tally, 'motion')?.base;
    // Side by side the legend has the numbers, and the abstentions stand behind a plus.
    const says = beside ? base !== 'without_abstentions' : !!n;
    return says ? <Label of={w => w.whole(wholeOf(base, tally), n)} /> : null;
  },
  Field: props => (props.beside ? <Bands {...props} beside={props.beside} /> : <Band {...props} />),
};

export default motion;

const Side = ({ side }: { side: number }) => <Pair texts={useOwn(w => w.sides[side] ?? '')} />;

type Props = Parameters<ScreenKind['Field']>[0];

function Band({ poll, tally, revealed }: Props) {
  const { majority } = rulesOf(poll, 'motion');
  const counted = tallyOf(tally, 'motion');
  const outcome = useOwn(w => (counted?.adopted ? w.adopted : w.notAdopted));
  if (!counted)
    return (
      <ul class="motion three" data-fit>
        {SIDES.map(side => (
          <li key={side}>
            <Sign side={side} />
            <p>
              <Side side={side} />
            </p>
          </li>
        ))}
      </ul>
    );
  const { counts, absent = 0, base = 0, adopted } = counted;
  const percents = tally?.shares?.percents ?? [];
  const won = (revealed && tally?.shares?.leaders) || [];
  const parts = [...counts, absent];
  const share = (part: number) => `${base && ((parts[part] ?? 0) / base) * 100}%`;
  return (
    <div class={revealed ? 'motion told' : 'motion'} data-fit>
      <div class="heads">
        {[0, 1].map(side => (
          <div key={side} class={won.includes(side) ? 'won' : ''}>
            <b>
              {percents[side] ?? 0}
              <small>%</small>
            </b>
            <p>
              <span class="pair">
                <Side side={side} />
              </span>
              <span class="of">
                <Num of={parts[side] ?? 0} /> <Label of={w => w.votes(parts[side] ?? 0)} />
              </span>
            </p>
          </div>
        ))}
      </div>
      <div class="band" dir="ltr" aria-hidden="true">
        {percents.map((_, part) => (
          <i
            key={part}
            class={won.includes(part) ? `p${part} won` : `p${part}`}
            style={{ width: share(part) }}
          />
        ))}
        {majority ? <u style={{ left: `${MARKS[majority] * 100}%` }} /> : null}
      </div>
      {majority ? (
        <p class="needed" dir="ltr">
          <span style={{ '--at': MARKS[majority] }}>
            <Label of={w => w.needed(majority)} strong />
          </span>
        </p>
      ) : null}
      <div class="below">
        <p class="outcome">{adopted === undefined ? null : <Pair texts={outcome} />}</p>
        <div class="rest">
          {[2, 3].map(part =>
            part === 2 || percents[part] !== undefined ? (
              <p key={part}>
                <Side side={part} />{' '}
                <b>
                  <Num of={parts[part] ?? 0} />
                </b>{' '}
                {percents[part] !== undefined ? (
                  <small>{percents[part]}%</small>
                ) : parts[part] && base ? (
                  <i class="outside" style={{ '--part': parts[part] / base }} />
                ) : null}
              </p>
            ) : null,
          )}
        </div>
      </div>
    </div>
  );
}

/** A band for each round or value. Only a round has an outcome. */
function Bands({ poll, tally, beside, revealed }: Props & { beside: Beside }) {
  const { base, majority } = rulesOf(poll, 'motion');
  const [adopted, notAdopted] = [useOwn(w => w.adopted), useOwn(w => w.notAdopted)];
  const apart =
    base === 'without_abstentions' && beside.series.some(one => tallyOf(one, 'motion')?.counts[2]);
  const won = (one: Series, part: number) =>
    revealed &&
    beside.of === 'rounds' &&
    one === beside.series.at(-1) &&
    tally?.shares?.leaders?.includes(part);
  return (
    <Lanes
      beside={beside}
      above={
        <p class="band-ends" dir="ltr">
          {(apart ? [0, 2, 1] : [0, 1]).map(side => (
            <span key={side} class="motion">
              {/* As in the legend, where abstentions stand behind a plus. */}
              {side === 2 ? '+' : <Sign side={side} />}{' '}
              <span class="pair">
                <Side side={side} />
              </span>
            </span>
          ))}
        </p>
      }
      figure={one => {
        const counted = tallyOf(one, 'motion');
        if (!counted) return null;
        const parts = [...counted.counts, counted.absent ?? 0].slice(0, one.percents.length || 3);
        const whole = parts.reduce((sum, n) => sum + n, 0);
        return (
          <div class="band">
            {parts.map((n, part) => (
              <i
                key={part}
                class={won(one, part) ? `p${part} won` : `p${part}`}
                style={{ width: `${whole && (100 * n) / whole}%` }}
              />
            ))}
          </div>
        );
      }}
      says={one => {
        const counted = tallyOf(one, 'motion');
        if (!counted) return null;
        const [yes, no] = one.percents;
        return (
          <>
            {/* In the order of the band and of its ends, also where a language runs from right to left. */}
            <bdi dir="ltr">
              {yes === undefined ? (
                <>
                  <Num of={counted.counts[0]} /> : <Num of={counted.counts[1]} />
                </>
              ) : (
                <>
                  {yes}
                  <small>%</small> : {no}
                  <small>%</small>
                </>
              )}
            </bdi>
            {beside.of === 'rounds' && counted.adopted !== undefined ? (
              <small class="what outcome-of">
                <Pair texts={counted.adopted ? adopted : notAdopted} />
              </small>
            ) : null}
          </>
        );
      }}
      across={majority ? <u class="mark" style={{ left: `${MARKS[majority] * 100}%` }} /> : null}
      below={
        majority ? (
          <p class="mark-of" dir="ltr">
            <span style={{ '--at': MARKS[majority] }}>
              <Label of={w => w.needed(majority)} strong />
            </span>
          </p>
        ) : null
      }
    />
  );
}
