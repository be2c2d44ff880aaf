/**
 * Builds every page that has an entry into one folder and writes `pages.json` beside the assets: for each page its script,
 * its styles and the catalogue of its texts in each language. The server's build embeds exactly that.
 * Usage: node scripts/build.mjs [folder]
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Each page with the group of texts that it loads. */
const PAGES = {
  phone: 'phone',
  home: 'home',
  screen: 'screen',
  moderator: 'desk',
  host: 'desk',
  panelist: 'desk',
  wifi: 'desk',
};
const LANGS = ['en', 'zh-Hans'];

/**
 * What a phone may load for its first paint and first vote, in bytes of gzip. The whole is 14 KiB; the shell of the HTML
 * takes some of it, and the event itself (the snapshot in the page) gets the rest.
 */
const PHONE_BYTES_MAX = 14 * 1024 - 3 * 1024;
const SHELL_BYTES = 1200;

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'dist'));
process.chdir(root);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const pages = {};
for (const [page, group] of Object.entries(PAGES)) {
  if (!existsSync(`src/${page}/main.tsx`)) continue;
  await build({ mode: page, logLevel: 'warn', build: { outDir: out } });
  const manifestFile = join(out, `${page}.manifest.json`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  rmSync(manifestFile);
  const entry = manifest[`src/${page}/main.tsx`];
  if (entry.imports?.length) throw new Error(`${page}: the main chunk was split: ${entry.imports}`);
  pages[page] = {
    script: entry.file,
    styles: entry.css ?? [],
    catalogues: Object.fromEntries(
      LANGS.map(lang => [lang, manifest[`src/i18n/${lang}/${group}.ts`]?.file]).filter(([, file]) => file),
    ),
  };
}
writeFileSync(join(out, 'pages.json'), JSON.stringify(pages, null, 2));

const size = file => gzipSync(readFileSync(join(out, file)), { level: 9 }).length;
for (const [name, { script, styles, catalogues }] of Object.entries(pages)) {
  const css = styles.reduce((sum, file) => sum + size(file), 0);
  const texts = Math.max(0, ...Object.values(catalogues).map(size));
  const total = size(script) + css + texts;
  console.log(`${name}: ${total} bytes gzip (script ${size(script)}, styles ${css}, texts ${texts})`);
  if (name === 'phone' && total + SHELL_BYTES > PHONE_BYTES_MAX)
    throw new Error(`the phone is ${total + SHELL_BYTES - PHONE_BYTES_MAX} bytes over its budget`);
}
