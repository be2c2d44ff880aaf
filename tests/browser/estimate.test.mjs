/**
 * Estimates, as far as they differ from choices: a typed number and four steps, an open line without numbers in the bytes, and
 * the true value at the reveal on every page.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'EST7M2';
const USE = {
  en: 'How many kWh per square metre did this centre use last year?',
  zh: '本会议中心去年每平方米用电多少千瓦时？',
};
const WARMING = 'By how much will summers here differ in 2050?';
const FINAL = 'How many buildings will your city retrofit next year?';

await stage({ fixture: 'estimate', code: CODE, session: 'Keynote: Emerson' });

const field = (/** @type {import('playwright-core').Page} */ page) => page.locator('.guess input').first();
const button = (/** @type {import('playwright-core').Page} */ page, /** @type {string | RegExp} */ name) =>
  page.getByRole('button', { name, exact: true });

test('a number is typed or stepped to, and counts once it is sent', async () => {
  await host.openPoll(USE.en);
  const phone = await guest();
  await phone.showsHeadline(USE.en);
  await sees(phone.page, 'Any whole number from 0 to 400. The screen shows no scale until the reveal.');
  await field(phone.page).fill('4000');
  await sees(phone.page, 'This number does not fit. Any whole number from 0 to 400.');
  assert.ok(await button(phone.page, 'Send').isDisabled());
  await field(phone.page).fill('６０');
  await button(phone.page, '+ 10').tap();
  await button(phone.page, '− 1').tap();
  assert.equal(await field(phone.page).inputValue(), '69');
  await button(phone.page, 'Send 69').tap();
  await phone.acked('Counted.');
  await button(phone.page, '+ 1').tap();
  await button(phone.page, 'Send 70').tap();
  await until('the host has the second number', async () =>
    (await host.hand.locator('.estimate-desk dl').textContent())?.includes('Median70'),
  );
  await phone.page.context().close();
});

test('the keyboard answers in Chinese, and no key casts before the button', async () => {
  const phone = await Phone.open(await device(browser, { lang: 'zh-CN' }), url());
  await phone.showsHeadline(USE.zh);
  await field(phone.page).focus();
  await phone.page.keyboard.type('150');
  await phone.page.keyboard.press('ArrowUp');
  await phone.page.keyboard.press('Enter');
  await sees(phone.page, '150，尚未提交');
  await phone.page.keyboard.press('Tab');
  await phone.page.keyboard.press('Enter');
  await sees(phone.page, '140，尚未提交');
  await button(phone.page, '提交 140').focus();
  await phone.page.keyboard.press('Enter');
  await phone.acked('已计入');
  await phone.page.context().close();
});

test('an open estimate has neither numbers nor the true value on screen and phone, nor in their bytes', async () => {
  const context = await device(browser, { size: SIZES.hd });
  /** @type {string[]} */
  const frames = [];
  const watch = (/** @type {import('playwright-core').Page} */ page) =>
    page.on('websocket', socket => socket.on('framereceived', frame => frames.push(`${frame.payload}`)));
  context.on('page', watch);
  const screen = await openRole(context, server, 'screen', CODE);
  await screen.locator('.dots .stack').first().waitFor();
  await sees(screen, 'The numbers come at the reveal');
  assert.equal(await screen.locator('.ticks span').count(), 0);
  assert.equal((await screen.locator('.dots .stack').count()) > 1, true);
  const all = frames.join('') + (await screen.content());
  for (const told of ['"truth"', '"tolerance"', '"median_tenths"', '"told"'])
    assert.ok(!all.includes(told), told);
  await host.reveal();
  await sees(screen, 'True value');
  await sees(screen, 'Median');
  await until(
    'the numbers stand under the line',
    async () => (await screen.locator('.ticks span').count()) > 2,
  );
  assert.match((await screen.locator('.at.truth').textContent()) ?? '', /62/);
  assert.match((await screen.locator('.at.mid').textContent()) ?? '', /105/);
  await sees(screen, 'within 6 (0%)');
  await context.close();
});

test('halves below zero count too, and what is no number of the poll is refused with its limits', async () => {
  await host.openPoll(WARMING);
  const phone = await guest();
  await phone.showsHeadline(WARMING);
  await sees(phone.page, 'From -2 to 4, in steps of 0.5.');
  const line = phone.page.locator('.sheet').first().locator('svg.dots');
  const numbers = line.locator('text');
  await line.waitFor();
  assert.equal(await numbers.count(), 0, 'nor does the line have numbers before the first estimate');
  await button(phone.page, '+ 0.5').tap();
  assert.equal(await field(phone.page).inputValue(), '-2.0', 'an empty field begins at the lower end');
  await field(phone.page).fill('2,5');
  await button(phone.page, 'Send 2.5').tap();
  await phone.acked('Counted.');
  assert.equal(await numbers.count(), 0);
  const ballots = [1e308, -25, 45, 7, 2.5, Number.NaN, 0].map(estimate => ({ estimate }));
  const refused = { kind: 'bad_ballot', min: -20, max: 40 };
  assert.deepEqual(await sendBallots(phone.page, 1, ballots), [...Array(6).fill(refused), 'ack']);
  await button(phone.page, '+ 0.5').tap();
  await button(phone.page, 'Send 0.5').tap();
  await phone.acked('Counted.');
  await host.reveal();
  await sees(phone.page, 'Yours 0.5');
  await sees(phone.page, 'Median 0.5');
  await phone.page.getByRole('table', { name: 'Estimates' }).first().waitFor();
  await phone.page.context().close();
});

test('a final estimate cannot be changed, and nobody but the host sees the dots', async () => {
  await host.openPoll(FINAL);
  const phone = await guest();
  await phone.showsHeadline(FINAL);
  await field(phone.page).fill('120');
  await button(phone.page, 'Send 120').tap();
  await phone.acked('Counted.');
  assert.ok(await field(phone.page).isDisabled());
  await seesNot(phone.page, 'Send');
  const screen = await openRole(await device(browser), server, 'screen', CODE);
  await sees(screen, 'has voted');
  await seesNot(screen, 'Median');
  await host.reveal();
  await sees(screen, 'Median');
  await phone.page.context().close();
  await screen.context().close();
});

test('its pages are accessible and fit, open and revealed', async () => {
  const look = { theme: /** @type {const} */ ('dark') };
  const phone = await guest('zh-CN', look);
  const screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
  for (const title of [WARMING, USE.en]) {
    await host.choosePoll(title);
    await host.show('This poll');
    await screen.locator('.estimate').waitFor();
    for (const page of [phone.page, screen, host.page]) {
      assert.deepEqual(await accessible(page), []);
      assert.deepEqual(await layout(page, page === screen), []);
    }
  }
  await phone.page.context().close();
  await screen.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
