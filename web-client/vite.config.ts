/**
 * One page, one bundle: the page is Vite's mode. Vite is called once for each page (see scripts/build.mjs), so that no two pages ever share a chunk:
 * what a phone loads is decided by the phone's own imports and by nothing that a desk imports.
 */
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { GUESTS, inlinable } from './scripts/inline.ts';

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
  plugins: [plainImports, GUESTS.includes(page) && inlinable],
  build: {
    // The oldest browsers that guests bring. Vite lowers syntax for them, not APIs: scripts/floor.mjs looks for those.
    target: ['chrome80', 'safari13', 'ios13'],
    // Desks and the screen are of this decade; lowering logical properties would set them by language instead of direction.
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
