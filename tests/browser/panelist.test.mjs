/**
 * A panelist at the table, in Chinese and English, by touch: "I'd take this one", "pass to another" and their undo, as the chair and the
 * moderator see it; and the rim that turns amber, then red.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, ROUND_TABLE } from './harness/roles.mjs';
import { guest, stage } from './harness/stage.mjs';

await stage({ session: ROUND_TABLE.en });

/** @typedef {import('playwright-core').Page} Page */
const FIRST = 'How much heat can a river give?';
const NEXT = 'Who pays for the pipes?';

/** @param {Page} page @param {string} name */
const look = (page, name) =>
  process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;
/** @type {Moderator} */
let desk;
/** @type {Page} */
let chair;
/** @type {Page} */
let emerson;
/** @type {Page} */
let caterpillar;

before(async () => {
  desk = await Moderator.open(await device(browser), server);
  chair = await openRole(await device(browser), server, 'chair');
  const tablet = { lang: 'zh-CN', size: SIZES.tablet, touch: true };
  emerson = await openRole(await device(browser, tablet), server, 'panelist/emerson');
  caterpillar = await openRole(await phoneDevice(browser, 'en'), server, 'panelist/caterpillar');
  const phone = await guest();
  await phone.ask(FIRST, { to: 'Emerson' });
  await desk.do(FIRST, 'Approve');
  await desk.approved.locator('[data-q]:not(.held)', { hasText: FIRST }).waitFor();
  await desk.do(FIRST, 'Put next');
  await sees(emerson.locator('.side'), FIRST);
});

const plate = (/** @type {string} */ name) => chair.locator('.plate-verb', { hasText: name }).locator('.w');
const run = (/** @type {string} */ text) => chair.locator('.run-row', { hasText: text });

/** To whom the desk would put a question, with what each says about it. */
async function dialog(/** @type {string} */ text) {
  await desk.focus(text);
  await desk.press('p');
  return desk.page.getByRole('dialog');
}

test('“I’d take this one” is on the plate, in the run and at the moderator, and an undo takes it back', async () => {
  const take = emerson.getByRole('button', { name: '我愿回答', exact: true });
  await take.tap();
  await emerson.getByRole('button', { name: '您愿回答', pressed: true }).waitFor();
  await sees(emerson, '主席能看到。');
  await sees(plate('Emerson'), 'would take it');
  await sees(run(FIRST), /Emerson.* would take it/);
  await sees(desk.row(FIRST), /Emerson.* would take it/);
  // Another panelist knows it, and can say the same.
  await sees(caterpillar.locator('.side'), /Emerson.* would take it too\./);
  await caterpillar.getByRole('button', { name: 'I’d take this one' }).tap();
  await sees(plate('Caterpillar'), 'would take it');
  await sees(emerson.locator('.side'), '卡特彼勒代表也愿回答。');
  const sheet = await dialog(FIRST);
  for (const who of ['Emerson', 'Caterpillar'])
    await sees(sheet.getByRole('button').filter({ hasText: who }).first(), 'would take it');
  await look(desk.page, 'moderator-to');
  await desk.page.keyboard.press('Escape');
  for (const [page, name] of /** @type {const} */ ([
    [chair, 'chair-would'],
    [desk.page, 'moderator-would'],
    [emerson, 'panelist-would'],
    [caterpillar, 'panelist-phone-would'],
  ]))
    await look(page, name);

  await emerson.locator('.msg').getByRole('button', { name: '撤销' }).tap();
  await take.waitFor();
  await until('the plate is empty', async () => !(await plate('Emerson').innerText()).trim());
  await seesNot(desk.row(FIRST), /Emerson.* would take it/);
  await sees(desk.row(FIRST), /Caterpillar.* would take it/);
  await caterpillar.getByRole('button', { name: 'You would take it' }).tap();
  await until('no plate is marked', async () => !(await chair.locator('.plate-verb.would').count()));
  await seesNot(desk.row(FIRST), /would take it/);
});

test('“pass to another” names somebody, and the chair gives the question on', async () => {
  await emerson.getByRole('button', { name: '请他人回答', exact: true }).tap();
  await sees(plate('Emerson'), 'passes it on');
  await sees(desk.row(FIRST), /Emerson.* passes it on/);
  const to = emerson.getByLabel('请谁回答');
  const name = await to.locator('option', { hasText: '卡特彼勒' }).textContent();
  await to.selectOption({ label: name ?? '' });
  await sees(plate('Emerson'), /passes it to .*Caterpillar/);
  await sees(run(FIRST), /Emerson.* passes it to .*Caterpillar/);
  await sees(desk.row(FIRST), /Emerson.* passes it to .*Caterpillar/);
  await look(emerson, 'panelist-passes');
  // What was named is taken back first, and then that it is passed on.
  await emerson.locator('.msg').getByRole('button', { name: '撤销' }).tap();
  await sees(plate('Emerson'), 'passes it on');
  await emerson.getByRole('button', { name: '您请他人回答' }).tap();
  await until('the plate is empty', async () => !(await plate('Emerson').innerText()).trim());
  await seesNot(desk.row(FIRST), /passes it/);
  // The chair decides, also without being asked.
  const give = run(FIRST).locator('select');
  await give.selectOption(
    await give.locator('option', { hasText: 'Caterpillar' }).first().getAttribute('value'),
  );
  await sees(caterpillar.locator('.side .mine'), 'Next, to you');
  await caterpillar.getByRole('button', { name: 'Pass to another' }).waitFor();
  assert.equal(await emerson.getByRole('button', { name: '请他人回答' }).count(), 0);
});

test('of the question on the screen it is said beside it, and stays with it', async () => {
  const phone = await guest();
  await phone.ask(NEXT);
  await desk.do(NEXT, 'Approve');
  await desk.approved.locator('[data-q]:not(.held)', { hasText: NEXT }).waitFor();
  await desk.do(NEXT, 'Put next');
  await chair.keyboard.press('n');
  await sees(emerson.locator('.left'), FIRST);
  const take = emerson.locator('.left').getByRole('button', { name: '我愿回答' });
  await take.tap();
  await emerson.locator('.msg').getByRole('button', { name: '撤销' }).tap();
  await take.tap();
  await sees(desk.slot, /Emerson.* would take it/);
  await sees(plate('Emerson'), 'would take it');
  await look(desk.page, 'moderator-slot');
  await look(emerson, 'panelist-now');
  await look(caterpillar, 'panelist-phone-now');
  for (const page of [emerson, caterpillar, chair]) assert.deepEqual(await accessible(page), []);
  for (const page of [emerson, caterpillar]) assert.deepEqual(await layout(page), []);
  // The next question has no offer.
  await chair.keyboard.press('n');
  await sees(emerson.locator('.left'), NEXT);
  await until('the plate is empty', async () => !(await plate('Emerson').innerText()).trim());
});

test('the rim turns amber for the last seconds, then red over time, on a tablet and a phone', async () => {
  await chair.getByLabel('1 min').check({ force: true });
  await chair.locator('.plate-verb', { hasText: 'Emerson' }).click();
  await emerson.locator('.turn [role=timer]').waitFor();
  /** The server's clock, as these pages are told it: the speaker has spoken for longer. */
  let ahead_ms = 0;
  const pages = await Promise.all(
    [SIZES.tablet, SIZES.phone].map(async size => {
      const page = await (await device(browser, { size, touch: true, lang: 'zh-CN' })).newPage();
      await page.routeWebSocket(/\/socket/, socket => {
        const server = socket.connectToServer();
        server.onMessage(text => {
          const frame = JSON.parse(String(text));
          if (typeof frame.now === 'number') frame.now += ahead_ms;
          socket.send(JSON.stringify(frame));
        });
      });
      await page.goto(await server.link('panelist/emerson'));
      await page.locator('.turn [role=timer]').waitFor();
      return page;
    }),
  );
  const edge = (/** @type {Page} */ page) =>
    page.locator('.pan.rim').evaluate(el => {
      const { borderLeftColor, borderLeftWidth } = getComputedStyle(el);
      const probe = el.appendChild(document.createElement('i'));
      const color = (/** @type {string} */ token) => {
        probe.style.color = `var(${token})`;
        return getComputedStyle(probe).color;
      };
      const names = ['--paper', '--wait', '--stop'].filter(token => color(token) === borderLeftColor);
      probe.remove();
      return `${borderLeftWidth} ${names}`;
    });
  for (const page of pages) assert.equal(await edge(page), '8px --paper');
  for (const [ahead, rim, word, name] of /** @type {const} */ ([
    [28_000, '--wait', '最后 30 秒', 'soon'],
    [58_000, '--stop', '已超时', 'over'],
  ])) {
    // A little before it is due, so that it turns by itself.
    ahead_ms = ahead;
    for (const [i, page] of pages.entries()) {
      await page.reload();
      await until(`the rim is ${rim}`, async () => (await edge(page)) === `8px ${rim}`);
      await sees(page.locator('.turn'), word);
      await look(page, `panelist-${name}-${i}`);
    }
  }
  for (const page of pages) {
    assert.match(await page.locator('.turn [role=timer]').innerText(), /^\+0:\d\d$/);
    assert.deepEqual(await accessible(page), []);
  }
  // Somebody else's turn warns nobody here.
  await chair.locator('.plate-verb', { hasText: 'Caterpillar' }).click();
  for (const page of pages) await until('the rim is calm', async () => (await edge(page)) === '8px --paper');
  for (const page of pages) await page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
