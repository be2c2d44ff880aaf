/**
 * A scale on the screen: columns on one axis with labels at both ends. While the poll is open it shows no median, which would
 * influence voters. After the reveal the median is under the axis, and its number in its reserved place.
 */
import './screen.css';
import { useRef } from 'preact/hooks';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Pair, speaking, useSetting } from '../../ui/screen';
import { axisEnd } from '../../words/shares';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { Numbers } from '../numbers';
import type { ScaleScreen } from './texts.en';

const { Label, spoken } = speaking<ScaleScreen>(
  import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }),
);

/** Sizes of the title. A title too long for all languages omits the others before it takes space from the columns. */
const PLANS: Plan[] = [
  ...down(6.6, 4.2, 8).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR } })),
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'low' },
  ...down(5.2, FLOOR, 4).map(say => ({ sizes: { say, alt: FLOOR }, bare: 'low title-alt' })),
  { sizes: { say: FLOOR, alt: FLOOR }, bare: 'low title-alt ends-alt' },
];

const scale: ScreenKind = {
  plans: () => PLANS,
  counted: tally => !!tallyOf(tally, 'scale'),
  hasPlaceForCount: () => true,
  Asks: () => null,
  Field,
};

export default scale;

function Field({ poll, tally, revealed }: Parameters<ScreenKind['Field']>[0]) {
  const { langs } = useSetting();
  const { steps, low, high } = rulesOf(poll, 'scale');
  const { counts, median_tenths } = tallyOf(tally, 'scale') ?? { counts: undefined };
  const ballots = tally?.count ?? 0;
  const axis = useRef<number | undefined>(undefined);
  axis.current = axisEnd(counts && ballots ? Math.max(...counts) / ballots : 0, axis.current);
  const whole = (ballots && tally?.shares?.percents) || [];
  const median = revealed && median_tenths ? median_tenths / 10 : undefined;

  return (
    <div class="scale" data-fit>
      <ol class="columns">
        {Array.from({ length: steps }, (_, i) => {
          const height = counts && ballots ? (counts[i] ?? 0) / ballots / (axis.current ?? 1) : 0;
          return (
            <li key={i}>
              <i style={{ transform: `scaleY(${height})` }} />
              <span style={{ transform: `translateY(${(1 - height) * 100}%)` }}>
                {whole[i] === undefined ? null : (
                  <b>
                    <Numbers poll={poll} count={counts?.[i]} percent={whole[i]} />
                  </b>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <div class="axis">{median ? <i style={{ left: `${((median - 0.5) / steps) * 100}%` }} /> : null}</div>
      <p class="steps" aria-hidden="true">
        {Array.from({ length: steps }, (_, i) => (
          <b key={i}>{i + 1}</b>
        ))}
      </p>
      {low || high ? (
        <div class="ends">
          {[low, high].map((words = {}, i) => (
            <p key={i}>
              <Pair texts={words} />
            </p>
          ))}
        </div>
      ) : null}
      {median ? (
        <div class="median">
          <b>{spoken(langs)[0]?.[1].number(median)}</b>
          <p>
            <Label of={w => w.median} />
          </p>
        </div>
      ) : null}
    </div>
  );
}
