import { expect, test } from 'vitest';
import type { TermItem } from '../../protocol/items';
import { changeOf, offered, pieces, termsIn } from './aids';

const term = (id: number, en: string, zh: string): TermItem => ({ id, texts: { en, 'zh-Hans': zh } });
const TERMS = [
  term(0, 'heat pump', '热泵'),
  term(1, 'pump', '泵'),
  term(2, 'owner', '业主'),
  term(3, '<b>grid</b>', '电网'),
];

test('terms are found as words, the longest first', () => {
  const found = termsIn('A Heat pump, a pump, and ownership', 'en', TERMS);
  expect(found.map(({ term, from }) => [term.id, from])).toEqual([
    [0, 2],
    [1, 15],
  ]);
  expect(termsIn('热泵由业主付费', 'zh-Hans', TERMS).map(({ term }) => term.id)).toEqual([0, 2]);
});

test('a term with markup is the words that it is', () => {
  expect(termsIn('the <b>grid</b> here', 'en', TERMS).map(({ term }) => term.id)).toEqual([3]);
});

test('a text is cut at its terms, each with its number', () => {
  const found = termsIn('The owner owns a pump', 'en', TERMS);
  const numbered = offered(found, 'zh-Hans');
  expect(pieces('The owner owns a pump', found, numbered)).toEqual([
    { text: 'The ' },
    { text: 'owner', nth: 1 },
    { text: ' owns a ' },
    { text: 'pump', nth: 2 },
  ]);
  // A term without a word in the other language is no help.
  expect(offered(found, 'ar')).toEqual([]);
});

test('a change is told by what differs', () => {
  expect(changeOf('a first three-city pilot?', 'a first two-city pilot?')).toEqual({
    before: 'a first ',
    was: 'three-city',
    is: 'two-city',
    after: ' pilot?',
  });
  expect(changeOf('首个三市试点', '首个两市试点')).toEqual({
    before: '首个',
    was: '三',
    is: '两',
    after: '市试点',
  });
  expect(changeOf('same', 'same')).toEqual({ before: 'same', was: '', is: '', after: '' });
});
