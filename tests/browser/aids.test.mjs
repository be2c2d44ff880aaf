/**
 * What helps an interpreter: earlier wordings, a preview of the screen, replies, a machine's drafts, and asking the moderators back; and the
 * gate in the moderators' line. The machine is a stub on this machine.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, sees, until } from './harness/browser.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';

/** What the machine was asked, and what it says. */
let asked = '';
let says = '<b>机器</b>：老建筑改造要多久？';
/** The machine answers once this is over. */
let thinks = Promise.resolve();
const machine = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', async () => {
    asked = Buffer.concat(parts).toString();
    await thinks;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ translatedText: says }));
  });
}).listen(0, '127.0.0.1');
await once(machine, 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (machine.address());
process.env.PLENARY_TRANSLATE_URL = `http://127.0.0.1:${port}`;
process.env.PLENARY_TRANSLATE_KEY = 's3cret';
const { browser, server } = await import('./harness/hall.mjs');
const { guest, stage } = await import('./harness/stage.mjs');
after(() => machine.close());

const OLD = 'How long does the retrofit of an old building take?';
const NEAR = 'How long does the retrofit of old buildings take?';
const LATE = 'Who waits for whom?';
const ZH = '老建筑改造需要多长时间？';

/** @type {import('playwright-core').Page} */
let page;
/** @type {Moderator} */
let moderator;
/** @type {Phone} */
let phone;

before(async () => {
  await stage();
  page = await openRole(await device(browser, { size: { width: 1366, height: 768 } }), server, 'interpreter');
  moderator = await Moderator.open(await device(browser), server);
  phone = await guest();
});

/** @param {string} text */
const row = text => page.locator('.text', { hasText: text });
/** @param {string} name */
const shot = name =>
  process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;

test('a machine drafts, and nothing of it is shown before a person saves it', async () => {
  await phone.ask(OLD);
  await moderator.do(OLD, 'Approve');
  await row(OLD).click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Machine draft' }).waitFor();
  await page.keyboard.press('Alt+KeyM');
  await page.locator('.hand').getByText('machine draft: read it').waitFor();
  assert.match(asked, /"q":"How long does/);
  // It is text, whatever it says.
  assert.equal(await page.locator('.hand textarea').first().inputValue(), says);
  assert.equal(await page.locator('.hallp b').count(), 0);
  await sees(page.locator('.hallp'), '机器');
  await page.locator('.room .st.ok').waitFor();
  assert.deepEqual(await accessible(page), []);
  await shot('machine');
  assert.equal(await moderator.row(OLD).getByText('机器').count(), 0);
  await page.locator('.hand textarea').first().fill(ZH);
  await page.locator('.hand').getByText('yours').waitFor();
  await page.keyboard.press('Control+Enter');
  await moderator.approved.locator('[data-q]', { hasText: OLD }).getByText('not shown yet').waitFor();
  await moderator.focus(OLD);
  await moderator.press('a');
  await moderator.row(OLD).getByText('not shown yet').waitFor({ state: 'detached' });
});

test('a machine replaces no words, whenever they were written', async () => {
  await phone.ask(LATE);
  await moderator.do(LATE, 'Approve');
  await row(LATE).click();
  const field = page.locator('.hand textarea').first();
  await field.fill('先写的');
  asked = '';
  await page.keyboard.press('Alt+KeyM');
  await sees(page.locator('footer.keys'), 'There are words already.');
  assert.equal(asked, '');
  assert.equal(await field.inputValue(), '先写的');
  await field.fill('');
  let go = () => {};
  thinks = new Promise(resolve => {
    go = () => resolve(undefined);
  });
  await page.keyboard.press('Alt+KeyM');
  await until('the machine works', () => asked !== '');
  await page.keyboard.type('后写的');
  const answer = page.waitForResponse(/draft$/);
  go();
  await answer;
  await sees(page.locator('footer.keys'), 'There are words already.');
  assert.equal(await field.inputValue(), '后写的');
  // Nor does it begin where a colleague writes.
  const other = await openRole(await device(browser), server, 'interpreter');
  await other.locator('.text', { hasText: LATE }).click();
  await other.locator('.hand textarea[readonly]').waitFor();
  asked = '';
  await other.keyboard.press('m');
  await sees(other.locator('footer.keys'), 'Interpreter 1 is writing');
  await other.locator('.hand textarea').first().focus();
  await other.keyboard.press('Alt+KeyM');
  assert.equal(asked, '');
  assert.equal(await other.locator('.hand textarea').first().inputValue(), '');
  await other.context().close();
  await field.press('Escape');
});

test('a machine that says nothing of use costs a message', async () => {
  await phone.ask(NEAR);
  await moderator.do(NEAR, 'Approve');
  await row(NEAR).click();
  says = '';
  await page.keyboard.press('m');
  await sees(page, 'The machine gave no draft. Translate it by hand.');
});

test('an earlier wording is offered and inserted by its number', async () => {
  await sees(page.locator('.said'), ZH);
  await sees(page.locator('.said'), 'question 1, similar:');
  await shot('wordings');
  await page.locator('.hand textarea').first().focus();
  await page.keyboard.press('Alt+Digit1');
  await until('it is there', async () => (await page.locator('.hand textarea').first().inputValue()) === ZH);
  await page.keyboard.press('Escape');
});

test('the gate says what the next question lacks, and who writes it', async () => {
  await moderator.do(NEAR, 'Put next');
  const gate = moderator.page.locator('.barrier');
  await gate.getByText('lacks Chinese').waitFor();
  await gate.getByText('The screen would show it without.').waitFor();
  await row(NEAR).click();
  await page.keyboard.press('Enter');
  await page.keyboard.type('老');
  await gate.getByText('Interpreter 1 is writing Chinese.').waitFor();
  assert.deepEqual(await accessible(moderator.page), []);
  if (process.env.LOOK) await moderator.page.screenshot({ path: `${process.env.LOOK}/gate.png` });
  await page.keyboard.press('Escape');
});

test('an interpreter asks the moderators back', async () => {
  await row(NEAR).click();
  await page.keyboard.press('q');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('textarea').fill('Which buildings?');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await moderator.row(NEAR).getByText('1 note').waitFor();
});

test('a question to the moderators that is refused stays in its dialog', async () => {
  await moderator.focus(NEAR);
  await moderator.press('f');
  const field = moderator.page.locator('#leaf-note');
  await field.waitFor();
  for (let n = 1; n < 20; n++) {
    await field.fill(`note ${n}`);
    await field.press('Enter');
    await moderator
      .row(NEAR)
      .getByText(`${n + 1} notes`)
      .waitFor();
  }
  await row(NEAR).click();
  await page.keyboard.press('q');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('textarea').fill('And the twenty-first?');
  await page.keyboard.press('Control+Enter');
  await sees(dialog.getByRole('alert'), 'A question can have 20 notes.');
  assert.equal(await dialog.locator('textarea').inputValue(), 'And the twenty-first?');
  await shot('refused');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // The first key leaves the field, and the second closes the leaf.
  await moderator.press('Escape');
  await moderator.press('o');
  await field.waitFor({ state: 'detached' });
});

test('a reply in writing is translated and read by guests', async () => {
  await moderator.focus(OLD);
  await moderator.press('y');
  await moderator.page.locator('#leaf-reply').fill('Two summers.');
  await moderator.page.keyboard.press('Control+Enter');
  await row('Two summers.').or(row(OLD)).first().click();
  await page.locator('.hand').getByText('reply in writing').waitFor();
  await page.locator('.hand textarea').last().fill('两个夏天。');
  await page.keyboard.press('Control+Enter');
  const other = await guest('zh-CN');
  await sees(other.page, '两个夏天。');
});
