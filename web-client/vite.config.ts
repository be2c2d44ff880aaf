/**
 * One page, one bundle: the page is Vite's mode. Vite is called once for each page (see scripts/build.mjs), so that no two pages ever share a chunk:
 * what a phone loads is decided by the phone's own imports and by nothing that a desk imports.
 */
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Vite's wrapper around `import()` loads styles and preloads of a chunk; chunks here have none, and it costs 600 bytes. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: id => (id.includes('vite/preload-helper') ? 'export const __vitePreload = load => load()' : null),
};

/** The pages with a byte budget draw with our own few lines; see src/ui/dom.ts. */
const small = ['phone', 'home'];
const dom = '/src/ui/dom.ts';

export default defineConfig(({ mode: page }) => ({
  base: '/a/',
  resolve: { alias: small.includes(page) ? { 'preact/jsx-runtime': dom, preact: dom } : {} },
  plugins: [plainImports],
  build: {
    // The oldest browsers that guests bring. Vite lowers syntax for them, not APIs: scripts/floor.mjs looks for those.
    target: ['chrome80', 'safari13', 'ios13'],
    cssTarget: ['chrome80', 'safari13', 'ios13'],
    // The server writes the preload links itself, from the manifest.
    modulePreload: false,
    manifest: `${page}.manifest.json`,
    assetsDir: '.',
    emptyOutDir: false,
    reportCompressedSize: false,
    rollupOptions: { input: { [page]: `src/${page}/main.tsx` } },
  },
  test: { include: ['src/**/*.test.ts'] },
}));
