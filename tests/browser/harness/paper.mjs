/** A page as it leaves the printer: its PDF in pictures, and the QR codes read from them. Needs pdftoppm, of poppler-utils. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { decode } from './qr.mjs';

/** A printed page, as an office printer would resolve a code at arm's length. */
const DPI = 150;
const CSS_DPI = 96;
/** The clear modules around a code, as ISO/IEC 18004 asks. */
const CLEAR = 4;

/**
 * Returns a picture of each sheet of paper, in order.
 * @param {import('playwright-core').Page} page
 */
export async function printed(page) {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-paper-'));
  try {
    const file = join(folder, 'page.pdf');
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
    await promisify(execFile)('pdftoppm', ['-r', `${DPI}`, '-png', file, join(folder, 'sheet')]);
    const names = (await readdir(folder)).filter(name => name.endsWith('.png')).sort();
    return await Promise.all(names.map(name => readFile(join(folder, name))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A paper's size in whole millimetres. */
export function sizeOf(/** @type {Buffer} */ sheet) {
  const { width, height } = PNG.sync.read(sheet);
  return [width, height].map(px => Math.round((px / DPI) * 25.4));
}

/**
 * Returns the text of each QR code on the sheets, in the page's order. Each must have four modules clear on all sides.
 * @param {import('playwright-core').Page} page which has emulated print since before the sheets were printed
 * @param {Buffer[]} sheets
 */
export async function codesOn(page, sheets) {
  const places = await page.evaluate(async () => {
    const all = [...document.querySelectorAll('.pg')];
    return Promise.all(
      /** @type {HTMLImageElement[]} */ ([...document.querySelectorAll('.pg img.qr')]).map(async img => {
        const on = all.findIndex(pg => pg.contains(img));
        const pg = /** @type {Element} */ (all[on]).getBoundingClientRect();
        const { left, top, width } = img.getBoundingClientRect();
        const svg = await (await fetch(img.src)).text();
        const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
        // A sheet narrower than its paper stands in its middle.
        return { on, x: left - pg.left, y: top - pg.top, width, modules, pageWidth: pg.width };
      }),
    );
  });
  const pictures = sheets.map(sheet => PNG.sync.read(sheet));
  return places.map(({ on, x, y, width, modules }) => {
    const sheet = pictures[on];
    assert.ok(sheet, `sheet ${on + 1} of ${sheets.length} was printed`);
    const [left, top, side] = [x, y, width].map(px => Math.round((px * DPI) / CSS_DPI));
    const cut = new PNG({ width: side, height: side });
    PNG.bitblt(sheet, cut, left, top, side, side, 0, 0);
    const module = side / modules;
    // One pixel may be shared with the first dark module.
    const clear = Math.floor(CLEAR * module) - 1;
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        const edge = Math.min(row, column, side - 1 - row, side - 1 - column);
        if (edge < 1 || edge >= clear) continue;
        const at = (row * side + column) * 4;
        assert.ok((cut.data[at] ?? 0) > 200, `something stands beside a code, ${edge} px inside its ${side}`);
      }
    return { text: decode(PNG.sync.write(cut)), mm: (side / DPI) * 25.4 };
  });
}
