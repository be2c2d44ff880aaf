/** A choice in words: the options, one after the other. */
import { ballotOf } from '../kind';
import type { Said } from '../said';

const said: Said = (poll, ballot, read) =>
  (ballotOf(ballot, 'choice') ?? []).map(i => read(poll.options[i] ?? {})).join(' · ');
export default said;
