/**
 * Open text: a slip written by touch and by keyboard, read by a moderator before anybody else sees it, translated, grouped, and
 * taken up large on the wall of slips.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, framesOf, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const CODE = 'TEXT52';
const HOME = {
  en: 'Which one practice would you take home to your city?',
  zh: '您最希望带回城市的一个做法是什么？',
};
const FINAL = 'What should we do next year?';
const DESK = { en: 'One permit desk for rooftop solar', zh: '屋顶光伏设一个审批窗口' };
const METERS = '先装热量表，再换管网';

/** @type {Moderator} */
let mod;
/** @type {Page} */
let screen;
/** @type {Phone} */
let en;
/** @type {Phone} */
let zh;

await stage({ fixture: 'text', code: CODE, session: 'Keynote: Organica Water' });

before(async () => {
  mod = await Moderator.open(await device(browser), server, CODE);
  screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
});

const live = (/** @type {Phone} */ phone) => phone.page.locator('.sheet').first();
const row = (/** @type {string} */ text) => mod.page.locator('[data-e]', { hasText: text });
const slips = () => screen.locator('.wall .slip');

test('a slip is written by touch and by keyboard, and nobody else sees it unread', async () => {
  await host.openPoll(HOME.en);
  en = await guest();
  zh = await guest('zh-CN');
  await zh.showsHeadline(HOME.zh);
  await live(en).locator('textarea').fill('x'.repeat(141));
  await sees(live(en), '1 character too long');
  assert.ok(await en.page.locator('.foot .btn').isDisabled());
  await live(en).locator('textarea').fill(DESK.en);
  await en.page.locator('.foot .btn').tap();
  await sees(live(en).locator('.own'), 'Being read');
  await live(zh).locator('textarea').focus();
  await zh.page.keyboard.type(METERS);
  await zh.page.locator('.foot .btn').focus();
  await zh.page.keyboard.press('Enter');
  await sees(live(zh).locator('.own'), '审核中');
  await sees(screen, 'have voted');
  for (const page of [screen, en.page, zh.page])
    for (const frame of framesOf(page))
      if (!frame.includes('"t":"mine"')) assert.doesNotMatch(frame, /permit desk|热量表/);
});

test('an approved slip is on the wall, with the translation that a moderator adds', async () => {
  await mod.page.getByText(/^Answers 2/).waitFor();
  await mod.press('g');
  await row(DESK.en).locator('.txt').click();
  await mod.press('a');
  await mod.says('approved');
  await until('it is on the wall', async () => (await slips().count()) === 1);
  await sees(live(en).locator('.own'), 'Approved');
  await sees(live(zh), DESK.en);
  await row(DESK.en).locator('.txt').click();
  await mod.press('t');
  await row(DESK.en).getByLabel('Chinese').fill(DESK.zh);
  await row(DESK.en).getByLabel('Chinese').press('Enter');
  await mod.says('translated');
  await sees(screen.locator('.wall .alt'), '审批窗口');
  await seesNot(screen.locator('.wall'), METERS);
});

test('slips are put into groups, and one is taken up', async () => {
  await row(METERS).locator('.txt').click();
  await mod.press('a');
  await until('both are on the wall', async () => (await slips().count()) === 2);
  await row(METERS).locator('.txt').click();
  await mod.press('f');
  await row(METERS).getByLabel('Group in Chinese').fill('供热');
  await row(METERS).getByLabel('Group in English').fill('Heat');
  await row(METERS).getByLabel('Group in English').press('Enter');
  await mod.says('is in “Heat / 供热”');
  await sees(slips().first(), 'Heat');
  await sees(slips().first(), '供热');
  await sees(live(zh).locator('.group').first(), '供热');
  // Whoever names a group in one language means the group that is called so.
  await row(DESK.en).locator('.txt').click();
  await mod.press('f');
  await row(DESK.en).getByLabel('Group in Chinese').fill('供热');
  await row(DESK.en).getByLabel('Group in Chinese').press('Enter');
  await until('both are in it', async () => (await slips().filter({ hasText: 'Heat' }).count()) === 2);
  await mod.press('f');
  await row(DESK.en).getByRole('combobox').selectOption({ label: 'No group' });
  await row(DESK.en).getByRole('button', { name: /^Save/ }).click();
  await until('one is left in it', async () => (await slips().filter({ hasText: 'Heat' }).count()) === 1);
  await row(METERS).locator('.txt').click();
  await mod.press('o');
  await sees(screen.locator('.slip.large'), '热量表');
  await sees(screen.locator('.taken-up ul'), DESK.en);
  await sees(screen, 'Being discussed');
  await host.choosePoll(HOME.en);
  await sees(host.hand.locator('.slips-table'), DESK.en);
});

test('a host reads, groups, enlarges, hides and brings back at the own desk, and approves all with one key', async () => {
  const reading = host.hand.locator('.reading');
  const at = (/** @type {string} */ text) => reading.locator('li', { hasText: text });
  const does = (/** @type {string} */ text, /** @type {RegExp} */ verb) =>
    at(text).getByRole('button', { name: verb }).click();
  const third = await guest();
  await live(third).locator('textarea').fill('Night buses');
  await third.page.locator('.foot .btn').tap();
  await sees(reading.locator('summary'), 'Answers: 1 waiting, 2 approved');
  // What nobody has seen is not approved by a key.
  await host.page.keyboard.press('u');
  await sees(host.foot, 'That is not possible now.');
  await reading.locator('summary').click();
  await sees(reading, 'Night buses');
  await host.page.keyboard.press('u');
  await sees(host.foot, '1 answer approved');
  await sees(live(third).locator('.own'), 'Approved');
  await does('Night buses', /^Hide/);
  await sees(live(third).locator('.own'), 'Not shown');
  await does('Night buses', /^Show again/);
  await sees(live(third).locator('.own'), 'Approved');
  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await sees(live(third).locator('.own'), 'Not shown');
  await does(METERS, /^Enlarge, put back/);
  await until('the wall is back', async () => (await slips().count()) === 2);
  await does(DESK.en, /^Group/);
  await at(DESK.en).getByLabel('Group in English').fill('Permits');
  await at(DESK.en).getByLabel('Group in English').press('Enter');
  await sees(host.foot, 'is in “Permits”');
  await sees(screen.locator('.wall'), 'Permits');
  await does(METERS, /^Enlarge, put back/);
  await sees(screen.locator('.slip.large'), '热量表');
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await third.page.context().close();
});

test('a final slip cannot change', async () => {
  await host.openPoll(FINAL);
  await en.showsHeadline(FINAL);
  await live(en).locator('textarea').fill('More time for questions');
  await en.page.locator('.foot .btn').tap();
  await sees(live(en).locator('.own'), 'Being read');
  await until('the field is gone', async () => (await live(en).locator('textarea').count()) === 0);
});

test('its pages are accessible and fit', async () => {
  await host.choosePoll(HOME.en);
  await host.show('This poll');
  for (const taken of [true, false]) {
    if (!taken) {
      await row(METERS).locator('.txt').click();
      await mod.press('o');
      await until('the wall is back', async () => (await slips().count()) === 2);
      await host.reveal();
    }
    for (const page of [en.page, zh.page, screen, mod.page]) {
      assert.deepEqual(await accessible(page), []);
      assert.deepEqual(await layout(page, page === screen), []);
    }
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
