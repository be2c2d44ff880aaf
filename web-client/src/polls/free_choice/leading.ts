/** The answers of a free choice that lead; own words are one of them. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';
import { answersOf } from './answers';

const leading: Leading = (poll, tally) =>
  byVotes(
    answersOf(poll).map(({ texts }) => texts),
    tallyOf(tally, 'free_choice')?.answers ?? [],
    tally.shares?.percents,
  );
export default leading;
