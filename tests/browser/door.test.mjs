/**
 * The door: a host brings in a guest list, a tablet finds guests, checks them in and takes that back, in English and Chinese, also by
 * keyboard; and it goes on without the network.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole } from './harness/roles.mjs';
import { host, stage } from './harness/stage.mjs';

const CODE = 'VTE222';
/** Where pictures are kept to be looked at, if anywhere. */
const KEEP = process.env.PLENARY_DOOR;
const LIST = `姓名,单位,编号,delegation,电话
林青,山溪水务,048,china,1
林远,雨巷交通,117,china,2
Dana Whitfield,ACME Water,012,us,3
Ann Lee,ACME Water,013,us,4
`;

/** @type {import('playwright-core').Page} */
let list;
/** @type {import('playwright-core').Page} */
let door;
/** The tablet's line, and whether it is cut. */
/** @type {Set<import('playwright-core').WebSocketRoute>} */
const sockets = new Set();
let cut = false;

await stage({ fixture: 'codes', code: CODE });

const shot = async (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) => {
  if (KEEP) await page.screenshot({ path: `${KEEP}/${name}.png`, fullPage: true });
};
const file = (/** @type {string} */ name, /** @type {string | Buffer} */ text) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});
const met = () => door.locator('.door-met');
const field = () => door.locator('#who');
const count = () => door.locator('.door-num').innerText();

before(async () => {
  const context = await device(browser, { size: SIZES.full });
  const host = await openRole(context, server, 'host', CODE);
  await until('the link has bought a cookie', () => !new URL(host.url()).hash);
  list = await context.newPage();
  await list.goto(`${server.origin}/${CODE}/guests`);
  await sees(list, 'Nobody yet.');
  const tablet = await device(browser, { size: SIZES.tablet });
  await tablet.routeWebSocket(/socket/, socket => {
    if (cut) return void socket.close();
    socket.connectToServer();
    sockets.add(socket);
  });
  door = await openRole(tablet, server, 'door', CODE);
  await sees(door, 'There is no guest list yet.');
});

test('a list with faults names each cell and changes nothing; a good one says first what it changes', async () => {
  const input = list.locator('input[type=file]');
  await input.setInputFiles(file('bad.csv', `${LIST}=1+1,x,9,us\n,y,10,us\nBo,z,11,mars\n`));
  await sees(list, '1 fault in bad.csv. Nothing has changed.');
  await sees(list, 'Row 6, column A:');
  await sees(list, 'This is a formula. Paste its value instead.');
  await input.setInputFiles(file('bad.csv', `${LIST},y,10,us\nBo,z,11,mars\n`));
  await sees(list, 'Row 6, column A:');
  await sees(list, 'Row 7, column D:');
  await shot(list, 'list-faults');
  await accessible(list);
  await input.setInputFiles(file('old.csv', Buffer.from('name\n\xc4\xdc\xd4\xb4', 'latin1')));
  await sees(list, 'The text is not UTF-8 but probably GBK');
  await input.setInputFiles(file('large.csv', 'x'.repeat(3 << 20)));
  await sees(list, 'A list can have at most 2 MB.');
  await input.setInputFiles(file('guests.csv', LIST));
  await sees(list, '4 guests are new');
  await sees(list, 'Columns that are not read: 电话');
  await shot(list, 'list-look');
  await list.getByRole('button', { name: 'Bring it in' }).press('Enter');
  await sees(list, 'The list is in.');
  await list.getByRole('row', { name: /林青/ }).waitFor();
  await accessible(list);
  await layout(list);
});

test('a tablet finds guests by a part of what is said, by keyboard, and takes a check-in back', async () => {
  await until('the list is at the door', async () =>
    (await door.locator('.door-side').innerText()).includes('of 4 guests'),
  );
  await field().fill('林');
  await until('two are found', async () => (await door.locator('.door-hits li').count()) === 2);
  await shot(door, 'door-hits');
  await accessible(door);
  await field().press('Enter');
  await sees(door, 'Several guests read like this. Choose one.');
  await field().fill('山溪');
  await field().press('Enter');
  await until('checked in', async () => (await met().innerText()).includes('Checked in'));
  assert.equal(await field().inputValue(), '');
  await until('the count follows', async () => (await count()) === '1');
  await list.getByRole('row', { name: /林青.*\d\d:\d\d/ }).waitFor();
  await shot(door, 'door-met');
  await accessible(door);
  await layout(door);
  await met().getByRole('button', { name: 'Undo' }).press('Enter');
  await until('taken back', async () => (await count()) === '0');
  // What a scanner types: the address on a badge, and what the organiser printed.
  const codes = await list.evaluate(path => fetch(path).then(answer => answer.json()), `/${CODE}/codes.json`);
  const dana = codes.find((/** @type {{ name: string }} */ card) => card.name === 'Dana Whitfield');
  await field().fill(dana.url);
  await field().press('Enter');
  await until('the badge is known', async () => (await met().innerText()).includes('Dana Whitfield'));
  await field().fill('013');
  await field().press('Enter');
  await until('the number is known', async () => (await count()) === '2');
  await field().fill(dana.url.replace(CODE, 'ABC234'));
  await field().press('Enter');
  await sees(door, 'This badge is of nobody on the list.');
});

test('without the network the door goes on, also for a walk-in, and everything is sent once', async () => {
  // The counts run ahead of the server.
  await sees(door, 'everything saved');
  cut = true;
  for (const socket of sockets) await socket.close();
  await sees(door, /No network since/);
  await field().fill('林远');
  await field().press('Enter');
  await until('checked in', async () => (await met().innerText()).includes('Checked in'));
  await door.getByRole('button', { name: 'Add a guest' }).click();
  await door.getByLabel('Name', { exact: true }).fill('郭静');
  await door.getByLabel('Organisation', { exact: true }).fill('纸鸢文化');
  await door.getByLabel('Organisation', { exact: true }).press('Enter');
  await sees(door, '2 to send');
  await sees(door.locator('.door-values > div', { hasText: 'Chinese delegation' }), '1 of 2');
  await shot(door, 'door-offline');
  await accessible(door);
  cut = false;
  await sees(door, 'everything saved');
  await list.getByRole('row', { name: /郭静/ }).waitFor();
  await list.getByRole('row', { name: /林远.*\d\d:\d\d/ }).waitFor();
  assert.equal(await list.getByRole('row', { name: /郭静/ }).count(), 1);
  await until('all are counted', async () => (await count()) === '4');
});

test('the same in Chinese, in the dark, on a phone; nobody is there twice, and a name can be erased', async () => {
  const small = await device(browser, { size: SIZES.phone, lang: 'zh-CN' });
  const other = await openRole(small, server, 'door', CODE);
  await other.emulateMedia({ colorScheme: 'dark' });
  await other.locator('#who').fill('林');
  await other.getByText(/已到$/).first().waitFor();
  await shot(other, 'door-zh-phone');
  await accessible(other);
  await layout(other);
  await other.locator('#who').fill('林青');
  await other.locator('#who').press('Enter');
  await sees(other, /已签到/);
  await shot(other, 'door-zh-phone-met');
  await until('both doors agree', async () => (await count()) === '5');
  await list.getByRole('button', { name: 'Remove 郭静' }).click();
  await list.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await list.getByRole('row', { name: /郭静/ }).waitFor({ state: 'detached' });
  await until('the door follows', async () => (await count()) === '4');
  await seesNot(other, '郭静');
});

test('guests who have checked in are those present, while a poll is open and once it is closed', async () => {
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await host.openPoll('Which city hosts the next workshop?');
  await sees(host.hand, 'of 4 guests checked in');
  await screen.locator('.present', { hasText: /4\s*guests checked in/ }).waitFor();
  await shot(screen, 'screen-present');
  await host.verb(/^Close(?! and)/).click();
  await host.step('Closed');
  await sees(host.hand, 'of 4 guests checked in');
  await screen.locator('.present', { hasText: /4\s*guests checked in/ }).waitFor();
  assert.deepEqual(faults, []);
});
