/**
 * By hand, because LibreOffice is too large for every test machine: it opens the spreadsheet and each CSV file of an event with votes
 * and hostile questions, and reads from both what the server wrote.
 *
 *     PLENARY_BIN=target/release/plenary node tests/long/spreadsheet.mjs
 *
 * Needs `soffice` (Debian: libreoffice-calc-nogui) and `unzip`.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { device, launch, phoneDevice } from '../browser/harness/browser.mjs';
import { Host, Moderator, Phone, PILOT } from '../browser/harness/roles.mjs';
import { DEMO, startServer } from '../browser/harness/server.mjs';

/** Every sheet into a file of its own, as it is shown, with all texts in quotation marks. */
const EACH_SHEET = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1';
const ASKED = ['=1+1', '+SUM(A1)', '@now', '-2', '"quoted", with a comma', '供热改造由谁付费？'];

const folder = await mkdtemp(join(tmpdir(), 'plenary-sheets-'));
const server = await startServer();
const browser = await launch();
try {
  const host = await Host.open(await device(browser), server);
  const mod = await Moderator.open(await device(browser), server);
  const phone = await Phone.open(await phoneDevice(browser), `${server.origin}/${DEMO}`);
  await host.start('Dialogue: Sustainable Urban Development and US-China Energy Cooperation');
  await host.openPoll(PILOT.en);
  await phone.tap('Urban infrastructure');
  await phone.acked('Counted.');
  await host.reveal();
  for (const text of ASKED) {
    await phone.ask(text);
    await mod.do(text, 'Approve');
  }
  await saved(host.page, 'export.xlsx');
  await saved(host.page, 'export.csv.zip');
  convert('export.xlsx', 'sheets');
  execFileSync('unzip', ['-qo', join(folder, 'export.csv.zip'), '-d', join(folder, 'csv')]);
  for (const file of await readdir(join(folder, 'csv'))) {
    const name = file.replace('.csv', '');
    const wrote = await table(join(folder, 'csv', file));
    // A mark of a text is no part of it.
    const plain = wrote.map(row => row.map(cell => cell.replace(/^'(?=[=+\-@＝＋－＠])/, '')));
    assert.deepEqual(trimmed(await table(join(folder, 'sheets', `export-${file}`))), trimmed(plain), name);
    convert(join('csv', file), 'again');
    const [again] = (await readdir(join(folder, 'again'))).filter(one => one.startsWith(name));
    const read = await table(join(folder, 'again', again ?? ''));
    assert.equal(read.length, wrote.length, `${name}, as CSV`);
    assert.ok(!read.flat().some(cell => /^#|Err:/.test(cell)), `${name} has an error of a formula`);
  }
  const questions = (await table(join(folder, 'sheets', 'export-questions.csv'))).flat();
  for (const text of ASKED) assert.ok(questions.includes(text), text);
  console.log(`LibreOffice reads the spreadsheet and ${(await readdir(join(folder, 'csv'))).length} tables.`);
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
}

/** Saves a file that the host's page may have. */
async function saved(/** @type {import('playwright-core').Page} */ page, /** @type {string} */ file) {
  const loading = page.waitForEvent('download');
  await page.locator(`.exports a[href$="/${file}"]`).click();
  await writeFile(join(folder, file), await readFile(await (await loading).path()));
}

/** Lets LibreOffice open a file and write what it has read. */
function convert(/** @type {string} */ file, /** @type {string} */ to) {
  const home = { ...process.env, HOME: folder };
  const words = ['--headless', '--convert-to', EACH_SHEET, '--outdir', join(folder, to), join(folder, file)];
  execFileSync('soffice', words, { env: home, stdio: 'pipe' });
}

/** Reads CSV. */
async function table(/** @type {string} */ path) {
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows.filter(cells => cells.length > 1 || cells[0]);
}

/** Without empty cells at the ends of rows, which have no width in a spreadsheet. */
function trimmed(/** @type {string[][]} */ rows) {
  return rows.map(row => row.slice(0, row.findLastIndex(cell => cell !== '') + 1));
}
