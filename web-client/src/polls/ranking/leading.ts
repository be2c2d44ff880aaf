/** The options of a ranking with the most points. Points are no part of a whole. */
import { tallyOf } from '../kind';
import { byVotes, type Leading } from '../leading';

const leading: Leading = (poll, tally) =>
  byVotes(poll.options, tallyOf(tally, 'ranking')?.ladder?.points ?? []);
export default leading;
