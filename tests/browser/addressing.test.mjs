/**
 * A question is put to a person, an organisation or a session. Everybody reads to whom, in their language; staff put it to somebody
 * else by a key, and can undo that.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, ROUND_TABLE } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

const TO_ORG = 'Who reads the heat meters?';
const TO_TABLE = 'Which pilot comes first?';

/** @type {Moderator} */
let moderator;
/** @type {import('playwright-core').Page} */
let chengdu;
/** @type {import('playwright-core').Page} */
let screen;

before(async () => {
  await stage();
  moderator = await Moderator.open(await device(browser), server);
  chengdu = await openRole(await device(browser, { size: SIZES.tablet }), server, 'panelist/chengdu');
  screen = await openRole(await device(browser), server, 'screen');
});

/** @param {import('playwright-core').Page} page @param {string} group @param {string} name */
const option = (page, group, name) =>
  page.locator(`#ask-to optgroup[label="${group}"] option`, { hasText: name });

test('a guest puts a question to an organisation and to a session, and everybody reads to whom', async () => {
  const phone = await guest();
  for (const [text, group, name] of [
    [TO_ORG, 'Organisations', 'City of Chengdu'],
    [TO_TABLE, 'Sessions', 'Round table'],
  ]) {
    await phone.openAsk();
    const value = await option(phone.page, group, name).first().getAttribute('value');
    await phone.page.locator('#ask-to').selectOption(value);
    await phone.page.locator('#ask-text').fill(text);
    await phone.page.locator('form [type=submit]').tap();
    await phone.own(text).getByText(name).first().waitFor();
  }
  await moderator.row(TO_TABLE).getByText('for “Round table').waitFor();
  await moderator.do(TO_TABLE, 'Approve');
  const other = await guest('zh-CN');
  await other.page.locator('#questions li', { hasText: TO_TABLE }).getByText('圆桌讨论').waitFor();
});

test('staff put it to somebody else by a key, undo that, and the leaf tells', async () => {
  const { page } = moderator;
  await moderator.focus(TO_ORG);
  await moderator.press('p');
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('Round table', { exact: false }).first().waitFor();
  assert.deepEqual(await accessible(page), []);
  await page.keyboard.press('0');
  await moderator.row(TO_ORG).getByText('for the panel').waitFor();
  await page.keyboard.press('z');
  await moderator.row(TO_ORG).getByText('Chengdu').waitFor();
  await moderator.focus(TO_ORG);
  await moderator.press('o');
  await page.locator('.leaf').getByText('Chengdu').first().waitFor();
  await moderator.press('o');
});

test('the dialog leaves keys of the browser alone, and shows to whom it goes meanwhile', async () => {
  const { page } = moderator;
  const other = await Moderator.open(await device(browser), server);
  await moderator.focus(TO_ORG);
  await moderator.press('p');
  const dialog = page.locator('dialog[open]');
  const now = dialog.locator('[aria-current=true]');
  await sees(now, 'Chengdu');
  for (const modifier of ['Control', 'Alt', 'Meta'])
    await dialog.locator('.list').evaluate((list, modifier) => {
      const held = { Control: 'ctrlKey', Alt: 'altKey', Meta: 'metaKey' }[modifier] ?? '';
      const down = { key: '0', bubbles: true, cancelable: true, [held]: true };
      const isTaken = list.dispatchEvent(new KeyboardEvent('keydown', down));
      if (!isTaken) throw new Error(`${modifier} and a digit are the dialog's`);
    }, modifier);
  await sees(now, 'Chengdu');
  await other.focus(TO_ORG);
  await other.press('p');
  await other.page.locator('dialog[open] .list').waitFor();
  await other.page.keyboard.press('0');
  await sees(now, 'the panel');
  // What it has become is not sent once more, and what it was can be chosen again.
  await dialog.getByRole('button', { name: 'City of Chengdu' }).last().click();
  await moderator.row(TO_ORG).getByText('Chengdu').waitFor();
  await other.page.context().close();
});

test('who asks and for whom it is stands with the text wherever staff and guests decide by it', async () => {
  const text = 'How long do the heat meters last?';
  const [by, to] = ['by Ann Lee, City Lab', 'for City of Chengdu'];
  /** @param {import('playwright-core').Page} page @param {string} name */
  const look = (page, name) =>
    process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;
  const ann = await guest();
  await ann.openAsk();
  const value = await option(ann.page, 'Organisations', 'City of Chengdu').first().getAttribute('value');
  await ann.page.locator('#ask-to').selectOption(value);
  await ann.page.locator('#ask-text').fill(text);
  await ann.page.locator('form .opt').tap();
  await ann.page.locator('#ask-name').fill('Ann Lee');
  await ann.page.locator('#ask-org').fill('City Lab');
  await ann.page.locator('form [type=submit]').tap();
  await moderator.row(text).waitFor();

  // Where one is merged into another.
  await moderator.focus(TO_ORG);
  await moderator.press('m');
  const offered = moderator.page.locator('dialog[open] .into label', { hasText: text });
  for (const words of [by, to]) await sees(offered, words);
  await look(moderator.page, 'who-merge');
  await moderator.page.keyboard.press('Escape');
  await moderator.page.locator('dialog[open]').waitFor({ state: 'detached' });

  await moderator.do(text, 'Approve');
  // The panelist’s own list, in the words of its reader.
  const others = chengdu.locator('.others li', { hasText: text });
  for (const words of [by, to]) await sees(others, words);
  await look(chengdu, 'who-panelist');
  // A guest who begins to ask the same.
  const bob = await guest('zh-CN');
  await bob.openAsk();
  await bob.page.locator('#ask-text').fill('How long do the heat meters');
  const similar = bob.page.locator('#similar li', { hasText: text });
  for (const words of ['提问人：', 'Ann Lee, City Lab', '成都市']) await sees(similar, words);
  await look(bob.page, 'who-similar');

  // The host chooses one for the screen, and what goes over into the next session.
  await host.page.locator('fieldset.pick').getByRole('button', { name: 'One question' }).click();
  const choice = host.page.locator('.choose li', { hasText: text });
  for (const words of [by, to]) await sees(choice, words);
  await look(host.page, 'who-host');
  await host.page.locator('fieldset.pick').getByRole('button', { name: 'One question' }).click();
  await host.choose(ROUND_TABLE.en);
  await host.verb('Start…').click();
  await host.hand.getByText('picked', { exact: true }).click();
  await host.hand.getByRole('searchbox').fill('ann lee');
  const carried = host.hand.locator('.carry li');
  await sees(carried, text);
  for (const words of [by, to]) await sees(carried, words);
  await look(host.page, 'who-carry');
  await host.hand.getByText('all', { exact: true }).click();
  await host.verb('Start it').click();
  await host.page.locator('.run .show.here', { hasText: ROUND_TABLE.en }).waitFor();

  // The chair, whose choice of the addressee stands beside the run already.
  const chair = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'chair');
  await moderator.do(text, 'Put next');
  await sees(chair.locator('.run-row', { hasText: text }), '提问人：Ann Lee, City Lab');
  await sees(chengdu.locator('section', { hasText: text }).first(), by);
  await moderator.do(text, 'On screen');
  for (const words of ['提问人：Ann Lee, City Lab', '请成都市回答'])
    await sees(chair.locator('.chair-now'), words);
  await look(chair, 'who-chair');
  for (const page of [chair, chengdu, host.page]) assert.deepEqual(await accessible(page), []);
  await moderator.press('x');
  for (const page of [chair, ann.page, bob.page]) await page.context().close();
});

test('a panelist finds what is put to the organisation, and the screen names it', async () => {
  await moderator.do(TO_ORG, 'Approve');
  await chengdu.locator('.others li', { hasText: TO_ORG }).waitFor();
  assert.equal(await chengdu.locator('.others li', { hasText: TO_TABLE }).count(), 0);
  await moderator.focus(TO_ORG);
  await moderator.press('s');
  await sees(screen, TO_ORG);
  await until('the screen names the organisation', async () =>
    /Chengdu/.test((await screen.locator('.who .to').textContent()) ?? ''),
  );
  assert.ok(host);
  assert.deepEqual(faults, []);
});
