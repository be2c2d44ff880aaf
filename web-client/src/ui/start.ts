/**
 * Starts a page: reads the data that the server wrote into the document, creates the store, loads the texts, and draws the page
 * from its root after each change. It contains what all pages share at startup, and nothing about their
 * content.
 */
import { type ComponentChild, render } from 'preact';
import type { Role } from '../protocol/items';
import { makeStore } from '../sync/store';
import { type Catalogues, load } from '../words/catalogue';
import type { Lang } from '../words/languages';
import { type Page, setPage } from './hooks';

export interface StartOptions {
  /** The page's texts; none if a page shows everything in all the event's languages at once. */
  catalogues?: Catalogues<unknown>;
  /** What else says who this page is, for its socket's address. */
  of?: string;
  /** Runs before the page connects. */
  before?: (code: string, role: Role) => Promise<void>;
}

export async function start(root: () => ComponentChild, options: StartOptions): Promise<void> {
  // Other scripts of the page may contain its texts, or the kind of an open poll. All have run by then.
  await new Promise(parsed => document.addEventListener('DOMContentLoaded', parsed));

  const html = document.documentElement;
  const { code = '', role = 'participant', build } = html.dataset;
  const app = document.getElementById('app') as HTMLElement;

  // The server chose both languages. The catalogue is in the page or requested before anything else is computed.
  let words = html.lang as Lang;
  const { catalogues } = options;
  const texts = catalogues && load(catalogues, words);
  await options.before?.(code, role as Role);

  const embedded = document.getElementById('snapshot')?.textContent;
  const store = makeStore({
    code,
    role: role as Role,
    of: options.of,
    build,
    snapshot: embedded ? JSON.parse(embedded) : undefined,
  });

  const page: Page = {
    store,
    lang: html.dataset.reads ?? words,
    words,
    catalogue: await texts,
    every_ms: 0,
    draw,
    async setLang(lang, to) {
      words = to;
      try {
        const catalogue = catalogues && (await load(catalogues, to));
        if (words !== to) return;
        page.lang = lang;
        page.words = html.lang = to;
        page.catalogue = catalogue;
      } catch {
        // The connection is lost, so draw the menu with the current language.
      }
      draw();
    },
  };
  setPage(page);

  let tick: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  function draw() {
    due = false;
    clearTimeout(tick);
    page.every_ms = 0;
    const accent = store.view().event?.accent;
    // The tokens use the active theme's accent.
    if (accent)
      for (const theme of ['light', 'dark'] as const)
        html.style.setProperty(`--event-${theme}`, accent[theme]);
    render(root(), app);
    const { every_ms } = page;
    if (every_ms) tick = setTimeout(draw, every_ms - (store.serverNow() % every_ms));
  }
  function soon() {
    if (!due) Promise.resolve().then(draw);
    due = true;
  }

  draw();
  store.subscribe(soon);
  addEventListener('online', store.wake);
  document.addEventListener('visibilitychange', () => document.hidden || store.wake());
  if (role === 'participant')
    for (const act of ['pointerdown', 'keydown'])
      addEventListener(act, store.join, { once: true, passive: true });
}
