/**
 * A motion on the phone: for, against or abstain, each with its sign. One tap casts; a final vote is chosen first and then sent.
 * The result is one band with the mark of the majority needed, the outcome in a word, and what 100 % is.
 */
import type { MotionTally, PollItem } from '../../protocol/items';
import { addStyles } from '../../ui/hooks';
import { Both } from '../../ui/text';
import type { Texts } from '../../words/texts';
import { sameLanguage } from '../../words/texts';
import { ballotOf, type LaterKind, type PaperProps, rulesOf, tallyOf } from '../kind';
import { MARKS, SIDES, Sign } from './parts';
import styles from './phone.css?inline';
import type { MotionPhone } from './texts.en';

addStyles(styles);

/** Sides with fewer votes than this are not shown to their voters as a group. */
const OTHERS_MIN = 5;

const ALL = import.meta.glob<MotionPhone>('./texts.*.ts', { eager: true, import: 'phone' });

const NAMES = Object.entries(ALL).map(([file, t]) => [file.slice(8, -3), t] as const);

/** One of the words in the event's languages, as if the poll had it. */
function inEvent(poll: PollItem, word: (t: MotionPhone) => string | undefined): Texts {
  const of = (tag: string) => NAMES.find(([name]) => sameLanguage(name, tag))?.[1] ?? ALL['./texts.en.ts'];
  return Object.fromEntries(Object.keys(poll.title).map(tag => [tag, word(of(tag) as MotionPhone) ?? '']));
}

const motion: LaterKind<number, MotionPhone> = {
  texts: Object.fromEntries(Object.entries(ALL).map(([file, t]) => [file, () => Promise.resolve(t)])),
  Paper,
  asks: () => '',
  how: (poll, t) => (poll.changeable ? t.tap : t.tapOnce),
  unsent: (_, side, t) => ({
    says: t.chosen(t.sides[side] ?? ''),
    send: t.send,
    ballot: { motion: side },
  }),
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
  const word = (of: (t: MotionPhone) => string | undefined, as?: string) => (
    <Both texts={inEvent(poll, of)} as={as ?? 'b'} altAs="i" altClass="" />
  );
  if (tally && !open) return result();

  /** Marks this guest's side, with the others if there are enough to hide in. */
  function yours(side: number) {
    const all = tally?.counts[side] ?? 0;
    return side === mine && Own && <Own others={all >= OTHERS_MIN ? all - 1 : undefined} />;
  }

  function result() {
    const { counts, absent = 0, base = 0, adopted } = tally as MotionTally;
    const { percents = [], leaders = [] } = props.tally?.shares ?? {};
    const parts = [...counts, absent];
    return (
      <div class="motion told">
        <div class="sides">
          {[0, 1].map(side => (
            <p key={side} class={leaders.includes(side) ? 'won' : ''}>
              <b class="big">
                {percents[side]}
                <small>%</small>
              </b>
              <span>
                {word(w => w.sides[side])} {parts[side]}
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
            <span style={{ 'margin-left': `${MARKS[majority] * 100}%` }}>{t.needed(majority)}</span>
          </p>
        )}
        {adopted !== undefined && (
          <p class="sum outcome">{word(w => (adopted ? w.adopted : w.notAdopted))}</p>
        )}
        {[2, 3].map(part =>
          part === 2 || percents[part] !== undefined ? (
            <p key={part} class="sum">
              <span>
                {word(w => w.sides[part])}
                {yours(part)}
              </span>
              <b>
                {parts[part]}
                {percents[part] !== undefined && <small> {percents[part]}%</small>}
              </b>
            </p>
          ) : null,
        )}
        {base > 0 && <p class="must">{t.whole(rules.base, base)}</p>}
      </div>
    );
  }

  const Row = open ? 'label' : 'div';
  return (
    <fieldset class="motion" aria-labelledby={heading}>
      {SIDES.map(side => (
        <Row key={side} class={open && side === on ? 'opt on' : 'opt'}>
          <span class="l">
            <Sign side={side} />
          </span>
          <span class="w">
            {word(w => w.sides[side])}
            {!open && yours(side)}
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
