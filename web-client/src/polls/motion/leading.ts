/** The sides of a motion, the larger first; abstentions stand last, because they lead nowhere. */
import { rulesOf, tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';
import { inEvent } from '../named';
import { wholeOf } from './marks';
import { SIDES } from './parts';
import type { MotionScreen } from './texts.en';

const WORDS = import.meta.glob<readonly string[]>('./sides/texts.*.ts', { eager: true, import: 'default' });
const SAYS = import.meta.glob<MotionScreen>('./texts.*.ts', { eager: true, import: 'screen' });

const leading: Leading = (poll, tally) => {
  const sides = SIDES.map(side => inEvent(poll, WORDS, words => words[side]));
  const { counts, base } = tallyOf(tally, 'motion') ?? {};
  const of = wholeOf(rulesOf(poll, 'motion').base, tally);
  const whole = inEvent(poll, SAYS, words => words.whole(of, base));
  const [yes = 0, no = 0, abstained = 0] = counts ?? [];
  const none = { texts: sides[2] ?? {}, count: abstained, percent: tally.shares?.percents[2], whole };
  return [...byVotes(sides.slice(0, 2), [yes, no], tally.shares?.percents, whole), none];
};
export default leading;
