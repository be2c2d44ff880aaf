/**
 * The interface's language: which one, how it is remembered, and how its catalogue is loaded. A page names one group of
 * texts, and loads that group in one language only; the server preloads it. English defines the keys, and the other language
 * is typed by it, so that a missing text does not compile.
 */
export type Lang = 'en' | 'zh-Hans';
export type Catalogues<C> = Record<Lang, () => Promise<{ default: C }>>;

/** The interface's language for a tag: any Chinese is read as simplified, anything else as English. */
export const langOf = (tag: string): Lang => (/^zh\b/i.test(tag) ? 'zh-Hans' : 'en');

/** Remembers the choice; the server reads it to choose the language of the next page. */
export function remember(lang: Lang) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is newer than the guests' browsers
  document.cookie = `plenary_lang=${lang};path=/;max-age=31536000;samesite=lax`;
}
