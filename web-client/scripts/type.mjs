/**
 * The fonts of the projector and of print: a serif and a sans for Latin, Greek and Cyrillic, and one of each for Chinese, in
 * slices by range of characters. A browser fetches only the slices its text needs. Phones use their system's fonts.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Each family's name in the styles, and its package. The Chinese families are separate, so Japanese, Korean and traditional
 * Chinese never use their shapes. Their packages also contain a Latin, which is unused.
 */
const FAMILIES = [
  { name: 'Plenary Serif', from: 'source-serif-4', is: 'Source Serif 4' },
  { name: 'Plenary Sans', from: 'source-sans-3', is: 'Source Sans 3' },
  { name: 'Plenary Song', from: 'noto-serif-sc', is: 'Noto Serif SC', slices: /\[\d+\]/ },
  { name: 'Plenary Hei', from: 'noto-sans-sc', is: 'Noto Sans SC', slices: /\[\d+\]/ },
];

/** Returns true for the styles of a page that uses these families. */
export const isTyped = styles => styles.includes(FAMILIES[0].name);

const short = bytes => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/**
 * Writes the slices, their style sheet and their licences into a folder.
 * @returns {{ sheet: string, files: Record<string, string> }} the style sheet's name, and the content type of each file by its name
 */
export function writeType(root, out) {
  const files = {};
  const write = (name, bytes, type) => {
    writeFileSync(join(out, name), bytes);
    files[name] = type;
    return name;
  };
  const packages = FAMILIES.map(family => ({
    ...family,
    folder: join(root, 'node_modules/@fontsource-variable', family.from),
  }));
  const licences = packages
    .map(({ is, folder }) => `${is}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8')}`)
    .join('\n\n');
  const licence = write(`type-licences-${short(licences)}.txt`, licences, 'text/plain; charset=utf-8');

  const faces = packages.flatMap(({ name, folder, slices }) => {
    const found = readFileSync(join(folder, 'wght.css'), 'utf8').matchAll(
      /\/\* (.*?) \*\/\s*@font-face \{[^}]*?font-weight: ([^;]*);[^}]*?url\(\.\/([^)]*)\)[^}]*?unicode-range: ([^;]*);/g,
    );
    return [...found]
      .filter(([, slice]) => !slices || slices.test(slice))
      .map(([, , weights, path, range]) => {
        const bytes = readFileSync(join(folder, path));
        const plain = basename(path, '.woff2').replace(/-wght-normal$/, '');
        const file = write(`type-${plain}-${short(bytes)}.woff2`, bytes, 'font/woff2');
        return (
          `@font-face{font-family:"${name}";font-weight:${weights};font-display:block;` +
          `src:url(/a/${file}) format("woff2");unicode-range:${range}}`
        );
      });
  });
  const css = `/* The fonts' licences: /a/${licence} */\n${faces.join('\n')}\n`;
  return { sheet: write(`type-${short(css)}.css`, css, 'text/css; charset=utf-8'), files };
}
