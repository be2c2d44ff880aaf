/** The options of a choice that lead. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';

const leading: Leading = (poll, tally) =>
  byVotes(poll.options, tallyOf(tally, 'choice') ?? [], tally.shares?.percents, tally.count);
export default leading;
