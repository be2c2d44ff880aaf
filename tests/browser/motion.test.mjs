/**
 * Motions: votes by touch and by keyboard in both languages, what is held back while voting is open, the outcome with its named
 * base on every page, and the number of those present.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, framesOf, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';
import { firstResponse, WINDOW_BYTES } from './harness/window.mjs';

const CODE = 'M4TH4N';
const LIAISON = {
  en: 'The workshop proposes a liaison group on city energy.',
  zh: '本次研讨会建议设立中美城市能源联络组。',
};
const STATUTES = 'The liaison group adopts its statutes.';
const OPINION = 'The next workshop should take place in Chengdu.';

await stage({ fixture: 'motion', code: CODE, session: 'Dialogue: Sustainable Urban Development' });

test('the page of an open motion is one window', async t => {
  await host.openPoll(LIAISON.en);
  for (const lang of ['en', 'zh-CN', 'fr']) {
    const { body, head } = await firstResponse(server, CODE, lang);
    t.diagnostic(`${lang}: ${body.length} bytes, and ${head} of headers`);
    assert.ok(body.length + head <= WINDOW_BYTES, `${body.length} bytes, and ${head} of headers`);
  }
});

test('a vote by touch and one by keyboard reach the outcome on every page', async () => {
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  const [touch, keys] = [await guest(), await guest('zh-CN')];
  await touch.showsHeadline(LIAISON.en);
  await keys.showsHeadline(LIAISON.zh);
  await touch.tap('Against');
  await touch.acked('Counted.');
  await touch.tap('For');
  await touch.acked('Counted.');
  await keys.page.getByRole('radio').first().focus();
  await keys.page.keyboard.press('Space');
  await keys.page.keyboard.press('ArrowDown');
  await keys.page.keyboard.press('ArrowDown');
  await keys.acked('已计入');
  await sees(keys.page, '须有三分之二赞成');

  // While voting is open, nobody but the host knows more than how many have voted, although everybody may see live results.
  await sees(screen, '2');
  await sees(screen, 'people have voted');
  await sees(screen, 'Two thirds must be for');
  await sees(host.hand, '100%');
  // The miniature is what the screen shows. Hands can be counted for the three sides, and for nothing else.
  const mini = host.page.locator('.mini');
  await until('it shows the count', async () => /people have voted/.test((await mini.textContent()) ?? ''));
  assert.doesNotMatch((await mini.textContent()) ?? '', /%/);
  assert.equal(await host.hand.locator('.room-count li').count(), 3);
  for (const page of [screen, touch.page]) {
    await seesNot(page, '%');
    assert.doesNotMatch(framesOf(page).join(), /"counts"/, 'no count has left the server');
  }

  await host.reveal();
  await sees(screen, 'Adopted');
  await sees(screen, '通过');
  await sees(screen, '100% is the 1 vote for or against');
  await sees(touch.page, 'Adopted');
  await sees(touch.page, '100% is the 1 vote for or against');
  await sees(keys.page, '通过');
  await sees(keys.page, '弃权不计');
  await sees(host.hand, 'Adopted');
  // One of one: a group of fewer than five is not named.
  await touch.page.locator('.motion .you').waitFor();
  assert.equal(await touch.page.locator('.motion .with').count(), 0);
  assert.deepEqual(await accessible(host.page), []);
  for (const page of [touch.page, keys.page, screen]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await Promise.all([touch.page, keys.page, screen].map(page => page.context().close()));
});

test('those present are the base, and a final vote is sent first', async () => {
  await host.openPoll(STATUTES);
  const screen = await openRole(await device(browser), server, 'screen', CODE);
  const [voter, other] = [await guest(), await guest('zh-CN')];
  await voter.showsHeadline(STATUTES);
  await voter.page.getByRole('radio').first().focus();
  await voter.page.keyboard.press('ArrowDown');
  await sees(voter.page, 'Against, not sent yet');
  await voter.page.keyboard.press('ArrowUp');
  await sees(voter.page, 'For, not sent yet');
  await voter.page.getByRole('button', { name: 'Send my vote' }).tap();
  await voter.acked('Counted.');
  await host.reveal();
  // Phones that were here in the last minute count too.
  await sees(screen, 'phones connected');
  await sees(screen, 'Not adopted');
  await sees(screen, '未通过');
  await sees(other.page, '未通过');
  await sees(voter.page, 'Did not vote');
  await sees(host.hand, 'Not adopted');
  await Promise.all([voter.page, other.page, screen].map(page => page.context().close()));
});

test('an opinion has no outcome and no mark', async () => {
  await host.openPoll(OPINION);
  const phone = await guest('zh-CN');
  await phone.tap('弃权');
  await phone.acked('已计入');
  await host.reveal();
  await sees(phone.page, '100% 为全部 1 票');
  const sheet = phone.page.locator('.sheet').first();
  await seesNot(sheet, '通过');
  assert.equal(await sheet.locator('.band u').count(), 0);
  const screen = await openRole(await device(browser, { theme: 'dark' }), server, 'screen', CODE);
  await sees(screen, '100% is the 1 vote cast');
  assert.deepEqual(await accessible(screen), []);
  assert.deepEqual(await layout(screen, true), []);
  await phone.page.context().close();
  await screen.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
