/**
 * The interface's languages: which there are, how the choice is remembered, and how texts are loaded. To add one, add its line
 * to `LANGUAGES` and a `texts.<tag>.ts` beside each `texts.en.ts`; the build and the server take the table from here. English
 * defines the keys and the other languages are typed by it, so a missing text does not compile; a missing file fails the build.
 */

import { sameLanguage } from './texts';

/** By BCP 47 tag, each language's name for itself. The first is for readers of all others. */
export const LANGUAGES = {
  en: 'English',
  'zh-Hans': '中文',
  fr: 'Français',
};

export type Lang = keyof typeof LANGUAGES;
export const LANGS = Object.keys(LANGUAGES) as Lang[];

/** The interface's language for a tag: exactly that one, else another of the same language, else the first. */
export const langOf = (tag: string): Lang =>
  LANGS.find(lang => lang === tag) ?? LANGS.find(lang => sameLanguage(lang, tag)) ?? 'en';

/** Remembers the choice; the server reads it to choose the language of the next page. */
export function remember(lang: Lang) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is newer than the guests' browsers
  document.cookie = `plenary_lang=${lang};path=/;max-age=31536000;samesite=lax`;
}
