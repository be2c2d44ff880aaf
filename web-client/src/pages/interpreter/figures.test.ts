import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresIn, lackingFigures } from './figures';

const CASES = new URL('../../../../server/domain/tests/fixtures/figures.json', import.meta.url);

test('a draft has the figures that the server finds', () => {
  const cases = JSON.parse(readFileSync(CASES, 'utf8')) as string[][];
  for (const [text = '', ...figures] of cases) expect([text, ...figuresIn(text)]).toEqual([text, ...figures]);
});

test('each figure must be there as often', () => {
  expect(lackingFigures(['2025', '30'], 'With 30% soon')).toEqual(['2025']);
  expect(lackingFigures(['3', '3'], '3 个')).toEqual(['3']);
});
