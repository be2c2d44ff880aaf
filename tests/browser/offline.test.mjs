/** The phone's messages about connection problems that do not pass by themselves: the truth, and a way out. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { faults, phoneDevice, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Host, Phone, PILOT } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';

before(async () => {
  const host = await Host.open(
    await phoneDevice(browser, 'en', { size: { width: 1440, height: 900 } }),
    server,
  );
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
});

const url = () => `${server.origin}/${DEMO}`;

/** A phone in a network that lets pages through and no sockets; its clock is the test's. */
async function cutOff() {
  const context = await phoneDevice(browser, 'en');
  const page = await context.newPage();
  await page.clock.install();
  await page.addInitScript(() => {
    const failing = class {
      /** @type {((e: { code: number }) => void) | null} */
      onclose = null;
      constructor() {
        setTimeout(() => this.onclose?.({ code: 1006 }));
      }
      close() {}
      send() {}
    };
    Object.assign(window, { WebSocket: failing });
  });
  return { context, page };
}

test('a network that blocks live connections is named after a minute, with a way out', async () => {
  const { context, page } = await cutOff();
  await page.goto(url());
  await page.clock.runFor(5000);
  await sees(page, 'No connection. Reconnecting; no need to reload.');
  await until('the truth', async () => {
    await page.clock.runFor(10_000);
    return page
      .getByText('This network blocks live connections. Try mobile data or another Wi-Fi.')
      .isVisible();
  });
  await seesNot(page, /Reconnecting/);
  await context.close();
});

test('a full server is no lost connection: the page says so, and when it tries again', async () => {
  const { context, page } = await cutOff();
  await page.route('**/me?*', route =>
    route.fulfill({
      status: 503,
      headers: { 'retry-after': '60' },
      json: { kind: 'server_full', message: '' },
    }),
  );
  await page.goto(url());
  await until('it is told', async () => {
    await page.clock.runFor(1000);
    return page.getByText(/^The event is full at the moment. Trying again in [01]:\d\d\.$/).isVisible();
  });
  await seesNot(page, /No connection/);
  await context.close();
});

test('without cookies a guest is told why nothing is sent, and the server is asked once', async () => {
  const context = await phoneDevice(browser, 'en');
  const page = await context.newPage();
  let joins = 0;
  await page.route('**/join', route => {
    joins += 1;
    return route.fulfill({ json: { fresh: true } });
  });
  await page.goto(url());
  const phone = new Phone(page);
  await phone.ready();
  await phone.tap('LEED city');
  await sees(page, /^This browser blocks cookies, so your votes and questions cannot be sent\./);
  await phone.tap('WELL community');
  await phone.acked('Tap to vote.');
  assert.equal(await page.locator('.opt.on').count(), 0, 'nothing looks as if it counted');
  assert.equal(joins, 1);
  await context.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
