/**
 * Choices that bind nobody to their options: the order of each phone's own, own words that a moderator reads first, and votes without
 * a choice, which no share contains. By touch and by keyboard, in two languages.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { device, faults, framesOf, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const CODE = 'FREE52';
const PILOT = {
  en: 'Which field should the pilot project address first?',
  zh: '试点项目应首先面向哪个领域？',
};
const BARRIERS = { en: 'What stands in the way?', zh: '有哪些障碍？' };
const GROUP = 'Shall we found a group?';
const HEAT = 'Waste heat of data centres';
const BIKES = '共享单车';

/** @type {Moderator} */
let mod;
/** @type {Page} */
let screen;
/** @type {Phone} */
let en;
/** @type {Phone} */
let zh;

before(async () => {
  await stage({
    fixture: 'free_choice',
    code: CODE,
    session: 'Dialogue: Sustainable Urban Development',
  });
  mod = await Moderator.open(await device(browser), server, CODE);
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
});

const live = (/** @type {Phone} */ phone) => phone.page.locator('.sheet').first();
const entry = (/** @type {string} */ text) => mod.page.locator('[data-e]', { hasText: text });
const besides = () => screen.locator('.besides');

/** Taps an answer of the open poll. @param {Phone} phone @param {string} text */
const tap = (phone, text) => live(phone).locator('.opt', { hasText: text }).tap();

/** The signs and names of the answers on a phone, from the top. @param {Phone} phone */
const answers = phone =>
  live(phone)
    .locator('.opt')
    .evaluateAll(rows =>
      rows.map(row => `${row.querySelector('.l')?.textContent} ${row.querySelector('.w b')?.textContent}`),
    );

/** The numbers of a poll in the export. @param {string} key */
const exported = key =>
  host.page.evaluate(async key => {
    const { polls } = await (await fetch('/FREE52/export.json')).json();
    return polls.find((/** @type {{ key: string }} */ poll) => poll.key === key);
  }, key);

test('each phone has an order of its own that a reload keeps, and letters stay with their options', async () => {
  await host.openPoll(PILOT.en);
  en = await guest();
  zh = await guest('zh-CN');
  await en.showsHeadline(PILOT.en);
  await zh.showsHeadline(PILOT.zh);
  const first = await answers(en);
  assert.deepEqual(
    [...first].sort(),
    ['A Rooftop solar', 'B District heating', 'C Storage', '– Abstain', '… Other'].sort(),
  );
  assert.deepEqual(first.slice(3), ['… Other', '– Abstain'], 'these two come last');
  await en.page.reload();
  await en.ready();
  assert.deepEqual(await answers(en), first);
  const chinese = await answers(zh);
  assert.deepEqual(chinese.slice(3), ['… 其他', '– 弃权']);
  // Of a dozen phones one at least has another order.
  const orders = new Set([first.slice(0, 3).join()]);
  for (let phone = 0; phone < 12 && orders.size < 2; phone++) {
    const other = await guest();
    orders.add((await answers(other)).slice(0, 3).join());
    await other.page.context().close();
  }
  assert.ok(orders.size > 1);
  // The screen keeps the order of the event file.
  const rows = await screen.locator('.opts .o b').allInnerTexts();
  assert.deepEqual(rows.map(plain), ['Rooftop solar', 'District heating', 'Storage', 'Other']);
});

test('an abstention by touch, own words by touch and by keyboard', async () => {
  await en.tap('Abstain');
  await en.acked('Counted.');
  await sees(besides(), '1');
  await en.tap('Storage');
  await until('the abstention is gone', async () => (await besides().locator('em').innerText()) === '0');
  await en.tap('Other');
  await sees(en.page.locator('.foot'), 'Write your own words');
  assert.ok(await en.page.locator('.foot .btn').isDisabled());
  const field = live(en).locator('.own input');
  await field.fill('x'.repeat(61));
  await sees(live(en), '1 character too long');
  assert.ok(await en.page.locator('.foot .btn').isDisabled());
  await field.fill(HEAT);
  await en.page.locator('.foot .btn').tap();
  await en.acked('Counted.');
  await sees(live(en).locator('.own'), 'Being read');

  await zh.page.getByRole('radio', { name: '其他' }).focus();
  await zh.page.keyboard.press('Space');
  await live(zh).locator('.own input').focus();
  await zh.page.keyboard.type(BIKES);
  await zh.page.locator('.foot .btn').focus();
  await zh.page.keyboard.press('Enter');
  await zh.acked('已计入');
  await sees(live(zh).locator('.own'), '审核中');
  // The results are live, yet nobody but hosts and moderators gets what they wrote.
  await sees(screen.locator('.opts .o', { hasText: 'Other' }), '100');
  for (const page of [screen, en.page, zh.page])
    for (const frame of framesOf(page))
      if (!frame.includes('"t":"mine"')) assert.doesNotMatch(frame, /data centres|单车/);
});

test('a moderator reads own words, and they are shown at the reveal and not before', async () => {
  await mod.page.getByText(/^Answers 2/).waitFor();
  await mod.press('g');
  await entry(HEAT).locator('.txt').click();
  await mod.press('a');
  await mod.says('approved');
  await sees(live(en).locator('.own'), 'Approved');
  await host.choosePoll(PILOT.en);
  await sees(host.hand.locator('.own-words'), HEAT);
  await sees(host.hand, '1 answer in own words approved, 1 waits for a moderator');
  await seesNot(screen, HEAT);
  assert.equal(await live(zh).locator('.said').count(), 0);
});

test('an abstention is in no share, and never wins', async () => {
  /** @type {Phone[]} */
  const others = [];
  for (let n = 0; n < 3; n++) {
    const phone = await guest();
    await phone.tap('Abstain');
    await phone.acked('Counted.');
    others.push(phone);
  }
  const voter = await guest();
  await voter.tap('Storage');
  await voter.acked('Counted.');
  await host.reveal();
  await sees(besides().locator('.own'), HEAT);
  await seesNot(screen, BIKES);
  await sees(besides().locator('.none'), '3');
  await sees(screen, '100% is the 3 votes with a choice');
  const won = screen.locator('.opts .o.won');
  await until('other leads', async () => plain(await won.locator('b').first().innerText()) === 'Other');
  await sees(won.locator('.n'), '67');
  assert.equal(await won.count(), 1);
  const abstained = others[0] ?? voter;
  await sees(live(abstained).locator('.none .opt'), 'You and 2 others');
  assert.equal(await live(abstained).locator('.none .bar:visible').count(), 0);
  await sees(live(abstained), '100% is the 3 votes with a choice.');
  await sees(live(abstained).locator('.said'), HEAT);
  await sees(live(zh), '100% 为作出选择的 3 票。');
  await sees(host.hand, '100% is the 3 votes with a choice.');
  for (const page of [abstained.page, en.page, zh.page, screen, host.page]) {
    assert.deepEqual(await accessible(page), []);
    assert.deepEqual(await layout(page, page === screen), []);
  }
  // Sorted when the host asks, and only then. Own words stay last.
  const rows = async () => (await screen.locator('.opts .o b').allInnerTexts()).map(plain).join();
  const given = 'Rooftop solar,District heating,Storage,Other';
  assert.equal(await rows(), given);
  await host.hand.getByText('most votes first').click();
  await until(
    'they are sorted',
    async () => (await rows()) === 'Storage,Rooftop solar,District heating,Other',
  );
  assert.deepEqual(await layout(screen, true), []);
  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await until('they are as given', async () => (await rows()) === given);
  const { ballots, tally, shares } = await exported('pilot');
  assert.equal(ballots, 6);
  const { said, ...counts } = tally.free_choice;
  assert.deepEqual(counts, { answers: [0, 0, 1, 2], base: 3, none: 3, approved: 1, waiting: 1 });
  assert.deepEqual(
    said.map((/** @type {{ text: string, count: number }} */ own) => [own.text, own.count]),
    [[HEAT, 1]],
  );
  assert.deepEqual(shares, { percents: [0, 0, 33, 67], leaders: [3] });
  await Promise.all([...others, voter].map(phone => phone.page.context().close()));
});

test('ballots that fit no free choice are refused, and the connection goes on', async () => {
  await host.openPoll(BARRIERS.en);
  const bad = { kind: 'bad_ballot', min: 1, max: 2 };
  const ballots = [
    { free_choice: {} },
    { free_choice: { picks: [0, 1], own: 'x' } },
    { free_choice: { picks: [0], none: true } },
    { free_choice: { own: 'x', none: true } },
    { free_choice: { picks: [2] } },
    { free_choice: { picks: [1, 1] } },
    { choice: [0] },
    { free_choice: { own: 'x'.repeat(61) } },
    { free_choice: { own: '\u202e \u200b' } },
    { free_choice: { none: true } },
  ];
  const other = await guest();
  const answers = await sendBallots(other.page, 1, ballots);
  await other.page.context().close();
  const tooLong = { kind: 'text_too_long', field: 'entry', chars_max: 60 };
  assert.deepEqual(answers, [...Array(7).fill(bad), tooLong, { kind: 'text_empty' }, 'ack']);
});

test('own words are one of several picks, and none excludes them all', async () => {
  await en.showsHeadline(BARRIERS.en);
  await tap(en, 'Money');
  await tap(en, 'Other');
  await live(en).locator('.own input').fill('Time');
  assert.ok(await en.page.getByRole('checkbox', { name: 'Rules' }).isDisabled(), 'two are enough');
  await tap(en, 'None of these');
  await sees(en.page.locator('.foot .btn'), 'Send my vote');
  assert.equal(await live(en).locator('input:checked').count(), 1);
  await tap(en, 'Money');
  await tap(en, 'Other');
  await live(en).locator('.own input').fill('Time');
  await en.page.getByRole('button', { name: 'Send 2 choices' }).tap();
  await en.acked('Counted.');
  await zh.showsHeadline(BARRIERS.zh);
  await zh.page.getByRole('checkbox', { name: '以上都不选' }).focus();
  await zh.page.keyboard.press('Space');
  await zh.page.locator('.foot .btn').focus();
  await zh.page.keyboard.press('Enter');
  await zh.acked('已计入');
  await host.reveal();
  await sees(screen, /1 = 100%/);
  await sees(screen, 'Tie, 1 vote each');
  const { tally } = await exported('barriers');
  assert.deepEqual(tally.free_choice, { answers: [1, 0, 1], base: 1, none: 2, waiting: 1 });
});

test('hands are counted for the abstention too', async () => {
  await host.openPoll(GROUP);
  const room = host.hand.locator('.room-count');
  await room.locator('summary').focus();
  await host.page.keyboard.press('Enter');
  await room.getByLabel('Hands for A').fill('30');
  await room.getByLabel('Hands for B').fill('10');
  await room.getByLabel('Hands for –').fill('9');
  await room.getByRole('button', { name: 'Enter the count' }).press('Enter');
  await host.page.locator('.results .res', { hasText: 'Abstain' }).filter({ hasText: '9' }).waitFor();
  await host.reveal();
  await sees(besides(), '9');
  await sees(screen, '100% is the 40 votes with a choice');
  const { tally, shares } = await exported('group');
  assert.deepEqual(tally.free_choice, { answers: [30, 10], base: 40, none: 9 });
  assert.deepEqual(shares, { percents: [75, 25], leaders: [0] });
  assert.deepEqual(await layout(screen, true), []);
});

test('a host makes a choice with abstentions, in random order', async () => {
  await host.page.keyboard.press('n');
  const dialog = host.page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: 'Question and options' })
    .fill('Which city next? / 下一站是哪里？\nBeijing / 北京\nXi’an / 西安');
  await dialog.getByText('Abstain', { exact: true }).click();
  await dialog.locator('.kv', { hasText: 'Random order' }).getByText('yes').click();
  assert.deepEqual(await accessible(host.page), []);
  await dialog.getByRole('button', { name: 'Make and open' }).click();
  await host.step('Open');
  await sees(host.hand, 'Poll, one choice, in random order on phones, with abstentions');
  await zh.showsHeadline('下一站是哪里？');
  await tap(zh, '弃权');
  await zh.acked('已计入');
});

test('no page had a fault', () => assert.deepEqual(faults, []));
