/**
 * The book of questions: a host publishes it and takes it back, and everybody reads it in both languages, on a phone without script
 * and on paper. Then what the event leaves: files for the host, and a copy of their own data for guests.
 */
import assert from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Moderator, PILOT } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { guest, host, stage } from './harness/stage.mjs';

/** @typedef {import('playwright-core').Page} Page */

const OLD = '在老旧小区的供热改造中，如何做到不停暖就完成控制系统的更换？成本由谁承担？';
const WINTER = 'Does the winter performance of ecological treatment meet the Sichuan discharge standard?';
const BONDS = 'Is there a financing model for cities that cannot issue green bonds themselves?';
const OFF = 'Where can I park my car?';
const REPLY = 'Yes above 8 °C; below that with a covered basin.';

/** @type {import('./harness/roles.mjs').Phone} */
let phone;
const address = () => `${server.origin}/${DEMO}/questions`;
/** @param {Page} page @param {string} name */
const shot = async (page, name, fullPage = false) => {
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/${name}.png`, fullPage });
};

await stage({ session: 'Dialogue: Sustainable Urban Development and US-China Energy Cooperation' });

before(async () => {
  const mod = await Moderator.open(await device(browser), server);
  phone = await guest();
  const zh = await guest('zh-CN');
  await host.openPoll(PILOT.en);
  await phone.tap('Urban infrastructure');
  await phone.acked('Counted.');
  await zh.tap('环境保护');
  await zh.acked('已计入');
  await host.reveal();
  await zh.ask(OLD);
  for (const text of [WINTER, BONDS, OFF]) await phone.ask(text);
  for (const text of [OLD, WINTER, BONDS]) {
    await mod.row(text).first().waitFor();
    await mod.do(text, 'Approve');
    await mod.says(/approved/i);
  }
  await mod.decline(OFF, 'Off topic');
  await mod.focus(WINTER);
  await mod.press('o');
  await mod.page.locator('#leaf-reply').fill(REPLY);
  await mod.page.locator('#leaf-reply').press('Control+Enter');
  await phone.question(WINTER).locator('.reply').waitFor();
});

/**
 * Opens the book in a browser, which runs scripts only for a check of ours: the page has none.
 * @param {{ size?: { width: number, height: number }, lang?: string, theme?: 'light' | 'dark', scripts?: boolean }} [of]
 */
async function opened({ size = SIZES.phone, lang = 'en', theme = 'light', scripts = false } = {}) {
  const page = await (await device(browser, { size, lang, theme, scripts })).newPage();
  await page.goto(address());
  return page;
}

test('nobody reads it before a host publishes it, and a guest finds it then', async () => {
  const early = await opened();
  await sees(early, 'The book of questions is not published');
  assert.equal((await early.goto(address()))?.status(), 404);
  assert.equal(await phone.page.locator('#book').count(), 0);
  const section = host.page.locator('section', { has: host.page.locator('#book-title') });
  await section.getByText('published', { exact: true }).click();
  await host.foot.getByText('The book of questions is published.').waitFor();
  await phone.page.locator('#book').waitFor();
  // An undo takes it back, and the next click publishes it again.
  await host.foot.getByRole('button', { name: 'Undo' }).click();
  await phone.page.locator('#book').waitFor({ state: 'detached' });
  await section.getByText('published', { exact: true }).click();
  await phone.page.locator('#book').waitFor();
  await shot(host.page, 'host');
});

test('everybody reads what was asked and what became of it, in both languages and without script', async () => {
  const page = await opened();
  await sees(page, 'Book of questions');
  await sees(page, '问答集');
  for (const text of [OLD, WINTER, BONDS, REPLY]) await sees(page, text);
  const all = await page.locator('body').textContent();
  assert.ok(!all?.includes(OFF), 'a declined question is not read');
  assert.match(all ?? '', /Off topic.*与议题无关.*1/s);
  await page.getByRole('link', { name: /^open/ }).click();
  await sees(page, BONDS);
  assert.equal(await page.getByText(WINTER).count(), 0);
  await page.getByRole('link', { name: '中文' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans');
  await sees(page, '未采用，按原因');
});

for (const [name, size] of Object.entries({
  phone: SIZES.phone,
  laptop: { width: 1366, height: 768 },
  full: SIZES.full,
}))
  for (const lang of ['en', 'zh-CN'])
    test(`it fits and can be read on ${name} in ${lang}`, async () => {
      for (const theme of /** @type {const} */ (['light', 'dark'])) {
        const page = await opened({ size, lang, theme, scripts: true });
        await sees(page, WINTER);
        assert.deepEqual(await layout(page, false), []);
        assert.deepEqual(await accessible(page), []);
        await shot(page, `book-${name}-${lang}-${theme}`);
        if (name === 'phone') await shot(page, `book-${name}-${lang}-${theme}-whole`, true);
      }
    });

test('it prints on A4 and Letter, and nothing is wider than the paper', async () => {
  const page = await opened({ size: SIZES.full, scripts: true });
  await sees(page, WINTER);
  await page.emulateMedia({ media: 'print' });
  for (const format of ['A4', 'Letter']) {
    const path = process.env.LOOK && `${process.env.LOOK}/book-${format}.pdf`;
    const pdf = await page.pdf({ format, ...(path && { path }) });
    assert.ok(pdf.length > 10_000, format);
  }
  await page.setViewportSize({ width: 690, height: 1000 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 690, `${wide} px on a page of 690`);
});

test('a host takes the event away as files', async () => {
  const section = host.page.locator('section', { has: host.page.locator('#exports-title') });
  for (const [name, begins] of /** @type {const} */ ([
    [/XLSX/, 'PK'],
    [/CSV/, 'PK'],
    [/SVG/, 'PK'],
    [/Markdown/, '# '],
    [/JSON/, '{"version":1,'],
  ])) {
    const loading = host.page.waitForEvent('download');
    await section.getByRole('link', { name }).click();
    const file = await (await loading).path();
    const bytes = await readFile(file);
    if (process.env.LOOK) await copyFile(file, `${process.env.LOOK}/${(await loading).suggestedFilename()}`);
    assert.equal(bytes.subarray(0, begins.length).toString(), begins, String(name));
    if (begins === '# ') assert.ok(bytes.toString().includes('Sichuan discharge standard'));
  }
  for (const file of ['export.xlsx', 'export.csv.zip', 'charts.zip', 'questions.md', 'export.json']) {
    const status = await phone.page.evaluate(async path => (await fetch(path)).status, `/${DEMO}/${file}`);
    assert.equal(status, 401, file);
  }
});

test('a guest takes a copy of everything that is stored about them', async () => {
  await phone.page.locator('#notice').tap();
  await shot(phone.page, 'notice', true);
  const loading = phone.page.waitForEvent('download');
  await phone.page.locator('#take').tap();
  const kept = JSON.parse((await readFile(await (await loading).path())).toString());
  assert.equal(kept.version, 1);
  const texts = kept.mine.questions.map((/** @type {any} */ q) => q.content.text);
  assert.deepEqual(texts.sort(), [WINTER, BONDS, OFF].sort());
  assert.ok(!JSON.stringify(kept).includes(OLD), 'somebody else’s question');
});

test('no page has script errors or violates its policy', () => {
  assert.deepEqual(faults, []);
});
