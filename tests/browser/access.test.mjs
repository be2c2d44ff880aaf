/**
 * WCAG 2.2, levels A and AA, as far as a program can tell, on the guest's and the staff's pages in their states. What each
 * criterion asks and how it is met stands in docs/accessibility.md; the projector has no one who operates it and is left out.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forced } from './checks/forced.mjs';
import { keyboard } from './checks/keyboard.mjs';
import { ENLARGED, reflow, words } from './checks/reflow.mjs';
import { space } from './checks/spacing.mjs';
import { layout } from './checks/layout.mjs';
import { wcag } from './checks/wcag.mjs';
import { faults, launch } from './harness/browser.mjs';
import { deviceFor, FITS, play } from './harness/gallery.mjs';
import { startServer } from './harness/server.mjs';

/** The states that are looked at: each page at rest, and where it has most to show. */
const LOOKED_AT = new Set([
  'home-missing',
  'phone-before',
  'phone-notice',
  'no-link',
  'wifi',
  'panelist-idle',
  'phone-poll',
  'phone-voted',
  'host-poll',
  'phone-results',
  'phone-questions',
  'phone-ask',
  'moderator',
  'moderator-edit',
  'interpreter',
  'panelist',
  'host-session',
]);

/** @type {import('./harness/server.mjs').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  server = await startServer();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The window at 100 % that a page is enlarged from. @param {import('./harness/gallery.mjs').View} view */
const whole = view => (view.kind === 'phone' ? FITS.phone[0] : { width: 1280, height: 1024 });

/** @param {import('./harness/gallery.mjs').View} view */
async function inspect(view) {
  /** @type {string[]} */
  const found = [];
  const add = (/** @type {string} */ what, /** @type {string[]} */ lines) =>
    found.push(...lines.map(line => `${view.name}, ${what}: ${line}`));
  const context = await deviceFor(browser, view, { lang: 'en', theme: 'light' });
  const page = await view.open(context, server);
  add('axe', await wcag(page));
  const walk = await keyboard(page);
  add('keyboard', walk.found);
  const colours = await forced(page);
  add('forced colours', colours.lines);
  add('reduced motion', await page.evaluate(moving));

  await page.setViewportSize(whole(view));
  const before = await words(page);
  for (const size of ENLARGED) {
    await page.setViewportSize(size);
    add(`${size.width} × ${size.height}`, await reflow(page, before));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  add('axe at 320 px', await wcag(page));
  await space(page);
  for (const size of [{ width: 320, height: 640 }, FITS[view.kind][0]]) {
    await page.setViewportSize(size);
    add(`text spacing at ${size.width} px`, await layout(page, false));
  }
  await context.close();
  return { found, stops: walk.stops, states: colours.looked };
}

/** What would still move for longer than a moment. */
function moving() {
  const lines = [];
  for (const el of document.querySelectorAll('*'))
    for (const part of [undefined, '::before']) {
      const s = getComputedStyle(el, part);
      const longest = Math.max(
        ...`${s.transitionDuration}, ${s.animationDuration}`.split(', ').map(Number.parseFloat),
      );
      if (longest > 0.05) lines.push(`${el.tagName.toLowerCase()}.${el.className} moves for ${longest} s`);
    }
  return lines;
}

test('every page meets what a program can tell of WCAG 2.2', async t => {
  let [views, stops, states] = [0, 0, 0];
  await play(browser, server, (act, all) =>
    t
      .test(act, async () => {
        /** @type {string[]} */
        const found = [];
        for (const view of all.filter(({ name }) => LOOKED_AT.has(name))) {
          const seen = await inspect(view);
          found.push(...seen.found);
          views += 1;
          stops += seen.stops;
          states += seen.states;
        }
        assert.equal(found.join('\n'), '');
      })
      .then(() => {}),
  );
  assert.equal(views, LOOKED_AT.size, 'every state of the list was looked at');
  t.diagnostic(`${views} states, ${stops} stops of the keyboard, ${states} states and bars in forced colours`);
});

test('no page had a fault', () => assert.deepEqual(faults, []));
