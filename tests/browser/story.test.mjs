/**
 * A whole event, from scanning the code to a revealed poll and an answered question, with everybody at their page.
 *
 * How to run this folder: build the server (`cargo build --release`), then here
 *
 *     npm ci && npm test                     everything, with an installed Chromium
 *     node --test story.test.mjs             one file
 *     npm run shots                          screenshots of every page, into tests/artifacts/
 *
 * PLENARY_BIN names another server binary, CHROMIUM another browser (default /usr/bin/chromium). Each file starts its own server
 * on a free port with its own folder, under the name venue.test, which only the browser knows.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { device, faults, framesOf, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { scan } from './harness/qr.mjs';
import { DIALOGUE, Host, Moderator, openRole, Phone, PILOT, plain } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';

/** @type {import('playwright-core').Page} */
let screen;
/** @type {import('playwright-core').Page} */
let panelist;
/** @type {Host} */
let host;
/** @type {Moderator} */
let moderator;
/** @type {Phone} */
let english;
/** @type {Phone} */
let chinese;

const QUESTION = '储能系统在老旧小区改造中如何与热泵配合？';
const TRANSLATION = 'How do storage systems work together with heat pumps in old residential quarters?';

before(async () => {
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');
  panelist = await openRole(await device(browser, { size: SIZES.tablet }), server, 'panelist/emerson');
  const staff = await device(browser);
  host = await Host.open(staff, server);
  moderator = await Moderator.open(staff, server);
});

/** The scene of the screen, without one that fades away. */
const scene = () => screen.locator('main.screen');
const sceneText = async () => plain(await scene().innerText());
const onScreen = (/** @type {string} */ text) =>
  until(`“${text}” on the screen`, async () => (await sceneText()).includes(text));

test('the code on the screen opens the event, in the language of each phone', async () => {
  await screen.locator('img.qr').waitFor();
  await screen
    .locator('img.qr')
    .first()
    .evaluate(img => /** @type {HTMLImageElement} */ (img).decode());
  const url = await scan(screen);
  assert.equal(url.toLowerCase(), `${server.origin}/${DEMO}`.toLowerCase());
  english = await Phone.open(await phoneDevice(browser, 'en'), url);
  chinese = await Phone.open(await phoneDevice(browser, 'zh-CN'), url);
  assert.match(await english.headline(), /^U\.S\.-China \(Chengdu\) Energy Cooperation/);
  assert.match(await chinese.headline(), /^中美（成都）能源合作/);
  assert.equal(await chinese.page.locator('html').getAttribute('lang'), 'zh-Hans');
  // Nobody became a participant by looking.
  assert.deepEqual(await english.page.context().cookies(), []);
});

test('a session that the host starts is on every page', async () => {
  await host.start(DIALOGUE.en);
  await english.showsHeadline(DIALOGUE.en);
  await chinese.showsHeadline(DIALOGUE.zh);
  await onScreen(DIALOGUE.en);
  await onScreen(DIALOGUE.zh);
  await sees(panelist, DIALOGUE.en);
  await sees(moderator.page, DIALOGUE.en);
});

test('both phones vote with one tap, and only the screen sees how it stands', async () => {
  await host.openPoll(PILOT.en);
  await english.showsHeadline(PILOT.en);
  await chinese.showsHeadline(PILOT.zh);
  await onScreen(PILOT.zh);
  await english.tap('LEED city');
  await english.acked('Counted. You can change it until voting closes.');
  await chinese.tap('WELL 健康社区');
  await chinese.acked('已计入。截止前可以更改。');
  await until('two votes on the screen', async () => /(^|\s)2\s+voted/.test(await sceneText()));
  await until('live bars on the screen', async () => {
    const shares = await scene().locator('.o .n').allInnerTexts();
    return shares.map(text => text.replace(/\s/g, '')).join() === '0%,0%,50%,50%';
  });
  // A change of mind replaces the ballot.
  await chinese.tap('LEED 城市');
  await until('the bars follow', async () =>
    (await scene().locator('.o .n').nth(2).innerText()).startsWith('100'),
  );

  for (const phone of [english, chinese]) {
    assert.equal(await phone.page.locator('.opt .n, .opt .bar').count(), 0);
    assert.doesNotMatch(await phone.page.locator('main').innerText(), /%|2 votes|2 票/);
    const frames = framesOf(phone.page);
    assert.ok(
      frames.some(frame => frame.includes('"k":"poll"')),
      'the frames of the phone are recorded',
    );
    assert.ok(
      !frames.some(frame => frame.includes('"tally":{')),
      'no frame of a phone holds the hidden tally',
    );
    const html = await (
      await phone.page.context().request.get(phone.page.url().replace('venue.test', '127.0.0.1'))
    ).text();
    assert.ok(html.includes('"k":"poll"') && !html.includes('"tally":{'), 'nor does its page');
  }
});

test('the reveal shows the results everywhere', async () => {
  await host.reveal();
  await sees(english.page, '2 votes. Voting has closed.');
  await sees(chinese.page, '共 2 人投票，投票已截止。');
  for (const phone of [english, chinese]) {
    await until('the shares', async () => {
      const shares = await phone.page.locator('.opt .n').allInnerTexts();
      return shares.map(text => text.replace(/\s/g, '')).join() === '0%,0%,100%,0%';
    });
    assert.equal(await phone.page.locator('.opt.won').count(), 1);
  }
  await sees(english.option('LEED city'), 'You and 1 other');
  await onScreen('one per phone');
  await onScreen('一机一票');
  await scene().locator('.o.won', { hasText: 'LEED city' }).waitFor();
});

test('a question goes from a Chinese phone over the desk to the screen and the panelist', async () => {
  await chinese.ask(QUESTION, { to: '艾默生', name: '李明', org: '成都市住建局' });
  await chinese.ownIs(QUESTION, '已提交，等待审核');
  await moderator.row(QUESTION).waitFor();
  assert.match(await moderator.row(QUESTION).innerText(), /Emerson[\s\S]*李明，成都市住建局/);
  assert.equal(await english.question(QUESTION).count(), 0);
  assert.ok(
    !framesOf(english.page).some(f => f.includes(QUESTION)),
    'nobody else has it before it is approved',
  );
  assert.ok(!framesOf(screen).some(f => f.includes(QUESTION)));

  await moderator.do(QUESTION, 'Approve');
  await moderator.says('Question 1 is approved');
  await chinese.ownIs(QUESTION, '已通过');
  await english.question(QUESTION).getByText('For Emerson').waitFor();
  await sees(panelist, QUESTION);

  await english
    .question(QUESTION)
    .getByRole('button', { name: /supports? it/ })
    .tap();
  await until(
    'the other phone sees the support',
    async () => (await chinese.own(QUESTION).locator('.upvotes').innerText()) === '1',
  );
  assert.equal(
    await chinese.question(QUESTION).getByRole('button').count(),
    0,
    'one cannot support one’s own',
  );

  await moderator.do(QUESTION, 'Put next');
  await moderator.says('Question 1 is next');
  await chinese.ownIs(QUESTION, '即将回答');
  await sees(panelist, 'Next, to you');

  await moderator.do(QUESTION, 'On screen');
  await moderator.slot.getByText(QUESTION).waitFor();
  await chinese.ownIs(QUESTION, '正在回答');
  await onScreen(QUESTION);
  await onScreen('李明');
  await onScreen('成都市住建局');
  await onScreen('Emerson');
  await onScreen('艾默生');
  const size = await scene()
    .locator('.say')
    .first()
    .evaluate(el => Number.parseFloat(getComputedStyle(el).fontSize));
  assert.ok(size >= SIZES.full.height / 15, `large type on the screen, not ${size} px`);
  await sees(panelist, 'To you, now');
  await sees(panelist, '1 guest supports it');
  await panelist.getByText('Asked by 李明，成都市住建局').waitFor();
});

test('its translation shows as soon as a moderator has saved it', async () => {
  await moderator.focus(QUESTION);
  await moderator.row(QUESTION).getByRole('button', { name: 'Edit' }).click();
  await moderator.page.getByLabel('Translation: English').fill(TRANSLATION);
  await moderator.calm();
  await moderator.page.getByRole('dialog').getByRole('button', { name: /^Save/ }).click();
  moderator.acted();
  await moderator.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await onScreen(TRANSLATION);
  await onScreen(QUESTION);
  await until('the English phone leads with English', async () => (await english.headline()) === TRANSLATION);
  await sees(panelist, TRANSLATION);
});

test('an answered question leaves the screen, and its asker is told', async () => {
  await panelist.getByRole('button', { name: 'I have answered' }).click();
  await chinese.ownIs(QUESTION, '已回答');
  await moderator.done.getByText(QUESTION).waitFor();
  await until('the screen has moved on', async () => !(await sceneText()).includes(QUESTION));
});

test('a declined question tells its asker why, in their language, and nobody else', async () => {
  const text = '请问今天的午餐在哪里？';
  await chinese.ask(text);
  await moderator.row(text).waitFor();
  await moderator.decline(text, 'Off topic');
  await chinese.ownIs(text, '未采用：与议题无关');
  const other = 'Can the chair of the meeting be replaced?';
  await english.ask(other);
  await moderator.row(other).waitFor();
  await moderator.do(other, 'Decline');
  await moderator.row(other).getByRole('button', { name: 'Another reason, in your own words' }).click();
  await moderator.page.getByLabel('Reason in your own words').fill('Please ask the chair himself.');
  await moderator.calm();
  await moderator.row(other).locator('form').getByRole('button', { name: 'Decline' }).click();
  moderator.acted();
  await english.ownIs(other, 'Not chosen');
  await sees(english.own(other), 'Please ask the chair himself.');
  assert.equal(await chinese.question(other).count(), 0);
});

test('a question is edited and approved with a translation, and both languages show everywhere', async () => {
  const asked = 'what about the grid tarif';
  const edited = 'What about the tariffs of the grid?';
  await english.ask(asked);
  await moderator.row(asked).waitFor();
  await moderator.focus(asked);
  await moderator.row(asked).getByRole('button', { name: 'Translate' }).click();
  await moderator.page.getByLabel('Question: English').fill(edited);
  await moderator.page.getByLabel('Translation: Chinese').fill('电网的电价如何？');
  await moderator.calm();
  await moderator.page.getByRole('button', { name: 'Save and approve' }).click();
  moderator.acted();
  await english.ownIs(edited, 'Approved');
  await sees(english.own(edited), '电网的电价如何？');
  const row = chinese.question('电网的电价如何？');
  assert.match(plain(await row.innerText()), /电网的电价如何？\s+What about the tariffs of the grid\?/);
  await host.show('Top questions');
  await onScreen(edited);
  await onScreen('电网的电价如何？');
  await host.show('Automatic');
});

test('a guest takes their question back, and it is gone', async () => {
  const text = 'May I take this back?';
  await english.ask(text);
  await moderator.row(text).waitFor();
  await english.own(text).getByRole('button', { name: 'Withdraw' }).tap();
  await english.own(text).getByRole('button', { name: 'Tap again to withdraw' }).tap();
  await english.own(text).waitFor({ state: 'hidden' });
  await seesNot(moderator.waiting.locator('.row:not(.held)'), text);
});

test('no page had a fault', () => assert.deepEqual(faults, []));
