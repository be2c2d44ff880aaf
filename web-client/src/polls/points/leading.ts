/** The options that got the most points. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';

const leading: Leading = (poll, tally) =>
  byVotes(poll.options, tallyOf(tally, 'points')?.given?.sums ?? [], tally.shares?.percents);
export default leading;
