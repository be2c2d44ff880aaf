/** Every answer's protective headers, and pages that request nothing beyond their policy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Host, Moderator, openRole, Phone } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest } from './harness/stage.mjs';

const PAGES = [
  '/',
  '/ABCDEF',
  `/${DEMO}`,
  ...['moderator', 'host', 'screen', 'screen?poll=any', 'lower', 'panelist/emerson', 'wifi'].map(
    page => `/${DEMO}/${page}`,
  ),
];

/** Requests from the server directly, under the browsers' name for it. */
const ask = (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, init);

for (const path of PAGES) {
  test(`${path} is served with a strict policy`, async () => {
    const { headers } = await ask(path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'( 'sha256-[\w+/]+=')*(;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.ok(policy.includes(`ws://127.0.0.1:${server.port}`), 'the socket’s origin is named');
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('set-cookie'), null, 'looking makes nobody a guest');
  });
}

test('the other answers are protected too, and assets are for ever', async () => {
  for (const path of [`/${DEMO}/qr.svg`, '/healthz', `/${DEMO}/links`, `/${DEMO}/wifi.svg`]) {
    const { headers } = await ask(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, path);
  }
  const asset = (await (await ask(`/${DEMO}/host`)).text()).match(/\/a\/[\w.-]+\.js/)?.[0] ?? '';
  assert.match((await ask(asset)).headers.get('cache-control') ?? '', /immutable/);
  assert.equal((await ask(`/${DEMO}/links`)).status, 401);
  assert.equal((await ask(`/${DEMO}/wifi.svg`)).status, 401);
});

test('another site cannot make a guest, nor trade a link', async () => {
  const origin = 'http://evil.test';
  assert.equal((await ask(`/${DEMO}/join`, { method: 'POST', headers: { origin } })).status, 403);
  const secret = new URL(await server.link('host')).hash.slice(1);
  const headers = { origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ role: 'host', secret });
  assert.equal((await ask(`/${DEMO}/auth`, { method: 'POST', headers, body })).status, 403);
});

test('cookies are out of reach for scripts, and each is named by event and role', async () => {
  const context = await device(browser);
  await Host.open(context, server);
  await Moderator.open(context, server);
  await openRole(context, server, 'panelist/emerson').then(page => page.locator('.pan').waitFor());
  const phone = await Phone.open(context, `${server.origin}/${DEMO}`);
  await phone.page.locator('h1').first().click();
  const cookies = await until('the guest’s cookie', async () => {
    const all = await context.cookies();
    return all.some(c => c.name === `plenary_${DEMO}`) ? all : null;
  });
  assert.deepEqual(cookies.map(c => c.name).sort(), [
    `plenary_${DEMO}`,
    `plenary_${DEMO}_host`,
    `plenary_${DEMO}_moderator`,
    `plenary_${DEMO}_panelist_emerson`,
  ]);
  for (const cookie of cookies) {
    assert.ok(cookie.httpOnly, `${cookie.name} is HttpOnly`);
    assert.equal(cookie.sameSite, 'Lax');
  }
  assert.equal(await phone.page.evaluate(() => document.cookie), '');
  await context.close();
});

test('a page of another site cannot frame the event', async () => {
  const page = await (await device(browser)).newPage();
  await page.route('http://other.test/', route =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${server.origin}/${DEMO}"></iframe>` }),
  );
  await page.goto('http://other.test/');
  const frame = await until('the frame was refused', () =>
    page.frames().find(f => f.url().startsWith('chrome-error:')),
  );
  assert.equal(await frame.locator('#app').count(), 0);
  await page.context().close();
  // This test is about that refusal.
  faults.length = 0;
});

test('a guest’s words are only ever words', async () => {
  const words = '<img src=x onerror="document.title=\'taken\'"> & <b>bold</b> \u202Ereversed';
  const moderator = await Moderator.open(await device(browser), server);
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  const phone = await guest();
  const shown = `<img src=x onerror="document.title='taken'"> & <b>bold</b> reversed`;
  await phone.openAsk();
  await phone.page.locator('#ask-text').fill(words);
  await phone.page.locator('form [type=submit]').tap();
  await moderator.row(shown).waitFor();
  await moderator.do(shown, 'Approve');
  await phone.question(shown).waitFor();
  await moderator.approved.locator('[data-q]:not(.held)', { hasText: shown }).waitFor();
  await moderator.do(shown, 'On screen');
  await sees(screen.locator('main.screen'), shown);
  // Also where the text is part of the page itself, as data.
  await phone.page.reload();
  await phone.ready();
  await sees(phone.page, shown);
  for (const page of [phone.page, moderator.page, screen]) {
    assert.notEqual(await page.title(), 'taken');
    assert.equal(await page.locator('img[src=x]').count(), 0);
  }
});

test('no page asks for more than its policy gives', async () => {
  const context = await device(browser);
  const host = await Host.open(context, server);
  await host.page.locator('.link-role button').first().click();
  await host.page.locator('.one-link').first().waitFor();
  await host.page.keyboard.press('?');
  await host.page.getByRole('dialog').waitFor();
  await openRole(context, server, 'panelist/emerson').then(page => page.locator('.pan').waitFor());
  const wifi = await context.newPage();
  await wifi.goto(`${server.origin}/${DEMO}/wifi`);
  await until('the codes of the Wi-Fi page', () =>
    wifi.evaluate(
      () => document.images.length === 2 && [...document.images].every(img => img.naturalWidth > 0),
    ),
  );
  const home = await context.newPage();
  await home.goto(`${server.origin}/nowhere/at/all`);
  await home.locator('#code').fill('ab');
  await home.locator('[type=submit]').click();
  await sees(home, 'The code has six characters.');
  assert.deepEqual(faults, []);
});
