/**
 * A series: an organiser makes the next event from the page of the series, halls vote on the same poll in both, and the page and the
 * report put the results side by side, on screens, phones and paper.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { layout } from './checks/layout.mjs';
import { wcag } from './checks/wcag.mjs';
import { device, faults, phoneDevice, SIZES, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { DIALOGUE, Host, openRole, Phone, PILOT } from './harness/roles.mjs';
import { DEMO } from './harness/server.mjs';

/** Where sheets and pages are kept to be looked at, if anywhere. */
const KEEP = process.env.PLENARY_PAPER;
const run = promisify(execFile);

/** Opens the poll of the dialogue, lets phones vote, and reveals it. */
async function hall(/** @type {string} */ code, /** @type {number[]} */ picks) {
  const host = await Host.open(await device(browser), server, code);
  await host.start(DIALOGUE.en);
  await host.openPoll(PILOT.en);
  for (const pick of picks) {
    const phone = await Phone.open(await phoneDevice(browser, 'en'), `${server.origin}/${code}`);
    await phone.page.locator('.opt').nth(pick).tap();
    await phone.acked('Counted');
    await phone.page.context().close();
  }
  await host.reveal();
  await host.page.context().close();
}

/** @param {Parameters<typeof device>[1]} [as] */
async function organise(as) {
  const said = await server.command('links');
  const { pathname, hash } = new URL(/https?:\S+/.exec(said)?.[0] ?? '');
  const page = await (await device(browser, as)).newPage();
  await page.goto(server.origin + pathname + hash);
  await page.locator('.desk.org .evt').first().waitFor();
  return page;
}

test('the next event is made from the series, and the results stand side by side', async () => {
  await hall(DEMO, [0, 0, 1]);
  const page = await organise();
  await page.goto(`${server.origin}/${DEMO}/series`);
  await sees(page.locator('main'), 'No other event is in this series yet.');
  await page.getByRole('link', { name: /Next of this series/ }).click();
  await page.getByLabel('Title, English').fill('U.S.-China (Hefei) Energy Cooperation Workshop');
  await page.getByLabel('Title, Chinese').fill('中美（合肥）能源合作研讨会');
  await page.getByLabel('Date', { exact: true }).fill('2018-12-06');
  assert.equal(new URL(page.url()).search, '', 'a reload begins no other event');
  await page.getByRole('button', { name: 'Make the event' }).click();
  const made = page.getByRole('dialog').locator('h2', { hasText: 'is made' });
  const next = /[2-9A-Z]{6}/.exec(await made.innerText())?.[0] ?? '';
  await page.keyboard.press('Escape');
  await hall(next, [0, 2]);

  const opened = page.waitForEvent('popup');
  await page.locator('.evt.focus').getByRole('link', { name: 'Series' }).click();
  const series = await opened;
  const poll = series.locator('.poll', { hasText: PILOT.en });
  await sees(poll.locator('tbody tr').first(), /67\s%.*50\s%.*−17/s);
  await sees(poll.locator('thead'), /1 · 2018-08.*3.*2 · 2018-12.*2/s);
  await sees(series.locator('.evs'), 'Hefei');

  // The host reads the comparison in the report once the earlier one is final; the page links to the series.
  const earlier = await openRole(await device(browser), server, 'rapporteur');
  await earlier.getByRole('button', { name: 'Make it final' }).click();
  await earlier.getByRole('dialog').getByRole('button', { name: 'Make it final' }).click();
  await sees(earlier.locator('.rapp-side'), 'Final, edition 1');
  // This browser may read both.
  const context = earlier.context();
  const desk = await openRole(context, server, 'host', next);
  await until('the link has bought a cookie', () => !new URL(desk.url()).hash);
  const report = await context.newPage();
  await report.goto(`${server.origin}/${next}/report`);
  const chapter = report.locator('.cmp');
  await sees(chapter, 'Compared with the last event');
  await sees(chapter.locator('.poll tbody tr').first(), /67\s%.*50\s%/s);
  await desk.getByRole('link', { name: /^The series/ }).waitFor();

  for (const [name, size, lang] of /** @type {const} */ ([
    ['phone-en', SIZES.phone, 'en'],
    ['phone-zh', SIZES.phone, 'zh-CN'],
    ['laptop-en', SIZES.desk, 'en'],
    ['full-zh', SIZES.full, 'zh-CN'],
  ])) {
    const look = await organise({ size, lang });
    await look.goto(`${server.origin}/${next}/series`);
    assert.deepEqual([...(await wcag(look)), ...(await layout(look, false))], [], name);
    if (KEEP) {
      await mkdir(KEEP, { recursive: true });
      await look.screenshot({ path: join(KEEP, `series-${name}.png`), fullPage: true });
    }
    await look.context().close();
  }

  const folder = await mkdtemp(join(tmpdir(), 'plenary-series-'));
  try {
    const file = join(folder, 'series.pdf');
    await series.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    assert.match(stdout, /67\s%\s+50\s%\s+−17/);
    if (KEEP) {
      await run('pdftoppm', ['-r', '80', '-png', file, join(KEEP, 'series')]);
      await report.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
      await run('pdftoppm', ['-r', '80', '-png', file, join(KEEP, 'compared')]);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  assert.deepEqual(faults, []);
});
