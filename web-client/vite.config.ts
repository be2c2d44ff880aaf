/**
 * One page, one bundle: the page is Vite's mode. scripts/build.mjs calls Vite once per page, so no two pages ever share a chunk:
 * only the phone's own imports decide what a phone loads.
 */
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { copied, GUESTS, inlinable } from './scripts/inline.ts';

/** Vite's wrapper around `import()` loads styles and preloads of a chunk; chunks here have none, and it costs 600 bytes. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: id => (id.includes('vite/preload-helper') ? 'export const __vitePreload = load => load()' : null),
};

const dom = '/src/ui/dom.ts';

/** Where a chunk's module stands within its page, or else within the client: `more`, `more-texts.en`. */
const place = (page: string, module: string | null): string =>
  relative(resolve(import.meta.dirname, 'src'), module ?? resolve(import.meta.dirname, 'src/shared'))
    .replace(`pages/${page}/`, '')
    .replace(/(\/index)?\.\w+$/, '')
    .replaceAll('/', '-');

export default defineConfig(({ mode: page }) => ({
  base: '/a/',
  resolve: { alias: GUESTS.includes(page) ? { 'preact/jsx-runtime': dom, preact: dom } : {} },
  plugins: [plainImports, ...(GUESTS.includes(page) ? [copied, inlinable] : [])],
  build: {
    // The oldest browsers of guests. Vite lowers syntax for them, but not APIs, which scripts/floor.mjs checks.
    target: ['chrome80', 'safari13', 'ios13'],
    // Desks and the screen have recent browsers; lowering logical properties would set them by language instead of direction.
    cssTarget: GUESTS.includes(page) ? ['chrome80', 'safari13', 'ios13'] : ['chrome111', 'safari16'],
    // scripts/build.mjs writes the preload links, from the manifest.
    modulePreload: false,
    manifest: `${page}.manifest.json`,
    assetsDir: '.',
    emptyOutDir: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { [page]: `src/pages/${page}/main.tsx` },
      output: { chunkFileNames: ({ facadeModuleId }) => `${page}-${place(page, facadeModuleId)}-[hash].js` },
    },
  },
  test: { include: ['{scripts,src}/**/*.test.ts'] },
}));
