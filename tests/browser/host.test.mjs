/** The host runs the show: sessions and the effects of their end, the join address, the role links. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { decode, scan } from './harness/qr.mjs';
import {
  DIALOGUE,
  EXPECTATION,
  Host,
  Moderator,
  OPENING,
  openRole,
  Phone,
  PILOT,
  plain,
} from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** The end of the log: a place, and what stands for everything before it. */
const HEAD = /^\d+(-[0-9A-F]{8}){4}$/;
/** @type {import('playwright-core').Page} */
let screen;
/** @type {Phone} */
let phone;

await stage();

before(async () => {
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  phone = await guest();
});

const picture = async () => plain(await screen.locator('main.screen').innerText());
const shows = (/** @type {string} */ text) =>
  until(`“${text}” on the screen`, async () => (await picture()).includes(text));

test('the end of a session says what it will do, does it, and is taken back whole', async () => {
  const moderator = await Moderator.open(await device(browser), server);
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  await phone.tap('LEED city');
  await phone.acked('Counted.');
  for (const text of ['What is on the screen?', 'What comes next?']) {
    await phone.ask(text);
    await moderator.row(text).waitFor();
    await moderator.do(text, 'Approve');
    await moderator.approved.locator('[data-q]:not(.held)', { hasText: text }).waitFor();
  }
  await moderator.do('What is on the screen?', 'On screen');
  await moderator.do('What comes next?', 'Put next');
  await phone.ownIs('What comes next?', 'Next to be answered');
  await shows('What is on the screen?');

  await host.choose(DIALOGUE.en);
  await host.verb('End…').click();
  const told =
    '1 open poll closes; the question on screen becomes answered; 1 queued question returns to Approved.';
  await sees(host.hand, told);
  await host.verb('Cancel').click();
  await host.page.locator('.run .show.here', { hasText: DIALOGUE.en }).waitFor();
  await host.verb('End…').click();
  await host.verb('End it').click();
  await sees(host.foot, 'Session ended; 1 poll closed; 1 question answered; 1 returned to Approved.');
  await phone.ownIs('What is on the screen?', 'Answered');
  await phone.ownIs('What comes next?', 'Approved');
  await until('no open poll', async () => !(await phone.page.locator('label.opt').count()));

  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await sees(host.foot, 'Undone');
  await host.page.locator('.run .show.here', { hasText: DIALOGUE.en }).waitFor();
  await phone.ownIs('What is on the screen?', 'Being answered now');
  await phone.ownIs('What comes next?', 'Next to be answered');
  await phone.page.locator('label.opt.on', { hasText: 'LEED city' }).waitFor();
  await moderator.page.context().close();
});

test('starting a session while another runs says that it ends that one', async () => {
  await host.choose(OPENING.en);
  await host.verb('Start…').click();
  await sees(host.hand, `This ends “${DIALOGUE.en}”.`);
  await sees(host.hand, '1 question is unanswered.');
  await host.hand.getByText('all', { exact: true }).click();
  await host.verb('Start it').click();
  await sees(host.foot, /^Session started\. The previous one ended; 1 poll closed/);
  await phone.showsHeadline(OPENING.en);
});

test('a poll closes, opens again, is revealed and hidden, and each step can be taken back', async () => {
  await host.openPoll(EXPECTATION.en, { limit: true });
  await sees(phone.page, /^\d:\d\d left$/);
  // This poll shows its bars to everybody.
  await phone.tap('A partner for a concrete project');
  await phone.option('A partner').getByText('100').waitFor();
  await host.verb('30 s more').click();
  await sees(host.foot, 'The poll has more time');
  // The fingerprint of the log is there to be copied whenever voting ends, and names one past only.
  const log = host.page.locator('.log-head');
  const before = await log.innerText();
  await host.verb(/^Close$/).click();
  await host.step('Closed');
  await until('a new fingerprint', async () => (await log.innerText()) !== before);
  assert.match(await log.innerText(), HEAD);
  // It has the result already.
  await sees(phone.page, '1 vote. Voting has closed.');
  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await host.step('Open');
  await phone.page.locator('label.opt.on', { hasText: 'A partner' }).waitFor();
  await host.reveal();
  await sees(phone.page, '1 vote. Voting has closed.');
  await host.verb('Hide again').click();
  await host.step('Closed');
  await sees(phone.page, '1 vote. Voting has closed.');
});

test('the show runs by keyboard', async () => {
  await host.choose(OPENING.en);
  const { keyboard } = host.page;
  await keyboard.press('j');
  await host.hand.getByRole('heading', { name: EXPECTATION.en }).waitFor();
  await keyboard.press('Space');
  await host.step('Revealed');
  await keyboard.press('h');
  await host.step('Closed');
  // A key toggles what its own page shows, so the page must know the last press's effect.
  await keyboard.press('b');
  await until('a black screen', () => screen.locator('main .blank').count());
  await host.shows('Black');
  await keyboard.press('b');
  await until('the picture again', async () => !(await screen.locator('main .blank').count()));
  await keyboard.press('p');
  await sees(phone.page, 'Questions are paused for now.');
  assert.equal(await phone.page.locator('#ask').count(), 0);
  await host.hand.locator('label.on', { hasText: 'Paused' }).waitFor();
  await keyboard.press('p');
  await phone.page.locator('#ask').waitFor();
});

test('the screen obeys at once, whatever the host chooses', async () => {
  await host.show('Top questions');
  await shows('Top questions from the audience');
  await host.show('Join');
  await shows('Scan to ask and to vote');
  await host.page.locator('fieldset.pick').getByRole('button', { name: 'One question' }).click();
  await host.page.locator('.choose').getByRole('button', { name: 'What comes next?' }).click();
  await shows('What comes next?');
  await host.choosePoll(EXPECTATION.en);
  await host.show('This poll');
  await shows(EXPECTATION.en);
  await host.show('Automatic');
});

test('another join address, and every code follows', async () => {
  await host.show('Join');
  assert.equal((await scan(screen)).toLowerCase(), `${server.origin}/${DEMO}`.toLowerCase());
  const other = `http://127.0.0.1:${server.port}`;
  await host.page.locator('.addr', { hasText: `127.0.0.1:${server.port}` }).click();
  await host.page.locator('.addr.on', { hasText: `127.0.0.1:${server.port}` }).waitFor();
  await shows(`127.0.0.1:${server.port}`);
  const code = await until('the new code', async () => {
    const text = decode(await screen.screenshot());
    return text?.includes('127.0.0.1') ? text : null;
  });
  assert.equal(code.toLowerCase(), `${other}/${DEMO}`.toLowerCase());
  const scanned = await Phone.open(await phoneDevice(browser, 'zh-CN'), code);
  await until('the host sees by which address they came', async () => {
    const counts = await host.page.locator('.addr > span:last-child').allInnerTexts();
    return counts.join() === '1,1';
  });
  await scanned.page.context().close();
  await host.page.locator('.addr', { hasText: `venue.test:${server.port}` }).click();
  await shows(`venue.test:${server.port}`);
  await host.show('Automatic');
});

test('a revoked link ends its pages, and a new one works', async () => {
  const old = await server.link('moderator');
  const tablet = await device(browser, { size: SIZES.tablet });
  const moderator = await Moderator.open(tablet, server);
  await host.page
    .locator('.link-role', { hasText: 'Moderators' })
    .getByRole('button', { name: 'Show link' })
    .click();
  const field = host.page.locator('.one-link input');
  assert.equal(await field.inputValue(), old);
  await host.page.getByRole('button', { name: 'Copy: Moderators' }).click();
  await sees(host.page.locator('.one-link'), /^(Copied|Selected)/);
  await host.page.getByRole('button', { name: 'Revoke: Moderators' }).click();
  await sees(host.page.locator('.one-link'), 'The old link stops working and its open pages close.');
  await host.page.getByRole('button', { name: 'Revoke it' }).click();
  server.revoked();
  await sees(moderator.page, 'This page’s link was revoked. Ask the host for the new one.');
  await moderator.page.reload();
  await sees(moderator.page, 'This page needs its link.');
  await moderator.page.goto(old);
  await moderator.page.reload();
  await sees(moderator.page, 'This page needs its link.');
  const fresh = await until('the new link', async () => {
    const value = await field.inputValue();
    return value !== old ? value : null;
  });
  await moderator.page.goto('about:blank');
  await moderator.page.goto(fresh);
  await moderator.page.locator('.desk.mod').waitFor();
  assert.equal(new URL(moderator.page.url()).hash, '', 'the secret does not stay in the address');
  // Nobody else's link was touched.
  await screen.reload();
  await until('the screen is still there', async () => (await picture()).length);
  await tablet.close();
});

test('one panelist’s link is not another’s', async () => {
  const context = await device(browser, { size: SIZES.tablet });
  const page = await context.newPage();
  const { hash } = new URL(await server.link('panelist/emerson'));
  await page.goto(`${server.origin}/${DEMO}/panelist/altec${hash}`);
  await sees(page, 'This page needs its link.');
  await page.goto(`${server.origin}/${DEMO}/host${hash}`);
  await sees(page, 'This page needs its link.');
  await context.close();
});

test('two roles and two events in one browser do not disturb each other', async () => {
  await server.import('second');
  const context = await device(browser);
  const first = await Host.open(context, server);
  const desk = await Moderator.open(context, server);
  const second = await Host.open(context, server, 'TWNEWS');
  const here = await Phone.open(context, `${server.origin}/${DEMO}`);
  const there = await Phone.open(context, `${server.origin}/TWNEWS`);
  await second.start('The only session');
  await second.openPoll('Is this the other event?');
  await there.page.locator('.opt', { hasText: 'It is not' }).click();
  await there.acked('Counted.');
  await second.hand.locator('.turnout b', { hasText: '1' }).waitFor();
  for (const page of [first.page, desk.page, second.page, here.page, there.page]) await page.reload();
  await there.ready();
  await there.page.locator('.opt.on', { hasText: 'It is not' }).waitFor();
  await there.acked('Counted.');
  await here.ready();
  await here.showsHeadline(EXPECTATION.en);
  await sees(first.page.locator('.topbar'), 'Host');
  await sees(first.page, DIALOGUE.en);
  await sees(second.page, 'The only session');
  await sees(desk.page.locator('.topbar'), 'Questions');
  await seesNot(second.page, DIALOGUE.en);
  await context.close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
