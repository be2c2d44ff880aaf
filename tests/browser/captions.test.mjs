/**
 * Live captions: a captioner writes by keyboard in two languages, corrects, hands over, and steps through a prepared text; a guest who
 * asks reads them, in Chinese and in English, and another gets no byte; the screen shows them; the session leaves a transcript.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { openRole, ROUND_TABLE } from './harness/roles.mjs';
import { guest, host, stage } from './harness/stage.mjs';

await stage({ session: ROUND_TABLE.en });
const desk = await openRole(await device(browser), server, 'captioner');
const colleague = await openRole(await device(browser, { lang: 'zh-CN' }), server, 'captioner');
const screen = await openRole(await device(browser, { size: SIZES.full }), server, 'screen');

/** @param {import('playwright-core').Page} page @param {string} name */
const look = (page, name) =>
  process.env.LOOK ? page.screenshot({ path: `${process.env.LOOK}/${name}.png` }) : undefined;
const english = desk.getByRole('textbox', { name: 'Line in English' });
const lines = desk.locator('.capt-track', { has: english }).locator('.capt-lines');

test('Enter sends a line, and the arrow up corrects it', async () => {
  await english.fill('Heat from the rivver.');
  await english.press('Enter');
  await sees(lines, 'Heat from the rivver.');
  assert.equal(await english.inputValue(), '');
  await english.press('ArrowUp');
  assert.equal(await english.inputValue(), 'Heat from the rivver.');
  await english.fill('Heat from the river.');
  await english.press('Enter');
  await sees(lines, 'Heat from the river.');
  assert.equal(await lines.locator('li').count(), 1);
  await look(desk, 'desk');
});

test('a colleague on the same language is told, keeps the line, and takes over with one key', async () => {
  const field = colleague.getByRole('textbox', { name: /^(英|English)/ });
  await field.fill('The next speaker.');
  await field.press('Enter');
  await sees(colleague.locator('.capt-foot'), '同事在写');
  assert.equal(await field.inputValue(), 'The next speaker.');
  await field.press('Alt+h');
  await sees(colleague.locator('.capt-track', { has: field }), '由您在写');
  await field.press('Enter');
  await sees(lines, 'The next speaker.');
  await look(colleague, 'desk-zh');
  await field.press('Alt+h');
  await sees(colleague.locator('.capt-track', { has: field }), '无人在写');
});

/** Waits until the second of what was sent before is over. */
function passed() {
  const from = Date.now();
  return until('the second is over', () => Date.now() - from > 1000);
}

test('a fifth line in one second is refused in words, and stays in the field', async () => {
  const chinese = colleague.getByRole('textbox', { name: /^(中|简|Chinese)/ });
  for (const [field, page, says] of /** @type {const} */ ([
    [english, desk, 'More than 4 lines in one second'],
    [chinese, colleague, '一秒超过 4 行，这一行没有发出。'],
  ])) {
    const track = page.locator('.capt-track', { has: field });
    await passed();
    // Written by the page itself: five presses from out here can take longer than a second.
    await field.evaluate(async node => {
      const area = /** @type {HTMLTextAreaElement} */ (node);
      for (const n of [1, 2, 3, 4, 5]) {
        area.value = `${n} 号`;
        area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
        await new Promise(drawn => setTimeout(drawn));
        area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
        await new Promise(drawn => setTimeout(drawn));
      }
    });
    await sees(page.getByRole('status'), says);
    await until('the fifth stays', async () => (await field.inputValue()) === '5 号');
    await until('four are sent', async () => (await track.locator('li', { hasText: '号' }).count()) === 4);
    await field.fill('');
  }
  await chinese.press('Alt+h');
  await sees(colleague.locator('.capt-track', { has: chinese }), '无人在写');
  await passed();
});

test('one key sends the next line of a prepared text in both languages', async () => {
  const text = desk.locator('.capt-text');
  await text.getByRole('button', { name: 'Change the text' }).click();
  await text.getByRole('textbox').first().fill('The key is the intake.\nFish can leave.');
  await text.getByRole('textbox').nth(1).fill('关键在取水口。\n鱼类可自由游出。');
  await text.getByRole('button', { name: 'Use it' }).click();
  await look(desk, 'desk-text');
  await english.press('Alt+ArrowDown');
  await sees(lines, 'The key is the intake.');
  await sees(desk.locator('.capt-tracks'), '关键在取水口。');
  await sees(text.locator('[aria-current=true]'), 'Fish can leave.');
});

test('a short form of one’s own is written out at the space after it, and stays after a reload', async () => {
  const text = desk.locator('.capt-text');
  await text.getByText('Short forms').click();
  await text
    .getByRole('textbox', { name: 'Short forms' })
    .fill('hp = heat pump\ncop = COP\nup = down\ndown = up');
  await look(desk, 'desk-short');
  await desk.reload();
  await english.pressSequentially('One hp works');
  assert.equal(await english.inputValue(), 'One heat pump works');
  await english.press('Home');
  await english.pressSequentially('hp ');
  assert.equal(await english.inputValue(), 'heat pump One heat pump works');
  await english.pressSequentially('and ');
  assert.equal(await english.inputValue(), 'heat pump and One heat pump works', 'the caret stays behind it');
  await english.fill('');
  await english.pressSequentially('The cop of ');
  assert.equal(await english.inputValue(), 'The COP of ');
  await english.fill('');
  await english.pressSequentially('up ');
  assert.equal(await english.inputValue(), 'down ', 'what is written out is no short form again');
  await english.fill('');
  await english.pressSequentially('An hp ');
  await english.press('Control+z');
  assert.equal(await english.inputValue(), 'An hp ', 'an undo gives it back');
  // The last word ends with the line.
  await english.fill('');
  await english.pressSequentially('We have one hp');
  await english.press('Enter');
  await sees(lines, 'We have one heat pump');
  await english.fill('');
});

test('a guest who asks reads them on a phone, and another gets no byte of them', async () => {
  const { page } = await guest('zh');
  const sockets = /** @type {string[]} */ ([]);
  const frames = /** @type {string[]} */ ([]);
  page.on('websocket', socket => {
    sockets.push(socket.url());
    socket.on('framereceived', ({ payload }) => void frames.push(String(payload)));
  });
  await page.reload();
  const verb = page.getByRole('button', { name: /手机上显示字幕|captions on this phone/ });
  await verb.waitFor();
  // How many phones there are is news of its own.
  const news = () => frames.filter(frame => !/^\{"t":"(beat|hall)"/.test(frame));
  await until('the phone has its view', () => news().length > 0);
  const before = news();
  await english.fill('Nobody has asked yet.');
  await english.press('Enter');
  await sees(lines, 'Nobody has asked yet.');
  await sees(desk.locator('.capt-foot'), 'Sent.');
  // What comes after a line would have come after its frame.
  const other = await guest();
  await other.ask('Do the fish come back?');
  await until('the phone hears of something else', () => news().length > before.length);
  assert.ok(!frames.some(frame => frame.includes('Nobody has asked yet.')), 'no line is in a frame');
  assert.equal(news().length, before.length + 1, 'not one frame');
  assert.ok(!sockets.some(url => url.includes('reader')));
  await verb.click();
  await page.locator('section.captions p').first().waitFor();
  assert.ok(sockets.some(url => url.includes('role=reader')));
  await english.fill('Now somebody has.');
  await english.press('Enter');
  await until('the line arrives', async () => frames.some(frame => frame.includes('Now somebody has.')));
  await page.evaluate(() => scrollTo(0, 0));
  await look(page, 'phone');
  assert.deepEqual(await accessible(page), []);
  await page.locator('section.captions').getByRole('button').click();
  await until('the strip is gone', async () => !(await page.locator('section.captions').count()));
});

test('the screen shows them in its head, alone, or not', async () => {
  await desk.getByRole('button', { name: 'strip' }).click();
  await english.fill('With river water at 7 °C in winter, the heat pumps still reach a COP of 4.2.');
  await english.press('Enter');
  await sees(screen.locator('.lh'), 'With river water');
  await look(screen, 'screen-strip');
  await desk.getByRole('button', { name: 'alone' }).click();
  await english.fill('Alone on the screen.');
  await english.press('Enter');
  await sees(screen.locator('.scene.captions'), 'Alone on the screen.');
  await look(screen, 'screen-alone');
  await desk.getByRole('button', { name: 'off', exact: true }).click();
  await until('they leave', async () => !(await screen.locator('.scene.captions').count()));
});

test('a reload keeps the language, and no correction reaches another line', async () => {
  await desk.reload();
  const track = desk.locator('.capt-track', { has: english });
  await sees(track, 'you write');
  await english.fill('The first.');
  await english.press('Enter');
  await sees(lines, 'The first.');
  // The line is in the field when another one is sent, as by a service with the same number.
  await english.press('ArrowUp');
  const other = await desk.context().newPage();
  await other.addInitScript(
    ([key, value]) => sessionStorage.setItem(String(key), String(value)),
    await desk.evaluate(() => Object.entries(sessionStorage).find(([key]) => key.endsWith('.writer')) ?? []),
  );
  await other.goto(desk.url());
  const field = other.getByRole('textbox', { name: 'Line in English' });
  // Until the page is connected it sends nothing, and what was typed stays.
  await sees(other.locator('.capt-track', { has: field }), 'you write');
  await field.fill('The second.');
  await field.press('Enter');
  await sees(lines, 'The second.');
  await english.fill('The very first.');
  await english.press('Enter');
  await sees(desk.getByRole('status'), 'Another line was sent meanwhile.');
  assert.equal(await english.inputValue(), 'The very first.');
  await english.press('Escape');
  await other.close();
});

test('a strip on a phone is of one height, so that nothing below it moves', async () => {
  const { page } = await guest('en');
  await page.locator('.captions-verb button').click();
  const strip = page.locator('section.captions');
  await sees(strip, 'The second.');
  const before = await strip.boundingBox();
  await english.fill('A long line of a speaker, '.repeat(7).trim());
  await english.press('Enter');
  await sees(strip, 'A long line');
  assert.deepEqual(await strip.boundingBox(), before);
});

test('the host puts them on the screen and off, and finds the transcripts', async () => {
  const section = host.page.locator('.host-captions');
  await section.getByText('alone').click();
  await sees(screen.locator('.scene.captions'), 'A long line');
  await section.getByText('off', { exact: true }).click();
  await until('they leave', async () => !(await screen.locator('.scene.captions').count()));
  assert.equal(await section.getByRole('link', { name: 'WebVTT' }).count(), 2);
  assert.deepEqual(await accessible(host.page), []);
});

test('the session leaves a transcript in each language', async () => {
  const link = desk.getByRole('link', { name: 'WebVTT' }).first();
  const vtt = await desk.evaluate(
    async href => (await fetch(href)).text(),
    (await link.getAttribute('href')) ?? '',
  );
  assert.match(vtt, /^WEBVTT\n\n00:00:00\.000 --> /);
  const texts = await Promise.all(
    (await desk.getByRole('link', { name: 'TXT' }).all()).map(async one =>
      desk.evaluate(async href => (await fetch(href)).text(), (await one.getAttribute('href')) ?? ''),
    ),
  );
  assert.ok(texts.some(text => text.startsWith('Heat from the river.\nThe next speaker.\n')));
  assert.ok(texts.some(text => text.includes('关键在取水口。')));
});

test('the desk is accessible and fits a laptop', async () => {
  assert.deepEqual(await accessible(desk), []);
  assert.deepEqual(await layout(desk), []);
});

test('once the session is over, the desk has its transcripts', async () => {
  await host.page.getByRole('button', { name: /^End/ }).first().click();
  await host.page.getByRole('button', { name: 'End it' }).click();
  await sees(desk, 'No session is running');
  await sees(desk.locator('.transcripts'), ROUND_TABLE.en);
  assert.deepEqual(await accessible(desk), []);
});
