import { expect, it } from 'vitest';
import { lowerOptions } from './options';

const usual = { at: 'bottom-left', size: 1, captions: false };

it('reads place, size, captions, languages and screen behind a secret or alone', () => {
  expect(lowerOptions('#c2VjcmV0&at=top-right&size=1.4&captions=on&lang=zh,en&screen=2')).toEqual({
    at: 'top-right',
    size: 1.4,
    captions: true,
    langs: ['zh', 'en'],
    screen: 2,
  });
  expect(lowerOptions('')).toEqual(usual);
});

it('keeps to what fits a picture, and ignores what it does not know', () => {
  expect(lowerOptions('#s&at=middle&size=0.1&captions=maybe')).toEqual({ ...usual, size: 0.6 });
  expect(lowerOptions('#s&size=9&screen=foyer')).toEqual({ ...usual, size: 2 });
  expect(lowerOptions('#s&size=wide')).toEqual(usual);
});
