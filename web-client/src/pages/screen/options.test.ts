import { expect, it } from 'vitest';
import { screenOptions } from './options';

it('reads languages, theme and scale behind a secret or alone', () => {
  expect(screenOptions('#c2VjcmV0&lang=zh,en&theme=dark&scale=1.2')).toEqual({
    langs: ['zh', 'en'],
    theme: 'dark',
    scale: 1.2,
  });
  expect(screenOptions('#theme=light')).toEqual({ theme: 'light', scale: 1 });
});

it('reads which of the screens it is', () => {
  expect(screenOptions('#s&screen=2')).toEqual({ screen: 2, scale: 1 });
  expect(screenOptions('#s&screen=0')).toEqual({ screen: 0, scale: 1 });
  expect(screenOptions('#s&screen=foyer')).toEqual({ scale: 1 });
});

it('keeps to what can be read from the last row, and ignores what it does not know', () => {
  expect(screenOptions('#s&scale=9&theme=blue&lang=')).toEqual({ scale: 1.5 });
  expect(screenOptions('#s&scale=0.2')).toEqual({ scale: 1 });
  expect(screenOptions('#s&scale=wide')).toEqual({ scale: 1 });
  expect(screenOptions('')).toEqual({ scale: 1 });
});
