/** The options of a quiz question that most guests chose, right or wrong. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';

const leading: Leading = (poll, tally) =>
  byVotes(poll.options, tallyOf(tally, 'quiz')?.counts ?? [], tally.shares?.percents, tally.count);
export default leading;
