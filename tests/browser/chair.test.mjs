/**
 * The round table: a chair gives the floor by plates and leads the list of speakers, panelists ask and offer on their pages, and the
 * screen shows who speaks and how long; in both languages, by keyboard and by touch.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, ROUND_TABLE } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

await stage({ session: ROUND_TABLE.en });
const chair = await openRole(await device(browser), server, 'chair');
const emerson = await openRole(
  await device(browser, { lang: 'zh-CN', size: SIZES.tablet }),
  server,
  'panelist/emerson',
);
const phone = await guest();
const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
await host.page.getByRole('button', { name: 'Round table', exact: true }).click();

/** @param {import('playwright-core').Page} page @param {string} name */
const look = (page, name) =>
  process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;
/** @param {string} text */
const plate = text => chair.locator('.plate-verb', { hasText: text });
const waiting = chair.locator('.chair-list .speaker:not(.on)');

test('a plate gives the floor by its number, and everybody sees who speaks', async () => {
  await plate('Emerson').waitFor();
  await chair.keyboard.press('2');
  await chair.locator('.plate-verb.on', { hasText: 'Emerson' }).waitFor();
  await emerson.locator('.turn [role=timer]').waitFor();
  await sees(emerson.locator('.turn'), '您的时间');
  await sees(screen, 'Emerson');
  await screen.locator('[role=timer], .clock').first().waitFor();
  await look(chair, 'chair');
  await sees(phone.page.locator('.speaking'), 'Emerson');
  await look(phone.page, 'phone-speaking');
  await look(emerson, 'panelist-turn');
  await look(screen, 'table');
});

test('the clock stands still while it pauses, gets more time, and an undo takes that back', async () => {
  const now = chair.locator('.chair-now');
  await chair.keyboard.press('Space');
  await sees(now, 'paused');
  await sees(emerson.locator('.turn'), '计时暂停');
  await chair.keyboard.press('+');
  await sees(now, 'of 2:30');
  await chair.keyboard.press('z');
  await sees(now, 'of 2:00');
  await chair.keyboard.press('Space');
  await until('the clock runs', async () => !(await now.innerText()).includes('paused'));
});

test('the host pauses the clock, and hides the speaking times from the chair', async () => {
  const table = host.page.locator('.host-table');
  await sees(table, 'Emerson');
  await table.getByRole('button', { name: 'Pause' }).click();
  await sees(chair.locator('.chair-now'), 'paused');
  await table.getByRole('button', { name: 'Go on' }).click();
  await table.getByText('hidden', { exact: true }).click();
  await until('the times are gone', async () => !(await chair.locator('.chair-side .times').count()));
  await table.getByText('shown', { exact: true }).click();
  await chair.locator('.chair-side .times').first().waitFor();
  await look(host.page, 'host-table');
});

test('a choice of minutes leaves the keys to the page', async () => {
  const now = chair.locator('.chair-now');
  await chair.locator('.chair-who .seg label').nth(1).click();
  await chair.keyboard.press('Space');
  await sees(now, 'paused');
  await chair.keyboard.press('Space');
  await until('the clock runs', async () => !(await now.innerText()).includes('paused'));
});

test('a panelist asks for the floor by touch, and the chair gives it by the keyboard', async () => {
  const caterpillar = await openRole(
    await device(browser, { size: SIZES.tablet }),
    server,
    'panelist/caterpillar',
  );
  await caterpillar.getByRole('button', { name: 'Ask for the floor' }).click();
  await sees(caterpillar, 'You are number 1 on the list');
  await sees(waiting.first(), 'Caterpillar');
  await chair.keyboard.press('Enter');
  await until(
    'Caterpillar has the floor',
    async () => (await plate('Caterpillar').getAttribute('aria-pressed')) === 'true',
  );
  assert.equal(await waiting.count(), 0);
  await sees(emerson.locator('.turn'), '发言');
  // A closed list is said on the page that would ask.
  await chair.keyboard.press('c');
  await sees(emerson, '主席已截止发言申请。');
  await chair.keyboard.press('c');
  await emerson.getByRole('button', { name: '申请发言' }).waitFor();
  await caterpillar.close();
});

test('somebody from the hall is added, moved and struck', async () => {
  for (const who of ['Delegate, row 7', '第三排代表']) {
    await chair.keyboard.press('s');
    await chair.getByLabel('Somebody from the hall').fill(who);
    await chair.keyboard.press('Enter');
    await sees(chair.locator('.chair-list'), who);
  }
  const later = chair.locator('.chair-list').getByRole('button', { name: 'Later' });
  await waiting.last().getByRole('button').first().click();
  assert.ok(await later.isDisabled(), 'nobody is behind the last');
  await waiting.first().getByRole('button').first().click();
  await chair.keyboard.press('d');
  await until('the first is behind', async () => (await waiting.first().innerText()).includes('第三排代表'));
  await waiting.last().getByRole('button').first().click();
  await chair.keyboard.press('x');
  await until('one waits', async () => (await waiting.count()) === 1);
  await look(chair, 'chair-list');
});

/**
 * Lets a page's commands wait until the test lets them go; what the server says arrives all the same.
 * @param {import('playwright-core').Page} page
 */
async function slow(page) {
  const waiting = /** @type {(() => void)[]} */ ([]);
  const line = { waits: false, waiting };
  await page.routeWebSocket(/\/socket/, socket => {
    const server = socket.connectToServer();
    socket.onMessage(frame => {
      if (line.waits && String(frame).includes('"t":"do"')) waiting.push(() => server.send(frame));
      else server.send(frame);
    });
  });
  await page.reload();
  return {
    hold: () => {
      line.waits = true;
    },
    /** Waits for a command, and lets it go. */
    async release() {
      await until('a command is on its way', () => waiting.length > 0);
      line.waits = false;
      for (const send of waiting.splice(0)) send();
    },
  };
}

test('if a chair and a host give the floor at once, the later one is told who has it', async () => {
  const second = await openRole(await device(browser), server, 'chair');
  const chairs = await slow(second);
  const zh = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'host');
  const hosts = await slow(zh);
  const now = chair.locator('.chair-now');
  const table = host.page.locator('.host-table');
  const give = host.page.locator('.host-table').getByRole('button', { name: 'Give the floor' });

  // The chair's step is on its way while the host gives the floor to the first on the list.
  await second.locator('.plate-verb', { hasText: 'Emerson' }).waitFor();
  chairs.hold();
  await second.locator('.plate-verb', { hasText: 'Emerson' }).click();
  await sees(table, 'Next on the list: 第三排代表');
  await give.click();
  await sees(table, '第三排代表 has the floor');
  await chairs.release();
  await sees(second, 'Somebody was faster: Somebody from the hall has the floor. Nothing was done.');
  for (const page of [second, chair]) await sees(page.locator('.chair-now'), '第三排代表');
  assert.equal(await second.locator('.plate-verb.on').count(), 0);

  // And the other way round.
  await chair.keyboard.press('s');
  await chair.getByLabel('Somebody from the hall').fill('Row 9');
  await chair.keyboard.press('Enter');
  await sees(zh.locator('.host-table'), '名单上的下一位：Row 9');
  hosts.hold();
  await zh.locator('.host-table').getByRole('button', { name: '请发言' }).click();
  await chair.keyboard.press('2');
  await chair.locator('.plate-verb.on', { hasText: 'Emerson' }).waitFor();
  await hosts.release();
  await sees(zh, /已有人先操作：现在由.*艾默生.*发言。此次操作未生效。/);
  await sees(zh.locator('.host-table'), '艾默生');
  await sees(now, 'Emerson');
  await waiting.last().getByRole('button').first().click();
  await chair.keyboard.press('x');
  await until('nobody waits', async () => (await waiting.count()) === 0);
  await second.close();
  await zh.close();
});

test('a restart keeps who has the floor, and a clock that pauses', async () => {
  const now = chair.locator('.chair-now');
  await chair.keyboard.press('3');
  await chair.locator('.plate-verb.on kbd', { hasText: '3' }).waitFor();
  await chair.keyboard.press('Space');
  await sees(now, 'paused');
  const left = await now.locator('[role=timer]').innerText();
  await server.terminate();
  await sees(chair, /^No connection since/);
  assert.ok(await plate('Emerson').isDisabled());
  await server.start();
  await until('the desk is back', async () => !(await chair.locator('.strip').count()));
  await sees(now, 'paused');
  assert.equal(await now.locator('[role=timer]').innerText(), left);
  const second = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'chair');
  await second.locator('.plate-verb.on kbd', { hasText: '3' }).waitFor();
  assert.deepEqual(await accessible(second), []);
  await look(second, 'chair-zh');
  await second.close();
});

test('speaking times are told, and the turn ends', async () => {
  await chair.keyboard.press('0');
  await sees(phone.page.locator('.speaking'), 'Nobody has the floor.');
  await sees(chair.locator('.chair-now'), 'Nobody has the floor');
  await sees(chair.locator('.chair-side'), 'Speaking time');
  await sees(chair.locator('.chair-side'), 'Caterpillar');
});

test('the pages are accessible, and nothing leaves its box', async () => {
  await guest();
  for (const page of [chair, emerson]) assert.deepEqual(await accessible(page), []);
  for (const size of [SIZES.full, SIZES.desk, SIZES.tablet]) {
    await chair.setViewportSize(size);
    assert.deepEqual(await layout(chair), [], `${size.width}`);
    await look(chair, `chair-${size.width}`);
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
