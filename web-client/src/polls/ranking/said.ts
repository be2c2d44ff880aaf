/** A ranking in words: the options in order. */
import { ballotOf } from '../kind';
import type { Said } from '../said';

const said: Said = (poll, ballot, read) =>
  (ballotOf(ballot, 'ranking') ?? [])
    .map((option, i) => `${i + 1}. ${read(poll.options[option] ?? {})}`)
    .join(' · ');
export default said;
