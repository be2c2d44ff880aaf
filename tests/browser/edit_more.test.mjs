/** The rest of the editor: groups, the glossary, and the event's time zone, accent and languages. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, phoneDevice, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Phone } from './harness/roles.mjs';

/** @typedef {import('./harness/browser.mjs').Page} Page */

const CODE = 'EDXT22';

/** @param {Parameters<typeof device>[1]} [as] */
async function editor(as) {
  const page = await (await device(browser, as)).newPage();
  const link = await server.link('host', CODE);
  await page.goto(link.replace(`/${CODE}/host`, `/${CODE}/edit`));
  await page.locator('.desk.edit .slot').first().waitFor();
  return page;
}

/** @type {Page} */
let page;
before(async () => {
  await server.import('edit');
  page = await editor();
});

const field = (/** @type {string} */ name, on = page) => on.getByRole('textbox', { name, exact: true });
const undo = (on = page) => on.locator('footer.keys').getByRole('button', { name: /Undo|撤销/ });
const says = (/** @type {string | RegExp} */ text, on = page) => sees(on.locator('footer.keys'), text);
/** Waits until the file of the event contains a text, or does not. */
const exported = (/** @type {string} */ text, is = true) =>
  until(
    `the file ${is ? 'has' : 'lacks'} ${text}`,
    async () => (await server.command('event', 'export', CODE)).includes(text) === is,
  );
/** A guest joins and says what they belong to, with frames of their own. */
const declare = (/** @type {Page} */ page, /** @type {object} */ declare) =>
  page.evaluate(async declare => {
    await fetch(`${location.pathname}/join`, { method: 'POST' });
    const socket = new WebSocket(`${location.href.replace('http', 'ws')}/socket?role=participant`);
    await new Promise(resolve => socket.addEventListener('open', resolve));
    const acked = new Promise(resolve =>
      socket.addEventListener('message', m => JSON.parse(m.data).t === 'ack' && resolve(m)),
    );
    socket.send(JSON.stringify({ t: 'do', c: 5, n: 1, cmd: { declare } }));
    await acked;
  }, declare);
const HOSTILE = '<img src=x onerror=alert(1)>';

test('a group is made by keyboard, guests choose its values, and what they chose stays and says why', async () => {
  await page.locator('body').press('4');
  await page.locator('body').press('n');
  await page.keyboard.type('Faculty');
  await page.keyboard.press('Tab');
  await page.keyboard.type('学院');
  for (const word of ['Physics', '物理', HOSTILE, '法学']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(word);
  }
  await page.keyboard.press('Enter');
  await says('Faculty added');
  await page.getByRole('combobox', { name: 'Guests belong to it, Faculty' }).selectOption('guests');
  await exported('ask = true');

  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${CODE}`);
  await declare(phone.page, { group: 1, value: 0 });

  const faculty = page.locator('.slot', { has: page.locator('#group-1-name-en') });
  // With two values none can go; with three, only what nobody chose.
  assert.equal(await faculty.getByRole('button', { name: /^Remove Physics/ }).count(), 0);
  await faculty.locator('#group-1-new').fill('Medicine');
  await faculty.locator('#group-1-new').press('Enter');
  await says('Medicine added');
  await faculty.getByRole('button', { name: 'Remove Physics' }).click();
  await says('Guests have said that they belong to it');
  await faculty.getByRole('button', { name: `Remove ${HOSTILE}` }).click();
  await exported('onerror', false);
  await undo().click();
  await exported('onerror');
  assert.equal(await page.locator('img[src=x]').count(), 0);
  await faculty.getByRole('button', { name: 'Remove Faculty' }).click();
  await says('Guests have said that they belong to it');
  await page.getByRole('button', { name: 'Remove Side' }).click();
  await says('A person of the programme belongs to it.');
});

test('two editors of one term: the later one sees both, and nobody’s words are lost', async () => {
  await page.locator('body').press('Escape');
  await page.getByRole('button', { name: /^Glossary/ }).click();
  await field('Term, English').fill('heat pump');
  await field('Term, English').press('Enter');
  await sees(page.locator('.add .bad'), /two languages/);
  await field('Term, Chinese').fill('热泵');
  await field('Term, Chinese').press('Enter');
  await says('heat pump added');
  const other = await editor();
  await other.getByRole('button', { name: /^Glossary/ }).click();
  await field('Term heat pump, English').fill('heat pumps');
  await field('Term heat pump, English', other).fill('pump of heat');
  await field('Term heat pump, English').press('Enter');
  await exported('heat pumps');
  await other.locator('#term-0-en').press('Enter');
  const both = other.locator('.both');
  await sees(both, 'pump of heat');
  await both.getByRole('button', { name: 'Keep theirs' }).click();
  await field('Note on heat pumps', other).fill('not boiler');
  await field('Note on heat pumps', other).press('Enter');
  await exported('not boiler');
  await other.close();
  await page.getByRole('button', { name: 'Remove heat pumps' }).click();
  await exported('heat pumps', false);
  await undo().click();
  await exported('heat pumps');
});

test('time zone, accent and languages: a language goes with its texts, and comes back with them', async () => {
  await page.getByRole('button', { name: /^Event/ }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Paris');
  await exported('zone = "Europe/Paris"');
  await undo().click();
  await exported('zone = "Asia/Shanghai"');
  await page.getByLabel('Accent colour').fill('#c00000');
  await exported('accent = "#c00000"');
  await page.getByRole('button', { name: 'Use the default' }).click();
  await exported('accent =', false);

  await page.getByRole('button', { name: 'Add French' }).click();
  await says('French added');
  await page.locator('#event-title-fr').fill('Journée de l’eau');
  await page.locator('#event-title-fr').press('Enter');
  await exported('Journée de l’eau');
  await sees(page.locator('.of-langs'), '1 text in it, which would go with it');
  await page.getByRole('button', { name: 'Remove French' }).click();
  await says('French removed with 1 text');
  await exported('Journée', false);
  await undo().click();
  await exported('Journée de l’eau');
  await page.getByRole('button', { name: 'Remove French' }).click();
  await exported('"fr"', false);
  await page.getByLabel('Another one, such as de').fill('DE');
  await page.locator('.add-lang').getByRole('button', { name: 'Add', exact: true }).click();
  await says(/language/);

  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${CODE}`);
  await phone.page.evaluate(code => fetch(`/${code}/join`, { method: 'POST' }), CODE);
  await phone.page.reload();
  await phone.ask('为什么先治理滇池？');
  await until('the question is kept', async () => (await server.command('log', CODE)).includes('滇池？'));
  await page.getByRole('button', { name: 'Remove Chinese' }).click();
  await says('Guests have written in this language, so it stays.');
});
