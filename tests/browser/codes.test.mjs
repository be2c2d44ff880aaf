/**
 * Single-use codes: two phones and a code, from the scan to the reveal, in English and Chinese; who may vote, how much a vote counts,
 * and the sheet that a host prints.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

const CODE = 'VTE222';
const CITY = { en: 'Which city hosts the next workshop?', zh: '下一届研讨会在哪座城市举行？' };
const SITE = { en: 'Which district takes the pilot project?' };
const PRIZE = { en: 'Which project deserves the prize?' };
const STATEMENT = { en: 'Does your delegation support the statement?' };
const LONG = 'Maria Fernandez-Wolfeschlegelstein von Hohenheim-Ostergard';
const LIST = `name,delegation,role\nAnn Lee,us,\n李明,china,jury\n${LONG},china,guest\n`;

/** A phone in English, without a code at first; and one in Chinese, which scanned code 2. */
/** @type {Phone} */
let ann;
/** @type {Phone} */
let li;
/** @type {import('playwright-core').Page} */
let screen;
/** The texts of the codes, by number. */
/** @type {string[]} */
const codes = [''];

await stage({ fixture: 'codes', code: CODE, session: 'Dialogue: Sustainable Urban Development' });

before(async () => {
  const [list, csv] = [join(server.folder, 'list.csv'), join(server.folder, 'codes.csv')];
  await writeFile(list, LIST);
  await server.command('event', 'codes', CODE, '--list', list, '--csv', csv);
  const rows = (await readFile(csv, 'utf8')).trim().split('\r\n').slice(1);
  codes.push(...rows.map(row => row.split(',')[1] ?? ''));
  ann = await guest();
  li = await scans(2, 'zh-CN');
  screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
});

/** A phone that scans the card with this number. */
const scans = async (/** @type {number} */ n, lang = 'en') =>
  Phone.open(await phoneDevice(browser, lang), `${url()}#code=${codes[n]?.replace('-', '')}`);

const field = (/** @type {Phone} */ phone) => phone.page.getByLabel(/^Your code$|^您的投票码$/);
const KEPT = 'Your vote is kept with your code. Whoever handed out the codes may know whose it is.';
const lines = (/** @type {Phone} */ phone) => phone.page.locator('.voters');
const options = (/** @type {Phone} */ phone) => phone.page.locator('.opt input');

test('a scanned code is on the phone, and no longer in its address', async () => {
  await sees(li.page, '2 号投票码已绑定本手机。');
  await until('the address is clean', () => !new URL(li.page.url()).hash);
  await li.page.locator('.strip .link').tap();
  await seesNot(li.page, '2 号投票码已绑定本手机。');
});

test('without a code a guest is told so before the first tap, and enters it by touch', async () => {
  await host.openPoll(CITY.en);
  await ann.showsHeadline(CITY.en);
  await sees(lines(ann), 'You need a code from the organisers to vote here. Each code has one vote.');
  await sees(lines(ann), KEPT);
  await ann.acked('Enter your code to vote.');
  assert.ok(
    await options(ann).evaluateAll(all => all.every(i => i.matches(':disabled'))),
    'nothing to tap yet',
  );
  assert.deepEqual(await accessible(ann.page), []);
  await field(ann).fill('ABCDE-FGHJK');
  await lines(ann).getByRole('button', { name: 'Enter' }).tap();
  await sees(lines(ann), 'This event has no such code.');
  // The code of the other phone.
  await field(ann).fill(codes[2] ?? '');
  await lines(ann).getByRole('button', { name: 'Enter' }).tap();
  await sees(lines(ann), 'This code is in use on another phone.');
  await field(ann).fill(` ${codes[1]?.toLowerCase()} `);
  await field(ann).press('Enter');
  await sees(lines(ann), 'Your code: no. 1.');
  await ann.tap('Chengdu');
  await ann.acked('Counted.');
});

test('the guest who scanned votes at once, in Chinese', async () => {
  await li.showsHeadline(CITY.zh);
  await sees(lines(li), '本投票需要主办方发放的投票码，每码一票。');
  await sees(lines(li), '选票与您的投票码一起保存，发放投票码的人可能知道这是谁的码。');
  await sees(lines(li), '您的投票码：2 号。');
  assert.equal(await field(li).count(), 0);
  await li.tap('匹兹堡');
  await li.acked('已计入');
  assert.deepEqual(await accessible(li.page), []);
  assert.deepEqual(await layout(li.page, false), []);
});

test('a guest whose phone died goes on in another, once the host has released the code', async () => {
  const codesSection = host.page.locator('section', { has: host.page.locator('#codes-title') });
  await sees(codesSection, '2 of 3 in use');
  await sees(host.hand, 'Only guests with a single-use code vote');
  await codesSection.getByLabel('Release code no.').fill('3');
  await codesSection.getByRole('button', { name: 'Release' }).click();
  await sees(codesSection, 'Nobody uses this code.');
  await codesSection.getByLabel('Release code no.').fill('1');
  await codesSection.getByLabel('Release code no.').press('Enter');
  await sees(host.foot, 'Code no. 1 can be entered again');
  assert.deepEqual(await accessible(host.page), []);
  await field(ann).waitFor();
  const again = await scans(1);
  await sees(again.page, 'Code no. 1 is now on this phone.');
  await again.acked('Counted.');
  await again.tap('Pittsburgh');
  await again.acked('Counted.');
  await host.hand.locator('.turnout b', { hasText: '2' }).waitFor();
  await host.hand.locator('.res', { hasText: 'Pittsburgh' }).filter({ hasText: '2' }).waitFor();
  // The first phone is without a code, and says what to do.
  await field(ann).fill(codes[1] ?? '');
  await field(ann).press('Enter');
  await sees(lines(ann), 'This code is in use on another phone.');
  await field(ann).fill(codes[3] ?? '');
  await field(ann).press('Enter');
  await sees(lines(ann), 'Your code: no. 3.');
  await host.reveal();
  await again.page.close();
});

test('only some groups vote, and the others read who', async () => {
  await host.openPoll(SITE.en);
  const us = await guest();
  await sees(lines(us), 'Only for: Chinese delegation.');
  await sees(lines(us), KEPT);
  await us.acked('Enter your code to vote.');
  await ann.showsHeadline(SITE.en);
  await sees(lines(ann), 'Only for: Chinese delegation.');
  await ann.tap('Jinjiang');
  await ann.acked('Counted.');
  await sees(lines(li), '本投票仅限“中方代表团”参加。');
  await sees(host.hand, 'delegation: only Chinese delegation.');
  await sees(screen, 'Only: Chinese delegation');
  await sees(screen, '仅限：中方代表团');
  assert.deepEqual(await layout(screen, true), []);
  await host.reveal();
  await us.page.close();
});

test('a vote of the jury counts ten times, and every page names the ballots', async () => {
  await host.openPoll(PRIZE.en);
  await ann.showsHeadline(PRIZE.en);
  await sees(lines(ann), 'Jury: 10 votes. Everyone else: 1 vote.');
  await sees(lines(li), '评委：每票计 10 票；其他人：计 1 票。');
  await sees(lines(ann), KEPT);
  await ann.tap('Waste water');
  await ann.acked('Counted.');
  await li.tap('数据中心余热');
  await li.acked('已计入');
  await host.hand.locator('.turnout', { hasText: '2 voters' }).waitFor();
  await sees(host.hand, '11 votes by weight');
  await sees(screen, 'Jury: 10 votes');
  await host.reveal();
  await sees(screen, 'votes by weight');
  await screen.locator('.record', { hasText: '2 ballots' }).waitFor();
  await screen.locator('.foot b', { hasText: '11' }).waitFor();
  await sees(ann.page, '2 votes · 11 by weight');
  await sees(ann.page, '2 votes. Voting has closed.');
  await sees(li.page, '2 人投票 · 加权 11 票');
  // Ten votes are not ten guests.
  assert.equal(await li.page.locator('.sheet').first().getByText('您和另外').count(), 0);
  assert.deepEqual(await layout(screen, true), []);
  for (const page of [screen, ann.page, li.page]) assert.deepEqual(await accessible(page), []);
});

test('of a delegation the last vote counts, and the other guest learns it', async () => {
  await host.openPoll(STATEMENT.en);
  await ann.showsHeadline(STATEMENT.en);
  await sees(lines(ann), 'One vote per delegation. If several people vote, the last vote counts.');
  await sees(lines(ann), KEPT);
  await ann.tap('Yes');
  await ann.acked('Counted.');
  await li.tap('不支持');
  await li.acked('已计入');
  await ann.acked('Your vote no longer counts: somebody else voted after you.');
  await ann.tap('No');
  await ann.acked('Counted.');
  await li.acked('您的票不再计入：之后又有人投票。');
  await host.hand.locator('.turnout b', { hasText: '1' }).waitFor();
  await sees(screen, 'One vote per delegation, the last counts');
  await sees(screen, '每个代表团一票，以最后一票为准');
  assert.deepEqual(await accessible(li.page), []);
});

test('a host prints the codes, and a poll made by hand asks for them', async () => {
  const sheet = await host.page.context().newPage();
  await sheet.goto(`${url()}/codes`);
  await sees(sheet, 'Codes for voting');
  await sees(sheet, '3 codes, 3 in use.');
  assert.equal(await sheet.locator('.card').count(), 3);
  await sees(sheet, '李明');
  assert.equal(
    plain(await sheet.locator('.card .code').first().textContent()).replace(/\s/g, ''),
    codes[1]?.replace('-', ''),
  );
  await until('the QR codes are drawn', () =>
    sheet
      .locator('.card img')
      .evaluateAll(images => images.every(i => i instanceof HTMLImageElement && i.naturalWidth > 0)),
  );
  assert.deepEqual(await accessible(sheet), []);
  // A card grows with its name, on the page and on paper.
  for (const media of /** @type {const} */ (['screen', 'print'])) {
    await sheet.emulateMedia({ media });
    const cut = await sheet
      .locator('.card, .card .name')
      .evaluateAll(all => all.filter(el => el.scrollHeight > el.clientHeight + 1).length);
    assert.equal(cut, 0, media);
  }
  // A page behind another one is drawn once a second.
  await sheet.close();
  await host.page.getByRole('button', { name: /^New poll/ }).click();
  await host.page.getByLabel('Question and options').fill('Shall we go on?\nYes\nNo');
  await host.page.getByLabel('One vote per single-use code').check();
  await host.page.getByRole('button', { name: /^Make and open/ }).click();
  await ann.showsHeadline('Shall we go on?');
  await sees(lines(ann), 'Your code: no. 3.');
});

test('a host says in the dialog who votes and for how much, and nothing of it changes once there are votes', async () => {
  const dialog = host.page.getByRole('dialog');
  await host.page.getByRole('button', { name: /^New poll/ }).click();
  await dialog.getByLabel('Question and options').fill('Who speaks for us?\nThe chair\nThe host');
  await dialog.getByText('Votes by group').click();
  await dialog.getByLabel('U.S. delegation', { exact: true }).uncheck();
  // Somebody may vote.
  const chinese = dialog.getByLabel('Chinese delegation', { exact: true });
  await until('the last one stays', () => chinese.isDisabled());
  await dialog.getByLabel('Votes: Jury').fill('10');
  await dialog.getByLabel('Votes: Jury').press('Tab');
  // One group alone gives weights.
  await until('the other weighs nothing', () => dialog.getByLabel('Votes: Chinese delegation').isDisabled());
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await dialog.getByRole('button', { name: /^Make and open/ }).click();
  await ann.showsHeadline('Who speaks for us?');
  await sees(lines(ann), 'Only for: Chinese delegation.');
  await sees(lines(ann), 'Jury: 10 votes. Everyone else: 1 vote.');
  await ann.tap('The chair');
  await ann.acked('Counted.');
  await li.tap('The host');
  await li.acked('已计入');
  await sees(host.hand, '11 votes by weight');
  await sees(host.hand, 'delegation: only Chinese delegation.');
  await host.verb(/^Change/).click();
  assert.ok(await dialog.getByLabel('U.S. delegation', { exact: true }).isDisabled());
  assert.equal(await dialog.getByLabel('Votes: Jury').inputValue(), '10');
  assert.ok(await dialog.getByLabel('Votes: Jury').isDisabled());
  await dialog.getByLabel('Question and options').fill('Who shall speak for us?\nThe chair\nThe host');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await ann.showsHeadline('Who shall speak for us?');
  await sees(host.hand, '11 votes by weight');
});

test('one vote per group can be set, and taken back before the poll opens', async () => {
  const dialog = host.page.getByRole('dialog');
  const one = dialog.getByLabel('One vote per delegation');
  await host.page.getByRole('button', { name: /^New poll/ }).click();
  await dialog.getByLabel('Question and options').fill('Does your delegation agree?\nYes\nNo');
  await dialog.getByText('Votes by group').click();
  await one.check();
  await dialog.getByText('the first vote counts').click();
  await dialog.getByRole('button', { name: 'Make, open later' }).click();
  await sees(host.hand, 'One vote per delegation: of several, the first counts.');
  await host.verb(/^Change/).click();
  assert.ok(await one.isChecked());
  assert.ok(await dialog.getByRole('radio', { name: 'the first vote counts' }).isChecked());
  await dialog.getByLabel('One vote per single-use code').check();
  await until('one excludes the other', async () => !(await one.isChecked()));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await seesNot(host.hand, 'One vote per delegation');
  await sees(host.hand, 'Only guests with a single-use code vote');
  // A quiz gives its points to guests, and not to codes.
  await host.page.getByRole('button', { name: /^New poll/ }).click();
  await dialog.getByLabel('Question and options').fill('Which is right?\nThis\nThat');
  const quiz = await dialog.locator('option', { hasText: /quiz/i }).first().textContent();
  await dialog.getByRole('combobox').selectOption(quiz);
  await until('it offers no codes', async () => !(await dialog.getByText('Votes by group').count()));
  await host.page.keyboard.press('Escape');
});

test('a survey that a host makes is for some alone', async () => {
  const dialog = host.page.getByRole('dialog');
  await host.page.getByRole('button', { name: 'New survey…' }).click();
  await dialog.getByRole('textbox').first().fill('About the visit\n\nHow was the bus?');
  await dialog.getByText('Who may answer').click();
  await dialog.getByLabel('U.S. delegation', { exact: true }).uncheck();
  // People answer it, so nobody counts for a group or for more.
  assert.equal(await dialog.getByLabel('One vote per delegation').count(), 0);
  assert.equal(await dialog.getByLabel('Votes: Jury').count(), 0);
  assert.deepEqual(await accessible(host.page), []);
  assert.deepEqual(await layout(host.page, false), []);
  await dialog.getByRole('button', { name: 'Make, open later' }).click();
  await host.hand.getByRole('heading', { name: 'About the visit' }).waitFor();
  const file = await server.command('event', 'export', CODE);
  const survey = file.slice(file.indexOf('About the visit'));
  assert.match(survey, /^only\b/m);
});

test('no page had a fault', () => assert.deepEqual(faults, []));
