/** The editor of the programme: what hosts write is saved while they write, reaches everybody, and can be taken back. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { layout } from './checks/layout.mjs';
import { wcag } from './checks/wcag.mjs';
import { device, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, Phone } from './harness/roles.mjs';

/** @typedef {import('./harness/browser.mjs').Page} Page */

const CODE = 'EDXT22';

/** @param {Parameters<typeof device>[1]} [as] */
async function editor(as) {
  const page = await (await device(browser, as)).newPage();
  const link = await server.link('host', CODE);
  await page.goto(link.replace(`/${CODE}/host`, `/${CODE}/edit`));
  await page.locator('.desk.edit .slot').first().waitFor();
  return page;
}

/** @type {Page} */
let page;
before(async () => {
  await server.import('edit');
  page = await editor();
});

/** The rows of the agenda, by the English title in their field. */
const titles = (/** @type {Page} */ on) =>
  on
    .locator('.slots textarea[lang=en]')
    .evaluateAll(all => all.map(el => /** @type {HTMLTextAreaElement} */ (el).value));
const times = (/** @type {Page} */ on) =>
  on
    .locator('.slots .when input')
    .evaluateAll(all => all.map(el => /** @type {HTMLInputElement} */ (el).value));
const field = (/** @type {string} */ name, on = page) => on.getByRole('textbox', { name, exact: true });
const holds = (/** @type {import('playwright-core').Locator} */ of, /** @type {string} */ text) =>
  until(`a field says ${text}`, async () => (await of.inputValue()) === text);
const saved = (on = page) => sees(on.locator('.topbar .dot'), /^(Saved \d\d:\d\d|\d\d:\d\d 已保存)$/);
const undo = (on = page) => on.locator('footer.keys').getByRole('button', { name: /Undo|撤销/ });
const says = (/** @type {string | RegExp} */ text, on = page) => sees(on.locator('footer.keys'), text);

test('a title is saved while one writes, a phone shows it, and the undo names it and takes it back', async () => {
  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${CODE}`);
  const title = field('Title at 09:00, English');
  await title.focus();
  await title.press('End');
  await page.keyboard.type(' and welcome');
  await saved();
  await sees(phone.page, 'Opening and welcome');
  await says('Title at 09:00 changed');
  await page.keyboard.type('!');
  await sees(phone.page, 'Opening and welcome!');
  // What was written in one go goes in one.
  await undo().click();
  await holds(title, 'Opening');
  await sees(phone.page.locator('.ag').first(), /^Opening$/);
  await says('Undone: Title at 09:00 changed');
});

test('what is missing is marked, counted and found by a key', async () => {
  const missing = field('Title at 09:30, Chinese');
  assert.equal(await missing.getAttribute('placeholder'), 'Chinese is missing');
  await sees(page.locator('.tabs button.on'), '1');
  await page.locator('body').press('m');
  assert.ok(await missing.evaluate(el => el === document.activeElement));
  await page.keyboard.type('河流与城市');
  await page.keyboard.press('Enter');
  await saved();
  await until('nothing is missing', async () => !(await page.locator('.tabs .miss').count()));
  await page.keyboard.press('Escape');
  await page.locator('body').press('m');
  await says('No text is missing.');
});

test('a session is made, moves by drag and by keyboard with its times, and is removed', async () => {
  await page.locator('body').press('n');
  await page.keyboard.type('Tea');
  await page.keyboard.press('Tab');
  await page.keyboard.type('茶歇');
  await page.getByRole('textbox', { name: 'Title, English' }).last().press('Enter');
  await says('Tea added');
  await until(
    'Tea is last',
    async () => (await titles(page)).join() === 'Opening,Rivers and cities,Lunch,Tea',
  );
  assert.deepEqual(await times(page), ['09:00', '09:30', '12:00', '13:00']);

  const tea = field('Title at 13:00, English');
  await tea.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await says('Tea moved: now 12:00 to 12:30');
  assert.deepEqual(await titles(page), ['Opening', 'Rivers and cities', 'Tea', 'Lunch']);
  assert.deepEqual(await times(page), ['09:00', '09:30', '12:00', '12:30']);
  // The focus goes along, so the next key moves it again.
  await until('the focus is on Tea', () =>
    field('Title at 12:00, English').evaluate(el => el === document.activeElement),
  );
  await page.keyboard.press('Alt+ArrowUp');
  await says('Tea moved: now 09:30 to 10:00');
  // Drop it in the upper half of a row: it comes before it.
  const row = (/** @type {number} */ nth) => page.locator('.slots > .slot').nth(nth);
  await row(1)
    .locator('.grip')
    .dragTo(row(3).locator('.when'), { targetPosition: { x: 10, y: 4 } });
  await until('Tea is before Lunch', async () =>
    (await titles(page)).join().endsWith('Rivers and cities,Tea,Lunch'),
  );
  await undo().click();
  await says('Undone: Tea moved');
  await until('Tea is back', async () => (await titles(page))[1] === 'Tea');

  await page.getByRole('button', { name: 'More about Tea' }).click();
  await page.getByRole('button', { name: 'Remove Tea' }).click();
  await says('Tea removed');
  await until('Tea is gone', async () => (await titles(page)).length === 3);
  await undo().click();
  await until('Tea is back', async () => (await titles(page))[1] === 'Tea');
  await page.getByRole('button', { name: 'More about Rivers and cities' }).click();
  await page.getByRole('button', { name: 'Remove Rivers and cities' }).click();
  await says('A poll belongs to this session.');
});

test('two editors of one text: the later one sees both and chooses, and nobody’s words are lost', async () => {
  const other = await editor();
  const mine = field('Title at 09:00, English');
  const theirs = field('Title at 09:00, English', other);
  // The other one's letters are not sent yet when this one saves.
  await mine.fill('Grand opening');
  await theirs.fill('First words');
  await mine.press('Enter');
  await saved();
  await theirs.press('Enter');
  const both = other.locator('.both');
  await sees(both, 'Somebody changed this meanwhile');
  await sees(both, 'First words');
  await holds(theirs, 'Grand opening');
  await both.getByRole('button', { name: 'Use mine' }).click();
  await holds(mine, 'First words');
  await until('no question any more', async () => !(await both.count()));

  // Different languages of one title are nobody's conflict.
  await field('Title at 09:00, Chinese', other).fill('揭幕');
  await mine.fill('Opening');
  await mine.press('Enter');
  await field('Title at 09:00, Chinese', other).press('Enter');
  await holds(field('Title at 09:00, Chinese'), '揭幕');
  await holds(theirs, 'Opening');
  assert.equal(await other.locator('.both').count(), 0);

  // Keeping theirs leaves no trace of one's own.
  await mine.fill('Beginning');
  await theirs.fill('Start');
  await mine.press('Enter');
  await holds(mine, 'Beginning');
  await until('saved', async () => (await server.command('log', CODE)).includes('Beginning'));
  await theirs.press('Enter');
  await both.getByRole('button', { name: 'Keep theirs' }).click();
  await holds(theirs, 'Beginning');
  await mine.focus();
  await page.keyboard.type('x');
  await sees(other.locator('.note.who').first(), 'Another host writes here');
  await other.close();
  await mine.fill('Opening');
  await mine.press('Enter');
});

test('a row that a colleague moves keeps the focus of whoever writes in it', async () => {
  const other = await editor();
  // In browsers without `moveBefore` a row that moves loses it.
  await page.evaluate(() => Reflect.deleteProperty(Element.prototype, 'moveBefore'));
  const row = (/** @type {Page} */ on) => on.locator('.slots > .slot').nth(1).locator('textarea').first();
  const id = await row(page).getAttribute('id');
  await row(page).focus();
  await row(other).focus();
  for (const way of ['Up', 'Down', 'Down', 'Up']) {
    const before = (await titles(page)).join();
    await other.keyboard.press(`Alt+Arrow${way}`);
    await until('the row has moved', async () => (await titles(page)).join() !== before);
    assert.equal(await page.evaluate(() => document.activeElement?.id), id, way);
    await until('and is there for the next key', () =>
      other.evaluate(id => document.activeElement?.id === id, id),
    );
  }
  await other.close();
});

test('people are written, sit in sessions, and go only when nothing needs them', async () => {
  await page.getByRole('button', { name: /^People/ }).click();
  await page.getByRole('textbox', { name: 'Name, English' }).last().fill('Li Na');
  await page.getByRole('textbox', { name: 'Organisation, English' }).last().fill('Dian Water');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await says('Li Na added');
  const li = page.locator('.slot', { has: page.locator('#person-1-name-en') });
  await li.getByRole('combobox', { name: 'Side, Li Na' }).selectOption({ label: 'Company' });
  await says('Li Na changed');
  await page.locator('#person-1-org-zh-Hans').fill('滇池水务');
  await page.locator('#person-1-org-zh-Hans').press('Enter');
  await saved();

  await page.getByRole('button', { name: /^Agenda/ }).click();
  const more = page.getByRole('button', { name: 'More about Rivers and cities' });
  if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
  await page.getByRole('combobox', { name: 'Panel' }).selectOption({ label: 'Li Na, Dian Water' });
  await says('Li Na added to Rivers and cities');
  await page.getByRole('button', { name: /^People/ }).click();
  await sees(li.locator('.seats'), /Rivers and cities/);
  await li.getByRole('button', { name: 'Remove Li Na' }).click();
  await says('This person is in a session. Take them off there first.');
  await page.getByRole('button', { name: /^Agenda/ }).click();
  await more.click();
  await page.getByRole('button', { name: 'Take Li Na off' }).click();
  await says('Li Na taken off Rivers and cities');
  await page.getByRole('button', { name: /^People/ }).click();
  await li.getByRole('button', { name: 'Remove Li Na' }).click();
  await says('Li Na removed');
  await undo().click();
  await li.waitFor();
});

test('the event itself: texts, day, Wi-Fi and retention, which guests were told of', async () => {
  await page.getByRole('button', { name: /^Event/ }).click();
  await field('Short title, English').fill('Water');
  await field('Short title, English').press('Enter');
  await saved();
  await page.getByLabel('Date').fill('2026-11-29');
  await page.getByLabel('Date').press('Enter');
  await field('Name of the Wi-Fi network').fill('Water-Guest');
  await field('Name of the Wi-Fi network').press('Enter');
  await until('a password can be written', () => field('Password of the Wi-Fi network').isEditable());
  await field('Password of the Wi-Fi network').fill('short');
  await field('Password of the Wi-Fi network').press('Enter');
  await sees(page.locator('.note.bad'), /8 to 63 characters/);
  await field('Password of the Wi-Fi network').fill('dian-2026');
  await field('Password of the Wi-Fi network').press('Enter');
  await until('no fault any more', async () => !(await page.locator('.note.bad').count()));
  // A guest has come.
  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${CODE}`);
  await phone.page.evaluate(code => fetch(`/${code}/join`, { method: 'POST' }), CODE);
  const days = page.getByLabel('Days that guests’ data is kept');
  await days.fill('60');
  await days.press('Enter');
  await sees(page.locator('.note.bad'), /Guests have come/);
  await days.fill('10');
  await days.press('Enter');
  // The export is the event.
  const exported = await until('the days are saved', async () => {
    const file = await server.command('event', 'export', CODE);
    return file.includes('retention_days = 10') && file;
  });
  for (const part of ['Water-Guest', 'dian-2026', '2026-11-29', '滇池水务', 'Tea'])
    assert.ok(exported.includes(part), `${part} is in\n${exported}`);
});

/** The text of the event's file. */
const file = () => server.command('event', 'export', CODE);

test('a poll is written in all languages side by side, and its screen and a phone are beside it', async () => {
  await page.getByRole('button', { name: /^Polls/ }).click();
  const title = field('Question, English');
  await title.fill('Which river is first?');
  await title.press('Enter');
  await says('“Which river first?” changed');
  await sees(page.locator('.mini'), 'Which river is first?');
  const phone = page.frameLocator('.phone-of iframe');
  await sees(phone.locator('h1'), 'Which river is first?');
  await sees(phone.locator('main'), '盘龙江');
  assert.equal(await page.locator('.phone-of iframe').getAttribute('sandbox'), 'allow-scripts');

  await page.getByRole('textbox', { name: 'Option C, English' }).fill('Baoxiang');
  await page.getByRole('textbox', { name: 'Option C, English' }).press('Enter');
  await says('Option C added');
  const third = field('Option C, Chinese').first();
  await until('it is told', async () => (await third.getAttribute('placeholder')) === 'Chinese is missing');
  await sees(page.locator('.remarks'), 'Chinese is missing');
  await third.fill('宝象河');
  await third.press('Enter');
  await until('the translation is saved', async () => (await file()).includes('宝象河'));
  // The words move, and the focus with them.
  await field('Option C, English').first().focus();
  await page.keyboard.press('Alt+ArrowUp');
  await says('Option C is now B');
  await holds(field('Option B, English'), 'Baoxiang');
  assert.ok(await field('Option B, English').evaluate(el => el === document.activeElement));
  await page.getByRole('button', { name: 'Remove Option A' }).click();
  await says('Option A removed');
  await until('two options are left', async () => !(await file()).includes('滇池"'));
  assert.match(await file(), /Baoxiang[\s\S]*Panlong/);
  await undo().click();
  await holds(field('Option A, English'), 'Dian');
  await sees(phone.locator('main'), 'Dian');
  // The server says what is wrong with a text, at the text.
  await field('Option A, English').fill('Panlong');
  await field('Option A, English').press('Enter');
  await sees(page.locator('.note.bad'), 'This looks the same as an earlier option.');
  await field('Option A, English').fill('Dian');
  await field('Option A, English').press('Enter');
  await until('no fault any more', async () => !(await page.locator('.note.bad').count()));
});

test('two editors of one poll keep each other’s words', async () => {
  const other = await editor();
  await other.getByRole('button', { name: /^Polls/ }).click();
  // In the same moment, different texts.
  await field('Option A, English').fill('Lake Dian');
  await field('Question, English', other).fill('Which water first?');
  await Promise.all([
    field('Option A, English').press('Enter'),
    field('Question, English', other).press('Enter'),
  ]);
  await holds(field('Question, English'), 'Which water first?');
  await holds(field('Option A, English', other), 'Lake Dian');
  // The same text.
  await field('Question, English').fill('Mine');
  await field('Question, English', other).fill('Theirs');
  await field('Question, English').press('Enter');
  await until('mine is saved', async () => (await file()).includes('"Mine"'));
  await field('Question, English', other).press('Enter');
  const both = other.locator('.both');
  await sees(both, 'Theirs');
  await both.getByRole('button', { name: 'Use mine' }).click();
  await holds(field('Question, English'), 'Theirs');
  await other.close();
});

test('a new poll of any kind, its settings, a copy, and what can no longer change', async () => {
  await page.getByRole('button', { name: 'New poll: Lunch' }).click();
  const dialog = page.locator('dialog');
  await dialog
    .getByLabel('Question and options')
    .fill('Tea or coffee? / 喝茶还是咖啡？\nTea / 茶\nCoffee / 咖啡');
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Quiz question, B is correct' });
  await dialog.getByRole('button', { name: 'Make, open later' }).click();
  await holds(field('Question, English'), 'Tea or coffee?');
  await field('Option B, English').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await says('Option B is now A');
  await until('the correct answer has moved along', async () => {
    const quiz = (await file()).split('[[poll]]').find(poll => poll.includes('Tea or coffee?')) ?? '';
    const key = /key = "([^"]+)"[^\n]*Coffee/.exec(quiz)?.[1];
    return !!key && quiz.includes(`right = "${key}"`);
  });
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await says('The poll was copied');
  await sees(page.locator('.by-session'), /Tea or coffee\?.*Tea or coffee\?/s);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await says('The poll was removed');
  // The one that stays is in hand then.
  await until('the copy is gone', async () =>
    /^(?!.*Tea or coffee\?.*Tea or coffee\?)/s.test((await page.locator('.by-session').textContent()) ?? ''),
  );
  await page.getByRole('combobox', { name: 'Session' }).selectOption({ label: '09:00 Opening' });
  await until('it is in the opening', async () =>
    /Opening.*Tea or coffee\?.*Rivers/s.test((await page.locator('.by-session').textContent()) ?? ''),
  );

  const host = await openRole(await device(browser), server, 'host', CODE);
  await host.locator('.run').getByText('Tea or coffee?').click();
  await host.getByRole('button', { name: /^Open/ }).first().click();
  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${CODE}`);
  await sees(phone.page, 'Tea or coffee?');
  await sees(page.locator('.words-of'), 'It has votes or is open.');
  assert.equal(await page.getByRole('textbox', { name: 'Option C, English' }).count(), 0);
  await field('Option A, English').fill('Good coffee');
  await field('Option A, English').press('Enter');
  await sees(phone.page, 'Good coffee');
  await field('Option A, English').press('Alt+ArrowDown');
  await says(/its options can be reworded, but not added, removed or moved/);
});

test('hostile words stay words, everywhere', async () => {
  await page.getByRole('button', { name: /^Agenda/ }).click();
  const words = '<img src=x onerror="window.broken=1"> \u202eabc & "q"';
  await field('Title at 12:30, English').fill(words);
  await field('Title at 12:30, English').press('Enter');
  await holds(field('Title at 12:30, English'), words.replace('\u202e', ''));
  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${CODE}`);
  await sees(phone.page, /<img src=x/);
  for (const on of [page, phone.page]) assert.equal(await on.evaluate(() => 'broken' in window), false);
  await field('Title at 12:30, English').fill('x'.repeat(201));
  await field('Title at 12:30, English').press('Enter');
  await sees(page.locator('.note.bad'), 'The text is longer than 200 characters.');
  await field('Title at 12:30, English').fill('Lunch');
  await field('Title at 12:30, English').press('Enter');
  await until('no fault any more', async () => !(await page.locator('.note.bad').count()));
});

test('by keyboard alone, in Chinese', async () => {
  const zh = await editor({ lang: 'zh-CN' });
  await zh.keyboard.press('n');
  await zh.keyboard.type('Closing');
  await zh.keyboard.press('Tab');
  await zh.keyboard.type('闭幕式');
  await zh.keyboard.press('Enter');
  await says('已添加“Closing”', zh);
  await zh.keyboard.press('Escape');
  await zh.keyboard.press('1');
  const last = zh.locator('.slots > .slot').last();
  await last.locator('textarea').first().focus();
  await zh.keyboard.press('Tab');
  await zh.keyboard.press('End');
  await zh.keyboard.type('与致谢');
  await zh.keyboard.press('Enter');
  await zh.keyboard.press('Alt+ArrowUp');
  await says(/已移动“闭幕式与致谢”：现为/, zh);
  await zh.keyboard.press('Escape');
  await zh.keyboard.press('z');
  await says('已撤销：已移动“闭幕式与致谢”', zh);
  await zh.keyboard.press('2');
  await sees(zh.locator('.tabs .on'), '投票');
  await zh.locator('body').press('n');
  await sees(zh.locator('dialog'), '新建投票');
  await zh.keyboard.type('先治哪条河？');
  await zh.keyboard.press('Escape');
  await zh.keyboard.press('3');
  await sees(zh.locator('.tabs .on'), '嘉宾');
  await zh.close();
});

test('the page is the hosts’ alone, and opens from their desk', async () => {
  const stranger = await (await device(browser)).newPage();
  await stranger.goto(`${server.origin}/${CODE}/edit`);
  await sees(stranger.locator('main.gate'), /needs its link/);
  const host = await openRole(await device(browser), server, 'host', CODE);
  const opened = host.waitForEvent('popup');
  await host.locator('.run .colh').getByRole('link', { name: 'Edit' }).click();
  await (await opened).locator('.desk.edit .slot').first().waitFor();
});

test('axe has no finding, and nothing is cut at any size', async () => {
  /** @type {string[]} */
  const found = [];
  for (const lang of ['en', 'zh-CN'])
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      const on = await editor({ lang, theme });
      for (const tab of ['1', '2', '3', '4', '5', '6']) {
        await on.keyboard.press(tab);
        const more = on.locator('.more').first();
        if (tab === '1' && (await more.getAttribute('aria-expanded')) === 'false') await more.click();
        found.push(...(await wcag(on)).map(line => `${lang} ${theme} ${tab}: ${line}`));
        for (const [name, size] of Object.entries({
          phone: SIZES.phone,
          laptop: { width: 1366, height: 768 },
          full: SIZES.full,
        })) {
          await on.setViewportSize(size);
          const lines = await layout(on, false);
          found.push(...lines.map(line => `${lang} ${theme} ${tab} ${name}: ${line}`));
          if (process.env.SHOTS)
            await on.screenshot({ path: `${process.env.SHOTS}/${lang}-${theme}-${tab}-${name}.png` });
        }
        await on.setViewportSize(SIZES.desk);
      }
      await on.close();
    }
  assert.deepEqual(found, []);
});
