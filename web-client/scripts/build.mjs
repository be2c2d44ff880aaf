/**
 * Builds every page into one folder: the assets, each with its gzip beside it, and `pages.json`, which says what each page
 * needs and which languages there are. The Rust crate embeds exactly that. It fails when the phone's first load is over its budget.
 * Usage: node scripts/build.mjs [folder]
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, runnerImport } from 'vite';

const PAGES = ['phone', 'home', 'screen', 'moderator', 'host', 'panelist', 'wifi'];

/**
 * What a phone may load for its first paint and first vote, in bytes of gzip, and what of it is kept for the HTML without its
 * styles: the shell and the event itself, as the snapshot in the page. A day's agenda with an open poll takes 2,640.
 */
const PHONE_BYTES_MAX = 14 * 1024;
const HTML_BYTES = 3500;

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'dist'));
process.chdir(root);
// Vite would take the first thing that it runs, the table of languages, for development.
process.env.NODE_ENV = 'production';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const gzip = bytes => gzipSync(bytes, { level: 9 });
const hash = bytes => createHash('sha256').update(bytes).digest('hex');

const { LANGUAGES } = (await runnerImport('./src/words/languages.ts')).module;
for (const folder of readdirSync('src', { recursive: true, withFileTypes: true }))
  if (folder.name === 'texts.en.ts')
    for (const tag of Object.keys(LANGUAGES)) {
      const file = join(folder.parentPath, `texts.${tag}.ts`);
      if (!existsSync(file)) throw new Error(`${LANGUAGES[tag]} lacks ${file}`);
    }

const pages = {};
for (const page of PAGES) {
  await build({ mode: page, logLevel: 'warn', build: { outDir: out } });
  const manifestFile = join(out, `${page}.manifest.json`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  rmSync(manifestFile);
  const entry = manifest[`src/pages/${page}/main.tsx`];
  if (entry.imports?.length) throw new Error(`${page}: its script was split: ${entry.imports}`);
  const catalogue = lang => manifest[`src/pages/${page}/texts.${lang}.ts`];
  // A page that shows several languages at once carries its texts in its script.
  const langs = Object.keys(LANGUAGES).filter(catalogue);
  const styles = (entry.css ?? []).map(file => readFileSync(join(out, file), 'utf8').trim()).join('');
  pages[page] = {
    script: `/a/${entry.file}`,
    styles,
    catalogues: Object.fromEntries(langs.map(lang => [lang, `/a/${catalogue(lang).file}`])),
  };
}

const assets = {};
for (const name of readdirSync(out).sort()) {
  const file = join(out, name);
  // Styles are inlined into the pages, so none is an asset.
  if (!name.endsWith('.js')) {
    rmSync(file);
    continue;
  }
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzip(bytes));
  assets[name] = { content_type: 'text/javascript; charset=utf-8', etag: `"${hash(bytes).slice(0, 16)}"` };
}
const languages = Object.entries(LANGUAGES);
const id = hash(JSON.stringify([languages, pages, assets])).slice(0, 8);
writeFileSync(join(out, 'pages.json'), JSON.stringify({ build: id, languages, pages, assets }, null, 1));

const sizeOf = path => readFileSync(`${join(out, path.replace('/a/', ''))}.gz`).length;
for (const [name, { script, styles, catalogues }] of Object.entries(pages)) {
  const css = gzip(styles).length;
  const texts = Math.max(0, ...Object.values(catalogues).map(sizeOf));
  const total = sizeOf(script) + css + texts;
  console.log(`${name}: ${total} bytes gzip (script ${sizeOf(script)}, styles ${css}, texts ${texts})`);
  const over = total + HTML_BYTES - PHONE_BYTES_MAX;
  if (name === 'phone' && over > 0) throw new Error(`the phone is ${over} bytes over its budget`);
}
