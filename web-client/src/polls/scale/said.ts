/** A rating in words: the step and the last one, or the step of each item. */
import { ballotOf, rulesOf } from '../kind';
import type { Said } from '../said';

const said: Said = (poll, ballot, read) => {
  const { steps, from = 1 } = rulesOf(poll, 'scale');
  const rated = ballotOf(ballot, 'scale') ?? [];
  const of = (step: number) => `${step} / ${from + steps - 1}`;
  const [step] = rated;
  if (!poll.options.length) return step == null ? '' : of(step);
  const items = poll.options.flatMap((item, i) => {
    const step = rated[i];
    return step == null ? [] : `${read(item)}: ${of(step)}`;
  });
  return items.join(' · ');
};
export default said;
