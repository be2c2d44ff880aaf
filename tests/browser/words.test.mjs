/**
 * Words: written one at a time by touch and by keyboard, read by a moderator before anybody else sees them, joined across
 * languages, and set in lines on the screen.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, framesOf, phoneDevice, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest, host, stage, url } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const CODE = 'WRDS52';
const CITY = { en: 'In one word: what makes a city sustainable?', zh: '请用一个词描述可持续的城市' };
const HOPE = 'What do you hope for?';
const FINAL = 'Which two words will you take home?';

/** @type {Moderator} */
let mod;
/** @type {Page} */
let screen;

await stage({ fixture: 'words', code: CODE, session: 'Keynote: Organica Water' });

before(async () => {
  mod = await Moderator.open(await device(browser), server, CODE);
  screen = await openRole(await device(browser, { size: SIZES.hd }), server, 'screen', CODE);
});

const field = (/** @type {Page} */ page) => page.locator('.words .field').first();
const own = (/** @type {Page} */ page, /** @type {string} */ word) =>
  page.locator('.words ul:not(.lines) li', { hasText: word });
const row = (/** @type {string} */ word) => mod.page.locator('[data-e]', { hasText: word });
const shown = () => screen.locator('.word-lines li b').allTextContents();

/** Writes a word and sends it with the foot's button. */
async function send(/** @type {Page} */ page, /** @type {string} */ word) {
  await field(page).fill(word);
  await page.locator('.foot .btn').tap();
  await own(page, word).locator('.st').waitFor();
}

/** @type {Phone} */
let en;
/** @type {Phone} */
let zh;

test('words are written by touch and by keyboard, and nobody else sees them unread', async () => {
  await host.openPoll(CITY.en);
  en = await guest();
  zh = await guest('zh-CN');
  await en.showsHeadline(CITY.en);
  await zh.showsHeadline(CITY.zh);
  await send(en.page, 'energy');
  await sees(own(en.page, 'energy'), 'Being read');
  await field(zh.page).fill('能源');
  await field(zh.page).press('Enter');
  await sees(own(zh.page, '能源'), '审核中');
  await field(zh.page).fill('ＥＮＥＲＧＹ');
  await field(zh.page).press('Enter');
  await sees(own(zh.page, 'ＥＮＥＲＧＹ'), '审核中');
  await field(en.page).fill('spam');
  await field(en.page).press('Enter');
  await field(en.page).fill('x'.repeat(26));
  await sees(en.page.locator('.words .lab'), '1 character too long');
  assert.ok(await en.page.locator('.foot .btn').isDisabled());
  await field(en.page).fill('trust');
  await field(en.page).press('Enter');
  await sees(own(en.page, 'trust'), 'Being read');
  assert.equal(await en.page.locator('.sheet').first().locator('.field').count(), 0, 'three words are all');
  await sees(screen, 'have voted');
  for (const page of [screen, en.page, zh.page])
    for (const frame of framesOf(page))
      if (!frame.includes('"t":"mine"')) assert.doesNotMatch(frame, /trust|spam/);
});

test('a moderator approves all unmarked with one key, and takes it back with one', async () => {
  await mod.page.getByText(/^Answers 4/).waitFor();
  await mod.press('g');
  await row('energy').waitFor();
  await sees(row('spam'), 'marked word');
  await mod.press('u');
  await mod.says('3 answers approved');
  await until('they are on the screen', async () => (await shown()).length === 3);
  assert.deepEqual((await shown()).sort(), ['energy', 'trust', '能源']);
  await sees(own(en.page, 'energy'), 'Approved');
  await sees(own(en.page, 'spam'), 'Being read');
  await mod.press('z');
  await mod.says('Undone');
  await sees(screen, 'have voted');
  await sees(own(en.page, 'energy'), 'Being read');
  await mod.press('u');
  await until('they are back', async () => (await shown()).length === 3);
});

test('words of one meaning count together across languages, and hidden ones come back', async () => {
  await row('能源').locator('.txt').click();
  await mod.press('m');
  await sees(mod.page.locator('.strip.calm'), '能源');
  await row('energy').locator('.txt').click();
  await mod.press('Enter');
  await mod.says('counts with');
  await until('both stand together', async () => (await shown()).length === 2);
  const energy = screen.locator('.word-lines li', { hasText: 'energy' });
  await sees(energy, '能源');
  await until('and count together', async () => (await energy.getAttribute('data-count')) === '3');
  const place = async () => (await screen.locator('.word-lines li', { hasText: 'trust' }).boundingBox())?.y;
  const before = await place();
  await row('energy').getByRole('button', { name: /^Hide/ }).click();
  await until('it is hidden', async () => !(await shown()).includes('energy'));
  await mod.page
    .locator('.col-hidden')
    .getByRole('button', { name: /^Show again/ })
    .click();
  await until('it is back', async () => (await shown()).includes('energy'));
  await until('a word keeps its line', async () => Math.abs(((await place()) ?? 0) - (before ?? 0)) < 2);
  await row('spam').getByRole('button', { name: /^Hide/ }).click();
  await sees(own(en.page, 'spam'), 'Not shown');
});

test('a host parts them and merges them again', async () => {
  await host.choosePoll(CITY.en);
  const reading = host.hand.locator('.reading');
  await reading.locator('summary').click();
  await reading.getByRole('button', { name: 'Count alone: 能源' }).click();
  await until('they stand apart', async () => (await shown()).length === 3);
  await reading.getByRole('button', { name: 'Merge with…: 能源' }).click();
  await sees(reading, 'Choose the approved answer that “能源” counts with.');
  await reading.getByRole('button', { name: 'Merge here: energy' }).click();
  await until('they stand together', async () => (await shown()).length === 2);
  assert.deepEqual(await accessible(host.page), []);
});

test('the reveal says how many wrote the same', async () => {
  await host.choosePoll(CITY.en);
  await sees(host.hand, 'energy');
  await sees(host.hand.locator('.words-table'), '能源');
  await host.reveal();
  await sees(own(en.page, 'energy'), 'You and 2 others');
  await sees(own(zh.page, '能源'), '您和另外');
  await screen.locator('.word-lines .a', { hasText: 'energy' }).waitFor();
  await seesNot(en.page.locator('.lines'), 'spam');
});

test('a Chinese answer is divided on the phone, and can be withdrawn word by word', async () => {
  await host.openPoll(HOPE);
  await field(zh.page).fill('清洁能源和公园城市');
  await sees(zh.page.locator('.words .note'), '将分别计为');
  await field(zh.page).press('Enter');
  await own(zh.page, '清洁').waitFor();
  await own(zh.page, '城市').waitFor();
  await own(zh.page, '清洁').getByRole('button').tap();
  await until('it is gone', async () => (await own(zh.page, '清洁').count()) === 0);
});

test('a browser that cannot divide Chinese says that the answer counts as a whole', async () => {
  const context = await phoneDevice(browser, 'zh-CN');
  await context.addInitScript(() => Reflect.deleteProperty(Intl, 'Segmenter'));
  const old = await Phone.open(context, url());
  await old.showsHeadline('您期待什么？');
  await field(old.page).fill('清洁能源和公园城市');
  await sees(old.page.locator('.words .note'), '此浏览器不能分词，按整条计。');
  await field(old.page).press('Enter');
  await own(old.page, '清洁能源和公园城市').waitFor();
  await field(old.page).fill('energy');
  assert.equal(await old.page.locator('.words .note').count(), 0);
  await context.close();
});

test('a final ballot collects its words before it is sent', async () => {
  await host.openPoll(FINAL);
  await field(en.page).fill('shade');
  await field(en.page).press('Enter');
  await field(en.page).fill('water');
  await en.page.getByRole('button', { name: 'Send 2 words' }).tap();
  await sees(own(en.page, 'water'), 'Being read');
  assert.equal(await own(en.page, 'shade').getByRole('button').count(), 0);
  assert.equal(await en.page.locator('.sheet').first().locator('.field').count(), 0);
});

test('its pages are accessible and fit', async () => {
  for (const [title, reveal] of /** @type {const} */ ([
    [CITY.en, false],
    [HOPE, false],
    [HOPE, true],
  ])) {
    await host.choosePoll(title);
    await host.show('This poll');
    if (reveal) await host.reveal();
    for (const page of [en.page, zh.page, screen, mod.page]) {
      assert.deepEqual(await accessible(page), [], title);
      assert.deepEqual(await layout(page, page === screen), [], title);
    }
  }
});

test('no page had a fault', () => assert.deepEqual(faults, []));
