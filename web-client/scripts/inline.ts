/**
 * Scripts within the HTML. A guests' page carries its script in itself, and a module that stands in a page has no address: no
 * chunk that is loaded later could import from it, and old browsers have no import map. So the page's script leaves what it
 * exports in a table, `plenary.page`, and chunks take it from there. A chunk that is written into the page as well (its texts,
 * the kind of an open poll) leaves its exports there under its file's name. `plenary(file)` takes the place of `import()`: it
 * looks into the table before it asks the server.
 *
 * The scripts of a page run in their order, and all before DOMContentLoaded; `ui/start.ts` waits for that. An export is copied
 * into the table when its script has run: a `let` that changes later must not be exported.
 */
import type { Plugin } from 'vite';

/** Their pages have a byte budget: they draw with our own few lines (see src/ui/dom.ts), and carry their script in themselves. */
export const GUESTS = ['phone', 'home'];

/** `a as b, c` of an export or an import as an object's `b: a, c` or `a: b, c`. */
const pairs = (names: string, order: 'of export' | 'of import'): string =>
  names
    .split(',')
    .map(name => name.trim().split(/\s+as\s+/))
    .map(([a, b]) => (b ? (order === 'of export' ? `${b}:${a}` : `${a}:${b}`) : a))
    .join(',');

const EXPORT = /\bexport\s*\{([^}]*)\}\s*;?\s*$/;
const IMPORT = /\bimport\s*\{([^}]*)\}\s*from\s*(["'`])\.\/([^"'`]+)\2;?/g;
const DYNAMIC = /\bimport\((["'`])\.\/([^"'`]+)\1\)/g;

/** Makes a page's chunks such that its script can stand in the HTML. Done before their names get their hash. */
export const inlinable: Plugin = {
  name: 'inlinable',
  enforce: 'post',
  renderChunk(code, { isEntry, imports, dynamicImports, exports }, _options, { chunks }) {
    let text = code.replace(DYNAMIC, 'plenary($1$2$1)');
    if (isEntry && (exports.length || dynamicImports.length)) {
      const page = pairs(EXPORT.exec(text)?.[1] ?? '', 'of export');
      text = `${text.replace(EXPORT, '')}
self.plenary=file=>Promise.resolve(plenary[file]||import("/a/"+file));
plenary.page={${page}};`;
    }
    if (imports.some(file => chunks[file]?.isEntry))
      text = text.replace(IMPORT, (found, names, _quote, file) =>
        chunks[file]?.isEntry ? `const{${pairs(names, 'of import')}}=plenary.page;` : found,
      );
    return { code: text };
  },
};

/** A chunk as a script of the page: whoever imports it finds it in the table. */
export function asScript(file: string, chunk: string): string {
  const text = chunk
    .replace(IMPORT, (_, names, _quote, from) => `const{${pairs(names, 'of import')}}=plenary["${from}"];`)
    .replace(EXPORT, (_, names) => `plenary["${file}"]={${pairs(names, 'of export')}};`);
  return checked(file, text);
}

/** Refuses what cannot stand within a script element, or would be a module's own import or export there. */
export function checked(file: string, text: string): string {
  const found = /<\/script|<script|<!--|\b(import|export)\s*(\{|\*|["'`])/i.exec(text);
  if (found) throw new Error(`${file} cannot stand in the HTML: ${text.substr(found.index, 60)}`);
  return text.trim();
}
