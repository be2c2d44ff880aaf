/**
 * A guest erases what they wrote, from the page about their data: it says what that does, asks back, and then everybody's pages are
 * without it.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const CODE = 'WRDS52';
const CITY = 'In one word: what makes a city sustainable?';
const COST = 'What does it cost?';
const PAYS = '谁来出钱？';

/** @type {Moderator} */
let mod;
/** @type {Moderator} */
let reader;
/** @type {Page} */
let screen;
/** @type {Phone} */
let en;
/** @type {Phone} */
let zh;

await stage({ fixture: 'words', code: CODE, session: 'Keynote: Organica Water' });

before(async () => {
  mod = await Moderator.open(await device(browser), server, CODE);
  reader = await Moderator.open(await device(browser), server, CODE);
  screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
  await host.openPoll(CITY);
  en = await guest();
  zh = await guest('zh-CN');
});

const shown = async () => (await screen.locator('.word-lines li b').allTextContents()).sort();
const button = (/** @type {Phone} */ { page }, /** @type {string} */ name) =>
  page.getByRole('button', { name, exact: true });
const focused = (/** @type {Phone} */ { page }) => page.evaluate(() => document.activeElement?.id);
const stored = (/** @type {Phone} */ { page }) => page.evaluate(() => JSON.stringify(localStorage));

async function write(/** @type {Phone} */ { page }, /** @type {string} */ word) {
  await page.locator('.words .field').first().fill(word);
  await page.locator('.words .field').first().press('Enter');
  await page.locator('.words ul:not(.lines) li', { hasText: word }).locator('.st').waitFor();
}

test('two guests write, and everybody reads it', async () => {
  await write(en, 'energy');
  await write(en, 'hope');
  await write(zh, 'energy');
  await reader.page.getByText(/^Answers 2/).waitFor();
  await reader.press('g');
  await reader.page.locator('[data-e]', { hasText: 'hope' }).waitFor();
  await reader.press('u');
  await until('both words are on the screen', async () => (await shown()).join() === 'energy,hope');
  await en.ask(COST, { name: 'Ann Example', org: 'Example Ltd' });
  await zh.ask(PAYS);
  for (const text of [COST, PAYS]) await mod.do(text, 'Approve');
  await zh.question(COST).waitFor();
  assert.match(await stored(en), /Ann Example/);
});

test('the page says what an erasure does, asks back, and keeps everything if the guest thinks again', async () => {
  await button(en, 'What we store about you').tap();
  await sees(en.page, 'Your votes still count, without a name.');
  await button(en, 'Erase what I wrote').tap();
  await sees(en.page, 'Nobody can bring it back.');
  assert.equal(await focused(en), 'keep', 'who taps twice erases nothing');
  assert.deepEqual(await accessible(en.page), []);
  assert.deepEqual(await layout(en.page), []);
  await button(en, 'Keep it').tap();
  await button(en, 'Erase what I wrote').waitFor();
  assert.equal(await focused(en), 'erase');
  await zh.question(COST).waitFor();
  assert.deepEqual(await shown(), ['energy', 'hope']);
});

test('an erasure takes it from all pages, and leaves the votes and what others wrote', async () => {
  await button(en, 'Erase what I wrote').tap();
  await button(en, 'Erase it all').tap();
  await sees(en.page.getByRole('status'), 'Everything you wrote is erased.');
  await zh.question(COST).waitFor({ state: 'detached' });
  await until('only the word of both is on the screen', async () => (await shown()).join() === 'energy');
  const energy = screen.locator('.word-lines li', { hasText: 'energy' });
  assert.equal(await energy.getAttribute('data-count'), '2', 'both votes count');
  await mod.page.locator('.done-head label', { hasText: 'Declined 1' }).click();
  await sees(mod.done, 'erased by its author');
  await seesNot(mod.page, COST);
  await reader.page.locator('[data-e]', { hasText: 'hope' }).waitFor({ state: 'detached' });
  await sees(mod.page, PAYS);
  assert.doesNotMatch(await stored(en), /Ann Example|cost|hope/);
  await button(en, 'Back').tap();
  await en.showsHeadline(CITY);
  await en.page.locator('#mine').waitFor({ state: 'detached' });
  await seesNot(en.page.locator('.words'), 'hope');
  await en.page.reload();
  await en.ready();
  assert.equal(await en.page.locator('.words ul:not(.lines) li').count(), 0, 'no word of its own');
  // The guest can go on.
  await write(en, 'trust');
  await en.ask('And what now?');
});

test('a Chinese guest does the same in Chinese', async () => {
  await zh.own(PAYS).waitFor();
  await button(zh, '我们保存哪些信息').tap();
  await sees(zh.page, '您的投票仍然计入，但不带姓名。');
  await button(zh, '删除我写的内容').tap();
  await sees(zh.page, '删除后无法恢复。');
  assert.deepEqual(await layout(zh.page), []);
  await button(zh, '全部删除').tap();
  await sees(zh.page.getByRole('status'), '您写的内容已全部删除。');
  await until('no word is on the screen', async () => (await shown()).length === 0);
  await mod.page.locator('.done-head label', { hasText: 'Declined 2' }).waitFor();
  await seesNot(mod.page, PAYS);
  await sees(mod.page, 'And what now?');
  assert.deepEqual(faults, []);
});
