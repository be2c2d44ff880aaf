/**
 * Scripts inside the HTML. A guests' page contains its script. A module inside a page has no address, so no chunk
 * loaded later could import from it, and old browsers have no import maps. The page's script therefore puts its exports
 * into a table, `plenary.page`, from which chunks read them. A chunk that is also inlined (texts, or the kind of an
 * open poll) puts its exports there under its file name, a kind also under its own. `plenary(file)` replaces `import()`: it checks the table
 * before it asks the server, and keeps there what it asked for. Browsers before 2026 never fetch an address again whose import
 * failed, so after a failure the file has another query.
 *
 * The scripts of a page run in order, and all before DOMContentLoaded; `ui/start.ts` waits for that. An export is
 * copied into the table after its script has run, so never export a `let` that changes later.
 */
import type { Plugin } from 'vite';

/** Pages with a byte budget. They draw with our own few lines (see src/ui/dom.ts), and contain their script. */
export const GUESTS = ['phone', 'home'];

/** Converts `a as b, c` of an export or an import to an object's `b: a, c` or `a: b, c`. */
const pairs = (names: string, order: 'of export' | 'of import'): string =>
  names
    .split(',')
    .map(name => name.trim().split(/\s+as\s+/))
    .map(([a, b]) => (b ? (order === 'of export' ? `${b}:${a}` : `${a}:${b}`) : a))
    .join(',');

const EXPORT = /\bexport\s*\{([^}]*)\}\s*;?\s*$/;
const IMPORT = /\bimport\s*\{([^}]*)\}\s*from\s*(["'`])\.\/([^"'`]+)\2;?/g;
const DYNAMIC = /\bimport\((["'`])\.\/([^"'`]+)\1\)/g;

/** Prepares a page's chunks so that its script can be inlined. Runs before their names get their hash. */
export const inlinable: Plugin = {
  name: 'inlinable',
  enforce: 'post',
  renderChunk(code, { isEntry, imports, dynamicImports, exports }, _options, { chunks }) {
    let text = code.replace(DYNAMIC, 'plenary($1$2$1)');
    if (isEntry && (exports.length || dynamicImports.length)) {
      const page = pairs(EXPORT.exec(text)?.[1] ?? '', 'of export');
      text = `${text.replace(EXPORT, '')}
self.plenary=(file,tries=plenary[file+"?"]||"")=>Promise.resolve(plenary[file]=plenary[file]||import("/a/"+file+tries).catch(e=>{plenary[file]=0;plenary[file+"?"]=tries+"?";throw e}));
plenary.page={${page}};`;
    }
    if (imports.some(file => chunks[file]?.isEntry))
      text = text.replace(IMPORT, (found, names, _quote, file) =>
        chunks[file]?.isEntry ? `const{${pairs(names, 'of import')}}=plenary.page;` : found,
      );
    return { code: text };
  },
};

/**
 * Modules that several chunks of a page need and its script does not. Each chunk has a copy of its own, because a chunk that they
 * share would be one more script in the page, or one more request.
 */
const COPIED = [
  'polls/named.ts',
  'polls/free_choice/answers.ts',
  'polls/free_choice/names/',
  'polls/motion/sides/',
];

/** The chunk in which a module will be: the kind of its folder, or else the page's second one. */
const chunkOf = (module: string): string =>
  /\?chunk=(.*)/.exec(module)?.[1] ?? /\/polls\/(\w+)\//.exec(module)?.[1] ?? 'more';

export const copied: Plugin = {
  name: 'copied',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const found = importer && (await this.resolve(source, importer, { ...options, skipSelf: true }));
    if (!found || !COPIED.some(file => found.id.includes(`/src/${file}`))) return null;
    return `${found.id}?chunk=${chunkOf(importer)}`;
  },
};

/** Returns a chunk as an inline script. Others find its exports in the table. */
export function asScript(file: string, chunk: string): string {
  const text = chunk
    .replace(IMPORT, (_, names, _quote, from) => `const{${pairs(names, 'of import')}}=plenary["${from}"];`)
    .replace(EXPORT, (_, names) => `plenary["${file}"]={${pairs(names, 'of export')}};`);
  return checked(file, text);
}

/** Throws if the text cannot be part of a script element, or contains a module's own import or export. */
export function checked(file: string, text: string): string {
  const found = /<\/script|<script|<!--|\b(import|export)\s*(\{|\*|["'`])/i.exec(text);
  if (found) throw new Error(`${file} cannot stand in the HTML: ${text.substr(found.index, 60)}`);
  return text.trim();
}
