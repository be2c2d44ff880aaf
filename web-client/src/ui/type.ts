/**
 * The fonts of the projector and of print, which the server brings because a hall's laptop may have any fonts. A page fetches the
 * slices its texts need. It requests those of a whole view at once, so the next scene's are there before it shows.
 */
import { sameLanguage } from '../words/texts';

const LATIN = ['Plenary Serif', 'Plenary Sans'];
const CHINESE = ['Plenary Song', 'Plenary Hei'];

/** Resolves when the fonts for these texts are loaded, have failed to load, or after `patience_ms`. */
export async function typeFor(texts: string, langs: string[], patience_ms: number): Promise<void> {
  if (!document.fonts) return;
  const families = langs.some(tag => sameLanguage(tag, 'zh')) ? [...LATIN, ...CHINESE] : LATIN;
  const asked = families.map(family => document.fonts.load(`16px "${family}"`, texts));
  await Promise.race([Promise.allSettled(asked), new Promise(done => setTimeout(done, patience_ms))]);
}
