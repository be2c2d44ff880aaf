/**
 * The interface's languages: which there are, and in which of them a reader of any other is spoken to. To add one, add its line
 * to `LANGUAGES` and a `texts.<tag>.ts` beside each `texts.en.ts`; the build and the server take the table from here. English
 * defines the keys and the other languages are typed by it, so a missing text does not compile; a missing file fails the build.
 */

import { primary, sameLanguage } from './texts';

/** By BCP 47 tag, each language's name for itself. The first is for readers of all others. */
export const LANGUAGES = {
  en: 'English',
  'zh-Hans': '中文',
  fr: 'Français',
};

export type Lang = keyof typeof LANGUAGES;
export const LANGS = Object.keys(LANGUAGES) as Lang[];

/** Languages, by main tag, whose texts run from right to left; the server takes the list from here. */
export const RIGHT_TO_LEFT = ['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];

export const isRightToLeft = (tag: string): boolean => RIGHT_TO_LEFT.includes(primary(tag));

/** For an element's `dir`. */
export const directionOf = (tag: string): 'ltr' | 'rtl' => (isRightToLeft(tag) ? 'rtl' : 'ltr');

/** The interface's language that is this one or another of the same language, if there is any. */
export const spoken = (tag: string): Lang | undefined =>
  LANGS.find(lang => lang === tag) ?? LANGS.find(lang => sameLanguage(lang, tag));

/** [`spoken`], or else the first. */
export const langOf = (tag: string): Lang => spoken(tag) ?? 'en';

/**
 * The interface's language for who reads `tag`: its own, else the dearest of the browser's languages that is also the event's,
 * else the dearest of them. The server chooses by the same rule for the first page.
 */
export function wordsFor(tag: string, langs: string[], browser: readonly string[]): Lang {
  const ofEvent = browser.filter(wish => langs.some(lang => sameLanguage(lang, wish)));
  for (const wish of [tag, ...ofEvent, ...browser]) {
    const lang = spoken(wish);
    if (lang) return lang;
  }
  return 'en';
}

/** What a language calls itself; its tag where the browser has no name for it. */
export function nameOf(tag: string): string {
  if (tag in LANGUAGES) return LANGUAGES[tag as Lang];
  const name = 'DisplayNames' in Intl && new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
  return name ? name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) : tag;
}

/** Remembers the choice of one of an event's languages; the server reads it to choose the language of the next page. */
export function remember(lang: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is newer than the guests' browsers
  document.cookie = `plenary_lang=${lang};path=/;max-age=31536000;samesite=lax`;
}
