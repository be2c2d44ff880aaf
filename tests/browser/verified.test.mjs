/** A vote in the hall: the screen shows a code, a phone that scanned it votes at once, and another types it. The screen says so. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, phoneDevice, sees } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'HAX222';
const CITY = 'Where should the pilot begin?';
/** @type {import('playwright').Page} */
let screen;

before(async () => {
  await stage({ fixture: 'hall', code: CODE, session: 'Dialogue: Sustainable Urban Development' });
  screen = await openRole(await device(browser), server, 'screen', CODE);
});

test('whoever scans the screen’s code votes at once, and another phone types it', async () => {
  const shown = screen.locator('.hall-code b').first();
  await shown.waitFor();
  const code = await shown.innerText();
  assert.match(code, /^[A-Z2-9]{5}$/);
  // The picture contains the code, and its address does not.
  const picture = (await screen.locator('img.qr').first().getAttribute('src')) ?? '';
  assert.match(picture, /hall=\d+$/);
  assert.ok(!picture.includes(code), picture);
  await host.openPoll(CITY);
  await sees(host.hand, 'Only people in the hall vote');

  const scanned = await Phone.open(await phoneDevice(browser, 'en'), `${url()}#code=${code}`);
  await scanned.tap('Chengdu');
  await scanned.acked('Counted.');
  assert.equal(new URL(scanned.page.url()).hash, '');

  const typed = await guest();
  const lines = typed.page.locator('.voters');
  await sees(lines, 'Only people in the hall vote here');
  await typed.acked('Enter the hall code from the screen to vote.');
  assert.deepEqual(await accessible(typed.page), []);
  const field = lines.getByLabel('Hall code on the screen');
  await field.fill('AAAAA');
  await field.press('Enter');
  await sees(lines, 'That is not the hall code on the screen now.');
  await field.fill(code.toLowerCase());
  await field.press('Enter');
  await typed.tap('Chengdu');
  await typed.acked('Counted.');
  await host.reveal();
  await sees(screen.locator('.foot'), 'in the hall');
  await sees(screen.locator('.foot'), '现场投票');
});
