/**
 * Leaving the hall while the log cannot be written: it goes out all the same, and the hosts' pages say in their languages that it is not
 * recorded. Once the disk works, it is.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { device, faults, launch, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { openRole, Phone } from './harness/roles.mjs';
import { DEMO, startServer } from './harness/server.mjs';

const server = await startServer({ breaks: true });
const browser = await launch();
after(async () => {
  await browser.close();
  await server.stop();
});

const host = await openRole(await device(browser), server, 'host');
const hostZh = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'host');
const tablet = { lang: 'zh-CN', size: SIZES.tablet };
const panelist = await openRole(await device(browser, tablet), server, 'panelist/emerson');
const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
const phone = await Phone.open(await phoneDevice(browser, 'en'), `${server.origin}/${DEMO}`);
await screen.locator('main.screen').waitFor();
await panelist.locator('main').waitFor();
await hostZh.locator('.leave-hall').waitFor();

test('the hall is told at once, and the hosts that it is not recorded', async () => {
  await server.disk('fails');
  const hold = host.getByRole('button', { name: 'Hold for 2 s', exact: true });
  await hold.focus();
  await host.keyboard.down('Space');
  await phone.page.locator('.leave', { hasText: 'Please leave the hall' }).waitFor();
  await host.keyboard.up('Space');
  for (const page of [panelist, screen]) await sees(page.locator('.leave'), '请立即从最近的出口离开会场');
  await sees(host.locator('dialog.leave'), 'It went out, but is not recorded');
  await sees(hostZh.locator('dialog.leave'), '已发出，但尚未记录');
});

test('while the server waits for its log, what the host says still goes out', async () => {
  const back = host.getByRole('button', { name: 'take it back' });
  await back.focus();
  await host.keyboard.down('Space');
  await phone.page.locator('.leave').waitFor({ state: 'detached' });
  await host.keyboard.up('Space');
  await host.getByRole('button', { name: 'Hold for 2 s', exact: true }).focus();
  await host.keyboard.down('Space');
  await phone.page.locator('.leave', { hasText: 'Please leave the hall' }).waitFor();
  await host.keyboard.up('Space');
  await sees(host.locator('dialog.leave'), 'It went out, but is not recorded');
});

test('it is recorded as soon as the disk works, and a restart keeps it', async () => {
  await server.disk('works');
  await sees(host.locator('dialog.leave'), 'It is recorded.');
  await sees(hostZh.locator('dialog.leave'), '已记录。');
  await server.kill9();
  await server.start();
  const late = await Phone.open(await phoneDevice(browser, 'zh'), `${server.origin}/${DEMO}`);
  await sees(late.page.locator('.leave'), '请立即从最近的出口离开会场');
});

test('taking it back goes out as well', async () => {
  await until('the host is connected again', async () => !(await host.locator('.strip').count()));
  await server.disk('fails');
  const back = host.getByRole('button', { name: 'take it back' });
  await back.focus();
  await host.keyboard.down('Space');
  await phone.page.locator('.leave').waitFor({ state: 'detached' });
  await host.keyboard.up('Space');
  await server.disk('works');
  await panelist.locator('.leave').waitFor({ state: 'detached' });
});

test('no page had a fault', () => assert.deepEqual(faults, []));
