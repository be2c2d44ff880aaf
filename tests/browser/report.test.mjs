/**
 * The report: a host and a rapporteur write it in two languages, and it leaves the printer on A4 and Letter with no heading alone at the
 * foot of a sheet, no chart in two pieces and no text cut off.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { sizeOf } from './harness/paper.mjs';
import { DIALOGUE, Moderator, openRole, Phone, PILOT } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';
import { host, stage } from './harness/stage.mjs';

/** Where sheets and pages are kept to be looked at, if anywhere. */
const KEEP = process.env.PLENARY_PAPER;
const PAPERS = { A4: [210, 297], Letter: [216, 279] };
const VOTERS = 8;
const QUESTION = 'How do cities finance the retrofit of old heating networks?';
const run = promisify(execFile);

before(async () => {
  await stage({ session: DIALOGUE.en });
  await host.openPoll(PILOT.en);
  for (let n = 0; n < VOTERS; n++) {
    const phone = await Phone.open(
      await phoneDevice(browser, n % 2 ? 'zh-CN' : 'en'),
      `${server.origin}/${DEMO}`,
    );
    await phone.page
      .locator('.opt')
      .nth(n % 3 ? 0 : 1)
      .tap();
    await phone.ack.waitFor();
    if (n === 0) await phone.ask(QUESTION);
    await phone.page.context().close();
  }
  const moderator = await Moderator.open(await device(browser), server);
  await moderator.do(QUESTION, 'Approve');
  await moderator.page.context().close();
  await host.reveal();
});

/** Opens the report in a browser that holds a role's link. */
async function report(
  /** @type {'host' | 'rapporteur'} */ role,
  query = '',
  { size = SIZES.full, lang = 'en' } = {},
) {
  const context = await device(browser, { size, lang });
  const desk = await openRole(context, server, role);
  await until('the link has bought a cookie', () => !new URL(desk.url()).hash);
  const page = await context.newPage();
  await page.goto(`${server.origin}/${DEMO}/report${query}`);
  await page.locator('.rp h1').first().waitFor();
  return page;
}

/** Writes a line of the report. */
async function write(
  /** @type {import('playwright-core').Page} */ desk,
  /** @type {string} */ add,
  /** @type {Record<string, string>} */ texts,
  /** @type {(row: import('playwright-core').Locator) => Promise<unknown>} */ more = async () => {},
) {
  await desk.getByRole('button', { name: add }).click();
  const row = desk.locator('.rapp-line').filter({ has: desk.getByRole('button', { name: /^Save/ }) });
  for (const [lang, text] of Object.entries(texts)) await row.locator(`textarea[lang="${lang}"]`).fill(text);
  await more(row);
  await row.getByRole('button', { name: /^Save/ }).click();
  await row.waitFor({ state: 'detached' });
}

test('a rapporteur writes findings and commitments, and makes them final; a host opens them to everybody', async () => {
  const context = await device(browser, { size: SIZES.full });
  const desk = await openRole(context, server, 'rapporteur');
  await desk.locator('.rapp-sheet').waitFor();
  const first = {
    en: 'Urban infrastructure comes first for the next joint pilot.',
    'zh-Hans': '下一个合作试点应首先面向城市基础设施。',
  };
  await write(desk, 'Add a finding', first, row => row.locator('select').selectOption({ index: 1 }));
  // Five hundred characters, in a language alone.
  const long = `${'供热改造与融资'.repeat(71)}。。。`;
  assert.equal([...long].length, 500);
  await write(desk, 'Add a finding', { 'zh-Hans': long }, row =>
    row.locator('select').selectOption({ label: `Question 1: ${QUESTION}` }),
  );
  await write(
    desk,
    'Add a commitment',
    { en: 'A joint visit to two treatment plants.', 'zh-Hans': '双方共同考察两座污水处理厂。' },
    async row => {
      await row.locator('input[type=text][lang=en]').fill('Organising committee');
      await row.locator('input[type=date]').fill('2018-09-30');
    },
  );
  await accessible(desk);
  await layout(desk);
  if (KEEP) {
    await mkdir(KEEP, { recursive: true });
    await desk.screenshot({ path: join(KEEP, 'rapporteur.png'), fullPage: true });
  }

  // What lacks a language is in the interpreters' queue.
  const interpreter = await openRole(await device(browser), server, 'interpreter');
  await sees(interpreter.locator('main'), long.slice(0, 12));
  await interpreter.context().close();

  // A draft is for nobody else.
  const guest = await (await phoneDevice(browser, 'en')).newPage();
  const answer = await guest.goto(`${server.origin}/${DEMO}/report`);
  assert.equal(answer?.status(), 404);

  // A colleague changes a line meanwhile: both texts stand there.
  const other = await openRole(await device(browser), server, 'rapporteur');
  await other.locator('.rapp-line').first().waitFor();
  const mine = desk.locator('.rapp-line').first();
  const theirs = other.locator('.rapp-line').first();
  await mine.locator('textarea[lang=en]').fill('Mine.');
  await theirs.locator('textarea[lang=en]').fill('Theirs.');
  await theirs.getByRole('button', { name: /^Save/ }).click();
  await sees(mine.locator('blockquote'), 'Theirs.');
  await mine.getByRole('button', { name: 'Keep mine' }).click();
  await until(
    'mine is kept',
    async () => (await theirs.locator('textarea[lang=en]').inputValue()) === 'Mine.',
  );
  await other.context().close();

  await desk.getByRole('button', { name: 'Make it final' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Make it final' }).click();
  await sees(desk.locator('.rapp-side'), 'Final, edition 1');
  assert.equal(
    (await guest.goto(`${server.origin}/${DEMO}/report`))?.status(),
    404,
    'hosts choose who reads',
  );
  await host.page.getByText('Everybody', { exact: true }).click();
  await until(
    'it is for everybody',
    async () => (await guest.goto(`${server.origin}/${DEMO}/report`))?.status() === 200,
  );
  await sees(guest.locator('.rp'), 'Mine.');
  await accessible(guest);
  await layout(guest);
  if (KEEP) await guest.screenshot({ path: join(KEEP, 'phone.png'), fullPage: true });

  // A correction is a draft until it is an edition, which says what it changes.
  await write(desk, 'Add words', { en: 'A day of good questions.', 'zh-Hans': '这一天提出了许多好问题。' });
  await guest.reload();
  assert.ok(!(await guest.locator('.rp').textContent())?.includes('A day of good questions.'));
  const own = await context.newPage();
  for (const [query, has] of /** @type {[string, boolean][]} */ ([
    ['', true],
    ['?edition=1', false],
  ])) {
    await own.goto(`${server.origin}/${DEMO}/report${query}`);
    const text = await own.locator('.rp').textContent();
    assert.equal(
      text?.includes('A day of good questions.'),
      has,
      `the rapporteur reads ${query || 'the draft'}`,
    );
  }
  await desk.getByRole('button', { name: 'Make it final' }).click();
  await desk.getByRole('dialog').locator('textarea[lang=en]').fill('Words about the day.');
  await desk.getByRole('dialog').getByRole('button', { name: 'Make it final' }).click();
  await sees(desk.locator('.rapp-side'), 'Final, edition 2');
  // What guests get is at most a second old.
  await until('guests read the new edition', async () => {
    await guest.reload();
    return (await guest.locator('.rp').textContent())?.includes('Words about the day.');
  });
  await guest.context().close();
  await context.close();
});

for (const [paper, size] of Object.entries(PAPERS))
  for (const lang of ['en,zh-Hans', 'zh-Hans,en', 'en'])
    test(`the report on ${paper} in ${lang} has nothing alone, split or cut`, async () => {
      const page = await report('host', `?lang=${lang}&paper=${paper.toLowerCase()}`);
      const folder = await mkdtemp(join(tmpdir(), 'plenary-report-'));
      try {
        const file = join(folder, 'report.pdf');
        await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
        await run('pdftoppm', ['-r', '150', '-png', '-f', '1', '-l', '1', file, join(folder, 'sheet')]);
        const { stdout } = await run('pdftotext', ['-bbox-layout', file, '-']);
        const sheets = sheetsOf(stdout);
        assert.ok(sheets.length >= 3, `${sheets.length} sheets`);
        await whole(page, sheets);
        await findable(page, sheets);
        if (KEEP) {
          await mkdir(KEEP, { recursive: true });
          await run('pdftoppm', [
            '-r',
            '80',
            '-png',
            file,
            join(KEEP, `report-${paper}-${lang.replace(',', '+')}`),
          ]);
        }
        const name = (await readdir(folder)).find(name => name.endsWith('.png'));
        assert.deepEqual(sizeOf(await readFile(join(folder, name ?? ''))), size);
      } finally {
        await rm(folder, { recursive: true });
        await page.context().close();
      }
    });

/**
 * The words of each sheet with their places.
 * @param {string} html as pdftotext writes it
 */
function sheetsOf(html) {
  return html
    .split('<page ')
    .slice(1)
    .map(part => {
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(part) ?? [];
      const words = [
        ...part.matchAll(
          /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g,
        ),
      ];
      return {
        width: Number(width),
        height: Number(height),
        words: words.map(([, x, y, right, bottom, text]) => ({
          x: Number(x),
          y: Number(y),
          right: Number(right),
          bottom: Number(bottom),
          text: (text ?? '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
        })),
      };
    });
}

/**
 * Measures the sheets: no word leaves the paper or runs into its foot, every sheet's last line is none of a heading, each chart is on
 * one sheet, and nothing of the page's text is missing.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof sheetsOf>} sheets
 */
async function whole(page, sheets) {
  const FOOT_PT = (20 / 25.4) * 72;
  for (const [n, { width, height, words }] of sheets.entries()) {
    for (const word of words) {
      const inside = word.x >= 36 && word.right <= width - 36 && word.y >= 12 && word.bottom <= height - 8;
      assert.ok(
        inside,
        `sheet ${n + 1}: “${word.text}” at ${word.x}–${word.right}, ${word.y}–${word.bottom}`,
      );
    }
    const own = words.filter(word => word.bottom < height - FOOT_PT + 2);
    assert.ok(own.length, `sheet ${n + 1} has text`);
  }
  await page.emulateMedia({ media: 'print' });
  const parts = await page.evaluate(() => {
    const squeezed = (/** @type {string | null | undefined} */ text) =>
      (text ?? '').replace(/[\s\u200b]/g, '');
    const heads = [...document.querySelectorAll('.h h2, .sh h1, .ask h3')].map(el =>
      squeezed(el.textContent),
    );
    // A table, with the question above it.
    const charts = [...document.querySelectorAll('.poll')].flatMap(el => {
      const rows = [...el.querySelectorAll('.ct')].map(table => [...table.querySelectorAll('tbody .o')]);
      return rows.map(cells =>
        // A text may be printed on several lines, beside those of another language.
        cells.flatMap(cell =>
          (cell.querySelector('p')?.textContent ?? '').split(/[\s\u200b]+/).filter(Boolean),
        ),
      );
    });
    return { heads, charts, all: squeezed(document.querySelector('main')?.textContent) };
  });
  const texts = sheets.map(({ height, words }) =>
    words
      .filter(word => word.bottom < height - FOOT_PT + 2)
      .map(word => word.text)
      .join('')
      .replace(/\s/g, ''),
  );
  for (const [n, text] of texts.entries())
    for (const head of parts.heads)
      assert.ok(!head || !text.endsWith(head), `sheet ${n + 1} ends with the heading “${head}”`);
  for (const chart of parts.charts) {
    const on = texts.findIndex(text => chart.every(row => text.includes(row)));
    assert.ok(on >= 0, `a chart is on one sheet: ${chart.join(', ')}`);
  }
  // Nothing is cut: each heading and each row is printed somewhere.
  const printed = texts.join('');
  for (const text of [...parts.heads, ...parts.charts.flat()])
    assert.ok(printed.includes(text), `“${text}” is printed`);
  await page.emulateMedia({ media: 'screen' });
}

/**
 * Each finding names its figure or question and the part of the paper, and a sheet with that part at its head has it.
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof sheetsOf>} sheets
 */
async function findable(page, sheets) {
  const HEAD_PT = (14 / 25.4) * 72;
  const squeezed = (/** @type {string} */ text) => text.replace(/\s/g, '');
  const links = await page.locator('.ev a').evaluateAll(all =>
    all.map(link => ({
      text: link.querySelector('span')?.textContent ?? '',
      // A question's number stands beside its words.
      what: document.querySelector(link.getAttribute('href') ?? '')?.querySelector('p,h3')?.textContent ?? '',
    })),
  );
  assert.ok(links.length >= 2, 'a finding rests on a poll, another one on a question');
  for (const { text, what } of links) {
    const [name, part] = text.split(' · ');
    assert.ok(name && part, text);
    const on = sheets.filter(({ words }) => {
      const head = words.filter(word => word.bottom < HEAD_PT).map(word => word.text);
      const body = words.filter(word => word.bottom >= HEAD_PT).map(word => word.text);
      return (
        squeezed(head.join('')).startsWith(`${squeezed(part)}·`) &&
        squeezed(body.join('')).includes(squeezed(what))
      );
    });
    assert.equal(on.length, 1, `“${text}” leads to “${what}”`);
  }
  // The first page and the last have no part.
  for (const sheet of [sheets[0], sheets.at(-1)])
    assert.ok(!sheet?.words.some(word => word.bottom < HEAD_PT), 'only parts have a head');
}

test('the report reads well in Chinese and on any screen, without script', async () => {
  for (const [name, size] of Object.entries({ laptop: SIZES.desk ?? SIZES.full, full: SIZES.full })) {
    const page = await report('host', '', { size, lang: 'zh-CN' });
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans');
    assert.equal(await page.locator('script').count(), 0);
    await sees(page.locator('.rp'), '方法与局限');
    await accessible(page);
    if (KEEP) await page.screenshot({ path: join(KEEP, `screen-${name}-zh.png`), fullPage: true });
    await page.context().close();
  }
  assert.deepEqual(faults, []);
});
