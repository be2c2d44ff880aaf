/** An estimate in words: the number and its unit. */
import { ballotOf, rulesOf } from '../kind';
import type { Said } from '../said';
import { written } from './number';

const said: Said = (poll, ballot, read, lang) => {
  const { decimals, unit } = rulesOf(poll, 'estimate');
  const number = written(ballotOf(ballot, 'estimate') ?? 0, decimals, lang);
  return unit ? `${number} ${read(unit)}` : number;
};
export default said;
