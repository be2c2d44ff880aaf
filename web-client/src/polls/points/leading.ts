/** The options that got the most points. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';
import { inEvent } from '../named';
import type { PointsScreen } from './texts.en';

const WORDS = import.meta.glob<PointsScreen>('./texts.*.ts', { eager: true, import: 'screen' });

const leading: Leading = (poll, tally) =>
  byVotes(
    poll.options,
    tallyOf(tally, 'points')?.given?.sums ?? [],
    tally.shares?.percents,
    inEvent(poll, WORDS, words => words.whole),
  );
export default leading;
