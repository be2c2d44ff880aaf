/**
 * What components read of their page: view, store, texts, language and time. There is one page in a document and it is drawn
 * from its root after every change, so these need no context and no subscription of their own; they are to be called while
 * drawing. A component that keeps itself from being drawn (`shouldComponentUpdate`) must not rely on them.
 */

import type { Store, View } from '../sync/store';
import type { Lang } from '../words/languages';

export interface Page {
  store: Store;
  /** What is read of an event's texts: one of its languages. */
  lang: string;
  /** What the interface speaks. */
  words: Lang;
  catalogue: unknown;
  /** The shortest period that a component asked to be drawn in; 0: none did. */
  every_ms: number;
  setLang(lang: string, words: Lang): void;
  draw(): void;
}

let page: Page;

/** Called once, by start. */
export function setPage(p: Page) {
  page = p;
}

export const useStore = (): Store => page.store;
export const useView = (): View => page.store.view();
/** What the viewer reads of the event's texts, and how both languages are changed. */
export const useLang = (): [string, Page['setLang']] => [page.lang, page.setLang];
/** What the interface speaks to the viewer. */
export const useSpoken = (): Lang => page.words;

/** Draws the page after a change of state that is not the store's. */
export const redraw = (): void => page.draw();

/**
 * Adds the styles of a chunk that comes after the page's own. They are put into the page's style sheet: the policy of the page
 * allows no other, and one wrapping rule is one call.
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
  return page.store.serverNow();
}
