/**
 * Backstage: messages that cover a panelist's page until they are seen, announcements with a break, and leaving the hall, in both
 * languages, by pointer, touch and keyboard.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, SIZES, sees, seesNot } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, ROUND_TABLE } from './harness/roles.mjs';
import { guest, stage } from './harness/stage.mjs';

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
  await accessible(host);
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
  await accessible(panelist);
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

test('an announcement is a line on the phone until it is closed, and a break counts down', async () => {
  await host.getByRole('button', { name: 'Break', exact: true }).click();
  await accessible(host);
  await host.locator('dialog').getByRole('button', { name: 'Show now' }).click();
  const line = phone.page.locator('.announced');
  await sees(line, 'Back at');
  await line.locator('time').waitFor();
  await accessible(phone.page);
  await line.getByRole('button').tap();
  await line.waitFor({ state: 'detached' });
  await host.locator('.announcements').getByRole('button', { name: 'End' }).click();
  await sees(host.locator('.announcements'), 'over');
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
  await accessible(host);
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
