/**
 * The type that the projector and print bring themselves, so that a laptop in the hall may have any fonts. Its slices are fetched
 * as texts need them; asking for a whole view's texts at once means that what comes next is there before it is shown.
 */
import { sameLanguage } from '../words/texts';

const LATIN = ['Plenary Serif', 'Plenary Sans'];
const CHINESE = ['Plenary Song', 'Plenary Hei'];

/** Resolves when the fonts for these texts are there, or cannot be had, or after `patience_ms`. */
export async function typeFor(texts: string, langs: string[], patience_ms: number): Promise<void> {
  if (!document.fonts) return;
  const families = langs.some(tag => sameLanguage(tag, 'zh')) ? [...LATIN, ...CHINESE] : LATIN;
  const asked = families.map(family => document.fonts.load(`16px "${family}"`, texts));
  await Promise.race([Promise.allSettled(asked), new Promise(done => setTimeout(done, patience_ms))]);
}
