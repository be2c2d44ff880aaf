/**
 * The result of a motion on the phone: one band with the mark of the majority needed, the outcome in a word, and what 100 % is.
 */
import type { JSX } from 'preact';
import { addStyles, useSpoken } from '../../../ui/hooks';
import { Both } from '../../../ui/text';
import type { Series } from '../../beside';
import { ballotOf, type PaperProps, rulesOf, tallyOf } from '../../kind';
import type { inEvent as InEvent } from '../../named';
import { MARKS, wholeOf } from '../marks';
import type { MotionPhone } from '../texts.en';
import styles from './result.css?inline';
import type { MotionResult } from './texts.en';

addStyles(styles);

/** Sides with fewer votes than this are not shown to their voters as a group. */
const OTHERS_MIN = 5;

const ALL = import.meta.glob<MotionResult>('./texts.*.ts', { eager: true, import: 'default' });

interface Props extends PaperProps<number, MotionPhone> {
  /** Names a side, or those who did not vote. */
  name(side: number): JSX.Element;
  needed: string | undefined;
  inEvent: typeof InEvent;
}

/** The votes of one of several results, side by side. */
export function reads(
  { percents, tally }: Pick<Series, 'percents' | 'tally'>,
  sides: readonly string[],
): string {
  const { counts = [], absent = 0 } = tallyOf({ tally }, 'motion') ?? {};
  // Those who did not vote are told where they are in the base.
  const parts = percents.length > counts.length ? [...counts, absent] : counts;
  const share = (side: number) => (percents[side] === undefined ? '' : `\u00a0(${percents[side]}%)`);
  return parts.map((n, side) => `${sides[side]}\u00a0${n}${share(side)}`).join(' · ');
}

export default function Result(props: Props): JSX.Element {
  const { poll, Own, name, needed, inEvent } = props;
  const t = ALL[`./texts.${useSpoken()}.ts`] as MotionResult;
  const rules = rulesOf(poll, 'motion');
  const { majority } = rules;
  const mine = ballotOf(props.own, 'motion');
  const { counts = [], absent = 0, base = 0, adopted } = tallyOf(props.tally, 'motion') ?? {};
  const { percents = [], leaders = [] } = props.tally?.shares ?? {};
  const parts = [...counts, absent];

  /** Marks this guest's side, with the others if there are enough to hide in. */
  function yours(side: number) {
    const all = parts[side] ?? 0;
    return side === mine && Own && <Own others={all >= OTHERS_MIN ? all - 1 : undefined} />;
  }

  return (
    <div class="motion">
      <div class="sides">
        {[0, 1].map(side => (
          <p key={side} class={leaders.includes(side) ? 'won' : ''}>
            <b class="big">
              {percents[side]}
              <small>%</small>
            </b>
            <span>
              {name(side)} {parts[side]}
            </span>
          </p>
        ))}
      </div>
      {(mine === 0 || mine === 1) && <p class={`own s${mine}`}>{yours(mine)}</p>}
      <div class="band" dir="ltr" aria-hidden="true">
        {percents.map((_, part) => (
          <i
            key={part}
            class={`p${part}${leaders.includes(part) ? ' won' : ''}`}
            style={{ width: `${base && ((parts[part] ?? 0) / base) * 100}%` }}
          />
        ))}
        {majority && <u style={{ left: `${MARKS[majority] * 100}%` }} />}
      </div>
      {majority && (
        <p class="needed" dir="ltr">
          <span style={{ 'margin-left': `${MARKS[majority] * 100}%` }}>{needed}</span>
        </p>
      )}
      {adopted !== undefined && (
        <p class="sum outcome">
          <Both
            texts={inEvent(poll, ALL, w => (adopted ? w.adopted : w.notAdopted))}
            as="b"
            altAs="i"
            altClass=""
          />
        </p>
      )}
      {[2, 3].map(part =>
        part === 2 || percents[part] !== undefined ? (
          <p key={part} class="sum">
            <span>
              {name(part)}
              {yours(part)}
            </span>
            <b>
              {parts[part]}
              {percents[part] !== undefined && <small> {percents[part]}%</small>}
            </b>
          </p>
        ) : null,
      )}
      {base > 0 && <p class="must">{t.sentence(wholeOf(rules.base, props.tally), base)}</p>}
    </div>
  );
}
