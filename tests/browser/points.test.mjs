/**
 * Points, as far as they differ from choices: steppers by taps and by keys, a purse that must be empty, the band and the middle half
 * on every page, and no number before the reveal.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { device, faults, framesOf, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'PNTS22';
const HUNDRED = {
  en: 'You have one hundred points. How would you give them?',
  zh: '如果有一百分，您会怎样分给这五项？',
};
const DOTS = 'Five dots: which projects should we visit?';

await stage({ fixture: 'points', code: CODE, session: 'Dialogue: Sustainable Urban Development' });

/** @typedef {import('playwright-core').Page} Page */

const button = (/** @type {Page} */ page, /** @type {string} */ name) => page.getByRole('button', { name });
const given = (/** @type {Page} */ page) => page.locator('.stepper output').allTextContents();
const read = async (/** @type {import('playwright-core').Locator} */ rows) =>
  Promise.all(
    (await rows.all()).map(async row =>
      plain(await row.innerText())
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  );

test('a phone gives a hundred points by taps, and sends them once the purse is empty', async () => {
  await host.openPoll(HUNDRED.en);
  const phone = await guest('zh-CN');
  await phone.showsHeadline(HUNDRED.zh);
  for (const letter of ['A', 'A', 'A', 'A', 'B', 'B', 'B', 'C'])
    await button(phone.page, `给 ${letter} 加分`).tap();
  assert.deepEqual(await given(phone.page), ['40', '30', '10', '0', '0']);
  await sees(phone.page.locator('.foot'), '还剩 20 分');
  assert.ok(await button(phone.page, '分完 100 分后提交').isDisabled());
  assert.equal(await button(phone.page, '给 D 减分').getAttribute('aria-disabled'), 'true');
  assert.deepEqual(await accessible(phone.page), []);
  assert.deepEqual(await layout(phone.page), []);
  for (const box of await Promise.all(
    (await phone.page.locator('.stepper button').all()).map(b => b.boundingBox()),
  ))
    assert.ok(box && box.width >= 48 && box.height >= 48, JSON.stringify(box));
  await button(phone.page, '给 E 加分').tap();
  await button(phone.page, '给 E 加分').tap();
  await sees(phone.page.locator('.foot'), '分数已分完');
  // The purse is empty: plus does nothing more.
  await button(phone.page, '给 A 加分').tap({ force: true });
  assert.deepEqual(await given(phone.page), ['40', '30', '10', '0', '20']);
  await button(phone.page, '提交').tap();
  await phone.acked('已计入');
  await phone.page.context().close();
});

test('points are given with keys alone, kept over a reload, and changed', async () => {
  const phone = await Phone.open(await device(browser), url());
  await phone.showsHeadline(HUNDRED.en);
  await button(phone.page, 'More for B').focus();
  for (let i = 0; i < 12; i++) await phone.page.keyboard.press('Enter');
  assert.deepEqual(await given(phone.page), ['0', '100', '0', '0', '0']);
  // The focus stays where the key is pressed, also when there is nothing more to give.
  await phone.page.keyboard.press('Shift+Tab');
  await phone.page.keyboard.press('Space');
  await phone.page.keyboard.press('Space');
  await button(phone.page, 'More for C').press('Space');
  await sees(phone.page.locator('.foot'), '10 points left');
  await phone.page.reload();
  await phone.ready();
  assert.deepEqual(await given(phone.page), ['0', '80', '10', '0', '0']);
  await button(phone.page, 'More for C').press('Enter');
  await button(phone.page, 'Send points').press('Enter');
  await phone.acked('Counted.');
  await button(phone.page, 'Less for C').press('Enter');
  await sees(phone.page, 'Your earlier vote counts until you send again');
  await button(phone.page, 'More for A').press('Enter');
  await button(phone.page, 'Send points').press('Enter');
  await phone.acked('Counted.');
  await until('the host sees both ballots', async () =>
    (await host.hand.locator('.points-table').innerText())
      .replace(/\s+/g, ' ')
      .includes('融资渠道与绿色信贷 25 10–40'),
  );
  await phone.page.context().close();
});

test('the numbers come at the reveal, and then on every page', async () => {
  const phone = await guest();
  const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
  await screen.locator('.band span').first().waitFor();
  await sees(screen, '100 points each');
  assert.doesNotMatch(await screen.locator('.hundred .o').first().innerText(), /\d/);
  const frames = [...framesOf(screen), ...framesOf(phone.page), await screen.content()].join('\n');
  for (const key of ['"given":', '"sums":', '"middle":', '"leaders":']) assert.ok(!frames.includes(key), key);
  assert.ok(frames.includes('"points":{}'));

  // Three more guests, whose points no page of ours would give.
  const odd = [
    [33, 33, 34, 0, 0],
    [100, 0, 0, 0, 0],
    [27, 0, 0, 0, 73],
  ];
  for (const points of odd) {
    const guest = await (await phoneDevice(browser, 'en')).newPage();
    await guest.goto(url());
    assert.deepEqual(await sendBallots(guest, 0, [{ points }]), ['ack']);
    await guest.context().close();
  }
  await host.reveal();
  await screen.locator('.fig').first().waitFor();
  assert.deepEqual(await read(screen.locator('.given .o')), [
    'A Finance and green credit融资渠道与绿色信贷 42',
    'B Grid access and tariffs电网接入与电价 29',
    'C Mutual recognition of standards标准互认 11',
    'D Local operating staff本地运维人才 0',
    'E Data sharing数据共享 18',
  ]);
  await sees(screen, 'The dot is the mean');
  await sees(screen, 'Middle half');
  await sees(phone.page, 'The number is the mean, out of 100.');
  await sees(host.hand, 'Middle half: what the guests gave');
  for (const page of [phone.page, screen, host.page]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  await phone.page.context().close();
  await screen.context().close();
});

test('five final points are given one by one, and wrong sums are refused', async () => {
  await host.openPoll(DOTS);
  const phone = await guest();
  await phone.showsHeadline(DOTS);
  for (const letter of ['C', 'C', 'C', 'A', 'C'])
    await phone.page.getByRole('group', { name: DOTS }).getByLabel(`More for ${letter}`).tap();
  await button(phone.page, 'Send points').tap();
  await phone.acked('Counted.');
  assert.equal(await phone.page.locator('.stepper').count(), 0);
  await sees(phone.page, 'you: 4');
  // Everybody may see the bars, and nobody the numbers.
  await phone.page.locator('.opt .bar').first().waitFor();
  await seesNot(phone.page.locator('.sheet').first(), '80');

  const other = await (await phoneDevice(browser, 'en')).newPage();
  await other.goto(url());
  const wrong = [
    [],
    [5],
    [5, 0, 1],
    [2, 2, 0],
    [261, 0, 0],
    [5, 0, 0, 0],
    [-1, 6, 0],
    [2.5, 2.5, 0],
    [1e308, 0, 0],
  ];
  const answers = await sendBallots(
    other,
    1,
    [...wrong, [0, 5, 0]].map(points => ({ points })),
  );
  const kinds = answers.map(why => why.kind ?? why);
  assert.deepEqual(kinds.slice(0, 6), Array(6).fill('bad_ballot'));
  assert.deepEqual(answers[0], { kind: 'bad_ballot', min: 5, max: 5 });
  assert.deepEqual(kinds.slice(6), ['malformed', 'malformed', 'malformed', 'ack']);
  await host.reveal();
  await sees(phone.page, 'The number is the share of all points.');
  assert.equal((await read(phone.page.locator('.sheet').first().locator('.opt .n'))).join(), '10%,50%,40%');
  await other.context().close();
  await phone.page.context().close();
});

test('no page had a fault', () => assert.deepEqual(faults, []));
