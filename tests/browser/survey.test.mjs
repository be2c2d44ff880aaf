/**
 * A survey: its form by touch and by keyboard in both languages, what is saved at each tap, the sheet of all answers, a reload and a lost
 * connection on the way, a poll that opens meanwhile, how far the hall has come, and the results question by question.
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

/** @typedef {import('./harness/roles.mjs').Phone} Phone */

const CODE = 'SURV3Y';
const TITLE = 'Five questions before you leave';
const OVERALL = { en: 'How was the workshop overall?', zh: '您对本次研讨会的总体评价如何？' };
const USEFUL = { en: 'Which session was most useful to you?', zh: '哪个环节对您最有用？' };
const NEXT = { en: 'What should come next?', zh: '下一步应做什么？' };
const AGAIN = { en: 'The workshop should take place again.' };
const MESSAGE = { en: 'A message to the organisers' };
const PHOTO = { en: 'Shall we take a group photo?' };

await stage({ fixture: 'survey', code: CODE, session: 'Closing' });
const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
const [touch, keys] = [await guest(), await guest('zh-CN', { theme: 'dark' })];

const step = (/** @type {Phone} */ phone, /** @type {string} */ name) =>
  phone.page.locator('.foot').getByRole('button', { name, exact: true });

/** How many the screen says have answered the question at this place. */
const answered = (/** @type {number} */ nth, /** @type {number} */ count) =>
  until(`the screen counts ${count} at question ${nth}`, async () => {
    const row = screen.locator('.way li').nth(nth - 1);
    return (await row.locator('.n').textContent()) === String(count);
  });

const inFocus = (/** @type {Phone} */ phone, /** @type {string} */ text) =>
  until(`“${text}” has the focus`, () =>
    phone.page.evaluate(
      text => document.activeElement?.textContent?.replaceAll('\u200b', '').includes(text),
      text,
    ),
  );

test('the host opens it as one; its polls cannot open alone', async () => {
  await host.choosePoll(OVERALL.en);
  assert.equal(await host.verb(/^Open/).count(), 0);
  await host.choosePoll(TITLE);
  await host.verb(/^Open/).click();
  await host.step('Open');
  await sees(host.foot, 'The survey is open');
  await sees(screen, TITLE);
  await sees(screen, '离场前的五个问题');
  await answered(5, 0);
  for (const lang of ['en', 'zh-CN', 'fr']) {
    const { body, head } = await firstResponse(server, CODE, lang);
    assert.ok(body.length + head <= WINDOW_BYTES, `${lang}: ${body.length} bytes, and ${head} of headers`);
  }
});

test('each tap is saved, and the guest goes on, back and past a question', async () => {
  await touch.showsHeadline(OVERALL.en);
  await sees(touch.page, 'Question 1 of 5');
  await touch.page.locator('.cells label').nth(3).tap();
  await touch.acked('Counted.');
  await answered(1, 1);
  // It stays until the guest goes on.
  await touch.showsHeadline(OVERALL.en);
  await step(touch, 'Next').tap();
  await touch.showsHeadline(USEFUL.en);
  await inFocus(touch, USEFUL.en);
  await sees(touch.page, 'Question 2 of 5');
  await step(touch, 'Back').tap();
  await touch.showsHeadline(OVERALL.en);
  await step(touch, 'Next').tap();
  await step(touch, 'Skip').tap();
  await touch.showsHeadline(NEXT.en);
  assert.deepEqual(await accessible(touch.page), []);
  assert.deepEqual(await layout(touch.page, false), []);
});

test('what is marked is saved with the step', async () => {
  await touch.tap('Shared standards');
  await touch.tap('Visits');
  await step(touch, 'Save, go on').tap();
  await touch.showsHeadline(AGAIN.en);
  await answered(3, 1);
  await touch.tap('For');
  await touch.acked('Counted.');
});

test('the keyboard alone is enough, in Chinese and in the dark', async () => {
  const { page } = keys;
  await keys.showsHeadline(OVERALL.zh);
  await sees(page, '第 1 题，共 5 题');
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await keys.acked('已计入');
  await step(keys, '下一题').focus();
  await page.keyboard.press('Enter');
  await inFocus(keys, USEFUL.zh);
  // From the heading the next stop is the first option.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await keys.acked('已计入');
  await answered(2, 1);
  assert.deepEqual(await accessible(page), []);
  assert.deepEqual(await layout(page, false), []);
});

test('after a reload it goes on at the first question without an answer', async () => {
  await keys.page.reload();
  await keys.ready();
  await keys.showsHeadline(NEXT.zh);
  await sees(keys.page, '第 3 题，共 5 题');
  await touch.page.reload();
  await touch.ready();
  await touch.showsHeadline(USEFUL.en);
});

test('a poll that opens meanwhile is on top, and the form keeps its place', async () => {
  await keys.tap('数据共享');
  await host.openPoll(PHOTO.en);
  await touch.showsHeadline(PHOTO.en);
  await sees(touch.page, USEFUL.en);
  await touch.tap('Yes');
  await touch.acked('Counted.');
  // What was marked and not sent is still there.
  assert.ok(await keys.option('数据共享').locator('input').isChecked());
  await host.verb(/^Close(?! and)/).click();
  await host.step('Closed');
  await host.choosePoll(TITLE);
  await host.show('This survey');
  await sees(touch.page.locator('.sheet').nth(1), 'Question 2 of 5');
  await touch.tap('Microgrid case');
  await answered(2, 2);
});

test('without a connection it goes on, and sends everything later', async () => {
  await touch.page.context().setOffline(true);
  await step(touch, 'Next').tap();
  await sees(touch.page, NEXT.en);
  await step(touch, 'Next').tap();
  await step(touch, 'Next').tap();
  await sees(touch.page, MESSAGE.en);
  await touch.page.locator('textarea').fill('More time for questions, please.');
  await step(touch, 'Save, go on').tap();
  await touch.page.context().setOffline(false);
  await answered(5, 1);
  await sees(touch.page, 'Your answers are saved');
  await sees(touch.page, '5 of 5 answered');
});

test('all answers are on one sheet, and can change until it closes', async () => {
  const sheet = touch.page.locator('.sheet', { hasText: 'Your answers are saved' });
  await sees(sheet, '4 / 5');
  await sees(sheet, 'Microgrid case');
  await sees(sheet, 'Shared standards · Visits');
  await sees(sheet, 'For');
  await sees(sheet, 'More time for questions, please.');
  await sheet.getByRole('button', { name: `Change: ${USEFUL.en}` }).tap();
  await inFocus(touch, USEFUL.en);
  await touch.tap('Dialogue');
  await step(touch, 'All answers').tap();
  await inFocus(touch, 'Your answers are saved');
  await sees(sheet, 'Dialogue');
  assert.deepEqual(await accessible(touch.page), []);
  assert.deepEqual(await layout(touch.page, false), []);
});

test('screen and host tell how far the hall has come, and nothing of the answers', async () => {
  await answered(1, 2);
  await sees(screen, 'answered all');
  await sees(screen, '人已开始');
  assert.deepEqual((await screen.locator('.foot b').allTextContents()).slice(0, 2), ['1', '2']);
  await sees(host.hand, 'answered everything, of 2 who began');
  await seesNot(screen, '%');
  for (const phone of [touch, keys])
    assert.doesNotMatch(
      framesOf(phone.page).join(),
      /"k":"progress"/,
      'phones do not learn how many answered',
    );
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await accessible(screen), []);
  assert.deepEqual(await layout(screen, true), []);
  await host.show('Automatic');
});

test('it closes as one: phones show what they sent, and nothing can change', async () => {
  await host.verb(/^Close(?! and)/).click();
  await host.step('Closed');
  await sees(touch.page, 'Survey closed');
  await sees(keys.page, '问卷已截止');
  await sees(touch.page, 'Answers can no longer change.');
  // Each question has the fingerprint of its votes, whether or not its result is told.
  await sees(touch.page, /Fingerprint of all votes: .*Your vote is in it\./);
  await sees(keys.page, '全部选票的校验码');
  assert.equal(await touch.page.getByRole('button', { name: /^Change:/ }).count(), 0);
  assert.deepEqual(await accessible(keys.page), []);
});

test('the results come question by question', async () => {
  await host.verb('Reveal the next result').click();
  await sees(screen, OVERALL.en);
  await touch.showsHeadline(OVERALL.en);
  await host.verb('Reveal the next result').click();
  await sees(screen, USEFUL.en);
  await touch.showsHeadline(USEFUL.en);
  await sees(screen, '50');
  // The rest waits beneath.
  await sees(touch.page, 'Survey closed');
  await host.verb('Reveal all results').click();
  await host.step('Revealed');
  await sees(screen, NEXT.en);
  const all = host.hand.getByRole('button', { name: 'On screen' });
  await all.nth(3).click();
  await sees(screen, AGAIN.en);
  await seesNot(touch.page, 'Survey closed');
  assert.deepEqual(await accessible(host.page), []);
});

test('an undo hides them all again, and the survey waits', async () => {
  await host.show('Automatic');
  await host.verb('Hide all again').click();
  await host.step('Closed');
  await sees(screen, TITLE);
  await host.page.locator('footer.keys').getByRole('button', { name: /Undo/ }).click();
  await host.step('Revealed');
});

test('a second round asks all of it again, beside what was told of the first', async () => {
  await host.verb('Ask all again, in a new round').click();
  await host.step('Open');
  await sees(keys.page, '问卷');
  await keys.showsHeadline(OVERALL.zh);
  await keys.page.locator('.cells label').nth(4).tap();
  await keys.acked('已计入');
  await answered(1, 1);
  await host.verb('Close and reveal all').click();
  await host.step('Revealed');
  await host.choosePoll(OVERALL.en);
  await sees(host.hand, 'Round 1');
  await host.choosePoll(TITLE);
});

test('the host makes one from a pasted field, and what is wrong is told at its line', async () => {
  const dialog = host.page.getByRole('dialog');
  const field = dialog.getByRole('textbox');
  await host.page.getByRole('button', { name: 'New survey…' }).click();
  await field.fill(
    'About lunch / 关于午餐\n\nHow was it? / 味道如何？\n\nWhat was missing? / 缺了什么？\nTea / 茶\ntea / 热茶',
  );
  await sees(dialog, '味道如何？');
  await dialog.getByLabel('Kind of question 1').selectOption('Open text, up to 140 characters');
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await dialog.getByRole('button', { name: 'Make and open' }).click();
  await sees(dialog, 'Line 7: this looks the same as an earlier option.');
  await host.page.keyboard.type('Rice / 米饭');
  await host.page.keyboard.press('Control+Enter');
  await host.step('Open');
  await keys.showsHeadline('味道如何？');
  await keys.page.locator('textarea').fill('很好');
  await step(keys, '保存并继续').tap();
  await keys.showsHeadline('缺了什么？');
  await keys.tap('米饭');
  await sees(host.hand, 'answered everything, of 1 who began');
});

test('one that nobody has answered can go and come back', async () => {
  const dialog = host.page.getByRole('dialog');
  await host.page.getByRole('button', { name: 'New survey…' }).click();
  await dialog.getByRole('textbox').fill('About tea / 关于茶\nHow was it? / 如何？');
  await dialog.getByRole('button', { name: 'Make, open later' }).click();
  await host.hand.getByRole('heading', { name: 'About tea' }).waitFor();
  const row = host.page.locator('.run button.item', { hasText: 'About tea' });
  await host.verb('Remove survey').click();
  await row.waitFor({ state: 'detached' });
  await host.page.locator('footer.keys').getByRole('button', { name: /Undo/ }).click();
  await row.waitFor();
});

test('the host writes the rules and settings of a question, changes the survey, and copies it', async () => {
  const dialog = host.page.getByRole('dialog');
  const field = dialog.getByRole('textbox').first();
  const make = dialog.getByRole('button', { name: 'Make, open later' });
  const questions = host.hand.locator('.asked button.plain');
  await host.page.getByRole('button', { name: 'New survey…' }).click();
  await field.fill('About the day\n\nWhich talks?\nFirst\nSecond\nThird\n\nHow was the room?');
  const first = dialog.locator('.form > li').first();
  await first.getByRole('combobox').selectOption('Poll, 1 to 3 choices');
  await first.getByText('Rules and settings').click();
  await first.getByLabel('Choices, at most').fill('9');
  assert.equal(await first.getByText('Reveal as soon as the time is up').count(), 0);
  await make.click();
  await sees(dialog, 'Choices, at most');
  await first.getByLabel('Choices, at most').fill('2');
  await first.getByText('votes', { exact: true }).click();
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await make.click();
  await host.hand.getByRole('heading', { name: 'About the day' }).waitFor();
  const file = await server.command('event', 'export', CODE);
  for (const line of ['max = 2', 'show = "counts"']) assert.ok(file.includes(line), line);

  // One question is reworded and one more comes; the undo takes both back.
  await host.hand.getByRole('button', { name: 'Change…' }).click();
  assert.match(await field.inputValue(), /^About the day\n\nWhich talks\?\nFirst\n/);
  await field.fill(`${(await field.inputValue()).replace('the room', 'the hall')}\n\nWhat was missing?`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await sees(questions.nth(2), 'What was missing?');
  await sees(questions.nth(1), 'How was the hall?');
  await host.page.locator('footer.keys').getByRole('button', { name: /Undo/ }).click();
  await sees(questions.nth(1), 'How was the room?');
  assert.equal(await questions.count(), 2);

  await host.hand.getByRole('button', { name: 'Duplicate' }).click();
  const rows = host.page.locator('.run button.item', { hasText: 'About the day' });
  await until('there are two', async () => (await rows.count()) === 2);
  await host.verb('Open').click();
  await host.step('Open');
  await keys.showsHeadline('Which talks?');
  await host.hand.getByRole('button', { name: 'Change…' }).click();
  await field.fill('About the day\n\nWhich talks?\nFirst\nSecond\nThird');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await sees(dialog, 'questions can be reworded, but not added or removed');
  await host.page.keyboard.press('Escape');
});

test('no page had a fault', () => assert.deepEqual(faults, []));
