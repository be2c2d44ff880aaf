/** What the phone says of a motion's result, in French. */
import type { MotionResult, Whole } from './texts.en';

export const whole = (base: Whole, n: number | undefined, said = `${n}`): string => {
  const count = (one: string, more: string) => `${said} ${n !== undefined && n < 2 ? one : more}`;
  if (base === 'present')
    return n === undefined
      ? '100 % : les téléphones connectés'
      : `100 % : ${count('téléphone connecté', 'téléphones connectés')}`;
  if (base === 'in_the_room')
    return n === undefined ? '100 % : les présents' : `100 % : ${count('présent', 'présents')}`;
  if (base === 'checked_in')
    return n === undefined
      ? '100 % : les invités enregistrés'
      : `100 % : ${count('invité enregistré', 'invités enregistrés')}`;
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
