/**
 * Cards that stand all session long: the host opens them, guests hold one up by touch and by keyboard, in English and in Chinese,
 * the phone becomes the card, the host reads the curve, and the screen shows the numbers when the host chooses.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, framesOf, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { OPENING, openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @type {import('playwright-core').Page} */
let screen;
/** @type {Phone} */
let phone;
/** @type {Phone} */
let chinese;

await stage({ session: OPENING.en });

before(async () => {
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  phone = await guest();
  chinese = await guest('zh-CN', { theme: 'dark' });
});

const cardOf = (/** @type {Phone} */ guest, /** @type {string} */ words) =>
  guest.page.locator('.cardb', { hasText: words });
const number = (/** @type {number} */ at) => host.hand.locator('.curve li b').nth(at).textContent();
const numbersAre = (/** @type {number[]} */ ...numbers) =>
  until(`the host reads ${numbers}`, async () => {
    const read = [await number(0), await number(1), await number(2)];
    return JSON.stringify(read) === JSON.stringify(numbers.map(String));
  });

test('the host opens them, and phones show three shapes', async () => {
  assert.equal(await phone.page.locator('.cards').count(), 0);
  await host.hand.getByRole('group', { name: 'Cards' }).getByText('open').click();
  await sees(host.foot, 'Guests can hold up cards');
  await sees(phone.page, 'Hold up a card');
  await sees(chinese.page, '随时举牌');
  assert.equal(await phone.page.locator('.cardb .shape').count(), 3);
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page, false), []);
});

test('a card that is up fills the phone, and can be lowered', async () => {
  await cardOf(phone, 'I have a doubt').tap();
  await phone.page.locator('.held.yellow').waitFor();
  await phone.showsHeadline('I have a doubt');
  await numbersAre(0, 1, 0);
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page, false), []);
  await phone.page.getByRole('button', { name: 'Show the page' }).tap();
  await sees(phone.page.locator('.cards'), 'You can raise another card in');
  assert.ok(await cardOf(phone, 'Carry on').isDisabled(), 'another card has to wait');
  await cardOf(phone, 'I have a doubt').tap();
  await phone.page.getByRole('button', { name: 'Lower the card' }).tap();
  await phone.page.locator('.cards').waitFor();
  await numbersAre(0, 0, 0);
});

test('by keyboard, in Chinese', async () => {
  await cardOf(chinese, '请停一下').focus();
  await chinese.page.keyboard.press('Enter');
  await chinese.page.locator('.held.red').waitFor();
  await chinese.showsHeadline('请停一下');
  await numbersAre(0, 0, 1);
  assert.deepEqual(await accessible(chinese.page), []);
});

test('a card outlives a reload, and no number reaches a phone', async () => {
  await chinese.page.reload();
  await chinese.ready();
  await cardOf(chinese, '请停一下').and(chinese.page.locator('[aria-pressed=true]')).waitFor();
  const frames = framesOf(phone.page).join('\n');
  assert.match(frames, /"k":"cards"/);
  assert.doesNotMatch(frames, /"numbers"|"curve"/);
});

test('the screen shows the numbers once the host chooses, and the host a curve', async () => {
  assert.doesNotMatch(framesOf(screen).join('\n'), /"numbers"/);
  await host.show('Cards');
  await until('the cards on the screen', async () => {
    const text = plain(await screen.locator('main.screen').innerText());
    return text.includes('Hold up a card at any time') && text.includes('请停一下');
  });
  await screen.locator('.standing li.red .n', { hasText: '1' }).waitFor();
  assert.equal(await screen.locator('.standing li.red .wall path').count(), 1);
  assert.deepEqual(await layout(screen, true), []);
  assert.deepEqual(await accessible(screen), []);
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await sees(host.hand, 'the hall does not see the curve');
});

test('the chair reads the same curve as a table, and copies it', async () => {
  const context = await device(browser);
  const chair = await openRole(context, server, 'chair');
  const rows = (/** @type {import('playwright-core').Page} */ page) =>
    page.getByRole('table', { name: 'Cards over time' }).getByRole('row').allInnerTexts();
  await until('both read the same', async () => {
    const [one, other] = [await rows(chair), await rows(host.page)];
    return one.length > 1 && JSON.stringify(one) === JSON.stringify(other);
  });
  assert.match((await rows(chair))[0] ?? '', /Carry on\s+I have a doubt\s+Please stop/);
  await chair.getByRole('button', { name: 'Copy the table: Cards over time' }).click();
  await sees(chair.locator('.copied'), /Copied|Selected/);
  assert.deepEqual(await accessible(chair), []);
  assert.deepEqual(await layout(chair, false), []);
  await context.close();
});

test('an open poll is seen from behind the card', async () => {
  await cardOf(chinese, '请停一下').tap();
  await chinese.page.locator('.held.red').waitFor();
  await host.page.getByRole('button', { name: 'Pace' }).click();
  await chinese.page.locator('.opens', { hasText: '节奏合适吗？' }).waitFor();
});

test('when the host closes them, the phone is a phone again', async () => {
  await host.choose(OPENING.en);
  await host.hand.getByRole('group', { name: 'Cards' }).getByText('closed').click();
  await chinese.page.locator('.held').waitFor({ state: 'detached' });
  await seesNot(chinese.page, '随时举牌');
  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await sees(chinese.page, '随时举牌');
});

test('no page had a fault', () => assert.deepEqual(faults, []));
