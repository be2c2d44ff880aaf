/**
 * The interface's languages: which there are, how the choice is remembered, and how texts are loaded. To add one, add its line
 * to `LANGUAGES` and a `texts.<tag>.ts` beside each `texts.en.ts`; the build and the server take the table from here. English
 * defines the keys and the other languages are typed by it, so a missing text does not compile; a missing file fails the build.
 */

/** By BCP 47 tag, each language's name for itself. The first is for readers of all others. */
export const LANGUAGES = {
  en: 'English',
  'zh-Hans': '中文',
};

export type Lang = keyof typeof LANGUAGES;
export const LANGS = Object.keys(LANGUAGES) as Lang[];

/** What `import.meta.glob` makes of a folder's `texts.*.ts`. */
export type Catalogues<C> = Record<string, () => Promise<C>>;

const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');

/** True if two tags are of one language, whatever their script or region. */
export const sameLanguage = (a: string, b: string): boolean => primary(a) === primary(b);

/** The interface's language for a tag: exactly that one, else another of the same language, else the first. */
export const langOf = (tag: string): Lang =>
  LANGS.find(lang => lang === tag) ?? LANGS.find(lang => sameLanguage(lang, tag)) ?? 'en';

/** Loads a folder's texts in one language; the build has seen that they are there. */
export const load = <C>(catalogues: Catalogues<C>, lang: Lang, folder = '.'): Promise<C> =>
  (catalogues[`${folder}/texts.${lang}.ts`] as () => Promise<C>)();

/** Remembers the choice; the server reads it to choose the language of the next page. */
export function remember(lang: Lang) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is newer than the guests' browsers
  document.cookie = `plenary_lang=${lang};path=/;max-age=31536000;samesite=lax`;
}
