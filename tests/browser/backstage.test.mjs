/**
 * Backstage: messages that cover a panelist's page until they are seen, announcements with a break, and leaving the hall, in both
 * languages, by pointer, touch and keyboard.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, ROUND_TABLE } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest, stage } from './harness/stage.mjs';

/** When an announcement of these tests begins and ends, after it was written. */
const FROM_MS = 3000;
const UNTIL_MS = 8000;

/** @type {import('playwright-core').Page} */
let host;
/** @type {import('playwright-core').Page} */
let panelist;
/** @type {import('./harness/roles.mjs').Phone} */
let phone;

before(async () => {
  await stage({ session: ROUND_TABLE.en });
  host = await openRole(await device(browser), server, 'host');
  panelist = await openRole(
    await device(browser, { lang: 'zh-CN', size: SIZES.tablet }),
    server,
    'panelist/emerson',
  );
  phone = await guest();
});

test('a panelist speaks', async () => {
  const chair = await openRole(await device(browser), server, 'chair');
  await chair.locator('.plate-verb', { hasText: 'Emerson' }).click();
  await panelist.locator('.turn').getByRole('timer').waitFor();
  await chair.close();
});

test('a message covers the page but never the clock, and its sender sees who has seen it', async () => {
  await host.getByRole('button', { name: 'Write a message' }).click();
  await host.locator('dialog textarea[lang=en]').fill('Closing words, please.');
  await host.locator('dialog textarea[lang^=zh]').fill('请作结束语。');
  assert.deepEqual(await accessible(host), []);
  await host.keyboard.press('Control+Enter');
  await sees(panelist, '请作结束语。');
  await sees(panelist, 'Closing words, please.');
  await panelist.locator('.time').waitFor();
  await panelist.locator('.turn').getByRole('timer').waitFor();
  // Held upright, the page has one column, and the clocks are above the message.
  await panelist.setViewportSize({ width: 768, height: 1024 });
  await panelist.locator('.time').waitFor();
  const turn = await panelist.locator('.turn').getByRole('timer').boundingBox();
  const words = await panelist.locator('.from-backstage').boundingBox();
  assert.ok(turn && words && turn.y + turn.height <= words.y, 'the turn’s clock is above the message');
  await panelist.setViewportSize(SIZES.tablet);
  await sees(host.locator('.messages'), 'Not yet:');
  assert.deepEqual(await accessible(panelist), []);
  await panelist.getByRole('button', { name: '已阅' }).click();
  await seesNot(panelist, '请作结束语。');
  await sees(host.locator('.messages'), 'Seen by');
});

test('a message to somebody who is offline waits, and can be withdrawn', async () => {
  await host.getByRole('button', { name: 'Write a message' }).click();
  const options = await host.locator('dialog select option').allTextContents();
  await host.locator('dialog select').selectOption({ label: options.at(-1) ?? '' });
  await host.locator('dialog textarea[lang=en]').fill('You are next.');
  await host.keyboard.press('Control+Enter');
  await sees(host.locator('.messages'), 'It waits until they are back.');
  const sent = host.locator('.messages li', { hasText: 'You are next.' });
  await sent.getByRole('button', { name: 'Withdraw' }).click();
  await sees(host.locator('.messages'), 'withdrawn');
  await seesNot(panelist, 'You are next.');
});

test('a message that was sent while its panelist was offline is read later, and its sender sees by whom', async () => {
  const desk = (await Moderator.open(await device(browser, { lang: 'zh-CN' }), server)).page;
  await desk.getByRole('button', { name: '给嘉宾的消息' }).click();
  const sheet = desk.getByRole('dialog');
  const options = sheet.locator('select option');
  const caterpillar = await options.filter({ hasText: '卡特彼勒' }).getAttribute('value');
  await sheet.locator('select').selectOption(caterpillar);
  // As long as a message can be.
  await sheet.locator('textarea[lang=en]').fill('Please sit at the left. '.repeat(9).slice(0, 200).trim());
  await sheet.locator('textarea[lang^=zh]').fill('请坐在左侧。'.repeat(34).slice(0, 200));
  await desk.keyboard.press('Control+Enter');
  const sent = (/** @type {import('playwright-core').Page} */ page) =>
    page.locator('.one-message', { hasText: 'Please sit at the left.' });
  await sees(sent(host), /^Offline: .*Caterpillar.* It waits until they are back\.$/);
  const context = await device(browser, { size: SIZES.phone, touch: true });
  const late = await openRole(context, server, 'panelist/caterpillar');
  // The one to all panelists waits, too, and comes first.
  await sees(late.locator('.from-backstage'), 'Closing words, please.');
  await late.getByRole('button', { name: 'Seen' }).tap();
  await sees(late.locator('.from-backstage'), 'Please sit at the left.');
  await sees(late.locator('.from-backstage'), 'to you alone');
  await late.getByRole('button', { name: 'Seen' }).scrollIntoViewIfNeeded();
  const clock = await late.locator('.time').boundingBox();
  assert.ok(clock && clock.y >= 0 && clock.y + clock.height < SIZES.phone.height / 2, JSON.stringify(clock));
  assert.deepEqual(await layout(late, false), []);
  await sees(sent(host), /^Not yet: .*Caterpillar/);
  await late.getByRole('button', { name: 'Seen' }).tap();
  await late.locator('.from-backstage').waitFor({ state: 'detached' });
  await sees(sent(host), /^Seen by .*Caterpillar/);
  await desk.getByRole('button', { name: '给嘉宾的消息' }).click();
  await sees(desk.locator('.one-message', { hasText: '请坐在左侧。' }), /卡特彼勒.*已阅$/);
  // Nobody else was told, and it does not come again.
  await seesNot(panelist, 'Please sit at the left.');
  await late.reload();
  await late.locator('.pan main').waitFor();
  assert.equal(await late.locator('.from-backstage').count(), 0);
  await context.close();
  await desk.context().close();
});

test('an announcement is a line on the phone until it is closed, and a break counts down', async () => {
  await host.getByRole('button', { name: 'Break', exact: true }).click();
  assert.deepEqual(await accessible(host), []);
  await host.locator('dialog').getByRole('button', { name: 'Show now' }).click();
  const line = phone.page.locator('.announced');
  await sees(line, 'Back at');
  await line.locator('time').waitFor();
  assert.deepEqual(await accessible(phone.page), []);
  await line.getByRole('button').tap();
  await line.waitFor({ state: 'detached' });
  await host.locator('.announcements').getByRole('button', { name: 'End' }).click();
  await sees(host.locator('.announcements'), 'over');
});

test('an announcement begins and ends at its hour, on the screen alone or on phones alone', async () => {
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  await screen.locator('main.screen').waitFor();
  const desk = await (await device(browser)).newPage();
  // What the page sends has hours; the hall of a test waits for seconds.
  const began = Date.now();
  let saved = 0;
  const hours = /** @type {{ from?: number, until?: number }[]} */ ([]);
  await desk.routeWebSocket(/\/socket/, socket => {
    const server = socket.connectToServer();
    socket.onMessage(text => {
      const frame = JSON.parse(String(text));
      const put = frame.cmd?.put_announcement;
      if (!put) return server.send(text);
      hours.push({ from: put.from, until: put.until });
      if (put.from) put.from = Date.now() + FROM_MS;
      put.until = Date.now() + UNTIL_MS;
      saved ||= Date.now();
      server.send(JSON.stringify(frame));
    });
  });
  await desk.goto(await server.link('host'));
  const hour = (/** @type {number} */ at) =>
    new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(at);
  const minute = (/** @type {number} */ n) => (Math.floor(began / 60_000) + n) * 60_000;
  const listed = desk.locator('.announcements li');
  const write = async (/** @type {string} */ text, /** @type {string} */ where) => {
    await desk.getByRole('button', { name: 'New announcement' }).click();
    await desk.locator('dialog textarea[lang=en]').fill(text);
    await desk.locator('dialog .seg').getByText(where, { exact: true }).click();
    await desk.getByLabel('Until', { exact: true }).fill(hour(minute(40)));
  };
  await write('Buses leave at the north door.', 'screen');
  await desk.getByLabel('From', { exact: true }).fill(hour(minute(20)));
  await desk.locator('dialog').getByRole('button', { name: 'Save' }).click();
  await sees(listed.filter({ hasText: 'Buses' }), /^planned · screen · from \d\d:\d\d · until \d\d:\d\d$/);
  assert.equal(await screen.getByText('Buses leave').count(), 0, 'it is planned, and not yet shown');
  await write('Your form is in the bag.', 'phones');
  await desk.locator('dialog').getByRole('button', { name: 'Show now' }).click();
  await sees(phone.page.locator('.announced'), 'Your form is in the bag.');
  await sees(screen, 'Buses leave at the north door.');
  assert.ok(Date.now() >= saved + FROM_MS - 200, 'not before its hour');
  assert.equal(await screen.getByText('Your form').count(), 0, 'that one is for phones alone');
  assert.equal(await phone.page.locator('.announced').count(), 1, 'and this one for the screen alone');
  await phone.page.locator('.announced').waitFor({ state: 'detached' });
  await seesNot(screen, 'Buses leave at the north door.');
  await sees(listed.filter({ hasText: 'Buses' }), /^over/);
  await sees(listed.filter({ hasText: 'Your form' }), /^over/);
  assert.deepEqual(hours, [
    { from: minute(20), until: minute(40) },
    { from: undefined, until: minute(40) },
  ]);
  await screen.context().close();
  await desk.context().close();
});

test('leaving the hall is held for two seconds, covers every page, and is taken back the same way', async () => {
  const hold = host.getByRole('button', { name: 'Hold for 2 s', exact: true });
  await hold.click();
  assert.equal(await phone.page.locator('.leave').count(), 0, 'a click is not enough');
  await hold.focus();
  await host.keyboard.down('Space');
  await phone.page.locator('.leave', { hasText: 'Please leave the hall' }).waitFor();
  await host.keyboard.up('Space');
  await sees(phone.page.locator('.leave'), '请立即从最近的出口离开会场');
  await sees(panelist.locator('.leave'), '请立即从最近的出口离开会场');
  await sees(host.locator('dialog.leave'), 'It is recorded.');
  assert.deepEqual(await accessible(host), []);
  // Whoever loads the page now sees it with the first paint.
  await phone.page.reload();
  await sees(phone.page.locator('.leave'), 'Please leave the hall');
  const back = await host.getByRole('button', { name: 'take it back' }).boundingBox();
  assert.ok(back);
  await host.mouse.move(back.x + back.width / 2, back.y + back.height / 2);
  await host.mouse.down();
  await phone.page.locator('.leave').waitFor({ state: 'detached' });
  await host.mouse.up();
  await panelist.locator('.leave').waitFor({ state: 'detached' });
});

/** The pages that have no link of their own: beside the host's, and of the screen's link. */
const BESIDE = {
  host: ['codes', 'edit', 'guests', 'print', 'wifi'],
  screen: ['lower'],
};

test('leaving the hall covers each page that the server has, in all languages, and is taken back from each', async () => {
  /** @type {Map<string, import('playwright-core').Page>} */
  const pages = new Map([
    ['phone', phone.page],
    ['phone in Chinese', (await guest('zh-CN')).page],
    ['panelist', panelist],
  ]);
  for (const path of await server.paths()) {
    const [role = ''] = path.split('/');
    if (pages.has(role)) continue;
    const context = await device(browser, { size: role === 'screen' ? SIZES.full : SIZES.desk });
    pages.set(role, await openRole(context, server, path));
    for (const name of BESIDE[/** @type {keyof typeof BESIDE} */ (role)] ?? []) {
      await until(`${role} has its cookie`, async () => (await context.cookies()).length > 0);
      const page = await context.newPage();
      await page.goto(`${server.origin}/${DEMO}/${name}`);
      pages.set(name, page);
    }
  }
  // The host that acts is the second one's colleague.
  assert.equal(pages.size, 17, [...pages.keys()].join());
  for (const [name, page] of pages)
    await until(`${name} is drawn`, () =>
      page.evaluate(() => document.querySelector('#app')?.children.length),
    );

  const hold = host.getByRole('button', { name: 'Hold for 2 s', exact: true });
  await hold.focus();
  await host.keyboard.down('Space');
  for (const [name, page] of pages) {
    const cover = page.locator('.leave');
    await until(`${name} is covered`, () => cover.count());
    await sees(cover, 'Please leave the hall');
    await sees(cover, '请立即从最近的出口离开会场');
    const on = await cover.evaluate(el => {
      const { innerWidth: x, innerHeight: y } = window;
      const { left, top, right, bottom } = el.getBoundingClientRect();
      const covers = left <= 0 && top <= 0 && right >= x && bottom >= y;
      return covers && el.contains(document.elementFromPoint(x / 2, y / 2));
    });
    assert.ok(on, `nothing of the page ${name} is over the cover`);
  }
  // What is covered takes no keys either: no sheet comes over the cover, and nothing is focused.
  for (const name of ['moderator', 'chair', 'interpreter']) {
    const page = /** @type {import('playwright-core').Page} */ (pages.get(name));
    for (const key of ['?', '/', 'Tab']) await page.keyboard.press(key);
    assert.equal(await page.locator('dialog[open]').count(), 0, name);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY', name);
  }
  await host.keyboard.up('Space');
  await host.getByRole('button', { name: 'take it back' }).focus();
  await host.keyboard.down('Space');
  for (const page of pages.values()) await page.locator('.leave').waitFor({ state: 'detached' });
  const desk = /** @type {import('playwright-core').Page} */ (pages.get('moderator'));
  await desk.keyboard.press('?');
  await desk.locator('dialog[open]').waitFor();
  await host.keyboard.up('Space');
  for (const page of pages.values()) if (page !== phone.page && page !== panelist) await page.close();
});
