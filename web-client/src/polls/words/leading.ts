/** The words that most guests wrote, each with those of its meaning in other languages. */
import { tallyOf } from '../kind';
import type { Leading } from '../leading';

const leading: Leading = (_, tally) =>
  (tallyOf(tally, 'words')?.words ?? [])
    .map(({ text, lang, also, count }) => ({ texts: { [lang]: text, ...also }, count }))
    .sort((a, b) => b.count - a.count);
export default leading;
