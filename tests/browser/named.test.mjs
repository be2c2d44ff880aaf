/**
 * Named polls: said and asked for before the first tap, by touch and by keyboard, in English and Chinese; what the host reads after
 * the close; and that nobody else gets a name.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { sendBallots } from './harness/ballots.mjs';
import { device, faults, framesOf, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone, plain } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';
import { firstResponse, WINDOW_BYTES } from './harness/window.mjs';

const CODE = 'NAMED2';
const CHAIR = { en: 'Which city takes the chair next year?', zh: '明年由哪座城市担任轮值主席？' };
const STATEMENT = { en: 'Does your delegation support the statement?' };
const SURVEY = 'Two questions about you';
const SAYS = { en: 'The host sees your name with your answer.', zh: '主持人会看到您的姓名和答案。' };
const LONG = 'W'.repeat(60);
const ARABIC = 'ليلى بنت عبد الله';

/** The other kinds: their place in the file, a ballot, and what the host reads. */
/** @type {[number, string, unknown, string][]} */
const KINDS = [
  [2, 'Which visits would you join?', { choice: [0, 2] }, 'Water plant · Metro depot'],
  [3, 'Rank two fields', { ranking: [2, 0] }, '1. Heat · 2. Water'],
  [4, 'Give one hundred points', { points: [70, 30] }, 'Water: 70 · Grid: 30'],
  [5, 'What will it cost?', { estimate: 120 }, '120 million'],
  [6, 'What comes first?', { matrix: [[1, 5]] }, 'Water: Impact 5, Effort 1'],
  [7, 'In one word: this workshop', { words: ['open', '务实'] }, 'open · 务实'],
  [8, 'What does your city report?', { text: 'A second line' }, 'A second line'],
];

await stage({ fixture: 'named', code: CODE, session: 'Dialogue: Sustainable Urban Development' });
const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen', CODE);
const moderator = await openRole(await device(browser), server, 'moderator', CODE);
const [ann, li, layla] = [await guest(), await guest('zh-CN', { theme: 'dark' }), await guest()];
const names = host.hand.locator('details', { has: host.page.locator('.names-table') });
/** The rows of the list that is open. */
const rows = names.locator('tbody tr:visible');
const lines = (/** @type {Phone} */ phone) => phone.page.locator('.voters').first();
const field = (/** @type {Phone} */ phone) => lines(phone).getByLabel(/^Your name$|^您的姓名$/);

/** The cells of the host's table. */
const table = async () => {
  await rows.first().waitFor();
  const all = await rows.evaluateAll(rows =>
    rows.map(row => [...row.children].map(cell => cell.textContent?.replaceAll('\u200b', '').trim())),
  );
  return all;
};

async function close() {
  await host.hand.getByRole('button', { name: 'Close', exact: true }).click();
  await host.step('Closed');
}

test('before the first tap a phone says who sees the answer, and asks for a name', async () => {
  await host.choosePoll(CHAIR.en);
  await sees(host.hand, 'Named: before they answer, guests are told that the host sees their name.');
  await host.openPoll(CHAIR.en);
  await ann.showsHeadline(CHAIR.en);
  await sees(lines(ann), SAYS.en);
  await ann.acked('Enter your name to vote.');
  const inputs = ann.page.locator('.opt input');
  assert.ok(await inputs.evaluateAll(all => all.length === 3 && all.every(i => i.matches(':disabled'))));
  assert.deepEqual(await accessible(ann.page), []);
  assert.deepEqual(await layout(ann.page, false), []);
  const [why] = await sendBallots(ann.page, 0, [{ choice: [0] }]);
  assert.equal(why.kind, 'needs_name');
  await sees(screen, 'Named vote');
  await sees(screen, '记名投票');
  assert.deepEqual(await layout(screen, true), []);
  assert.deepEqual(await accessible(screen), []);
});

test('the first response of a named poll stays within its window', async () => {
  for (const lang of ['en', 'zh-CN', 'fr']) {
    const { body, head } = await firstResponse(server, CODE, lang);
    assert.ok(body.length + head <= WINDOW_BYTES, `${lang}: ${body.length} bytes, and ${head} of headers`);
  }
});

test('a guest gives a name by touch and answers', async () => {
  await field(ann).fill('  Ann Lee ');
  await lines(ann).getByRole('button', { name: 'Continue' }).tap();
  await sees(lines(ann), 'You answer as Ann Lee');
  await ann.tap('Chengdu');
  await ann.acked('Counted.');
  assert.equal(await field(ann).count(), 0);
});

test('another does by keyboard, in Chinese and in the dark', async () => {
  const { page } = li;
  await li.showsHeadline(CHAIR.zh);
  await sees(lines(li), SAYS.zh);
  await field(li).focus();
  await page.keyboard.insertText('李伟');
  await page.keyboard.press('Enter');
  await sees(lines(li), '您的署名： 李伟');
  await until('the line about the answer has the focus', () =>
    page.evaluate(() => document.activeElement?.matches('.ack')),
  );
  await page.getByRole('radio').nth(1).focus();
  await page.keyboard.press('Space');
  await li.acked('已计入');
  assert.deepEqual(await accessible(page), []);
  assert.deepEqual(await layout(page, false), []);
});

test('long and right-to-left names fit', async () => {
  await field(layla).fill(ARABIC);
  await field(layla).press('Enter');
  await sees(lines(layla), ARABIC);
  await layla.tap('None of them');
  await layla.acked('Counted.');
  const long = await guest();
  await field(long).fill(LONG);
  await field(long).press('Enter');
  await sees(lines(long), LONG);
  await long.tap('Chengdu');
  await long.acked('Counted.');
  assert.deepEqual(await layout(long.page, false), []);
  await long.page.close();
});

test('while the poll is open not even the host has a list, and a name can still be mended', async () => {
  await host.hand.locator('.turnout b', { hasText: '4' }).waitFor();
  assert.equal(await names.count(), 0);
  await lines(ann).getByRole('button', { name: 'Change' }).tap();
  await field(ann).fill('=Ann B. Lee');
  await field(ann).press('Enter');
  await sees(lines(ann), 'You answer as =Ann B. Lee');
  await ann.acked('Counted.');
  assert.equal(
    framesOf(host.page).some(frame => /Ann|李伟/.test(frame)),
    false,
  );
});

test('after the close the host reads who answered what, and copies it', async () => {
  await close();
  await names.locator('summary', { hasText: 'Who answered what: 4 guests' }).click();
  const expected = [
    ['=Ann B. Lee', 'Chengdu'],
    [LONG, 'Chengdu'],
    [ARABIC, 'None of them'],
    ['李伟', 'Pittsburgh'],
  ];
  const sorted = (/** @type {any[]} */ list) => list.map(row => row.join('|')).sort();
  assert.deepEqual(sorted(await table()), sorted(expected));
  assert.deepEqual(await layout(host.page, false), []);
  assert.deepEqual(await accessible(host.page), []);
  await names.getByRole('button', { name: 'Copy the table' }).click();
  await sees(names, 'Copied');
  await host.page.getByRole('button', { name: /^New poll/ }).click();
  const area = host.page.getByRole('dialog').getByLabel('Question and options');
  await area.press('Control+V');
  const copied = await area.inputValue();
  await host.page.keyboard.press('Escape');
  assert.ok(copied.startsWith('Name\tAnswer\n'), copied);
  // A spreadsheet would calculate it.
  assert.ok(copied.includes("'=Ann B. Lee\tChengdu"), copied);
  const exported = await host.page.evaluate(async url => (await fetch(url)).json(), `${url()}/export.json`);
  const [chair] = exported.polls;
  assert.deepEqual(
    chair.names.map((/** @type {any} */ row) => row.name).sort(),
    expected.map(r => r[0]).sort(),
  );
});

test('nobody else gets a name, not even after the reveal', async () => {
  await host.reveal();
  await sees(screen, 'Named vote');
  await sees(ann.page, '4 votes');
  const others = [screen, moderator, li.page, layla.page];
  for (const page of others) {
    const frames = framesOf(page).join('\n');
    assert.ok(!/Ann|WWW/.test(frames), 'a name reached another page');
    assert.ok(!/Ann/.test(plain(await page.locator('body').textContent())));
  }
  // Each guest knows their own.
  assert.ok(framesOf(ann.page).some(frame => frame.includes('Ann B. Lee')));
});

test('the name on a code comes first, and the weight stands beside the answer', async () => {
  const [list, csv] = [join(server.folder, 'named.csv'), join(server.folder, 'named-codes.csv')];
  await writeFile(list, 'name,delegation\nDr. Zhao Min,china\n,us\n');
  await server.command('event', 'codes', CODE, '--list', list, '--csv', csv);
  const texts = (await readFile(csv, 'utf8')).trim().split('\r\n').slice(1);
  const codes = texts.map(row => row.split(',')[1]?.replace('-', ''));
  await host.openPoll(STATEMENT.en);
  assert.equal(await host.hand.locator('.room-count').count(), 0, 'hands have no names');
  const scans = async (/** @type {number} */ n) =>
    Phone.open(await phoneDevice(browser, 'en'), `${url()}#code=${codes[n]}`);
  const [zhao, bob] = [await scans(0), await scans(1)];
  await sees(lines(zhao), SAYS.en);
  await sees(lines(zhao), 'You answer as Dr. Zhao Min');
  await sees(lines(zhao), 'The name on your code');
  assert.equal(await lines(zhao).getByRole('button').count(), 0);
  await zhao.tap('For');
  await zhao.page.getByRole('button', { name: 'Send my vote' }).tap();
  await zhao.acked('Counted.');
  await field(bob).fill('Bob');
  await field(bob).press('Enter');
  await bob.tap('Against');
  await bob.page.getByRole('button', { name: 'Send my vote' }).tap();
  await bob.acked('Counted.');
  // The vote is final, and so is the name with it.
  assert.equal(await lines(bob).getByRole('button').count(), 0);
  await host.hand.locator('.turnout b', { hasText: '2' }).waitFor();
  await close();
  await names.locator('summary').click();
  assert.deepEqual(await table(), [
    ['Bob', 'U.S. delegation', 'Against', '1'],
    ['Dr. Zhao Minname on the code', 'Chinese delegation', 'For', '3'],
  ]);
  for (const phone of [zhao, bob]) await phone.page.close();
});

test('polls of every other kind say so too, and the host reads the answers in words', async () => {
  for (const [id, title, ballot, words] of KINDS) {
    await host.openPoll(title);
    const nameless = await guest();
    await nameless.showsHeadline(title);
    await sees(lines(nameless), SAYS.en);
    await nameless.acked('Enter your name to vote.');
    const sheet = nameless.page.locator('.sheet').first();
    const paper = sheet.locator(':is(input, button, textarea):enabled:not(.voters *)');
    assert.equal(await paper.count(), 0, title);
    await sees(lines(ann), 'You answer as =Ann B. Lee');
    await field(nameless).fill('Chen Jie');
    await field(nameless).press('Enter');
    await until(`${title} takes answers`, () => paper.count());
    await until('the server knows the name', () => framesOf(nameless.page).some(f => f.includes('Chen Jie')));
    assert.deepEqual(await sendBallots(nameless.page, id, [ballot]), ['ack']);
    await host.hand.locator('.turnout', { hasText: '1 voter' }).waitFor();
    await close();
    await names.locator('summary').click();
    assert.deepEqual(await table(), [['Chen Jie', words]]);
    await nameless.page.close();
  }
});

test('a poll that opens while a guest writes takes nothing away, and suggests the name of the question', async () => {
  const writer = await guest();
  await writer.openAsk();
  await writer.page.locator('#ask-text').fill('How long does a permit take?');
  await writer.page.locator('form .opt').tap();
  await writer.page.locator('#ask-name').fill('Chen Jie');
  await host.choosePoll(CHAIR.en);
  await host.verb(/^Open round/).click();
  await host.step('Open');
  await sees(writer.page.locator('.opens'), CHAIR.en);
  assert.equal(await writer.page.locator('#ask-text').inputValue(), 'How long does a permit take?');
  await writer.page.locator('.opens .btn').tap();
  await sees(lines(writer), SAYS.en);
  assert.equal(await field(writer).inputValue(), 'Chen Jie');
  assert.deepEqual(await layout(writer.page, false), []);
  await lines(writer).getByRole('button', { name: 'Continue' }).tap();
  await writer.tap('Pittsburgh');
  await writer.acked('Counted.');
  // The list of the first round stays while the second is open.
  await names.locator('summary', { hasText: 'Round 1. Who answered what: 4 guests' }).waitFor();
  assert.equal(await names.count(), 1);
  await close();
  const second = names.locator('summary', { hasText: 'Round 2. Who answered what: 1 guest' });
  await second.click();
  assert.deepEqual(await table(), [['Chen Jie', 'Pittsburgh']]);
  await second.click();
  await names.locator('summary', { hasText: 'Round 1' }).click();
  await until('the list of the first round', async () => (await table()).length === 4);
  assert.deepEqual(await accessible(host.page), []);
  await writer.page.close();
});

test('a survey can be named as a whole', async () => {
  await host.choosePoll(SURVEY);
  await host.verb(/^Open/).click();
  await host.step('Open');
  const phone = await guest();
  await phone.showsHeadline('How was it?');
  await sees(lines(phone), SAYS.en);
  await field(phone).fill('Chen Jie');
  await field(phone).press('Enter');
  await phone.page.locator('.cells label, .stars label').nth(3).tap();
  await phone.acked('Counted.');
  await phone.page.locator('.foot').getByRole('button', { name: 'Next', exact: true }).tap();
  await phone.showsHeadline('Will you come again?');
  await sees(lines(phone), SAYS.en);
  await sees(lines(phone), 'You answer as Chen Jie');
  await phone.tap('Yes');
  await phone.acked('Counted.');
  await close();
  await host.choosePoll('Will you come again?');
  await names.locator('summary').click();
  assert.deepEqual(await table(), [['Chen Jie', 'Yes']]);
  await phone.page.close();
});

test('a host makes a named poll, and can change that until it opens', async () => {
  const dialog = host.page.getByRole('dialog');
  const check = dialog.getByLabel(/Named: you see/);
  await host.page.getByRole('button', { name: /^New poll/ }).click();
  await dialog.getByLabel('Question and options').fill('Shall we go on?\nYes\nNo');
  await dialog.getByText('More settings').click();
  await check.check();
  assert.deepEqual(await accessible(host.page), []);
  await dialog.getByRole('button', { name: /^Make, open later/ }).click();
  await host.hand.getByRole('heading', { name: 'Shall we go on?' }).waitFor();
  await sees(host.page.locator('.run .item.on'), 'named');
  await host.verb(/^Change/).click();
  assert.ok(await check.isChecked());
  await check.uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await seesNot(host.hand, 'Named: before they answer');
  await host.openPoll('Shall we go on?');
  await host.verb(/^Change/).click();
  assert.ok(await check.isDisabled());
  await host.page.keyboard.press('Escape');
});

test('no page failed', () => assert.deepEqual(faults, []));
