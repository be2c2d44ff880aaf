/**
 * Builds every page into one folder. It writes the assets, each with its gzip if that is smaller; the blocks, the part
 * of a page's HTML that is the same for everybody, each with its deflate; and `pages.json`, which lists both and the
 * languages. The Rust crate embeds exactly that. The build fails if the phone's first page is over its budget.
 * Usage: node scripts/build.mjs [folder]
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { constants, crc32, deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib';
import { build, runnerImport } from 'vite';
import { deflate } from './deflate.mjs';
import { isTyped, writeType } from './type.mjs';

/**
 * A server sends ten packets before it waits for an acknowledgement. They must hold the phone's whole first page: the
 * response's head, what the server writes for an event as large as the demo with an open poll, and the block. In bytes.
 */
const WINDOW_BYTES = 10 * 1460;
const HEAD_BYTES = 700;
const LIVE_BYTES = 2300;

/** The paper's colours in both themes; a test compares them with src/ui/paper.css. */
const HEAD =
  '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">' +
  '<meta name="color-scheme" content="light dark">' +
  '<meta name="theme-color" content="#f5f2ea" media="(prefers-color-scheme:light)">' +
  '<meta name="theme-color" content="#121718" media="(prefers-color-scheme:dark)">';
/** Guests' pages save these bytes, because browsers request /favicon.ico and /apple-touch-icon.png anyway. */
const ICON = '<link rel="icon" href="/favicon.svg">';

const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'dist'));
process.chdir(root);
// Without this, Vite would run its first module, the table of languages, in development mode.
process.env.NODE_ENV = 'production';
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'blocks'), { recursive: true });

/** Ends on a byte boundary, so that others can follow. */
const TO_FLUSH = { finishFlush: constants.Z_SYNC_FLUSH };
const gzip = bytes => gzipSync(bytes, { level: 9 });
const sha256 = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);
const load = async file => (await runnerImport(file)).module;

const { LANGUAGES, RIGHT_TO_LEFT } = await load('./src/words/languages.ts');
const { GUESTS, asScript, checked } = await load('./scripts/inline.ts');
const LANGS = Object.keys(LANGUAGES);
for (const folder of readdirSync('src', { recursive: true, withFileTypes: true }))
  if (folder.name === 'texts.en.ts')
    for (const tag of LANGS) {
      const file = join(folder.parentPath, `texts.${tag}.ts`);
      if (!existsSync(file)) throw new Error(`${LANGUAGES[tag]} lacks ${file}`);
    }

const blocks = {};
const sizes = [];
const type = writeType(root, out);

/**
 * Writes a block. Its deflate ends on a byte boundary, so that others can follow in the same stream. A block that
 * always comes directly `after` another refers back to it, which saves a third. The page's policy names its styles and
 * scripts by their hashes.
 */
function block(name, { title = '', before = '', styles = '', between = '', scripts, after = '' }) {
  const fonts = isTyped(styles);
  if (styles.includes('</')) throw new Error(`${name}: its styles would end their element`);
  const hashes = texts => texts.map(text => `'sha256-${sha256(text, 'base64')}'`).join(' ');
  const style = styles && `<style>${styles}</style>`;
  const inlined = scripts.map(text => `<script type="module">${text}</script>`);
  const sheet = fonts ? `<link rel="stylesheet" href="/a/${type.sheet}">` : '';
  const html = [before, sheet, style, between, ...inlined].join('');
  const dictionary = Buffer.from(after);
  // A guest waits for the page's scripts and those of a kind.
  const deflated = scripts.length
    ? deflate(Buffer.from(html), dictionary)
    : deflateRawSync(html, { level: 9, ...TO_FLUSH });
  const back = inflateRawSync(deflated, {
    ...TO_FLUSH,
    ...(after && { dictionary: dictionary.subarray(-32768) }),
  });
  if (back.toString() !== html) throw new Error(`${name} was not compressed well`);
  writeFileSync(join(out, 'blocks', `${name}.html`), html);
  writeFileSync(join(out, 'blocks', `${name}.deflate`), deflated);
  blocks[name] = {
    title,
    crc32: crc32(html),
    scripts: hashes(scripts),
    styles: style && hashes([styles]),
    fonts,
  };
  sizes.push([name, deflated.length]);
  return html;
}

const later = new Set();
for (const page of readdirSync('src/pages')) {
  await build({ mode: page, logLevel: 'warn', build: { outDir: out } });
  const manifestFile = join(out, `${page}.manifest.json`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  rmSync(manifestFile);
  const entry = manifest[`src/pages/${page}/main.tsx`];
  if (entry.imports?.length) throw new Error(`${page}: its script was split: ${entry.imports}`);
  const read = file => readFileSync(join(out, file), 'utf8').trim();
  const styles = (entry.css ?? []).map(read).join('');
  const guests = GUESTS.includes(page);

  /** Returns a chunk as a script, preceded by its imports. The page's own script comes before them all. */
  const scriptsOf = chunk =>
    (chunk.imports ?? [])
      .map(name => manifest[name])
      .filter(imported => imported !== entry)
      .flatMap(scriptsOf)
      .concat(asScript(chunk.file, read(chunk.file)));

  for (const lang of LANGS) {
    // A page that shows several languages at once has its texts in its script.
    const texts = manifest[`src/pages/${page}/texts.${lang}.ts`];
    const { needsScript, titles } = (await load(`./src/words/bare/texts.${lang}.ts`)).default;
    if (!(page in titles)) throw new Error(`${page} has no title in src/words/bare`);
    const links = [entry, texts]
      .filter(Boolean)
      .map(({ file }) => `<link rel="modulepreload" href="/a/${file}">`);
    const src = `<script type="module" src="/a/${entry.file}"></script>`;
    const html = block(`${page}.${lang}`, {
      title: titles[page],
      before: guests ? HEAD : HEAD + ICON,
      styles,
      between:
        `${guests ? '' : links.join('')}</head><body><div id="app"></div>` +
        `<noscript><div class="ph"><p class="pad">${needsScript}</p></div></noscript>${guests ? '' : src}`,
      scripts: guests ? [checked(entry.file, read(entry.file)), ...(texts ? scriptsOf(texts) : [])] : [],
    });

    // While a poll is open, the first response also contains the page's part for its kind, directly after the page.
    const kinds = {};
    for (const [source, chunk] of Object.entries(manifest)) {
      // What is drawn after a vote is in a folder of the kind, and waits.
      const [, kind, file] = /^src\/polls\/([^/]+)\/([^/]*)$/.exec(source) ?? [];
      if (!guests || !chunk.isDynamicEntry || !kind) continue;
      const other = LANGS.some(tag => tag !== lang && file === `texts.${tag}.ts`);
      if (other) continue;
      const named = file === 'phone.tsx' ? [`plenary.${kind}=plenary["${chunk.file}"]`] : [];
      kinds[kind] = [...(kinds[kind] ?? []), ...scriptsOf(chunk), ...named];
    }
    for (const [kind, scripts] of Object.entries(kinds))
      block(`${page}.${kind}.${lang}`, { scripts: [...new Set(scripts)], after: html });
  }
  if (guests) later.add(entry.file);
}

/** The files served beside the pages, by name. Pages contain their styles and the guests' scripts. */
const served = { ...type.files };
for (const { name } of readdirSync(out, { withFileTypes: true }).filter(entry => entry.isFile())) {
  if (name.endsWith('.js') && !later.has(name)) served[name] = 'text/javascript; charset=utf-8';
  else if (!served[name]) rmSync(join(out, name));
}
const assets = {};
for (const [name, content_type] of Object.entries(served)) {
  const file = join(out, name);
  const bytes = readFileSync(file);
  // A font is compressed as it is.
  const packed = content_type === 'font/woff2';
  if (!packed) writeFileSync(`${file}.gz`, gzip(bytes));
  assets[name] = { content_type, etag: `"${sha256(bytes, 'hex').slice(0, 16)}"`, packed };
}
const languages = Object.entries(LANGUAGES);
const id = sha256(JSON.stringify([languages, blocks, assets]), 'hex').slice(0, 8);
writeFileSync(
  join(out, 'pages.json'),
  JSON.stringify({ build: id, languages, right_to_left: RIGHT_TO_LEFT, blocks, assets }, null, 1),
);

for (const [name, size] of sizes) {
  console.log(`${name}: ${size} bytes deflated`);
  const over = HEAD_BYTES + LIVE_BYTES + size - WINDOW_BYTES;
  if (/^phone\.[^.]+$/.test(name) && over > 0) throw new Error(`the phone is ${over} bytes over its budget`);
}
