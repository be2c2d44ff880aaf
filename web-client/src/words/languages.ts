/**
 * The interface's languages, and the choice among them for readers of other languages. To add one, add its line to `LANGUAGES`
 * and a `texts.<tag>.ts` beside each `texts.en.ts`. The build and the server read the table from here. English defines the keys
 * and the type of the other languages, so a missing text does not compile. A missing file fails the build.
 */

import { primary, sameLanguage } from './texts';

/** Each language's own name, by BCP 47 tag. Readers of other languages get the first. */
export const LANGUAGES = {
  en: 'English',
  'zh-Hans': '中文',
  fr: 'Français',
};

export type Lang = keyof typeof LANGUAGES;
export const LANGS = Object.keys(LANGUAGES) as Lang[];

/** Right-to-left languages, by primary tag. The server reads the list from here. */
export const RIGHT_TO_LEFT = ['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];

export const isRightToLeft = (tag: string): boolean => RIGHT_TO_LEFT.includes(primary(tag));

/** Returns the value for an element's `dir`. */
export const directionOf = (tag: string): 'ltr' | 'rtl' => (isRightToLeft(tag) ? 'rtl' : 'ltr');

/** Returns the interface language for this tag, or another variant of the same language, if there is one. */
export const spoken = (tag: string): Lang | undefined =>
  LANGS.find(lang => lang === tag) ?? LANGS.find(lang => sameLanguage(lang, tag));

/** Returns [`spoken`], or else the first. */
export const langOf = (tag: string): Lang => spoken(tag) ?? 'en';

/**
 * Returns the interface language for a reader of `tag`: that language, else the browser's most preferred language that the event
 * also has, else the browser's most preferred one. The server uses the same rule for the first page.
 */
export function wordsFor(tag: string, langs: string[], browser: readonly string[]): Lang {
  const ofEvent = browser.filter(wish => langs.some(lang => sameLanguage(lang, wish)));
  for (const wish of [tag, ...ofEvent, ...browser]) {
    const lang = spoken(wish);
    if (lang) return lang;
  }
  return 'en';
}

/** Returns a language's own name, or its tag if the browser has no name for it. */
export function nameOf(tag: string): string {
  if (tag in LANGUAGES) return LANGUAGES[tag as Lang];
  const name = 'DisplayNames' in Intl && new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
  return name ? name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) : tag;
}

/** Remembers the chosen language. The server reads it to choose the language of the next page. */
export function remember(lang: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is newer than the guests' browsers
  document.cookie = `plenary_lang=${lang};path=/;max-age=31536000;samesite=lax`;
}
