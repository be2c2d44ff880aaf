/** Event files with pictures, in a folder of their own: the pictures are drawn here, so no file needs to be kept. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** @typedef {[key: string, texts: Record<string, string>, picture?: string]} Option */
/** @typedef {{ key: string, title: Record<string, string>, options: Option[], lines?: string[] }} Asked */

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
}

/**
 * Returns a PNG of RGBA pixels.
 * @param {number} width @param {number} height @param {(x: number, y: number) => number[]} pixel
 */
export function png(width, height, pixel) {
  const raw = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) raw.set(pixel(x, y), y * (1 + width * 4) + 1 + x * 4);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A landscape with a sun: the sky of the nth has a colour of its own. @param {number} n */
export function landscape(n, width = 800, height = 600) {
  const hue = (n * 47) % 360;
  const [r, g, b] = [0, 120, 240].map(turn => 150 + 60 * Math.cos(((hue + turn) * Math.PI) / 180));
  return png(width, height, (x, y) => {
    const hill = height * (0.66 + 0.1 * Math.sin(x / (90 + 7 * n)) + 0.05 * Math.sin(x / 37));
    const sun = Math.hypot(x - width * (0.25 + 0.05 * (n % 9)), y - height * 0.3) < height * 0.11;
    const shade = y / height;
    if (y > hill) return [40 + 60 * shade, 70 + 40 * shade, 60, 255];
    if (sun) return [255, 240, 200, 255];
    return [r + 60 * shade, g + 60 * shade, b + 40 * shade, 255];
  });
}

/** A black ring without a ground. */
export const ring = () =>
  png(600, 300, (x, y) => {
    const far = Math.hypot(x - 300, y - 150);
    return far > 90 && far < 130 ? [20, 20, 20, 255] : [0, 0, 0, 0];
  });

/** @param {Record<string, string>} texts */
const inline = texts =>
  Object.entries(texts)
    .map(([lang, text]) => `${lang} = ${JSON.stringify(text)}`)
    .join(', ');

/**
 * Writes an event with these polls and pictures. Returns the path of its file.
 * @param {string} folder @param {string} code @param {string[]} langs @param {Asked[]} polls
 * @param {Record<string, Buffer>} pictures by path
 */
export async function pictured(folder, code, langs, polls, pictures) {
  const named = inline(
    Object.fromEntries(langs.map(lang => [lang, lang.startsWith('zh') ? '图片' : 'Pictures'])),
  );
  const lines = [
    '[event]',
    `code = "${code}"`,
    `languages = ${JSON.stringify(langs)}`,
    `title = { ${named} }`,
    `venue = { ${named} }`,
    'date = 2018-08-02',
    'zone = "Asia/Shanghai"',
    '[[session]]',
    'key = "dialogue"',
    'kind = "dialogue"',
    'start = "13:30"',
    'end = "15:00"',
    `title = { ${named} }`,
  ];
  for (const { key, title, options, lines: more = ['kind = "single"'] } of polls) {
    lines.push('[[poll]]', `key = "${key}"`, 'session = "dialogue"', `title = { ${inline(title)} }`, ...more);
    lines.push('options = [');
    for (const [key, texts, picture] of options)
      lines.push(`  { key = "${key}", ${inline(texts)}${picture ? `, picture = "${picture}"` : ''} },`);
    lines.push(']');
  }
  await mkdir(join(folder, 'pictures'), { recursive: true });
  for (const [path, bytes] of Object.entries(pictures)) await writeFile(join(folder, path), bytes);
  const file = join(folder, `${code}.toml`);
  await writeFile(file, lines.join('\n'));
  return file;
}
