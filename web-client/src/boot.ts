/**
 * Starts a page: reads what the server wrote into the document, trades a role link for its cookie, makes the store, loads the
 * texts, and draws the page from its root whenever something changed. Everything that pages have in common about starting is
 * here, and nothing about what they show.
 */
import { type ComponentChild, render } from 'preact';
import { type Catalogues, type Lang, langOf, remember } from './i18n';
import type { Auth } from './protocol/http';
import type { Role } from './protocol/items';
import { makeStore } from './store';
import { onTheme, setAccent } from './ui/accent';
import { type Page, setPage } from './ui/hooks';

export interface BootOptions {
  catalogues: Catalogues<unknown>;
}

export async function boot(root: () => ComponentChild, options: BootOptions): Promise<void> {
  const html = document.documentElement;
  const { code = '', role = 'participant', person, build } = html.dataset;
  const app = document.getElementById('app') as HTMLElement;
  const load = async (lang: Lang) => (await options.catalogues[lang]()).default;

  // The catalogue is on its way before anything else is worked out.
  let lang = langOf(html.lang);
  const texts = load(lang);
  await signIn(code, role as Role, person);

  const embedded = document.getElementById('snapshot')?.textContent;
  const store = makeStore({
    code,
    role: role as Role,
    person,
    build,
    snapshot: embedded ? JSON.parse(embedded) : undefined,
  });

  const page: Page = {
    store,
    lang,
    catalogue: await texts,
    every_ms: 0,
    async setLang(to) {
      lang = to;
      remember(to);
      const catalogue = await load(to);
      if (lang !== to) return;
      page.lang = html.lang = to;
      page.catalogue = catalogue;
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
    const { event } = store.view();
    if (event) setAccent(event);
    render(root(), app);
    const { every_ms } = page;
    if (every_ms) tick = setTimeout(draw, every_ms - (store.serverNow() % every_ms));
  }
  function soon() {
    if (!due) Promise.resolve().then(draw);
    due = true;
  }

  // The server's first paint gives way to the same picture, in the same task.
  app.textContent = '';
  draw();
  store.subscribe(soon);
  onTheme(soon);
  addEventListener('online', store.wake);
  document.addEventListener('visibilitychange', () => document.hidden || store.wake());
  if (role === 'participant')
    for (const act of ['pointerdown', 'keydown'])
      addEventListener(act, store.join, { once: true, passive: true });
}

/** Trades the secret behind `#` for a cookie and clears the address. A bad secret shows when the socket is refused. */
async function signIn(code: string, role: Role, person?: string) {
  const secret = location.hash.slice(1);
  if (!secret || role === 'participant') return;
  const body: Auth = { role, secret, ...(person && { person }) };
  try {
    const answer = await fetch(`/${code}/auth`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status < 500) history.replaceState(null, '', location.pathname + location.search);
  } catch {
    // Offline: the secret stays in the address, so that a reload tries again.
  }
}
