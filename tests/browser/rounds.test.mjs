/**
 * Settings that hold for every kind of poll: a ballot taken back, a second round beside the first, a reset and its undo, counts
 * beside shares, results that no phone ever sees, and a reveal by the clock.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'RNDS22';
const FIELD = 'Which field should the next pilot project address first?';
const SECRET = 'Whom should we invite?';
const CLEAR = 'How clear was it?';
const CITY = 'Where should the pilot begin?';
/** The id of this poll: its place in the file. */
const CITY_ID = 3;

/** @type {import('playwright-core').Page} */
let screen;

await stage({ fixture: 'rounds', code: CODE, session: 'Dialogue' });

before(async () => {
  screen = await openRole(await device(browser), server, 'screen', CODE);
});

const checked = (/** @type {Phone} */ phone) => phone.page.locator('.opt input:checked').count();
const voters = (/** @type {string} */ n) => host.hand.locator('.turnout', { hasText: n }).waitFor();

test('a vote can be taken back, and cast again', async () => {
  await host.openPoll(FIELD);
  const phone = await guest();
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
  const [en, zh] = [await guest(), await guest('zh-CN')];
  await en.tap('Urban infrastructure');
  await zh.tap('城市基础设施');
  await en.acked('Counted.');
  await zh.acked('已计入');
  await host.reveal();
  // With counts beside the shares.
  await sees(screen, '67%');
  await sees(host.hand, '100% is 3 votes');
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
  await screen.locator('.sides.rounds').first().waitFor();
  await sees(screen, 'changed their vote');
  await en.page.locator('.beside.rounds').waitFor();
  assert.deepEqual(await layout(screen, true), []);
  await sees(host.hand, 'Round 1');
  await sees(host.hand, '2 guests voted in both rounds, and 1 changed their vote.');
  assert.deepEqual(await accessible(host.page), []);
  await en.page.context().close();
  await zh.page.context().close();
});

test('a reset discards the votes, and its undo brings them back', async () => {
  const phone = await guest();
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
  const phone = await guest();
  await phone.tap('Cities');
  await phone.page.getByRole('button', { name: 'Send 1 choice' }).tap();
  await phone.acked('Counted.');
  await host.reveal();
  await sees(screen, 'one per phone');
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
  const phone = await guest();
  await host.choosePoll(CLEAR);
  await sees(host.hand, 'the result is shown when the time is up');
  await host.verb(/^Open/).click();
  await phone.page.getByRole('radio').nth(3).tap();
  await phone.acked('Counted.');
  await host.step('Revealed');
  await sees(phone.page, 'Your answer: 4');
  // So does the next round, without another word of the host.
  await host.verb('Open round 2').click();
  await host.step('Open');
  await host.step('Revealed');
  await phone.page.context().close();
});

/**
 * A guest who says where they come from and then votes, with frames of their own.
 * @param {number} value @param {number} choice
 */
async function declared(value, choice) {
  const context = await phoneDevice(browser, 'en');
  const page = await context.newPage();
  await page.goto(url());
  const commands = [
    { declare: { group: 0, value } },
    { cast: { poll: CITY_ID, ballot: { choice: [choice] } } },
  ];
  await page.evaluate(async commands => {
    await fetch(`${location.pathname}/join`, { method: 'POST' });
    const socket = new WebSocket(`${location.href.replace('http', 'ws')}/socket?role=participant`);
    await new Promise(resolve => socket.addEventListener('open', resolve));
    for (const [i, cmd] of commands.entries()) {
      const acked = new Promise(resolve =>
        socket.addEventListener('message', m => JSON.parse(m.data).t === 'ack' && resolve(m)),
      );
      socket.send(JSON.stringify({ t: 'do', c: 5, n: i + 1, cmd }));
      await acked;
    }
  }, commands);
  await context.close();
}

test('a result is split by group when the host says so, without groups of few', async () => {
  await host.openPoll(CITY);
  for (const choice of [0, 0, 0, 0, 1, 1]) await declared(0, choice);
  for (const choice of [0, 1, 1, 1]) await declared(1, choice);
  const phone = await guest();
  await phone.tap('Chengdu');
  await phone.acked('Counted.');
  await sees(screen, 'phones connected');
  // The host lets bars grow on the screen, everywhere, and nowhere again while guests vote.
  const sheet = phone.page.locator('.sheet').first();
  const live = (/** @type {string} */ where) => host.hand.getByText(where, { exact: true }).click();
  await live('on screen');
  await sees(screen, /\d%/);
  await seesNot(sheet, /\d%/);
  await live('everywhere');
  await sees(sheet, /\d%/);
  await live('count only');
  await seesNot(sheet, /\d%/);
  await seesNot(screen, /\d%/);
  await host.reveal();
  await sees(host.hand, /of \d+ phones connected/);
  await sees(screen, 'Fingerprint');
  await sees(phone.page, 'Your vote is in it.');
  // Four voters are too few, and with the one who said nothing they are five: what is left is one value.
  await host.hand.getByText('By group: Delegation').click();
  await sees(host.hand, '6 voters');
  await seesNot(host.hand.locator('details'), '4 voters');
  await sees(host.hand, 'Groups of fewer than five voters are not shown');
  assert.equal(await screen.locator('.sides').count(), 0);
  await host.hand.getByText('Delegation', { exact: true }).click();
  await screen.locator('.sides').first().waitFor();
  await sees(screen, 'Groups under five are not shown');
  await sees(screen, '中方');
  await seesNot(screen, '美方');
  // The table stands on the screen in place of the total, and phones keep the total.
  await seesNot(screen, /\b1[01] votes\b/);
  assert.equal(await screen.locator('.o.won').count(), 0);
  await sees(phone.page, '100% is 11 votes.');
  assert.equal(await phone.page.locator('.beside.group').count(), 0);
  for (const page of [phone.page, host.page, screen]) assert.deepEqual(await accessible(page), []);
  for (const page of [host.page, screen]) assert.deepEqual(await layout(page, page === screen), []);
  await host.hand.getByText('as a whole', { exact: true }).click();
  await until('the screen shows the whole', async () => !(await screen.locator('.sides').count()));
  await phone.page.context().close();
});

test('a phone tells each round of a motion and of a rating in a line', async () => {
  const phone = await guest('zh-CN');
  /** @param {string} title @param {(() => Promise<void>)[]} votes */
  const rounds = async (title, votes) => {
    await host.openPoll(title);
    for (const [round, vote] of votes.entries()) {
      if (round) await host.verb(`Open round ${round + 1}`).click();
      await host.step('Open');
      await vote();
      await phone.acked('已计入');
      await host.reveal();
    }
  };
  const lines = phone.page.locator('.beside .note').first();
  await rounds('The workshop founds a group.', [() => phone.tap('赞成'), () => phone.tap('弃权')]);
  await sees(lines, '赞成 1 (100%) · 反对 0 (0%) · 弃权 0 (0%) · 1 票');
  await sees(lines, '赞成 0 (0%) · 反对 0 (0%) · 弃权 1 (100%) · 1 票');
  assert.deepEqual(await layout(phone.page, false), []);
  const step = (/** @type {number} */ nth) => phone.page.locator('.cells label').nth(nth).tap();
  await rounds('How useful was it?', [() => step(3), () => step(1)]);
  await sees(lines, '第 1 轮');
  await sees(lines, '中位数 4.0 · 1 票');
  await sees(lines, '中位数 2.0 · 1 票');
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page, false), []);
  await phone.page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
