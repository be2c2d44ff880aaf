/** Around a page: the tab's title and icon, the link preview, and the page on paper. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { device, faults, phoneDevice } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Host, openRole, Phone, PILOT } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';

const get = (/** @type {string} */ path) => fetch(`http://127.0.0.1:${server.port}${path}`);

test('each role’s tab has a title of its own, and the icon', async () => {
  const context = await device(browser);
  const titles = [];
  for (const role of ['host', 'moderator', 'interpreter', 'panelist/emerson', 'screen']) {
    const page = await openRole(context, server, role);
    titles.push(await page.title());
    assert.equal(await page.locator('link[rel=icon]').getAttribute('href'), '/favicon.svg');
    await page.close();
  }
  assert.deepEqual(
    titles,
    ['Host', 'Moderator', 'Interpreter', 'Panelist', 'Screen'].map(
      role => `${role} · Chengdu Energy Workshop`,
    ),
  );
  await context.close();
});

test('the icons are where browsers look for them', async () => {
  for (const [path, type] of [
    ['/favicon.svg', 'image/svg+xml; charset=utf-8'],
    ['/favicon.ico', 'image/png'],
    ['/apple-touch-icon.png', 'image/png'],
  ]) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('content-type'), type);
    assert.match(answer.headers.get('cache-control') ?? '', /max-age=86400/);
  }
});

test('the preview of a guest’s link names the event', async () => {
  const html = await (await get(`/${DEMO}`)).text();
  const meta = (/** @type {string} */ name) =>
    new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];
  assert.match(meta('og:title') ?? '', /^U\.S\.-China \(Chengdu\)/);
  assert.match(meta('og:description') ?? '', /· 2018-08-02$/);
  assert.equal(meta('og:image'), `${server.origin}/apple-touch-icon.png`);
  assert.equal(meta('theme-color'), '#f5f2ea');
});

test('on paper a page is black on white, with nothing to press', async () => {
  const staff = await device(browser, { theme: 'dark' });
  const host = await Host.open(staff, server);
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  const phone = await Phone.open(
    await phoneDevice(browser, 'en', { theme: 'dark' }),
    `${server.origin}/${DEMO}`,
  );
  for (const [page, paper, pressed] of /** @type {const} */ ([
    [phone.page, '.ph', '.foot, .link'],
    [host.page, '.desk', '.btn, footer.keys'],
  ])) {
    await page.emulateMedia({ media: 'print' });
    const look = await page
      .locator(paper)
      .first()
      .evaluate(el => ({ color: getComputedStyle(el).color, ground: getComputedStyle(el).backgroundColor }));
    assert.equal(look.color, 'rgb(0, 0, 0)');
    assert.ok(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(look.ground), look.ground);
    assert.equal(await page.locator(pressed).filter({ visible: true }).count(), 0);
  }
  // A sheet of paper is as wide as a small window, and nobody can scroll it.
  await host.page.setViewportSize({ width: 700, height: 990 });
  const hidden = await host.page
    .locator('.desk :is(.cols, .col, .rows)')
    .evaluateAll(
      all =>
        all.filter(
          el => getComputedStyle(el).overflowY !== 'visible' || el.scrollHeight > el.clientHeight + 1,
        ).length,
    );
  assert.equal(hidden, 0, 'every list is printed in full');
  const chosen = host.page.locator('.seg > .on').filter({ visible: true }).first();
  assert.equal(await chosen.evaluate(el => getComputedStyle(el).color), 'rgb(0, 0, 0)');
  await phone.page.context().close();
  await staff.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
