/** The words that a guest wrote. */
import { ballotOf } from '../kind';
import type { Said } from '../said';

const said: Said = (_poll, ballot) => (ballotOf(ballot, 'words') ?? []).join(' · ');
export default said;
