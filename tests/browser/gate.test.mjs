/**
 * The gate before the screen: a question that lacks a language is promised to the screen, and goes there by itself when its
 * translation is approved. The desks say what is promised, and why a promise ended.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

await stage();

const FIRST = 'Could surplus hydropower in summer run data centres?';
const SECOND = 'What would a first shared pilot need?';

/** @type {Moderator} */
let english;
/** @type {Moderator} */
let chinese;
/** @type {import('playwright-core').Page} */
let interpreter;
/** @type {Phone} */
let phone;

before(async () => {
  english = await Moderator.open(await device(browser), server);
  chinese = await Moderator.open(await device(browser, { lang: 'zh-CN', size: SIZES.tablet }), server);
  interpreter = await openRole(await device(browser), server, 'interpreter');
  phone = await guest();
  await host.start(DIALOGUE.en);
});

const barrier = (/** @type {import('playwright-core').Page} */ page) => page.locator('.barrier');

/** Translates a question by keyboard alone. */
async function translate(/** @type {string} */ text, /** @type {string} */ words) {
  await interpreter.locator('.text', { hasText: text }).click();
  await interpreter.keyboard.press('Escape');
  await interpreter.keyboard.press('Enter');
  const field = interpreter.locator('.hand textarea');
  await until('the caret is in the text', () => field.evaluate(el => el === document.activeElement));
  await interpreter.keyboard.type(words);
  await interpreter.keyboard.press('Control+Enter');
}

test('where nothing is required, the desks warn before', async () => {
  await phone.ask(FIRST);
  await english.do(FIRST, 'Approve');
  await english.approved.locator('[data-q]:not(.held)', { hasText: FIRST }).waitFor();
  await english.do(FIRST, 'Put next');
  for (const page of [english.page, host.page]) {
    await sees(barrier(page), 'lacks Chinese');
    await sees(barrier(page), 'The screen would show it without.');
  }
  await sees(barrier(chinese.page), '缺中文');
});

test('where the session requires it, the barrier says who writes and offers the ways on', async () => {
  await host.hand.locator('.settings summary').click();
  await host.hand
    .locator('.settings')
    .getByRole('group', { name: 'On the screen' })
    .getByText('in all languages only')
    .click();
  for (const page of [english.page, host.page])
    await sees(barrier(page), 'In this session the screen shows only what is there in all languages.');
  await interpreter.locator('.text', { hasText: FIRST }).click();
  await interpreter.keyboard.press('Escape');
  await interpreter.keyboard.press('Enter');
  await interpreter.locator('textarea:focus').waitFor();
  await interpreter.keyboard.type('夏季');
  for (const page of [english.page, host.page])
    await sees(barrier(page), 'Interpreter 1 is writing Chinese.');
  await interpreter.keyboard.press('Escape');
});

test('by keyboard alone, a question is shown when it is there', async () => {
  await english.press('n');
  await english.says('goes on the screen when its translation is approved');
  await sees(barrier(host.page), 'goes on the screen by itself.');
  await sees(barrier(chinese.page), '译好后自动上屏');
  assert.deepEqual(await accessible(english.page), []);
  await translate(FIRST, '夏季富余水电能否供数据中心使用？');
  await sees(barrier(english.page), 'waits for approval');
  await chinese.focus(FIRST);
  await chinese.press('a');
  await english.slot.filter({ hasText: FIRST }).waitFor();
  await seesNot(english.page.locator('.col-line'), 'goes on the screen by itself.');
  await sees(host.page.locator('.hall'), FIRST);
  // The approval and what it brought are undone together.
  await chinese.press('z');
  await sees(barrier(english.page), 'goes on the screen by itself.');
  await chinese.focus(FIRST);
  await chinese.press('a');
  await english.slot.filter({ hasText: FIRST }).waitFor();
});

test('a promise ends where its question goes, says why, and comes back with the undo', async () => {
  await phone.ask(SECOND);
  await english.do(SECOND, 'Approve');
  await english.approved.locator('[data-q]:not(.held)', { hasText: SECOND }).waitFor();
  await english.do(SECOND, 'Put next');
  await barrier(host.page).getByRole('button', { name: 'Show it when it is there' }).click();
  await sees(barrier(chinese.page), '译好后自动上屏');
  await english.focus(SECOND);
  await english.press('d');
  await english.press('1');
  await sees(barrier(host.page), 'no longer goes on the screen by itself. It was declined.');
  await sees(barrier(chinese.page), '它未被采用。');
  await english.undo();
  await sees(barrier(host.page), 'goes on the screen by itself.');
  await barrier(host.page).getByRole('button', { name: 'Not by itself' }).click();
  await sees(barrier(host.page), 'Show it when it is there');
  await sees(host.foot, 'No question goes on the screen by itself');
  // In Chinese, by keyboard.
  await chinese.press('Shift+N');
  await sees(barrier(english.page), 'goes on the screen by itself.');
  await chinese.press('z');
  await sees(barrier(english.page), 'Show it when it is there');
  await chinese.press('Shift+N');
  await sees(barrier(english.page), 'goes on the screen by itself.');
  await chinese.press('Shift+X');
  await sees(barrier(english.page), 'Show it when it is there');
  // The messages have a key as well.
  await chinese.press('Shift+G');
  await chinese.page.getByRole('dialog', { name: '给嘉宾的消息' }).waitFor();
  await chinese.page.keyboard.press('Escape');
  await chinese.page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('no page had a fault', () => assert.deepEqual(faults, []));
