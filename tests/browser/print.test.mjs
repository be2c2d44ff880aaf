/** What an organiser prints: each sheet in each paper is made into a PDF, and its QR codes are read from that. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { device, faults, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { codesOn, printed, sizeOf } from './harness/paper.mjs';
import { openRole } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';

const PAPERS = { A3: [297, 420], A4: [210, 297], Letter: [216, 279] };
const LONG = 'Maximiliana Featherstonehaugh-Wolfeschlegelstein von Hohenheim-Ostergard';
/** Where the sheets are kept to be looked at, if anywhere. */
const KEEP = process.env.PLENARY_PAPER;

before(async () => {
  for (const fixture of ['arabic', 'second', 'french', 'water']) await server.import(fixture);
});

/** The page for printing, opened by a host of the event. */
async function opened(/** @type {string} */ code, lang = 'en') {
  const context = await device(browser, { size: SIZES.full, lang });
  const desk = await openRole(context, server, 'host', code);
  await until('the link has bought a cookie', () => !new URL(desk.url()).hash);
  const page = await context.newPage();
  await page.goto(`${server.origin}/${code}/print`);
  await page.locator('.pg').first().waitFor();
  await desk.close();
  return page;
}

/** Prints the page as it is: nothing is cut, and all codes can be read. */
async function sheets(/** @type {import('playwright-core').Page} */ page, /** @type {string} */ name) {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => document.fonts.ready);
  await until('the codes are loaded', () =>
    page
      .locator('.pg img')
      .evaluateAll(all => all.every(img => /** @type {HTMLImageElement} */ (img).naturalWidth > 0)),
  );
  const cut = await page
    .locator('.pg, .face, .bd, .lk')
    .evaluateAll(all =>
      all.flatMap(el =>
        el.scrollHeight > el.clientHeight + 1 || el.scrollWidth > el.clientWidth + 1
          ? `${el.className}: ${el.scrollWidth}×${el.scrollHeight} in ${el.clientWidth}×${el.clientHeight}`
          : [],
      ),
    );
  assert.deepEqual(cut, [], name);
  const all = await printed(page);
  if (KEEP) {
    await mkdir(KEEP, { recursive: true });
    for (const [i, sheet] of all.entries()) await writeFile(join(KEEP, `${name}-${i + 1}.png`), sheet);
  }
  const codes = await codesOn(page, all);
  await page.emulateMedia({ media: 'screen' });
  return { all, codes };
}

const choose = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ label) =>
  page.getByLabel(label, { exact: true }).check();

/** What the join code says, from the address and the code in words beside it. */
async function typed(/** @type {import('playwright-core').Page} */ page, /** @type {string} */ code) {
  return `http://${await page.locator('.ad').first().textContent()}/${code}`.toLowerCase();
}

for (const [paper, size] of Object.entries(PAPERS))
  test(`posters hang in pairs on ${paper}, with codes that can be read`, async () => {
    const page = await opened(DEMO);
    await choose(page, paper);
    const { all, codes } = await sheets(page, `poster-${paper}`);
    assert.deepEqual(all.map(sizeOf), [size, size]);
    const join = await typed(page, DEMO);
    assert.deepEqual(
      codes.map(code => code.text?.replace(/^HTTP.*/, all => all.toLowerCase())),
      Array(2).fill([join, 'WIFI:T:WPA;S:Plenary-Hall;P:chengdu2018;;']).flat(),
    );
    const grown = { A3: 1.4, A4: 1, Letter: 0.93 }[paper] ?? 1;
    assert.ok((codes[0]?.mm ?? 0) > 110 * grown, `${codes[0]?.mm} mm with its clear modules`);
    const firsts = await page.locator('.po .call .main').allTextContents();
    assert.deepEqual(
      firsts.map(text => text.replaceAll('\u200b', '')),
      ['Scan to ask and to vote', '扫码提问与投票'],
    );
    await page.context().close();
  });

test('an Arabic event, one of one language, one of three, and one with a difficult Wi-Fi print as well', async () => {
  for (const [code, pages, wifi] of /** @type {[string, number, string | null][]} */ ([
    ['ARABEN', 2, null],
    ['TWNEWS', 1, null],
    ['FRENCH', 3, null],
    ['EAU234', 2, "WIFI:T:WPA;S:Métropole Invités;P:l'eau\\;claire\\:2026;;"],
  ])) {
    const page = await opened(code);
    const { all, codes } = await sheets(page, `poster-${code}`);
    assert.ok(all.length >= pages, code);
    const join = await typed(page, code);
    const expected = wifi ? [join, wifi] : [join];
    assert.deepEqual(
      codes.map(code => code.text?.replace(/^HTTP.*/, all => all.toLowerCase())),
      Array(all.length).fill(expected).flat(),
      code,
    );
    await page.context().close();
  }
});

test('a table card has a language first on each face', async () => {
  const page = await opened(DEMO, 'zh-CN');
  await choose(page, '桌卡');
  await page.getByLabel('桌数').fill('3');
  for (const paper of /** @type {const} */ (['A4', 'Letter'])) {
    await choose(page, paper);
    const { all, codes } = await sheets(page, `table-${paper}`);
    assert.deepEqual(all.map(sizeOf), Array(3).fill(PAPERS[paper]));
    const join = await typed(page, DEMO);
    // The upper face is upside down, and a camera does not mind.
    assert.deepEqual(
      codes.map(code => code.text?.toLowerCase()),
      Array(6).fill(join),
    );
  }
  const faces = page.locator('.pg').first().locator('.face');
  assert.deepEqual(
    (await faces.locator('.call .main').allTextContents()).map(text => text.replaceAll('\u200b', '')),
    ['Ask, and it is answered here', '您的问题，会上作答'],
  );
  await sees(page.locator('.pg').nth(2), '3');
  await page.context().close();
});

test('badges come from a pasted list that stays in the browser, and long names step down', async () => {
  const page = await opened(DEMO);
  /** @type {string[]} */
  const sent = [];
  page.on('request', request => sent.push(request.url() + (request.postData() ?? '')));
  await choose(page, 'Badges');
  await sees(page, 'Nothing to print yet.');
  const rows = [
    'Delegation\tName\tOther name\tOrganisation',
    'china\t林青\tLin Qing\t山溪水务',
    `us\t${LONG}\t马克西米利安娜\tACME Water`,
    'us\tTom Oden\t\t=HYPERLINK("http://x.test")',
    ...Array.from({ length: 7 }, (_, i) => `us\tGuest ${i}\t\t`),
  ];
  await page.getByLabel('Names', { exact: true }).fill(rows.join('\n'));
  await sees(page, '10 badges');
  const { all, codes } = await sheets(page, 'badges');
  assert.deepEqual(all.map(sizeOf), [PAPERS.A4, PAPERS.A4]);
  assert.equal(codes.length, 10);
  assert.ok(
    codes.every(code => code.text?.endsWith(DEMO)),
    JSON.stringify(codes),
  );
  const size = (/** @type {number} */ n) =>
    page
      .locator('.bd .nm')
      .nth(n)
      .evaluate(el => Number.parseFloat(getComputedStyle(el).fontSize));
  assert.ok((await size(1)) < (await size(2)), 'the long name is smaller');
  await sees(page.locator('.bd').nth(2), '=HYPERLINK("http://x.test")');
  await choose(page, 'Letter');
  assert.deepEqual((await sheets(page, 'badges-Letter')).all.map(sizeOf), [PAPERS.Letter, PAPERS.Letter]);
  assert.ok(
    !sent.some(request => /Oden|HYPERLINK|Guest/.test(decodeURIComponent(request))),
    'no name was sent',
  );

  await page.getByLabel('Names', { exact: true }).fill('Ann\n,ACME');
  await sees(page, 'Line 2: the name is missing.');
  await page.getByLabel('Or a CSV file').setInputFiles({
    name: 'list.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff]),
  });
  await sees(page, 'This file is not UTF-8 text.');
  await page.getByLabel('Or a CSV file').setInputFiles({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\ufeff姓名;单位\r\n周禾;青瓦城建\r\n'),
  });
  await sees(page, '1 badge');
  await sees(page.locator('.bd'), '青瓦城建');
  await page.context().close();
});

test('a card has a link in its code alone', async () => {
  const page = await opened(DEMO);
  await choose(page, 'Link cards');
  await page.locator('.lk').first().waitFor();
  const links = await page.evaluate(async code => (await fetch(`/${code}/links`)).json(), DEMO);
  const { codes, all } = await sheets(page, 'links');
  assert.deepEqual(
    codes.map(code => code.text),
    links.map((/** @type {{ url: string }} */ link) => link.url),
  );
  assert.equal(all.length, Math.ceil(links.length / 10));
  const html = await page.content();
  for (const { url } of links) assert.ok(!html.includes(url.split('#')[1]), 'no secret in letters');
  await page.getByLabel('Screens', { exact: true }).fill('0');
  await page.getByLabel('Moderators', { exact: true }).fill('3');
  await until('three moderators and no screen', async () => {
    const roles = await page.locator('.lk .role .main').allTextContents();
    return roles.filter(role => role === 'Moderator').length === 3 && !roles.includes('Screen');
  });
  await page.context().close();
});

test('the page fits its window, and only a host sees it', async () => {
  for (const lang of ['en', 'zh-CN', 'fr'])
    for (const size of [{ width: 360, height: 740 }, { width: 1366, height: 768 }, SIZES.full])
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        const page = await opened(DEMO, lang);
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await layout(page, false), []);
        assert.deepEqual(await accessible(page), []);
        if (KEEP)
          await page.screenshot({ path: join(KEEP, `screen-${lang}-${size.width}-${colorScheme}.png`) });
        await page.context().close();
      }
  const stranger = await (await device(browser)).newPage();
  await stranger.goto(`${server.origin}/${DEMO}/print`);
  await sees(stranger, 'Open this page with the host link.');
  assert.equal(await stranger.locator('.pg').count(), 0);
  assert.deepEqual(
    faults.splice(0).filter(fault => !/401|socket/i.test(fault)),
    [],
  );
});
