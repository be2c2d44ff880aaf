/** The texts of the second chunk, loaded before it draws. */
import { load } from '../../../words/catalogue';
import type { Lang } from '../../../words/languages';
import type { MoreTexts } from './texts.en';

const catalogues = import.meta.glob<MoreTexts>('./texts.*.ts', { import: 'default' });
let wanted: Lang;
let texts: MoreTexts;

export const useMore = (): MoreTexts => texts;

/** Loads the texts in a language; of two that are under way the later counts. */
export async function speak(lang: Lang) {
  wanted = lang;
  const loaded = await load(catalogues, lang);
  if (wanted === lang) texts = loaded;
}
