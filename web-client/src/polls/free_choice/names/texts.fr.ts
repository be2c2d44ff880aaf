/** What the answers beside the options are called, in French. A phone has them in all languages, as if the poll had them as options. */
import type { Names } from './texts.en';

const names: Names = { other: 'Autre', abstain: 'Abstention', none_of_these: 'Aucune de ces réponses' };
export default names;
