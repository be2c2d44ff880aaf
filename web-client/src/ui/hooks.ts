/**
 * What components read of their page: view, store, texts, language and time. A document has one page, drawn from its root after
 * every change, so these hooks need no context and no subscription. Call them while drawing. A component that skips
 * drawing (`shouldComponentUpdate`) must not rely on them.
 */

import type { Store, View } from '../sync/store';
import type { Lang } from '../words/languages';

export interface Page {
  /** None on a page of no event. */
  store?: Store;
  /** The language of the event's texts: one of the event's languages. */
  lang: string;
  /** The interface's language. */
  words: Lang;
  catalogue: unknown;
  /** The shortest redraw period that a component asked for; 0: none. */
  every_ms: number;
  setLang(lang: string, words: Lang): void;
  draw(): void;
}

let page: Page;

/** Called once, by `start`. */
export function setPage(p: Page) {
  page = p;
}

export const useStore = (): Store => page.store as Store;
export const useView = (): View => useStore().view();
/** The viewer's language for the event's texts, and a function that changes both languages. */
export const useLang = (): [string, Page['setLang']] => [page.lang, page.setLang];
/** The interface's language for the viewer. */
export const useSpoken = (): Lang => page.words;

/** Draws the page after a change of state outside the store. */
export const redraw = (): void => page.draw();

/**
 * Adds the styles of a later chunk to the page's style sheet, because the page's policy allows no other. One wrapping rule makes
 * it one call.
 */
export function addStyles(styles: string) {
  const sheet = document.styleSheets[0];
  sheet?.insertRule(`@media all{${styles}}`, sheet.cssRules.length);
}

/** The texts of the page's group, for example `useT<DeskTexts>()`. */
export const useT = <C>(): C => page.catalogue as C;

/** The server's time in milliseconds; the page is drawn again at each multiple of `every_ms`. */
export function useNow(every_ms: number): number {
  page.every_ms = Math.min(page.every_ms || every_ms, every_ms);
  return useStore().serverNow();
}
