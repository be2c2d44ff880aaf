/**
 * What guests answer in polls is in the interpreter's queue, and what an interpreter writes of it waits for a moderator. All of it is
 * done by keyboard alone, in Chinese.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const CODE = 'TEXT52';
const HOME = {
  en: 'Which one practice would you take home to your city?',
  zh: '您最希望带回城市的一个做法是什么？',
};
const PERMITS = { en: 'One permit desk by 2025', zh: '到 2025 年设一个审批窗口' };
const METERS = '先装热量表';

/** @type {Page} */
let zh;
/** @type {Page} */
let other;
/** @type {Page} */
let screen;
/** @type {Moderator} */
let mod;
/** @type {Phone[]} */
let phones;

await stage({ fixture: 'text', code: CODE, session: 'Keynote: Organica Water' });

before(async () => {
  const size = { width: 1366, height: 768 };
  zh = await openRole(await device(browser, { lang: 'zh-CN', size }), server, 'interpreter', CODE);
  other = await openRole(await device(browser, { size: SIZES.tablet }), server, 'interpreter', CODE);
  mod = await Moderator.open(await device(browser), server, CODE);
  screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
  phones = [await guest(), await guest('zh-CN'), await guest()];
});

/** @param {Page} page @param {string} text */
const row = (page, text) => page.locator('.text', { hasText: text });
/** @param {string} text */
const entry = text => mod.page.locator('[data-e]', { hasText: text });
const field = () => zh.locator('.hand textarea');
/** @param {string} name @param {Page} page */
const shot = (name, page = zh) =>
  process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;
const hasCaret = () =>
  until('the caret is in the text', () => field().evaluate(el => el === document.activeElement));
/** Walks down to a text by keyboard. @param {string} text */
async function walkTo(text) {
  for (let i = 0; i < 9; i++) {
    if (await row(zh, text).evaluate(el => el.getAttribute('aria-current') === 'true')) return;
    await zh.keyboard.press('j');
  }
  assert.fail(`no way to ${text}`);
}
/** Writes a slip. @param {Phone} phone @param {string} text */
async function say(phone, text) {
  const sheet = phone.page.locator('.sheet').first();
  await sheet.locator('textarea').fill(text);
  await phone.page.locator('.foot .btn').tap();
  await sheet.locator('.own').waitFor();
}

test('what waits is told of and shown by a key; what is approved is in the queue by itself', async () => {
  await host.openPoll(HOME.en);
  await say(phones[1], METERS);
  await sees(zh, '只有 1 条待审内容缺少译文。');
  assert.equal(await row(zh, METERS).count(), 0);
  await zh.keyboard.press('w');
  await row(zh, METERS).getByText(HOME.zh).waitFor();
  await say(phones[0], PERMITS.en);
  await mod.page.getByText(/^Answers 2/).waitFor();
  await mod.press('g');
  await entry(PERMITS.en).locator('.txt').click();
  await mod.press('a');
  await mod.says('approved');
  // Also before what was written earlier.
  await until('it is before what waits', async () => {
    const rows = await zh.locator('.text').allInnerTexts();
    return rows.length === 2 && rows[0]?.includes(PERMITS.en) && rows[1]?.includes(METERS);
  });
  // The poll is on the screen, and its answers with it.
  await sees(zh.locator('.urg').first(), '屏幕上或即将上屏');
});

test('by keyboard alone it is claimed by writing, checked for its figures, saved, and waits for a moderator', async () => {
  await walkTo(PERMITS.en);
  await zh.keyboard.press('Enter');
  await hasCaret();
  await zh.keyboard.type('到');
  await row(other, PERMITS.en).getByText('Interpreter 1 is writing').waitFor();
  await zh.keyboard.press('Control+Enter');
  await sees(zh.getByRole('alert'), '2025');
  // The figure has the number 1, because the glossary has no term for it.
  await zh.keyboard.type(' ');
  await zh.keyboard.press('Alt+Digit1');
  await zh.keyboard.type(' 年设一个审批窗口');
  assert.equal(await field().inputValue(), PERMITS.zh);
  await shot('interpreter-answer-zh');
  assert.deepEqual(await accessible(zh), []);
  await zh.keyboard.press('Control+Enter');
  for (const page of [zh, other])
    await until('it has left', async () => !(await row(page, PERMITS.en).count()));
  await entry(PERMITS.en).getByText('translation not shown yet').waitFor();
  await seesNot(screen, '审批窗口');
  await shot('moderator-answer', mod.page);
  assert.deepEqual(await accessible(mod.page), []);
  await entry(PERMITS.en).locator('.txt').first().click();
  await mod.press('a');
  await sees(screen, '审批窗口');
  await entry(PERMITS.en).getByText('translation not shown yet').waitFor({ state: 'detached' });
});

test('the undo of the approval takes the translation off the screen, and that of the translation out of the desk', async () => {
  await mod.press('z');
  await seesNot(screen, '审批窗口');
  await sees(screen, PERMITS.en);
  await entry(PERMITS.en).locator('.txt').first().click();
  await mod.press('a');
  await sees(screen, '审批窗口');
  await zh.keyboard.press('Escape');
  await zh.keyboard.press('z');
  await sees(zh, '此后已有他人更改');
  await sees(screen, '审批窗口');
});

test('in Chinese the queue is walked, filtered, searched, given back and explained by its keys', async () => {
  for (const [i, text] of ['Who signs the permits?', '谁来签字？'].entries()) {
    await phones[i].ask(text);
    await row(zh, text).waitFor();
  }
  await zh.keyboard.press('f');
  await zh.keyboard.press('f');
  await until('only what lacks Chinese', async () => (await zh.locator('.text').count()) === 1);
  await zh.keyboard.press('f');
  await zh.keyboard.press('/');
  await zh.keyboard.type('签字');
  await zh.keyboard.press('Enter');
  await until('one matches', async () => (await zh.locator('.text').count()) === 1);
  await zh.keyboard.press('Escape');
  await until('all again', async () => (await zh.locator('.text').count()) === 3);
  await walkTo('谁来签字？');
  await zh.keyboard.press('e');
  await hasCaret();
  await zh.keyboard.type('Who');
  await zh.keyboard.press('Escape');
  await until('given back', async () => (await field().inputValue()) === '');
  // A term: the words are chosen in the dialog, and Alt 1 puts it into the text.
  await zh.keyboard.press('=');
  const dialog = zh.locator('dialog[open]');
  await dialog.waitFor();
  for (let i = 0; i < 3 && !(await dialog.locator('input:focus').count()); i++)
    await zh.keyboard.press('Tab');
  await zh.keyboard.type('sign');
  await zh.keyboard.press('Tab');
  await zh.keyboard.type('签字');
  await zh.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await zh.locator('.hand .g', { hasText: '签字' }).waitFor();
  await zh.keyboard.press('Enter');
  await hasCaret();
  await zh.keyboard.type('Who will ');
  await zh.keyboard.press('Alt+Digit1');
  await zh.keyboard.type('?');
  assert.equal(await field().inputValue(), 'Who will sign?');
  await zh.keyboard.press('Control+Enter');
  await until('it is saved', async () => !(await row(zh, '谁来签字？').count()));
  await sees(zh, '已保存');
  await zh.keyboard.press('Escape');
  await zh.keyboard.press('z');
  await row(zh, '谁来签字？').waitFor();
  await zh.keyboard.press('?');
  await zh.locator('dialog[open]').getByText('包括待审').waitFor();
  await shot('interpreter-keys-zh');
  assert.deepEqual(await accessible(zh), []);
  await zh.keyboard.press('Escape');
  await zh.locator('dialog[open]').waitFor({ state: 'detached' });
});

test('what a muted guest alone wrote leaves the queue', async () => {
  await row(zh, METERS).waitFor();
  await entry(METERS).locator('.txt').click();
  await mod.press('q');
  await until('it has left', async () => !(await row(zh, METERS).count()));
  await mod.press('z');
  await row(zh, METERS).waitFor();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
