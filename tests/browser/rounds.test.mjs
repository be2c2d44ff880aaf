/**
 * Settings that hold for every kind of poll: a ballot taken back, a second round beside the first, a reset and its undo, counts
 * beside shares, results that no phone ever sees, and a reveal by the clock.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accessible } from './checks/accessible.mjs';
import { device, faults, launch, phoneDevice, sees, seesNot, until } from './harness/browser.mjs';
import { Host, openRole, Phone } from './harness/roles.mjs';
import { startServer } from './harness/server.mjs';

const CODE = 'RNDS22';
const FIELD = 'Which field should the next pilot project address first?';
const SECRET = 'Whom should we invite?';
const CLEAR = 'How clear was it?';

/** @type {import('./harness/server.mjs').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Host} */
let host;
/** @type {import('playwright-core').Page} */
let screen;

before(async () => {
  server = await startServer();
  const file = fileURLToPath(new URL('fixtures/rounds.toml', import.meta.url));
  await server.command('event', 'import', file);
  browser = await launch();
  host = await Host.open(await device(browser), server, CODE);
  screen = await openRole(await device(browser), server, 'screen', CODE);
  await host.start('Dialogue');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (lang = 'en') => Phone.open(await phoneDevice(browser, lang), `${server.origin}/${CODE}`);
const checked = (/** @type {Phone} */ phone) => phone.page.locator('.opt input:checked').count();
const voters = (/** @type {string} */ n) => host.hand.locator('.turnout', { hasText: n }).waitFor();

test('a vote can be taken back, and cast again', async () => {
  await host.openPoll(FIELD);
  const phone = await open();
  await phone.tap('LEED city');
  await phone.acked('Counted.');
  await voters('1 voter');
  assert.deepEqual(await accessible(phone.page), []);
  await phone.page.getByRole('button', { name: 'Take it back' }).tap();
  await phone.acked('Tap to vote');
  assert.equal(await checked(phone), 0);
  await voters('0 voters');
  // By keyboard as well.
  await phone.tap('Urban infrastructure');
  await phone.acked('Counted.');
  const back = phone.page.getByRole('button', { name: 'Take it back' });
  await back.focus();
  await phone.page.keyboard.press('Enter');
  await phone.acked('Tap to vote');
  await voters('0 voters');
  await phone.tap('LEED city');
  await phone.acked('Counted.');
  await phone.page.reload();
  await phone.ready();
  await phone.acked('Counted.');
  assert.equal(await checked(phone), 1);
  await phone.page.context().close();
});

test('a second round is beside the first one on every page', async () => {
  const [en, zh] = [await open(), await open('zh-CN')];
  await en.tap('Urban infrastructure');
  await zh.tap('城市基础设施');
  await en.acked('Counted.');
  await zh.acked('已计入');
  await host.reveal();
  // With counts beside the shares.
  await sees(screen, '67%');
  await en.option('Urban infrastructure').locator('.of', { hasText: '2' }).waitFor();
  await host.verb('Open round 2').click();
  await host.step('Open');
  await sees(en.page, 'Round 2');
  assert.equal(await checked(en), 0, 'everybody votes anew');
  await en.tap('WELL community');
  await en.acked('Counted.');
  await zh.tap('城市基础设施');
  await zh.acked('已计入');
  await voters('2 voters');
  await host.reveal();
  await sees(host.hand, 'Round 1');
  await sees(host.hand, '2 guests voted in both rounds, and 1 changed their vote.');
  assert.deepEqual(await accessible(host.page), []);
  await en.page.context().close();
  await zh.page.context().close();
});

test('a reset discards the votes, and its undo brings them back', async () => {
  const phone = await open();
  await host.verb('Open round 3').click();
  await host.step('Open');
  await phone.tap('LEED city');
  await phone.acked('Counted.');
  await voters('1 voter');
  await host.verb('Discard the votes').click();
  await host.step('Ready');
  await until('the poll is gone', async () => (await phone.headline()) !== FIELD);
  await host.foot.getByRole('button', { name: /undo/i }).click();
  await host.step('Open');
  await voters('1 voter');
  await phone.acked('Counted.');
  assert.equal(await checked(phone), 1, 'the vote is marked again');
  await host.verb('Discard the votes').click();
  await host.step('Ready');
  await host.verb('Open').click();
  await host.step('Open');
  await phone.acked('Tap to vote');
  assert.equal(await checked(phone), 0);
  await host.verb(/^Close(?! and)/).click();
  await host.step('Closed');
  await phone.page.context().close();
});

test('phones never learn a result that is for the screen alone', async () => {
  await host.openPoll(SECRET);
  const phone = await open();
  await phone.tap('Cities');
  await phone.page.getByRole('button', { name: 'Send 1 choice' }).tap();
  await phone.acked('Counted.');
  await host.reveal();
  await sees(screen, 'Results');
  await until('the count stands alone', async () =>
    /^1$/.test((await screen.locator('.o .n').first().textContent()) ?? ''),
  );
  await phone.acked('Voting has closed. The results will be on the screen.');
  await sees(phone.page, 'Poll closed');
  await seesNot(phone.page, '1 voter');
  assert.equal(await phone.page.locator('.opt .n').count(), 0);
  await phone.page.context().close();
});

test('the clock reveals a result when the time is up', async () => {
  const phone = await open();
  await host.choosePoll(CLEAR);
  await sees(host.hand, 'the result is shown when the time is up');
  await host.verb(/^Open/).click();
  await phone.page.getByRole('radio').nth(3).tap();
  await phone.acked('Counted.');
  await host.step('Revealed');
  await sees(phone.page, 'Your answer: 4');
  await phone.page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
