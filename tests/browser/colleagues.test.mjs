/**
 * Two moderators share one queue by keyboard: each sees where the other is, new rows are dealt out, a decision about many is one
 * act with one undo, and filters and orders are each desk's own.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator } from './harness/roles.mjs';
import { guest, stage } from './harness/stage.mjs';

/** @type {Moderator} */
let one;
/** @type {Moderator} */
let two;
const TEXTS = ['Alpha?', 'Beta?', 'Gamma?', 'Delta?', 'Epsilon?', 'Zeta?'];

before(async () => {
  await stage();
  one = await Moderator.open(await device(browser), server);
  two = await Moderator.open(await device(browser, { lang: 'zh-CN' }), server);
  const phones = [await guest(), await guest()];
  for (const [i, text] of TEXTS.entries()) {
    await phones[i % 2].ask(text);
    await one.row(text).waitFor();
    await two.row(text).waitFor();
  }
});

const focused = (/** @type {Moderator} */ desk) => desk.page.locator('.row.focus .txt').first().innerText();
const rows = (/** @type {import('playwright-core').Locator} */ list) =>
  list.locator('[data-q]:not(.held)').count();

test('a row says who works on it, in each language, and the one who leaves takes the sign along', async () => {
  await one.focus('Alpha?');
  await sees(two.row('Alpha?').locator('.flag'), /审核员 \d/);
  await two.focus('Alpha?');
  await sees(one.row('Alpha?').locator('.flag'), /Moderator \d/);
  await sees(one.row('Alpha?').locator('.both'), 'Whoever decides first decides');
  await sees(two.row('Alpha?').locator('.both'), '谁先决定');
  await one.focus('Beta?');
  await sees(two.row('Beta?').locator('.flag'), /审核员 \d/);
  await two.row('Alpha?').locator('.flag').waitFor({ state: 'detached' });
});

test('a row that a colleague decides stays and is stamped with who did, and so is its history', async () => {
  await two.row('Zeta?').locator('.txt').hover();
  await one.focus('Zeta?');
  await one.press('a');
  await sees(two.row('Zeta?').locator('.stamp').first(), /审核员 \d/);
  await one.undo();
  await until('it waits again', async () => (await two.row('Zeta?').locator('.stamp').count()) === 0);
  await two.focus('Zeta?');
  await two.press('o');
  await sees(two.page.locator('.steps'), /审核员 \d/);
  await two.press('o');
  await two.page.mouse.move(0, 0);
});

test('waiting rows are dealt out, so J passes over those of the colleague', async () => {
  await one.focus('Alpha?');
  await two.focus('Beta?');
  const dealt = (/** @type {Moderator} */ desk) => desk.waiting.locator('.row.dealt').count();
  await until('each has some of the other', async () => (await dealt(one)) > 0 && (await dealt(two)) > 0);
  await one.press('j');
  await two.press('j');
  const [a, b] = [await focused(one), await focused(two)];
  assert.notEqual(a, b);
  assert.equal(await one.row(a).locator('.flag').count(), 0);
});

test('Space and Shift+J select, Shift+A approves all of them, and one undo takes it back', async () => {
  await one.focus('Alpha?');
  await one.press('Space');
  await sees(one.foot, '1 selected');
  await one.press('Shift+J');
  await one.press('Shift+J');
  await sees(one.foot, '3 selected');
  await one.press('Shift+A');
  await one.says('3 questions are approved');
  await until('three are approved', async () => (await rows(one.approved)) === 3);
  await until('the colleague sees it', async () => (await rows(two.approved)) === 3);
  await one.undo();
  await until('none is', async () => (await rows(one.approved)) === 0);
  await until('all wait again', async () => (await rows(two.waiting)) === TEXTS.length);
});

test('Shift and a click select a range, and Shift+D declines it for one reason', async () => {
  await one.focus('Gamma?');
  await one
    .row('Epsilon?')
    .locator('.txt')
    .click({ modifiers: ['Shift'] });
  await sees(one.foot, '3 selected');
  await one.press('Escape');
  await seesNot(one.foot, 'selected');
  await one.focus('Gamma?');
  await one
    .row('Delta?')
    .locator('.txt')
    .click({ modifiers: ['Shift'] });
  await sees(one.foot, '2 selected');
  await one.press('Shift+D');
  await one.page.getByRole('dialog', { name: 'Decline 2 questions' }).waitFor();
  await one.page.keyboard.press('1');
  await one.says('2 questions are declined');
  await one.undo();
  await until('all wait again', async () => (await rows(one.waiting)) === TEXTS.length);
});

test('a tick moves no row and leaves the focus where it is', async () => {
  await one.focus('Zeta?');
  const tops = () =>
    one.waiting.locator('[data-q]').evaluateAll(rows => rows.map(row => row.getBoundingClientRect().top));
  const before = await tops();
  for (const text of ['Gamma?', 'Delta?']) await one.row(text).locator('.mark').click();
  await sees(one.foot, '2 selected');
  assert.deepEqual(await tops(), before);
  assert.equal(await focused(one), 'Zeta?');
  await one.press('Escape');
  await seesNot(one.foot, 'selected');
});

test('a selection is merged into one, and one undo parts it', async () => {
  await one.focus('Alpha?');
  await one.press('Space');
  await one.press('Shift+J');
  await one.press('Shift+M');
  await one.page.locator('.brace').first().waitFor();
  await one.undo();
  await until('all wait again', async () => (await rows(one.waiting)) === TEXTS.length);
});

test('a selection is put to somebody by Shift+P, and loses a label that all of it has by Shift+B', async () => {
  const dialog = one.page.getByRole('dialog');
  const select = async () => {
    await one.focus('Alpha?');
    await one.press('Space');
    await one.press('Shift+J');
    await sees(one.foot, '2 selected');
  };
  const label = async (/** @type {string} */ beside) => {
    await select();
    await one.press('Shift+B');
    const button = dialog.locator('.reasons button').first();
    assert.equal((await button.locator('.mut').allInnerTexts()).join(), beside);
    if (process.env.LOOK && beside) await one.page.screenshot({ path: `${process.env.LOOK}/many-label.png` });
    await one.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  };
  await select();
  if (process.env.LOOK) await one.page.screenshot({ path: `${process.env.LOOK}/many-foot.png` });
  await one.press('Shift+P');
  await one.page.getByRole('dialog', { name: 'To whom 2 questions go' }).waitFor();
  await sees(dialog.locator('[aria-current=true]'), 'the panel');
  assert.deepEqual(await accessible(one.page), []);
  if (process.env.LOOK) await one.page.screenshot({ path: `${process.env.LOOK}/many-to.png` });
  await one.page.keyboard.press('1');
  await one.says('2 questions are readdressed');
  for (const text of ['Alpha?', 'Beta?'])
    await until('it is for somebody', async () => !/请各位嘉宾回答/.test(await two.row(text).innerText()));
  await one.undo();
  for (const text of ['Alpha?', 'Beta?']) await two.row(text).getByText('请各位嘉宾回答').waitFor();

  const chips = (/** @type {number} */ n) =>
    until(`${n} labels`, async () => (await two.waiting.locator('.chip').count()) === n);
  await label('');
  await one.says('2 questions are labelled');
  await chips(2);
  await label('take off');
  await one.says('2 questions are without the label');
  await chips(0);
  await one.undo();
  await chips(2);
  await one.press('z');
  await chips(0);
});

test('a filter says what it leaves, is this desk’s own, survives a reload, and Esc ends it', async () => {
  const chip = one.page.locator('.filters button', { hasText: 'To the panel' });
  assert.equal(await chip.innerText(), `To the panel ${TEXTS.length}`);
  assert.ok(await one.page.locator('.filters button', { hasText: 'To a panelist' }).isDisabled());
  await chip.click();
  await sees(one.page.locator('.filtered'), 'To the panel');
  await seesNot(two.page.locator('body'), '筛选：问全体嘉宾');
  await one.page.reload();
  await one.page.locator('.filtered').waitFor();
  await one.page.keyboard.press('Escape');
  await one.page.locator('.filtered').waitFor({ state: 'detached' });
});

test('the order is turned by a key, and new rows do not move what is under the pointer', async () => {
  const order = one.waiting.locator('select');
  await one.press(',');
  await until('newest first', async () => (await order.inputValue()) === 'newest');
  const row = one.row('Gamma?');
  await row.locator('.txt').hover();
  const at = await row.boundingBox();
  const phone = await guest();
  await phone.ask('Late?');
  await one.row('Late?').waitFor();
  assert.deepEqual(await row.boundingBox(), at);
  await one.press(',');
  await one.press(',');
});

test('the desks have no faults', async () => {
  for (const desk of [one, two]) assert.deepEqual(await accessible(desk.page), []);
  for (const size of [SIZES.tablet]) {
    await one.page.setViewportSize(size);
    await one.page.locator('.filters').waitFor();
  }
  assert.deepEqual(faults, []);
});
