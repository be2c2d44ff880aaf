/** What the phone says of a motion's result, in French. */
import type { MotionBase } from '../../../protocol/items';
import type { MotionResult } from './texts.en';

export const whole = (base: MotionBase, n: number | undefined, said = `${n}`): string => {
  const count = (one: string, more: string) => `${said} ${n !== undefined && n < 2 ? one : more}`;
  if (base === 'present')
    return n === undefined
      ? '100 % : les téléphones connectés'
      : `100 % : ${count('téléphone connecté', 'téléphones connectés')}`;
  if (base === 'cast')
    return n === undefined ? '100 % : tous les votes' : `100 % : ${count('vote exprimé', 'votes exprimés')}`;
  return n === undefined
    ? '100 % : les votes pour et contre'
    : `100 % : ${count('vote', 'votes')} pour et contre`;
};

export const adopted = 'Adoptée';
export const notAdopted = 'Rejetée';

const result: MotionResult = {
  adopted,
  notAdopted,
  sentence: (base, n) =>
    `${whole(base, n)}${base === 'without_abstentions' ? '. Les abstentions ne comptent pas.' : '.'}`,
};
export default result;
