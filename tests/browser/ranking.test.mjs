/**
 * Rankings, as far as they differ from choices: the order by taps and by keys, taken out again, the ladder on every page, and
 * nothing of the order before the reveal.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { device, faults, framesOf, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'RANK22';
const HELP = {
  en: 'Rank these: what would help projects most?',
  zh: '请按重要性排序：什么最能推动项目落地？',
};
const VISIT = 'Which two projects should we visit first?';
const FIELDS = 'Which fields should come first?';

await stage({ fixture: 'ranking', code: CODE, session: 'Dialogue: Sustainable Urban Development' });

/** @typedef {import('playwright-core').Page} Page */

const numerals = (/** @type {Page} */ page) => page.locator('.opt .no').allTextContents();
/** The rows of a ladder, as their cells read. @param {import('playwright-core').Locator} rows */
const read = async rows =>
  (await rows.all()).length
    ? Promise.all((await rows.all()).map(async row => plain(await row.innerText()).replace(/\s+/g, ' ')))
    : [];

test('a phone taps an order, takes an option out, and sends it', async () => {
  await host.openPoll(HELP.en);
  const phone = await guest('zh-CN');
  await phone.showsHeadline(HELP.zh);
  await phone.tap('标准互认');
  await phone.tap('本地运维人才');
  await phone.tap('融资渠道');
  assert.deepEqual(await numerals(phone.page), ['3', '', '1', '2', '']);
  await sees(phone.page.locator('.foot'), '第一 C，第二 D，第三 A；还可以再排 2 项');
  // Nothing moves when one is taken out; the others close up.
  const before = await phone.option('数据共享').boundingBox();
  await phone.tap('本地运维人才');
  await sees(phone.page.locator('.foot'), '第一 C，第二 A；还可以再排 3 项');
  assert.deepEqual(await phone.option('数据共享').boundingBox(), before);
  assert.deepEqual(await numerals(phone.page), ['2', '', '1', '', '']);
  await phone.page.getByRole('button', { name: '提交 2 项排序' }).tap();
  await phone.acked('已计入');
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page), []);
  await phone.page.context().close();
});

test('a ranking is made with keys alone, kept over a reload, and changed', async () => {
  const phone = await Phone.open(await device(browser), url());
  await phone.showsHeadline(HELP.en);
  const option = (/** @type {string} */ name) => phone.page.getByRole('button', { name });
  await option('Grid access').focus();
  await phone.page.keyboard.press('Space');
  await phone.page.keyboard.press('Tab');
  await phone.page.keyboard.press('Enter');
  await sees(phone.page.locator('.foot'), '1st B, 2nd C; 3 more possible');
  assert.equal(await option('Mutual recognition').getAttribute('aria-pressed'), 'true');
  await phone.page.reload();
  await phone.ready();
  await sees(phone.page.locator('.foot'), '1st B, 2nd C; 3 more possible');
  await option('Send 2 places').focus();
  await phone.page.keyboard.press('Enter');
  await phone.acked('Counted.');
  await sees(host.hand, 'Ranking of 5');

  await option('Grid access').focus();
  await phone.page.keyboard.press('Space');
  await phone.page.keyboard.press('Space');
  await sees(phone.page.locator('.foot'), '1st C, 2nd B; 3 more possible');
  await option('Send 2 places').press('Enter');
  await phone.acked('Counted.');
  const table = host.hand.locator('.ranks-table');
  await until('the host sees both ballots', async () =>
    (await table.innerText()).replace(/\s+/g, ' ').includes('标准互认 1 8 2'),
  );
  await phone.page.context().close();
});

test('the order comes at the reveal, and then on every page', async () => {
  const phone = await guest();
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await screen.locator('.opts .bar i').first().waitFor();
  await sees(screen, 'The order comes at the reveal');
  assert.equal(await screen.locator('.ladder').count(), 0);
  const frames = [...framesOf(screen), ...framesOf(phone.page), await screen.content()].join('\n');
  for (const key of ['"ladder"', '"firsts"', '"ranks"', '"leaders"']) assert.ok(!frames.includes(key), key);
  assert.ok(frames.includes('"ranking":{}'));

  await host.reveal();
  await screen.locator('.ladder').waitFor();
  assert.deepEqual(await read(screen.locator('.ladder .o')), [
    '1 Mutual recognition of standards标准互认 8 2',
    '2 Finance and green credit融资渠道与绿色信贷 3 0',
    '2 Grid access and tariffs电网接入与电价 3 0',
    '4 Local operating staff本地运维人才 0 0',
    '4 Data sharing数据共享 0 0',
  ]);
  await sees(screen, 'Points by place: 4, 3, 2, 1');
  await sees(phone.page, '2 ranked it first');
  assert.equal(await phone.page.locator('.opt').first().locator('.l').innerText(), '1');
  await sees(host.hand, 'Equal points share a rank.');
  for (const page of [phone.page, screen, host.page]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await phone.page.context().close();
  await screen.context().close();
});

test('a final ranking takes no more than its places, and no second order', async () => {
  await host.openPoll(VISIT);
  const phone = await guest();
  await phone.showsHeadline(VISIT);
  await sees(phone.page, 'Rank up to 2');
  await phone.tap('The green tower');
  await phone.tap('The microgrid');
  assert.ok(await phone.option('The water plant').isDisabled());
  await phone.page.getByRole('button', { name: 'Send 2 places' }).tap();
  await phone.acked('Counted.');
  assert.equal(await phone.page.locator('button.opt:enabled').count(), 0);
  // Everybody may see the bars, and nobody the order.
  await phone.page.locator('.opt .bar').first().waitFor();
  await seesNot(phone.page.locator('.sheet').first(), 'ranked it first');
  await host.reveal();
  await sees(phone.page, 'your 1st');
  await sees(phone.page, 'The number is the points: 2 for a first place');
  await phone.page.context().close();
});

test('a wrong order is refused with the limits, and the connection goes on', async () => {
  await host.openPoll(FIELDS);
  const phone = await guest();
  await phone.showsHeadline(FIELDS);
  const wrong = [[], [1, 1], [0, 1, 2, 3], [8], [0, 300]];
  const answers = await sendBallots(
    phone.page,
    2,
    [...wrong, [7, 0]].map(ranking => ({ ranking })),
  );
  const limits = { kind: 'bad_ballot', min: 1, max: 3 };
  assert.deepEqual(answers.slice(0, 4), [limits, limits, limits, limits]);
  assert.equal(answers[4].kind, 'malformed');
  assert.equal(answers[4].field, 'cast.ballot.ranking[1]');
  assert.equal(answers[5], 'ack');
  await host.reveal();
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await screen.locator('.ladder.cols').waitFor();
  assert.equal((await read(screen.locator('.ladder .o')))[0], '1 City data城市数据 3 1');
  assert.deepEqual(await layout(screen, true), []);
  await phone.page.context().close();
  await screen.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
