/** The sides of a motion, the larger first; abstentions stand last, because they lead nowhere. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';
import { inEvent } from '../named';
import { SIDES } from './parts';

const WORDS = import.meta.glob<readonly string[]>('./sides/texts.*.ts', { eager: true, import: 'default' });

const leading: Leading = (poll, tally) => {
  const sides = SIDES.map(side => inEvent(poll, WORDS, words => words[side]));
  const [yes = 0, no = 0, abstained = 0] = tallyOf(tally, 'motion')?.counts ?? [];
  const none = { texts: sides[2] ?? {}, count: abstained, percent: tally.shares?.percents[2] };
  return [...byVotes(sides.slice(0, 2), [yes, no], tally.shares?.percents), none];
};
export default leading;
