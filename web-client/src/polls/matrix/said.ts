/** A placing in words: the options that have a place, each with its step on the axes. */
import { ballotOf, rulesOf } from '../kind';
import type { Said } from '../said';

const said: Said = (poll, ballot, read) => {
  const { x, y } = rulesOf(poll, 'matrix');
  return (ballotOf(ballot, 'matrix') ?? [])
    .flatMap((place, i) =>
      place ? `${read(poll.options[i] ?? {})}: ${read(y.name)} ${place[1]}, ${read(x.name)} ${place[0]}` : [],
    )
    .join(' · ');
};
export default said;
