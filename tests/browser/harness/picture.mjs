/**
 * A screen with a view from the test. The page, its scripts and its fonts come from the server, and its frames come from the test,
 * so one open page can show any event in any state.
 */
import { device, SIZES } from './browser.mjs';
import { openRole } from './roles.mjs';
import { DEMO } from './server.mjs';

/** @typedef {import('./browser.mjs').Page} Page */
/** @typedef {Record<string, string>} Texts */
/** @typedef {Record<string, unknown>} Item */

/** The event of a picture. */
export const event = (/** @type {Item} */ own = {}) => ({
  k: 'event',
  code: DEMO,
  langs: ['en', 'zh-Hans'],
  title: { en: 'Energy Cooperation Workshop', 'zh-Hans': '能源合作研讨会' },
  short: { en: 'Energy Workshop', 'zh-Hans': '能源研讨会' },
  venue: { en: 'Chengdu', 'zh-Hans': '成都' },
  date: '2026-11-25',
  zone: 'Asia/Shanghai',
  questions: true,
  retention_days: 30,
  join: `http://192.168.8.20:8080/${DEMO}`,
  ...own,
});

/** A session that runs. */
export const session = (/** @type {Item} */ own = {}) => ({
  k: 'session',
  id: 1,
  kind: 'dialogue',
  title: { en: 'Dialogue', 'zh-Hans': '对话' },
  start: '13:30',
  end: '15:00',
  speakers: [],
  panelists: [],
  state: 'running',
  order: 1,
  ...own,
});

/** The counts of a poll as the server sends them, with their shares; here each share is rounded by itself. */
export function tally(/** @type {number} */ id, /** @type {number[]} */ counts, /** @type {unknown} */ own) {
  const count = counts.reduce((a, b) => a + b, 0);
  const most = Math.max(...counts);
  return {
    k: 'tally',
    id,
    count,
    tally: own,
    shares: {
      percents: counts.map(n => (count ? Math.round((100 * n) / count) : 0)),
      leaders: count ? counts.flatMap((n, i) => (n === most ? [i] : [])) : [],
    },
  };
}

export const stage = (/** @type {unknown} */ scene, /** @type {number[]} */ shown = []) => ({
  k: 'stage',
  stage: 'auto',
  scene,
  ...(shown.length && { shown }),
});

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('./server.mjs').Server} server
 * @param {Parameters<typeof device>[1] & { options?: string, clock?: boolean }} [of] `clock`: the page's clock is the test's
 */
export async function openPicture(browser, server, { options = '', clock = false, ...of } = {}) {
  const context = await device(browser, { size: SIZES.full, ...of });
  // Trades the link for a cookie, which the page needs.
  const first = await openRole(context, server, 'screen');
  await first.locator('main.screen').waitFor();
  await first.close();
  const page = await context.newPage();
  if (clock) await page.clock.install();
  /** @type {import('playwright-core').WebSocketRoute | undefined} */
  let socket;
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  const opened = new Promise(done => {
    resolve = done;
  });
  await page.routeWebSocket(/\/socket/, route => {
    socket = route;
    route.onMessage(() => route.send('{"t":"beat"}'));
    resolve(undefined);
  });
  await page.goto(`${server.origin}/${DEMO}/screen${options}`);
  await opened;
  let seq = 1_000_000;
  const send = (/** @type {unknown} */ frame) => socket?.send(JSON.stringify(frame));
  const welcome = () => send({ t: 'welcome', version: 1, now: Date.now(), build: '', joined: true });
  welcome();
  return {
    page,
    context,
    /** Replaces the view. @param {Item[]} items */
    async show(items) {
      seq += 1;
      send({ t: 'snapshot', epoch: 7, seq, items });
      await settled(page);
    },
    /** Breaks the connection and refuses new ones. */
    async drop() {
      await page.routeWebSocket(/\/socket/, route => route.close());
      await socket?.close();
    },
    close: () => context.close(),
  };
}

/** Waits for the fonts, and two more frames for everything that depends on them. */
export const settled = (/** @type {Page} */ page) =>
  page.evaluate(async () => {
    const frames = () =>
      new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
    await frames();
    await document.fonts.ready;
    await frames();
  });
