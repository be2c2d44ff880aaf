/**
 * A motion on the phone: for, against or abstain, each with its sign. One tap casts; a final vote is chosen first and then sent.
 * The result is in `result/`.
 */
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { after } from '../after';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { inEvent } from '../named';
import { SIDES, Sign } from './parts';
import styles from './phone.css?inline';
import type { MotionPhone } from './texts.en';

addStyles(styles);

const ALL = import.meta.glob<readonly string[]>('./sides/texts.*.ts', { eager: true, import: 'default' });

/** What is drawn after the vote. */
const later = after(() => import('./result'));

const motion: LaterKind<number, MotionPhone> = {
  texts: import.meta.glob<MotionPhone>('./texts.*.ts', { import: 'phone' }),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.tap : t.tapOnce),
  unsent: (_, side, t) => ({
    says: t.chosen(t.sides[side] ?? ''),
    send: t.send,
    ballot: { motion: side },
  }),
  reads: (result, t) => later()?.reads(result, t.sides),
};

export default motion;

function Paper(props: PaperProps<number, MotionPhone>) {
  const { poll, t, heading, own, draft, may, cast, keep, Own } = props;
  const rules = rulesOf(poll, 'motion');
  const { majority } = rules;
  const tally = tallyOf(props.tally, 'motion');
  const mine = ballotOf(own, 'motion');
  const on = (may && draft) ?? mine;
  const open = poll.phase === 'open';
  const name = (side: number) => (
    <Both texts={inEvent(poll, ALL, sides => sides[side])} as="b" altAs="i" altClass="" />
  );
  const after = (Own ?? (tally && !open)) && later();
  if (tally && !open)
    return after ? (
      <after.default {...props} name={name} needed={majority && t.needed(majority)} inEvent={inEvent} />
    ) : (
      <div />
    );

  const Row = open ? 'label' : 'div';
  return (
    <fieldset class="motion" aria-labelledby={heading}>
      {SIDES.map(side => (
        <Row key={side} class={open && side === on ? 'opt on' : 'opt'}>
          <span class="l">
            <Sign side={side} />
          </span>
          <span class="w">
            {name(side)}
            {!open && side === mine && Own && <Own />}
          </span>
          {open && (
            <input
              type="radio"
              name={heading}
              checked={side === on}
              disabled={!may}
              onChange={() => (poll.changeable ? cast({ motion: side }) : keep(side))}
            />
          )}
          {open && <span class="tick" />}
        </Row>
      ))}
      {majority && <p class="must">{t.must(majority)}</p>}
    </fieldset>
  );
}
