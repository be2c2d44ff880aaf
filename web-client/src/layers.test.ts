/** The order of the house: which part may import which, and that every kind of poll has all its parts. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { LANGS } from './words/languages';

/** From the bottom up: a folder imports from its own line only what is its own, and else from lines above it. */
const LAYERS = [
  ['protocol'],
  ['sync'],
  ['words'],
  ['ui'],
  ['people', 'questions', 'polls', 'cards'],
  ['hands', 'answers', 'backstage', 'floor', 'making'],
  ['scenes'],
  ['pages'],
];

const src = import.meta.dirname;
const layerOf = (part: string): number => LAYERS.findIndex(layer => layer.includes(part));

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** The files of the client, as paths from `src`; tests may look anywhere. */
const files = walk(src)
  .map(path => relative(src, path))
  .filter(path => /\.(tsx?|css)$/.test(path) && !/\.test\.ts$/.test(path));

/** What a file imports of the client, as paths from `src`. */
function imports(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(/(?:from|import|import\(|glob(?:<\w+>)?\()\s*['"](\.[^'"]*)['"]/g);
  return [...found].map(([, to = '']) => relative(src, resolve(src, dirname(file), to)));
}

/** `pages/phone` for a page's file, else the first folder. */
const part = (path: string): string => (path.match(/^pages\/[^/]+|^[^/]+/) ?? [''])[0];
const root = (path: string): string => path.split('/')[0] ?? '';

test('each folder has its place in the order', () => {
  const folders = readdirSync(src).filter(name => statSync(join(src, name)).isDirectory());
  expect(folders.sort()).toEqual(LAYERS.flat().sort());
});

/** The host lists the roles, each of which is called what stands beside its page. */
const isName = (to: string): boolean => to === 'pages/*/role/texts.*.ts';

test('imports go one way, and pages never import pages', () => {
  const wrong = files.flatMap(file =>
    imports(file)
      .filter(to => !isName(to) && part(to) !== part(file) && layerOf(root(to)) >= layerOf(root(file)))
      .map(to => `${file} imports ${to}`),
  );
  expect(wrong).toEqual([]);
});

test('every kind of poll on the wire has a folder, and each at least the same parts', () => {
  const kinds = readdirSync(join(src, 'polls'), { withFileTypes: true }).filter(e => e.isDirectory());
  const wire = /type PollKind = (.*)/.exec(readFileSync(join(src, 'protocol/items.ts'), 'utf8'))?.[1] ?? '';
  expect(kinds.map(e => e.name).sort()).toEqual(
    [...wire.matchAll(/"(\w+)":/g)].map(([, name]) => name).sort(),
  );
  const parts = ['desk', 'phone', 'screen'].flatMap(page => [`${page}.css`, `${page}.tsx`]);
  for (const { name } of kinds)
    expect(readdirSync(join(src, 'polls', name)), name).toEqual(
      expect.arrayContaining([...parts, ...LANGS.map(lang => `texts.${lang}.ts`)]),
    );
});
