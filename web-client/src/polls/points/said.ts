/** Points in words: the options that got any, each with its points. */
import { ballotOf } from '../kind';
import type { Said } from '../said';

const said: Said = (poll, ballot, read) =>
  (ballotOf(ballot, 'points') ?? [])
    .flatMap((points, i) => (points ? `${read(poll.options[i] ?? {})}: ${points}` : []))
    .join(' · ');
export default said;
