/** Reads a page's QR codes from a screenshot, with a decoder that shares nothing with the server. */
import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/**
 * Returns the text of the code in this picture, or null if there is no readable one.
 * @param {Buffer} png
 */
export function decode(png) {
  const { data, width, height } = PNG.sync.read(png);
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  return found?.data ?? null;
}

/**
 * Returns the text of the code on a page, as a camera would read it.
 * @param {import('playwright-core').Page} page
 */
export async function scan(page) {
  const text = decode(await page.screenshot());
  assert.ok(text, 'the picture holds a code that can be read');
  return text;
}
