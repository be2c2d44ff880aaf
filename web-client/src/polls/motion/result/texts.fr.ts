/** What the phone says of a motion's result, in French. */
import type { MotionBase } from '../../../protocol/items';
import { s } from '../../../words/french';
import type { MotionResult } from './texts.en';

export const whole = (base: MotionBase, n: number | undefined): string => {
  if (base === 'present')
    return n === undefined
      ? '100 % : les téléphones connectés'
      : `100 % : ${s(n, 'téléphone connecté', 'téléphones connectés')}`;
  if (base === 'cast')
    return n === undefined ? '100 % : tous les votes' : `100 % : ${s(n, 'vote exprimé', 'votes exprimés')}`;
  return n === undefined
    ? '100 % : les votes pour et contre'
    : `100 % : ${s(n, 'vote', 'votes')} pour et contre`;
};

const result: MotionResult = {
  adopted: 'Adoptée',
  notAdopted: 'Rejetée',
  sentence: (base, n) =>
    `${whole(base, n)}${base === 'without_abstentions' ? '. Les abstentions ne comptent pas.' : '.'}`,
};
export default result;
