/**
 * The styles of a kind reach no other kind. All kinds of a page share one document, so a rule whose classes another kind's
 * markup has too would change that kind's picture, on every page that draws both.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const kinds = readdirSync(here, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

/** The rows of a choice, with a letter, a text, a bar and a number, are those of every kind that has options. */
const COMMON = 'choice';

/** The files of a kind for each page, and their style sheets. */
const PARTS = {
  screen: [['screen.tsx', 'screen.css']],
  desk: [['desk.tsx', 'desk.css']],
  phone: [
    ['phone.tsx', 'phone.css'],
    ['result/index.tsx', 'result/result.css'],
  ],
} as const;

/** The classes around every poll; a rule needs one of its kind's own beside them. */
const AROUND = new Set('screen scene poll open closed revealed bars count-only field foot'.split(' '));

/** The classes in a kind's markup for a page. */
function classes(kind: string, part: keyof typeof PARTS): Set<string> {
  const found = new Set<string>();
  for (const file of [...PARTS[part].map(([tsx]) => tsx), 'parts.tsx']) {
    const path = join(here, kind, file);
    if (!existsSync(path)) continue;
    const values = readFileSync(path, 'utf8').matchAll(/\bclass=("[^"]*"|\{(?:[^{}]|\{[^{}]*\})*\})/g);
    for (const [, value = ''] of values)
      for (const [name] of value.replaceAll(/\$\{\w+\}/g, '').matchAll(/[a-z][\w-]*/gi)) found.add(name);
  }
  return found;
}

/** The selectors of a style sheet, one by one. */
function selectors(css: string): string[] {
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{};]+)\{/g);
  return [...rules]
    .map(([, all = '']) => all.trim())
    .filter(all => !/^(@|from|to|\d)/.test(all))
    .flatMap(all => all.split(/,(?![^(]*\))/))
    .map(one => one.trim());
}

test.each(['screen', 'desk', 'phone'] as const)('no kind draws another one on the %s', part => {
  const markup = new Map(kinds.map(kind => [kind, classes(kind, part)]));
  const wrong: string[] = [];
  for (const kind of kinds.filter(kind => kind !== COMMON))
    for (const [, sheet] of PARTS[part]) {
      const path = join(here, kind, sheet);
      if (!existsSync(path)) continue;
      for (const selector of selectors(readFileSync(path, 'utf8'))) {
        const own = [...selector.replaceAll(/:not\([^)]*\)/g, '').matchAll(/\.([a-z][\w-]*)/gi)]
          .map(([, name = '']) => name)
          .filter(name => !AROUND.has(name));
        for (const other of kinds)
          if (other !== kind && own.every(name => markup.get(other)?.has(name)))
            wrong.push(`${kind}/${sheet}: ${selector} is also in ${other}`);
      }
    }
  expect(wrong).toEqual([]);
});
