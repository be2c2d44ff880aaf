/** A vote on a motion in words. */
import { ballotOf } from '../kind';
import { inEvent } from '../named';
import type { Said } from '../said';

const SIDES = import.meta.glob<readonly string[]>('./sides/texts.*.ts', { eager: true, import: 'default' });

const said: Said = (poll, ballot, read) =>
  read(inEvent(poll, SIDES, sides => sides[ballotOf(ballot, 'motion') ?? 0]));
export default said;
