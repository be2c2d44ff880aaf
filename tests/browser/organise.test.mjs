/** The organiser's page: one link for the server, the list of events, new ones in four ways, and what can be taken back. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { layout } from './checks/layout.mjs';
import { wcag } from './checks/wcag.mjs';
import { device, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Phone } from './harness/roles.mjs';
import { DEMO, Server } from './harness/server.mjs';

/** @typedef {import('./harness/browser.mjs').Page} Page */

/** The organiser's link, on the address that the test's browser uses. */
async function link(of = server, ...args) {
  const said = await of.command('links', ...args);
  const { pathname, hash } = new URL(/https?:\S+/.exec(said)?.[0] ?? '');
  return of.origin + pathname + hash;
}

/** @param {Parameters<typeof device>[1]} [as] */
async function organise(as) {
  const page = await (await device(browser, as)).newPage();
  await page.goto(await link());
  await page.locator('.desk.org .evt').first().waitFor();
  return page;
}

/** @type {Page} */
let page;
before(async () => {
  page = await organise();
});

const row = (/** @type {string | RegExp} */ text) => page.locator('.evt', { hasText: text });
/** Closes the dialog of an event that was made, and returns its code and the host's link. */
async function made(/** @type {Page} */ on = page) {
  const dialog = on.getByRole('dialog').filter({ has: on.locator('.host-link') });
  await dialog.waitFor();
  const host = await dialog.locator('.host-link input').inputValue();
  const code = /[2-9A-Z]{6}/.exec(await dialog.locator('h2').innerText())?.[0] ?? '';
  await on.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return { code, host: server.origin + new URL(host).pathname + new URL(host).hash };
}

test('the page needs its link, which is not in the address afterwards', async () => {
  assert.equal(new URL(page.url()).hash, '');
  await sees(row(DEMO.slice(0, 3)).first(), /Energy Cooperation/);
  const other = await (await device(browser)).newPage();
  await other.goto(`${server.origin}/organise`);
  await sees(other.locator('main.gate'), /needs the organiser’s link/);
  await other.goto(`${server.origin}/organise#wrong`);
  await sees(other.locator('main.gate'), /needs the organiser’s link/);
  // No request of it is answered, whatever it asks.
  for (const [path, method] of [
    ['events', 'GET'],
    ['events', 'POST'],
    [`events/${DEMO}`, 'POST'],
    [`events/${DEMO}/host`, 'GET'],
    [`events/${DEMO}/file`, 'GET'],
    ['logins/1', 'DELETE'],
  ]) {
    const answer = await fetch(`http://127.0.0.1:${server.port}/organise/${path}`, {
      method,
      ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: '"archive"' }),
    });
    assert.equal(answer.status, 401, `${method} ${path}`);
  }
});

test('an event from nothing: three keys, a title, and a phone that joins it', async () => {
  await page.keyboard.press('n');
  await page.getByLabel('Title, English').fill('Budget night');
  await page.getByLabel('Place, English').fill('Town hall');
  await page.keyboard.press('Control+Enter');
  const { code, host } = await made();
  await sees(row('Budget night'), new RegExp(`${code.slice(0, 3)} ${code.slice(3)}`));
  const desk = await (await device(browser)).newPage();
  await desk.goto(host);
  await desk.locator('.desk.host').waitFor();
  const phone = await (await phoneDevice(browser, 'en')).newPage();
  await phone.goto(`${server.origin}/${code}`);
  await sees(phone.locator('h1').first(), /Budget night/);
});

test('a template comes in the languages that one chooses', async () => {
  const zh = await organise({ lang: 'zh-CN' });
  await zh.keyboard.press('t');
  await zh.locator('.tpl', { hasText: '全体会议' }).click();
  await zh.getByLabel('English').check();
  await zh.getByLabel('名称（中文）').fill('二〇二六年会员大会');
  await zh.getByLabel(/^名称（英/).fill('Members’ meeting 2026');
  await zh.getByLabel('地点（中文）').fill('文化宫');
  await zh.getByRole('button', { name: '新建活动' }).click();
  const { code } = await made(zh);
  await sees(zh.locator('.evt', { hasText: '会员大会' }), /4 个环节，5 项投票/);
  const file = await zh.evaluate(async of => (await fetch(`/organise/events/${of}/file`)).text(), code);
  assert.match(file, /languages = \["zh-Hans", "en"\]/);
  assert.match(file, /title.zh-Hans = "通过年度财务报告。"/);
  assert.doesNotMatch(file, /\.fr = /);
});

test('a file shows its faults beside the line, and becomes an event once they are gone', async () => {
  const text = `[event]\nlanguages = ["en"]\ntitle = "Panel"\nvenue = "Hall"\ndate = 2026-12-06\nzone = "Asia/Shanghai"\nlanguags = 1\n`;
  const choose = async (/** @type {string} */ name, /** @type {Buffer} */ buffer) => {
    if (!(await page.locator('.way.on .choose').count())) await page.keyboard.press('o');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer });
  };
  await choose('panel.toml', Buffer.from(text));
  const fault = page.locator('.flt').first();
  await sees(fault, /Line 7, column 1.*languags/s);
  assert.ok(await page.getByRole('button', { name: 'Make the event' }).isDisabled());
  await page.locator('.gutter .bad', { hasText: '7' }).waitFor();
  await page.locator('textarea').fill(text.replace('languags = 1\n', 'headcount = 30\n'));
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('Read without fault').waitFor();
  await page.getByRole('button', { name: 'Make the event' }).click();
  await made();
  await row('Panel').waitFor();

  // What is no event file is said, and nothing is made.
  const bad = [
    ['photo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]), /not an event file/],
    ['utf16.toml', Buffer.from(text, 'utf16le'), /not UTF-8 but probably UTF-16/],
    ['gbk.toml', Buffer.from([0x5b, 0xd6, 0xd0, 0xce, 0xc4, 0x5d]), /not UTF-8/],
    ['long.toml', Buffer.alloc((1 << 20) + 1, '#'), /more than 1 MB/],
  ];
  for (const [name, buffer, why] of /** @type {[string, Buffer, RegExp][]} */ (bad)) {
    await choose(name, buffer);
    await sees(page.locator('main.filing'), why);
    assert.equal(await page.getByRole('button', { name: 'Make the event' }).isEnabled(), false);
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
  // A code that another event has is a fault, and no import into that event.
  await choose(
    'taken.toml',
    Buffer.from(text.replace('languags = 1', '').replace('[event]', `[event]\ncode = "${DEMO}"`)),
  );
  await page.getByRole('button', { name: 'Make the event' }).click();
  await page.getByRole('alert').filter({ hasText: 'Another event has the code' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
});

/** The event that the series test makes. */
let hefei = '';

test('the next of a series has the agenda, the polls and the people, and no guest', async () => {
  const phone = await Phone.open(await phoneDevice(browser, 'en'), `${server.origin}/${DEMO}`);
  await phone.page.locator('body').tap();
  await row(DEMO.slice(0, 3)).locator('.pick').click();
  await page.getByRole('button', { name: 'Next of this series' }).click();
  await page.getByLabel('Title, English').fill('Hefei workshop');
  await page.getByLabel('Title, Chinese').fill('合肥研讨会');
  await page.getByLabel('Date', { exact: true }).fill('2030-12-06');
  await page.getByLabel(/^People/).check();
  await page.getByRole('button', { name: 'Make the event' }).click();
  const { code } = await made();
  hefei = code;
  const file = async (/** @type {string} */ of) => (await server.command('event', 'export', of)).split('\n');
  const [before, after] = [await file(DEMO), await file(code)];
  const without = (/** @type {string[]} */ lines) =>
    lines.filter(line => !/^(code|title\.|short\.|date|after) ?/.test(line) || lines.indexOf(line) > 20);
  assert.ok(after.includes(`after = "${DEMO}"`));
  assert.equal(without(after).length, without(before).length);
  assert.ok((await server.command('event', 'list')).includes('Hefei workshop  (0 participants)'));
  await sees(
    page.locator('section', { hasText: 'Coming' }).locator('.evt', { hasText: 'Hefei' }),
    /6.*December 2030/s,
  );
});

test('rename, archive and its undo, duplicate', async () => {
  await row('Budget night').locator('.pick').click();
  await page.keyboard.press('r');
  await page.getByRole('dialog').getByLabel('Title, English').fill('Budget evening');
  await page.keyboard.press('Enter');
  await row('Budget evening').waitFor();
  await page.keyboard.press('a');
  const archived = page.locator('section[aria-labelledby=in-archived]');
  await archived.locator('.evt', { hasText: 'Budget evening' }).waitFor();
  await page.keyboard.press('z');
  await archived.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await until('there are two', async () => (await row('Budget evening').count()) === 2);
});

test('a deleted event is gone for its guests, and can be restored for thirty days', async () => {
  await row('Hefei').locator('.pick').click();
  const phone = await Phone.open(await phoneDevice(browser, 'en'), `${server.origin}/${hefei}`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  const really = dialog.getByRole('button', { name: 'Delete', exact: true });
  assert.ok(await really.isDisabled());
  await dialog.getByLabel('The event’s code').fill(DEMO);
  assert.ok(await really.isDisabled());
  await dialog.getByLabel('The event’s code').fill(`${hefei.slice(0, 3).toLowerCase()} ${hefei.slice(3)}`);
  await really.click();
  const trash = page.locator('section[aria-labelledby=in-trash]');
  await sees(trash.locator('.evt'), /deleted for good on/);
  // The phone learns it, and nobody comes in.
  await phone.page.getByText('This event no longer exists').waitFor();
  const status = async () => (await fetch(`http://127.0.0.1:${server.port}/${hefei}`)).status;
  assert.equal(await status(), 404);
  assert.ok((await server.command('event', 'list')).includes('(in the trash)'));
  await server.terminate();
  await server.start();
  assert.equal(await status(), 404);
  await page.reload();
  await trash.locator('.evt').locator('.pick').click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await trash.waitFor({ state: 'detached' });
  assert.equal(await status(), 200);
});

test('logins end one by one and with the link, and outlast a restart and a backup', async () => {
  const other = await organise();
  await page.reload();
  await page.getByRole('button', { name: 'Signed-in browsers' }).click();
  const dialog = page.getByRole('dialog');
  await sees(dialog, /this browser/);
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.keyboard.press('Escape');
  await other.reload();
  await sees(other.locator('main.gate'), /needs the organiser’s link/);

  const old = await link();
  const folder = await mkdtemp(join(tmpdir(), 'plenary-organise-'));
  await server.command('links', '--revoke');
  await page.reload();
  await sees(page.locator('main.gate'), /needs the organiser’s link/);
  const now = await link();
  assert.notEqual(now, old);
  await page.goto(now);
  await page.locator('.desk.org .evt').first().waitFor();
  await server.command('backup', join(folder, 'all.backup'));
  const restored = new Server(join(folder, 'data'), server.port, server.origin);
  await restored.command('restore', join(folder, 'all.backup'));
  // Without a server nobody knows an address: only the secret is compared.
  assert.equal(/#\S+/.exec(await restored.command('links'))?.[0], new URL(now).hash);
  const kept = JSON.parse(await readFile(join(folder, 'data', 'organisers'), 'utf8'));
  // A time, and no count: no older link was ever of it.
  assert.ok(kept.generation > 0);
  assert.equal(kept.logins.length, 1);
});

test('its pages are accessible and fit, on a phone and on a laptop', async () => {
  for (const as of [
    { size: SIZES.phone, lang: 'zh-CN' },
    { size: SIZES.hd, theme: /** @type {const} */ ('dark') },
  ]) {
    const page = await organise(as);
    const look = async (/** @type {string} */ what) =>
      assert.deepEqual(
        [...(await wcag(page)), ...(await layout(page, false))],
        [],
        `${what} ${as.size.width}`,
      );
    await look('the list');
    await page.keyboard.press('n');
    await page.locator('form .line input').first().waitFor();
    await look('a new event');
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'event.toml',
        mimeType: 'text/plain',
        buffer: Buffer.from('[event]\ntitle = 3\n'),
      });
    await page.locator('.flt').first().waitFor();
    await look('a file');
    await page.context().close();
  }
});
