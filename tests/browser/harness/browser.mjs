/**
 * The tests' browser: the installed Chromium, contexts that act as separate devices, and the watch over every page (script
 * errors, policy violations, socket frames). Nothing here sleeps: `until` repeats its question until the answer is
 * good.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { HOST } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {import('playwright-core').Locator} Locator */

export const PATIENCE_MS = 20_000;
const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const SIZES = {
  phone: { width: 360, height: 740 },
  small: { width: 320, height: 640 },
  tablet: { width: 1024, height: 768 },
  desk: { width: 1440, height: 900 },
  hd: { width: 1280, height: 720 },
  full: { width: 1920, height: 1080 },
  uhd: { width: 3840, height: 2160 },
};

/** @param {{ origin: string, port: number }} [server] the one that these browsers find by its address, whatever that is */
export function launch(server) {
  assert.ok(existsSync(EXECUTABLE), `there is no browser at ${EXECUTABLE}: name one with CHROMIUM`);
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1${server ? `, MAP ${new URL(server.origin).host} 127.0.0.1:${server.port}` : ''}`,
    ],
  });
}

/** Faults of all pages: script errors and policy violations. */
/** @type {string[]} */
export const faults = [];

/**
 * A device with its own cookies and storage.
 * @param {import('playwright-core').Browser} browser
 * @param {{ lang?: string, size?: { width: number, height: number }, theme?: 'light' | 'dark', still?: boolean,
 *   scripts?: boolean, touch?: boolean }} [of]
 */
export async function device(browser, of = {}) {
  const { lang = 'en', size = SIZES.desk, theme = 'light', still = true, scripts = true, touch = false } = of;
  const context = await browser.newContext({
    locale: lang,
    viewport: size,
    colorScheme: theme,
    reducedMotion: still ? 'reduce' : 'no-preference',
    javaScriptEnabled: scripts,
    hasTouch: touch,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.on('page', watch);
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', e => {
      console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`);
    });
  });
  return context;
}

/** @param {{ size?: { width: number, height: number } }} [of] */
export const phoneDevice = (
  /** @type {import('playwright-core').Browser} */ browser,
  /** @type {string} */ lang,
  /** @type {Parameters<typeof device>[1]} */ of = {},
) => device(browser, { lang, size: SIZES.phone, touch: true, ...of });

/** @type {WeakMap<Page, string[]>} */
const received = new WeakMap();

/** @param {Page} page */
function watch(page) {
  /** @type {string[]} */
  const frames = [];
  received.set(page, frames);
  page.on('websocket', socket => {
    socket.on('framereceived', ({ payload }) => frames.push(String(payload)));
  });
  page.on('pageerror', e => faults.push(`${page.url()}: ${e.stack ?? e.message}`));
  page.on('console', message => {
    const text = message.text();
    if (/^policy: |Content Security Policy/.test(text)) faults.push(`${page.url()}: ${text}`);
  });
}

/** Returns all frames that this page's sockets received, as text. */
export const framesOf = (/** @type {Page} */ page) => received.get(page) ?? [];

/**
 * Asks until the answer is truthy, and returns it.
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} ask
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, patience_ms = PATIENCE_MS) {
  const end = Date.now() + patience_ms;
  for (;;) {
    const answer = await ask();
    if (answer) return /** @type {NonNullable<T>} */ (answer);
    if (Date.now() > end) assert.fail(`it did not come to this: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 30));
  }
}

/**
 * Waits until a text is visible somewhere.
 * @param {Page | Locator} where
 * @param {string | RegExp} text
 */
export async function sees(where, text) {
  const found = where.getByText(text).filter({ visible: true }).first();
  await found.waitFor().catch(async () => {
    const scope = 'locator' in where && 'goto' in where ? where.locator('body') : where;
    const shown = await scope.innerText().catch(() => 'nothing');
    assert.fail(`“${text}” is not seen in:\n${shown}`);
  });
}

/**
 * Waits until a text is nowhere visible.
 * @param {Page | Locator} where
 * @param {string | RegExp} text
 */
export async function seesNot(where, text) {
  await until(
    `no “${text}” any more`,
    async () => !(await where.getByText(text).filter({ visible: true }).count()),
  );
}
