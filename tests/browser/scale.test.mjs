/**
 * Scales, as far as they differ from choices: a tap on a step, arrow keys and final ballots, the result on every page, and an
 * open scale drawn from the first response alone.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';
import { firstResponse, WINDOW_BYTES } from './harness/window.mjs';

const CODE = 'SCA7E2';
const USEFUL = {
  en: 'How well would this technology suit your city?',
  zh: '这项技术对您所在的城市有多适用？',
};
const RECOMMEND = 'Would you recommend this workshop to a colleague?';
const FINAL = 'How many pilot projects can your city carry?';

await stage({ fixture: 'scale', code: CODE, session: 'Keynote: Organica Water' });

const step = (/** @type {import('playwright-core').Page} */ page, /** @type {number} */ n) =>
  page.getByRole('radio').nth(n - 1);
const chosen = (/** @type {import('playwright-core').Page} */ page) =>
  page.locator('.cells .on').textContent();

/** The table of a result on a phone, as a screen reader says it. */
const rows = (/** @type {import('playwright-core').Locator} */ of) =>
  of
    .getByRole('row')
    .evaluateAll(all => all.map(row => [...row.children].map(cell => cell.textContent).join(' ')));

test('an open scale can be answered with the first response alone', async () => {
  await host.openPoll(USEFUL.en);
  for (const [lang, title] of /** @type {const} */ ([
    ['en', USEFUL.en],
    ['zh-CN', USEFUL.zh],
  ])) {
    const context = await phoneDevice(browser, lang);
    await context.route('**', route =>
      route.request().isNavigationRequest() ? route.continue() : route.abort(),
    );
    await context.routeWebSocket(/./, () => {});
    const page = await context.newPage();
    /** @type {string[]} */
    const asked = [];
    page.on('request', r => asked.push(new URL(r.url()).pathname));
    await page.goto(url());
    await page.locator('.cells').waitFor();
    assert.equal(plain(await page.locator('h1').first().textContent()), title);
    assert.equal(await page.locator('.cells input:enabled').count(), 5);
    await step(page, 4).tap();
    await until('the step is marked', async () => (await chosen(page)) === '4');
    assert.deepEqual(
      asked.filter(path => path.includes('scale')),
      [],
      'the kind is in the page',
    );
    await context.close();
  }
});

test('the page of an open scale is one window', async t => {
  for (const lang of ['en', 'zh-CN', 'fr']) {
    const { body, head } = await firstResponse(server, CODE, lang);
    t.diagnostic(`${lang}: ${body.length} bytes, and ${head} of headers`);
    assert.ok(body.length + head <= WINDOW_BYTES, `${body.length} bytes, and ${head} of headers`);
  }
});

test('a tap counts, and another one instead of it', async () => {
  const phone = await guest();
  await step(phone.page, 2).tap();
  await phone.acked('Counted.');
  await step(phone.page, 5).tap();
  await phone.acked('Counted.');
  await sees(host.hand, 'Median 5.0');
  const screen = await openRole(await device(browser), server, 'screen', CODE);
  await sees(screen, '100%');
  await seesNot(screen, 'Median');
  await host.reveal();
  await sees(screen, 'Median');
  await sees(screen, '5.0');
  await sees(phone.page, 'Your answer: 5');
  await sees(phone.page, 'Median 5.0');
  assert.deepEqual(await rows(phone.page.locator('.sheet').first()), [
    ...[1, 2, 3, 4].map(of => `${of} 0%`),
    '5 100%',
  ]);
  await phone.page.context().close();
  await screen.context().close();
});

test('ten steps stand in two rows of cells for a thumb', async () => {
  await host.openPoll(RECOMMEND);
  const phone = await guest();
  await phone.showsHeadline(RECOMMEND);
  const boxes = await Promise.all(
    (await phone.page.locator('.cells label').all()).map(cell => cell.boundingBox()),
  );
  assert.equal(new Set(boxes.map(box => box?.y)).size, 2);
  for (const box of boxes) assert.ok(box && box.width >= 48 && box.height >= 48, JSON.stringify(box));
  await step(phone.page, 10).tap();
  await phone.acked('Counted.');
  // Everybody may see the columns while the poll is open, but the median would influence voters.
  const live = phone.page.locator('.sheet').first();
  await live.getByRole('row', { name: '10 100%' }).waitFor();
  await seesNot(live, 'Median');
  await phone.page.context().close();
});

test('where a ballot is final, arrow keys choose and do not cast', async () => {
  await host.openPoll(FINAL);
  const phone = await Phone.open(await device(browser), url());
  await phone.showsHeadline(FINAL);
  await step(phone.page, 1).focus();
  await phone.page.keyboard.press('ArrowRight');
  await phone.page.keyboard.press('ArrowRight');
  await sees(phone.page, '3 of 3, not sent yet');
  await phone.page.keyboard.press('ArrowLeft');
  await sees(phone.page, '2 of 3, not sent yet');
  await phone.page.getByRole('button', { name: 'Send my answer' }).click();
  await phone.acked('Counted.');
  const live = phone.page.locator('.sheet').first();
  assert.equal(await live.locator('.cells input:enabled').count(), 0);
  // Nobody but the host sees the columns.
  const screen = await openRole(await device(browser), server, 'screen', CODE);
  await sees(screen, 'has voted');
  await host.reveal();
  await sees(screen, '2.0');
  await phone.page.context().close();
  await screen.context().close();
});

const FIELDS = { en: 'How important is each field?', zh: '以下领域有多重要？' };
const SESSIONS = 'How were the sessions?';
const NPS = { en: 'Would you recommend Chengdu to a friend?', zh: '您会向朋友推荐成都吗？' };

test('items are rated one by one, and some are left out', async () => {
  await host.openPoll(FIELDS.en);
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  const [touch, keys] = [await guest(), await Phone.open(await device(browser, { lang: 'zh-CN' }), url())];
  const item = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) =>
    page.getByRole('radiogroup', { name }).getByRole('radio');
  await item(touch.page, 'Urban infrastructure').nth(3).tap();
  await touch.acked('Counted.');
  await item(touch.page, 'LEED city').nth(0).tap();
  await touch.acked('Counted.');
  await item(keys.page, '环境保护').first().focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
    await keys.page.keyboard.press(key);
  await keys.acked('已计入');
  // What one cannot rate after all can be left out again, but not everything.
  await touch.page.getByRole('button', { name: 'Leave out' }).first().tap();
  await touch.acked('Counted.');
  assert.equal(await touch.page.getByRole('button', { name: 'Leave out' }).count(), 0);
  await screen.locator('.rating').waitFor();
  const { height = 0 } = (await screen.locator('.rating .fig').first().boundingBox()) ?? {};
  assert.ok(height > 40, `the columns have ${height} px`);
  await sees(screen, 'Urban infrastructure');
  await seesNot(screen, 'Median');

  await host.reveal();
  await sees(screen, 'Median');
  await screen.locator('.rating .won', { hasText: 'Environmental protection' }).waitFor();
  await touch.page.locator('.rated .won', { hasText: '5.0' }).waitFor();
  await sees(keys.page, '右侧为中位数');
  // A median of one guest does not look like one of both.
  await sees(touch.page, 'rated by 1 of 2');
  await sees(keys.page, '2 人中 1 人评分');
  await sees(host.hand, '5.0');
  assert.deepEqual(await accessible(host.page), []);
  for (const page of [touch.page, keys.page, screen]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await Promise.all([touch.page, keys.page, screen].map(page => page.context().close()));
});

test('stars that are final are chosen first', async () => {
  await host.openPoll(SESSIONS);
  const phone = await guest();
  await phone.page.getByRole('radio', { name: '4 stars' }).first().tap();
  await sees(phone.page, '1 of 2, not sent yet');
  assert.equal(await phone.page.locator('.stars .on').count(), 4);
  await phone.page.getByRole('radio', { name: '2 stars' }).last().tap();
  await phone.page.getByRole('button', { name: 'Send my answer' }).tap();
  await phone.acked('Counted.');
  await host.reveal();
  const screen = await openRole(await device(browser), server, 'screen', CODE);
  await screen.locator('.rating .won', { hasText: 'Keynotes' }).waitFor();
  await phone.page.context().close();
  await screen.context().close();
});

test('a recommendation has a score', async () => {
  await host.openPoll(NPS.en);
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  const one = await guest();
  const two = await guest('zh-CN');
  await two.showsHeadline(NPS.zh);
  await one.page.getByRole('radio').nth(10).tap();
  await one.acked('Counted.');
  await two.page.getByRole('radio').nth(0).tap();
  await two.acked('已计入');
  await until('a dot per guest', async () => (await screen.locator('.dots li i').count()) === 2);
  await seesNot(screen, 'Net promoter score');
  await two.page.getByRole('radio').nth(8).tap();
  await two.acked('已计入');
  await host.reveal();
  await sees(screen, '+50');
  await sees(screen, 'One dot is one guest');
  await sees(one.page, '+50');
  await sees(two.page, '净推荐值');
  await sees(host.hand, '+50');
  assert.deepEqual(await accessible(host.page), []);
  for (const page of [one.page, two.page, screen]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await Promise.all([one.page, two.page, screen].map(page => page.context().close()));
});

test('its pages are accessible and fit, open and revealed', async () => {
  const look = { theme: /** @type {const} */ ('dark') };
  const phone = await guest('zh-CN', look);
  const screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
  for (const title of [RECOMMEND, USEFUL.en]) {
    await host.choosePoll(title);
    await sees(host.hand, 'Median');
    await host.show('This poll');
    await screen.locator('.scale').waitFor();
    for (const page of [phone.page, screen, host.page]) {
      assert.deepEqual(await accessible(page), []);
      assert.deepEqual(await layout(page, page === screen), []);
    }
  }
  await phone.page.context().close();
  await screen.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
