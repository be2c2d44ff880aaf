import { expect, test } from 'vitest';
import { isRightToLeft, nameOf, wordsFor } from './languages';

test.each([
  // What is read, the event's languages, the browser's, and the language of the words.
  ['fr', ['en', 'fr'], ['de-DE'], 'fr'],
  ['zh-Hant', ['zh-Hant'], [], 'zh-Hans'],
  ['de', ['en', 'de'], ['de-DE', 'en-US'], 'en'],
  ['ar', ['ar', 'en'], ['ar-MA', 'fr-MA', 'en'], 'en'],
  ['ar', ['ar'], ['ar-MA', 'fr-MA'], 'fr'],
  ['ja', ['ja', 'ko'], ['ja'], 'en'],
])('who reads %s of %j with a browser of %j is spoken to in %s', (tag, langs, browser, words) => {
  expect(wordsFor(tag, langs, browser)).toBe(words);
});

test('a language is called by its own name', () => {
  expect(['en', 'zh-Hans', 'fr', 'de', 'ar', 'ko'].map(nameOf)).toEqual([
    'English',
    '中文',
    'Français',
    'Deutsch',
    'العربية',
    '한국어',
  ]);
});

test('the direction is that of the language, whatever its region', () => {
  expect(['ar-MA', 'he', 'fa', 'en', 'zh-Hans'].map(isRightToLeft)).toEqual([true, true, true, false, false]);
});
