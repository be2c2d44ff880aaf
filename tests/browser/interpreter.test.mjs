/**
 * The interpreter's page lists texts without a translation, in the order in which the hall sees them. They are translated there by
 * keyboard alone.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { device, faults, SIZES, sees, seesNot, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, openRole, Phone } from './harness/roles.mjs';
import { guest } from './harness/stage.mjs';

const ENGLISH = 'Which financing suits a first shared pilot?';
const CHINESE = '哪种融资方式适合首个合作试点？';
const OTHER = '能源';

/** @type {import('playwright-core').Page} */
let english;
/** @type {import('playwright-core').Page} */
let chinese;
/** @type {Moderator} */
let moderator;
/** @type {Phone} */
let phone;

before(async () => {
  english = await openRole(await device(browser), server, 'interpreter');
  chinese = await openRole(
    await device(browser, { lang: 'zh-CN', size: SIZES.tablet }),
    server,
    'interpreter',
  );
  moderator = await Moderator.open(await device(browser), server);
  phone = await guest();
});

/** @param {import('playwright-core').Page} page @param {string} text */
const row = (page, text) => page.locator('.text', { hasText: text });

test('an event with both languages lacks nothing, and a question that waits is told of', async () => {
  await sees(english, 'Everything is in both languages.');
  const at = await english.locator('.int .empty').first().boundingBox();
  const beside = await english.locator('.glossary').boundingBox();
  assert.ok(at && beside && at.x < 2 && Math.abs(at.x + at.width - beside.x) < 2, 'no empty half beside it');
  await sees(chinese, '所有内容均有两种语言。');
  await phone.ask(ENGLISH);
  await sees(english, 'Only 1 waiting text needs a translation.');
  await sees(chinese, '只有 1 条待审内容缺少译文。');
  assert.equal(await row(english, ENGLISH).count(), 0);
  await english.keyboard.press('w');
  await row(english, ENGLISH).getByText('Chinese missing').waitFor();
  await chinese.getByRole('button', { name: '显示' }).click();
  await row(chinese, ENGLISH).getByText('缺中文').waitFor();
});

test('what the hall sees comes first', async () => {
  await phone.ask(OTHER);
  await moderator.do(ENGLISH, 'Approve');
  await moderator.approved.locator('[data-q]:not(.held)', { hasText: ENGLISH }).waitFor();
  await moderator.do(OTHER, 'Approve');
  await moderator.approved.locator('[data-q]:not(.held)', { hasText: OTHER }).waitFor();
  await moderator.do(OTHER, 'Put next');
  await until('the question that is next is on top', async () => {
    const rows = await english.locator('.text').allInnerTexts();
    return rows.length === 2 && rows[0]?.includes(OTHER) && rows[1]?.includes(ENGLISH);
  });
  await row(english, OTHER).getByText('next 1').waitFor();
  await row(english, OTHER).getByText('English missing').waitFor();
});

test('the list is walked, filtered and searched by keyboard', async () => {
  await row(english, OTHER).click();
  await english.locator('.parts').getByText(OTHER).waitFor();
  await english.keyboard.press('j');
  await english.locator('.parts').getByText(ENGLISH).waitFor();
  await english.keyboard.press('f');
  await english.keyboard.press('f');
  await until('only what lacks Chinese', async () => (await english.locator('.text').count()) === 1);
  await row(english, ENGLISH).waitFor();
  await english.keyboard.press('f');
  await english.keyboard.press('/');
  await english.keyboard.type('energy');
  await sees(english, 'No text matches the filter.');
  await english.keyboard.press('Escape');
  await row(english, ENGLISH).waitFor();
  await english.keyboard.press('?');
  await english.locator('dialog[open]').getByText('include waiting texts').waitFor();
  assert.deepEqual(await accessible(english), []);
  await english.keyboard.press('Escape');
});

test('a text leaves when a moderator adds its translation', async () => {
  await moderator.focus(ENGLISH);
  await moderator.press('t');
  await moderator.page.locator('dialog textarea').nth(1).fill(CHINESE);
  await moderator.page.keyboard.press('Control+Enter');
  for (const page of [english, chinese])
    await until('it has left', async () => !(await row(page, ENGLISH).count()));
  await row(english, OTHER).waitFor();
});

const FIGURES = 'Who pays 30% of the heat pump by 2025?';
const TRANSLATED = '到 2025 年，热泵的 30% 由谁承担？';

test('a text is translated by keyboard alone: claimed by writing, its terms and figures inserted, saved', async () => {
  await phone.ask(FIGURES);
  await moderator.do(FIGURES, 'Approve');
  await row(english, FIGURES).click();
  await english.keyboard.press('Escape');
  await english.keyboard.press('=');
  const dialog = english.locator('dialog[open]');
  await dialog.getByLabel('English').fill('heat pump');
  await dialog.getByLabel('Chinese').fill('热泵');
  await english.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await english.locator('.glossary').getByText('热泵').waitFor();
  await english.locator('.hand .g', { hasText: 'heat pump' }).waitFor();

  await english.keyboard.press('Enter');
  const field = english.locator('.hand textarea');
  await until('the caret is in the text', () => field.evaluate(el => el === document.activeElement));
  await english.keyboard.type('到 ');
  // Colleagues see who has it, and cannot write in it.
  await row(chinese, FIGURES).getByText('译员 1正在写').waitFor();
  await row(chinese, FIGURES).click();
  await until('it is not theirs', () => chinese.locator('.hand textarea').evaluate(el => el.readOnly));
  await until('the next figure is 2025', async () =>
    (await english.locator('.aid .lack').allInnerTexts()).some(text => text.includes('2025')),
  );
  // Alt 1 is the term; the figures come after it, and Ctrl I does the same where Alt is taken.
  await english.keyboard.press('Alt+Digit3');
  await english.keyboard.type(' 年，');
  await english.keyboard.press('Alt+Digit1');
  await english.keyboard.press('Control+Enter');
  await english.getByRole('alert').getByText('30 is missing').waitFor();
  await english.keyboard.type('的 ');
  await english.keyboard.press('Control+KeyI');
  await english.keyboard.press('Digit2');
  await english.keyboard.type('% 由谁承担？');
  assert.equal(await field.inputValue(), TRANSLATED);
  assert.deepEqual(await accessible(english), []);
  await english.keyboard.press('Control+Enter');
  for (const page of [english, chinese])
    await until('it has left', async () => !(await row(page, FIGURES).count()));
  await sees(english, `Saved: ${TRANSLATED}`);
  // It waits for a moderator.
  await moderator.approved.locator('[data-q]', { hasText: FIGURES }).getByText('not shown yet').waitFor();
  await moderator.focus(FIGURES);
  await moderator.press('a');
  await moderator.approved
    .locator('[data-q]', { hasText: FIGURES })
    .getByText('not shown yet')
    .waitFor({ state: 'detached' });
});

test('an original that changes is told of, and the translation can still be right', async () => {
  await moderator.focus(FIGURES);
  await moderator.press('e');
  await moderator.page.locator('dialog textarea').first().fill('Who pays 35% of each heat pump by 2025?');
  await moderator.page.keyboard.press('Control+Enter');
  const changed = row(english, 'each heat pump');
  await changed.getByText('out of date').waitFor();
  await changed.click();
  await english.locator('.hand del', { hasText: 'the' }).waitFor();
  await english.locator('.hand ins', { hasText: 'each' }).waitFor();
  await english.keyboard.press('Enter');
  await until('the caret is in the text', () =>
    english.locator('.hand textarea').evaluate(el => el === document.activeElement),
  );
  // Not at once where a figure changed.
  await english.keyboard.press('Alt+KeyS');
  await english.getByRole('alert').getByText('35 is missing').waitFor();
  await english.keyboard.press('Alt+KeyS');
  await until('it has left', async () => !(await changed.count()));
  // Undone, it is there again.
  await row(english, OTHER).click();
  await english.keyboard.press('Escape');
  await english.keyboard.press('z');
  await changed.getByText('out of date').waitFor();
});

test('a draft for an original that changed is not saved as one of the new original unread', async () => {
  const [first, second] = ['Who pays for the old boiler?', 'Who pays for the new boiler?'];
  const [third, fourth] = ['Who tests the old meter?', 'Who tests the new meter?'];
  /** @param {string} text @param {string} better */
  const reword = async (text, better) => {
    await moderator.focus(text);
    await moderator.press('e');
    await moderator.page.locator('dialog textarea').first().fill(better);
    await moderator.page.keyboard.press('Control+Enter');
    await moderator.page.locator('dialog[open]').waitFor({ state: 'detached' });
  };
  for (const [page, was, is, draft, meanwhile, refused] of /** @type {const} */ ([
    [
      english,
      first,
      second,
      '旧锅炉由谁付费？',
      'The original has changed since you began.',
      'Not saved, because the original has changed since you began.',
    ],
    [
      chinese,
      third,
      fourth,
      '旧电表由谁检测？',
      '您开始翻译后，原文改过。',
      '尚未保存：您开始翻译后，原文改过。',
    ],
  ])) {
    await phone.ask(was);
    await moderator.do(was, 'Approve');
    await row(page, was).click();
    const field = page.locator('.hand textarea').first();
    await field.fill(draft);
    await reword(was, is);
    await page.locator('.hand .tell', { hasText: meanwhile }).waitFor();
    // Both originals are there to compare.
    await page.locator('.hand del', { hasText: 'old' }).waitFor();
    await page.locator('.hand ins', { hasText: 'new' }).waitFor();
    await field.press('Control+Enter');
    await page.getByRole('alert').getByText(refused).waitFor();
    await sees(page.locator('footer.keys'), refused);
    assert.equal(await field.inputValue(), draft);
    await row(page, is).waitFor();
    assert.deepEqual(await accessible(page), []);
    if (process.env.LOOK)
      await page.screenshot({ path: `${process.env.LOOK}/changed-${page === english ? 'en' : 'zh'}.png` });
    await field.fill(draft.replace('旧', '新'));
    await field.press('Control+Enter');
    await until('it has left', async () => !(await row(page, is).count()));
  }
});

test('what is written survives a reload, and is given back with Escape', async () => {
  await row(chinese, OTHER).click();
  await chinese.locator('.hand textarea').first().fill('Energ');
  await chinese.reload();
  await row(chinese, OTHER).click();
  await until(
    'the draft is there',
    async () => (await chinese.locator('.hand textarea').first().inputValue()) === 'Energ',
  );
  await chinese.locator('.hand textarea').first().press('Escape');
  await until(
    'it is given back',
    async () => (await chinese.locator('.hand textarea').first().inputValue()) === '',
  );
});

test('the page says that it is not connected, and goes on by itself', async () => {
  await server.terminate();
  await sees(english, 'The list may be out of date.');
  await row(english, OTHER).waitFor();
  await server.start();
  await seesNot(english, 'The list may be out of date.');
  await row(english, OTHER).waitFor();
});

test('a text that somebody writes in stays in hand, although a colleague was faster', async () => {
  // Nothing was chosen: the first text is in hand because it is the most urgent.
  await english.reload();
  await row(english, OTHER).waitFor();
  const field = english.locator('.hand textarea');
  await english.keyboard.press('Enter');
  await until('the caret is in the text', () => field.evaluate(el => el === document.activeElement));
  await english.keyboard.type('Ener');
  await moderator.focus(OTHER);
  await moderator.press('t');
  await moderator.page.locator('dialog textarea').nth(1).fill('Power');
  await moderator.page.keyboard.press('Control+Enter');
  await sees(english.locator('.hand .tell'), 'This text needs no translation any more.');
  // These letters would undo, ask a machine and change the list.
  await english.keyboard.type('zmwf');
  assert.equal(await field.inputValue(), 'Enerzmwf');
  await english.keyboard.press('Escape');
  await until('it has left', async () => !(await english.locator('.hand', { hasText: OTHER }).count()));
});

test('no page had a fault', () => assert.deepEqual(faults, []));
